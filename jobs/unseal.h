/*
 * unseal.h - what the service has sealed for a process that it cannot be.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_UNSEAL_H
#define JOBS_UNSEAL_H

#include <stddef.h>

#include "core/arena.h"
#include "core/compiler.h"

enum {
	UNSEAL_SEED = 32,  /* bytes of the secret key's file */
	UNSEAL_PLACE = 36, /* a UUID, before what is sealed */
};

/* What stands behind the place in a box of length hexadecimal digits, with its
 * size in *n; it ends with a zero.  In the arena, and to be forgotten with
 * sodium_memzero().  NULL if it was not sealed under this key, or for another
 * place. */
MUST_CHECK char *unseal(struct arena *a, const unsigned char *seed,
    const char *place, const char *hex, size_t length, size_t *n);

#endif
