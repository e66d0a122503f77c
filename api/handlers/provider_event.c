/*
 * provider_event.c - events for providers: announced, changed, called off.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/provider_event.h"

#include "api/handlers.h"
#include "api/handlers/stage.h"
#include "core/referral.h"

struct err *
provider_event_made(struct ctx *cx, const char *id)
{
	return respond_shown(cx, 201, STMT_PROVIDER_EVENT_SHOW, id,
	    arena_printf(cx->arena, "/v1/provider-events/%s", id));
}

struct err *
provider_event_find(struct ctx *cx, enum provider_event_act act,
    const struct rows **out)
{
	enum provider_event_state state = PROVIDER_EVENT__MAX;
	struct err *e = cx_exec(cx, STMT_PROVIDER_EVENT_LOAD, out);

	if (e != NULL)
		return e;
	if (rows_count(*out) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "There is no such event.");
	if (cx->caller.role == ROLE_LEAD && !field_bool(*out, 0, "mine"))
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "Your authority holds no such event.");
	(void)provider_event_state_parse(field_text(*out, 0, "state"), &state);
	return cx_may(cx, &provider_event_lifecycle, (int)act, (int)state);
}

struct err *
provider_event_session_check(struct ctx *cx, const json_t *slots,
    const char *place, json_int_t number)
{
	const size_t count = json_array_size(slots);

	if (number >= 1 && (size_t)number <= count)
		return NULL;
	return err_at(cx->arena, place, "This event has %d sessions.",
	    (int)count);
}

static const char *
slot_place(struct ctx *cx, size_t i, const char *member)
{
	return arena_printf(cx->arena, "#/slots/%zu/%s", i, member);
}

/* "HH:MM", as openapi/ has it. */
static int
minutes_of(const json_t *slot, const char *member)
{
	const char *t = json_string_value(json_object_get(slot, member));

	return ((t[0] - '0') * 10 + t[1] - '0') * 60 + (t[3] - '0') * 10 +
	       t[4] - '0';
}

/* Where it lies in time: what the body says, and else what it was. */
struct when {
	struct date day;
	bool is_known; /* the day; its shape may be at fault */
	int64_t now;
};

static struct err *
check_day(struct ctx *cx, const struct when *when)
{
	if (!when->is_known || body_text(cx, "held_on") == NULL)
		return NULL;
	return day_ahead_check(cx->arena, "#/held_on", when->day,
	    date_in_london(when->now));
}

/* A session ends after it begins, and has not begun. */
static struct err *
check_hours(struct ctx *cx, const struct when *when, size_t i,
    const json_t *slot)
{
	int starts = minutes_of(slot, "starts");
	struct err *faults = NULL;

	if (starts >= minutes_of(slot, "ends"))
		faults = err_at(cx->arena, slot_place(cx, i, "ends"),
		    "A session ends after it begins.");
	if (when->is_known)
		err_append(&faults,
		    session_ahead_check(cx->arena, slot_place(cx, i, "starts"),
			when->day, starts, when->now));
	return faults;
}

static struct err *
check_sessions(struct ctx *cx, const struct when *when)
{
	const json_t *slots = json_object_get(cx->body, "slots"), *slot;
	struct err *faults = NULL;
	size_t i;

	json_array_foreach(slots, i, slot)
	{
		if (cx_sound(cx, arena_printf(cx->arena, "#/slots/%zu", i)))
			err_append(&faults, check_hours(cx, when, i, slot));
	}
	return faults;
}

/* POST /v1/schemes/{scheme_id}/provider-events (R025) */
struct err *
provider_event_create(struct ctx *cx)
{
	struct when when = { .now = field_int(cx->shown, 0, "now") };
	const struct rows *made = NULL;
	struct err *faults = NULL, *e;
	const char *id;

	when.is_known = cx_sound(cx, "#/held_on") &&
			date_parse(body_text(cx, "held_on"), &when.day);
	err_append(&faults, check_day(cx, &when));
	err_append(&faults, check_sessions(cx, &when));
	e = cx_faults(cx, faults);
	if (e == NULL)
		e = cx_exec(cx, STMT_PROVIDER_EVENT_INSERT, &made);
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_event(cx, provider_event_lifecycle.begins, id, NULL,
	    field_text(cx->shown, 0, "audience"));
	return e != NULL ? e : provider_event_made(cx, id);
}

/* The sessions as they were, and which of them the body has named. */
struct before {
	const json_t *slots, *taken;
	size_t count;
	bool *named;
};

static struct before
read_before(struct ctx *cx, const struct rows *event)
{
	struct before b = {
		.slots = field_json(cx, event, 0, "slots"),
		.taken = field_json(cx, event, 0, "taken"),
	};

	b.count = json_array_size(b.slots);
	b.named = arena_zalloc_array(cx->arena, b.count, sizeof(*b.named));
	return b;
}

static int
taken_in(const struct before *b, size_t session)
{
	return (int)json_integer_value(json_array_get(b->taken, session));
}

