/*
 * marks.c - the score that marks for a category's statements make.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/marks.h"

#include "api/handlers/blend.h"

static int
whole(const json_t *object, const char *name)
{
	return (int)json_integer_value(json_object_get(object, name));
}

struct err *
marks_carry(struct arena *a, const json_t *category, const json_t *marks,
    enum rating rating, points *out)
{
	const json_t *asked = json_object_get(category, "statements");
	size_t i, count = json_array_size(asked);
	struct statement_score *s =
	    arena_zalloc_array(a, count + 1, sizeof(*s));

	for (i = 0; i < count; i++) {
		const json_t *item = json_array_get(asked, i);
		const char *code =
		    json_string_value(json_object_get(item, "code"));

		s[i].weight = whole(item, "weight");
		s[i].score = whole(json_object_get(marks, code), "score");
	}
	return carried_score(a, s, count,
	    blend_read(a, json_object_get(category, "core_blend")), rating,
	    out);
}
