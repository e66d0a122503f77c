/*
 * application.c - the tables, and the days of an information request.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/application.h"

/* clang-format off */
#define ENDED_APPLICATION(kind)                                               \
	[APPLICATION_WITHDRAWN] = { kind,                                     \
		"This application was withdrawn." },                          \
	[APPLICATION_LAPSED] = { kind,                                        \
		"This application lapsed: a request for information was "     \
		"not answered." }

#define ASKED_APPLICATION(kind)                                               \
	[APPLICATION_INFORMATION_REQUESTED] = { kind,                         \
		"The application waits for information that was asked for." }

static const struct refusal needs_draft[APPLICATION__MAX] = {
	[APPLICATION_SUBMITTED] = { ERR_APPLICATION_NOT_DRAFT,
		"This application has been submitted; its receipt covers it as it is." },
	[APPLICATION_DECIDED] = { ERR_APPLICATION_NOT_DRAFT,
		"This application has been decided." },
	ASKED_APPLICATION(ERR_APPLICATION_NOT_DRAFT),
	ENDED_APPLICATION(ERR_APPLICATION_NOT_DRAFT),
};

static const struct refusal needs_submitted[APPLICATION__MAX] = {
	[APPLICATION_DRAFT] = { ERR_ENTRY_NOT_SUBMITTED,
		"This application has not been submitted yet." },
	[APPLICATION_DECIDED] = { ERR_ENTRY_DECIDED,
		"This application has been decided." },
	ASKED_APPLICATION(ERR_INFORMATION_REQUESTED),
	ENDED_APPLICATION(ERR_ENTRY_DECIDED),
};

static const struct refusal needs_request[APPLICATION__MAX] = {
	[APPLICATION_DRAFT] = { ERR_INFORMATION_NOT_REQUESTED,
		"This application has not been submitted yet." },
	[APPLICATION_SUBMITTED] = { ERR_INFORMATION_NOT_REQUESTED,
		"Nothing is being asked about this application." },
	[APPLICATION_DECIDED] = { ERR_INFORMATION_NOT_REQUESTED,
		"This application has been decided." },
	ENDED_APPLICATION(ERR_INFORMATION_NOT_REQUESTED),
};

static const struct refusal needs_decided[APPLICATION__MAX] = {
	[APPLICATION_DRAFT] = { ERR_ENTRY_NOT_SUBMITTED,
		"This application has not been submitted yet." },
	ASKED_APPLICATION(ERR_INFORMATION_REQUESTED),
	ENDED_APPLICATION(ERR_ENTRY_DECIDED),
};

static const struct transition application_acts[APPLICATION_ACT__MAX] = {
	[APPLICATION_EDIT] = { "edit", ROLE_PROVIDER,
		IN_STATE(APPLICATION_DRAFT),
		LIFECYCLE_STAYS, needs_draft,
		"application.changed", "putCommonAnswers" },
	[APPLICATION_ADD_ENTRY] = { "add_entry", ROLE_PROVIDER,
		IN_STATE(APPLICATION_DRAFT),
		LIFECYCLE_STAYS, needs_draft,
		"entry.added", "createEntry" },
	[APPLICATION_SUBMIT] = { "submit", ROLE_PROVIDER,
		IN_STATE(APPLICATION_DRAFT),
		APPLICATION_SUBMITTED, needs_draft,
		"application.submitted", "submitApplication" },
	[APPLICATION_SETTLE] = { "decide_last_entry", ROLE_LEAD,
		IN_STATE(APPLICATION_SUBMITTED),
		APPLICATION_DECIDED, needs_submitted,
		"application.decided", "decideEntry" },
	[APPLICATION_HANDLE] = { "handle", ROLE_LEAD,
		IN_STATE(APPLICATION_SUBMITTED),
		LIFECYCLE_STAYS, needs_submitted,
		NULL, "putAssessment" },
	[APPLICATION_SIGN] = { "sign_agreement", ROLE_PROVIDER,
		IN_STATE(APPLICATION_SUBMITTED) |
		    IN_STATE(APPLICATION_INFORMATION_REQUESTED),
		LIFECYCLE_STAYS, needs_submitted,
		"application.agreement_signed", "signAgreement" },
	[APPLICATION_ASK] = { "request_information", ROLE_LEAD,
		IN_STATE(APPLICATION_SUBMITTED),
		APPLICATION_INFORMATION_REQUESTED, needs_submitted,
		"application.information_requested", "createInformationRequest" },
	[APPLICATION_ANSWER] = { "answer_information_request", ROLE_PROVIDER,
		IN_STATE(APPLICATION_INFORMATION_REQUESTED),
		APPLICATION_SUBMITTED, needs_request,
		"application.information_answered", "answerInformationRequest" },
	[APPLICATION_WITHDRAW] = { "withdraw", ROLE_PROVIDER,
		IN_STATE(APPLICATION_SUBMITTED) |
		    IN_STATE(APPLICATION_INFORMATION_REQUESTED),
		APPLICATION_WITHDRAWN, needs_submitted,
		"application.withdrawn", "withdrawApplication" },
	[APPLICATION_LAPSE] = { "lapse", ROLE__MAX,
		IN_STATE(APPLICATION_INFORMATION_REQUESTED),
		APPLICATION_LAPSED, needs_request,
		"application.lapsed", NULL },
	[APPLICATION_REOPEN] = { "reopen", ROLE_LEAD,
		IN_STATE(APPLICATION_SUBMITTED) | IN_STATE(APPLICATION_DECIDED),
		APPLICATION_SUBMITTED, needs_decided,
		"entry.reopened", "answerReview" },
};

