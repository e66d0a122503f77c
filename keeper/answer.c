/*
 * answer.c - what the keeper is asked, and what it checks before it answers.
 * SPDX-License-Identifier: Apache-2.0
 *
 * It takes nobody's word: the session it is told is entered in the database
 * under a role of its own, and clock, deadline, openers and the caller's
 * organisation are read there, never from the question. None of it waits for
 * a lock, since whoever asks for an opening holds the referral's.
 */
#include "keeper/answer.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/opening.h"
#include "core/referral.h"
#include "db/db.h"
#include "envelope/wire.h"
#include "keeper/keys.h"

enum {
	ARENA_BYTES = 64 * 1024 * 1024,
	PATIENCE_MS = 5000, /* silence of the one who asks */
	WORDS_MOST = 5,
};

struct question {
	const struct keeper_settings *settings;
	struct arena *arena;
	struct arena *bid_arena; /* of one bid; wiped before the next */
	struct db *db;
	int fd;
	const char *words[WORDS_MOST]; /* see wire.h; the first says what */
};

/* ------------------------------------------------------------- speaking */

static struct err *
tell(struct question *q, enum wire_kind kind, const char *text)
{
	if (wire_send(q->fd, kind, text, strlen(text)))
		return NULL;
	return err_new(q->arena, ERR_UNAVAILABLE, "who asked is gone");
}

static struct err *
tell_key(struct question *q, const char *public_key,
    const unsigned char *wrapped)
{
	char hex[2 * WRAPPED_BYTES + 1];

	sodium_bin2hex(hex, sizeof(hex), wrapped, WRAPPED_BYTES);
	return tell(q, WIRE_KEY,
	    arena_printf(q->arena, "%s\n%s", public_key, hex));
}

/* ------------------------------------------------------------ new-key */

static bool
read_number(const char *text, int64_t *out)
{
	size_t digits = strspn(text, "0123456789");

	if (digits == 0 || digits > 18 || text[digits] != '\0')
		return false;
	*out = strtoll(text, NULL, 10);
	return true;
}

static struct err *
no_number(struct question *q)
{
	return err_new(q->arena, ERR_INVALID, "That is no deadline.");
}

/* words: referral, deadline. Asks nobody: a pair is worth nothing until
 * somebody seals to it. */
static struct err *
answer_new_key(struct question *q)
{
	struct keeper_claim claim = { .referral = q->words[1] };
	unsigned char wrapped[WRAPPED_BYTES];
	char public_hex[2 * BOX_PUBLIC_BYTES + 1];
	struct keeper_keys *keys;
	struct box_pair pair;
	struct err *e;

	if (!read_number(q->words[2], &claim.deadline))
		return no_number(q);
	e = keeper_keys_load(q->arena, q->settings->keys, &keys);
	if (e)
		return e;
	crypto_box_keypair(pair.public_key, pair.secret_key);
	keeper_wrap(keys, &claim, &pair, wrapped);
	keeper_keys_free(keys);
	sodium_memzero(pair.secret_key, sizeof(pair.secret_key));
	sodium_bin2hex(public_hex, sizeof(public_hex), pair.public_key,
	    sizeof(pair.public_key));
	return tell_key(q, public_hex, wrapped);
}

/* ------------------------------------------- what the database says */

static const char *
text_in(const struct rows *r, const char *column)
{
	return rows_text(r, 0, rows_col(r, column));
}

static int64_t
number_in(const struct rows *r, const char *column)
{
	return rows_int(r, 0, rows_col(r, column));
}

static struct err *
not_found(struct question *q)
{
	return err_new(q->arena, ERR_NOT_FOUND,
	    "It is not there, or not yours to see.");
}

/* Begins in the session of the question and asks one statement; there must
 * be a row. words: what, session, request, ... */
static struct err *
enter(struct question *q, bool read_only, enum stmt stmt,
    const char *const *params, const struct rows **row)
{
	struct err *e = read_only ? NULL : db_can_commit(q->db, q->arena);
	size_t i;

	if (!e)
		e = db_begin(q->db, q->arena, q->words[1], read_only);
	if (e)
		return e;
	(void)db_add(q->db, STMT_REQUEST_NAME, &q->words[2]);
	i = db_add(q->db, stmt, params);
	e = db_sync(q->db, q->arena);
	if (e)
		return e;
	*row = db_result(q->db, i);
	return rows_count(*row) > 0 ? NULL : not_found(q);
}

/* The pair of the referral in the row, by the deadline in the row. */
static struct err *
unwrap(struct question *q, const char *referral, const struct rows *row,
    struct box_pair *out)
{
	const struct keeper_claim claim = { referral,
		number_in(row, "deadline") };
	struct keeper_keys *keys;
	struct err *e;

	e = keeper_keys_load(q->arena, q->settings->keys, &keys);
	if (e)
		return e;
	e = keeper_unwrap(q->arena, keys, &claim, text_in(row, "public_key"),
	    text_in(row, "wrapped"), out);
	keeper_keys_free(keys);
	return e;
}

