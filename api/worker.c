/*
 * worker.c - what outlives a request, and the loop that serves them.
 *
 * SIGTERM is blocked except while waiting for a connection: libfcgi does not
 * repeat a read() that a signal has interrupted, and its own handler leaves
 * idle workers asleep. The listening socket does not block, so that the wait
 * happens in one place, which knows about the signal.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/worker.h"

#include <errno.h>
#include <fcgiapp.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "api/config.h"
#include "api/dispatch.h"
#include "api/log.h"
#include "api/openapi.h"
#include "api/password.h"
#include "api/rate.h"
#include "api/response.h"
#include "api/serve.h"
#include "api/token.h"
#include "api/wipe.h"

enum { PIECE_BYTES = 16384 };

static volatile sig_atomic_t stopping;

static void
on_stop(int signo)
{
	(void)signo;
	stopping = 1;
}

static char *
etag_of(const char *json)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	char *etag = strdup(response_etag(a, json));

	arena_free(a);
	return etag;
}

struct worker *
worker_new(const struct settings *settings, struct rate *rate)
{
	struct worker *w = calloc(1, sizeof(*w));

	if (w != NULL)
		w->openapi_etag = etag_of(openapi_json);
	if (w == NULL || w->openapi_etag == NULL) {
		perror("worker: calloc");
		abort();
	}
	if (!keys_load(settings->keys, &w->keys) ||
	    !keyring_load(settings->keys, &w->texts)) {
		free(w->openapi_etag);
		free(w);
		return NULL;
	}
	w->settings = settings;
	w->rate = rate;
	w->tokens = tokens_new(w->keys.jwt, settings->base_url);
	w->gate = password_gate_new(settings->run, settings->workers);
	w->staff = db_new(settings->db_staff, DB_STAFF);
	w->for_public = db_new(settings->db_public, DB_PUBLIC);
	return w;
}

void
worker_free(struct worker *w)
{
	if (w == NULL)
		return;
	db_free(w->staff);
	db_free(w->for_public);
	tokens_free(w->tokens);
	password_gate_free(w->gate);
	free(w->openapi_etag);
	free(w);
}

/* A read that ends early is seen by whoever knows the length. */
static size_t
read_stream(void *stream, char *buf, size_t size)
{
	int n;

	if (size > INT_MAX)
		return 0;
	n = FCGX_GetStr(buf, (int)size, stream);
	return n > 0 && FCGX_GetError(stream) == 0 ? (size_t)n : 0;
}

/* A peer that neither reads nor writes must not hold a worker for ever. */
static void
limit_patience(int fd)
{
	const struct timeval t = {
		.tv_sec = PEER_TIMEOUT_MS / 1000,
		.tv_usec = PEER_TIMEOUT_MS % 1000 * 1000L,
	};

	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof(t));
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &t, sizeof(t));
}

/* An answer that stops short of its Content-Length is seen to. */
static void
send_pieces(FCGX_Request *fcgi, const struct response *res)
{
	char piece[PIECE_BYTES];
	size_t left = res->length;

	while (left > 0) {
		size_t n = res->produce(res->state, piece,
		    left < sizeof(piece) ? left : sizeof(piece));

		if (n == 0 || FCGX_PutStr(piece, (int)n, fcgi->out) != (int)n)
			return;
		left -= n;
	}
}

static void
send_response(FCGX_Request *fcgi, struct arena *a, const struct response *res,
    bool send_body)
{
	/* A client that has gone is no failure: what was done is done. */
	(void)FCGX_PutS(response_head(a, res), fcgi->out);
	if (send_body && res->body != NULL)
		(void)FCGX_PutStr(res->body, (int)res->length, fcgi->out);
	if (send_body && res->produce != NULL)
		send_pieces(fcgi, res);
}

/*
 * Ends the request and closes its connection. libfcgi would first wait for
 * nginx to hang up, which matters only while there is something unread. An
 * unread body must never be left on an open connection: it would be taken
 * for the next request.
 */
static void
finish(FCGX_Request *fcgi)
{
	fcgi->keepConnection =
	    FCGX_GetChar(fcgi->in) == EOF && FCGX_GetError(fcgi->in) == 0;
	FCGX_Finish_r(fcgi);
	if (fcgi->ipcFd < 0)
		return;
	close(fcgi->ipcFd);
	fcgi->ipcFd = -1;
}

static void
serve_one(struct worker *w, struct arena *a, FCGX_Request *fcgi)
{
	const struct source src = {
		.env = fcgi->envp,
		.read = read_stream,
		.stream = fcgi->in,
	};
	struct response res;
	bool send_body;

	limit_patience(fcgi->ipcFd);
	dispatch(w, a, &src, &res, &send_body);
	send_response(fcgi, a, &res, send_body);
	finish(fcgi);
	arena_reset(a);
	wipe_stack();
}

static void
nap(long ms)
{
	const struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

	nanosleep(&t, NULL);
}

/* Waits for a connection or a signal. Of all workers asleep the kernel wakes
 * one or a few, not the whole herd. */
static void
wait_for_work(int epoll_fd)
{
	struct epoll_event event;
	sigset_t open;

	pthread_sigmask(SIG_SETMASK, NULL, &open);
	sigdelset(&open, SIGTERM);
	(void)epoll_pwait(epoll_fd, &event, 1, -1, &open);
}

/* True if SIGTERM has come: handled, or still waiting to be. */
static bool
is_stopping(void)
{
	sigset_t pending;

	if (stopping)
		return true;
	sigpending(&pending);
	return sigismember(&pending, SIGTERM) == 1;
}

static void
loop(struct worker *w, FCGX_Request *fcgi, int epoll_fd)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);

	serve_learn_sandbox(w, a);
	arena_reset(a);
	while (!is_stopping()) {
		int rc = FCGX_Accept_r(fcgi);

		if (rc == 0)
			serve_one(w, a, fcgi);
		else if (rc == -EAGAIN)
			wait_for_work(epoll_fd);
		else /* out of descriptors or memory: it passes */
			nap(ACCEPT_PAUSE_MS);
	}
	arena_free(a);
}

/* libfcgi has put handlers of its own in place. */
static void
set_signals(void)
{
	struct sigaction stop = { .sa_handler = on_stop };
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigset_t term;

	sigemptyset(&stop.sa_mask);
	sigemptyset(&ignore.sa_mask);
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &term, NULL);
	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGINT, &ignore, NULL); /* the parent passes it on */
	sigaction(SIGHUP, &ignore, NULL);
	sigaction(SIGUSR1, &ignore, NULL);
	sigaction(SIGUSR2, &ignore, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
}

int
worker_run(struct worker *w, int listen_fd)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLEXCLUSIVE };
	int epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	FCGX_Request fcgi;

	if (FCGX_Init() != 0 ||
	    FCGX_InitRequest(&fcgi, listen_fd, FCGI_FAIL_ACCEPT_ON_INTR) != 0 ||
	    epoll_fd < 0 ||
	    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, listen_fd, &event) != 0) {
		perror("worker: cannot serve");
		return EXIT_FAILURE;
	}
	set_signals();
	wipe_start();
	loop(w, &fcgi, epoll_fd);
	close(epoll_fd);
	return EXIT_SUCCESS;
}
