/*
 * key.c - `fairlot key make`: the secrets of an installation.
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

#include "api/keys.h"
#include "cli/command.h"
#include "keeper/keys.h"

static const char *const names[] = { "jwt.key", "cursor.key", "receipt.key",
	"audit.key", "webhook.key" };

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
webhook_half(const unsigned char *seed, unsigned char *out)
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
	{ "webhook.key", "webhook.pub", webhook_half },
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
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
		e = publish(cmd, folder, i);
		if (e)
			return e;
	}
	return NULL;
}
