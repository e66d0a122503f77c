/*
 * cursor.c - places in a list, unreadable and unforgeable.
 *
 * XChaCha20-Poly1305 with a nonce derived from what is encrypted (a
 * synthetic one): no counter to keep, and a repeated nonce means a repeated
 * message.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/cursor.h"

#include <sodium.h>
#include <string.h>

#include "api/config.h"
#include "api/text.h"

#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES   crypto_aead_xchacha20poly1305_ietf_ABYTES

static void
make_nonce(unsigned char *nonce, const unsigned char *key, const char *bound,
    const char *place)
{
	crypto_generichash_state state;

	/* The terminating zero keeps "ab","c" apart from "a","bc". */
	crypto_generichash_init(&state, key, KEY_BYTES, NONCE_BYTES);
	crypto_generichash_update(&state, (const unsigned char *)bound,
	    strlen(bound) + 1);
	crypto_generichash_update(&state, (const unsigned char *)place,
	    strlen(place));
	crypto_generichash_final(&state, nonce, NONCE_BYTES);
}

char *
cursor_seal(struct arena *a, const unsigned char key[KEY_BYTES],
    const char *bound, const char *place)
{
	size_t length = strlen(place);
	size_t size = NONCE_BYTES + length + TAG_BYTES;
	unsigned char *box = arena_zalloc(a, size);

	make_nonce(box, key, bound, place);
	crypto_aead_xchacha20poly1305_ietf_encrypt(box + NONCE_BYTES, NULL,
	    (const unsigned char *)place, length, (const unsigned char *)bound,
	    strlen(bound), NULL, box, key);
	return text_base64url(a, box, size);
}

struct err *
cursor_open(struct arena *a, const unsigned char key[KEY_BYTES],
    const char *bound, const char *cursor, const char **place)
{
	unsigned char *box, *plain;
	size_t size;

	if (strlen(cursor) > LIMIT_CURSOR_BYTES)
		goto bad;
	box = text_from_base64url(a, cursor, &size);
	if (box == NULL || size < NONCE_BYTES + TAG_BYTES)
		goto bad;
	plain = arena_zalloc(a, size - NONCE_BYTES - TAG_BYTES + 1);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL,
		box + NONCE_BYTES, size - NONCE_BYTES,
		(const unsigned char *)bound, strlen(bound), box, key) != 0)
		goto bad;
	*place = (const char *)plain;
	return NULL;
bad:
	return err_new(a, ERR_BAD_CURSOR,
	    "This cursor does not belong to this list and its filters.");
}
