/*
 * keys.c - the secrets of an installation.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/keys.h"

#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_HEX       64 /* digits of KEY_BYTES */
#define PUBLIC_BASE64 44 /* characters of a public key */

bool
key_complain(const char *path, const char *why)
{
	fprintf(stderr, "fairlot: %s: %s\n", path, why);
	return false;
}

ssize_t
key_read_file(const char *path, mode_t forbidden, char *buf, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;
	ssize_t n = -1;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    (st.st_mode & forbidden) == 0)
		n = read(fd, buf, size);
	close(fd);
	return n;
}

bool
key_load(const char *directory, const char *name, unsigned char *key)
{
	char path[PATH_MAX], hex[KEY_HEX + 2];
	size_t length;
	ssize_t n;
	bool good;

	if (snprintf(path, sizeof(path), "%s/%s", directory, name) >=
	    (int)sizeof(path))
		return key_complain(directory, "the path is too long");
	n = key_read_file(path, S_IRWXG | S_IRWXO, hex, sizeof(hex));
	if (n < 0)
		return key_complain(path,
		    "cannot be read, or others may read it (mode 0600)");
	if (n > 0 && hex[n - 1] == '\n')
		n--;
	good = n == KEY_HEX &&
	       sodium_hex2bin(key, KEY_BYTES, hex, KEY_HEX, NULL, &length,
		   NULL) == 0 &&
	       length == KEY_BYTES;
	sodium_memzero(hex, sizeof(hex));
	return good ? true : key_complain(path, "is not 64 hexadecimal digits");
}

bool
key_parse_public(const char *text, unsigned char *out)
{
	size_t length;

	return strlen(text) == PUBLIC_BASE64 &&
	       sodium_base642bin(out, KEY_BYTES, text, PUBLIC_BASE64, NULL,
		   &length, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
	       length == KEY_BYTES;
}

bool
key_load_public(const char *directory, const char *name, unsigned char *out)
{
	char path[PATH_MAX], text[PUBLIC_BASE64 + 2];
	ssize_t n;

	if (snprintf(path, sizeof(path), "%s/%s", directory, name) >=
	    (int)sizeof(path))
		return key_complain(directory, "the path is too long");
	n = key_read_file(path, S_IWGRP | S_IWOTH, text, sizeof(text) - 1);
	if (n < 0)
		return key_complain(path,
		    "cannot be read, or others may write it: fairlot key make");
	text[n] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return key_parse_public(text, out) ||
	       key_complain(path, "is no public key: 44 characters of base64");
}

/* Worked out once, not for each signature. */
static bool
load_pair(const char *directory, const char *name, unsigned char *out)
{
	unsigned char seed[KEY_BYTES], public[KEY_BYTES];
	bool read = key_load(directory, name, seed);

	if (read)
		crypto_sign_seed_keypair(public, out, seed);
	sodium_memzero(seed, sizeof(seed));
	return read;
}

bool
keys_load(const char *directory, struct keys *out)
{
	return key_load(directory, "jwt.key", out->jwt) &&
	       key_load(directory, "cursor.key", out->cursor) &&
	       load_pair(directory, "receipt.key", out->receipt) &&
	       key_load_public(directory, "audit.pub", out->audit_public) &&
	       key_load_public(directory, "webhook.pub", out->webhook_public) &&
	       key_load_public(directory, "mail.pub", out->mail_public);
}
