/*
 * Memory that lives exactly as long as one request.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static void
memory_comes_zeroed_and_aligned(void **state)
{
	for (size_t size = 1; size < 200; size++) {
		unsigned char *p = arena_zalloc(*state, size);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, size);
	}
}

static void
memory_is_zeroed_again_after_a_reset(void **state)
{
	unsigned char *p = arena_zalloc(*state, 100);

	memset(p, 0xff, 100);
	arena_reset(*state);
	p = arena_zalloc(*state, 100);
	for (size_t i = 0; i < 100; i++)
		assert_int_equal(p[i], 0);
}

static void
a_large_array_gets_a_block_of_its_own(void **state)
{
	const size_t count = 100000;
	int64_t *numbers = arena_zalloc_array(*state, count, sizeof(*numbers));

	numbers[count - 1] = 7;
	assert_int_equal(numbers[0], 0);
	assert_int_equal(numbers[count - 1], 7);
	assert_non_null(arena_zalloc_array(*state, 0, 8));
	assert_non_null(arena_zalloc_array(*state, 8, 0));
}

static void
text_is_copied_and_formatted(void **state)
{
	char original[] = "premises";
	const char *copy = arena_dup(*state, original);

	original[0] = 'x';
	assert_string_equal(copy, "premises");
	assert_string_equal(arena_printf(*state, "%s-%d", copy, 7),
	    "premises-7");
	assert_string_equal(arena_dup(*state, ""), "");
}

/* Both ways of formatting: in one go, and measured first. */
static void
text_of_any_length_is_whole(void **state)
{
	char long_one[2000], joined[2 * sizeof(long_one)];

	for (size_t size = 500; size < 530; size++) {
		memset(long_one, 'x', size);
		long_one[size] = '\0';
		assert_string_equal(arena_printf(*state, "%s", long_one),
		    long_one);
	}
	memset(long_one, 'y', sizeof(long_one) - 1);
	long_one[sizeof(long_one) - 1] = '\0';
	const char *const parts[] = { "[", long_one, "", "]" };

	(void)snprintf(joined, sizeof(joined), "[%s]", long_one);
	assert_string_equal(arena_concat(*state, parts, 4), joined);
	assert_string_equal(arena_printf(*state, "[%s]", long_one), joined);
	assert_string_equal(arena_concat(*state, parts, 0), "");
}

struct note {
	char *log;
	char letter;
};

static void
remember(void *arg)
{
	const struct note *n = arg;

	n->log[strlen(n->log)] = n->letter;
}

static void
deferred_calls_run_once_newest_first(void **state)
{
	char log[8] = "";
	struct note a = { log, 'a' }, b = { log, 'b' };

	arena_defer(*state, remember, &a);
	arena_defer(*state, remember, &b);
	assert_string_equal(log, "");
	arena_reset(*state);
	assert_string_equal(log, "ba");
	arena_reset(*state);
	assert_string_equal(log, "ba");
}

static void
freeing_nothing_is_allowed(void **state)
{
	(void)state;
	arena_free(NULL);
}

static sigjmp_buf after_abort;

static void
come_back(int signal)
{
	(void)signal;
	siglongjmp(after_abort, 1);
}

/* Whether the call ends the process: abort() is caught for a moment. */
static bool
aborts(void (*call)(struct arena *), struct arena *a)
{
	struct sigaction caught = { .sa_handler = come_back }, before;
	volatile bool aborted = true;

	sigemptyset(&caught.sa_mask);
	assert_int_equal(sigaction(SIGABRT, &caught, &before), 0);
	if (sigsetjmp(after_abort, 1) == 0) {
		call(a);
		aborted = false;
	}
	assert_int_equal(sigaction(SIGABRT, &before, NULL), 0);
	return aborted;
}

static void
ask_for_more_than_the_limit(struct arena *a)
{
	(void)!arena_zalloc(a, TEST_ARENA_BYTES + 1);
}

static void
ask_for_the_limit_beside_the_first_block(struct arena *a)
{
	(void)!arena_zalloc(a, TEST_ARENA_BYTES);
}

static void
ask_for_an_array_that_overflows(struct arena *a)
{
	(void)!arena_zalloc_array(a, SIZE_MAX / 2, 4);
}

static void
ask_for_little(struct arena *a)
{
	(void)!arena_zalloc(a, 100);
}

static void
a_request_over_its_memory_limit_ends_the_process(void **state)
{
	assert_true(aborts(ask_for_more_than_the_limit, *state));
	assert_true(aborts(ask_for_the_limit_beside_the_first_block, *state));
	assert_true(aborts(ask_for_an_array_that_overflows, *state));
	assert_false(aborts(ask_for_little, *state));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(memory_comes_zeroed_and_aligned),
		T(memory_is_zeroed_again_after_a_reset),
		T(a_large_array_gets_a_block_of_its_own),
		T(text_is_copied_and_formatted),
		T(text_of_any_length_is_whole),
		T(deferred_calls_run_once_newest_first),
		T(freeing_nothing_is_allowed),
		T(a_request_over_its_memory_limit_ends_the_process),
	};

	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
