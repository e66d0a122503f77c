/*
 * decision.h - what stands before a decision on an entry, and after it
 * (lifecycles.md 2.3).
 * SPDX-License-Identifier: Apache-2.0
 *
 * Instants are microseconds since 1970, UTC; deadlines are exclusive.
 */
#ifndef CORE_DECISION_H
#define CORE_DECISION_H

#include <stdint.h>

#include "core/dates.h"
#include "core/err.h"
#include "core/regime.h"

enum {
	WARNING_DAYS = 7, /* an applicant has at least so long to answer */
	EXCLUSION_NOTICE_DAYS = 30, /* PA23 s.59 */
	REVIEW_DAYS = 30,           /* to ask for another look at a decision */
};

/* What is known of an entry that is to be decided.  The texts are lists of
 * codes with commas between them, borrowed; NULL: none. */
struct decision_facts {
	enum regime regime;
	const char *unheard; /* grounds of exclusion that failed and that the
			      * applicant has not been told of */
	const char *unexplained; /* failed, and the assessment says not why; as
				  * a sentence names them, like the next two */
	bool warned;             /* there was a warning; of the last one: */
	bool answered;
	int64_t answer_by, now;
	const char *unchecked; /* registers that were not looked into */
	const char *adverse;   /* registers that say something against it */
};

/*
 * May the entry be refused?  An applicant who was told what failed is heard
 * first; where the regime says so it has to be told of a ground of exclusion
 * (PA23 s.58(2)), with the evidence.
 * Returns NULL, ERR_REPRESENTATIONS_PENDING, ERR_GROUND_UNEXPLAINED or
 * ERR_REPRESENTATIONS_MISSING.
 */
MUST_CHECK struct err *
refusal_check(struct arena *a, const struct decision_facts *f);

/* May it be accredited, as far as registers go?  Returns NULL,
 * ERR_DUE_DILIGENCE_MISSING or ERR_DUE_DILIGENCE_ADVERSE. */
MUST_CHECK struct err *
due_diligence_check(struct arena *a, const struct decision_facts *f);

/* May the applicant be warned now, to answer by then?  Returns NULL,
 * ERR_GROUND_UNEXPLAINED, ERR_REPRESENTATIONS_PENDING while an earlier warning
 * runs, or ERR_INVALID at "#/answer_by" for less than WARNING_DAYS. */
MUST_CHECK struct err *warning_check(struct arena *a,
    const struct decision_facts *f, int64_t answer_by);

/* May the applicant answer now?  Returns NULL, ERR_NOTHING_TO_ANSWER or
 * ERR_DEADLINE_PASSED. */
MUST_CHECK struct err *
representation_check(struct arena *a, const struct decision_facts *f);

/* A condition of an accreditation is due after today; number counts from 0.
 * Returns NULL or ERR_INVALID at "#/conditions/0/due_on". */
MUST_CHECK struct err *condition_check(struct arena *a, size_t number,
    struct date due, struct date today);

/* The last day on which the Minister is told of an exclusion (PA23 s.59);
 * false where the regime knows no such duty. */
bool
exclusion_notice_due(enum regime regime, struct date decided, struct date *out);

/* What is known of a request to look at a decision again. */
struct review_facts {
	int64_t until, now; /* until is 0 for a refusal in the first stage */
	bool asked, answered;
	bool person; /* whoever answers is no machine client */
	bool same;   /* and has decided it */
	bool refused;
};

/* May the applicant ask?  Returns NULL, ERR_CONFLICT if it has or was refused
 * in the first stage, or ERR_DEADLINE_PASSED. */
MUST_CHECK struct err *
review_check(struct arena *a, const struct review_facts *f);

/* May the caller answer so?  Returns NULL, ERR_CONFLICT if it has been
 * answered, ERR_PERSON_REQUIRED, ERR_SAME_PERSON, or ERR_INVALID at "#/outcome"
 * for opening again what was not refused. */
MUST_CHECK struct err *review_answer_check(struct arena *a,
    const struct review_facts *f, enum review_outcome outcome);

#endif
