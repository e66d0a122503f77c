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
	"audit.key" };

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

/* The public half of audit.key beside it, for all who only check. */
static struct err *
publish(struct command *cmd, const char *folder)
{
	const char *path = arena_printf(cmd->arena, "%s/audit.pub", folder);
	unsigned char seed[KEY_BYTES], public[crypto_sign_PUBLICKEYBYTES],
	    secret[crypto_sign_SECRETKEYBYTES];
	char text[64];
	FILE *file;
	bool written;

	if (!key_load(folder, "audit.key", seed))
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "audit.key cannot be read");
	crypto_sign_seed_keypair(public, secret, seed);
	sodium_memzero(seed, sizeof(seed));
	sodium_memzero(secret, sizeof(secret));
	sodium_bin2base64(text, sizeof(text), public, sizeof(public),
	    sodium_base64_VARIANT_ORIGINAL);
	file = fopen(path, "we");
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
	return publish(cmd, folder);
}
