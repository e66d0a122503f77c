/*
 * schema.c - see schema.h.
 *
 * A value is judged from the outside in: one of the wrong type, or a list
 * that is too long, is one fault and is not entered. So the work is bounded
 * by the document that was promised, not by the one that was sent.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/schema.h"

#include <errno.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/decimal.h"
#include "api/faults.h"
#include "api/schema.gen.h"
#include "api/text.h"
#include "core/compiler.h"

enum { NAME_SHOWN = 100 }; /* bytes; a longer name is not repeated */

static void check_value(struct faults *f, const struct schema *s,
    const struct place *at, const json_t *value);

/* Words. */

static const struct {
	unsigned type;
	const char *name;
} type_names[] = {
	{ SCHEMA_BOOLEAN, "true or false" },
	{ SCHEMA_INTEGER, "a whole number, written in digits only" },
	{ SCHEMA_NUMBER, "a number" },
	{ SCHEMA_STRING, "text" },
	{ SCHEMA_ARRAY, "a list" },
	{ SCHEMA_OBJECT, "an object" },
};

static void
fault_type(struct faults *f, const struct schema *s, const struct place *at)
{
	const char *or_null = s->types & SCHEMA_NULL ? ", or null" : "";

	for (size_t i = 0; i < ARRAY_LEN(type_names); i++) {
		if (s->types & type_names[i].type) {
			fault(f, at, "This must be %s%s.", type_names[i].name,
			    or_null);
			return;
		}
	}
	fault(f, at, "This must be null.");
}

static void
fault_words(struct faults *f, const struct schema *s, const struct place *at)
{
	const char *list = s->words[0];

	for (size_t i = 1; i < s->words_count; i++)
		list = arena_printf(f->arena, "%s, %s", list, s->words[i]);
	if (s->words_count == 1)
		fault(f, at, "This must be '%s'.", list);
	else
		fault(f, at, "This must be one of: %s.", list);
}

/* Numbers. */

static void
check_range(struct faults *f, const struct schema *s, const struct place *at,
    int64_t value)
{
	if (value < s->least)
		fault(f, at, "This must be at least %s.",
		    decimal_text(f->arena, s->least, s->decimals));
	else if (value > s->most)
		fault(f, at, "This must be at most %s.",
		    decimal_text(f->arena, s->most, s->decimals));
}

static void
check_number(struct faults *f, const struct schema *s, const struct place *at,
    const json_t *value)
{
	const double edge = 1e15; /* exact in a double, in the tables never */
	const double number = json_number_value(value);
	int64_t units;

	if (number > edge)
		fault(f, at, "This must be at most %s.",
		    decimal_text(f->arena, s->most, s->decimals));
	else if (number < -edge)
		fault(f, at, "This must be at least %s.",
		    decimal_text(f->arena, s->least, s->decimals));
	else if (!decimal_units(number, s->decimals, &units))
		fault(f, at, "This may have at most %d decimals.", s->decimals);
	else
		check_range(f, s, at, units);
}

static void
check_boolean(struct faults *f, const struct schema *s, const struct place *at,
    bool value)
{
	if ((s->flags & SCHEMA_TRUE) && !value)
		fault(f, at, "This must be true.");
	if ((s->flags & SCHEMA_FALSE) && value)
		fault(f, at, "This must be false.");
}

/* Text. */

static bool
is_word(const struct schema *s, const char *text)
{
	for (size_t i = 0; i < s->words_count; i++) {
		if (strcmp(s->words[i], text) == 0)
			return true;
	}
	return false;
}

/* Compiled at its first use and kept for the life of the process. */
static const regex_t *
compiled(size_t pattern)
{
	static regex_t cache[SCHEMA_PATTERNS + 1];
	static bool ready[SCHEMA_PATTERNS + 1];

	if (ready[pattern])
		return &cache[pattern];
	if (regcomp(&cache[pattern], schema_patterns[pattern - 1],
		REG_EXTENDED | REG_NOSUB) != 0) {
		(void)fprintf(stderr, "schema: no regular expression: %s\n",
		    schema_patterns[pattern - 1]);
		abort(); /* the generator has let a bad one through */
	}
	ready[pattern] = true;
	return &cache[pattern];
}

/* Matching needs memory, too; without it glibc says that nothing matches, and
 * only errno knows better. */
static bool
is_like(const char *text, size_t pattern)
{
	errno = 0;
	if (regexec(compiled(pattern), text, 0, NULL, 0) == 0)
		return true;
	if (errno == ENOMEM) {
		(void)fprintf(stderr, "schema: out of memory\n");
		abort();
	}
	return false;
}

static const char *
plural(int64_t n)
{
	return n == 1 ? "" : "s";
}

