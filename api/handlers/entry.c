/*
 * entry.c - /v1/applications/{application_id}/entries/{entry_id}
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/entry.h"

#include <string.h>

#include "api/decimal.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"
#include "core/price.h"
#include "core/regime.h"

struct err *
entry_find(struct ctx *cx, enum entry_act act, struct asked_entry *out)
{
	struct asked_entry found = { .state = ENTRY__MAX };
	struct err *e = cx_exec(cx, STMT_ENTRY_LOAD, &found.row);

	if (e != NULL)
		return e;
	if (rows_count(found.row) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "There is no such entry.");
	(void)entry_state_parse(field_text(found.row, 0, "state"),
	    &found.state);
	e = cx_may(cx, &entry_lifecycle, (int)act, (int)found.state);
	if (e != NULL)
		return e;
	found.category = field_json(cx, found.row, 0, "category");
	*out = found;
	return NULL;
}

static bool
list_has(const json_t *list, const char *code)
{
	size_t i;

	for (i = 0; i < json_array_size(list); i++)
		if (strcmp(json_string_value(
			       json_object_get(json_array_get(list, i),
				   "code")),
			code) == 0)
			return true;
	return false;
}

struct err *
entry_check_known(struct ctx *cx, const struct asked_entry *e, const char *name,
    const char *list_name)
{
	json_t *answers = json_object_get(cx->body, name);
	const json_t *list = json_object_get(e->category, list_name);
	struct err *faults = NULL;
	void *at;

	for (at = json_object_iter(answers); at != NULL;
	     at = json_object_iter_next(answers, at))
		if (!list_has(list, json_object_iter_key(at)))
			err_append(&faults,
			    err_at(cx->arena,
				arena_printf(cx->arena, "#/%s/%s", name,
				    json_object_iter_key(at)),
				"The category has no such code."));
	return faults;
}

struct err *
entry_check_covered(struct ctx *cx, const struct asked_entry *e,
    const char *name)
{
	const json_t *answers = json_object_get(cx->body, name);
	const json_t *list = json_object_get(e->category, name);
	struct err *faults = NULL;
	size_t i;

	for (i = 0; i < json_array_size(list); i++) {
		const char *code = json_string_value(
		    json_object_get(json_array_get(list, i), "code"));

		if (json_object_get(answers, code) == NULL)
			err_append(&faults,
			    err_at(cx->arena,
				arena_printf(cx->arena, "#/%s/%s", name, code),
				"The category asks for this."));
	}
	return faults;
}

/* As far as the costs are given, they stay below the cap (R049), where the
 * law lets it bar a home from entry. */
static struct err *
check_cap(struct ctx *cx, const struct asked_entry *e)
{
	enum regime regime = REGIME__MAX;
	json_t *costs = json_object_get(cx->body, "core_pence");
	const json_t *cap = json_object_get(e->category, "core_cap_pence");
	size_t count = 0, size = json_object_size(costs);
	struct cost_head *heads =
	    arena_zalloc_array(cx->arena, size + 1, sizeof(*heads));
	void *at;

	if (!regime_parse(field_text(e->row, 0, "regime"), &regime) ||
	    !regime_rules(regime)->core_cap_bars)
		return NULL;
	for (at = json_object_iter(costs); at != NULL;
	     at = json_object_iter_next(costs, at))
		heads[count++] = (struct cost_head){
			.code = json_object_iter_key(at),
			.amount =
			    json_integer_value(json_object_iter_value(at)),
		};
	return core_cap_check(cx->arena, core_total(heads, count),
	    json_is_integer(cap) ? json_integer_value(cap) : -1);
}

static struct err *
check_discounts(struct ctx *cx)
{
	const json_t *list = json_object_get(cx->body, "discounts");
	size_t i, count = json_array_size(list);
	struct discount *d =
	    arena_zalloc_array(cx->arena, count + 1, sizeof(*d));

	for (i = 0; i < count; i++) {
		const json_t *item = json_array_get(list, i);
		int64_t percent100 = -1;

		if (!decimal_units(json_number_value(
				       json_object_get(item, "percent")),
			2, &percent100))
			percent100 = -1;
		d[i].percent100 = (int)percent100;
		d[i].from_child = (int)json_integer_value(
		    json_object_get(item, "from_child"));
	}
	return discounts_check(cx->arena, d, count);
}

static struct err *
check_answers(struct ctx *cx, const struct asked_entry *e)
{
	struct err *faults =
	    entry_check_known(cx, e, "requirements", "requirements");

	err_append(&faults,
	    entry_check_known(cx, e, "statements", "statements"));
	err_append(&faults,
	    entry_check_known(cx, e, "core_pence", "cost_heads"));
	if (cx_sound(cx, "#/core_pence"))
		err_append(&faults, check_cap(cx, e));
	if (cx_sound(cx, "#/discounts"))
		err_append(&faults, check_discounts(cx));
	return cx_faults(cx, faults);
}

/* PUT: all of the entry, as far as it is known; while it is a draft. */
struct err *
entry_put(struct ctx *cx)
{
	struct asked_entry entry = { 0 };
	struct err *e;

	e = entry_find(cx, ENTRY_EDIT, &entry);
	if (e == NULL)
		e = check_answers(cx, &entry);
	if (e == NULL)
		e = cx_exec(cx, STMT_ENTRY_UPDATE, NULL);
	if (e == NULL)
		e = cx_did(cx, &entry_lifecycle, ENTRY_EDIT,
		    cx_path(cx, "entry_id"), NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_ENTRY_SHOW, NULL, NULL);
}
