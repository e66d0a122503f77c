/*
 * referral.c - the referral's table, its deadline and its extension.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/referral.h"

#define HOUR_US INT64_C(3600000000)

#define CANCELLED                                                              \
	[REFERRAL_CANCELLED] = { ERR_REFERRAL_NOT_OPEN,                        \
		"This referral was cancelled." }
#define UNPUBLISHED                                                            \
	[REFERRAL_DRAFT] = { ERR_REFERRAL_NOT_OPEN,                            \
		"This referral has not been published yet." }

/* clang-format off */

/* Each act is refused by one of these lists, state by state. */
static const struct refusal needs_draft[REFERRAL__MAX] = {
	[REFERRAL_OPEN] = { ERR_REFERRAL_NOT_DRAFT,
		"This referral is published; it can be extended or cancelled, not edited." },
	[REFERRAL_CLOSED] = { ERR_REFERRAL_NOT_DRAFT,
		"This referral is published and its deadline has passed." },
	[REFERRAL_OPENED] = { ERR_REFERRAL_NOT_DRAFT,
		"The bids on this referral have been opened." },
	[REFERRAL_RANKED] = { ERR_REFERRAL_NOT_DRAFT,
		"The bids on this referral have been ranked." },
	[REFERRAL_AWARDED] = { ERR_REFERRAL_NOT_DRAFT,
		"This referral has been awarded." },
	[REFERRAL_CANCELLED] = { ERR_REFERRAL_NOT_DRAFT,
		"This referral was cancelled." },
	[REFERRAL_UNSUCCESSFUL] = { ERR_REFERRAL_NOT_DRAFT,
		"This referral ended without a compliant bid." },
};

static const struct refusal needs_open[REFERRAL__MAX] = {
	UNPUBLISHED,
	[REFERRAL_CLOSED] = { ERR_DEADLINE_PASSED,
		"The deadline has passed; at the deadline itself it is already too late." },
	[REFERRAL_OPENED] = { ERR_DEADLINE_PASSED,
		"The deadline has passed and the bids have been opened." },
	[REFERRAL_RANKED] = { ERR_DEADLINE_PASSED,
		"The deadline has passed and the bids have been ranked." },
	[REFERRAL_AWARDED] = { ERR_DEADLINE_PASSED,
		"The deadline has passed and the referral has been awarded." },
	CANCELLED,
	[REFERRAL_UNSUCCESSFUL] = { ERR_DEADLINE_PASSED,
		"The deadline has passed and no bid was compliant." },
};

static const struct refusal needs_running[REFERRAL__MAX] = {
	[REFERRAL_AWARDED] = { ERR_ALREADY_AWARDED,
		"This referral has been awarded and can no longer be cancelled." },
	CANCELLED,
	[REFERRAL_UNSUCCESSFUL] = { ERR_REFERRAL_NOT_OPEN,
		"This referral has already ended without a compliant bid." },
};

static const struct refusal needs_closed[REFERRAL__MAX] = {
	UNPUBLISHED,
	[REFERRAL_OPEN] = { ERR_DEADLINE_NOT_REACHED,
		"Bids stay sealed until the deadline has been reached." },
	[REFERRAL_OPENED] = { ERR_ALREADY_OPENED,
		"The bids have already been opened." },
	[REFERRAL_RANKED] = { ERR_ALREADY_OPENED,
		"The bids have already been opened and ranked." },
	[REFERRAL_AWARDED] = { ERR_ALREADY_OPENED,
		"The bids have already been opened and the referral awarded." },
	CANCELLED,
	[REFERRAL_UNSUCCESSFUL] = { ERR_ALREADY_OPENED,
		"The bids have already been opened; none was compliant." },
};

static const struct refusal needs_opened[REFERRAL__MAX] = {
	[REFERRAL_DRAFT] = { ERR_NOT_OPENED,
		"This referral has not been published yet, so there are no opened bids." },
	[REFERRAL_OPEN] = { ERR_NOT_OPENED,
		"The deadline has not been reached, so there are no opened bids." },
	[REFERRAL_CLOSED] = { ERR_NOT_OPENED,
		"The bids have not been opened yet." },
	[REFERRAL_RANKED] = { ERR_ALREADY_RANKED,
		"The ranking is locked; nothing is scored again." },
	[REFERRAL_AWARDED] = { ERR_ALREADY_RANKED,
		"The ranking is locked and the referral has been awarded." },
	CANCELLED,
	[REFERRAL_UNSUCCESSFUL] = { ERR_ALREADY_RANKED,
		"The ranking is locked; no bid was compliant." },
};

#define NOT_RANKED_YET                                                \
	[REFERRAL_DRAFT] = { ERR_NOT_RANKED,                          \
		"This referral has not been published yet." },        \
	[REFERRAL_OPEN] = { ERR_NOT_RANKED,                           \
		"The deadline has not been reached, so nothing is ranked." }, \
	[REFERRAL_CLOSED] = { ERR_NOT_RANKED,                         \
		"The bids have been neither opened nor ranked yet." }, \
	[REFERRAL_OPENED] = { ERR_NOT_RANKED,                         \
		"The bids have not been ranked yet." }

