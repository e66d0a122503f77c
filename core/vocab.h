/*
 * vocab.h - every closed list of words that the interface speaks.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The words stand once in vocab.c; openapi/ and the database's checks repeat
 * them, and a lint test compares all three by way of vocabularies[].
 *
 * For each list X there are two functions.  X_name(v) is the word for v, in
 * static memory, and NULL for X's __MAX, which stands for "none".
 * X_parse(text, out) is true and sets *out if text (borrowed) is a word of
 * the list, letter for letter; otherwise, and for text NULL, it is false and
 * *out is untouched.
 */
#ifndef CORE_VOCAB_H
#define CORE_VOCAB_H

#include <stdbool.h>
#include <stddef.h>

struct vocabulary {
	const char *name; /* e.g. "referral_state" */
	const char *const *words;
	size_t count;
};

/* All of them, for printing and for comparing. */
extern const struct vocabulary vocabularies[];
extern const size_t vocabularies_count;

/* The one with this name (borrowed), or NULL. */
const struct vocabulary *vocabulary_find(const char *name);

enum role {
	ROLE_LEAD,
	ROLE_COUNCIL,
	ROLE_PROVIDER,
	ROLE_AUDITOR,
	ROLE_PORTAL,
	ROLE__MAX
};
const char *role_name(enum role v);
/* As a sentence has it: "a provider". */
const char *role_in_words(enum role v);
bool role_parse(const char *text, enum role *out);

enum organisation_kind {
	ORGANISATION_AUTHORITY,
	ORGANISATION_PROVIDER,
	ORGANISATION_PORTAL,
	ORGANISATION__MAX
};
const char *organisation_kind_name(enum organisation_kind v);
bool organisation_kind_parse(const char *text, enum organisation_kind *out);

/* Stored are draft, intention, initial_round, open, closing and abandoned;
 * the clock makes the others of them, see scheme_state_now() in SQL. */
enum scheme_state {
	SCHEME_DRAFT,
	SCHEME_INTENTION,
	SCHEME_INITIAL_ROUND,
	SCHEME_OPEN,
	SCHEME_DECISIONS_PAUSED,
	SCHEME_CLOSING,
	SCHEME_CLOSED,
	SCHEME_ABANDONED,
	SCHEME__MAX
};
const char *scheme_state_name(enum scheme_state v);
bool scheme_state_parse(const char *text, enum scheme_state *out);

/* The law under which a scheme was set up; see regime.h. */
enum regime {
	REGIME_PCR_DPS,
	REGIME_PCR_PSEUDO_DPS,
	REGIME_PA23_DYNAMIC_MARKET,
	REGIME_PA23_LIGHT_TOUCH_FRAMEWORK,
	REGIME_BELOW_THRESHOLD,
	REGIME__MAX
};
const char *regime_name(enum regime v);
bool regime_parse(const char *text, enum regime *out);

/* What a new version of a scheme changed. */
enum scheme_change {
	SCHEME_CHANGE_TERMS,
	SCHEME_CHANGE_VALIDITY,
	SCHEME_CHANGE_EXTENSION,
	SCHEME_CHANGE_PAUSE,
	SCHEME_CHANGE_RESUMPTION,
	SCHEME_CHANGE_ENDING,
	SCHEME_CHANGE__MAX
};
const char *scheme_change_name(enum scheme_change v);
bool scheme_change_parse(const char *text, enum scheme_change *out);

enum notice_kind {
	NOTICE_CONTRACT,
	NOTICE_INTENTION,
	NOTICE_ESTABLISHMENT,
	NOTICE_MODIFICATION,
	NOTICE_CESSATION,
	NOTICE__MAX
};
const char *notice_kind_name(enum notice_kind v);
bool notice_kind_parse(const char *text, enum notice_kind *out);

/* Who is charged: the council that places, the supplier for what it is
 * awarded, or a supplier for being a member. */
enum fee_payer {
	FEE_PAYER_COUNCIL,
	FEE_PAYER_SUPPLIER,
	FEE_PAYER_MEMBER,
	FEE_PAYER__MAX
};
const char *fee_payer_name(enum fee_payer v);
bool fee_payer_parse(const char *text, enum fee_payer *out);

