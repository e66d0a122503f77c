/*
 * arena_fixture.h - a fresh arena for each test, as *state.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_API_ARENA_FIXTURE_H
#define TESTS_API_ARENA_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sodium.h>

#include "core/arena.h"
#include "core/compiler.h"
#include "core/err.h"

static inline int
begin_arena(void **state)
{
	if (sodium_init() < 0)
		return -1;
	*state = arena_new(64 << 20);
	return 0;
}

static inline int
end_arena(void **state)
{
	arena_free(*state);
	return 0;
}

/* A test that gets an arena. */
#define with_arena(test)                                                       \
	cmocka_unit_test_setup_teardown(test, begin_arena, end_arena)

#endif
