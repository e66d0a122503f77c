/*
 * The three published worked examples, every figure to the last digit:
 * (a) SEN day placement, (b) fostering with siblings, (c) care home.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Prices, scores, ranks, gaps, the window, the budget, the additional cost.
 */
#include "tests/core/common.h"

#include <string.h>

#include "core/carried.h"
#include "core/choice.h"
#include "core/price.h"
#include "core/ranking.h"

enum { BIDS_MAX = 5 };

/* No example needs the draw. */
static void
no_draw(const void *data, size_t size, unsigned char digest[SHA256_BYTES])
{
	(void)data;
	(void)size;
	memset(digest, 0, SHA256_BYTES);
}

struct expected {
	const char *name;
	points price, outcomes, needs, features, location, core;
	points quality, total;
	int rank;
	points gap;
};

static struct ranking_bid
a_bid(const char *name, struct bid_facts facts, pence accredited)
{
	return (struct ranking_bid){ name, name, 0, facts, accredited };
}

/* Compares a ranking with the rows of the published table. */
static void
assert_ranking(const struct ranking *r, const struct ranking_bid *bids,
    const struct expected *rows, size_t count)
{
	assert_int_equal(r->compliant, count);
	for (size_t i = 0; i < count; i++) {
		const struct ranked_bid *b = &r->bids[r->order[i]];
		const struct expected *x = &rows[i];

		assert_string_equal(bids[r->order[i]].establishment_id,
		    x->name);
		assert_true(b->compliant);
		assert_int_equal(b->score.price, x->price);
		assert_int_equal(b->score.outcomes, x->outcomes);
		assert_int_equal(b->score.needs, x->needs);
		assert_int_equal(b->score.features, x->features);
		assert_int_equal(b->score.location, x->location);
		assert_int_equal(b->score.core, x->core);
		assert_int_equal(b->score.quality, x->quality);
		assert_int_equal(b->score.total, x->total);
		assert_int_equal(b->rank, x->rank);
		assert_int_equal(b->gap, x->gap);
		assert_int_equal(b->tie_break, TIE_BREAK__MAX);
		assert_int_equal(b->flags, 0);
	}
}

static const struct date today = { 2026, 11, 20 };

/* The compliant bids in rank order, all accredited, none refused. */
static struct award_case
case_of(struct arena *a, const struct ranking *r,
    const struct ranking_bid *bids, enum choice_mode mode, pence budget)
{
	struct candidate *c;

	c = arena_zalloc_array(a, r->compliant, sizeof(*c));
	for (size_t i = 0; i < r->compliant; i++) {
		const size_t at = r->order[i];

		c[i] = (struct candidate){ bids[at].establishment_id,
			r->bids[at].gap, bids[at].facts.price, true, false };
	}
	return (struct award_case){ mode, PRICE_UNIT_WEEK, budget, c,
		r->compliant, NULL, today };
}

/* ---- (a) SEN day placement, 50/50, no choice window ---- */

static const struct scoring scoring_a = {
	.weights = { 50, 12, 8, 5, 5, 20 },
	.miles_per_mark = 10,
	.needs_total = 20,
	.features_total = 10,
};

/* The price of one child: one core head and one variable line. */
static pence
price_a(struct arena *a, pence accredited, pence core, pence variable)
{
	const struct cost_head head = { "core", accredited };
	const struct cost_head own = { "core", core };
	const struct accredited acc = { &head, 1, NULL, 0 };
	const struct child_bid child = { &own, 1, &variable, 1 };
	struct bid_price p;

	assert_null(bid_price(a, &acc, &child, 1, &p));
	assert_int_equal(accredited_price(&acc, 1), accredited);
	return p.total;
}

static void
example_a_prices_are_core_and_variable(void **state)
{
	assert_int_equal(price_a(*state, 3950000, 3950000, 645000), 4595000);
	assert_int_equal(price_a(*state, 4150000, 4000000, 920000), 4920000);
	assert_int_equal(price_a(*state, 3525000, 3525000, 430000), 3955000);
	assert_int_equal(price_a(*state, 3300000, 3300000, 390000), 3690000);
}

