/*
 * match.c - from a method and a path to one row of the table of routes.
 *
 * A hundred rows are compared one by one: most differ within the first
 * segment, and the whole walk costs less than reading one header.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/match.h"

#include <stdbool.h>
#include <string.h>

#include "api/text.h"

static const char *const method_names[METHOD__MAX] = {
	[GET] = "GET, HEAD",
	[POST] = "POST",
	[PUT] = "PUT",
	[PATCH] = "PATCH",
	[DELETE] = "DELETE",
};

static bool
is_plain(const char *segment, size_t length)
{
	return length > 0 && length <= LIMIT_SEGMENT_BYTES &&
	       strspn(segment,
		   "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		   "0123456789._-") >= length;
}

/* Takes the segment for the {name} of pattern; false if it cannot be one. */
static bool
take_value(struct arena *a, struct match *m, const char *pattern,
    size_t pattern_length, const char *segment, size_t length)
{
	const char *name, *value;
	size_t n = pattern_length - 2;

	if (!is_plain(segment, length) || m->count == LIMIT_PATH_NAMES)
		return false;
	name = arena_printf(a, "%.*s", (int)n, pattern + 1);
	value = arena_printf(a, "%.*s", (int)length, segment);
	if (n > 3 && strcmp(name + n - 3, "_id") == 0) {
		if (!text_is_uuid(value))
			return false;
		value = text_lower(a, value);
	}
	m->values[m->count].name = name;
	m->values[m->count].value = value;
	m->count++;
	return true;
}

/* Both begin with "/". */
static bool
match_path(struct arena *a, const char *pattern, const char *path,
    struct match *m)
{
	m->count = 0;
	while (*pattern == '/' && *path == '/') {
		size_t want = strcspn(++pattern, "/");
		size_t have = strcspn(++path, "/");

		if (*pattern == '{') {
			if (!take_value(a, m, pattern, want, path, have))
				return false;
		} else if (want != have || strncmp(pattern, path, want) != 0) {
			return false;
		}
		pattern += want;
		path += have;
	}
	return *pattern == '\0' && *path == '\0';
}

struct err *
match_route(struct arena *a, const struct route *table, size_t count,
    enum method method, const char *path, struct match *out)
{
	struct match m = { 0 };
	const char *allow = NULL;
	size_t i;

	for (i = 0; i < count; i++) {
		const struct route *r = &table[i];

		if (!match_path(a, r->path, path, &m))
			continue;
		if (r->method == method) {
			m.route = r;
			*out = m;
			return NULL;
		}
		allow = allow == NULL ? method_names[r->method]
				      : arena_printf(a, "%s, %s", allow,
					    method_names[r->method]);
	}
	if (allow == NULL)
		return err_new(a, ERR_NOT_FOUND, "There is no such address.");
	*out = (struct match){ .allow = allow };
	return err_new(a, ERR_METHOD_NOT_ALLOWED, "This address knows %s.",
	    allow);
}

const char *
match_value(const struct match *m, const char *name)
{
	size_t i;

	for (i = 0; i < m->count; i++)
		if (strcmp(m->values[i].name, name) == 0)
			return m->values[i].value;
	return NULL;
}
