/*
 * register.c - what the regulators' registers say, in our own words.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/register.h"

#include <string.h>

#include "core/compiler.h"

enum {
	WORD_BYTES = 64, /* of a grade or a state; the rest is not looked at */
	PAUSE_LEAST = 1000,
	PAUSE_MOST = 300 * 1000,
	PAUSE_DOUBLINGS = 9,
	RETRY_MOST = 3600,
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static char
small(char c)
{
	return (char)(is_capital(c) ? c - 'A' + 'a' : c);
}

static char
capital(char c)
{
	return (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* ------------------------------------------------------------------- ids */

/* U+2010 to U+2015, a no-break space, U+2212: bytes of *s, and what is meant
 * by them; 0 if it is another character. */
static size_t
odd_character(const char *s, char *meant)
{
	const unsigned char *u = (const unsigned char *)s;

	*meant = '-';
	if (u[0] == 0xE2 && u[1] == 0x80 && u[2] >= 0x90 && u[2] <= 0x95)
		return 3;
	if (u[0] == 0xE2 && u[1] == 0x88 && u[2] == 0x92)
		return 3;
	*meant = ' ';
	return u[0] == 0xC2 && u[1] == 0xA0 ? 2 : 0;
}

/* Capitals, without blanks; false if that is too long, or holds anything but
 * letters, digits and hyphens. */
static bool
squeeze(const char *s, char out[REGISTER_ID_BYTES])
{
	size_t n = 0;

	while (*s) {
		char meant, c = *s;
		size_t odd = odd_character(s, &meant);

		if (odd > 0)
			c = meant;
		s += odd > 0 ? odd : 1;
		if (is_blank(c))
			continue;
		c = capital(c);
		if (n + 1 == REGISTER_ID_BYTES ||
		    (!is_capital(c) && !is_digit(c) && c != '-'))
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	return true;
}

/* How many digits stand there, and nothing else; 0 if there is more. */
static size_t
digits_alone(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return s[n] == '\0' ? n : 0;
}

static bool
is_id(enum regulator regulator, const char *s)
{
	size_t n = digits_alone(s);

	if (regulator == REGULATOR_DFE)
		return n == 6;
	if (regulator == REGULATOR_OFSTED)
		return (n >= 5 && n <= 8) ||
		       (s[0] == 'S' && s[1] == 'C' && digits_alone(s + 2) == 6);
	return regulator == REGULATOR_CQC && strlen(s) >= 3 && s[0] != '-' &&
	       strpbrk(s, "0123456789") != NULL;
}

bool
register_id(enum regulator regulator, const char *written,
    char out[REGISTER_ID_BYTES])
{
	char key[REGISTER_ID_BYTES] = "";
	const char *s = key;

	if (!squeeze(written, key))
		return false;
	if (strncmp(s, "URN", 3) == 0)
		s += 3;
	if (!is_id(regulator, s))
		return false;
	memmove(out, s, strlen(s) + 1);
	return true;
}

/* ------------------------------------------------------------------ days */

static int
number(const char *s, size_t count)
{
	int n = 0;

	for (size_t i = 0; i < count; i++) {
		if (!is_digit(s[i]))
			return -1;
		n = 10 * n + (s[i] - '0');
	}
	return n;
}

/* Sets *out if there is such a day. */
static bool
take_date(struct date d, struct date *out)
{
	if (!date_is_valid(d))
		return false;
	*out = d;
	return true;
}

/* The three at s, each of a fixed place; the text is long enough. */
static bool
date_at(const char *s, size_t year, size_t month, size_t day, struct date *out)
{
	struct date d = { number(s + year, 4), number(s + month, 2),
		number(s + day, 2) };

	return take_date(d, out);
}

bool
register_date(const char *written, struct date *out)
{
	while (is_blank(*written))
		written++;
	if (strlen(written) < 10)
		return false;
	/* A time, or nothing. */
	if (strchr("T \r\n\t", written[10]) == NULL)
		return false;
	if (written[4] == '-' && written[7] == '-')
		return date_at(written, 0, 5, 8, out);
	if (written[2] != written[5] || strchr("/-.", written[2]) == NULL)
		return false;
	return date_at(written, 6, 3, 0, out);
}

/* 1 for January; 0 if no month's name begins there. */
static int
month_at(const char *s)
{
	static const char *const names[] = { "jan", "feb", "mar", "apr", "may",
		"jun", "jul", "aug", "sep", "oct", "nov", "dec" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (small(s[0]) == names[i][0] && small(s[1]) == names[i][1] &&
		    small(s[2]) == names[i][2])
			return (int)i + 1;
	}
	return 0;
}

/* "1_November_2026", "01 Nov 2026". */
static bool
date_in_words(const char *s, struct date *out)
{
	struct date d = { 0 };
	size_t n = strspn(s, "0123456789");

	if (n < 1 || n > 2)
		return false;
	d.day = number(s, n);
	s += n + strspn(s + n, "_- ");
	d.month = *s && s[1] ? month_at(s) : 0;
	while (is_capital(capital(*s)))
		s++;
	s += strspn(s, "_- ");
	if (d.month == 0 || strspn(s, "0123456789") != 4)
		return false;
	d.year = number(s, 4);
	return take_date(d, out);
}

/* "20261101", "2026-11-01", at the beginning of a number. */
static bool
date_in_digits(const char *s, struct date *out)
{
	size_t n = strspn(s, "0123456789");

	if (n == 8)
		return date_at(s, 0, 4, 6, out);
	if (n != 4 || strlen(s) < 10 || strchr("-_", s[4]) == NULL ||
	    s[7] != s[4] || is_digit(s[10]))
		return false;
	return date_at(s, 0, 5, 8, out);
}

bool
register_date_in_name(const char *name, struct date *out)
{
	const char *slash = strrchr(name, '/');

	for (const char *s = slash ? slash + 1 : name; *s; s++) {
		if (!is_digit(*s) || (s > name && is_digit(s[-1])))
			continue;
		if (date_in_digits(s, out) || date_in_words(s, out))
			return true;
	}
	return false;
}

/* ----------------------------------------------------------------- words */

/* Small letters and digits, with one underscore for whatever stands between
 * them; the beginning of what is too long. */
static void
plain_words(const char *s, char out[WORD_BYTES])
{
	bool gap = false;
	size_t n = 0;

	for (; *s; s++) {
		char c = small(*s);

		if (!is_digit(c) && !is_capital(capital(c))) {
			gap = n > 0;
			continue;
		}
		if (n + 2 >= WORD_BYTES)
			break;
		if (gap)
			out[n++] = '_';
		out[n++] = c;
		gap = false;
	}
	out[n] = '\0';
}

/* What a register writes, and what it means to us; a star stands for all that
 * may follow. A word of the list counts as itself without a row. */
struct saying {
	const char *said;
	int meant;
};

#define NOTHING (-1)

static const struct saying grade_sayings[] = {
	{ "1", REGISTER_GRADE_OUTSTANDING },
	{ "2", REGISTER_GRADE_GOOD },
	{ "3", REGISTER_GRADE_REQUIRES_IMPROVEMENT },
	{ "4", REGISTER_GRADE_INADEQUATE },
	{ "requires_improvement_to_be_good",
	    REGISTER_GRADE_REQUIRES_IMPROVEMENT },
	{ "consistently_strong_*", REGISTER_GRADE_CONSISTENTLY_STRONG },
	{ "inconsistent_*", REGISTER_GRADE_INCONSISTENT },
	{ "serious_or_widespread_weaknesses_*",
	    REGISTER_GRADE_SERIOUS_WEAKNESSES },
	{ "satisfactory", REGISTER_GRADE_REQUIRES_IMPROVEMENT },
	{ "yes", REGISTER_GRADE_MET },
	{ "no", REGISTER_GRADE_NOT_MET },
	{ "", NOTHING },
	{ "0", NOTHING },
	{ "8", NOTHING },
	{ "9", NOTHING },
	{ "null", NOTHING },
	{ "redacted", NOTHING },
	{ "n_a", NOTHING },
	{ "na", NOTHING },
	{ "not_applicable", NOTHING },
	{ "not_judged", NOTHING },
	{ "not_yet_inspected", NOTHING },
	{ "not_rated", NOTHING },
	{ "no_published_rating", NOTHING },
	{ "unrated", NOTHING },
	{ "inspected_but_not_rated", NOTHING },
	{ "insufficient_evidence_to_rate", NOTHING },
	{ "do_not_include_in_report", NOTHING },
	{ "not_formally_rated", NOTHING },
};

static const struct saying state_sayings[] = {
	{ "active", REGISTER_STATE_REGISTERED },
	{ "open", REGISTER_STATE_REGISTERED },
	{ "open_but_proposed_to_close", REGISTER_STATE_REGISTERED },
	{ "proposed_to_open", REGISTER_STATE_NOT_YET },
	{ "closed", REGISTER_STATE_DEREGISTERED },
	{ "cancelled", REGISTER_STATE_DEREGISTERED },
	{ "resigned", REGISTER_STATE_DEREGISTERED },
	{ "removed", REGISTER_STATE_DEREGISTERED },
	{ "inactive", REGISTER_STATE_DEREGISTERED },
	{ "", NOTHING },
	{ "null", NOTHING },
	{ "redacted", NOTHING },
};

static bool
is_said(const char *said, const char *words)
{
	size_t n = strlen(said);

	if (n > 0 && said[n - 1] == '*')
		return strncmp(said, words, n - 1) == 0;
	return strcmp(said, words) == 0;
}

static enum register_word
meaning(const char *words, const struct saying *list, size_t count, int *out)
{
	for (size_t i = 0; i < count; i++) {
		if (!is_said(list[i].said, words))
			continue;
		*out = list[i].meant;
		return *out == NOTHING ? REGISTER_NO_WORD : REGISTER_WORD;
	}
	return REGISTER_UNKNOWN_WORD;
}

enum register_word
register_grade_of(const char *written, enum register_grade *out)
{
	char words[WORD_BYTES];
	enum register_word known;
	int meant = 0;

	plain_words(written, words);
	if (register_grade_parse(words, out))
		return REGISTER_WORD;
	known = meaning(words, grade_sayings, ARRAY_LEN(grade_sayings), &meant);
	if (known == REGISTER_WORD)
		*out = (enum register_grade)meant;
	return known;
}

enum register_word
register_state_of(const char *written, enum register_state *out)
{
	char words[WORD_BYTES];
	enum register_state state;
	enum register_word known;
	int meant = 0;

	plain_words(written, words);
	/* "missing" and "unknown" are ours to say. */
	if (register_state_parse(words, &state) &&
	    state != REGISTER_STATE_MISSING &&
	    state != REGISTER_STATE_UNKNOWN) {
		*out = state;
		return REGISTER_WORD;
	}
	known = meaning(words, state_sayings, ARRAY_LEN(state_sayings), &meant);
	if (known == REGISTER_WORD)
		*out = (enum register_state)meant;
	return known;
}

/* ------------------------------------------------------------------ sets */

static const struct {
	enum regulator regulator;
	bool lists_all;
} sets[REGISTER_SET__MAX] = {
	[REGISTER_SET_CQC_LOCATIONS] = { REGULATOR_CQC, true },
	[REGISTER_SET_OFSTED_SOCIAL_CARE] = { REGULATOR_OFSTED, true },
	[REGISTER_SET_OFSTED_STATE_SCHOOLS] = { REGULATOR_OFSTED, false },
	[REGISTER_SET_OFSTED_INDEPENDENT_SCHOOLS] = { REGULATOR_OFSTED, false },
	[REGISTER_SET_GIAS] = { REGULATOR_DFE, true },
};

enum regulator
register_set_regulator(enum register_set set)
{
	return sets[set].regulator;
}

bool
register_set_lists_all(enum register_set set)
{
	return sets[set].lists_all;
}

bool
register_is_public(enum register_set set, const char *type)
{
	static const char *const public_types[] = {
		"independent_fostering_agency",
		"local_authority_fostering_agency",
		"voluntary_adoption_agency",
		"local_authority_adoption_agency",
		"adoption_support_agency",
		"boarding_school",
		"residential_special_school",
		"further_education_college_with_residential_accommodation",
	};
	char words[WORD_BYTES];

	if (set != REGISTER_SET_OFSTED_SOCIAL_CARE)
		return true;
	plain_words(type, words);
	for (size_t i = 0; i < ARRAY_LEN(public_types); i++) {
		if (strcmp(words, public_types[i]) == 0)
			return true;
	}
	return false;
}

/* --------------------------------------------------------------- ratings */

bool
register_rating_is_newer(const struct register_rating *that,
    const struct register_rating *than)
{
	int order = date_compare(that->on, than->on);

	/* The list of grades goes from the best to the worst. */
	return order > 0 || (order == 0 && that->grade > than->grade);
}

int64_t
register_pause(int attempt, int64_t retry_after, uint32_t chance)
{
	int64_t pause = PAUSE_LEAST;

	for (int i = 1; i < attempt && i < PAUSE_DOUBLINGS; i++)
		pause *= 2;
	if (pause > PAUSE_MOST)
		pause = PAUSE_MOST;
	pause += (int64_t)(chance % 256) * pause / 1024;
	if (retry_after > RETRY_MOST)
		retry_after = RETRY_MOST;
	return pause < 1000 * retry_after ? 1000 * retry_after : pause;
}
