/*
 * lead.h - what only the lead of a scheme may touch, and when others may join.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_LEAD_H
#define API_HANDLERS_LEAD_H

#include "api/ctx.h"
#include "core/regime.h"
#include "core/scheme.h"

/* The scheme of the path, led by the caller: *out is the row of
 * scheme_lead_load. ERR_NOT_FOUND for a scheme of somebody else, though it can
 * be seen. lead_may: whether its state allows the act. */
MUST_CHECK struct err *
lead_scheme_load(struct ctx *cx, const struct rows **out);
MUST_CHECK struct err *
lead_may(struct ctx *cx, const struct rows *scheme, enum scheme_act act);

/* The scheme of the path, led by the caller, in a state that allows the act;
 * *out is the row of scheme_lead_load. ERR_NOT_FOUND for a scheme of
 * somebody else, though it can be seen. */
MUST_CHECK struct err *
lead_scheme(struct ctx *cx, enum scheme_act act, const struct rows **out);

/* Of a row of scheme_lead_load; the first, of any with the column regime. */
enum regime lead_regime(const struct rows *row);
struct law_facts lead_facts(const struct rows *scheme);

/* Of {"from", "to"}, two days: ERR_INVALID at that pointer if they are not in
 * this order. */
MUST_CHECK struct err *
days_in_order(struct ctx *cx, const json_t *days, const char *at);

/* The draft of the notice that the law asks for on this occasion, if any.
 * changes: {member: {from, to}}, or NULL. */
MUST_CHECK struct err *lead_notice(struct ctx *cx, const struct rows *scheme,
    enum notice_occasion occasion, const json_t *changes);

/* A new version of the scheme, with its reason from the body, and the draft
 * of its notice. decision may be NULL. */
MUST_CHECK struct err *lead_version(struct ctx *cx, const struct rows *scheme,
    enum scheme_change kind, const json_t *changes, const json_t *decision);

/* {member: {"from": from, "to": to}} in the arena; NULL is null. */
json_t *lead_change(struct arena *a, const char *member, const char *from,
    const char *to);

/* Whether a scheme can be applied to now: open, and today is one of its days.
 * scheme has the columns scheme_state, regime, valid_from, valid_to, now. */
MUST_CHECK struct err *
scheme_is_joinable(struct ctx *cx, const struct rows *scheme);

/* The scheme that the body names by scheme_id, joinable; ERR_INVALID
 * there if there is none. */
MUST_CHECK struct err *scheme_of_body_is_joinable(struct ctx *cx);

#endif
