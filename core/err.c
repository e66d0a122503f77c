/*
 * err.c - every way of saying "no", with its status, slug and title.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/err.h"

#include <string.h>

/* clang-format off */
static const struct {
	int status;
	const char *slug;
	const char *title;
} kinds[ERR__MAX] = {
	[ERR_MALFORMED] = { 400, "malformed", "The request cannot be read" },
	[ERR_BAD_CURSOR] = { 400, "bad-cursor", "The place in the list cannot be read" },
	[ERR_IDEMPOTENCY_KEY_MISSING] = { 400, "idempotency-key-missing", "This act needs an idempotency key" },
	[ERR_IDEMPOTENCY_KEY_MALFORMED] = { 400, "idempotency-key-malformed", "The idempotency key cannot be read" },
	[ERR_UNAUTHENTICATED] = { 401, "unauthenticated", "Please sign in" },
	[ERR_FORBIDDEN] = { 403, "forbidden", "Your role does not allow this" },
	[ERR_NOT_PARTNER] = { 403, "not-partner", "Your council is not a partner of this scheme" },
	[ERR_NOT_FOUND] = { 404, "not-found", "There is no such thing here" },
	[ERR_METHOD_NOT_ALLOWED] = { 405, "method-not-allowed", "That cannot be done at this address" },
	[ERR_NOT_ACCEPTABLE] = { 406, "not-acceptable", "We cannot answer in the form you ask for" },
	[ERR_PRECONDITION_FAILED] = { 412, "precondition-failed", "It has changed since you read it" },
	[ERR_TOO_LARGE] = { 413, "too-large", "The request is too large" },
	[ERR_URI_TOO_LONG] = { 414, "uri-too-long", "The address is too long" },
	[ERR_UNSUPPORTED_MEDIA_TYPE] = { 415, "unsupported-media-type", "We cannot read this kind of content" },
	[ERR_INVALID] = { 422, "invalid", "Some values are not acceptable" },
	[ERR_IDEMPOTENCY_KEY_REUSED] = { 422, "idempotency-key-reused", "This key belongs to another request" },
	[ERR_PRECONDITION_REQUIRED] = { 428, "precondition-required", "Say which version you are changing" },
	[ERR_TOO_MANY_REQUESTS] = { 429, "too-many-requests", "Please slow down" },
	[ERR_HEADERS_TOO_LARGE] = { 431, "headers-too-large", "The request's headers are too large" },
	[ERR_INTERNAL] = { 500, "internal", "We made a mistake" },
	[ERR_UNAVAILABLE] = { 503, "unavailable", "Please try again shortly" },
	[ERR_OUTCOME_UNKNOWN] = { 503, "outcome-unknown", "We do not know yet whether it was done" },
	[ERR_CONFLICT] = { 409, "conflict", "It changed or exists already" },
	[ERR_IDEMPOTENCY_IN_PROGRESS] = { 409, "idempotency-in-progress", "The first request is still being answered" },
	[ERR_SCHEME_NOT_DRAFT] = { 409, "scheme-not-draft", "The scheme is no longer a draft" },
	[ERR_SCHEME_NOT_OPEN] = { 409, "scheme-not-open", "The scheme is not open" },
	[ERR_SCHEME_INCOMPLETE] = { 409, "scheme-incomplete", "The scheme is not complete yet" },
	[ERR_INITIAL_ROUND_INCOMPLETE] = { 409, "initial-round-incomplete", "The initial round is not complete" },
	[ERR_DECISIONS_PAUSED] = { 409, "decisions-paused", "Decisions are paused" },
	[ERR_VALIDITY_FIXED] = { 409, "validity-fixed", "The last day can no longer be moved" },
	[ERR_EXTENSION_NOT_FORESEEN] = { 409, "extension-not-foreseen", "This extension is not open to the scheme" },
	[ERR_PAUSE_NOT_ALLOWED] = { 409, "pause-not-allowed", "Decisions cannot be paused" },
	[ERR_ASSESSMENT_NOT_EXTENDABLE] = { 409, "assessment-not-extendable", "The time for a decision cannot be extended" },
	[ERR_VARIATIONS_NOT_ALLOWED] = { 409, "variations-not-allowed", "The regime allows no variations" },
	[ERR_CONDITIONS_FIXED] = { 409, "conditions-fixed", "Conditions of membership cannot change" },
	[ERR_INACTIVITY_NO_GROUND] = { 409, "inactivity-no-ground", "Inactivity is no ground of removal" },
	[ERR_CATEGORY_NOT_OPEN] = { 409, "category-not-open", "The category is not open" },
	[ERR_REFERRALS_UNDER_WAY] = { 409, "referrals-under-way", "Referrals are under way" },
	[ERR_REGIME_FORBIDS] = { 409, "regime-forbids", "The law of the scheme forbids it" },
	[ERR_APPLICATION_NOT_DRAFT] = { 409, "application-not-draft", "The application has been submitted" },
	[ERR_ENTRY_NOT_SUBMITTED] = { 409, "entry-not-submitted", "The entry has not been submitted" },
	[ERR_ENTRY_NOT_ASSESSED] = { 409, "entry-not-assessed", "The entry has not been assessed" },
	[ERR_ENTRY_DECIDED] = { 409, "entry-decided", "The entry has been decided" },
	[ERR_INFORMATION_REQUESTED] = { 409, "information-requested", "The application waits for information" },
	[ERR_INFORMATION_NOT_REQUESTED] = { 409, "information-not-requested", "No information is being asked for" },
	[ERR_STAGE_1_NOT_PASSED] = { 409, "stage-1-not-passed", "The first stage has not been passed" },
	[ERR_AGREEMENT_NOT_SIGNED] = { 409, "agreement-not-signed", "The scheme's agreement has not been signed" },
	[ERR_PARTY_NOT_PASSED] = { 409, "party-not-passed", "A member or sub-contractor has not been passed" },
	[ERR_FINANCIAL_RISK] = { 409, "financial-risk", "The financial risk is too high, or not known" },
	[ERR_ALREADY_ACCREDITED] = { 409, "already-accredited", "The home is already accredited here" },
	[ERR_REQUIREMENT_FAILED] = { 409, "requirement-failed", "A pass or fail requirement was not passed" },
	[ERR_RATING_BELOW_FLOOR] = { 409, "rating-below-floor", "The regulator's rating is too low" },
	[ERR_ACCREDITATION_NOT_ACTIVE] = { 409, "accreditation-not-active", "The accreditation is not active" },
	[ERR_ACCREDITATION_NOT_SUSPENDED] = { 409, "accreditation-not-suspended", "The accreditation is not suspended" },
	[ERR_ACCREDITATION_NOT_DORMANT] = { 409, "accreditation-not-dormant", "The accreditation is not dormant" },
	[ERR_CURE_NOT_SUBMITTED] = { 409, "cure-not-submitted", "No cure has been submitted" },
	[ERR_REMOVAL_BARRED] = { 409, "removal-barred", "The home is not dormant" },
	[ERR_REMOVAL_NOT_ANNOUNCED] = { 409, "removal-not-announced", "The removal has not been announced" },
	[ERR_REPRESENTATIONS_OPEN] = { 409, "representations-open", "The provider may still answer" },
	[ERR_REPRESENTATIONS_OVER] = { 409, "representations-over", "There is nothing to answer any more" },
	[ERR_STILL_FAILING] = { 409, "still-failing", "What ended it is still so" },
	[ERR_NOT_ACCREDITED] = { 409, "not-accredited", "The home is not accredited" },
	[ERR_UPLIFT_DECIDED] = { 409, "uplift-decided", "The uplift has been decided" },
	[ERR_UPLIFT_NOT_DECIDED] = { 409, "uplift-not-decided", "The uplift has not been decided" },
	[ERR_NOT_APPEALED] = { 409, "not-appealed", "There is no appeal to decide" },
	[ERR_APPEAL_CLOSED] = { 409, "appeal-closed", "This decision can be appealed no more" },
	[ERR_INVITATION_NOT_OPEN] = { 409, "invitation-not-open", "This invitation to register cannot be used" },
	[ERR_REFERRAL_NOT_DRAFT] = { 409, "referral-not-draft", "The referral is no longer a draft" },
	[ERR_REFERRAL_NOT_OPEN] = { 409, "referral-not-open", "The referral is not open" },
	[ERR_DEADLINE_PASSED] = { 409, "deadline-passed", "The deadline has passed" },
	[ERR_DEADLINE_NOT_REACHED] = { 409, "deadline-not-reached", "The deadline has not been reached" },
	[ERR_SECOND_OPENER_NEEDED] = { 409, "second-opener-needed", "Another officer has to ask as well" },
	[ERR_SEAL_KEY_MISSING] = { 503, "seal-key-missing", "The key of the sealed bids is missing" },
	[ERR_SEAL_KEY_MISMATCH] = { 409, "seal-key-mismatch", "The key of the sealed bids does not fit" },
	[ERR_ALREADY_OPENED] = { 409, "already-opened", "The bids have been opened" },
	[ERR_NOT_OPENED] = { 409, "not-opened", "The bids have not been opened" },
	[ERR_ALREADY_RANKED] = { 409, "already-ranked", "The ranking is locked" },
	[ERR_NOT_RANKED] = { 409, "not-ranked", "The bids have not been ranked" },
	[ERR_SCORES_MISSING] = { 409, "scores-missing", "Some scores are missing" },
	[ERR_SCORES_AGREE] = { 409, "scores-agree", "The evaluators agree already" },
	[ERR_NOT_TWO_EVALUATORS] = { 409, "not-two-evaluators", "Two evaluators have not scored yet" },
	[ERR_EVALUATORS_COMPLETE] = { 409, "evaluators-complete", "All evaluators have scored" },
	[ERR_BID_EXISTS] = { 409, "bid-exists", "There is a bid already" },
	[ERR_EXPLANATION_NOT_ASKED] = { 409, "explanation-not-asked", "No explanation was asked for" },
	[ERR_EXPLANATION_PENDING] = { 409, "explanation-pending", "The provider may still explain its price" },
	[ERR_DISREGARDED] = { 409, "disregarded", "The bid has been disregarded" },
	[ERR_NO_CHOICE_OFFERED] = { 409, "no-choice-offered", "There is no choice to be made" },
	[ERR_NOT_OFFERED] = { 409, "not-offered", "This bid is not among those offered" },
	[ERR_OVER_BUDGET] = { 409, "over-budget", "This bid is above the budget" },
	[ERR_CHOICE_PENDING] = { 409, "choice-pending", "The choice has not been recorded" },
	[ERR_NOTHING_WITHIN_BUDGET] = { 409, "nothing-within-budget", "No bid is within the budget" },
	[ERR_NOT_AWARDABLE] = { 409, "not-awardable", "This bid may not be awarded" },
	[ERR_ALREADY_AWARDED] = { 409, "already-awarded", "The referral has been awarded" },
	[ERR_NOT_AWARDED] = { 409, "not-awarded", "Nothing has been awarded" },
	[ERR_ALREADY_SIGNED] = { 409, "already-signed", "This party has signed already" },
	[ERR_PROVIDER_SIGNS_FIRST] = { 409, "provider-signs-first", "The provider signs first" },
	[ERR_PLACEMENT_NOT_OPEN] = { 409, "placement-not-open", "The placement is not waiting for this" },
	[ERR_NOT_SEALED] = { 409, "not-sealed", "The event has no seal yet" },
	[ERR_IDENTIFIERS_HELD] = { 409, "identifiers-held", "The portrait seems to say who somebody is" },
	[ERR_TEXT_UNREADABLE] = { 503, "text-unreadable", "A stored text cannot be read" },
	[ERR_PERSON_REQUIRED] = { 409, "person-required", "Only a person may do this" },
	[ERR_SCORERS_NOT_ASKED] = { 409, "scorers-not-asked", "The category asks for no scorers" },
	[ERR_TRAINING_MISSING] = { 409, "training-missing", "There is no current training" },
	[ERR_CONFLICT_DECLARED] = { 409, "conflict-declared", "A conflict of interest has been declared" },
	[ERR_DECLARATION_MISSING] = { 409, "declaration-missing", "Nothing has been declared about conflicts" },
	[ERR_NOT_INDEPENDENT] = { 409, "not-independent", "The scorers are not independent" },
	[ERR_HAS_SCORED] = { 409, "has-scored", "The person has scored already" },
	[ERR_MODERATION_NEEDED] = { 409, "moderation-needed", "Scores lie more than one apart" },
	[ERR_DOCUMENT_EMPTY] = { 409, "document-empty", "The document has no content yet" },
	[ERR_DOCUMENT_UNSCANNED] = { 409, "document-unscanned", "The document has not been scanned yet" },
	[ERR_DOCUMENT_INFECTED] = { 409, "document-infected", "The malware scanner refused the document" },
	[ERR_DOCUMENT_SETTLED] = { 409, "document-settled", "The document stays as it is" },
	[ERR_DOCUMENT_UNREADABLE] = { 503, "document-unreadable", "The stored document cannot be read" },
	[ERR_EVIDENCE_MISSING] = { 409, "evidence-missing", "A document that is asked for is not held" },
	[ERR_REPRESENTATIONS_MISSING] = { 409, "representations-missing", "The applicant has not been told what failed" },
	[ERR_REPRESENTATIONS_PENDING] = { 409, "representations-pending", "The applicant may still answer" },
	[ERR_GROUND_UNEXPLAINED] = { 409, "ground-unexplained", "The assessment gives no evidence" },
	[ERR_NOTHING_FAILED] = { 409, "nothing-failed", "Nothing failed" },
	[ERR_NOTHING_TO_ANSWER] = { 409, "nothing-to-answer", "No warning waits for an answer" },
	[ERR_DUE_DILIGENCE_MISSING] = { 409, "due-diligence-missing", "Registers have not been looked into" },
	[ERR_DUE_DILIGENCE_ADVERSE] = { 409, "due-diligence-adverse", "A register speaks against it" },
	[ERR_SAME_PERSON] = { 409, "same-person", "Somebody else has to answer" },
	[ERR_ENTRY_NOT_DECIDED] = { 409, "entry-not-decided", "The entry has not been decided" },
	[ERR_SLOT_FULL] = { 409, "slot-full", "The session has no seat left" },
	[ERR_EVENT_BEGUN] = { 409, "event-begun", "The event has begun" },
	[ERR_EVENT_CANCELLED] = { 409, "event-cancelled", "The event has been called off" },
	[ERR_ENQUIRY_LINK_UNUSABLE] = { 409, "enquiry-link-unusable", "This link cannot be used" },
	[ERR_HOME_NOT_LISTED] = { 409, "home-not-listed", "The home is no longer in the directory" },
	[ERR_ENQUIRIES_NOT_TAKEN] = { 409, "enquiries-not-taken", "Enquiries cannot be sent from here" },
};
/* clang-format on */

