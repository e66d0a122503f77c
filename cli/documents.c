/*
 * documents.c - `fairlot documents`: what is done with the files of documents
 * that nobody waits for: the malware scanner is asked, files that no document
 * has any more are overwritten and removed.
 *
 * It runs as the service's account, which owns the files and their keys, and
 * has of the database the six functions of this work (app_documents). Any
 * number may run.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "api/keyring.h"
#include "api/personal.h"
#include "api/text.h"
#include "api/vault.h"
#include "cli/command.h"
#include "core/compiler.h"
#include "jobs/say.h"

enum {
	TICK_SECONDS = 1,
	SWEEP_SECONDS = 3600,  /* between two looks at every file */
	ORPHAN_SECONDS = 3600, /* a file may wait so long for its commit */
	SCAN_SECONDS = 120,    /* for one file; less than documents_to_scan() */
	WORDS_MOST = 32,       /* of the scanner's command */
	PIECE_BYTES = 16384,
};

#define ARENA_BYTES ((size_t)16 << 20)

struct keeping {
	struct db *db;
	struct arena *arena;
	struct keyring keys;
	const char *folder, *scanner;
	time_t sweep_at;
	struct err *e; /* of a sweep under way */
};

static time_t
steady(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

static struct err *
execute(struct keeping *k, enum stmt stmt, const char *const *params,
    const struct rows **out)
{
	struct err *e = db_begin(k->db, k->arena, NULL, false);

	if (!e)
		e = db_exec(k->db, k->arena, stmt, params, out);
	return e ? e : db_commit(k->db, k->arena);
}

/* ---- the scanner */

enum verdict { CLEAN, INFECTED, UNKNOWN };

/* The words of the command, between blanks; there is no shell. */
static void
split(char *command, char **words)
{
	char *rest = NULL, *word = strtok_r(command, " ", &rest);
	int n = 0;

	for (; word && n < WORDS_MOST - 1; word = strtok_r(NULL, " ", &rest))
		words[n++] = word;
	words[n] = NULL;
}

/* It has the file on its standard input and nothing else of ours. */
static _Noreturn void
become(const char *scanner, int in)
{
	char path[] = "PATH=/usr/bin:/bin", lang[] = "LANG=C";
	char *const env[] = { path, lang, NULL };
	char *words[WORDS_MOST], *copy = strdup(scanner);
	const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	sigset_t none;

	sigemptyset(&none);
	pthread_sigmask(SIG_SETMASK, &none, NULL);
	if (copy && nothing >= 0 && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
	    dup2(in, STDIN_FILENO) >= 0 && dup2(nothing, STDOUT_FILENO) >= 0 &&
	    dup2(nothing, STDERR_FILENO) >= 0) {
		split(copy, words);
		if (words[0])
			execve(words[0], words, env);
	}
	_exit(127);
}

/* As much as the scanner takes: it may have made up its mind early, and then
 * *whole stays false. False if there is nothing to wait for. */
static bool
feed(struct vault_reader *r, int to, time_t until, bool *whole)
{
	char piece[PIECE_BYTES];
	uint64_t at = 0;

	while (at < r->size) {
		struct pollfd p = { .fd = to, .events = POLLOUT };
		size_t n = r->size - at < sizeof(piece) ? (size_t)(r->size - at)
							: sizeof(piece);
		ssize_t done;

		if (!vault_read(r, at, piece, n))
			return false;
		(void)poll(&p, 1, 1000);
		done = write(to, piece, n);
		if (done < 0 && errno == EPIPE)
			return true;
		if (done < 0 && errno != EAGAIN && errno != EINTR)
			return false;
		if (steady() > until)
			return false;
		at += done > 0 ? (uint64_t)done : 0;
	}
	*whole = true;
	return true;
}

static enum verdict
verdict_of(pid_t pid, time_t until)
{
	const struct timespec moment = { .tv_nsec = 10000000L };
	int status;

	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (steady() > until)
			(void)kill(pid, SIGKILL);
		nanosleep(&moment, NULL);
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return CLEAN;
	return WIFEXITED(status) && WEXITSTATUS(status) == 1 ? INFECTED
							     : UNKNOWN;
}

static enum verdict
scan(const char *scanner, struct vault_reader *r)
{
	const time_t until = steady() + SCAN_SECONDS;
	enum verdict v;
	bool fed, whole = false;
	int ends[2];
	pid_t pid;

	if (pipe(ends) != 0)
		return UNKNOWN;
	(void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	(void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	pid = fork();
	if (pid == 0)
		become(scanner, ends[0]);
	close(ends[0]);
	(void)fcntl(ends[1], F_SETFL, O_NONBLOCK);
	fed = pid > 0 && feed(r, ends[1], until, &whole);
	close(ends[1]);
	if (pid < 0)
		return UNKNOWN;
	v = verdict_of(pid, fed ? until : 0);
	/* Of what it has not seen to the end nothing is clean. */
	return whole || v == INFECTED ? v : UNKNOWN;
}

static struct err *
open_document(struct keeping *k, const struct rows *r, size_t i,
    struct vault_reader **out)
{
	const char *id = rows_text(r, i, rows_col(r, "content_id"));
	const char *text = NULL;
	unsigned char *key;
	size_t size = 0;
	struct err *e;

	e = personal_open(&k->keys, k->arena, "document.content_key", id,
	    rows_text(r, i, rows_col(r, "content_key")), &text);
	if (e)
		return e;
	key = text_from_base64url(k->arena, text, &size);
	if (!key || size != VAULT_KEY_BYTES)
		return err_new(k->arena, ERR_DOCUMENT_UNREADABLE,
		    "its key is not one");
	return vault_open(k->arena, k->folder, id, key,
	    (uint64_t)rows_int(r, i, rows_col(r, "bytes")), out);
}

/* One document; more if there may be others. */
static struct err *
scan_one(struct keeping *k, bool *more)
{
	static const char *const one[] = { "1" };
	const struct rows *r = NULL;
	struct vault_reader *reader = NULL;
	enum verdict v;
	struct err *e = execute(k, STMT_DOCUMENTS_TO_SCAN, one, &r);

	*more = !e && rows_count(r) > 0;
	if (!*more)
		return e;
	e = open_document(k, r, 0, &reader);
	if (e || !reader)
		return e;
	v = scan(k->scanner, reader);
	if (v == UNKNOWN) {
		/* Perhaps it was not the scanner's fault. */
		e = vault_check(k->arena, reader);
		return e ? e
			 : err_new(k->arena, ERR_UNAVAILABLE,
			       "the malware scanner gives no answer");
	}
	return execute(k, STMT_DOCUMENT_SCANNED,
	    (const char *const[]){ rows_text(r, 0, rows_col(r, "id")),
		rows_text(r, 0, rows_col(r, "content_id")),
		v == CLEAN ? "true" : "false" },
	    NULL);
}

/* Somebody wants us to end; what is left is done by whoever comes after. */
static bool
is_ending(void)
{
	sigset_t pending;

	sigpending(&pending);
	return sigismember(&pending, SIGTERM) == 1 ||
	       sigismember(&pending, SIGINT) == 1;
}

/* Ready for the next document, however many there are. */
static void
settle(struct keeping *k)
{
	db_settle(k->db);
	arena_reset(k->arena);
}

static struct err *
scan_all(struct keeping *k)
{
	bool more = true;
	struct err *e;

	if (k->scanner[0] == '\0')
		return execute(k, STMT_DOCUMENTS_UNSCANNED, NULL, NULL);
	while (more && !is_ending()) {
		e = scan_one(k, &more);
		if (e)
			return e;
		settle(k);
	}
	return NULL;
}

/* ---- files that are nobody's */

static struct err *
empty_waste(struct keeping *k)
{
	const struct rows *r = NULL;
	struct err *e = execute(k, STMT_DOCUMENTS_WASTE, NULL, &r);

	for (size_t i = 0; !e && i < rows_count(r); i++) {
		const char *id = rows_text(r, i, 0);

		if (!vault_wipe(k->arena, k->folder, id))
			return err_new(k->arena, ERR_UNAVAILABLE,
			    "a file cannot be removed");
		e = execute(k, STMT_DOCUMENT_WASTED, &id, NULL);
	}
	return e;
}

static void
sweep_one(void *state, const char *id)
{
	struct keeping *k = state;
	const struct rows *r = NULL;

	if (k->e)
		return;
	k->e = execute(k, STMT_DOCUMENT_HAS, &id, &r);
	if (k->e)
		return;
	if (!rows_bool(r, 0, 0))
		(void)vault_wipe(k->arena, k->folder, id);
	settle(k);
}

/* Bytes whose transaction never committed. */
static struct err *
sweep(struct keeping *k)
{
	if (steady() < k->sweep_at)
		return NULL;
	k->sweep_at = steady() + SWEEP_SECONDS;
	k->e = NULL;
	if (!vault_each(k->folder, ORPHAN_SECONDS, sweep_one, k))
		return err_new(k->arena, ERR_UNAVAILABLE,
		    "the folder of documents cannot be read");
	return k->e;
}

/* The sweep last: it looks at every file there is, and a document waits for
 * the scanner. What fails keeps nothing else from being done. */
static struct task {
	const char *name;
	struct err *(*run)(struct keeping *k);
	bool failing; /* and that has been told */
} tasks[] = {
	{ "documents: removing", empty_waste, false },
	{ "documents: scanning", scan_all, false },
	{ "documents: sweeping", sweep, false },
};

/* The first failure of a task is told, and its first success after it. */
static void
work(struct keeping *k, struct task *t)
{
	struct err *e = db_can_commit(k->db, k->arena);

	if (!e)
		e = t->run(k);
	if (e && !t->failing)
		say(t->name, e->detail, e->log);
	if (!e && t->failing)
		say(t->name, "works again", NULL);
	t->failing = e != NULL;
	settle(k);
}

int
cmd_documents(int argc, char **argv)
{
	const struct timespec a_tick = { .tv_sec = TICK_SECONDS };
	const char *conninfo = config_text(SETTING_DB_DOCUMENTS);
	const char *keys = config_text(SETTING_KEYS);
	static struct keeping k;
	sigset_t ends;

	(void)argv;
	k.folder = config_text(SETTING_DOCUMENTS);
	k.scanner = config_optional(SETTING_SCANNER);
	if (argc > 1 || !conninfo || !keys || !k.folder || sodium_init() < 0 ||
	    !keyring_load(keys, &k.keys))
		return 1;
	command_leave_no_core();
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	k.db = db_new(conninfo, DB_DOCUMENTS);
	k.arena = arena_new(ARENA_BYTES);
	say("documents", "started", NULL);
	do {
		for (size_t i = 0; i < ARRAY_LEN(tasks); i++)
			work(&k, &tasks[i]);
	} while (sigtimedwait(&ends, NULL, &a_tick) < 0);
	say("documents", "ended", NULL);
	sodium_memzero(&k.keys, sizeof(k.keys));
	db_free(k.db);
	arena_free(k.arena);
	return 0;
}
