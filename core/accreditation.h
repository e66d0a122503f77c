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

#include "core/dates.h"
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
	ACCREDITATION_AUDIT,
	ACCREDITATION_ANNOUNCE_REMOVAL,
	ACCREDITATION_ANSWER_REMOVAL,
	ACCREDITATION_BID, /* also being invited */
	ACCREDITATION_BE_AWARDED,
	ACCREDITATION_REVIEW_SCORE,
	ACCREDITATION_ASK_PRICE,
	ACCREDITATION_RAISE_PRICE,
	ACCREDITATION_ACT__MAX
};

extern const struct lifecycle accreditation_lifecycle;

/* What a removal rests on. */
struct removal {
	enum regime regime;
	enum accreditation_state state;
	enum removal_ground ground; /* REMOVAL__MAX: no notice was given */
	struct date until;          /* last day for representations */
	bool answered;              /* they have been made */
};

/* May it be announced?  Not being active enough is a ground only where the
 * law of the scheme knows it, and only of a home that is dormant (R067; PA23
 * s.37 is a closed list).  NULL, ERR_INACTIVITY_NO_GROUND or
 * ERR_REMOVAL_BARRED. */
MUST_CHECK struct err *
removal_announce_check(struct arena *a, const struct removal *r);

/* May it be made today?  Reasons come first (PA23 s.37(4)): announced, and
 * answered or the time for it over.  NULL, the above, or
 * ERR_REMOVAL_NOT_ANNOUNCED, ERR_REPRESENTATIONS_OPEN. */
MUST_CHECK struct err *
removal_check(struct arena *a, const struct removal *r, struct date today);

/* Whether the state allows the act, for acts that others bring about. */
bool accreditation_allows(enum accreditation_act act,
    enum accreditation_state state);

/* The state after an allowed act. */
enum accreditation_state
accreditation_next(enum accreditation_act act, enum accreditation_state state);

#endif
