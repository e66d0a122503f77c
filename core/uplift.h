/*
 * uplift.h - raising one accredited cost head, by decision.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The provider asks, with evidence for the head; the lead authority decides;
 * within fourteen days the provider may appeal, once (R142, law.md 4.6).  What
 * is granted counts from a day that is not past: referrals that were published
 * before keep the figures that were frozen for them.
 */
#ifndef CORE_UPLIFT_H
#define CORE_UPLIFT_H

#include "core/dates.h"
#include "core/lifecycle.h"
#include "core/score.h"

enum uplift_act {
	UPLIFT_GRANT,
	UPLIFT_REFUSE,
	UPLIFT_WITHDRAW,
	UPLIFT_APPEAL,
	UPLIFT_UPHOLD,
	UPLIFT_DISMISS,
	UPLIFT_ACT__MAX
};

extern const struct lifecycle uplift_lifecycle;

/* The state after an allowed act. */
enum uplift_state uplift_next(enum uplift_act act, enum uplift_state state);

/* An uplift raises.  Returns NULL, or ERR_INVALID at "#/amount_pence" naming
 * the figure in force. */
MUST_CHECK struct err *
uplift_amount_check(struct arena *a, pence in_force, pence asked);

/* What is granted is above the figure in force and no more than was asked.
 * Returns NULL, or ERR_INVALID at "#/granted_pence" naming both. */
MUST_CHECK struct err *
uplift_grant_check(struct arena *a, pence in_force, pence asked, pence granted);

/* All heads together stay below the category's cap, where it bars entry
 * (R049).  A negative cap is none.  Returns NULL, or ERR_INVALID at
 * "#/granted_pence" naming both figures. */
MUST_CHECK struct err *uplift_cap_check(struct arena *a, pence core, pence cap);

/* The day from which a decision counts: the one asked for, or that of the
 * decision if it is later. */
struct date uplift_counts_from(struct date asked, struct date decided);

/* The last day, in London, on which a decision can be appealed. */
struct date uplift_appeal_until(struct date decided);

/* Returns NULL on that day and before, else ERR_APPEAL_CLOSED. */
MUST_CHECK struct err *
uplift_appeal_check(struct arena *a, struct date until, struct date today);

#endif
