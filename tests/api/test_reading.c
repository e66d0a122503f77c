/*
 * Query strings, JSON bodies, paths and entity tags, as strangers write them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/api/arena_fixture.h"

#include <string.h>

#include "api/config.h"
#include "api/json.h"
#include "api/match.h"
#include "api/precondition.h"
#include "api/query.h"
#include "api/text.h"

#define UUID_A "5b1d4a8e-7c0f-4a52-9a3e-0f6a1c2d3e4f"
#define UUID_B "7d9e2f10-3b4c-4d5e-8f60-718293a4b5c6"

static void
a_query_is_decoded(void **state)
{
	struct query q;

	assert_null(query_parse(*state,
	    "near=OX1%204PR&q=caf%C3%A9+%F0%9F%98%80&empty=&flag&&x=a=b", &q));
	assert_int_equal(q.count, 5);
	assert_string_equal(query_get(&q, "near"), "OX1 4PR");
	assert_string_equal(query_get(&q, "q"), "caf\xc3\xa9 \xf0\x9f\x98\x80");
	assert_string_equal(query_get(&q, "empty"), "");
	assert_string_equal(query_get(&q, "flag"), "");
	assert_string_equal(query_get(&q, "x"), "a=b");
	assert_null(query_get(&q, "y"));
}

static void
a_query_that_is_no_text_is_refused(void **state)
{
	static const char *const queries[] = { "a=%", "a=%2", "a=%zz", "%=1",
		"a=%00", "a=%0a", "a=%7f", "a=%c0%af", "a=%ed%a0%80", "a=\xff",
		"=1", "a=%u0041" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(queries); i++) {
		struct query q;
		struct err *e = query_parse(*state, queries[i], &q);

		assert_non_null(e);
		assert_int_equal(e->kind, ERR_MALFORMED);
	}
}

static void
a_parameter_stands_once(void **state)
{
	struct query q;
	struct err *e = query_parse(*state, "a=1&%61=2", &q);

	assert_non_null(e);
	assert_int_equal(e->kind, ERR_INVALID);
	assert_string_equal(e->parameter, "a");
}

static void
there_are_not_too_many_parameters(void **state)
{
	const char *text = "p0=";
	struct query q;
	int i;

	for (i = 1; i < LIMIT_QUERY_PARAMETERS; i++)
		text = arena_printf(*state, "%s&p%d=", text, i);
	assert_null(query_parse(*state, text, &q));
	assert_non_null(
	    query_parse(*state, arena_printf(*state, "%s&x=", text), &q));
}

static void
json_that_is_refused_before_or_while_parsing(void **state)
{
	static const char *const texts[] = { "", " ", "[]", "1", "\"a\"",
		"null", "{", "}", "{}x", "{} {}", "{a:1}", "{'a':1}",
		"{\"a\":1,}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":NaN}",
		"{\"a\":Infinity}", "{\"a\":0x1}", "{\"a\":.5}", "{\"a\":1.}",
		"{\"a\":9223372036854775808}", "{\"a\":1e999}", "{\"a\":1}//",
		"/**/{}", "\xef\xbb\xbf{}", "{\"a\":\"\xff\"}",
		"{\"a\":\"\xc0\xaf\"}", "{\"a\":\"\\ud800\"}",
		"{\"a\":\"\\u0000\"}", "{\"\\u0000\":1}", "{\"a\":\"\n\"}",
		"{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}",
		"{\"b\":{\"a\":1,\"a\":1}}", "{\"a\":tru}", "{\"a\" 1}" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++) {
		json_t *out = NULL;
		struct err *e =
		    json_read(*state, texts[i], strlen(texts[i]), &out);

		assert_non_null(e);
		assert_int_equal(e->kind, ERR_MALFORMED);
		assert_null(out);
	}
}

static void
a_raw_nul_is_refused(void **state)
{
	static const char text[] = "{\"a\":\"x\0y\"}";
	json_t *out = NULL;

	assert_non_null(json_read(*state, text, sizeof(text) - 1, &out));
}

static void
numbers_keep_their_value(void **state)
{
	static const char text[] =
	    "{\"big\":4294967297,\"low\":-2147483649,\"percent\":33.33}";
	json_t *out = NULL;

	assert_null(json_read(*state, text, sizeof(text) - 1, &out));
	assert_int_equal(json_integer_value(json_object_get(out, "big")),
	    INT64_C(4294967297));
	assert_int_equal(json_integer_value(json_object_get(out, "low")),
	    INT64_C(-2147483649));
	assert_string_equal(json_compact(*state, out), text);
}

