/*
 * audit_verify.c - `fairlot audit verify`: is the log still what was sealed?
 *
 * The heads file and the database are read side by side, batch by batch.
 * Where the file has a sound record of a batch, that is what the entries are
 * held against; else the database's own. Every leaf is computed anew from the
 * entry as it stands now; what is stored as a digest is never believed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "api/keys.h"
#include "cli/command.h"
#include "jobs/heads.h"

enum {
	BATCH_ARENA = 64 * 1024 * 1024, /* bytes, for one batch */
	/* Seconds that a batch may be in the database alone: the file follows
	 * at once, unless it cannot. */
	FILE_LAG = 10,
};

struct source {
	struct heads_record record;
	bool there; /* record is the next one of this source */
	unsigned char head[AUDIT_DIGEST]; /* of the one before */
	uint64_t last; /* number of the one before; 0: none */
};

struct verify {
	struct command *cmd;
	struct db *db;
	struct arena *file_arena, *db_arena, *work; /* reset batch by batch */
	unsigned char key[KEY_BYTES];

	FILE *file; /* NULL: there is none */
	const char *file_name;
	long file_end, line; /* bytes that were there at the start; its lines */
	char *text;
	size_t room;
	struct source in_file, in_db;

	uint64_t batches, events, waiting, findings;
	uint64_t agreeing; /* heads that file and database agree on */
	uint64_t highest;  /* transaction of a sealed event */
};

static void found(struct verify *v, const char *fmt, ...) PRINTF_LIKE(2, 3);

static void
found(struct verify *v, const char *fmt, ...)
{
	va_list ap;

	v->findings++;
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

/* ---------------------------------------------------------- the sources */

/* The next line of the file that can be read; says which cannot. */
static void
next_line(struct verify *v)
{
	struct source *s = &v->in_file;

	arena_reset(v->file_arena);
	s->there = false;
	while (v->file && ftell(v->file) < v->file_end &&
	       getline(&v->text, &v->room, v->file) > 0) {
		v->line++;
		s->there = heads_parse(v->file_arena, v->text, &s->record);
		if (s->there)
			return;
		found(v, "%s, line %ld: file tampered: it cannot be read",
		    v->file_name, v->line);
	}
}

static struct err *
next_batch(struct verify *v)
{
	struct source *s = &v->in_db;
	const struct rows *rows;
	struct err *e;

	arena_reset(v->db_arena);
	const char *const params[] = {
		arena_printf(v->db_arena, "%" PRIu64, s->last),
		"1",
	};
	e = db_exec(v->db, v->db_arena, STMT_AUDIT_BATCHES, params, &rows);
	if (e)
		return err_new(v->cmd->arena, e->kind, "%s", e->detail);
	s->there = rows_count(rows) > 0;
	if (s->there && !heads_row(v->db_arena, rows, 0, &s->record))
		return err_new(v->cmd->arena, ERR_CONFLICT,
		    "the batch after %" PRIu64 " is damaged in the database",
		    s->last);
	return NULL;
}

/* What is wrong with a record where it stands, or NULL. */
static const char *
fault(struct verify *v, const struct source *s)
{
	if (memcmp(s->record.previous, s->head, AUDIT_DIGEST) != 0)
		return "it does not follow the one before it: one was removed, "
		       "added, swapped or rewritten";
	return heads_fault(v->work, &s->record, v->key);
}

static void
pass(struct source *s)
{
	s->last = s->record.number;
	memcpy(s->head, s->record.head, AUDIT_DIGEST);
}

/* ---------------------------------------------------------- the entries */

/* One seal and its event as they are now. */
struct entry {
	const char *event_id; /* number of the row */
	const char *id;       /* NULL: the event is gone */
	size_t place;
	unsigned char leaf[AUDIT_DIGEST];
};

static const char *
column(const struct rows *r, size_t row, const char *name)
{
	return rows_text(r, row, rows_col(r, name));
}

static void
read_entry(struct verify *v, const struct rows *r, size_t row,
    struct entry *out)
{
	const struct audit_event event = {
		.id = column(r, row, "id"),
		.at = column(r, row, "at"),
		.type = column(r, row, "type"),
		.subject_id = column(r, row, "subject_id"),
		.referral_id = column(r, row, "referral_id"),
		.organisation_id = column(r, row, "organisation_id"),
		.actor_id = column(r, row, "actor_id"),
		.request_id = column(r, row, "request_id"),
		.salt = column(r, row, "salt"),
	};
	const char *xid = column(r, row, "xid");
	unsigned char digest[AUDIT_DIGEST];

	out->event_id = column(r, row, "event_id");
	out->id = event.id;
	out->place = (size_t)rows_int(r, row, rows_col(r, "leaf_index"));
	if (!event.id)
		return;
	audit_event_digest(heads_sha256, v->work, &event, digest);
	audit_leaf(heads_sha256, digest, out->leaf);
	if (xid && strtoull(xid, NULL, 10) > v->highest)
		v->highest = strtoull(xid, NULL, 10);
}

static bool
is_padding(const struct heads_record *r, size_t place)
{
	unsigned char leaf[AUDIT_DIGEST];

	audit_padding(heads_sha256, r->blind, place, leaf);
	return memcmp(leaf, r->leaves + place * AUDIT_DIGEST, AUDIT_DIGEST) ==
	       0;
}

/* Where in the tree this very leaf stands; count if nowhere. */
static size_t
place_of(const struct heads_record *r, const unsigned char *leaf)
{
	size_t i = 0;

	while (i < r->count &&
	       memcmp(r->leaves + i * AUDIT_DIGEST, leaf, AUDIT_DIGEST) != 0)
		i++;
	return i;
}

static void
judge_entry(struct verify *v, const struct heads_record *r,
    const struct entry *entry)
{
	size_t sealed_at = place_of(r, entry->leaf);

	if (!entry->id) {
		found(v,
		    "batch %" PRIu64 ", leaf %zu: removed: event number "
		    "%s is gone",
		    r->number, entry->place, entry->event_id);
		return;
	}
	if (sealed_at == entry->place)
		return;
	if (sealed_at < r->count)
		found(v,
		    "batch %" PRIu64 ", leaf %zu: swapped: event %s was "
		    "sealed as leaf %zu",
		    r->number, entry->place, entry->id, sealed_at);
	else if (entry->place >= r->count || is_padding(r, entry->place))
		found(v,
		    "batch %" PRIu64 ", leaf %zu: added: event %s was not "
		    "there when it was sealed",
		    r->number, entry->place, entry->id);
	else
		found(v,
		    "batch %" PRIu64 ", leaf %zu: changed: event %s is not "
		    "what was sealed",
		    r->number, entry->place, entry->id);
}

/* Leaves of events that no seal leads to any more. */
static void
find_removed(struct verify *v, const struct heads_record *r,
    const bool *claimed)
{
	for (size_t i = 0; i < r->count; i++)
		if (!claimed[i] && !is_padding(r, i))
			found(v,
			    "batch %" PRIu64 ", leaf %zu: removed: the "
			    "event that was sealed here is gone",
			    r->number, i);
}

static struct err *
check_entries(struct verify *v, const struct heads_record *r)
{
	const char *number = arena_printf(v->work, "%" PRIu64, r->number);
	bool *claimed = arena_zalloc_array(v->work, r->count, sizeof(bool));
	const struct rows *rows;
	struct err *e;

	e = db_exec(v->db, v->work, STMT_AUDIT_ENTRIES, &number, &rows);
	if (e)
		return err_new(v->cmd->arena, e->kind, "%s", e->detail);
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct entry entry = { 0 };

		read_entry(v, rows, i, &entry);
		if (entry.place < r->count)
			claimed[entry.place] = true;
		judge_entry(v, r, &entry);
		v->events++;
	}
	find_removed(v, r, claimed);
	return NULL;
}

