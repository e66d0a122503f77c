/*
 * import_postcodes.c - `fairlot import postcodes`: the ONS Postcode Directory.
 *
 * Reads the directory's CSV (ONSPD or NSPL, column names before and after
 * 2025, in small letters or, as long ago, in capitals) and keeps of each row
 * the postcode, its place on the British National Grid and whether it is
 * terminated. Rows without such a place are kept as well, so that a postcode
 * that exists but cannot be used is told from one that does not exist: the
 * islands, whose indicator is 9, and Northern Ireland, whose coordinates are
 * those of another grid.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/command.h"
#include "cli/csv.h"
#include "db/copy.h"

#define COLUMNS_MAX    100    /* the directory has about fifty */
#define PROGRESS_ROWS  100000 /* between two lines that say how far we are */
#define POSTCODE_BYTES 8      /* AA9A9AA and its NUL */
#define EASTING_MOST   700000 /* metres; the grid ends there */
#define NORTHING_MOST  1300000
#define NO_GRID        "9" /* the indicator's word for "no grid reference" */

enum column {
	CODE,
	EAST,
	NORTH,
	COLUMN__NEEDED,
	ENDED = COLUMN__NEEDED,
	INDICATOR,
	COLUMN__MAX
};

/* What each column has been called, in small letters or in capitals. */
static const char *const names[COLUMN__MAX][2] = {
	[CODE] = { "pcds", "pcds" },
	[EAST] = { "oseast1m", "east1m" },
	[NORTH] = { "osnrth1m", "north1m" },
	[ENDED] = { "doterm", "doterm" },
	[INDICATOR] = { "osgrdind", "gridind" },
};

struct import {
	struct arena *arena;
	struct copy *copy;
	FILE *file;
	uint64_t line;          /* of the file, the header's being 1 */
	size_t at[COLUMN__MAX]; /* columns: it has no such column */
	size_t columns;
	uint64_t live, terminated, without_grid;
};

/* Says what is wrong with the line just read. */
static struct err *
bad_line(struct import *im, const char *what)
{
	return err_new(im->arena, ERR_INVALID, "line %" PRIu64 ": %s", im->line,
	    what);
}

/* Where the column stands in the header, or false. */
static bool
find(struct import *im, enum column column, char **fields)
{
	for (size_t i = 0; i < im->columns; i++) {
		for (size_t n = 0; n < ARRAY_LEN(names[column]); n++) {
			if (strcasecmp(fields[i], names[column][n]) != 0)
				continue;
			im->at[column] = i;
			return true;
		}
	}
	im->at[column] = im->columns;
	return false;
}

/* What the row says in the column; nothing where there is no such column. */
static const char *
field(const struct import *im, char **fields, enum column column)
{
	return im->at[column] < im->columns ? fields[im->at[column]] : "";
}

static struct err *
read_header(struct import *im, char *line)
{
	static const char mark[] = "\xEF\xBB\xBF"; /* of UTF-8 */
	char *fields[COLUMNS_MAX];

	if (strncmp(line, mark, strlen(mark)) == 0)
		line += strlen(mark);
	im->columns = csv_split(line, fields, COLUMNS_MAX);
	if (im->columns == CSV_UNREADABLE)
		return bad_line(im, "this is no CSV file");
	for (int c = 0; c < COLUMN__MAX; c++) {
		if (find(im, (enum column)c, fields) || c >= COLUMN__NEEDED)
			continue;
		return err_new(im->arena, ERR_INVALID,
		    "line 1: this is not an ONS Postcode Directory: it has no "
		    "column %s",
		    names[c][0]);
	}
	return NULL;
}

/* "BN1 1AA" -> "BN11AA"; false if it is no postcode: up to four letters and
 * digits, the first a letter (GIR and NPT have no digit), then 9AA. */
static bool
postcode_key(const char *written, char key[POSTCODE_BYTES])
{
	size_t n = 0;

	for (; *written; written++) {
		if (*written == ' ')
			continue;
		if (!isalnum((unsigned char)*written) ||
		    n + 1 == POSTCODE_BYTES)
			return false;
		key[n++] = (char)toupper((unsigned char)*written);
	}
	key[n] = '\0';
	return n >= 5 && isalpha((unsigned char)key[0]) &&
	       isdigit((unsigned char)key[n - 3]) &&
	       isalpha((unsigned char)key[n - 2]) &&
	       isalpha((unsigned char)key[n - 1]);
}

