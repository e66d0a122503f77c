/*
 * What stands before a decision on an entry, and after it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include "core/decision.h"

#define DAY INT64_C(86400000000)

static const int64_t noon = INT64_C(1795521600000000);

static void
r032_nobody_is_excluded_unheard_where_the_act_says_so(void **state)
{
	static const struct {
		enum regime regime;
		bool heard_first;
	} rows[] = {
		{ REGIME_PCR_DPS, false },
		{ REGIME_PCR_PSEUDO_DPS, false },
		{ REGIME_PA23_DYNAMIC_MARKET, true },
		{ REGIME_PA23_LIGHT_TOUCH_FRAMEWORK, true },
		{ REGIME_BELOW_THRESHOLD, false },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct decision_facts f = { .regime = rows[i].regime,
			.now = noon };
		struct date due;

		assert_null(refusal_check(*state, &f));
		f.unheard = "tax";
		if (rows[i].heard_first)
			assert_kind(refusal_check(*state, &f),
			    ERR_REPRESENTATIONS_MISSING);
		else
			assert_null(refusal_check(*state, &f));
		assert_int_equal(exclusion_notice_due(rows[i].regime,
				     (struct date){ 2026, 12, 15 }, &due),
		    rows[i].heard_first);
		if (rows[i].heard_first)
			assert_string_equal(date_text(*state, due),
			    "2027-01-14");
	}
}

static void
an_exclusion_says_on_what_evidence(void **state)
{
	const struct decision_facts f = {
		.regime = REGIME_PA23_DYNAMIC_MARKET,
		.unheard = "tax",
		.unexplained = "tax",
		.now = noon,
	};

	assert_kind(refusal_check(*state, &f), ERR_GROUND_UNEXPLAINED);
	assert_kind(warning_check(*state, &f, noon + 8 * DAY),
	    ERR_GROUND_UNEXPLAINED);
}

static void
whoever_was_told_is_heard_until_the_instant(void **state)
{
	struct decision_facts f = {
		.regime = REGIME_PCR_DPS,
		.warned = true,
		.answer_by = noon,
		.now = noon - 1,
	};

	assert_kind(refusal_check(*state, &f), ERR_REPRESENTATIONS_PENDING);
	assert_kind(warning_check(*state, &f, noon + 8 * DAY),
	    ERR_REPRESENTATIONS_PENDING);
	assert_null(representation_check(*state, &f));
	f.now = noon;
	assert_null(refusal_check(*state, &f));
	assert_kind(representation_check(*state, &f), ERR_DEADLINE_PASSED);
	f.now = noon - 1;
	f.answered = true;
	assert_null(refusal_check(*state, &f));
	assert_kind(representation_check(*state, &f), ERR_NOTHING_TO_ANSWER);
	f.warned = f.answered = false;
	assert_kind(representation_check(*state, &f), ERR_NOTHING_TO_ANSWER);
}

static void
an_applicant_has_seven_days_to_answer(void **state)
{
	const struct decision_facts f = { .now = noon };

	assert_null(warning_check(*state, &f, noon + 7 * DAY));
	assert_fault_at(warning_check(*state, &f, noon + 7 * DAY - 1), 0,
	    "#/answer_by");
	assert_fault_at(warning_check(*state, &f, noon - DAY), 0,
	    "#/answer_by");
}

static void
r066_registers_are_looked_into_and_say_nothing_against_it(void **state)
{
	struct decision_facts f = { .now = noon };

	assert_null(due_diligence_check(*state, &f));
	f.adverse = "debarment";
	assert_kind(due_diligence_check(*state, &f), ERR_DUE_DILIGENCE_ADVERSE);
	f.unchecked = "company";
	assert_kind(due_diligence_check(*state, &f), ERR_DUE_DILIGENCE_MISSING);
}

static void
a_condition_is_due_after_today(void **state)
{
	const struct date today = { 2026, 12, 31 };

	assert_null(
	    condition_check(*state, 1, (struct date){ 2027, 1, 1 }, today));
	assert_fault_at(condition_check(*state, 1, today, today), 0,
	    "#/conditions/1/due_on");
}

static void
r075_another_look_is_asked_for_once_and_in_time(void **state)
{
	struct review_facts f = { .until = noon, .now = noon - 1 };

	assert_null(review_check(*state, &f));
	f.now = noon;
	assert_kind(review_check(*state, &f), ERR_DEADLINE_PASSED);
	f.until = 0; /* of a first stage */
	assert_kind(review_check(*state, &f), ERR_CONFLICT);
	f.until = noon;
	f.asked = true;
	assert_kind(review_check(*state, &f), ERR_CONFLICT);
}

static void
r075_somebody_else_answers_and_may_open_a_refusal_again(void **state)
{
	struct review_facts f = { .asked = true,
		.person = true,
		.refused = true };

	assert_null(review_answer_check(*state, &f, ANSWER_STANDS));
	assert_null(review_answer_check(*state, &f, ANSWER_REOPENED));
	f.refused = false;
	assert_null(review_answer_check(*state, &f, ANSWER_STANDS));
	assert_fault_at(review_answer_check(*state, &f, ANSWER_REOPENED), 0,
	    "#/outcome");
	f.same = true;
	assert_kind(review_answer_check(*state, &f, ANSWER_STANDS),
	    ERR_SAME_PERSON);
	f.person = false;
	assert_kind(review_answer_check(*state, &f, ANSWER_STANDS),
	    ERR_PERSON_REQUIRED);
	f.answered = true;
	assert_kind(review_answer_check(*state, &f, ANSWER_STANDS),
	    ERR_CONFLICT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(r032_nobody_is_excluded_unheard_where_the_act_says_so),
		T(an_exclusion_says_on_what_evidence),
		T(whoever_was_told_is_heard_until_the_instant),
		T(an_applicant_has_seven_days_to_answer),
		T(r066_registers_are_looked_into_and_say_nothing_against_it),
		T(a_condition_is_due_after_today),
		T(r075_another_look_is_asked_for_once_and_in_time),
		T(r075_somebody_else_answers_and_may_open_a_refusal_again),
	};

	return cmocka_run_group_tests_name("decision", tests, NULL, NULL);
}