#define ENDED_ENTRY(kind)                                                     \
	[ENTRY_ACCREDITED] = { kind,                                          \
		"This entry has been decided: accredited." },                 \
	[ENTRY_REFUSED] = { kind,                                             \
		"This entry has been decided: refused." },                    \
	[ENTRY_WITHDRAWN] = { kind,                                           \
		"This entry was withdrawn." },                                \
	[ENTRY_LAPSED] = { kind,                                              \
		"This entry lapsed: a request for information was not "       \
		"answered." }

#define SENT_ENTRY                                                            \
	[ENTRY_SUBMITTED] = { ERR_APPLICATION_NOT_DRAFT,                      \
		"This entry has been submitted; its receipt covers it as it "  \
		"is." },                                                      \
	[ENTRY_ASSESSED] = { ERR_APPLICATION_NOT_DRAFT,                       \
		"This entry has been submitted and assessed." },              \
	ENDED_ENTRY(ERR_APPLICATION_NOT_DRAFT)

static const struct refusal entry_needs_draft[ENTRY__MAX] = {
	SENT_ENTRY,
	[ENTRY_STAGE_1] = { ERR_APPLICATION_NOT_DRAFT,
		"The first stage of this entry has been submitted." },
	[ENTRY_STAGE_2] = { ERR_APPLICATION_NOT_DRAFT,
		"This entry is submitted for the second stage by itself." },
};

static const struct refusal entry_needs_stage_2[ENTRY__MAX] = {
	[ENTRY_DRAFT] = { ERR_STAGE_1_NOT_PASSED,
		"The first stage of this entry has not been submitted yet." },
	SENT_ENTRY,
	[ENTRY_STAGE_1] = { ERR_STAGE_1_NOT_PASSED,
		"The first stage of this entry has not been looked at yet." },
};

static const struct refusal entry_needs_stage_1[ENTRY__MAX] = {
	[ENTRY_DRAFT] = { ERR_ENTRY_NOT_SUBMITTED,
		"This entry has not been submitted yet." },
	[ENTRY_SUBMITTED] = { ERR_ENTRY_DECIDED,
		"The first stage of this entry is over." },
	[ENTRY_ASSESSED] = { ERR_ENTRY_DECIDED,
		"The first stage of this entry is over." },
	[ENTRY_STAGE_2] = { ERR_ENTRY_DECIDED,
		"This entry has passed the first stage." },
	ENDED_ENTRY(ERR_ENTRY_DECIDED),
};

#define UNSENT_ENTRY                                                          \
	[ENTRY_DRAFT] = { ERR_ENTRY_NOT_SUBMITTED,                            \
		"This entry has not been submitted yet." }

#define UNFINISHED_ENTRY                                                      \
	UNSENT_ENTRY,                                                         \
	[ENTRY_STAGE_1] = { ERR_ENTRY_NOT_SUBMITTED,                          \
		"Of this entry only the first stage has been submitted." },   \
	[ENTRY_STAGE_2] = { ERR_ENTRY_NOT_SUBMITTED,                          \
		"The second stage of this entry has not been submitted yet." }

static const struct refusal entry_needs_submitted[ENTRY__MAX] = {
	UNFINISHED_ENTRY,
	ENDED_ENTRY(ERR_ENTRY_DECIDED),
};

static const struct refusal entry_needs_assessed[ENTRY__MAX] = {
	UNFINISHED_ENTRY,
	[ENTRY_SUBMITTED] = { ERR_ENTRY_NOT_ASSESSED,
		"This entry has not been assessed yet." },
	ENDED_ENTRY(ERR_ENTRY_DECIDED),
};

