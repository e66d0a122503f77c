/*
 * dispatch.h - from a request to its answer.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_DISPATCH_H
#define API_DISPATCH_H

#include "api/request.h"
#include "api/response.h"
#include "api/worker.h"

/*
 * The only place that matches, authenticates, checks, opens and closes the
 * transaction, calls, answers and logs. Whatever happens, *res is an answer
 * to send; it lives as long as the arena. res->length is what a body has,
 * even where it is not to be sent (HEAD): *send_body says.
 */
void dispatch(struct worker *w, struct arena *a, const struct source *src,
    struct response *res, bool *send_body);

#endif