static void
r047_example_a_downland_first_enters_a_core_that_is_refused(void **state)
{
	static const struct cost_head head = { "core", 3300000 };
	static const struct cost_head own = { "core", 3350000 };
	static const struct accredited acc = { &head, 1, NULL, 0 };
	const struct child_bid child = { &own, 1, NULL, 0 };
	struct bid_price p;
	struct err *e = bid_price(*state, &acc, &child, 1, &p);

	assert_fault_at(e, 0, "#/children/0/core_pence/core");
	assert_int_equal(err_status(e->kind), 422);
	assert_non_null(strstr(e->detail, "£33,000.00"));
}

static const struct expected expected_a[] = {
	{ "A2", 375000, 120000, 80000, 45000, 40000, 172000, 457000, 832000, 1,
	    0 },
	{ "A3", 466498, 72000, 56000, 30000, 30000, 120000, 308000, 774498, 2,
	    57502 },
	{ "A1", 401523, 72000, 72000, 40000, 50000, 136000, 370000, 771523, 3,
	    60477 },
	{ "A4", 500000, 48000, 56000, 20000, 0, 108000, 232000, 732000, 4,
	    100000 },
};

static void
rank_a(struct arena *a, struct ranking_bid bids[4], struct ranking *r)
{
	const struct competition c = { "ref-a", scoring_a, no_draw };

	bids[0] = a_bid("A1",
	    (struct bid_facts){ 4595000, 3, 18, 8, 640, 680000 }, 3950000);
	bids[1] = a_bid("A2",
	    (struct bid_facts){ 4920000, 5, 20, 9, 1000, 860000 }, 4150000);
	bids[2] = a_bid("A3",
	    (struct bid_facts){ 3955000, 3, 14, 6, 2370, 600000 }, 3525000);
	bids[3] = a_bid("A4",
	    (struct bid_facts){ 3690000, 2, 14, 4, 5210, 540000 }, 3300000);
	assert_null(ranking_compute(a, &c, bids, 4, r));
}

static void
example_a_is_ranked_to_the_last_digit(void **state)
{
	struct ranking_bid bids[4];
	struct ranking r;

	rank_a(*state, bids, &r);
	assert_int_equal(r.lowest, 3690000);
	assert_ranking(&r, bids, expected_a, 4);
}

static void
example_a_has_no_window_and_the_best_is_awarded(void **state)
{
	struct ranking_bid bids[4];
	struct award_case c;
	struct ranking r;
	struct offer o;

	rank_a(*state, bids, &r);
	c = case_of(*state, &r, bids, CHOICE_MODE_TOP3_WITHIN_5, NO_BUDGET);
	offer_make(*state, &c, &o);
	assert_int_equal(o.count, 0);
	assert_null(award_check(*state, &c, "A2"));
	assert_kind(award_check(*state, &c, "A3"), ERR_NOT_AWARDABLE);
}

/* ---- (b) fostering, 30/70, sibling pair, choice triggered ---- */

static const struct {
	const char *name;
	pence accredited, core, variable[2];
	int percent100;
	pence child[2], discount, total;
	pence accredited_total;
} prices_b[] = {
	{ "B1", 85000, 84200, { 6500, 0 }, 1000, { 90700, 84200 }, 8420, 166480,
	    161500 },
	{ "B2", 81500, 81500, { 4850, 2200 }, 750, { 86350, 83700 }, 6278,
	    163772, 156887 },
	{ "B3", 87900, 87900, { 11000, 3500 }, 1200, { 98900, 91400 }, 10968,
	    179332, 165252 },
	{ "B4", 79800, 79800, { 0, 0 }, 0, { 79800, 79800 }, 0, 159600,
	    159600 },
};

static void
example_b_prices_with_a_discount_for_the_second_child(void **state)
{
	for (size_t i = 0; i < ARRAY_LEN(prices_b); i++) {
		const struct cost_head head = { "core",
			prices_b[i].accredited };
		const struct cost_head own = { "core", prices_b[i].core };
		const struct discount d = { 2, prices_b[i].percent100 };
		const struct accredited acc = { &head, 1, &d, 1 };
		const struct child_bid children[] = {
			{ &own, 1, &prices_b[i].variable[0], 1 },
			{ &own, 1, &prices_b[i].variable[1], 1 },
		};
		struct bid_price p;

		assert_null(bid_price(*state, &acc, children, 2, &p));
		assert_int_equal(p.children[0].price, prices_b[i].child[0]);
		assert_int_equal(p.children[1].price, prices_b[i].child[1]);
		assert_int_equal(p.children[0].discount, 0);
		assert_int_equal(p.children[1].discount, prices_b[i].discount);
		assert_int_equal(p.discounts, prices_b[i].discount);
		assert_int_equal(p.total, prices_b[i].total);
		assert_int_equal(accredited_price(&acc, 2),
		    prices_b[i].accredited_total);
	}
}

