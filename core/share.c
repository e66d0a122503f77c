/*
 * share.c - a sum handed out in whole pennies, none lost and none made.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/share.h"

#include <stdbool.h>

static int64_t
sum_of(const int64_t *numbers, size_t count)
{
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += numbers[i];
	return sum;
}

/* What rounding down has cost party i, in parts of a penny; less than nothing
 * once it has had a penny for it. */
static int64_t
lost(int64_t total, int64_t weight, int64_t weights, int64_t got)
{
	return total * weight - got * weights;
}

void
share_out(int64_t total, const int64_t *weights, size_t count, int64_t *out)
{
	const int64_t given = sum_of(weights, count);
	const bool alike = given == 0;
	const int64_t whole = alike ? (int64_t)count : given;

	for (size_t i = 0; i < count; i++)
		out[i] = total * (alike ? 1 : weights[i]) / whole;
	for (int64_t left = total - sum_of(out, count); count > 0 && left > 0;
	     left--) {
		size_t most = 0;

		for (size_t i = 1; i < count; i++) {
			if (lost(total, alike ? 1 : weights[i], whole, out[i]) >
			    lost(total, alike ? 1 : weights[most], whole,
				out[most]))
				most = i;
		}
		out[most]++;
	}
}

int64_t
share_fee(int64_t pence, int percent100)
{
	return (pence * percent100 + SHARE_WHOLE / 2) / SHARE_WHOLE;
}