static struct err *make(struct arena *a, enum err_kind kind, const char *fmt,
    va_list ap) PRINTF_LIKE(3, 0);

static struct err *
make(struct arena *a, enum err_kind kind, const char *fmt, va_list ap)
{
	struct err *e = arena_zalloc(a, sizeof(*e));

	e->kind = kind;
	e->detail = arena_vprintf(a, fmt, ap);
	return e;
}

struct err *
err_new(struct arena *a, enum err_kind kind, const char *fmt, ...)
{
	struct err *e;
	va_list ap;

	va_start(ap, fmt);
	e = make(a, kind, fmt, ap);
	va_end(ap);
	return e;
}

struct err *
err_at(struct arena *a, const char *pointer, const char *fmt, ...)
{
	struct err *e;
	va_list ap;

	va_start(ap, fmt);
	e = make(a, ERR_INVALID, fmt, ap);
	va_end(ap);
	e->pointer = arena_dup(a, pointer);
	return e;
}

struct err *
err_param(struct arena *a, const char *name, const char *fmt, ...)
{
	struct err *e;
	va_list ap;

	va_start(ap, fmt);
	e = make(a, ERR_INVALID, fmt, ap);
	va_end(ap);
	e->parameter = arena_dup(a, name);
	return e;
}

void
err_append(struct err **list, struct err *e)
{
	while (*list)
		list = &(*list)->next;
	*list = e;
}