static const struct expected expected_b[] = {
	{ "B3", 266991, 250000, 112000, 64000, 40000, 176000, 642000, 908991, 1,
	    0 },
	{ "B1", 287602, 200000, 112000, 56000, 50000, 160000, 578000, 865602, 2,
	    43389 },
	{ "B2", 292358, 200000, 96000, 48000, 40000, 148000, 532000, 824358, 3,
	    84633 },
	{ "B4", 300000, 150000, 72000, 40000, 20000, 132000, 414000, 714000, 4,
	    194991 },
};

static void
rank_b(struct arena *a, struct ranking_bid bids[4], struct ranking *r)
{
	const struct competition c = { "ref-b",
		{ .weights = { 30, 25, 12, 8, 5, 20 },
		    .miles_per_mark = 10,
		    .needs_total = 15,
		    .features_total = 10 },
		no_draw };

	bids[0] = a_bid("B1",
	    (struct bid_facts){ 166480, 4, 14, 7, 790, 800000 }, 161500);
	bids[1] = a_bid("B2",
	    (struct bid_facts){ 163772, 4, 12, 6, 1230, 740000 }, 156887);
	bids[2] = a_bid("B3",
	    (struct bid_facts){ 179332, 5, 14, 8, 1995, 880000 }, 165252);
	bids[3] = a_bid("B4",
	    (struct bid_facts){ 159600, 3, 9, 5, 3100, 660000 }, 159600);
	assert_null(ranking_compute(a, &c, bids, 4, r));
}

static void
example_b_is_ranked_to_the_last_digit(void **state)
{
	struct ranking_bid bids[4];
	struct ranking r;

	rank_b(*state, bids, &r);
	assert_int_equal(r.lowest, 159600);
	assert_ranking(&r, bids, expected_b, 4);
}

static void
r118_example_b_offers_exactly_the_first_two(void **state)
{
	const struct choice b1 = { "B1", CHOSEN_BY_CARER, NULL };
	const struct choice b2 = { "B2", CHOSEN_BY_CARER, NULL };
	struct ranking_bid bids[4];
	struct award_case c;
	struct ranking r;
	struct offer o;

	rank_b(*state, bids, &r);
	c = case_of(*state, &r, bids, CHOICE_MODE_TOP3_WITHIN_5, NO_BUDGET);
	offer_make(*state, &c, &o);
	assert_int_equal(o.count, 2);
	assert_string_equal(c.candidates[o.bids[0].candidate].bid_id, "B3");
	assert_string_equal(c.candidates[o.bids[1].candidate].bid_id, "B1");
	assert_kind(award_check(*state, &c, "B3"), ERR_CHOICE_PENDING);
	assert_kind(choice_check(*state, &c, &b2), ERR_NOT_OFFERED);
	assert_null(choice_check(*state, &c, &b1));
	c.choice = &b1;
	assert_null(award_check(*state, &c, "B1"));
	assert_kind(award_check(*state, &c, "B3"), ERR_NOT_AWARDABLE);
}

/* ---- (c) care home, hidden budget, rating, must-have, top-up ---- */

static const struct expected expected_c[] = {
	{ "H3", 437500, 120000, 80000, 43750, 50000, 183200, 476950, 914450, 1,
	    0 },
	{ "H1", 472189, 96000, 73333, 37500, 50000, 150400, 407233, 879422, 2,
	    35028 },
	{ "H5", 395050, 96000, 80000, 50000, 40000, 160000, 426000, 821050, 3,
	    93400 },
	{ "H2", 500000, 72000, 66667, 25000, 50000, 104000, 317667, 817667, 4,
	    96783 },
};

