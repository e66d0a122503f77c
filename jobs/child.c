/*
 * child.c - a process of ours that is started again when it ends.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/child.h"

#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAUSE_LEAST = 1, PAUSE_MOST = 60, STEADY = 10, FAREWELL_MS = 8000 };

/* It ends with us, however we end. */
static _Noreturn void
become(const char *word, pid_t parent)
{
	char program[] = "/proc/self/exe", name[] = "fairlot", copy[32];
	char *const argv[] = { name, copy, NULL };
	sigset_t none;

	(void)snprintf(copy, sizeof(copy), "%s", word);
	sigemptyset(&none);
	pthread_sigmask(SIG_SETMASK, &none, NULL);
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) == 0 && getppid() == parent)
		execv(program, argv);
	_exit(1);
}

static struct err *
start(struct child *c, struct arena *a, time_t now)
{
	const pid_t self = getpid();
	pid_t pid = fork();

	if (pid == 0)
		become(c->word, self);
	if (pid < 0)
		return err_new(a, ERR_UNAVAILABLE,
		    "its process cannot be started");
	c->pid = pid;
	c->started = now;
	return NULL;
}

/* One that is killed comes again at once; one that ends by itself, soon after
 * it began, is given more and more time. */
static struct err *
buried(struct child *c, struct arena *a, time_t now, int status)
{
	bool soon = WIFEXITED(status) && now - c->started < STEADY;

	c->pid = 0;
	c->pause = !soon || c->pause == 0 ? PAUSE_LEAST : 2 * c->pause;
	if (c->pause > PAUSE_MOST)
		c->pause = PAUSE_MOST;
	c->again = now + c->pause;
	return err_new(a, ERR_UNAVAILABLE, "its process has ended (%s %d)",
	    WIFEXITED(status) ? "status" : "signal",
	    WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
}

struct err *
child_keep(struct child *c, struct arena *a, time_t now)
{
	int status;

	if (c->pid > 0 && waitpid(c->pid, &status, WNOHANG) == c->pid)
		return buried(c, a, now, status);
	if (c->pid == 0 && now >= c->again)
		return start(c, a, now);
	return c->pid == 0 ? err_new(a, ERR_UNAVAILABLE, "waits for its turn")
			   : NULL;
}

static void
bury_if_ended(struct child *c)
{
	if (c->pid > 0 && waitpid(c->pid, NULL, WNOHANG) != 0)
		c->pid = 0;
}

void
children_end(struct child *const *c, size_t count)
{
	const struct timespec moment = { .tv_nsec = 10000000L };
	bool left = true;

	for (size_t i = 0; i < count; i++)
		if (c[i]->pid > 0)
			kill(c[i]->pid, SIGTERM);
	for (int ms = 0; left && ms < FAREWELL_MS; ms += 10) {
		left = false;
		for (size_t i = 0; i < count; i++) {
			bury_if_ended(c[i]);
			left |= c[i]->pid > 0;
		}
		if (left)
			nanosleep(&moment, NULL);
	}
	for (size_t i = 0; i < count; i++) {
		if (c[i]->pid == 0)
			continue;
		kill(c[i]->pid, SIGKILL);
		waitpid(c[i]->pid, NULL, 0);
	}
}
