/*
 * terms.h - what a referral asks for, from its JSON to the rules in core/.
 *
 * The same reading serves the request that makes a draft, the draft that is
 * published, and the referral that a bid answers. The JSON has passed
 * openapi/, so shapes are not checked again.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_TERMS_H
#define API_HANDLERS_TERMS_H

#include <jansson.h>

#include "core/criteria.h"
#include "core/score.h"

struct ctx;
struct rows;

struct criteria {
	struct criterion *items; /* arena */
	size_t count;
};

/* The criteria in that member ("needs", "features", "outcomes") of terms. */
struct criteria
terms_criteria(struct arena *a, const json_t *terms, const char *list);

/* A list of codes, as a bid ticks them; arena, borrowing the codes. */
const char *const *
terms_ticks(struct arena *a, const json_t *list, size_t *count);

/* The weights of terms, which must have them. */
struct weights terms_weights(const json_t *terms);

/* Every fault of the terms themselves but of the portrait: weights, codes,
 * marks, texts that say who somebody is; as far as they are sound. */
MUST_CHECK struct err *terms_check(struct ctx *cx, const json_t *terms);

/* What looks like an identifier in a portrait. */
MUST_CHECK struct err *
terms_portrait_check(struct ctx *cx, const json_t *portrait);

/* NULL if the council may refer under the scheme today: ERR_NOT_PARTNER or
 * ERR_SCHEME_NOT_OPEN. row has partner, scheme_state, regime, valid_from,
 * valid_to and now. */
MUST_CHECK struct err *
scheme_takes_referrals(struct ctx *cx, const struct rows *row);

#endif
