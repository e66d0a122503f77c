/*
 * facts.c - what a lead records of a home that regulators have said.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"
#include "core/regime.h"

/* A fact of one kind: where it goes, and what its event is called. */
struct fact {
	enum stmt insert, show;
	const char *event, *path;
};

/* The database judges the home in the same transaction: whoever asks next
 * whether its accreditations stand, is told by this fact. */
static struct err *
record(struct ctx *cx, const struct fact *fact, const struct rows *told)
{
	const char *home = cx_path(cx, "establishment_id");
	const struct rows *made = NULL;
	const char *id;
	struct err *e = cx_exec(cx, fact->insert, &made);

	if (e != NULL)
		return e;
	if (rows_count(made) == 0)
		return err_new(cx->arena, ERR_CONFLICT,
		    "This is on record already.");
	id = field_text(made, 0, "id");
	e = cx_event(cx, fact->event, home, NULL,
	    field_text(told, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, fact->show, id,
	    arena_printf(cx->arena, "/v1/establishments/%s/%s/%s", home,
		fact->path, id));
}

/* POST .../ratings: a grade as it was given, in its giver's words (R036). */
struct err *
rating_create(struct ctx *cx)
{
	static const struct fact rating = { STMT_RATING_INSERT,
		STMT_RATING_SHOW, "establishment.rated", "ratings" };
	const struct rows *told = NULL;
	struct date on = { 0 };
	struct err *e = cx_exec(cx, STMT_HOME_TOLD, &told);

	(void)date_parse(body_text(cx, "on"), &on);
	if (e == NULL)
		e = day_reached_check(cx->arena, "#/on", on,
		    field_date(told, 0, "today"));
	return e != NULL ? e : record(cx, &rating, told);
}

/* Conditions of membership do not change under every law (PA23 s.36(7)(b)). */
static struct err *
check_changeable(struct ctx *cx, const struct rows *scheme)
{
	enum scheme_state state = SCHEME_DRAFT;

	(void)scheme_state_parse(field_text(scheme, 0, "state"), &state);
	if (state == SCHEME_DRAFT)
		return NULL;
	return regime_check(cx->arena, lead_regime(scheme),
	    LAW_CONDITIONS_CHANGED, NULL);
}

/* POST /v1/rating-scales: what a grade means to a scheme, for reports of days
 * to come; whoever it concerns is told. */
struct err *
rating_scale_create(struct ctx *cx)
{
	const struct rows *scheme = NULL, *made = NULL;
	const char *id;
	struct err *e = cx_exec(cx, STMT_RATING_SCALE_LOAD, &scheme);

	if (e != NULL)
		return e;
	if (rows_count(scheme) == 0)
		return err_at(cx->arena, "#/scheme_id",
		    "You lead no such scheme.");
	e = check_changeable(cx, scheme);
	if (e != NULL)
		return e;
	if (strcmp(body_text(cx, "from"), field_text(scheme, 0, "today")) < 0)
		return err_at(cx->arena, "#/from",
		    "What a grade means is said before it is given: from today "
		    "on, or later.");
	e = cx_exec(cx, STMT_RATING_SCALE_INSERT, &made);
	if (e != NULL)
		return e;
	if (rows_count(made) == 0)
		return err_at(cx->arena, "#/category_id",
		    "The scheme has no such category.");
	id = field_text(made, 0, "id");
	e = cx_event(cx, "rating_scale.made", id, NULL,
	    field_text(scheme, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_RATING_SCALE_SHOW, id,
	    arena_printf(cx->arena, "/v1/rating-scales/%s", id));
}

/* POST .../registrations: begun, or ended; an end may be known before. */
struct err *
registration_create(struct ctx *cx)
{
	static const struct fact registration = { STMT_REGISTRATION_INSERT,
		STMT_REGISTRATION_SHOW, "establishment.registration_changed",
		"registrations" };
	const struct rows *told = NULL;
	struct err *e = cx_exec(cx, STMT_HOME_TOLD, &told);

	return e != NULL ? e : record(cx, &registration, told);
}
