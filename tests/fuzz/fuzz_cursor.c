/*
 * Any bytes as a cursor are refused; any place, sealed, comes back the same
 * and does not open in another list.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api/config.h"
#include "api/cursor.h"

#define LIST "listUsers /v1/users"

/* libFuzzer's name. NOLINTNEXTLINE(readability-identifier-naming) */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const unsigned char key[KEY_BYTES] = "a key that nobody has";
	struct arena *a = arena_new(64 << 20);
	char *text = arena_zalloc(a, size + 1), *sealed;
	const char *place = NULL;

	if (sodium_init() < 0)
		abort();
	memcpy(text, data, size);
	if (cursor_open(a, key, LIST, text, &place) == NULL)
		abort();
	sealed = cursor_seal(a, key, LIST, text);
	if (strlen(sealed) > LIMIT_CURSOR_BYTES)
		goto out;
	if (cursor_open(a, key, LIST, sealed, &place) != NULL ||
	    strcmp(place, text) != 0)
		abort();
	if (cursor_open(a, key, LIST "&q", sealed, &place) == NULL)
		abort();
out:
	arena_free(a);
	return 0;
}
