/*
 * lifecycle.h - what may happen to a thing in which state, as tables.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each kind of thing has one table: a row for every act, with the states it
 * is allowed in, the state it leads to, and for every other state the error
 * and the sentence that refuse it.  The same tables drive the guards, the
 * tests of every state with every act, and the diagrams in the documents.
 *
 * Who may act at all is decided earlier, in the table of routes; the role
 * here says whose act it is.
 */
#ifndef CORE_LIFECYCLE_H
#define CORE_LIFECYCLE_H

#include "core/err.h"
#include "core/vocab.h"

/* A set of states, one bit for each. */
#define IN_STATE(state) (1U << (unsigned)(state))

enum { LIFECYCLE_STAYS = -1 }; /* the act does not change the state */

struct refusal {
	enum err_kind kind;
	const char *detail;
};

struct transition {
	const char *act;
	enum role role;
	unsigned from;                  /* set of IN_STATE() */
	int to;                         /* a state, or LIFECYCLE_STAYS */
	const struct refusal *refusals; /* by state; unused where allowed */
};

struct lifecycle {
	const char *name;   /* e.g. "referral" */
	const char *states; /* name of the vocabulary of its states */
	const struct transition *acts;
	size_t acts_count;
	/* One change that needs no act, or NULL: "open closed: deadline" */
	const char *by_itself;
};

/* Every table of the program, for tests and for printing. */
extern const struct lifecycle *const lifecycles[];
extern const size_t lifecycles_count;

/* NULL if the act is allowed in this state, else the row's refusal.  act and
 * state are values of the table's own enums. */
MUST_CHECK struct err *
lifecycle_check(struct arena *a, const struct lifecycle *l, int act, int state);

/* The state after an allowed act. */
int lifecycle_next(const struct lifecycle *l, int act, int state);

/* The table as a Mermaid state diagram, in the arena; acts that change
 * nothing are left out. */
MUST_CHECK const char *
lifecycle_mermaid(struct arena *a, const struct lifecycle *l);

#endif
