/*
 * signature.c - the secrets of webhook endpoints, and what they sign.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/signature.h"

#include <sodium.h>
#include <string.h>

enum { ENDPOINT_TEXT = 36 }; /* a UUID, before each secret that is sealed */

char *
signature_of(struct arena *a, const struct secret *secret, const char *id,
    int64_t timestamp, const char *body)
{
	const char *head =
	    arena_printf(a, "%s.%lld.", id, (long long)timestamp);
	unsigned char mac[crypto_auth_hmacsha256_BYTES];
	char text[sodium_base64_ENCODED_LEN(sizeof(mac),
	    sodium_base64_VARIANT_ORIGINAL)];
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(&state, secret->bytes, secret->length);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)head,
	    strlen(head));
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)body,
	    strlen(body));
	crypto_auth_hmacsha256_final(&state, mac);
	sodium_memzero(&state, sizeof(state));
	sodium_bin2base64(text, sizeof(text), mac, sizeof(mac),
	    sodium_base64_VARIANT_ORIGINAL);
	return arena_printf(a, "v1,%s", text);
}

char *
signature_header(struct arena *a, const struct secret_list *secrets,
    const char *id, int64_t timestamp, const char *body)
{
	char *all = arena_dup(a, "");

	for (size_t i = 0; i < secrets->count; i++)
		all = arena_printf(a, "%s%s%s", all, i == 0 ? "" : " ",
		    signature_of(a, &secrets->items[i], id, timestamp, body));
	return all;
}

/* hex: length digits. */
static bool
open_one(struct arena *a, const unsigned char *seed, const char *endpoint,
    const char *hex, size_t length, struct secret *out)
{
	unsigned char public[crypto_box_PUBLICKEYBYTES],
	    private[crypto_box_SECRETKEYBYTES];
	unsigned char plain[ENDPOINT_TEXT + SIGNATURE_SECRET_MOST];
	unsigned char *box = arena_zalloc(a, length / 2 + 1);
	size_t n = 0, plain_length;
	bool good;

	if (sodium_hex2bin(box, length / 2 + 1, hex, length, NULL, &n, NULL) !=
		0 ||
	    n <= crypto_box_SEALBYTES + ENDPOINT_TEXT ||
	    n > crypto_box_SEALBYTES + sizeof(plain))
		return false;
	plain_length = n - crypto_box_SEALBYTES;
	crypto_box_seed_keypair(public, private, seed);
	good = crypto_box_seal_open(plain, box, n, public, private) == 0 &&
	       memcmp(plain, endpoint, ENDPOINT_TEXT) == 0;
	if (good) {
		out->length = plain_length - ENDPOINT_TEXT;
		memcpy(out->bytes, plain + ENDPOINT_TEXT, out->length);
	}
	sodium_memzero(private, sizeof(private));
	sodium_memzero(plain, sizeof(plain));
	return good;
}

bool
signature_open(struct arena *a, const unsigned char *seed, const char *endpoint,
    const char *sealed, struct secret_list *out)
{
	if (strlen(endpoint) != ENDPOINT_TEXT)
		return false;
	out->count = 0;
	while (*sealed && out->count < SIGNATURE_SECRETS_MOST) {
		size_t n = strcspn(sealed, " ");

		if (!open_one(a, seed, endpoint, sealed, n,
			&out->items[out->count]))
			return false;
		out->count++;
		sealed += n + (sealed[n] == ' ');
	}
	return out->count > 0;
}
