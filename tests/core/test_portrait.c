/*
 * R103: who somebody is does not go out to every home in reach.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <string.h>

#include "core/portrait.h"

static void
what_has_the_shape_of_an_identifier_is_found(void **state)
{
	static const struct {
		const char *text, *what;
	} cases[] = {
		{ "Lives at BN1 1AA.", "a full postcode" },
		{ "lives at bn11aa with", "a full postcode" },
		{ "SW1A 1AA", "a full postcode" },
		{ "EC1A-1BB", "a full postcode" },
		{ "m1 1ae,", "a full postcode" },
		{ "W1A 0AX", "a full postcode" },
		{ "CR2 6XH", "a full postcode" },
		{ "born 03/04/2012", "a date" },
		{ "born 3.4.2012", "a date" },
		{ "(2012-04-03)", "a date" },
		{ "DoB 03-04-12", "a date" },
		{ "born 3 April 2012", "a date" },
		{ "born on the 3rd of april, 2012.", "a date" },
		{ "DoB: Sept 13th 2012", "a date" },
		{ "March 3, 2012", "a date" },
		{ "Lives at 12 High Street.", "an address" },
		{ "at 7b St. John's Road, Hove", "an address" },
		{ "NHS 943 476 5919", "an NHS number" },
		{ "9434765919", "an NHS number" },
		{ "NI QQ 12 34 56 C", "a National Insurance number" },
		{ "qq123456c", "a National Insurance number" },
		{ "UPN A123456789012", "a pupil number" },
		{ "write to jo@example.org", "an e-mail address" },
		{ "ring 07700 900123", "a telephone number" },
		{ "ring 01865 792422", "a telephone number" },
		{ "ring 020 7946 0018", "a telephone number" },
		{ "ring 0161 496 0000", "a telephone number" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *what = identifier_in(cases[i].text);

		assert_non_null(what);
		assert_string_equal(what, cases[i].what);
	}
}

static void
ordinary_portraits_are_left_alone(void **state)
{
	static const char *const cases[] = {
		"",
		"Year 9, age band 13-15, attends 90 % of days by spring 2027.",
		"A child in BN1 who needs 1:1 support for 25 hours a week.",
		"Autism (level 2); 2-3 sessions of SALT; ratio 4/2.",
		"Reference 943 476 5918 fails the check digit.",
		"Room 12B, 2 of 3, 24/7 staffing, 10 am @ school",
		"Form CE12 345 and EHC plan section F 12.5",
		"XBN1 1AAX and 1943476591900 are longer words.",
		"\xc3\xa9"
		"bn1 1aa\xc3\xa9",
		"from 2026-27 onwards, 09/2026",
		"May 2012, spring of 2012, 3 in April, 12 marching 2012",
		"lives on a main road with 2 brothers; 3 hours a way, no lane",
		"10 GCSEs, 2 in Drama. Street dance, 3 Saturdays",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_null(identifier_in(cases[i]));
}

static void
the_answer_names_the_kind_and_does_not_repeat_it(void **state)
{
	const struct err *e =
	    portrait_check(*state, "#/portrait/summary", "at BN1 1AA");

	assert_fault_at(e, 0, "#/portrait/summary");
	assert_non_null(strstr(e->detail, "a full postcode"));
	assert_null(strstr(e->detail, "BN1"));
	assert_null(portrait_check(*state, "#/portrait/summary", "fine"));
}

static void
a_date_may_stand_outside_the_portrait(void **state)
{
	static const char at[] = "#/outcomes/0/text";
	const struct err *e;

	assert_null(anonymity_check(*state, at, "Reads by 12/07/2027"));
	assert_null(anonymity_check(*state, at, "Reads by 12 July 2027"));
	e = anonymity_check(*state, at, "Home to 12 High Street by 12/07/2027");
	assert_fault_at(e, 0, at);
	assert_non_null(strstr(e->detail, "an address"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(what_has_the_shape_of_an_identifier_is_found),
		T(ordinary_portraits_are_left_alone),
		T(the_answer_names_the_kind_and_does_not_repeat_it),
		T(a_date_may_stand_outside_the_portrait),
	};

	return cmocka_run_group_tests_name("portrait", tests, NULL, NULL);
}
