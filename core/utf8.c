/*
 * utf8.c - see utf8.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/utf8.h"

uint32_t
utf8_next(const char **s)
{
	const unsigned char *p = (const unsigned char *)*s;
	uint32_t c = *p++;

	if (c >= 0xf0)
		c &= 0x07;
	else if (c >= 0xe0)
		c &= 0x0f;
	else if (c >= 0xc0)
		c &= 0x1f;
	while ((*p & 0xc0) == 0x80)
		c = (c << 6) | (*p++ & 0x3fU);
	*s = (const char *)p;
	return c;
}
