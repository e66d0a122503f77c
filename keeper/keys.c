/*
 * keys.c - see keys.h. SPDX-License-Identifier: Apache-2.0
 */
#include "keeper/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk/disk.h"

enum {
	SECRET_BYTES = crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
	NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
};

/* A line of the file: hexadecimal of both, a space, a line feed. */
#define ID_HEX     ((size_t)2 * KEY_ID_BYTES)
#define SECRET_HEX ((size_t)2 * SECRET_BYTES)
#define LINE_BYTES (ID_HEX + 1 + SECRET_HEX + 1)

_Static_assert(WRAPPED_BYTES == KEY_ID_BYTES + NONCE_BYTES + BOX_SECRET_BYTES +
				    crypto_aead_xchacha20poly1305_ietf_ABYTES,
    "a wrapped key has the size that the table asks for");

struct one {
	unsigned char id[KEY_ID_BYTES];
	unsigned char secret[SECRET_BYTES];
};

struct keeper_keys {
	size_t count;
	struct one all[KEYS_MOST];
};

/* ------------------------------------------------------------- the file */

static struct err *
missing(struct arena *a, const char *why, const char *more)
{
	struct err *e = err_new(a, ERR_SEAL_KEY_MISSING,
	    "The keeper does not have the key of these bids; they stay "
	    "sealed.");

	e->log = arena_printf(a, "%s: %s", why, more);
	return e;
}

/* All of the file, which must belong to us alone; -1 with errno. */
static ssize_t
read_file(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;
	ssize_t n = -1;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    (st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		errno = EPERM;
	else
		n = read(fd, text, size);
	close(fd);
	return n;
}

static bool
parse_line(const char *line, struct one *out)
{
	char id[ID_HEX + 1];

	memcpy(id, line, sizeof(id) - 1);
	id[sizeof(id) - 1] = '\0';
	return line[ID_HEX] == ' ' && line[LINE_BYTES - 1] == '\n' &&
	       box_unhex(out->id, KEY_ID_BYTES, id) &&
	       sodium_hex2bin(out->secret, SECRET_BYTES, line + ID_HEX + 1,
		   SECRET_HEX, NULL, NULL, NULL) == 0;
}

static bool
parse(const char *text, size_t length, struct keeper_keys *keys)
{
	if (length == 0 || length % LINE_BYTES != 0 ||
	    length / LINE_BYTES > KEYS_MOST)
		return false;
	for (size_t at = 0; at < length; at += LINE_BYTES)
		if (!parse_line(text + at, &keys->all[keys->count++]))
			return false;
	return true;
}

struct err *
keeper_keys_load(struct arena *a, const char *path, struct keeper_keys **out)
{
	const size_t size = KEYS_MOST * LINE_BYTES;
	struct keeper_keys *keys = sodium_malloc(sizeof(*keys));
	char *text = sodium_malloc(size);
	ssize_t n = -1;
	bool good = false;

	if (keys && text) {
		sodium_memzero(keys, sizeof(*keys));
		n = read_file(path, text, size);
		good = n > 0 && parse(text, (size_t)n, keys);
	}
	sodium_free(text);
	if (good) {
		*out = keys;
		return NULL;
	}
	sodium_free(keys);
	return missing(a, path,
	    n < 0 ? "cannot be read, or others may read it (mode 0600)"
		  : "is not lines of an id and a key");
}

void
keeper_keys_free(struct keeper_keys *keys)
{
	sodium_free(keys); /* wipes it, and takes NULL */
}

/* A new key as a line of the file. */
static void
make_line(char *line, char *id)
{
	struct one key;

	randombytes_buf(&key, sizeof(key));
	sodium_bin2hex(id, ID_HEX + 1, key.id, KEY_ID_BYTES);
	memcpy(line, id, ID_HEX);
	line[ID_HEX] = ' ';
	sodium_bin2hex(line + ID_HEX + 1, SECRET_HEX + 1, key.secret,
	    SECRET_BYTES);
	line[LINE_BYTES - 1] = '\n';
	sodium_memzero(&key, sizeof(key));
}

static bool
replace_file(struct arena *a, const char *path, const char *text, size_t length)
{
	const char *fresh = arena_printf(a, "%s.new", path);
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool good;

	if (fd < 0)
		return false;
	good = write(fd, text, length) == (ssize_t)length && fsync(fd) == 0;
	return close(fd) == 0 && good && rename(fresh, path) == 0 &&
	       disk_sync_folder(a, path);
}

struct err *
keeper_keys_add(struct arena *a, const char *path, const char **id)
{
	const size_t size = (KEYS_MOST + 1) * LINE_BYTES;
	char *text = sodium_malloc(size), *name = arena_zalloc(a, ID_HEX + 1);
	ssize_t n = 0;
	bool good = false;

	if (!text)
		return missing(a, path, "there is no memory for keys");
	make_line(text, name);
	n = read_file(path, text + LINE_BYTES, size - LINE_BYTES);
	if (n < 0 && errno == ENOENT)
		n = 0;
	if (n >= 0 && n <= (ssize_t)(size - 2 * LINE_BYTES))
		good = replace_file(a, path, text, (size_t)n + LINE_BYTES);
	sodium_free(text);
	if (!good)
		return err_new(a, ERR_UNAVAILABLE,
		    "%s cannot be written, or holds %d keys already", path,
		    KEYS_MOST);
	*id = name;
	return NULL;
}

/* ------------------------------------------------------------- wrapping */

static char *
claim_text(const struct keeper_claim *c, char *text, size_t size)
{
	(void)snprintf(text, size, "fairlot-keeper-v1|%s|%" PRId64, c->referral,
	    c->deadline);
	return text;
}

void
keeper_wrap(const struct keeper_keys *keys, const struct keeper_claim *c,
    const struct box_pair *pair, unsigned char *out)
{
	const struct one *key = &keys->all[0];
	unsigned char *nonce = out + KEY_ID_BYTES;
	char claim[128];

	claim_text(c, claim, sizeof(claim));
	memcpy(out, key->id, KEY_ID_BYTES);
	randombytes_buf(nonce, NONCE_BYTES);
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + NONCE_BYTES,
	    NULL, pair->secret_key, BOX_SECRET_BYTES,
	    (const unsigned char *)claim, strlen(claim), NULL, nonce,
	    key->secret);
}

