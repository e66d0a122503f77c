/*
 * deliver.c - takes deliveries from the queue, sends them, and writes down
 * what became of them.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/deliver.h"

#include <signal.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/webhook.h"
#include "db/db.h"
#include "jobs/courier.h"
#include "jobs/once.h"
#include "jobs/say.h"

enum {
	ARENA_BYTES = 8 * 1024 * 1024,
	AT_ONCE = 64,       /* deliveries under way */
	OF_EACH = 4,        /* of them, to one endpoint */
	LEASE_SECONDS = 30, /* longer than an attempt, recorded, can take */
	PAGE = 200,         /* events of an endpoint that are queued at once */
	WAITING_MOST = 10000, /* deliveries of an endpoint, queued */
	LOOK_MS = 250,        /* between two looks at the feeds */
	WAIT_MS = 100,        /* for something to happen */
	PURGE_MS = 60000,
	FAREWELL_MS = 5000, /* for what is under way at the end */
	UUID_TEXT = 37,
};

struct deliverer {
	const struct deliver_settings *settings;
	struct db *db;
	struct arena *arena; /* reset after each step */
	struct courier *courier;
	int busy;            /* deliveries under way */
	bool may_be_more;    /* there was a full page, or room was made */
	bool failing;        /* and that has been told */
	int64_t look, purge; /* when each is due */
};

/* One attempt under way. */
struct delivery {
	char id[UUID_TEXT], lease[UUID_TEXT];
	int attempt;
	int64_t failing;
};

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The first failure is told, and the first success after it. */
static bool
told(struct deliverer *d, const struct err *e)
{
	if (e && !d->failing)
		say("webhooks", e->detail, e->log);
	if (!e && d->failing)
		say("webhooks", "works again", NULL);
	d->failing = e != NULL;
	db_settle(d->db);
	return e != NULL;
}

/* ------------------------------------------------------------- afterwards */

/* What cannot be written down is forgotten here: its lease will end. */
static void
record(struct deliverer *d, struct delivery *v, int status,
    enum delivery_failure failure)
{
	const struct webhook_attempt attempt = { v->attempt, status, failure,
		v->failing };
	const struct webhook_verdict verdict =
	    webhook_judge(&attempt, randombytes_random());
	const char *const params[] = {
		v->id,
		v->lease,
		delivery_state_name(verdict.state),
		status > 0 ? number_param(d->arena, status) : NULL,
		delivery_failure_name(verdict.failure),
		verdict.state == DELIVERY_WAITING
		    ? number_param(d->arena, verdict.retry)
		    : NULL,
		webhook_disabled_reason_name(verdict.disabled),
	};

	(void)told(d,
	    run_once(d->db, d->arena, STMT_WEBHOOK_RECORD, params, NULL));
	d->busy--;
	d->may_be_more = true;
	free(v);
	arena_reset(d->arena);
}

/* ------------------------------------------------------------- beforehand */

static struct delivery *
read_delivery(const struct rows *r, size_t i)
{
	struct delivery *v = calloc(1, sizeof(*v));

	if (!v) {
		fprintf(stderr, "webhooks: no memory\n");
		abort();
	}
	(void)snprintf(v->id, sizeof(v->id), "%s",
	    rows_text(r, i, rows_col(r, "delivery_id")));
	(void)snprintf(v->lease, sizeof(v->lease), "%s",
	    rows_text(r, i, rows_col(r, "lease")));
	v->attempt = (int)rows_int(r, i, rows_col(r, "attempt"));
	v->failing = rows_int(r, i, rows_col(r, "failing"));
	return v;
}

/* False if nothing could be sent: *failure says why. */
static bool
send_one(struct deliverer *d, const struct rows *r, size_t i,
    struct delivery *v, enum delivery_failure *failure)
{
	const char *sealed = rows_text(r, i, rows_col(r, "secrets"));
	struct secret_list secrets = { 0 };
	struct parcel p = {
		.url = rows_text(r, i, rows_col(r, "url")),
		.id = rows_text(r, i, rows_col(r, "event_id")),
		.body = rows_text(r, i, rows_col(r, "body")),
		.timestamp = (int64_t)time(NULL),
		.tag = v,
	};

	*failure = DELIVERY_FAILURE_SECRET;
	if (!signature_open(d->arena, d->settings->seed,
		rows_text(r, i, rows_col(r, "endpoint_id")),
		sealed ? sealed : "", &secrets))
		return false;
	p.signature =
	    signature_header(d->arena, &secrets, p.id, p.timestamp, p.body);
	sodium_memzero(&secrets, sizeof(secrets));
	*failure = DELIVERY_FAILURE_ADDRESS;
	return courier_send(d->courier, d->arena, &p);
}

