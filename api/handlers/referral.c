/*
 * referral.c - /v1/referrals: a council's drafts.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/portrait.h"
#include "api/handlers/stage.h"
#include "api/handlers/terms.h"
#include "api/text.h"
#include "core/referral.h"

/* NULL if what came is not what it should be. */
static const char *
text_of(struct ctx *cx, const json_t *terms, const char *name)
{
	if (!cx_sound(cx, arena_printf(cx->arena, "#/%s", name)))
		return NULL;
	return json_string_value(json_object_get(terms, name));
}

/* What the category gives where the council said nothing. */
static struct err *
fill_in(struct ctx *cx, json_t *terms, const struct rows *ground)
{
	const char *weights = rows_text(ground, 0, rows_col(ground, "weights"));
	const char *mode =
	    rows_text(ground, 0, rows_col(ground, "choice_mode"));
	json_t *given;
	struct err *e;

	if (weights == NULL)
		return NULL;
	if (json_object_get(terms, "choice_mode") == NULL)
		json_object_set_new(terms, "choice_mode", json_string(mode));
	if (json_object_get(terms, "weights") != NULL)
		return NULL;
	e = json_read(cx->arena, weights, strlen(weights), &given);
	if (e == NULL)
		json_object_set(terms, "weights", given);
	return e;
}

/* An unknown scheme and one of somebody else are one answer. */
static struct err *
ground_faults(struct ctx *cx, const struct rows *ground)
{
	struct err *faults = NULL;

	if (!rows_bool(ground, 0, rows_col(ground, "scheme_known")))
		err_append(&faults, err_at(cx->arena, "#/scheme_id",
					"There is no such scheme."));
	else if (!rows_bool(ground, 0, rows_col(ground, "category_known")))
		err_append(&faults, err_at(cx->arena, "#/category_id",
					"This scheme has no such category."));
	if (!rows_bool(ground, 0, rows_col(ground, "place_known")))
		err_append(&faults,
		    err_at(cx->arena, "#/origin_postcode",
			"This is not a postcode with a place on the British "
			"National Grid."));
	return faults;
}

/* Further categories stand beside the first one (R005): of the same scheme,
 * each once, and priced alike. */
static struct err *
category_faults(struct ctx *cx, const json_t *terms)
{
	const json_t *list = json_object_get(terms, "categories");
	const struct rows *rows = NULL;
	struct err *e, *faults = NULL;
	size_t i;

	if (json_array_size(list) == 0 || !cx_sound(cx, "#/categories") ||
	    !cx_sound(cx, "#/category_id"))
		return NULL;
	e = cx_exec(cx, STMT_REFERRAL_CATEGORIES, &rows,
	    json_string_value(json_object_get(terms, "category_id")),
	    json_compact(cx->arena, list));
	if (e != NULL)
		return e;
	for (i = 0; i < rows_count(rows); i++) {
		const char *at = arena_printf(cx->arena, "#/categories/%zu", i);

		if (!field_bool(rows, i, "known"))
			err_append(&faults, err_at(cx->arena, at,
						"This scheme has no such other "
						"category."));
		else if (field_bool(rows, i, "repeated"))
			err_append(&faults, err_at(cx->arena, at,
						"This category stands here "
						"already."));
		else if (!field_bool(rows, i, "comparable"))
			err_append(&faults,
			    err_at(cx->arena, at,
				"Its unit of price or its cost heads are "
				"others, so bids could not be compared."));
	}
	return faults;
}

/* As it is set; a draft that has it from before is asked when published. */
static struct err *
need_by_check(struct ctx *cx, int64_t now)
{
	const char *text = text_of(cx, cx->body, "need_by");
	struct date day;

	if (text == NULL || !date_parse(text, &day))
		return NULL;
	return day_ahead_check(cx->arena, "#/need_by", day,
	    date_in_london(now));
}

/* A draft under way: what is asked for, whom it is about, and what was known
 * of those words before. */
struct draft {
	json_t *terms; /* without the portrait, which no statement is given */
	json_t *portrait; /* borrowed */
	bool may_hold; /* the officer knows that it looks like an identifier */
	bool held;     /* it does */
	bool changed;  /* these words are new */
};

