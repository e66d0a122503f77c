/*
 * wipe.c - free() and realloc() of this program, in the place of the C
 * library's own.
 *
 * What a bid says passes through libfcgi, jansson and our arena, each with
 * buffers of its own, and all of them end at free(). So it is overwritten
 * there, once, and not in each place that might forget it. The C library
 * lets a program replace these functions; they do their work by its own.
 * (Its M_PERTURB does nothing of the kind for small blocks, which it keeps
 * in a cache of each thread as they are.)
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/wipe.h"

#include <malloc.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { STACK_BYTES = 64 * 1024 };

void
wipe_stack(void)
{
	sodium_stackzero(STACK_BYTES);
}

#if defined(__has_feature) /* clang's spelling of the gcc macros below */
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)

void
wipe_start(void)
{
}

#else

/* The C library's, under the names that it keeps for this. */
void __libc_free(void *ptr);                  /* NOLINT */
void *__libc_realloc(void *ptr, size_t size); /* NOLINT */

static bool wiping;

void
wipe_start(void)
{
	wiping = true;
}

void
free(void *ptr)
{
	if (wiping && ptr != NULL)
		memset(ptr, 0, malloc_usable_size(ptr));
	__libc_free(ptr);
}

/* Neither what is cut off nor what is left behind by a move stays as it
 * was. */
void *
realloc(void *ptr, size_t size)
{
	size_t room;
	void *moved;

	if (!wiping || ptr == NULL)
		return __libc_realloc(ptr, size);
	if (size == 0) {
		free(ptr);
		return NULL;
	}
	room = malloc_usable_size(ptr);
	if (size <= room) {
		memset((char *)ptr + size, 0, room - size);
		return ptr;
	}
	moved = malloc(size);
	if (moved == NULL)
		return NULL;
	memcpy(moved, ptr, room);
	free(ptr);
	return moved;
}

#endif
