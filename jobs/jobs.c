/*
 * jobs.c - `fairlot jobs`: once a second, runs every job that is due.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/jobs.h"

#include <signal.h>
#include <stdbool.h>
#include <time.h>

#include "core/arena.h"
#include "db/db.h"
#include "jobs/child.h"
#include "jobs/say.h"
#include "jobs/seal.h"

#define ARENA_BYTES  ((size_t)8 * 1024 * 1024) /* memory of one job */
#define TICK_SECONDS 1

/* What the jobs work with. */
struct work {
	const struct jobs_settings *settings;
	struct db *db;
	struct arena *arena; /* reset after each job */
	struct sealer *sealer;
	/* Without a word: somebody else's. */
	struct child webhooks, mail, registers;
};

struct job {
	const char *name;
	struct err *(*run)(struct work *w);
	time_t every; /* seconds */
	time_t due;   /* by the monotonic clock */
	bool failing; /* and that has been told */
};

static time_t
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec;
}

/* One statement, so it is done whole or not at all. */
static struct err *
run_one(struct work *w, enum stmt stmt, const char *const *params)
{
	struct err *e;

	e = db_begin(w->db, w->arena, NULL, false);
	if (e)
		return e;
	e = db_exec(w->db, w->arena, stmt, params, NULL);
	if (e)
		return e;
	return db_commit(w->db, w->arena);
}

static struct err *
purge(struct work *w)
{
	return run_one(w, STMT_JOBS_PURGE, NULL);
}

/* Late, it harms nobody: every statement goes by the clock itself. */
static struct err *
lapse(struct work *w)
{
	return run_one(w, STMT_APPLICATIONS_LAPSE, NULL);
}

/* What has come due of accreditations is stored, and told. It counts from its
 * time on whether or not this has run. */
static struct err *
settle(struct work *w)
{
	return run_one(w, STMT_STAYING_SWEEP, NULL);
}

/* Homes that do not bid are warned, and fall asleep (R067). */
static struct err *
quiet(struct work *w)
{
	return run_one(w, STMT_DORMANCY_SWEEP, NULL);
}

/* Documents that expire, and those whose time is over. */
static struct err *
documents(struct work *w)
{
	struct err *e = run_one(w, STMT_DOCUMENTS_WARN, NULL);

	return e ? e : run_one(w, STMT_DOCUMENTS_RETIRE, NULL);
}

/* Enquiries whose time is over. Nobody waits for it. */
static struct err *
enquiries(struct work *w)
{
	const char *const params[] = { arena_printf(w->arena, "%d",
	    w->settings->enquiry_months) };

	return run_one(w, STMT_ENQUIRIES_FORGET, params);
}

/* The awards of a quarter, a fortnight after its end (R127). */
static struct err *
awards(struct work *w)
{
	return run_one(w, STMT_AWARDS_PUBLISH, NULL);
}

static struct err *
seal(struct work *w)
{
	return sealer_run(w->sealer, w->db, w->arena);
}

static struct err *
keep(struct work *w, struct child *c)
{
	return c->word ? child_keep(c, w->arena, now()) : NULL;
}

static struct err *
keep_webhooks(struct work *w)
{
	return keep(w, &w->webhooks);
}

static struct err *
keep_mail(struct work *w)
{
	return keep(w, &w->mail);
}

static struct err *
keep_registers(struct work *w)
{
	return keep(w, &w->registers);
}

/* Runs what is due. The first failure of a job is told, and its first success
 * after it; in between there is nothing new to say. */
static void
tick(struct work *w, struct job *jobs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct job *job = &jobs[i];
		struct err *e;

		if (now() < job->due)
			continue;
		job->due = now() + job->every;
		e = db_can_commit(w->db, w->arena);
		if (!e)
			e = job->run(w);
		if (e && !job->failing)
			say(job->name, e->detail, e->log);
		if (!e && job->failing)
			say(job->name, "works again", NULL);
		job->failing = e != NULL;
		db_settle(w->db);
		arena_reset(w->arena);
	}
}

/* Sleeps for a tick; false when it is time to end. The signals are blocked,
 * so they arrive here and nowhere else. */
static bool
sleep_on(const sigset_t *ends)
{
	const struct timespec a_tick = { .tv_sec = TICK_SECONDS };

	return sigtimedwait(ends, NULL, &a_tick) < 0;
}

int
jobs_run(const struct jobs_settings *settings)
{
	struct job jobs[] = {
		{ "purge", purge, 1, 0, false },
		{ "lapse", lapse, 1, 0, false },
		{ "accreditations", settle, 1, 0, false },
		{ "dormancy", quiet, 60, 0, false },
		{ "documents", documents, 60, 0, false },
		{ "enquiries", enquiries, 10, 0, false },
		{ "awards", awards, 10, 0, false },
		{ "seal", seal, 1, 0, false },
		{ "webhooks", keep_webhooks, 1, 0, false },
		{ "mail", keep_mail, 1, 0, false },
		{ "registers", keep_registers, 1, 0, false },
	};
	struct work w = {
		.settings = settings,
		.db = db_new(settings->conninfo, DB_JOBS),
		.arena = arena_new(ARENA_BYTES),
		.sealer =
		    sealer_new(settings->audit_file, settings->audit_seed),
		.webhooks = { .word = settings->webhooks ? "webhooks" : NULL },
		.mail = { .word = settings->mail ? "mail" : NULL },
		.registers = { .word =
				   settings->registers ? "registers" : NULL },
	};
	sigset_t ends;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	say("all", "started", NULL);
	do
		tick(&w, jobs, ARRAY_LEN(jobs));
	while (sleep_on(&ends));
	children_end((struct child *const[]){ &w.webhooks, &w.mail,
			 &w.registers },
	    3);
	say("all", "ended", NULL);
	sealer_free(w.sealer);
	db_free(w.db);
	arena_free(w.arena);
	return 0;
}
