/*
 * scheme.h - what may happen to a scheme.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A scheme is prepared as a draft, is then open to applications and referrals
 * at any time (R007), and ends.
 */
#ifndef CORE_SCHEME_H
#define CORE_SCHEME_H

#include "core/lifecycle.h"

enum scheme_act {
	SCHEME_EDIT,
	SCHEME_REMOVE_COUNCIL, /* later it gets an end date */
	SCHEME_ADD_COUNCIL,
	SCHEME_PUT_COUNCIL, /* its kind or dates change */
	SCHEME_ADD_CATEGORY,
	SCHEME_START,
	SCHEME_APPLY,  /* start, submit */
	SCHEME_DECIDE, /* an application */
	SCHEME_REFER,  /* publish a referral */
	SCHEME_END,
	SCHEME_ACT__MAX
};

extern const struct lifecycle scheme_lifecycle;

/* NULL if the act is allowed in this state, else the error of its guard. */
MUST_CHECK struct err *
scheme_check(struct arena *a, enum scheme_act act, enum scheme_state state);

/* The state after an allowed act. */
enum scheme_state scheme_next(enum scheme_act act, enum scheme_state state);

#endif