/* ------------------------------------------------------------ the batches */

/* Whether a batch may still be on its way to the file. */
static bool
is_fresh(const struct heads_record *r)
{
	return (int64_t)r->number + FILE_LAG >= (int64_t)time(NULL);
}

/* A record that the file lacks. */
static void
only_in_database(struct verify *v)
{
	const struct heads_record *r = &v->in_db.record;
	const char *why = fault(v, &v->in_db);

	if (v->in_file.there)
		found(v, "batch %" PRIu64 ": file tampered: %s lacks it",
		    r->number, v->file_name);
	else if (v->in_file.last != 0 && !is_fresh(r))
		found(v, "batch %" PRIu64 ": file truncated: %s ends before it",
		    r->number, v->file_name);
	else if (v->in_file.last == 0 && !is_fresh(r) && v->in_db.last == 0)
		found(v, "%s: file truncated: it is missing or empty",
		    v->file_name);
	if (why)
		found(v, "batch %" PRIu64 ": rewritten: %s", r->number, why);
}

/* A record that the database lacks. */
static void
only_in_file(struct verify *v)
{
	const struct heads_record *r = &v->in_file.record;
	const char *why = fault(v, &v->in_file);

	if (why)
		found(v, "%s, line %ld: file tampered: %s", v->file_name,
		    v->line, why);
	else if (v->in_db.there)
		found(v,
		    "batch %" PRIu64 ": removed: the file has it, the "
		    "database does not",
		    r->number);
	else
		found(v,
		    "batch %" PRIu64 ": truncated: the database ends "
		    "before it",
		    r->number);
}

/* Both have the number: the one to hold the entries against. */
static const struct heads_record *
compare_both(struct verify *v)
{
	const char *in_file = fault(v, &v->in_file),
		   *in_db = fault(v, &v->in_db);
	const struct heads_record *file = &v->in_file.record,
				  *db = &v->in_db.record;
	bool same = memcmp(file->head, db->head, AUDIT_DIGEST) == 0;

	if (in_file)
		found(v, "%s, line %ld: file tampered: batch %" PRIu64 ": %s",
		    v->file_name, v->line, file->number, in_file);
	if (same)
		v->agreeing++;
	else
		found(v,
		    "batch %" PRIu64 ": rewritten: its head in the "
		    "database is not the one in the file",
		    db->number);
	if (in_db)
		found(v, "batch %" PRIu64 ": rewritten: in the database %s",
		    db->number, in_db);
	return in_file && !in_db ? db : file;
}

