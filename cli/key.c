/*
 * key.c - `fairlot key make`, `key rotate text`: the secrets of an
 * installation.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/keyring.h"
#include "api/keys.h"
#include "cli/command.h"
#include "keeper/keys.h"

static const char *const names[] = { "jwt.key", "cursor.key", "receipt.key",
	"audit.key", "webhook.key", "mail.key" };

/* A text that ends with a line feed, in a new file that only its owner may
 * read. EEXIST in errno if it is there. */
static bool
write_new(const char *path, const char *text)
{
	const ssize_t length = (ssize_t)strlen(text);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool written;

	if (fd < 0)
		return false;
	written = write(fd, text, (size_t)length) == length && fsync(fd) == 0;
	return close(fd) == 0 && written;
}

/* A new key of personal text, as its line. */
static void
make_line(char line[TEXT_LINE_BYTES + 1])
{
	struct text_key k;
	char hex[KEY_BYTES * 2 + 1];

	randombytes_buf(k.key, sizeof(k.key));
	text_key_name(&k);
	sodium_bin2hex(hex, sizeof(hex), k.key, sizeof(k.key));
	snprintf(line, TEXT_LINE_BYTES + 1, "%s %s\n", k.id, hex);
	sodium_memzero(&k, sizeof(k));
	sodium_memzero(hex, sizeof(hex));
}

static struct err *
make_text_key(struct command *cmd, const char *path)
{
	char line[TEXT_LINE_BYTES + 1];
	bool written;

	make_line(line);
	errno = 0;
	written = write_new(path, line);
	sodium_memzero(line, sizeof(line));
	if (!written && errno == EEXIST) {
		printf("%s is there already\n", path);
		return NULL;
	}
	if (!written)
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "%s cannot be made; is its folder there and ours?", path);
	printf("%s is made\n", path);
	return NULL;
}

/* Writes 32 random bytes in hexadecimal. A key that is there stays: what it
 * has signed would be worth nothing without it. */
static struct err *
make(struct command *cmd, const char *path)
{
	unsigned char key[KEY_BYTES];
	char hex[KEY_BYTES * 2 + 1], line[sizeof(hex) + 1];
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool written;

	if (fd < 0 && errno == EEXIST) {
		printf("%s is there already\n", path);
		return NULL;
	}
	if (fd < 0)
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "%s cannot be made; is its folder there and ours?", path);
	randombytes_buf(key, sizeof(key));
	sodium_bin2hex(hex, sizeof(hex), key, sizeof(key));
	snprintf(line, sizeof(line), "%s\n", hex);
	written = write(fd, line, strlen(line)) == (ssize_t)strlen(line) &&
		  fsync(fd) == 0;
	sodium_memzero(key, sizeof(key));
	sodium_memzero(hex, sizeof(hex));
	sodium_memzero(line, sizeof(line));
	if (close(fd) != 0 || !written)
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "%s cannot be written; remove it", path);
	printf("%s is made\n", path);
	return NULL;
}

/* The public half of a secret key, into out. */
static void
audit_half(const unsigned char *seed, unsigned char *out)
{
	unsigned char secret[crypto_sign_SECRETKEYBYTES];

	crypto_sign_seed_keypair(out, secret, seed);
	sodium_memzero(secret, sizeof(secret));
}

static void
box_half(const unsigned char *seed, unsigned char *out)
{
	unsigned char secret[crypto_box_SECRETKEYBYTES];

	crypto_box_seed_keypair(out, secret, seed);
	sodium_memzero(secret, sizeof(secret));
}

static const struct {
	const char *key, *public;
	void (*half)(const unsigned char *seed, unsigned char *out);
} pairs[] = {
	{ "audit.key", "audit.pub", audit_half },
	{ "webhook.key", "webhook.pub", box_half },
	{ "mail.key", "mail.pub", box_half },
};

static struct err *
write_public(struct command *cmd, const char *path, const unsigned char *key)
{
	char text[64];
	FILE *file = fopen(path, "we");
	bool written;

	sodium_bin2base64(text, sizeof(text), key, KEY_BYTES,
	    sodium_base64_VARIANT_ORIGINAL);
	if (!file)
		return err_new(cmd->arena, ERR_UNAVAILABLE, "%s cannot be made",
		    path);
	written =
	    fprintf(file, "%s\n", text) > 0 && fchmod(fileno(file), 0644) == 0;
	if (fclose(file) != 0 || !written)
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "%s cannot be written", path);
	printf("%s is %s\n", path, text);
	return NULL;
}

