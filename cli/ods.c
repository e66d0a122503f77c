/*
 * ods.c - the rows of an OpenDocument spreadsheet, while it is unpacked.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <expat.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "cli/sheet.h"

/* Names with their namespace before them, as expat gives them. */
#define TABLE  "urn:oasis:names:tc:opendocument:xmlns:table:1.0|"
#define TEXT   "urn:oasis:names:tc:opendocument:xmlns:text:1.0|"
#define OFFICE "urn:oasis:names:tc:opendocument:xmlns:office:1.0|"

enum { PIECE = 64 * 1024 };

struct ods {
	XML_Parser parser;
	struct arena *arena;
	sheet_each *each;
	void *arg;
	struct err *error;  /* the first one */
	unsigned sheets;    /* begun so far */
	uint64_t line;      /* of the row, from 1 */
	uint64_t row_times; /* that the row stands there */
	bool in_cell;
	unsigned aside; /* how deep we are in a remark about the cell */
	uint64_t times; /* that the cell stands there */
	char *fields[SHEET_COLUMNS];
	size_t begins[SHEET_COLUMNS + 1]; /* in text */
	size_t count, used;
	size_t silent;  /* bytes since expat has last told us anything */
	bool has_value; /* of its own, so its text is not wanted */
	char text[SHEET_ROW_BYTES];
};

static void
stop(struct ods *o, const char *what)
{
	if (!o->error)
		o->error = err_new(o->arena, ERR_INVALID,
		    "sheet %u, line %" PRIu64 ": %s", o->sheets, o->line, what);
	XML_StopParser(o->parser, XML_FALSE);
}

/* The value of that attribute; NULL if there is none. */
static const char *
attribute(const XML_Char **attributes, const char *name)
{
	for (; *attributes; attributes += 2) {
		if (strcmp(attributes[0], name) == 0)
			return attributes[1];
	}
	return NULL;
}

/* How many times a thing is repeated: at least once. */
static uint64_t
repeated(const XML_Char **attributes, const char *name)
{
	const char *text = attribute(attributes, name);
	unsigned long long n = text ? strtoull(text, NULL, 10) : 1;

	return n < 1 ? 1 : n;
}

static void
append(struct ods *o, const char *text, size_t length)
{
	if (o->used + length + 1 >= SHEET_ROW_BYTES) {
		stop(o, "it is longer than a row can be");
		return;
	}
	memcpy(o->text + o->used, text, length);
	o->used += length;
}

/* ------------------------------------------------------------------ cells */

/* A date or a number is taken as it is meant, and not as it is shown. */
static void
begin_cell(struct ods *o, const XML_Char **attributes)
{
	const char *value = attribute(attributes, OFFICE "date-value");

	o->times = repeated(attributes, TABLE "number-columns-repeated");
	o->in_cell = true;
	o->has_value = false;
	if (o->count < SHEET_COLUMNS)
		o->begins[o->count] = o->used;
	if (!value)
		value = attribute(attributes, OFFICE "value");
	if (!value)
		return;
	append(o, value, strlen(value));
	o->has_value = true;
}

/* Empty cells at the end of a row are repeated as far as there are columns. */
static void
end_cell(struct ods *o)
{
	size_t begin, length;

	o->in_cell = false;
	if (o->count == SHEET_COLUMNS) {
		if (o->begins[SHEET_COLUMNS] != o->used)
			stop(o, "it has more columns than a row can have");
		return;
	}
	/* A table within the cell has begun rows of its own. */
	begin = o->begins[o->count] < o->used ? o->begins[o->count] : o->used;
	o->begins[o->count] = begin;
	length = o->used - begin;
	append(o, "", 1);
	o->count++;
	for (uint64_t i = 1; i < o->times && o->count < SHEET_COLUMNS; i++) {
		o->begins[o->count++] = o->used;
		/* The text may not lie in what is copied over it. */
		append(o, o->text + begin, length);
		append(o, "", 1);
		if (o->error)
			return;
	}
	if (o->count == SHEET_COLUMNS)
		o->begins[SHEET_COLUMNS] = o->used;
}

/* ------------------------------------------------------------------- rows */

static void
begin_row(struct ods *o, const XML_Char **attributes)
{
	o->row_times = repeated(attributes, TABLE "number-rows-repeated");
	o->line++;
	o->count = o->used = 0;
}

static bool
is_empty(const struct ods *o)
{
	for (size_t i = 0; i < o->used; i++) {
		if (o->text[i] != '\0')
			return false;
	}
	return true;
}

/* A row that stands there many times is told once: it says the same. */
static void
end_row(struct ods *o)
{
	struct sheet_row row = { o->line, o->sheets - 1, o->fields, o->count };

	if (!o->error && !is_empty(o)) {
		for (size_t i = 0; i < o->count; i++)
			o->fields[i] = o->text + o->begins[i];
		o->error = o->each(o->arg, &row);
		if (o->error)
			XML_StopParser(o->parser, XML_FALSE);
	}
	o->line += o->row_times - 1;
	o->count = o->used = 0;
}

/* -------------------------------------------------------------- the events */

