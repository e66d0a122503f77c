/*
 * regime.c - the law, as tables.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/regime.h"

enum { ASSESS_WORKING_DAYS = 10, ASSESS_EXTENDED_WORKING_DAYS = 15 };

/* SI 2024/716 reg 5(4)(b): at the end of this day at the latest; and its
 * validity was not to be changed after the other one. */
static const struct date pcr_ends_on = { 2029, 2, 23 };
static const struct date pcr_changed_until = { 2026, 2, 23 };

enum answer {
	NO,
	YES,
	UNTIL_FEBRUARY_2026,  /* and on its 23rd day still */
	BEFORE_FIRST_REFERRAL /* only while none has been published */
};

struct cell {
	enum answer answer;
	const char *provision;
};

struct guard {
	enum err_kind kind;  /* of the refusal */
	const char *refused; /* in one sentence, without its full stop */
	struct cell cells[REGIME__MAX];
};

#define PSEUDO  "PCR 2015 regs 74-76 with declared variations"
#define TRANS   "SI 2024/716 reg 5(4)(b)"
#define NO_FEES "PCR 2015 reg 34"
#define FREE    "PA23 s.96(2)-(3)"

/* The columns: pcr_dps, pcr_pseudo_dps, pa23_dynamic_market,
 * pa23_light_touch_framework, below_threshold. */
/* clang-format off */
/* What initializes cannot be put in parentheses. */
/* NOLINTBEGIN(bugprone-macro-parentheses) */
#define ROW(dps, pseudo, market, framework, below) {                          \
	[REGIME_PCR_DPS] = dps,                                               \
	[REGIME_PCR_PSEUDO_DPS] = pseudo,                                     \
	[REGIME_PA23_DYNAMIC_MARKET] = market,                                \
	[REGIME_PA23_LIGHT_TOUCH_FRAMEWORK] = framework,                      \
	[REGIME_BELOW_THRESHOLD] = below }
#define SAYS(answer, provision) { answer, provision }
/* NOLINTEND(bugprone-macro-parentheses) */

