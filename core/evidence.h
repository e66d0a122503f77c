/*
 * evidence.h - which documents a category may ask for, and when.
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is due at entry is a condition: a home without it is not admitted, and
 * one whose document has expired beyond the days of grace does not stand
 * (R034, lifecycles 2.5).  What is due at award is promised with the
 * application and held before a placement is signed.  What of all that a home
 * holds on a day is worked out by evidence_of() in 0020.
 *
 * PA23 s.36(2): a condition for membership of a dynamic market may not require
 * insurance to be in place before the award of a contract.
 */
#ifndef CORE_EVIDENCE_H
#define CORE_EVIDENCE_H

#include "core/err.h"
#include "core/vocab.h"

struct evidence_item {
	enum document_kind kind;
	enum evidence_level level;
	enum evidence_due due;
	bool has_minimum; /* a minimum cover */
	int count;        /* how many of different days */
};

/*
 * All that a category asks for.  Returns NULL, or ERR_INVALID for every fault
 * at once: at "#/evidence/2" for a kind and level that stood there before, at
 * ".../minimum_cover_pence" and ".../count" where the kind has none, and at
 * ".../due" where the regime does not let insurance bar a home from entry.
 */
MUST_CHECK struct err *evidence_check(struct arena *a, enum regime regime,
    const struct evidence_item *items, size_t count);

#endif
