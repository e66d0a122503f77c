/*
 * placement.c - the table.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/placement.h"

/* clang-format off */
static const struct refusal needs_provider[PLACEMENT__MAX] = {
	[PLACEMENT_AWAITING_COUNCIL] = { ERR_ALREADY_SIGNED,
		"The provider has signed already; the council is next." },
	[PLACEMENT_ACTIVE] = { ERR_ALREADY_SIGNED,
		"Both parties have signed." },
	[PLACEMENT_REFUSED] = { ERR_PLACEMENT_NOT_OPEN,
		"The provider refused this placement." },
};

static const struct refusal needs_council[PLACEMENT__MAX] = {
	[PLACEMENT_AWAITING_PROVIDER] = { ERR_PROVIDER_SIGNS_FIRST,
		"The provider has not signed yet." },
	[PLACEMENT_ACTIVE] = { ERR_ALREADY_SIGNED,
		"Both parties have signed." },
	[PLACEMENT_REFUSED] = { ERR_PLACEMENT_NOT_OPEN,
		"The provider refused this placement." },
};

static const struct refusal needs_waiting[PLACEMENT__MAX] = {
	[PLACEMENT_ACTIVE] = { ERR_PLACEMENT_NOT_OPEN,
		"Both parties have signed; the placement can no longer be refused." },
	[PLACEMENT_REFUSED] = { ERR_PLACEMENT_NOT_OPEN,
		"The provider has refused this placement already." },
};

static const struct refusal needs_award[PLACEMENT__MAX] = {
	[PLACEMENT_REFUSED] = { ERR_PLACEMENT_NOT_OPEN,
		"The provider refused this placement; nothing is disclosed to it." },
};

static const struct transition acts[PLACEMENT_ACT__MAX] = {
	[PLACEMENT_SIGN_PROVIDER] = { "sign", ROLE_PROVIDER,
		IN_STATE(PLACEMENT_AWAITING_PROVIDER),
		PLACEMENT_AWAITING_COUNCIL, needs_provider,
		"placement.signed", "signPlacement" },
	[PLACEMENT_SIGN_COUNCIL] = { "sign", ROLE_COUNCIL,
		IN_STATE(PLACEMENT_AWAITING_COUNCIL),
		PLACEMENT_ACTIVE, needs_council,
		"placement.activated", "signPlacement" },
	[PLACEMENT_REFUSE] = { "refuse", ROLE_PROVIDER,
		IN_STATE(PLACEMENT_AWAITING_PROVIDER) |
		    IN_STATE(PLACEMENT_AWAITING_COUNCIL),
		PLACEMENT_REFUSED, needs_waiting,
		"placement.refused", "refusePlacement" },
	[PLACEMENT_DISCLOSE] = { "disclose", ROLE_COUNCIL,
		IN_STATE(PLACEMENT_AWAITING_PROVIDER) |
		    IN_STATE(PLACEMENT_AWAITING_COUNCIL) |
		    IN_STATE(PLACEMENT_ACTIVE),
		LIFECYCLE_STAYS, needs_award,
		"placement.disclosed", "putDisclosure" },
};
/* clang-format on */

const struct lifecycle placement_lifecycle = {
	.name = "placement",
	.states = "placement_state",
	.begins = "placement.issued",
	.acts = acts,
	.acts_count = ARRAY_LEN(acts),
};

enum placement_state
placement_next(enum placement_act act, enum placement_state state)
{
	return (enum placement_state)lifecycle_next(&placement_lifecycle,
	    (int)act, (int)state);
}

enum placement_act
placement_signature(enum role role)
{
	return role == ROLE_PROVIDER ? PLACEMENT_SIGN_PROVIDER
				     : PLACEMENT_SIGN_COUNCIL;
}
