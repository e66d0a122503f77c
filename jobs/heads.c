/*
 * heads.c - the record of a sealed batch, and the file of them.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/heads.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sodium.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk/disk.h"

/* Longer than any line: a batch has at most 4,096 leaves. */
enum { TAIL_BYTES = 512 * 1024 };

/* The parts of a record as text, from a line or from the database. */
enum part {
	P_PREVIOUS,
	P_BLIND,
	P_ROOT,
	P_HEAD,
	P_SIGNATURE,
	P_LEAVES,
	P__MAX
};

static const char *const part_names[P__MAX] = { "previous", "blind", "root",
	"head", "signature", "leaves" };

void
heads_sha256(unsigned char *out, const void *data, size_t length)
{
	crypto_hash_sha256(out, data, length);
}

static char *
hex(struct arena *a, const unsigned char *bytes, size_t length)
{
	char *text = arena_zalloc(a, 2 * length + 1);

	return sodium_bin2hex(text, 2 * length + 1, bytes, length);
}

char *
heads_line(struct arena *a, const struct heads_record *r)
{
	return arena_printf(a,
	    "{\"number\":%llu,\"sealed_at\":\"%s\",\"previous\":\"%s\","
	    "\"blind\":\"%s\",\"root\":\"%s\",\"head\":\"%s\","
	    "\"signature\":\"%s\",\"leaves\":\"%s\"}\n",
	    (unsigned long long)r->number, r->sealed_at,
	    hex(a, r->previous, AUDIT_DIGEST), hex(a, r->blind, AUDIT_DIGEST),
	    hex(a, r->root, AUDIT_DIGEST), hex(a, r->head, AUDIT_DIGEST),
	    hex(a, r->signature, HEADS_SIGNATURE),
	    hex(a, r->leaves, r->count * AUDIT_DIGEST));
}

/* Exactly length bytes of hexadecimal text. */
static bool
unhex(unsigned char *out, size_t length, const char *text)
{
	size_t got = 0;

	return text && strlen(text) == 2 * length &&
	       sodium_hex2bin(out, length, text, 2 * length, NULL, &got,
		   NULL) == 0 &&
	       got == length;
}

static bool
is_power_of_two(size_t n)
{
	return n > 0 && (n & (n - 1)) == 0;
}

static bool
read_leaves(struct arena *a, const char *text, struct heads_record *out)
{
	size_t count = text ? strlen(text) / (size_t)(2 * AUDIT_DIGEST) : 0;

	if (!is_power_of_two(count) || count < AUDIT_LEAVES_LEAST)
		return false;
	out->count = count;
	out->leaves = arena_zalloc_array(a, count, AUDIT_DIGEST);
	return unhex(out->leaves, count * AUDIT_DIGEST, text);
}

static bool
read_parts(struct arena *a, const char *const *parts, struct heads_record *out)
{
	return unhex(out->previous, AUDIT_DIGEST, parts[P_PREVIOUS]) &&
	       unhex(out->blind, AUDIT_DIGEST, parts[P_BLIND]) &&
	       unhex(out->root, AUDIT_DIGEST, parts[P_ROOT]) &&
	       unhex(out->head, AUDIT_DIGEST, parts[P_HEAD]) &&
	       unhex(out->signature, HEADS_SIGNATURE, parts[P_SIGNATURE]) &&
	       read_leaves(a, parts[P_LEAVES], out);
}

static bool
read_object(struct arena *a, const json_t *o, struct heads_record *out)
{
	const json_t *number = json_object_get(o, "number");
	const char *at = json_string_value(json_object_get(o, "sealed_at"));
	const char *parts[P__MAX];

	if (!json_is_integer(number) || json_integer_value(number) <= 0 || !at)
		return false;
	for (int i = 0; i < P__MAX; i++)
		parts[i] = json_string_value(json_object_get(o, part_names[i]));
	out->number = (uint64_t)json_integer_value(number);
	out->sealed_at = arena_dup(a, at);
	return read_parts(a, parts, out);
}

bool
heads_parse(struct arena *a, const char *line, struct heads_record *out)
{
	json_t *o = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
	bool good = read_object(a, o, out);

	json_decref(o);
	return good;
}

bool
heads_row(struct arena *a, const struct rows *rows, size_t row,
    struct heads_record *out)
{
	const char *parts[P__MAX];

	for (int i = 0; i < P__MAX; i++)
		parts[i] = rows_text(rows, row, rows_col(rows, part_names[i]));
	out->number = (uint64_t)rows_int(rows, row, rows_col(rows, "number"));
	out->sealed_at = rows_text(rows, row, rows_col(rows, "sealed_at"));
	return read_parts(a, parts, out);
}

