/*
 * referral.c - /v1/referrals: a council's drafts.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/terms.h"
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

/* The terms, completed, stand on known ground and are good in themselves. */
static struct err *
check(struct ctx *cx, json_t *terms)
{
	const struct rows *ground = NULL;
	struct err *e, *faults;

	e = cx_exec(cx, STMT_REFERRAL_GROUND, &ground,
	    text_of(cx, terms, "scheme_id"), text_of(cx, terms, "category_id"),
	    text_of(cx, terms, "origin_postcode"));
	if (e != NULL)
		return e;
	if (rows_bool(ground, 0, rows_col(ground, "scheme_known"))) {
		e = scheme_takes_referrals(cx, ground);
		if (e != NULL)
			return e;
	}
	faults = ground_faults(cx, ground);
	e = fill_in(cx, terms, ground);
	if (e != NULL)
		return e;
	err_append(&faults,
	    need_by_check(cx, rows_int(ground, 0, rows_col(ground, "now"))));
	err_append(&faults, terms_check(cx, terms));
	return cx_faults(cx, faults);
}

/* POST: a draft, seen by nobody but the council. */
struct err *
referral_create(struct ctx *cx)
{
	json_t *terms = json_keep(cx->arena, json_copy(cx->body));
	const struct rows *rows = NULL;
	const char *id;
	struct err *e;

	e = check(cx, terms);
	if (e == NULL)
		e = cx_exec(cx, STMT_REFERRAL_INSERT, &rows,
		    json_compact(cx->arena, terms));
	if (e != NULL)
		return e;
	id = rows_text(rows, 0, 0);
	e = cx_event(cx, "referral.created", id, id, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_REFERRAL_SHOW, id,
	    arena_printf(cx->arena, "/v1/referrals/%s", id));
}

/* The draft as it would be requested, if it is still a draft. */
static struct err *
load_terms(struct ctx *cx, json_t **terms)
{
	const struct rows *rows = NULL;
	enum referral_state state = REFERRAL__MAX;
	const char *text;
	struct err *e;

	e = cx_exec(cx, STMT_REFERRAL_TERMS, &rows);
	if (e != NULL)
		return e;
	(void)referral_state_parse(rows_text(rows, 0, 0), &state);
	e = referral_check(cx->arena, REFERRAL_EDIT, state);
	if (e != NULL)
		return e;
	text = rows_text(rows, 0, 1);
	return json_read(cx->arena, text, strlen(text), terms);
}

/* PATCH: any members of a draft; the whole is checked again. */
struct err *
referral_update(struct ctx *cx)
{
	const char *id = cx_path(cx, "referral_id");
	json_t *terms = NULL;
	struct err *e;

	e = load_terms(cx, &terms);
	if (e != NULL)
		return e;
	json_object_update(terms, cx->body);
	e = check(cx, terms);
	if (e == NULL)
		e = cx_exec(cx, STMT_REFERRAL_UPDATE, NULL,
		    json_compact(cx->arena, terms));
	if (e == NULL)
		e = cx_event(cx, "referral.changed", id, id, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_REFERRAL_SHOW, NULL, NULL);
}
