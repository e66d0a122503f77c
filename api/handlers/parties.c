/*
 * parties.c - who applies together with whom, what has to be declared, and
 * what the lead finds about them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/parties.h"

#include "api/handlers.h"
#include "api/handlers/application.h"
#include "api/handlers/stage.h"

static struct err *
check_parties(struct ctx *cx)
{
	const json_t *list = json_object_get(cx->body, "parties");
	enum party_type type = PARTY_TYPE_SINGLE;
	size_t i, count[PARTY__MAX] = { 0 };

	for (i = 0; i < json_array_size(list); i++) {
		enum party_kind kind = PARTY_MEMBER;

		(void)party_kind_parse(json_string_value(
					   json_object_get(json_array_get(list,
							       i),
					       "kind")),
		    &kind);
		count[kind]++;
	}
	(void)party_type_parse(body_text(cx, "party_type"), &type);
	return parties_check(cx->arena, type, count[PARTY_MEMBER],
	    count[PARTY_SUB_CONTRACTOR]);
}

/* A notice of the last three years is explained; an older one passes
 * (R035). */
static struct err *
check_notice(struct ctx *cx, const json_t *notice, size_t i, struct date today)
{
	const char *at = arena_printf(cx->arena, "#/notices/%zu", i);
	struct date served = { 0 };
	struct err *e;

	(void)date_parse(json_string_value(
			     json_object_get(notice, "served_on")),
	    &served);
	e = day_reached_check(cx->arena,
	    arena_printf(cx->arena, "%s/served_on", at), served, today);
	if (e != NULL)
		return e;
	if (!notice_counts(served, today) ||
	    json_is_string(json_object_get(notice, "explanation")))
		return NULL;
	return err_at(cx->arena, arena_printf(cx->arena, "%s/explanation", at),
	    "A notice of the last three years has to be explained.");
}

static struct err *
check_declarations(struct ctx *cx, const struct rows *application)
{
	struct date today = date_in_london(field_int(application, 0, "now"));
	const json_t *notices = json_object_get(cx->body, "notices");
	struct err *faults = check_parties(cx);
	size_t i;

	for (i = 0; i < json_array_size(notices); i++)
		err_append(&faults,
		    check_notice(cx, json_array_get(notices, i), i, today));
	return faults;
}

/* PUT .../declarations: all of it, while it is a draft. */
struct err *
declarations_put(struct ctx *cx)
{
	const struct rows *application = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_APPLICATION_LOAD, &application);
	if (e == NULL)
		e = application_may(cx, application, APPLICATION_EDIT);
	if (e == NULL)
		e = check_declarations(cx, application);
	if (e == NULL)
		e = cx_exec(cx, STMT_DECLARATIONS_PUT, NULL);
	if (e == NULL)
		e = cx_did(cx, &application_lifecycle, APPLICATION_EDIT,
		    cx_path(cx, "application_id"), NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_DECLARATIONS_SHOW, NULL, NULL);
}

/* The application of the path, as far as the lead may look into it now. */
static struct err *
find_handled(struct ctx *cx)
{
	const struct rows *application = NULL;
	struct err *e = cx_exec(cx, STMT_APPLICATION_LOAD, &application);

	return e != NULL ? e
			 : application_may(cx, application, APPLICATION_HANDLE);
}

/* PUT .../parties/{party_id}/check */
struct err *
party_check_put(struct ctx *cx)
{
	const bool is_new = rows_count(cx->shown) == 0;
	const struct rows *found = NULL;
	struct err *e = find_handled(cx);

	if (e == NULL)
		e = cx_exec(cx, STMT_PARTY_CHECK_PUT, &found);
	if (e == NULL && rows_count(found) == 0)
		e = err_new(cx->arena, ERR_NOT_FOUND,
		    "This application names no such party.");
	if (e == NULL)
		e = cx_event(cx, "application.party_checked",
		    cx_path(cx, "application_id"), NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, is_new ? 201 : 200, STMT_PARTY_CHECK_SHOW,
	    NULL,
	    is_new ? arena_printf(cx->arena,
			 "/v1/applications/%s/parties/%s/check",
			 cx_path(cx, "application_id"), cx_path(cx, "party_id"))
		   : NULL);
}

/* PUT .../financial-assessment: risk alone (R033). */
struct err *
financial_put(struct ctx *cx)
{
	const bool is_new = rows_count(cx->shown) == 0;
	struct err *e = find_handled(cx);

	if (e == NULL)
		e = cx_exec(cx, STMT_FINANCIAL_PUT, NULL);
	if (e == NULL)
		e = cx_event(cx, "application.risk_assessed",
		    cx_path(cx, "application_id"), NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, is_new ? 201 : 200, STMT_FINANCIAL_SHOW, NULL,
	    is_new ? arena_printf(cx->arena,
			 "/v1/applications/%s/financial-assessment",
			 cx_path(cx, "application_id"))
		   : NULL);
}

struct err *
parties_admit(struct ctx *cx)
{
	enum risk_band found = RISK__MAX, highest = RISK__MAX;
	const struct rows *bars = NULL;
	struct err *e = cx_exec(cx, STMT_ADMISSION_BARS, &bars);

	if (e != NULL)
		return e;
	if (!field_is_null(bars, 0, "unchecked"))
		return err_new(cx->arena, ERR_PARTY_NOT_PASSED,
		    "Not checked, or not passed: %s.",
		    field_text(bars, 0, "unchecked"));
	(void)risk_band_parse(field_text(bars, 0, "risk_band"), &found);
	(void)risk_band_parse(field_text(bars, 0, "highest_risk"), &highest);
	return financial_risk_check(cx->arena, found, highest);
}
