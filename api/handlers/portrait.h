/*
 * portrait.h - whom a referral is about, in words that must not say who.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_PORTRAIT_H
#define API_HANDLERS_PORTRAIT_H

#include <jansson.h>
#include <stdbool.h>

#include "core/err.h"

struct ctx;

/* The portrait of a stored draft; arena. */
MUST_CHECK struct err *portrait_read(struct ctx *cx, const char *referral_id,
    const char *stored, json_t **out);

/* Stores the portrait as the caller's. held: it was put down although it
 * seems to say who somebody is. */
MUST_CHECK struct err *portrait_keep(struct ctx *cx, const char *referral_id,
    const json_t *portrait, bool held);

/* ERR_IDENTIFIERS_HELD if the portrait of the path's referral seems to say who
 * somebody is, and no other officer has let exactly these words stand. */
MUST_CHECK struct err *portrait_may_be_published(struct ctx *cx);

#endif
