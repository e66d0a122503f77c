/*
 * evaluation.c - scores, consensus, and the dialogue about a low price.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/evaluation.h"

static bool
is_complete(const struct evaluation *e)
{
	return e->count > 0 && e->count >= (size_t)e->evaluators;
}

static bool
scores_agree(const struct evaluation *e)
{
	for (size_t i = 1; i < e->count; i++) {
		if (e->scores[i] != e->scores[0])
			return false;
	}
	return true;
}

int
outcome_score(const struct evaluation *e)
{
	if (!is_complete(e))
		return OUTCOME_SCORE_MISSING;
	return scores_agree(e) ? e->scores[0] : e->consensus;
}

struct err *
evaluation_check(struct arena *a, const struct evaluation *e)
{
	if (!is_complete(e))
		return NULL;
	return err_new(a, ERR_EVALUATORS_COMPLETE,
	    "This category asks for %d evaluator%s, and all have scored.",
	    e->evaluators, e->evaluators == 1 ? "" : "s");
}

struct err *
consensus_check(struct arena *a, const struct evaluation *e)
{
	if (e->count < 2 || !is_complete(e))
		return err_new(a, ERR_NOT_TWO_EVALUATORS,
		    "A consensus needs the scores of at least two evaluators "
		    "and of all that the category asks for.");
	if (scores_agree(e))
		return err_new(a, ERR_SCORES_AGREE,
		    "The evaluators gave the same score; that is the "
		    "consensus.");
	return NULL;
}

/* What both acts need of the dialogue. */
static struct err *
dialogue_check(struct arena *a, const struct dialogue *d)
{
	if (!d->asked)
		return err_new(a, ERR_EXPLANATION_NOT_ASKED,
		    "The price of this bid is not flagged as abnormally low.");
	if (d->disregarded)
		return err_new(a, ERR_DISREGARDED,
		    "This bid has already been disregarded.");
	return NULL;
}

struct err *
explanation_check(struct arena *a, const struct dialogue *d, int64_t now)
{
	struct err *e;

	e = dialogue_check(a, d);
	if (e)
		return e;
	if (d->explained)
		return err_new(a, ERR_CONFLICT,
		    "The price of this bid has been explained already.");
	if (now >= d->due)
		return err_new(a, ERR_DEADLINE_PASSED,
		    "The time to explain this price is over.");
	return NULL;
}

struct err *
disregard_check(struct arena *a, const struct dialogue *d, int64_t now)
{
	struct err *e;

	e = dialogue_check(a, d);
	if (e)
		return e;
	if (!d->explained && now < d->due)
		return err_new(a, ERR_EXPLANATION_PENDING,
		    "The provider may still explain its price.");
	return NULL;
}
