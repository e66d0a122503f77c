/*
 * entry.c - /v1/applications/{application_id}/entries/{entry_id}
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/entry.h"

#include <string.h>

#include "api/config.h"
#include "api/decimal.h"
#include "api/handlers.h"
#include "api/handlers/application.h"
#include "api/handlers/stage.h"
#include "core/price.h"
#include "core/regime.h"

/* While it waits for information, nothing is assessed or decided. */
static struct err *
check_application(struct ctx *cx, const struct rows *entry)
{
	enum application_state state = APPLICATION__MAX;

	(void)application_state_parse(field_text(entry, 0, "application_state"),
	    &state);
	return application_check(cx->arena, APPLICATION_HANDLE, state);
}

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
	if (e == NULL && cx->caller.role != ROLE_PROVIDER)
		e = check_application(cx, found.row);
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
check_cap(struct ctx *cx, const struct asked_entry *e, json_t *costs)
{
	enum regime regime = REGIME__MAX;
	const json_t *cap = json_object_get(e->category, "core_cap_pence");
	size_t count = 0, size = json_object_size(costs);
	struct cost_head *heads =
	    arena_zalloc_array(cx->arena, size + 1, sizeof(*heads));
	void *at;

	if (!regime_parse(field_text(e->row, 0, "regime"), &regime) ||
	    !regime_allows(regime, LAW_CAP_AT_ENTRY, NULL))
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

bool
entry_asks_first(const json_t *item)
{
	return json_integer_value(json_object_get(item, "stage")) != 2;
}

const char *
entry_path(struct ctx *cx, const char *below)
{
	return arena_printf(cx->arena, "/v1/applications/%s/entries/%s%s",
	    cx_path(cx, "application_id"), cx_path(cx, "entry_id"), below);
}

/* While the second stage is filled in, what the first has asked stands. */
static struct err *
check_stage(struct ctx *cx, const struct asked_entry *e, const char *name)
{
	const json_t *answers = json_object_get(cx->body, name);
	const json_t *list = json_object_get(e->category, name);
	struct err *faults = NULL;
	size_t i;

	for (i = 0; e->state == ENTRY_STAGE_2 && i < json_array_size(list);
	     i++) {
		const json_t *item = json_array_get(list, i);
		const char *code =
		    json_string_value(json_object_get(item, "code"));

		if (entry_asks_first(item) &&
		    json_object_get(answers, code) != NULL)
			err_append(&faults,
			    err_at(cx->arena,
				arena_printf(cx->arena, "#/%s/%s", name, code),
				"This was sent in with the first stage."));
	}
	return faults;
}

/* costs: those of the entry as it will be. */
static struct err *
check_answers(struct ctx *cx, const struct asked_entry *e, json_t *costs)
{
	struct err *faults =
	    entry_check_known(cx, e, "requirements", "requirements");

	err_append(&faults,
	    entry_check_known(cx, e, "statements", "statements"));
	err_append(&faults,
	    entry_check_known(cx, e, "core_pence", "cost_heads"));
	err_append(&faults,
	    entry_check_known(cx, e, "schedule_pence", "schedules"));
	err_append(&faults, check_stage(cx, e, "requirements"));
	err_append(&faults, check_stage(cx, e, "statements"));
	if (cx_sound(cx, "#/core_pence"))
		err_append(&faults, check_cap(cx, e, costs));
	if (cx_sound(cx, "#/discounts"))
		err_append(&faults, check_discounts(cx));
	return cx_faults(cx, faults);
}

static struct err *
answer_changed(struct ctx *cx)
{
	struct err *e = cx_did(cx, &entry_lifecycle, ENTRY_EDIT,
	    cx_path(cx, "entry_id"), NULL, NULL);

	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_ENTRY_SHOW, NULL, NULL);
}