static const struct refusal needs_ranked[REFERRAL__MAX] = {
	NOT_RANKED_YET,
	[REFERRAL_AWARDED] = { ERR_ALREADY_AWARDED,
		"This referral has been awarded." },
	CANCELLED,
	[REFERRAL_UNSUCCESSFUL] = { ERR_NOT_AWARDABLE,
		"No bid was compliant, so none can be awarded." },
};

static const struct refusal needs_choice[REFERRAL__MAX] = {
	NOT_RANKED_YET,
	[REFERRAL_AWARDED] = { ERR_ALREADY_AWARDED,
		"This referral has been awarded; the choice stands." },
	CANCELLED,
	[REFERRAL_UNSUCCESSFUL] = { ERR_NO_CHOICE_OFFERED,
		"No bid was compliant, so none is offered." },
};

static const struct refusal needs_award[REFERRAL__MAX] = {
	[REFERRAL_DRAFT] = { ERR_NOT_AWARDED,
		"This referral has not been published yet." },
	[REFERRAL_OPEN] = { ERR_NOT_AWARDED,
		"This referral is still open for bids." },
	[REFERRAL_CLOSED] = { ERR_NOT_AWARDED,
		"The bids on this referral have not been opened yet." },
	[REFERRAL_OPENED] = { ERR_NOT_AWARDED,
		"The bids on this referral have not been ranked yet." },
	[REFERRAL_RANKED] = { ERR_NOT_AWARDED,
		"No award stands on this referral." },
	[REFERRAL_CANCELLED] = { ERR_NOT_AWARDED,
		"This referral was cancelled." },
	[REFERRAL_UNSUCCESSFUL] = { ERR_NOT_AWARDED,
		"No bid was compliant, so nothing was awarded." },
};

enum {
	RUNNING = IN_STATE(REFERRAL_DRAFT) | IN_STATE(REFERRAL_OPEN) | IN_STATE(REFERRAL_CLOSED) |
	    IN_STATE(REFERRAL_OPENED) | IN_STATE(REFERRAL_RANKED)
};

static const struct transition acts[REFERRAL_ACT__MAX] = {
	[REFERRAL_EDIT] = { "edit", ROLE_COUNCIL,
		IN_STATE(REFERRAL_DRAFT), LIFECYCLE_STAYS, needs_draft,
		"referral.changed", "updateReferral" },
	[REFERRAL_OVERRIDE] = { "override_identifiers", ROLE_COUNCIL,
		IN_STATE(REFERRAL_DRAFT), LIFECYCLE_STAYS, needs_draft,
		"referral.identifiers_overridden", "overrideIdentifiers" },
	[REFERRAL_PUBLISH] = { "publish", ROLE_COUNCIL,
		IN_STATE(REFERRAL_DRAFT), REFERRAL_OPEN, needs_draft,
		"referral.published", "publishReferral" },
	[REFERRAL_EXTEND] = { "extend", ROLE_COUNCIL,
		IN_STATE(REFERRAL_OPEN), LIFECYCLE_STAYS, needs_open,
		"referral.extended", "extendReferral" },
	[REFERRAL_CANCEL] = { "cancel", ROLE_COUNCIL,
		RUNNING, REFERRAL_CANCELLED, needs_running,
		"referral.cancelled", "cancelReferral" },
	[REFERRAL_BID] = { "bid", ROLE_PROVIDER,
		IN_STATE(REFERRAL_OPEN), LIFECYCLE_STAYS, needs_open,
		"bid.placed", "putBid" },
	[REFERRAL_REPLACE_BID] = { "replace_bid", ROLE_PROVIDER,
		IN_STATE(REFERRAL_OPEN), LIFECYCLE_STAYS, needs_open,
		"bid.replaced", "putBid" },
	[REFERRAL_WITHDRAW_BID] = { "withdraw_bid", ROLE_PROVIDER,
		IN_STATE(REFERRAL_OPEN), LIFECYCLE_STAYS, needs_open,
		"bid.withdrawn", "withdrawBid" },
	[REFERRAL_REFUSE_INVITATION] = { "refuse_invitation", ROLE_PROVIDER,
		IN_STATE(REFERRAL_OPEN), LIFECYCLE_STAYS, needs_open,
		"invitation.refused", "refuseInvitation" },
	[REFERRAL_ASK_OPENING] = { "ask_opening", ROLE_COUNCIL,
		IN_STATE(REFERRAL_CLOSED), LIFECYCLE_STAYS, needs_closed,
		"referral.opening_asked", "openBids" },
	[REFERRAL_OPEN_BIDS] = { "open", ROLE_COUNCIL,
		IN_STATE(REFERRAL_CLOSED), REFERRAL_OPENED, needs_closed,
		"referral.opened", "openBids" },
	[REFERRAL_EVALUATE] = { "evaluate", ROLE_COUNCIL,
		IN_STATE(REFERRAL_OPENED), LIFECYCLE_STAYS, needs_opened,
		"bid.evaluated", "putEvaluation" },
	[REFERRAL_AGREE] = { "agree", ROLE_COUNCIL,
		IN_STATE(REFERRAL_OPENED), LIFECYCLE_STAYS, needs_opened,
		"bid.consensus_reached", "putConsensus" },
	[REFERRAL_EXPLAIN] = { "explain", ROLE_PROVIDER,
		IN_STATE(REFERRAL_OPENED), LIFECYCLE_STAYS, needs_opened,
		"bid.explained", "explainBid" },
	[REFERRAL_DISREGARD] = { "disregard", ROLE_COUNCIL,
		IN_STATE(REFERRAL_OPENED), LIFECYCLE_STAYS, needs_opened,
		"bid.disregarded", "disregardBid" },
	[REFERRAL_RANK] = { "rank", ROLE_COUNCIL,
		IN_STATE(REFERRAL_OPENED), REFERRAL_RANKED, needs_opened,
		"referral.ranked", "rankReferral" },
	[REFERRAL_RANK_NONE] = { "rank, none compliant", ROLE_COUNCIL,
		IN_STATE(REFERRAL_OPENED), REFERRAL_UNSUCCESSFUL, needs_opened,
		"referral.ranked", "rankReferral" },
	[REFERRAL_CHOOSE] = { "choose", ROLE_COUNCIL,
		IN_STATE(REFERRAL_RANKED), LIFECYCLE_STAYS, needs_choice,
		"referral.choice_recorded", "putChoice" },
	[REFERRAL_RAISE_BUDGET] = { "raise_budget", ROLE_COUNCIL,
		IN_STATE(REFERRAL_RANKED), LIFECYCLE_STAYS, needs_ranked,
		"referral.budget_raised", "raiseBudget" },
	[REFERRAL_AWARD_BID] = { "award", ROLE_COUNCIL,
		IN_STATE(REFERRAL_RANKED), REFERRAL_AWARDED, needs_ranked,
		"referral.awarded", "awardReferral" },
	[REFERRAL_REFUSE_AWARD] = { "refuse_award", ROLE_PROVIDER,
		IN_STATE(REFERRAL_AWARDED), REFERRAL_RANKED, needs_award,
		"placement.refused", "refusePlacement" },
};
/* clang-format on */

