/*
 * scheme_stage.c - a scheme is announced, begins, rests and is given up.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"

/* A market without anything to apply for, or without anybody to refer, is
 * none. */
static struct err *
check_complete(struct ctx *cx, const struct rows *scheme)
{
	bool categories = field_int(scheme, 0, "categories") > 0;
	bool councils = field_int(scheme, 0, "councils") > 0;

	if (categories && councils)
		return NULL;
	return err_new(cx->arena, ERR_SCHEME_INCOMPLETE,
	    "Before it is opened, the scheme needs %s%s%s.",
	    categories ? "" : "a category",
	    categories || councils ? "" : " and ", councils ? "" : "a council");
}

/* The event, and the scheme as it is now. */
static struct err *
told(struct ctx *cx, enum scheme_act act, const char *audience)
{
	const char *id = cx_path(cx, "scheme_id");
	struct err *e;

	e = cx_did(cx, &scheme_lifecycle, (int)act, id, NULL, audience);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_SCHEME_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/schemes/%s", id));
}

/* The state after the act, first. */
static struct err *
move(struct ctx *cx, const struct rows *scheme, enum scheme_act act)
{
	enum scheme_state state = SCHEME__MAX;
	struct err *e;

	(void)scheme_state_parse(field_text(scheme, 0, "state"), &state);
	e = cx_exec(cx, STMT_SCHEME_SET_STATE, NULL,
	    scheme_state_name(scheme_next(act, state)));
	if (e != NULL)
		return e;
	return told(cx, act, field_text(scheme, 0, "audience"));
}

/* PA23 s.83(2): conflicts of interest are assessed before. */
static struct err *
check_conflicts(struct ctx *cx, const struct rows *scheme)
{
	const json_t *given = json_object_get(cx->body, "conflicts_assessment");
	struct date day = { 0 };

	if (!json_is_object(given))
		return regime_check_at(cx->arena, "#/conflicts_assessment",
		    lead_regime(scheme), LAW_UNASSESSED, NULL);
	(void)date_parse(json_string_value(
			     json_object_get(given, "assessed_on")),
	    &day);
	return day_reached_check(cx->arena,
	    "#/conflicts_assessment/assessed_on", day,
	    field_date(scheme, 0, "today"));
}

/* POST .../intention: for everybody to read, before anybody can apply. */
struct err *
scheme_announce(struct ctx *cx)
{
	const struct rows *scheme = NULL;
	struct err *e;

	e = lead_scheme(cx, SCHEME_ANNOUNCE, &scheme);
	if (e == NULL)
		e = check_complete(cx, scheme);
	if (e == NULL)
		e = check_conflicts(cx, scheme);
	if (e == NULL)
		e = cx_exec(cx, STMT_SCHEME_SET_CONFLICTS, NULL);
	if (e == NULL)
		e = lead_notice(cx, scheme, NOTICE_OF_INTENTION, NULL);
	if (e != NULL)
		return e;
	return move(cx, scheme, SCHEME_ANNOUNCE);
}

/* POST .../initial-round: applications are received, and decided on before
 * the first referral (R012). */
struct err *
scheme_start_round(struct ctx *cx)
{
	const struct rows *scheme = NULL;
	struct err *e;

	e = lead_scheme(cx, SCHEME_START_ROUND, &scheme);
	if (e == NULL)
		e = check_complete(cx, scheme);
	if (e != NULL)
		return e;
	return move(cx, scheme, SCHEME_START_ROUND);
}

/* R012: the deadline of the initial tranche has come, and all of it is
 * decided. */
static struct err *
check_round(struct ctx *cx, const struct rows *scheme)
{
	int64_t waiting = field_int(scheme, 0, "waiting");

	if (field_bool(scheme, 0, "initial_ahead"))
		return err_new(cx->arena, ERR_INITIAL_ROUND_INCOMPLETE,
		    "The deadline of the initial tranche has not come yet.");
	if (waiting > 0)
		return err_new(cx->arena, ERR_INITIAL_ROUND_INCOMPLETE,
		    "Of the initial round, %lld are not decided on yet.",
		    (long long)waiting);
	return NULL;
}

