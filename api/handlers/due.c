/*
 * due.c - by when an application is decided on, and once more time for it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/due.h"

#include "api/handlers.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"
#include "core/regime.h"

struct err *
due_holidays(struct ctx *cx, struct date after, struct holidays *out)
{
	const struct rows *rows = NULL;
	struct err *e =
	    cx_exec(cx, STMT_HOLIDAYS_LOAD, &rows, date_text(cx->arena, after));
	size_t i;

	if (e != NULL)
		return e;
	out->count = rows_count(rows);
	out->days =
	    arena_zalloc_array(cx->arena, out->count + 1, sizeof(*out->days));
	for (i = 0; i < out->count; i++)
		out->days[i] = field_date(rows, i, "day");
	return NULL;
}

/* Where the clock rests while decisions do. A pause is set before this is sent
 * in, or it finds it among what waits. */
static struct err *
put_off(struct ctx *cx, const char *scheme_id, struct date sent,
    struct date *due)
{
	const struct rows *paused = NULL;
	struct err *e;

	e = cx_queue(cx, STMT_LOCK_SHARED,
	    arena_printf(cx->arena, "scheme_id %s", scheme_id),
	    role_name(cx->caller.role));
	if (e == NULL)
		e = cx_exec(cx, STMT_PAUSED_DAYS, &paused, scheme_id,
		    date_text(cx->arena, sent), date_text(cx->arena, *due));
	if (e != NULL)
		return e;
	*due =
	    date_from_days(date_to_days(*due) + field_int(paused, 0, "days"));
	return NULL;
}

struct err *
due_on(struct ctx *cx, enum regime regime, const char *scheme_id,
    struct date sent, const char **out)
{
	struct holidays holidays = { 0 };
	struct err *e = due_holidays(cx, sent, &holidays);
	struct date due;

	if (e != NULL)
		return e;
	due = regime_assess_due_on(regime, sent, holidays.days, holidays.count);
	if (regime_allows(regime, LAW_CLOCK_PAUSED, NULL))
		e = put_off(cx, scheme_id, sent, &due);
	if (e == NULL)
		*out = date_text(cx->arena, due);
	return e;
}

/* Sent in, not decided, not extended before, and not too late. */
static struct err *
check_extension(struct ctx *cx, const struct rows *a, enum regime regime)
{
	struct date due = field_date(a, 0, "due_on");
	struct err *e;

	e = regime_check(cx->arena, regime, LAW_ASSESSMENT_EXTENDED, NULL);
	if (e != NULL)
		return e;
	if (field_bool(a, 0, "extended"))
		return err_new(cx->arena, ERR_ASSESSMENT_NOT_EXTENDABLE,
		    "It has been extended once already.");
	if (!field_bool(a, 0, "waiting"))
		return err_new(cx->arena, ERR_ASSESSMENT_NOT_EXTENDABLE,
		    "Nothing of this application waits for a decision.");
	if (date_compare(field_date(a, 0, "today"), due) <= 0)
		return NULL;
	return err_new(cx->arena, ERR_DEADLINE_PASSED,
	    "It was due on %s; what is late is not extended.",
	    date_words(cx->arena, due));
}

/* Later than it is due now by what lies between the two times; what had put
 * it off before is kept. */
static struct err *
extend(struct ctx *cx, const struct rows *a, enum regime regime)
{
	struct date sent = date_in_london(field_int(a, 0, "submitted"));
	struct date due = field_date(a, 0, "due_on"), usual, extended;
	struct holidays holidays = { 0 };
	struct err *e = due_holidays(cx, sent, &holidays);

	if (e != NULL)
		return e;
	usual =
	    regime_assess_due_on(regime, sent, holidays.days, holidays.count);
	extended = regime_assess_extended_to(regime, sent, holidays.days,
	    holidays.count);
	due = date_from_days(
	    date_to_days(due) + date_to_days(extended) - date_to_days(usual));
	return cx_exec(cx, STMT_ASSESSMENT_EXTENSION_INSERT, NULL,
	    date_text(cx->arena, due));
}

/* POST .../assessment-extension: 15 working days instead of 10, once. */
struct err *
assessment_extend(struct ctx *cx)
{
	const char *id = cx_path(cx, "application_id");
	const struct rows *a = NULL;
	enum regime regime;
	struct err *e;

	e = cx_exec(cx, STMT_ASSESSMENT_EXTENSION_LOAD, &a);
	if (e != NULL)
		return e;
	if (rows_count(a) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "There is no such application.");
	regime = lead_regime(a);
	e = check_extension(cx, a, regime);
	if (e == NULL)
		e = extend(cx, a, regime);
	if (e == NULL)
		e = cx_event(cx, "application.assessment_extended", id, NULL,
		    field_text(a, 0, "provider_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_ASSESSMENT_EXTENSION_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/applications/%s/assessment-extension",
		id));
}
