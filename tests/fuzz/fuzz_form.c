/*
 * Any bytes as a form: what is read is text, and each name is there once.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api/query.h"
#include "api/text.h"

/* libFuzzer's name. NOLINTNEXTLINE(readability-identifier-naming) */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
inspect_text(const char *s)
{
	size_t length = strlen(s);

	if (text_has_control(s, length) || !text_is_utf8(s, length))
		abort();
}

static void
inspect(const struct query *q)
{
	size_t i;

	if (q->count > LIMIT_QUERY_PARAMETERS)
		abort();
	for (i = 0; i < q->count; i++) {
		inspect_text(q->pairs[i].name);
		inspect_text(q->pairs[i].value);
		/* The first of two namesakes would be found for both. */
		if (query_get(q, q->pairs[i].name) != q->pairs[i].value)
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(64 << 20);
	char *text = arena_zalloc(a, size + 1);
	struct query q = { 0 };

	memcpy(text, data, size);
	if (query_parse(a, text, &q) == NULL)
		inspect(&q);
	arena_free(a);
	return 0;
}
