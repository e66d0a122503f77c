/*
 * portrait.h - identifiers that a pen portrait must not hold.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A referral is read by every home in reach; who the child or adult is, only
 * the winner learns (R103).  Names cannot be told from other words unless a
 * title stands before them, but what has a shape can: a full postcode, a house
 * in a street, a date in figures or words, an e-mail address, a telephone,
 * NHS, National Insurance or pupil number.
 *
 * It is found however it is spaced, in capitals or not, and with the dashes,
 * blanks and invisible characters of a word processor.
 */
#ifndef CORE_PORTRAIT_H
#define CORE_PORTRAIT_H

#include <stddef.h>

#include "core/err.h"

/* One of them in a text. */
struct sighting {
	const char *what;   /* such as "a full postcode"; static */
	size_t first, last; /* its characters, counted from 1 */
};

/* The first identifiers in text (UTF-8, borrowed), at most so many; how many
 * were found. */
size_t identifiers_in(struct arena *a, const char *text, struct sighting *out,
    size_t most);

/* NULL, or ERR_INVALID at pointer, naming what was found and where but not
 * repeating it: an answer may be logged by whoever receives it. */
MUST_CHECK struct err *
portrait_check(struct arena *a, const char *pointer, const char *text);

/* The same for the other texts of a referral, where a date may stand: an
 * outcome is reached by one, a placement begins on one. */
MUST_CHECK struct err *
anonymity_check(struct arena *a, const char *pointer, const char *text);

#endif