/* Whose bank holiday: PA23 s.123(1) leaves out those of any part. */
enum uk_part {
	UK_PART_ENGLAND_AND_WALES,
	UK_PART_SCOTLAND,
	UK_PART_NORTHERN_IRELAND,
	UK_PART__MAX
};
const char *uk_part_name(enum uk_part v);
bool uk_part_parse(const char *text, enum uk_part *out);

/* Stored are open, suspended and withdrawn; the others are its scheme's. */
enum category_state {
	CATEGORY_DRAFT,
	CATEGORY_PUBLISHED,
	CATEGORY_OPEN,
	CATEGORY_SUSPENDED,
	CATEGORY_WITHDRAWN,
	CATEGORY__MAX
};
const char *category_state_name(enum category_state v);
bool category_state_parse(const char *text, enum category_state *out);

enum council_kind { COUNCIL_PARTNER, COUNCIL_ASSOCIATE, COUNCIL__MAX };
const char *council_kind_name(enum council_kind v);
bool council_kind_parse(const char *text, enum council_kind *out);

enum client_group {
	CLIENT_GROUP_CHILDREN,
	CLIENT_GROUP_YOUNG_PEOPLE,
	CLIENT_GROUP_ADULTS,
	CLIENT_GROUP_OLDER_PEOPLE,
	CLIENT_GROUP__MAX
};
const char *client_group_name(enum client_group v);
bool client_group_parse(const char *text, enum client_group *out);

enum regulator {
	REGULATOR_OFSTED,
	REGULATOR_CQC,
	REGULATOR_DFE,
	REGULATOR_NONE,
	REGULATOR__MAX
};
const char *regulator_name(enum regulator v);
bool regulator_parse(const char *text, enum regulator *out);

/* A published list that places are registered or graded in. */
enum register_set {
	REGISTER_SET_CQC_LOCATIONS,
	REGISTER_SET_OFSTED_SOCIAL_CARE,
	REGISTER_SET_OFSTED_STATE_SCHOOLS,
	REGISTER_SET_OFSTED_INDEPENDENT_SCHOOLS,
	REGISTER_SET_GIAS,
	REGISTER_SET__MAX
};
const char *register_set_name(enum register_set v);
bool register_set_parse(const char *text, enum register_set *out);

/* How we came to know. */
enum register_source {
	REGISTER_SOURCE_FILE,
	REGISTER_SOURCE_API,
	REGISTER_SOURCE__MAX
};
const char *register_source_name(enum register_source v);
bool register_source_parse(const char *text, enum register_source *out);

/* missing: no longer in a list that has all there are. */
enum register_state {
	REGISTER_STATE_REGISTERED,
	REGISTER_STATE_DORMANT,
	REGISTER_STATE_SUSPENDED,
	REGISTER_STATE_NOT_YET,
	REGISTER_STATE_DEREGISTERED,
	REGISTER_STATE_MISSING,
	REGISTER_STATE_UNKNOWN,
	REGISTER_STATE__MAX
};
const char *register_state_name(enum register_state v);
bool register_state_parse(const char *text, enum register_state *out);

/* Every word that a regulator grades with, better ones before worse ones of
 * the same scale; scales are not comparable. */
enum register_grade {
	REGISTER_GRADE_OUTSTANDING,
	REGISTER_GRADE_EXCEPTIONAL,
	REGISTER_GRADE_GOOD,
	REGISTER_GRADE_STRONG_STANDARD,
	REGISTER_GRADE_CONSISTENTLY_STRONG,
	REGISTER_GRADE_MET,
	REGISTER_GRADE_EXPECTED_STANDARD,
	REGISTER_GRADE_REQUIRES_IMPROVEMENT,
	REGISTER_GRADE_NEEDS_ATTENTION,
	REGISTER_GRADE_INCONSISTENT,
	REGISTER_GRADE_INADEQUATE,
	REGISTER_GRADE_URGENT_IMPROVEMENT,
	REGISTER_GRADE_SERIOUS_WEAKNESSES,
	REGISTER_GRADE_NOT_MET,
	REGISTER_GRADE__MAX
};
const char *register_grade_name(enum register_grade v);
bool register_grade_parse(const char *text, enum register_grade *out);