/* A whole number of metres from 1 to most; 0 for anything else. */
static long
metres(const char *text, long most)
{
	char *end;
	long value;

	errno = 0;
	value = strtol(text, &end, 10);
	if (errno || end == text || *end || value < 1 || value > most)
		return 0;
	return value;
}

/* Appends "(east,north)", or COPY's word for NULL. */
static void
print_grid(struct import *im, const char *key, char **fields, char *out,
    size_t size)
{
	long east = metres(fields[im->at[EAST]], EASTING_MOST);
	long north = metres(fields[im->at[NORTH]], NORTHING_MOST);
	bool irish = key[0] == 'B' && key[1] == 'T';

	if (irish || !east || !north ||
	    strcmp(field(im, fields, INDICATOR), NO_GRID) == 0) {
		im->without_grid++;
		snprintf(out, size, "\\N");
		return;
	}
	snprintf(out, size, "(%ld,%ld)", east, north);
}

static struct err *
read_row(struct import *im, char *line)
{
	char *fields[COLUMNS_MAX], key[POSTCODE_BYTES], grid[64], row[128];
	bool ended;
	int length;

	if (csv_split(line, fields, COLUMNS_MAX) != im->columns)
		return bad_line(im,
		    "this line has not as many columns as the first one");
	if (!postcode_key(fields[im->at[CODE]], key))
		return bad_line(im, "column pcds holds no postcode");
	ended = field(im, fields, ENDED)[0] != '\0';
	if (ended && metres(field(im, fields, ENDED), 299912) < 197001)
		return bad_line(im, "column doterm holds no month (YYYYMM)");
	ended ? im->terminated++ : im->live++;
	print_grid(im, key, fields, grid, sizeof(grid));
	length = snprintf(row, sizeof(row), "%s\t%s\t%s\n", key, grid,
	    ended ? "t" : "f");
	return copy_send(im->copy, im->arena, row, (size_t)length);
}

static void
say_how_far(const struct import *im)
{
	fprintf(stderr, "%" PRIu64 " rows read\n", im->line - 1);
}

/* Everything below the header. */
static struct err *
read_rows(struct import *im, char **line, size_t *size)
{
	ssize_t length;

	while ((length = getline(line, size, im->file)) >= 0) {
		struct err *e;

		im->line++;
		if ((*line)[strspn(*line, "\r\n")] == '\0' && **line != '\0')
			continue; /* an empty line, as some editors add one */
		if (strlen(*line) != (size_t)length)
			return bad_line(im, "it contains a NUL byte");
		e = read_row(im, *line);
		if (e)
			return e;
		if (im->line % PROGRESS_ROWS == 1)
			say_how_far(im);
	}
	if (ferror(im->file))
		return bad_line(im, "the file cannot be read further");
	return NULL;
}

static struct err *
read_file(struct import *im, const char *conninfo, char **line, size_t *size)
{
	struct err *e;

	im->line = 1;
	if (getline(line, size, im->file) < 0)
		return bad_line(im, "the file is empty");
	e = read_header(im, *line);
	if (e)
		return e;
	e = copy_start(im->arena, conninfo, STMT_POSTCODE_STAGE,
	    STMT_POSTCODE_COPY, &im->copy);
	if (e)
		return e;
	e = read_rows(im, line, size);
	if (e)
		return e;
	fprintf(stderr, "%" PRIu64 " rows read; merging them\n", im->line - 1);
	return copy_finish(im->copy, im->arena, STMT_POSTCODE_MERGE);
}

struct err *
import_postcodes(struct command *cmd)
{
	struct import im = { .arena = cmd->arena, .file = stdin };
	const char *conninfo = config_text(SETTING_DB_OWNER), *path;
	char *line = NULL;
	size_t size = 0;
	struct err *e;

	e = command_expects(cmd, 1);
	if (e)
		return e;
	path = cmd->argv[0];
	if (strcmp(path, "-") != 0)
		im.file = fopen(path, "re");
	if (!im.file)
		return err_new(cmd->arena, ERR_INVALID, "%s: %s", path,
		    command_reason(cmd));
	e = read_file(&im, conninfo ? conninfo : "", &line, &size);
	free(line);
	if (im.file != stdin)
		fclose(im.file);
	if (e)
		return e;
	printf("%" PRIu64 " postcodes in use, %" PRIu64 " terminated; %" PRIu64
	       " of them without a British grid reference\n",
	    im.live, im.terminated, im.without_grid);
	return NULL;
}
