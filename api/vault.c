/*
 * vault.c - the bytes of documents, encrypted, in files.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/vault.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "api/text.h"
#include "disk/disk.h"

#define TAG_BYTES    crypto_aead_chacha20poly1305_ietf_ABYTES
#define SEALED_BYTES (VAULT_CHUNK_BYTES + TAG_BYTES)
#define INCOMING     "incoming"

struct vault_chunk {
	unsigned char plain[VAULT_CHUNK_BYTES];
	unsigned char sealed[SEALED_BYTES];
	uint64_t number; /* of what is in plain, for a reader; none: SIZE */
	size_t used;
};

#define NO_CHUNK UINT64_MAX

static struct err *
no_room(struct arena *a, const char *what)
{
	struct err *e = err_new(a, ERR_UNAVAILABLE,
	    "The document cannot be stored at the moment; nothing of it was "
	    "kept.");

	e->log = arena_printf(a, "%s: error %d", what, errno);
	return e;
}

static struct err *
unreadable(struct arena *a, const char *id, const char *why)
{
	struct err *e = err_new(a, ERR_DOCUMENT_UNREADABLE,
	    "The bytes of this document are not there, or not what was put. "
	    "An administrator has to restore them.");

	e->log = arena_printf(a, "%s: %s", id, why);
	return e;
}

/* ---- names */

static const char *
path_of(struct arena *a, const char *folder, const char *id)
{
	return arena_printf(a, "%s/%.2s/%s", folder, id, id);
}

/* There afterwards, and on disk if it is new. */
static bool
have_folder(struct arena *a, const char *path)
{
	if (mkdir(path, S_IRWXU) == 0)
		return disk_sync_folder(a, path);
	return errno == EEXIST;
}

static void
new_id(char *id)
{
	unsigned char r[16];

	randombytes_buf(r, sizeof(r));
	r[6] = (unsigned char)((r[6] & 0x0fU) | 0x40U);
	r[8] = (unsigned char)((r[8] & 0x3fU) | 0x80U);
	(void)snprintf(id, VAULT_ID_BYTES,
	    "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
	    "%02x%02x%02x%02x%02x%02x",
	    r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[9], r[10],
	    r[11], r[12], r[13], r[14], r[15]);
}

/* ---- chunks */

static uint64_t
chunks_of(uint64_t size)
{
	return size == 0 ? 1
			 : (size + VAULT_CHUNK_BYTES - 1) / VAULT_CHUNK_BYTES;
}

static void
make_nonce(unsigned char *nonce, uint64_t number, bool last)
{
	int i;

	memset(nonce, 0, crypto_aead_chacha20poly1305_ietf_NPUBBYTES);
	for (i = 0; i < 8; i++)
		nonce[i] = (unsigned char)(number >> (8 * i));
	nonce[8] = last;
}

static bool
write_all(int fd, const unsigned char *buf, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, buf, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		buf += done;
		n -= (size_t)done;
	}
	return true;
}

static bool
read_all(int fd, unsigned char *buf, size_t n, uint64_t at)
{
	while (n > 0) {
		ssize_t done = pread(fd, buf, n, (off_t)at);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		buf += done;
		at += (uint64_t)done;
		n -= (size_t)done;
	}
	return true;
}

static struct vault_chunk *
chunk_new(struct arena *a)
{
	struct vault_chunk *c = arena_zalloc(a, sizeof(*c));

	c->number = NO_CHUNK;
	return c;
}

/* ---- writing */

static struct err *
flush(struct vault_writer *w, bool last)
{
	unsigned char nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES];
	struct vault_chunk *c = w->chunk;

	make_nonce(nonce, (w->size - c->used) / VAULT_CHUNK_BYTES, last);
	crypto_aead_chacha20poly1305_ietf_encrypt(c->sealed, NULL, c->plain,
	    c->used, (const unsigned char *)w->id, strlen(w->id), NULL, nonce,
	    w->key);
	if (!write_all(w->fd, c->sealed, c->used + TAG_BYTES))
		return no_room(w->arena, "write");
	c->used = 0;
	return NULL;
}

