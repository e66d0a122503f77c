/*
 * share.h - a sum handed out in whole pennies, none lost and none made.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The largest remainder (Hamilton): what returns to partners is the surplus to
 * the penny (R019), and shares of cost add up to 100 per cent (R020).
 */
#ifndef CORE_SHARE_H
#define CORE_SHARE_H

#include <stddef.h>
#include <stdint.h>

enum { SHARE_WHOLE = 10000 /* 100 per cent, in hundredths */ };

/*
 * Hands out total (0 or more, and total times the sum of the weights fits an
 * int64_t) to count parties in proportion to their weights (0 or more).  Each
 * gets its share rounded down, and what is left goes a penny each to those
 * that lost most by it; of equals, to the first.  Where all weights are 0, all
 * count the same.  The sum of out is total.
 */
void
share_out(int64_t total, const int64_t *weights, size_t count, int64_t *out);

/* percent100 hundredths of a per cent of pence, half up to the penny: 1.00 %
 * of GBP 147,600.00 is GBP 1,476.00 (R021). */
int64_t share_fee(int64_t pence, int percent100);

#endif
