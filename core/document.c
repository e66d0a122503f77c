/*
 * document.c - the table of acts, and the rules about dates and covers.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/document.h"

/* clang-format off */
static const struct refusal needs_unseen[DOCUMENT__MAX] = {
	[DOCUMENT_VERIFIED] = { ERR_DOCUMENT_SETTLED,
		"This document has been verified: announce another one that "
		"replaces it." },
	[DOCUMENT_EXPIRING] = { ERR_DOCUMENT_SETTLED,
		"This document has been verified: announce another one that "
		"replaces it." },
	[DOCUMENT_EXPIRED] = { ERR_DOCUMENT_SETTLED,
		"This document has expired: announce another one that replaces "
		"it." },
	[DOCUMENT_GRACE_ENDED] = { ERR_DOCUMENT_SETTLED,
		"This document has expired: announce another one that replaces "
		"it." },
	[DOCUMENT_REPLACED] = { ERR_DOCUMENT_SETTLED,
		"This document was replaced by another." },
	[DOCUMENT_REJECTED] = { ERR_DOCUMENT_SETTLED,
		"This document was rejected: announce another one that replaces "
		"it." },
	[DOCUMENT_DELETED] = { ERR_DOCUMENT_SETTLED,
		"This document was deleted." },
};

static const struct refusal needs_content[DOCUMENT__MAX] = {
	[DOCUMENT_REQUESTED] = { ERR_DOCUMENT_EMPTY,
		"The content of this document has not come yet." },
	[DOCUMENT_UPLOADED] = { ERR_DOCUMENT_UNSCANNED,
		"The malware scanner has not looked at this document yet." },
	[DOCUMENT_REPLACED] = { ERR_DOCUMENT_SETTLED,
		"This document was replaced by another." },
	[DOCUMENT_DELETED] = { ERR_DOCUMENT_SETTLED,
		"This document was deleted." },
};

static const struct refusal needs_standing[DOCUMENT__MAX] = {
	[DOCUMENT_REPLACED] = { ERR_DOCUMENT_SETTLED,
		"This document was replaced by another." },
	[DOCUMENT_DELETED] = { ERR_DOCUMENT_SETTLED,
		"This document was deleted." },
};

#define LOOKED_AT (IN_STATE(DOCUMENT_VERIFIED) | IN_STATE(DOCUMENT_EXPIRING) | \
	IN_STATE(DOCUMENT_EXPIRED) | IN_STATE(DOCUMENT_GRACE_ENDED) | \
	IN_STATE(DOCUMENT_REJECTED))
#define UNSEEN (IN_STATE(DOCUMENT_REQUESTED) | IN_STATE(DOCUMENT_UPLOADED) | \
	IN_STATE(DOCUMENT_SCANNED))

static const struct refusal needs_waiting[DOCUMENT__MAX] = {
	[DOCUMENT_REQUESTED] = { ERR_DOCUMENT_EMPTY,
		"The content of this document has not come yet." },
	[DOCUMENT_SCANNED] = { ERR_DOCUMENT_SETTLED,
		"The malware scanner has looked at this document." },
	[DOCUMENT_VERIFIED] = { ERR_DOCUMENT_SETTLED,
		"The malware scanner has looked at this document." },
	[DOCUMENT_EXPIRING] = { ERR_DOCUMENT_SETTLED,
		"The malware scanner has looked at this document." },
	[DOCUMENT_EXPIRED] = { ERR_DOCUMENT_SETTLED,
		"The malware scanner has looked at this document." },
	[DOCUMENT_GRACE_ENDED] = { ERR_DOCUMENT_SETTLED,
		"The malware scanner has looked at this document." },
	[DOCUMENT_REPLACED] = { ERR_DOCUMENT_SETTLED,
		"This document was replaced by another." },
	[DOCUMENT_REJECTED] = { ERR_DOCUMENT_SETTLED,
		"This document was rejected." },
	[DOCUMENT_DELETED] = { ERR_DOCUMENT_SETTLED,
		"This document was deleted." },
};

