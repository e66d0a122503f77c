/*
 * application.c - the tables.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/application.h"

/* clang-format off */
static const struct refusal needs_draft[APPLICATION__MAX] = {
	[APPLICATION_SUBMITTED] = { ERR_APPLICATION_NOT_DRAFT,
		"This application has been submitted; its receipt covers it as it is." },
	[APPLICATION_DECIDED] = { ERR_APPLICATION_NOT_DRAFT,
		"This application has been decided." },
};

static const struct refusal needs_submitted[APPLICATION__MAX] = {
	[APPLICATION_DRAFT] = { ERR_ENTRY_NOT_SUBMITTED,
		"This application has not been submitted yet." },
	[APPLICATION_DECIDED] = { ERR_ENTRY_DECIDED,
		"This application has been decided." },
};

static const struct transition application_acts[APPLICATION_ACT__MAX] = {
	[APPLICATION_EDIT] = { "edit", ROLE_PROVIDER,
		IN_STATE(APPLICATION_DRAFT),
		LIFECYCLE_STAYS, needs_draft,
		"application.changed", NULL },
	[APPLICATION_SUBMIT] = { "submit", ROLE_PROVIDER,
		IN_STATE(APPLICATION_DRAFT),
		APPLICATION_SUBMITTED, needs_draft,
		"application.submitted", "submitApplication" },
	[APPLICATION_SETTLE] = { "decide_last_entry", ROLE_LEAD,
		IN_STATE(APPLICATION_SUBMITTED),
		APPLICATION_DECIDED, needs_submitted,
		"application.decided", "decideEntry" },
};

static const struct refusal entry_needs_draft[ENTRY__MAX] = {
	[ENTRY_SUBMITTED] = { ERR_APPLICATION_NOT_DRAFT,
		"This entry has been submitted; its receipt covers it as it is." },
	[ENTRY_ASSESSED] = { ERR_APPLICATION_NOT_DRAFT,
		"This entry has been submitted and assessed." },
	[ENTRY_ACCREDITED] = { ERR_APPLICATION_NOT_DRAFT,
		"This entry has been decided: accredited." },
	[ENTRY_REFUSED] = { ERR_APPLICATION_NOT_DRAFT,
		"This entry has been decided: refused." },
	[ENTRY_WITHDRAWN] = { ERR_APPLICATION_NOT_DRAFT,
		"This entry was withdrawn." },
};

static const struct refusal entry_needs_submitted[ENTRY__MAX] = {
	[ENTRY_DRAFT] = { ERR_ENTRY_NOT_SUBMITTED,
		"This entry has not been submitted yet." },
	[ENTRY_ACCREDITED] = { ERR_ENTRY_DECIDED,
		"This entry has been decided: accredited." },
	[ENTRY_REFUSED] = { ERR_ENTRY_DECIDED,
		"This entry has been decided: refused." },
	[ENTRY_WITHDRAWN] = { ERR_ENTRY_DECIDED,
		"This entry was withdrawn." },
};

static const struct refusal entry_needs_assessed[ENTRY__MAX] = {
	[ENTRY_DRAFT] = { ERR_ENTRY_NOT_SUBMITTED,
		"This entry has not been submitted yet." },
	[ENTRY_SUBMITTED] = { ERR_ENTRY_NOT_ASSESSED,
		"This entry has not been assessed yet." },
	[ENTRY_ACCREDITED] = { ERR_ENTRY_DECIDED,
		"This entry has been decided: accredited." },
	[ENTRY_REFUSED] = { ERR_ENTRY_DECIDED,
		"This entry has been decided: refused." },
	[ENTRY_WITHDRAWN] = { ERR_ENTRY_DECIDED,
		"This entry was withdrawn." },
};

static const struct refusal entry_needs_scoring[ENTRY__MAX] = {
	[ENTRY_DRAFT] = { ERR_ENTRY_NOT_SUBMITTED,
		"This entry has not been submitted yet." },
	[ENTRY_ASSESSED] = { ERR_EVALUATORS_COMPLETE,
		"All have scored this entry, and it has been assessed." },
	[ENTRY_ACCREDITED] = { ERR_ENTRY_DECIDED,
		"This entry has been decided: accredited." },
	[ENTRY_REFUSED] = { ERR_ENTRY_DECIDED,
		"This entry has been decided: refused." },
	[ENTRY_WITHDRAWN] = { ERR_ENTRY_DECIDED,
		"This entry was withdrawn." },
};

