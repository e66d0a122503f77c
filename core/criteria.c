/*
 * criteria.c - see criteria.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/criteria.h"

#include <string.h>

static bool
is_among(const struct criterion *c, size_t count, const char *code)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(c[i].code, code) == 0)
			return true;
	}
	return false;
}

struct err *
criteria_check(struct arena *a, const char *list, const struct criterion *c,
    size_t count)
{
	struct err *faults = NULL;

	for (size_t i = 0; i < count; i++) {
		if (is_among(c, i, c[i].code))
			err_append(&faults,
			    err_at(a, arena_printf(a, "#/%s/%zu/code", list, i),
				"This code stands in the list already."));
		if (c[i].must && c[i].mark != 0)
			err_append(&faults,
			    err_at(a, arena_printf(a, "#/%s/%zu/mark", list, i),
				"A must has mark 0: a bid without it is "
				"excluded, not marked."));
	}
	return faults;
}

int
criteria_marks(const struct criterion *c, size_t count)
{
	int sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += c[i].must ? 0 : c[i].mark;
	return sum;
}

static bool
ticked_before(const char *const *ticks, size_t i)
{
	for (size_t j = 0; j < i; j++) {
		if (strcmp(ticks[j], ticks[i]) == 0)
			return true;
	}
	return false;
}

struct err *
ticks_check(struct arena *a, const char *list, const char *const *ticks,
    size_t ticks_count, const struct criterion *c, size_t count)
{
	struct err *faults = NULL;

	for (size_t i = 0; i < ticks_count; i++) {
		const char *at = arena_printf(a, "#/%s/%zu", list, i);

		if (!is_among(c, count, ticks[i]))
			err_append(&faults,
			    err_at(a, at, "The referral has no such code."));
		else if (ticked_before(ticks, i))
			err_append(&faults,
			    err_at(a, at, "This code is ticked already."));
	}
	return faults;
}

static bool
is_ticked(const char *const *ticks, size_t ticks_count, const char *code)
{
	for (size_t i = 0; i < ticks_count; i++) {
		if (strcmp(ticks[i], code) == 0)
			return true;
	}
	return false;
}

int
ticks_marks(const char *const *ticks, size_t ticks_count,
    const struct criterion *c, size_t count)
{
	int sum = 0;

	for (size_t i = 0; i < count; i++) {
		if (!c[i].must && is_ticked(ticks, ticks_count, c[i].code))
			sum += c[i].mark;
	}
	return sum;
}

bool
ticks_lack_must(const char *const *ticks, size_t ticks_count,
    const struct criterion *c, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (c[i].must && !is_ticked(ticks, ticks_count, c[i].code))
			return true;
	}
	return false;
}
