/*
 * provider_event_seat.c - who gets a seat in which session of an event for
 * providers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers.h"
#include "api/handlers/provider_event.h"
#include "api/handlers/stage.h"
#include "core/allot.h"

static struct err *
check_could(struct ctx *cx, const struct rows *event)
{
	const json_t *could = json_object_get(cx->body, "could"), *slot;
	const json_t *slots = field_json(cx, event, 0, "slots");
	struct err *faults = NULL;
	size_t i;

	json_array_foreach(could, i, slot)
	{
		err_append(&faults,
		    provider_event_session_check(cx, slots,
			arena_printf(cx->arena, "#/could/%zu", i),
			json_integer_value(slot)));
	}
	return faults;
}

/* PUT /v1/provider-events/{provider_event_id}/availability (R026) */
struct err *
availability_put(struct ctx *cx)
{
	bool is_new = rows_count(cx->shown) == 0;
	const struct rows *event = NULL;
	const char *id = cx_path(cx, "provider_event_id");
	struct err *e = provider_event_find(cx, PROVIDER_EVENT_ANSWER, &event);

	if (e == NULL)
		e = check_could(cx, event);
	if (e == NULL)
		e = cx_exec(cx, STMT_PROVIDER_EVENT_ANSWER_STORE, NULL,
		    field_text(event, 0, "lead_id"),
		    json_compact(cx->arena, json_object_get(cx->body, "could")),
		    NULL);
	if (e == NULL)
		e = cx_did(cx, &provider_event_lifecycle, PROVIDER_EVENT_ANSWER,
		    id, NULL, field_text(event, 0, "lead_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, is_new ? 201 : 200,
	    STMT_PROVIDER_EVENT_ANSWER_SHOW, NULL,
	    is_new ? arena_printf(cx->arena,
			 "/v1/provider-events/%s/availability", id)
		   : NULL);
}

/* A session that there is, and that has a seat left; whoever has one there
 * keeps it. */
static struct err *
check_seat(struct ctx *cx, const struct rows *event)
{
	const int64_t slot = body_int(cx, "slot", 0);
	const size_t i = (size_t)slot - 1;
	const json_t *slots = field_json(cx, event, 0, "slots");
	const json_t *taken = field_json(cx, event, 0, "taken");
	struct err *fault =
	    provider_event_session_check(cx, slots, "#/slot", slot);

	if (fault != NULL)
		return fault;
	if (!field_is_null(event, 0, "slot") &&
	    field_int(event, 0, "slot") == slot)
		return NULL;
	if (json_integer_value(json_array_get(taken, i)) <
	    json_integer_value(
		json_object_get(json_array_get(slots, i), "capacity")))
		return NULL;
	return err_new(cx->arena, ERR_SLOT_FULL,
	    "This session has no seat left. Say for which sessions you could "
	    "come, and you are placed where there is room.");
}

/* POST /v1/provider-events/{provider_event_id}/booking (R025) */
struct err *
booking_create(struct ctx *cx)
{
	const struct rows *event = NULL;
	const char *id = cx_path(cx, "provider_event_id");
	struct err *e = provider_event_find(cx, PROVIDER_EVENT_BOOK, &event);

	if (e == NULL)
		e = check_seat(cx, event);
	if (e == NULL)
		e = cx_exec(cx, STMT_PROVIDER_EVENT_ANSWER_STORE, NULL,
		    field_text(event, 0, "lead_id"), NULL,
		    arena_printf(cx->arena, "%d",
			(int)body_int(cx, "slot", 0)));
	if (e == NULL)
		e = cx_did(cx, &provider_event_lifecycle, PROVIDER_EVENT_BOOK,
		    id, NULL, field_text(event, 0, "lead_id"));
	return e != NULL ? e : provider_event_made(cx, id);
}

/* DELETE /v1/provider-events/{provider_event_id}/booking: the seat is free, and
 * the lead may give it to somebody else (R025, R026). */
struct err *
booking_delete(struct ctx *cx)
{
	const struct rows *event = NULL;
	struct err *e =
	    provider_event_find(cx, PROVIDER_EVENT_GIVE_BACK, &event);

	if (e == NULL)
		e = cx_exec(cx, STMT_PROVIDER_EVENT_GIVE_BACK, NULL);
	if (e == NULL)
		e = cx_did(cx, &provider_event_lifecycle,
		    PROVIDER_EVENT_GIVE_BACK, cx_path(cx, "provider_event_id"),
		    NULL, field_text(event, 0, "lead_id"));
	return e != NULL ? e : respond_empty(cx);
}

/* Everybody who has answered, and where they could sit. */
struct hall {
	struct allot_slot slots[ALLOT_SLOTS_MAX];
	size_t slots_count, people;
	bool *can;
	int *at;
};

static void
read_answers(struct ctx *cx, const struct rows *answers, struct hall *h)
{
	size_t i, n;

	h->people = rows_count(answers);
	h->can = arena_zalloc_array(cx->arena, h->people * h->slots_count + 1,
	    sizeof(*h->can));
	h->at = arena_zalloc_array(cx->arena, h->people + 1, sizeof(*h->at));
	for (i = 0; i < h->people; i++) {
		const json_t *could = field_json(cx, answers, i, "could");

		h->at[i] = field_is_null(answers, i, "slot")
			       ? ALLOT_NONE
			       : (int)field_int(answers, i, "slot") - 1;
		for (n = 0; n < json_array_size(could); n++) {
			json_int_t slot =
			    json_integer_value(json_array_get(could, n));

			h->can[i * h->slots_count + (size_t)slot - 1] = true;
		}
	}
}

static void
read_slots(struct ctx *cx, const struct rows *event, struct hall *h)
{
	const json_t *slots = field_json(cx, event, 0, "slots"), *slot;
	size_t i;

	h->slots_count = json_array_size(slots);
	json_array_foreach(slots, i, slot)
	{
		h->slots[i].seats =
		    (int)json_integer_value(json_object_get(slot, "capacity"));
	}
}

static const char *
seats_text(struct ctx *cx, const struct rows *answers, const struct hall *h)
{
	json_t *seats = json_keep(cx->arena, json_array());
	size_t i;

	for (i = 0; i < h->people; i++) {
		if (h->at[i] != ALLOT_NONE)
			(void)json_array_append_new(seats,
			    json_pack("{s:s, s:i}", "provider_id",
				field_text(answers, i, "provider_id"), "slot",
				h->at[i] + 1));
	}
	return json_compact(cx->arena, seats);
}

/* POST /v1/provider-events/{provider_event_id}/allocation: as many as possible
 * get a seat in a session that they could come to; whoever has one keeps one,
 * perhaps in another of theirs (R026). */
struct err *
allocation_create(struct ctx *cx)
{
	const char *id = cx_path(cx, "provider_event_id");
	const struct rows *event = NULL, *answers = NULL;
	struct hall h = { 0 };
	struct err *e =
	    provider_event_find(cx, PROVIDER_EVENT_ALLOCATE, &event);

	if (e == NULL)
		e = cx_exec(cx, STMT_PROVIDER_EVENT_ANSWERS, &answers);
	if (e != NULL)
		return e;
	read_slots(cx, event, &h);
	read_answers(cx, answers, &h);
	(void)allot(cx->arena, h.can, h.people, h.slots, h.slots_count, h.at);
	e = cx_exec(cx, STMT_PROVIDER_EVENT_SEAT, NULL,
	    seats_text(cx, answers, &h));
	if (e == NULL)
		e = cx_did(cx, &provider_event_lifecycle,
		    PROVIDER_EVENT_ALLOCATE, id, NULL,
		    field_text(event, 0, "answered"));
	return e != NULL ? e : provider_event_made(cx, id);
}
