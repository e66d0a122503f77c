/*
 * application.h - whether something may happen to an application now.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_APPLICATION_H
#define API_HANDLERS_APPLICATION_H

#include "api/ctx.h"
#include "core/application.h"

/* application is what application_load gave, read after the lock; without a
 * row it is ERR_NOT_FOUND, otherwise NULL or an error of
 * application_check(). */
MUST_CHECK struct err *application_may(struct ctx *cx,
    const struct rows *application, enum application_act act);

/* The core costs of what is to be sent in (entry_id, or NULL for all of it)
 * against the caps that bar from entry (R049), each at its pointer;
 * application as above. */
MUST_CHECK struct err *application_caps(struct ctx *cx,
    const struct rows *application, const char *entry_id);

/* The digest and signature of content (the JSON text of PostgreSQL), under a
 * label and the id of what it is; JSON in the arena. */
const char *application_receipt(struct ctx *cx, const char *label,
    const char *id, json_t *content, const char *received_at);

/* due_on() for what is submitted now; row as of application_load. */
MUST_CHECK struct err *application_due_on(struct ctx *cx,
    const struct rows *application, const char **due);

/* With the last of its entries the application of the path is decided, too:
 * told to its provider. */
MUST_CHECK struct err *application_settle(struct ctx *cx, const char *provider);

#endif
