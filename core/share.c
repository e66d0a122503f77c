/*
 * share.c - a sum handed out in whole pennies, none lost and none made.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/share.h"

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

/* Whom rounding down has cost most so far; of equals, the first. */
static size_t
worst_off(int64_t total, const int64_t *weights, size_t count, int64_t whole,
    const int64_t *out)
{
	size_t most = 0;

	for (size_t i = 1; i < count; i++) {
		if (lost(total, weights[i], whole, out[i]) >
		    lost(total, weights[most], whole, out[most]))
			most = i;
	}
	return most;
}

/* The same for weights that are not all 0. */
static void
share_by(int64_t total, const int64_t *weights, size_t count, int64_t whole,
    int64_t *out)
{
	for (size_t i = 0; i < count; i++)
		out[i] = total * weights[i] / whole;
	for (int64_t left = total - sum_of(out, count); left > 0; left--)
		out[worst_off(total, weights, count, whole, out)]++;
}

void
share_out(int64_t total, const int64_t *weights, size_t count, int64_t *out)
{
	const int64_t whole = sum_of(weights, count);

	if (whole > 0) {
		share_by(total, weights, count, whole, out);
		return;
	}
	for (size_t i = 0; i < count; i++)
		out[i] = total / (int64_t)count +
			 ((int64_t)i < total % (int64_t)count);
}

int64_t
share_fee(int64_t pence, int percent100)
{
	return (pence * percent100 + SHARE_WHOLE / 2) / SHARE_WHOLE;
}