void
heads_seal(const struct heads_record *r, struct audit_seal *out)
{
	audit_link(heads_sha256, r->blind, r->previous, out->link);
	memcpy(out->root, r->root, AUDIT_DIGEST);
	out->number = r->number;
	out->sealed_at = r->sealed_at;
}

const char *
heads_fault(struct arena *a, const struct heads_record *r,
    const unsigned char *public_key)
{
	unsigned char digest[AUDIT_DIGEST];
	struct audit_seal seal;

	audit_root(heads_sha256, a, r->leaves, r->count, digest);
	if (memcmp(digest, r->root, AUDIT_DIGEST) != 0)
		return "its root does not follow from its leaves";
	heads_seal(r, &seal);
	audit_head(heads_sha256, a, &seal, digest);
	if (memcmp(digest, r->head, AUDIT_DIGEST) != 0)
		return "its head does not follow from what it covers";
	if (crypto_sign_verify_detached(r->signature, r->head, AUDIT_DIGEST,
		public_key) != 0)
		return "its signature is wrong";
	return NULL;
}

/* ------------------------------------------------------------- the file */

static struct err *
failed(struct arena *a, const char *what)
{
	char reason[128] = "";

	if (strerror_r(errno, reason, sizeof(reason)) != 0)
		reason[0] = '\0';
	return err_new(a, ERR_UNAVAILABLE, "the heads file cannot be %s: %s",
	    what, reason);
}

/* Makes the folder of path, if there is none. */
static void
make_folder(struct arena *a, const char *path)
{
	char *folder = arena_dup(a, path), *slash = strrchr(folder, '/');

	if (!slash || slash == folder)
		return;
	*slash = '\0';
	(void)mkdir(folder, 0700); /* what is wrong, open() will say */
}

/* Reads the end of the file; *torn is how many bytes stand behind its last
 * line feed. The last whole line, or NULL if there is none. */
static char *
read_tail(struct arena *a, int fd, off_t size, size_t *torn)
{
	off_t from = size > TAIL_BYTES ? size - TAIL_BYTES : 0;
	size_t length = (size_t)(size - from), end;
	char *text = arena_zalloc(a, length + 1);
	ssize_t n = pread(fd, text, length, from);

	end = n > 0 ? (size_t)n : 0;
	while (end > 0 && text[end - 1] != '\n')
		end--;
	*torn = length - end;
	if (end == 0)
		return NULL;
	text[--end] = '\0';
	while (end > 0 && text[end - 1] != '\n')
		end--;
	return text + end;
}

static struct err *
find_end(struct arena *a, const char *path, struct heads_file *f)
{
	struct heads_record last;
	struct stat st;
	size_t torn;
	char *line;

	if (fstat(f->fd, &st) != 0)
		return failed(a, "read");
	line = read_tail(a, f->fd, st.st_size, &torn);
	if (torn > 0 && ftruncate(f->fd, st.st_size - (off_t)torn) != 0)
		return failed(a, "rid of its torn last line");
	if (!line)
		return disk_sync_folder(a, path) ? NULL : failed(a, "kept");
	if (!heads_parse(a, line, &last))
		return err_new(a, ERR_CONFLICT,
		    "the last line of the heads file cannot be read");
	f->number = last.number;
	memcpy(f->head, last.head, AUDIT_DIGEST);
	return NULL;
}

struct err *
heads_open(struct arena *a, const char *path, struct heads_file *out)
{
	struct heads_file f = { 0 };
	struct err *e;

	make_folder(a, path);
	f.fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (f.fd < 0)
		return failed(a, "opened");
	e = flock(f.fd, LOCK_EX) == 0 ? find_end(a, path, &f)
				      : failed(a, "locked");
	if (e) {
		close(f.fd);
		return e;
	}
	*out = f;
	return NULL;
}

struct err *
heads_append(struct arena *a, struct heads_file *f,
    const struct heads_record *r)
{
	const char *line = heads_line(a, r);
	size_t length = strlen(line), done = 0;
	struct stat before;

	if (fstat(f->fd, &before) != 0)
		return failed(a, "read");
	while (done < length) {
		ssize_t n = write(f->fd, line + done, length - done);

		if (n <= 0)
			break;
		done += (size_t)n;
	}
	if (done < length || fsync(f->fd) != 0) {
		struct err *e = failed(a, "written");

		(void)ftruncate(f->fd, before.st_size);
		return e;
	}
	f->number = r->number;
	memcpy(f->head, r->head, AUDIT_DIGEST);
	return NULL;
}

void
heads_close(struct heads_file *f)
{
	(void)close(f->fd); /* the lock goes with it */
	f->fd = -1;
}
