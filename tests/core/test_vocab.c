/*
 * Every closed list of words reads back what it writes.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <string.h>

#include "core/vocab.h"

static void
every_word_is_snake_case_and_stands_once_in_its_list(void **state)
{
	(void)state;
	for (size_t v = 0; v < vocabularies_count; v++) {
		const struct vocabulary *list = &vocabularies[v];

		assert_true(list->count > 0);
		for (size_t i = 0; i < list->count; i++) {
			const char *word = list->words[i];

			assert_int_equal(strspn(word,
					     "abcdefghijklmnopqrstuvwxyz"
					     "_0123456789"),
			    strlen(word));
			for (size_t j = 0; j < i; j++)
				assert_string_not_equal(word, list->words[j]);
		}
	}
}

static void
every_list_is_found_by_its_name(void **state)
{
	(void)state;
	for (size_t v = 0; v < vocabularies_count; v++)
		assert_ptr_equal(vocabulary_find(vocabularies[v].name),
		    &vocabularies[v]);
	assert_null(vocabulary_find("no_such_list"));
}

/* One round trip for each list: a word by its number and back, then what is
 * no word.  The name of a type cannot be put in parentheses. */
/* NOLINTBEGIN(bugprone-macro-parentheses) */
#define ROUND_TRIP(x)                                                          \
	static void x##_reads_back_what_it_writes(void **state)                \
	{                                                                      \
		const struct vocabulary *list = vocabulary_find(#x);           \
		enum x v;                                                      \
                                                                               \
		(void)state;                                                   \
		for (size_t i = 0; i < list->count; i++) {                     \
			assert_string_equal(x##_name((enum x)i),               \
			    list->words[i]);                                   \
			assert_true(x##_parse(list->words[i], &v));            \
			assert_int_equal(v, i);                                \
		}                                                              \
		assert_null(x##_name((enum x)list->count));                    \
		assert_false(x##_parse("no such word", &v));                   \
		assert_false(x##_parse(NULL, &v));                             \
		assert_int_equal(v, list->count - 1); /* untouched */          \
	}

/* NOLINTEND(bugprone-macro-parentheses) */

/* clang-format off */
#define EACH_LIST(DO)                                                     \
	DO(role) DO(organisation_kind) DO(scheme_state) DO(regime)        \
	DO(scheme_change) DO(category_state) DO(notice_kind) DO(fee_payer) DO(uk_part)        \
	DO(council_kind) DO(client_group) DO(regulator) DO(rating)        \
	DO(rating_floor) DO(price_unit) DO(choice_mode) DO(urgency)       \
	DO(question_kind) DO(party_type) DO(party_kind) DO(risk_band)     \
	DO(notice_subject) DO(exclusion_kind)                             \
	DO(application_state) DO(entry_state) DO(decision_outcome)        \
	DO(register_kind) DO(check_result)                                \
	DO(review_outcome)                                                \
	DO(accreditation_state) DO(suspension_ground) DO(referral_state)  \
	DO(invitation_response) DO(bid_state) DO(refusal_reason)          \
	DO(chosen_by) DO(placement_state) DO(tie_break) DO(flag)          \
	DO(non_compliance) DO(exclusion)

EACH_LIST(ROUND_TRIP)

static void
the_words_are_those_of_the_interface(void **state)
{
	static const struct {
		const char *list, *words;
	} cases[] = {
		{ "role", "lead council provider auditor portal " },
		{ "rating", "outstanding good requires_improvement inadequate not_rated " },
		{ "choice_mode", "none top3_within_5 any_within_budget " },
		{ "referral_state", "draft open closed opened ranked awarded cancelled unsuccessful " },
		{ "suspension_ground", "rating_below_floor registration_lost insurance_lapsed "
		    "evidence_expired requirement_failed safeguarding insolvency "
		    "breach_of_terms " },
		{ "refusal_reason", "no_vacancy outside_profile mix_of_residents staffing "
		    "information_too_thin price distance other " },
		{ "tie_break", "quality outcomes core distance draw " },
		{ "non_compliance", "missing_must_have not_accredited disregarded unreadable withdrawn " },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct vocabulary *list = vocabulary_find(cases[i].list);
		const char *words = "";

		for (size_t j = 0; j < list->count; j++)
			words = arena_printf(*state, "%s%s ", words, list->words[j]);
		assert_string_equal(words, cases[i].words);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_word_is_snake_case_and_stands_once_in_its_list),
		T(every_list_is_found_by_its_name),
		T(the_words_are_those_of_the_interface),
#define ONE(x) T(x##_reads_back_what_it_writes),
		EACH_LIST(ONE)
	};

	return cmocka_run_group_tests_name("vocab", tests, NULL, NULL);
}
/* clang-format on */
