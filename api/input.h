/*
 * input.h - the query string and the body, checked against openapi/.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_INPUT_H
#define API_INPUT_H

#include "api/ctx.h"

/* Checks the query string; cx->place and cx->limit are set for a list. */
MUST_CHECK struct err *input_query(struct ctx *cx);

/* Reads and checks the body into cx->body. A route without one refuses any,
 * but for the empty object that clients like to POST. A form is left to its
 * handler. */
MUST_CHECK struct err *input_body(struct ctx *cx);

/* The cursor for the rows after place, and the address that uses it. */
const char *input_cursor(const struct ctx *cx, const char *place);
const char *input_next_url(const struct ctx *cx, const char *cursor);

#endif
