/*
 * provider_event.c - the table, and when a session is too early.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/provider_event.h"

#include "core/compiler.h"

/* clang-format off */
static const struct refusal needs_announced[PROVIDER_EVENT__MAX] = {
	[PROVIDER_EVENT_BEGUN] = { ERR_EVENT_BEGUN,
		"This event has begun. Nothing about it can be changed any more." },
	[PROVIDER_EVENT_CANCELLED] = { ERR_EVENT_CANCELLED,
		"This event has been called off." },
};

#define ANNOUNCED IN_STATE(PROVIDER_EVENT_ANNOUNCED)
static const struct transition acts[PROVIDER_EVENT_ACT__MAX] = {
	[PROVIDER_EVENT_CHANGE] = { "change", ROLE_LEAD, ANNOUNCED,
		LIFECYCLE_STAYS, needs_announced,
		"provider_event.changed", "updateProviderEvent" },
	[PROVIDER_EVENT_ALLOCATE] = { "allocate", ROLE_LEAD, ANNOUNCED,
		LIFECYCLE_STAYS, needs_announced,
		"provider_event.allocated", "allocateProviderEvent" },
	[PROVIDER_EVENT_CANCEL] = { "cancel", ROLE_LEAD, ANNOUNCED,
		PROVIDER_EVENT_CANCELLED, needs_announced,
		"provider_event.cancelled", "cancelProviderEvent" },
	[PROVIDER_EVENT_ANSWER] = { "answer", ROLE_PROVIDER, ANNOUNCED,
		LIFECYCLE_STAYS, needs_announced,
		"provider_event.answered", "putAvailability" },
	[PROVIDER_EVENT_BOOK] = { "book", ROLE_PROVIDER, ANNOUNCED,
		LIFECYCLE_STAYS, needs_announced,
		"provider_event.booked", "bookProviderEvent" },
	[PROVIDER_EVENT_GIVE_BACK] = { "give_back", ROLE_PROVIDER, ANNOUNCED,
		LIFECYCLE_STAYS, needs_announced,
		"provider_event.given_back", "giveBackSeat" },
};
#undef ANNOUNCED
/* clang-format on */

const struct lifecycle provider_event_lifecycle = {
	.name = "provider_event",
	.states = "provider_event_state",
	.begins = "provider_event.announced",
	.acts = acts,
	.acts_count = ARRAY_LEN(acts),
	.by_itself = "announced --> begun: its first session begins",
};

struct err *
session_ahead_check(struct arena *a, const char *pointer, struct date day,
    int starts, int64_t now)
{
	int64_t begins;

	if (date_compare(day, date_in_london(now)) < 0)
		return NULL;
	if (!instant_in_london(day, starts * 60, &begins))
		return err_at(a, pointer,
		    "No clock in London shows %02d:%02d on this day: summer "
		    "time begins then.",
		    starts / 60, starts % 60);
	if (begins > now)
		return NULL;
	return err_at(a, pointer, "It is %02d:%02d or later already.",
	    starts / 60, starts % 60);
}
