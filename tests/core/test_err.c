/*
 * Every way of saying "no" has a status, a slug and a title; errors chain.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <string.h>

static void
every_kind_has_a_status_a_slug_and_a_title(void **state)
{
	(void)state;
	for (int i = 0; i < ERR__MAX; i++) {
		const enum err_kind kind = (enum err_kind)i;

		assert_in_range(err_status(kind), 400, 503);
		assert_non_null(err_slug(kind));
		assert_true(strlen(err_title(kind)) > 10);
	}
}

static void
a_slug_is_hyphenated_lower_case_and_belongs_to_one_kind(void **state)
{
	(void)state;
	for (int i = 0; i < ERR__MAX; i++) {
		const char *slug = err_slug((enum err_kind)i);
		enum err_kind found = ERR__MAX;

		assert_int_equal(strspn(slug,
				     "abcdefghijklmnopqrstuvwxyz0123456789-"),
		    strlen(slug));
		assert_true(err_kind_by_slug(slug, &found));
		assert_int_equal(found, i);
	}
}

static void
an_unknown_slug_leaves_the_output_alone(void **state)
{
	enum err_kind kind = ERR_NOT_FOUND;

	(void)state;
	assert_false(err_kind_by_slug("no-such-slug", &kind));
	assert_int_equal(kind, ERR_NOT_FOUND);
}

static void
titles_and_slugs_do_not_repeat(void **state)
{
	(void)state;
	for (int i = 0; i < ERR__MAX; i++) {
		for (int j = 0; j < i; j++)
			assert_string_not_equal(err_title((enum err_kind)i),
			    err_title((enum err_kind)j));
	}
}

static void
the_status_follows_the_published_list(void **state)
{
	static const struct {
		enum err_kind kind;
		int status;
	} cases[] = {
		{ ERR_MALFORMED, 400 },
		{ ERR_BAD_CURSOR, 400 },
		{ ERR_UNAUTHENTICATED, 401 },
		{ ERR_NOT_PARTNER, 403 },
		{ ERR_NOT_FOUND, 404 },
		{ ERR_METHOD_NOT_ALLOWED, 405 },
		{ ERR_NOT_ACCEPTABLE, 406 },
		{ ERR_DEADLINE_PASSED, 409 },
		{ ERR_PERSON_REQUIRED, 409 },
		{ ERR_PRECONDITION_FAILED, 412 },
		{ ERR_TOO_LARGE, 413 },
		{ ERR_URI_TOO_LONG, 414 },
		{ ERR_UNSUPPORTED_MEDIA_TYPE, 415 },
		{ ERR_INVALID, 422 },
		{ ERR_PRECONDITION_REQUIRED, 428 },
		{ ERR_TOO_MANY_REQUESTS, 429 },
		{ ERR_HEADERS_TOO_LARGE, 431 },
		{ ERR_INTERNAL, 500 },
		{ ERR_OUTCOME_UNKNOWN, 503 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(err_status(cases[i].kind), cases[i].status);
}

static void
an_error_says_where_and_what(void **state)
{
	struct err *body = err_at(*state, "#/price", "At least %d.", 1);
	struct err *query = err_param(*state, "limit", "At most %d.", 100);
	struct err *guard = err_new(*state, ERR_CONFLICT, "It is %s.", "taken");

	assert_int_equal(body->kind, ERR_INVALID);
	assert_string_equal(body->pointer, "#/price");
	assert_null(body->parameter);
	assert_string_equal(body->detail, "At least 1.");
	assert_int_equal(query->kind, ERR_INVALID);
	assert_string_equal(query->parameter, "limit");
	assert_null(query->pointer);
	assert_string_equal(query->detail, "At most 100.");
	assert_int_equal(guard->kind, ERR_CONFLICT);
	assert_string_equal(guard->detail, "It is taken.");
	assert_null(guard->next);
}

static void
chains_are_joined_in_order(void **state)
{
	struct err *list = NULL, *more = NULL;

	err_append(&list, NULL);
	assert_null(list);
	err_append(&more, err_at(*state, "#/b", "."));
	err_append(&more, err_at(*state, "#/c", "."));
	err_append(&list, err_at(*state, "#/a", "."));
	err_append(&list, more);
	assert_int_equal(count_faults(list), 3);
	assert_fault_at(list, 0, "#/a");
	assert_fault_at(list, 1, "#/b");
	assert_fault_at(list, 2, "#/c");
}

static void
faults_elsewhere_are_added_and_the_same_places_left_out(void **state)
{
	struct arena *a = *state;
	struct err *list = err_at(a, "#/weights/price", "type");
	struct err *more = err_at(a, "#/weights", "above");

	err_append(&more, err_at(a, "#/weights/price", "same"));
	err_append(&more, err_at(a, "#/weights/price/x", "below"));
	err_append(&more, err_at(a, "#/weights/prices", "beside"));
	err_append(&more, err_at(a, "#/needs", "elsewhere"));
	err_append(&more, err_at(a, "#/needs/0", "two of one kind"));
	err_append_elsewhere(&list, more);
	assert_string_equal(list->pointer, "#/weights/price");
	assert_string_equal(list->next->pointer, "#/weights/prices");
	assert_string_equal(list->next->next->pointer, "#/needs");
	assert_string_equal(list->next->next->next->pointer, "#/needs/0");
	assert_null(list->next->next->next->next);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_kind_has_a_status_a_slug_and_a_title),
		T(a_slug_is_hyphenated_lower_case_and_belongs_to_one_kind),
		T(an_unknown_slug_leaves_the_output_alone),
		T(titles_and_slugs_do_not_repeat),
		T(the_status_follows_the_published_list),
		T(an_error_says_where_and_what),
		T(chains_are_joined_in_order),
		T(faults_elsewhere_are_added_and_the_same_places_left_out),
	};

	return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
