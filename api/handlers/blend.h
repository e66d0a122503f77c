/*
 * blend.h - a category's core_blend, from its JSON.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_BLEND_H
#define API_HANDLERS_BLEND_H

#include <jansson.h>

#include "core/carried.h"

/* {statements, rating, points} (borrowed); arena. NULL for NULL and null. A
 * rating without points has BLEND_NO_POINTS. */
const struct core_blend *blend_read(struct arena *a, const json_t *blend);

#endif
