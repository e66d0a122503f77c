/*
 * opened.h - what is kept of a bid once it is out of its envelope.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_OPENED_H
#define API_HANDLERS_OPENED_H

#include <jansson.h>

struct arena;
struct ctx;

/* The bid with its words sealed: `statement`, and `words` for all that it says
 * of its children, of whom the figures alone stay in `children`. As JSON;
 * a. */
const char *opened_content(struct ctx *cx, struct arena *a, const char *bid_id,
    const json_t *bid);

#endif
