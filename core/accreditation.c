/*
 * accreditation.c - the table.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/accreditation.h"

#include "core/regime.h"

/* clang-format off */
#define ENDED(kind) \
	[ACCREDITATION_REMOVED] = { kind, \
		"This accreditation was removed." }, \
	[ACCREDITATION_WITHDRAWN] = { kind, \
		"The provider withdrew this accreditation." }

static const struct refusal needs_standing[ACCREDITATION__MAX] = {
	[ACCREDITATION_SUSPENDED] = { ERR_ACCREDITATION_NOT_ACTIVE,
		"This accreditation is suspended already." },
	[ACCREDITATION_CURE_SUBMITTED] = { ERR_ACCREDITATION_NOT_ACTIVE,
		"This accreditation is suspended, and its cure is assessed." },
	ENDED(ERR_ACCREDITATION_NOT_ACTIVE),
};

static const struct refusal needs_active[ACCREDITATION__MAX] = {
	[ACCREDITATION_SUSPENDED] = { ERR_ACCREDITATION_NOT_ACTIVE,
		"This accreditation is suspended." },
	[ACCREDITATION_CURE_SUBMITTED] = { ERR_ACCREDITATION_NOT_ACTIVE,
		"This accreditation is suspended, and its cure is assessed." },
	[ACCREDITATION_UNDER_REVIEW] = { ERR_ACCREDITATION_NOT_ACTIVE,
		"This accreditation is under review already." },
	[ACCREDITATION_DORMANT] = { ERR_ACCREDITATION_NOT_ACTIVE,
		"This accreditation is dormant." },
	ENDED(ERR_ACCREDITATION_NOT_ACTIVE),
};

static const struct refusal needs_suspended[ACCREDITATION__MAX] = {
	[ACCREDITATION_ACTIVE] = { ERR_ACCREDITATION_NOT_SUSPENDED,
		"This accreditation is active." },
	[ACCREDITATION_UNDER_REVIEW] = { ERR_ACCREDITATION_NOT_SUSPENDED,
		"This accreditation is under review, not suspended." },
	[ACCREDITATION_DORMANT] = { ERR_ACCREDITATION_NOT_SUSPENDED,
		"This accreditation is dormant; its provider can wake it." },
	[ACCREDITATION_CURE_SUBMITTED] = { ERR_ACCREDITATION_NOT_SUSPENDED,
		"A cure has been submitted, and is being assessed." },
	ENDED(ERR_ACCREDITATION_NOT_SUSPENDED),
};

static const struct refusal needs_cure[ACCREDITATION__MAX] = {
	[ACCREDITATION_ACTIVE] = { ERR_CURE_NOT_SUBMITTED,
		"This accreditation is active." },
	[ACCREDITATION_SUSPENDED] = { ERR_CURE_NOT_SUBMITTED,
		"The provider has not submitted a cure." },
	[ACCREDITATION_UNDER_REVIEW] = { ERR_CURE_NOT_SUBMITTED,
		"This accreditation is under review, not suspended." },
	[ACCREDITATION_DORMANT] = { ERR_CURE_NOT_SUBMITTED,
		"This accreditation is dormant, not suspended." },
	ENDED(ERR_CURE_NOT_SUBMITTED),
};

static const struct refusal needs_dormant[ACCREDITATION__MAX] = {
	[ACCREDITATION_ACTIVE] = { ERR_ACCREDITATION_NOT_DORMANT,
		"This accreditation is awake." },
	[ACCREDITATION_SUSPENDED] = { ERR_ACCREDITATION_NOT_DORMANT,
		"This accreditation is suspended, not dormant." },
	[ACCREDITATION_UNDER_REVIEW] = { ERR_ACCREDITATION_NOT_DORMANT,
		"This accreditation is under review, and awake." },
	[ACCREDITATION_CURE_SUBMITTED] = { ERR_ACCREDITATION_NOT_DORMANT,
		"This accreditation is suspended, not dormant." },
	ENDED(ERR_ACCREDITATION_NOT_DORMANT),
};

