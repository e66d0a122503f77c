/*
 * import_register.c - `fairlot import cqc`, `ofsted` and `gias`: the published
 * registers (R036, R037).
 *
 * One transaction: the file is read as a stream into a staging table, then
 * register_merge() (migration 0024) takes it over. A row of which something
 * cannot be understood is told with its line and kept without it; a file with
 * many such rows is something else, and nothing of it is kept.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/json.h"
#include "cli/command.h"
#include "cli/register_file.h"
#include "cli/sheet.h"
#include "db/copy.h"

enum {
	HEADER_LINES = 60, /* of a sheet, among which its header is */
	TEXT_BYTES = 300,  /* of a name or a line of an address */
	PLACES_MOST = 100000,
	FAULTS_SHOWN = 100,
	FAULTS_FREE = 20,    /* that any file may have */
	FAULTS_PER_CENT = 5, /* of its rows, beyond those */
	PROGRESS_ROWS = 10000,
	COLUMNS_BEHIND = 18, /* of the staging table, behind the fault */
	ROW_ARENA = 8 * 1024 * 1024,
};

struct import {
	struct arena *arena, *row; /* row: reset after each */
	const char *conninfo;
	const struct register_file *files;
	size_t files_count;
	struct register_places places; /* file is NULL before the header */
	unsigned sheet;                /* the one with the header */
	struct copy *copy;
	uint64_t rows, faults;
	uint64_t line; /* of the row, for faults */
	/* The header that came closest: what it lacks. */
	const struct register_file *closest;
	const char *lacks;
	size_t lacks_count;
	uint64_t lacks_line;
};

/* ------------------------------------------------------------ one staged row
 */

/* One line for COPY, under way. */
struct staged {
	char *text;
	size_t length, size;
};

static void
put(struct staged *s, const char *text, size_t n)
{
	if (s->length + n + 1 > s->size) {
		s->size = 2 * (s->length + n + 1);
		s->text = realloc(s->text, s->size);
		if (!s->text)
			abort();
	}
	memcpy(s->text + s->length, text, n);
	s->length += n;
}

/* A field as COPY reads it, with its tab; NULL is no text at all. */
static void
put_field(struct staged *s, const char *text)
{
	if (!text)
		put(s, "\\N", 2);
	for (; text && *text; text++) {
		if (*text == '\\' || *text == '\t' || *text == '\n' ||
		    *text == '\r')
			put(s, "\\", 1);
		put(s, text, 1);
	}
	put(s, "\t", 1);
}

/* The line ends; it is sent, and forgotten. */
static struct err *
send_staged(struct import *im, struct staged *s)
{
	struct err *e;

	s->text[s->length - 1] = '\n'; /* instead of the last tab */
	e = copy_send(im->copy, im->arena, s->text, s->length);
	free(s->text);
	return e;
}

/* What is wrong in the row, for whoever imports and for the database. */
static struct err *
fault(struct import *im, const char *what, const char *value)
{
	const char *text = arena_printf(im->row, "%s: %.60s", what, value);
	struct staged s = { 0 };

	if (im->faults++ < FAULTS_SHOWN)
		fprintf(stderr, "line %" PRIu64 ": %s\n", im->line, text);
	put_field(&s, arena_printf(im->row, "%" PRIu64, im->line));
	put_field(&s, text);
	for (int i = 0; i < COLUMNS_BEHIND; i++)
		put_field(&s, NULL);
	return send_staged(im, &s);
}

/* ------------------------------------------------------------------- values */

static bool
says_nothing(const char *text)
{
	static const char *const nothing[] = { "", "-", "NULL", "REDACTED",
		"n/a", "Not applicable", "Does not apply" };

	for (size_t i = 0; i < ARRAY_LEN(nothing); i++) {
		if (register_matches(nothing[i], text))
			return true;
	}
	return false;
}

