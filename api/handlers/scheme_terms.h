/*
 * scheme_terms.h - what a scheme says of itself, checked as a whole.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_SCHEME_TERMS_H
#define API_HANDLERS_SCHEME_TERMS_H

#include <jansson.h>

#include "core/err.h"

struct ctx;

/* The terms that would stand: the members of the body, and of old (or NULL)
 * where the body has none. Its days, what it varies and whom it charges, each
 * asked of its regime. Every fault at once, but variations that the regime
 * does not know are ERR_VARIATIONS_NOT_ALLOWED. */
MUST_CHECK struct err *scheme_terms_check(struct ctx *cx, const json_t *old);

#endif
