/*
 * score_scale.c - the scale from 0 to 5, in words.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/score_scale.h"

#include "core/compiler.h"

/* clang-format off */
const struct score_level score_scale[] = {
	{ 0, "No answer",
	    "There is no answer, or it is about something else." },
	{ 1, "Poor",
	    "It answers a small part. Most of what was asked is missing or unlikely to work." },
	{ 2, "Weak",
	    "It answers some of the question. Important points are missing, or nothing shows that they would happen." },
	{ 3, "Acceptable",
	    "It answers the question. Some points lack detail or examples, but the plan would work." },
	{ 4, "Good",
	    "It answers the whole question, with detail and examples that show it would work. Small points are missing." },
	{ 5, "Excellent",
	    "It answers the whole question in detail, with evidence that it works, and says how results are measured." },
};
/* clang-format on */
const size_t score_scale_count = ARRAY_LEN(score_scale);
