/*
 * courier.c - sends webhooks, many at once, and trusts nobody on the way.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/courier.h"

#include <curl/curl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jobs/guard.h"

struct courier {
	CURLM *multi;
	const char *ca_file;
	const struct net_list *besides;
	struct transfer *first; /* of all under way */
};

struct transfer {
	struct courier *courier;
	struct transfer *next, **place; /* in the list of all */
	CURL *easy;
	struct curl_slist *headers;
	void *tag;
	size_t received, headers_received; /* bytes */
	struct guard guard;
};

static _Noreturn void
die(const char *what)
{
	fprintf(stderr, "courier: %s\n", what);
	abort();
}

struct courier *
courier_new(const char *ca_file, const struct net_list *besides)
{
	struct courier *c = calloc(1, sizeof(*c));

	if (!c || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		die("no memory, or no libcurl");
	c->multi = curl_multi_init();
	if (!c->multi)
		die("no memory");
	c->ca_file = ca_file;
	c->besides = besides;
	return c;
}

static void
drop(struct transfer *t)
{
	if (t->place) {
		*t->place = t->next;
		if (t->next)
			t->next->place = t->place;
		curl_multi_remove_handle(t->courier->multi, t->easy);
	}
	curl_easy_cleanup(t->easy);
	curl_slist_free_all(t->headers);
	free(t);
}

void
courier_free(struct courier *c)
{
	struct transfer *t, *next;

	if (!c)
		return;
	for (t = c->first; t; t = next) {
		next = t->next;
		drop(t);
	}
	curl_multi_cleanup(c->multi);
	curl_global_cleanup();
	free(c);
}

/* ------------------------------------------------------------- the limits */

/* What a receiver says is counted and forgotten. libcurl's own types know of
 * no const. */
/* NOLINTBEGIN(readability-non-const-parameter) */
static size_t
take_body(char *bytes, size_t size, size_t count, void *arg)
{
	struct transfer *t = arg;

	(void)bytes;
	t->received += size * count;
	return t->received <= COURIER_BODY_BYTES ? size * count : 0;
}

static size_t
take_header(char *bytes, size_t size, size_t count, void *arg)
{
	struct transfer *t = arg;

	(void)bytes;
	t->headers_received += size * count;
	return t->headers_received <= COURIER_HEADER_BYTES ? size * count : 0;
}
/* NOLINTEND(readability-non-const-parameter) */

/* ------------------------------------------------------------- the options */

/* One failure is enough for nothing to be sent. */
#define SET(option, value)                                                     \
	(curl_easy_setopt(t->easy, CURLOPT_##option, value) == CURLE_OK)

/* Not even a name server that never answers may hold up the others. */
static bool
set_limits(struct transfer *t)
{
	return SET(NOSIGNAL, 1L) && SET(QUICK_EXIT, 1L) &&
	       SET(CONNECTTIMEOUT_MS, (long)COURIER_CONNECT_MS) &&
	       SET(TIMEOUT_MS, (long)COURIER_ATTEMPT_MS) &&
	       SET(MAXFILESIZE, (long)COURIER_BODY_BYTES) &&
	       SET(UPLOAD_BUFFERSIZE, 16L * 1024) &&
	       SET(HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) &&
	       SET(HTTP09_ALLOWED, 0L) && SET(WRITEFUNCTION, take_body) &&
	       SET(WRITEDATA, t) && SET(HEADERFUNCTION, take_header) &&
	       SET(HEADERDATA, t);
}

static bool
add_header(struct transfer *t, const char *line)
{
	struct curl_slist *longer = curl_slist_append(t->headers, line);

	if (longer)
		t->headers = longer;
	return longer != NULL;
}

static bool
set_content(struct transfer *t, struct arena *a, const struct parcel *p)
{
	return add_header(t, "Content-Type: application/json") &&
	       add_header(t, "Expect:") && add_header(t, "Accept:") &&
	       add_header(t, arena_printf(a, "webhook-id: %s", p->id)) &&
	       add_header(t, arena_printf(a, "webhook-timestamp: %lld",
				 (long long)p->timestamp)) &&
	       add_header(t,
		   arena_printf(a, "webhook-signature: %s", p->signature)) &&
	       SET(HTTPHEADER, t->headers) && SET(URL, p->url) &&
	       SET(USERAGENT, "Fairlot-Webhooks/" FAIRLOT_VERSION) &&
	       SET(COPYPOSTFIELDS, p->body) && SET(PRIVATE, t);
}

bool
courier_send(struct courier *c, struct arena *a, const struct parcel *parcel)
{
	struct transfer *t = calloc(1, sizeof(*t));

	if (!t)
		die("no memory");
	t->courier = c;
	t->guard.besides = c->besides;
	t->tag = parcel->tag;
	t->easy = curl_easy_init();
	if (!t->easy || !guard_way(&t->guard, t->easy, "https", c->ca_file) ||
	    !set_limits(t) || !set_content(t, a, parcel) ||
	    curl_multi_add_handle(c->multi, t->easy) != CURLM_OK) {
		drop(t);
		return false;
	}
	t->next = c->first;
	t->place = &c->first;
	if (t->next)
		t->next->place = &t->next;
	c->first = t;
	return true;
}

/* ------------------------------------------------------------ the outcome */

void
courier_work(struct courier *c, int wait)
{
	int running = 0;

	/* What has just been added ends the wait at once. */
	curl_multi_poll(c->multi, NULL, 0, wait, NULL);
	curl_multi_perform(c->multi, &running);
}

static const struct {
	CURLcode code;
	enum delivery_failure failure;
} failures[] = {
	{ CURLE_UNSUPPORTED_PROTOCOL, DELIVERY_FAILURE_ADDRESS },
	{ CURLE_URL_MALFORMAT, DELIVERY_FAILURE_ADDRESS },
	{ CURLE_LOGIN_DENIED, DELIVERY_FAILURE_ADDRESS },
	{ CURLE_COULDNT_RESOLVE_HOST, DELIVERY_FAILURE_CONNECTION },
	{ CURLE_COULDNT_CONNECT, DELIVERY_FAILURE_CONNECTION },
	{ CURLE_SEND_ERROR, DELIVERY_FAILURE_CONNECTION },
	{ CURLE_SSL_CONNECT_ERROR, DELIVERY_FAILURE_TLS },
	{ CURLE_SSL_CERTPROBLEM, DELIVERY_FAILURE_TLS },
	{ CURLE_SSL_CIPHER, DELIVERY_FAILURE_TLS },
	{ CURLE_PEER_FAILED_VERIFICATION, DELIVERY_FAILURE_TLS },
	{ CURLE_SSL_CACERT_BADFILE, DELIVERY_FAILURE_TLS },
	{ CURLE_SSL_ISSUER_ERROR, DELIVERY_FAILURE_TLS },
	{ CURLE_OPERATION_TIMEDOUT, DELIVERY_FAILURE_TIMEOUT },
};

/* Whatever else goes wrong is an answer that is none. */
static enum delivery_failure
failure_of(const struct transfer *t, CURLcode code)
{
	if (code == CURLE_OK)
		return DELIVERY_FAILURE__MAX;
	if (code == CURLE_COULDNT_CONNECT && t->guard.refused)
		return DELIVERY_FAILURE_ADDRESS;
	/* So libcurl calls an answer that is not HTTP/1, too. */
	if (code == CURLE_UNSUPPORTED_PROTOCOL && t->guard.begun)
		return DELIVERY_FAILURE_ANSWER;
	for (size_t i = 0; i < ARRAY_LEN(failures); i++) {
		if (failures[i].code == code)
			return failures[i].failure;
	}
	return DELIVERY_FAILURE_ANSWER;
}

bool
courier_next(struct courier *c, struct outcome *out)
{
	struct transfer *t = NULL;
	const CURLMsg *msg;
	long status = 0;
	int left;

	do
		msg = curl_multi_info_read(c->multi, &left);
	while (msg && msg->msg != CURLMSG_DONE);
	if (!msg)
		return false;
	curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &t);
	curl_easy_getinfo(msg->easy_handle, CURLINFO_RESPONSE_CODE, &status);
	out->tag = t->tag;
	out->status = (int)status;
	out->failure = failure_of(t, msg->data.result);
	drop(t);
	return true;
}
