/*
 * allot.c - as many as possible into the slots they can come to.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Augmenting paths: whoever has no seat looks for a slot with a free one, or
 * for one where somebody who sits there can move on.  Whoever sits stays
 * seated, so each search places one more or shows that nobody can be.
 */
#include "core/allot.h"

struct plan {
	const bool *can;
	size_t people, slots_count;
	const struct allot_slot *slots;
	int *at;    /* of each person: the slot */
	int *taken; /* of each slot: seats */
	bool *seen; /* of each slot: looked at in this search */
};

/* A seat for this one; others may move for it.  As deep as there are slots:
 * each is looked at once. */
static bool
/* NOLINTNEXTLINE(misc-no-recursion) */
find_seat(struct plan *p, size_t person)
{
	for (size_t s = 0; s < p->slots_count; s++) {
		bool found;

		if (!p->can[person * p->slots_count + s] || p->seen[s])
			continue;
		p->seen[s] = true;
		found = p->taken[s] < p->slots[s].seats;
		if (found)
			p->taken[s]++;
		for (size_t i = 0; !found && i < p->people; i++)
			found = p->at[i] == (int)s && find_seat(p, i);
		if (!found)
			continue;
		p->at[person] = (int)s;
		return true;
	}
	return false;
}

static void
look_afresh(struct plan *p)
{
	for (size_t s = 0; s < p->slots_count; s++)
		p->seen[s] = false;
}

/* NOLINTBEGIN(readability-non-const-parameter): find_seat() writes to out */
size_t
allot(struct arena *a, const bool *can, size_t people,
    const struct allot_slot *slots, size_t slots_count, int *out)
{
	struct plan p = { can, people, slots_count, slots, out,
		arena_zalloc_array(a, slots_count + 1, sizeof(*p.taken)),
		arena_zalloc_array(a, slots_count + 1, sizeof(*p.seen)) };
	size_t placed = 0;

	for (size_t i = 0; i < people; i++) {
		if (out[i] != ALLOT_NONE)
			p.taken[out[i]]++;
	}
	for (size_t i = 0; i < people; i++) {
		if (out[i] == ALLOT_NONE) {
			look_afresh(&p);
			(void)find_seat(&p, i);
		}
		placed += out[i] != ALLOT_NONE;
	}
	return placed;
}
/* NOLINTEND(readability-non-const-parameter) */
