/*
 * db.h - one connection to PostgreSQL, used by one request at a time.
 *
 * Statements are the files of db/sql, prepared when a connection opens and
 * known here by their enum. Everything is queued first and sent together:
 * one db_sync() is one round trip, however many statements stand before it.
 *
 * Nothing here logs. A failure is a struct err: ERR_UNAVAILABLE when the
 * database cannot be reached or would not wait, and what db/err.c makes of a
 * SQLSTATE or of the name of a constraint otherwise.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "db/stmt.h"

struct db;
struct rows; /* the answer of one statement; arena */

/* A connection that is opened at its first use. which says for which role
 * the statements are prepared (see the "role" line of a .sql file).
 * conninfo is copied. Free with db_free(). */
MUST_CHECK struct db *db_new(const char *conninfo, enum db_role role);
void db_free(struct db *db);

/* Opens the connection if it is not open. ERR_UNAVAILABLE if that fails. */
MUST_CHECK struct err *db_connect(struct db *db, struct arena *a);

/* Queue BEGIN (READ ONLY when read_only) and, unless sid is NULL,
 * enter(sid). After db_sync(), db_result(db, 0) is the row of enter(). */
MUST_CHECK struct err *
db_begin(struct db *db, struct arena *a, const char *sid, bool read_only);

/* Queue one statement. params are text, NULL for SQL NULL, as many as the
 * statement has; they are borrowed until db_sync(). Returns the index under
 * which db_result() will know its rows. */
size_t db_add(struct db *db, enum stmt stmt, const char *const *params);

/* Queue COMMIT. */
void db_add_commit(struct db *db);

/* Send what is queued with one Sync and read every answer. The first failure
 * is returned and the transaction is then to be rolled back. A COMMIT counts
 * as done only if the server said COMMIT, without a warning
 * (ERR_OUTCOME_UNKNOWN if the connection was lost while committing). */
MUST_CHECK struct err *db_sync(struct db *db, struct arena *a);

/* The rows of the i-th statement of the last db_sync(); enter() counts. */
const struct rows *db_result(const struct db *db, size_t i);

/* db_add() and db_sync() of one statement. *out is set on success only; out
 * may be NULL. */
MUST_CHECK struct err *db_exec(struct db *db, struct arena *a, enum stmt stmt,
    const char *const *params, const struct rows **out);

/* db_add_commit() and db_sync(). */
MUST_CHECK struct err *db_commit(struct db *db, struct arena *a);

/* Leave the connection idle: ROLLBACK if it is in a transaction; closed when
 * that does not help. Called after every request. */
void db_settle(struct db *db);

/* True if err came from a serialization failure or a deadlock (40001, 40P01)
 * and the transaction may be run again from its beginning. */
bool db_may_retry(const struct err *e);

/* Rows and columns, both from 0. Text is arena and NUL-terminated; a missing
 * row or an SQL NULL is NULL (rows_text) or 0 (rows_int). rows_bool is true
 * for SQL true only. */
size_t rows_count(const struct rows *r);
const char *rows_text(const struct rows *r, size_t row, size_t col);
int64_t rows_int(const struct rows *r, size_t row, size_t col);
bool rows_bool(const struct rows *r, size_t row, size_t col);
/* The column of that name; aborts if there is none (a typing error). */
size_t rows_col(const struct rows *r, const char *name);

#endif
