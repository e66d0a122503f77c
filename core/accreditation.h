/*
 * accreditation.h - what may happen to a home's accreditation in one category.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Suspension reaches every council at once (R060): a suspended home is not
 * invited, cannot bid and cannot be awarded.  Placements go on.  What is done
 * by nobody has ROLE__MAX: a fact on record ends it, a date comes, or nothing
 * was bid for long (lifecycles 2.4); the database does it (migration 0022).
 */
#ifndef CORE_ACCREDITATION_H
#define CORE_ACCREDITATION_H

#include "core/lifecycle.h"

enum accreditation_act {
	ACCREDITATION_SUSPEND,
	ACCREDITATION_LAPSE, /* a condition is not met any more (R036) */
	ACCREDITATION_REVIEW,
	ACCREDITATION_COME_DUE, /* of a review: an audit is overdue (R059) */
	ACCREDITATION_REINSTATE,
	ACCREDITATION_CURE, /* only of what failed (R061) */
	ACCREDITATION_REFUSE_CURE,
	ACCREDITATION_FALL_ASLEEP, /* R067 */
	ACCREDITATION_WAKE,
	ACCREDITATION_REMOVE,
	ACCREDITATION_LEAVE,
	ACCREDITATION_BID, /* also being invited */
	ACCREDITATION_BE_AWARDED,
	ACCREDITATION_REVIEW_SCORE,
	ACCREDITATION_ASK_PRICE,
	ACCREDITATION_RAISE_PRICE,
	ACCREDITATION_ACT__MAX
};

extern const struct lifecycle accreditation_lifecycle;

/* NULL if the act is allowed in this state, else the error of its guard. */
MUST_CHECK struct err *accreditation_check(struct arena *a,
    enum accreditation_act act, enum accreditation_state state);

/* The state after an allowed act. */
enum accreditation_state
accreditation_next(enum accreditation_act act, enum accreditation_state state);

#endif
