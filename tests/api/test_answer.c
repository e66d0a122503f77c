/*
 * Problem documents, headers, cursors and entity tags that we send.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/api/arena_fixture.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/cursor.h"
#include "api/json.h"
#include "api/problem.h"
#include "api/response.h"

static const unsigned char key[KEY_BYTES] = "the key of this test, 32 bytes.";
static const struct problem said = {
	.base_url = "https://fairlot.example",
	.instance = "/v1/referrals",
	.request_id = "0123456789abcdef",
};

static const json_t *
document(struct arena *a, const struct problem *p, const struct err *e,
    struct response *res)
{
	json_t *d = NULL;

	*res = (struct response){ 0 };
	problem_respond(res, a, p, e);
	assert_string_equal(res->content_type, "application/problem+json");
	assert_null(json_read(a, res->body, res->length, &d));
	return d;
}

static const char *
member(const json_t *d, const char *name)
{
	return json_string_value(json_object_get(d, name));
}

static void
a_problem_says_what_rfc_9457_asks(void **state)
{
	struct response res;
	const json_t *d = document(*state, &said,
	    err_new(*state, ERR_DEADLINE_PASSED, "It was at noon."), &res);

	assert_int_equal(res.status, 409);
	assert_string_equal(member(d, "type"),
	    "https://fairlot.example/problems/deadline-passed");
	assert_string_equal(member(d, "detail"), "It was at noon.");
	assert_string_equal(member(d, "instance"), "/v1/referrals");
	assert_string_equal(member(d, "request_id"), "0123456789abcdef");
	assert_int_equal(json_integer_value(json_object_get(d, "status")), 409);
	assert_null(json_object_get(d, "errors"));
}

static void
every_fault_is_named_with_its_place(void **state)
{
	struct err *e = err_at(*state, "#/needs/2/mark", "Too high.");
	struct response res;
	const json_t *d, *faults;

	err_append(&e, err_param(*state, "limit", "Not a number."));
	d = document(*state, &said, e, &res);
	faults = json_object_get(d, "errors");
	assert_int_equal(res.status, 422);
	assert_int_equal(json_array_size(faults), 2);
	assert_string_equal(member(json_array_get(faults, 0), "pointer"),
	    "#/needs/2/mark");
	assert_string_equal(member(json_array_get(faults, 1), "parameter"),
	    "limit");
	assert_string_equal(member(d, "detail"),
	    "2 values need your attention.");
	assert_null(json_object_get(d, "errors_truncated"));
}

static void
a_conflict_names_the_value_that_is_taken(void **state)
{
	struct err *e = err_new(*state, ERR_CONFLICT, "It is taken.");
	struct response res;
	const json_t *d, *faults;

	e->pointer = "#/email";
	d = document(*state, &said, e, &res);
	faults = json_object_get(d, "errors");
	assert_int_equal(res.status, 409);
	assert_int_equal(json_array_size(faults), 1);
	assert_string_equal(member(json_array_get(faults, 0), "pointer"),
	    "#/email");
	assert_string_equal(member(d, "detail"), "It is taken.");
}

static void
after_a_hundred_faults_it_stops(void **state)
{
	struct err *e = NULL;
	struct response res;
	const json_t *d;
	int i;

	for (i = 0; i < 101; i++)
		err_append(&e, err_at(*state, "#/x", "Wrong."));
	d = document(*state, &said, e, &res);
	assert_int_equal(json_array_size(json_object_get(d, "errors")), 100);
	assert_true(json_is_true(json_object_get(d, "errors_truncated")));
	assert_string_equal(member(d, "detail"),
	    "More than 100 values need your attention.");
}

static void
our_own_mistakes_are_not_explained(void **state)
{
	struct err *e =
	    err_new(*state, ERR_INTERNAL, "relation secret_table is missing");
	struct response res;
	const json_t *d;

	e->sqlstate = "42P01";
	e->log = "secret_table";
	d = document(*state, &said, e, &res);
	assert_int_equal(res.status, 500);
	assert_null(strstr(res.body, "secret"));
	assert_null(strstr(res.body, "42P01"));
	assert_non_null(member(d, "detail"));
}

static void
headers_go_with_their_status(void **state)
{
	struct problem p = said;
	struct response res;
	struct err *e;

	(void)document(*state, &p,
	    err_new(*state, ERR_UNAUTHENTICATED, "Please."), &res);
	assert_string_equal(response_header_value(&res, "WWW-Authenticate"),
	    "Bearer realm=\"fairlot\"");
	p.token_given = true;
	(void)document(*state, &p,
	    err_new(*state, ERR_UNAUTHENTICATED, "Please."), &res);
	assert_non_null(strstr(response_header_value(&res, "WWW-Authenticate"),
	    "invalid_token"));
	(void)document(*state, &p, err_new(*state, ERR_UNAVAILABLE, "Later."),
	    &res);
	assert_string_equal(response_header_value(&res, "Retry-After"), "1");
	e = err_new(*state, ERR_TOO_MANY_REQUESTS, "Slow down.");
	e->retry_after = 17;
	(void)document(*state, &p, e, &res);
	assert_string_equal(response_header_value(&res, "Retry-After"), "17");
	p.allow = "GET, HEAD";
	(void)document(*state, &p,
	    err_new(*state, ERR_METHOD_NOT_ALLOWED, "No."), &res);
	assert_string_equal(response_header_value(&res, "Allow"), "GET, HEAD");
}

static void
every_kind_has_a_page(void **state)
{
	int kind;

	for (kind = 0; kind < ERR__MAX; kind++) {
		const char *page =
		    problem_page(*state, err_slug((enum err_kind)kind));
		json_t *d = NULL;

		assert_non_null(page);
		assert_null(json_read(*state, page, strlen(page), &d));
		assert_true(strlen(member(d, "detail")) > 10);
	}
	assert_null(problem_page(*state, "no-such-problem"));
}

static void
a_head_is_written_line_by_line(void **state)
{
	struct response res = { .status = 201,
		.content_type = "application/json",
		.length = 2,
		.etag = "\"x\"",
		.location = "https://fairlot.example/v1/x" };

	response_header(&res, "Cache-Control", "no-store");
	assert_string_equal(response_head(*state, &res),
	    "Status: 201 Created\r\n"
	    "Content-Type: application/json\r\n"
	    "Content-Length: 2\r\n"
	    "ETag: \"x\"\r\n"
	    "Location: https://fairlot.example/v1/x\r\n"
	    "Cache-Control: no-store\r\n"
	    "\r\n");
}

static void
no_content_has_no_type_and_no_length(void **state)
{
	struct response res = { .status = 204 };

	assert_string_equal(response_head(*state, &res),
	    "Status: 204 No Content\r\n\r\n");
}

/* True if a process that adds the header is ended by abort(). */
static bool
aborts_on(const char *value)
{
	struct response res = { 0 };
	pid_t pid = fork();
	int status = 0;

	if (pid == 0) {
		struct sigaction plain = { .sa_handler = SIG_DFL };

		(void)freopen("/dev/null", "w", stderr);
		sigemptyset(&plain.sa_mask);
		sigaction(SIGABRT, &plain, NULL);
		response_header(&res, "X-Test", value);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void
a_header_cannot_begin_another(void **state)
{
	(void)state;
	assert_true(aborts_on("a\r\nSet-Cookie: b=c"));
	assert_true(aborts_on("a\nb"));
	assert_false(aborts_on("a b"));
}

static void
an_etag_depends_on_every_byte(void **state)
{
	const char *a = response_etag(*state, "{\"a\":1}");

	assert_int_equal(strlen(a), 24);
	assert_int_equal(a[0], '"');
	assert_string_equal(a, response_etag(*state, "{\"a\":1}"));
	assert_string_not_equal(a, response_etag(*state, "{\"a\":2}"));
	assert_string_not_equal(a, response_etag(*state, "{\"a\":1} "));
}

static void
a_cursor_opens_where_it_was_made(void **state)
{
	const char *cursor =
	    cursor_seal(*state, key, "listUsers /v1/users", "2026 a");
	const char *place = NULL;

	assert_null(
	    cursor_open(*state, key, "listUsers /v1/users", cursor, &place));
	assert_string_equal(place, "2026 a");
	assert_null(strstr(cursor, "2026"));
}

static void
the_same_place_has_the_same_cursor(void **state)
{
	assert_string_equal(cursor_seal(*state, key, "l", "p"),
	    cursor_seal(*state, key, "l", "p"));
	assert_string_not_equal(cursor_seal(*state, key, "l", "p"),
	    cursor_seal(*state, key, "m", "p"));
}

static void
a_cursor_of_another_list_or_key_or_spelling(void **state)
{
	static const unsigned char other[KEY_BYTES] = "another key";
	const char *cursor = cursor_seal(*state, key, "l", "place");
	const char *place = NULL;
	size_t i;

	assert_non_null(cursor_open(*state, key, "m", cursor, &place));
	assert_non_null(cursor_open(*state, other, "l", cursor, &place));
	for (i = 0; i < strlen(cursor); i += 3) {
		char *bad = arena_dup(*state, cursor);

		bad[i] = bad[i] == 'A' ? 'B' : 'A';
		assert_non_null(cursor_open(*state, key, "l", bad, &place));
	}
	assert_null(place);
}

static void
text_that_is_no_cursor(void **state)
{
	static const char *const texts[] = { "", "a", "....", "AAAA",
		"not a cursor", "%00",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
	const char *place = NULL;
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++) {
		struct err *e = cursor_open(*state, key, "l", texts[i], &place);

		assert_non_null(e);
		assert_int_equal(e->kind, ERR_BAD_CURSOR);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(a_problem_says_what_rfc_9457_asks),
		with_arena(every_fault_is_named_with_its_place),
		with_arena(a_conflict_names_the_value_that_is_taken),
		with_arena(after_a_hundred_faults_it_stops),
		with_arena(our_own_mistakes_are_not_explained),
		with_arena(headers_go_with_their_status),
		with_arena(every_kind_has_a_page),
		with_arena(a_head_is_written_line_by_line),
		with_arena(no_content_has_no_type_and_no_length),
		with_arena(a_header_cannot_begin_another),
		with_arena(an_etag_depends_on_every_byte),
		with_arena(a_cursor_opens_where_it_was_made),
		with_arena(the_same_place_has_the_same_cursor),
		with_arena(a_cursor_of_another_list_or_key_or_spelling),
		with_arena(text_that_is_no_cursor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