/* The next batch of either, the lower number first. */
static struct err *
step(struct verify *v)
{
	struct source *file = &v->in_file, *db = &v->in_db;
	bool take_file = file->there && (!db->there || file->record.number <=
							   db->record.number);
	bool take_db = db->there && (!file->there || db->record.number <=
							 file->record.number);
	const struct heads_record *trusted = &db->record;
	struct err *e = NULL;

	arena_reset(v->work);
	v->batches++;
	if (take_file && take_db)
		trusted = compare_both(v);
	else if (take_file)
		only_in_file(v);
	else
		only_in_database(v);
	if (take_db)
		e = check_entries(v, trusted);
	if (take_file) {
		pass(file);
		next_line(v);
	}
	if (take_db)
		pass(db);
	return e || !take_db ? e : next_batch(v);
}

/* What has no seal: it waits for one, or it was slipped in. */
static struct err *
check_unsealed(struct verify *v)
{
	const char *highest = arena_printf(v->work, "%" PRIu64, v->highest);
	const struct rows *rows;
	struct err *e =
	    db_exec(v->db, v->work, STMT_AUDIT_UNSEALED, &highest, &rows);

	if (e)
		return err_new(v->cmd->arena, e->kind, "%s", e->detail);
	for (size_t i = 0; i < rows_count(rows); i++) {
		if (!rows_bool(rows, i, rows_col(rows, "late"))) {
			v->waiting++;
			continue;
		}
		found(v, "event %s: added: it has no seal, and newer ones have",
		    column(rows, i, "id"));
	}
	return NULL;
}

/* --------------------------------------------------------------- the run */

static struct err *
open_file(struct verify *v, const char *name)
{
	v->file_name = name;
	v->file = fopen(name, "re");
	if (!v->file && errno != ENOENT)
		return err_new(v->cmd->arena, ERR_UNAVAILABLE,
		    "%s cannot be read: %s", name, command_reason(v->cmd));
	if (!v->file)
		return NULL;
	/* What is appended meanwhile is for the next time. */
	if (fseek(v->file, 0, SEEK_END) != 0)
		return err_new(v->cmd->arena, ERR_UNAVAILABLE,
		    "%s cannot be read: %s", name, command_reason(v->cmd));
	v->file_end = ftell(v->file);
	rewind(v->file);
	return NULL;
}

static struct err *
read_arguments(struct verify *v)
{
	const char *heads = command_option(v->cmd, "--heads");
	const char *key = command_option(v->cmd, "--key");
	const char *keys = key ? NULL : config_text(SETTING_KEYS);
	struct err *e = command_expects(v->cmd, 0);

	if (e)
		return e;
	if (sodium_init() < 0 ||
	    !(key ? key_parse_public(key, v->key)
		  : keys && key_load_public(keys, "audit.pub", v->key)))
		return err_new(v->cmd->arena, ERR_INVALID,
		    "there is no public key to check with");
	if (!heads)
		heads = config_text(SETTING_AUDIT_FILE);
	if (!heads)
		return err_new(v->cmd->arena, ERR_INVALID,
		    "there is no heads file to check with: --heads FILE");
	return open_file(v, heads);
}

static struct err *
run(struct verify *v)
{
	struct err *e = read_arguments(v);

	if (!e)
		e = command_begin(v->cmd, &v->db);
	if (e)
		return e;
	next_line(v);
	e = next_batch(v);
	while (!e && (v->in_file.there || v->in_db.there))
		e = step(v);
	return e ? e : check_unsealed(v);
}

static struct err *
conclude(struct verify *v)
{
	if (v->in_file.last != 0 && v->in_db.last != 0 && v->agreeing == 0)
		found(v, "the log: wholly rewritten: no head in the database "
			 "is the one in the file");
	printf("%" PRIu64 " batches, %" PRIu64 " sealed events, %" PRIu64
	       " waiting for their seal\n",
	    v->batches, v->events, v->waiting);
	if (v->findings == 0) {
		puts("the log is what was sealed");
		return NULL;
	}
	return err_new(v->cmd->arena, ERR_CONFLICT,
	    "the log is not what was sealed: %" PRIu64 " findings",
	    v->findings);
}

struct err *
audit_verify(struct command *cmd)
{
	struct verify v = { .cmd = cmd,
		.file_arena = arena_new(BATCH_ARENA),
		.db_arena = arena_new(BATCH_ARENA),
		.work = arena_new(BATCH_ARENA) };
	struct err *e = run(&v);

	if (!e)
		e = conclude(&v);
	if (v.file)
		(void)fclose(v.file);
	free(v.text);
	arena_free(v.file_arena);
	arena_free(v.db_arena);
	arena_free(v.work);
	return e;
}
