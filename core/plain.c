/*
 * plain.c - see plain.h.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/plain.h"

#include <stdint.h>
#include <string.h>

#include "core/compiler.h"
#include "core/utf8.h"

enum { DROPPED = '\0' };

/* What reads like a sign of ASCII, or like nothing. */
static const struct {
	uint32_t first, last;
	char as;
} looks[] = {
	{ '\t', '\r', ' ' },
	{ 0x85, 0x85, ' ' },
	{ 0xa0, 0xa0, ' ' },
	{ 0xad, 0xad, DROPPED }, /* a hyphen that is not shown */
	{ 0x2bc, 0x2bc, '\'' },
	{ 0x1680, 0x1680, ' ' },
	{ 0x2000, 0x200a, ' ' },
	{ 0x200b, 0x200f, DROPPED },
	{ 0x2010, 0x2015, '-' },
	{ 0x2018, 0x2019, '\'' },
	{ 0x2024, 0x2024, '.' },
	{ 0x2028, 0x2029, ' ' },
	{ 0x202f, 0x202f, ' ' },
	{ 0x2044, 0x2044, '/' },
	{ 0x205f, 0x205f, ' ' },
	{ 0x2060, 0x2064, DROPPED },
	{ 0x2212, 0x2212, '-' },
	{ 0x3000, 0x3000, ' ' },
	{ 0xfe00, 0xfe0f, DROPPED },
	{ 0xfeff, 0xfeff, DROPPED },
};

static char
look_of(uint32_t c)
{
	for (size_t i = 0; i < ARRAY_LEN(looks); i++) {
		if (c >= looks[i].first && c <= looks[i].last)
			return looks[i].as;
	}
	if (c >= 0xff01 && c <= 0xff5e) /* full width */
		return (char)(c - 0xff01 + '!');
	if (c < 0x80)
		return (char)c;
	return PLAIN_OTHER;
}

struct plain
plain_text(struct arena *a, const char *text)
{
	const size_t size = strlen(text) + 1;
	struct plain p = {
		.text = arena_zalloc(a, size),
		.at = arena_zalloc_array(a, size, sizeof(*p.at)),
	};
	size_t used = 0, number = 0;

	while (*text) {
		char c = look_of(utf8_next(&text));

		number++;
		if (c == DROPPED ||
		    (c == ' ' && used > 0 && p.text[used - 1] == ' '))
			continue;
		p.at[used] = number;
		p.text[used++] = c;
	}
	return p;
}
