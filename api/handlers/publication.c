/*
 * publication.c - publishing, extending and cancelling a referral.
 *
 * The route holds the referral's lock alone; the clock is read after that, in
 * a statement of its own, so no bid can slip in between.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/portrait.h"
#include "api/handlers/sealed.h"
#include "api/handlers/terms.h"
#include "api/personal.h"
#include "api/receipt.h"
#include "core/category.h"
#include "core/referral.h"
#include "core/regime.h"

struct standing {
	const struct rows *row;
	enum referral_state state; /* as of now */
	int64_t now;
	const char *now_at; /* the same, as the database writes it */
	struct referral_terms from, to;
};

static int64_t
number(const struct standing *s, const char *column)
{
	return rows_int(s->row, 0, rows_col(s->row, column));
}

static struct err *
load(struct ctx *cx, struct standing *s)
{
	enum referral_state stored = REFERRAL__MAX;
	struct err *e;

	e = cx_exec(cx, STMT_REFERRAL_STANDING, &s->row);
	if (e != NULL)
		return e;
	(void)referral_state_parse(rows_text(s->row, 0,
				       rows_col(s->row, "state")),
	    &stored);
	s->now = number(s, "now");
	s->now_at = rows_text(s->row, 0, rows_col(s->row, "now_at"));
	s->from.deadline = number(s, "deadline");
	s->from.radius100 = (int)number(s, "radius100");
	s->to.deadline = number(s, "to_deadline");
	s->to.radius100 = (int)number(s, "to_radius100");
	s->state = referral_state_at(stored, s->from.deadline, s->now);
	return NULL;
}

/* A choice within a budget needs one to choose within. */
static struct err *
budget_check(struct ctx *cx, const struct standing *s, const json_t *terms)
{
	const json_t *name = json_object_get(terms, "choice_mode");
	enum choice_mode mode = CHOICE_MODE__MAX;

	(void)choice_mode_parse(json_string_value(name), &mode);
	if (mode != CHOICE_MODE_ANY_WITHIN_BUDGET ||
	    rows_bool(s->row, 0, rows_col(s->row, "budget")))
		return NULL;
	return err_at(cx->arena, "#/budget_pence",
	    "A choice within the budget needs a budget.");
}

/* A draft may have waited too long. */
static struct err *
need_by_check(struct ctx *cx, const struct standing *s, const json_t *terms)
{
	const char *text = json_string_value(json_object_get(terms, "need_by"));
	struct date day;

	if (text == NULL || !date_parse(text, &day))
		return NULL;
	return day_ahead_check(cx->arena, "#/need_by", day,
	    date_in_london(s->now));
}

/* Everything that must be right before bidders may rely on it. */
static struct err *
publication_check(struct ctx *cx, const struct standing *s)
{
	const char *text = rows_text(s->row, 0, rows_col(s->row, "terms"));
	struct scoring scoring;
	struct criteria needs, features;
	struct err *faults;
	json_t *terms;

	faults = json_read(cx->arena, text, strlen(text), &terms);
	if (faults != NULL)
		return faults;
	needs = terms_criteria(cx->arena, terms, "needs");
	features = terms_criteria(cx->arena, terms, "features");
	scoring = (struct scoring){
		.weights = terms_weights(terms),
		.miles_per_mark = (int)number(s, "miles_per_mark"),
		.needs_total = criteria_marks(needs.items, needs.count),
		.features_total =
		    criteria_marks(features.items, features.count),
	};
	faults = response_hours_check(cx->arena, s->now, s->from.deadline,
	    (int)number(s, "hours"));
	err_append(&faults, need_by_check(cx, s, terms));
	err_append(&faults, weights_check(cx->arena, &scoring.weights));
	err_append(&faults,
	    marks_check(cx->arena, &scoring,
		json_array_size(json_object_get(terms, "outcomes"))));
	err_append(&faults, budget_check(cx, s, terms));
	return faults;
}

/* Freezes who is asked, as of the standing's moment. */
static struct err *
invite(struct ctx *cx, const struct standing *s)
{
	enum regime regime = REGIME__MAX;

	if (!regime_parse(rows_text(s->row, 0, rows_col(s->row, "regime")),
		&regime))
		return err_new(cx->arena, ERR_INTERNAL,
		    "The scheme cannot be read.");
	return cx_exec(cx, STMT_REFERRAL_INVITE, NULL, s->now_at,
	    regime_allows(regime, LAW_RADIUS, NULL) ? "false" : "true",
	    regime_allows(regime, LAW_CAP_AT_ENTRY, NULL) ? "true" : "false");
}