/* Whether one of two pointers is the other or stands above it. */
static bool
touches(const char *x, const char *y)
{
	size_t n = 0;

	while (x[n] != '\0' && x[n] == y[n])
		n++;
	return (x[n] == '\0' && (y[n] == '\0' || y[n] == '/')) ||
	       (y[n] == '\0' && x[n] == '/');
}

bool
err_touches(const struct err *list, const char *pointer)
{
	for (; list; list = list->next) {
		if (list->pointer && touches(list->pointer, pointer))
			return true;
	}
	return false;
}

void
err_append_elsewhere(struct err **list, struct err *e)
{
	struct err *others = NULL, *next;

	for (; e; e = next) {
		next = e->next;
		e->next = NULL;
		if (!e->pointer || !err_touches(*list, e->pointer))
			err_append(&others, e);
	}
	err_append(list, others);
}

int
err_status(enum err_kind kind)
{
	return kinds[kind].status;
}

const char *
err_slug(enum err_kind kind)
{
	return kinds[kind].slug;
}

const char *
err_title(enum err_kind kind)
{
	return kinds[kind].title;
}

bool
err_kind_by_slug(const char *slug, enum err_kind *out)
{
	for (int i = 0; i < ERR__MAX; i++) {
		if (strcmp(kinds[i].slug, slug) == 0) {
			*out = (enum err_kind)i;
			return true;
		}
	}
	return false;
}
