/*
 * What the registers say, in our own words (R036, R037).
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <stdio.h>
#include <string.h>

#include "core/register.h"

static void
is_key(enum regulator regulator, const char *written, const char *key)
{
	char out[REGISTER_ID_BYTES] = "untouched";

	assert_true(register_id(regulator, written, out) == (key != NULL));
	assert_string_equal(out, key ? key : "untouched");
}

static void
an_id_is_the_same_however_it_is_written(void **state)
{
	(void)state;
	is_key(REGULATOR_CQC, "1-100000001", "1-100000001");
	is_key(REGULATOR_CQC, " 1 \xE2\x80\x93 100000001 ", "1-100000001");
	is_key(REGULATOR_CQC,
	    "1\xE2\x80\x91"
	    "100000001\xC2\xA0",
	    "1-100000001");
	is_key(REGULATOR_CQC, "rj1a2", "RJ1A2");
	is_key(REGULATOR_OFSTED, "sc 012345", "SC012345");
	is_key(REGULATOR_OFSTED, "URN SC012345", "SC012345");
	is_key(REGULATOR_OFSTED, "2578934", "2578934");
	is_key(REGULATOR_OFSTED, "100123", "100123");
	is_key(REGULATOR_DFE, "urn100123", "100123");
}

static void
what_is_no_id_is_refused(void **state)
{
	static const char *const wrong[] = { "", "-", "REDACTED", "SC12",
		"SC1234567", "1-10;DROP", "Beech House",
		"123456789012345678901234567890123456789" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		is_key(REGULATOR_OFSTED, wrong[i], NULL);
	is_key(REGULATOR_DFE, "SC012345", NULL);
	is_key(REGULATOR_DFE, "1234567", NULL);
	is_key(REGULATOR_CQC, "-1", NULL);
	is_key(REGULATOR_CQC, "1 (one)", NULL);
	is_key(REGULATOR_CQC, "ABC", NULL);
	is_key(REGULATOR_NONE, "100123", NULL);
}

static void
is_day(const char *written, const char *day)
{
	struct date d = { 1, 1, 1 };
	char text[16];

	assert_true(register_date(written, &d) == (day != NULL));
	(void)snprintf(text, sizeof(text), "%04d-%02d-%02d", d.year, d.month,
	    d.day);
	assert_string_equal(text, day ? day : "0001-01-01");
}

static void
days_are_read_in_the_three_ways_they_are_written(void **state)
{
	(void)state;
	is_day("01/11/2026", "2026-11-01");
	is_day("01-11-2026", "2026-11-01");
	is_day("2026-11-01", "2026-11-01");
	is_day("2026-11-01T09:00:00Z", "2026-11-01");
	is_day(" 01/11/2026 00:00", "2026-11-01");
	is_day("29/02/2024", "2024-02-29");
	is_day("29/02/2026", NULL);
	is_day("11/13/2026", NULL);
	is_day("1/1/2026", NULL);
	is_day("01/11-2026", NULL);
	is_day("01/11/20261", NULL);
	is_day("", NULL);
	is_day("NULL", NULL);
}

static void
is_day_of(const char *name, const char *day)
{
	struct date d = { 1, 1, 1 };
	char text[16];

	assert_true(register_date_in_name(name, &d) == (day != NULL));
	(void)snprintf(text, sizeof(text), "%04d-%02d-%02d", d.year, d.month,
	    d.day);
	assert_string_equal(text, day ? day : "0001-01-01");
}

static void
the_day_of_a_file_is_in_its_name(void **state)
{
	(void)state;
	is_day_of("/in/2025/01_November_2026_HSCA_Active_Locations.ods",
	    "2026-11-01");
	is_day_of("edubasealldata20261101.csv", "2026-11-01");
	is_day_of("Management information - as at 31 Oct 2026.csv",
	    "2026-10-31");
	is_day_of("2026-11-01.csv", "2026-11-01");
	is_day_of("7_June_2026.csv", "2026-06-07");
	is_day_of("register.csv", NULL);
	is_day_of("report_2026.csv", NULL);
	is_day_of("99999999.csv", NULL);
	is_day_of("31_Febr_2026.csv", NULL);
	is_day_of("1_Nov", NULL);
	is_day_of("1_No", NULL);
}

static void
is_grade(const char *written, const char *grade)
{
	enum register_grade g = REGISTER_GRADE__MAX;

	assert_int_equal(register_grade_of(written, &g),
	    grade ? REGISTER_WORD : REGISTER_NO_WORD);
	if (grade)
		assert_string_equal(register_grade_name(g), grade);
}

static void
grades_are_read_whatever_their_capitals(void **state)
{
	enum register_grade g = REGISTER_GRADE__MAX;

	(void)state;
	is_grade("Requires Improvement", "requires_improvement");
	is_grade("requires  improvement ", "requires_improvement");
	is_grade("OUTSTANDING", "outstanding");
	is_grade("Expected standard", "expected_standard");
	is_grade("Not met", "not_met");
	is_grade(
	    "Serious or widespread weaknesses lead to significant concerns "
	    "about the experiences and progress of children",
	    "serious_weaknesses");
	is_grade("2", "good");
	is_grade("9", NULL);
	is_grade("", NULL);
	is_grade("Not judged", NULL);
	is_grade("Inspected but not rated", NULL);
	is_grade("No published rating", NULL);
	assert_int_equal(register_grade_of("Splendid", &g),
	    REGISTER_UNKNOWN_WORD);
	assert_int_equal(register_grade_of("good good good good good good good "
					   "good good good good good good good",
			     &g),
	    REGISTER_UNKNOWN_WORD);
	assert_int_equal(g, REGISTER_GRADE__MAX);
}

static void
a_state_is_what_the_register_says_and_never_guessed(void **state)
{
	enum register_state s = REGISTER_STATE__MAX;

	(void)state;
	assert_int_equal(register_state_of("Registered", &s), REGISTER_WORD);
	assert_int_equal(s, REGISTER_STATE_REGISTERED);
	assert_int_equal(register_state_of("Open, but proposed to close", &s),
	    REGISTER_WORD);
	assert_int_equal(s, REGISTER_STATE_REGISTERED);
	assert_int_equal(register_state_of("Cancelled", &s), REGISTER_WORD);
	assert_int_equal(s, REGISTER_STATE_DEREGISTERED);
	assert_int_equal(register_state_of("Deregistered", &s), REGISTER_WORD);
	assert_int_equal(s, REGISTER_STATE_DEREGISTERED);
	assert_int_equal(register_state_of("missing", &s),
	    REGISTER_UNKNOWN_WORD);
	assert_int_equal(register_state_of("Pending", &s),
	    REGISTER_UNKNOWN_WORD);
	assert_int_equal(register_state_of("", &s), REGISTER_NO_WORD);
}

static void
a_childrens_home_is_never_public(void **state)
{
	static const enum register_set care = REGISTER_SET_OFSTED_SOCIAL_CARE;

	(void)state;
	assert_false(register_is_public(care, "Children's home"));
	assert_false(register_is_public(care, "Children's Home"));
	assert_false(register_is_public(care, "Secure children's home"));
	assert_false(register_is_public(care, "Supported accommodation"));
	assert_false(register_is_public(care, "Residential family centre"));
	assert_false(register_is_public(care, "Something new"));
	assert_false(register_is_public(care, ""));
	assert_true(register_is_public(care, "Independent fostering agency"));
	assert_true(register_is_public(REGISTER_SET_GIAS, "Academy"));
	assert_true(register_is_public(REGISTER_SET_CQC_LOCATIONS, ""));
}

static void
only_lists_of_all_there_are_end_a_registration_by_silence(void **state)
{
	(void)state;
	assert_true(register_set_lists_all(REGISTER_SET_CQC_LOCATIONS));
	assert_true(register_set_lists_all(REGISTER_SET_GIAS));
	assert_false(register_set_lists_all(REGISTER_SET_OFSTED_STATE_SCHOOLS));
	assert_int_equal(register_set_regulator(REGISTER_SET_GIAS),
	    REGULATOR_DFE);
}

/* standards.md, section 3: the newest of all candidates counts. */
static void
the_newest_rating_counts(void **state)
{
	const struct register_rating old = { REGISTER_GRADE_GOOD,
		{ 2019, 10, 31 }, NULL };
	const struct register_rating new = {
		REGISTER_GRADE_REQUIRES_IMPROVEMENT, { 2025, 3, 1 }, NULL
	};
	const struct register_rating same_day = { REGISTER_GRADE_INADEQUATE,
		{ 2025, 3, 1 }, NULL };

	(void)state;
	assert_true(register_rating_is_newer(&new, &old));
	assert_false(register_rating_is_newer(&old, &new));
	assert_false(register_rating_is_newer(&new, &new));
	assert_true(register_rating_is_newer(&same_day, &new));
	assert_false(register_rating_is_newer(&new, &same_day));
}

