/*
 * log.c - one line for each request, on stderr.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/log.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "api/config.h"
#include "api/ctx.h"
#include "api/request.h"
#include "api/response.h"
#include "api/text.h"

static void
print_time(char *out, size_t size)
{
	struct timespec now;
	struct tm tm;
	char seconds[32];

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	strftime(seconds, sizeof(seconds), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(out, size, "%s.%03ldZ", seconds, now.tv_nsec / 1000000);
}

/* One write() for one line, so that lines of workers do not mix. */
static void
put_line(const char *line, size_t length)
{
	ssize_t n = write(STDERR_FILENO, line, length);

	(void)n; /* there is nobody left to tell */
}

static const char *
quote(struct arena *a, const char *s)
{
	if (s != NULL && !text_is_utf8(s, strlen(s)))
		s = "?";
	return json_quote(a, s);
}

/* At most LIMIT_LOG_CAUSE_BYTES of ASCII: cut, so that the line stays whole
 * whatever a library had to say. */
static const char *
shorten(struct arena *a, const char *s)
{
	char *out, *at;

	if (s == NULL)
		return NULL;
	out = arena_printf(a, "%.*s", LIMIT_LOG_CAUSE_BYTES, s);
	for (at = out; *at != '\0'; at++)
		if ((unsigned char)*at < 0x20 || (unsigned char)*at > 0x7e)
			*at = '?';
	return out;
}

static const char *
cause(struct arena *a, const struct err *e)
{
	if (e == NULL || (e->sqlstate == NULL && e->log == NULL))
		return "";
	return arena_printf(a, ",\"sqlstate\":%s,\"cause\":%s",
	    quote(a, e->sqlstate), quote(a, shorten(a, e->log)));
}

void
log_request(const struct ctx *cx, const struct err *e, int64_t ms)
{
	struct arena *a = cx->arena;
	const struct caller *c = &cx->caller;
	const char *line;
	char at[40];

	print_time(at, sizeof(at));
	line = arena_printf(a,
	    "{\"at\":\"%s\",\"request\":%s,\"method\":%s,\"route\":%s,"
	    "\"status\":%d,\"kind\":%s,\"ms\":%lld,\"caller\":%s%s}\n",
	    at, quote(a, cx->req->id),
	    quote(a,
		cx->req->method == METHOD__MAX ? "?" : cx->req->method_name),
	    quote(a, cx->route != NULL ? cx->route->path : NULL),
	    cx->res->status, quote(a, e != NULL ? err_slug(e->kind) : NULL),
	    (long long)ms, quote(a, c->user != NULL ? c->user : c->client),
	    cause(a, e));
	put_line(line, strlen(line));
}

void
log_event(const char *text, long number)
{
	char line[256], at[40];
	int n;

	print_time(at, sizeof(at));
	n = snprintf(line, sizeof(line),
	    "{\"at\":\"%s\",\"event\":\"%s %ld\"}\n", at, text, number);
	if (n > 0 && n < (int)sizeof(line))
		put_line(line, (size_t)n);
}
