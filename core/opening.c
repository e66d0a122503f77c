/*
 * opening.c - see opening.h. SPDX-License-Identifier: Apache-2.0
 */
#include "core/opening.h"

#include "core/referral.h"

static struct err *
person_check(struct arena *a, const struct opening_asked *who)
{
	if (who->openers < 2 || who->person)
		return NULL;
	return err_new(a, ERR_PERSON_REQUIRED,
	    "This category asks for two different people; a machine client is "
	    "neither.");
}

struct err *
opening_ask_check(struct arena *a, const struct opening_asked *who)
{
	struct err *e = person_check(a, who);

	if (e || !who->mine || opening_is_complete(who))
		return e;
	return err_new(a, ERR_SECOND_OPENER_NEEDED,
	    "You have asked for the opening already; another officer has to "
	    "ask as well.");
}

bool
opening_is_complete(const struct opening_asked *who)
{
	return who->others + 1 >= who->openers;
}

struct err *
release_check(struct arena *a, const struct release *r)
{
	const enum referral_state state =
	    referral_state_at(r->stored, r->deadline, r->now);
	struct err *e = referral_check(a, REFERRAL_OPEN_BIDS, state);

	if (e)
		return e;
	if (r->own < r->deadline)
		return err_new(a, ERR_DEADLINE_NOT_REACHED,
		    "By the keeper's clock the deadline has not been "
		    "reached.");
	e = person_check(a, &r->asked);
	if (e || opening_is_complete(&r->asked))
		return e;
	return err_new(a, ERR_SECOND_OPENER_NEEDED,
	    "Another officer has to ask for the opening as well.");
}
