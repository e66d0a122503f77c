/*
 * provider_event.h - events at which a lead authority meets providers.
 * SPDX-License-Identifier: Apache-2.0
 *
 * An event is announced for a day that lies ahead, in sessions with so many
 * seats (R025).  Until its first session begins the lead may change it or call
 * it off, and providers take seats and give them back; nothing moves after.
 */
#ifndef CORE_PROVIDER_EVENT_H
#define CORE_PROVIDER_EVENT_H

#include "core/dates.h"
#include "core/lifecycle.h"

enum provider_event_act {
	PROVIDER_EVENT_CHANGE,
	PROVIDER_EVENT_ALLOCATE,
	PROVIDER_EVENT_CANCEL,
	PROVIDER_EVENT_ANSWER,
	PROVIDER_EVENT_BOOK,
	PROVIDER_EVENT_GIVE_BACK,
	PROVIDER_EVENT_ACT__MAX
};

extern const struct lifecycle provider_event_lifecycle;

/*
 * A session of that day (in London), starts minutes after midnight, begins
 * after now.  Returns NULL, or ERR_INVALID at pointer.  Of a day that is past
 * it finds nothing: that is the day's fault, see day_ahead_check().
 */
MUST_CHECK struct err *session_ahead_check(struct arena *a, const char *pointer,
    struct date day, int starts, int64_t now);

#endif
