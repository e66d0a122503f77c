/*
 * keyring.c - the keys of personal text.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/keyring.h"

#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define KEY_HEX ((size_t)KEY_BYTES * 2)

void
text_key_name(struct text_key *k)
{
	unsigned char digest[crypto_generichash_BYTES_MIN];

	crypto_generichash(digest, sizeof(digest), k->key, sizeof(k->key), NULL,
	    0);
	sodium_bin2hex(k->id, sizeof(k->id), digest, KEY_ID_LENGTH / 2);
}

/* One line, without its end. */
static bool
read_line(const char *line, struct text_key *k)
{
	size_t length;

	if (line[KEY_ID_LENGTH] != ' ' ||
	    sodium_hex2bin(k->key, sizeof(k->key), line + KEY_ID_LENGTH + 1,
		KEY_HEX, NULL, &length, NULL) != 0 ||
	    length != KEY_BYTES)
		return false;
	text_key_name(k);
	return strncmp(k->id, line, KEY_ID_LENGTH) == 0;
}

static bool
read_lines(const char *text, size_t size, struct keyring *r)
{
	size_t i;

	if (size == 0 || size % TEXT_LINE_BYTES != 0)
		return false;
	r->count = size / TEXT_LINE_BYTES;
	for (i = 0; i < r->count; i++, text += TEXT_LINE_BYTES)
		if (text[TEXT_LINE_BYTES - 1] != '\n' ||
		    !read_line(text, &r->keys[i]))
			return false;
	return true;
}

bool
keyring_load(const char *directory, struct keyring *out)
{
	char path[PATH_MAX], text[KEYRING_MOST * TEXT_LINE_BYTES + 1];
	struct keyring found = { .directory = directory };
	bool good = false;
	ssize_t n;

	if (snprintf(path, sizeof(path), "%s/text.key", directory) >=
	    (int)sizeof(path))
		return key_complain(directory, "the path is too long");
	n = key_read_file(path, S_IRWXG | S_IRWXO, text, sizeof(text));
	if (n < 0)
		return key_complain(path,
		    "cannot be read, or others may read it (mode 0600)");
	if ((size_t)n < sizeof(text))
		good = read_lines(text, (size_t)n, &found);
	sodium_memzero(text, sizeof(text));
	if (good)
		*out = found;
	sodium_memzero(&found, sizeof(found));
	return good || key_complain(path,
			   "does not hold 1 to 32 lines of an id and its key");
}

static const struct text_key *
find(const struct keyring *r, const char *id)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (strcmp(r->keys[i].id, id) == 0)
			return &r->keys[i];
	return NULL;
}

const struct text_key *
keyring_find(struct keyring *r, const char *id)
{
	const struct text_key *k = find(r, id);

	if (k != NULL || r->directory == NULL || !keyring_load(r->directory, r))
		return k;
	return find(r, id);
}
