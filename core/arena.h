/*
 * arena.h - memory and clean-up that live exactly as long as one request.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The dispatcher owns one arena and resets it after each response.  Handlers
 * allocate from it and never free.  What is not plain memory (a PGresult, a
 * json_t) is handed over with arena_defer() at the moment it is acquired.
 *
 * Running out of memory ends the process with a log line: request sizes are
 * bounded before a handler runs, so it means a bug or a starved machine, and
 * the supervisor starts a fresh worker.  Hence nothing here returns NULL.
 */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "core/compiler.h"

struct arena;

/* A new, empty arena that may grow to limit bytes.  Free with arena_free(). */
MUST_CHECK struct arena *arena_new(size_t limit);

/* Reset, then give all memory back.  arena_free(NULL) does nothing. */
void arena_free(struct arena *a);

/* Run the deferred calls, newest first, and forget every allocation. */
void arena_reset(struct arena *a);

/* size zeroed bytes, aligned for any type, valid until the next reset. */
MUST_CHECK void *arena_zalloc(struct arena *a, size_t size);

/* count elements of size zeroed bytes each; the product cannot overflow. */
MUST_CHECK void *arena_zalloc_array(struct arena *a, size_t count, size_t size);

/* A copy of s (borrowed), valid until the next reset. */
MUST_CHECK char *arena_dup(struct arena *a, const char *s);

/* The parts (borrowed) one after the other; for long ones the way that does
 * not format.  The caller sees to it that the sum of their lengths is sane. */
MUST_CHECK char *
arena_concat(struct arena *a, const char *const *parts, size_t count);

/* Formatted, NUL-terminated string, valid until the next reset. */
MUST_CHECK char *
arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
MUST_CHECK char *
arena_vprintf(struct arena *a, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);

/* Call fn(arg) at the next reset.  The arena now owns arg. */
void arena_defer(struct arena *a, void (*fn)(void *), void *arg);

#endif
