/*
 * Any bytes as the body of any operation: they are JSON or they are not, and
 * JSON is what the contract says or its faults are told, in bounds.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdlib.h>

#include "api/faults.h"
#include "tests/fuzz/operation.h"

/* libFuzzer's name. NOLINTNEXTLINE(readability-identifier-naming) */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every fault points into the body, and none of them grows with it. */
static void
inspect(const struct err *e)
{
	size_t count = 0;

	for (; e; e = e->next) {
		if (e->kind != ERR_INVALID || e->pointer[0] != '#' ||
		    strlen(e->pointer) > 2000 || strlen(e->detail) > 4000)
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
	struct arena *a;
	json_t *body;

	body =
	    json_loadb((const char *)data, size, JSON_REJECT_DUPLICATES, NULL);
	if (!body || !op->body) {
		json_decref(body);
		return 0;
	}
	a = arena_new(64 << 20);
	inspect(schema_check(a, op->body, body));
	arena_free(a);
	json_decref(body);
	return 0;
}
