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
		LIFECYCLE_STAYS, needs_draft,
		"scheme.changed", NULL },
	[SCHEME_REMOVE_COUNCIL] = { "remove_council", ROLE_LEAD,
		IN_STATE(SCHEME_DRAFT),
		LIFECYCLE_STAYS, needs_draft,
		"scheme.council_removed", "deleteSchemeCouncil" },
	[SCHEME_ADD_COUNCIL] = { "add_council", ROLE_LEAD,
		IN_STATE(SCHEME_DRAFT) | IN_STATE(SCHEME_OPEN),
		LIFECYCLE_STAYS, needs_not_closed,
		"scheme.council_added", "putSchemeCouncil" },
	[SCHEME_PUT_COUNCIL] = { "put_council", ROLE_LEAD,
		IN_STATE(SCHEME_DRAFT) | IN_STATE(SCHEME_OPEN),
		LIFECYCLE_STAYS, needs_not_closed,
		"scheme.council_changed", "putSchemeCouncil" },
	[SCHEME_ADD_CATEGORY] = { "add_category", ROLE_LEAD,
		IN_STATE(SCHEME_DRAFT) | IN_STATE(SCHEME_OPEN),
		LIFECYCLE_STAYS, needs_not_closed,
		"category.added", "createCategory" },
	[SCHEME_START] = { "open", ROLE_LEAD,
		IN_STATE(SCHEME_DRAFT),
		SCHEME_OPEN, needs_draft,
		"scheme.opened", "openScheme" },
	[SCHEME_APPLY] = { "apply", ROLE_PROVIDER,
		IN_STATE(SCHEME_OPEN),
		LIFECYCLE_STAYS, needs_open,
		NULL, "createApplication" },
	[SCHEME_DECIDE] = { "decide", ROLE_LEAD,
		IN_STATE(SCHEME_OPEN),
		LIFECYCLE_STAYS, needs_open,
		NULL, "decideEntry" },
	[SCHEME_REFER] = { "refer", ROLE_COUNCIL,
		IN_STATE(SCHEME_OPEN),
		LIFECYCLE_STAYS, needs_open,
		NULL, "publishReferral" },
	[SCHEME_END] = { "close", ROLE_LEAD,
		IN_STATE(SCHEME_OPEN),
		SCHEME_CLOSED, needs_open,
		"scheme.closed", NULL },
};
/* clang-format on */

const struct lifecycle scheme_lifecycle = {
	.name = "scheme",
	.states = "scheme_state",
	.begins = "scheme.created",
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
