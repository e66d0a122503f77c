/*
 * plain.h - a text as it reads, without the finesses of typesetting.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CORE_PLAIN_H
#define CORE_PLAIN_H

#include <stddef.h>

#include "core/arena.h"

/* Stands for any letter or sign that ASCII does not have. */
#define PLAIN_OTHER '\x7f'

struct plain {
	char *text; /* ASCII and PLAIN_OTHER */
	size_t *at; /* for each of its bytes the character of the original,
		     * counted from 1 */
};

/* text (valid UTF-8, borrowed) with every run of blanks as one blank, every
 * dash as a hyphen, typographic apostrophes and full-width signs as those of
 * ASCII, and without characters that cannot be seen; arena. */
struct plain plain_text(struct arena *a, const char *text);

#endif
