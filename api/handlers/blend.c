/*
 * blend.c - a category's core_blend, from its JSON.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/blend.h"

static int
whole_or(const json_t *object, const char *name, int otherwise)
{
	const json_t *value = json_object_get(object, name);

	return json_is_integer(value) ? (int)json_integer_value(value)
				      : otherwise;
}

const struct core_blend *
blend_read(struct arena *a, const json_t *blend)
{
	const json_t *earned = json_object_get(blend, "points");
	struct core_blend *out;
	int r;

	if (!json_is_object(blend))
		return NULL;
	out = arena_zalloc(a, sizeof(*out));
	out->statements = whole_or(blend, "statements", 0);
	out->rating = whole_or(blend, "rating", 0);
	for (r = 0; r < RATING__MAX; r++)
		out->points[r] = whole_or(earned, rating_name((enum rating)r),
		    BLEND_NO_POINTS);
	return out;
}
