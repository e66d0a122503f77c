/*
 * seal.c - gives events their seal, batch by batch.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/seal.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jobs/heads.h"

enum {
	BATCH_LARGEST = 4096, /* events; a power of two */
	FILE_PAGE = 16,       /* batches fetched at once for the file */
};

struct sealer {
	const char *path;
	unsigned char secret[crypto_sign_SECRETKEYBYTES];
	char floor[24]; /* xid: everything below is sealed; "" at the start */
	bool file_is_whole; /* it has every batch that we know of */
};

struct sealer *
sealer_new(const char *path, const unsigned char *seed)
{
	unsigned char public[crypto_sign_PUBLICKEYBYTES];
	struct sealer *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	s->path = path;
	crypto_sign_seed_keypair(public, s->secret, seed);
	return s;
}

void
sealer_free(struct sealer *s)
{
	if (s)
		sodium_memzero(s, sizeof(*s));
	free(s);
}

/* ------------------------------------------------------------- the tree */

/* A random order of count places. */
static size_t *
shuffled(struct arena *a, size_t count)
{
	size_t *places = arena_zalloc_array(a, count, sizeof(*places));

	for (size_t i = 0; i < count; i++) {
		size_t j = randombytes_uniform((uint32_t)i + 1);

		places[i] = places[j];
		places[j] = i;
	}
	return places;
}

/* One leaf for each event, at a place that says nothing about how many there
 * are; padding everywhere else. False if a digest is damaged. */
static bool
plant(const struct rows *events, const size_t *places, struct heads_record *r)
{
	const size_t col = rows_col(events, "sha256");
	unsigned char digest[AUDIT_DIGEST];

	for (size_t i = 0; i < r->count; i++)
		audit_padding(heads_sha256, r->blind, i,
		    r->leaves + i * AUDIT_DIGEST);
	for (size_t i = 0; i < rows_count(events); i++) {
		const char *text = rows_text(events, i, col);

		if (!text || sodium_hex2bin(digest, sizeof(digest), text,
				 strlen(text), NULL, NULL, NULL) != 0)
			return false;
		audit_leaf(heads_sha256, digest,
		    r->leaves + places[i] * AUDIT_DIGEST);
	}
	return true;
}

static struct err *
damaged(struct arena *a)
{
	return err_new(a, ERR_INTERNAL, "the database's answer makes no sense");
}

static struct err *
make_batch(const struct sealer *s, struct arena *a, const struct rows *events,
    const size_t *places, struct heads_record *r)
{
	const char *previous =
	    rows_text(events, 0, rows_col(events, "previous"));
	struct audit_seal seal;

	r->number = (uint64_t)rows_int(events, 0, rows_col(events, "number"));
	r->sealed_at = rows_text(events, 0, rows_col(events, "sealed_at"));
	if (!r->sealed_at || !previous ||
	    sodium_hex2bin(r->previous, sizeof(r->previous), previous,
		strlen(previous), NULL, NULL, NULL) != 0)
		return damaged(a);
	r->leaves = arena_zalloc_array(a, r->count, AUDIT_DIGEST);
	randombytes_buf(r->blind, sizeof(r->blind));
	if (!plant(events, places, r))
		return damaged(a);
	audit_root(heads_sha256, a, r->leaves, r->count, r->root);
	heads_seal(r, &seal);
	audit_head(heads_sha256, a, &seal, r->head);
	crypto_sign_detached(r->signature, NULL, r->head, sizeof(r->head),
	    s->secret);
	return NULL;
}

/* --------------------------------------------------------- the database */

static char *
hex(struct arena *a, const unsigned char *bytes, size_t length)
{
	char *text = arena_zalloc(a, 2 * length + 1);

	return sodium_bin2hex(text, 2 * length + 1, bytes, length);
}

/* An array as PostgreSQL reads it: "{1,2,3}". */
struct list {
	char *text;
	size_t length;
};

enum { NUMBER_ROOM = 22 }; /* a comma and a number of 64 bits */

static struct list
list_new(struct arena *a, size_t count)
{
	return (struct list){ arena_zalloc(a, count * NUMBER_ROOM + 3), 0 };
}

static void
list_add(struct list *l, long long number)
{
	int n = snprintf(l->text + l->length, NUMBER_ROOM, "%c%lld",
	    l->length == 0 ? '{' : ',', number);

	l->length += (size_t)n;
}

