/*
 * vocab.c - the words themselves, each list once.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/vocab.h"

#include <string.h>

#include "core/compiler.h"

/* clang-format off */
static const char *const role_words[ROLE__MAX] = {
	[ROLE_LEAD] = "lead",
	[ROLE_COUNCIL] = "council",
	[ROLE_PROVIDER] = "provider",
	[ROLE_AUDITOR] = "auditor",
	[ROLE_PORTAL] = "portal",
};
static const char *const organisation_kind_words[ORGANISATION__MAX] = {
	[ORGANISATION_AUTHORITY] = "authority",
	[ORGANISATION_PROVIDER] = "provider",
	[ORGANISATION_PORTAL] = "portal",
};
static const char *const scheme_state_words[SCHEME__MAX] = {
	[SCHEME_DRAFT] = "draft",
	[SCHEME_INTENTION] = "intention",
	[SCHEME_INITIAL_ROUND] = "initial_round",
	[SCHEME_OPEN] = "open",
	[SCHEME_DECISIONS_PAUSED] = "decisions_paused",
	[SCHEME_CLOSING] = "closing",
	[SCHEME_CLOSED] = "closed",
	[SCHEME_ABANDONED] = "abandoned",
};
static const char *const category_state_words[CATEGORY__MAX] = {
	[CATEGORY_DRAFT] = "draft",
	[CATEGORY_PUBLISHED] = "published",
	[CATEGORY_OPEN] = "open",
	[CATEGORY_SUSPENDED] = "suspended",
	[CATEGORY_WITHDRAWN] = "withdrawn",
};
static const char *const scheme_change_words[SCHEME_CHANGE__MAX] = {
	[SCHEME_CHANGE_TERMS] = "terms",
	[SCHEME_CHANGE_VALIDITY] = "validity",
	[SCHEME_CHANGE_EXTENSION] = "extension",
	[SCHEME_CHANGE_PAUSE] = "pause",
	[SCHEME_CHANGE_RESUMPTION] = "resumption",
	[SCHEME_CHANGE_ENDING] = "ending",
};
static const char *const notice_kind_words[NOTICE__MAX] = {
	[NOTICE_CONTRACT] = "contract",
	[NOTICE_INTENTION] = "intention",
	[NOTICE_ESTABLISHMENT] = "establishment",
	[NOTICE_MODIFICATION] = "modification",
	[NOTICE_CESSATION] = "cessation",
};
static const char *const fee_payer_words[FEE_PAYER__MAX] = {
	[FEE_PAYER_COUNCIL] = "council",
	[FEE_PAYER_SUPPLIER] = "supplier",
	[FEE_PAYER_MEMBER] = "member",
};
static const char *const uk_part_words[UK_PART__MAX] = {
	[UK_PART_ENGLAND_AND_WALES] = "england_and_wales",
	[UK_PART_SCOTLAND] = "scotland",
	[UK_PART_NORTHERN_IRELAND] = "northern_ireland",
};
static const char *const regime_words[REGIME__MAX] = {
	[REGIME_PCR_DPS] = "pcr_dps",
	[REGIME_PCR_PSEUDO_DPS] = "pcr_pseudo_dps",
	[REGIME_PA23_DYNAMIC_MARKET] = "pa23_dynamic_market",
	[REGIME_PA23_LIGHT_TOUCH_FRAMEWORK] = "pa23_light_touch_framework",
	[REGIME_BELOW_THRESHOLD] = "below_threshold",
};
static const char *const council_kind_words[COUNCIL__MAX] = {
	[COUNCIL_PARTNER] = "partner",
	[COUNCIL_ASSOCIATE] = "associate",
};
static const char *const client_group_words[CLIENT_GROUP__MAX] = {
	[CLIENT_GROUP_CHILDREN] = "children",
	[CLIENT_GROUP_YOUNG_PEOPLE] = "young_people",
	[CLIENT_GROUP_ADULTS] = "adults",
	[CLIENT_GROUP_OLDER_PEOPLE] = "older_people",
};
static const char *const regulator_words[REGULATOR__MAX] = {
	[REGULATOR_OFSTED] = "ofsted",
	[REGULATOR_CQC] = "cqc",
	[REGULATOR_DFE] = "dfe",
	[REGULATOR_NONE] = "none",
};
static const char *const register_set_words[REGISTER_SET__MAX] = {
	[REGISTER_SET_CQC_LOCATIONS] = "cqc_locations",
	[REGISTER_SET_OFSTED_SOCIAL_CARE] = "ofsted_social_care",
	[REGISTER_SET_OFSTED_STATE_SCHOOLS] = "ofsted_state_schools",
	[REGISTER_SET_OFSTED_INDEPENDENT_SCHOOLS] = "ofsted_independent_schools",
	[REGISTER_SET_GIAS] = "gias",
};
static const char *const register_source_words[REGISTER_SOURCE__MAX] = {
	[REGISTER_SOURCE_FILE] = "file",
	[REGISTER_SOURCE_API] = "api",
};
static const char *const register_state_words[REGISTER_STATE__MAX] = {
	[REGISTER_STATE_REGISTERED] = "registered",
	[REGISTER_STATE_DORMANT] = "dormant",
	[REGISTER_STATE_SUSPENDED] = "suspended",
	[REGISTER_STATE_NOT_YET] = "not_yet",
	[REGISTER_STATE_DEREGISTERED] = "deregistered",
	[REGISTER_STATE_MISSING] = "missing",
	[REGISTER_STATE_UNKNOWN] = "unknown",
};
static const char *const register_grade_words[REGISTER_GRADE__MAX] = {
	[REGISTER_GRADE_OUTSTANDING] = "outstanding",
	[REGISTER_GRADE_EXCEPTIONAL] = "exceptional",
	[REGISTER_GRADE_GOOD] = "good",
	[REGISTER_GRADE_STRONG_STANDARD] = "strong_standard",
	[REGISTER_GRADE_CONSISTENTLY_STRONG] = "consistently_strong",
	[REGISTER_GRADE_MET] = "met",
	[REGISTER_GRADE_EXPECTED_STANDARD] = "expected_standard",
	[REGISTER_GRADE_REQUIRES_IMPROVEMENT] = "requires_improvement",
	[REGISTER_GRADE_NEEDS_ATTENTION] = "needs_attention",
	[REGISTER_GRADE_INCONSISTENT] = "inconsistent",
	[REGISTER_GRADE_INADEQUATE] = "inadequate",
	[REGISTER_GRADE_URGENT_IMPROVEMENT] = "urgent_improvement",
	[REGISTER_GRADE_SERIOUS_WEAKNESSES] = "serious_weaknesses",
	[REGISTER_GRADE_NOT_MET] = "not_met",
};
static const char *const rating_words[RATING__MAX] = {
	[RATING_OUTSTANDING] = "outstanding",
	[RATING_GOOD] = "good",
	[RATING_REQUIRES_IMPROVEMENT] = "requires_improvement",
	[RATING_INADEQUATE] = "inadequate",
	[RATING_NOT_RATED] = "not_rated",
};
static const char *const rating_floor_words[RATING_FLOOR__MAX] = {
	[RATING_FLOOR_OUTSTANDING] = "outstanding",
	[RATING_FLOOR_GOOD] = "good",
	[RATING_FLOOR_REQUIRES_IMPROVEMENT] = "requires_improvement",
	[RATING_FLOOR_NONE] = "none",
};
static const char *const price_unit_words[PRICE_UNIT__MAX] = {
	[PRICE_UNIT_WEEK] = "week",
	[PRICE_UNIT_MONTH] = "month",
	[PRICE_UNIT_YEAR] = "year",
};
static const char *const schedule_unit_words[SCHEDULE_UNIT__MAX] = {
	[SCHEDULE_UNIT_WEEK] = "week",
	[SCHEDULE_UNIT_TERM] = "term",
	[SCHEDULE_UNIT_YEAR] = "year",
	[SCHEDULE_UNIT_HOUR] = "hour",
	[SCHEDULE_UNIT_SESSION] = "session",
};
static const char *const choice_mode_words[CHOICE_MODE__MAX] = {
	[CHOICE_MODE_NONE] = "none",
	[CHOICE_MODE_TOP3_WITHIN_5] = "top3_within_5",
	[CHOICE_MODE_ANY_WITHIN_BUDGET] = "any_within_budget",
};
static const char *const urgency_words[URGENCY__MAX] = {
	[URGENCY_EMERGENCY] = "emergency",
	[URGENCY_URGENT] = "urgent",
	[URGENCY_NEXT_DAY] = "next_day",
	[URGENCY_STANDARD] = "standard",
	[URGENCY_PLANNED] = "planned",
};
static const char *const application_state_words[APPLICATION__MAX] = {
	[APPLICATION_DRAFT] = "draft",
	[APPLICATION_SUBMITTED] = "submitted",
	[APPLICATION_DECIDED] = "decided",
	[APPLICATION_INFORMATION_REQUESTED] = "information_requested",
	[APPLICATION_WITHDRAWN] = "withdrawn",
	[APPLICATION_LAPSED] = "lapsed",
};
static const char *const question_kind_words[QUESTION__MAX] = {
	[QUESTION_REQUIREMENT] = "requirement",
	[QUESTION_STATEMENT] = "statement",
};
static const char *const party_type_words[PARTY_TYPE__MAX] = {
	[PARTY_TYPE_SINGLE] = "single",
	[PARTY_TYPE_CONSORTIUM] = "consortium",
	[PARTY_TYPE_ALLIANCE] = "alliance",
	[PARTY_TYPE_PRIME_CONTRACTOR] = "prime_contractor",
};
static const char *const party_kind_words[PARTY__MAX] = {
	[PARTY_MEMBER] = "member",
	[PARTY_SUB_CONTRACTOR] = "sub_contractor",
};
static const char *const risk_band_words[RISK__MAX] = {
	[RISK_LOW] = "low",
	[RISK_MODERATE] = "moderate",
	[RISK_HIGH] = "high",
};
static const char *const notice_subject_words[NOTICE_SUBJECT__MAX] = {
	[NOTICE_ABOUT_HEALTH_AND_SAFETY] = "health_and_safety",
	[NOTICE_ABOUT_EQUALITIES] = "equalities",
	[NOTICE_ABOUT_ENVIRONMENT] = "environment",
};
static const char *const exclusion_kind_words[EXCLUSION_KIND__MAX] = {
	[EXCLUSION_MANDATORY] = "mandatory",
	[EXCLUSION_DISCRETIONARY] = "discretionary",
};
static const char *const entry_state_words[ENTRY__MAX] = {
	[ENTRY_DRAFT] = "draft",
	[ENTRY_SUBMITTED] = "submitted",
	[ENTRY_ASSESSED] = "assessed",
	[ENTRY_ACCREDITED] = "accredited",
	[ENTRY_REFUSED] = "refused",
	[ENTRY_WITHDRAWN] = "withdrawn",
	[ENTRY_STAGE_1] = "stage_1",
	[ENTRY_STAGE_2] = "stage_2",
	[ENTRY_LAPSED] = "lapsed",
};
static const char *const decision_outcome_words[DECISION__MAX] = {
	[DECISION_ACCREDITED] = "accredited",
	[DECISION_REFUSED] = "refused",
};
static const char *const register_kind_words[REGISTER__MAX] = {
	[REGISTER_REGULATOR] = "regulator",
	[REGISTER_COMPANY] = "company",
	[REGISTER_CHARITY] = "charity",
	[REGISTER_DEBARMENT] = "debarment",
};
static const char *const check_result_words[CHECK__MAX] = {
	[CHECK_CLEAR] = "clear",
	[CHECK_ADVERSE] = "adverse",
	[CHECK_NOT_APPLICABLE] = "not_applicable",
};
static const char *const review_outcome_words[ANSWER__MAX] = {
	[ANSWER_STANDS] = "stands",
	[ANSWER_REOPENED] = "reopened",
};
static const char *const accreditation_state_words[ACCREDITATION__MAX] = {
	[ACCREDITATION_ACTIVE] = "active",
	[ACCREDITATION_SUSPENDED] = "suspended",
	[ACCREDITATION_REMOVED] = "removed",
	[ACCREDITATION_WITHDRAWN] = "withdrawn",
	[ACCREDITATION_UNDER_REVIEW] = "under_review",
	[ACCREDITATION_DORMANT] = "dormant",
	[ACCREDITATION_CURE_SUBMITTED] = "cure_submitted",
};
static const char *const review_ground_words[REVIEW__MAX] = {
	[REVIEW_RATING_CHANGED] = "rating_changed",
	[REVIEW_AUDIT_OVERDUE] = "audit_overdue",
	[REVIEW_EVIDENCE_EXPIRED] = "evidence_expired",
	[REVIEW_EARLY_WARNING] = "early_warning",
};
static const char *const removal_ground_words[REMOVAL__MAX] = {
	[REMOVAL_RATING_BELOW_FLOOR] = "rating_below_floor",
	[REMOVAL_REGISTRATION_LOST] = "registration_lost",
	[REMOVAL_INSURANCE_LAPSED] = "insurance_lapsed",
	[REMOVAL_EVIDENCE_EXPIRED] = "evidence_expired",
	[REMOVAL_REQUIREMENT_FAILED] = "requirement_failed",
	[REMOVAL_SAFEGUARDING] = "safeguarding",
	[REMOVAL_INSOLVENCY] = "insolvency",
	[REMOVAL_BREACH_OF_TERMS] = "breach_of_terms",
	[REMOVAL_EXCLUSION] = "exclusion",
	[REMOVAL_INACTIVITY] = "inactivity",
};
static const char *const audit_outcome_words[AUDIT_OUTCOME__MAX] = {
	[AUDIT_PASSED] = "passed",
	[AUDIT_FAILED] = "failed",
};
static const char *const cure_outcome_words[CURE_OUTCOME__MAX] = {
	[CURE_ACCEPTED] = "accepted",
	[CURE_REFUSED] = "refused",
};
static const char *const exclusion_outcome_words[EXCLUSION_OUTCOME__MAX] = {
	[EXCLUSION_UPHELD] = "upheld",
	[EXCLUSION_DECLINED] = "declined",
};
static const char *const inspectorate_words[INSPECTORATE__MAX] = {
	[INSPECTORATE_OFSTED] = "ofsted",
	[INSPECTORATE_CQC] = "cqc",
	[INSPECTORATE_ISI] = "isi",
	[INSPECTORATE_ESTYN] = "estyn",
	[INSPECTORATE_CIW] = "ciw",
};
static const char *const rating_verdict_words[VERDICT__MAX] = {
	[VERDICT_PASS] = "pass",
	[VERDICT_REVIEW] = "review",
	[VERDICT_FAIL] = "fail",
};
static const char *const registration_state_words[REGISTRATION__MAX] = {
	[REGISTRATION_REGISTERED] = "registered",
	[REGISTRATION_LAPSED] = "lapsed",
};
static const char *const fact_source_words[FACT__MAX] = {
	[FACT_LEAD] = "lead",
	[FACT_REGISTER] = "register",
};
static const char *const suspension_ground_words[GROUND__MAX] = {
	[GROUND_RATING_BELOW_FLOOR] = "rating_below_floor",
	[GROUND_REGISTRATION_LOST] = "registration_lost",
	[GROUND_INSURANCE_LAPSED] = "insurance_lapsed",
	[GROUND_EVIDENCE_EXPIRED] = "evidence_expired",
	[GROUND_REQUIREMENT_FAILED] = "requirement_failed",
	[GROUND_SAFEGUARDING] = "safeguarding",
	[GROUND_INSOLVENCY] = "insolvency",
	[GROUND_BREACH_OF_TERMS] = "breach_of_terms",
};
static const char *const referral_state_words[REFERRAL__MAX] = {
	[REFERRAL_DRAFT] = "draft",
	[REFERRAL_OPEN] = "open",
	[REFERRAL_CLOSED] = "closed",
	[REFERRAL_OPENED] = "opened",
	[REFERRAL_RANKED] = "ranked",
	[REFERRAL_AWARDED] = "awarded",
	[REFERRAL_CANCELLED] = "cancelled",
	[REFERRAL_UNSUCCESSFUL] = "unsuccessful",
};
static const char *const invitation_response_words[RESPONSE__MAX] = {
	[RESPONSE_NONE] = "none",
	[RESPONSE_BID] = "bid",
	[RESPONSE_REFUSED] = "refused",
};
static const char *const bid_state_words[BID__MAX] = {
	[BID_SEALED] = "sealed",
	[BID_OPENED] = "opened",
	[BID_WITHDRAWN] = "withdrawn",
};
static const char *const refusal_reason_words[REFUSAL__MAX] = {
	[REFUSAL_NO_VACANCY] = "no_vacancy",
	[REFUSAL_OUTSIDE_PROFILE] = "outside_profile",
	[REFUSAL_MIX_OF_RESIDENTS] = "mix_of_residents",
	[REFUSAL_STAFFING] = "staffing",
	[REFUSAL_INFORMATION_TOO_THIN] = "information_too_thin",
	[REFUSAL_PRICE] = "price",
	[REFUSAL_DISTANCE] = "distance",
	[REFUSAL_OTHER] = "other",
};
static const char *const chosen_by_words[CHOSEN_BY__MAX] = {
	[CHOSEN_BY_PARENT] = "parent",
	[CHOSEN_BY_RESIDENT] = "resident",
	[CHOSEN_BY_CARER] = "carer",
	[CHOSEN_BY_SOCIAL_WORKER] = "social_worker",
	[CHOSEN_BY_NONE] = "none",
};
static const char *const placement_state_words[PLACEMENT__MAX] = {
	[PLACEMENT_AWAITING_PROVIDER] = "awaiting_provider",
	[PLACEMENT_AWAITING_COUNCIL] = "awaiting_council",
	[PLACEMENT_ACTIVE] = "active",
	[PLACEMENT_REFUSED] = "refused",
};
static const char *const tie_break_words[TIE_BREAK__MAX] = {
	[TIE_BREAK_QUALITY] = "quality",
	[TIE_BREAK_OUTCOMES] = "outcomes",
	[TIE_BREAK_CORE] = "core",
	[TIE_BREAK_DISTANCE] = "distance",
	[TIE_BREAK_DRAW] = "draw",
};
static const char *const flag_words[FLAG__MAX] = {
	[FLAG_ABNORMALLY_LOW] = "abnormally_low",
};
static const char *const non_compliance_words[NON_COMPLIANCE__MAX] = {
	[NON_COMPLIANCE_MISSING_MUST_HAVE] = "missing_must_have",
	[NON_COMPLIANCE_NOT_ACCREDITED] = "not_accredited",
	[NON_COMPLIANCE_DISREGARDED] = "disregarded",
	[NON_COMPLIANCE_UNREADABLE] = "unreadable",
	[NON_COMPLIANCE_WITHDRAWN] = "withdrawn",
};
static const char *const exclusion_words[EXCLUSION__MAX] = {
	[EXCLUSION_OUT_OF_REACH] = "out_of_reach",
	[EXCLUSION_SUSPENDED] = "suspended",
	[EXCLUSION_ABOVE_COUNCIL_CAP] = "above_council_cap",
	[EXCLUSION_DORMANT] = "dormant",
};
static const char *const interest_state_words[INTEREST__MAX] = {
	[INTEREST_RECEIVED] = "received",
	[INTEREST_INVITED] = "invited",
	[INTEREST_REGISTERED] = "registered",
	[INTEREST_EXPIRED] = "expired",
};
static const char *const import_outcome_words[IMPORT__MAX] = {
	[IMPORT_DRAFTED] = "drafted",
	[IMPORT_ALREADY_DRAFTED] = "already_drafted",
	[IMPORT_ALREADY_ACCREDITED] = "already_accredited",
	[IMPORT_CATEGORY_UNKNOWN] = "category_unknown",
	[IMPORT_PROVIDER_UNKNOWN] = "provider_unknown",
	[IMPORT_PLACE_UNKNOWN] = "place_unknown",
};
static const char *const uplift_state_words[UPLIFT__MAX] = {
	[UPLIFT_ASKED] = "asked",
	[UPLIFT_GRANTED] = "granted",
	[UPLIFT_REFUSED] = "refused",
	[UPLIFT_WITHDRAWN] = "withdrawn",
	[UPLIFT_APPEALED] = "appealed",
	[UPLIFT_UPHELD] = "upheld",
	[UPLIFT_DISMISSED] = "dismissed",
};
static const char *const uplift_outcome_words[UPLIFT_OUTCOME__MAX] = {
	[UPLIFT_OUTCOME_GRANTED] = "granted",
	[UPLIFT_OUTCOME_REFUSED] = "refused",
};
static const char *const appeal_outcome_words[APPEAL__MAX] = {
	[APPEAL_UPHELD] = "upheld",
	[APPEAL_DISMISSED] = "dismissed",
};
static const char *const document_kind_words[DOCUMENT_KIND__MAX] = {
	[DOCUMENT_EMPLOYERS_LIABILITY_INSURANCE] = "employers_liability_insurance",
	[DOCUMENT_PUBLIC_LIABILITY_INSURANCE] = "public_liability_insurance",
	[DOCUMENT_PROFESSIONAL_INDEMNITY_INSURANCE] = "professional_indemnity_insurance",
	[DOCUMENT_MOTOR_INSURANCE] = "motor_insurance",
	[DOCUMENT_ACCOUNTS] = "accounts",
	[DOCUMENT_FINANCIAL_ALTERNATIVE] = "financial_alternative",
	[DOCUMENT_REGISTRATION_CERTIFICATE] = "registration_certificate",
	[DOCUMENT_INSPECTION_REPORT] = "inspection_report",
	[DOCUMENT_STATEMENT_OF_PURPOSE] = "statement_of_purpose",
	[DOCUMENT_SAFEGUARDING_POLICY] = "safeguarding_policy",
	[DOCUMENT_BUSINESS_CONTINUITY_PLAN] = "business_continuity_plan",
	[DOCUMENT_HEALTH_AND_SAFETY_POLICY] = "health_and_safety_policy",
	[DOCUMENT_EQUALITY_POLICY] = "equality_policy",
	[DOCUMENT_ENVIRONMENTAL_POLICY] = "environmental_policy",
	[DOCUMENT_DATA_PROTECTION_POLICY] = "data_protection_policy",
	[DOCUMENT_ICO_REGISTRATION] = "ico_registration",
	[DOCUMENT_DSPT_ASSESSMENT] = "dspt_assessment",
	[DOCUMENT_OTHER] = "other",
};
static const char *const document_state_words[DOCUMENT__MAX] = {
	[DOCUMENT_REQUESTED] = "requested",
	[DOCUMENT_UPLOADED] = "uploaded",
	[DOCUMENT_SCANNED] = "scanned",
	[DOCUMENT_VERIFIED] = "verified",
	[DOCUMENT_EXPIRING] = "expiring",
	[DOCUMENT_EXPIRED] = "expired",
	[DOCUMENT_GRACE_ENDED] = "grace_ended",
	[DOCUMENT_REPLACED] = "replaced",
	[DOCUMENT_REJECTED] = "rejected",
	[DOCUMENT_DELETED] = "deleted",
};
static const char *const document_scan_words[SCAN__MAX] = {
	[SCAN_NONE] = "none",
	[SCAN_WAITING] = "waiting",
	[SCAN_CLEAN] = "clean",
	[SCAN_INFECTED] = "infected",
};
static const char *const verification_outcome_words[VERIFICATION__MAX] = {
	[VERIFICATION_VERIFIED] = "verified",
	[VERIFICATION_REJECTED] = "rejected",
};
static const char *const evidence_level_words[EVIDENCE_LEVEL__MAX] = {
	[EVIDENCE_OF_PROVIDER] = "provider",
	[EVIDENCE_OF_ESTABLISHMENT] = "establishment",
};
static const char *const evidence_due_words[EVIDENCE_DUE__MAX] = {
	[EVIDENCE_AT_ENTRY] = "entry",
	[EVIDENCE_AT_AWARD] = "award",
};
static const char *const evidence_gap_words[GAP__MAX] = {
	[GAP_MISSING] = "missing",
	[GAP_EXPIRED] = "expired",
	[GAP_COVER_TOO_LOW] = "cover_too_low",
	[GAP_REJECTED] = "rejected",
	[GAP_CHANGED] = "changed",
};
static const char *const delivery_state_words[DELIVERY__MAX] = {
	[DELIVERY_WAITING] = "waiting",
	[DELIVERY_DELIVERED] = "delivered",
	[DELIVERY_DEAD] = "dead",
};
static const char *const delivery_failure_words[DELIVERY_FAILURE__MAX] = {
	[DELIVERY_FAILURE_ADDRESS] = "address",
	[DELIVERY_FAILURE_CONNECTION] = "connection",
	[DELIVERY_FAILURE_TLS] = "tls",
	[DELIVERY_FAILURE_TIMEOUT] = "timeout",
	[DELIVERY_FAILURE_ANSWER] = "answer",
	[DELIVERY_FAILURE_STATUS] = "status",
	[DELIVERY_FAILURE_SECRET] = "secret",
};
static const char *const webhook_disabled_reason_words[WEBHOOK_DISABLED__MAX] = {
	[WEBHOOK_DISABLED_OWNER] = "owner",
	[WEBHOOK_DISABLED_GONE] = "gone",
	[WEBHOOK_DISABLED_FAILING] = "failing",
	[WEBHOOK_DISABLED_UNANSWERED] = "unanswered",
};
static const char *const notice_topic_words[TOPIC__MAX] = {
	[TOPIC_ADMISSION] = "admission",
	[TOPIC_STANDING] = "standing",
	[TOPIC_REFERRALS] = "referrals",
	[TOPIC_PLACEMENTS] = "placements",
	[TOPIC_SCHEMES] = "schemes",
	[TOPIC_SECURITY] = "security",
	[TOPIC_ENQUIRIES] = "enquiries",
};
static const char *const enquiry_state_words[ENQUIRY__MAX] = {
	[ENQUIRY_UNCONFIRMED] = "unconfirmed",
	[ENQUIRY_SENT] = "sent",
	[ENQUIRY_ANSWERED] = "answered",
};
static const char *const enquiry_reply_words[ENQUIRY_REPLY__MAX] = {
	[ENQUIRY_REPLY_EMAIL] = "email",
	[ENQUIRY_REPLY_PHONE] = "phone",
};
static const char *const enquiry_moving_words[ENQUIRY_MOVING__MAX] = {
	[ENQUIRY_MOVING_SOON] = "as_soon_as_possible",
	[ENQUIRY_MOVING_MONTHS] = "within_three_months",
	[ENQUIRY_MOVING_LATER] = "later",
	[ENQUIRY_MOVING_UNDECIDED] = "undecided",
};
static const char *const provider_event_state_words[PROVIDER_EVENT__MAX] = {
	[PROVIDER_EVENT_ANNOUNCED] = "announced",
	[PROVIDER_EVENT_BEGUN] = "begun",
	[PROVIDER_EVENT_CANCELLED] = "cancelled",
};
static const char *const engagement_party_words[ENGAGED__MAX] = {
	[ENGAGED_PROVIDERS] = "providers",
	[ENGAGED_FAMILIES] = "families",
	[ENGAGED_CHILDREN] = "children",
	[ENGAGED_RESIDENTS] = "residents",
	[ENGAGED_COUNCILS] = "councils",
	[ENGAGED_PUBLIC] = "public",
};

