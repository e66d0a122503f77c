/*
 * idempotency.h - the same POST twice is one act (IETF draft
 * "Idempotency-Key").
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_IDEMPOTENCY_H
#define API_IDEMPOTENCY_H

#include <stdbool.h>

#include "api/ctx.h"

/* The key in a header: what stands between the quotes, or a bare UUID; arena.
 * ERR_IDEMPOTENCY_KEY_MALFORMED for anything else. */
MUST_CHECK struct err *
idempotency_parse(struct arena *a, const char *header, const char **key);

/*
 * Claims the key of the request, if it has one, for this transaction. If the
 * act was done before, the first answer is in cx->res and *replayed is true.
 * The caller commits then as well: the answer is given again only when it is on
 * two hosts. ERR_IDEMPOTENCY_IN_PROGRESS while another transaction holds the
 * key, ERR_IDEMPOTENCY_KEY_REUSED if it belongs to another request,
 * ERR_IDEMPOTENCY_KEY_MISSING if the route insists on one.
 */
MUST_CHECK struct err *idempotency_begin(struct ctx *cx, bool *replayed);

/* Queues the answer in cx->res to be kept with this transaction, if the
 * request has a key. To be followed by a commit. */
void idempotency_keep(struct ctx *cx);

#endif
