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

#endif
