/*
 * due.h - by when an application is decided on.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_DUE_H
#define API_HANDLERS_DUE_H

#include "api/ctx.h"
#include "core/dates.h"
#include "core/vocab.h"

struct holidays {
	struct date *days; /* arena */
	size_t count;
};

/* Bank holidays after that day, as far ahead as any working day is counted
 * here; what working_days_after() asks for. */
MUST_CHECK struct err *
due_holidays(struct ctx *cx, struct date after, struct holidays *out);

/*
 * The day by which the lead decides on what was sent in on that day (in
 * London): by the regime's rule, bank holidays known, and later by the days
 * that a pause of the scheme takes, where its clock rests. "YYYY-MM-DD", arena.
 */
MUST_CHECK struct err *due_on(struct ctx *cx, enum regime regime,
    const char *scheme_id, struct date sent, const char **out);

#endif
