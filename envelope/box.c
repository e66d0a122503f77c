/*
 * box.c - see box.h: crypto_box_seal over padded text.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "envelope/box.h"

#include <sodium.h>
#include <string.h>

#define HEADING "fairlot-bid-v1\n%s\n%s\n"

static void
digest(const unsigned char *bytes, size_t length, char *hex)
{
	unsigned char sum[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(sum, bytes, length);
	sodium_bin2hex(hex, BOX_DIGEST_HEX + 1, sum, sizeof(sum));
}

void
box_seal(struct arena *a, const unsigned char *public_key, const char *bid_id,
    const char *version, const char *text, struct box *out)
{
	const char *heading = arena_printf(a, HEADING, bid_id, version);
	const size_t top = strlen(heading), length = top + strlen(text);
	const size_t room = (length / BOX_STEP_BYTES + 1) * BOX_STEP_BYTES;
	unsigned char *plain = arena_zalloc(a, room);
	size_t padded = 0;

	/* Each with its NUL, for which there is room. */
	memcpy(plain, heading, top + 1);
	memcpy(plain + top, text, length - top + 1);
	(void)sodium_pad(&padded, plain, length, BOX_STEP_BYTES, room);
	out->length = padded + crypto_box_SEALBYTES;
	out->bytes = arena_zalloc(a, out->length);
	(void)crypto_box_seal(out->bytes, plain, padded, public_key);
	sodium_memzero(plain, room);
	digest(out->bytes, out->length, out->sha256);
}

/* Behind the heading, if it is this one. */
static char *
text_of(struct arena *a, unsigned char *plain, size_t length,
    const char *bid_id, const char *version)
{
	const char *heading = arena_printf(a, HEADING, bid_id, version);
	const size_t top = strlen(heading);

	if (length < top || memcmp(plain, heading, top) != 0 ||
	    memchr(plain, '\0', length) != NULL)
		return NULL;
	plain[length] = '\0';
	return (char *)plain + top;
}

char *
box_open(struct arena *a, const struct box_pair *pair, const char *bid_id,
    const char *version, const struct box *sealed)
{
	char sum[BOX_DIGEST_HEX + 1];
	unsigned char *plain;
	size_t padded, length = 0;

	digest(sealed->bytes, sealed->length, sum);
	if (strcmp(sum, sealed->sha256) != 0 ||
	    sealed->length < crypto_box_SEALBYTES + BOX_STEP_BYTES)
		return NULL;
	padded = sealed->length - crypto_box_SEALBYTES;
	plain = arena_zalloc(a, padded + 1);
	if (crypto_box_seal_open(plain, sealed->bytes, sealed->length,
		pair->public_key, pair->secret_key) != 0 ||
	    sodium_unpad(&length, plain, padded, BOX_STEP_BYTES) != 0)
		return NULL;
	return text_of(a, plain, length, bid_id, version);
}

bool
box_unhex(unsigned char *out, size_t length, const char *hex)
{
	size_t got = 0;

	return hex && strlen(hex) == 2 * length &&
	       sodium_hex2bin(out, length, hex, 2 * length, NULL, &got, NULL) ==
		   0 &&
	       got == length;
}

char *
box_bytea(struct arena *a, const unsigned char *bytes, size_t length)
{
	char *text = arena_zalloc(a, 2 + 2 * length + 1);

	text[0] = '\\';
	text[1] = 'x';
	sodium_bin2hex(text + 2, 2 * length + 1, bytes, length);
	return text;
}
