/*
 * jobs.c - `fairlot jobs`: once a second, runs every job that is due.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/jobs.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#include "core/arena.h"
#include "db/db.h"

#define ARENA_BYTES  ((size_t)8 * 1024 * 1024) /* memory of one job */
#define TICK_SECONDS 1

/* A job is one statement, so it is done whole or not at all. */
struct job {
	const char *name;
	enum stmt stmt;
	time_t every; /* seconds */
	time_t due;   /* by the monotonic clock */
};

static time_t
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec;
}

static void
say(const char *name, const char *what, const char *more)
{
	time_t t = time(NULL);
	struct tm utc;
	char at[sizeof("2026-11-24T12:00:00Z")];

	gmtime_r(&t, &utc);
	strftime(at, sizeof(at), "%Y-%m-%dT%H:%M:%SZ", &utc);
	fprintf(stderr, "%s jobs %s: %s%s%s\n", at, name, what,
	    more ? ": " : "", more ? more : "");
}

static struct err *
run(struct db *db, struct arena *a, const struct job *job)
{
	struct err *e;

	e = db_begin(db, a, NULL, false);
	if (e)
		return e;
	e = db_exec(db, a, job->stmt, NULL, NULL);
	if (e)
		return e;
	return db_commit(db, a);
}

/* Runs what is due. The first failure is told, and the first success after
 * it; in between there is nothing new to say. */
static void
tick(struct db *db, struct arena *a, struct job *jobs, size_t count)
{
	static bool failing;

	for (size_t i = 0; i < count; i++) {
		struct err *e;

		if (now() < jobs[i].due)
			continue;
		jobs[i].due = now() + jobs[i].every;
		e = run(db, a, &jobs[i]);
		if (e && !failing)
			say(jobs[i].name, e->detail, e->log);
		if (!e && failing)
			say(jobs[i].name, "works again", NULL);
		failing = e != NULL;
		db_settle(db);
		arena_reset(a);
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
jobs_run(const char *conninfo)
{
	struct job jobs[] = {
		{ "purge", STMT_JOBS_PURGE, 1, 0 },
	};
	struct arena *a = arena_new(ARENA_BYTES);
	struct db *db = db_new(conninfo, DB_STAFF);
	sigset_t ends;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	say("all", "started", NULL);
	do
		tick(db, a, jobs, ARRAY_LEN(jobs));
	while (sleep_on(&ends));
	say("all", "ended", NULL);
	db_free(db);
	arena_free(a);
	return 0;
}
