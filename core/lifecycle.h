/*
 * lifecycle.h - what may happen to a thing in which state, as tables.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each kind of thing has one table: a row for every act, with the states it
 * is allowed in, the state it leads to, for every other state the error and
 * the sentence that refuse it, the event that it writes, and the operation of
 * the interface that does it.  The same tables drive the guards, the feed, the
 * tests of every state with every act and every role, and docs/LIFECYCLES.md.
 *
 * Who may act at all is decided earlier, in the table of routes; a test holds
 * that table and the roles here together.
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

/* event: a type of core/event.c.  NULL where the act is another thing's, whose
 * own table has the event; such an act changes no state here.
 * operation: an operationId of openapi/.  NULL where the service itself acts
 * (role is ROLE__MAX), or as long as there is no such operation yet. */
struct transition {
	const char *act;
	enum role role;                 /* ROLE__MAX: the service itself */
	unsigned from;                  /* set of IN_STATE() */
	int to;                         /* a state, or LIFECYCLE_STAYS */
	const struct refusal *refusals; /* by state; unused where allowed */
	const char *event, *operation;
};

struct lifecycle {
	const char *name;   /* e.g. "referral" */
	const char *states; /* name of the vocabulary of its states */
	const char *begins; /* type of the event that makes one; NULL: nobody
			     * is shown one before an act */
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

/* The same for somebody with this role (ROLE__MAX: the service): whoever is of
 * another role than the act's gets ERR_FORBIDDEN, whatever the state. */
MUST_CHECK struct err *lifecycle_check_as(struct arena *a,
    const struct lifecycle *l, int act, enum role role, int state);

/* The type of the event that the act writes; never NULL for an act that
 * changes the state. */
const char *lifecycle_event(const struct lifecycle *l, int act);

/* The state after an allowed act. */
int lifecycle_next(const struct lifecycle *l, int act, int state);

/* The table as a Mermaid state diagram, in the arena; acts that change
 * nothing are left out. */
MUST_CHECK const char *
lifecycle_mermaid(struct arena *a, const struct lifecycle *l);

/* Diagram and table of acts as Markdown, in the arena. */
MUST_CHECK const char *
lifecycle_markdown(struct arena *a, const struct lifecycle *l);

#endif