/* The first of the keeper's own. Its file may belong to another account, which
 * then makes it by itself: that is no failure of ours. */
static void
make_keepers(struct command *cmd, const char *path)
{
	const char *id;

	if (access(path, F_OK) == 0)
		printf("%s is there already\n", path);
	else if (keeper_keys_add(cmd->arena, path, &id) == NULL)
		printf("%s is made\n", path);
	else
		printf("%s is not ours to make: run fairlot keeper rotate as "
		       "the account of the keeper\n",
		    path);
}

/* The public half of a key beside it, for all who only check or seal. */
static struct err *
publish(struct command *cmd, const char *folder, size_t i)
{
	unsigned char seed[KEY_BYTES], public[KEY_BYTES];

	if (!key_load(folder, pairs[i].key, seed))
		return err_new(cmd->arena, ERR_UNAVAILABLE, "%s cannot be read",
		    pairs[i].key);
	pairs[i].half(seed, public);
	sodium_memzero(seed, sizeof(seed));
	return write_public(cmd,
	    arena_printf(cmd->arena, "%s/%s", folder, pairs[i].public), public);
}

struct err *
key_make(struct command *cmd)
{
	const char *folder = config_text(SETTING_KEYS);
	const char *keeper = config_text(SETTING_KEEPER_KEYS);
	struct err *e;

	e = command_expects(cmd, 0);
	if (e)
		return e;
	if (!folder || !keeper || sodium_init() < 0)
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "no key can be made");
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		e = make(cmd,
		    arena_printf(cmd->arena, "%s/%s", folder, names[i]));
		if (e)
			return e;
	}
	make_keepers(cmd, keeper);
	e = make_text_key(cmd, arena_printf(cmd->arena, "%s/text.key", folder));
	if (e)
		return e;
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
		e = publish(cmd, folder, i);
		if (e)
			return e;
	}
	return NULL;
}

/* Whose the one file is, the other is too: an operator may be somebody else
 * than the service, which has to go on reading its key. */
static bool
give_to_owner_of(const char *path, const char *beside)
{
	struct stat was, is;

	if (stat(path, &was) != 0 || stat(beside, &is) != 0)
		return false;
	return (was.st_uid == is.st_uid && was.st_gid == is.st_gid) ||
	       chown(beside, was.st_uid, was.st_gid) == 0;
}

/* The file with one more line before the others; beside it first, so that
 * there is never half a file. */
static struct err *
prepend(struct command *cmd, const char *path, char *text, size_t size)
{
	const char *beside = arena_printf(cmd->arena, "%s.new", path);
	ssize_t n = key_read_file(path, S_IRWXG | S_IRWXO,
	    text + TEXT_LINE_BYTES, size - TEXT_LINE_BYTES);
	char kept;

	if (n < 0 || (size_t)n + TEXT_LINE_BYTES >= size)
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "%s cannot be read, or is full", path);
	text[TEXT_LINE_BYTES + n] = '\0';
	kept = text[TEXT_LINE_BYTES];
	make_line(text);
	text[TEXT_LINE_BYTES] = kept;
	(void)unlink(beside);
	if (!write_new(beside, text) || !give_to_owner_of(path, beside) ||
	    rename(beside, path) != 0)
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "%s cannot be written: %s", path, command_reason(cmd));
	printf("%s begins with the key %.*s\n", path, KEY_ID_LENGTH, text);
	return NULL;
}

struct err *
key_rotate_text(struct command *cmd)
{
	const char *folder = config_text(SETTING_KEYS);
	char text[(KEYRING_MOST * TEXT_LINE_BYTES) + 1];
	struct keyring keys;
	struct err *e;

	e = command_expects(cmd, 0);
	if (e)
		return e;
	if (!folder || sodium_init() < 0 || !keyring_load(folder, &keys))
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "there is no text.key to be rotated");
	sodium_memzero(&keys, sizeof(keys));
	e = prepend(cmd, arena_printf(cmd->arena, "%s/text.key", folder), text,
	    sizeof(text));
	sodium_memzero(text, sizeof(text));
	return e;
}