const struct vocabulary vocabularies[] = {
#define LIST(x) { #x, x##_words, ARRAY_LEN(x##_words) }
	LIST(role),
	LIST(organisation_kind),
	LIST(scheme_state),
	LIST(category_state),
	LIST(scheme_change),
	LIST(notice_kind),
	LIST(fee_payer),
	LIST(uk_part),
	LIST(regime),
	LIST(council_kind),
	LIST(client_group),
	LIST(regulator),
	LIST(register_set),
	LIST(register_source),
	LIST(register_state),
	LIST(register_grade),
	LIST(rating),
	LIST(rating_floor),
	LIST(price_unit),
	LIST(schedule_unit),
	LIST(choice_mode),
	LIST(urgency),
	LIST(application_state),
	LIST(question_kind),
	LIST(party_type),
	LIST(party_kind),
	LIST(risk_band),
	LIST(notice_subject),
	LIST(exclusion_kind),
	LIST(entry_state),
	LIST(decision_outcome),
	LIST(register_kind),
	LIST(check_result),
	LIST(review_outcome),
	LIST(accreditation_state),
	LIST(suspension_ground),
	LIST(review_ground),
	LIST(removal_ground),
	LIST(audit_outcome),
	LIST(cure_outcome),
	LIST(exclusion_outcome),
	LIST(inspectorate),
	LIST(rating_verdict),
	LIST(registration_state),
	LIST(fact_source),
	LIST(referral_state),
	LIST(invitation_response),
	LIST(bid_state),
	LIST(refusal_reason),
	LIST(chosen_by),
	LIST(placement_state),
	LIST(tie_break),
	LIST(flag),
	LIST(non_compliance),
	LIST(exclusion),
	LIST(interest_state),
	LIST(import_outcome),
	LIST(uplift_state),
	LIST(uplift_outcome),
	LIST(appeal_outcome),
	LIST(document_kind),
	LIST(document_state),
	LIST(document_scan),
	LIST(verification_outcome),
	LIST(evidence_level),
	LIST(evidence_due),
	LIST(evidence_gap),
	LIST(delivery_state),
	LIST(delivery_failure),
	LIST(webhook_disabled_reason),
	LIST(notice_topic),
	LIST(enquiry_state),
	LIST(enquiry_reply),
	LIST(enquiry_moving),
	LIST(provider_event_state),
	LIST(engagement_party),
#undef LIST
};
/* clang-format on */
const size_t vocabularies_count = ARRAY_LEN(vocabularies);