static void
a_pause_grows_and_never_falls_short_of_what_was_asked_for(void **state)
{
	(void)state;
	assert_int_equal(register_pause(1, 0, 0), 1000);
	assert_int_equal(register_pause(2, 0, 0), 2000);
	assert_int_equal(register_pause(5, 0, 0), 16000);
	assert_int_equal(register_pause(40, 0, 0), 256000);
	assert_true(register_pause(1, 0, UINT32_MAX) > 1000);
	assert_true(register_pause(1, 0, UINT32_MAX) <= 1250);
	assert_int_equal(register_pause(1, 60, 0), 60000);
	assert_int_equal(register_pause(1, 1000000, 0), 3600000);
	assert_int_equal(register_pause(1, -5, 0), 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(an_id_is_the_same_however_it_is_written),
		T(what_is_no_id_is_refused),
		T(days_are_read_in_the_three_ways_they_are_written),
		T(the_day_of_a_file_is_in_its_name),
		T(grades_are_read_whatever_their_capitals),
		T(a_state_is_what_the_register_says_and_never_guessed),
		T(a_childrens_home_is_never_public),
		T(only_lists_of_all_there_are_end_a_registration_by_silence),
		T(the_newest_rating_counts),
		T(a_pause_grows_and_never_falls_short_of_what_was_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