static void
drop(void *state)
{
	vault_drop(state);
}

struct err *
vault_begin(struct arena *a, const char *folder, struct vault_writer **out)
{
	struct vault_writer *w = arena_zalloc(a, sizeof(*w));

	w->arena = a;
	w->folder = folder;
	w->fd = -1;
	w->chunk = chunk_new(a);
	new_id(w->id);
	randombytes_buf(w->key, sizeof(w->key));
	if (!have_folder(a, folder) ||
	    !have_folder(a, arena_printf(a, "%s/" INCOMING, folder)))
		return no_room(a, folder);
	w->incoming = arena_printf(a, "%s/" INCOMING "/%s", folder, w->id);
	w->fd = open(w->incoming,
	    O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
	    S_IRUSR | S_IWUSR);
	if (w->fd < 0)
		return no_room(a, "open");
	arena_defer(a, drop, w);
	*out = w;
	return NULL;
}

struct err *
vault_write(struct vault_writer *w, const void *buf, size_t n)
{
	const unsigned char *from = buf;
	struct vault_chunk *c = w->chunk;
	struct err *e;

	while (n > 0) {
		size_t fits = VAULT_CHUNK_BYTES - c->used;

		if (fits == 0) { /* more follows: it is not the last one */
			e = flush(w, false);
			if (e != NULL)
				return e;
			continue;
		}
		if (fits > n)
			fits = n;
		memcpy(c->plain + c->used, from, fits);
		c->used += fits;
		w->size += fits;
		from += fits;
		n -= fits;
	}
	return NULL;
}

struct err *
vault_end(struct vault_writer *w)
{
	return flush(w, true);
}

struct err *
vault_keep(struct vault_writer *w)
{
	struct arena *a = w->arena;
	const char *path = path_of(a, w->folder, w->id);

	if (fsync(w->fd) != 0)
		return no_room(a, "fsync");
	if (!have_folder(a, arena_printf(a, "%s/%.2s", w->folder, w->id)) ||
	    rename(w->incoming, path) != 0 || !disk_sync_folder(a, path))
		return no_room(a, path);
	close(w->fd);
	w->fd = -1;
	return NULL;
}

void
vault_drop(struct vault_writer *w)
{
	sodium_memzero(w->key, sizeof(w->key));
	if (w->fd < 0)
		return;
	(void)unlink(w->incoming);
	close(w->fd);
	w->fd = -1;
}

/* ---- reading */

static void
close_reader(void *state)
{
	struct vault_reader *r = state;

	sodium_memzero(r->key, sizeof(r->key));
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
}

static struct err *
begin_reading(struct arena *a, struct vault_reader *r)
{
	struct stat st;

	arena_defer(a, close_reader, r);
	r->chunk = chunk_new(a);
	if (r->fd < 0 || fstat(r->fd, &st) != 0 || !S_ISREG(st.st_mode))
		return unreadable(a, r->id, "cannot be opened");
	if ((uint64_t)st.st_size != r->size + chunks_of(r->size) * TAG_BYTES)
		return unreadable(a, r->id, "is of another size");
	return NULL;
}

