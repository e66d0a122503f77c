/*
 * json.c - reading a JSON body that a stranger sent, and printing values.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/json.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/config.h"

static void
decref(void *value)
{
	json_decref(value);
}

json_t *
json_keep(struct arena *a, json_t *value)
{
	if (value == NULL) {
		fputs("json: out of memory\n", stderr);
		abort();
	}
	arena_defer(a, decref, value);
	return value;
}

struct scan {
	unsigned depth, deepest, tokens;
	bool in_string, escaped;
};

static void
scan_string(struct scan *s, char c)
{
	if (s->escaped) {
		s->escaped = false;
		return;
	}
	s->escaped = c == '\\';
	s->in_string = c != '"';
}

static void
scan_structure(struct scan *s, char c)
{
	switch (c) {
	case '"':
		s->in_string = true;
		return;
	case '{':
	case '[':
		s->tokens++;
		s->depth++;
		if (s->depth > s->deepest)
			s->deepest = s->depth;
		return;
	case '}':
	case ']':
		s->tokens++;
		s->depth -= s->depth > 0;
		return;
	case ',':
	case ':':
		s->tokens++;
		return;
	default:
		return;
	}
}

/* What can be said of the text without parsing it. */
static struct err *
scan(struct arena *a, const char *text, size_t length)
{
	struct scan s = { 0 };
	size_t i;

	for (i = 0; i < length; i++) {
		if (s.in_string)
			scan_string(&s, text[i]);
		else
			scan_structure(&s, text[i]);
	}
	if (s.deepest > LIMIT_JSON_DEPTH)
		return err_new(a, ERR_MALFORMED,
		    "The body nests more than %d deep.", LIMIT_JSON_DEPTH);
	if (s.tokens > LIMIT_JSON_TOKENS)
		return err_new(a, ERR_MALFORMED,
		    "The body has more than %d brackets, commas and colons.",
		    LIMIT_JSON_TOKENS);
	return NULL;
}

struct err *
json_read(struct arena *a, const char *text, size_t length, json_t **out)
{
	struct err *e = scan(a, text, length);
	json_error_t fault;
	json_t *value;

	if (e != NULL)
		return e;
	value = json_loadb(text, length, JSON_REJECT_DUPLICATES, &fault);
	if (value == NULL)
		return err_new(a, ERR_MALFORMED,
		    json_error_code(&fault) == json_error_duplicate_key
			? "The body names a member twice, near line %d, "
			  "column %d."
			: "The body is not JSON as RFC 8259 has it, near "
			  "line %d, column %d.",
		    fault.line, fault.column);
	json_keep(a, value);
	if (!json_is_object(value))
		return err_new(a, ERR_MALFORMED,
		    "The body is not a JSON object.");
	*out = value;
	return NULL;
}

static const char *
print(struct arena *a, const json_t *value, size_t flags)
{
	char *text;

	flags |= JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15);
	text = json_dumps(value, flags);
	if (text == NULL) {
		fputs("json: a value cannot be printed\n", stderr);
		abort();
	}
	arena_defer(a, free, text);
	return text;
}

const char *
json_compact(struct arena *a, const json_t *value)
{
	return print(a, value, 0);
}

const char *
json_sorted(struct arena *a, const json_t *value)
{
	return print(a, value, JSON_SORT_KEYS);
}

const char *
json_quote(struct arena *a, const char *s)
{
	if (s == NULL)
		return "null";
	return print(a, json_keep(a, json_string(s)), 0);
}