static enum referral_state
stored_state(const struct rows *row)
{
	enum referral_state state = REFERRAL__MAX;

	(void)referral_state_parse(text_in(row, "state"), &state);
	return state;
}

/* -------------------------------------------------------------- extend */

static struct err *
wrap_anew(struct question *q, const char *referral, int64_t deadline,
    const struct box_pair *pair, unsigned char *wrapped)
{
	const struct keeper_claim claim = { referral, deadline };
	struct keeper_keys *keys;
	struct err *e = keeper_keys_load(q->arena, q->settings->keys, &keys);

	if (e)
		return e;
	keeper_wrap(keys, &claim, pair, wrapped);
	keeper_keys_free(keys);
	return NULL;
}

/* words: session, request, referral, deadline. Later only, and by whoever may
 * extend: what was promised to bidders is not taken back. */
static struct err *
answer_extend(struct question *q)
{
	const char *referral = q->words[3];
	unsigned char wrapped[WRAPPED_BYTES];
	const struct rows *row;
	struct box_pair pair;
	int64_t deadline;
	struct err *e;

	if (!read_number(q->words[4], &deadline))
		return no_number(q);
	e = enter(q, true, STMT_KEEPER_CASE, &referral, &row);
	if (e)
		return e;
	if (!rows_bool(row, 0, rows_col(row, "mine")))
		return not_found(q);
	if (deadline <= number_in(row, "deadline"))
		return err_at(q->arena, "#/deadline",
		    "A deadline can only be moved to a later moment.");
	e = referral_check(q->arena, REFERRAL_EXTEND,
	    referral_state_at(stored_state(row), number_in(row, "deadline"),
		number_in(row, "now")));
	if (!e)
		e = unwrap(q, referral, row, &pair);
	if (!e)
		e = wrap_anew(q, referral, deadline, &pair, wrapped);
	sodium_memzero(&pair, sizeof(pair));
	return e ? e : tell_key(q, text_in(row, "public_key"), wrapped);
}

/* ------------------------------------------------------------ the bids */

/* Reads one ciphertext and opens it. *text is NULL where it cannot be
 * opened, which is no error: it is said of that bid alone. */
static struct err *
open_one(struct question *q, const struct box_pair *pair, const char *bid_id,
    const char *version, const char **text)
{
	const char *const params[] = { bid_id, version };
	struct arena *a = q->bid_arena;
	const struct rows *row;
	const char *hex;
	struct box box = { 0 };
	struct err *e = db_exec(q->db, a, STMT_KEEPER_SEALED, params, &row);

	*text = NULL;
	if (e || rows_count(row) == 0)
		return e;
	hex = text_in(row, "sealed");
	box.length = strlen(hex) / 2;
	box.bytes = arena_zalloc(a, box.length + 1);
	(void)snprintf(box.sha256, sizeof(box.sha256), "%s",
	    text_in(row, "sha256"));
	if (box_unhex(box.bytes, box.length, hex))
		*text = box_open(a, pair, bid_id, version, &box);
	return NULL;
}

static struct err *
tell_bid(struct question *q, const char *bid_id, const char *text)
{
	return tell(q, WIRE_BID,
	    arena_printf(q->bid_arena, "%s\n%s\n%s", bid_id,
		text ? "readable" : "unreadable", text ? text : ""));
}

/* words: session, request, referral, establishment. */
static struct err *
answer_read_own(struct question *q)
{
	const char *const params[] = { q->words[3], q->words[4] };
	const struct rows *row;
	struct box_pair pair;
	const char *bid_id, *text = NULL;
	struct err *e = enter(q, true, STMT_KEEPER_OWN, params, &row);

	if (!e)
		e = unwrap(q, q->words[3], row, &pair);
	if (e)
		return e;
	bid_id = text_in(row, "bid_id");
	e = open_one(q, &pair, bid_id, text_in(row, "version"), &text);
	sodium_memzero(&pair, sizeof(pair));
	return e ? e : tell_bid(q, bid_id, text);
}

/* --------------------------------------------------------- the opening */

static int64_t
own_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static struct err *
judge(struct question *q, const struct rows *row)
{
	const int64_t now = number_in(row, "now");
	const struct release r = {
		.stored = stored_state(row),
		.deadline = number_in(row, "deadline"),
		.now = now,
		.own = q->settings->sandbox ? now : own_clock(),
		.asked = {
			.openers = number_in(row, "openers"),
			.others = number_in(row, "others"),
			.person = rows_bool(row, 0, rows_col(row, "person")),
		},
	};

	if (!rows_bool(row, 0, rows_col(row, "mine")))
		return not_found(q);
	return release_check(q->arena, &r);
}

/* That the bids are handed out, and to whom, is on record before the first
 * byte of one leaves this process. */
