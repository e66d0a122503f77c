/*
 * tranche.c - /v1/schemes/{scheme_id}/tranches
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <inttypes.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"

/* The instant that London's clocks show so. */
static struct err *
read_deadline(struct ctx *cx, int64_t *out)
{
	const char *at = "#/deadline_london";
	struct date day;
	int seconds;

	if (!date_time_parse(body_text(cx, "deadline_london"), &day, &seconds))
		return err_at(cx->arena, at, "There is no such day or time.");
	if (!instant_in_london(day, seconds, out))
		return err_at(cx->arena, at,
		    "No clock in London shows this time: summer time begins "
		    "then.");
	return NULL;
}

static struct err *
check_ahead(struct ctx *cx, const struct rows *scheme, int64_t deadline)
{
	struct err *faults = NULL;

	if (deadline <= field_int(scheme, 0, "now"))
		faults = err_at(cx->arena, "#/deadline_london",
		    "The deadline must lie ahead.");
	if (json_is_true(json_object_get(cx->body, "initial")) &&
	    !field_is_null(scheme, 0, "opened_at"))
		err_append(&faults,
		    err_at(cx->arena, "#/initial",
			"This scheme is open; its initial round is over."));
	return faults;
}

/* POST: applications sent in before it are assessed together (R014). */
struct err *
tranche_create(struct ctx *cx)
{
	const struct rows *scheme = NULL, *made = NULL;
	int64_t deadline = 0;
	const char *id;
	struct err *e;

	e = lead_scheme(cx, SCHEME_ADD_TRANCHE, &scheme);
	if (e == NULL)
		e = read_deadline(cx, &deadline);
	if (e == NULL)
		e = check_ahead(cx, scheme, deadline);
	if (e == NULL)
		e = cx_exec(cx, STMT_TRANCHE_INSERT, &made,
		    arena_printf(cx->arena, "%" PRId64, deadline));
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_did(cx, &scheme_lifecycle, SCHEME_ADD_TRANCHE, id, NULL,
	    field_text(scheme, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_TRANCHE_SHOW, id,
	    arena_printf(cx->arena, "/v1/schemes/%s/tranches/%s",
		cx_path(cx, "scheme_id"), id));
}
