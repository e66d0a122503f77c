/*
 * terms.c - what a referral asks for, from its JSON to the rules in core/.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/terms.h"

#include "api/ctx.h"
#include "core/dates.h"
#include "core/portrait.h"
#include "core/regime.h"
#include "core/scheme.h"

struct criteria
terms_criteria(struct arena *a, const json_t *terms, const char *list)
{
	const json_t *array = json_object_get(terms, list);
	struct criteria out = { .count = json_array_size(array) };
	size_t i;

	out.items = arena_zalloc_array(a, out.count + 1, sizeof(*out.items));
	for (i = 0; i < out.count; i++) {
		const json_t *item = json_array_get(array, i);
		const json_t *mark = json_object_get(item, "mark");

		out.items[i].code =
		    json_string_value(json_object_get(item, "code"));
		out.items[i].mark = (int)json_integer_value(mark);
		out.items[i].must = json_is_true(json_object_get(item, "must"));
	}
	return out;
}

const char *const *
terms_ticks(struct arena *a, const json_t *list, size_t *count)
{
	const size_t n = json_array_size(list);
	const char **codes = arena_zalloc_array(a, n + 1, sizeof(*codes));
	size_t i;

	for (i = 0; i < n; i++)
		codes[i] = json_string_value(json_array_get(list, i));
	*count = n;
	return codes;
}

static int
weight(const json_t *terms, const char *criterion)
{
	const json_t *weights = json_object_get(terms, "weights");

	return (int)json_integer_value(json_object_get(weights, criterion));
}

struct weights
terms_weights(const json_t *terms)
{
	return (struct weights){
		.price = weight(terms, "price"),
		.outcomes = weight(terms, "outcomes"),
		.needs = weight(terms, "needs"),
		.features = weight(terms, "features"),
		.location = weight(terms, "location"),
		.core = weight(terms, "core"),
	};
}

static struct err *
portrait_member(struct ctx *cx, const json_t *portrait, const char *name)
{
	const char *at = arena_printf(cx->arena, "#/portrait/%s", name);

	if (!cx_sound(cx, at))
		return NULL;
	return portrait_check(cx->arena, at,
	    json_string_value(json_object_get(portrait, name)));
}

struct err *
terms_portrait_check(struct ctx *cx, const json_t *portrait)
{
	struct err *faults = portrait_member(cx, portrait, "age_band");

	err_append(&faults, portrait_member(cx, portrait, "summary"));
	return faults;
}

/* Every text of a list such as the needs. */
static struct err *
check_texts(struct arena *a, const json_t *terms, const char *list)
{
	struct err *faults = NULL;
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(terms, list), i, item)
	{
		err_append(&faults,
		    anonymity_check(a,
			arena_printf(a, "#/%s/%zu/text", list, i),
			json_string_value(json_object_get(item, "text"))));
	}
	return faults;
}

/* The codes of a list, its marks, and its texts. */
static struct err *
check_list(struct ctx *cx, const json_t *terms, const char *list)
{
	const struct criteria c = terms_criteria(cx->arena, terms, list);
	struct err *faults;

	if (!cx_sound(cx, arena_printf(cx->arena, "#/%s", list)))
		return NULL;
	faults = criteria_check(cx->arena, list, c.items, c.count);
	err_append(&faults, check_texts(cx->arena, terms, list));
	return faults;
}

struct err *
terms_check(struct ctx *cx, const json_t *terms)
{
	static const char *const lists[] = { "needs", "features", "outcomes" };
	const struct weights weights = terms_weights(terms);
	struct err *faults = NULL;
	size_t i;

	if (cx_sound(cx, "#/title"))
		err_append(&faults,
		    anonymity_check(cx->arena, "#/title",
			json_string_value(json_object_get(terms, "title"))));
	if (cx_sound(cx, "#/weights") &&
	    json_object_get(terms, "weights") != NULL)
		err_append(&faults, weights_check(cx->arena, &weights));
	for (i = 0; i < ARRAY_LEN(lists); i++)
		err_append(&faults, check_list(cx, terms, lists[i]));
	return faults;
}

struct err *
scheme_takes_referrals(struct ctx *cx, const struct rows *row)
{
	struct date from, to, today;
	enum scheme_state state;
	enum regime regime;
	struct err *e;

	if (!scheme_state_parse(rows_text(row, 0,
				    rows_col(row, "scheme_state")),
		&state) ||
	    !regime_parse(rows_text(row, 0, rows_col(row, "regime")),
		&regime) ||
	    !date_parse(rows_text(row, 0, rows_col(row, "valid_from")),
		&from) ||
	    !date_parse(rows_text(row, 0, rows_col(row, "valid_to")), &to))
		return err_new(cx->arena, ERR_INTERNAL,
		    "The scheme cannot be read.");
	if (!rows_bool(row, 0, rows_col(row, "partner")))
		return err_new(cx->arena, ERR_NOT_PARTNER,
		    "Your council is not on this scheme's list today.");
	e = scheme_check(cx->arena, SCHEME_REFER, state);
	if (e != NULL)
		return e;
	today = date_in_london(rows_int(row, 0, rows_col(row, "now")));
	if (!scheme_is_current(from, to, regime, today))
		return err_new(cx->arena, ERR_SCHEME_NOT_OPEN,
		    "This scheme is not valid today.");
	return NULL;
}
