/*
 * routes.c - the whole API on one page.
 *
 * Nothing is reachable that is not in this table, and nobody gets past the
 * "who" column except through the one check in identify.c. A lint test fails
 * when a row and openapi/ disagree.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/route.h"

#include "api/handlers.h"
#include "core/compiler.h"

#define NO_STMT STMT__MAX

/* clang-format off */
const struct route routes[] = {
	/* method, path, who, kind, statement, lock, flags, handler, operationId */

	/* system */
	{ GET,    "/healthz", PUBLIC, KIND_PLAIN, NO_STMT, LOCK_NONE, 0, health_show, "showHealth" },
	{ GET,    "/readyz", PUBLIC, KIND_PLAIN, NO_STMT, LOCK_NONE, 0, readiness_show, "showReadiness" },
	{ GET,    "/problems/{slug}", PUBLIC, KIND_PLAIN, NO_STMT, LOCK_NONE, ROUTE_CACHEABLE, problem_show, "showProblem" },
	{ GET,    "/.well-known/oauth-authorization-server", PUBLIC, KIND_PLAIN, NO_STMT, LOCK_NONE, ROUTE_CACHEABLE, authorization_server_show, "showAuthorizationServer" },
	{ GET,    "/v1/openapi.json", PUBLIC, KIND_PLAIN, NO_STMT, LOCK_NONE, ROUTE_CACHEABLE, openapi_show, "showOpenapi" },
	{ GET,    "/v1/keys", PUBLIC, KIND_PLAIN, NO_STMT, LOCK_NONE, ROUTE_CACHEABLE, key_list, "listKeys" },

	/* sign-in, people and machine clients */
	{ POST,   "/v1/oauth/token", PUBLIC, KIND_PLAIN, NO_STMT, LOCK_NONE, ROUTE_FORM | ROUTE_NO_KEY, token_create, "createToken" },
	{ POST,   "/v1/sessions", PUBLIC, KIND_PLAIN, NO_STMT, LOCK_NONE, ROUTE_NO_KEY, session_create, "createSession" },
	{ POST,   "/v1/sessions/renewal", PUBLIC, KIND_PLAIN, NO_STMT, LOCK_NONE, ROUTE_NO_KEY, session_renew, "renewSession" },
	{ GET,    "/v1/sessions/current", SIGNED_IN, KIND_READ, STMT_SESSION_SHOW, LOCK_NONE, 0, NULL, "showCurrentSession" },
	{ DELETE, "/v1/sessions/current", SIGNED_IN, KIND_WRITE, STMT_SESSION_SHOW, LOCK_NONE, ROUTE_NO_MATCH, session_end, "endSession" },
	{ GET,    "/v1/me", SIGNED_IN, KIND_READ, STMT_ME_SHOW, LOCK_NONE, 0, NULL, "showMe" },
	{ POST,   "/v1/users", LEAD | COUNCIL | PROVIDER, KIND_WRITE, NO_STMT, LOCK_NONE, ROUTE_RULES_TOO, user_create, "createUser" },
	{ GET,    "/v1/users", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_LIST, STMT_USER_LIST, LOCK_NONE, 0, NULL, "listUsers" },
	{ GET,    "/v1/users/{user_id}", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_USER_SHOW, LOCK_NONE, 0, NULL, "showUser" },
	{ PATCH,  "/v1/users/{user_id}", LEAD | COUNCIL | PROVIDER, KIND_WRITE, STMT_USER_SHOW, LOCK_EXCLUSIVE, 0, user_update, "updateUser" },
	{ POST,   "/v1/clients", LEAD | COUNCIL | PROVIDER, KIND_WRITE, NO_STMT, LOCK_NONE, ROUTE_NO_KEY, client_create, "createClient" },
	{ GET,    "/v1/clients", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_LIST, STMT_CLIENT_LIST, LOCK_NONE, 0, NULL, "listClients" },
	{ GET,    "/v1/clients/{client_id}", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_CLIENT_SHOW, LOCK_NONE, 0, NULL, "showClient" },
	{ DELETE, "/v1/clients/{client_id}", LEAD | COUNCIL | PROVIDER, KIND_WRITE, STMT_CLIENT_SHOW, LOCK_EXCLUSIVE, 0, client_delete, "deleteClient" },

	/* schemes and admission */
	{ POST,   "/v1/schemes", LEAD, KIND_WRITE, NO_STMT, LOCK_NONE, 0, scheme_create, "createScheme" },
	{ GET,    "/v1/schemes", PUBLIC | SIGNED_IN, KIND_LIST, STMT_SCHEME_LIST, LOCK_NONE, ROUTE_CACHEABLE, NULL, "listSchemes" },
	{ GET,    "/v1/schemes/{scheme_id}", PUBLIC | SIGNED_IN, KIND_READ, STMT_SCHEME_SHOW, LOCK_NONE, ROUTE_CACHEABLE, NULL, "showScheme" },
	{ POST,   "/v1/schemes/{scheme_id}/opening", LEAD, KIND_WRITE, STMT_SCHEME_SHOW, LOCK_EXCLUSIVE, 0, scheme_open, "openScheme" },
	{ GET,    "/v1/schemes/{scheme_id}/councils", PUBLIC | SIGNED_IN, KIND_LIST, STMT_SCHEME_COUNCIL_LIST, LOCK_NONE, ROUTE_CACHEABLE, NULL, "listSchemeCouncils" },
	{ PUT,    "/v1/schemes/{scheme_id}/councils/{organisation_id}", LEAD, KIND_WRITE, STMT_SCHEME_COUNCIL_SHOW, LOCK_EXCLUSIVE, ROUTE_CREATES, scheme_council_put, "putSchemeCouncil" },
	{ GET,    "/v1/schemes/{scheme_id}/councils/{organisation_id}", PUBLIC | SIGNED_IN, KIND_READ, STMT_SCHEME_COUNCIL_SHOW, LOCK_NONE, ROUTE_CACHEABLE, NULL, "showSchemeCouncil" },
	{ DELETE, "/v1/schemes/{scheme_id}/councils/{organisation_id}", LEAD, KIND_WRITE, STMT_SCHEME_COUNCIL_SHOW, LOCK_EXCLUSIVE, 0, scheme_council_delete, "deleteSchemeCouncil" },
	{ POST,   "/v1/schemes/{scheme_id}/categories", LEAD, KIND_WRITE, STMT_SCHEME_SHOW, LOCK_EXCLUSIVE, ROUTE_RULES_TOO, category_create, "createCategory" },
	{ GET,    "/v1/schemes/{scheme_id}/categories", PUBLIC | SIGNED_IN, KIND_LIST, STMT_CATEGORY_LIST, LOCK_NONE, ROUTE_CACHEABLE, NULL, "listCategories" },
	{ GET,    "/v1/categories/{category_id}", PUBLIC | SIGNED_IN, KIND_READ, STMT_CATEGORY_SHOW, LOCK_NONE, ROUTE_CACHEABLE, NULL, "showCategory" },
	{ POST,   "/v1/schemes/{scheme_id}/agreements", LEAD, KIND_WRITE, STMT_SCHEME_SHOW, LOCK_EXCLUSIVE, 0, agreement_create, "createAgreement" },
	{ GET,    "/v1/schemes/{scheme_id}/agreements", PUBLIC | SIGNED_IN, KIND_LIST, STMT_AGREEMENT_LIST, LOCK_NONE, ROUTE_CACHEABLE, NULL, "listAgreements" },
	{ GET,    "/v1/schemes/{scheme_id}/agreements/{agreement_id}", PUBLIC | SIGNED_IN, KIND_READ, STMT_AGREEMENT_SHOW, LOCK_NONE, ROUTE_CACHEABLE, NULL, "showAgreement" },
	{ POST,   "/v1/providers", PUBLIC, KIND_WRITE, NO_STMT, LOCK_NONE, ROUTE_RULES_TOO, provider_create, "createProvider" },
	{ GET,    "/v1/providers/{provider_id}", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_PROVIDER_SHOW, LOCK_NONE, 0, NULL, "showProvider" },
	{ POST,   "/v1/establishments", PROVIDER, KIND_WRITE, NO_STMT, LOCK_NONE, ROUTE_RULES_TOO, establishment_create, "createEstablishment" },
	{ GET,    "/v1/establishments", PROVIDER | AUDITOR, KIND_LIST, STMT_ESTABLISHMENT_LIST, LOCK_NONE, 0, NULL, "listEstablishments" },
	{ GET,    "/v1/establishments/{establishment_id}", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_ESTABLISHMENT_SHOW, LOCK_NONE, 0, NULL, "showEstablishment" },
	{ PATCH,  "/v1/establishments/{establishment_id}", PROVIDER, KIND_WRITE, STMT_ESTABLISHMENT_SHOW, LOCK_EXCLUSIVE, ROUTE_RULES_TOO, establishment_update, "updateEstablishment" },
	{ POST,   "/v1/establishments/{establishment_id}/ratings", LEAD, KIND_WRITE, STMT_ESTABLISHMENT_SHOW, LOCK_EXCLUSIVE, 0, rating_create, "createRating" },
	{ GET,    "/v1/establishments/{establishment_id}/ratings", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_LIST, STMT_RATING_LIST, LOCK_NONE, 0, NULL, "listRatings" },
	{ GET,    "/v1/establishments/{establishment_id}/ratings/{rating_id}", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_RATING_SHOW, LOCK_NONE, 0, NULL, "showRating" },
	{ POST,   "/v1/establishments/{establishment_id}/registrations", LEAD, KIND_WRITE, STMT_ESTABLISHMENT_SHOW, LOCK_EXCLUSIVE, 0, registration_create, "createRegistration" },
	{ GET,    "/v1/establishments/{establishment_id}/registrations", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_LIST, STMT_REGISTRATION_LIST, LOCK_NONE, 0, NULL, "listRegistrations" },
	{ GET,    "/v1/establishments/{establishment_id}/registrations/{registration_id}", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_REGISTRATION_SHOW, LOCK_NONE, 0, NULL, "showRegistration" },
	{ POST,   "/v1/rating-scales", LEAD, KIND_WRITE, NO_STMT, LOCK_NONE, 0, rating_scale_create, "createRatingScale" },
	{ GET,    "/v1/rating-scales", PUBLIC | SIGNED_IN, KIND_LIST, STMT_RATING_SCALE_LIST, LOCK_NONE, ROUTE_CACHEABLE, NULL, "listRatingScales" },
	{ GET,    "/v1/rating-scales/{rating_scale_id}", PUBLIC | SIGNED_IN, KIND_READ, STMT_RATING_SCALE_SHOW, LOCK_NONE, ROUTE_CACHEABLE, NULL, "showRatingScale" },
	{ POST,   "/v1/applications", PROVIDER, KIND_WRITE, NO_STMT, LOCK_NONE, 0, application_create, "createApplication" },
	{ GET,    "/v1/applications", LEAD | PROVIDER | AUDITOR, KIND_LIST, STMT_APPLICATION_LIST, LOCK_NONE, 0, NULL, "listApplications" },
	{ GET,    "/v1/applications/{application_id}", LEAD | PROVIDER | AUDITOR, KIND_READ, STMT_APPLICATION_SHOW, LOCK_NONE, 0, NULL, "showApplication" },
	{ POST,   "/v1/applications/{application_id}/submission", PROVIDER, KIND_WRITE, STMT_APPLICATION_SHOW, LOCK_EXCLUSIVE, 0, application_submit, "submitApplication" },
	{ POST,   "/v1/applications/{application_id}/withdrawal", PROVIDER, KIND_WRITE, STMT_APPLICATION_SHOW, LOCK_EXCLUSIVE, 0, application_withdraw, "withdrawApplication" },
	{ POST,   "/v1/applications/{application_id}/agreement", PROVIDER, KIND_WRITE, STMT_APPLICATION_SHOW, LOCK_EXCLUSIVE, 0, application_sign, "signAgreement" },
	{ GET,    "/v1/applications/{application_id}/missing", PROVIDER, KIND_READ, STMT_APPLICATION_MISSING_SHOW, LOCK_NONE, 0, application_missing, "showMissing" },
	{ GET,    "/v1/applications/{application_id}/common-answers", LEAD | PROVIDER | AUDITOR, KIND_READ, STMT_COMMON_SHOW, LOCK_NONE, 0, NULL, "showCommonAnswers" },
	{ PUT,    "/v1/applications/{application_id}/common-answers", PROVIDER, KIND_WRITE, STMT_COMMON_SHOW, LOCK_EXCLUSIVE, 0, common_put, "putCommonAnswers" },
	{ PATCH,  "/v1/applications/{application_id}/common-answers", PROVIDER, KIND_WRITE, STMT_COMMON_SHOW, LOCK_EXCLUSIVE, 0, common_patch, "updateCommonAnswers" },
	{ POST,   "/v1/applications/{application_id}/information-requests", LEAD, KIND_WRITE, STMT_APPLICATION_SHOW, LOCK_EXCLUSIVE, 0, information_request_create, "createInformationRequest" },
	{ GET,    "/v1/applications/{application_id}/information-requests", LEAD | PROVIDER | AUDITOR, KIND_LIST, STMT_INFORMATION_REQUEST_LIST, LOCK_NONE, 0, NULL, "listInformationRequests" },
	{ GET,    "/v1/applications/{application_id}/information-requests/{request_id}", LEAD | PROVIDER | AUDITOR, KIND_READ, STMT_INFORMATION_REQUEST_SHOW, LOCK_NONE, 0, NULL, "showInformationRequest" },
	{ POST,   "/v1/applications/{application_id}/information-requests/{request_id}/answer", PROVIDER, KIND_WRITE, STMT_INFORMATION_REQUEST_SHOW, LOCK_EXCLUSIVE, 0, information_request_answer, "answerInformationRequest" },
	{ POST,   "/v1/applications/{application_id}/entries", PROVIDER, KIND_WRITE, STMT_APPLICATION_SHOW, LOCK_EXCLUSIVE, 0, entry_create, "createEntry" },
	{ GET,    "/v1/applications/{application_id}/entries/{entry_id}", LEAD | PROVIDER | AUDITOR, KIND_READ, STMT_ENTRY_SHOW, LOCK_NONE, 0, NULL, "showEntry" },
	{ PUT,    "/v1/applications/{application_id}/entries/{entry_id}", PROVIDER, KIND_WRITE, STMT_ENTRY_SHOW, LOCK_EXCLUSIVE, ROUTE_RULES_TOO, entry_put, "putEntry" },
	{ PATCH,  "/v1/applications/{application_id}/entries/{entry_id}", PROVIDER, KIND_WRITE, STMT_ENTRY_SHOW, LOCK_EXCLUSIVE, ROUTE_RULES_TOO, entry_patch, "updateEntry" },
	{ DELETE, "/v1/applications/{application_id}/entries/{entry_id}", PROVIDER, KIND_WRITE, STMT_ENTRY_SHOW, LOCK_EXCLUSIVE, 0, entry_delete, "deleteEntry" },
	{ POST,   "/v1/applications/{application_id}/entries/{entry_id}/withdrawal", PROVIDER, KIND_WRITE, STMT_ENTRY_SHOW, LOCK_EXCLUSIVE, 0, entry_withdraw, "withdrawEntry" },
	{ GET,    "/v1/applications/{application_id}/entries/{entry_id}/assessment", LEAD | PROVIDER | AUDITOR, KIND_READ, STMT_ASSESSMENT_SHOW, LOCK_NONE, 0, NULL, "showAssessment" },
	{ PUT,    "/v1/applications/{application_id}/entries/{entry_id}/assessment", LEAD, KIND_WRITE, STMT_ASSESSMENT_SHOW, LOCK_EXCLUSIVE, ROUTE_CREATES, assessment_put, "putAssessment" },
	{ POST,   "/v1/applications/{application_id}/entries/{entry_id}/decision", LEAD, KIND_WRITE, STMT_ENTRY_SHOW, LOCK_EXCLUSIVE, 0, entry_decide, "decideEntry" },
	{ POST,   "/v1/users/{user_id}/training", LEAD | COUNCIL, KIND_WRITE, STMT_USER_SHOW, LOCK_NONE, 0, training_create, "createTraining" },
	{ GET,    "/v1/users/{user_id}/training", LEAD | COUNCIL | AUDITOR, KIND_LIST, STMT_TRAINING_LIST, LOCK_NONE, 0, NULL, "listTraining" },
	{ GET,    "/v1/users/{user_id}/training/{training_id}", LEAD | COUNCIL | AUDITOR, KIND_READ, STMT_TRAINING_SHOW, LOCK_NONE, 0, NULL, "showTraining" },
	{ GET,    "/v1/schemes/{scheme_id}/evaluators", LEAD | AUDITOR, KIND_LIST, STMT_EVALUATOR_LIST, LOCK_NONE, 0, NULL, "listEvaluators" },
	{ PUT,    "/v1/applications/{application_id}/conflict", LEAD | COUNCIL, KIND_WRITE, STMT_CONFLICT_SHOW, LOCK_EXCLUSIVE, ROUTE_CREATES, conflict_put, "putConflict" },
	{ GET,    "/v1/applications/{application_id}/conflict", LEAD | COUNCIL, KIND_READ, STMT_CONFLICT_SHOW, LOCK_NONE, 0, NULL, "showConflict" },
	{ GET,    "/v1/applications/{application_id}/conflicts", LEAD | AUDITOR, KIND_LIST, STMT_CONFLICT_LIST, LOCK_NONE, 0, NULL, "listConflicts" },
	{ GET,    "/v1/applications/{application_id}/entries/{entry_id}/scorers", LEAD | AUDITOR, KIND_LIST, STMT_SCORER_LIST, LOCK_NONE, 0, NULL, "listScorers" },
	{ PUT,    "/v1/applications/{application_id}/entries/{entry_id}/scorers/{user_id}", LEAD, KIND_WRITE, STMT_SCORER_SHOW, LOCK_EXCLUSIVE, ROUTE_CREATES, scorer_put, "putScorer" },
	{ GET,    "/v1/applications/{application_id}/entries/{entry_id}/scorers/{user_id}", LEAD | AUDITOR, KIND_READ, STMT_SCORER_SHOW, LOCK_NONE, 0, NULL, "showScorer" },
	{ DELETE, "/v1/applications/{application_id}/entries/{entry_id}/scorers/{user_id}", LEAD, KIND_WRITE, STMT_SCORER_SHOW, LOCK_EXCLUSIVE, 0, scorer_delete, "deleteScorer" },
	{ GET,    "/v1/applications/{application_id}/entries/{entry_id}/scoring", LEAD | COUNCIL | AUDITOR, KIND_READ, STMT_SCORING_SHOW, LOCK_NONE, 0, NULL, "showScoring" },
	{ PUT,    "/v1/applications/{application_id}/entries/{entry_id}/scores", LEAD | COUNCIL, KIND_WRITE, STMT_OWN_SCORES_SHOW, LOCK_EXCLUSIVE, ROUTE_CREATES, own_scores_put, "putScores" },
	{ GET,    "/v1/applications/{application_id}/entries/{entry_id}/scores", LEAD | COUNCIL, KIND_READ, STMT_OWN_SCORES_SHOW, LOCK_NONE, 0, NULL, "showScores" },
	{ PUT,    "/v1/applications/{application_id}/entries/{entry_id}/consensus", LEAD, KIND_WRITE, STMT_SCORE_CONSENSUS_SHOW, LOCK_EXCLUSIVE, ROUTE_CREATES, score_consensus_put, "putScoreConsensus" },
	{ GET,    "/v1/applications/{application_id}/entries/{entry_id}/consensus", LEAD | AUDITOR, KIND_READ, STMT_SCORE_CONSENSUS_SHOW, LOCK_NONE, 0, NULL, "showScoreConsensus" },
	{ GET,    "/v1/accreditations", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_LIST, STMT_ACCREDITATION_LIST, LOCK_NONE, 0, NULL, "listAccreditations" },
	{ GET,    "/v1/accreditations/{accreditation_id}", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_ACCREDITATION_SHOW, LOCK_NONE, 0, NULL, "showAccreditation" },
	{ POST,   "/v1/accreditations/{accreditation_id}/suspension", LEAD, KIND_WRITE, STMT_ACCREDITATION_SHOW, LOCK_EXCLUSIVE, 0, accreditation_suspend, "suspendAccreditation" },
	{ POST,   "/v1/accreditations/{accreditation_id}/reinstatement", LEAD, KIND_WRITE, STMT_ACCREDITATION_SHOW, LOCK_EXCLUSIVE, 0, accreditation_reinstate, "reinstateAccreditation" },
	{ GET,    "/v1/accreditations/{accreditation_id}/evidence", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_ACCREDITATION_EVIDENCE, LOCK_NONE, 0, NULL, "showEvidence" },

	/* documents */
	{ POST,   "/v1/documents", PROVIDER, KIND_WRITE, NO_STMT, LOCK_NONE, ROUTE_RULES_TOO, document_create, "createDocument" },
	{ GET,    "/v1/documents", LEAD | PROVIDER | AUDITOR, KIND_LIST, STMT_DOCUMENT_LIST, LOCK_NONE, 0, NULL, "listDocuments" },
	{ GET,    "/v1/documents/{document_id}", LEAD | PROVIDER | AUDITOR, KIND_READ, STMT_DOCUMENT_SHOW, LOCK_NONE, 0, NULL, "showDocument" },

	/* what an accreditation carries: its score and its costs */
	{ GET,    "/v1/accreditations/{accreditation_id}/figures", LEAD | PROVIDER | AUDITOR, KIND_READ, STMT_FIGURES_SHOW, LOCK_NONE, 0, NULL, "showFigures" },
	{ GET,    "/v1/accreditations/{accreditation_id}/improvement", LEAD | PROVIDER | AUDITOR, KIND_READ, STMT_IMPROVEMENT_SHOW, LOCK_NONE, 0, NULL, "showImprovement" },
	{ POST,   "/v1/accreditations/{accreditation_id}/score-reviews", LEAD, KIND_WRITE, STMT_ACCREDITATION_SHOW, LOCK_EXCLUSIVE, 0, score_review_create, "createScoreReview" },
	{ GET,    "/v1/accreditations/{accreditation_id}/score-reviews", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_LIST, STMT_SCORE_REVIEW_LIST, LOCK_NONE, 0, NULL, "listScoreReviews" },
	{ GET,    "/v1/accreditations/{accreditation_id}/score-reviews/{review_id}", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_SCORE_REVIEW_SHOW, LOCK_NONE, 0, NULL, "showScoreReview" },
	{ GET,    "/v1/uplifts", LEAD | PROVIDER | AUDITOR, KIND_LIST, STMT_UPLIFT_LIST, LOCK_NONE, 0, NULL, "listUplifts" },
	{ POST,   "/v1/accreditations/{accreditation_id}/uplifts", PROVIDER, KIND_WRITE, STMT_ACCREDITATION_SHOW, LOCK_EXCLUSIVE, 0, uplift_create, "createUplift" },
	{ GET,    "/v1/accreditations/{accreditation_id}/uplifts/{uplift_id}", LEAD | PROVIDER | AUDITOR, KIND_READ, STMT_UPLIFT_SHOW, LOCK_NONE, 0, NULL, "showUplift" },
	{ POST,   "/v1/accreditations/{accreditation_id}/uplifts/{uplift_id}/decision", LEAD, KIND_WRITE, STMT_UPLIFT_SHOW, LOCK_EXCLUSIVE, 0, uplift_decide, "decideUplift" },
	{ POST,   "/v1/accreditations/{accreditation_id}/uplifts/{uplift_id}/withdrawal", PROVIDER, KIND_WRITE, STMT_UPLIFT_SHOW, LOCK_EXCLUSIVE, 0, uplift_withdraw, "withdrawUplift" },
	{ POST,   "/v1/accreditations/{accreditation_id}/uplifts/{uplift_id}/appeal", PROVIDER, KIND_WRITE, STMT_UPLIFT_SHOW, LOCK_EXCLUSIVE, 0, uplift_appeal, "appealUplift" },
	{ POST,   "/v1/accreditations/{accreditation_id}/uplifts/{uplift_id}/appeal-decision", LEAD, KIND_WRITE, STMT_UPLIFT_SHOW, LOCK_EXCLUSIVE, 0, uplift_appeal_decide, "decideUpliftAppeal" },
	{ GET,    "/v1/categories/{category_id}/council-caps", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_LIST, STMT_COUNCIL_CAP_LIST, LOCK_NONE, 0, NULL, "listCouncilCaps" },
	{ PUT,    "/v1/categories/{category_id}/council-caps/{organisation_id}", COUNCIL, KIND_WRITE, STMT_COUNCIL_CAP_SHOW, LOCK_EXCLUSIVE, ROUTE_CREATES, council_cap_put, "putCouncilCap" },
	{ GET,    "/v1/categories/{category_id}/council-caps/{organisation_id}", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_COUNCIL_CAP_SHOW, LOCK_NONE, 0, NULL, "showCouncilCap" },

	/* referrals and bids */
	{ POST,   "/v1/referrals", COUNCIL, KIND_WRITE, NO_STMT, LOCK_NONE, ROUTE_RULES_TOO, referral_create, "createReferral" },
	{ GET,    "/v1/referrals", COUNCIL | AUDITOR, KIND_LIST, STMT_REFERRAL_LIST, LOCK_NONE, 0, NULL, "listReferrals" },
	{ GET,    "/v1/referrals/{referral_id}", COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_REFERRAL_SHOW, LOCK_NONE, ROUTE_LOGS_READ, NULL, "showReferral" },
	{ PATCH,  "/v1/referrals/{referral_id}", COUNCIL, KIND_WRITE, STMT_REFERRAL_SHOW, LOCK_EXCLUSIVE, ROUTE_RULES_TOO, referral_update, "updateReferral" },
	{ GET,    "/v1/referrals/{referral_id}/matches", COUNCIL | AUDITOR, KIND_READ, STMT_REFERRAL_MATCHES, LOCK_NONE, 0, NULL, "listMatches" },
	{ POST,   "/v1/referrals/{referral_id}/identifier-override", COUNCIL, KIND_WRITE, STMT_REFERRAL_SHOW, LOCK_EXCLUSIVE, 0, identifier_override_create, "overrideIdentifiers" },
	{ POST,   "/v1/referrals/{referral_id}/publication", COUNCIL, KIND_WRITE, STMT_REFERRAL_SHOW, LOCK_EXCLUSIVE, 0, referral_publish, "publishReferral" },
	{ POST,   "/v1/referrals/{referral_id}/extension", COUNCIL, KIND_WRITE, STMT_REFERRAL_SHOW, LOCK_EXCLUSIVE, 0, referral_extend, "extendReferral" },
	{ POST,   "/v1/referrals/{referral_id}/cancellation", COUNCIL, KIND_WRITE, STMT_REFERRAL_SHOW, LOCK_EXCLUSIVE, 0, referral_cancel, "cancelReferral" },
	{ GET,    "/v1/invitations", PROVIDER, KIND_LIST, STMT_INVITATION_LIST, LOCK_NONE, 0, NULL, "listInvitations" },
	{ PUT,    "/v1/referrals/{referral_id}/bids/{establishment_id}", PROVIDER, KIND_WRITE, STMT_OWN_BID_SHOW, LOCK_SHARED, ROUTE_CREATES | ROUTE_RULES_TOO, bid_put, "putBid" },
	{ GET,    "/v1/referrals/{referral_id}/bids/{establishment_id}", PROVIDER, KIND_READ, STMT_OWN_BID_SHOW, LOCK_NONE, ROUTE_LOGS_READ, bid_show, "showOwnBid" },
	{ DELETE, "/v1/referrals/{referral_id}/bids/{establishment_id}", PROVIDER, KIND_WRITE, STMT_OWN_BID_SHOW, LOCK_SHARED, 0, bid_withdraw, "withdrawBid" },
	{ POST,   "/v1/referrals/{referral_id}/bids/{establishment_id}/refusal", PROVIDER, KIND_WRITE, STMT_INVITATION_SHOW, LOCK_SHARED, 0, refusal_create, "refuseInvitation" },
	{ GET,    "/v1/referrals/{referral_id}/bids/{establishment_id}/refusal", COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_REFUSAL_SHOW, LOCK_NONE, ROUTE_LOGS_READ, NULL, "showRefusal" },

	/* evaluation and placement */
	{ POST,   "/v1/referrals/{referral_id}/opening", COUNCIL, KIND_WRITE, STMT_OPENING_LOAD, LOCK_EXCLUSIVE, 0, opening_create, "openBids" },
	{ GET,    "/v1/referrals/{referral_id}/bids", COUNCIL | AUDITOR, KIND_LIST, STMT_OPENED_BID_LIST, LOCK_NONE, ROUTE_LOGS_READ, NULL, "listBids" },
	{ GET,    "/v1/bids/{bid_id}", COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_OPENED_BID_SHOW, LOCK_NONE, ROUTE_LOGS_READ, NULL, "showBid" },
	{ PUT,    "/v1/bids/{bid_id}/evaluation", COUNCIL, KIND_WRITE, STMT_EVALUATION_SHOW, LOCK_EXCLUSIVE, ROUTE_CREATES, evaluation_put, "putEvaluation" },
	{ GET,    "/v1/bids/{bid_id}/evaluation", COUNCIL, KIND_READ, STMT_EVALUATION_SHOW, LOCK_NONE, ROUTE_LOGS_READ, NULL, "showEvaluation" },
	{ PUT,    "/v1/bids/{bid_id}/consensus", COUNCIL, KIND_WRITE, STMT_CONSENSUS_SHOW, LOCK_EXCLUSIVE, ROUTE_CREATES, consensus_put, "putConsensus" },
	{ GET,    "/v1/bids/{bid_id}/consensus", COUNCIL | AUDITOR, KIND_READ, STMT_CONSENSUS_SHOW, LOCK_NONE, ROUTE_LOGS_READ, NULL, "showConsensus" },
	{ POST,   "/v1/bids/{bid_id}/explanation", PROVIDER, KIND_WRITE, STMT_DIALOGUE_LOAD, LOCK_EXCLUSIVE, 0, explanation_create, "explainBid" },
	{ GET,    "/v1/bids/{bid_id}/explanation", COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_EXPLANATION_SHOW, LOCK_NONE, ROUTE_LOGS_READ, NULL, "showExplanation" },
	{ POST,   "/v1/bids/{bid_id}/disregard", COUNCIL, KIND_WRITE, STMT_DIALOGUE_LOAD, LOCK_EXCLUSIVE, 0, disregard_create, "disregardBid" },
	{ GET,    "/v1/bids/{bid_id}/disregard", COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_DISREGARD_SHOW, LOCK_NONE, ROUTE_LOGS_READ, NULL, "showDisregard" },
	{ POST,   "/v1/referrals/{referral_id}/ranking", COUNCIL, KIND_WRITE, STMT_RANKING_LOAD, LOCK_EXCLUSIVE, 0, ranking_create, "rankReferral" },
	{ GET,    "/v1/referrals/{referral_id}/ranking", COUNCIL | AUDITOR, KIND_READ, STMT_RANKING_SHOW, LOCK_NONE, 0, NULL, "showRanking" },
	{ PUT,    "/v1/referrals/{referral_id}/choice", COUNCIL, KIND_WRITE, STMT_CHOICE_SHOW, LOCK_EXCLUSIVE, ROUTE_CREATES, choice_put, "putChoice" },
	{ GET,    "/v1/referrals/{referral_id}/choice", COUNCIL | AUDITOR, KIND_READ, STMT_CHOICE_SHOW, LOCK_NONE, ROUTE_LOGS_READ, NULL, "showChoice" },
	{ POST,   "/v1/referrals/{referral_id}/budget", COUNCIL, KIND_WRITE, STMT_AWARD_CASE, LOCK_EXCLUSIVE, 0, budget_create, "raiseBudget" },
	{ GET,    "/v1/referrals/{referral_id}/budget", COUNCIL | AUDITOR, KIND_READ, STMT_BUDGET_SHOW, LOCK_NONE, ROUTE_LOGS_READ, NULL, "showBudget" },
	{ POST,   "/v1/referrals/{referral_id}/award", COUNCIL, KIND_WRITE, STMT_AWARD_CASE, LOCK_EXCLUSIVE, ROUTE_NEEDS_KEY, award_create, "awardReferral" },
	{ GET,    "/v1/referrals/{referral_id}/award", COUNCIL | AUDITOR, KIND_READ, STMT_AWARD_SHOW, LOCK_NONE, ROUTE_LOGS_READ, NULL, "showAward" },
	{ GET,    "/v1/referrals/{referral_id}/feedback", COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_FEEDBACK_SHOW, LOCK_NONE, ROUTE_LOGS_READ, NULL, "showFeedback" },
	{ GET,    "/v1/placements", COUNCIL | PROVIDER | AUDITOR, KIND_LIST, STMT_PLACEMENT_LIST, LOCK_NONE, 0, NULL, "listPlacements" },
	{ GET,    "/v1/placements/{placement_id}", COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_PLACEMENT_SHOW, LOCK_NONE, ROUTE_LOGS_READ, NULL, "showPlacement" },
	{ POST,   "/v1/placements/{placement_id}/signature", COUNCIL | PROVIDER, KIND_WRITE, STMT_PLACEMENT_LOAD, LOCK_EXCLUSIVE, 0, placement_sign, "signPlacement" },
	{ POST,   "/v1/placements/{placement_id}/refusal", PROVIDER, KIND_WRITE, STMT_PLACEMENT_LOAD, LOCK_EXCLUSIVE, 0, placement_refuse, "refusePlacement" },
	{ PUT,    "/v1/placements/{placement_id}/disclosure", COUNCIL, KIND_WRITE, STMT_DISCLOSURE_SHOW, LOCK_EXCLUSIVE, ROUTE_CREATES, disclosure_put, "putDisclosure" },
	{ GET,    "/v1/placements/{placement_id}/disclosure", COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_DISCLOSURE_SHOW, LOCK_NONE, ROUTE_LOGS_READ, NULL, "showDisclosure" },

	/* directory, portal, events */
	{ GET,    "/v1/directory", PUBLIC | SIGNED_IN, KIND_LIST, STMT_DIRECTORY_SEARCH, LOCK_NONE, ROUTE_CACHEABLE, NULL, "searchDirectory" },
	{ GET,    "/v1/directory/{establishment_id}", PUBLIC | SIGNED_IN, KIND_READ, STMT_DIRECTORY_SHOW, LOCK_NONE, ROUTE_CACHEABLE, NULL, "showDirectoryEntry" },
	{ GET,    "/v1/directory/{establishment_id}/badge.svg", PUBLIC | SIGNED_IN, KIND_READ, STMT_DIRECTORY_BADGE, LOCK_NONE, ROUTE_CACHEABLE | ROUTE_RAW, NULL, "showBadge" },
	{ GET,    "/v1/registers", LEAD | COUNCIL | AUDITOR, KIND_LIST, STMT_REGISTER_LIST, LOCK_NONE, 0, NULL, "listRegisters" },
	{ GET,    "/v1/registers/locations", LEAD | COUNCIL | AUDITOR, KIND_LIST, STMT_REGISTER_LOCATION_LIST, LOCK_NONE, 0, NULL, "listRegisterLocations" },
	{ GET,    "/v1/opportunities", PORTAL, KIND_LIST, STMT_OPPORTUNITY_LIST, LOCK_NONE, 0, NULL, "listOpportunities" },
	{ POST,   "/v1/expressions-of-interest", PORTAL, KIND_WRITE, NO_STMT, LOCK_NONE, 0, expression_create, "createExpressionOfInterest" },
	{ GET,    "/v1/expressions-of-interest", LEAD | PORTAL, KIND_LIST, STMT_EXPRESSION_LIST, LOCK_NONE, 0, NULL, "listExpressionsOfInterest" },
	{ GET,    "/v1/expressions-of-interest/{expression_id}", LEAD | PORTAL, KIND_READ, STMT_EXPRESSION_SHOW, LOCK_NONE, 0, NULL, "showExpressionOfInterest" },
	{ GET,    "/v1/events", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_LIST, STMT_EVENT_LIST, LOCK_NONE, ROUTE_AFTER, NULL, "listEvents" },

	/* notifications */
	{ GET,    "/v1/notifications", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_LIST, STMT_NOTIFICATION_LIST, LOCK_NONE, 0, notification_list, "listNotifications" },
	{ GET,    "/v1/notifications/{notification_id}", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_NOTIFICATION_SHOW, LOCK_NONE, 0, notification_show, "showNotification" },
	{ POST,   "/v1/notifications/{notification_id}/reading", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_WRITE, STMT_NOTIFICATION_SHOW, LOCK_NONE, 0, notification_read, "readNotification" },
	{ GET,    "/v1/me/notification-preferences", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_NOTIFICATION_PREFERENCE_SHOW, LOCK_NONE, 0, NULL, "showNotificationPreferences" },
	{ PUT,    "/v1/me/notification-preferences", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_WRITE, STMT_NOTIFICATION_PREFERENCE_SHOW, LOCK_NONE, ROUTE_NO_MATCH, notification_preferences_put, "putNotificationPreferences" },

	/* webhooks */
	{ POST,   "/v1/webhook-endpoints", LEAD | COUNCIL | PROVIDER, KIND_WRITE, NO_STMT, LOCK_NONE, ROUTE_NO_KEY, webhook_endpoint_create, "createWebhookEndpoint" },
	{ GET,    "/v1/webhook-endpoints", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_LIST, STMT_WEBHOOK_ENDPOINT_LIST, LOCK_NONE, 0, NULL, "listWebhookEndpoints" },
	{ GET,    "/v1/webhook-endpoints/{endpoint_id}", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_WEBHOOK_ENDPOINT_SHOW, LOCK_NONE, 0, NULL, "showWebhookEndpoint" },
	{ PATCH,  "/v1/webhook-endpoints/{endpoint_id}", LEAD | COUNCIL | PROVIDER, KIND_WRITE, STMT_WEBHOOK_ENDPOINT_SHOW, LOCK_EXCLUSIVE, 0, webhook_endpoint_update, "updateWebhookEndpoint" },
	{ DELETE, "/v1/webhook-endpoints/{endpoint_id}", LEAD | COUNCIL | PROVIDER, KIND_WRITE, STMT_WEBHOOK_ENDPOINT_SHOW, LOCK_EXCLUSIVE, 0, webhook_endpoint_delete, "deleteWebhookEndpoint" },
	{ POST,   "/v1/webhook-endpoints/{endpoint_id}/secret-rotation", LEAD | COUNCIL | PROVIDER, KIND_WRITE, STMT_WEBHOOK_ENDPOINT_SHOW, LOCK_EXCLUSIVE, ROUTE_NO_KEY, webhook_secret_rotate, "rotateWebhookSecret" },
	{ POST,   "/v1/webhook-endpoints/{endpoint_id}/test", LEAD | COUNCIL | PROVIDER, KIND_WRITE, STMT_WEBHOOK_ENDPOINT_SHOW, LOCK_EXCLUSIVE, 0, webhook_endpoint_test, "testWebhookEndpoint" },
	{ POST,   "/v1/webhook-endpoints/{endpoint_id}/replay", LEAD | COUNCIL | PROVIDER, KIND_WRITE, STMT_WEBHOOK_ENDPOINT_SHOW, LOCK_EXCLUSIVE, 0, webhook_endpoint_replay, "replayWebhookEndpoint" },
	{ GET,    "/v1/webhook-endpoints/{endpoint_id}/deliveries", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_LIST, STMT_DELIVERY_LIST, LOCK_NONE, 0, NULL, "listWebhookDeliveries" },
	{ GET,    "/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_DELIVERY_SHOW, LOCK_NONE, 0, NULL, "showWebhookDelivery" },
	{ POST,   "/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay", LEAD | COUNCIL | PROVIDER, KIND_WRITE, STMT_DELIVERY_SHOW, LOCK_EXCLUSIVE, 0, delivery_replay, "replayWebhookDelivery" },

	/* the audit log */
	{ GET,    "/v1/audit", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_LIST, STMT_AUDIT_LIST, LOCK_NONE, 0, NULL, "listAudit" },
	{ GET,    "/v1/audit/proof", LEAD | COUNCIL | PROVIDER | AUDITOR, KIND_READ, STMT_AUDIT_PROOF_SHOW, LOCK_NONE, 0, NULL, "showAuditProof" },
	{ GET,    "/v1/audit/reads", COUNCIL | AUDITOR, KIND_LIST, STMT_READ_LIST, LOCK_NONE, 0, NULL, "listReads" },
};
/* clang-format on */

const size_t routes_count = ARRAY_LEN(routes);
