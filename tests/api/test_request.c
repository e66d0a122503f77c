/*
 * What a request may look like before anybody reads it further.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/api/arena_fixture.h"

#include <string.h>

#include "api/config.h"
#include "api/request.h"

#define ENV_MOST 128

struct bytes {
	const char *at;
	size_t length;
};

static size_t
read_bytes(void *stream, char *buf, size_t size)
{
	struct bytes *b = stream;

	if (size > b->length)
		size = b->length;
	memcpy(buf, b->at, size);
	b->at += size;
	b->length -= size;
	return size;
}

/* Reads a request of these variables, up to NULL, and that body. */
static struct err *
read_request(struct arena *a, const char *const *variables, const char *body,
    struct request *out)
{
	struct bytes b = { body, strlen(body) };
	char *env[ENV_MOST] = { 0 };
	struct source src = { env, read_bytes, &b, NULL };
	struct err *e;
	size_t i;

	for (i = 0; variables[i] != NULL; i++)
		env[i] = arena_dup(a, variables[i]);
	e = request_read(a, &src, out);
	if (e == NULL)
		request_take_body(a, out);
	return e;
}

static struct err *
read_path(struct arena *a, const char *uri, const char *normal,
    struct request *out)
{
	const char *variables[4] = { "REQUEST_METHOD=GET" };

	variables[1] = arena_printf(a, "REQUEST_URI=%s", uri);
	if (normal != NULL)
		variables[2] = arena_printf(a, "DOCUMENT_URI=%s", normal);
	return read_request(a, variables, "", out);
}

static void
a_plain_request_is_read(void **state)
{
	static const char *const variables[] = { "REQUEST_METHOD=POST",
		"REQUEST_URI=/v1/users?a=1&b=x%20y+z", "DOCUMENT_URI=/v1/users",
		"CONTENT_TYPE=application/json", "CONTENT_LENGTH=2",
		"HTTP_CONTENT_TYPE=application/json", "REMOTE_ADDR=192.0.2.7",
		"HTTP_AUTHORIZATION=Bearer x", NULL };
	struct request r;

	assert_null(read_request(*state, variables, "{}", &r));
	assert_int_equal(r.method, POST);
	assert_string_equal(r.path, "/v1/users");
	assert_string_equal(query_get(&r.query, "b"), "x y z");
	assert_string_equal(r.authorization, "Bearer x");
	assert_string_equal(r.remote_address, "192.0.2.7");
	assert_string_equal(r.body, "{}");
	assert_int_equal(r.body_length, 2);
	assert_null(r.body_fault);
	assert_int_equal(strlen(r.id), 16);
}

/* Where addresses are counted, a network of IPv6 is one. */
static void
an_address_counts_with_its_network(void **state)
{
	static const char *const pairs[][2] = {
		{ "192.0.2.7", "192.0.2.7" },
		{ "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::" },
		{ "2001:db8:1:2::1", "2001:db8:1:2::" },
		{ "::1", "::" },
		{ "::ffff:192.0.2.7", "::ffff:192.0.2.7" },
		{ "unix:", "unix:" },
	};
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		const char *variables[] = { "REQUEST_METHOD=GET",
			"REQUEST_URI=/v1/me",
			arena_printf(*state, "REMOTE_ADDR=%s", pairs[i][0]),
			NULL };
		struct request r;

		assert_null(read_request(*state, variables, "", &r));
		assert_string_equal(r.remote_address, pairs[i][1]);
	}
}

static void
paths_with_a_second_spelling_are_refused(void **state)
{
	static const char *const paths[] = { "", "v1/users", "*", "/v1/%75sers",
		"/v1/users%2f", "/v1/%2e%2e/users", "/v1/users;x", "/v1\\users",
		"//v1/users", "/v1//users", "/v1/./users", "/v1/../users",
		"/v1/users/..", "/.hidden", "/v1/users#x", "/v1/us\x01",
		"/v1/us\x7f", "/v1/\xc0\xaf", "/.well-known/../v1",
		"/.well-known/.x" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(paths); i++) {
		struct request r;
		struct err *e = read_path(*state, paths[i], NULL, &r);

		assert_non_null(e);
		assert_int_equal(e->kind, ERR_MALFORMED);
		assert_string_equal(r.path, "/");
		assert_non_null(r.id);
	}
}

static void
a_path_that_nginx_reads_differently_is_refused(void **state)
{
	struct request r;
	struct err *e = read_path(*state, "/v1/users", "/v1/schemes", &r);

	assert_non_null(e);
	assert_int_equal(e->kind, ERR_MALFORMED);
}

static void
the_well_known_path_is_plain(void **state)
{
	struct request r;

	assert_null(read_path(*state, "/.well-known/oauth-authorization-server",
	    NULL, &r));
}

