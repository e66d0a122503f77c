/*
 * portrait.h - identifiers that a pen portrait must not hold.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A referral is read by every home in reach; who the child or adult is, only
 * the winner learns (R103).  Names cannot be told from other words, but what
 * has a shape can: a full postcode, a house in a street, a date in figures or
 * words, an e-mail address, a telephone, NHS, National Insurance or pupil
 * number.
 */
#ifndef CORE_PORTRAIT_H
#define CORE_PORTRAIT_H

#include "core/err.h"

/* What the first identifier in text (UTF-8, borrowed) is, such as "a full
 * postcode", in static memory; NULL if none is found. */
const char *identifier_in(const char *text);

/* NULL, or ERR_INVALID at pointer, naming what was found but not repeating
 * it: an answer may be logged by whoever receives it. */
MUST_CHECK struct err *
portrait_check(struct arena *a, const char *pointer, const char *text);

/* The same for the other texts of a referral, where a date may stand: an
 * outcome is reached by one, a placement begins on one. */
MUST_CHECK struct err *
anonymity_check(struct arena *a, const char *pointer, const char *text);

#endif
