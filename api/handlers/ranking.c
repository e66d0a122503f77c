/*
 * ranking.c - all bids on a referral are scored, put in order, and locked.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/ranking.h"

#include <inttypes.h>
#include <sodium.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/offer.h"
#include "api/handlers/scored.h"
#include "api/handlers/stage.h"
#include "api/handlers/terms.h"
#include "api/handlers/words.h"

enum { NAMES_SHOWN = 20 }; /* of bids without a score, in a problem */

/* The opened bids, and what core/ makes of them; the same order in both. */
struct field {
	const struct rows *rows; /* see ranking_bids.sql */
	struct ranking_bid *bids;
	struct scoring scoring;
	struct ranking ranking;
};

static void
sha256_of(const void *data, size_t size, unsigned char digest[SHA256_BYTES])
{
	(void)crypto_hash_sha256(digest, data, size);
}

static int
marks_total(struct ctx *cx, const char *list)
{
	const json_t *terms = field_json(cx, cx->shown, 0, "terms");
	const struct criteria c = terms_criteria(cx->arena, terms, list);

	return criteria_marks(c.items, c.count);
}

static struct scoring
read_scoring(struct ctx *cx)
{
	const struct rows *r = cx->shown;

	return (struct scoring){
		.weights = {
			.price = (int)field_int(r, 0, "price"),
			.outcomes = (int)field_int(r, 0, "outcomes"),
			.needs = (int)field_int(r, 0, "needs"),
			.features = (int)field_int(r, 0, "features"),
			.location = (int)field_int(r, 0, "location"),
			.core = (int)field_int(r, 0, "core"),
		},
		.miles_per_mark = (int)field_int(r, 0, "miles_per_mark"),
		.needs_total = marks_total(cx, "needs"),
		.features_total = marks_total(cx, "features"),
	};
}

static struct ranking_bid
read_bid(struct ctx *cx, const struct rows *r, size_t i)
{
	const struct evaluation scored =
	    scored_read(cx, r, i, field_int(cx->shown, 0, "evaluators"));

	return (struct ranking_bid){
		.establishment_id = field_text(r, i, "establishment_id"),
		.sealed_sha256 = field_text(r, i, "sealed_sha256"),
		.reasons = reasons_of_words(field_json(cx, r, i, "reasons")),
		.facts = {
			.price = field_int(r, i, "price_pence"),
			.outcome_score = outcome_score(&scored),
			.needs_met = (int)field_int(r, i, "needs_met"),
			.features_met = (int)field_int(r, i, "features_met"),
			.miles100 = (int)field_int(r, i, "miles100"),
			.core = field_int(r, i, "core"),
		},
	};
}

static struct err *
read_bids(struct ctx *cx, struct field *f)
{
	struct err *e;
	size_t i;

	e = cx_exec(cx, STMT_RANKING_BIDS, &f->rows);
	if (e != NULL)
		return e;
	f->bids = arena_zalloc_array(cx->arena, rows_count(f->rows) + 1,
	    sizeof(*f->bids));
	for (i = 0; i < rows_count(f->rows); i++)
		f->bids[i] = read_bid(cx, f->rows, i);
	return NULL;
}

/* core/ only counts them; an officer wants to know which. */
static struct err *
scores_check(struct ctx *cx, const struct field *f)
{
	const char *names = "";
	size_t i, missing = 0;

	for (i = 0; i < rows_count(f->rows); i++) {
		const struct ranking_bid *b = &f->bids[i];

		if (b->reasons != 0 ||
		    b->facts.outcome_score != OUTCOME_SCORE_MISSING)
			continue;
		if (missing++ < NAMES_SHOWN)
			names = arena_printf(cx->arena, "%s%s%s", names,
			    *names ? ", " : "", field_text(f->rows, i, "name"));
	}
	if (missing == 0)
		return NULL;
	return err_new(cx->arena, ERR_SCORES_MISSING,
	    "Without a score that all evaluators share are still: %s%s.", names,
	    missing > NAMES_SHOWN ? " and others" : "");
}

static struct err *
compute(struct ctx *cx, struct field *f)
{
	const struct competition c = {
		.referral_id = cx_path(cx, "referral_id"),
		.scoring = f->scoring,
		.sha256 = sha256_of,
	};

	return ranking_compute(cx->arena, &c, f->bids, rows_count(f->rows),
	    &f->ranking);
}

