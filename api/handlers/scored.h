/*
 * scored.h - what the evaluators of a bid have said so far.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_SCORED_H
#define API_HANDLERS_SCORED_H

#include "api/ctx.h"
#include "core/evaluation.h"

/* From row i of r, with the columns scores and consensus; arena. */
struct evaluation
scored_read(struct ctx *cx, const struct rows *r, size_t i, int64_t evaluators);

#endif
