/*
 * scheme.h - what may happen to a scheme.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A scheme is prepared as a draft; it may be announced, and may have an
 * initial round whose applications are all decided before the first referral
 * (R012); then it is open to applications and referrals at any time (R007),
 * and ends.  What the law says of its regime is asked of regime.h besides.
 */
#ifndef CORE_SCHEME_H
#define CORE_SCHEME_H

#include "core/dates.h"
#include "core/lifecycle.h"

enum scheme_act {
	SCHEME_EDIT,           /* a draft: anything */
	SCHEME_REMOVE_COUNCIL, /* later it gets an end date */
	SCHEME_ADD_COUNCIL,
	SCHEME_PUT_COUNCIL, /* its kind or dates change */
	SCHEME_ADD_CATEGORY,
	SCHEME_ADD_TRANCHE,
	SCHEME_ANNOUNCE,
	SCHEME_START_ROUND,
	SCHEME_START,
	SCHEME_CHANGE, /* its terms, once it is no draft: a version */
	SCHEME_EXTEND,
	SCHEME_PAUSE,
	SCHEME_RESUME,
	SCHEME_APPLY,  /* start, submit */
	SCHEME_DECIDE, /* an application */
	SCHEME_REFER,  /* publish a referral */
	SCHEME_END,
	SCHEME_ABANDON,
	SCHEME_ACT__MAX
};

extern const struct lifecycle scheme_lifecycle;

/* NULL if the act is allowed in this state (as of now), else the error of its
 * guard. */
MUST_CHECK struct err *
scheme_check(struct arena *a, enum scheme_act act, enum scheme_state state);

/* The state after an allowed act. */
enum scheme_state scheme_next(enum scheme_act act, enum scheme_state state);

/*
 * An extension under a term that foresees one (R009), decided before the last
 * day of the term it extends.
 */
struct scheme_extension {
	struct date today, decided_on;
	struct date from, to;          /* the last day before, and after */
	const struct date *extends_to; /* as far as foreseen, or NULL */
};

/* Returns NULL; ERR_EXTENSION_NOT_FORESEEN without such a term;
 * ERR_DEADLINE_PASSED on the last day and after it; or ERR_INVALID for every
 * fault, at "#/valid_to" and "#/decision/decided_on". */
MUST_CHECK struct err *
scheme_extension_check(struct arena *a, const struct scheme_extension *x);

/* A pause begins today or later and ends after it began: NULL, or ERR_INVALID
 * for every fault, at "#/from" and "#/until". */
MUST_CHECK struct err *scheme_pause_check(struct arena *a, struct date from,
    struct date until, struct date today);

#endif