/* Tells the council and everybody who was asked, and shows the referral. */
static struct err *
answer(struct ctx *cx, enum referral_act act)
{
	const char *id = cx_path(cx, "referral_id");
	const struct rows *rows = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_REFERRAL_AUDIENCE, &rows);
	if (e == NULL)
		e = cx_did(cx, &referral_lifecycle, (int)act, id, id,
		    rows_text(rows, 0, 0));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_REFERRAL_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/referrals/%s", id));
}

/* Our signature under the key that the keeper told: "\\x" and hexadecimal. */
static const char *
witness(struct ctx *cx, const struct client_key *key)
{
	return receipt_sign(cx,
	    sealed_witness(cx->arena, cx_path(cx, "referral_id"),
		key->public_key + 2));
}

/* To which bids will be sealed, until this deadline. */
static struct err *
make_key(struct ctx *cx, const struct standing *s)
{
	const struct client keeper = sealed_client(cx);
	struct client_key key;
	struct err *e = client_new_key(&keeper, cx_path(cx, "referral_id"),
	    s->from.deadline, &key);

	if (e != NULL)
		return e;
	return cx_exec(cx, STMT_REFERRAL_KEY_INSERT, NULL, key.public_key,
	    key.wrapped, witness(cx, &key));
}

/* The same key, until the later one. */
static struct err *
extend_key(struct ctx *cx, const struct standing *s)
{
	const struct client keeper = sealed_client(cx);
	struct client_key key;
	struct err *e;

	if (s->to.deadline == s->from.deadline)
		return NULL;
	e = client_extend(&keeper, cx_path(cx, "referral_id"), s->to.deadline,
	    &key);
	if (e != NULL)
		return e;
	return cx_exec(cx, STMT_REFERRAL_KEY_EXTEND, NULL, key.public_key,
	    key.wrapped, witness(cx, &key));
}

/* None of those that it draws from rests. */
static struct err *
categories_take_referrals(struct ctx *cx, const struct standing *s)
{
	enum category_state state = CATEGORY__MAX;

	(void)category_state_parse(rows_text(s->row, 0,
				       rows_col(s->row, "category_state")),
	    &state);
	return cx_may(cx, &category_lifecycle, CATEGORY_REFER, (int)state);
}

/* POST: from now on the terms are fixed and every home in reach is asked. */
struct err *
referral_publish(struct ctx *cx)
{
	struct standing s = { 0 };
	struct err *e;

	e = cx_exec(cx, STMT_REFERRAL_LOCK_CATEGORIES, NULL);
	if (e == NULL)
		e = load(cx, &s);
	if (e == NULL)
		e = cx_may(cx, &referral_lifecycle, REFERRAL_PUBLISH,
		    (int)s.state);
	if (e == NULL)
		e = scheme_takes_referrals(cx, s.row);
	if (e == NULL)
		e = categories_take_referrals(cx, &s);
	if (e == NULL)
		e = publication_check(cx, &s);
	if (e == NULL)
		e = portrait_may_be_published(cx);
	if (e == NULL)
		e = make_key(cx, &s);
	if (e == NULL)
		e = cx_exec(cx, STMT_REFERRAL_PUBLISH, NULL,
		    referral_state_name(
			referral_next(REFERRAL_PUBLISH, s.state)),
		    s.now_at);
	if (e == NULL)
		e = invite(cx, &s);
	return e != NULL ? e : answer(cx, REFERRAL_PUBLISH);
}

/* POST: later or wider, for everybody; the newcomers are asked. The same act
 * whether or not there are bids: a rule that depends on them betrays them. */
struct err *
referral_extend(struct ctx *cx)
{
	struct standing s = { 0 };
	struct err *e;

	e = load(cx, &s);
	if (e == NULL)
		e = cx_may(cx, &referral_lifecycle, REFERRAL_EXTEND,
		    (int)s.state);
	if (e == NULL)
		e = extension_check(cx->arena, &s.from, &s.to, s.now);
	if (e == NULL)
		e = extend_key(cx, &s);
	if (e == NULL)
		e = cx_exec(cx, STMT_REFERRAL_EXTEND, NULL);
	if (e == NULL)
		e = invite(cx, &s);
	return e != NULL ? e : answer(cx, REFERRAL_EXTEND);
}

/* POST: no award will come of it. */
struct err *
referral_cancel(struct ctx *cx)
{
	struct standing s = { 0 };
	struct err *e;

	e = load(cx, &s);
	if (e == NULL)
		e = cx_may(cx, &referral_lifecycle, REFERRAL_CANCEL,
		    (int)s.state);
	if (e == NULL)
		e = cx_exec(cx, STMT_REFERRAL_CANCEL, NULL,
		    referral_state_name(
			referral_next(REFERRAL_CANCEL, s.state)),
		    cx_seal(cx, "referral.ended_reason",
			cx_path(cx, "referral_id"), body_text(cx, "reason")));
	return e != NULL ? e : answer(cx, REFERRAL_CANCEL);
}
