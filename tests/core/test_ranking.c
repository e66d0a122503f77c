/*
 * All bids on one referral in order: ties, the draw, flags, and what holds
 * for any bids whatever.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <string.h>

#include "core/ranking.h"

enum { BIDS_MAX = 12, SEAL_CHARS = 64 };

/* Stands in for SHA-256: mixes every byte, and is the same everywhere. */
static void
mix(const void *data, size_t size, unsigned char digest[SHA256_BYTES])
{
	const unsigned char *bytes = data;
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < size; i++)
		h = (h ^ bytes[i]) * UINT64_C(0x100000001b3);
	for (size_t i = 0; i < SHA256_BYTES; i++)
		digest[i] = (unsigned char)(next_random(&h) >> 32);
}

static const struct competition half_half = {
	.referral_id = "ref",
	.scoring = {
		.weights = { 50, 12, 8, 5, 5, 20 },
		.miles_per_mark = 10,
		.needs_total = 20,
		.features_total = 10,
	},
	.sha256 = mix,
};

static struct ranking_bid
a_bid(const char *id, const char *seal, struct bid_facts facts)
{
	return (struct ranking_bid){ id, seal, 0, facts, 0 };
}

/* Facts that many bids share. */
static const struct bid_facts plain = { 100000, 3, 10, 5, 1500, 50 * POINT };

static void
one_compliant_bid_gets_the_whole_price_weight(void **state)
{
	struct ranking_bid bids[] = { a_bid("e1", "s1", plain) };
	struct ranking r;

	assert_null(ranking_compute(*state, &half_half, bids, 1, &r));
	assert_int_equal(r.bids[0].score.price, 50 * POINT);
	assert_int_equal(r.bids[0].rank, 1);
	assert_int_equal(r.bids[0].gap, 0);
	assert_int_equal(r.bids[0].tie_break, TIE_BREAK__MAX);
}

static void
with_one_price_for_all_quality_decides(void **state)
{
	struct ranking_bid bids[] = {
		a_bid("e1", "s1", plain),
		a_bid("e2", "s2", plain),
	};
	struct ranking r;

	bids[1].facts.outcome_score = 4;
	assert_null(ranking_compute(*state, &half_half, bids, 2, &r));
	assert_int_equal(r.bids[0].score.price, 50 * POINT);
	assert_int_equal(r.bids[1].score.price, 50 * POINT);
	assert_int_equal(r.order[0], 1);
	assert_int_equal(r.bids[0].gap,
	    r.bids[1].score.quality - r.bids[0].score.quality);
}

static void
without_a_compliant_bid_the_ranking_is_made_all_the_same(void **state)
{
	struct ranking_bid bids[] = {
		a_bid("e2", "s2", plain),
		a_bid("e3", "s3", plain),
		a_bid("e1", "s1", plain),
	};
	struct ranking r;

	for (size_t i = 0; i < 3; i++) {
		bids[i].reasons = REASON(NON_COMPLIANCE_UNREADABLE);
		bids[i].facts = (struct bid_facts){ .outcome_score = -1 };
	}
	assert_null(ranking_compute(*state, &half_half, bids, 3, &r));
	assert_int_equal(r.compliant, 0);
	assert_int_equal(r.lowest, 0);
	assert_int_equal(r.order[0], 2);
	assert_int_equal(r.order[1], 0);
	assert_int_equal(r.order[2], 1);
	assert_null(ranking_compute(*state, &half_half, NULL, 0, &r));
	assert_int_equal(r.compliant, 0);
}

static void
a_compliant_bid_without_a_score_stops_the_ranking(void **state)
{
	struct ranking_bid bids[] = {
		a_bid("e1", "s1", plain),
		a_bid("e2", "s2", plain),
		a_bid("e3", "s3", plain),
	};
	struct ranking r = { .lowest = -7 };
	struct err *e;

	bids[0].facts.outcome_score = OUTCOME_SCORE_MISSING;
	bids[1].facts.outcome_score = OUTCOME_SCORE_MISSING;
	bids[1].reasons = REASON(NON_COMPLIANCE_WITHDRAWN);
	e = ranking_compute(*state, &half_half, bids, 3, &r);
	assert_kind(e, ERR_SCORES_MISSING);
	assert_string_equal(e->detail,
	    "Compliant bids still without an agreed score: 1.");
	assert_int_equal(r.lowest, -7);
}

