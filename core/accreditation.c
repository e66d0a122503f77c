/*
 * accreditation.c - the table.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/accreditation.h"

/* clang-format off */
static const struct refusal needs_active[ACCREDITATION__MAX] = {
	[ACCREDITATION_SUSPENDED] = { ERR_ACCREDITATION_NOT_ACTIVE,
		"This accreditation is suspended already." },
	[ACCREDITATION_REMOVED] = { ERR_ACCREDITATION_NOT_ACTIVE,
		"This accreditation was removed." },
	[ACCREDITATION_WITHDRAWN] = { ERR_ACCREDITATION_NOT_ACTIVE,
		"The provider withdrew this accreditation." },
};

static const struct refusal needs_suspended[ACCREDITATION__MAX] = {
	[ACCREDITATION_ACTIVE] = { ERR_ACCREDITATION_NOT_SUSPENDED,
		"This accreditation is active." },
	[ACCREDITATION_REMOVED] = { ERR_ACCREDITATION_NOT_SUSPENDED,
		"This accreditation was removed." },
	[ACCREDITATION_WITHDRAWN] = { ERR_ACCREDITATION_NOT_SUSPENDED,
		"The provider withdrew this accreditation." },
};

static const struct refusal needs_alive[ACCREDITATION__MAX] = {
	[ACCREDITATION_REMOVED] = { ERR_ACCREDITATION_NOT_ACTIVE,
		"This accreditation was removed." },
	[ACCREDITATION_WITHDRAWN] = { ERR_ACCREDITATION_NOT_ACTIVE,
		"The provider withdrew this accreditation." },
};

static const struct refusal needs_accredited[ACCREDITATION__MAX] = {
	[ACCREDITATION_SUSPENDED] = { ERR_NOT_ACCREDITED,
		"This home's accreditation is suspended." },
	[ACCREDITATION_REMOVED] = { ERR_NOT_ACCREDITED,
		"This home's accreditation was removed." },
	[ACCREDITATION_WITHDRAWN] = { ERR_NOT_ACCREDITED,
		"The provider withdrew this accreditation." },
};

static const struct transition acts[ACCREDITATION_ACT__MAX] = {
	[ACCREDITATION_SUSPEND] = { "suspend", ROLE_LEAD,
		IN_STATE(ACCREDITATION_ACTIVE),
		ACCREDITATION_SUSPENDED, needs_active,
		"accreditation.suspended", "suspendAccreditation" },
	[ACCREDITATION_REINSTATE] = { "reinstate", ROLE_LEAD,
		IN_STATE(ACCREDITATION_SUSPENDED),
		ACCREDITATION_ACTIVE, needs_suspended,
		"accreditation.reinstated", "reinstateAccreditation" },
	[ACCREDITATION_REMOVE] = { "remove", ROLE_LEAD,
		IN_STATE(ACCREDITATION_ACTIVE) | IN_STATE(ACCREDITATION_SUSPENDED),
		ACCREDITATION_REMOVED, needs_alive,
		"accreditation.removed", NULL },
	[ACCREDITATION_LEAVE] = { "withdraw", ROLE_PROVIDER,
		IN_STATE(ACCREDITATION_ACTIVE) | IN_STATE(ACCREDITATION_SUSPENDED),
		ACCREDITATION_WITHDRAWN, needs_alive,
		"accreditation.withdrawn", NULL },
	[ACCREDITATION_BID] = { "bid", ROLE_PROVIDER,
		IN_STATE(ACCREDITATION_ACTIVE),
		LIFECYCLE_STAYS, needs_accredited,
		NULL, "putBid" },
	[ACCREDITATION_BE_AWARDED] = { "award", ROLE_COUNCIL,
		IN_STATE(ACCREDITATION_ACTIVE),
		LIFECYCLE_STAYS, needs_accredited,
		NULL, "awardReferral" },
	[ACCREDITATION_REVIEW_SCORE] = { "review_score", ROLE_LEAD,
		IN_STATE(ACCREDITATION_ACTIVE) | IN_STATE(ACCREDITATION_SUSPENDED),
		LIFECYCLE_STAYS, needs_alive,
		"accreditation.score_reviewed", "createScoreReview" },
	[ACCREDITATION_ASK_PRICE] = { "ask_price", ROLE_PROVIDER,
		IN_STATE(ACCREDITATION_ACTIVE) | IN_STATE(ACCREDITATION_SUSPENDED),
		LIFECYCLE_STAYS, needs_alive,
		NULL, "createUplift" },
	[ACCREDITATION_RAISE_PRICE] = { "raise_price", ROLE_LEAD,
		IN_STATE(ACCREDITATION_ACTIVE) | IN_STATE(ACCREDITATION_SUSPENDED),
		LIFECYCLE_STAYS, needs_alive,
		NULL, "decideUplift" },
};
/* clang-format on */

const struct lifecycle accreditation_lifecycle = {
	.name = "accreditation",
	.states = "accreditation_state",
	.begins = "accreditation.granted",
	.acts = acts,
	.acts_count = ARRAY_LEN(acts),
};

struct err *
accreditation_check(struct arena *a, enum accreditation_act act,
    enum accreditation_state state)
{
	return lifecycle_check(a, &accreditation_lifecycle, (int)act,
	    (int)state);
}

enum accreditation_state
accreditation_next(enum accreditation_act act, enum accreditation_state state)
{
	return (
	    enum accreditation_state)lifecycle_next(&accreditation_lifecycle,
	    (int)act, (int)state);
}
