/*
 * keeper.c - waits for questions, and has each answered by a process of its
 * own. SPDX-License-Identifier: Apache-2.0
 *
 * A child serves one connection and ends, by an alarm if need be: whoever
 * asks and falls silent holds up nobody, and what was decrypted goes with the
 * process. The parent never holds a key or a bid.
 */
#define _GNU_SOURCE 1 /* struct ucred; NOLINT: the name is glibc's */
#include "keeper/keeper.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "envelope/listen.h"
#include "keeper/answer.h"
#include "keeper/keys.h"

enum {
	CHILDREN_MOST = 16,
	BACKLOG = 64,
	HANDOVER_MS = 2000,  /* for a predecessor to end */
	ANSWER_SECONDS = 60, /* hundreds of the largest bids, on a bad day */
};

struct keeper {
	const struct keeper_settings *settings;
	int listen_fd, signal_fd;
	unsigned children;
};

/* True if the account at the other end is among those that may ask. */
static bool
is_welcome(const struct keeper_settings *settings, int fd)
{
	struct ucred peer;
	socklen_t size = sizeof(peer);
	const char *at = settings->peers;
	char *end;

	if (!at)
		return true;
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
		return false;
	for (; *at; at = *end ? end + 1 : end) {
		unsigned long uid = strtoul(at, &end, 10);

		if (end == at)
			return false;
		if (uid == peer.uid)
			return true;
	}
	return false;
}

static _Noreturn void
serve(struct keeper *k, int fd, pid_t parent)
{
	sigset_t none;

	/* Answers do not outlive the keeper, however it ends. */
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	if (getppid() != parent)
		_exit(EXIT_FAILURE);
	close(k->listen_fd);
	close(k->signal_fd);
	sigemptyset(&none);
	(void)pthread_sigmask(SIG_SETMASK, &none, NULL);
	(void)alarm(ANSWER_SECONDS);
	if (is_welcome(k->settings, fd))
		keeper_answer(k->settings, fd);
	else
		fputs("keeper: somebody asked who may not\n", stderr);
	close(fd);
	sodium_stackzero(65536);
	_exit(EXIT_SUCCESS);
}

static void
pause_a_little(void)
{
	const struct timespec t = { 0, 20 * 1000000L };

	nanosleep(&t, NULL);
}

static void
take(struct keeper *k)
{
	const pid_t self = getpid();
	int fd = accept(k->listen_fd, NULL, NULL);
	pid_t pid;

	if (fd < 0) {
		pause_a_little(); /* it has gone again, or room is short */
		return;
	}
	pid = fork();
	if (pid == 0)
		serve(k, fd, self);
	if (pid > 0)
		k->children++;
	else
		perror("keeper: fork");
	close(fd);
}

static void
reap(struct keeper *k)
{
	int status;

	while (waitpid(-1, &status, WNOHANG) > 0) {
		k->children--;
		if (WIFSIGNALED(status))
			fprintf(stderr,
			    "keeper: an answer ended by signal %d\n",
			    WTERMSIG(status));
	}
}

/* True if one of the signals that came says stop. */
static bool
hear(struct keeper *k)
{
	struct signalfd_siginfo info;
	bool stop = false;

	while (read(k->signal_fd, &info, sizeof(info)) == sizeof(info))
		stop |= info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT;
	reap(k);
	return stop;
}

static void
loop(struct keeper *k)
{
	struct pollfd polled[] = {
		{ .fd = k->signal_fd, .events = POLLIN },
		{ .fd = k->listen_fd, .events = POLLIN },
	};

	do {
		const bool busy = k->children >= CHILDREN_MOST;

		polled[1].revents = 0;
		if (poll(polled, busy ? 1 : 2, -1) > 0 &&
		    (polled[1].revents & POLLIN) != 0)
			take(k);
	} while (!hear(k));
}

/* Each child ends by itself, at the latest by its alarm. */
static void
drain(struct keeper *k)
{
	struct pollfd polled = { .fd = k->signal_fd, .events = POLLIN };

	close(k->listen_fd);
	(void)unlink(k->settings->socket);
	while (k->children > 0) {
		(void)poll(&polled, 1, 1000);
		(void)hear(k);
	}
}

static bool
open_signals(struct keeper *k)
{
	sigset_t wanted;

	sigemptyset(&wanted);
	sigaddset(&wanted, SIGTERM);
	sigaddset(&wanted, SIGINT);
	sigaddset(&wanted, SIGCHLD);
	sigaddset(&wanted, SIGHUP);
	sigaddset(&wanted, SIGPIPE);
	(void)pthread_sigmask(SIG_BLOCK, &wanted, NULL);
	k->signal_fd = signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC);
	return k->signal_fd >= 0;
}

/* A mistake in the file should stop the start, not every answer. */
static bool
has_keys(const struct keeper_settings *settings)
{
	struct arena *a = arena_new(1 << 20);
	struct keeper_keys *keys = NULL;
	struct err *e = keeper_keys_load(a, settings->keys, &keys);

	if (e)
		fprintf(stderr, "fairlot keeper: %s\n", e->log);
	keeper_keys_free(keys);
	arena_free(a);
	return e == NULL;
}

int
keeper_run(const struct keeper_settings *settings)
{
	struct keeper k = { .settings = settings };

	guard_memory();
	/* No page of ours to a disk, as far as the limit allows. */
	(void)mlockall(MCL_CURRENT);
	if (sodium_init() < 0 || !has_keys(settings))
		return EXIT_FAILURE;
	k.listen_fd =
	    listen_at("fairlot keeper", settings->socket, BACKLOG, HANDOVER_MS);
	if (k.listen_fd < 0 || !open_signals(&k))
		return EXIT_FAILURE;
	fputs("keeper: keeping\n", stderr);
	loop(&k);
	drain(&k);
	return EXIT_SUCCESS;
}
