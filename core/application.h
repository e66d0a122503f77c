/*
 * application.h - what may happen to an application and to each entry in it.
 * SPDX-License-Identifier: Apache-2.0
 *
 * An application holds one entry for each home and category (R050); it is
 * decided when the last of its entries is.  Where a category asks in two
 * stages (R072), its entry is sent in twice.  While the lead waits for
 * information nothing is assessed or decided (lifecycles 2.3).
 */
#ifndef CORE_APPLICATION_H
#define CORE_APPLICATION_H

#include "core/dates.h"
#include "core/lifecycle.h"

enum application_act {
	APPLICATION_EDIT, /* what its entries have in common */
	APPLICATION_ADD_ENTRY,
	APPLICATION_SUBMIT,
	APPLICATION_SETTLE, /* all entries are decided */
	APPLICATION_HANDLE, /* look at, assess or decide one of its entries */
	APPLICATION_SIGN,   /* an agreement that came later */
	APPLICATION_ASK,
	APPLICATION_ANSWER,
	APPLICATION_WITHDRAW,
	APPLICATION_LAPSE,  /* the clock does; `fairlot jobs` writes it down */
	APPLICATION_REOPEN, /* one of them is again not */
	APPLICATION_ACT__MAX
};

extern const struct lifecycle application_lifecycle;

/* NULL if the act is allowed in this state, else the error of its guard. */
MUST_CHECK struct err *application_check(struct arena *a,
    enum application_act act, enum application_state state);

/* The state after an allowed act. */
enum application_state
application_next(enum application_act act, enum application_state state);

enum entry_act {
	ENTRY_EDIT,
	ENTRY_REMOVE,
	ENTRY_SUBMIT,         /* with its application */
	ENTRY_SUBMIT_STAGE_1, /* the same where there are two stages */
	ENTRY_PASS_STAGE_1,
	ENTRY_FAIL_STAGE_1,
	ENTRY_SUBMIT_STAGE_2,
	ENTRY_ASSESS, /* again until it is decided */
	ENTRY_ASK_SCORER,
	ENTRY_RELEASE_SCORER,
	ENTRY_SCORE,
	ENTRY_SCORE_AS_PARTNER, /* an officer of a council was asked */
	ENTRY_MODERATE, /* what was assessed before is to be assessed again */
	ENTRY_CHECK_REGISTERS,
	ENTRY_WARN,   /* that it is to be refused, and why */
	ENTRY_ANSWER, /* the applicant says what it has to say to that */
	ENTRY_ACCREDIT,
	ENTRY_REFUSE,
	ENTRY_ASK_REVIEW,
	ENTRY_ANSWER_REVIEW,
	ENTRY_REOPEN, /* the answer is that it is decided again */
	ENTRY_WITHDRAW,
	ENTRY_LAPSE, /* with its application */
	ENTRY_ACT__MAX
};

extern const struct lifecycle entry_lifecycle;

/* The state after an allowed act. */
enum entry_state entry_next(enum entry_act act, enum entry_state state);

/*
 * A request for information (lifecycles 2.3; PCR 2015 reg 34(25) by analogy).
 * Days are those of London; holidays as in working_days_after().
 */
enum { ANSWER_WORKING_DAYS = 5, LAPSE_WORKING_DAYS = 20 };

/* NULL, or ERR_INVALID at "#/answer_by": less than five working days after
 * the day of the request, or later than its application lapses. */
MUST_CHECK struct err *answer_by_check(struct arena *a, struct date asked,
    struct date answer_by, const struct date *holidays, size_t holidays_count);

/* The last day on which an answer still counts. */
struct date application_lapses_after(struct date asked,
    const struct date *holidays, size_t holidays_count);

/* The day by which the lead decides moves by the days it waited. */
struct date
due_after_waiting(struct date due, struct date asked, struct date answered);

/* Whether a notice of an infringement is one of the last three years (R035),
 * the day three years ago included, so that it has to be explained. */
enum { NOTICE_YEARS = 3 };
bool notice_counts(struct date served, struct date today);

/*
 * Whether the financial risk admits a home (R033): a band that was found, no
 * higher than the highest that the category admits.  RISK__MAX stands for
 * none; without a highest there is nothing to ask.  Risk alone is judged, never
 * a turnover against volumes that nobody knows.  NULL or ERR_FINANCIAL_RISK.
 */
MUST_CHECK struct err *financial_risk_check(struct arena *a,
    enum risk_band found, enum risk_band highest);

/* Whether those named fit the way to apply (R070): nobody beside a single
 * provider but sub-contractors, members of a consortium or an alliance,
 * sub-contractors of a prime contractor.  NULL or ERR_INVALID at
 * "#/parties". */
MUST_CHECK struct err *parties_check(struct arena *a, enum party_type type,
    size_t members, size_t sub_contractors);

#endif