/* The terms, completed, stand on known ground and are good in themselves. */
static struct err *
check(struct ctx *cx, struct draft *d)
{
	const struct rows *ground = NULL;
	struct err *e, *faults, *suspicion;

	e = cx_exec(cx, STMT_REFERRAL_GROUND, &ground,
	    text_of(cx, d->terms, "scheme_id"),
	    text_of(cx, d->terms, "category_id"),
	    text_of(cx, d->terms, "origin_postcode"));
	if (e != NULL)
		return e;
	if (rows_bool(ground, 0, rows_col(ground, "scheme_known"))) {
		e = scheme_takes_referrals(cx, ground);
		if (e != NULL)
			return e;
	}
	faults = ground_faults(cx, ground);
	e = fill_in(cx, d->terms, ground);
	if (e != NULL)
		return e;
	err_append(&faults,
	    need_by_check(cx, rows_int(ground, 0, rows_col(ground, "now"))));
	err_append(&faults, category_faults(cx, d->terms));
	err_append(&faults, terms_check(cx, d->terms));
	suspicion = terms_portrait_check(cx, d->portrait);
	d->held = suspicion != NULL;
	if (!d->may_hold)
		err_append(&faults, suspicion);
	return cx_faults(cx, faults);
}

/* The words, if they are new, and what the colleagues should know of them. */
static struct err *
keep_portrait(struct ctx *cx, const struct draft *d, const char *id)
{
	struct err *e;

	if (!d->changed)
		return NULL;
	e = portrait_keep(cx, id, d->portrait, d->held);
	if (e != NULL || !d->held)
		return e;
	return cx_event(cx, "referral.identifiers_held", id, id, NULL);
}

/* Takes a request's members apart. */
static void
read_body(struct ctx *cx, struct draft *d)
{
	d->portrait = json_object_get(cx->body, "portrait");
	d->may_hold =
	    json_is_true(json_object_get(cx->body, "hold_identifiers"));
	json_object_update(d->terms, cx->body);
	(void)json_object_del(d->terms, "portrait");
	(void)json_object_del(d->terms, "hold_identifiers");
}

/* POST: a draft, seen by nobody but the council. */
struct err *
referral_create(struct ctx *cx)
{
	struct draft d = {
		.terms = json_keep(cx->arena, json_object()),
		.changed = true,
	};
	const char *id = text_uuid(cx->arena);
	struct err *e;

	read_body(cx, &d);
	e = check(cx, &d);
	if (e == NULL)
		e = cx_exec(cx, STMT_REFERRAL_INSERT, NULL,
		    json_compact(cx->arena, d.terms), id);
	if (e == NULL)
		e = cx_event(cx, referral_lifecycle.begins, id, id, NULL);
	if (e == NULL)
		e = keep_portrait(cx, &d, id);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_REFERRAL_SHOW, id,
	    arena_printf(cx->arena, "/v1/referrals/%s", id));
}

/* The draft as it would be requested, if it is still a draft. */
static struct err *
load_terms(struct ctx *cx, const struct rows **row, json_t **terms)
{
	enum referral_state state = REFERRAL__MAX;
	const char *text;
	struct err *e;

	e = cx_exec(cx, STMT_REFERRAL_TERMS, row);
	if (e != NULL)
		return e;
	(void)referral_state_parse(field_text(*row, 0, "state"), &state);
	e = cx_may(cx, &referral_lifecycle, REFERRAL_EDIT, (int)state);
	if (e != NULL)
		return e;
	text = field_text(*row, 0, "terms");
	return json_read(cx->arena, text, strlen(text), terms);
}

/* Words that nobody can read any more may still be replaced. */
static struct err *
compare_portraits(struct ctx *cx, const struct rows *row, struct draft *d)
{
	json_t *before = NULL;
	struct err *e = portrait_read(cx, cx_path(cx, "referral_id"),
	    field_text(row, 0, "portrait"), &before);

	if (e != NULL && d->portrait == NULL)
		return e;
	if (d->portrait == NULL)
		d->portrait = before;
	d->changed = e != NULL || json_equal(before, d->portrait) == 0;
	if (!d->changed && field_bool(row, 0, "held"))
		d->may_hold = true;
	return NULL;
}

/* PATCH: any members of a draft; the whole is checked again. */
struct err *
referral_update(struct ctx *cx)
{
	const char *id = cx_path(cx, "referral_id");
	const struct rows *row = NULL;
	struct draft d = { 0 };
	struct err *e;

	e = load_terms(cx, &row, &d.terms);
	if (e != NULL)
		return e;
	read_body(cx, &d);
	e = compare_portraits(cx, row, &d);
	if (e == NULL)
		e = check(cx, &d);
	if (e != NULL)
		return e;
	/* A word may have become suspicious since it was written. */
	d.changed = d.changed || d.held != field_bool(row, 0, "held");
	e = cx_exec(cx, STMT_REFERRAL_UPDATE, NULL,
	    json_compact(cx->arena, d.terms));
	if (e == NULL)
		e = cx_did(cx, &referral_lifecycle, REFERRAL_EDIT, id, id,
		    NULL);
	if (e == NULL)
		e = keep_portrait(cx, &d, id);
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_REFERRAL_SHOW, NULL, NULL);
}
