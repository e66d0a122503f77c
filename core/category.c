/*
 * category.c - the table.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/category.h"

#define UNOPENED                                                               \
	[CATEGORY_DRAFT] = { ERR_CATEGORY_NOT_OPEN,                            \
		"The scheme of this category is a draft." },                   \
	[CATEGORY_PUBLISHED] = { ERR_CATEGORY_NOT_OPEN,                        \
		"The scheme of this category has not been opened yet." }
#define GONE                                                                   \
	[CATEGORY_WITHDRAWN] = { ERR_CATEGORY_NOT_OPEN,                        \
		"This category has been withdrawn." }

/* clang-format off */
static const struct refusal needs_open[CATEGORY__MAX] = {
	UNOPENED,
	[CATEGORY_SUSPENDED] = { ERR_CATEGORY_NOT_OPEN,
		"This category is suspended: no new referrals." },
	GONE,
};

static const struct refusal needs_suspended[CATEGORY__MAX] = {
	UNOPENED,
	[CATEGORY_OPEN] = { ERR_CONFLICT,
		"This category is not suspended." },
	GONE,
};

static const struct transition acts[CATEGORY_ACT__MAX] = {
	[CATEGORY_SUSPEND] = { "suspend", ROLE_LEAD,
		IN_STATE(CATEGORY_OPEN),
		CATEGORY_SUSPENDED, needs_open,
		"category.suspended", "suspendCategory" },
	[CATEGORY_RESUME] = { "resume", ROLE_LEAD,
		IN_STATE(CATEGORY_SUSPENDED),
		CATEGORY_OPEN, needs_suspended,
		"category.resumed", "resumeCategory" },
	[CATEGORY_WITHDRAW] = { "withdraw", ROLE_LEAD,
		IN_STATE(CATEGORY_OPEN) | IN_STATE(CATEGORY_SUSPENDED),
		CATEGORY_WITHDRAWN, needs_open,
		"category.withdrawn", "withdrawCategory" },
	[CATEGORY_REFER] = { "refer", ROLE_COUNCIL,
		IN_STATE(CATEGORY_OPEN),
		LIFECYCLE_STAYS, needs_open,
		NULL, "publishReferral" },
};
/* clang-format on */

const struct lifecycle category_lifecycle = {
	.name = "category",
	.states = "category_state",
	.begins = "category.added",
	.acts = acts,
	.acts_count = ARRAY_LEN(acts),
	.by_itself = "draft --> published: its scheme is announced\n"
		     "\tpublished --> open: its scheme is opened",
};
