/*
 * rows.c - reading an answer; see db.h. SPDX-License-Identifier: Apache-2.0
 */
#include "db/rows.h"

#include <stdio.h>
#include <stdlib.h>

#include "db/db.h"

static bool
is_there(const struct rows *r, size_t row, size_t col)
{
	return row < rows_count(r) && col < (size_t)PQnfields(r->res) &&
	       !PQgetisnull(r->res, (int)row, (int)col);
}

size_t
rows_count(const struct rows *r)
{
	return r ? (size_t)PQntuples(r->res) : 0;
}

size_t
rows_affected(const struct rows *r)
{
	return r ? strtoul(PQcmdTuples(r->res), NULL, 10) : 0;
}

const char *
rows_text(const struct rows *r, size_t row, size_t col)
{
	if (!is_there(r, row, col))
		return NULL;
	return PQgetvalue(r->res, (int)row, (int)col);
}

int64_t
rows_int(const struct rows *r, size_t row, size_t col)
{
	const char *s = rows_text(r, row, col);

	return s ? strtoll(s, NULL, 10) : 0;
}

bool
rows_bool(const struct rows *r, size_t row, size_t col)
{
	const char *s = rows_text(r, row, col);

	return s && s[0] == 't' && s[1] == '\0';
}

size_t
rows_cols(const struct rows *r)
{
	return r ? (size_t)PQnfields(r->res) : 0;
}

const char *
rows_name(const struct rows *r, size_t col)
{
	return PQfname(r->res, (int)col);
}

size_t
rows_col(const struct rows *r, const char *name)
{
	int col = r ? PQfnumber(r->res, name) : -1;

	if (col < 0) {
		fprintf(stderr, "rows_col: there is no column %s\n", name);
		abort();
	}
	return (size_t)col;
}
