/*
 * provider_event.h - finding and showing an event for providers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_PROVIDER_EVENT_H
#define API_HANDLERS_PROVIDER_EVENT_H

#include "api/ctx.h"
#include "core/provider_event.h"

/* The event of the path, of provider_event_load.sql: there, the caller's own
 * if it leads, and in a state for the act. */
MUST_CHECK struct err *provider_event_find(struct ctx *cx,
    enum provider_event_act act, const struct rows **out);

/* A fault at place unless there is a session of that number, from 1, among
 * the event's slots. */
struct err *provider_event_session_check(struct ctx *cx, const json_t *slots,
    const char *place, json_int_t number);

/* 201 with the event. */
MUST_CHECK struct err *provider_event_made(struct ctx *cx, const char *id);

#endif
