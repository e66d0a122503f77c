/*
 * replay.h - a locked ranking, worked out again from the facts it carries.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Nothing new is decided here: prices, outcome scores, flags, scores, ranks,
 * ties and the offer are asked of the same functions that made the ranking,
 * and held against what it says.
 */
#ifndef CORE_REPLAY_H
#define CORE_REPLAY_H

#include "core/choice.h"
#include "core/evaluation.h"
#include "core/price.h"
#include "core/ranking.h"

/* The rules by which a ranking was made, as it names them itself. */
enum { REPLAY_RULES = 1 };

/* One bid as the ranking has it.  All borrowed. */
struct replay_bid {
	const char *bid_id;
	struct ranking_bid bid;  /* but for accredited_price, which follows */
	unsigned opened_reasons; /* what the opening found, as a set */
	struct accredited accredited;
	const struct child_bid *children; /* as it was sent */
	size_t children_count;            /* 0: it could not be read */
	struct evaluation evaluation;     /* see evaluation.h */
	struct ranked_bid ranked;         /* what the ranking says came out */
};

struct replay_offered {     /* one of those offered, as the ranking says */
	const char *bid_id; /* borrowed */
	bool within_budget; /* false, and 0, without a budget */
	pence over_budget;
};

/* A whole ranking.  All borrowed. */
struct replay {
	struct competition competition;
	const struct replay_bid *bids; /* in the order of the document */
	size_t count;
	size_t children; /* of the referral */
	pence lowest;    /* 0: none */
	enum choice_mode mode;
	pence budget; /* or NO_BUDGET */
	const struct replay_offered *offered;
	size_t offered_count;
};

/* Told of every figure that is as it should be: where it stands (a JSON
 * Pointer), what it is, and how it comes about.  All borrowed. */
typedef void
figure_fn(void *arg, const char *place, const char *value, const char *formula);

/*
 * Works the ranking out and holds every figure against it, in the order in
 * which one follows from another, up to the first that differs.
 *
 * r   borrowed.  Each number is in the range that openapi/ gives it, and
 *     score_bid() can score each compliant bid.
 *
 * Returns NULL if all of it holds; ERR_CONFLICT with the place as its pointer,
 * and a detail with what is expected, what was found, and the formula, for
 * the first figure that does not; ERR_INVALID for facts that contradict each
 * other, so that nothing can be worked out.
 */
MUST_CHECK struct err *replay_check(struct arena *a, const struct replay *r,
    figure_fn *tell, void *arg);

#endif
