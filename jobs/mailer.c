/*
 * mailer.c - takes e-mails from the queue, one at a time, hands them to a mail
 * server, and writes down what became of them.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The server is the operator's choice, and what it is told are addresses and
 * texts of core/: so nobody else has a say in where this connects.
 */
#include "jobs/mailer.h"

#include <curl/curl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/event.h"
#include "core/mail.h"
#include "db/db.h"
#include "jobs/once.h"
#include "jobs/say.h"

enum {
	ARENA_BYTES = 4 * 1024 * 1024,
	PAGE = 200,         /* events that are looked at at once */
	CONNECT_MS = 5000,  /* name, TCP and TLS */
	ATTEMPT_MS = 20000, /* all of one attempt */
	LEASE_SECONDS = 40, /* longer than an attempt, recorded, can take */
	REPLY_REFUSED = 400,
	LOOK_SECONDS = 1,
	PURGE_SECONDS = 60,
};

struct mailer {
	const struct mailer_settings *settings;
	struct db *db;
	struct arena *arena; /* reset after each step */
	CURL *easy;
	bool let_in;  /* by the server; of the attempt under way */
	bool failing; /* and that has been told */
	/* What is told, as mail_fan_out() wants it: it lasts. */
	struct arena *lasting;
	const char *types, *roles, *topics;
	time_t look, purge; /* when each is due, by the monotonic clock */
};

/* A message on its way to libcurl. */
struct text {
	const char *rest;
	size_t length;
};

static time_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* The first failure is told, and the first success after it. */
static bool
told(struct mailer *m, const struct err *e)
{
	if (e && !m->failing)
		say("mail", e->detail, e->log);
	if (!e && m->failing)
		say("mail", "works again", NULL);
	m->failing = e != NULL;
	db_settle(m->db);
	return e != NULL;
}

static const char *
text_of(const struct rows *r, const char *name)
{
	return rows_text(r, 0, rows_col(r, name));
}

/* ---------------------------------------------------------------- the queue */

/* "lead,council" */
static const char *
roles_told(struct arena *a, unsigned told_roles)
{
	const char *list = "";

	for (int role = 0; role < ROLE__MAX; role++) {
		if (told_roles & 1U << role)
			list = arena_printf(a, "%s%s%s", list, *list ? "," : "",
			    role_name((enum role)role));
	}
	return list;
}

/* The events that are told to somebody: types, roles and topics side by side,
 * with blanks between them. */
static void
list_what_is_told(struct mailer *m)
{
	struct arena *a = m->lasting;

	m->types = m->roles = m->topics = "";
	for (size_t i = 0; i < event_kinds_count; i++) {
		const struct event_kind *k = &event_kinds[i];
		const char *gap = *m->types ? " " : "";

		if (k->told == 0)
			continue;
		m->types = arena_printf(a, "%s%s%s", m->types, gap, k->type);
		m->roles = arena_printf(a, "%s%s%s", m->roles, gap,
		    roles_told(a, k->told));
		m->topics = arena_printf(a, "%s%s%s", m->topics, gap,
		    notice_topic_name(k->topic));
	}
}

/* Queues what has happened; true if there may be more of it. */
static bool
fan_out(struct mailer *m)
{
	const char *const params[] = { m->types, m->roles, m->topics,
		number_param(m->arena, PAGE) };
	const struct rows *r;
	bool more;

	if (now() < m->look)
		return false;
	more = !told(m,
		   run_once(m->db, m->arena, STMT_MAIL_FAN_OUT, params, &r)) &&
	       rows_int(r, 0, 0) > 0;
	m->look = more ? 0 : now() + LOOK_SECONDS;
	return more;
}

static void
purge(struct mailer *m)
{
	if (now() < m->purge)
		return;
	m->purge = now() + PURGE_SECONDS;
	(void)told(m, run_once(m->db, m->arena, STMT_MAIL_PURGE, NULL, NULL));
}

/* ---------------------------------------------------------------- one letter
 */

static size_t
give_text(char *to, size_t size, size_t count, void *arg)
{
	struct text *t = arg;
	size_t n = size * count < t->length ? size * count : t->length;

	memcpy(to, t->rest, n);
	t->rest += n;
	t->length -= n;
	return n;
}

/* The server has greeted us and let us in, and the letter is next. libcurl's
 * own types know of no const. */
/* NOLINTBEGIN(readability-non-const-parameter) */
static int
on_let_in(void *arg, char *there, char *here, int port_there, int port_here)
{
	struct mailer *m = arg;

	(void)there;
	(void)here;
	(void)port_there;
	(void)port_here;
	m->let_in = true;
	return CURL_PREREQFUNC_OK;
}
/* NOLINTEND(readability-non-const-parameter) */

