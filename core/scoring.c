/*
 * scoring.c - from several scores to one, and who may give one.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/scoring.h"

struct span {
	int lowest, highest, sum;
};

static struct span
span_of(const struct given_scores *g)
{
	struct span s = { SCORE_BEST, 0, 0 };

	for (size_t i = 0; i < g->count; i++) {
		s.sum += g->scores[i];
		if (g->scores[i] < s.lowest)
			s.lowest = g->scores[i];
		if (g->scores[i] > s.highest)
			s.highest = g->scores[i];
	}
	return s;
}

bool
scores_disputed(const struct given_scores *g)
{
	const struct span s = span_of(g);

	return g->count > 0 && s.highest - s.lowest > SCORES_APART;
}

int
scores_settled(const struct given_scores *g)
{
	const int count = (int)g->count;

	if (count == 0)
		return SCORE_UNSETTLED;
	if (scores_disputed(g))
		return g->agreed;
	return (2 * span_of(g).sum + count) / (2 * count);
}

struct err *
settlement_check(struct arena *a, const struct given_scores *list, size_t count)
{
	const char *open = NULL;

	for (size_t i = 0; i < count; i++) {
		if (scores_settled(&list[i]) != SCORE_UNSETTLED)
			continue;
		open = arena_printf(a, "%s%s\"%s\"", open ? open : "",
		    open ? ", " : "", list[i].question);
	}
	if (!open)
		return NULL;
	return err_new(a, ERR_MODERATION_NEEDED,
	    "A consensus has to be recorded about: %s.", open);
}

/* What is wrong with the consensus about one statement. */
static struct err *
consensus_fault(struct arena *a, const struct given_scores *g, int given)
{
	const struct span s = span_of(g);
	const char *at = arena_printf(a, "#/statements/%s", g->code);

	if (!scores_disputed(g))
		return given == SCORE_UNSETTLED
			   ? NULL
			   : err_at(a, at,
				 "These scores are settled by their mean.");
	if (given == SCORE_UNSETTLED)
		return err_at(a, at, "These scores lie more than one apart.");
	if (given >= s.lowest && given <= s.highest)
		return NULL;
	return err_at(a, arena_printf(a, "%s/score", at),
	    "A consensus lies between the lowest score, %d, and the highest, "
	    "%d.",
	    s.lowest, s.highest);
}

struct err *
moderation_check(struct arena *a, const struct given_scores *list, size_t count,
    const int *given)
{
	struct err *faults = NULL;
	bool disputed = false;

	for (size_t i = 0; i < count; i++) {
		disputed |= scores_disputed(&list[i]);
		err_append(&faults, consensus_fault(a, &list[i], given[i]));
	}
	if (disputed)
		return faults;
	return err_new(a, ERR_SCORES_AGREE,
	    "No two scores of a statement lie more than one apart.");
}

static struct err *
conflict_check(struct arena *a, const struct assessor *who)
{
	if (!who->conflicted)
		return NULL;
	return err_new(a, ERR_CONFLICT_DECLARED,
	    "A conflict of interest in this application has been declared.");
}

static struct err *
training_check(struct arena *a, const struct assessor *who)
{
	if (who->trained)
		return NULL;
	return err_new(a, ERR_TRAINING_MISSING,
	    "There is no record of training that is current today.");
}

static struct err *
declaration_check(struct arena *a, const struct assessor *who)
{
	if (who->declared)
		return NULL;
	return err_new(a, ERR_DECLARATION_MISSING,
	    "First say whether you have a conflict of interest in this "
	    "application.");
}

static struct err *
still_open_check(struct arena *a, const struct assessor *who)
{
	if (!who->complete)
		return NULL;
	return err_new(a, ERR_EVALUATORS_COMPLETE,
	    "All have scored, and each may see what the others gave.");
}

struct err *
scorer_check(struct arena *a, const struct assessor *who)
{
	struct err *e;

	if (who->asked < 2)
		return err_new(a, ERR_SCORERS_NOT_ASKED,
		    "Whoever assesses an entry of this category scores its "
		    "statements, too.");
	e = conflict_check(a, who);
	if (e)
		return e;
	if (who->scored)
		return err_new(a, ERR_HAS_SCORED,
		    "This person has scored this entry already.");
	e = still_open_check(a, who);
	if (!e)
		e = training_check(a, who);
	if (e || who->apart)
		return e;
	return err_new(a, ERR_NOT_INDEPENDENT,
	    "This person and another scorer were added by the same officer, or "
	    "one by the other.");
}

struct err *
own_scores_check(struct arena *a, const struct assessor *who)
{
	struct err *e = conflict_check(a, who);

	if (!e)
		e = still_open_check(a, who);
	if (!e)
		e = declaration_check(a, who);
	return e ? e : training_check(a, who);
}

struct err *
judge_check(struct arena *a, const struct assessor *who)
{
	struct err *e = conflict_check(a, who);

	if (e || who->asked < 2)
		return e;
	if (!who->person)
		return err_new(a, ERR_PERSON_REQUIRED,
		    "Where several people score, a person judges; a machine "
		    "client is none.");
	return declaration_check(a, who);
}
