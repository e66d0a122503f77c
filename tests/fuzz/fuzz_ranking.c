/*
 * Any bytes as a ranking: they are one that can be worked out, or every fault
 * is told, in bounds.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ranking_read.h"

/* libFuzzer's name. NOLINTNEXTLINE(readability-identifier-naming) */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_figure(void *arg, const char *place, const char *value,
    const char *formula)
{
	size_t *read = arg;

	*read += strlen(place) + strlen(value) + strlen(formula);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(64 << 20);
	struct ranking_document d;
	struct err *e;
	size_t read = 0;

	e = ranking_read(a, (const char *)data, size, &d);
	if (e && e->kind != ERR_INVALID)
		abort();
	if (!e)
		e = replay_check(a, &d.replay, read_figure, &read);
	if (e && e->kind != ERR_INVALID && e->kind != ERR_CONFLICT)
		abort();
	arena_free(a);
	return 0;
}
