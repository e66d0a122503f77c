/*
 * portrait.c - finding identifiers by their shape.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each shape is a pattern over classes of characters, tried wherever a word
 * begins and counted only where a word ends, so that the inside of a longer
 * word or number is never taken for one.
 */
#include "core/portrait.h"

#include <string.h>

/*
 * In a pattern: A is a letter, 9 a digit, X either; "~" at most one blank or
 * hyphen, "/" one of the signs that part a date; any other character is
 * itself. Letters match in both cases.
 */
struct shape {
	const char *pattern;
	const char *what;
	bool (*also)(const char *at); /* what a pattern cannot say, or NULL */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
in_word(char c)
{
	return is_digit(c) || is_letter(c) || (c & 0x80) != 0;
}

/* The check digit of an NHS number: weights 10 down to 2, modulo 11. */
static bool
nhs_number(const char *at)
{
	int sum = 0, weight = 10;

	for (; weight > 1; at++) {
		if (is_digit(*at))
			sum += (*at - '0') * weight--;
	}
	while (!is_digit(*at))
		at++;
	return (11 - sum % 11) % 11 == *at - '0';
}

static const struct shape shapes[] = {
	{ "A9~9AA", "a full postcode", NULL },
	{ "AX9~9AA", "a full postcode", NULL },
	{ "A9X~9AA", "a full postcode", NULL },
	{ "AA9X~9AA", "a full postcode", NULL },
	{ "99/99/9999", "a date", NULL },
	{ "9/99/9999", "a date", NULL },
	{ "99/9/9999", "a date", NULL },
	{ "9/9/9999", "a date", NULL },
	{ "99/99/99", "a date", NULL },
	{ "9999/99/99", "a date", NULL },
	{ "AA~99~99~99~A", "a National Insurance number", NULL },
	{ "A999999999999", "a pupil number", NULL },
	{ "A99999999999A", "a pupil number", NULL },
	{ "999~999~9999", "an NHS number", nhs_number },
	{ "099~9999~9999", "a telephone number", NULL },
	{ "0999~999~9999", "a telephone number", NULL },
	{ "09999~999999", "a telephone number", NULL },
	{ "09999~999~999", "a telephone number", NULL },
};

/* Whether one character is of the class. */
static bool
is_of(char class, char c)
{
	switch (class) {
	case 'A':
		return is_letter(c);
	case '9':
		return is_digit(c);
	case 'X':
		return is_letter(c) || is_digit(c);
	case '/':
		return c == '/' || c == '-' || c == '.';
	default:
		return c == class;
	}
}

static bool
matches(const struct shape *s, const char *at)
{
	const char *p = s->pattern, *c = at;

	for (; *p; p++) {
		if (*p == '~') {
			c += *c == ' ' || *c == '-';
			continue;
		}
		if (!is_of(*p, *c))
			return false;
		c++;
	}
	return !in_word(*c) && (!s->also || s->also(at));
}

/* "a@b" with something on both sides. */
static bool
has_email(const char *text)
{
	const char *at = strchr(text, '@');

	for (; at; at = strchr(at + 1, '@')) {
		if (at > text && in_word(at[-1]) && in_word(at[1]))
			return true;
	}
	return false;
}

const char *
identifier_in(const char *text)
{
	if (has_email(text))
		return "an e-mail address";
	for (const char *at = text; *at; at++) {
		if (at > text && in_word(at[-1]))
			continue;
		for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
			if (matches(&shapes[i], at))
				return shapes[i].what;
		}
	}
	return NULL;
}

struct err *
portrait_check(struct arena *a, const char *pointer, const char *text)
{
	const char *what = identifier_in(text);

	if (!what)
		return NULL;
	return err_at(a, pointer,
	    "This seems to hold %s; a portrait must not say who somebody is.",
	    what);
}
