/*
 * allot.h - as many as possible into the slots they can come to.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Providers say for each session of an event whether they could come, so that
 * as many as possible can be placed (R026): a bipartite matching in which a
 * slot has several seats.
 */
#ifndef CORE_ALLOT_H
#define CORE_ALLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

enum { ALLOT_NONE = -1, ALLOT_SLOTS_MAX = 50 };

struct allot_slot {
	int seats; /* 0 or more */
};

/*
 * can: people rows of slots columns, whether that one can come then.
 * out: for each of them the slot, or ALLOT_NONE.  *out may be set before:
 * whoever has a slot keeps one, perhaps another.  Returns how many are placed;
 * no other way would place more.
 */
size_t allot(struct arena *a, const bool *can, size_t people,
    const struct allot_slot *slots, size_t slots_count, int *out);

#endif
