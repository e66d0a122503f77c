/*
 * stages.c - a category that asks in two stages: little at first, and the rest
 * of those that pass (R072).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/agreement.h"
#include "api/handlers/application.h"
#include "api/handlers/decision.h"
#include "api/handlers/entry.h"
#include "api/handlers/given.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"

/* Every requirement of the first stage, and no other. */
static struct err *
check_marks(struct ctx *cx, const struct asked_entry *entry)
{
	const json_t *asked = json_object_get(entry->category, "requirements");
	const json_t *marks = json_object_get(cx->body, "requirements");
	struct err *faults =
	    entry_check_known(cx, entry, "requirements", "requirements");
	size_t i;

	for (i = 0; i < json_array_size(asked); i++) {
		const json_t *item = json_array_get(asked, i);
		const char *code =
		    json_string_value(json_object_get(item, "code"));
		const bool given = json_object_get(marks, code) != NULL;

		if (given != entry_asks_first(item))
			err_append(&faults,
			    err_at(cx->arena,
				arena_printf(cx->arena, "#/requirements/%s",
				    code),
				given ? "This belongs to the second stage."
				      : "The first stage asks for this."));
	}
	return faults;
}

static bool
all_pass(json_t *marks)
{
	void *at;

	for (at = json_object_iter(marks); at != NULL;
	     at = json_object_iter_next(marks, at))
		if (!json_is_true(
			json_object_get(json_object_iter_value(at), "pass")))
			return false;
	return true;
}

static struct err *
check_refusal(struct ctx *cx, const struct asked_entry *entry)
{
	if (body_text(cx, "reason") == NULL)
		return err_at(cx->arena, "#/reason",
		    "A refusal gives its reason to the provider.");
	return agreement_is_signed(cx, entry->row);
}

/* POST .../first-stage: on to the second, or refused. */
struct err *
first_stage_decide(struct ctx *cx)
{
	const bool passed = all_pass(json_object_get(cx->body, "requirements"));
	const enum entry_act act =
	    passed ? ENTRY_PASS_STAGE_1 : ENTRY_FAIL_STAGE_1;
	struct asked_entry entry = { 0 };
	const char *provider;
	struct err *e;

	e = entry_find(cx, act, &entry);
	if (e == NULL)
		e = decision_scheme(cx, entry.row);
	if (e == NULL)
		e = judge_find(cx);
	if (e == NULL)
		e = check_marks(cx, &entry);
	if (e == NULL && !passed)
		e = check_refusal(cx, &entry);
	if (e == NULL)
		e = cx_exec(cx, STMT_FIRST_STAGE_STORE, NULL,
		    passed ? "true" : "false",
		    entry_state_name(entry_next(act, ENTRY_STAGE_1)));
	if (e != NULL)
		return e;
	provider = field_text(entry.row, 0, "provider_id");
	e = cx_did(cx, &entry_lifecycle, (int)act, cx_path(cx, "entry_id"),
	    NULL, provider);
	if (e == NULL && !passed)
		e = application_settle(cx, provider);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_ENTRY_SHOW, NULL,
	    entry_path(cx, ""));
}

static struct err *
check_complete(struct ctx *cx, const struct asked_entry *entry)
{
	const struct rows *missing = NULL;
	struct err *e, *faults = NULL;
	size_t i;

	e = cx_exec(cx, STMT_ENTRY_MISSING, &missing,
	    field_text(entry->row, 0, "place"));
	if (e != NULL)
		return e;
	for (i = 0; i < rows_count(missing); i++)
		err_append(&faults,
		    err_at(cx->arena, field_text(missing, i, "pointer"), "%s",
			field_text(missing, i, "detail")));
	return faults;
}

static struct err *
store(struct ctx *cx, const struct rows *application)
{
	const char *now = field_text(application, 0, "now_text"), *due = NULL;
	const struct rows *content = NULL;
	struct err *e = cx_exec(cx, STMT_SECOND_STAGE_CONTENT, &content);

	if (e != NULL)
		return e;
	e = cx_exec(cx, STMT_SECOND_STAGE_STORE, NULL,
	    entry_state_name(entry_next(ENTRY_SUBMIT_STAGE_2, ENTRY_STAGE_2)),
	    now,
	    application_receipt(cx, "fairlot-second-stage-v1",
		cx_path(cx, "entry_id"), field_json(cx, content, 0, "content"),
		now));
	if (e == NULL)
		e = application_due_on(cx, application, &due);
	return e != NULL ? e : cx_exec(cx, STMT_SECOND_STAGE_DUE, NULL, due);
}

/* POST .../entries/{entry_id}/submission: what the second stage asks. */
struct err *
second_stage_submit(struct ctx *cx)
{
	const struct rows *application = NULL;
	struct asked_entry entry = { 0 };
	struct err *e;

	e = cx_exec(cx, STMT_APPLICATION_LOAD, &application);
	if (e == NULL)
		e = entry_find(cx, ENTRY_SUBMIT_STAGE_2, &entry);
	if (e == NULL)
		e = scheme_is_joinable(cx, application);
	if (e == NULL)
		e = check_complete(cx, &entry);
	if (e == NULL)
		e = application_caps(cx, application, cx_path(cx, "entry_id"));
	if (e == NULL)
		e = store(cx, application);
	if (e == NULL)
		e = cx_did(cx, &entry_lifecycle, ENTRY_SUBMIT_STAGE_2,
		    cx_path(cx, "entry_id"), NULL,
		    field_text(application, 0, "lead_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_ENTRY_SHOW, NULL,
	    entry_path(cx, ""));
}