static const struct guard guards[LAW__MAX] = {
	[LAW_END_MOVED] = { ERR_VALIDITY_FIXED,
		"the validity of such a system could not be changed after 23 February 2026",
		ROW(SAYS(UNTIL_FEBRUARY_2026, TRANS),
		    SAYS(UNTIL_FEBRUARY_2026, TRANS),
		    SAYS(YES, "PA23 s.39(4)"),
		    SAYS(YES, "PA23 s.75(6)(b)"),
		    SAYS(YES, "PA23 ss.84-88")) },
	[LAW_DECISIONS_PAUSED] = { ERR_PAUSE_NOT_ALLOWED,
		"decisions cannot rest once the first referral has been published",
		ROW(SAYS(BEFORE_FIRST_REFERRAL, "PCR 2015 reg 34(18)"),
		    SAYS(YES, PSEUDO),
		    SAYS(YES, "PA23 s.36(6)"),
		    SAYS(YES, "PA23 s.46(11)"),
		    SAYS(YES, "PA23 ss.84-88")) },
	[LAW_CLOCK_PAUSED] = { ERR_PAUSE_NOT_ALLOWED,
		"the time for a decision does not rest",
		ROW(SAYS(NO, "PCR 2015 reg 34(16)"),
		    SAYS(YES, PSEUDO),
		    SAYS(NO, "PA23 s.36(6)(b)"),
		    SAYS(NO, "R015"),
		    SAYS(NO, "R015")) },
	[LAW_ASSESSMENT_EXTENDED] = { ERR_ASSESSMENT_NOT_EXTENDABLE,
		"the time for a decision cannot be extended",
		ROW(SAYS(YES, "PCR 2015 reg 34(17)"),
		    SAYS(NO, "R015"),
		    SAYS(NO, "PA23 s.36(6)(b)"),
		    SAYS(NO, "R015"),
		    SAYS(NO, "R015")) },
	[LAW_UNASSESSED] = { ERR_REGIME_FORBIDS,
		"an assessment of conflicts of interest comes first",
		ROW(SAYS(YES, "PCR 2015 reg 34"),
		    SAYS(YES, PSEUDO),
		    SAYS(NO, "PA23 s.83(2)"),
		    SAYS(NO, "PA23 s.83(2)"),
		    SAYS(YES, "PA23 ss.84-88")) },
	[LAW_VARIATIONS] = { ERR_VARIATIONS_NOT_ALLOWED,
		"only the modified system departs from its rules",
		ROW(SAYS(NO, "PCR 2015 reg 34"),
		    SAYS(YES, PSEUDO),
		    SAYS(NO, "PA23 ss.34-39"),
		    SAYS(NO, "PA23 s.45"),
		    SAYS(NO, "PA23 ss.84-88")) },
	[LAW_CONDITIONS_CHANGED] = { ERR_CONDITIONS_FIXED,
		"conditions of membership stay as they are while the market lasts",
		ROW(SAYS(YES, "PCR 2015 reg 34"),
		    SAYS(YES, PSEUDO),
		    SAYS(NO, "PA23 s.36(7)(b)"),
		    SAYS(YES, "PA23 s.46(11)"),
		    SAYS(YES, "PA23 ss.84-88")) },
	[LAW_RADIUS] = { ERR_REGIME_FORBIDS,
		"all in the category are invited",
		ROW(SAYS(NO, "PCR 2015 reg 34(21)-(22)"),
		    SAYS(YES, PSEUDO),
		    SAYS(YES, "PA23 s.23(6)"),
		    SAYS(YES, "PA23 ss.23(6), 45(9)"),
		    SAYS(YES, "PA23 ss.84-88")) },
	[LAW_CAP_AT_ENTRY] = { ERR_REGIME_FORBIDS,
		"a cap on costs cannot be a condition of membership",
		ROW(SAYS(YES, "R049; PCR 2015 reg 34"),
		    SAYS(YES, "R049; " PSEUDO),
		    SAYS(NO, "PA23 s.36(1)"),
		    SAYS(YES, "PA23 s.46(11)"),
		    SAYS(YES, "PA23 ss.84-88")) },
	[LAW_INSURANCE_AT_ENTRY] = { ERR_REGIME_FORBIDS,
		"insurance cannot be asked for before an award",
		ROW(SAYS(YES, "R034; PCR 2015 reg 34"),
		    SAYS(YES, "R034; " PSEUDO),
		    SAYS(NO, "PA23 s.36(2)"),
		    SAYS(YES, "PA23 s.46(11)"),
		    SAYS(YES, "PA23 ss.84-88")) },
	[LAW_INACTIVITY_REMOVES] = { ERR_INACTIVITY_NO_GROUND,
		"the grounds of removal are a closed list, and inactivity is not on it",
		ROW(SAYS(YES, "R067; its terms"),
		    SAYS(YES, "R067; its terms"),
		    SAYS(NO, "PA23 s.37"),
		    SAYS(YES, "R067; its terms"),
		    SAYS(YES, "R067; its terms")) },
	[LAW_EXCLUDED_UNHEARD] = { ERR_REPRESENTATIONS_MISSING,
		"whoever is to be excluded is told on what ground and may answer",
		ROW(SAYS(YES, "R032; PCR 2015 reg 57"),
		    SAYS(YES, "R032; PCR 2015 reg 57"),
		    SAYS(NO, "PA23 s.58(2)"),
		    SAYS(NO, "PA23 s.58(2)"),
		    SAYS(YES, "PA23 ss.84-88")) },
	[LAW_EXCLUSION_UNTOLD] = { ERR_REGIME_FORBIDS,
		"the Minister is told of an exclusion",
		ROW(SAYS(YES, "R032; PCR 2015 reg 57"),
		    SAYS(YES, "R032; PCR 2015 reg 57"),
		    SAYS(NO, "PA23 s.59"),
		    SAYS(NO, "PA23 s.59"),
		    SAYS(YES, "PA23 ss.84-88")) },
	[LAW_CHARGE_COUNCIL] = { ERR_REGIME_FORBIDS,
		"councils cannot be charged",
		ROW(SAYS(YES, "R021"), SAYS(YES, "R021"), SAYS(YES, "R021"),
		    SAYS(YES, "R021"), SAYS(YES, "R021")) },
	[LAW_CHARGE_AWARDED] = { ERR_REGIME_FORBIDS,
		"suppliers are charged nothing",
		ROW(SAYS(NO, NO_FEES), SAYS(NO, NO_FEES),
		    SAYS(YES, "PA23 s.38(1)-(2)"),
		    SAYS(YES, "PA23 s.45(7)"),
		    SAYS(NO, FREE)) },
	[LAW_CHARGE_MEMBER] = { ERR_REGIME_FORBIDS,
		"joining costs a supplier nothing",
		ROW(SAYS(NO, NO_FEES), SAYS(NO, NO_FEES),
		    SAYS(NO, "PA23 ss.38(1)-(2), 96(2)-(3)"),
		    SAYS(NO, "PA23 ss.45(7), 96(2)-(3)"),
		    SAYS(NO, FREE)) },
};

enum assess_policy {
	ASSESS_BY_NEXT_MONTH_END, /* R015; where PA23 s.36(6)(b) asks for a
				     reasonable time, too */
	ASSESS_IN_WORKING_DAYS    /* PCR 2015 reg 34(16) */
};

static const struct {
	const struct date *ends_on;
	enum assess_policy assess;
} terms[REGIME__MAX] = {
	[REGIME_PCR_DPS] = { &pcr_ends_on, ASSESS_IN_WORKING_DAYS },
	[REGIME_PCR_PSEUDO_DPS] = { &pcr_ends_on, ASSESS_BY_NEXT_MONTH_END },
	[REGIME_PA23_DYNAMIC_MARKET] = { NULL, ASSESS_BY_NEXT_MONTH_END },
	[REGIME_PA23_LIGHT_TOUCH_FRAMEWORK] = { NULL, ASSESS_BY_NEXT_MONTH_END },
	[REGIME_BELOW_THRESHOLD] = { NULL, ASSESS_BY_NEXT_MONTH_END },
};

