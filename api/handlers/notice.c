/*
 * notice.c - /v1/schemes/{scheme_id}/notices: drafts, until they are published.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"

static struct err *
check_day(struct ctx *cx, const struct rows *scheme)
{
	struct date day = { 0 };

	(void)date_parse(body_text(cx, "published_on"), &day);
	return day_reached_check(cx->arena, "#/published_on", day,
	    field_date(scheme, 0, "today"));
}

/* POST .../publication: it stands elsewhere now, under that reference. */
struct err *
notice_publish(struct ctx *cx)
{
	const struct rows *scheme = NULL, *done = NULL;
	const char *id = cx_path(cx, "notice_id");
	struct err *e;

	e = lead_scheme_load(cx, &scheme);
	if (e == NULL)
		e = check_day(cx, scheme);
	if (e == NULL)
		e = cx_exec(cx, STMT_SCHEME_NOTICE_PUBLISH, &done);
	if (e != NULL)
		return e;
	if (rows_count(done) == 0)
		return err_new(cx->arena, ERR_CONFLICT,
		    "This notice has been published already.");
	e = cx_event(cx, "notice.published", id, NULL,
	    field_text(scheme, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_SCHEME_NOTICE_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/schemes/%s/notices/%s",
		cx_path(cx, "scheme_id"), id));
}
