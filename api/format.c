/*
 * format.c - see format.h. Hand-written scanners: none of them backtracks.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/format.h"

#include <stdint.h>
#include <string.h>

#include "core/compiler.h"
#include "core/utf8.h"

/* A UUID, a day and a moment are drawn: 'h' is a lower-case hexadecimal
 * digit, '0' a decimal one, anything else is itself. */
#define UUID_SHAPE "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh"
#define DATE_SHAPE "0000-00-00"
#define TIME_SHAPE "T00:00:00"

enum {
	DATE_LENGTH = sizeof(DATE_SHAPE) - 1,
	FRACTION_MAX = 6, /* PostgreSQL keeps microseconds */
	EMAIL_LOCAL_MAX = 64,
	EMAIL_MAX = 254,
	LABEL_MAX = 63, /* of a domain name */
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

struct range {
	uint32_t first, last;
};

/* Characters that make text do something other than be read: control
 * characters and those that turn the direction of what follows. */
static const struct range controls[] = {
	{ 0x00, 0x1f }, { 0x7f, 0x9f },
	{ 0x2028, 0x2029 }, /* line and paragraph separators */
	{ 0x202a, 0x202e }, /* embeddings and overrides */
	{ 0x2066, 0x2069 }, /* isolates */
};

/* Characters that leave nothing to see. */
static const struct range blanks[] = {
	{ '\t', '\n' },
	{ ' ', ' ' },
	{ 0xa0, 0xa0 },
	{ 0x1680, 0x1680 },
	{ 0x2000, 0x200d },
	{ 0x202f, 0x202f },
	{ 0x205f, 0x2060 },
	{ 0x3000, 0x3000 },
	{ 0xfeff, 0xfeff },
};

static bool
is_in(uint32_t c, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	}
	return false;
}

/* allowed: control characters that are welcome all the same. */
static bool
is_readable(const char *s, const char *allowed)
{
	const bool empty = !*s;
	bool seen = false;

	while (*s) {
		uint32_t c = utf8_next(&s);

		if (c < 0x80 && strchr(allowed, (int)c))
			continue;
		if (is_in(c, controls, ARRAY_LEN(controls)))
			return false;
		if (!is_in(c, blanks, ARRAY_LEN(blanks)))
			seen = true;
	}
	return seen || empty;
}

static bool
is_line(const char *s)
{
	return is_readable(s, "");
}

static bool
is_prose(const char *s)
{
	return is_readable(s, "\n\t");
}

/* The text behind what matches shape, or NULL. */
static const char *
skip_shape(const char *s, const char *shape)
{
	for (; *shape; shape++, s++) {
		bool fits = *s == *shape;

		if (*shape == '0')
			fits = is_digit(*s);
		else if (*shape == 'h')
			fits = is_digit(*s) || (*s >= 'a' && *s <= 'f');
		if (!fits)
			return NULL;
	}
	return s;
}

static bool
is_uuid(const char *s)
{
	const char *end = skip_shape(s, UUID_SHAPE);

	return end && !*end;
}

/* The number that count digits make. */
static int
number(const char *s, int count)
{
	int n = 0;

	for (int i = 0; i < count; i++)
		n = n * 10 + (s[i] - '0');
	return n;
}

static int
days_of_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/* True if s begins with a day that is in the calendar. */
static bool
begins_with_date(const char *s)
{
	int year, month, day;

	if (!skip_shape(s, DATE_SHAPE))
		return false;
	year = number(s, 4);
	month = number(s + 5, 2);
	day = number(s + 8, 2);
	return year >= 1900 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days_of_month(year, month);
}

static bool
is_date(const char *s)
{
	return begins_with_date(s) && !s[DATE_LENGTH];
}

static bool
is_date_time(const char *s)
{
	const char *end;
	size_t digits;

	if (!begins_with_date(s))
		return false;
	s += DATE_LENGTH;
	end = skip_shape(s, TIME_SHAPE);
	if (!end || number(s + 1, 2) > 23 || number(s + 4, 2) > 59 ||
	    number(s + 7, 2) > 59)
		return false;
	if (*end == '.') {
		digits = strspn(++end, "0123456789");
		if (digits == 0 || digits > FRACTION_MAX)
			return false;
		end += digits;
	}
	return strcmp(end, "Z") == 0;
}