/* start, n times what repeats, and end. */
static const char *
repeat(struct arena *a, const char *start, const char *what, size_t n,
    const char *end)
{
	size_t length = strlen(what);
	char *middle = arena_zalloc(a, n * length + 1);
	size_t i;

	for (i = 0; i < n * length; i++)
		middle[i] = what[i % length];
	return arena_printf(a, "%s%s%s", start, middle, end);
}

/* {"a":[[[...]]]} with that many levels. */
static const char *
nest(struct arena *a, size_t levels)
{
	const char *opened = repeat(a, "{\"a\":", "[", levels - 1, "");

	return repeat(a, opened, "]", levels - 1, "}");
}

static void
depth_has_a_limit(void **state)
{
	const char *fits = nest(*state, LIMIT_JSON_DEPTH);
	const char *deep = nest(*state, LIMIT_JSON_DEPTH + 1);
	json_t *out = NULL;

	assert_null(json_read(*state, fits, strlen(fits), &out));
	assert_non_null(json_read(*state, deep, strlen(deep), &out));
}

static void
brackets_in_strings_are_no_depth(void **state)
{
	static const char text[] =
	    "{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[\"}";
	json_t *out = NULL;

	assert_null(json_read(*state, text, sizeof(text) - 1, &out));
}

static void
structure_has_a_limit(void **state)
{
	const char *text =
	    repeat(*state, "{\"a\":[1", ",1", LIMIT_JSON_TOKENS, "]}");
	json_t *out = NULL;

	assert_non_null(json_read(*state, text, strlen(text), &out));
}

/* clang-format off */
static const struct route table[] = {
	{ GET, "/v1/things", PUBLIC, KIND_LIST, STMT__MAX, LOCK_NONE, 0, NULL, "listThings" },
	{ POST, "/v1/things", LEAD, KIND_WRITE, STMT__MAX, LOCK_NONE, 0, NULL, "createThing" },
	{ GET, "/v1/things/{thing_id}", PUBLIC, KIND_READ, STMT__MAX, LOCK_NONE, 0, NULL, "showThing" },
	{ PUT, "/v1/things/{thing_id}/parts/{part_id}", LEAD, KIND_WRITE, STMT__MAX, LOCK_NONE, 0, NULL, "putPart" },
	{ GET, "/problems/{slug}", PUBLIC, KIND_PLAIN, STMT__MAX, LOCK_NONE, 0, NULL, "showProblem" },
};
/* clang-format on */

static struct err *
match(struct arena *a, enum method method, const char *path, struct match *m)
{
	return match_route(a, table, ARRAY_LEN(table), method, path, m);
}

static void
a_path_finds_its_row_and_names(void **state)
{
	struct match m = { 0 };

	assert_null(
	    match(*state, PUT, "/v1/things/" UUID_A "/parts/" UUID_B, &m));
	assert_string_equal(m.route->operation, "putPart");
	assert_string_equal(match_value(&m, "thing_id"), UUID_A);
	assert_string_equal(match_value(&m, "part_id"), UUID_B);
	assert_null(match_value(&m, "other_id"));
}

static void
an_id_in_capitals_is_the_same_id(void **state)
{
	struct match m = { 0 };

	assert_null(match(*state, GET,
	    "/v1/things/5B1D4A8E-7C0F-4A52-9A3E-0F6A1C2D3E4F", &m));
	assert_string_equal(match_value(&m, "thing_id"), UUID_A);
}

static void
what_no_row_has_is_not_found(void **state)
{
	static const char *const paths[] = { "/", "/v1", "/v1/thing",
		"/v1/thingss", "/v1/things/", "/v1/things/1",
		"/v1/things/" UUID_A "/", "/v1/things/" UUID_A "x",
		"/v1/things/" UUID_A "/parts", "/problems/", "/problems/a b",
		"/problems/a/b", "/v1/things/{thing_id}" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(paths); i++) {
		struct match m = { 0 };
		struct err *e = match(*state, GET, paths[i], &m);

		assert_non_null(e);
		assert_int_equal(e->kind, ERR_NOT_FOUND);
		assert_null(m.allow);
	}
}

