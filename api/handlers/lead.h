/*
 * lead.h - what only the lead of a scheme may touch, and when others may join.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_LEAD_H
#define API_HANDLERS_LEAD_H

#include "api/ctx.h"
#include "core/scheme.h"

/* The scheme of the path, led by the caller, in a state that allows the act;
 * *out is the row of scheme_lead_load. ERR_NOT_FOUND for a scheme of
 * somebody else, though it can be seen. */
MUST_CHECK struct err *
lead_scheme(struct ctx *cx, enum scheme_act act, const struct rows **out);

/* Whether a scheme can be applied to now: open, and today is one of its days.
 * scheme has the columns scheme_state, regime, valid_from, valid_to, now. */
MUST_CHECK struct err *
scheme_is_joinable(struct ctx *cx, const struct rows *scheme);

/* The scheme that the body names by scheme_id, joinable; ERR_INVALID
 * there if there is none. */
MUST_CHECK struct err *scheme_of_body_is_joinable(struct ctx *cx);

#endif