static const struct refusal needs_alive[ACCREDITATION__MAX] = {
	ENDED(ERR_ACCREDITATION_NOT_ACTIVE),
};

static const struct refusal needs_accredited[ACCREDITATION__MAX] = {
	[ACCREDITATION_SUSPENDED] = { ERR_NOT_ACCREDITED,
		"This home's accreditation is suspended." },
	[ACCREDITATION_REMOVED] = { ERR_NOT_ACCREDITED,
		"This home's accreditation was removed." },
	[ACCREDITATION_WITHDRAWN] = { ERR_NOT_ACCREDITED,
		"The provider withdrew this accreditation." },
	[ACCREDITATION_DORMANT] = { ERR_NOT_ACCREDITED,
		"This home's accreditation is dormant; wake it first." },
	[ACCREDITATION_CURE_SUBMITTED] = { ERR_NOT_ACCREDITED,
		"This home's accreditation is suspended until its cure is "
		"accepted." },
};

/* What the function stands() of the database calls standing. */
#define STANDING (IN_STATE(ACCREDITATION_ACTIVE) | \
		  IN_STATE(ACCREDITATION_UNDER_REVIEW))
#define AWAKE_OR_NOT (STANDING | IN_STATE(ACCREDITATION_DORMANT))
#define BARRED (IN_STATE(ACCREDITATION_SUSPENDED) | \
		IN_STATE(ACCREDITATION_CURE_SUBMITTED))

