/*
 * Any bytes as the environment of a request: it is read, matched or refused,
 * and whatever is matched is plain.
 *
 * Lines of the input are variables; what follows an empty line is the body.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api/match.h"
#include "api/request.h"
#include "api/text.h"

#define LINES_MOST 200

/* libFuzzer's name. NOLINTNEXTLINE(readability-identifier-naming) */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct rest {
	const char *at;
	size_t length;
};

static size_t
read_rest(void *stream, char *buf, size_t size)
{
	struct rest *r = stream;

	if (size > r->length)
		size = r->length;
	memcpy(buf, r->at, size);
	r->at += size;
	r->length -= size;
	return size;
}

/* Cuts the input into lines; what remains is the body. */
static void
cut(char *text, size_t size, char **env, struct rest *body)
{
	size_t n = 0, at = 0;

	while (at < size && text[at] != '\n' && n < LINES_MOST - 1) {
		char *end = memchr(text + at, '\n', size - at);

		env[n++] = text + at;
		if (end == NULL) {
			at = size;
			break;
		}
		*end = '\0';
		at = (size_t)(end - text) + 1;
	}
	env[n] = NULL;
	at += at < size;
	body->at = text + at;
	body->length = size - at;
}

static void
inspect_headers(struct arena *a, const struct request *r)
{
	const char *value;
	struct err *e;

	e = request_accepts(a, r, "application/json");
	if (e != NULL && e->kind != ERR_NOT_ACCEPTABLE)
		abort();
	e = request_body_is(a, r, "application/json");
	if (e != NULL && e->kind != ERR_UNSUPPORTED_MEDIA_TYPE)
		abort();
	value = request_cookie(a, r, "__Host-refresh");
	if (value != NULL && strchr(value, ';') != NULL)
		abort();
}

static void
inspect(struct arena *a, const struct request *r)
{
	struct match m = { 0 };
	struct err *e;
	size_t i;

	if (r->body != NULL && r->body[r->body_length] != '\0')
		abort();
	if ((r->body == NULL) != (r->body_fault != NULL))
		abort();
	e = match_route(a, routes, routes_count, r->method, r->path, &m);
	if (e == NULL && m.route->method != r->method)
		abort();
	for (i = 0; i < m.count && e == NULL; i++)
		if (strpbrk(m.values[i].value, "/%;\\ \"'") != NULL ||
		    m.values[i].value[0] == '\0')
			abort();
	inspect_headers(a, r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(64 << 20);
	char *env[LINES_MOST], *text = arena_zalloc(a, size + 1);
	struct rest body;
	struct source src = { env, read_rest, &body, NULL };
	struct request r;
	struct err *e;

	memcpy(text, data, size);
	cut(text, size, env, &body);
	e = request_read(a, &src, &r);
	if (r.id == NULL || strlen(r.id) < 8 || r.path == NULL)
		abort();
	if (text_has_control(r.path, strlen(r.path)))
		abort();
	if (e == NULL) {
		request_take_body(a, &r);
		inspect(a, &r);
	}
	arena_free(a);
	return 0;
}
