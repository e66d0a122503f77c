/*
 * As many as possible into the slots they can come to.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include "core/allot.h"

enum { PEOPLE = 6, SLOTS = 3 };

/* Everybody in their place, and no slot over its seats. */
static void
assert_sound(const bool *can, size_t people, const struct allot_slot *slots,
    size_t count, const int *out)
{
	int taken[ALLOT_SLOTS_MAX] = { 0 };

	for (size_t i = 0; i < people; i++) {
		if (out[i] == ALLOT_NONE)
			continue;
		assert_true(can[i * count + (size_t)out[i]]);
		taken[out[i]]++;
	}
	for (size_t s = 0; s < count; s++)
		assert_true(taken[s] <= slots[s].seats);
}

static void
r026_whoever_can_move_makes_room(void **state)
{
	static const struct allot_slot slots[] = { { 1 }, { 1 } };
	static const bool can[] = { true, true, true, false };
	int out[] = { ALLOT_NONE, ALLOT_NONE };

	assert_int_equal(allot(*state, can, 2, slots, 2, out), 2);
	assert_int_equal(out[0], 1);
	assert_int_equal(out[1], 0);
}

static void
r026_whoever_has_a_seat_keeps_one(void **state)
{
	static const struct allot_slot slots[] = { { 1 }, { 1 } };
	static const bool can[] = { true, false, true, true };
	int out[] = { ALLOT_NONE, 0 };

	assert_int_equal(allot(*state, can, 2, slots, 2, out), 2);
	assert_int_equal(out[0], 0);
	assert_int_equal(out[1], 1);
}

static void
r025_five_slots_of_ten_hold_fifty(void **state)
{
	static const struct allot_slot slots[] = { { 10 }, { 10 }, { 10 },
		{ 10 }, { 10 } };
	static bool can[60 * 5];
	static int out[60];

	for (size_t i = 0; i < ARRAY_LEN(can); i++)
		can[i] = true;
	for (size_t i = 0; i < ARRAY_LEN(out); i++)
		out[i] = ALLOT_NONE;
	assert_int_equal(allot(*state, can, 60, slots, 5, out), 50);
	assert_sound(can, 60, slots, 5, out);
}

/* The greatest number there is, by trying everything. */
static size_t
by_trial(const bool *can, size_t person, int *left)
{
	size_t best;

	if (person == PEOPLE)
		return 0;
	best = by_trial(can, person + 1, left);
	for (size_t s = 0; s < SLOTS; s++) {
		size_t n;

		if (!can[person * SLOTS + s] || left[s] == 0)
			continue;
		left[s]--;
		n = 1 + by_trial(can, person + 1, left);
		left[s]++;
		best = n > best ? n : best;
	}
	return best;
}

static void
r026_no_other_way_would_place_more(void **state)
{
	uint64_t seed = 26;

	for (int round = 0; round < 500; round++) {
		struct allot_slot slots[SLOTS];
		bool can[PEOPLE * SLOTS];
		int out[PEOPLE], left[SLOTS];

		for (size_t s = 0; s < SLOTS; s++)
			left[s] = slots[s].seats = random_below(&seed, 3);
		for (size_t i = 0; i < ARRAY_LEN(can); i++)
			can[i] = random_below(&seed, 3) == 0;
		for (size_t i = 0; i < PEOPLE; i++)
			out[i] = ALLOT_NONE;
		assert_int_equal(allot(*state, can, PEOPLE, slots, SLOTS, out),
		    by_trial(can, 0, left));
		assert_sound(can, PEOPLE, slots, SLOTS, out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(r026_whoever_can_move_makes_room),
		T(r026_whoever_has_a_seat_keeps_one),
		T(r025_five_slots_of_ten_hold_fifty),
		T(r026_no_other_way_would_place_more),
	};

	return cmocka_run_group_tests_name("allot", tests, NULL, NULL);
}
