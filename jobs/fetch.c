/*
 * fetch.c - asks a server of our choosing one thing after the other.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/fetch.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jobs/guard.h"

struct fetch {
	const struct fetch_settings *settings;
	struct net_list besides;
	struct curl_slist *headers;
	/* Of the question under way. */
	CURL *easy;
	struct guard guard;
	size_t length, headers_length;
	bool too_long;
	char body[FETCH_BODY_BYTES + 1];
};

static _Noreturn void
die(void)
{
	fprintf(stderr, "fetch: no memory, or no libcurl\n");
	abort();
}

struct fetch *
fetch_new(const struct fetch_settings *settings)
{
	struct fetch *f = calloc(1, sizeof(*f));

	if (!f || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		die();
	f->settings = settings;
	if (settings->loopback &&
	    !net_list_parse("127.0.0.0/8,::1/128", &f->besides))
		die();
	for (const char *const *h = settings->headers; *h; h++) {
		struct curl_slist *longer = curl_slist_append(f->headers, *h);

		if (!longer)
			die();
		f->headers = longer;
	}
	return f;
}

void
fetch_free(struct fetch *f)
{
	if (!f)
		return;
	curl_slist_free_all(f->headers);
	curl_global_cleanup();
	free(f);
}

/* ------------------------------------------------------------ the address */

static bool
has(CURLU *u, CURLUPart part)
{
	char *text = NULL;
	bool found = curl_url_get(u, part, &text, 0) == CURLUE_OK;

	curl_free(text);
	return found;
}

static bool
is(CURLU *u, CURLUPart part, const char *wanted)
{
	char *text = NULL;
	bool same = curl_url_get(u, part, &text, 0) == CURLUE_OK &&
		    strcmp(text, wanted) == 0;

	curl_free(text);
	return same;
}

static bool
is_good(CURLU *u, bool loopback)
{
	if (has(u, CURLUPART_USER) || has(u, CURLUPART_PASSWORD) ||
	    has(u, CURLUPART_QUERY) || has(u, CURLUPART_FRAGMENT))
		return false;
	if (is(u, CURLUPART_SCHEME, "https"))
		return true;
	return loopback && is(u, CURLUPART_SCHEME, "http") &&
	       (is(u, CURLUPART_HOST, "127.0.0.1") ||
		   is(u, CURLUPART_HOST, "[::1]"));
}

bool
fetch_may_ask(const char *base, bool loopback)
{
	CURLU *u = curl_url();
	bool good;

	if (!u)
		die();
	good = curl_url_set(u, CURLUPART_URL, base, 0) == CURLUE_OK &&
	       is_good(u, loopback);
	curl_url_cleanup(u);
	return good;
}

const char *
fetch_escape(struct arena *a, const char *text)
{
	char *escaped = curl_easy_escape(NULL, text, 0);
	const char *copy;

	if (!escaped)
		die();
	copy = arena_dup(a, escaped);
	curl_free(escaped);
	return copy;
}

/* ------------------------------------------------------------- the limits */

static size_t
take_body(char *bytes, size_t size, size_t count, void *arg)
{
	struct fetch *f = arg;
	const size_t n = size * count;

	if (n > FETCH_BODY_BYTES - f->length) {
		f->too_long = true;
		return 0;
	}
	memcpy(f->body + f->length, bytes, n);
	f->length += n;
	return n;
}

/* libcurl's own types know of no const. */
/* NOLINTBEGIN(readability-non-const-parameter) */
static size_t
take_header(char *bytes, size_t size, size_t count, void *arg)
{
	struct fetch *f = arg;

	(void)bytes;
	f->headers_length += size * count;
	f->too_long |= f->headers_length > FETCH_HEADER_BYTES;
	return f->too_long ? 0 : size * count;
}
/* NOLINTEND(readability-non-const-parameter) */

static bool
is_told_to_end(const struct fetch *f)
{
	sigset_t waiting;

	return sigpending(&waiting) == 0 &&
	       ((sigismember(&waiting, SIGTERM) == 1 &&
		    sigismember(f->settings->ends, SIGTERM) == 1) ||
		   (sigismember(&waiting, SIGINT) == 1 &&
		       sigismember(f->settings->ends, SIGINT) == 1));
}

static int
on_progress(void *arg, curl_off_t down_all, curl_off_t down, curl_off_t up_all,
    curl_off_t up)
{
	(void)down_all;
	(void)down;
	(void)up_all;
	(void)up;
	return is_told_to_end(arg);
}

/* ------------------------------------------------------------- the options */

/* One failure is enough for nothing to be asked. */
#define SET(option, value)                                                     \
	(curl_easy_setopt(f->easy, CURLOPT_##option, value) == CURLE_OK)

static bool
set_limits(struct fetch *f)
{
	return SET(NOSIGNAL, 1L) && SET(QUICK_EXIT, 1L) &&
	       SET(CONNECTTIMEOUT_MS, (long)FETCH_CONNECT_MS) &&
	       SET(TIMEOUT_MS, (long)FETCH_ATTEMPT_MS) &&
	       SET(MAXFILESIZE, (long)FETCH_BODY_BYTES) &&
	       SET(HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) &&
	       SET(HTTP09_ALLOWED, 0L) && SET(NOPROGRESS, 0L) &&
	       SET(XFERINFOFUNCTION, on_progress) && SET(XFERINFODATA, f) &&
	       SET(WRITEFUNCTION, take_body) && SET(WRITEDATA, f) &&
	       SET(HEADERFUNCTION, take_header) && SET(HEADERDATA, f);
}

static bool
set_question(struct fetch *f, const char *url)
{
	return SET(HTTPHEADER, f->headers) && SET(URL, url) &&
	       SET(USERAGENT, f->settings->user_agent) && SET(HTTPGET, 1L);
}

/* -------------------------------------------------------------- the answer */

static enum fetch_failure
failure_of(const struct fetch *f, CURLcode code)
{
	switch ((int)code) {
	case CURLE_OK:
		return FETCH_ANSWERED;
	case CURLE_ABORTED_BY_CALLBACK:
		return FETCH_ENDED;
	case CURLE_FILESIZE_EXCEEDED:
		return FETCH_TOO_LONG;
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT:
	case CURLE_LOGIN_DENIED:
	case CURLE_SSL_CACERT_BADFILE:
		return FETCH_REFUSED;
	case CURLE_COULDNT_CONNECT:
		return f->guard.refused && !f->guard.begun ? FETCH_REFUSED
							   : FETCH_UNHEARD;
	default:
		return f->too_long ? FETCH_TOO_LONG : FETCH_UNHEARD;
	}
}

static void
read_answer(struct fetch *f, CURLcode code, struct fetch_answer *out)
{
	curl_off_t retry = 0;
	long status = 0;

	f->body[f->length] = '\0';
	curl_easy_getinfo(f->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(f->easy, CURLINFO_RETRY_AFTER, &retry);
	*out = (struct fetch_answer){
		.failure = failure_of(f, code),
		.status = (int)status,
		.retry_after = (int64_t)retry,
		.body = f->body,
		.length = f->length,
		.why = curl_easy_strerror(code),
	};
}

void
fetch_get(struct fetch *f, const char *url, struct fetch_answer *out)
{
	const char *protocols = f->settings->loopback ? "https,http" : "https";

	f->easy = curl_easy_init();
	if (!f->easy)
		die();
	f->guard = (struct guard){ .besides = &f->besides };
	f->length = f->headers_length = 0;
	f->too_long = false;
	if (guard_way(&f->guard, f->easy, protocols, f->settings->ca_file) &&
	    set_limits(f) && set_question(f, url))
		read_answer(f, curl_easy_perform(f->easy), out);
	else
		*out = (struct fetch_answer){ .failure = FETCH_REFUSED,
			.why = "it cannot be asked" };
	curl_easy_cleanup(f->easy);
	f->easy = NULL;
}
