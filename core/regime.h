/*
 * regime.h - what the law under which a scheme was set up asks of it.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The law is data that guards read, never a scattered "if": one table says
 * for each thing that a scheme may or may not do what each regime says of it,
 * and where that is written.  Sources:
 *   PCR 2015        Public Contracts Regulations 2015 (SI 2015/102), reg 34,
 *                   and regs 74-76 for the modified ("pseudo") system
 *   SI 2024/716     transitional provisions, reg 5(4)(b)
 *   PA23            Procurement Act 2023
 *   R015            the assessment time of the modified system
 * Where they are silent the table says what this program does.
 */
#ifndef CORE_REGIME_H
#define CORE_REGIME_H

#include "core/dates.h"
#include "core/err.h"
#include "core/vocab.h"

/* What may be asked of a regime: each is one guard. */
enum law {
	LAW_END_MOVED,        /* may the last day be moved? */
	LAW_DECISIONS_PAUSED, /* may decisions rest while entry stays open? */
	LAW_CLOCK_PAUSED,     /* does the time for them rest as well? */
	LAW_ASSESSMENT_EXTENDED, /* may that time be extended, once? */
	LAW_UNASSESSED,          /* may it be announced without an assessment
				    of conflicts of interest? */
	LAW_VARIATIONS,          /* may it depart from its rules, declared? */
	LAW_CONDITIONS_CHANGED,  /* may conditions of membership change? */
	LAW_RADIUS,              /* may a referral invite by distance? */
	LAW_CAP_AT_ENTRY,        /* does a cap on core costs bar entry (R049)?
				    If not it is a ceiling of each bid's */
	LAW_INSURANCE_AT_ENTRY,  /* may insurance be asked before an award? */
	LAW_INACTIVITY_REMOVES,  /* may a home be removed for not bidding? */
	LAW_EXCLUDED_UNHEARD, /* may a supplier be excluded unheard (R032)? */
	LAW_EXCLUSION_UNTOLD, /* may an exclusion stay with the authority? */
	LAW_CHARGE_COUNCIL,   /* who may be charged (R021): councils, */
	LAW_CHARGE_AWARDED,   /* suppliers for what they are awarded, */
	LAW_CHARGE_MEMBER,    /* suppliers for being members? */
	LAW__MAX
};

/* What an answer may depend on besides the regime. */
struct law_facts {
	struct date today;  /* in London */
	bool has_referrals; /* one has been published in the scheme */
};

/* Where the answer is written; static memory, never NULL. */
const char *regime_provision(enum regime regime, enum law law);

/* The answer; facts NULL: where it depends on them, no. */
bool
regime_allows(enum regime regime, enum law law, const struct law_facts *facts);

/* NULL if it is allowed, else the error of its guard, with the provision. */
MUST_CHECK struct err *regime_check(struct arena *a, enum regime regime,
    enum law law, const struct law_facts *facts);

/* The same for a member of a body: ERR_INVALID at pointer. */
MUST_CHECK struct err *regime_check_at(struct arena *a, const char *pointer,
    enum regime regime, enum law law, const struct law_facts *facts);

/* ---- when an application is due */

/* When an application submitted on this day (in London) is due.  holidays as
 * in working_days_after(). */
struct date regime_assess_due_on(enum regime regime, struct date submitted,
    const struct date *holidays, size_t holidays_count);

/* The same once it has been extended (LAW_ASSESSMENT_EXTENDED): 15 working
 * days instead of 10. */
struct date regime_assess_extended_to(enum regime regime, struct date submitted,
    const struct date *holidays, size_t holidays_count);

/* ---- how long a scheme may last */

/* The last day on which the law lets such a scheme stand, or NULL. */
const struct date *regime_ends_on(enum regime regime);

/*
 * Whether a scheme may be valid in these days, both included.
 * Returns NULL, or ERR_INVALID at "#/valid_to": before valid_from, or after
 * the day on which the law ends such schemes.
 */
MUST_CHECK struct err *scheme_validity_check(struct arena *a,
    enum regime regime, struct date from, struct date to);

/* Whether today lies in from..to, both included, and not after the day on
 * which the law ends such schemes. */
bool scheme_is_current(struct date from, struct date to, enum regime regime,
    struct date today);

/* ---- which notice is to be drafted, and when */

enum notice_occasion {
	NOTICE_OF_INTENTION,
	NOTICE_OF_OPENING,
	NOTICE_OF_CHANGE,
	NOTICE_OF_END,
	NOTICE_OCCASION__MAX
};

struct notice_rule {
	enum notice_kind kind;
	const char *series;    /* e.g. "UK15", or NULL */
	const char *provision; /* under which it is given */
};

/* NULL: none is given. */
const struct notice_rule *
regime_notice(enum regime regime, enum notice_occasion occasion);

#endif