/* Takes what is due, as far as there is room, and begins to send it. */
static void
claim(struct deliverer *d)
{
	const char *const params[] = { number_param(d->arena,
					   AT_ONCE - d->busy),
		number_param(d->arena, OF_EACH),
		number_param(d->arena, LEASE_SECONDS) };
	struct delivery *unsent[AT_ONCE];
	enum delivery_failure why[AT_ONCE];
	size_t count, bad = 0;
	const struct rows *r;

	d->may_be_more = false;
	if (told(d, run_once(d->db, d->arena, STMT_WEBHOOK_CLAIM, params, &r)))
		return;
	count = rows_count(r);
	for (size_t i = 0; i < count && i < AT_ONCE; i++) {
		struct delivery *v = read_delivery(r, i);

		d->busy++;
		if (!send_one(d, r, i, v, &why[bad]))
			unsent[bad++] = v;
	}
	arena_reset(d->arena);
	for (size_t i = 0; i < bad; i++)
		record(d, unsent[i], 0, why[i]);
}

static void
fan_out(struct deliverer *d)
{
	const char *const params[] = { number_param(d->arena, PAGE),
		number_param(d->arena, WAITING_MOST) };
	const struct rows *r;

	d->look = now_ms() + LOOK_MS;
	if (told(d,
		run_once(d->db, d->arena, STMT_WEBHOOK_FAN_OUT, params, &r)))
		return;
	if (rows_int(r, 0, 0) > 0)
		d->look = 0; /* there may be another page */
	d->may_be_more = true;
}

static void
purge(struct deliverer *d)
{
	d->purge = now_ms() + PURGE_MS;
	(void)told(d,
	    run_once(d->db, d->arena, STMT_WEBHOOK_PURGE, NULL, NULL));
}

/* ---------------------------------------------------------------- the loop */

static void
work(struct deliverer *d)
{
	if (now_ms() >= d->look)
		fan_out(d);
	arena_reset(d->arena);
	if (now_ms() >= d->purge)
		purge(d);
	arena_reset(d->arena);
	if (d->may_be_more && d->busy < AT_ONCE)
		claim(d);
	arena_reset(d->arena);
}

static void
take_outcomes(struct deliverer *d)
{
	struct outcome o;

	while (courier_next(d->courier, &o))
		record(d, o.tag, o.status, o.failure);
}

static bool
is_told_to_end(const sigset_t *ends)
{
	static const struct timespec at_once;

	return sigtimedwait(ends, NULL, &at_once) > 0;
}

static void
loop(struct deliverer *d, const sigset_t *ends)
{
	int64_t last;

	while (!is_told_to_end(ends)) {
		work(d);
		courier_work(d->courier, WAIT_MS);
		take_outcomes(d);
	}
	last = now_ms() + FAREWELL_MS;
	while (d->busy > 0 && now_ms() < last) {
		courier_work(d->courier, WAIT_MS);
		take_outcomes(d);
	}
}

/* Whether networks may be allowed that are not public: as soon as the database
 * says that it is a sandbox. *good is false when it says that it is none. */
static bool
is_allowed_here(struct deliverer *d, bool *good)
{
	const struct rows *r;
	bool asked;

	*good = true;
	if (d->settings->besides.count == 0)
		return true;
	asked =
	    !told(d, run_once(d->db, d->arena, STMT_SANDBOX_SHOW, NULL, &r));
	if (asked && !rows_bool(r, 0, 0)) {
		say("webhooks", "FAIRLOT_WEBHOOK_ALLOW is for a sandbox alone",
		    NULL);
		*good = false;
	}
	arena_reset(d->arena);
	return asked;
}

static bool
may_begin(struct deliverer *d, const sigset_t *ends)
{
	bool good;

	while (!is_allowed_here(d, &good)) {
		if (is_told_to_end(ends))
			return false;
		courier_work(d->courier, LOOK_MS);
	}
	return good;
}

int
deliver_run(const struct deliver_settings *settings)
{
	struct deliverer d = {
		.settings = settings,
		.db = db_new(settings->conninfo, DB_WEBHOOKS),
		.arena = arena_new(ARENA_BYTES),
		.courier = courier_new(settings->ca_file, &settings->besides),
	};
	bool begun;
	sigset_t ends;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	pthread_sigmask(SIG_SETMASK, &ends, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	begun = may_begin(&d, &ends);
	if (begun)
		loop(&d, &ends);
	courier_free(d.courier);
	db_free(d.db);
	arena_free(d.arena);
	return begun ? 0 : 1;
}