const struct lifecycle referral_lifecycle = {
	.name = "referral",
	.states = "referral_state",
	.acts = acts,
	.acts_count = ARRAY_LEN(acts),
	.begins = "referral.created",
	.by_itself = "open --> closed: the deadline is reached",
};

enum referral_state
referral_state_at(enum referral_state stored, int64_t deadline, int64_t now)
{
	return stored == REFERRAL_OPEN && now >= deadline ? REFERRAL_CLOSED
							  : stored;
}

struct err *
referral_check(struct arena *a, enum referral_act act,
    enum referral_state state)
{
	return lifecycle_check(a, &referral_lifecycle, (int)act, (int)state);
}

enum referral_state
referral_next(enum referral_act act, enum referral_state state)
{
	return (enum referral_state)lifecycle_next(&referral_lifecycle,
	    (int)act, (int)state);
}

struct err *
extension_check(struct arena *a, const struct referral_terms *from,
    const struct referral_terms *to, int64_t now)
{
	struct err *faults = NULL;

	if (to->deadline < from->deadline)
		err_append(&faults,
		    err_at(a, "#/deadline",
			"An extension cannot make the deadline earlier."));
	else if (to->deadline <= now)
		err_append(&faults,
		    err_at(a, "#/deadline", "The deadline must lie ahead."));
	if (to->radius100 < from->radius100)
		err_append(&faults,
		    err_at(a, "#/radius_miles",
			"An extension cannot make the radius smaller."));
	if (!faults && to->deadline == from->deadline &&
	    to->radius100 == from->radius100)
		err_append(&faults,
		    err_at(a, "#",
			"An extension sets a later deadline, a wider radius, "
			"or both."));
	return faults;
}

struct err *
day_ahead_check(struct arena *a, const char *pointer, struct date day,
    struct date today)
{
	if (date_compare(day, today) >= 0)
		return NULL;
	return err_at(a, pointer, "This day is past: today is %s.",
	    date_words(a, today));
}

struct err *
day_reached_check(struct arena *a, const char *pointer, struct date day,
    struct date today)
{
	if (date_compare(day, today) <= 0)
		return NULL;
	return err_at(a, pointer, "This day has not come yet: today is %s.",
	    date_words(a, today));
}

struct err *
response_hours_check(struct arena *a, int64_t now, int64_t deadline, int hours)
{
	if (deadline > now && deadline - now >= hours * HOUR_US)
		return NULL;
	return err_at(a, "#/deadline",
	    "Providers must have at least %d hours from publication to the "
	    "deadline.",
	    hours);
}
