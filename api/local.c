/*
 * local.c - the API called from inside this program, without HTTP.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/local.h"

#include <string.h>

#include "api/dispatch.h"

#define VARIABLES_MOST 8

/* What is left of a text that is read as a body. */
static size_t
read_text(void *stream, char *buf, size_t size)
{
	const char **rest = stream;
	size_t length = strlen(*rest);

	if (size > length)
		size = length;
	memcpy(buf, *rest, size);
	*rest += size;
	return size;
}

struct local_answer
api_local_call(struct worker *w, struct arena *a, const char *sid,
    const char *method, const char *path, const char *json_body)
{
	const char *rest = json_body != NULL ? json_body : "";
	char *env[VARIABLES_MOST] = { 0 };
	struct source src = {
		.env = env,
		.read = read_text,
		.stream = &rest,
		.session = sid,
	};
	struct response res;
	bool send_body;
	size_t n = 0;

	env[n++] = arena_printf(a, "REQUEST_METHOD=%s", method);
	env[n++] = arena_printf(a, "REQUEST_URI=%s", path);
	env[n++] = arena_printf(a, "CONTENT_LENGTH=%zu", strlen(rest));
	if (json_body != NULL)
		env[n++] = arena_dup(a, "CONTENT_TYPE=application/json");
	dispatch(w, a, &src, &res, &send_body);
	return (struct local_answer){
		.status = res.status,
		.body = res.body,
		.location = res.location,
		.etag = res.etag,
	};
}