static void
what_is_too_long_says_so(void **state)
{
	char *path = arena_zalloc(*state, LIMIT_PATH_BYTES + 2);
	char *query = arena_zalloc(*state, LIMIT_QUERY_BYTES + 8);
	struct request r;
	struct err *e;

	memset(path, 'a', LIMIT_PATH_BYTES + 1);
	path[0] = '/';
	e = read_path(*state, path, NULL, &r);
	assert_int_equal(e->kind, ERR_URI_TOO_LONG);
	memset(query, 'a', LIMIT_QUERY_BYTES + 3);
	query[0] = '/';
	query[1] = '?';
	e = read_path(*state, query, NULL, &r);
	assert_int_equal(e->kind, ERR_URI_TOO_LONG);
}

static void
headers_that_stand_twice_are_refused(void **state)
{
	static const char *const names[] = { "HTTP_AUTHORIZATION",
		"HTTP_COOKIE", "HTTP_CONTENT_TYPE", "HTTP_IDEMPOTENCY_KEY",
		"HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_ORIGIN",
		"HTTP_CONTENT_LENGTH", "HTTP_CONTENT_ENCODING",
		"HTTP_SEC_FETCH_SITE" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++) {
		const char *variables[] = { "REQUEST_METHOD=GET",
			"REQUEST_URI=/v1/me",
			arena_printf(*state, "%s=a", names[i]),
			arena_printf(*state, "%s=a", names[i]), NULL };
		struct request r;
		struct err *e = read_request(*state, variables, "", &r);

		assert_non_null(e);
		assert_int_equal(e->kind, ERR_MALFORMED);
		assert_string_equal(r.path, "/v1/me");
	}
}

static void
two_accept_headers_are_one_list(void **state)
{
	static const char *const variables[] = { "REQUEST_METHOD=GET",
		"REQUEST_URI=/", "HTTP_ACCEPT=text/html",
		"HTTP_ACCEPT=application/json", NULL };
	struct request r;

	assert_null(read_request(*state, variables, "", &r));
	assert_null(request_accepts(*state, &r, "application/json"));
}

static void
a_header_too_long_or_too_many(void **state)
{
	char *value = arena_zalloc(*state, LIMIT_HEADER_BYTES + 2);
	const char *variables[LIMIT_HEADERS + 8] = { "REQUEST_METHOD=GET",
		"REQUEST_URI=/" };
	struct request r;
	struct err *e;
	size_t i;

	memset(value, 'a', LIMIT_HEADER_BYTES + 1);
	variables[2] = arena_printf(*state, "HTTP_COOKIE=%s", value);
	e = read_request(*state, variables, "", &r);
	assert_int_equal(e->kind, ERR_HEADERS_TOO_LARGE);
	for (i = 0; i <= LIMIT_HEADERS; i++)
		variables[i + 2] = "HTTP_X_ANY=1";
	e = read_request(*state, variables, "", &r);
	assert_int_equal(e->kind, ERR_HEADERS_TOO_LARGE);
}

static void
a_request_id_is_kept_if_it_is_sane(void **state)
{
	static const struct {
		const char *given;
		bool kept;
	} cases[] = {
		{ "abcDEF-123_4.5", true },
		{ "12345678", true },
		{ "1", true },
		{ "12345678\"", false },
		{ "1234 5678", false },
		{ "12345678\n{}", false },
		{ "", false },
		{ "0123456789012345678901234567890123456789"
		  "0123456789012345678901234",
		    false },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		const char *variables[] = { "REQUEST_METHOD=GET",
			"REQUEST_URI=/",
			arena_printf(*state, "HTTP_X_REQUEST_ID=%s",
			    cases[i].given),
			NULL };
		struct request r;

		assert_null(read_request(*state, variables, "", &r));
		assert_int_equal(strcmp(r.id, cases[i].given) == 0,
		    cases[i].kept);
		assert_true(cases[i].kept || strlen(r.id) >= 8);
	}
}

static void
unknown_methods_are_no_method_of_ours(void **state)
{
	static const char *const names[] = { "FOO", "TRACE", "OPTIONS", "get",
		"", "GETX", "CONNECT" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++) {
		const char *variables[] = {
			arena_printf(*state, "REQUEST_METHOD=%s", names[i]),
			"REQUEST_URI=/", "HTTP_X_HTTP_METHOD_OVERRIDE=GET", NULL
		};
		struct request r;

		assert_null(read_request(*state, variables, "", &r));
		assert_int_equal(r.method, METHOD__MAX);
	}
}

static void
head_is_a_get_without_a_body(void **state)
{
	static const char *const variables[] = { "REQUEST_METHOD=HEAD",
		"REQUEST_URI=/", NULL };
	struct request r;

	assert_null(read_request(*state, variables, "", &r));
	assert_int_equal(r.method, GET);
	assert_true(r.head);
}

