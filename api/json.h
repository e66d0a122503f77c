/*
 * json.h - reading a JSON body that a stranger sent, and printing values.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_JSON_H
#define API_JSON_H

#include <jansson.h>

#include "core/err.h"

/*
 * The object in the length bytes at text (borrowed); it lives as long as the
 * arena. Before jansson sees it, nesting beyond LIMIT_JSON_DEPTH and more
 * than LIMIT_JSON_TOKENS brackets, commas and colons are refused: a parsed
 * value takes up to 77 times the room of its text. Anything but one object
 * with distinct member names is ERR_MALFORMED.
 */
MUST_CHECK struct err *
json_read(struct arena *a, const char *text, size_t length, json_t **out);

/* value (borrowed) as compact text; arena. Fifteen digits of a real are
 * exactly what a decimal of two places needs to come out as it came in. */
const char *json_compact(struct arena *a, const json_t *value);

/* The same with the members of every object in alphabetical order: text that
 * others can make again, letter for letter. */
const char *json_sorted(struct arena *a, const json_t *value);

/* A quoted JSON string of s, which is UTF-8; arena. NULL gives null. */
const char *json_quote(struct arena *a, const char *s);

/* Hands value to the arena and returns it. Takes value; aborts on NULL, the
 * way jansson says that there is no memory. */
json_t *json_keep(struct arena *a, json_t *value);

#endif
