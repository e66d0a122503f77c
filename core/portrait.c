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

static const char a_date[] = "a date";

static const struct shape shapes[] = {
	{ "A9~9AA", "a full postcode", NULL },
	{ "AX9~9AA", "a full postcode", NULL },
	{ "A9X~9AA", "a full postcode", NULL },
	{ "AA9X~9AA", "a full postcode", NULL },
	{ "99/99/9999", a_date, NULL },
	{ "9/99/9999", a_date, NULL },
	{ "99/9/9999", a_date, NULL },
	{ "9/9/9999", a_date, NULL },
	{ "99/99/99", a_date, NULL },
	{ "9999/99/99", a_date, NULL },
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

static const char *
after_blanks(const char *at)
{
	while (*at == ' ' || *at == ',')
		at++;
	return at;
}

/* Behind a whole number of at most that many digits; at itself if there is
 * none. */
static const char *
after_number(const char *at, size_t most)
{
	size_t n = 0;

	while (is_digit(at[n]))
		n++;
	return n <= most ? at + n : at;
}

static char
small(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c;
}

/* Behind the word, if it is one of the list (in small letters), in capitals
 * or not; else NULL. */
static const char *
after_one_of(const char *at, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *w = words[i], *c = at;

		while (*w && small(*c) == *w) {
			w++;
			c++;
		}
		if (!*w && !in_word(*c))
			return c;
	}
	return NULL;
}

static const char *
after_month(const char *at)
{
	static const char *const months[] = { "january", "february", "march",
		"april", "may", "june", "july", "august", "september",
		"october", "november", "december", "jan", "feb", "mar", "apr",
		"jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec" };

	return after_one_of(at, months, ARRAY_LEN(months));
}

/* "12", "3rd", "3rd of" and what parts it from the next word; NULL: no day. */
static const char *
after_day(const char *at)
{
	static const char *const endings[] = { "st", "nd", "rd", "th" };
	static const char *const of[] = { "of" };
	const char *end = after_number(at, 2), *next;

	if (end == at)
		return NULL;
	next = after_one_of(end, endings, ARRAY_LEN(endings));
	end = after_blanks(next ? next : end);
	next = after_one_of(end, of, ARRAY_LEN(of));
	return next ? after_blanks(next) : end;
}

/* "12 March 2012" or "March 12th, 2012"; a month alone tells nobody's
 * birthday. */
static bool
is_written_date(const char *at)
{
	const char *end = after_day(at);

	if (end) {
		end = after_month(end);
	} else {
		end = after_month(at);
		if (end)
			end = after_day(after_blanks(end));
	}
	if (!end)
		return false;
	at = after_blanks(end);
	return after_number(at, 4) == at + 4 && !in_word(at[4]);
}

/* "12 High Street", "7b St John's Road": a number, up to three words with
 * capitals, and what streets are called. */
static bool
is_address(const char *at)
{
	static const char *const streets[] = { "street", "road", "rd", "avenue",
		"lane", "close", "drive", "crescent", "terrace", "gardens",
		"grove", "mews", "square", "row", "way", "place" };
	const char *end = after_number(at, 4);

	if (end == at)
		return false;
	end += is_letter(*end);
	for (int words = 0; words <= 3 && *end == ' '; words++) {
		at = end + 1;
		if (*at < 'A' || *at > 'Z')
			return false;
		if (words > 0 && after_one_of(at, streets, ARRAY_LEN(streets)))
			return true;
		for (end = at; in_word(*end) || *end == '\'' || *end == '.';)
			end++;
	}
	return false;
}

/* The shape that begins at this word; NULL if none does. */
static const char *
shape_at(const char *at, bool dates)
{
	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		if (matches(&shapes[i], at) &&
		    (dates || shapes[i].what != a_date))
			return shapes[i].what;
	}
	if (dates && is_written_date(at))
		return a_date;
	return is_address(at) ? "an address" : NULL;
}

static const char *
find(const char *text, bool dates)
{
	if (has_email(text))
		return "an e-mail address";
	for (const char *at = text; *at; at++) {
		const char *what =
		    at > text && in_word(at[-1]) ? NULL : shape_at(at, dates);

		if (what)
			return what;
	}
	return NULL;
}

const char *
identifier_in(const char *text)
{
	return find(text, true);
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

struct err *
anonymity_check(struct arena *a, const char *pointer, const char *text)
{
	const char *what = find(text, false);

	if (!what)
		return NULL;
	return err_at(a, pointer,
	    "This seems to hold %s; a referral must not say who somebody is.",
	    what);
}
