/*
 * lead.c - what only the lead of a scheme may touch, and when others may join.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/lead.h"

#include "api/handlers/stage.h"
#include "core/regime.h"

struct err *
lead_scheme(struct ctx *cx, enum scheme_act act, const struct rows **out)
{
	enum scheme_state state = SCHEME__MAX;
	const struct rows *scheme = NULL;
	struct err *e = cx_exec(cx, STMT_SCHEME_LEAD_LOAD, &scheme);

	if (e != NULL)
		return e;
	if (rows_count(scheme) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "You lead no such scheme.");
	(void)scheme_state_parse(field_text(scheme, 0, "state"), &state);
	e = cx_may(cx, &scheme_lifecycle, (int)act, (int)state);
	if (e == NULL)
		*out = scheme;
	return e;
}

struct err *
scheme_is_joinable(struct ctx *cx, const struct rows *scheme)
{
	enum scheme_state state = SCHEME__MAX;
	enum regime regime = REGIME__MAX;
	struct date from = { 0 }, to = { 0 }, today;
	struct err *e;

	(void)scheme_state_parse(field_text(scheme, 0, "scheme_state"), &state);
	(void)regime_parse(field_text(scheme, 0, "regime"), &regime);
	(void)date_parse(field_text(scheme, 0, "valid_from"), &from);
	(void)date_parse(field_text(scheme, 0, "valid_to"), &to);
	e = scheme_check(cx->arena, SCHEME_APPLY, state);
	if (e != NULL)
		return e;
	today = date_in_london(field_int(scheme, 0, "now"));
	if (scheme_is_current(from, to, regime, today))
		return NULL;
	return err_new(cx->arena, ERR_SCHEME_NOT_OPEN,
	    "This scheme can be applied to from %s to %s.",
	    date_text(cx->arena, from), date_text(cx->arena, to));
}

struct err *
scheme_of_body_is_joinable(struct ctx *cx)
{
	const struct rows *scheme = NULL;
	struct err *e = cx_exec(cx, STMT_SCHEME_APPLY_LOAD, &scheme,
	    body_text(cx, "scheme_id"));

	if (e != NULL)
		return e;
	if (rows_count(scheme) == 0)
		return err_at(cx->arena, "#/scheme_id",
		    "There is no such scheme.");
	return scheme_is_joinable(cx, scheme);
}