/* From best to worst; not_rated is no grade. */
enum rating {
	RATING_OUTSTANDING,
	RATING_GOOD,
	RATING_REQUIRES_IMPROVEMENT,
	RATING_INADEQUATE,
	RATING_NOT_RATED,
	RATING__MAX
};
const char *rating_name(enum rating v);
bool rating_parse(const char *text, enum rating *out);

/* The lowest rating a category admits; none admits all. */
enum rating_floor {
	RATING_FLOOR_OUTSTANDING,
	RATING_FLOOR_GOOD,
	RATING_FLOOR_REQUIRES_IMPROVEMENT,
	RATING_FLOOR_NONE,
	RATING_FLOOR__MAX
};
const char *rating_floor_name(enum rating_floor v);
bool rating_floor_parse(const char *text, enum rating_floor *out);

enum price_unit {
	PRICE_UNIT_WEEK,
	PRICE_UNIT_MONTH,
	PRICE_UNIT_YEAR,
	PRICE_UNIT__MAX
};
const char *price_unit_name(enum price_unit v);
bool price_unit_parse(const char *text, enum price_unit *out);

/* What an offer of an optional schedule is for (R045). */
enum schedule_unit {
	SCHEDULE_UNIT_WEEK,
	SCHEDULE_UNIT_TERM,
	SCHEDULE_UNIT_YEAR,
	SCHEDULE_UNIT_HOUR,
	SCHEDULE_UNIT_SESSION,
	SCHEDULE_UNIT__MAX
};
const char *schedule_unit_name(enum schedule_unit v);
bool schedule_unit_parse(const char *text, enum schedule_unit *out);

enum choice_mode {
	CHOICE_MODE_NONE,
	CHOICE_MODE_TOP3_WITHIN_5,
	CHOICE_MODE_ANY_WITHIN_BUDGET,
	CHOICE_MODE__MAX
};
const char *choice_mode_name(enum choice_mode v);
bool choice_mode_parse(const char *text, enum choice_mode *out);

enum urgency {
	URGENCY_EMERGENCY,
	URGENCY_URGENT,
	URGENCY_NEXT_DAY,
	URGENCY_STANDARD,
	URGENCY_PLANNED,
	URGENCY__MAX
};
const char *urgency_name(enum urgency v);
bool urgency_parse(const char *text, enum urgency *out);

enum application_state {
	APPLICATION_DRAFT,
	APPLICATION_SUBMITTED,
	APPLICATION_DECIDED,
	APPLICATION_INFORMATION_REQUESTED,
	APPLICATION_WITHDRAWN,
	APPLICATION_LAPSED,
	APPLICATION__MAX
};
const char *application_state_name(enum application_state v);
bool application_state_parse(const char *text, enum application_state *out);

enum question_kind { QUESTION_REQUIREMENT, QUESTION_STATEMENT, QUESTION__MAX };
const char *question_kind_name(enum question_kind v);
bool question_kind_parse(const char *text, enum question_kind *out);

/* Who applies: alone, as a new legal entity of several, as allies, or with
 * others under it (R070). */
enum party_type {
	PARTY_TYPE_SINGLE,
	PARTY_TYPE_CONSORTIUM,
	PARTY_TYPE_ALLIANCE,
	PARTY_TYPE_PRIME_CONTRACTOR,
	PARTY_TYPE__MAX
};
const char *party_type_name(enum party_type v);
bool party_type_parse(const char *text, enum party_type *out);

enum party_kind { PARTY_MEMBER, PARTY_SUB_CONTRACTOR, PARTY__MAX };
const char *party_kind_name(enum party_kind v);
bool party_kind_parse(const char *text, enum party_kind *out);

/* From least to most. */
enum risk_band { RISK_LOW, RISK_MODERATE, RISK_HIGH, RISK__MAX };
const char *risk_band_name(enum risk_band v);
bool risk_band_parse(const char *text, enum risk_band *out);

/* What a notice of an infringement was about (R035). */
enum notice_subject {
	NOTICE_ABOUT_HEALTH_AND_SAFETY,
	NOTICE_ABOUT_EQUALITIES,
	NOTICE_ABOUT_ENVIRONMENT,
	NOTICE_SUBJECT__MAX
};
const char *notice_subject_name(enum notice_subject v);
bool notice_subject_parse(const char *text, enum notice_subject *out);

