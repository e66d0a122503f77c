/*
 * information.c - the lead asks for information, and the provider answers; in
 * between the clock of the assessment stands (lifecycles 2.3).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/application.h"
#include "api/handlers/due.h"
#include "api/handlers/stage.h"

static const char *
request_path(struct ctx *cx, const char *id)
{
	return arena_printf(cx->arena,
	    "/v1/applications/%s/information-requests/%s",
	    cx_path(cx, "application_id"), id);
}

/* Items are about the application or about one of its entries. */
static struct err *
check_items(struct ctx *cx)
{
	const struct rows *wrong = NULL;
	struct err *e, *faults = NULL;
	size_t i;

	e = cx_exec(cx, STMT_INFORMATION_REQUEST_FAULTS, &wrong);
	if (e != NULL)
		return e;
	for (i = 0; i < rows_count(wrong); i++)
		err_append(&faults,
		    err_at(cx->arena,
			arena_printf(cx->arena, "#/items/%s/entry_id",
			    field_text(wrong, i, "place")),
			"The application has no such entry."));
	return faults;
}

/* NULL, or what is wrong with the body; *lapses_after as text. */
static struct err *
check_request(struct ctx *cx, const struct rows *application,
    const char **lapses_after)
{
	struct date asked = date_in_london(field_int(application, 0, "now"));
	struct date answer_by = { 0 };
	struct holidays holidays = { 0 };
	struct err *faults = due_holidays(cx, asked, &holidays);

	if (faults != NULL)
		return faults;
	(void)date_parse(body_text(cx, "answer_by"), &answer_by);
	faults = answer_by_check(cx->arena, asked, answer_by, holidays.days,
	    holidays.count);
	err_append(&faults, check_items(cx));
	*lapses_after = date_text(cx->arena,
	    application_lapses_after(asked, holidays.days, holidays.count));
	return faults;
}

/* POST: from now on the application waits. */
struct err *
information_request_create(struct ctx *cx)
{
	const struct rows *application = NULL, *made = NULL;
	const char *lapses_after = NULL, *id;
	struct err *e;

	e = cx_exec(cx, STMT_APPLICATION_LOAD, &application);
	if (e == NULL)
		e = application_may(cx, application, APPLICATION_ASK);
	if (e == NULL)
		e = check_request(cx, application, &lapses_after);
	if (e == NULL)
		e = cx_exec(cx, STMT_INFORMATION_REQUEST_INSERT, &made,
		    lapses_after,
		    application_state_name(application_next(APPLICATION_ASK,
			APPLICATION_SUBMITTED)));
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_did(cx, &application_lifecycle, APPLICATION_ASK,
	    cx_path(cx, "application_id"), NULL,
	    field_text(application, 0, "provider_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_INFORMATION_REQUEST_SHOW, id,
	    request_path(cx, id));
}

/* One answer to each item. */
static struct err *
check_answers(struct ctx *cx, const struct rows *request)
{
	const size_t given =
	    json_array_size(json_object_get(cx->body, "answers"));

	if (field_bool(request, 0, "answered"))
		return err_new(cx->arena, ERR_INFORMATION_NOT_REQUESTED,
		    "This request has been answered.");
	if ((int64_t)given == field_int(request, 0, "items"))
		return NULL;
	return err_at(cx->arena, "#/answers",
	    "One answer for each of the %s items, in their order.",
	    field_text(request, 0, "items"));
}

static const char *
due_later(struct ctx *cx, const struct rows *application,
    const struct rows *request)
{
	return date_text(cx->arena,
	    due_after_waiting(field_date(application, 0, "assess_due_on"),
		date_in_london(field_int(request, 0, "asked")),
		date_in_london(field_int(application, 0, "now"))));
}

static struct err *
answer(struct ctx *cx, const struct rows *application)
{
	const struct rows *request = NULL;
	struct err *e = cx_exec(cx, STMT_INFORMATION_REQUEST_LOAD, &request);

	if (e == NULL)
		e = check_answers(cx, request);
	if (e != NULL)
		return e;
	return cx_exec(cx, STMT_INFORMATION_REQUEST_ANSWER, NULL,
	    due_later(cx, application, request),
	    application_state_name(application_next(APPLICATION_ANSWER,
		APPLICATION_INFORMATION_REQUESTED)));
}

/* POST .../answer: the application goes on. */
struct err *
information_request_answer(struct ctx *cx)
{
	const struct rows *application = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_APPLICATION_LOAD, &application);
	if (e == NULL)
		e = application_may(cx, application, APPLICATION_ANSWER);
	if (e == NULL)
		e = answer(cx, application);
	if (e == NULL)
		e = cx_did(cx, &application_lifecycle, APPLICATION_ANSWER,
		    cx_path(cx, "application_id"), NULL,
		    field_text(application, 0, "lead_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_INFORMATION_REQUEST_SHOW, NULL,
	    request_path(cx, cx_path(cx, "request_id")));
}
