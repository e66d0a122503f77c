/*
 * criteria.h - the lists by which a referral says what it wants.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Needs, features and outcomes are ticked by their codes (R081, R082, R090),
 * so a code stands once in its list.  A feature that is a must carries no
 * mark: a bid without it is out, not a few points behind.
 */
#ifndef CORE_CRITERIA_H
#define CORE_CRITERIA_H

#include "core/err.h"

struct criterion {
	const char *code; /* borrowed */
	int mark;         /* 0..100 */
	bool must;
};

/*
 * list is the name of the member, e.g. "features".  Returns NULL, or
 * ERR_INVALID for every fault at once, at "#/features/2/code" for a code that
 * stood there before and at "#/features/2/mark" for a must with a mark.
 */
MUST_CHECK struct err *criteria_check(struct arena *a, const char *list,
    const struct criterion *c, size_t count);

/* The marks to be had: those of every criterion that is not a must. */
int criteria_marks(const struct criterion *c, size_t count);

/*
 * What a bid ticked: codes of the list, each once.  list is the name of the
 * bid's member, e.g. "needs_met".  Returns NULL, or ERR_INVALID for every
 * fault at once, at "#/needs_met/0".
 */
MUST_CHECK struct err *
ticks_check(struct arena *a, const char *list, const char *const *ticks,
    size_t ticks_count, const struct criterion *c, size_t count);

/* The marks of what was ticked, and whether a must was not (R082).  Codes that
 * the list has not are passed over. */
int ticks_marks(const char *const *ticks, size_t ticks_count,
    const struct criterion *c, size_t count);
bool ticks_lack_must(const char *const *ticks, size_t ticks_count,
    const struct criterion *c, size_t count);

#endif
