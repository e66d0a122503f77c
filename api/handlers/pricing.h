/*
 * pricing.h - a bid's price, from the JSON it was sent and accredited as.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_PRICING_H
#define API_HANDLERS_PRICING_H

#include "api/ctx.h"
#include "core/price.h"

/* core_pence ({head: pence}) and discounts ([{from_child, percent}]) of an
 * accreditation; both borrowed, and NULL for none. Arena. */
void pricing_accredited(struct arena *a, json_t *core_pence,
    const json_t *discounts, struct accredited *out);

/* The children of a bid as it was sent; borrowed. Arena; *count elements. */
const struct child_bid *
pricing_children(struct arena *a, const json_t *children, size_t *count);

#endif