static const struct transition acts[DOCUMENT_ACT__MAX] = {
	[DOCUMENT_UPLOAD] = { "upload", ROLE_PROVIDER,
		UNSEEN, DOCUMENT_UPLOADED, needs_unseen,
		"document.uploaded", "putDocumentContent" },
	[DOCUMENT_PASS] = { "pass", ROLE__MAX,
		IN_STATE(DOCUMENT_UPLOADED), DOCUMENT_SCANNED, needs_waiting,
		"document.scanned", NULL },
	[DOCUMENT_INFECT] = { "find_malware", ROLE__MAX,
		IN_STATE(DOCUMENT_UPLOADED), DOCUMENT_REJECTED, needs_waiting,
		"document.infected", NULL },
	[DOCUMENT_VERIFY] = { "verify", ROLE_LEAD,
		LOOKED_AT | IN_STATE(DOCUMENT_SCANNED),
		DOCUMENT_VERIFIED, needs_content,
		"document.verified", "verifyDocument" },
	[DOCUMENT_REJECT] = { "reject", ROLE_LEAD,
		LOOKED_AT | IN_STATE(DOCUMENT_SCANNED),
		DOCUMENT_REJECTED, needs_content,
		"document.rejected", "verifyDocument" },
	[DOCUMENT_REPLACE] = { "replace", ROLE_PROVIDER,
		LOOKED_AT | UNSEEN, DOCUMENT_REPLACED, needs_standing,
		"document.replaced", "putDocumentContent" },
	[DOCUMENT_DELETE] = { "delete", ROLE_PROVIDER,
		UNSEEN, DOCUMENT_DELETED, needs_unseen,
		"document.deleted", "deleteDocument" },
};
/* clang-format on */

const struct lifecycle document_lifecycle = {
	.name = "document",
	.states = "document_state",
	.begins = "document.created",
	.acts = acts,
	.acts_count = ARRAY_LEN(acts),
	.by_itself = "verified --> expiring: 60 days to go\n"
		     "\texpiring --> expired: its last day is over\n"
		     "\texpired --> grace_ended: the days of grace are over",
};

struct err *
document_check(struct arena *a, enum document_act act,
    enum document_state state)
{
	return lifecycle_check(a, &document_lifecycle, (int)act, (int)state);
}

struct err *
document_read_check(struct arena *a, enum document_state state,
    enum document_scan scan)
{
	if (scan == SCAN_INFECTED)
		return err_new(a, ERR_DOCUMENT_INFECTED,
		    "The malware scanner found something in this document: "
		    "nobody is given it.");
	/* Time and a successor go on while the scanner has not looked. */
	if (scan == SCAN_WAITING && state != DOCUMENT_DELETED)
		state = DOCUMENT_UPLOADED;
	if (state != DOCUMENT_REQUESTED && state != DOCUMENT_UPLOADED &&
	    state != DOCUMENT_DELETED)
		return NULL;
	return err_new(a, needs_content[state].kind, "%s",
	    needs_content[state].detail);
}

bool
document_is_insurance(enum document_kind kind)
{
	return kind <= DOCUMENT_MOTOR_INSURANCE;
}

static struct err *
check_expiry(struct arena *a, const struct document_facts *f, struct date today)
{
	if (!f->expires_on)
		return document_is_insurance(f->kind)
			   ? err_at(a, "#/expires_on",
				 "The last day of this insurance is needed.")
			   : NULL;
	if (f->issued_on && date_compare(*f->expires_on, *f->issued_on) < 0)
		return err_at(a, "#/expires_on",
		    "It cannot end before it begins.");
	if (date_compare(*f->expires_on, today) < 0)
		return err_at(a, "#/expires_on",
		    "The last day of this document is over.");
	return NULL;
}

static struct err *
check_issue(struct arena *a, const struct document_facts *f, struct date today)
{
	if (!f->issued_on)
		return f->kind == DOCUMENT_ACCOUNTS
			   ? err_at(a, "#/issued_on",
				 "The day on which the accounts' year ended is "
				 "needed: accounts of two years are told apart "
				 "by it.")
			   : NULL;
	/* An insurance is often renewed before it begins. */
	if (!document_is_insurance(f->kind) &&
	    date_compare(*f->issued_on, today) > 0)
		return err_at(a, "#/issued_on", "This day has not come yet.");
	return NULL;
}

static struct err *
check_cover(struct arena *a, const struct document_facts *f)
{
	if (f->has_cover == document_is_insurance(f->kind))
		return NULL;
	return err_at(a, "#/cover_pence", "%s",
	    f->has_cover ? "Only an insurance has a cover."
			 : "The cover of this insurance is needed.");
}

struct err *
document_facts_check(struct arena *a, const struct document_facts *f,
    struct date today)
{
	struct err *faults = check_issue(a, f, today);

	err_append(&faults, check_expiry(a, f, today));
	err_append(&faults, check_cover(a, f));
	return faults;
}
