/*
 * opening.h - when sealed bids may come out of their envelopes (R099).
 * SPDX-License-Identifier: Apache-2.0
 *
 * The same rules are asked twice: by the service, which stores that somebody
 * asked, and by the keeper, which hands out what was sealed and believes
 * nobody else's word for it.
 */
#ifndef CORE_OPENING_H
#define CORE_OPENING_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "core/vocab.h"

/* Who has asked for the opening so far. */
struct opening_asked {
	int64_t openers; /* different people that the category wants; 1..2 */
	int64_t others;  /* people but the caller who have asked */
	bool mine;       /* the caller has */
	bool person;     /* the caller is no machine client */
};

/* Where a category wants several openers, each is another person.
 * Returns NULL, ERR_PERSON_REQUIRED, or ERR_SECOND_OPENER_NEEDED for one who
 * has asked already while another is still missing. */
MUST_CHECK struct err *
opening_ask_check(struct arena *a, const struct opening_asked *who);

/* True if no other has to ask, once the caller has. */
bool opening_is_complete(const struct opening_asked *who);

/* What the keeper judges by. Times are microseconds since 1970, UTC. */
struct release {
	enum referral_state stored;
	int64_t deadline;
	int64_t now; /* the database's clock */
	int64_t own; /* the clock of the keeper's own machine */
	struct opening_asked asked;
};

/* NULL if all bids may be handed out, else the error of the guard. Both
 * clocks must have reached the deadline, so whoever has only one of the two
 * machines cannot bring it forward. */
MUST_CHECK struct err *release_check(struct arena *a, const struct release *r);

#endif
