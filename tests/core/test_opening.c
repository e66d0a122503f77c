/*
 * When sealed bids may come out (R099). SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include "core/opening.h"

enum { DEADLINE = 1000000 };

/* At the deadline, asked by a person of a category with one opener. */
static struct release
given(void)
{
	return (struct release){
		.stored = REFERRAL_OPEN,
		.deadline = DEADLINE,
		.now = DEADLINE,
		.own = DEADLINE,
		.asked = { .openers = 1, .person = true },
	};
}

static void
from_the_deadline_on_and_not_a_microsecond_before(void **state)
{
	struct arena *a = *state;
	struct release r = given();

	assert_null(release_check(a, &r));
	r.now = DEADLINE - 1;
	assert_int_equal(release_check(a, &r)->kind, ERR_DEADLINE_NOT_REACHED);
}

static void
either_clock_keeps_them_sealed(void **state)
{
	struct arena *a = *state;
	struct release r = given();

	r.own = DEADLINE - 1;
	assert_int_equal(release_check(a, &r)->kind, ERR_DEADLINE_NOT_REACHED);
	r.own = DEADLINE + 1;
	assert_null(release_check(a, &r));
}

static void
only_what_is_published_and_sealed(void **state)
{
	static const struct {
		enum referral_state stored;
		enum err_kind kind;
	} rows[] = {
		{ REFERRAL_DRAFT, ERR_REFERRAL_NOT_OPEN },
		{ REFERRAL_CANCELLED, ERR_REFERRAL_NOT_OPEN },
		{ REFERRAL_OPENED, ERR_ALREADY_OPENED },
		{ REFERRAL_RANKED, ERR_ALREADY_OPENED },
		{ REFERRAL_AWARDED, ERR_ALREADY_OPENED },
	};
	struct arena *a = *state;
	struct release r = given();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		r.stored = rows[i].stored;
		assert_int_equal(release_check(a, &r)->kind, rows[i].kind);
	}
}

static void
two_openers_are_two_people(void **state)
{
	struct arena *a = *state;
	struct release r = given();

	r.asked.openers = 2;
	assert_int_equal(release_check(a, &r)->kind, ERR_SECOND_OPENER_NEEDED);
	r.asked.others = 1;
	assert_null(release_check(a, &r));
	r.asked.person = false;
	assert_int_equal(release_check(a, &r)->kind, ERR_PERSON_REQUIRED);
	/* For one opener a machine client will do. */
	r.asked.openers = 1;
	assert_null(release_check(a, &r));
}

static void
nobody_asks_twice_while_another_is_missing(void **state)
{
	struct opening_asked who = { .openers = 2, .person = true };
	struct arena *a = *state;

	assert_null(opening_ask_check(a, &who));
	assert_false(opening_is_complete(&who));
	who.mine = true;
	assert_int_equal(opening_ask_check(a, &who)->kind,
	    ERR_SECOND_OPENER_NEEDED);
	/* Both have asked and the opening was cut short: either may go on. */
	who.others = 1;
	assert_null(opening_ask_check(a, &who));
	assert_true(opening_is_complete(&who));
	who.person = false;
	assert_int_equal(opening_ask_check(a, &who)->kind, ERR_PERSON_REQUIRED);
	who = (struct opening_asked){ .openers = 1 };
	assert_null(opening_ask_check(a, &who));
	assert_true(opening_is_complete(&who));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(from_the_deadline_on_and_not_a_microsecond_before),
		T(either_clock_keeps_them_sealed),
		T(only_what_is_published_and_sealed),
		T(two_openers_are_two_people),
		T(nobody_asks_twice_while_another_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
