/*
 * sheet.h - the rows of a published table, whatever kind of file it is in.
 * SPDX-License-Identifier: Apache-2.0
 *
 * CSV, in UTF-8 or Windows-1252, or OpenDocument (a zip with content.xml, of
 * which the CQC's unpacks to 440 MB). Both are read as a stream: the memory
 * that is needed depends on the longest row, which has a limit, and never on
 * how many there are.
 */
#ifndef CLI_SHEET_H
#define CLI_SHEET_H

#include <stdint.h>
#include <stdio.h>

#include "core/err.h"

enum {
	SHEET_COLUMNS = 512,            /* the widest we know has 140 */
	SHEET_ROW_BYTES = 1024 * 1024,  /* of one row, as UTF-8 */
	SHEET_TOKEN_BYTES = 256 * 1024, /* of XML without an end in sight */
	/* Of content.xml, unpacked: ten times the largest there is. */
	SHEET_XML_MEGABYTES = 4096,
};

struct sheet_row {
	uint64_t line;  /* in the file; of OpenDocument, in its sheet */
	unsigned sheet; /* from 0 */
	char **fields;  /* UTF-8; valid for the call */
	size_t count;
};

/* What is done with a row; an error ends the reading. */
typedef struct err *sheet_each(void *arg, const struct sheet_row *row);

/* Hands every row that is not empty to each. ERR_INVALID, with the place, for
 * a file that is damaged or too large somewhere; rows before that place have
 * been handed over. */
MUST_CHECK struct err *
sheet_read(struct arena *a, const char *path, sheet_each *each, void *arg);

/* The two kinds, each by itself. */
MUST_CHECK struct err *
sheet_read_csv(struct arena *a, FILE *file, sheet_each *each, void *arg);
MUST_CHECK struct err *
sheet_read_ods(struct arena *a, const char *path, sheet_each *each, void *arg);

/* A parser for content.xml, fed piece by piece: what sheet_read_ods() unpacks
 * into. Free with ods_free(). */
struct ods;
MUST_CHECK struct ods *ods_new(struct arena *a, sheet_each *each, void *arg);
void ods_free(struct ods *o);

/* The next length bytes; the last piece ends the document. */
MUST_CHECK struct err *
ods_feed(struct ods *o, const char *bytes, size_t length, bool last);

#endif