static struct err *
store(struct db *db, struct arena *a, const struct rows *events,
    const size_t *places, const struct heads_record *r)
{
	const size_t id = rows_col(events, "event_id"), n = rows_count(events);
	struct list ids = list_new(a, n), at = list_new(a, n);
	struct audit_seal seal;

	for (size_t i = 0; i < n; i++) {
		list_add(&ids, (long long)rows_int(events, i, id));
		list_add(&at, (long long)places[i]);
	}
	ids.text[ids.length] = at.text[at.length] = '}';
	heads_seal(r, &seal);
	const char *const params[] = {
		arena_printf(a, "%llu", (unsigned long long)r->number),
		r->sealed_at,
		hex(a, r->previous, AUDIT_DIGEST),
		hex(a, r->blind, AUDIT_DIGEST),
		hex(a, seal.link, AUDIT_DIGEST),
		hex(a, r->root, AUDIT_DIGEST),
		hex(a, r->head, AUDIT_DIGEST),
		hex(a, r->signature, HEADS_SIGNATURE),
		hex(a, r->leaves, r->count * AUDIT_DIGEST),
		ids.text,
		at.text,
	};

	return db_exec(db, a, STMT_AUDIT_SEAL, params, NULL);
}

/* Seals one batch, if anything waits. */
static struct err *
seal_one(struct sealer *s, struct db *db, struct arena *a)
{
	const char *params[] = { s->floor[0] ? s->floor : NULL,
		arena_printf(a, "%d", BATCH_LARGEST) };
	struct heads_record r = { 0 };
	const struct rows *events;
	const size_t *places;
	size_t count;
	struct err *e;

	e = db_begin(db, a, NULL, false);
	if (!e)
		e = db_exec(db, a, STMT_AUDIT_WAITING, params, &events);
	if (e)
		return e;
	count = rows_count(events);
	if (count == 0)
		return NULL;
	r.count = audit_tree_size(count);
	places = shuffled(a, r.count);
	e = make_batch(s, a, events, places, &r);
	if (!e)
		e = store(db, a, events, places, &r);
	/* Unless the commit says otherwise, the file may lack it now. */
	s->file_is_whole = false;
	if (!e)
		e = db_commit(db, a);
	/* A full batch may have left some below the horizon. */
	if (!e && count < BATCH_LARGEST)
		(void)snprintf(s->floor, sizeof(s->floor), "%s",
		    rows_text(events, 0, rows_col(events, "horizon")));
	return e;
}

/* ------------------------------------------------------------- the file */

/* The file and the database tell the same of the file's last batch. */
static struct err *
check_end(struct db *db, struct arena *a, const struct heads_file *f)
{
	const char *number =
	    arena_printf(a, "%llu", (unsigned long long)f->number);
	const struct rows *rows;
	const char *head;
	struct err *e;

	if (f->number == 0)
		return NULL;
	e = db_exec(db, a, STMT_AUDIT_HEAD, &number, &rows);
	if (e)
		return e;
	head = rows_text(rows, 0, 0);
	if (head && strcmp(head, hex(a, f->head, AUDIT_DIGEST)) == 0)
		return NULL;
	return err_new(a, ERR_CONFLICT,
	    "the heads file ends with batch %s, which the database %s; nothing "
	    "is sealed until somebody has looked: fairlot audit verify",
	    number, head ? "has with another head" : "does not have");
}

/* Appends the next batches that the file lacks; *more if there may be others
 * after them. */
static struct err *
append_page(struct db *db, struct arena *a, struct heads_file *f, bool *more)
{
	const char *const params[] = {
		arena_printf(a, "%llu", (unsigned long long)f->number),
		arena_printf(a, "%d", FILE_PAGE),
	};
	const struct rows *rows;
	struct err *e = db_exec(db, a, STMT_AUDIT_BATCHES, params, &rows);

	for (size_t i = 0; !e && i < rows_count(rows); i++) {
		struct heads_record r = { 0 };

		if (!heads_row(a, rows, i, &r))
			return damaged(a);
		e = heads_append(a, f, &r);
	}
	*more = !e && rows_count(rows) == FILE_PAGE;
	return e;
}

static struct err *
follow(struct sealer *s, struct db *db, struct arena *a)
{
	struct heads_file f;
	bool more = true;
	struct err *e = heads_open(a, s->path, &f);

	if (e)
		return e;
	e = db_begin(db, a, NULL, true);
	if (!e)
		e = check_end(db, a, &f);
	while (!e && more)
		e = append_page(db, a, &f, &more);
	heads_close(&f);
	db_settle(db);
	s->file_is_whole = !e;
	return e;
}

struct err *
sealer_run(struct sealer *s, struct db *db, struct arena *a)
{
	struct err *e = NULL;

	if (!s->file_is_whole)
		e = follow(s, db, a);
	if (!e)
		e = seal_one(s, db, a);
	db_settle(db);
	if (!e && !s->file_is_whole)
		e = follow(s, db, a);
	return e;
}
