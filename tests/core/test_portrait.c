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
		{ "born 03/04/2012", "a date of birth" },
		{ "born 3.4.2012", "a date of birth" },
		{ "(2012-04-03)", "a date" },
		{ "DoB 03-04-12", "a date of birth" },
		{ "born 3 April 2012", "a date of birth" },
		{ "born on the 3rd of april, 2012.", "a date of birth" },
		{ "DoB: Sept 13th 2012", "a date of birth" },
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
		/* names after a title */
		{ "Mr. O'Brien", "a name after a title" },
		{ "lives with Mr O\xe2\x80\x99"
		  "Brien",
		    "a name after a title" },
		{ "and mrs smith", "a name after a title" },
		{ "MRS SMITH", "a name after a title" },
		{ "Mr and Mrs Okafor", "a name after a title" },
		{ "Mr.Smith", "a name after a title" },
		{ "Mr J. Smith", "a name after a title" },
		{ "sees dr patel weekly", "a name after a title" },
		{ "Dr. \xc3\x85ngstr\xc3\xb6m", "a name after a title" },
		{ "Miss Jones teaches", "a name after a title" },
		{ "ms d\xe2\x80\x99"
		  "arcy-lewis",
		    "a name after a title" },
		{ "her aunt Mary", "a name after a title" },
		/* spacing, dashes and characters that are not seen */
		{ "BN1  1AA", "a full postcode" },
		{ "BN1\xc2\xa0"
		  "1AA",
		    "a full postcode" },
		{ "BN1\n1AA", "a full postcode" },
		{ "BN1\xe2\x80\x93"
		  "1AA",
		    "a full postcode" },
		{ "B\xe2\x80\x8bN1 1AA", "a full postcode" },
		{ "\xef\xbc\xa2\xef\xbc\xae\xef\xbc\x91 1AA",
		    "a full postcode" },
		{ "943-476-5919", "an NHS number" },
		{ "943\xe2\x80\x91"
		  "476\xe2\x80\x91"
		  "5919",
		    "an NHS number" },
		{ "94 34 76 59 19", "an NHS number" },
		{ "NHS no: 943 476 5918", "an NHS number" },
		{ "nhs number is 1234567890", "an NHS number" },
		{ "UPN: A 1234 5678 9012", "a pupil number" },
		{ "h80120000123a", "a pupil number" },
		{ "QQ-12-34-56-C", "a National Insurance number" },
		/* telephones at home and abroad */
		{ "+44 7700 900123", "a telephone number" },
		{ "+447700900123", "a telephone number" },
		{ "+44 (0)1865 792422", "a telephone number" },
		{ "0044 1865 792422", "a telephone number" },
		{ "00 353 1 496 0000", "a telephone number" },
		{ "+1 212-555-0100", "a telephone number" },
		{ "(01865) 792422", "a telephone number" },
		{ "07700-900-123", "a telephone number" },
		{ "07700.900123", "a telephone number" },
		{ "01865 792 422.", "a telephone number" },
		{ "jo @ example.org", "an e-mail address" },
		{ "JO.O'BRIEN+x@EXAMPLE.ORG.UK", "an e-mail address" },
		/* dates */
		{ "3/4/12", "a date" },
		{ "3 / 4 / 2012", "a date" },
		{ "03 04 2012", "a date" },
		{ "12/28/2012", "a date" },
		{ "3 Apr. 2012", "a date" },
		{ "3 April '12", "a date" },
		{ "DOB: 3rd April", "a date of birth" },
		{ "was born on the 3rd of April", "a date of birth" },
		{ "her birthday is 03/04", "a date of birth" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct sighting found = { "nothing", 0, 0 };

		(void)identifiers_in(*state, cases[i].text, &found, 1);
		if (strcmp(found.what, cases[i].what) != 0)
			print_error("in \"%s\"\n", cases[i].text);
		assert_string_equal(found.what, cases[i].what);
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
		/* words that are titles elsewhere */
		"has MS and needs an MR scan; MS Society day centre",
		"will miss Christmas, and miss School, if she moves",
		"sees the dr about sleep; dr appointments, Dr. And so on",
		"with an aunt and two uncles; sir, or madam",
		"Mr",
		/* numbers that are none of the above */
		"KS3 4th year, KS2 1st in class, band B2 3hr, B2 3am",
		"9.30-10.30, 11.15 and 09.30-10.30 11.15-12",
		"0800 1111, 101 and 111 are known to all",
		"NHS funded since 2019, 1:1 10 hours",
		"943 476 5918",
		"section 1.2.12, 45/99/2012, 00/00/2012, 1/2",
		"born in May 2010, in 2011, birth order 2 of 3",
		"me @ home, @ 5",
		"3 4 2012",
		"in +1 position, +2 more",
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct sighting found;

		if (identifiers_in(*state, cases[i], &found, 1) > 0)
			fail_msg("\"%s\" in \"%s\"", found.what, cases[i]);
	}
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

/* As a person counts: one for each character, whatever it takes to store. */
static void
the_answer_says_where_each_stands(void **state)
{
	const struct err *e = portrait_check(*state, "#/portrait/summary",
	    "\xc3\x89lan, \xf0\x9f\x8f\x8a at  BN1 1AA since 3 April 2012.");

	assert_fault_at(e, 0, "#/portrait/summary");
	assert_null(e->next);
	assert_non_null(
	    strstr(e->detail, "a full postcode (characters 13 to 19), "
			      "a date (characters 27 to 38);"));
}

static void
a_text_full_of_them_is_told_in_one_sentence(void **state)
{
	struct sighting found[30];
	char text[30 * 8 + 1] = "";

	for (size_t i = 0; i < 30; i++)
		strcat(text, "BN1 1AA ");
	assert_int_equal(identifiers_in(*state, text, found, 30), 30);
	assert_int_equal(found[29].first, 29 * 8 + 1);
	assert_int_equal(found[29].last, 29 * 8 + 7);
	assert_true(strlen(portrait_check(*state, "#", text)->detail) < 2000);
}

static void
a_date_may_stand_outside_the_portrait(void **state)
{
	static const char at[] = "#/outcomes/0/text";
	const struct err *e;

	assert_null(anonymity_check(*state, at, "Reads by 12/07/2027"));
	assert_null(anonymity_check(*state, at, "Reads by 12 July 2027"));
	e = anonymity_check(*state, at, "Born 12/07/2012; reads by 12/07/2027");
	assert_fault_at(e, 0, at);
	assert_non_null(
	    strstr(e->detail, "a date of birth (characters 1 to 15);"));
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
		T(the_answer_says_where_each_stands),
		T(a_text_full_of_them_is_told_in_one_sentence),
		T(a_date_may_stand_outside_the_portrait),
	};

	return cmocka_run_group_tests_name("portrait", tests, NULL, NULL);
}