const struct vocabulary *
vocabulary_find(const char *name)
{
	for (size_t i = 0; i < vocabularies_count; i++) {
		if (strcmp(vocabularies[i].name, name) == 0)
			return &vocabularies[i];
	}
	return NULL;
}

/* The word's number, or -1. */
static int
find(const char *const *words, size_t count, const char *text)
{
	for (size_t i = 0; text && i < count; i++) {
		if (strcmp(words[i], text) == 0)
			return (int)i;
	}
	return -1;
}

/* The two functions of each list; written out they would be 400 dull lines.
 * The name of a type cannot be put in parentheses. */
/* NOLINTBEGIN(bugprone-macro-parentheses) */
#define WORDS(x)                                                               \
	const char *x##_name(enum x v)                                         \
	{                                                                      \
		const size_t i = (size_t)v;                                    \
                                                                               \
		return i < ARRAY_LEN(x##_words) ? x##_words[i] : NULL;         \
	}                                                                      \
	bool x##_parse(const char *text, enum x *out)                          \
	{                                                                      \
		int i = find(x##_words, ARRAY_LEN(x##_words), text);           \
                                                                               \
		if (i < 0)                                                     \
			return false;                                          \
		*out = (enum x)i;                                              \
		return true;                                                   \
	}

/* NOLINTEND(bugprone-macro-parentheses) */

/* clang-format off */
WORDS(role)
WORDS(organisation_kind)
WORDS(scheme_state)
WORDS(category_state)
WORDS(scheme_change)
WORDS(notice_kind)
WORDS(fee_payer)
WORDS(uk_part)
WORDS(regime)
WORDS(council_kind)
WORDS(client_group)
WORDS(regulator)
WORDS(register_set)
WORDS(register_source)
WORDS(register_state)
WORDS(register_grade)
WORDS(rating)
WORDS(rating_floor)
WORDS(price_unit)
WORDS(schedule_unit)
WORDS(choice_mode)
WORDS(urgency)
WORDS(application_state)
WORDS(question_kind)
WORDS(party_type)
WORDS(party_kind)
WORDS(risk_band)
WORDS(notice_subject)
WORDS(exclusion_kind)
WORDS(entry_state)
WORDS(decision_outcome)
WORDS(register_kind)
WORDS(check_result)
WORDS(review_outcome)
WORDS(accreditation_state)
WORDS(suspension_ground)
WORDS(review_ground)
WORDS(removal_ground)
WORDS(audit_outcome)
WORDS(cure_outcome)
WORDS(exclusion_outcome)
WORDS(inspectorate)
WORDS(rating_verdict)
WORDS(registration_state)
WORDS(fact_source)
WORDS(referral_state)
WORDS(invitation_response)
WORDS(bid_state)
WORDS(refusal_reason)
WORDS(chosen_by)
WORDS(placement_state)
WORDS(tie_break)
WORDS(flag)
WORDS(non_compliance)
WORDS(exclusion)
WORDS(interest_state)
WORDS(import_outcome)
WORDS(uplift_state)
WORDS(uplift_outcome)
WORDS(appeal_outcome)
WORDS(document_kind)
WORDS(document_state)
WORDS(document_scan)
WORDS(verification_outcome)
WORDS(evidence_level)
WORDS(evidence_due)
WORDS(evidence_gap)
WORDS(delivery_state)
WORDS(delivery_failure)
WORDS(webhook_disabled_reason)
WORDS(notice_topic)
WORDS(enquiry_state)
WORDS(enquiry_reply)
WORDS(enquiry_moving)
WORDS(provider_event_state)
WORDS(engagement_party)
/* clang-format on */

const char *
role_in_words(enum role v)
{
	static const char *const words[ROLE__MAX] = {
		[ROLE_LEAD] = "a lead authority",
		[ROLE_COUNCIL] = "a council",
		[ROLE_PROVIDER] = "a provider",
		[ROLE_AUDITOR] = "an auditor",
		[ROLE_PORTAL] = "a procurement portal",
	};

	return words[v];
}