/* One that there was, named once, keeps a seat for each that is taken. */
static struct err *
check_kept(struct ctx *cx, struct before *b, size_t i, const json_t *slot)
{
	const json_t *number = json_object_get(slot, "slot");
	size_t was = (size_t)json_integer_value(number) - 1;
	struct err *fault;

	if (number == NULL)
		return NULL;
	fault = provider_event_session_check(cx, b->slots,
	    slot_place(cx, i, "slot"), json_integer_value(number));
	if (fault != NULL)
		return fault;
	if (b->named[was])
		return err_at(cx->arena, slot_place(cx, i, "slot"),
		    "Session %d is among these already.", (int)was + 1);
	b->named[was] = true;
	if (json_integer_value(json_object_get(slot, "capacity")) >=
	    taken_in(b, was))
		return NULL;
	return err_at(cx->arena, slot_place(cx, i, "capacity"),
	    "There cannot be fewer seats than are taken: %d.",
	    taken_in(b, was));
}

/* Nobody loses a seat with a session that is left out. */
static struct err *
check_left_out(struct ctx *cx, const struct before *b)
{
	struct err *faults = NULL;

	for (size_t i = 0; i < b->count; i++) {
		const json_t *slot = json_array_get(b->slots, i);

		if (b->named[i] || taken_in(b, i) == 0)
			continue;
		err_append(&faults,
		    err_at(cx->arena, "#/slots",
			"Seats are taken in session %d, from %s to %s: it "
			"cannot be left out.",
			(int)i + 1,
			json_string_value(json_object_get(slot, "starts")),
			json_string_value(json_object_get(slot, "ends"))));
	}
	return faults;
}

static struct err *
check_seats(struct ctx *cx, const struct rows *event)
{
	const json_t *slots = json_object_get(cx->body, "slots"), *slot;
	struct before before;
	struct err *faults = NULL;
	size_t i;

	if (slots == NULL || !cx_sound(cx, "#/slots"))
		return NULL;
	before = read_before(cx, event);
	json_array_foreach(slots, i, slot)
	{
		err_append(&faults, check_kept(cx, &before, i, slot));
	}
	err_append(&faults, check_left_out(cx, &before));
	return faults;
}

/* Sessions that stay as they are lie ahead on a new day, too. */
static struct err *
check_moved(struct ctx *cx, const struct rows *event, const struct when *when)
{
	const json_t *slots = field_json(cx, event, 0, "slots"), *slot;
	struct err *fault = NULL;
	size_t i;

	if (!when->is_known || json_object_get(cx->body, "slots") != NULL)
		return NULL;
	json_array_foreach(slots, i, slot)
	{
		if (fault == NULL)
			fault = session_ahead_check(cx->arena, "#/held_on",
			    when->day, minutes_of(slot, "starts"), when->now);
	}
	return fault;
}

static struct err *
check_change(struct ctx *cx, const struct rows *event)
{
	struct when when = {
		.day = field_date(event, 0, "held_on"),
		.is_known = cx_sound(cx, "#/held_on"),
		.now = field_int(event, 0, "now"),
	};
	struct err *faults = NULL;

	if (when.is_known)
		(void)date_parse(body_text(cx, "held_on"), &when.day);
	err_append(&faults, check_day(cx, &when));
	err_append(&faults, check_sessions(cx, &when));
	err_append(&faults, check_moved(cx, event, &when));
	err_append(&faults, check_seats(cx, event));
	return cx_faults(cx, faults);
}

/* PATCH /v1/provider-events/{provider_event_id} (R025) */
struct err *
provider_event_update(struct ctx *cx)
{
	const struct rows *event = NULL;
	struct err *e = provider_event_find(cx, PROVIDER_EVENT_CHANGE, &event);

	if (e == NULL)
		e = check_change(cx, event);
	if (e == NULL && json_object_get(cx->body, "slots") != NULL)
		e = cx_exec(cx, STMT_PROVIDER_EVENT_RENUMBER, NULL);
	if (e == NULL)
		e = cx_exec(cx, STMT_PROVIDER_EVENT_UPDATE, NULL);
	if (e == NULL)
		e = cx_did(cx, &provider_event_lifecycle, PROVIDER_EVENT_CHANGE,
		    cx_path(cx, "provider_event_id"), NULL,
		    field_text(event, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_PROVIDER_EVENT_SHOW, NULL, NULL);
}

/* POST .../cancellation: those who wanted to come are told, and can read why.
 */
struct err *
provider_event_cancel(struct ctx *cx)
{
	const char *id = cx_path(cx, "provider_event_id");
	const struct rows *event = NULL;
	struct err *e = provider_event_find(cx, PROVIDER_EVENT_CANCEL, &event);

	if (e == NULL)
		e = cx_exec(cx, STMT_PROVIDER_EVENT_CANCEL, NULL,
		    provider_event_state_name(PROVIDER_EVENT_CANCELLED));
	if (e == NULL)
		e = cx_did(cx, &provider_event_lifecycle, PROVIDER_EVENT_CANCEL,
		    id, NULL, field_text(event, 0, "audience"));
	return e != NULL ? e : provider_event_made(cx, id);
}
