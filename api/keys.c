/*
 * keys.c - the three secrets of an installation.
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

#define KEY_HEX 64 /* digits of KEY_BYTES */

static bool
complain(const char *path, const char *why)
{
	fprintf(stderr, "fairlot: %s: %s\n", path, why);
	return false;
}

/* Up to size bytes of the file into buf; -1 if it cannot be trusted. */
static ssize_t
read_private(const char *path, char *buf, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;
	ssize_t n = -1;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    (st.st_mode & (S_IRWXG | S_IRWXO)) == 0)
		n = read(fd, buf, size);
	close(fd);
	return n;
}

static bool
load(const char *directory, const char *name, unsigned char *key)
{
	char path[PATH_MAX], hex[KEY_HEX + 2];
	size_t length;
	ssize_t n;
	bool good;

	if (snprintf(path, sizeof(path), "%s/%s", directory, name) >=
	    (int)sizeof(path))
		return complain(directory, "the path is too long");
	n = read_private(path, hex, sizeof(hex));
	if (n < 0)
		return complain(path,
		    "cannot be read, or others may read it (mode 0600)");
	if (n > 0 && hex[n - 1] == '\n')
		n--;
	good = n == KEY_HEX &&
	       sodium_hex2bin(key, KEY_BYTES, hex, KEY_HEX, NULL, &length,
		   NULL) == 0 &&
	       length == KEY_BYTES;
	sodium_memzero(hex, sizeof(hex));
	return good ? true : complain(path, "is not 64 hexadecimal digits");
}

bool
keys_load(const char *directory, struct keys *out)
{
	return load(directory, "jwt.key", out->jwt) &&
	       load(directory, "cursor.key", out->cursor) &&
	       load(directory, "receipt.key", out->receipt);
}