static void
a_body_is_as_long_as_it_says(void **state)
{
	static const struct {
		const char *length, *body;
		int kind; /* -1: fine */
	} cases[] = {
		{ "CONTENT_LENGTH=5", "12345", -1 },
		{ "CONTENT_LENGTH=5", "1234567",
		    -1 }, /* the rest is not ours */
		{ "CONTENT_LENGTH=", "", -1 },
		{ "CONTENT_LENGTH=0", "", -1 },
		{ "CONTENT_LENGTH=5", "1234", ERR_MALFORMED },
		{ "CONTENT_LENGTH=5", "", ERR_MALFORMED },
		{ "CONTENT_LENGTH=-5", "12345", ERR_MALFORMED },
		{ "CONTENT_LENGTH=+5", "12345", ERR_MALFORMED },
		{ "CONTENT_LENGTH=0x5", "12345", ERR_MALFORMED },
		{ "CONTENT_LENGTH=5,5", "12345", ERR_MALFORMED },
		{ "CONTENT_LENGTH=18446744073709551621", "12345",
		    ERR_MALFORMED },
		{ "CONTENT_LENGTH=262145", "", ERR_TOO_LARGE },
		{ "CONTENT_LENGTH=999999999999", "", ERR_TOO_LARGE },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		const char *variables[] = { "REQUEST_METHOD=POST",
			"REQUEST_URI=/", cases[i].length, NULL };
		struct request r;

		assert_null(read_request(*state, variables, cases[i].body, &r));
		assert_int_equal(r.body_fault != NULL ? (int)r.body_fault->kind
						      : -1,
		    cases[i].kind);
		assert_int_equal(r.body == NULL, r.body_fault != NULL);
	}
}

static void
accept_is_read_as_a_list_of_ranges(void **state)
{
	static const struct {
		const char *accept;
		bool json;
	} cases[] = {
		{ NULL, true },
		{ "*/*", true },
		{ "application/json", true },
		{ "APPLICATION/JSON", true },
		{ "application/*", true },
		{ "text/html, application/json;q=0.1", true },
		{ "text/html,*/*;q=0.8", true },
		{ "application/json; charset=utf-8", true },
		{ "text/html", false },
		{ "application/jsonx", false },
		{ "application/xml, text/*", false },
		{ "*/*, application/json;q=0", false },
		{ "application/*;q=0.0, */*", false },
		{ "application/json;q=0.001", true },
		{ ",,,", false },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		const struct request r = { .accept = cases[i].accept };
		struct err *e = request_accepts(*state, &r, "application/json");

		assert_int_equal(e == NULL, cases[i].json);
	}
}

static void
only_json_in_utf8_is_read(void **state)
{
	static const struct {
		const char *type, *encoding;
		bool good;
	} cases[] = {
		{ "application/json", NULL, true },
		{ "Application/JSON", "identity", true },
		{ "application/json; charset=utf-8", NULL, true },
		{ "application/json;charset=\"UTF-8\"", NULL, true },
		{ "application/json; charset=utf-16", NULL, false },
		{ "application/json; charset=utf-8; x=y", NULL, false },
		{ "application/jsonp", NULL, false },
		{ "application/merge-patch+json", NULL, false },
		{ "text/plain", NULL, false },
		{ "", NULL, false },
		{ NULL, NULL, false },
		{ "application/json", "gzip", false },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		const struct request r = { .content_type = cases[i].type,
			.content_encoding = cases[i].encoding };
		struct err *e = request_body_is(*state, &r, "application/json");

		assert_int_equal(e == NULL, cases[i].good);
		if (e != NULL)
			assert_int_equal(e->kind, ERR_UNSUPPORTED_MEDIA_TYPE);
	}
}

static void
a_cookie_is_found_once_or_not_at_all(void **state)
{
	static const struct {
		const char *header, *value;
	} cases[] = {
		{ "r=1", "1" },
		{ "a=b; r=1; c=d", "1" },
		{ "r=", "" },
		{ "xr=1", NULL },
		{ "r1=1", NULL },
		{ "r=1; r=2", NULL },
		{ "", NULL },
		{ NULL, NULL },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		const struct request r = { .cookie = cases[i].header };
		const char *value = request_cookie(*state, &r, "r");

		if (cases[i].value == NULL)
			assert_null(value);
		else
			assert_string_equal(value, cases[i].value);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(a_plain_request_is_read),
		with_arena(an_address_counts_with_its_network),
		with_arena(paths_with_a_second_spelling_are_refused),
		with_arena(a_path_that_nginx_reads_differently_is_refused),
		with_arena(the_well_known_path_is_plain),
		with_arena(what_is_too_long_says_so),
		with_arena(headers_that_stand_twice_are_refused),
		with_arena(two_accept_headers_are_one_list),
		with_arena(a_header_too_long_or_too_many),
		with_arena(a_request_id_is_kept_if_it_is_sane),
		with_arena(unknown_methods_are_no_method_of_ours),
		with_arena(head_is_a_get_without_a_body),
		with_arena(a_body_is_as_long_as_it_says),
		with_arena(accept_is_read_as_a_list_of_ranges),
		with_arena(only_json_in_utf8_is_read),
		with_arena(a_cookie_is_found_once_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
