/*
 * decision.h - what stands before a decision on an entry.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_DECISION_H
#define API_HANDLERS_DECISION_H

#include "api/ctx.h"
#include "core/decision.h"

/* Of the entry of the path, as of now; *row has the columns of
 * decision_facts_load. */
MUST_CHECK struct err *decision_facts(struct ctx *cx,
    struct decision_facts *out, const struct rows **row);

/* Whether the scheme of that entry decides today: one that has ended admits
 * nobody, and decisions may rest (R013). */
MUST_CHECK struct err *
decision_scheme(struct ctx *cx, const struct rows *entry);

/* Faults of the body's conditions, which only an accreditation has. */
MUST_CHECK struct err *conditions_fault(struct ctx *cx,
    const struct decision_facts *f, bool accredits);

/* The conditions of the body, if any, for the accreditation just made. */
MUST_CHECK struct err *
conditions_store(struct ctx *cx, const char *accreditation_id);

/* By when the Minister has to be told, if what failed is an exclusion. */
MUST_CHECK struct err *exclusion_note(struct ctx *cx,
    const struct decision_facts *f, const struct rows *row);

#endif