static void
add_points(json_t *to, const struct score *s, points gap)
{
	const struct {
		const char *name;
		points value;
	} all[] = {
		{ "price", s->price },
		{ "outcomes", s->outcomes },
		{ "needs", s->needs },
		{ "features", s->features },
		{ "location", s->location },
		{ "core", s->core },
		{ "quality", s->quality },
		{ "total", s->total },
		{ "gap", gap },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(all); i++)
		(void)json_object_set_new(to, all[i].name,
		    json_integer(all[i].value));
}

/* For ranking_store.sql; what is left out is null there. */
static json_t *
line_json(struct ctx *cx, const struct field *f, size_t i)
{
	const struct ranked_bid *ranked = &f->ranking.bids[i];
	const int outcome = f->bids[i].facts.outcome_score;
	json_t *line = json_pack("{s:s, s:o, s:o, s:s*}", "bid_id",
	    field_text(f->rows, i, "bid_id"), "reasons",
	    words_of_reasons(f->bids[i].reasons), "flags",
	    words_of_flags(flags_of_words(field_json(cx, f->rows, i, "flags"))),
	    "tie_break", tie_break_name(ranked->tie_break));

	if (outcome != OUTCOME_SCORE_MISSING)
		(void)json_object_set_new(line, "outcome_score",
		    json_integer(outcome));
	if (!ranked->compliant)
		return line;
	(void)json_object_set_new(line, "rank", json_integer(ranked->rank));
	add_points(line, &ranked->score, ranked->gap);
	return line;
}

static const char *
lines_json(struct ctx *cx, const struct field *f)
{
	json_t *lines = json_keep(cx->arena, json_array());
	size_t i;

	for (i = 0; i < rows_count(f->rows); i++)
		(void)json_array_append_new(lines,
		    line_json(cx, f, f->ranking.order[i]));
	return json_compact(cx->arena, lines);
}

/* What the ranking offers at the moment of its making. */
static const char *
first_offer(struct ctx *cx, const struct field *f)
{
	const struct ranking *k = &f->ranking;
	struct award_case c = { .budget = NO_BUDGET, .count = k->compliant };
	struct candidate *list =
	    arena_zalloc_array(cx->arena, k->compliant + 1, sizeof(*list));
	size_t i;

	for (i = 0; i < k->compliant; i++) {
		const size_t at = k->order[i];

		list[i] = (struct candidate){
			.bid_id = field_text(f->rows, at, "bid_id"),
			.gap = k->bids[at].gap,
			.price = f->bids[at].facts.price,
			.accredited = true,
		};
	}
	c.candidates = list;
	(void)choice_mode_parse(field_text(cx->shown, 0, "mode"), &c.mode);
	if (!field_is_null(cx->shown, 0, "budget"))
		c.budget = field_int(cx->shown, 0, "budget");
	return offer_json(cx, &c);
}

static const char *
number(struct ctx *cx, int64_t value)
{
	return arena_printf(cx->arena, "%" PRId64, value);
}

static struct err *
store(struct ctx *cx, const struct field *f)
{
	const bool any = f->ranking.compliant > 0;
	struct err *e;

	e = cx_exec(cx, STMT_RANKING_STORE, NULL, lines_json(cx, f),
	    any ? number(cx, f->ranking.lowest) : NULL, first_offer(cx, f),
	    number(cx, f->scoring.needs_total),
	    number(cx, f->scoring.features_total));
	if (e != NULL)
		return e;
	return cx_exec(cx, STMT_REFERRAL_MOVE, NULL,
	    stage_after(cx->shown, any ? REFERRAL_RANK : REFERRAL_RANK_NONE));
}

/* POST /v1/referrals/{referral_id}/ranking */
struct err *
ranking_create(struct ctx *cx)
{
	const char *referral = cx_path(cx, "referral_id");
	struct field f = { .scoring = read_scoring(cx) };
	struct err *e;

	e = stage_check(cx, cx->shown, REFERRAL_RANK);
	if (e != NULL)
		return e;
	e = read_bids(cx, &f);
	if (e != NULL)
		return e;
	e = scores_check(cx, &f);
	if (e != NULL)
		return e;
	e = compute(cx, &f);
	if (e != NULL)
		return e;
	e = store(cx, &f);
	if (e != NULL)
		return e;
	e = cx_did(cx, &referral_lifecycle, REFERRAL_RANK, referral, referral,
	    NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_RANKING_SHOW, referral,
	    arena_printf(cx->arena, "/v1/referrals/%s/ranking", referral));
}
