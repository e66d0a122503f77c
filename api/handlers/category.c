/*
 * category.c - /v1/schemes/{scheme_id}/categories
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/blend.h"
#include "api/handlers/lead.h"
#include "api/handlers/library.h"
#include "api/handlers/stage.h"
#include "core/criteria.h"
#include "core/evidence.h"

static int
whole(const json_t *object, const char *name)
{
	return (int)json_integer_value(json_object_get(object, name));
}

static const char *
word(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

static struct err *
check_weights(struct ctx *cx)
{
	const json_t *w = json_object_get(cx->body, "weights");
	const struct weights weights = {
		.price = whole(w, "price"),
		.outcomes = whole(w, "outcomes"),
		.needs = whole(w, "needs"),
		.features = whole(w, "features"),
		.location = whole(w, "location"),
		.core = whole(w, "core"),
	};

	return weights_check(cx->arena, &weights);
}

static struct err *
check_statement_weights(struct ctx *cx)
{
	const json_t *list = json_object_get(cx->body, "statements");
	size_t i, count = json_array_size(list);
	int *weights = arena_zalloc_array(cx->arena, count, sizeof(*weights));

	for (i = 0; i < count; i++)
		weights[i] = whole(json_array_get(list, i), "weight");
	return statement_weights_check(cx->arena, weights, count);
}

/* Answers are given by code, so a code stands once in its list. */
static struct err *
check_codes(struct ctx *cx, const char *name)
{
	const json_t *list = json_object_get(cx->body, name);
	size_t i, count = json_array_size(list);
	struct criterion *codes =
	    arena_zalloc_array(cx->arena, count + 1, sizeof(*codes));

	if (!cx_sound(cx, arena_printf(cx->arena, "#/%s", name)))
		return NULL;
	for (i = 0; i < count; i++)
		codes[i].code = json_string_value(
		    json_object_get(json_array_get(list, i), "code"));
	return criteria_check(cx->arena, name, codes, count);
}

/* A group speaks beside others, so its question is scored by several. */
static struct err *
check_groups(struct ctx *cx)
{
	const json_t *list = json_object_get(cx->body, "statements");
	size_t i;

	for (i = 0; i < json_array_size(list); i++) {
		const json_t *group =
		    json_object_get(json_array_get(list, i), "scorer_group");

		if (json_is_string(group) && body_int(cx, "assessors", 1) < 2)
			return err_at(cx->arena, "#/assessors",
			    "A question that a group scores needs at least "
			    "two who score.");
	}
	return NULL;
}

static bool
asks_in_stages(struct ctx *cx)
{
	const char *const names[] = { "requirements", "statements" };
	size_t i, j;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const json_t *list = json_object_get(cx->body, names[i]);

		for (j = 0; j < json_array_size(list); j++)
			if (whole(json_array_get(list, j), "stage") == 2)
				return true;
	}
	return false;
}

/* Where the law has whoever is excluded be heard first (R032), no ground of
 * exclusion is judged in a first stage, which hears nobody. */
static struct err *
check_exclusions(struct ctx *cx, enum regime regime)
{
	const json_t *list = json_object_get(cx->body, "requirements");
	struct err *faults = NULL;
	size_t i;

	if (regime_allows(regime, LAW_EXCLUDED_UNHEARD, NULL) ||
	    !asks_in_stages(cx))
		return NULL;
	for (i = 0; i < json_array_size(list); i++) {
		const json_t *item = json_array_get(list, i);

		if (word(item, "exclusion") != NULL &&
		    whole(item, "stage") != 2)
			err_append(&faults,
			    err_at(cx->arena,
				arena_printf(cx->arena,
				    "#/requirements/%zu/stage", i),
				"A ground of exclusion belongs to the second "
				"stage: whoever fails it is heard first."));
	}
	return faults;
}

/* What documents it asks for, as the law of the scheme allows (R034). */
static struct err *
check_evidence(struct ctx *cx, enum regime regime)
{
	const json_t *list = json_object_get(cx->body, "evidence");
	size_t i, count = json_array_size(list);
	struct evidence_item *items =
	    arena_zalloc_array(cx->arena, count + 1, sizeof(*items));

	if (!cx_sound(cx, "#/evidence"))
		return NULL;
	for (i = 0; i < count; i++) {
		const json_t *item = json_array_get(list, i);

		(void)document_kind_parse(word(item, "kind"), &items[i].kind);
		(void)evidence_level_parse(word(item, "level"),
		    &items[i].level);
		(void)evidence_due_parse(word(item, "due"), &items[i].due);
		items[i].has_minimum = json_is_integer(
		    json_object_get(item, "minimum_cover_pence"));
		items[i].count = whole(item, "count");
	}
	return evidence_check(cx->arena, regime, items, count);
}

/* Every fault at once. */
static struct err *
check_category(struct ctx *cx, const struct rows *scheme)
{
	enum regime regime = lead_regime(scheme);
	const json_t *blend = json_object_get(cx->body, "core_blend");
	struct err *faults = NULL;

	if (cx_sound(cx, "#/weights"))
		err_append(&faults, check_weights(cx));
	if (cx_sound(cx, "#/statements"))
		err_append(&faults, check_statement_weights(cx));
	if (cx_sound(cx, "#/statements") && cx_sound(cx, "#/assessors"))
		err_append(&faults, check_groups(cx));
	if (cx_sound(cx, "#/requirements") && cx_sound(cx, "#/statements"))
		err_append(&faults, check_exclusions(cx, regime));
	err_append(&faults,
	    library_check(cx, "requirements", QUESTION_REQUIREMENT));
	err_append(&faults,
	    library_check(cx, "statements", QUESTION_STATEMENT));
	err_append(&faults, check_codes(cx, "requirements"));
	err_append(&faults, check_codes(cx, "statements"));
	err_append(&faults, check_codes(cx, "cost_heads"));
	err_append(&faults, check_codes(cx, "schedules"));
	err_append(&faults, check_evidence(cx, regime));
	if (cx_sound(cx, "#/core_blend"))
		err_append(&faults,
		    core_blend_check(cx->arena, blend_read(cx->arena, blend)));
	return cx_faults(cx, faults);
}

/* POST: a category of a scheme that has not ended. */
struct err *
category_create(struct ctx *cx)
{
	const struct rows *scheme = NULL, *made = NULL;
	const char *id;
	struct err *e;

	e = lead_scheme(cx, SCHEME_ADD_CATEGORY, &scheme);
	if (e == NULL)
		e = check_category(cx, scheme);
	if (e == NULL)
		e = cx_exec(cx, STMT_CATEGORY_INSERT, &made);
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_did(cx, &scheme_lifecycle, SCHEME_ADD_CATEGORY, id, NULL,
	    field_text(scheme, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_CATEGORY_SHOW, id,
	    arena_printf(cx->arena, "/v1/categories/%s", id));
}