static void
damaged_facts_stop_the_ranking(void **state)
{
	struct ranking_bid bids[] = { a_bid("e1", "s1", plain) };
	struct ranking r;

	bids[0].facts.needs_met = 21;
	assert_fault_at(ranking_compute(*state, &half_half, bids, 1, &r), 0,
	    "#/needs");
}

/* Each pair has equal totals; the criterion named is the first to differ. */
static void
equal_totals_are_separated_in_the_published_order(void **state)
{
	static const struct {
		enum tie_break by;
		struct bid_facts winner, loser;
	} cases[] = {
		/* quality 43 at price score 25, against 18 at 50 */
		{ TIE_BREAK_QUALITY, { 200000, 5, 20, 10, 0, 65 * POINT },
		    { 100000, 0, 0, 0, 0, 65 * POINT } },
		/* 12 + 0 points against 9.6 + 2.4: six marks of twenty */
		{ TIE_BREAK_OUTCOMES, { 100000, 5, 4, 5, 1500, 50 * POINT },
		    { 100000, 4, 10, 5, 1500, 50 * POINT } },
		/* 4 points: 20 of core, or ten marks of needs */
		{ TIE_BREAK_CORE, { 100000, 3, 0, 5, 1500, 70 * POINT },
		    { 100000, 3, 10, 5, 1500, 50 * POINT } },
		/* the same band of miles */
		{ TIE_BREAK_DISTANCE, { 100000, 3, 10, 5, 1000, 50 * POINT },
		    { 100000, 3, 10, 5, 1001, 50 * POINT } },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct ranking_bid bids[] = {
			a_bid("e1", "s1", cases[i].loser),
			a_bid("e2", "s2", cases[i].winner),
		};
		struct ranking r;

		assert_null(ranking_compute(*state, &half_half, bids, 2, &r));
		assert_int_equal(r.bids[0].score.total, r.bids[1].score.total);
		assert_int_equal(r.order[0], 1);
		assert_int_equal(r.bids[0].tie_break, cases[i].by);
		assert_int_equal(r.bids[1].tie_break, cases[i].by);
		assert_int_equal(r.bids[0].gap, 0);
	}
}

/* Keeps the texts it is given and gives digests by their last id. */
static char lots[3][512];
static size_t lots_count;

static void
remember_lot(const void *data, size_t size, unsigned char digest[SHA256_BYTES])
{
	const char *text = data;

	memset(digest, 0, SHA256_BYTES);
	assert_true(size < sizeof(lots[0]) && lots_count < 3);
	memcpy(lots[lots_count], text, size);
	lots[lots_count++][size] = '\0';
	digest[SHA256_BYTES - 1] = strstr(text, "\ne2\n") ? 1 : 2;
	digest[0] = strstr(text, "\ne3\n") ? 0x80 : 0x7f;
}