static void XMLCALL
on_start(void *arg, const XML_Char *name, const XML_Char **attributes)
{
	struct ods *o = arg;

	o->silent = 0;
	if (o->aside > 0 || strcmp(name, OFFICE "annotation") == 0) {
		o->aside++;
	} else if (strcmp(name, TABLE "table") == 0) {
		o->sheets++;
		o->line = 0;
	} else if (strcmp(name, TABLE "table-row") == 0) {
		begin_row(o, attributes);
	} else if (strcmp(name, TABLE "table-cell") == 0 ||
		   strcmp(name, TABLE "covered-table-cell") == 0) {
		begin_cell(o, attributes);
	} else if (o->in_cell && !o->has_value && o->count < SHEET_COLUMNS &&
		   o->used > o->begins[o->count]) {
		/* A new paragraph, a tab, a line break, several blanks. */
		if (strcmp(name, TEXT "p") == 0 ||
		    strcmp(name, TEXT "s") == 0 ||
		    strcmp(name, TEXT "tab") == 0 ||
		    strcmp(name, TEXT "line-break") == 0)
			append(o, " ", 1);
	}
}

static void XMLCALL
on_end(void *arg, const XML_Char *name)
{
	struct ods *o = arg;

	o->silent = 0;
	if (o->aside > 0)
		o->aside--;
	else if (strcmp(name, TABLE "table-row") == 0)
		end_row(o);
	else if (strcmp(name, TABLE "table-cell") == 0 ||
		 strcmp(name, TABLE "covered-table-cell") == 0)
		end_cell(o);
}

static void XMLCALL
on_text(void *arg, const XML_Char *text, int length)
{
	struct ods *o = arg;

	o->silent = 0;
	if (o->in_cell && !o->has_value && o->aside == 0)
		append(o, text, (size_t)length);
}

/* A document type could have entities that grow without end; a spreadsheet
 * has none. */
static void XMLCALL
on_doctype(void *arg, const XML_Char *name, const XML_Char *system,
    const XML_Char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	stop(arg, "content.xml has a document type");
}

/* ---------------------------------------------------------------- the parser
 */

struct ods *
ods_new(struct arena *a, sheet_each *each, void *arg)
{
	struct ods *o = calloc(1, sizeof(*o));

	if (!o)
		abort();
	o->parser = XML_ParserCreateNS("UTF-8", '|');
	if (!o->parser)
		abort();
	o->arena = a;
	o->each = each;
	o->arg = arg;
	XML_SetUserData(o->parser, o);
	XML_SetElementHandler(o->parser, on_start, on_end);
	XML_SetCharacterDataHandler(o->parser, on_text);
	XML_SetStartDoctypeDeclHandler(o->parser, on_doctype);
	return o;
}

void
ods_free(struct ods *o)
{
	if (!o)
		return;
	XML_ParserFree(o->parser);
	free(o);
}

struct err *
ods_feed(struct ods *o, const char *bytes, size_t length, bool last)
{
	o->silent += length;
	if (XML_Parse(o->parser, bytes, (int)length, last) ==
		XML_STATUS_ERROR &&
	    !o->error)
		return err_new(o->arena, ERR_INVALID,
		    "content.xml, line %lu: %s",
		    XML_GetCurrentLineNumber(o->parser),
		    XML_ErrorString(XML_GetErrorCode(o->parser)));
	if (!o->error && o->silent > SHEET_TOKEN_BYTES)
		return err_new(o->arena, ERR_INVALID,
		    "content.xml: a tag or a remark in it has no end");
	return o->error;
}

/* ------------------------------------------------------------------ the zip */

static struct err *
unpack(struct arena *a, zip_file_t *file, struct ods *o)
{
	uint64_t left = (uint64_t)SHEET_XML_MEGABYTES * 1024 * 1024;
	char piece[PIECE];
	struct err *e = NULL;
	zip_int64_t n;

	do {
		n = zip_fread(file, piece, sizeof(piece));
		if (n < 0)
			return err_new(a, ERR_INVALID,
			    "content.xml is damaged: %s",
			    zip_file_strerror(file));
		if ((uint64_t)n > left)
			return err_new(a, ERR_INVALID,
			    "content.xml has more than %d megabytes",
			    SHEET_XML_MEGABYTES);
		left -= (uint64_t)n;
		e = ods_feed(o, piece, (size_t)n, n == 0);
	} while (!e && n > 0);
	return e;
}

static struct err *
read_zip(struct arena *a, zip_t *zip, sheet_each *each, void *arg)
{
	zip_file_t *file = zip_fopen(zip, "content.xml", 0);
	struct err *e;
	struct ods *o;

	if (!file)
		return err_new(a, ERR_INVALID,
		    "this is no OpenDocument spreadsheet: it has no "
		    "content.xml, or one that cannot be read");
	o = ods_new(a, each, arg);
	e = unpack(a, file, o);
	ods_free(o);
	(void)zip_fclose(file);
	return e;
}

struct err *
sheet_read_ods(struct arena *a, const char *path, sheet_each *each, void *arg)
{
	int code = 0;
	zip_t *zip = zip_open(path, ZIP_RDONLY, &code);
	struct err *e;

	if (!zip)
		return err_new(a, ERR_INVALID, "%s is no zip that can be read",
		    path);
	e = read_zip(a, zip, each, arg);
	zip_discard(zip);
	return e;
}
