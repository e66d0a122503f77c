/*
 * rows.h - what a struct rows is, for db.c, which makes them.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef DB_ROWS_H
#define DB_ROWS_H

#include <libpq-fe.h>

struct rows {
	PGresult *res; /* cleared when the arena is reset */
};

#endif
