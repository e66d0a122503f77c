/*
 * decimal.c - see decimal.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/decimal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REAL_TEXT = 32 }; /* bytes; the longest double has 24 */

/* The shortest decimal text that reads back as value: what was sent, unless
 * more digits were sent than a double holds. */
static void
shortest(double value, char text[REAL_TEXT])
{
	for (int digits = 1; digits <= 17; digits++) {
		double back;

		(void)snprintf(text, REAL_TEXT, "%.*e", digits - 1, value);
		back = strtod(text, NULL);
		if (!(back < value) && !(back > value))
			return;
	}
}

/* Works on the text: no rounding can creep in. */
bool
decimal_units(double value, int decimals, int64_t *out)
{
	char text[REAL_TEXT];
	const char *p = text, *exponent;
	bool negative = false;
	int64_t n = 0;
	long shift;

	shortest(value, text); /* -d.ddde+xx */
	if (*p == '-') {
		negative = true;
		p++;
	}
	exponent = strchr(p, 'e');
	if (!exponent)
		return false; /* not a number; JSON cannot write one */
	shift = strtol(exponent + 1, NULL, 10) + decimals;
	for (; p < exponent; p++) {
		if (*p == '.')
			continue;
		if (p != text + negative)
			shift--;
		n = n * 10 + (*p - '0');
	}
	if (n == 0)
		shift = 0;
	if (shift < 0 || shift > 18)
		return false;
	while (shift-- > 0) {
		if (n > INT64_MAX / 10)
			return false;
		n *= 10;
	}
	*out = negative ? -n : n;
	return true;
}

const char *
decimal_text(struct arena *a, int64_t units, int decimals)
{
	const char *sign = units < 0 ? "-" : "";
	int64_t one = 1;

	for (int i = 0; i < decimals; i++)
		one *= 10;
	if (units < 0)
		units = -units;
	if (units % one == 0)
		return arena_printf(a, "%s%lld", sign,
		    (long long)(units / one));
	return arena_printf(a, "%s%lld.%0*lld", sign, (long long)(units / one),
	    decimals, (long long)(units % one));
}