/* One failure is enough for nothing to be sent. */
#define SET(option, value)                                                     \
	(curl_easy_setopt(m->easy, CURLOPT_##option, value) == CURLE_OK)

/* Nothing of the environment has a say in where this goes. */
static bool
set_way(struct mailer *m)
{
	const struct mailer_settings *s = m->settings;

	curl_easy_reset(m->easy);
	return SET(PROTOCOLS_STR, "smtp,smtps") && SET(PROXY, "") &&
	       SET(NETRC, (long)CURL_NETRC_IGNORED) && SET(NOSIGNAL, 1L) &&
	       SET(URL, s->url) && SET(CAINFO, s->ca_file) &&
	       SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) &&
	       SET(USE_SSL,
		   (long)(s->in_the_open ? CURLUSESSL_NONE : CURLUSESSL_ALL)) &&
	       SET(CONNECTTIMEOUT_MS, (long)CONNECT_MS) &&
	       SET(TIMEOUT_MS, (long)ATTEMPT_MS) &&
	       SET(PREREQFUNCTION, on_let_in) && SET(PREREQDATA, m) &&
	       (!s->user ||
		   (SET(USERNAME, s->user) && SET(PASSWORD, s->password)));
}

static const struct {
	CURLcode code;
	enum delivery_failure failure;
} failures[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, DELIVERY_FAILURE_CONNECTION },
	{ CURLE_COULDNT_CONNECT, DELIVERY_FAILURE_CONNECTION },
	{ CURLE_USE_SSL_FAILED, DELIVERY_FAILURE_TLS },
	{ CURLE_SSL_CONNECT_ERROR, DELIVERY_FAILURE_TLS },
	{ CURLE_PEER_FAILED_VERIFICATION, DELIVERY_FAILURE_TLS },
	{ CURLE_SSL_CACERT_BADFILE, DELIVERY_FAILURE_TLS },
	{ CURLE_OPERATION_TIMEDOUT, DELIVERY_FAILURE_TIMEOUT },
	{ CURLE_LOGIN_DENIED, DELIVERY_FAILURE_SECRET },
};

/* A mail server that will not let us in says nothing about the letter. */
static void
judge(struct mailer *m, CURLcode code, struct mail_attempt *out)
{
	long reply = 0;

	out->failure = DELIVERY_FAILURE__MAX;
	if (code == CURLE_OK)
		return;
	out->failure = DELIVERY_FAILURE_ANSWER;
	for (size_t i = 0; i < ARRAY_LEN(failures); i++) {
		if (failures[i].code != code)
			continue;
		out->failure = failures[i].failure;
		return;
	}
	if (!m->let_in) {
		out->failure = DELIVERY_FAILURE_CONNECTION;
		return;
	}
	curl_easy_getinfo(m->easy, CURLINFO_RESPONSE_CODE, &reply);
	if (reply < REPLY_REFUSED)
		return;
	out->reply = (int)reply;
	out->failure = DELIVERY_FAILURE_STATUS;
}

static void
hand_over(struct mailer *m, const char *to, const char *message,
    struct mail_attempt *out)
{
	struct text text = { message, strlen(message) };
	struct curl_slist *rcpt =
	    curl_slist_append(NULL, arena_printf(m->arena, "<%s>", to));
	CURLcode code = CURLE_OUT_OF_MEMORY;

	m->let_in = false;
	if (rcpt && set_way(m) &&
	    SET(MAIL_FROM, arena_printf(m->arena, "<%s>", m->settings->from)) &&
	    SET(MAIL_RCPT, rcpt) && SET(UPLOAD, 1L) &&
	    SET(READFUNCTION, give_text) && SET(READDATA, &text))
		code = curl_easy_perform(m->easy);
	judge(m, code, out);
	curl_slist_free_all(rcpt);
}

/* What an event is told with; false if it has no words. */
static bool
write_notice(struct mailer *m, const struct rows *r, struct mail_letter *out)
{
	const struct event_kind *k = event_find(text_of(r, "type"));
	const struct event_facts facts = {
		.reference = text_of(r, "reference"),
		.subject = text_of(r, "subject_id"),
		.referral = text_of(r, "referral_id"),
	};

	if (!k)
		return false;
	out->to = text_of(r, "address");
	out->subject = event_text(m->arena, k->subject, &facts);
	out->text = event_text(m->arena, k->body, &facts);
	out->link = arena_printf(m->arena, "%s%s", m->settings->base_url,
	    event_text(m->arena, k->path, &facts));
	out->ending = mail_notice_ending;
	return true;
}

/* To whoever wrote an enquiry. The token is behind a #, so that no server that
 * the link is opened on writes it down. False without the key. */