/* PUT: all of the entry, as far as it is known; while it is a draft. */
struct err *
entry_put(struct ctx *cx)
{
	struct asked_entry entry = { 0 };
	struct err *e;

	e = entry_find(cx, ENTRY_EDIT, &entry);
	if (e == NULL)
		e = check_answers(cx, &entry,
		    json_object_get(cx->body, "core_pence"));
	if (e == NULL)
		e = cx_exec(cx, STMT_ENTRY_UPDATE, NULL);
	return e != NULL ? e : answer_changed(cx);
}

/* The stored costs with those of the body in their place. */
static json_t *
costs_after(struct ctx *cx, const struct asked_entry *entry)
{
	json_t *costs = field_json(cx, entry->row, 0, "core_pence");

	if (cx_sound(cx, "#/core_pence"))
		(void)json_object_update(costs,
		    json_object_get(cx->body, "core_pence"));
	return costs;
}

/* PATCH: what the body names; while it is a draft. */
struct err *
entry_patch(struct ctx *cx)
{
	struct asked_entry entry = { 0 };
	struct err *e;

	e = entry_find(cx, ENTRY_EDIT, &entry);
	if (e == NULL)
		e = check_answers(cx, &entry, costs_after(cx, &entry));
	if (e == NULL)
		e = cx_exec(cx, STMT_ENTRY_PATCH, NULL);
	return e != NULL ? e : answer_changed(cx);
}

/* A home of the caller's in a category of the scheme, which is not there yet;
 * and whose answers are to be copied. */
static struct err *
check_new(struct ctx *cx)
{
	const struct rows *pair = NULL;
	struct err *e, *faults = NULL;

	e = cx_exec(cx, STMT_ENTRY_PAIR, &pair);
	if (e != NULL)
		return e;
	if (!field_bool(pair, 0, "home"))
		err_append(&faults, err_at(cx->arena, "#/establishment_id",
					"There is no such establishment."));
	if (!field_bool(pair, 0, "category"))
		err_append(&faults,
		    err_at(cx->arena, "#/category_id",
			"There is no such category in this scheme."));
	if (!field_bool(pair, 0, "source"))
		err_append(&faults, err_at(cx->arena, "#/copy_from",
					"There is no such entry."));
	if (field_bool(pair, 0, "repeated"))
		err_append(&faults,
		    err_at(cx->arena, "#/establishment_id",
			"This home stands in this category already."));
	if (faults == NULL && field_int(pair, 0, "entries") >= LIMIT_ENTRIES)
		faults = err_new(cx->arena, ERR_CONFLICT,
		    "An application has %d entries at most; start another.",
		    LIMIT_ENTRIES);
	return faults;
}

/* POST .../entries: one more in a draft, empty or as a copy of another. */
struct err *
entry_create(struct ctx *cx)
{
	const struct rows *application = NULL, *made = NULL;
	const char *id;
	struct err *e;

	e = cx_exec(cx, STMT_APPLICATION_LOAD, &application);
	if (e == NULL)
		e = application_may(cx, application, APPLICATION_ADD_ENTRY);
	if (e == NULL)
		e = check_new(cx);
	if (e == NULL)
		e = cx_exec(cx, STMT_ENTRY_INSERT, &made);
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_did(cx, &application_lifecycle, APPLICATION_ADD_ENTRY, id, NULL,
	    NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_ENTRY_SHOW, id,
	    arena_printf(cx->arena, "/v1/applications/%s/entries/%s",
		cx_path(cx, "application_id"), id));
}

/* DELETE: out of a draft. */
struct err *
entry_delete(struct ctx *cx)
{
	struct asked_entry entry = { 0 };
	struct err *e;

	e = entry_find(cx, ENTRY_REMOVE, &entry);
	if (e == NULL)
		e = cx_exec(cx, STMT_ENTRY_DELETE, NULL);
	if (e == NULL)
		e = cx_did(cx, &entry_lifecycle, ENTRY_REMOVE,
		    cx_path(cx, "entry_id"), NULL, NULL);
	return e != NULL ? e : respond_empty(cx);
}
