/*
 * interest.c - the table.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/interest.h"

/* clang-format off */
static const struct refusal needs_open[INTEREST__MAX] = {
	[INTEREST_REGISTERED] = { ERR_INVITATION_NOT_OPEN,
		"The supplier has registered already." },
};

static const struct refusal needs_invitation[INTEREST__MAX] = {
	[INTEREST_RECEIVED] = { ERR_INVITATION_NOT_OPEN,
		"Nobody has been invited to register yet." },
	[INTEREST_REGISTERED] = { ERR_INVITATION_NOT_OPEN,
		"Somebody has registered with this invitation." },
	[INTEREST_EXPIRED] = { ERR_INVITATION_NOT_OPEN,
		"This invitation has expired; ask for another one." },
};

static const struct transition acts[INTEREST_ACT__MAX] = {
	[INTEREST_INVITE_LEAD] = { "invite", ROLE_LEAD,
		IN_STATE(INTEREST_RECEIVED) | IN_STATE(INTEREST_INVITED) |
		    IN_STATE(INTEREST_EXPIRED),
		INTEREST_INVITED, needs_open,
		"expression_of_interest.invited", "inviteSupplier" },
	[INTEREST_INVITE_PORTAL] = { "invite", ROLE_PORTAL,
		IN_STATE(INTEREST_RECEIVED) | IN_STATE(INTEREST_INVITED) |
		    IN_STATE(INTEREST_EXPIRED),
		INTEREST_INVITED, needs_open,
		"expression_of_interest.invited", "inviteSupplier" },
	/* by whoever holds the token: a role there is none for */
	[INTEREST_REGISTER] = { "register", ROLE__MAX,
		IN_STATE(INTEREST_INVITED),
		INTEREST_REGISTERED, needs_invitation,
		"expression_of_interest.registered", NULL },
};
/* clang-format on */

const struct lifecycle interest_lifecycle = {
	.name = "expression of interest",
	.states = "interest_state",
	.begins = "expression_of_interest.received",
	.acts = acts,
	.acts_count = ARRAY_LEN(acts),
	.by_itself = "invited --> expired: thirty days have passed",
};

enum interest_state
interest_state_at(enum interest_state stored, int64_t expires, int64_t now)
{
	return stored == INTEREST_INVITED && now >= expires ? INTEREST_EXPIRED
							    : stored;
}

enum interest_act
interest_invitation(enum role role)
{
	return role == ROLE_LEAD ? INTEREST_INVITE_LEAD
				 : INTEREST_INVITE_PORTAL;
}