static const struct transition entry_acts[ENTRY_ACT__MAX] = {
	[ENTRY_EDIT] = { "edit", ROLE_PROVIDER,
		IN_STATE(ENTRY_DRAFT),
		LIFECYCLE_STAYS, entry_needs_draft,
		"entry.changed", "putEntry" },
	[ENTRY_SUBMIT] = { "submit", ROLE_PROVIDER,
		IN_STATE(ENTRY_DRAFT),
		ENTRY_SUBMITTED, entry_needs_draft,
		"application.submitted", "submitApplication" },
	[ENTRY_ASSESS] = { "assess", ROLE_LEAD,
		IN_STATE(ENTRY_SUBMITTED) | IN_STATE(ENTRY_ASSESSED),
		ENTRY_ASSESSED, entry_needs_submitted,
		"entry.assessed", "putAssessment" },
	[ENTRY_ASK_SCORER] = { "ask_scorer", ROLE_LEAD,
		IN_STATE(ENTRY_SUBMITTED),
		LIFECYCLE_STAYS, entry_needs_scoring,
		"entry.scorer_asked", "putScorer" },
	[ENTRY_RELEASE_SCORER] = { "release_scorer", ROLE_LEAD,
		IN_STATE(ENTRY_SUBMITTED),
		LIFECYCLE_STAYS, entry_needs_scoring,
		"entry.scorer_released", "deleteScorer" },
	[ENTRY_SCORE] = { "score", ROLE_LEAD,
		IN_STATE(ENTRY_SUBMITTED),
		LIFECYCLE_STAYS, entry_needs_scoring,
		"entry.scored", "putScores" },
	[ENTRY_SCORE_AS_PARTNER] = { "score_as_partner", ROLE_COUNCIL,
		IN_STATE(ENTRY_SUBMITTED),
		LIFECYCLE_STAYS, entry_needs_scoring,
		"entry.scored", "putScores" },
	[ENTRY_MODERATE] = { "moderate", ROLE_LEAD,
		IN_STATE(ENTRY_SUBMITTED) | IN_STATE(ENTRY_ASSESSED),
		ENTRY_SUBMITTED, entry_needs_submitted,
		"entry.moderated", "putScoreConsensus" },
	[ENTRY_ACCREDIT] = { "accredit", ROLE_LEAD,
		IN_STATE(ENTRY_ASSESSED),
		ENTRY_ACCREDITED, entry_needs_assessed,
		"entry.accredited", "decideEntry" },
	[ENTRY_REFUSE] = { "refuse", ROLE_LEAD,
		IN_STATE(ENTRY_ASSESSED),
		ENTRY_REFUSED, entry_needs_assessed,
		"entry.refused", "decideEntry" },
	[ENTRY_WITHDRAW] = { "withdraw", ROLE_PROVIDER,
		IN_STATE(ENTRY_SUBMITTED) | IN_STATE(ENTRY_ASSESSED),
		ENTRY_WITHDRAWN, entry_needs_submitted,
		"entry.withdrawn", NULL },
};
/* clang-format on */

const struct lifecycle application_lifecycle = {
	.name = "application",
	.states = "application_state",
	.begins = "application.created",
	.acts = application_acts,
	.acts_count = ARRAY_LEN(application_acts),
};

struct err *
application_check(struct arena *a, enum application_act act,
    enum application_state state)
{
	return lifecycle_check(a, &application_lifecycle, (int)act, (int)state);
}

enum application_state
application_next(enum application_act act, enum application_state state)
{
	return (enum application_state)lifecycle_next(&application_lifecycle,
	    (int)act, (int)state);
}

const struct lifecycle entry_lifecycle = {
	.name = "entry",
	.states = "entry_state",
	.begins = "application.created",
	.acts = entry_acts,
	.acts_count = ARRAY_LEN(entry_acts),
};

struct err *
entry_check(struct arena *a, enum entry_act act, enum entry_state state)
{
	return lifecycle_check(a, &entry_lifecycle, (int)act, (int)state);
}

enum entry_state
entry_next(enum entry_act act, enum entry_state state)
{
	return (enum entry_state)lifecycle_next(&entry_lifecycle, (int)act,
	    (int)state);
}
