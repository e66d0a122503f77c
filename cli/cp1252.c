/*
 * cp1252.c - text of Windows, as UTF-8.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cli/cp1252.h"

#include <stdint.h>

/* 0x80 to 0x9F; everything else is as in Unicode. */
static const uint16_t high[32] = { 0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E,
	0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
	0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
	0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E,
	0x0178 };

static char *
put(char *out, unsigned c)
{
	if (c < 0x80) {
		*out++ = (char)c;
		return out;
	}
	if (c < 0x800) {
		*out++ = (char)(0xC0 | (c >> 6));
	} else {
		*out++ = (char)(0xE0 | (c >> 12));
		*out++ = (char)(0x80 | ((c >> 6) & 0x3F));
	}
	*out++ = (char)(0x80 | (c & 0x3F));
	return out;
}

void
cp1252_to_utf8(const char *text, size_t length, char *out)
{
	for (size_t i = 0; i < length; i++) {
		unsigned c = (unsigned char)text[i];

		out = put(out, c >= 0x80 && c < 0xA0 ? high[c - 0x80] : c);
	}
	*out = '\0';
}