static const struct transition acts[ACCREDITATION_ACT__MAX] = {
	[ACCREDITATION_SUSPEND] = { "suspend", ROLE_LEAD,
		AWAKE_OR_NOT,
		ACCREDITATION_SUSPENDED, needs_standing,
		"accreditation.suspended", "suspendAccreditation" },
	[ACCREDITATION_LAPSE] = { "lapse", ROLE__MAX,
		AWAKE_OR_NOT,
		ACCREDITATION_SUSPENDED, needs_standing,
		"accreditation.suspended", NULL },
	[ACCREDITATION_REVIEW] = { "review", ROLE_LEAD,
		IN_STATE(ACCREDITATION_ACTIVE),
		ACCREDITATION_UNDER_REVIEW, needs_active,
		"accreditation.review_began", "reviewAccreditation" },
	[ACCREDITATION_COME_DUE] = { "come_due", ROLE__MAX,
		IN_STATE(ACCREDITATION_ACTIVE),
		ACCREDITATION_UNDER_REVIEW, needs_active,
		"accreditation.review_began", NULL },
	[ACCREDITATION_REINSTATE] = { "reinstate", ROLE_LEAD,
		BARRED | IN_STATE(ACCREDITATION_UNDER_REVIEW),
		ACCREDITATION_ACTIVE, needs_suspended,
		"accreditation.reinstated", "reinstateAccreditation" },
	[ACCREDITATION_CURE] = { "cure", ROLE_PROVIDER,
		IN_STATE(ACCREDITATION_SUSPENDED),
		ACCREDITATION_CURE_SUBMITTED, needs_suspended,
		"accreditation.cure_submitted", "submitCure" },
	[ACCREDITATION_REFUSE_CURE] = { "refuse_cure", ROLE_LEAD,
		IN_STATE(ACCREDITATION_CURE_SUBMITTED),
		ACCREDITATION_SUSPENDED, needs_cure,
		"accreditation.cure_refused", "refuseCure" },
	[ACCREDITATION_FALL_ASLEEP] = { "fall_asleep", ROLE__MAX,
		IN_STATE(ACCREDITATION_ACTIVE),
		ACCREDITATION_DORMANT, needs_active,
		"accreditation.fell_asleep", NULL },
	[ACCREDITATION_WAKE] = { "wake", ROLE_PROVIDER,
		IN_STATE(ACCREDITATION_DORMANT),
		ACCREDITATION_ACTIVE, needs_dormant,
		"accreditation.woken", "wakeAccreditation" },
	[ACCREDITATION_REMOVE] = { "remove", ROLE_LEAD,
		AWAKE_OR_NOT | BARRED,
		ACCREDITATION_REMOVED, needs_alive,
		"accreditation.removed", "removeAccreditation" },
	[ACCREDITATION_LEAVE] = { "withdraw", ROLE_PROVIDER,
		AWAKE_OR_NOT | BARRED,
		ACCREDITATION_WITHDRAWN, needs_alive,
		"accreditation.withdrawn", "withdrawAccreditation" },
	[ACCREDITATION_AUDIT] = { "audit", ROLE_LEAD,
		AWAKE_OR_NOT | BARRED,
		LIFECYCLE_STAYS, needs_alive,
		"accreditation.audited", "createAccreditationAudit" },
	[ACCREDITATION_ANNOUNCE_REMOVAL] = { "announce_removal", ROLE_LEAD,
		AWAKE_OR_NOT | BARRED,
		LIFECYCLE_STAYS, needs_alive,
		"accreditation.removal_announced", "announceRemoval" },
	[ACCREDITATION_ANSWER_REMOVAL] = { "answer_removal", ROLE_PROVIDER,
		AWAKE_OR_NOT | BARRED,
		LIFECYCLE_STAYS, needs_alive,
		"accreditation.removal_answered", "answerRemoval" },
	[ACCREDITATION_BID] = { "bid", ROLE_PROVIDER,
		STANDING,
		LIFECYCLE_STAYS, needs_accredited,
		NULL, "putBid" },
	[ACCREDITATION_BE_AWARDED] = { "award", ROLE_COUNCIL,
		STANDING,
		LIFECYCLE_STAYS, needs_accredited,
		NULL, "awardReferral" },
	[ACCREDITATION_REVIEW_SCORE] = { "review_score", ROLE_LEAD,
		AWAKE_OR_NOT | BARRED,
		LIFECYCLE_STAYS, needs_alive,
		"accreditation.score_reviewed", "createScoreReview" },
	[ACCREDITATION_ASK_PRICE] = { "ask_price", ROLE_PROVIDER,
		AWAKE_OR_NOT | BARRED,
		LIFECYCLE_STAYS, needs_alive,
		NULL, "createUplift" },
	[ACCREDITATION_RAISE_PRICE] = { "raise_price", ROLE_LEAD,
		AWAKE_OR_NOT | BARRED,
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

bool
accreditation_allows(enum accreditation_act act, enum accreditation_state state)
{
	return (acts[act].from & IN_STATE(state)) != 0;
}

enum accreditation_state
accreditation_next(enum accreditation_act act, enum accreditation_state state)
{
	return (
	    enum accreditation_state)lifecycle_next(&accreditation_lifecycle,
	    (int)act, (int)state);
}

struct err *
removal_announce_check(struct arena *a, const struct removal *r)
{
	struct err *e;

	if (r->ground != REMOVAL_INACTIVITY)
		return NULL;
	e = regime_check(a, r->regime, LAW_INACTIVITY_REMOVES, NULL);
	if (e)
		return e;
	if (r->state != ACCREDITATION_DORMANT)
		return err_new(a, ERR_REMOVAL_BARRED,
		    "Only a home that is dormant can be removed for it.");
	return NULL;
}

struct err *
removal_check(struct arena *a, const struct removal *r, struct date today)
{
	if (r->ground == REMOVAL__MAX)
		return err_new(a, ERR_REMOVAL_NOT_ANNOUNCED,
		    "Tell the provider the reasons first.");
	if (!r->answered && date_compare(today, r->until) <= 0)
		return err_new(a, ERR_REPRESENTATIONS_OPEN,
		    "The provider may answer until %s.",
		    date_words(a, r->until));
	return removal_announce_check(a, r);
}
