/*
 * portrait.c - finding identifiers by their shape.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each kind has a function that is asked wherever a word begins and says where
 * its identifier ends, or NULL. One that ends inside of a longer word or
 * number is none.
 */
#include "core/portrait.h"

#include <string.h>

#include "core/plain.h"

enum { SIGHTINGS_MOST = 20 }; /* told in one sentence */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_capital(char c)
{
	return (c >= 'A' && c <= 'Z') || c == PLAIN_OTHER;
}

static bool
is_letter(char c)
{
	return is_small(c) || (c >= 'A' && c <= 'Z');
}

static bool
in_word(char c)
{
	return is_digit(c) || is_letter(c) || c == PLAIN_OTHER;
}

static char
small(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c;
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

static int
value(const char *from, const char *to)
{
	int n = 0;

	for (; from < to; from++)
		n = n * 10 + (*from - '0');
	return n;
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

/*
 * Behind a pattern: A is a letter, 9 a digit, X either; "~" at most one blank,
 * hyphen or full stop; any other character is itself. NULL if it is another.
 */
static const char *
after_pattern(const char *at, const char *pattern)
{
	for (; *pattern; pattern++) {
		bool good = *at == *pattern;

		if (*pattern == '~') {
			at += *at == ' ' || *at == '-' || *at == '.';
			continue;
		}
		if (*pattern == 'A')
			good = is_letter(*at);
		else if (*pattern == '9')
			good = is_digit(*at);
		else if (*pattern == 'X')
			good = is_letter(*at) || is_digit(*at);
		if (!good)
			return NULL;
		at++;
	}
	return in_word(*at) ? NULL : at;
}

/* ------------------------------------------------------------- numbers */

/* "3rd" and "2hr" end like a postcode and are none. */
static bool
is_unit(const char *inward)
{
	static const char *const units[] = { "st", "nd", "rd", "th", "hr", "wk",
		"yr", "pw", "ft", "lb" };

	return is_small(inward[1]) &&
	       after_one_of(inward + 1, units, ARRAY_LEN(units));
}

static const char *
postcode(const char *at)
{
	static const char *const shapes[] = { "A9~9AA", "AX9~9AA", "A9X~9AA",
		"AA9X~9AA" };

	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		const char *end = after_pattern(at, shapes[i]);

		/* The last two are never one of these. */
		if (end && !strchr("cikmov", small(end[-1])) &&
		    !strchr("cikmov", small(end[-2])) && !is_unit(end - 3))
			return end;
	}
	return NULL;
}

static const char *
insurance_number(const char *at)
{
	return after_pattern(at, "AA~99~99~99~A");
}

static const char *
pupil_number(const char *at)
{
	const char *end = after_pattern(at, "A~9~9~9~9~9~9~9~9~9~9~9~9");

	return end ? end : after_pattern(at, "A~9~9~9~9~9~9~9~9~9~9~9~A");
}

/* The check digit of ten digits: weights 10 down to 2, modulo 11. */
static bool
nhs_digit_is_right(const char *at)
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

/* Ten digits with the right check digit, or any that are called one. */
static const char *
nhs_number(const char *at)
{
	static const char digits[] = "9~9~9~9~9~9~9~9~9~9";
	static const char *const nhs[] = { "nhs" };
	const char *named = after_one_of(at, nhs, ARRAY_LEN(nhs)), *end;
	size_t between = 0;

	if (named) {
		while (*named && !is_digit(*named) && between++ < 16)
			named++;
		return after_pattern(named, digits);
	}
	end = after_pattern(at, digits);
	return end && nhs_digit_is_right(at) ? end : NULL;
}

/* Behind at most two signs that part the groups of a telephone number. */
static const char *
after_parting(const char *at)
{
	size_t n = 0;

	while (n < 2 && *at && strchr(" -.()", *at)) {
		at++;
		n++;
	}
	return at;
}

/* How many digits a number has that begins like this; the least one is 0
 * where none does. National ones have an area of three digits or more, which
 * keeps the times of a day apart from them. */
static void
telephone_length(const char *at, size_t *least, size_t *most)
{
	const char *first = *at == '(' ? at + 1 : at;
	const size_t group = (size_t)(after_number(first, 20) - first);

	*least = 10;
	*most = 11;
	if (*first == '+' || (first[0] == '0' && first[1] == '0')) {
		*least = *first == '+' ? 8 : 11;
		*most = 16;
	} else if (*first != '0' || group < 3) {
		*least = 0;
	}
}

static const char *
telephone_number(const char *at)
{
	const char *end = NULL, *here = at;
	size_t digits = 0, least, most;

	telephone_length(at, &least, &most);
	if (least == 0)
		return NULL;
	here += *here == '(';
	here += *here == '+';
	while (is_digit(*here)) {
		while (is_digit(*here)) {
			here++;
			digits++;
		}
		if (digits > most || in_word(*here))
			break;
		if (digits >= least)
			end = here;
		here = after_parting(here);
	}
	return end;
}

/* --------------------------------------------------------------- dates */

static const char *
after_month(const char *at)
{
	static const char *const months[] = { "january", "february", "march",
		"april", "may", "june", "july", "august", "september",
		"october", "november", "december", "jan", "feb", "mar", "apr",
		"jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec" };

	return after_one_of(at, months, ARRAY_LEN(months));
}

/* Behind "3", "3rd" or "3rd of" and the blank that follows; NULL if there is
 * no day. */
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

/* Behind "12 March" or "March 12th", and a full stop or blanks; else NULL. */
static const char *
after_day_and_month(const char *at)
{
	const char *end = after_day(at);

	if (end)
		end = after_month(end);
	else if ((end = after_month(at)) != NULL)
		end = after_day(after_blanks(end));
	if (!end)
		return NULL;
	end += *end == '.';
	return after_blanks(end);
}

/* "12 March 2012", "March 12th, '12"; a month alone tells nobody's
 * birthday. */
static const char *
written_date(const char *at)
{
	const char *end = after_day_and_month(at);

	if (!end)
		return NULL;
	if (*end == '\'')
		return after_pattern(end + 1, "99");
	return after_pattern(end, "9999");
}

/* Behind the sign that parts a date in figures, which *sign is then, and the
 * blanks around it; NULL if there is none. */
static const char *
after_sign(const char *at, char *sign)
{
	const char *end = at + (*at == ' ');

	if (*end && strchr("/-.", *end)) {
		*sign = *end++;
		return end + (*end == ' ');
	}
	*sign = ' ';
	return end > at ? end : NULL;
}

static bool
may_be_day(int day, int month)
{
	return (day >= 1 && day <= 31 && month >= 1 && month <= 12) ||
	       (month >= 1 && month <= 31 && day >= 1 && day <= 12);
}

/* Three numbers, parted by the same sign twice. */
struct figures {
	const char *from[3], *to[3];
	char sign;
};

static bool
read_figures(const char *at, struct figures *f)
{
	char signs[2] = { '\0', '\0' };

	for (size_t i = 0; at && i < 3; i++) {
		f->from[i] = at;
		f->to[i] = after_number(at, 4);
		if (f->to[i] == at)
			return false;
		at = i < 2 ? after_sign(f->to[i], &signs[i]) : at;
	}
	f->sign = signs[0];
	return at && signs[0] == signs[1] && !in_word(*f->to[2]);
}

/* "3/4/2012", "03.04.12", "2012-04-03", "03 04 2012". */
static const char *
date_in_figures(const char *at)
{
	struct figures f;
	ptrdiff_t lengths[3];

	if (!read_figures(at, &f))
		return NULL;
	for (size_t i = 0; i < 3; i++)
		lengths[i] = f.to[i] - f.from[i];
	if (lengths[0] == 4 && lengths[1] == 2 && lengths[2] == 2 &&
	    f.sign != ' ' &&
	    may_be_day(value(f.from[2], f.to[2]), value(f.from[1], f.to[1])))
		return f.to[2];
	if (lengths[0] > 2 || lengths[1] > 2 ||
	    !may_be_day(value(f.from[0], f.to[0]), value(f.from[1], f.to[1])))
		return NULL;
	if (lengths[2] == 4 &&
	    (f.sign != ' ' || (lengths[0] == 2 && lengths[1] == 2)))
		return f.to[2];
	return lengths[2] == 2 && f.sign != ' ' &&
		       (f.sign == '/' || (lengths[0] == 2 && lengths[1] == 2))
		   ? f.to[2]
		   : NULL;
}

/* "born on 3 April", "DoB 03/04": the year may be missing where a birth is
 * spoken of. */
static const char *
birthday(const char *at)
{
	static const char *const births[] = { "born", "dob", "d.o.b",
		"birthday", "birth" };
	static const char *const fillers[] = { "on", "the", "is", "was" };
	const char *end = after_one_of(at, births, ARRAY_LEN(births)), *next;

	if (!end)
		return NULL;
	do {
		while (*end && strchr(" .:,-", *end))
			end++;
		next = after_one_of(end, fillers, ARRAY_LEN(fillers));
		end = next ? next : end;
	} while (next);
	next = date_in_figures(end);
	if (!next)
		next = written_date(end);
	if (!next)
		next = after_pattern(end, "99/99");
	return next ? next : after_day_and_month(end);
}

/* ---------------------------------------------------------- the others */

static bool
in_address(char c)
{
	return in_word(c) || (c && strchr("._%+'-", c));
}

/* "jo@example", and "jo @ example.org" with blanks. */
static const char *
email_address(const char *at)
{
	const char *end = at;
	bool spaced, dotted = false;

	while (in_address(*end))
		end++;
	spaced = *end == ' ' && end[1] == '@';
	end += spaced;
	if (end == at || *end != '@')
		return NULL;
	end++;
	spaced = spaced || *end == ' ';
	end += *end == ' ';
	for (at = end; in_word(*end) || (end > at && in_address(*end)); end++)
		dotted = dotted || (*end == '.' && in_word(end[1]));
	return end > at && (dotted || !spaced) ? end : NULL;
}

/* "12 High Street", "7b St John's Road": a number, up to three words with
 * capitals, and what streets are called. */
static const char *
address(const char *at)
{
	static const char *const streets[] = { "street", "road", "rd", "avenue",
		"lane", "close", "drive", "crescent", "terrace", "gardens",
		"grove", "mews", "square", "row", "way", "place" };
	const char *end = after_number(at, 4);

	if (end == at)
		return NULL;
	end += is_letter(*end);
	for (int words = 0; words <= 3 && *end == ' '; words++) {
		const char *street;

		at = end + 1;
		if (*at < 'A' || *at > 'Z')
			return NULL;
		street = after_one_of(at, streets, ARRAY_LEN(streets));
		if (words > 0 && street)
			return street;
		for (end = at; in_word(*end) || *end == '\'' || *end == '.';)
			end++;
	}
	return NULL;
}

/* Titles that are no other word; a name in small letters follows them, too. */
static const char *const titles[] = { "mr", "mrs", "ms", "mx", "dr", "prof" };
/* Titles before a name with a capital. */
static const char *const callings[] = { "professor", "doctor", "reverend",
	"rev", "revd", "sir", "dame", "lord", "lady", "aunt", "auntie", "aunty",
	"uncle" };
/* What follows a title and is no name. */
static const char *const no_names[] = { "a", "about", "and", "appointment",
	"appointments", "are", "as", "at", "by", "check", "checks", "every",
	"for", "from", "had", "has", "if", "in", "is", "letter", "letters",
	"notes", "of", "on", "or", "regularly", "report", "reports", "said",
	"says", "scan", "scans", "surgery", "the", "to", "twice", "visit",
	"visits", "was", "weekly", "when", "who", "will", "with" };

/* Behind the title that stands here, if a name may follow; *needs_capital
 * says of which kind. */
static const char *
after_title(const char *at, bool *needs_capital)
{
	static const char *const miss[] = { "miss" };
	const char *end = after_one_of(at, titles, ARRAY_LEN(titles));

	/* "MR scan" and "MS" are medicine. */
	*needs_capital = end && is_capital(at[1]);
	if (end && *needs_capital && small(at[0]) == 'm' && at[1] == 'S')
		return NULL;
	if (end)
		return end;
	*needs_capital = true;
	/* One may miss Christmas, but "Miss Noel" is somebody. */
	end = *at == 'M' ? after_one_of(at, miss, ARRAY_LEN(miss)) : NULL;
	return end ? end : after_one_of(at, callings, ARRAY_LEN(callings));
}

/* "Mr. O'Brien", "mrs smith". */
static const char *
name(const char *at)
{
	bool needs_capital;
	const char *end = after_title(at, &needs_capital), *from;

	if (!end)
		return NULL;
	from = end;
	end += *end == '.';
	end += *end == ' ';
	if (end == from || (needs_capital && !is_capital(*end)) ||
	    (!is_letter(*end) && !is_capital(*end)) ||
	    after_one_of(end, no_names, ARRAY_LEN(no_names)))
		return NULL;
	for (from = end; in_word(*end) || *end == '\'' || *end == '-';)
		end++;
	/* A single small letter is no name. */
	return end - from > 1 || is_capital(*from) ? end : NULL;
}

/* The most telling first: a number may have several shapes. */
static const struct kind {
	const char *what;
	const char *(*end_of)(const char *at);
	bool is_date;
} kinds[] = {
	{ "a name after a title", name, false },
	{ "an e-mail address", email_address, false },
	{ "a date", date_in_figures, true },
	{ "a date", written_date, true },
	{ "a date of birth", birthday, false },
	{ "a full postcode", postcode, false },
	{ "a National Insurance number", insurance_number, false },
	{ "a pupil number", pupil_number, false },
	{ "an NHS number", nhs_number, false },
	{ "a telephone number", telephone_number, false },
	{ "an address", address, false },
};

/* The kind whose identifier begins here, and its end; NULL if none does. */
static const struct kind *
kind_at(const char *at, bool dates, const char **end)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (kinds[i].is_date && !dates)
			continue;
		*end = kinds[i].end_of(at);
		if (*end)
			return &kinds[i];
	}
	return NULL;
}

