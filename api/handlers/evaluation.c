/*
 * evaluation.c - scores, consensus, and the dialogue about a low price.
 *
 * What is done to one bid is locked by the bid, for If-Match, and then shares
 * the lock of its referral, so that no ranking is made meanwhile.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/scored.h"
#include "api/handlers/stage.h"
#include "api/personal.h"

struct evaluation
scored_read(struct ctx *cx, const struct rows *r, size_t i, int64_t evaluators)
{
	const json_t *list = field_json(cx, r, i, "scores");
	struct evaluation e = {
		.count = json_array_size(list),
		.evaluators = (int)evaluators,
		.consensus = OUTCOME_SCORE_MISSING,
	};
	int *scores =
	    arena_zalloc_array(cx->arena, e.count + 1, sizeof(*scores));
	size_t n;

	for (n = 0; n < e.count; n++)
		scores[n] = (int)json_integer_value(json_array_get(list, n));
	e.scores = scores;
	if (!field_is_null(r, i, "consensus"))
		e.consensus = (int)field_int(r, i, "consensus");
	return e;
}

/* Locks the bid's referral, then reads and asks whether it may happen. */
static struct err *
lock_and_load(struct ctx *cx, enum stmt load, enum referral_act act,
    const struct rows **out)
{
	struct err *e;

	e = cx_exec(cx, STMT_BID_LOCK_REFERRAL, NULL);
	if (e != NULL)
		return e;
	e = cx_exec(cx, load, out);
	if (e != NULL)
		return e;
	return stage_check(cx, *out, act);
}

/* Of two evaluators neither is a machine. */
static struct err *
evaluator_check(struct ctx *cx, const struct evaluation *scored)
{
	return scored->evaluators > 1 ? person_check(cx) : NULL;
}

/* A member of the body, sealed for a field of the bid. */
static const char *
seal_member(struct ctx *cx, const char *field, const char *member)
{
	return cx_seal(cx, field, cx_path(cx, "bid_id"), body_text(cx, member));
}

/* The caller's reason; each evaluator has one. */
static const char *
seal_own_reason(struct ctx *cx)
{
	const struct caller *me = &cx->caller;

	return cx_seal(cx, "evaluation.reason",
	    arena_printf(cx->arena, "%s/%s", cx_path(cx, "bid_id"),
		me->user != NULL ? me->user : me->client),
	    body_text(cx, "reason"));
}

/* The answer to a PUT or POST below a bid. */
static struct err *
respond_below_bid(struct ctx *cx, enum stmt show, const char *name)
{
	const char *bid = cx_path(cx, "bid_id");
	const bool created =
	    cx->route->method == POST || rows_count(cx->shown) == 0;

	return respond_shown(cx, created ? 201 : 200, show, bid,
	    created ? arena_printf(cx->arena, "/v1/bids/%s/%s", bid, name)
		    : NULL);
}

static struct err *
tell_council(struct ctx *cx, enum referral_act act, const struct rows *r)
{
	return cx_did(cx, &referral_lifecycle, (int)act, cx_path(cx, "bid_id"),
	    field_text(r, 0, "referral_id"), NULL);
}

/* PUT /v1/bids/{bid_id}/evaluation */
struct err *
evaluation_put(struct ctx *cx)
{
	const struct rows *r = NULL;
	struct evaluation scored;
	struct err *e;

	e = lock_and_load(cx, STMT_EVALUATION_LOAD, REFERRAL_EVALUATE, &r);
	if (e != NULL)
		return e;
	scored = scored_read(cx, r, 0, field_int(r, 0, "evaluators"));
	e = evaluator_check(cx, &scored);
	if (e != NULL)
		return e;
	if (rows_count(cx->shown) == 0) {
		e = evaluation_check(cx->arena, &scored);
		if (e != NULL)
			return e;
	}
	e = cx_exec(cx, STMT_EVALUATION_STORE, NULL, seal_own_reason(cx));
	if (e != NULL)
		return e;
	e = tell_council(cx, REFERRAL_EVALUATE, r);
	if (e != NULL)
		return e;
	return respond_below_bid(cx, STMT_EVALUATION_SHOW, "evaluation");
}

/* PUT /v1/bids/{bid_id}/consensus */
struct err *
consensus_put(struct ctx *cx)
{
	const struct rows *r = NULL;
	struct evaluation scored;
	struct err *e;

	e = lock_and_load(cx, STMT_EVALUATION_LOAD, REFERRAL_AGREE, &r);
	if (e != NULL)
		return e;
	scored = scored_read(cx, r, 0, field_int(r, 0, "evaluators"));
	e = evaluator_check(cx, &scored);
	if (e != NULL)
		return e;
	e = consensus_check(cx->arena, &scored);
	if (e != NULL)
		return e;
	e = cx_exec(cx, STMT_CONSENSUS_STORE, NULL,
	    seal_member(cx, "consensus.reason", "reason"));
	if (e != NULL)
		return e;
	e = tell_council(cx, REFERRAL_AGREE, r);
	if (e != NULL)
		return e;
	return respond_below_bid(cx, STMT_CONSENSUS_SHOW, "consensus");
}

static struct dialogue
read_dialogue(const struct rows *r)
{
	return (struct dialogue){
		.asked = field_bool(r, 0, "asked"),
		.explained = field_bool(r, 0, "explained"),
		.disregarded = field_bool(r, 0, "disregarded"),
		.due = field_int(r, 0, "due"),
	};
}

/* POST /v1/bids/{bid_id}/explanation */
struct err *
explanation_create(struct ctx *cx)
{
	const struct rows *r = NULL;
	struct dialogue d;
	struct err *e;

	e = lock_and_load(cx, STMT_DIALOGUE_LOAD, REFERRAL_EXPLAIN, &r);
	if (e != NULL)
		return e;
	d = read_dialogue(r);
	e = explanation_check(cx->arena, &d, field_int(r, 0, "now"));
	if (e != NULL)
		return e;
	e = cx_exec(cx, STMT_EXPLANATION_INSERT, NULL,
	    seal_member(cx, "explanation.text", "text"));
	if (e != NULL)
		return e;
	e = cx_did(cx, &referral_lifecycle, REFERRAL_EXPLAIN,
	    cx_path(cx, "bid_id"), field_text(r, 0, "referral_id"),
	    field_text(r, 0, "council_id"));
	if (e != NULL)
		return e;
	return respond_below_bid(cx, STMT_EXPLANATION_SHOW, "explanation");
}

/* POST /v1/bids/{bid_id}/disregard */
struct err *
disregard_create(struct ctx *cx)
{
	const struct rows *r = NULL;
	struct dialogue d;
	struct err *e;

	e = lock_and_load(cx, STMT_DIALOGUE_LOAD, REFERRAL_DISREGARD, &r);
	if (e != NULL)
		return e;
	d = read_dialogue(r);
	e = disregard_check(cx->arena, &d, field_int(r, 0, "now"));
	if (e != NULL)
		return e;
	e = cx_exec(cx, STMT_DISREGARD_INSERT, NULL,
	    seal_member(cx, "disregard.reason", "reason"));
	if (e != NULL)
		return e;
	e = cx_did(cx, &referral_lifecycle, REFERRAL_DISREGARD,
	    cx_path(cx, "bid_id"), field_text(r, 0, "referral_id"),
	    field_text(r, 0, "provider_id"));
	if (e != NULL)
		return e;
	return respond_below_bid(cx, STMT_DISREGARD_SHOW, "disregard");
}
