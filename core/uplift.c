/*
 * uplift.c - the table, the figures and the fourteen days.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/uplift.h"

#include "core/price.h"

enum { APPEAL_DAYS = 14 };

/* clang-format off */
static const struct refusal needs_asked[UPLIFT__MAX] = {
	[UPLIFT_GRANTED] = { ERR_UPLIFT_DECIDED,
		"This uplift has been granted." },
	[UPLIFT_REFUSED] = { ERR_UPLIFT_DECIDED,
		"This uplift has been refused." },
	[UPLIFT_WITHDRAWN] = { ERR_UPLIFT_DECIDED,
		"The provider took this request back." },
	[UPLIFT_APPEALED] = { ERR_UPLIFT_DECIDED,
		"This uplift has been decided, and appealed." },
	[UPLIFT_UPHELD] = { ERR_UPLIFT_DECIDED,
		"This uplift has been decided, on appeal." },
	[UPLIFT_DISMISSED] = { ERR_UPLIFT_DECIDED,
		"This uplift has been decided, on appeal." },
};

static const struct refusal needs_decision[UPLIFT__MAX] = {
	[UPLIFT_ASKED] = { ERR_UPLIFT_NOT_DECIDED,
		"This uplift has not been decided yet." },
	[UPLIFT_WITHDRAWN] = { ERR_APPEAL_CLOSED,
		"The provider took this request back." },
	[UPLIFT_APPEALED] = { ERR_APPEAL_CLOSED,
		"This decision has been appealed already." },
	[UPLIFT_UPHELD] = { ERR_APPEAL_CLOSED,
		"The appeal has been decided." },
	[UPLIFT_DISMISSED] = { ERR_APPEAL_CLOSED,
		"The appeal has been decided." },
};

static const struct refusal needs_appeal[UPLIFT__MAX] = {
	[UPLIFT_ASKED] = { ERR_UPLIFT_NOT_DECIDED,
		"This uplift has not been decided yet." },
	[UPLIFT_GRANTED] = { ERR_NOT_APPEALED,
		"Nobody has appealed against this decision." },
	[UPLIFT_REFUSED] = { ERR_NOT_APPEALED,
		"Nobody has appealed against this decision." },
	[UPLIFT_WITHDRAWN] = { ERR_NOT_APPEALED,
		"The provider took this request back." },
	[UPLIFT_UPHELD] = { ERR_UPLIFT_DECIDED,
		"The appeal has been decided." },
	[UPLIFT_DISMISSED] = { ERR_UPLIFT_DECIDED,
		"The appeal has been decided." },
};

static const struct transition acts[UPLIFT_ACT__MAX] = {
	[UPLIFT_GRANT] = { "grant", ROLE_LEAD,
		IN_STATE(UPLIFT_ASKED), UPLIFT_GRANTED, needs_asked,
		"uplift.granted", "decideUplift" },
	[UPLIFT_REFUSE] = { "refuse", ROLE_LEAD,
		IN_STATE(UPLIFT_ASKED), UPLIFT_REFUSED, needs_asked,
		"uplift.refused", "decideUplift" },
	[UPLIFT_WITHDRAW] = { "withdraw", ROLE_PROVIDER,
		IN_STATE(UPLIFT_ASKED), UPLIFT_WITHDRAWN, needs_asked,
		"uplift.withdrawn", "withdrawUplift" },
	[UPLIFT_APPEAL] = { "appeal", ROLE_PROVIDER,
		IN_STATE(UPLIFT_GRANTED) | IN_STATE(UPLIFT_REFUSED),
		UPLIFT_APPEALED, needs_decision,
		"uplift.appealed", "appealUplift" },
	[UPLIFT_UPHOLD] = { "uphold", ROLE_LEAD,
		IN_STATE(UPLIFT_APPEALED), UPLIFT_UPHELD, needs_appeal,
		"uplift.upheld", "decideUpliftAppeal" },
	[UPLIFT_DISMISS] = { "dismiss", ROLE_LEAD,
		IN_STATE(UPLIFT_APPEALED), UPLIFT_DISMISSED, needs_appeal,
		"uplift.dismissed", "decideUpliftAppeal" },
};
/* clang-format on */

const struct lifecycle uplift_lifecycle = {
	.name = "uplift",
	.states = "uplift_state",
	.begins = "uplift.asked",
	.acts = acts,
	.acts_count = ARRAY_LEN(acts),
};

enum uplift_state
uplift_next(enum uplift_act act, enum uplift_state state)
{
	return (enum uplift_state)lifecycle_next(&uplift_lifecycle, (int)act,
	    (int)state);
}

struct err *
uplift_amount_check(struct arena *a, pence in_force, pence asked)
{
	if (asked > in_force)
		return NULL;
	return err_at(a, "#/amount_pence",
	    "This head is accredited at %s; an uplift is above that.",
	    pounds(a, in_force));
}

struct err *
uplift_grant_check(struct arena *a, pence in_force, pence asked, pence granted)
{
	if (granted > in_force && granted <= asked)
		return NULL;
	return err_at(a, "#/granted_pence",
	    "What is granted is above %s and at most %s, as was asked.",
	    pounds(a, in_force), pounds(a, asked));
}

struct err *
uplift_cap_check(struct arena *a, pence core, pence cap)
{
	if (cap < 0 || core <= cap)
		return NULL;
	return err_at(a, "#/granted_pence",
	    "The core costs would be %s; this category admits at most %s.",
	    pounds(a, core), pounds(a, cap));
}

struct date
uplift_counts_from(struct date asked, struct date decided)
{
	return date_compare(asked, decided) < 0 ? decided : asked;
}

struct date
uplift_appeal_until(struct date decided)
{
	return date_from_days(date_to_days(decided) + APPEAL_DAYS);
}

struct err *
uplift_appeal_check(struct arena *a, struct date until, struct date today)
{
	if (date_compare(today, until) <= 0)
		return NULL;
	return err_new(a, ERR_APPEAL_CLOSED,
	    "This decision could be appealed until %s.", date_words(a, until));
}