static void
another_method_is_told_which_there_are(void **state)
{
	struct match m = { 0 };
	struct err *e = match(*state, DELETE, "/v1/things", &m);

	assert_int_equal(e->kind, ERR_METHOD_NOT_ALLOWED);
	assert_string_equal(m.allow, "GET, HEAD, POST");
	e = match(*state, METHOD__MAX, "/v1/things/" UUID_A, &m);
	assert_int_equal(e->kind, ERR_METHOD_NOT_ALLOWED);
	assert_string_equal(m.allow, "GET, HEAD");
}

static void
preconditions_of_a_change(void **state)
{
	static const struct {
		const char *etag, *if_match, *if_none_match;
		int kind; /* -1: go on */
	} cases[] = {
		{ "\"a\"", "\"a\"", NULL, -1 },
		{ "\"a\"", "*", NULL, -1 },
		{ "\"a\"", "\"b\", \"a\"", NULL, -1 },
		{ "\"a\"", "\"x,y\",\"a\"", NULL, -1 },
		{ "\"a\"", NULL, NULL, ERR_PRECONDITION_REQUIRED },
		{ "\"a\"", "\"b\"", NULL, ERR_PRECONDITION_FAILED },
		{ "\"a\"", "W/\"a\"", NULL, ERR_PRECONDITION_FAILED },
		{ "\"a\"", "a", NULL, ERR_PRECONDITION_FAILED },
		{ "\"a\"", "", NULL, ERR_PRECONDITION_FAILED },
		{ "\"a\"", NULL, "*", ERR_PRECONDITION_FAILED },
		{ "\"a\"", "\"a\"", "\"a\"", ERR_PRECONDITION_FAILED },
		{ "\"a\"", "\"a\"", "\"b\"", -1 },
		{ NULL, NULL, NULL, -1 },
		{ NULL, NULL, "*", -1 },
		{ NULL, "*", NULL, ERR_PRECONDITION_FAILED },
		{ NULL, "\"a\"", NULL, ERR_PRECONDITION_FAILED },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct err *e = precondition_check(*state, cases[i].etag,
		    cases[i].if_match, cases[i].if_none_match);

		assert_int_equal(e != NULL ? (int)e->kind : -1, cases[i].kind);
	}
}

static void
a_reader_may_hold_a_weak_tag(void **state)
{
	assert_true(precondition_names(*state, "W/\"a\"", "\"a\"", true));
	assert_false(precondition_names(*state, "W/\"b\"", "\"a\"", true));
}

static void
text_is_what_it_claims(void **state)
{
	size_t length;

	assert_true(text_is_uuid(UUID_A));
	assert_false(text_is_uuid(UUID_A "0"));
	assert_false(text_is_uuid("5b1d4a8e-7c0f-4a52-9a3e"));
	assert_false(text_is_uuid(""));
	assert_true(text_is_utf8("\xf0\x9f\x98\x80", 4));
	assert_false(text_is_utf8("\xf0\x9f\x98", 3));
	assert_false(text_is_utf8("\xf5\x80\x80\x80", 4));
	assert_int_equal(text_characters("a\xc3\xa9\xf0\x9f\x98\x80"), 3);
	assert_true(text_is_uuid(text_uuid(*state)));
	assert_string_not_equal(text_uuid(*state), text_uuid(*state));
	assert_int_equal(strlen(text_secret(*state, 32)), 43);
	assert_null(text_from_base64url(*state, "a=b", &length));
	assert_non_null(text_from_base64url(*state, "YWJj", &length));
	assert_int_equal(length, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(a_query_is_decoded),
		with_arena(a_query_that_is_no_text_is_refused),
		with_arena(a_parameter_stands_once),
		with_arena(there_are_not_too_many_parameters),
		with_arena(json_that_is_refused_before_or_while_parsing),
		with_arena(a_raw_nul_is_refused),
		with_arena(numbers_keep_their_value),
		with_arena(depth_has_a_limit),
		with_arena(brackets_in_strings_are_no_depth),
		with_arena(structure_has_a_limit),
		with_arena(a_path_finds_its_row_and_names),
		with_arena(an_id_in_capitals_is_the_same_id),
		with_arena(what_no_row_has_is_not_found),
		with_arena(another_method_is_told_which_there_are),
		with_arena(preconditions_of_a_change),
		with_arena(a_reader_may_hold_a_weak_tag),
		with_arena(text_is_what_it_claims),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
