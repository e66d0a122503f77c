/*
 * referral.h - what may happen to a referral, and until when.
 * SPDX-License-Identifier: Apache-2.0
 *
 * "closed" is not an event: a referral is closed when the database's clock
 * has reached its deadline, so no scheduler can be late.  Nobody stores it.
 */
#ifndef CORE_REFERRAL_H
#define CORE_REFERRAL_H

#include <stdint.h>

#include "core/dates.h"
#include "core/lifecycle.h"

enum referral_act {
	REFERRAL_EDIT,
	REFERRAL_OVERRIDE, /* what looks like an identifier may stand */
	REFERRAL_PUBLISH,
	REFERRAL_EXTEND,
	REFERRAL_CANCEL,
	REFERRAL_BID,
	REFERRAL_REPLACE_BID,
	REFERRAL_WITHDRAW_BID,
	REFERRAL_REFUSE_INVITATION,
	REFERRAL_ASK_OPENING, /* the first of two who open */
	REFERRAL_OPEN_BIDS,
	REFERRAL_EVALUATE,
	REFERRAL_AGREE,   /* on a consensus */
	REFERRAL_EXPLAIN, /* an abnormally low price */
	REFERRAL_DISREGARD,
	REFERRAL_RANK,
	REFERRAL_RANK_NONE, /* the same act where no bid is compliant */
	REFERRAL_CHOOSE,
	REFERRAL_RAISE_BUDGET,
	REFERRAL_AWARD_BID,
	REFERRAL_REFUSE_AWARD, /* the provider refuses the placement */
	REFERRAL_ACT__MAX
};

extern const struct lifecycle referral_lifecycle;

/*
 * The state as of now: stored, but closed where it is open and its deadline
 * has come.  The deadline is exclusive: at that very instant it is too late.
 * Both times are microseconds since 1970, UTC; now is the database's clock,
 * read after the row was locked.
 */
enum referral_state
referral_state_at(enum referral_state stored, int64_t deadline, int64_t now);

/* NULL if the act is allowed in this state (as of now), else the error of its
 * guard; see the table in referral.c. */
MUST_CHECK struct err *referral_check(struct arena *a, enum referral_act act,
    enum referral_state state);

/* The state to store after an allowed act. */
enum referral_state
referral_next(enum referral_act act, enum referral_state state);

struct referral_terms {
	int64_t deadline; /* microseconds since 1970, UTC */
	int radius100;    /* hundredths of a mile */
};

/*
 * An extension moves the deadline to the same or a later instant and the
 * radius to the same or a wider one, for everybody, and at least one of them
 * really (R080, R098).  The new deadline must still lie ahead of now.
 *
 * Returns NULL, or ERR_INVALID for every fault, at "#/deadline" and
 * "#/radius_miles", at "#" if nothing would change.
 */
MUST_CHECK struct err *
extension_check(struct arena *a, const struct referral_terms *from,
    const struct referral_terms *to, int64_t now);

/*
 * A day that something is wanted by, or can begin on, is today (in London) or
 * later.  Returns NULL, or ERR_INVALID at pointer.
 */
MUST_CHECK struct err *day_ahead_check(struct arena *a, const char *pointer,
    struct date day, struct date today);

/* And one on which something was done is today or earlier. */
MUST_CHECK struct err *day_reached_check(struct arena *a, const char *pointer,
    struct date day, struct date today);

/*
 * Providers get at least the category's response hours for the urgency, from
 * publication (now) to the deadline.  hours is 0..100000.
 * Returns NULL, or ERR_INVALID at "#/deadline" naming the hours.
 */
MUST_CHECK struct err *
response_hours_check(struct arena *a, int64_t now, int64_t deadline, int hours);

#endif