enum exclusion_kind {
	EXCLUSION_MANDATORY,
	EXCLUSION_DISCRETIONARY,
	EXCLUSION_KIND__MAX
};
const char *exclusion_kind_name(enum exclusion_kind v);
bool exclusion_kind_parse(const char *text, enum exclusion_kind *out);

enum entry_state {
	ENTRY_DRAFT,
	ENTRY_SUBMITTED,
	ENTRY_ASSESSED,
	ENTRY_ACCREDITED,
	ENTRY_REFUSED,
	ENTRY_WITHDRAWN,
	ENTRY_STAGE_1, /* sent in as far as the first stage asks */
	ENTRY_STAGE_2, /* passed it, and is filled in further */
	ENTRY_LAPSED,
	ENTRY__MAX
};
const char *entry_state_name(enum entry_state v);
bool entry_state_parse(const char *text, enum entry_state *out);

enum decision_outcome { DECISION_ACCREDITED, DECISION_REFUSED, DECISION__MAX };
const char *decision_outcome_name(enum decision_outcome v);
bool decision_outcome_parse(const char *text, enum decision_outcome *out);

/* What is looked into before a home is accredited. */
enum register_kind {
	REGISTER_REGULATOR,
	REGISTER_COMPANY,
	REGISTER_CHARITY,
	REGISTER_DEBARMENT,
	REGISTER__MAX
};
const char *register_kind_name(enum register_kind v);
bool register_kind_parse(const char *text, enum register_kind *out);

enum check_result {
	CHECK_CLEAR,
	CHECK_ADVERSE,
	CHECK_NOT_APPLICABLE,
	CHECK__MAX
};
const char *check_result_name(enum check_result v);
bool check_result_parse(const char *text, enum check_result *out);

enum review_outcome { ANSWER_STANDS, ANSWER_REOPENED, ANSWER__MAX };
const char *review_outcome_name(enum review_outcome v);
bool review_outcome_parse(const char *text, enum review_outcome *out);

enum accreditation_state {
	ACCREDITATION_ACTIVE,
	ACCREDITATION_SUSPENDED,
	ACCREDITATION_REMOVED,
	ACCREDITATION_WITHDRAWN,
	ACCREDITATION_UNDER_REVIEW,   /* somebody has to look; still invited */
	ACCREDITATION_DORMANT,        /* does not bid; wakes in one call */
	ACCREDITATION_CURE_SUBMITTED, /* suspended; says it is put right */
	ACCREDITATION__MAX
};
const char *accreditation_state_name(enum accreditation_state v);
bool accreditation_state_parse(const char *text, enum accreditation_state *out);

/* R062: a closed list; free text alone is refused. */
enum suspension_ground {
	GROUND_RATING_BELOW_FLOOR,
	GROUND_REGISTRATION_LOST,
	GROUND_INSURANCE_LAPSED,
	GROUND_EVIDENCE_EXPIRED,
	GROUND_REQUIREMENT_FAILED,
	GROUND_SAFEGUARDING,
	GROUND_INSOLVENCY,
	GROUND_BREACH_OF_TERMS,
	GROUND__MAX
};
const char *suspension_ground_name(enum suspension_ground v);
bool suspension_ground_parse(const char *text, enum suspension_ground *out);

/* Why somebody has to look at an accreditation. */
enum review_ground {
	REVIEW_RATING_CHANGED,
	REVIEW_AUDIT_OVERDUE,
	REVIEW_EVIDENCE_EXPIRED,
	REVIEW_EARLY_WARNING,
	REVIEW__MAX
};
const char *review_ground_name(enum review_ground v);
bool review_ground_parse(const char *text, enum review_ground *out);

/* R062's list, an exclusion (PA23 ss. 57-58), and what the terms of some
 * regimes allow besides. */
enum removal_ground {
	REMOVAL_RATING_BELOW_FLOOR,
	REMOVAL_REGISTRATION_LOST,
	REMOVAL_INSURANCE_LAPSED,
	REMOVAL_EVIDENCE_EXPIRED,
	REMOVAL_REQUIREMENT_FAILED,
	REMOVAL_SAFEGUARDING,
	REMOVAL_INSOLVENCY,
	REMOVAL_BREACH_OF_TERMS,
	REMOVAL_EXCLUSION,
	REMOVAL_INACTIVITY,
	REMOVAL__MAX
};
const char *removal_ground_name(enum removal_ground v);
bool removal_ground_parse(const char *text, enum removal_ground *out);

