/*
 * rotate.c - `fairlot keeper rotate` and `fairlot keeper check`.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <sodium.h>
#include <stdio.h>

#include "db/db.h"
#include "keeper/keeper.h"
#include "keeper/keys.h"

struct round {
	struct arena *arena;
	struct db *db;
	struct keeper_keys *keys;
	size_t done, failed;
};

static const char *
column(const struct rows *r, size_t row, const char *name)
{
	return rows_text(r, row, rows_col(r, name));
}

static struct err *
store(struct round *w, const struct rows *r, size_t i,
    const unsigned char *wrapped)
{
	const char *const params[] = {
		column(r, i, "referral_id"),
		arena_printf(w->arena, "\\x%s", column(r, i, "wrapped")),
		box_bytea(w->arena, wrapped, WRAPPED_BYTES),
	};
	const struct rows *done;
	struct err *e =
	    db_exec(w->db, w->arena, STMT_KEEPER_REWRAP, params, &done);

	if (!e)
		w->done += rows_affected(done);
	return e;
}

/* One key: tried, and wrapped anew unless it is already or only tried. */
static struct err *
turn(struct round *w, const struct rows *r, size_t i, bool anew)
{
	const struct keeper_claim claim = { column(r, i, "referral_id"),
		rows_int(r, i, rows_col(r, "deadline")) };
	unsigned char wrapped[WRAPPED_BYTES];
	struct box_pair pair;
	struct err *e = keeper_unwrap(w->arena, w->keys, &claim,
	    column(r, i, "public_key"), column(r, i, "wrapped"), &pair);

	if (e) {
		w->failed++;
		printf("%s %s (%s): %s\n", column(r, i, "reference"),
		    claim.referral, column(r, i, "state"), err_slug(e->kind));
		return NULL;
	}
	if (anew && !keeper_is_newest(w->keys, column(r, i, "wrapped"))) {
		keeper_wrap(w->keys, &claim, &pair, wrapped);
		e = store(w, r, i, wrapped);
	}
	sodium_memzero(&pair, sizeof(pair));
	return e;
}

static struct err *
go_round(struct round *w, bool anew)
{
	const struct rows *r;
	struct err *e = db_begin(w->db, w->arena, NULL, !anew);

	if (!e)
		e = db_exec(w->db, w->arena, STMT_KEEPER_KEYS, NULL, &r);
	if (e)
		return e;
	for (size_t i = 0; !e && i < rows_count(r); i++)
		e = turn(w, r, i, anew);
	if (e)
		return e;
	printf("%zu keys of referrals that are not opened, %zu wrapped anew, "
	       "%zu that cannot be unwrapped\n",
	    rows_count(r), w->done, w->failed);
	return db_commit(w->db, w->arena);
}

static struct err *
run(struct arena *a, const struct keeper_settings *settings, bool anew)
{
	struct round w = { .arena = a };
	struct err *e = keeper_keys_load(a, settings->keys, &w.keys);

	if (e)
		return e;
	w.db = db_new(settings->conninfo, DB_KEEPER);
	e = go_round(&w, anew);
	db_free(w.db);
	keeper_keys_free(w.keys);
	if (!e && w.failed > 0)
		e = err_new(a, ERR_SEAL_KEY_MISSING,
		    "%zu keys cannot be unwrapped; keep every old key and "
		    "look for the one that is missing",
		    w.failed);
	return e;
}

struct err *
keeper_rotate(struct arena *a, const struct keeper_settings *settings)
{
	const char *id;
	struct err *e = keeper_keys_add(a, settings->keys, &id);

	if (e)
		return e;
	printf("%s: key %s is the newest\n", settings->keys, id);
	return run(a, settings, true);
}

struct err *
keeper_check(struct arena *a, const struct keeper_settings *settings)
{
	return run(a, settings, false);
}