static void
the_draw_is_taken_over_referral_establishment_and_seals(void **state)
{
	struct ranking_bid bids[] = {
		a_bid("e3", "bb", plain),
		a_bid("e1", "cc", plain),
		a_bid("e2", "aa", plain),
		a_bid("e4", "00", plain),
	};
	struct competition c = half_half;
	struct ranking r;

	bids[3].reasons = REASON(NON_COMPLIANCE_DISREGARDED);
	c.sha256 = remember_lot;
	lots_count = 0;
	assert_null(ranking_compute(*state, &c, bids, 4, &r));
	assert_int_equal(lots_count, 3);
	assert_string_equal(lots[0], "ref\ne3\naa\nbb\ncc");
	assert_string_equal(lots[1], "ref\ne1\naa\nbb\ncc");
	assert_string_equal(lots[2], "ref\ne2\naa\nbb\ncc");
	assert_int_equal(r.order[0], 2); /* the smallest digest */
	assert_int_equal(r.order[1], 1);
	assert_int_equal(r.order[2], 0);
	assert_int_equal(r.order[3], 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(r.bids[i].tie_break, TIE_BREAK_DRAW);
	assert_int_equal(r.bids[3].tie_break, TIE_BREAK__MAX);
}

static void
no_lots_are_drawn_where_something_else_decides(void **state)
{
	struct ranking_bid bids[] = {
		a_bid("e1", "s1", plain),
		a_bid("e2", "s2", plain),
	};
	struct competition c = half_half;
	struct ranking r;

	bids[0].facts.miles100 += 1;
	c.sha256 = remember_lot;
	lots_count = 0;
	assert_null(ranking_compute(*state, &c, bids, 2, &r));
	assert_int_equal(lots_count, 0);
	assert_int_equal(r.order[0], 1);
	assert_int_equal(r.bids[0].tie_break, TIE_BREAK_DISTANCE);
}

static void
a_tie_break_names_what_separates_from_the_bid_above_else_below(void **state)
{
	struct ranking_bid bids[] = {
		a_bid("e1", "s1", plain), /* second, by distance */
		a_bid("e2", "s2", plain), /* first */
		a_bid("e3", "s3", plain), /* third, by core */
		a_bid("e4", "s4", plain), /* fourth, alone */
	};
	struct ranking r;

	bids[0].facts.miles100 = 1600;
	bids[0].facts.core = bids[1].facts.core = 70 * POINT;
	bids[0].facts.needs_met = bids[1].facts.needs_met = 0;
	bids[3].facts.outcome_score = 0;
	assert_null(ranking_compute(*state, &half_half, bids, 4, &r));
	assert_int_equal(r.order[0], 1);
	assert_int_equal(r.bids[1].tie_break, TIE_BREAK_DISTANCE);
	assert_int_equal(r.bids[0].tie_break, TIE_BREAK_DISTANCE);
	assert_int_equal(r.bids[2].tie_break, TIE_BREAK_CORE);
	assert_int_equal(r.bids[3].tie_break, TIE_BREAK__MAX);
}

static void
r115_more_than_20_per_cent_below_the_mean_is_flagged(void **state)
{
	static const struct {
		pence price[3];
		bool flagged;
	} cases[] = {
		/* mean 100.00; 80.00 is exactly 20 % below */
		{ { 8000, 10000, 12000 }, false },
		{ { 7999, 10000, 12001 }, true },
		{ { 10000, 10000, 10000 }, false },
		{ { 1, 1, 1 }, false },
		{ { PENCE_MAX / 2, PENCE_MAX, PENCE_MAX }, true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct ranking_bid bids[3];
		unsigned flags[3] = { 99, 99, 99 };

		for (size_t j = 0; j < 3; j++) {
			bids[j] = a_bid("e", "s", plain);
			bids[j].facts.price = cases[i].price[j];
		}
		ranking_flags(bids, 3, flags);
		assert_int_equal(flags[0],
		    cases[i].flagged ? FLAG(FLAG_ABNORMALLY_LOW) : 0);
		assert_int_equal(flags[1], 0);
		assert_int_equal(flags[2], 0);
	}
}

static void
r115_below_the_accredited_price_is_flagged_and_equal_is_not(void **state)
{
	struct ranking_bid bids[] = { a_bid("e1", "s1", plain) };
	unsigned flags;

	(void)state;
	bids[0].accredited_price = plain.price;
	ranking_flags(bids, 1, &flags);
	assert_int_equal(flags, 0);
	bids[0].accredited_price = plain.price + 1;
	ranking_flags(bids, 1, &flags);
	assert_int_equal(flags, FLAG(FLAG_ABNORMALLY_LOW));
}

static void
a_bid_that_is_not_compliant_is_neither_flagged_nor_in_the_mean(void **state)
{
	struct ranking_bid bids[3];
	unsigned flags[3];

	(void)state;
	for (size_t i = 0; i < 3; i++)
		bids[i] = a_bid("e", "s", plain);
	bids[0].facts.price = 1;
	bids[0].accredited_price = 2;
	bids[0].reasons = REASON(NON_COMPLIANCE_NOT_ACCREDITED);
	bids[1].facts.price = 79000; /* of a mean of 89500, or 59667 */
	ranking_flags(bids, 3, flags);
	assert_int_equal(flags[0], 0);
	assert_int_equal(flags[1], 0);
	bids[1].facts.price = 66000; /* of 83000, or 55334 */
	ranking_flags(bids, 3, flags);
	assert_int_equal(flags[1], FLAG(FLAG_ABNORMALLY_LOW));
}

static void
flags_stand_in_the_ranking(void **state)
{
	struct ranking_bid bids[] = {
		a_bid("e1", "s1", plain),
		a_bid("e2", "s2", plain),
	};
	struct ranking r;

	bids[1].facts.price = 50000;
	assert_null(ranking_compute(*state, &half_half, bids, 2, &r));
	assert_int_equal(r.bids[0].flags, 0);
	assert_int_equal(r.bids[1].flags, FLAG(FLAG_ABNORMALLY_LOW));
}

/* ---- What holds for any bids whatever ---- */

struct field { /* random bids, with the text they point to */
	struct ranking_bid bids[BIDS_MAX];
	char ids[BIDS_MAX][3], seals[BIDS_MAX][SEAL_CHARS + 1];
	size_t count;
};

static void
random_field(uint64_t *seed, struct field *f)
{
	f->count = (size_t)random_below(seed, BIDS_MAX) + 1;
	for (size_t i = 0; i < f->count; i++) {
		struct ranking_bid *b = &f->bids[i];

		f->ids[i][0] = 'e';
		f->ids[i][1] = (char)('a' + i);
		f->ids[i][2] = '\0';
		for (size_t j = 0; j < SEAL_CHARS; j++)
			f->seals[i][j] =
			    "0123456789abcdef"[random_below(seed, 16)];
		f->seals[i][SEAL_CHARS] = '\0';
		/* Few different values, so that ties are common. */
		*b = a_bid(f->ids[i], f->seals[i],
		    (struct bid_facts){ 1000 + 100 * random_below(seed, 6),
			random_below(seed, 3) + 2, 10 * random_below(seed, 3),
			5 * random_below(seed, 3), 500 * random_below(seed, 5),
			40 * POINT * random_below(seed, 3) });
		if (random_below(seed, 5) == 0)
			b->reasons =
			    REASON(random_below(seed, NON_COMPLIANCE__MAX));
	}
}

static void
the_printed_parts_add_up_and_ranks_are_total(void **state)
{
	uint64_t seed = 1;

	for (int round = 0; round < 400; round++) {
		points above = INT64_MAX;
		struct ranking r;
		struct field f;

		random_field(&seed, &f);
		assert_null(
		    ranking_compute(*state, &half_half, f.bids, f.count, &r));
		for (size_t i = 0; i < r.compliant; i++) {
			const struct ranked_bid *b = &r.bids[r.order[i]];
			const struct score *s = &b->score;

			assert_int_equal(b->rank, i + 1);
			assert_int_equal(s->quality, s->outcomes + s->needs +
							 s->features +
							 s->location + s->core);
			assert_int_equal(s->total, s->price + s->quality);
			assert_true(s->total <= above);
			assert_true(s->total <= 100 * POINT);
			assert_int_equal(b->gap,
			    r.bids[r.order[0]].score.total - s->total);
			above = s->total;
		}
		for (size_t i = r.compliant; i < f.count; i++)
			assert_int_equal(r.bids[r.order[i]].rank, 0);
		arena_reset(*state);
	}
}

static void
equal_totals_always_name_a_criterion_and_others_never(void **state)
{
	uint64_t seed = 2;

	for (int round = 0; round < 400; round++) {
		struct ranking r;
		struct field f;

		random_field(&seed, &f);
		assert_null(
		    ranking_compute(*state, &half_half, f.bids, f.count, &r));
		for (size_t i = 0; i < r.compliant; i++) {
			const points own = r.bids[r.order[i]].score.total;
			bool tied = false;

			if (i > 0)
				tied =
				    r.bids[r.order[i - 1]].score.total == own;
			if (i + 1 < r.compliant)
				tied |=
				    r.bids[r.order[i + 1]].score.total == own;
			assert_int_equal(tied,
			    r.bids[r.order[i]].tie_break != TIE_BREAK__MAX);
		}
		arena_reset(*state);
	}
}

static void
the_order_of_the_input_never_matters(void **state)
{
	uint64_t seed = 3;

	for (int round = 0; round < 300; round++) {
		struct ranking_bid shuffled[BIDS_MAX];
		struct ranking r, again;
		struct field f;

		random_field(&seed, &f);
		memcpy(shuffled, f.bids, sizeof(shuffled));
		for (size_t i = f.count - 1; i > 0; i--) {
			const size_t j =
			    (size_t)random_below(&seed, (int)i + 1);
			const struct ranking_bid b = shuffled[i];

			shuffled[i] = shuffled[j];
			shuffled[j] = b;
		}
		assert_null(
		    ranking_compute(*state, &half_half, f.bids, f.count, &r));
		assert_null(ranking_compute(*state, &half_half, shuffled,
		    f.count, &again));
		for (size_t i = 0; i < f.count; i++) {
			const struct ranked_bid *x = &r.bids[r.order[i]];
			const struct ranked_bid *y =
			    &again.bids[again.order[i]];

			assert_string_equal(f.bids[r.order[i]].establishment_id,
			    shuffled[again.order[i]].establishment_id);
			assert_int_equal(x->score.total, y->score.total);
			assert_int_equal(x->tie_break, y->tie_break);
			assert_int_equal(x->flags, y->flags);
		}
		arena_reset(*state);
	}
}

static void
raising_only_ones_own_price_never_raises_ones_rank(void **state)
{
	uint64_t seed = 4;

	for (int round = 0; round < 600; round++) {
		struct ranking before, after;
		struct field f;
		size_t own;

		random_field(&seed, &f);
		own = (size_t)random_below(&seed, (int)f.count);
		f.bids[own].reasons = 0;
		assert_null(ranking_compute(*state, &half_half, f.bids, f.count,
		    &before));
		/* The seals stay, so the draw does. */
		f.bids[own].facts.price += random_below(&seed, 400) + 1;
		assert_null(ranking_compute(*state, &half_half, f.bids, f.count,
		    &after));
		assert_true(after.bids[own].rank >= before.bids[own].rank);
		arena_reset(*state);
	}
}

static void
a_bid_that_is_not_compliant_never_moves_anothers_score(void **state)
{
	uint64_t seed = 5;

	for (int round = 0; round < 300; round++) {
		struct ranking_bid rest[BIDS_MAX];
		struct ranking with, without;
		size_t n = 0;
		struct field f;

		random_field(&seed, &f);
		for (size_t i = 0; i < f.count; i++) {
			if (f.bids[i].reasons == 0)
				rest[n++] = f.bids[i];
			else
				f.bids[i].facts.price = 1;
		}
		assert_null(ranking_compute(*state, &half_half, f.bids, f.count,
		    &with));
		assert_null(
		    ranking_compute(*state, &half_half, rest, n, &without));
		assert_int_equal(with.lowest, without.lowest);
		assert_int_equal(with.compliant, n);
		for (size_t i = 0; i < n; i++) {
			const struct ranked_bid *x = &with.bids[with.order[i]];
			const struct ranked_bid *y =
			    &without.bids[without.order[i]];

			assert_string_equal(f.bids[with.order[i]]
						.establishment_id,
			    rest[without.order[i]].establishment_id);
			assert_memory_equal(&x->score, &y->score,
			    sizeof(x->score));
			assert_int_equal(x->gap, y->gap);
			assert_int_equal(x->tie_break, y->tie_break);
			assert_int_equal(x->flags, y->flags);
		}
		arena_reset(*state);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(one_compliant_bid_gets_the_whole_price_weight),
		T(with_one_price_for_all_quality_decides),
		T(without_a_compliant_bid_the_ranking_is_made_all_the_same),
		T(a_compliant_bid_without_a_score_stops_the_ranking),
		T(damaged_facts_stop_the_ranking),
		T(equal_totals_are_separated_in_the_published_order),
		T(the_draw_is_taken_over_referral_establishment_and_seals),
		T(no_lots_are_drawn_where_something_else_decides),
		T(a_tie_break_names_what_separates_from_the_bid_above_else_below),
		T(r115_more_than_20_per_cent_below_the_mean_is_flagged),
		T(r115_below_the_accredited_price_is_flagged_and_equal_is_not),
		T(a_bid_that_is_not_compliant_is_neither_flagged_nor_in_the_mean),
		T(flags_stand_in_the_ranking),
		T(the_printed_parts_add_up_and_ranks_are_total),
		T(equal_totals_always_name_a_criterion_and_others_never),
		T(the_order_of_the_input_never_matters),
		T(raising_only_ones_own_price_never_raises_ones_rank),
		T(a_bid_that_is_not_compliant_never_moves_anothers_score),
	};

	return cmocka_run_group_tests_name("ranking", tests, NULL, NULL);
}
