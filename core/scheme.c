/*
 * scheme.c - the table.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/scheme.h"

/* What initializes cannot be put in parentheses. */
/* NOLINTBEGIN(bugprone-macro-parentheses) */
#define OVER(kind)                                                             \
	[SCHEME_CLOSING] = { kind,                                             \
		"This scheme takes nothing new any more." },                   \
	[SCHEME_CLOSED] = { kind, "This scheme has ended." },                  \
	[SCHEME_ABANDONED] = { kind, "This scheme was given up." }
/* NOLINTEND(bugprone-macro-parentheses) */

/* clang-format off */
static const struct refusal needs_draft[SCHEME__MAX] = {
	[SCHEME_INTENTION] = { ERR_SCHEME_NOT_DRAFT,
		"This scheme has been announced." },
	[SCHEME_INITIAL_ROUND] = { ERR_SCHEME_NOT_DRAFT,
		"The initial round of this scheme has begun." },
	[SCHEME_OPEN] = { ERR_SCHEME_NOT_DRAFT,
		"This scheme is open; its terms can no longer be changed." },
	[SCHEME_DECISIONS_PAUSED] = { ERR_SCHEME_NOT_DRAFT,
		"This scheme is open; its terms can no longer be changed." },
	OVER(ERR_SCHEME_NOT_DRAFT),
};

static const struct refusal needs_unopened[SCHEME__MAX] = {
	[SCHEME_INTENTION] = { ERR_SCHEME_NOT_DRAFT,
		"What was announced begins with its initial round." },
	[SCHEME_INITIAL_ROUND] = { ERR_SCHEME_NOT_DRAFT,
		"The initial round of this scheme has begun." },
	[SCHEME_OPEN] = { ERR_SCHEME_NOT_DRAFT,
		"This scheme has been opened." },
	[SCHEME_DECISIONS_PAUSED] = { ERR_SCHEME_NOT_DRAFT,
		"This scheme has been opened." },
	OVER(ERR_SCHEME_NOT_DRAFT),
};

static const struct refusal needs_open[SCHEME__MAX] = {
	[SCHEME_DRAFT] = { ERR_SCHEME_NOT_OPEN,
		"This scheme has not been opened yet." },
	[SCHEME_INTENTION] = { ERR_SCHEME_NOT_OPEN,
		"This scheme has been announced and not opened yet." },
	[SCHEME_INITIAL_ROUND] = { ERR_INITIAL_ROUND_INCOMPLETE,
		"The applications of the initial round are decided on first." },
	[SCHEME_DECISIONS_PAUSED] = { ERR_DECISIONS_PAUSED,
		"Decisions are paused; applications are still received." },
	OVER(ERR_SCHEME_NOT_OPEN),
};

static const struct refusal needs_published[SCHEME__MAX] = {
	[SCHEME_DRAFT] = { ERR_SCHEME_NOT_OPEN,
		"This scheme is a draft, which is changed without a version." },
	OVER(ERR_SCHEME_NOT_OPEN),
};

static const struct refusal needs_pause[SCHEME__MAX] = {
	[SCHEME_DRAFT] = { ERR_SCHEME_NOT_OPEN,
		"This scheme has not been opened yet." },
	[SCHEME_INTENTION] = { ERR_SCHEME_NOT_OPEN,
		"This scheme has been announced and not opened yet." },
	[SCHEME_INITIAL_ROUND] = { ERR_SCHEME_NOT_OPEN,
		"Decisions of the initial round are not paused." },
	[SCHEME_OPEN] = { ERR_CONFLICT,
		"Decisions are not paused." },
	OVER(ERR_SCHEME_NOT_OPEN),
};

static const struct refusal needs_running[SCHEME__MAX] = {
	OVER(ERR_SCHEME_NOT_OPEN),
};

enum {
	PREPARED = IN_STATE(SCHEME_DRAFT) | IN_STATE(SCHEME_INTENTION),
	ENTERED = IN_STATE(SCHEME_INITIAL_ROUND) | IN_STATE(SCHEME_OPEN) |
	    IN_STATE(SCHEME_DECISIONS_PAUSED),
	OPENED = IN_STATE(SCHEME_OPEN) | IN_STATE(SCHEME_DECISIONS_PAUSED)
};