static bool
write_confirmation(struct mailer *m, const struct rows *r,
    struct mail_letter *out)
{
	const char *sealed = text_of(r, "sealed"), *token;
	size_t n;
	char *to = unseal(m->arena, m->settings->seed, text_of(r, "mail_id"),
	    sealed, strlen(sealed), &n);
	char *end = to ? strchr(to, '\n') : NULL;

	if (!end)
		return false;
	*end = '\0';
	token = end + 1;
	*out = mail_confirmation;
	out->to = to;
	out->link = arena_printf(m->arena, "%s/enquiries/confirm/#%s",
	    m->settings->base_url, token);
	return true;
}

/* NULL if it can never be sent; *failure says why. */
static const char *
write_message(struct mailer *m, const struct rows *r, const char **to,
    enum delivery_failure *failure)
{
	const bool notice = text_of(r, "sealed") == NULL;
	struct mail_letter letter = { 0 };

	*failure = notice ? DELIVERY_FAILURE_ADDRESS : DELIVERY_FAILURE_SECRET;
	if (notice ? !write_notice(m, r, &letter)
		   : !write_confirmation(m, r, &letter))
		return NULL;
	letter.id = text_of(r, "mail_id");
	letter.from = m->settings->from;
	letter.written = rows_int(r, 0, rows_col(r, "created_at"));
	*to = letter.to;
	return mail_message(m->arena, &letter);
}

static void
record(struct mailer *m, const struct rows *r,
    const struct mail_verdict *verdict, int reply)
{
	const char *const params[] = {
		text_of(r, "mail_id"),
		text_of(r, "lease"),
		delivery_state_name(verdict->state),
		reply > 0 ? number_param(m->arena, reply) : NULL,
		delivery_failure_name(verdict->failure),
		verdict->state == DELIVERY_WAITING
		    ? number_param(m->arena, verdict->retry)
		    : NULL,
	};

	(void)told(m,
	    run_once(m->db, m->arena, STMT_MAIL_RECORD, params, NULL));
}

/* Sends the next one that is due; false if there is none. */
static bool
send_next(struct mailer *m)
{
	const char *const params[] = { "1",
		number_param(m->arena, LEASE_SECONDS) };
	struct mail_verdict verdict = { DELIVERY_DEAD, DELIVERY_FAILURE_ADDRESS,
		0 };
	struct mail_attempt attempt = { 0 };
	const char *message, *to = NULL;
	const struct rows *r;

	if (told(m, run_once(m->db, m->arena, STMT_MAIL_CLAIM, params, &r)) ||
	    rows_count(r) == 0)
		return false;
	attempt.number = (int)rows_int(r, 0, rows_col(r, "attempt"));
	message = write_message(m, r, &to, &verdict.failure);
	if (message) {
		hand_over(m, to, message, &attempt);
		verdict = mail_judge(&attempt, (uint32_t)now());
	}
	record(m, r, &verdict, attempt.reply);
	return true;
}

/* ------------------------------------------------------------------ the loop
 */

static bool
is_told_to_end(const sigset_t *ends, time_t seconds)
{
	const struct timespec wait = { .tv_sec = seconds };

	return sigtimedwait(ends, NULL, &wait) > 0;
}

static void
loop(struct mailer *m, const sigset_t *ends)
{
	bool more = false;

	while (!is_told_to_end(ends, more ? 0 : LOOK_SECONDS)) {
		more = fan_out(m);
		arena_reset(m->arena);
		more |= send_next(m);
		arena_reset(m->arena);
		purge(m);
		arena_reset(m->arena);
	}
}

static bool
can_send(const struct mailer_settings *s)
{
	if (!mail_address_is_plain(s->from)) {
		fprintf(stderr, "mail: FAIRLOT_MAIL_FROM is no address such as "
				"no-reply@example.org\n");
		return false;
	}
	return true;
}

int
mailer_run(const struct mailer_settings *settings)
{
	struct mailer m = { .settings = settings };
	sigset_t ends;

	if (!can_send(settings))
		return 1;
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	pthread_sigmask(SIG_SETMASK, &ends, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return 1;
	m.easy = curl_easy_init();
	m.db = db_new(settings->conninfo, DB_WEBHOOKS);
	m.arena = arena_new(ARENA_BYTES);
	m.lasting = arena_new(ARENA_BYTES);
	list_what_is_told(&m);
	if (m.easy)
		loop(&m, &ends);
	curl_easy_cleanup(m.easy);
	curl_global_cleanup();
	db_free(m.db);
	arena_free(m.arena);
	arena_free(m.lasting);
	return m.easy ? 0 : 1;
}
