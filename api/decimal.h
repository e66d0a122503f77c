/*
 * decimal.h - the decimals of a JSON number, exactly.
 *
 * SPDX-License-Identifier: Apache-2.0
 *
 * The JSON library gives a double. No sum is made with it: it is turned back
 * into the digits that were sent and from then on is a whole number of units.
 */
#ifndef API_DECIMAL_H
#define API_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"

/* True if value has at most that many decimals (0 to 15) and fits; *out is
 * then value in units of the last one: 12.5 with two decimals is 1250. */
MUST_CHECK bool decimal_units(double value, int decimals, int64_t *out);

/* That many units as people write them: 1250 is "12.50", 1200 "12"; arena. */
MUST_CHECK const char *
decimal_text(struct arena *a, int64_t units, int decimals);

#endif