enum audit_outcome { AUDIT_PASSED, AUDIT_FAILED, AUDIT_OUTCOME__MAX };
const char *audit_outcome_name(enum audit_outcome v);
bool audit_outcome_parse(const char *text, enum audit_outcome *out);

enum cure_outcome { CURE_ACCEPTED, CURE_REFUSED, CURE_OUTCOME__MAX };
const char *cure_outcome_name(enum cure_outcome v);
bool cure_outcome_parse(const char *text, enum cure_outcome *out);

enum exclusion_outcome {
	EXCLUSION_UPHELD,
	EXCLUSION_DECLINED,
	EXCLUSION_OUTCOME__MAX
};
const char *exclusion_outcome_name(enum exclusion_outcome v);
bool exclusion_outcome_parse(const char *text, enum exclusion_outcome *out);

/* Who grades homes; their grades are words of their own. */
enum inspectorate {
	INSPECTORATE_OFSTED,
	INSPECTORATE_CQC,
	INSPECTORATE_ISI,
	INSPECTORATE_ESTYN,
	INSPECTORATE_CIW,
	INSPECTORATE__MAX
};
const char *inspectorate_name(enum inspectorate v);
bool inspectorate_parse(const char *text, enum inspectorate *out);

/* What a grade means to a category (see rating_scale in the database). */
enum rating_verdict {
	VERDICT_PASS,
	VERDICT_REVIEW,
	VERDICT_FAIL,
	VERDICT__MAX
};
const char *rating_verdict_name(enum rating_verdict v);
bool rating_verdict_parse(const char *text, enum rating_verdict *out);

enum registration_state {
	REGISTRATION_REGISTERED,
	REGISTRATION_LAPSED,
	REGISTRATION__MAX
};
const char *registration_state_name(enum registration_state v);
bool registration_state_parse(const char *text, enum registration_state *out);

/* Who wrote a fact about a home down. */
enum fact_source { FACT_LEAD, FACT_REGISTER, FACT__MAX };
const char *fact_source_name(enum fact_source v);
bool fact_source_parse(const char *text, enum fact_source *out);

/* "closed" is never stored; see referral_state_at(). */
enum referral_state {
	REFERRAL_DRAFT,
	REFERRAL_OPEN,
	REFERRAL_CLOSED,
	REFERRAL_OPENED,
	REFERRAL_RANKED,
	REFERRAL_AWARDED,
	REFERRAL_CANCELLED,
	REFERRAL_UNSUCCESSFUL,
	REFERRAL__MAX
};
const char *referral_state_name(enum referral_state v);
bool referral_state_parse(const char *text, enum referral_state *out);

enum invitation_response {
	RESPONSE_NONE,
	RESPONSE_BID,
	RESPONSE_REFUSED,
	RESPONSE__MAX
};
const char *invitation_response_name(enum invitation_response v);
bool invitation_response_parse(const char *text, enum invitation_response *out);

enum bid_state { BID_SEALED, BID_OPENED, BID_WITHDRAWN, BID__MAX };
const char *bid_state_name(enum bid_state v);
bool bid_state_parse(const char *text, enum bid_state *out);

enum refusal_reason {
	REFUSAL_NO_VACANCY,
	REFUSAL_OUTSIDE_PROFILE,
	REFUSAL_MIX_OF_RESIDENTS,
	REFUSAL_STAFFING,
	REFUSAL_INFORMATION_TOO_THIN,
	REFUSAL_PRICE,
	REFUSAL_DISTANCE,
	REFUSAL_OTHER,
	REFUSAL__MAX
};
const char *refusal_reason_name(enum refusal_reason v);
bool refusal_reason_parse(const char *text, enum refusal_reason *out);

enum chosen_by {
	CHOSEN_BY_PARENT,
	CHOSEN_BY_RESIDENT,
	CHOSEN_BY_CARER,
	CHOSEN_BY_SOCIAL_WORKER,
	CHOSEN_BY_NONE,
	CHOSEN_BY__MAX
};
const char *chosen_by_name(enum chosen_by v);
bool chosen_by_parse(const char *text, enum chosen_by *out);

