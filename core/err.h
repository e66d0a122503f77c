/*
 * err.h - the one way a function in this program says "no".
 * SPDX-License-Identifier: Apache-2.0
 *
 * A function that can fail returns struct err *: NULL is success.  Errors
 * live in the request's arena, so there is nothing to free and a caller may
 * simply return what it was given.  On failure, output parameters are left
 * untouched.
 *
 * api/problem.c prints an error as an RFC 9457 problem document; no other
 * file knows that format.
 */
#ifndef CORE_ERR_H
#define CORE_ERR_H

#include <stdbool.h>

#include "core/arena.h"

/*
 * The whole vocabulary, one kind for each guard.  The name is the problem's
 * slug in capitals; status, slug and title of each are in err.c.
 */
enum err_kind {
	ERR_MALFORMED, /* cannot be read at all */
	ERR_BAD_CURSOR,
	ERR_IDEMPOTENCY_KEY_MISSING,
	ERR_IDEMPOTENCY_KEY_MALFORMED,
	ERR_UNAUTHENTICATED, /* no token, or one we do not believe */
	ERR_FORBIDDEN,       /* we know who it is; they may not do this */
	ERR_NOT_PARTNER,
	ERR_NOT_FOUND, /* not there, or not theirs to see */
	ERR_METHOD_NOT_ALLOWED,
	ERR_NOT_ACCEPTABLE,
	ERR_PRECONDITION_FAILED, /* If-Match does not match */
	ERR_TOO_LARGE,
	ERR_URI_TOO_LONG,
	ERR_UNSUPPORTED_MEDIA_TYPE,
	ERR_INVALID, /* readable, but some values are not acceptable */
	ERR_IDEMPOTENCY_KEY_REUSED,
	ERR_PRECONDITION_REQUIRED, /* If-Match is missing */
	ERR_TOO_MANY_REQUESTS,
	ERR_HEADERS_TOO_LARGE,
	ERR_INTERNAL,        /* our mistake */
	ERR_UNAVAILABLE,     /* a part we need is down; worth trying again */
	ERR_OUTCOME_UNKNOWN, /* the answer to a commit was lost; same key again
			      */
	ERR_CONFLICT,        /* it changed, or exists already */
	ERR_IDEMPOTENCY_IN_PROGRESS,
	ERR_SCHEME_NOT_DRAFT,
	ERR_SCHEME_NOT_OPEN,
	ERR_SCHEME_INCOMPLETE,
	ERR_INITIAL_ROUND_INCOMPLETE,
	ERR_DECISIONS_PAUSED,
	ERR_VALIDITY_FIXED, /* what the law forbids has a kind of its own */
	ERR_EXTENSION_NOT_FORESEEN,
	ERR_PAUSE_NOT_ALLOWED,
	ERR_ASSESSMENT_NOT_EXTENDABLE,
	ERR_VARIATIONS_NOT_ALLOWED,
	ERR_CONDITIONS_FIXED,
	ERR_INACTIVITY_NO_GROUND,
	ERR_REGIME_FORBIDS,
	ERR_CATEGORY_NOT_OPEN,
	ERR_REFERRALS_UNDER_WAY,
	ERR_APPLICATION_NOT_DRAFT,
	ERR_ENTRY_NOT_SUBMITTED,
	ERR_ENTRY_NOT_ASSESSED,
	ERR_ENTRY_DECIDED,
	ERR_INFORMATION_REQUESTED,     /* the lead waits for an answer */
	ERR_INFORMATION_NOT_REQUESTED, /* nothing is being asked */
	ERR_STAGE_1_NOT_PASSED,
	ERR_AGREEMENT_NOT_SIGNED,
	ERR_PARTY_NOT_PASSED, /* a member or sub-contractor */
	ERR_FINANCIAL_RISK,
	ERR_ALREADY_ACCREDITED,
	ERR_REQUIREMENT_FAILED,
	ERR_RATING_BELOW_FLOOR,
	ERR_ACCREDITATION_NOT_ACTIVE,
	ERR_ACCREDITATION_NOT_SUSPENDED,
	ERR_ACCREDITATION_NOT_DORMANT,
	ERR_CURE_NOT_SUBMITTED,
	ERR_REMOVAL_BARRED, /* for not bidding, of a home that is awake */
	ERR_REMOVAL_NOT_ANNOUNCED,
	ERR_REPRESENTATIONS_OPEN, /* the provider may still answer */
	ERR_REPRESENTATIONS_OVER,
	ERR_STILL_FAILING, /* what ended it is still so */
	ERR_NOT_ACCREDITED,
	ERR_UPLIFT_DECIDED,
	ERR_UPLIFT_NOT_DECIDED,
	ERR_NOT_APPEALED,
	ERR_APPEAL_CLOSED,       /* too late, or there has been one */
	ERR_INVITATION_NOT_OPEN, /* to register */
	ERR_REFERRAL_NOT_DRAFT,
	ERR_REFERRAL_NOT_OPEN,
	ERR_DEADLINE_PASSED,
	ERR_DEADLINE_NOT_REACHED,
	ERR_SECOND_OPENER_NEEDED,
	ERR_SEAL_KEY_MISSING,  /* of the keeper: an operator must look */
	ERR_SEAL_KEY_MISMATCH, /* the key is for another deadline */
	ERR_ALREADY_OPENED,
	ERR_NOT_OPENED,
	ERR_ALREADY_RANKED,
	ERR_NOT_RANKED,
	ERR_SCORES_MISSING,
	ERR_SCORES_AGREE,
	ERR_NOT_TWO_EVALUATORS,
	ERR_EVALUATORS_COMPLETE,
	ERR_BID_EXISTS,
	ERR_EXPLANATION_NOT_ASKED,
	ERR_EXPLANATION_PENDING,
	ERR_DISREGARDED,
	ERR_NO_CHOICE_OFFERED,
	ERR_NOT_OFFERED,
	ERR_OVER_BUDGET,
	ERR_CHOICE_PENDING,
	ERR_NOTHING_WITHIN_BUDGET,
	ERR_NOT_AWARDABLE,
	ERR_ALREADY_AWARDED,
	ERR_NOT_AWARDED,
	ERR_ALREADY_SIGNED,
	ERR_PROVIDER_SIGNS_FIRST,
	ERR_PLACEMENT_NOT_OPEN,
	ERR_NOT_SEALED,
	ERR_IDENTIFIERS_HELD,
	ERR_TEXT_UNREADABLE, /* its key is gone, or it is not what was sealed */
	ERR_PERSON_REQUIRED, /* a machine client is never a person */
	ERR_SCORERS_NOT_ASKED,
	ERR_TRAINING_MISSING,
	ERR_CONFLICT_DECLARED,
	ERR_DECLARATION_MISSING,
	ERR_NOT_INDEPENDENT,
	ERR_HAS_SCORED,
	ERR_MODERATION_NEEDED,
	ERR_DOCUMENT_EMPTY,     /* its content has not come */
	ERR_DOCUMENT_UNSCANNED, /* no malware scanner has looked yet */
	ERR_DOCUMENT_INFECTED,
	ERR_DOCUMENT_SETTLED,    /* looked at, replaced or deleted */
	ERR_DOCUMENT_UNREADABLE, /* bytes or key are gone, or not what was put
				  */
	ERR_EVIDENCE_MISSING,
	ERR_REPRESENTATIONS_MISSING,
	ERR_REPRESENTATIONS_PENDING,
	ERR_GROUND_UNEXPLAINED,
	ERR_NOTHING_FAILED,
	ERR_NOTHING_TO_ANSWER,
	ERR_DUE_DILIGENCE_MISSING,
	ERR_DUE_DILIGENCE_ADVERSE,
	ERR_SAME_PERSON,
	ERR_ENTRY_NOT_DECIDED,
	ERR_SLOT_FULL, /* of an event for providers */
	ERR_EVENT_BEGUN,
	ERR_EVENT_CANCELLED,
	ERR_ENQUIRY_LINK_UNUSABLE,
	ERR_HOME_NOT_LISTED,     /* in the public directory */
	ERR_ENQUIRIES_NOT_TAKEN, /* nobody could confirm one */
	ERR__MAX
};

