/*
 * signature.c - the secrets of webhook endpoints, and what they sign.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/signature.h"

#include <sodium.h>
#include <string.h>

#include "jobs/unseal.h"

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
	size_t n = 0;
	char *plain = unseal(a, seed, endpoint, hex, length, &n);
	const bool good = plain && n <= sizeof(out->bytes);

	if (good) {
		out->length = n;
		memcpy(out->bytes, plain, n);
	}
	if (plain)
		sodium_memzero(plain, n);
	return good;
}

bool
signature_open(struct arena *a, const unsigned char *seed, const char *endpoint,
    const char *sealed, struct secret_list *out)
{
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