enum placement_state {
	PLACEMENT_AWAITING_PROVIDER,
	PLACEMENT_AWAITING_COUNCIL,
	PLACEMENT_ACTIVE,
	PLACEMENT_REFUSED,
	PLACEMENT__MAX
};
const char *placement_state_name(enum placement_state v);
bool placement_state_parse(const char *text, enum placement_state *out);

/* In the order of their use; see ranking.h. */
enum tie_break {
	TIE_BREAK_QUALITY,
	TIE_BREAK_OUTCOMES,
	TIE_BREAK_CORE,
	TIE_BREAK_DISTANCE,
	TIE_BREAK_DRAW,
	TIE_BREAK__MAX
};
const char *tie_break_name(enum tie_break v);
bool tie_break_parse(const char *text, enum tie_break *out);

enum flag { FLAG_ABNORMALLY_LOW, FLAG__MAX };
const char *flag_name(enum flag v);
bool flag_parse(const char *text, enum flag *out);

/* Why a bid stands in a ranking without scores. */
enum non_compliance {
	NON_COMPLIANCE_MISSING_MUST_HAVE,
	NON_COMPLIANCE_NOT_ACCREDITED,
	NON_COMPLIANCE_DISREGARDED,
	NON_COMPLIANCE_UNREADABLE,
	NON_COMPLIANCE_WITHDRAWN,
	NON_COMPLIANCE__MAX
};
const char *non_compliance_name(enum non_compliance v);
bool non_compliance_parse(const char *text, enum non_compliance *out);

/* Of a request to raise one accredited cost head. */
enum uplift_state {
	UPLIFT_ASKED,
	UPLIFT_GRANTED,
	UPLIFT_REFUSED,
	UPLIFT_WITHDRAWN,
	UPLIFT_APPEALED,
	UPLIFT_UPHELD,
	UPLIFT_DISMISSED,
	UPLIFT__MAX
};
const char *uplift_state_name(enum uplift_state v);
bool uplift_state_parse(const char *text, enum uplift_state *out);

enum uplift_outcome {
	UPLIFT_OUTCOME_GRANTED,
	UPLIFT_OUTCOME_REFUSED,
	UPLIFT_OUTCOME__MAX
};
const char *uplift_outcome_name(enum uplift_outcome v);
bool uplift_outcome_parse(const char *text, enum uplift_outcome *out);

enum appeal_outcome { APPEAL_UPHELD, APPEAL_DISMISSED, APPEAL__MAX };
const char *appeal_outcome_name(enum appeal_outcome v);
bool appeal_outcome_parse(const char *text, enum appeal_outcome *out);

/* Of a supplier that a portal says is interested. */
enum interest_state {
	INTEREST_RECEIVED,
	INTEREST_INVITED,
	INTEREST_REGISTERED,
	INTEREST_EXPIRED,
	INTEREST__MAX
};
const char *interest_state_name(enum interest_state v);
bool interest_state_parse(const char *text, enum interest_state *out);

/* What came of a record of an accreditation that was imported. */
enum import_outcome {
	IMPORT_DRAFTED,
	IMPORT_ALREADY_DRAFTED,
	IMPORT_ALREADY_ACCREDITED,
	IMPORT_CATEGORY_UNKNOWN,
	IMPORT_PROVIDER_UNKNOWN,
	IMPORT_PLACE_UNKNOWN,
	IMPORT__MAX
};
const char *import_outcome_name(enum import_outcome v);
bool import_outcome_parse(const char *text, enum import_outcome *out);

/* Why a home is not matched to a referral. */
enum exclusion {
	EXCLUSION_OUT_OF_REACH,
	EXCLUSION_SUSPENDED,
	EXCLUSION_ABOVE_COUNCIL_CAP,
	EXCLUSION_DORMANT,
	EXCLUSION__MAX
};
const char *exclusion_name(enum exclusion v);
bool exclusion_parse(const char *text, enum exclusion *out);

