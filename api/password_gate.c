/*
 * password_gate.c - how many hash at once, and how many wait for it.
 *
 * A hash holds a lane, whoever waits for one a seat; there is a lock file for
 * each, and flock() lets go by itself when its holder dies. Seats are few: a
 * worker that waits serves nobody, so a flood of sign-ins may have a third of
 * the workers and not all.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "api/config.h"
#include "api/password.h"

#define PLACES_MOST   16
#define GATE_PAUSE_MS 5

/* Lanes, or seats. */
struct places {
	const char *name; /* of their files; %d is the number */
	int count;
	int fds[PLACES_MOST]; /* -1: not opened yet */
	int held;             /* the one that we have; -1: none */
};

struct password_gate {
	char run[PATH_MAX];
	struct places lanes, seats;
};

static int
between(int least, int n, int most)
{
	if (n < least)
		return least;
	return n > most ? most : n;
}

static void
set_up(struct places *p, const char *name, int count)
{
	p->name = name;
	p->count = between(1, count, PLACES_MOST);
	p->held = -1;
	for (int i = 0; i < PLACES_MOST; i++)
		p->fds[i] = -1;
}

struct password_gate *
password_gate_new(const char *run, unsigned workers)
{
	struct password_gate *g = calloc(1, sizeof(*g));
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (g == NULL) {
		perror("password: calloc");
		abort();
	}
	snprintf(g->run, sizeof(g->run), "%s", run);
	set_up(&g->lanes, "password", cores > 2 ? (int)(cores / 2) : 1);
	set_up(&g->seats, "password.seat", (int)(workers / 3) - g->lanes.count);
	return g;
}

static void
close_all(struct places *p)
{
	for (int i = 0; i < PLACES_MOST; i++)
		if (p->fds[i] >= 0)
			close(p->fds[i]);
}

void
password_gate_free(struct password_gate *g)
{
	if (g == NULL)
		return;
	close_all(&g->lanes);
	close_all(&g->seats);
	free(g);
}

static int
place_fd(const struct password_gate *g, struct places *p, int i)
{
	char path[PATH_MAX + 32];

	if (p->fds[i] >= 0)
		return p->fds[i];
	snprintf(path, sizeof(path), "%s/%s.%d.lock", g->run, p->name, i);
	p->fds[i] = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	return p->fds[i];
}

static bool
take(const struct password_gate *g, struct places *p)
{
	for (int i = 0; i < p->count; i++) {
		int fd = place_fd(g, p, i);

		if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0) {
			p->held = i;
			return true;
		}
	}
	return false;
}

static void
leave(struct places *p)
{
	if (p->held >= 0)
		flock(p->fds[p->held], LOCK_UN);
	p->held = -1;
}

static bool
wait_for_lane(struct password_gate *g)
{
	const struct timespec pause = { 0, GATE_PAUSE_MS * 1000000L };
	int waited;

	for (waited = 0; waited < PASSWORD_GATE_MS; waited += GATE_PAUSE_MS) {
		nanosleep(&pause, NULL);
		if (take(g, &g->lanes))
			return true;
	}
	return false;
}

struct err *
password_gate_enter(struct password_gate *g, struct arena *a)
{
	bool in = take(g, &g->lanes);
	struct err *e;

	if (!in && take(g, &g->seats)) {
		in = wait_for_lane(g);
		leave(&g->seats);
	}
	if (in)
		return NULL;
	e = err_new(a, ERR_TOO_MANY_REQUESTS,
	    "Many people are signing in just now.");
	e->retry_after = 1;
	return e;
}

void
password_gate_leave(struct password_gate *g)
{
	leave(&g->lanes);
}
