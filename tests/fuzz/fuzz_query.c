/*
 * Any bytes as the query string of any operation.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>

#include "api/faults.h"
#include "api/query.h"
#include "tests/fuzz/operation.h"

/* libFuzzer's name. NOLINTNEXTLINE(readability-identifier-naming) */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever is wrong, it is said of a parameter, or of the whole. */
static void
inspect(const struct err *e)
{
	size_t count = 0;

	for (; e; e = e->next) {
		if (e->pointer || !e->parameter || strlen(e->detail) > 4000)
			abort();
		count++;
	}
	if (count > FAULTS_MAX)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct operation_schema *op = take_operation(&data, &size);
	struct arena *a = arena_new(64 << 20);
	char *text = arena_zalloc(a, size + 1);
	struct query q;

	if (size)
		memcpy(text, data, size);
	if (!query_parse(a, text, &q))
		inspect(query_check(a, op, q.pairs, q.count));
	arena_free(a);
	return 0;
}