static void
rank_c(struct arena *a, struct ranking_bid bids[BIDS_MAX], struct ranking *r)
{
	struct competition c = { "ref-c", scoring_a, no_draw };

	c.scoring.needs_total = 12;
	c.scoring.features_total = 8;
	bids[0] =
	    a_bid("H1", (struct bid_facts){ 84500, 4, 11, 6, 320, 752000 }, 0);
	bids[1] =
	    a_bid("H2", (struct bid_facts){ 79800, 3, 10, 4, 880, 520000 }, 0);
	bids[2] =
	    a_bid("H3", (struct bid_facts){ 91200, 5, 12, 7, 510, 916000 }, 0);
	bids[3] =
	    a_bid("H4", (struct bid_facts){ 76000, 4, 11, 6, 400, 764000 }, 0);
	bids[3].reasons = REASON(NON_COMPLIANCE_MISSING_MUST_HAVE);
	bids[4] = a_bid("H5",
	    (struct bid_facts){ 101000, 4, 12, 8, 1460, 800000 }, 0);
	assert_null(ranking_compute(a, &c, bids, BIDS_MAX, r));
}

static void
example_c_is_ranked_to_the_last_digit_without_the_home_that_fails(void **state)
{
	struct ranking_bid bids[BIDS_MAX];
	struct ranking r;

	rank_c(*state, bids, &r);
	assert_int_equal(r.lowest, 79800); /* not 76000 */
	assert_ranking(&r, bids, expected_c, 4);
	assert_int_equal(r.order[4], 3);
	assert_false(r.bids[3].compliant);
	assert_int_equal(r.bids[3].rank, 0);
	assert_int_equal(r.bids[3].score.total, 0);
	assert_int_equal(r.bids[3].tie_break, TIE_BREAK__MAX);
}

static struct award_case
case_c(struct arena *a)
{
	struct ranking_bid *bids;
	struct ranking r;

	bids = arena_zalloc_array(a, BIDS_MAX, sizeof(*bids));
	rank_c(a, bids, &r);
	return case_of(a, &r, bids, CHOICE_MODE_ANY_WITHIN_BUDGET, 85000);
}

static void
r120_example_c_offers_every_bid_within_the_budget(void **state)
{
	const struct choice nobody = { NULL, CHOSEN_BY_NONE, NULL };
	const struct choice h2 = { "H2", CHOSEN_BY_RESIDENT, NULL };
	struct award_case c = case_c(*state);
	struct offer o;

	offer_make(*state, &c, &o);
	assert_int_equal(o.count, 2);
	assert_string_equal(c.candidates[o.bids[0].candidate].bid_id, "H1");
	assert_string_equal(c.candidates[o.bids[1].candidate].bid_id, "H2");
	assert_true(o.bids[0].within_budget && o.bids[1].within_budget);
	assert_null(choice_check(*state, &c, &nobody));
	c.choice = &nobody;
	assert_null(award_check(*state, &c, "H1"));
	assert_null(choice_check(*state, &c, &h2));
	c.choice = &h2;
	assert_null(award_check(*state, &c, "H2"));
}

static void
r121_example_c_the_resident_may_choose_above_the_budget_for_62_00(void **state)
{
	struct additional_cost cost = { 6200, PRICE_UNIT_WEEK, true, today };
	struct choice h3 = { "H3", CHOSEN_BY_RESIDENT, NULL };
	struct award_case c = case_c(*state);
	struct err *e;

	e = choice_check(*state, &c, &h3);
	assert_kind(e, ERR_OVER_BUDGET);
	assert_non_null(strstr(e->detail, "£62.00"));
	h3.additional_cost = &cost;
	assert_null(choice_check(*state, &c, &h3));
	c.choice = &h3;
	assert_null(award_check(*state, &c, "H3"));
	cost.pence = 6199;
	assert_fault_at(choice_check(*state, &c, &h3), 0,
	    "#/additional_cost/pence");
	h3.bid_id = "H5";
	cost.pence = 16000;
	assert_null(choice_check(*state, &c, &h3));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(example_a_prices_are_core_and_variable),
		T(r047_example_a_downland_first_enters_a_core_that_is_refused),
		T(example_a_is_ranked_to_the_last_digit),
		T(example_a_has_no_window_and_the_best_is_awarded),
		T(example_b_prices_with_a_discount_for_the_second_child),
		T(example_b_is_ranked_to_the_last_digit),
		T(r118_example_b_offers_exactly_the_first_two),
		T(example_c_is_ranked_to_the_last_digit_without_the_home_that_fails),
		T(r120_example_c_offers_every_bid_within_the_budget),
		T(r121_example_c_the_resident_may_choose_above_the_budget_for_62_00),
	};

	return cmocka_run_group_tests_name("worked examples", tests, NULL,
	    NULL);
}
