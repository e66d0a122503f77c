/*
 * keyring.h - the keys of personal text: the newest one seals, each opens.
 *
 * They stand in text.key, newest first, one a line: an id of eight
 * hexadecimal digits, a space, and the key in 64 of them. The id is made from
 * the key, so that a line that was mistyped is noticed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_KEYRING_H
#define API_KEYRING_H

#include <stdbool.h>
#include <stddef.h>

#include "api/keys.h"

#define KEY_ID_LENGTH 8
#define KEYRING_MOST  32 /* keys of which texts may still be kept */
/* of a line of text.key, with its line feed */
#define TEXT_LINE_BYTES (KEY_ID_LENGTH + 1 + KEY_BYTES * 2 + 1)

struct text_key {
	char id[KEY_ID_LENGTH + 1];
	unsigned char key[KEY_BYTES];
};

struct keyring {
	const char *directory; /* borrowed; NULL: there is no file behind it */
	size_t count;          /* never 0 once loaded */
	struct text_key keys[KEYRING_MOST];
};

/* Reads text.key of the directory. On failure false, with one line on stderr
 * that says why, and *out is as it was. */
bool keyring_load(const char *directory, struct keyring *out);

/* The key of that id; NULL if there is none. One that is not known is looked
 * for in the file once more: it may have been rotated since. */
const struct text_key *keyring_find(struct keyring *r, const char *id);

/* Gives a key its id. */
void text_key_name(struct text_key *k);

#endif
