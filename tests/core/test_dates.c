/*
 * The calendar, the day an application is due, and the law's rows.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <string.h>

#include "core/dates.h"
#include "core/regime.h"

#define HOUR_US INT64_C(3600000000)

static struct date
on(const char *text)
{
	struct date d = { 0, 0, 0 };

	assert_true(date_parse(text, &d));
	return d;
}

static void
r015_an_application_is_due_at_the_end_of_the_next_month(void **state)
{
	static const struct {
		const char *submitted, *due;
	} cases[] = {
		{ "2027-01-01", "2027-02-28" },
		{ "2027-01-31", "2027-02-28" },
		{ "2028-01-31", "2028-02-29" },
		{ "2026-11-30", "2026-12-31" },
		{ "2026-11-22", "2026-12-31" },
		{ "2026-12-01", "2027-01-31" },
		{ "2026-12-31", "2027-01-31" },
		{ "2027-03-15", "2027-04-30" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct date due =
		    assess_by_next_month_end(on(cases[i].submitted));

		assert_string_equal(date_text(*state, due), cases[i].due);
	}
}

static void
days_are_counted_from_1970(void **state)
{
	static const struct {
		const char *date;
		int64_t days;
	} cases[] = {
		{ "1970-01-01", 0 },
		{ "1970-02-01", 31 },
		{ "1969-12-31", -1 },
		{ "2000-02-29", 11016 },
		{ "2000-03-01", 11017 },
		{ "2026-11-22", 20779 },
		{ "0001-01-01", -719162 },
		{ "9999-12-31", 2932896 },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(date_to_days(on(cases[i].date)),
		    cases[i].days);
		assert_string_equal(date_text(*state,
					date_from_days(cases[i].days)),
		    cases[i].date);
	}
}

static void
every_day_of_nine_centuries_reads_back_and_follows_the_last(void **state)
{
	struct date last = date_from_days(-200000);

	(void)state;
	for (int64_t days = -199999; days < 130000; days++) {
		const struct date d = date_from_days(days);

		assert_true(date_is_valid(d));
		assert_int_equal(date_to_days(d), days);
		assert_true(date_compare(last, d) < 0);
		assert_true(date_compare(d, last) > 0);
		last = d;
	}
	assert_int_equal(date_compare(last, last), 0);
}

static void
only_real_dates_written_in_full_are_read(void **state)
{
	static const char *const refused[] = { "", "2027-02-29", "2026-13-01",
		"2026-00-10", "2026-01-00", "2026-04-31", "1900-02-29",
		"0000-01-01", "2026-1-01", "2026-01-1", "26-01-01",
		"2026/01/01", "2026-01/01", "2026-01-01T", "2026-01-0x",
		"+026-01-01", " 026-01-01", "2026-x1-01" };
	struct date d = { 1, 2, 3 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(refused); i++)
		assert_false(date_parse(refused[i], &d));
	assert_false(date_parse(NULL, &d));
	assert_int_equal(d.year + d.month + d.day, 6); /* untouched */
	assert_true(date_parse("2028-02-29", &d));
	assert_true(date_parse("2000-02-29", &d));
}

