/*
 * arena.c - a list of growing blocks, and a list of deferred calls.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Under AddressSanitizer the unused tail of each block is poisoned, so a
 * pointer kept past arena_reset() is still reported as it would be with
 * malloc().
 */
#include "core/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature) /* clang's spelling of the gcc macro below */
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n)   ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

enum { BLOCK_MIN = 16 * 1024 }; /* bytes; fits nearly every request */
enum { LINE_BYTES = 512 };      /* most formatted strings are shorter */

struct block {
	struct block *next;
	size_t size; /* of data, in bytes */
	size_t used;
	_Alignas(max_align_t) unsigned char data[];
};

struct deferred {
	struct deferred *next;
	void (*fn)(void *);
	void *arg;
};

struct arena {
	struct block *blocks;      /* newest first */
	struct deferred *deferred; /* newest first */
	size_t total;              /* bytes held in blocks */
	size_t limit;
};

static _Noreturn void
die(const char *why, size_t n)
{
	fprintf(stderr, "arena: %s (%zu bytes)\n", why, n);
	abort();
}

static struct block *
block_new(size_t size)
{
	struct block *b;

	b = malloc(sizeof(*b) + size);
	if (!b)
		die("out of memory", size);
	b->next = NULL;
	b->size = size;
	b->used = 0;
	ASAN_POISON_MEMORY_REGION(b->data, b->size);
	return b;
}

struct arena *
arena_new(size_t limit)
{
	struct arena *a;

	a = calloc(1, sizeof(*a));
	if (!a)
		die("out of memory", sizeof(*a));
	a->limit = limit;
	a->blocks = block_new(BLOCK_MIN);
	a->total = BLOCK_MIN;
	return a;
}

void *
arena_zalloc(struct arena *a, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	struct block *b = a->blocks;
	size_t need;
	void *p;

	if (size > a->limit)
		die("request over its memory limit", size);
	need = (size + align - 1) & ~(align - 1);
	if (need > b->size - b->used) {
		const size_t block = need > BLOCK_MIN ? need : BLOCK_MIN;

		if (a->total + block > a->limit)
			die("request over its memory limit", a->total + block);
		b = block_new(block);
		a->total += b->size;
		b->next = a->blocks;
		a->blocks = b;
	}
	p = b->data + b->used;
	b->used += need;
	ASAN_UNPOISON_MEMORY_REGION(p, size);
	return memset(p, 0, size);
}

void *
arena_zalloc_array(struct arena *a, size_t count, size_t size)
{
	if (size != 0 && count > a->limit / size)
		die("request over its memory limit", count);
	return arena_zalloc(a, count * size);
}

char *
arena_dup(struct arena *a, const char *s)
{
	const size_t size = strlen(s) + 1;

	return memcpy(arena_zalloc(a, size), s, size);
}

char *
arena_concat(struct arena *a, const char *const *parts, size_t count)
{
	size_t size = 1;
	char *all, *at;

	for (size_t i = 0; i < count; i++)
		size += strlen(parts[i]);
	at = all = arena_zalloc(a, size);
	for (size_t i = 0; i < count; i++) {
		const size_t length = strlen(parts[i]);

		memcpy(at, parts[i], length);
		at += length;
	}
	return all;
}

/* Measuring a string costs as much as formatting it, so a short one is
 * formatted where it is measured. */
char *
arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	char line[LINE_BYTES];
	va_list again;
	char *s;
	int n;

	if (!fmt)
		die("no format string", 0);
	va_copy(again, ap);
	n = vsnprintf(line, sizeof(line), fmt, again);
	va_end(again);
	if (n < 0)
		die("bad format string", 0);
	s = arena_zalloc(a, (size_t)n + 1);
	if ((size_t)n < sizeof(line))
		return memcpy(s, line, (size_t)n + 1);
	(void)vsnprintf(s, (size_t)n + 1, fmt, ap);
	return s;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

void
arena_defer(struct arena *a, void (*fn)(void *), void *arg)
{
	struct deferred *d = arena_zalloc(a, sizeof(*d));

	d->fn = fn;
	d->arg = arg;
	d->next = a->deferred;
	a->deferred = d;
}

void
arena_reset(struct arena *a)
{
	for (struct deferred *d = a->deferred; d; d = d->next)
		d->fn(d->arg);
	a->deferred = NULL;

	while (a->blocks->next) {
		struct block *b = a->blocks;

		a->blocks = b->next;
		a->total -= b->size;
		free(b);
	}
	/* What is given back to malloc() is its caller's to wipe; this block
	 * stays, so what a request left in it goes here. */
	ASAN_UNPOISON_MEMORY_REGION(a->blocks->data, a->blocks->used);
	memset(a->blocks->data, 0, a->blocks->used);
	a->blocks->used = 0;
	ASAN_POISON_MEMORY_REGION(a->blocks->data, a->blocks->size);
}

void
arena_free(struct arena *a)
{
	if (!a)
		return;
	arena_reset(a);
	free(a->blocks);
	free(a);
}
