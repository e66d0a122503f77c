/*
 * register_file.h - the published registers: their columns, by name.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Columns are found by pattern: a star stands for anything, blanks and
 * capitals do not count. What is not named here is not read, and so never
 * stored: above all the columns with names of managers, heads, proprietors
 * and nominated individuals.
 */
#ifndef CLI_REGISTER_FILE_H
#define CLI_REGISTER_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"
#include "core/register.h"

enum register_field {
	FIELD_ID,
	FIELD_NAME,
	FIELD_TYPE,
	FIELD_STATE,
	FIELD_REGISTERED,
	FIELD_ENDED,
	FIELD_PLACES,
	FIELD_LINE_1,
	FIELD_LINE_2,
	FIELD_TOWN,
	FIELD_POSTCODE,
	FIELD_AUTHORITY,
	FIELD_ORGANISATION,
	FIELD_ORGANISATION_ID,
	FIELD_OWNERSHIP, /* looked at, not stored */
	FIELD_DORMANT,
	FIELD_INHERITED,
	FIELD__MAX
};

enum { REGISTER_AREAS = 12, REGISTER_FACTS = 8 };

struct register_column {
	enum register_field field;
	const char *names[2]; /* patterns; the first is its name in messages */
	bool needed;
};

/* A grade, and when it was given. */
struct register_area {
	const char *framework, *area;
	const char *names[2];
	const char *dates[2]; /* none found: the day of publication */
	bool needed;
};

/* What is kept beside: a word or a number, under a name of ours. */
struct register_fact {
	const char *fact, *name;
};

struct register_file {
	enum register_set set;
	const struct register_column *columns;
	size_t columns_count;
	const struct register_area *areas;
	size_t areas_count;
	const char *dates[2]; /* of publication; patterns */
	const char *flags;    /* columns that begin so, marked Y: a list */
	const char *flags_fact;
	struct register_fact facts[REGISTER_FACTS];
};

/* The kinds of file that a regulator publishes: `fairlot import cqc` has one,
 * `fairlot import ofsted` three. */
const struct register_file *
register_files(enum regulator regulator, size_t *count);

/* Where everything stands in a file; columns: nowhere. */
struct register_places {
	const struct register_file *file;
	size_t columns;
	size_t field[FIELD__MAX];
	size_t grade[REGISTER_AREAS], graded[REGISTER_AREAS];
	size_t published, fact[REGISTER_FACTS];
	char **header; /* copies; arena */
};

/* True if the row is the header of such a file. Otherwise *missing, which may
 * be NULL, is how many of the columns that it needs are not there. */
bool register_header(struct arena *a, const struct register_file *file,
    char **fields, size_t count, struct register_places *out, size_t *missing);

/* Whether the column is there by which such a header is known. */
bool
register_has_key(const struct register_file *file, char **fields, size_t count);

/* The names of needed columns that are not in the row, with commas; arena. */
const char *register_missing(struct arena *a, const struct register_file *file,
    char **fields, size_t count);

/* Whether text is what the pattern says. */
bool register_matches(const char *pattern, const char *text);

#endif