static const struct one *
find(const struct keeper_keys *keys, const unsigned char *id)
{
	for (size_t i = 0; i < keys->count; i++)
		if (memcmp(keys->all[i].id, id, KEY_ID_BYTES) == 0)
			return &keys->all[i];
	return NULL;
}

static bool
unwrap(const struct one *key, const struct keeper_claim *c,
    const unsigned char *wrapped, struct box_pair *out)
{
	const unsigned char *nonce = wrapped + KEY_ID_BYTES;
	unsigned char public_key[BOX_PUBLIC_BYTES];
	char claim[128];

	claim_text(c, claim, sizeof(claim));
	return crypto_aead_xchacha20poly1305_ietf_decrypt(out->secret_key, NULL,
		   NULL, nonce + NONCE_BYTES,
		   WRAPPED_BYTES - KEY_ID_BYTES - NONCE_BYTES,
		   (const unsigned char *)claim, strlen(claim), nonce,
		   key->secret) == 0 &&
	       crypto_scalarmult_base(public_key, out->secret_key) == 0 &&
	       memcmp(public_key, out->public_key, BOX_PUBLIC_BYTES) == 0;
}

struct err *
keeper_unwrap(struct arena *a, const struct keeper_keys *keys,
    const struct keeper_claim *c, const char *public_key, const char *wrapped,
    struct box_pair *out)
{
	unsigned char bytes[WRAPPED_BYTES];
	const struct one *key;

	if (!box_unhex(out->public_key, BOX_PUBLIC_BYTES, public_key) ||
	    !box_unhex(bytes, WRAPPED_BYTES, wrapped))
		return missing(a, c->referral, "it has no key");
	key = find(keys, bytes);
	if (!key)
		return missing(a, c->referral,
		    arena_printf(a, "its key is wrapped under %.*s",
			(int)ID_HEX, wrapped));
	if (unwrap(key, c, bytes, out))
		return NULL;
	sodium_memzero(out, sizeof(*out));
	return err_new(a, ERR_SEAL_KEY_MISMATCH,
	    "The key of these bids was made for another deadline, or is not "
	    "theirs; they stay sealed.");
}

bool
keeper_is_newest(const struct keeper_keys *keys, const char *wrapped)
{
	unsigned char bytes[WRAPPED_BYTES];

	return box_unhex(bytes, WRAPPED_BYTES, wrapped) &&
	       memcmp(bytes, keys->all[0].id, KEY_ID_BYTES) == 0;
}
