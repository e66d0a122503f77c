/*
 * registry.c - asks the CQC's API what has changed, and writes it down.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/registry.h"

#include <signal.h>
#include <sodium.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/register.h"
#include "db/db.h"
#include "jobs/cqc_read.h"
#include "jobs/fetch.h"
#include "jobs/once.h"
#include "jobs/say.h"

enum {
	ARENA_BYTES = 128 * 1024 * 1024, /* one answer, read */
	TRIES = 4,                       /* of one question, in a row */
	PER_PAGE = 500,
	DATABASE_PAUSE_MS = 1000,
};

struct registry {
	const struct registry_settings *settings;
	struct db *db;
	struct arena *arena; /* reset after each task */
	struct fetch *fetch;
	const sigset_t *ends;
	bool ended;   /* we have been told to */
	bool failing; /* the database, or the CQC; and that has been told */
};

/* What is to be done, as register_task() of the database says. */
struct task {
	const char *what, *id, *since, *until;
	int page;
	int seconds;
};

/* Sleeps; false when it is time to end. */
static bool
pause_for(struct registry *r, int64_t ms)
{
	const struct timespec t = { .tv_sec = (time_t)(ms / 1000),
		.tv_nsec = (long)(ms % 1000) * 1000000L };

	if (!r->ended)
		r->ended = sigtimedwait(r->ends, NULL, &t) > 0;
	return !r->ended;
}

/* The first failure is told, and the first success after it. */
static void
tell(struct registry *r, const char *what, const char *more)
{
	if (what && !r->failing)
		say("registers", what, more);
	if (!what && r->failing)
		say("registers", "works again", NULL);
	r->failing = what != NULL;
}

/* One statement, in a transaction of its own. False, and that is told, if the
 * database does not do it: the same task will come again. */
static bool
run(struct registry *r, enum stmt stmt, const char *const *params,
    const struct rows **out)
{
	struct err *e = run_once(r->db, r->arena, stmt, params, out);

	if (e)
		tell(r, e->detail, e->log);
	db_settle(r->db);
	return e == NULL;
}

/* -------------------------------------------------------------- questions */

/* A question may be asked again that was not heard, or refused for now. */
static bool
is_for_now(const struct fetch_answer *answer)
{
	if (answer->failure == FETCH_UNHEARD)
		return true;
	return answer->failure == FETCH_ANSWERED &&
	       (answer->status == 429 || answer->status >= 500);
}

/* Asks until there is an answer to be used, or TRIES are over. False when it
 * is time to end. */
static bool
ask(struct registry *r, const char *url, struct fetch_answer *answer)
{
	for (int attempt = 1;; attempt++) {
		if (!pause_for(r, 60000 / r->settings->rate))
			return false;
		fetch_get(r->fetch, url, answer);
		if (answer->failure == FETCH_ENDED)
			return false;
		if (!is_for_now(answer) || attempt == TRIES)
			return true;
		if (!pause_for(r, register_pause(attempt, answer->retry_after,
				      randombytes_random())))
			return false;
	}
}

/* NULL for an answer that can be read. */
static const char *
complaint(struct registry *r, const struct fetch_answer *answer)
{
	switch (answer->failure) {
	case FETCH_TOO_LONG:
		return "the answer is too long";
	case FETCH_REFUSED:
	case FETCH_UNHEARD:
	case FETCH_ENDED:
		return answer->why;
	case FETCH_ANSWERED:
		break;
	}
	if (answer->status == 200)
		return NULL;
	return arena_printf(r->arena, "status %d", answer->status);
}

/* Nothing of use: written down, and told. id: NULL for the changes. */
static void
fail(struct registry *r, const char *id, const char *why)
{
	const char *const params[] = { id, why };

	tell(r, id ? id : "the changes", why);
	(void)run(r, STMT_REGISTER_FAILED, params, NULL);
}

/* ------------------------------------------------------------------ tasks */

static const char *
changes_url(struct registry *r, const struct task *t)
{
	const struct registry_settings *s = r->settings;
	const char *url = arena_printf(r->arena,
	    "%s/changes/location?startTimestamp=%s&endTimestamp=%s&page=%d"
	    "&perPage=%d",
	    s->base, fetch_escape(r->arena, t->since),
	    fetch_escape(r->arena, t->until), t->page, PER_PAGE);

	return *s->partner ? arena_printf(r->arena, "%s&partnerCode=%s", url,
				 fetch_escape(r->arena, s->partner))
			   : url;
}

