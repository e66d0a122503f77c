/*
 * Whether a session of an event for providers lies ahead.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include "core/provider_event.h"

#define MINUTE_US INT64_C(60000000)

static int64_t
london(int year, int month, int day, int hour, int minute)
{
	int64_t at = 0;

	assert_true(instant_in_london((struct date){ year, month, day },
	    (hour * 60 + minute) * 60, &at));
	return at;
}

static void
r025_a_session_begins_after_now(void **state)
{
	const struct date day = { 2026, 11, 30 };
	const int starts = 9 * 60 + 30;
	const int64_t begins = london(2026, 11, 30, 9, 30);
	struct err *e;

	assert_null(session_ahead_check(*state, "#/x", day, starts,
	    begins - MINUTE_US));
	e = session_ahead_check(*state, "#/x", day, starts, begins);
	assert_kind(e, ERR_INVALID);
	assert_string_equal(e->pointer, "#/x");
	assert_string_equal(e->detail, "It is 09:30 or later already.");
	assert_kind(session_ahead_check(*state, "#/x", day, starts,
			begins + MINUTE_US),
	    ERR_INVALID);
}

static void
r025_in_summer_the_hour_is_londons(void **state)
{
	const struct date day = { 2027, 6, 1 };
	const int64_t ten_to_nine_utc = london(2027, 6, 1, 9, 50);

	assert_kind(session_ahead_check(*state, "#", day, 9 * 60 + 30,
			ten_to_nine_utc),
	    ERR_INVALID);
	assert_null(session_ahead_check(*state, "#", day, 9 * 60 + 51,
	    ten_to_nine_utc));
}

static void
an_hour_that_summer_time_leaves_out_is_none(void **state)
{
	const struct date day = { 2027, 3, 28 };
	const int64_t now = london(2027, 3, 1, 12, 0);

	assert_kind(session_ahead_check(*state, "#", day, 90, now),
	    ERR_INVALID);
	assert_null(session_ahead_check(*state, "#", day, 120, now));
}

static void
a_day_that_is_past_is_no_fault_of_its_sessions(void **state)
{
	const struct date yesterday = { 2026, 11, 29 };

	assert_null(session_ahead_check(*state, "#", yesterday, 570,
	    london(2026, 11, 30, 0, 0)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(r025_a_session_begins_after_now),
		T(r025_in_summer_the_hour_is_londons),
		T(an_hour_that_summer_time_leaves_out_is_none),
		T(a_day_that_is_past_is_no_fault_of_its_sessions),
	};

	return cmocka_run_group_tests_name("provider_event", tests, NULL, NULL);
}
