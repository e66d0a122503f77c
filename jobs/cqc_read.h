/*
 * cqc_read.h - what the CQC's API answers, in our own words.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The rule of its ratings (standards.md, section 3): the overall rating of
 * currentRatings and that of each assessment group are candidates, each with
 * the day on which it was published; which of them counts is decided where
 * they are compared, by that day. A rating with another place's id in it was
 * inherited from there. Names of managers and nominated individuals are not
 * looked at.
 */
#ifndef JOBS_CQC_READ_H
#define JOBS_CQC_READ_H

#include <stddef.h>

#include "core/arena.h"
#include "core/compiler.h"

enum { CQC_IDS_MOST = 5000, CQC_PAGES_MOST = 10000 };

/* A page of changes. */
struct cqc_changes {
	int pages;       /* in all, at least 1 */
	const char *ids; /* JSON: a list of texts; arena */
};

/* What stopped the reading, in a few words; NULL if nothing did. */
MUST_CHECK const char *cqc_read_changes(struct arena *a, const char *text,
    size_t length, struct cqc_changes *out);

struct cqc_place {
	const char *place;  /* JSON, as register_found() takes it; arena */
	const char *faults; /* JSON: a list of what was left out; arena */
};

/* The same for the place that was asked for. */
MUST_CHECK const char *cqc_read_place(struct arena *a, const char *id,
    const char *text, size_t length, struct cqc_place *out);

#endif