static void
do_changes(struct registry *r, const struct task *t)
{
	struct fetch_answer answer;
	struct cqc_changes changes;
	const char *why;

	if (!ask(r, changes_url(r, t), &answer))
		return;
	why = complaint(r, &answer);
	if (!why)
		why = cqc_read_changes(r->arena, answer.body, answer.length,
		    &changes);
	if (why) {
		fail(r, NULL, why);
		return;
	}
	const char *const params[] = { number_param(r->arena, t->page),
		number_param(r->arena, changes.pages), changes.ids };

	if (run(r, STMT_REGISTER_CHANGES, params, NULL))
		tell(r, NULL, NULL);
}

static const char *
place_url(struct registry *r, const char *id)
{
	const struct registry_settings *s = r->settings;
	const char *url = arena_printf(r->arena, "%s/locations/%s", s->base,
	    fetch_escape(r->arena, id));

	return *s->partner ? arena_printf(r->arena, "%s?partnerCode=%s", url,
				 fetch_escape(r->arena, s->partner))
			   : url;
}

static void
do_place(struct registry *r, const struct task *t)
{
	struct fetch_answer answer;
	struct cqc_place place;
	const char *why;

	if (!ask(r, place_url(r, t->id), &answer))
		return;
	if (answer.failure == FETCH_ANSWERED && answer.status == 404) {
		(void)run(r, STMT_REGISTER_GONE, &t->id, NULL);
		return;
	}
	why = complaint(r, &answer);
	if (!why)
		why = cqc_read_place(r->arena, t->id, answer.body,
		    answer.length, &place);
	if (why) {
		fail(r, t->id, why);
		return;
	}
	const char *const params[] = { t->id, place.place, place.faults };

	if (run(r, STMT_REGISTER_FOUND, params, NULL))
		tell(r, NULL, NULL);
}

/* False if the database does not say. */
static bool
next_task(struct registry *r, struct task *out)
{
	const char *const params[] = { number_param(r->arena,
	    r->settings->hours) };
	const struct rows *rows;

	if (!run(r, STMT_REGISTER_TASK, params, &rows))
		return false;
	*out = (struct task){
		.what = rows_text(rows, 0, rows_col(rows, "what")),
		.id = rows_text(rows, 0, rows_col(rows, "id")),
		.since = rows_text(rows, 0, rows_col(rows, "since")),
		.until = rows_text(rows, 0, rows_col(rows, "until")),
		.page = (int)rows_int(rows, 0, rows_col(rows, "page")),
		.seconds = (int)rows_int(rows, 0, rows_col(rows, "seconds")),
	};
	return true;
}

/* One task; false when it is time to end. */
static bool
work(struct registry *r)
{
	struct task t;

	if (!next_task(r, &t))
		return pause_for(r, DATABASE_PAUSE_MS);
	if (strcmp(t.what, "changes") == 0)
		do_changes(r, &t);
	else if (strcmp(t.what, "location") == 0)
		do_place(r, &t);
	else
		return !r->settings->once &&
		       pause_for(r, (int64_t)1000 * t.seconds);
	return pause_for(r, 0);
}

/* ---------------------------------------------------------------- the start */

/* Whether the database is a sandbox, as soon as it says so. False when it is
 * time to end. */
static bool
learn_sandbox(struct registry *r, bool *sandbox)
{
	const struct rows *rows;

	while (!run(r, STMT_SANDBOX_SHOW, NULL, &rows)) {
		arena_reset(r->arena);
		if (!pause_for(r, DATABASE_PAUSE_MS))
			return false;
	}
	*sandbox = rows_bool(rows, 0, 0);
	arena_reset(r->arena);
	return true;
}

static int
serve(struct registry *r)
{
	struct fetch_settings fetch = { .ca_file = r->settings->ca_file,
		.user_agent = "Fairlot/" FAIRLOT_VERSION,
		.ends = r->ends };
	char header[512];
	const char *const headers[] = { header, "Accept: application/json",
		NULL };

	if (!learn_sandbox(r, &fetch.loopback))
		return 0;
	if (!fetch_may_ask(r->settings->base, fetch.loopback)) {
		say("registers",
		    "FAIRLOT_CQC_URL is no https address without user, query "
		    "and fragment",
		    NULL);
		return 1;
	}
	(void)snprintf(header, sizeof(header), "Ocp-Apim-Subscription-Key: %s",
	    r->settings->key);
	fetch.headers = headers;
	r->fetch = fetch_new(&fetch);
	while (work(r))
		arena_reset(r->arena);
	fetch_free(r->fetch);
	sodium_memzero(header, sizeof(header));
	return 0;
}

int
registry_run(const struct registry_settings *settings)
{
	struct registry r = {
		.settings = settings,
		.db = db_new(settings->conninfo, DB_REGISTERS),
		.arena = arena_new(ARENA_BYTES),
	};
	sigset_t ends;
	int status;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	r.ends = &ends;
	status = serve(&r);
	db_free(r.db);
	arena_free(r.arena);
	return status;
}
