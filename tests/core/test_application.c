/*
 * The days of a request for information, and notices of the last years.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include "core/application.h"

static struct date
on(const char *text)
{
	struct date d = { 0, 0, 0 };

	assert_true(date_parse(text, &d));
	return d;
}

static void
five_working_days_are_left_to_answer(void **state)
{
	/* A Monday; the Thursday is a holiday. */
	const struct date asked = on("2026-11-23");
	const struct date holiday = on("2026-11-26");
	struct err *e;

	assert_null(answer_by_check(*state, asked, on("2026-11-30"), NULL, 0));
	e = answer_by_check(*state, asked, on("2026-11-29"), NULL, 0);
	assert_kind(e, ERR_INVALID);
	assert_string_equal(e->pointer, "#/answer_by");
	assert_kind(answer_by_check(*state, asked, on("2026-11-30"), &holiday,
			1),
	    ERR_INVALID);
	assert_null(
	    answer_by_check(*state, asked, on("2026-12-01"), &holiday, 1));
}

static void
nobody_is_given_longer_than_the_application_lives(void **state)
{
	const struct date asked = on("2026-11-23");

	assert_string_equal(date_text(*state,
				application_lapses_after(asked, NULL, 0)),
	    "2026-12-21");
	assert_null(answer_by_check(*state, asked, on("2026-12-21"), NULL, 0));
	assert_kind(answer_by_check(*state, asked, on("2026-12-22"), NULL, 0),
	    ERR_INVALID);
}

static void
the_due_day_moves_by_the_days_waited(void **state)
{
	assert_string_equal(date_text(*state,
				due_after_waiting(on("2026-12-31"),
				    on("2026-11-23"), on("2026-11-30"))),
	    "2027-01-07");
	assert_string_equal(date_text(*state,
				due_after_waiting(on("2026-12-31"),
				    on("2026-11-23"), on("2026-11-23"))),
	    "2026-12-31");
}

static void
r035_a_notice_counts_for_three_years(void **state)
{
	static const struct {
		const char *served, *today;
		bool counts;
	} cases[] = {
		{ "2023-11-24", "2026-11-23", true }, /* 2 y 364 d */
		{ "2023-11-23", "2026-11-23", true },
		{ "2023-11-22", "2026-11-23", false }, /* 3 y 1 d */
		{ "2024-02-29", "2027-02-28", true },
		{ "2024-02-29", "2027-03-01", false },
		{ "2025-02-28", "2028-02-29", true },
		{ "2025-02-27", "2028-02-29", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(notice_counts(on(cases[i].served),
				     on(cases[i].today)),
		    cases[i].counts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(five_working_days_are_left_to_answer),
		T(nobody_is_given_longer_than_the_application_lives),
		T(the_due_day_moves_by_the_days_waited),
		T(r035_a_notice_counts_for_three_years),
	};

	return cmocka_run_group_tests_name("application", tests, NULL, NULL);
}
