/*
 * application.h - what may happen to an application and to each entry in it.
 * SPDX-License-Identifier: Apache-2.0
 *
 * An application holds one entry for each home and category (R050); it is
 * decided when the last of its entries is.
 */
#ifndef CORE_APPLICATION_H
#define CORE_APPLICATION_H

#include "core/lifecycle.h"

enum application_act {
	APPLICATION_EDIT,
	APPLICATION_SUBMIT,
	APPLICATION_SETTLE, /* all entries are decided */
	APPLICATION_ACT__MAX
};

extern const struct lifecycle application_lifecycle;

/* NULL if the act is allowed in this state, else the error of its guard. */
MUST_CHECK struct err *application_check(struct arena *a,
    enum application_act act, enum application_state state);

/* The state after an allowed act. */
enum application_state
application_next(enum application_act act, enum application_state state);

enum entry_act {
	ENTRY_EDIT,
	ENTRY_SUBMIT, /* with its application */
	ENTRY_ASSESS, /* again until it is decided */
	ENTRY_ASK_SCORER,
	ENTRY_RELEASE_SCORER,
	ENTRY_SCORE,
	ENTRY_SCORE_AS_PARTNER, /* an officer of a council was asked */
	ENTRY_MODERATE, /* what was assessed before is to be assessed again */
	ENTRY_ACCREDIT,
	ENTRY_REFUSE,
	ENTRY_WITHDRAW,
	ENTRY_ACT__MAX
};

extern const struct lifecycle entry_lifecycle;

/* NULL if the act is allowed in this state, else the error of its guard. */
MUST_CHECK struct err *
entry_check(struct arena *a, enum entry_act act, enum entry_state state);

/* The state after an allowed act. */
enum entry_state entry_next(enum entry_act act, enum entry_state state);

#endif