struct err *
vault_open(struct arena *a, const char *folder, const char *id,
    const unsigned char *key, uint64_t size, struct vault_reader **out)
{
	struct vault_reader *r = arena_zalloc(a, sizeof(*r));

	r->id = arena_dup(a, id);
	r->size = size;
	memcpy(r->key, key, sizeof(r->key));
	r->fd = open(path_of(a, folder, id), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	*out = r;
	return begin_reading(a, r);
}

struct err *
vault_open_written(struct vault_writer *w, struct vault_reader **out)
{
	struct vault_reader *r = arena_zalloc(w->arena, sizeof(*r));

	r->id = w->id;
	r->size = w->size;
	memcpy(r->key, w->key, sizeof(r->key));
	r->fd = fcntl(w->fd, F_DUPFD_CLOEXEC, 0);
	*out = r;
	return begin_reading(w->arena, r);
}

static bool
load_chunk(struct vault_reader *r, uint64_t number)
{
	unsigned char nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES];
	const bool last = number + 1 == chunks_of(r->size);
	struct vault_chunk *c = r->chunk;

	if (c->number == number)
		return true;
	c->number = NO_CHUNK;
	c->used = last ? (size_t)(r->size - number * VAULT_CHUNK_BYTES)
		       : VAULT_CHUNK_BYTES;
	make_nonce(nonce, number, last);
	if (!read_all(r->fd, c->sealed, c->used + TAG_BYTES,
		number * SEALED_BYTES) ||
	    crypto_aead_chacha20poly1305_ietf_decrypt(c->plain, NULL, NULL,
		c->sealed, c->used + TAG_BYTES, (const unsigned char *)r->id,
		strlen(r->id), nonce, r->key) != 0)
		return false;
	c->number = number;
	return true;
}

bool
vault_read(void *state, uint64_t at, void *buf, size_t n)
{
	struct vault_reader *r = state;
	unsigned char *to = buf;

	if (at > r->size || n > r->size - at)
		return false;
	while (n > 0) {
		const size_t in = (size_t)(at % VAULT_CHUNK_BYTES);
		size_t have;

		if (!load_chunk(r, at / VAULT_CHUNK_BYTES))
			return false;
		have = r->chunk->used - in;
		if (have > n)
			have = n;
		memcpy(to, r->chunk->plain + in, have);
		to += have;
		at += have;
		n -= have;
	}
	return true;
}

struct err *
vault_check(struct arena *a, struct vault_reader *r)
{
	uint64_t i;

	for (i = 0; i < chunks_of(r->size); i++)
		if (!load_chunk(r, i))
			return unreadable(a, r->id, "is not what was written");
	return NULL;
}

/* ---- clearing away */

bool
vault_wipe(struct arena *a, const char *folder, const char *id)
{
	static const unsigned char zeros[4096];
	const char *path = path_of(a, folder, id);
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;
	off_t left;

	if (fd < 0)
		return errno == ENOENT;
	left = fstat(fd, &st) == 0 ? st.st_size : 0;
	while (left > 0 && write_all(fd, zeros, sizeof(zeros)))
		left -= (off_t)sizeof(zeros);
	(void)fsync(fd);
	close(fd);
	return unlink(path) == 0 && disk_sync_folder(a, path);
}

static bool
is_old(const char *path, long seconds)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	       st.st_mtime + seconds < time(NULL);
}

/* The path of what is in a folder; false if it is too long to be there. */
static bool
join(char path[PATH_MAX], const char *folder, const char *name)
{
	const int n = snprintf(path, PATH_MAX, "%s/%s", folder, name);

	return n >= 0 && n < PATH_MAX;
}

/* Every old file of one folder. */
static void
walk(const char *folder, const char *name, long seconds,
    void (*each)(void *state, const char *id), void *state)
{
	char inside[PATH_MAX], file[PATH_MAX];
	DIR *dir = join(inside, folder, name) ? opendir(inside) : NULL;
	struct dirent *d;

	/* One thread, and the folder is read by nobody else. */
	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	while (dir != NULL && (d = readdir(dir)) != NULL) {
		if (!text_is_uuid(d->d_name) ||
		    !join(file, inside, d->d_name) || !is_old(file, seconds))
			continue;
		if (each != NULL)
			each(state, d->d_name);
		else
			(void)unlink(file);
	}
	if (dir != NULL)
		closedir(dir);
}

bool
vault_each(const char *folder, long seconds,
    void (*each)(void *state, const char *id), void *state)
{
	char name[3];
	int i;

	if (access(folder, R_OK | X_OK) != 0)
		return errno == ENOENT; /* nothing was ever put */
	walk(folder, INCOMING, seconds, NULL, NULL);
	for (i = 0; i < 256; i++) {
		(void)snprintf(name, sizeof(name), "%02x", (unsigned)i & 255U);
		walk(folder, name, seconds, each, state);
	}
	return true;
}