/* POST .../opening: from now on councils refer, too. */
struct err *
scheme_open(struct ctx *cx)
{
	const struct rows *scheme = NULL;
	struct err *e;

	e = lead_scheme(cx, SCHEME_START, &scheme);
	if (e == NULL)
		e = check_complete(cx, scheme);
	if (e == NULL)
		e = check_round(cx, scheme);
	if (e == NULL)
		e = lead_notice(cx, scheme, NOTICE_OF_OPENING, NULL);
	if (e != NULL)
		return e;
	return move(cx, scheme, SCHEME_START);
}

/* POST .../abandonment: nothing comes of it. */
struct err *
scheme_abandon(struct ctx *cx)
{
	const struct rows *scheme = NULL;
	struct err *e;

	e = lead_scheme(cx, SCHEME_ABANDON, &scheme);
	if (e != NULL)
		return e;
	if (!field_is_null(scheme, 0, "published_at"))
		e = lead_version(cx, scheme, SCHEME_CHANGE_ENDING,
		    lead_change(cx->arena, "state",
			field_text(scheme, 0, "state"),
			scheme_state_name(SCHEME_ABANDONED)),
		    NULL);
	if (e != NULL)
		return e;
	return move(cx, scheme, SCHEME_ABANDON);
}

/* Whether the time for decisions rests with them: "true" or "false". */
static const char *
clock_rests(const struct rows *scheme)
{
	return regime_allows(lead_regime(scheme), LAW_CLOCK_PAUSED, NULL)
		   ? "true"
		   : "false";
}

static struct err *
check_pause(struct ctx *cx, const struct rows *scheme, const char *from)
{
	struct law_facts facts = lead_facts(scheme);
	struct date first = { 0 }, until = { 0 };
	struct err *e;

	e = regime_check(cx->arena, lead_regime(scheme), LAW_DECISIONS_PAUSED,
	    &facts);
	if (e != NULL)
		return e;
	if (!field_is_null(scheme, 0, "pause_id"))
		return err_new(cx->arena, ERR_DECISIONS_PAUSED,
		    "A pause from %s until %s is set already.",
		    date_words(cx->arena, field_date(scheme, 0, "pause_from")),
		    date_words(cx->arena,
			field_date(scheme, 0, "pause_until")));
	(void)date_parse(from, &first);
	(void)date_parse(body_text(cx, "until"), &until);
	return scheme_pause_check(cx->arena, first, until, facts.today);
}

/* POST .../pause: decisions rest, the door stays open (R013). */
struct err *
scheme_pause(struct ctx *cx)
{
	const struct rows *scheme = NULL;
	const char *from = body_text(cx, "from");
	struct err *e;

	e = lead_scheme(cx, SCHEME_PAUSE, &scheme);
	if (e != NULL)
		return e;
	if (from == NULL)
		from = field_text(scheme, 0, "today");
	e = check_pause(cx, scheme, from);
	if (e == NULL)
		e = cx_exec(cx, STMT_SCHEME_PAUSE_INSERT, NULL, from,
		    clock_rests(scheme));
	if (e == NULL)
		e = lead_version(cx, scheme, SCHEME_CHANGE_PAUSE,
		    lead_change(cx->arena, "pause", from,
			body_text(cx, "until")),
		    NULL);
	if (e != NULL)
		return e;
	return told(cx, SCHEME_PAUSE, field_text(scheme, 0, "everyone"));
}

/* POST .../resumption: earlier than it was said. */
struct err *
scheme_resume(struct ctx *cx)
{
	const struct rows *scheme = NULL;
	struct err *e;

	e = lead_scheme(cx, SCHEME_RESUME, &scheme);
	if (e == NULL)
		e = cx_exec(cx, STMT_SCHEME_PAUSE_END, NULL,
		    field_text(scheme, 0, "pause_id"), clock_rests(scheme));
	if (e == NULL)
		e = lead_version(cx, scheme, SCHEME_CHANGE_RESUMPTION,
		    lead_change(cx->arena, "pause",
			field_text(scheme, 0, "pause_until"),
			field_text(scheme, 0, "today")),
		    NULL);
	if (e != NULL)
		return e;
	return told(cx, SCHEME_RESUME, field_text(scheme, 0, "everyone"));
}
