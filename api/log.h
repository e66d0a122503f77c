/*
 * log.h - one line for each request, on stderr.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_LOG_H
#define API_LOG_H

#include <stdint.h>

struct ctx;
struct err;

/*
 * Writes one line of JSON: time, request id, method, the pattern of the
 * route, status, the kind of error, milliseconds, and who was calling. No
 * body, no token, no id from a path: the pattern says what was asked, the
 * database's events say of what.
 */
void log_request(const struct ctx *cx, const struct err *e, int64_t ms);

/* A line of the process itself, not of a request. text is ours: printable
 * and without quotes. number is appended to it. */
void log_event(const char *text, long number);

#endif