struct err {
	enum err_kind kind;
	const char *detail;    /* one sentence for the caller; never secrets */
	const char *pointer;   /* JSON Pointer into the body, or NULL */
	const char *parameter; /* query parameter or header name, or NULL */
	struct err *next;      /* another bad value, or NULL */
	int retry_after;       /* seconds until trying again helps; 0: unsaid */
	const char *sqlstate;  /* five letters, for the log only, or NULL */
	const char *log;       /* the cause, for the log only, or NULL */
};

/* An error with one sentence of detail.  Never NULL. */
MUST_CHECK struct err *err_new(struct arena *a, enum err_kind kind,
    const char *fmt, ...) PRINTF_LIKE(3, 4);

/* ERR_INVALID at pointer, e.g. "#/marks/2", which is copied.  Never NULL. */
MUST_CHECK struct err *err_at(struct arena *a, const char *pointer,
    const char *fmt, ...) PRINTF_LIKE(3, 4);

/* ERR_INVALID for a query parameter or header; name is copied.  Never NULL. */
MUST_CHECK struct err *err_param(struct arena *a, const char *name,
    const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Whether one of the list points at that place, above it or below it. */
bool err_touches(const struct err *list, const char *pointer);

/* Adds e and all that hangs on it to the end of *list; e may be NULL. */
void err_append(struct err **list, struct err *e);

/* The same for faults found by rule beside those found by shape: one that
 * points at a place of *list, below it or above it is left out, for nothing
 * can be said there yet. */
void err_append_elsewhere(struct err **list, struct err *e);

int err_status(enum err_kind kind);        /* HTTP status, e.g. 404 */
const char *err_slug(enum err_kind kind);  /* end of the problem type URI */
const char *err_title(enum err_kind kind); /* the same for every occurrence */

/* True and *out if slug names a kind; otherwise false, *out untouched. */
bool err_kind_by_slug(const char *slug, enum err_kind *out);

#endif