/* False, and one fault, if the length is wrong. */
static bool
check_length(struct faults *f, const struct schema *s, const struct place *at,
    const char *text)
{
	const int64_t length = (int64_t)text_characters(text);

	if (length >= s->least && length <= s->most)
		return true;
	if (length == 0)
		fault(f, at, "This must not be empty.");
	else if (length < s->least)
		fault(f, at, "This must have at least %lld character%s.",
		    (long long)s->least, plural(s->least));
	else
		fault(f, at, "This must have at most %lld character%s.",
		    (long long)s->most, plural(s->most));
	return false;
}

static void
check_text(struct faults *f, const struct schema *s, const struct place *at,
    const char *text)
{
	if (s->words) {
		if (!is_word(s, text))
			fault_words(f, s, at);
		return;
	}
	if (!check_length(f, s, at, text))
		return;
	if (!format_matches(s->format, text))
		fault(f, at, "%s", format_fault(s->format));
	else if (s->pattern && !is_like(text, s->pattern))
		fault(f, at, "%s",
		    s->fault ? s->fault
			     : "This is not written in the expected form.");
}

/* Lists and objects hold values, so what follows calls itself: no deeper than
 * the body nests, which has a limit before it comes here. */
/* NOLINTBEGIN(misc-no-recursion) */

static bool
stands_before(const json_t *list, size_t index)
{
	const json_t *item = json_array_get(list, index);

	for (size_t i = 0; i < index; i++) {
		if (json_equal(json_array_get(list, i), item))
			return true;
	}
	return false;
}

static void
check_array(struct faults *f, const struct schema *s, const struct place *at,
    const json_t *list)
{
	const size_t count = json_array_size(list);

	if ((int64_t)count < s->least)
		fault(f, at, "This list must have at least %lld item%s.",
		    (long long)s->least, plural(s->least));
	if ((int64_t)count > s->most) {
		fault(f, at, "This list must have at most %lld item%s.",
		    (long long)s->most, plural(s->most));
		return;
	}
	for (size_t i = 0; i < count && !faults_full(f); i++) {
		const struct place here = { at, NULL, i };

		check_value(f, s->items, &here, json_array_get(list, i));
		if ((s->flags & SCHEMA_UNIQUE) && stands_before(list, i))
			fault(f, &here, "This stands in the list already.");
	}
}

static const struct member *
find_member(const struct schema *s, const char *name)
{
	for (size_t i = 0; i < s->members_count; i++) {
		if (strcmp(s->members[i].name, name) == 0)
			return &s->members[i];
	}
	return NULL;
}

/* A name that is long or cannot be read is not repeated: the answer must not
 * grow with it, nor show what it hides. */
static void
fault_unknown(struct faults *f, const struct place *here)
{
	const size_t length = strlen(here->name);

	if (length == 0 || length > NAME_SHOWN ||
	    !format_matches(FORMAT_LINE, here->name))
		fault(f, here->outer,
		    "There is a member here with a name we do not know.");
	else
		fault(f, here, "There is no member called '%s' here.",
		    here->name);
}

static void
check_other(struct faults *f, const struct schema *s, const struct place *here,
    const json_t *value)
{
	struct faults name = { .arena = f->arena };

	if (!s->others) {
		fault_unknown(f, here);
		return;
	}
	if (s->names)
		check_text(&name, s->names, here, here->name);
	if (name.first && strlen(here->name) > NAME_SHOWN)
		fault(f, here->outer, "A name in here is too long.");
	else if (name.first)
		fault(f, here, "The name of this member: %s",
		    name.first->detail);
	else
		check_value(f, s->others, here, value);
}

static void
check_required(struct faults *f, const struct schema *s, const struct place *at,
    const json_t *object)
{
	for (size_t i = 0; i < s->members_count && !faults_full(f); i++) {
		const struct place here = { at, s->members[i].name, 0 };

		if (s->members[i].required &&
		    !json_object_get(object, here.name))
			fault(f, &here, "This is required.");
	}
}

/* An iterator wants an object that may be changed; nobody changes this one. */
static json_t *
changeable(const json_t *object)
{
	const union {
		const json_t *given;
		json_t *wanted;
	} same = { object };

	return same.wanted;
}

static void
check_object(struct faults *f, const struct schema *s, const struct place *at,
    const json_t *object)
{
	const int64_t count = (int64_t)json_object_size(object);
	void *i;

	if (count < s->least)
		fault(f, at, "This must have at least %lld member%s.",
		    (long long)s->least, plural(s->least));
	if (s->others && count > s->most) {
		fault(f, at, "This must have at most %lld member%s.",
		    (long long)s->most, plural(s->most));
		return;
	}
	check_required(f, s, at, object);
	i = json_object_iter(changeable(object));
	while (i && !faults_full(f)) {
		const char *name = json_object_iter_key(i);
		const json_t *value = json_object_iter_value(i);
		const struct place here = { at, name, 0 };
		const struct member *m = find_member(s, name);

		if (m)
			check_value(f, m->schema, &here, value);
		else
			check_other(f, s, &here, value);
		i = json_object_iter_next(changeable(object), i);
	}
}