/* What a document is. Insurances first; see document_is_insurance(). */
enum document_kind {
	DOCUMENT_EMPLOYERS_LIABILITY_INSURANCE,
	DOCUMENT_PUBLIC_LIABILITY_INSURANCE,
	DOCUMENT_PROFESSIONAL_INDEMNITY_INSURANCE,
	DOCUMENT_MOTOR_INSURANCE,
	DOCUMENT_ACCOUNTS,
	DOCUMENT_FINANCIAL_ALTERNATIVE,
	DOCUMENT_REGISTRATION_CERTIFICATE,
	DOCUMENT_INSPECTION_REPORT,
	DOCUMENT_STATEMENT_OF_PURPOSE,
	DOCUMENT_SAFEGUARDING_POLICY,
	DOCUMENT_BUSINESS_CONTINUITY_PLAN,
	DOCUMENT_HEALTH_AND_SAFETY_POLICY,
	DOCUMENT_EQUALITY_POLICY,
	DOCUMENT_ENVIRONMENTAL_POLICY,
	DOCUMENT_DATA_PROTECTION_POLICY,
	DOCUMENT_ICO_REGISTRATION,
	DOCUMENT_DSPT_ASSESSMENT,
	DOCUMENT_OTHER,
	DOCUMENT_KIND__MAX
};
const char *document_kind_name(enum document_kind v);
bool document_kind_parse(const char *text, enum document_kind *out);

/* Stored are the facts; document_state() in 0020 makes the state of them. */
enum document_state {
	DOCUMENT_REQUESTED, /* announced; its content has not come */
	DOCUMENT_UPLOADED,  /* not yet looked at by the malware scanner */
	DOCUMENT_SCANNED,   /* nobody has verified it */
	DOCUMENT_VERIFIED,
	DOCUMENT_EXPIRING, /* verified, 60 days or fewer to go */
	DOCUMENT_EXPIRED,
	DOCUMENT_GRACE_ENDED,
	DOCUMENT_REPLACED,
	DOCUMENT_REJECTED,
	DOCUMENT_DELETED,
	DOCUMENT__MAX
};
const char *document_state_name(enum document_state v);
bool document_state_parse(const char *text, enum document_state *out);

enum document_scan {
	SCAN_NONE, /* there was no scanner */
	SCAN_WAITING,
	SCAN_CLEAN,
	SCAN_INFECTED,
	SCAN__MAX
};
const char *document_scan_name(enum document_scan v);
bool document_scan_parse(const char *text, enum document_scan *out);

enum verification_outcome {
	VERIFICATION_VERIFIED,
	VERIFICATION_REJECTED,
	VERIFICATION__MAX
};
const char *verification_outcome_name(enum verification_outcome v);
bool
verification_outcome_parse(const char *text, enum verification_outcome *out);

/* Whose document a category asks for: one for all homes, or one of each. */
enum evidence_level {
	EVIDENCE_OF_PROVIDER,
	EVIDENCE_OF_ESTABLISHMENT,
	EVIDENCE_LEVEL__MAX
};
const char *evidence_level_name(enum evidence_level v);
bool evidence_level_parse(const char *text, enum evidence_level *out);

/* By when: with the application and from then on, or before a placement. */
enum evidence_due { EVIDENCE_AT_ENTRY, EVIDENCE_AT_AWARD, EVIDENCE_DUE__MAX };
const char *evidence_due_name(enum evidence_due v);
bool evidence_due_parse(const char *text, enum evidence_due *out);

/* Why an item of evidence is not held. */
enum evidence_gap {
	GAP_MISSING,
	GAP_EXPIRED,
	GAP_COVER_TOO_LOW,
	GAP_REJECTED,
	GAP_CHANGED, /* held, of before the home changed materially */
	GAP__MAX
};
const char *evidence_gap_name(enum evidence_gap v);
bool evidence_gap_parse(const char *text, enum evidence_gap *out);

/* Of one event to one webhook endpoint; dead: tried in vain, and given up. */
enum delivery_state {
	DELIVERY_WAITING,
	DELIVERY_DELIVERED,
	DELIVERY_DEAD,
	DELIVERY__MAX
};
const char *delivery_state_name(enum delivery_state v);
bool delivery_state_parse(const char *text, enum delivery_state *out);

