/*
 * Any bytes as an answer of the CQC: they are a place or a page of changes,
 * or it is said why they are none.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "jobs/cqc_read.h"

/* libFuzzer's name. NOLINTNEXTLINE(readability-identifier-naming) */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(256 << 20);
	const char *text = (const char *)data;
	struct cqc_changes changes;
	struct cqc_place place;

	if (!cqc_read_changes(a, text, size, &changes) &&
	    (changes.pages < 1 || changes.ids[0] != '['))
		abort();
	if (!cqc_read_place(a, "1-1", text, size, &place) &&
	    (place.place[0] != '{' || place.faults[0] != '['))
		abort();
	arena_free(a);
	return 0;
}