static unsigned
type_of(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return SCHEMA_OBJECT;
	case JSON_ARRAY:
		return SCHEMA_ARRAY;
	case JSON_STRING:
		return SCHEMA_STRING;
	case JSON_INTEGER:
		return SCHEMA_INTEGER | SCHEMA_NUMBER;
	case JSON_REAL:
		return SCHEMA_NUMBER; /* 12.0 is not a whole number to us */
	case JSON_TRUE:
	case JSON_FALSE:
		return SCHEMA_BOOLEAN;
	case JSON_NULL:
		break;
	}
	return SCHEMA_NULL;
}

static void
check_value(struct faults *f, const struct schema *s, const struct place *at,
    const json_t *value)
{
	const unsigned type = s->types & type_of(value);

	if (!type)
		fault_type(f, s, at);
	else if (type & SCHEMA_OBJECT)
		check_object(f, s, at, value);
	else if (type & SCHEMA_ARRAY)
		check_array(f, s, at, value);
	else if (type & SCHEMA_STRING)
		check_text(f, s, at, json_string_value(value));
	else if (type & SCHEMA_NUMBER)
		check_number(f, s, at, value);
	else if (type & SCHEMA_INTEGER)
		check_range(f, s, at, json_integer_value(value));
	else if (type & SCHEMA_BOOLEAN)
		check_boolean(f, s, at, json_is_true(value));
}

/* NOLINTEND(misc-no-recursion) */

struct err *
schema_check(struct arena *a, const struct schema *schema, const json_t *value)
{
	struct faults f = { .arena = a };

	check_value(&f, schema, NULL, value);
	return f.first;
}

/* Query strings. */

/* True for digits as a program prints them: no sign but '-', no zero in
 * front, nothing that does not fit. */
static bool
parse_integer(const char *text, int64_t *out)
{
	const char *digits = text + (*text == '-');
	const size_t length = strspn(digits, "0123456789");

	if (length == 0 || length > 18 || digits[length])
		return false;
	if (*digits == '0' && (length > 1 || digits != text))
		return false;
	*out = strtoll(text, NULL, 10);
	return true;
}

static void
check_parameter(struct faults *f, const struct schema *s, const char *value)
{
	int64_t n;

	if (s->types & SCHEMA_INTEGER) {
		if (parse_integer(value, &n))
			check_range(f, s, NULL, n);
		else
			fault_type(f, s, NULL);
	} else if (s->types & SCHEMA_BOOLEAN) {
		if (strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
			fault_type(f, s, NULL);
	} else if (text_is_utf8(value, strlen(value))) {
		check_text(f, s, NULL, value);
	} else {
		fault(f, NULL, "This is not UTF-8.");
	}
}

static const struct query_param *
find_param(const struct operation_schema *operation, const char *name)
{
	for (size_t i = 0; i < operation->query_count; i++) {
		if (strcmp(operation->query[i].name, name) == 0)
			return &operation->query[i];
	}
	return NULL;
}

static bool
is_given(const struct query_pair *pairs, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (pairs[i].value[0] != '\0' &&
		    strcmp(pairs[i].name, name) == 0)
			return true;
	}
	return false;
}

static const char *
shown_name(const char *name)
{
	const size_t length = strlen(name);

	return length <= NAME_SHOWN && text_is_utf8(name, length) &&
		       format_matches(FORMAT_LINE, name)
		   ? name
		   : "";
}

struct err *
query_check(struct arena *a, const struct operation_schema *operation,
    const struct query_pair *pairs, size_t count)
{
	struct faults f = { .arena = a };

	for (size_t i = 0; i < count; i++) {
		const struct query_param *p =
		    find_param(operation, pairs[i].name);

		f.parameter = shown_name(pairs[i].name);
		if (!p)
			fault(&f, NULL, "There is no such parameter here.");
		else if (is_given(pairs, i, p->name))
			fault(&f, NULL, "This is given more than once.");
		else if (pairs[i].value[0] != '\0')
			check_parameter(&f, p->schema, pairs[i].value);
	}
	for (size_t i = 0; i < operation->query_count; i++) {
		f.parameter = operation->query[i].name;
		if (operation->query[i].required &&
		    !is_given(pairs, count, f.parameter))
			fault(&f, NULL, "This is required.");
	}
	return f.first;
}

static int
compare_operation(const void *key, const void *row)
{
	const struct operation_schema *operation = row;

	return strcmp(key, operation->operation);
}

const struct operation_schema *
operation_schema_find(const char *operation)
{
	return bsearch(operation, operation_schemas, operation_schemas_count,
	    sizeof(operation_schemas[0]), compare_operation);
}
