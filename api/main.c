/*
 * main.c - `fairlot api`: the parent of the workers.
 *
 * It opens the socket, forks, replaces whoever dies, and at the end lets
 * them finish. It never touches a request or the database.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "api/api.h"
#include "api/config.h"
#include "api/log.h"
#include "api/memory.h"
#include "api/rate.h"
#include "api/worker.h"
#include "envelope/listen.h"

struct child {
	pid_t pid; /* 0: none */
	int64_t born_ms, due_ms;
	int64_t backoff_ms;
};

struct parent {
	struct settings settings;
	struct rate *rate;
	int listen_fd, signal_fd;
	struct child children[LIMIT_WORKERS];
};

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
run_child(struct parent *p, pid_t parent)
{
	struct worker *w;
	sigset_t none;
	int status;

	/* Workers do not outlive their parent, however it ends. */
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
	if (getppid() != parent)
		_exit(EXIT_FAILURE);
	guard_memory();
	close(p->signal_fd);
	sigemptyset(&none);
	sigaddset(&none, SIGTERM);
	pthread_sigmask(SIG_SETMASK, &none, NULL);
	w = worker_new(&p->settings, p->rate);
	status = w != NULL ? worker_run(w, p->listen_fd) : EXIT_FAILURE;
	worker_free(w);
	exit(status); /* NOLINT(concurrency-mt-unsafe): one thread */
}

static void
start_child(struct parent *p, struct child *c)
{
	pid_t self = getpid(), pid = fork();

	c->born_ms = now_ms();
	if (pid == 0)
		run_child(p, self);
	if (pid < 0) {
		log_event("fork failed", errno);
		c->due_ms = now_ms() + WORKER_BACKOFF_MOST_MS;
		return;
	}
	c->pid = pid;
}

/* A worker that dies young has something wrong with it: its successor waits,
 * twice as long each time. */
static void
bury(struct child *c, int status)
{
	int64_t now = now_ms();

	log_event(WIFSIGNALED(status) ? "worker killed by signal"
				      : "worker ended with",
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	c->pid = 0;
	if (now - c->born_ms >= WORKER_STEADY_MS || c->backoff_ms == 0)
		c->backoff_ms = WORKER_BACKOFF_LEAST_MS;
	else if (c->backoff_ms < WORKER_BACKOFF_MOST_MS / 2)
		c->backoff_ms *= 2;
	else
		c->backoff_ms = WORKER_BACKOFF_MOST_MS;
	c->due_ms = now + c->backoff_ms;
}

static void
reap(struct parent *p)
{
	int status;
	pid_t pid;
	unsigned i;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (i = 0; i < p->settings.workers; i++)
			if (p->children[i].pid == pid)
				bury(&p->children[i], status);
}

/* Starts those that are due; milliseconds until the next one is, or -1. */
static int
start_due(struct parent *p)
{
	int64_t next = -1, left;
	unsigned i;

	for (i = 0; i < p->settings.workers; i++) {
		struct child *c = &p->children[i];

		if (c->pid == 0 && c->due_ms <= now_ms())
			start_child(p, c);
		left = c->due_ms - now_ms();
		if (c->pid == 0 && (next < 0 || left < next))
			next = left > 0 ? left : 0;
	}
	return (int)next;
}

/* The signals that came, at most one of each: true if one says stop. */
static bool
wait_for_signal(struct parent *p, int timeout_ms)
{
	struct pollfd poller = { .fd = p->signal_fd, .events = POLLIN };
	struct signalfd_siginfo info;
	bool stop = false;

	(void)poll(&poller, 1, timeout_ms);
	while (read(p->signal_fd, &info, sizeof(info)) == sizeof(info))
		stop |= info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT;
	reap(p);
	return stop;
}

static unsigned
signal_all(struct parent *p, int signo)
{
	unsigned i, alive = 0;

	for (i = 0; i < p->settings.workers; i++) {
		if (p->children[i].pid == 0)
			continue;
		alive++;
		(void)kill(p->children[i].pid, signo);
	}
	return alive;
}

/* No new connection; those being served have until the deadline. */
static void
drain(struct parent *p)
{
	int64_t deadline = now_ms() + (int64_t)p->settings.drain_seconds * 1000;

	close(p->listen_fd);
	(void)unlink(p->settings.socket);
	while (signal_all(p, SIGTERM) > 0 && now_ms() < deadline)
		(void)wait_for_signal(p, 100);
	if (signal_all(p, SIGKILL) > 0)
		log_event("workers killed after seconds",
		    (long)p->settings.drain_seconds);
	reap(p);
}

static bool
open_signals(struct parent *p)
{
	sigset_t wanted;

	sigemptyset(&wanted);
	sigaddset(&wanted, SIGTERM);
	sigaddset(&wanted, SIGINT);
	sigaddset(&wanted, SIGCHLD);
	/* Not asked for, and not to be died of. */
	sigaddset(&wanted, SIGHUP);
	sigaddset(&wanted, SIGUSR1);
	sigaddset(&wanted, SIGUSR2);
	sigaddset(&wanted, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &wanted, NULL);
	p->signal_fd = signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC);
	return p->signal_fd >= 0;
}

static bool
read_arguments(int argc, char **argv, struct settings *s)
{
	unsigned long n;
	char *end;

	if (argc == 1)
		return true;
	if (argc == 3 && strcmp(argv[1], "-w") == 0) {
		n = strtoul(argv[2], &end, 10);
		if (*end == '\0' && n >= 1 && n <= LIMIT_WORKERS) {
			s->workers = (unsigned)n;
			return true;
		}
	}
	fprintf(stderr, "usage: fairlot api [-w WORKERS]\n");
	return false;
}

/* A mistake in the keys should stop the start, not every worker. */
static bool
check_keys(const struct settings *s)
{
	struct keys keys;
	struct keyring texts;
	bool good = keys_load(s->keys, &keys) && keyring_load(s->keys, &texts);

	sodium_memzero(&keys, sizeof(keys));
	sodium_memzero(&texts, sizeof(texts));
	return good;
}

int
cmd_api(int argc, char **argv)
{
	static struct parent p;

	if (!settings_read(&p.settings) ||
	    !read_arguments(argc, argv, &p.settings))
		return EXIT_FAILURE;
	if (sodium_init() < 0 || !check_keys(&p.settings))
		return EXIT_FAILURE;
	guard_memory();
	memory_must_suffice();
	json_object_seed(0);
	p.rate = rate_new(p.settings.rate_quota);
	p.listen_fd = listen_at("fairlot api", p.settings.socket,
	    LISTEN_BACKLOG, SOCKET_HANDOVER_MS);
	if (p.listen_fd < 0 || !open_signals(&p))
		return EXIT_FAILURE;
	log_event("serving with workers", (long)p.settings.workers);
	while (!wait_for_signal(&p, start_due(&p)))
		continue;
	drain(&p);
	rate_free(p.rate);
	return EXIT_SUCCESS;
}