static void
invalid_dates_are_known_from_each_end(void **state)
{
	static const struct date refused[] = { { 0, 1, 1 }, { 10000, 1, 1 },
		{ 2026, 0, 1 }, { 2026, 13, 1 }, { 2026, 1, 0 },
		{ 2026, 1, 32 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(refused); i++)
		assert_false(date_is_valid(refused[i]));
}

static void
london_is_an_hour_ahead_from_march_to_october(void **state)
{
	static const struct {
		const char *utc_date;
		int64_t hours100; /* hundredths of an hour into that day */
		const char *london;
	} cases[] = {
		{ "2027-01-31", 2399, "2027-01-31" },
		{ "2027-07-31", 2299, "2027-07-31" },
		{ "2027-07-31", 2300, "2027-08-01" },
		{ "2027-03-27", 2399, "2027-03-27" },
		{ "2027-03-28", 2299, "2027-03-28" }, /* summer has begun */
		{ "2027-03-28", 2300, "2027-03-29" },
		{ "2027-10-30", 2300, "2027-10-31" },
		{ "2027-10-31", 2300, "2027-10-31" }, /* and has ended */
		{ "1969-12-31", 2399, "1969-12-31" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const int64_t instant =
		    date_to_days(on(cases[i].utc_date)) * 24 * HOUR_US +
		    cases[i].hours100 * (HOUR_US / 100);

		assert_string_equal(date_text(*state, date_in_london(instant)),
		    cases[i].london);
	}
}

static void
working_days_leave_out_weekends_and_bank_holidays(void **state)
{
	static const struct date christmas[] = {
		{ 2026, 12, 28 }, /* in lieu of the 26th */
		{ 2026, 12, 25 },
		{ 2027, 1, 1 },
	};
	static const struct {
		const char *start;
		int n;
		const char *end;
	} cases[] = {
		{ "2026-11-20", 1, "2026-11-23" }, /* Friday to Monday */
		{ "2026-11-21", 1, "2026-11-23" },
		{ "2026-11-22", 5, "2026-11-27" },
		{ "2026-11-23", 10, "2026-12-07" },
		{ "2026-12-24", 1, "2026-12-29" },
		{ "2026-12-24", 4, "2027-01-04" },
		{ "2026-12-24", 0, "2026-12-24" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_string_equal(date_text(*state,
					working_days_after(on(cases[i].start),
					    cases[i].n, christmas,
					    ARRAY_LEN(christmas))),
		    cases[i].end);
}

static void
only_the_strict_system_counts_ten_working_days(void **state)
{
	const struct date submitted = on("2027-01-04");

	for (int r = 0; r < REGIME__MAX; r++) {
		const struct date due =
		    regime_assess_due_on((enum regime)r, submitted, NULL, 0);

		assert_string_equal(date_text(*state, due),
		    r == REGIME_PCR_DPS ? "2027-01-18" : "2027-02-28");
	}
}

static void
a_strict_assessment_is_extended_from_ten_to_fifteen_working_days(void **state)
{
	static const struct date st_andrew = { 2026, 11, 30 };
	const struct date submitted = on("2026-11-23");

	for (int r = 0; r < REGIME__MAX; r++) {
		const struct date due =
		    regime_assess_extended_to((enum regime)r, submitted,
			&st_andrew, 1);

		assert_string_equal(date_text(*state, due),
		    r == REGIME_PCR_DPS ? "2026-12-15" : "2026-12-31");
	}
	assert_string_equal(date_text(*state,
				regime_assess_due_on(REGIME_PCR_DPS, submitted,
				    &st_andrew, 1)),
	    "2026-12-08");
}

static void
schemes_of_the_old_law_end_on_23_february_2029(void **state)
{
	(void)state;
	for (int r = 0; r < REGIME__MAX; r++) {
		const struct date *end = regime_ends_on((enum regime)r);
		const bool old =
		    r == REGIME_PCR_DPS || r == REGIME_PCR_PSEUDO_DPS;

		assert_int_equal(end != NULL, old);
		if (end)
			assert_int_equal(date_compare(*end, on("2029-02-23")),
			    0);
	}
}

/* Letters: y, n; F until 23 February 2026; R before the first referral. */
static const struct {
	enum law law;
	const char *answers;
} laws[LAW__MAX] = {
	{ LAW_END_MOVED, "FFyyy" },
	{ LAW_DECISIONS_PAUSED, "Ryyyy" },
	{ LAW_CLOCK_PAUSED, "nynnn" },
	{ LAW_ASSESSMENT_EXTENDED, "ynnnn" },
	{ LAW_UNASSESSED, "yynny" },
	{ LAW_VARIATIONS, "nynnn" },
	{ LAW_CONDITIONS_CHANGED, "yynyy" },
	{ LAW_RADIUS, "nyyyy" },
	{ LAW_CAP_AT_ENTRY, "yynyy" },
	{ LAW_INSURANCE_AT_ENTRY, "yynyy" },
	{ LAW_INACTIVITY_REMOVES, "yynyy" },
	{ LAW_EXCLUDED_UNHEARD, "yynny" },
	{ LAW_EXCLUSION_UNTOLD, "yynny" },
	{ LAW_CHARGE_COUNCIL, "yyyyy" },
	{ LAW_CHARGE_AWARDED, "nnyyn" },
	{ LAW_CHARGE_MEMBER, "nnnnn" },
};

static bool
answers(char letter, const struct law_facts *facts)
{
	if (letter == 'F')
		return facts && date_compare(facts->today,
				    (struct date){ 2026, 2, 23 }) <= 0;
	if (letter == 'R')
		return facts && !facts->has_referrals;
	return letter == 'y';
}

static void
every_law_answers_for_every_regime_as_its_provision_says(void **state)
{
	const struct law_facts facts[] = {
		{ { 2026, 2, 23 }, false },
		{ { 2026, 2, 23 }, true },
		{ { 2026, 2, 24 }, false },
		{ { 2026, 2, 24 }, true },
	};
	const size_t cells = (size_t)LAW__MAX * REGIME__MAX;

	for (size_t n = 0; n < cells * (ARRAY_LEN(facts) + 1); n++) {
		const size_t law = n % cells / REGIME__MAX, f = n / cells;
		const enum regime r = (enum regime)(n % REGIME__MAX);
		const struct law_facts *known =
		    f < ARRAY_LEN(facts) ? &facts[f] : NULL;
		const bool yes = answers(laws[law].answers[r], known);

		assert_int_equal(laws[law].law, law);
		assert_int_equal(regime_allows(r, laws[law].law, known), yes);
		assert_int_equal(regime_check(*state, r, laws[law].law,
				     known) == NULL,
		    yes);
	}
}

static void
a_refusal_of_the_law_names_its_provision(void **state)
{
	for (int n = 0; n < (int)LAW__MAX * (int)REGIME__MAX; n++) {
		const enum law law = (enum law)(n / REGIME__MAX);
		const enum regime r = (enum regime)(n % REGIME__MAX);
		const char *provision = regime_provision(r, law);
		struct err *e = regime_check(*state, r, law, NULL);

		assert_true(strlen(provision) >= strlen("R015"));
		if (!e)
			continue;
		assert_int_equal(err_status(e->kind), 409);
		assert_non_null(strstr(e->detail, provision));
		assert_fault_at(regime_check_at(*state, "#/x", r, law, NULL), 0,
		    "#/x");
	}
}

static void
r021_who_may_be_charged_is_the_law_s_to_say(void **state)
{
	assert_kind(regime_check(*state, REGIME_PCR_DPS, LAW_CHARGE_AWARDED,
			NULL),
	    ERR_REGIME_FORBIDS);
	assert_null(regime_check(*state, REGIME_PA23_DYNAMIC_MARKET,
	    LAW_CHARGE_AWARDED, NULL));
}

static void
the_notices_of_a_dynamic_market_are_uk13_to_uk16(void **state)
{
	static const char *const series[NOTICE_OCCASION__MAX] = { "UK13",
		"UK14", "UK15", "UK16" };

	(void)state;
	for (int o = 0; o < NOTICE_OCCASION__MAX; o++)
		assert_string_equal(regime_notice(REGIME_PA23_DYNAMIC_MARKET,
					(enum notice_occasion)o)
					->series,
		    series[o]);
}

static void
r008_a_change_is_drafted_as_a_notice_in_every_regime(void **state)
{
	(void)state;
	for (int r = 0; r < REGIME__MAX; r++) {
		assert_int_equal(regime_notice((enum regime)r, NOTICE_OF_CHANGE)
				     ->kind,
		    NOTICE_MODIFICATION);
		assert_int_equal(regime_notice((enum regime)r, NOTICE_OF_END)
				     ->kind,
		    NOTICE_CESSATION);
	}
	assert_null(regime_notice(REGIME_BELOW_THRESHOLD, NOTICE_OF_OPENING));
}

static void
r014_a_time_in_london_is_one_instant(void **state)
{
	static const struct {
		const char *text;
		const char *utc_date;
		int64_t seconds; /* into that day; -1: no clock shows it */
	} cases[] = {
		{ "2026-11-30T15:00:00", "2026-11-30", INT64_C(15) * 3600 },
		{ "2026-11-30T14:59:59", "2026-11-30", 15 * 3600 - 1 },
		{ "2027-07-01T15:00:00", "2027-07-01", INT64_C(14) * 3600 },
		{ "2027-07-01T00:30:00", "2027-06-30", 23 * 3600 + 1800 },
		{ "2027-03-28T00:59:59", "2027-03-28", 3599 },
		{ "2027-03-28T01:00:00", "2027-03-28", -1 },
		{ "2027-03-28T01:59:59", "2027-03-28", -1 },
		{ "2027-03-28T02:00:00", "2027-03-28", 3600 },
		{ "2027-10-31T00:59:59", "2027-10-30", 86399 },
		{ "2027-10-31T01:30:00", "2027-10-31", 5400 }, /* the later */
		{ "2027-10-31T02:00:00", "2027-10-31", 7200 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct date day;
		int64_t at = -1;
		int seconds;

		assert_true(date_time_parse(cases[i].text, &day, &seconds));
		assert_int_equal(instant_in_london(day, seconds, &at),
		    cases[i].seconds >= 0);
		assert_int_equal(at,
		    cases[i].seconds < 0
			? -1
			: (date_to_days(on(cases[i].utc_date)) * 86400 +
			      cases[i].seconds) *
			      1000000);
	}
}

static void
only_real_times_written_in_full_are_read(void **state)
{
	static const char *const refused[] = { "", "2026-11-30",
		"2026-11-31T15:00:00", "2026-11-30T24:00:00",
		"2026-11-30T15:60:00", "2026-11-30T15:00:60",
		"2026-11-30 15:00:00", "2026-11-30T15-00:00",
		"2026-11-30T15:00-00", "2026-11-30T15:00:0x",
		"2026-11-30T15:00:00Z" };
	struct date day = { 1, 2, 3 };
	int seconds = 4;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(refused); i++)
		assert_false(date_time_parse(refused[i], &day, &seconds));
	assert_int_equal(day.year + day.month + day.day + seconds, 10);
}

static void
a_scheme_ends_after_it_begins_and_no_later_than_the_law_says(void **state)
{
	static const struct {
		const char *from, *to;
		enum regime regime;
		bool fine;
	} cases[] = {
		{ "2026-01-01", "2029-02-23", REGIME_PCR_PSEUDO_DPS, true },
		{ "2026-01-01", "2029-02-24", REGIME_PCR_PSEUDO_DPS, false },
		{ "2026-01-01", "2036-01-01", REGIME_PA23_LIGHT_TOUCH_FRAMEWORK,
		    true },
		{ "2026-01-01", "2026-01-01", REGIME_BELOW_THRESHOLD, true },
		{ "2026-01-02", "2026-01-01", REGIME_BELOW_THRESHOLD, false },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err *e = scheme_validity_check(*state, cases[i].regime,
		    on(cases[i].from), on(cases[i].to));

		if (cases[i].fine)
			assert_null(e);
		else
			assert_fault_at(e, 0, "#/valid_to");
	}
}

static void
a_scheme_is_current_on_its_first_and_last_day(void **state)
{
	static const struct {
		const char *today;
		enum regime regime;
		bool current;
	} cases[] = {
		{ "2025-12-31", REGIME_BELOW_THRESHOLD, false },
		{ "2026-01-01", REGIME_BELOW_THRESHOLD, true },
		{ "2030-12-31", REGIME_BELOW_THRESHOLD, true },
		{ "2031-01-01", REGIME_BELOW_THRESHOLD, false },
		{ "2029-02-23", REGIME_PCR_DPS, true },
		{ "2029-02-24", REGIME_PCR_DPS, false },
		{ "2029-03-01", REGIME_PCR_DPS, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(scheme_is_current(on("2026-01-01"),
				     on("2030-12-31"), cases[i].regime,
				     on(cases[i].today)),
		    cases[i].current);
}

static void
a_day_stands_in_a_sentence_as_people_write_it(void **state)
{
	assert_string_equal(date_words(*state, on("2027-03-12")),
	    "12 March 2027");
	assert_string_equal(date_words(*state, on("2026-12-01")),
	    "1 December 2026");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(r015_an_application_is_due_at_the_end_of_the_next_month),
		T(a_day_stands_in_a_sentence_as_people_write_it),
		T(days_are_counted_from_1970),
		T(every_day_of_nine_centuries_reads_back_and_follows_the_last),
		T(only_real_dates_written_in_full_are_read),
		T(invalid_dates_are_known_from_each_end),
		T(london_is_an_hour_ahead_from_march_to_october),
		T(working_days_leave_out_weekends_and_bank_holidays),
		T(only_the_strict_system_counts_ten_working_days),
		T(a_strict_assessment_is_extended_from_ten_to_fifteen_working_days),
		T(schemes_of_the_old_law_end_on_23_february_2029),
		T(every_law_answers_for_every_regime_as_its_provision_says),
		T(a_refusal_of_the_law_names_its_provision),
		T(r021_who_may_be_charged_is_the_law_s_to_say),
		T(the_notices_of_a_dynamic_market_are_uk13_to_uk16),
		T(r008_a_change_is_drafted_as_a_notice_in_every_regime),
		T(r014_a_time_in_london_is_one_instant),
		T(only_real_times_written_in_full_are_read),
		T(a_scheme_ends_after_it_begins_and_no_later_than_the_law_says),
		T(a_scheme_is_current_on_its_first_and_last_day),
	};

	return cmocka_run_group_tests_name("dates", tests, NULL, NULL);
}