static size_t
find(struct arena *a, const char *text, bool dates, struct sighting *out,
    size_t most)
{
	const struct plain p = plain_text(a, text);
	size_t count = 0;

	for (const char *at = p.text; *at && count < most; at++) {
		const struct kind *k;
		const char *end;

		if (at > p.text && in_word(at[-1]))
			continue;
		k = kind_at(at, dates, &end);
		if (!k)
			continue;
		while (end[-1] == ' ' || end[-1] == ',')
			end--;
		out[count++] = (struct sighting){ k->what, p.at[at - p.text],
			p.at[end - 1 - p.text] };
		at = end - 1;
	}
	return count;
}

size_t
identifiers_in(struct arena *a, const char *text, struct sighting *out,
    size_t most)
{
	return find(a, text, true, out, most);
}

/* "a full postcode (characters 3 to 9), a date (characters 20 to 29)" */
static const char *
list(struct arena *a, const struct sighting *found, size_t count)
{
	const char *text = "";

	for (size_t i = 0; i < count; i++)
		text = arena_printf(a, "%s%s%s (characters %zu to %zu)", text,
		    i > 0 ? ", " : "", found[i].what, found[i].first,
		    found[i].last);
	return text;
}

static struct err *
check(struct arena *a, const char *pointer, const char *text, bool dates,
    const char *of)
{
	struct sighting found[SIGHTINGS_MOST];
	const size_t count = find(a, text, dates, found, SIGHTINGS_MOST);

	if (count == 0)
		return NULL;
	return err_at(a, pointer,
	    "This seems to hold %s; a %s must not say who somebody is.",
	    list(a, found, count), of);
}

struct err *
portrait_check(struct arena *a, const char *pointer, const char *text)
{
	return check(a, pointer, text, true, "portrait");
}

struct err *
anonymity_check(struct arena *a, const char *pointer, const char *text)
{
	return check(a, pointer, text, false, "referral");
}