static struct err *
record_release(struct question *q, struct box_pair *pair)
{
	const char *referral = q->words[3];
	const char *const event[] = { "bids.released", referral, referral,
		NULL };
	const struct rows *row;
	struct err *e = enter(q, false, STMT_KEEPER_CASE, &referral, &row);

	if (!e)
		e = judge(q, row);
	if (!e)
		e = unwrap(q, referral, row, pair);
	if (!e)
		e = db_exec(q->db, q->arena, STMT_EVENT_INSERT, event, NULL);
	return e ? e : db_commit(q->db, q->arena);
}

/* What the guards refuse is on record, too; what only failed is not. */
static bool
is_refusal(const struct err *e)
{
	switch (err_status(e->kind)) {
	case 403:
	case 404:
	case 409:
		return true;
	default:
		return e->kind == ERR_SEAL_KEY_MISSING;
	}
}

/* The slug as a word of an event's type. */
static const char *
reason_of(struct question *q, const struct err *e)
{
	char *word =
	    arena_printf(q->arena, "opening.refused.%s", err_slug(e->kind));

	for (char *c = word; *c; c++)
		if (*c == '-')
			*c = '_';
	return word;
}

static struct err *
record_refusal(struct question *q, struct err *refused)
{
	const char *referral = q->words[3];
	const char *const params[] = { reason_of(q, refused), referral,
		referral };
	const struct rows *row;
	struct err *e;

	if (!is_refusal(refused))
		return refused;
	e = enter(q, false, STMT_KEEPER_NOTE, params, &row);
	if (!e)
		e = db_commit(q->db, q->arena);
	return e ? e : refused;
}

static struct err *
hand_out(struct question *q, const struct box_pair *pair)
{
	const char *referral = q->words[3], *text = NULL, *bid_id;
	const struct rows *bids;
	struct err *e = db_begin(q->db, q->arena, q->words[1], true);

	if (!e)
		e = db_exec(q->db, q->arena, STMT_KEEPER_BIDS, &referral,
		    &bids);
	if (e)
		return e;
	for (size_t i = 0; !e && i < rows_count(bids); i++) {
		bid_id = rows_text(bids, i, rows_col(bids, "bid_id"));
		e = open_one(q, pair, bid_id,
		    rows_text(bids, i, rows_col(bids, "version")), &text);
		if (!e)
			e = tell_bid(q, bid_id, text);
		if (!e) /* else it may lie there */
			arena_reset(q->bid_arena);
	}
	return e ? e
		 : tell(q, WIRE_END,
		       arena_printf(q->arena, "%zu", rows_count(bids)));
}

/* words: session, request, referral. */
static struct err *
answer_open_all(struct question *q)
{
	struct box_pair pair;
	struct err *e = record_release(q, &pair);

	e = e ? record_refusal(q, e) : hand_out(q, &pair);
	sodium_memzero(&pair, sizeof(pair));
	return e;
}

/* ----------------------------------------------------------- questions */

static const struct {
	const char *what;
	size_t words; /* what among them */
	struct err *(*answer)(struct question *q);
} questions[] = {
	{ "new-key", 3, answer_new_key },
	{ "extend", 5, answer_extend },
	{ "read-own", 5, answer_read_own },
	{ "open-all", 4, answer_open_all },
};

static struct err *
answer(struct question *q, size_t words)
{
	for (size_t i = 0; words > 0 && i < ARRAY_LEN(questions); i++)
		if (strcmp(questions[i].what, q->words[0]) == 0 &&
		    questions[i].words == words)
			return questions[i].answer(q);
	return err_new(q->arena, ERR_INTERNAL, "That is no question.");
}

/* For the journal: what, about which referral, and why not; never content. */
static void
complain(const struct question *q, const struct err *e)
{
	fprintf(stderr, "keeper: %s refused: %s%s%s%s%s\n",
	    q->words[0] ? q->words[0] : "a question", err_slug(e->kind),
	    e->sqlstate ? " " : "", e->sqlstate ? e->sqlstate : "",
	    e->log ? " " : "", e->log ? e->log : "");
}

static void
refuse(struct question *q, const struct err *e)
{
	complain(q, e);
	(void)tell(q, WIRE_NO,
	    arena_printf(q->arena, "%s\n%s", err_slug(e->kind), e->detail));
}

void
keeper_answer(const struct keeper_settings *settings, int fd)
{
	struct question q = {
		.settings = settings,
		.arena = arena_new(ARENA_BYTES),
		.bid_arena = arena_new(ARENA_BYTES),
		.db = db_new(settings->conninfo, DB_KEEPER),
		.fd = fd,
	};
	struct wire_frame frame = { 0 };
	char *lines[WORDS_MOST];
	struct err *e;
	size_t words;

	if (wire_limit_patience(fd, PATIENCE_MS) && wire_receive(fd, &frame) &&
	    frame.kind == WIRE_ASK) {
		words = wire_lines(frame.text, lines, WORDS_MOST);
		for (size_t i = 0; i < words; i++)
			q.words[i] = lines[i];
		e = answer(&q, words);
		if (e)
			refuse(&q, e);
	}
	db_free(q.db);
	arena_free(q.bid_arena);
	arena_free(q.arena);
	wire_free(&frame);
}
