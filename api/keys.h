/*
 * keys.h - the three secrets of an installation.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_KEYS_H
#define API_KEYS_H

#include <stdbool.h>

#define KEY_BYTES 32

struct keys {
	unsigned char jwt[KEY_BYTES];     /* HS256, access tokens */
	unsigned char cursor[KEY_BYTES];  /* XChaCha20-Poly1305, cursors */
	unsigned char receipt[KEY_BYTES]; /* Ed25519 seed, receipts */
};

/* Reads jwt.key, cursor.key and receipt.key of the directory: 64 hexadecimal
 * digits each, in files that nobody else may read. On failure false, with one
 * line on stderr that says which file and why. */
bool keys_load(const char *directory, struct keys *out);

#endif
