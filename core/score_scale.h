/*
 * score_scale.h - what each score of an answer stands for (R111).
 * SPDX-License-Identifier: Apache-2.0
 *
 * One scale for all answers that people score, those of applications and those
 * of bids: bidders read it before they write, evaluators where they score.
 */
#ifndef CORE_SCORE_SCALE_H
#define CORE_SCORE_SCALE_H

#include <stddef.h>

struct score_level {
	int score;           /* 0..SCORE_BEST; a level stands at its score */
	const char *name;    /* "Good" */
	const char *meaning; /* what an answer is like that deserves it */
};

extern const struct score_level score_scale[];
extern const size_t score_scale_count;

#endif
