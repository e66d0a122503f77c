/*
 * text.c - `fairlot text reseal`: every personal text under the newest key.
 *
 * In batches, so that nobody waits long for a row. What is sealed under an
 * older key, or was stored before there were keys, is sealed anew; what cannot
 * be opened stays as it is, and is counted.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "api/personal.h"
#include "cli/command.h"

#define BATCH_ROWS "200" /* of each field */
#define BATCH_ARENA_BYTES                                                      \
	((size_t)256 << 20) /* 200 of the longest, 20 times                    \
			     */

struct tally {
	size_t sealed, unreadable;
};

static const char *
column(const struct rows *r, size_t row, const char *name)
{
	return rows_text(r, row, rows_col(r, name));
}

static struct err *
reseal_one(struct db *db, struct arena *a, struct keyring *keys,
    const struct rows *r, size_t i, struct tally *t)
{
	const char *field = column(r, i, "field");
	const char *place = column(r, i, "place"), *text = NULL;
	struct err *e;

	e = personal_open(keys, a, field, place, column(r, i, "stored"), &text);
	if (e) {
		fprintf(stderr, "fairlot: %s of %s: %s\n", field, place,
		    e->detail);
		t->unreadable++;
		return NULL;
	}
	t->sealed++;
	return db_exec(db, a, STMT_TEXT_REPLACE,
	    (const char *const[]){ field, column(r, i, "at_row"),
		personal_seal(keys, a, field, place, text) },
	    NULL);
}

/* One transaction: rows that are found are locked until they are replaced. */
static struct err *
reseal_batch(struct db *db, struct arena *a, struct keyring *keys,
    struct tally *t)
{
	const struct rows *r = NULL;
	struct err *e;

	*t = (struct tally){ 0 };
	e = db_begin(db, a, NULL, false);
	if (!e)
		e = db_exec(db, a, STMT_TEXT_STALE,
		    (const char *const[]){ keys->keys[0].id, BATCH_ROWS }, &r);
	for (size_t i = 0; !e && i < rows_count(r); i++)
		e = reseal_one(db, a, keys, r, i, t);
	return e ? e : db_commit(db, a);
}

static struct err *
reseal_all(struct command *cmd, struct db *db, struct keyring *keys)
{
	struct tally t = { 0 };
	size_t sealed = 0;
	struct err *e;

	do {
		struct arena *a = arena_new(BATCH_ARENA_BYTES);

		e = reseal_batch(db, a, keys, &t);
		if (e)
			e = err_new(cmd->arena, e->kind, "%s", e->detail);
		arena_free(a);
		sealed += t.sealed;
	} while (!e && t.sealed > 0);
	if (e)
		return e;
	printf("%zu texts are sealed anew under the key %s\n", sealed,
	    keys->keys[0].id);
	if (t.unreadable > 0)
		return err_new(cmd->arena, ERR_TEXT_UNREADABLE,
		    "%zu texts cannot be opened with the keys of text.key",
		    t.unreadable);
	return NULL;
}

struct err *
text_reseal(struct command *cmd)
{
	const char *folder = config_text(SETTING_KEYS);
	struct keyring keys;
	struct db *db = NULL;
	struct err *e;

	e = command_expects(cmd, 0);
	if (e)
		return e;
	if (!folder || sodium_init() < 0 || !keyring_load(folder, &keys))
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "text.key cannot be read");
	e = command_begin(cmd, &db);
	if (!e)
		e = reseal_all(cmd, db, &keys);
	sodium_memzero(&keys, sizeof(keys));
	return e;
}
