/*
 * workflow.h - the steps of a scheme's life, and who does which (R017).
 * SPDX-License-Identifier: Apache-2.0
 *
 * A RACI chart (001 §7.7, App C) as a table: who is responsible for a step is
 * who may call its operation, which a test compares with the table of routes.
 */
#ifndef CORE_WORKFLOW_H
#define CORE_WORKFLOW_H

#include <stddef.h>

#include "core/vocab.h"

struct workflow_step {
	const char *step;      /* "decide", once */
	const char *says;      /* one sentence for people */
	const char *operation; /* of openapi/, that completes it */
	/* Bits 1 << enum role. */
	unsigned responsible; /* who does it, and nobody else can */
	unsigned accountable; /* who answers for it: one role */
	unsigned consulted;
	unsigned informed;
};

extern const struct workflow_step workflow[];
extern const size_t workflow_count;

#endif