/* Printable ASCII that needs no quoting in an address, dots not doubled. */
static bool
is_local_part(const char *s, size_t length)
{
	static const char extra[] = "!#$%&'*+-/=?^_`{|}~.";

	if (length == 0 || length > EMAIL_LOCAL_MAX || s[0] == '.' ||
	    s[length - 1] == '.')
		return false;
	for (size_t i = 0; i < length; i++) {
		if (!is_letter(s[i]) && !is_digit(s[i]) && !strchr(extra, s[i]))
			return false;
		if (s[i] == '.' && s[i + 1] == '.')
			return false;
	}
	return true;
}

static bool
is_label(const char *s, size_t length)
{
	if (length == 0 || length > LABEL_MAX || s[0] == '-' ||
	    s[length - 1] == '-')
		return false;
	for (size_t i = 0; i < length; i++) {
		if (!is_letter(s[i]) && !is_digit(s[i]) && s[i] != '-')
			return false;
	}
	return true;
}

/* Two labels or more. */
static bool
is_domain(const char *s)
{
	int labels = 0;

	for (;;) {
		const size_t length = strcspn(s, ".");

		if (!is_label(s, length))
			return false;
		labels++;
		if (!s[length])
			return labels >= 2;
		s += length + 1;
	}
}

static bool
is_email(const char *s)
{
	const char *at = strchr(s, '@');

	return at && strlen(s) <= EMAIL_MAX &&
	       is_local_part(s, (size_t)(at - s)) && is_domain(at + 1);
}

/* A9, A99, AA9, AA99, A9A or AA9A, then 9AA; 'A' any letter. */
static bool
is_postcode(const char *s)
{
	char bare[8]; /* without blanks; the longest has seven */
	size_t length = 0, i = 0;

	for (; *s; s++) {
		if (*s == ' ')
			continue;
		if (length == sizeof(bare) - 1)
			return false;
		bare[length++] = *s;
	}
	bare[length] = '\0';
	if (length < 5)
		return false;
	while (is_letter(bare[i]))
		i++;
	if (i < 1 || i > 2 || !is_digit(bare[i]))
		return false;
	i++;
	if (i == length - 4) { /* a fourth one before the last three */
		if (!is_letter(bare[i]) && !is_digit(bare[i]))
			return false;
		i++;
	}
	return i == length - 3 && is_digit(bare[i]) && is_letter(bare[i + 1]) &&
	       is_letter(bare[i + 2]);
}

/* No other scheme: a "javascript:" link must not be stored. */
static bool
is_uri(const char *s)
{
	size_t length;

	if (strncmp(s, "https://", 8) == 0)
		s += 8;
	else if (strncmp(s, "http://", 7) == 0)
		s += 7;
	else
		return false;
	if (!is_letter(*s) && !is_digit(*s))
		return false;
	length = strspn(s, "abcdefghijklmnopqrstuvwxyz"
			   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			   "-._~:/?#[]@!$&'()*+,;=%");
	return s[length] == '\0';
}

static const struct {
	bool (*matches)(const char *s);
	const char *fault;
} formats[FORMAT__MAX] = {
	[FORMAT_NONE] = { NULL, "" },
	[FORMAT_LINE] = { is_line,
	    "This must be one line of text that can be seen, without control "
	    "characters." },
	[FORMAT_PROSE] = { is_prose,
	    "This must be text that can be seen, without control characters "
	    "other than line feed and tab." },
	[FORMAT_UUID] = { is_uuid,
	    "This must be an id: a UUID in lower case." },
	[FORMAT_DATE] = { is_date,
	    "This must be a day of the calendar, such as 2026-12-01." },
	[FORMAT_DATE_TIME] = { is_date_time,
	    "This must be a time in UTC, such as 2026-11-24T12:00:00Z." },
	[FORMAT_EMAIL] = { is_email,
	    "This must be an e-mail address, such as name@council.example." },
	[FORMAT_POSTCODE] = { is_postcode,
	    "This must be a whole British postcode, such as OX1 4PR." },
	[FORMAT_URI] = { is_uri,
	    "This must be an address that begins with https:// or http://." },
};

bool
format_matches(enum text_format format, const char *s)
{
	return !formats[format].matches || formats[format].matches(s);
}

const char *
format_fault(enum text_format format)
{
	return formats[format].fault;
}
