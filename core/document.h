/*
 * document.h - what a document must say of itself, and what may happen to it.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A document is held once, for its provider or for one of its homes, and used
 * for every application (R056).  Its state is made of facts: whether its
 * content has come, what the malware scanner and a lead said, and the day.
 */
#ifndef CORE_DOCUMENT_H
#define CORE_DOCUMENT_H

#include "core/dates.h"
#include "core/lifecycle.h"

enum document_act {
	DOCUMENT_UPLOAD, /* again until somebody has looked */
	DOCUMENT_PASS,   /* the malware scanner */
	DOCUMENT_INFECT, /* the same */
	DOCUMENT_VERIFY,
	DOCUMENT_REJECT,
	DOCUMENT_REPLACE, /* by a newer one, when that one's content comes */
	DOCUMENT_DELETE,  /* until somebody has looked */
	DOCUMENT_ACT__MAX
};

extern const struct lifecycle document_lifecycle;

/* NULL if the act is allowed in this state, else the error of its guard. */
MUST_CHECK struct err *document_check(struct arena *a, enum document_act act,
    enum document_state state);

/* Whether the content may be given out.  NULL, or the error of the guard: it
 * has not come, waits for the scanner (whatever else has become of it), is
 * gone, or is infected. */
MUST_CHECK struct err *document_read_check(struct arena *a,
    enum document_state state, enum document_scan scan);

/* Insurances have a cover, and an end. */
bool document_is_insurance(enum document_kind kind);

struct document_facts {
	enum document_kind kind;
	const struct date *issued_on, *expires_on; /* or NULL */
	bool has_cover;
};

/*
 * Whether a document may be announced with these facts today.  Returns NULL,
 * or ERR_INVALID for every fault at once, at "#/expires_on", "#/cover_pence"
 * and "#/issued_on".
 */
MUST_CHECK struct err *document_facts_check(struct arena *a,
    const struct document_facts *f, struct date today);

#endif