enum delivery_failure {
	DELIVERY_FAILURE_ADDRESS,    /* leads to where nothing may be sent */
	DELIVERY_FAILURE_CONNECTION, /* no host, or nobody who listens */
	DELIVERY_FAILURE_TLS,        /* a certificate we do not believe */
	DELIVERY_FAILURE_TIMEOUT,
	DELIVERY_FAILURE_ANSWER, /* too long, or not HTTP */
	DELIVERY_FAILURE_STATUS, /* anything but 2xx */
	DELIVERY_FAILURE_SECRET, /* ours cannot be read: nothing was sent */
	DELIVERY_FAILURE__MAX
};
const char *delivery_failure_name(enum delivery_failure v);
bool delivery_failure_parse(const char *text, enum delivery_failure *out);

enum webhook_disabled_reason {
	WEBHOOK_DISABLED_OWNER,      /* somebody of the organisation did it */
	WEBHOOK_DISABLED_GONE,       /* it answered 410 */
	WEBHOOK_DISABLED_FAILING,    /* for days */
	WEBHOOK_DISABLED_UNANSWERED, /* who answers for it was removed */
	WEBHOOK_DISABLED__MAX
};
const char *webhook_disabled_reason_name(enum webhook_disabled_reason v);
bool webhook_disabled_reason_parse(const char *text,
    enum webhook_disabled_reason *out);

/* What somebody who pays for a place writes to a home (R178). */
enum enquiry_state {
	ENQUIRY_UNCONFIRMED, /* nobody sees it */
	ENQUIRY_SENT,
	ENQUIRY_ANSWERED, /* by whatever means, says the provider */
	ENQUIRY__MAX
};
const char *enquiry_state_name(enum enquiry_state v);
bool enquiry_state_parse(const char *text, enum enquiry_state *out);

/* How an answer is wanted. */
enum enquiry_reply {
	ENQUIRY_REPLY_EMAIL,
	ENQUIRY_REPLY_PHONE,
	ENQUIRY_REPLY__MAX
};
const char *enquiry_reply_name(enum enquiry_reply v);
bool enquiry_reply_parse(const char *text, enum enquiry_reply *out);

/* When somebody wants to move in. */
enum enquiry_moving {
	ENQUIRY_MOVING_SOON,
	ENQUIRY_MOVING_MONTHS,
	ENQUIRY_MOVING_LATER,
	ENQUIRY_MOVING_UNDECIDED,
	ENQUIRY_MOVING__MAX
};
const char *enquiry_moving_name(enum enquiry_moving v);
bool enquiry_moving_parse(const char *text, enum enquiry_moving *out);

/* Stored are announced and cancelled; the clock makes begun, see
 * provider_event_state_now() in SQL. */
enum provider_event_state {
	PROVIDER_EVENT_ANNOUNCED,
	PROVIDER_EVENT_BEGUN,
	PROVIDER_EVENT_CANCELLED,
	PROVIDER_EVENT__MAX
};
const char *provider_event_state_name(enum provider_event_state v);
bool
provider_event_state_parse(const char *text, enum provider_event_state *out);

/* What a notification is about; e-mail can be turned off for each. */
enum notice_topic {
	TOPIC_ADMISSION,  /* applying, and what came of it */
	TOPIC_STANDING,   /* of homes that are accredited */
	TOPIC_REFERRALS,  /* and the bids on them */
	TOPIC_PLACEMENTS, /* and their agreements */
	TOPIC_SCHEMES,
	TOPIC_SECURITY,  /* accounts, clients, webhooks, refused attempts */
	TOPIC_ENQUIRIES, /* of people who pay for themselves */
	TOPIC__MAX
};
const char *notice_topic_name(enum notice_topic v);
bool notice_topic_parse(const char *text, enum notice_topic *out);

/* Who was asked what they think of a scheme (R030). */
enum engagement_party {
	ENGAGED_PROVIDERS,
	ENGAGED_FAMILIES,
	ENGAGED_CHILDREN,
	ENGAGED_RESIDENTS,
	ENGAGED_COUNCILS,
	ENGAGED_PUBLIC,
	ENGAGED__MAX
};
const char *engagement_party_name(enum engagement_party v);
bool engagement_party_parse(const char *text, enum engagement_party *out);

#endif
