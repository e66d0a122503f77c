/*
 * marks.h - the score that marks for a category's statements make.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_MARKS_H
#define API_HANDLERS_MARKS_H

#include <jansson.h>

#include "core/carried.h"

/* category: {statements: [{code, weight}], core_blend}; marks: {code: {score}}
 * with every code. Both borrowed. Fails as carried_score() does. */
MUST_CHECK struct err *marks_carry(struct arena *a, const json_t *category,
    const json_t *marks, enum rating rating, points *out);

#endif
