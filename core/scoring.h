/*
 * scoring.h - how several people's scores of a method statement become one,
 * and who may give one (001 §7.7, §7.10).
 * SPDX-License-Identifier: Apache-2.0
 *
 * The rule, as it is published (ADR 20): scores that lie no more than one
 * apart are settled by their mean, half up to a whole number; where they lie
 * further apart, those who scored are brought together and a consensus is
 * recorded, a whole number between the lowest and the highest of them.
 */
#ifndef CORE_SCORING_H
#define CORE_SCORING_H

#include "core/score.h"

enum {
	SCORE_UNSETTLED = -1,
	SCORES_APART = 1 /* further than this is moderated */
};

/* What was given to one statement. */
struct given_scores {
	const char *code;  /* of the statement, borrowed */
	const int *scores; /* 0..SCORE_BEST each, borrowed */
	size_t count;
	int agreed;           /* the consensus, or SCORE_UNSETTLED */
	const char *question; /* of the statement, borrowed, for a sentence */
};

/* Whether two of them lie further apart than SCORES_APART. */
bool scores_disputed(const struct given_scores *g);

/* The score that counts; SCORE_UNSETTLED without any score, and for disputed
 * scores without a consensus.  A consensus about scores that are not (any
 * more) disputed counts for nothing. */
int scores_settled(const struct given_scores *g);

/* NULL if each is settled; ERR_MODERATION_NEEDED naming those that are not. */
MUST_CHECK struct err *settlement_check(struct arena *a,
    const struct given_scores *list, size_t count);

/* A consensus: a score for each disputed statement (given[i], SCORE_UNSETTLED
 * if there is none) and for no other, between the lowest and the highest.
 * Returns NULL, ERR_SCORES_AGREE if none is disputed, or ERR_INVALID for every
 * fault at once, at "#/statements/x" and "#/statements/x/score". */
MUST_CHECK struct err *moderation_check(struct arena *a,
    const struct given_scores *list, size_t count, const int *given);

/* What is known of somebody who is to score, moderate or decide. */
struct assessor {
	int asked;     /* how many score an entry of the category */
	bool person;   /* no machine client */
	bool trained;  /* R031: today */
	bool declared; /* has said whether there is a conflict */
	bool conflicted;
	bool apart; /* shares no line with another scorer (ADR 15) */
	bool scored;
	bool complete; /* all have */
};

/* May somebody be asked to score?  NULL, ERR_SCORERS_NOT_ASKED,
 * ERR_HAS_SCORED, ERR_EVALUATORS_COMPLETE, ERR_CONFLICT_DECLARED,
 * ERR_TRAINING_MISSING or ERR_NOT_INDEPENDENT. */
MUST_CHECK struct err *
scorer_check(struct arena *a, const struct assessor *who);

/* May they score, or correct their scores, now?  NULL,
 * ERR_EVALUATORS_COMPLETE, ERR_CONFLICT_DECLARED, ERR_DECLARATION_MISSING or
 * ERR_TRAINING_MISSING. */
MUST_CHECK struct err *
own_scores_check(struct arena *a, const struct assessor *who);

/* May they judge what was scored: moderate, or decide?  Whoever has declared a
 * conflict judges nothing; where several score, it is a person who has said
 * that there is none.  NULL, ERR_CONFLICT_DECLARED, ERR_PERSON_REQUIRED or
 * ERR_DECLARATION_MISSING. */
MUST_CHECK struct err *judge_check(struct arena *a, const struct assessor *who);

#endif
