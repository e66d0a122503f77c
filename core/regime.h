/*
 * regime.h - what the law under which a scheme was set up asks of it.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The law is data that guards read, never a scattered "if".  Sources:
 *   PCR 2015        Public Contracts Regulations 2015 (SI 2015/102), reg 34
 *   SI 2024/716     transitional provisions, reg 5(4)(b)
 *   PA23            Procurement Act 2023, ss. 36, 37, 45, 46
 *   R015            the assessment time of the modified ("pseudo") DPS
 */
#ifndef CORE_REGIME_H
#define CORE_REGIME_H

#include "core/dates.h"
#include "core/err.h"
#include "core/vocab.h"

enum assess_policy {
	ASSESS_BY_NEXT_MONTH_END,  /* R015 */
	ASSESS_IN_TEN_WORKING_DAYS /* PCR 2015 reg 34(16) */
};

struct regime_rules {
	const struct date *ends_on; /* last possible day, or NULL */
	enum assess_policy assess;
	bool radius_allowed;     /* may a referral invite by distance? */
	bool core_cap_bars;      /* a cap on core costs: bars entry (R049), or
				    is a ceiling of each bid's */
	bool inactivity_removes; /* may a home be removed for not bidding? */
	bool insurance_at_entry; /* may insurance be a condition of entry? */
	const char *source;      /* for people, in static memory */
};

/* Never NULL for a word of the vocabulary; static memory. */
const struct regime_rules *regime_rules(enum regime regime);

/* When an application submitted on this day (in London) is due.  holidays as
 * in working_days_after(). */
struct date regime_assess_due_on(enum regime regime, struct date submitted,
    const struct date *holidays, size_t holidays_count);

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

#endif