/* Without control characters and doubled blanks, cut at TEXT_BYTES; arena. */
static const char *
tidy(struct import *im, const char *text)
{
	char *out = arena_zalloc(im->row, TEXT_BYTES + 1);
	size_t n = 0;

	for (; *text && n < TEXT_BYTES; text++) {
		unsigned char c = (unsigned char)*text;

		if (c > ' ' && c != 0x7F)
			out[n++] = *text;
		else if (n > 0 && out[n - 1] != ' ')
			out[n++] = ' ';
	}
	/* Not within a character. */
	while (n > 0 && *text && ((unsigned char)*text & 0xC0) == 0x80) {
		text--;
		n--;
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return out;
}

/* What stands in the column; NULL if there is none, or nothing in it. */
static const char *
at(struct import *im, char **fields, size_t column)
{
	if (column >= im->places.columns || says_nothing(fields[column]))
		return NULL;
	return tidy(im, fields[column]);
}

static const char *
value(struct import *im, char **fields, enum register_field field)
{
	return at(im, fields, im->places.field[field]);
}

static bool
is_yes(const char *text)
{
	return text &&
	       (register_matches("Y", text) || register_matches("Yes", text) ||
		   register_matches("True", text));
}

/* "YYYY-MM-DD", or NULL; a fault if something else stands there. */
static struct err *
day(struct import *im, const char *text, const char *what, const char **out)
{
	struct date d;

	*out = NULL;
	if (!text)
		return NULL;
	if (!register_date(text, &d))
		return fault(im, what, text);
	*out = date_text(im->row, d);
	return NULL;
}

/* Some files have 12.0. */
static struct err *
whole_number(struct import *im, const char *text, const char **out)
{
	char *end;
	long n;

	*out = NULL;
	if (!text)
		return NULL;
	errno = 0;
	n = strtol(text, &end, 10);
	if (end[0] == '.' && end[strspn(end, ".0")] == '\0')
		end += strlen(end);
	if (errno || end == text || *end || n < 0 || n > PLACES_MOST)
		return fault(im, "no number of places", text);
	*out = arena_printf(im->row, "%ld", n);
	return NULL;
}

/* ------------------------------------------------------------------- ratings
 */

/* The day of one grade, or that of publication. A grade of an older framework
 * that has no day of its own is left out where there is a newer one: the day
 * of publication is that one's. */
static struct err *
graded_on(struct import *im, char **fields, size_t i, bool others,
    const char **out)
{
	const struct register_places *p = &im->places;
	const char *own = at(im, fields, p->graded[i]);
	struct err *e = day(im, own, "no date of a grade", out);

	if (e || *out)
		return e;
	if (others && strcmp(p->file->areas[i].framework, "oeif") == 0)
		return NULL;
	return day(im, at(im, fields, p->published), "no date of publication",
	    out);
}

/* Supported accommodation stands in the list of social care, and has three
 * outcomes of its own. */
static const char *
framework(const struct register_area *area, enum register_grade grade)
{
	return grade == REGISTER_GRADE_CONSISTENTLY_STRONG ||
		       grade == REGISTER_GRADE_INCONSISTENT ||
		       grade == REGISTER_GRADE_SERIOUS_WEAKNESSES
		   ? "supported_accommodation"
		   : area->framework;
}

static struct err *
add_rating(struct import *im, char **fields, size_t i, json_t *list)
{
	const struct register_area *area = &im->places.file->areas[i];
	const char *text = at(im, fields, im->places.grade[i]), *on;
	enum register_grade grade;
	enum register_word word;
	struct err *e;

	if (!text)
		return NULL;
	word = register_grade_of(text, &grade);
	if (word == REGISTER_NO_WORD)
		return NULL;
	if (word == REGISTER_UNKNOWN_WORD)
		return fault(im,
		    arena_printf(im->row, "unknown grade in %s",
			area->names[0]),
		    text);
	e = graded_on(im, fields, i, json_array_size(list) > 0, &on);
	if (e)
		return e;
	if (!on)
		return json_array_size(list) > 0
			   ? NULL
			   : fault(im, "a grade without a date", text);
	json_array_append_new(list,
	    json_pack("{sssssssssb}", "framework", framework(area, grade),
		"area", area->area, "grade", register_grade_name(grade),
		"rated_on", on, "inherited",
		is_yes(value(im, fields, FIELD_INHERITED))));
	return NULL;
}

static struct err *
ratings(struct import *im, char **fields, const char **out)
{
	json_t *list = json_keep(im->row, json_array());
	struct err *e = NULL;

	for (size_t i = 0; !e && i < im->places.file->areas_count; i++)
		e = add_rating(im, fields, i, list);
	*out = json_compact(im->row, list);
	return e;
}

/* ------------------------------------------------------------------- the row
 */

/* The columns that begin so and are marked: what follows in their names. */
static json_t *
flags(struct import *im, char **fields)
{
	const struct register_places *p = &im->places;
	const size_t n = strlen(p->file->flags);
	json_t *list = json_array();

	for (size_t i = 0; i < p->columns; i++) {
		if (strncmp(p->header[i], p->file->flags, n) == 0 &&
		    is_yes(fields[i]))
			json_array_append_new(list,
			    json_string(tidy(im, p->header[i] + n)));
	}
	return list;
}

static const char *
facts(struct import *im, char **fields)
{
	const struct register_file *f = im->places.file;
	json_t *all = json_keep(im->row, json_object());

	for (size_t i = 0; i < REGISTER_FACTS && f->facts[i].fact; i++) {
		const char *text = at(im, fields, im->places.fact[i]);

		if (text)
			json_object_set_new(all, f->facts[i].fact,
			    json_string(text));
	}
	if (f->flags)
		json_object_set_new(all, f->flags_fact, flags(im, fields));
	return json_compact(im->row, all);
}

/* A place that is listed and of which no state is told is registered, if all
 * that are registered are listed. */
static struct err *
state(struct import *im, char **fields, const char *ended, const char **out)
{
	const char *text = value(im, fields, FIELD_STATE);
	enum register_state s =
	    im->places.file->set == REGISTER_SET_CQC_LOCATIONS
		? REGISTER_STATE_REGISTERED
		: REGISTER_STATE_UNKNOWN;
	struct err *e = NULL;

	if (text && register_state_of(text, &s) == REGISTER_UNKNOWN_WORD)
		e = fault(im, "unknown status of a registration", text);
	if (is_yes(value(im, fields, FIELD_DORMANT)))
		s = REGISTER_STATE_DORMANT;
	if (ended && s == REGISTER_STATE_UNKNOWN)
		s = REGISTER_STATE_DEREGISTERED;
	*out = register_state_name(s);
	return e;
}

/* Who owns it; not where that is one person, whose name it would be. */
static const char *
organisation(struct import *im, char **fields)
{
	const char *ownership = value(im, fields, FIELD_OWNERSHIP);

	if (ownership && register_matches("Individual*", ownership))
		return NULL;
	return value(im, fields, FIELD_ORGANISATION);
}

/* Name and address, or nothing at all where they are not public. */
static void
put_address(struct import *im, struct staged *s, char **fields, bool public)
{
	static const enum register_field where[] = { FIELD_NAME, FIELD_LINE_1,
		FIELD_LINE_2, FIELD_TOWN, FIELD_POSTCODE };

	for (size_t i = 0; i < ARRAY_LEN(where); i++)
		put_field(s, public ? value(im, fields, where[i]) : NULL);
}

static struct err *
stage(struct import *im, const char *id, char **fields)
{
	const char *registered, *ended, *places, *is, *graded;
	const char *type = value(im, fields, FIELD_TYPE);
	const bool public =
	    register_is_public(im->places.file->set, type ? type : "");
	struct staged s = { 0 };
	struct err *e;

	e = day(im, value(im, fields, FIELD_REGISTERED),
	    "no date of registration", &registered);
	if (!e)
		e = day(im, value(im, fields, FIELD_ENDED), "no closing date",
		    &ended);
	if (!e)
		e = whole_number(im, value(im, fields, FIELD_PLACES), &places);
	if (!e)
		e = state(im, fields, ended, &is);
	if (!e)
		e = ratings(im, fields, &graded);
	if (e)
		return e;
	put_field(&s, arena_printf(im->row, "%" PRIu64, im->line));
	put_field(&s, NULL); /* no fault */
	put_field(&s, id);
	put_address(im, &s, fields, public);
	put_field(&s, type);
	put_field(&s, is);
	put_field(&s, registered);
	put_field(&s, ended);
	put_field(&s, places);
	put_field(&s, value(im, fields, FIELD_AUTHORITY));
	put_field(&s, organisation(im, fields));
	put_field(&s, value(im, fields, FIELD_ORGANISATION_ID));
	put_field(&s, NULL); /* of predecessors the files say nothing */
	put_field(&s, public ? "f" : "t");
	put_field(&s, facts(im, fields));
	put_field(&s, graded);
	return send_staged(im, &s);
}

static struct err *
read_place(struct import *im, char **fields)
{
	const char *written = value(im, fields, FIELD_ID);
	char id[REGISTER_ID_BYTES];

	if (!written)
		return fault(im, "no id", "");
	if (!register_id(register_set_regulator(im->places.file->set), written,
		id))
		return fault(im, "no id of this register", written);
	return stage(im, id, fields);
}

/* ---------------------------------------------------------------- the header
 */

static void
remember_closest(struct import *im, const struct register_file *file,
    const struct sheet_row *row, size_t missing)
{
	if (!register_has_key(file, row->fields, row->count) ||
	    (im->closest && missing >= im->lacks_count))
		return;
	im->closest = file;
	im->lacks_count = missing;
	im->lacks_line = row->line;
	im->lacks = register_missing(im->arena, file, row->fields, row->count);
}

static struct err *
look_for_header(struct import *im, const struct sheet_row *row)
{
	for (size_t i = 0; i < im->files_count; i++) {
		const struct register_file *f = &im->files[i];
		size_t missing;

		if (register_header(im->arena, f, row->fields, row->count,
			&im->places, &missing)) {
			im->sheet = row->sheet;
			return copy_start(im->arena, im->conninfo,
			    STMT_REGISTER_STAGE, STMT_REGISTER_COPY, &im->copy);
		}
		remember_closest(im, f, row, missing);
	}
	return NULL;
}

static struct err *
no_header(struct import *im)
{
	if (!im->closest)
		return err_new(im->arena, ERR_INVALID,
		    "this is no such register: no line near the beginning "
		    "has a column %s",
		    im->files[0].columns[0].names[0]);
	return err_new(im->arena, ERR_INVALID,
	    "line %" PRIu64 ": as %s this file lacks the columns %s",
	    im->lacks_line, register_set_name(im->closest->set), im->lacks);
}

/* ------------------------------------------------------------------ the file
 */

static struct err *
each_row(void *arg, const struct sheet_row *row)
{
	struct import *im = arg;
	char *fields[SHEET_COLUMNS], none[] = "";
	size_t count = row->count;
	struct err *e;

	if (!im->places.file)
		return row->line > HEADER_LINES ? NULL
						: look_for_header(im, row);
	if (row->sheet != im->sheet)
		return NULL;
	im->line = row->line;
	im->rows++;
	/* Spreadsheets leave out what is empty at the end of a row, or have
	 * more of it than the header. */
	while (
	    count > im->places.columns && says_nothing(row->fields[count - 1]))
		count--;
	for (size_t i = 0; i < im->places.columns; i++)
		fields[i] = i < count ? row->fields[i] : none;
	e = count > im->places.columns
		? fault(im, "more columns than the header has", "")
		: read_place(im, fields);
	arena_reset(im->row);
	if (im->rows % PROGRESS_ROWS == 0)
		fprintf(stderr, "%" PRIu64 " rows read\n", im->rows);
	return e;
}

/* The SHA-256 of the file, by which it is known again. */
static struct err *
digest(struct command *cmd, const char *path, char hex[65])
{
	unsigned char sum[crypto_hash_sha256_BYTES], piece[16384];
	crypto_hash_sha256_state state;
	FILE *file = fopen(path, "re");
	bool failed;
	size_t n;

	if (!file)
		return err_new(cmd->arena, ERR_INVALID, "%s: %s", path,
		    command_reason(cmd));
	crypto_hash_sha256_init(&state);
	while ((n = fread(piece, 1, sizeof(piece), file)) > 0)
		crypto_hash_sha256_update(&state, piece, n);
	failed = ferror(file);
	(void)fclose(file);
	if (failed)
		return err_new(cmd->arena, ERR_INVALID, "%s cannot be read",
		    path);
	crypto_hash_sha256_final(&state, sum);
	sodium_bin2hex(hex, 65, sum, sizeof(sum));
	return NULL;
}

static struct err *
too_many_faults(const struct import *im)
{
	if (im->rows > 0 && (im->faults <= FAULTS_FREE ||
				im->faults * 100 <= im->rows * FAULTS_PER_CENT))
		return NULL;
	return err_new(im->arena, ERR_INVALID,
	    "%" PRIu64 " faults in %" PRIu64
	    " rows: nothing is kept of this file",
	    im->faults, im->rows);
}

static void
say_what_came_of_it(const struct import *im, const struct rows *r, bool keep)
{
	printf("%s: %" PRIu64 " rows, %" PRIu64 " faults; %s new, %s changed, "
	       "%s as before; %s missing, %s of them for the second time%s\n",
	    register_set_name(im->places.file->set), im->rows, im->faults,
	    rows_text(r, 0, rows_col(r, "added")),
	    rows_text(r, 0, rows_col(r, "changed")),
	    rows_text(r, 0, rows_col(r, "same")),
	    rows_text(r, 0, rows_col(r, "missing")),
	    rows_text(r, 0, rows_col(r, "lost")),
	    keep ? "" : "; a rehearsal, of which nothing is kept");
}

/* What was asked for besides the file. */
struct wishes {
	const char *path, *as_of;
	bool rehearsal, shrunk;
};

static struct err *
merge(struct import *im, const struct register_file *file,
    const struct wishes *w, const char *sha256)
{
	const char *slash = strrchr(w->path, '/');
	const char *const params[] = {
		register_set_name(file->set),
		regulator_name(register_set_regulator(file->set)),
		register_set_lists_all(file->set) ? "t" : "f",
		w->as_of,
		slash ? slash + 1 : w->path,
		sha256,
		arena_printf(im->arena, "%" PRIu64, im->rows),
		w->shrunk ? "t" : "f",
	};
	const struct rows *r;
	struct err *e;

	fprintf(stderr, "%" PRIu64 " rows read; merging them\n", im->rows);
	e = copy_finish_with(im->copy, im->arena, STMT_REGISTER_MERGE, params,
	    !w->rehearsal, &r);
	if (!e)
		say_what_came_of_it(im, r, !w->rehearsal);
	return e;
}

static struct err *
read_and_merge(struct import *im, const struct wishes *w, const char *sha256)
{
	struct err *e = sheet_read(im->arena, w->path, each_row, im);

	if (e)
		return e;
	if (!im->places.file)
		return no_header(im);
	e = too_many_faults(im);
	return e ? e : merge(im, im->places.file, w, sha256);
}

static struct err *
read_wishes(struct command *cmd, struct wishes *out)
{
	struct date d;
	struct err *e;

	out->as_of = command_option(cmd, "--date");
	out->rehearsal = command_flag(cmd, "--dry-run");
	out->shrunk = command_flag(cmd, "--shrunk");
	e = command_expects(cmd, 1);
	if (e)
		return e;
	out->path = cmd->argv[0];
	if (out->as_of)
		return date_parse(out->as_of, &d)
			   ? NULL
			   : err_new(cmd->arena, ERR_INVALID,
				 "--date %s is no date YYYY-MM-DD", out->as_of);
	if (!register_date_in_name(out->path, &d))
		return err_new(cmd->arena, ERR_INVALID,
		    "the name of %s does not tell its date: say --date "
		    "YYYY-MM-DD",
		    out->path);
	out->as_of = date_text(cmd->arena, d);
	return NULL;
}

static struct err *
import(struct command *cmd, enum regulator regulator)
{
	const char *conninfo = config_text(SETTING_DB_OWNER);
	struct import im = { .arena = cmd->arena,
		.conninfo = conninfo ? conninfo : "" };
	struct wishes w;
	char sha256[65];
	struct err *e = read_wishes(cmd, &w);

	if (!e)
		e = digest(cmd, w.path, sha256);
	if (e)
		return e;
	im.files = register_files(regulator, &im.files_count);
	im.row = arena_new(ROW_ARENA);
	e = read_and_merge(&im, &w, sha256);
	arena_free(im.row);
	return e;
}

struct err *
import_cqc(struct command *cmd)
{
	return import(cmd, REGULATOR_CQC);
}

struct err *
import_ofsted(struct command *cmd)
{
	return import(cmd, REGULATOR_OFSTED);
}

struct err *
import_gias(struct command *cmd)
{
	return import(cmd, REGULATOR_DFE);
}
