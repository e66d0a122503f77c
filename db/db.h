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
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"
#include "db/stmt.h"

struct db;
struct rows; /* the answer of one statement; arena */

/* At most this many statements, BEGIN and COMMIT among them, may be queued
 * before a db_sync(). */
enum { DB_QUEUE_MAX = 64 };

/* A connection that is opened at its first use. role says which statements
 * are prepared (see the "role" line of a .sql file); no other may be used on
 * it. DB_PLAIN prepares none and may use all: for a database that is still
 * being made. conninfo is copied. Free with db_free(). */
MUST_CHECK struct db *db_new(const char *conninfo, enum db_role role);
void db_free(struct db *db);

/* Opens the connection if it is not open, and prepares the statements.
 * ERR_UNAVAILABLE if that fails. */
MUST_CHECK struct err *db_connect(struct db *db, struct arena *a);

/* Queue BEGIN (READ ONLY when read_only) and, unless sid is NULL,
 * enter(sid). After db_sync(), db_result(db, 0) is the row of enter().
 * Whatever was open or queued before is rolled back and forgotten. */
MUST_CHECK struct err *
db_begin(struct db *db, struct arena *a, const char *sid, bool read_only);

/* Queue one statement. params are text, NULL for SQL NULL, as many as the
 * statement has (may be NULL if it has none); the texts are borrowed until
 * db_sync(), the array only for this call. Returns the index under which
 * db_result() will know its rows. */
size_t db_add(struct db *db, enum stmt stmt, const char *const *params);

/* How many are queued. */
size_t db_waiting(const struct db *db);

/* Queue COMMIT. */
void db_add_commit(struct db *db);

/* Send what is queued with one Sync and read every answer. The first failure
 * is returned and the transaction is then to be rolled back. A COMMIT counts
 * as done only if the server said COMMIT, without a warning
 * (ERR_OUTCOME_UNKNOWN if the connection was lost while committing).
 *
 * If the connection turns out to be dead, or its prepared statements older
 * than the tables, before anything of this transaction can have lasted, the
 * connection is opened anew and everything sent once more. */
MUST_CHECK struct err *db_sync(struct db *db, struct arena *a);

/* The rows of the i-th statement of the last db_sync(); enter() counts,
 * BEGIN and COMMIT do not. NULL if it failed or never ran. */
const struct rows *db_result(const struct db *db, size_t i);

/* db_add() and db_sync() of one statement. *out is set on success only; out
 * may be NULL. */
MUST_CHECK struct err *db_exec(struct db *db, struct arena *a, enum stmt stmt,
    const char *const *params, const struct rows **out);

/* db_add_commit() and db_sync(). */
MUST_CHECK struct err *db_commit(struct db *db, struct arena *a);

/* ERR_UNAVAILABLE while COMMITs wait for a standby in vain: to be asked before
 * a transaction that writes is begun. It looks only after a COMMIT on this
 * connection had no answer in time; each of those has left a session behind
 * that nothing but the standby's return will end, and when all that the
 * server has are gone, nobody can read either. */
MUST_CHECK struct err *db_can_commit(struct db *db, struct arena *a);

/* Run a text of many statements, without parameters, inside the transaction
 * that is open: a migration. Nothing may be queued. name is for the log. */
MUST_CHECK struct err *
db_script(struct db *db, struct arena *a, const char *name, const char *text);

/* Leave the connection idle: ROLLBACK if it is in a transaction; closed when
 * that does not help. Called after every request. */
void db_settle(struct db *db);

/* True if e came from a serialization failure, a deadlock (40001, 40P01) or a
 * statement prepared before a migration, and the transaction may be run again
 * from its beginning, after db_settle(). */
bool db_may_retry(const struct err *e);

/* Rows and columns, both from 0. Text is arena and NUL-terminated; no rows, a
 * missing row or an SQL NULL is NULL (rows_text) or 0 (rows_int). rows_bool is
 * true for SQL true only. */
size_t rows_count(const struct rows *r);
size_t rows_affected(const struct rows *r); /* inserted, updated, deleted */
const char *rows_text(const struct rows *r, size_t row, size_t col);
int64_t rows_int(const struct rows *r, size_t row, size_t col);
bool rows_bool(const struct rows *r, size_t row, size_t col);
/* The column of that name; aborts if there is none (a typing error). */
size_t rows_col(const struct rows *r, const char *name);

/* How many columns there are, and what one of them is called. */
size_t rows_cols(const struct rows *r);
const char *rows_name(const struct rows *r, size_t col);

#endif