/* lifecycles 2.1; PA23's dynamic market notices are UK13 to UK16. A change
 * is drafted everywhere (R008), also where no law asks for a notice of it. */
#define PCR_NOTICES {                                                         \
	[NOTICE_OF_INTENTION] = { NOTICE_CONTRACT, NULL, "PCR 2015 reg 34" }, \
	[NOTICE_OF_CHANGE] = { NOTICE_MODIFICATION, NULL, "R008; " TRANS },   \
	[NOTICE_OF_END] = { NOTICE_CESSATION, NULL, "R008; " TRANS } }

static const struct notice_rule notices[REGIME__MAX][NOTICE_OCCASION__MAX] = {
	[REGIME_PCR_DPS] = PCR_NOTICES,
	[REGIME_PCR_PSEUDO_DPS] = PCR_NOTICES,
	[REGIME_PA23_DYNAMIC_MARKET] = {
		[NOTICE_OF_INTENTION] = { NOTICE_INTENTION, "UK13", "PA23 s.39(2)" },
		[NOTICE_OF_OPENING] = { NOTICE_ESTABLISHMENT, "UK14", "PA23 s.39(3)" },
		[NOTICE_OF_CHANGE] = { NOTICE_MODIFICATION, "UK15", "PA23 s.39(4)" },
		[NOTICE_OF_END] = { NOTICE_CESSATION, "UK16", "PA23 s.39(5)" },
	},
	[REGIME_PA23_LIGHT_TOUCH_FRAMEWORK] = {
		[NOTICE_OF_CHANGE] = { NOTICE_MODIFICATION, NULL,
			"R008; PA23 s.75(6)(b) asks for none" },
		[NOTICE_OF_END] = { NOTICE_CESSATION, NULL, "R008" },
	},
	[REGIME_BELOW_THRESHOLD] = {
		[NOTICE_OF_CHANGE] = { NOTICE_MODIFICATION, NULL, "R008" },
		[NOTICE_OF_END] = { NOTICE_CESSATION, NULL, "R008" },
	},
};
/* clang-format on */

const char *
regime_provision(enum regime regime, enum law law)
{
	return guards[law].cells[regime].provision;
}

bool
regime_allows(enum regime regime, enum law law, const struct law_facts *facts)
{
	switch (guards[law].cells[regime].answer) {
	case YES:
		return true;
	case UNTIL_FEBRUARY_2026:
		return facts &&
		       date_compare(facts->today, pcr_changed_until) <= 0;
	case BEFORE_FIRST_REFERRAL:
		return facts && !facts->has_referrals;
	case NO:
	default:
		return false;
	}
}

struct err *
regime_check(struct arena *a, enum regime regime, enum law law,
    const struct law_facts *facts)
{
	if (regime_allows(regime, law, facts))
		return NULL;
	return err_new(a, guards[law].kind, "Under %s, %s.",
	    regime_provision(regime, law), guards[law].refused);
}

struct err *
regime_check_at(struct arena *a, const char *pointer, enum regime regime,
    enum law law, const struct law_facts *facts)
{
	if (regime_allows(regime, law, facts))
		return NULL;
	return err_at(a, pointer, "Under %s, %s.",
	    regime_provision(regime, law), guards[law].refused);
}

struct date
regime_assess_due_on(enum regime regime, struct date submitted,
    const struct date *holidays, size_t holidays_count)
{
	if (terms[regime].assess == ASSESS_IN_WORKING_DAYS)
		return working_days_after(submitted, ASSESS_WORKING_DAYS,
		    holidays, holidays_count);
	return assess_by_next_month_end(submitted);
}

struct date
regime_assess_extended_to(enum regime regime, struct date submitted,
    const struct date *holidays, size_t holidays_count)
{
	if (terms[regime].assess == ASSESS_IN_WORKING_DAYS)
		return working_days_after(submitted,
		    ASSESS_EXTENDED_WORKING_DAYS, holidays, holidays_count);
	return assess_by_next_month_end(submitted);
}

const struct date *
regime_ends_on(enum regime regime)
{
	return terms[regime].ends_on;
}

struct err *
scheme_validity_check(struct arena *a, enum regime regime, struct date from,
    struct date to)
{
	const struct date *end = terms[regime].ends_on;

	if (date_compare(to, from) < 0)
		return err_at(a, "#/valid_to",
		    "A scheme cannot end before it begins.");
	if (end && date_compare(to, *end) > 0)
		return err_at(a, "#/valid_to",
		    "By law a scheme of this kind ends on %s at the latest.",
		    date_words(a, *end));
	return NULL;
}

bool
scheme_is_current(struct date from, struct date to, enum regime regime,
    struct date today)
{
	const struct date *end = terms[regime].ends_on;

	return date_compare(from, today) <= 0 && date_compare(today, to) <= 0 &&
	       (!end || date_compare(today, *end) <= 0);
}

const struct notice_rule *
regime_notice(enum regime regime, enum notice_occasion occasion)
{
	const struct notice_rule *rule = &notices[regime][occasion];

	return rule->provision ? rule : NULL;
}
