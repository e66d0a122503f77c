/*
 * evaluation.h - how evaluators' scores become a bid's outcome score, and
 * the dialogue about an abnormally low price.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CORE_EVALUATION_H
#define CORE_EVALUATION_H

#include <stdint.h>

#include "core/ranking.h"

struct evaluation {
	const int *scores; /* borrowed; one of each evaluator, 0..SCORE_BEST */
	size_t count;
	int evaluators; /* how many the category asks for, 1 or more */
	int consensus;  /* 0..SCORE_BEST, or OUTCOME_SCORE_MISSING */
};

/*
 * The outcome score: with as many scores as the category asks for, their
 * value if they are equal, else the consensus (R111).  With too few, or with
 * neither, OUTCOME_SCORE_MISSING.
 */
int outcome_score(const struct evaluation *e);

/*
 * May one more evaluator score?  An evaluator who has scored may always
 * change the score; ask only for a new one.
 * Returns NULL, or ERR_EVALUATORS_COMPLETE.
 */
MUST_CHECK struct err *
evaluation_check(struct arena *a, const struct evaluation *e);

/*
 * May a consensus be recorded?  Returns NULL, ERR_NOT_TWO_EVALUATORS while
 * fewer than two (or than the category asks for) have scored, or
 * ERR_SCORES_AGREE if the scores are equal.
 */
MUST_CHECK struct err *
consensus_check(struct arena *a, const struct evaluation *e);

/* The dialogue about one bid's price (R115, PA23 s.19(3)(c), (4), (5)). */
struct dialogue {
	bool asked;     /* the bid was flagged and its provider was asked */
	bool explained; /* an explanation has come */
	bool disregarded;
	int64_t due; /* microseconds since 1970, UTC; the first instant late */
};

/*
 * May the provider explain now?  Returns NULL, ERR_EXPLANATION_NOT_ASKED,
 * ERR_DISREGARDED, ERR_CONFLICT if it has explained already, or
 * ERR_DEADLINE_PASSED.
 */
MUST_CHECK struct err *
explanation_check(struct arena *a, const struct dialogue *d, int64_t now);

/*
 * May the council disregard the bid now?  Returns NULL,
 * ERR_EXPLANATION_NOT_ASKED, ERR_DISREGARDED if it is already, or
 * ERR_EXPLANATION_PENDING while no explanation has come and the provider may
 * still give one.
 */
MUST_CHECK struct err *
disregard_check(struct arena *a, const struct dialogue *d, int64_t now);

#endif
