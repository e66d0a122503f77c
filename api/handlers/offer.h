/*
 * offer.h - the locked ranking as a case for core/choice.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_OFFER_H
#define API_HANDLERS_OFFER_H

#include "api/ctx.h"
#include "core/choice.h"

/* Reads what r, the row of award_case.sql, and award_candidates.sql say;
 * arena. */
MUST_CHECK struct err *
offer_case(struct ctx *cx, const struct rows *r, struct award_case *out);

/* An additional cost as it stands in a body or a choice; false without one. */
bool offer_additional_cost(const json_t *from, struct additional_cost *out);

/* [{bid_id, within_budget, over_budget_pence}] as core/ makes it; arena. */
const char *offer_json(struct ctx *cx, const struct award_case *c);

#endif
