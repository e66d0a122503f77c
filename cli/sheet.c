/*
 * sheet.c - the rows of a published table: which kind of file it is, and CSV.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cli/sheet.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "api/text.h"
#include "cli/cp1252.h"
#include "cli/csv.h"

/* A record under way: one line, or several where a quote spans them. */
struct record {
	struct arena *arena;
	FILE *file;
	char *line, *utf8; /* malloc()ed */
	size_t size, length;
	uint64_t lines; /* read so far */
	uint64_t begin; /* the first one of the record */
};

static struct err *
wrong(const struct record *r, const char *what)
{
	return err_new(r->arena, ERR_INVALID, "line %" PRIu64 ": %s", r->begin,
	    what);
}

/* Whether a quote is open at the end. Two of them within a field open and
 * close it once more, which comes to the same. */
static bool
is_open(const char *text, size_t length)
{
	bool open = false;

	for (size_t i = 0; i < length; i++)
		open ^= text[i] == '"';
	return open;
}

/* Appends a line of the file; *more is false at its end. */
static struct err *
append_line(struct record *r, bool *more)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t n = getline(&line, &size, r->file);

	*more = n >= 0;
	if (n < 0) {
		free(line);
		return ferror(r->file)
			   ? wrong(r, "the file cannot be read further")
			   : NULL;
	}
	r->lines++;
	if (r->length + (size_t)n + 1 > r->size) {
		r->size = r->length + (size_t)n + 1;
		r->line = realloc(r->line, r->size);
		r->utf8 = realloc(r->utf8, 3 * r->size);
		if (!r->line || !r->utf8)
			abort();
	}
	memcpy(r->line + r->length, line, (size_t)n + 1);
	r->length += (size_t)n;
	free(line);
	if (r->length > SHEET_ROW_BYTES)
		return wrong(r, "it is longer than a row can be");
	if (memchr(r->line, '\0', r->length))
		return wrong(r, "it contains a NUL byte");
	return NULL;
}

/* The next record, as UTF-8 in *text; NULL at the end of the file. */
static struct err *
next_record(struct record *r, char **text)
{
	struct err *e;
	bool more;

	*text = NULL;
	r->length = 0;
	r->begin = r->lines + 1;
	e = append_line(r, &more);
	while (!e && more && is_open(r->line, r->length))
		e = append_line(r, &more);
	if (e || r->length == 0)
		return e;
	*text = r->line;
	if (text_is_utf8(r->line, strlen(r->line)))
		return NULL;
	cp1252_to_utf8(r->line, r->length, r->utf8);
	*text = r->utf8;
	return NULL;
}

/* Line ends within a quoted field are blanks to us: csv_split() takes the
 * first one that it sees for the end. */
static void
join_lines(char *text)
{
	size_t end = strlen(text);

	while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r'))
		text[--end] = '\0';
	for (; *text; text++) {
		if (*text == '\n' || *text == '\r')
			*text = ' ';
	}
}

static struct err *
hand_over(struct record *r, char *text, sheet_each *each, void *arg)
{
	char *fields[SHEET_COLUMNS];
	struct sheet_row row = { .line = r->begin, .fields = fields };

	join_lines(text);
	if (text[strspn(text, ", ")] == '\0')
		return NULL;
	row.count = csv_split(text, fields, SHEET_COLUMNS);
	if (row.count == CSV_UNREADABLE)
		return wrong(r, "this is no line of a CSV file");
	return each(arg, &row);
}

struct err *
sheet_read_csv(struct arena *a, FILE *file, sheet_each *each, void *arg)
{
	static const char mark[] = "\xEF\xBB\xBF"; /* of UTF-8 */
	struct record r = { .arena = a, .file = file };
	struct err *e;
	char *text;

	do {
		e = next_record(&r, &text);
		if (!e && text && r.begin == 1 &&
		    strncmp(text, mark, strlen(mark)) == 0)
			text += strlen(mark);
		if (!e && text)
			e = hand_over(&r, text, each, arg);
	} while (!e && text);
	free(r.line);
	free(r.utf8);
	return e;
}

static struct err *
cannot(struct arena *a, const char *path)
{
	char why[128];

	if (strerror_r(errno, why, sizeof(why)) != 0)
		why[0] = '\0';
	return err_new(a, ERR_INVALID, "%s: %s", path, why);
}

struct err *
sheet_read(struct arena *a, const char *path, sheet_each *each, void *arg)
{
	FILE *file = fopen(path, "re");
	char magic[2] = "";
	struct stat status;
	struct err *e;

	if (!file)
		return cannot(a, path);
	if (fstat(fileno(file), &status) != 0 || !S_ISREG(status.st_mode)) {
		(void)fclose(file);
		return err_new(a, ERR_INVALID, "%s is no file", path);
	}
	if (fread(magic, 1, sizeof(magic), file) == sizeof(magic) &&
	    memcmp(magic, "PK", 2) == 0) {
		(void)fclose(file);
		return sheet_read_ods(a, path, each, arg);
	}
	rewind(file);
	e = sheet_read_csv(a, file, each, arg);
	(void)fclose(file);
	return e;
}