static const struct refusal entry_needs_sent[ENTRY__MAX] = {
	UNSENT_ENTRY,
	ENDED_ENTRY(ERR_ENTRY_DECIDED),
};

static const struct refusal entry_needs_scoring[ENTRY__MAX] = {
	UNFINISHED_ENTRY,
	[ENTRY_ASSESSED] = { ERR_EVALUATORS_COMPLETE,
		"All have scored this entry, and it has been assessed." },
	ENDED_ENTRY(ERR_ENTRY_DECIDED),
};

static const struct refusal entry_needs_refused[ENTRY__MAX] = {
	[ENTRY_DRAFT] = { ERR_ENTRY_NOT_DECIDED,
		"This entry has not been submitted yet." },
	[ENTRY_SUBMITTED] = { ERR_ENTRY_NOT_DECIDED,
		"This entry has not been decided yet." },
	[ENTRY_ASSESSED] = { ERR_ENTRY_NOT_DECIDED,
		"This entry has not been decided yet." },
	[ENTRY_STAGE_1] = { ERR_ENTRY_NOT_DECIDED,
		"This entry has not been decided yet." },
	[ENTRY_STAGE_2] = { ERR_ENTRY_NOT_DECIDED,
		"This entry has not been decided yet." },
	ENDED_ENTRY(ERR_ENTRY_DECIDED),
};

static const struct transition entry_acts[ENTRY_ACT__MAX] = {
	[ENTRY_EDIT] = { "edit", ROLE_PROVIDER,
		IN_STATE(ENTRY_DRAFT) | IN_STATE(ENTRY_STAGE_2),
		LIFECYCLE_STAYS, entry_needs_draft,
		"entry.changed", "putEntry" },
	[ENTRY_REMOVE] = { "remove", ROLE_PROVIDER,
		IN_STATE(ENTRY_DRAFT),
		LIFECYCLE_STAYS, entry_needs_draft,
		"entry.removed", "deleteEntry" },
	[ENTRY_SUBMIT] = { "submit", ROLE_PROVIDER,
		IN_STATE(ENTRY_DRAFT),
		ENTRY_SUBMITTED, entry_needs_draft,
		"application.submitted", "submitApplication" },
	[ENTRY_SUBMIT_STAGE_1] = { "submit_stage_1", ROLE_PROVIDER,
		IN_STATE(ENTRY_DRAFT),
		ENTRY_STAGE_1, entry_needs_draft,
		"application.submitted", "submitApplication" },
	[ENTRY_PASS_STAGE_1] = { "pass_stage_1", ROLE_LEAD,
		IN_STATE(ENTRY_STAGE_1),
		ENTRY_STAGE_2, entry_needs_stage_1,
		"entry.first_stage_passed", "decideFirstStage" },
	[ENTRY_FAIL_STAGE_1] = { "fail_stage_1", ROLE_LEAD,
		IN_STATE(ENTRY_STAGE_1),
		ENTRY_REFUSED, entry_needs_stage_1,
		"entry.refused", "decideFirstStage" },
	[ENTRY_SUBMIT_STAGE_2] = { "submit_stage_2", ROLE_PROVIDER,
		IN_STATE(ENTRY_STAGE_2),
		ENTRY_SUBMITTED, entry_needs_stage_2,
		"entry.second_stage_submitted", "submitSecondStage" },
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
	[ENTRY_CHECK_REGISTERS] = { "check_registers", ROLE_LEAD,
		IN_STATE(ENTRY_SUBMITTED) | IN_STATE(ENTRY_ASSESSED),
		LIFECYCLE_STAYS, entry_needs_submitted,
		"entry.registers_checked", "putDueDiligence" },
	[ENTRY_WARN] = { "warn", ROLE_LEAD,
		IN_STATE(ENTRY_ASSESSED),
		LIFECYCLE_STAYS, entry_needs_assessed,
		"entry.warned", "warnApplicant" },
	[ENTRY_ANSWER] = { "answer_warning", ROLE_PROVIDER,
		IN_STATE(ENTRY_SUBMITTED) | IN_STATE(ENTRY_ASSESSED),
		LIFECYCLE_STAYS, entry_needs_submitted,
		"entry.represented", "makeRepresentation" },
	[ENTRY_ACCREDIT] = { "accredit", ROLE_LEAD,
		IN_STATE(ENTRY_ASSESSED),
		ENTRY_ACCREDITED, entry_needs_assessed,
		"entry.accredited", "decideEntry" },
	[ENTRY_REFUSE] = { "refuse", ROLE_LEAD,
		IN_STATE(ENTRY_ASSESSED),
		ENTRY_REFUSED, entry_needs_assessed,
		"entry.refused", "decideEntry" },
	[ENTRY_ASK_REVIEW] = { "ask_review", ROLE_PROVIDER,
		IN_STATE(ENTRY_ACCREDITED) | IN_STATE(ENTRY_REFUSED),
		LIFECYCLE_STAYS, entry_needs_refused,
		"entry.review_asked", "askReview" },
	[ENTRY_ANSWER_REVIEW] = { "answer_review", ROLE_LEAD,
		IN_STATE(ENTRY_ACCREDITED) | IN_STATE(ENTRY_REFUSED),
		LIFECYCLE_STAYS, entry_needs_refused,
		"entry.review_answered", "answerReview" },
	[ENTRY_REOPEN] = { "reopen", ROLE_LEAD,
		IN_STATE(ENTRY_REFUSED),
		ENTRY_ASSESSED, entry_needs_refused,
		"entry.reopened", "answerReview" },
	[ENTRY_WITHDRAW] = { "withdraw", ROLE_PROVIDER,
		IN_STATE(ENTRY_SUBMITTED) | IN_STATE(ENTRY_ASSESSED) |
		    IN_STATE(ENTRY_STAGE_1) | IN_STATE(ENTRY_STAGE_2),
		ENTRY_WITHDRAWN, entry_needs_sent,
		"entry.withdrawn", "withdrawEntry" },
	[ENTRY_LAPSE] = { "lapse", ROLE__MAX,
		IN_STATE(ENTRY_SUBMITTED) | IN_STATE(ENTRY_ASSESSED) |
		    IN_STATE(ENTRY_STAGE_1) | IN_STATE(ENTRY_STAGE_2),
		ENTRY_LAPSED, entry_needs_sent,
		"application.lapsed", NULL },
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
	.begins = "entry.added",
	.acts = entry_acts,
	.acts_count = ARRAY_LEN(entry_acts),
};

