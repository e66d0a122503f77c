/*
 * faults.h - a growing list of what is wrong, and where.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_FAULTS_H
#define API_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/err.h"

/* Nothing is added beyond: a hundred are shown, one more says there are. */
#define FAULTS_MAX 101

/* Where we are in a document: one link for each object or list entered, on
 * the stack of whoever walks. NULL is the document itself. */
struct place {
	const struct place *outer;
	const char *name; /* of the member; NULL: index is meant */
	size_t index;
};

struct faults {
	struct arena *arena;
	const char *parameter; /* set: a query string, which has no places */
	struct err *first;     /* NULL while all is well */
	struct err *last;
	size_t count;
};

/* Adds one sentence, with the JSON Pointer of at, such as "#/needs/2/mark",
 * or with the parameter if that is set. */
void fault(struct faults *f, const struct place *at, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* True if there is no use in looking further. */
bool faults_full(const struct faults *f);

#endif