static const struct transition acts[SCHEME_ACT__MAX] = {
	[SCHEME_EDIT] = { "edit", ROLE_LEAD,
		IN_STATE(SCHEME_DRAFT),
		LIFECYCLE_STAYS, needs_draft,
		"scheme.changed", "updateScheme" },
	[SCHEME_REMOVE_COUNCIL] = { "remove_council", ROLE_LEAD,
		IN_STATE(SCHEME_DRAFT),
		LIFECYCLE_STAYS, needs_draft,
		"scheme.council_removed", "deleteSchemeCouncil" },
	[SCHEME_ADD_COUNCIL] = { "add_council", ROLE_LEAD,
		PREPARED | ENTERED,
		LIFECYCLE_STAYS, needs_running,
		"scheme.council_added", "putSchemeCouncil" },
	[SCHEME_PUT_COUNCIL] = { "put_council", ROLE_LEAD,
		PREPARED | ENTERED,
		LIFECYCLE_STAYS, needs_running,
		"scheme.council_changed", "putSchemeCouncil" },
	[SCHEME_ADD_CATEGORY] = { "add_category", ROLE_LEAD,
		PREPARED | ENTERED,
		LIFECYCLE_STAYS, needs_running,
		"category.added", "createCategory" },
	[SCHEME_ADD_TRANCHE] = { "add_tranche", ROLE_LEAD,
		PREPARED | ENTERED,
		LIFECYCLE_STAYS, needs_running,
		"scheme.tranche_added", "createTranche" },
	[SCHEME_ANNOUNCE] = { "announce", ROLE_LEAD,
		IN_STATE(SCHEME_DRAFT),
		SCHEME_INTENTION, needs_draft,
		"scheme.announced", "announceScheme" },
	[SCHEME_START_ROUND] = { "start_initial_round", ROLE_LEAD,
		PREPARED,
		SCHEME_INITIAL_ROUND, needs_unopened,
		"scheme.initial_round_started", "startInitialRound" },
	[SCHEME_START] = { "open", ROLE_LEAD,
		IN_STATE(SCHEME_DRAFT) | IN_STATE(SCHEME_INITIAL_ROUND),
		SCHEME_OPEN, needs_unopened,
		"scheme.opened", "openScheme" },
	[SCHEME_CHANGE] = { "change", ROLE_LEAD,
		IN_STATE(SCHEME_INTENTION) | ENTERED,
		LIFECYCLE_STAYS, needs_published,
		"scheme.version_made", "updateScheme" },
	[SCHEME_EXTEND] = { "extend", ROLE_LEAD,
		ENTERED,
		LIFECYCLE_STAYS, needs_open,
		"scheme.extended", "extendScheme" },
	[SCHEME_PAUSE] = { "pause_decisions", ROLE_LEAD,
		IN_STATE(SCHEME_OPEN),
		SCHEME_DECISIONS_PAUSED, needs_open,
		"scheme.decisions_paused", "pauseDecisions" },
	[SCHEME_RESUME] = { "resume_decisions", ROLE_LEAD,
		IN_STATE(SCHEME_DECISIONS_PAUSED),
		SCHEME_OPEN, needs_pause,
		"scheme.decisions_resumed", "resumeDecisions" },
	[SCHEME_APPLY] = { "apply", ROLE_PROVIDER,
		ENTERED,
		LIFECYCLE_STAYS, needs_open,
		NULL, "createApplication" },
	[SCHEME_DECIDE] = { "decide", ROLE_LEAD,
		IN_STATE(SCHEME_INITIAL_ROUND) | IN_STATE(SCHEME_OPEN),
		LIFECYCLE_STAYS, needs_open,
		NULL, "decideEntry" },
	[SCHEME_REFER] = { "refer", ROLE_COUNCIL,
		OPENED,
		LIFECYCLE_STAYS, needs_open,
		NULL, "publishReferral" },
	[SCHEME_END] = { "close", ROLE_LEAD,
		ENTERED,
		SCHEME_CLOSING, needs_open,
		"scheme.closed", "closeScheme" },
	[SCHEME_ABANDON] = { "abandon", ROLE_LEAD,
		PREPARED,
		SCHEME_ABANDONED, needs_unopened,
		"scheme.abandoned", "abandonScheme" },
};
/* clang-format on */

const struct lifecycle scheme_lifecycle = {
	.name = "scheme",
	.states = "scheme_state",
	.begins = "scheme.created",
	.acts = acts,
	.acts_count = ARRAY_LEN(acts),
	.by_itself = "open --> closing: its last day is over\n"
		     "\tdecisions_paused --> open: the pause is over\n"
		     "\tclosing --> closed: no referral is under way",
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

static struct err *
extension_faults(struct arena *a, const struct scheme_extension *x)
{
	struct err *faults = NULL;

	if (date_compare(x->to, x->from) <= 0)
		err_append(&faults,
		    err_at(a, "#/valid_to", "An extension ends later than %s.",
			date_words(a, x->from)));
	if (date_compare(x->to, *x->extends_to) > 0)
		err_append(&faults,
		    err_at(a, "#/valid_to",
			"Its terms foresee an extension to %s at most.",
			date_words(a, *x->extends_to)));
	if (date_compare(x->decided_on, x->today) > 0)
		err_append(&faults, err_at(a, "#/decision/decided_on",
					"This day has not come yet."));
	return faults;
}

struct err *
scheme_extension_check(struct arena *a, const struct scheme_extension *x)
{
	if (!x->extends_to)
		return err_new(a, ERR_EXTENSION_NOT_FORESEEN,
		    "The terms of this scheme foresee no extension.");
	if (date_compare(x->today, x->from) >= 0)
		return err_new(a, ERR_DEADLINE_PASSED,
		    "An extension is decided and recorded before the last "
		    "day, which is %s.",
		    date_words(a, x->from));
	return extension_faults(a, x);
}

struct err *
scheme_pause_check(struct arena *a, struct date from, struct date until,
    struct date today)
{
	struct err *faults = NULL;

	if (date_compare(from, today) < 0)
		err_append(&faults,
		    err_at(a, "#/from", "This day is past: today is %s.",
			date_words(a, today)));
	if (date_compare(until, from) <= 0)
		err_append(&faults,
		    err_at(a, "#/until",
			"Decisions are made again on a day after the pause "
			"began."));
	return faults;
}
