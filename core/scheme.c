/*
 * scheme.c - the table.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/scheme.h"

/* clang-format off */
static const struct refusal needs_draft[SCHEME__MAX] = {
	[SCHEME_OPEN] = { ERR_SCHEME_NOT_DRAFT,
		"This scheme is open; its terms can no longer be changed." },
	[SCHEME_CLOSED] = { ERR_SCHEME_NOT_DRAFT,
		"This scheme has ended." },
};

static const struct refusal needs_open[SCHEME__MAX] = {
	[SCHEME_DRAFT] = { ERR_SCHEME_NOT_OPEN,
		"This scheme has not been opened yet." },
	[SCHEME_CLOSED] = { ERR_SCHEME_NOT_OPEN,
		"This scheme has ended." },
};

static const struct refusal needs_not_closed[SCHEME__MAX] = {
	[SCHEME_CLOSED] = { ERR_SCHEME_NOT_OPEN,
		"This scheme has ended." },
};

static const struct transition acts[SCHEME_ACT__MAX] = {
	[SCHEME_EDIT] = { "edit", ROLE_LEAD,
		IN_STATE(SCHEME_DRAFT),
		LIFECYCLE_STAYS, needs_draft },
	[SCHEME_REMOVE_COUNCIL] = { "remove_council", ROLE_LEAD,
		IN_STATE(SCHEME_DRAFT),
		LIFECYCLE_STAYS, needs_draft },
	[SCHEME_PUT_COUNCIL] = { "put_council", ROLE_LEAD,
		IN_STATE(SCHEME_DRAFT) | IN_STATE(SCHEME_OPEN),
		LIFECYCLE_STAYS, needs_not_closed },
	[SCHEME_ADD_CATEGORY] = { "add_category", ROLE_LEAD,
		IN_STATE(SCHEME_DRAFT) | IN_STATE(SCHEME_OPEN),
		LIFECYCLE_STAYS, needs_not_closed },
	[SCHEME_START] = { "open", ROLE_LEAD,
		IN_STATE(SCHEME_DRAFT),
		SCHEME_OPEN, needs_draft },
	[SCHEME_APPLY] = { "apply", ROLE_PROVIDER,
		IN_STATE(SCHEME_OPEN),
		LIFECYCLE_STAYS, needs_open },
	[SCHEME_DECIDE] = { "decide", ROLE_LEAD,
		IN_STATE(SCHEME_OPEN),
		LIFECYCLE_STAYS, needs_open },
	[SCHEME_REFER] = { "refer", ROLE_COUNCIL,
		IN_STATE(SCHEME_OPEN),
		LIFECYCLE_STAYS, needs_open },
	[SCHEME_END] = { "close", ROLE_LEAD,
		IN_STATE(SCHEME_OPEN),
		SCHEME_CLOSED, needs_open },
};
/* clang-format on */

const struct lifecycle scheme_lifecycle = {
	.name = "scheme",
	.states = "scheme_state",
	.acts = acts,
	.acts_count = ARRAY_LEN(acts),
};

struct err *
scheme_check(struct arena *a, enum scheme_act act, enum scheme_state state)
{
	return lifecycle_check(a, &scheme_lifecycle, (int)act, (int)state);
}

enum scheme_state
scheme_next(enum scheme_act act, enum scheme_state state)
{
	return (enum scheme_state)lifecycle_next(&scheme_lifecycle, (int)act,
	    (int)state);
}