enum entry_state
entry_next(enum entry_act act, enum entry_state state)
{
	return (enum entry_state)lifecycle_next(&entry_lifecycle, (int)act,
	    (int)state);
}

struct err *
answer_by_check(struct arena *a, struct date asked, struct date answer_by,
    const struct date *holidays, size_t holidays_count)
{
	const struct date least = working_days_after(asked, ANSWER_WORKING_DAYS,
	    holidays, holidays_count);

	if (date_compare(answer_by, least) < 0)
		return err_at(a, "#/answer_by",
		    "At least five working days are left to answer: %s or "
		    "later.",
		    date_words(a, least));
	if (date_compare(answer_by,
		application_lapses_after(asked, holidays, holidays_count)) > 0)
		return err_at(a, "#/answer_by",
		    "The application lapses after %s if there is no answer.",
		    date_words(a, application_lapses_after(asked, holidays,
				      holidays_count)));
	return NULL;
}

struct date
application_lapses_after(struct date asked, const struct date *holidays,
    size_t holidays_count)
{
	return working_days_after(asked, LAPSE_WORKING_DAYS, holidays,
	    holidays_count);
}

struct date
due_after_waiting(struct date due, struct date asked, struct date answered)
{
	return date_from_days(
	    date_to_days(due) + date_to_days(answered) - date_to_days(asked));
}

bool
notice_counts(struct date served, struct date today)
{
	struct date since = { today.year - NOTICE_YEARS, today.month,
		today.day };

	if (!date_is_valid(since))
		since = date_month_end(since.year, since.month);
	return date_compare(served, since) >= 0;
}

struct err *
financial_risk_check(struct arena *a, enum risk_band found,
    enum risk_band highest)
{
	if (highest == RISK__MAX)
		return NULL;
	if (found == RISK__MAX)
		return err_new(a, ERR_FINANCIAL_RISK,
		    "This category admits a financial risk up to \"%s\", and "
		    "this provider's has not been assessed.",
		    risk_band_name(highest));
	if (found > highest)
		return err_new(a, ERR_FINANCIAL_RISK,
		    "This category admits a financial risk up to \"%s\"; this "
		    "provider's is \"%s\".",
		    risk_band_name(highest), risk_band_name(found));
	return NULL;
}

struct err *
parties_check(struct arena *a, enum party_type type, size_t members,
    size_t sub_contractors)
{
	const bool together =
	    type == PARTY_TYPE_CONSORTIUM || type == PARTY_TYPE_ALLIANCE;

	if (together && members == 0)
		return err_at(a, "#/parties", "Name the other members.");
	if (!together && members > 0)
		return err_at(a, "#/parties",
		    "Members are those of a consortium or an alliance.");
	if (type == PARTY_TYPE_PRIME_CONTRACTOR && sub_contractors == 0)
		return err_at(a, "#/parties", "Name the sub-contractors.");
	return NULL;
}
