/*
 * ranking.h - all bids on one referral, scored together and put in order.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The order is total and does not depend on the order of the input.  Equal
 * totals are separated by, in this order (enum tie_break):
 *   quality   the higher quality
 *   outcomes  the higher outcomes score
 *   core      the higher core score
 *   distance  the shorter distance
 *   draw      the smaller SHA-256 of the referral's id, the establishment's
 *             id and the seals of all compliant bids in ascending order,
 *             joined by newlines
 * The time of a bid is no criterion: speed favours large bid teams.  The draw
 * can be repeated by anyone with the published seals, and steered by nobody
 * once the bids are sealed.
 *
 * Computed once and then locked: the price score depends on the lowest bid,
 * so leaving a bid out later would change what others were told.
 */
#ifndef CORE_RANKING_H
#define CORE_RANKING_H

#include "core/score.h"
#include "core/vocab.h"

/* As a bit: a set of reasons or flags is an unsigned number of these. */
#define REASON(non_compliance) (1U << (unsigned)(non_compliance))
#define FLAG(flag)             (1U << (unsigned)(flag))

enum { SHA256_BYTES = 32, OUTCOME_SCORE_MISSING = -1 };

/* Writes the SHA-256 of size bytes at data (borrowed); core/ has none. */
typedef void
sha256_fn(const void *data, size_t size, unsigned char digest[SHA256_BYTES]);

/* What all bids on the referral share.  All borrowed. */
struct competition {
	const char *referral_id; /* lower-case UUID */
	struct scoring scoring;
	sha256_fn *sha256;
};

struct ranking_bid {                  /* all text borrowed */
	const char *establishment_id; /* lower-case UUID, one bid for each */
	const char *sealed_sha256;    /* lower-case hex */
	unsigned reasons;             /* set of REASON(); 0: compliant */
	struct bid_facts facts;       /* outcome_score may be missing */
	pence accredited_price;       /* see accredited_price() in price.h */
};

struct ranked_bid {
	bool compliant;
	struct score score; /* zero, like rank and gap, if not compliant */
	int rank;           /* 1 is the best */
	points gap;         /* best total - this total */
	enum tie_break tie_break; /* see ranking_compute(); __MAX: none */
	unsigned flags;           /* set of FLAG() */
	const unsigned char *lot; /* arena; SHA256_BYTES where lots were drawn,
				   * else NULL */
};

struct ranking {
	pence lowest;            /* price among compliant bids; 0: none */
	size_t compliant;        /* how many */
	struct ranked_bid *bids; /* arena; in the order of the input */
	size_t *order; /* arena; indexes: compliant ones by rank, then the
			* others by establishment id */
};

/*
 * Ranks count bids.
 *
 * c, bids   borrowed.
 *
 * tie_break of a bid is the criterion that separated it from the bid ranked
 * directly above if their totals are equal; otherwise from the one directly
 * below if those totals are equal; otherwise none.  Of two tied bids both
 * name the same criterion.
 *
 * Without any compliant bid the ranking is made all the same, and lowest and
 * compliant are 0: the referral is then unsuccessful.
 *
 * Returns NULL; ERR_SCORES_MISSING naming how many compliant bids have no
 * outcome score; or ERR_INVALID from score_bid(), which here means that
 * stored facts are damaged.
 */
MUST_CHECK struct err *
ranking_compute(struct arena *a, const struct competition *c,
    const struct ranking_bid *bids, size_t count, struct ranking *out);

/*
 * Flags alone, as needed at opening, before there are scores.  A compliant
 * bid is abnormally low (R115) if its price is more than 20 % below the mean
 * of the compliant bids, or below the accredited core after the accredited
 * discounts.  flags has count elements and is overwritten.
 */
void
ranking_flags(const struct ranking_bid *bids, size_t count, unsigned *flags);

#endif
