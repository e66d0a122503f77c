/*
 * common.h - what every test of core/ begins with.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each test gets a fresh arena as *state.
 */
#ifndef TESTS_CORE_COMMON_H
#define TESTS_CORE_COMMON_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/err.h"

enum { TEST_ARENA_BYTES = 64 << 20 };

static inline int
fresh_arena(void **state)
{
	*state = arena_new(TEST_ARENA_BYTES);
	return 0;
}

static inline int
free_arena(void **state)
{
	arena_free(*state);
	return 0;
}

#define T(f) cmocka_unit_test_setup_teardown(f, fresh_arena, free_arena)

/* The n-th error of a chain must exist, be invalid, and point there. */
static inline void
assert_fault_at(const struct err *e, int n, const char *pointer)
{
	for (; n > 0 && e; n--)
		e = e->next;
	assert_string_equal(e ? err_slug(e->kind) : "no error", "invalid");
	assert_string_equal(e ? e->pointer : "no error", pointer);
}

static inline void
assert_kind(const struct err *e, enum err_kind kind)
{
	assert_string_equal(e ? err_slug(e->kind) : "no error", err_slug(kind));
}

static inline int
count_faults(const struct err *e)
{
	int n = 0;

	for (; e; e = e->next)
		n++;
	return n;
}

/* A generator for property tests: the same numbers on every machine. */
static inline uint64_t
next_random(uint64_t *seed)
{
	*seed += UINT64_C(0x9e3779b97f4a7c15);
	uint64_t z = *seed;

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static inline int
random_below(uint64_t *seed, int n)
{
	return (int)(next_random(seed) % (uint64_t)n);
}

#endif
