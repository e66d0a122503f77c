/*
 * given.h - what several people gave the statements of an entry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_GIVEN_H
#define API_HANDLERS_GIVEN_H

#include "api/handlers/entry.h"
#include "core/scoring.h"

struct given {
	struct given_scores *list; /* one for each statement, in its order */
	size_t count;
	const json_t *consensus; /* {code: {score, reason}} */
	struct assessor who;     /* the caller */
};

/* Of the entry of the path. ERR_SCORERS_NOT_ASKED where one person assesses,
 * ERR_SCORES_MISSING until all have scored. */
MUST_CHECK struct err *
given_load(struct ctx *cx, const struct asked_entry *entry, struct given *out);

/* The same rows, for a caller who judges an entry that has been scored or that
 * nobody is asked to score: only who is set. */
MUST_CHECK struct err *judge_find(struct ctx *cx);

#endif
