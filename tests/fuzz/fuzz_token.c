/*
 * Any bytes as an access token: none is believed, for nobody here has the
 * key. The first byte chooses what of a real token is put before them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api/token.h"

#define NOW INT64_C(1800000000)

/* libFuzzer's name. NOLINTNEXTLINE(readability-identifier-naming) */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct tokens *tokens;

/* Everything up to the n-th dot of a good token. */
static const char *
beginning(struct arena *a, unsigned n)
{
	static const struct claims claims = {
		.session = "7d9e2f10-3b4c-4d5e-8f60-718293a4b5c6",
		.subject = "5b1d4a8e-7c0f-4a52-9a3e-0f6a1c2d3e4f",
	};
	const char *token, *end;

	token = token_make(tokens, a, &claims, "council", NOW);
	for (end = token; n > 0; n--)
		end = strchr(end, '.') + 1;
	return arena_printf(a, "%.*s", (int)(end - token), token);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const unsigned char key[KEY_BYTES] = "a key that nobody has";
	struct claims out;
	struct arena *a;
	const char *start;
	char *rest;

	if (tokens == NULL) {
		if (sodium_init() < 0)
			abort();
		tokens = tokens_new(key, "https://fairlot.example");
	}
	if (size == 0)
		return 0;
	a = arena_new(64 << 20);
	start = beginning(a, data[0] % 3);
	rest = arena_zalloc(a, size);
	memcpy(rest, data + 1, size - 1);
	if (token_verify(tokens, a, arena_printf(a, "%s%s", start, rest), NOW,
		&out) == NULL)
		abort();
	arena_free(a);
	return 0;
}
