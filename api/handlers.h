/*
 * handlers.h - one prototype for each handler named in routes.c.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_H
#define API_HANDLERS_H

#include "core/compiler.h"

struct ctx;
struct err;

/* system */
MUST_CHECK struct err *health_show(struct ctx *cx);
MUST_CHECK struct err *readiness_show(struct ctx *cx);
MUST_CHECK struct err *problem_show(struct ctx *cx);
MUST_CHECK struct err *authorization_server_show(struct ctx *cx);
MUST_CHECK struct err *openreferral_show(struct ctx *cx);
MUST_CHECK struct err *openapi_show(struct ctx *cx);
MUST_CHECK struct err *key_list(struct ctx *cx);

/* sign-in, people and machine clients */
MUST_CHECK struct err *token_create(struct ctx *cx);
MUST_CHECK struct err *session_create(struct ctx *cx);
MUST_CHECK struct err *session_renew(struct ctx *cx);
MUST_CHECK struct err *session_end(struct ctx *cx);
MUST_CHECK struct err *user_create(struct ctx *cx);
MUST_CHECK struct err *user_update(struct ctx *cx);
MUST_CHECK struct err *client_create(struct ctx *cx);
MUST_CHECK struct err *client_delete(struct ctx *cx);

/* schemes and admission */
MUST_CHECK struct err *scheme_create(struct ctx *cx);
MUST_CHECK struct err *scheme_update(struct ctx *cx);
MUST_CHECK struct err *scheme_extend(struct ctx *cx);
MUST_CHECK struct err *scheme_announce(struct ctx *cx);
MUST_CHECK struct err *scheme_start_round(struct ctx *cx);
MUST_CHECK struct err *scheme_open(struct ctx *cx);
MUST_CHECK struct err *scheme_pause(struct ctx *cx);
MUST_CHECK struct err *scheme_resume(struct ctx *cx);
MUST_CHECK struct err *scheme_end(struct ctx *cx);
MUST_CHECK struct err *scheme_abandon(struct ctx *cx);
MUST_CHECK struct err *notice_publish(struct ctx *cx);
MUST_CHECK struct err *tranche_create(struct ctx *cx);
MUST_CHECK struct err *scheme_council_put(struct ctx *cx);
MUST_CHECK struct err *scheme_council_delete(struct ctx *cx);
MUST_CHECK struct err *category_create(struct ctx *cx);
MUST_CHECK struct err *category_suspend(struct ctx *cx);
MUST_CHECK struct err *category_resume(struct ctx *cx);
MUST_CHECK struct err *category_withdraw(struct ctx *cx);
MUST_CHECK struct err *provider_create(struct ctx *cx);
MUST_CHECK struct err *establishment_create(struct ctx *cx);
MUST_CHECK struct err *establishment_update(struct ctx *cx);
MUST_CHECK struct err *application_create(struct ctx *cx);
MUST_CHECK struct err *application_submit(struct ctx *cx);
MUST_CHECK struct err *application_missing(struct ctx *cx);
MUST_CHECK struct err *application_sign(struct ctx *cx);
MUST_CHECK struct err *application_withdraw(struct ctx *cx);
MUST_CHECK struct err *agreement_create(struct ctx *cx);
MUST_CHECK struct err *common_put(struct ctx *cx);
MUST_CHECK struct err *common_patch(struct ctx *cx);
MUST_CHECK struct err *information_request_create(struct ctx *cx);
MUST_CHECK struct err *information_request_answer(struct ctx *cx);
MUST_CHECK struct err *entry_create(struct ctx *cx);
MUST_CHECK struct err *assessment_extend(struct ctx *cx);
MUST_CHECK struct err *entry_put(struct ctx *cx);
MUST_CHECK struct err *entry_patch(struct ctx *cx);
MUST_CHECK struct err *entry_delete(struct ctx *cx);
MUST_CHECK struct err *entry_withdraw(struct ctx *cx);
MUST_CHECK struct err *first_stage_decide(struct ctx *cx);
MUST_CHECK struct err *second_stage_submit(struct ctx *cx);
MUST_CHECK struct err *declarations_put(struct ctx *cx);
MUST_CHECK struct err *party_check_put(struct ctx *cx);
MUST_CHECK struct err *financial_put(struct ctx *cx);
MUST_CHECK struct err *question_create(struct ctx *cx);
MUST_CHECK struct err *clarification_ask(struct ctx *cx);
MUST_CHECK struct err *clarification_publish(struct ctx *cx);
MUST_CHECK struct err *assessment_put(struct ctx *cx);
MUST_CHECK struct err *entry_decide(struct ctx *cx);
MUST_CHECK struct err *training_create(struct ctx *cx);
MUST_CHECK struct err *conflict_put(struct ctx *cx);
MUST_CHECK struct err *scorer_put(struct ctx *cx);
MUST_CHECK struct err *scorer_delete(struct ctx *cx);
MUST_CHECK struct err *own_scores_put(struct ctx *cx);
MUST_CHECK struct err *score_consensus_put(struct ctx *cx);
MUST_CHECK struct err *rating_create(struct ctx *cx);
MUST_CHECK struct err *rating_scale_create(struct ctx *cx);
MUST_CHECK struct err *registration_create(struct ctx *cx);
MUST_CHECK struct err *warning_create(struct ctx *cx);
MUST_CHECK struct err *representation_create(struct ctx *cx);
MUST_CHECK struct err *due_diligence_put(struct ctx *cx);
MUST_CHECK struct err *exclusion_notice_put(struct ctx *cx);
MUST_CHECK struct err *condition_put(struct ctx *cx);
MUST_CHECK struct err *review_create(struct ctx *cx);
MUST_CHECK struct err *review_answer(struct ctx *cx);
MUST_CHECK struct err *accreditation_suspend(struct ctx *cx);
MUST_CHECK struct err *accreditation_review(struct ctx *cx);
MUST_CHECK struct err *cure_submit(struct ctx *cx);
MUST_CHECK struct err *cure_refuse(struct ctx *cx);
MUST_CHECK struct err *accreditation_wake(struct ctx *cx);
MUST_CHECK struct err *accreditation_withdraw(struct ctx *cx);
MUST_CHECK struct err *removal_announce(struct ctx *cx);
MUST_CHECK struct err *removal_represent(struct ctx *cx);
MUST_CHECK struct err *accreditation_remove(struct ctx *cx);
MUST_CHECK struct err *accreditation_audit_create(struct ctx *cx);
MUST_CHECK struct err *exclusion_request_create(struct ctx *cx);
MUST_CHECK struct err *exclusion_request_answer(struct ctx *cx);
MUST_CHECK struct err *dormancy_put(struct ctx *cx);
MUST_CHECK struct err *accreditation_reinstate(struct ctx *cx);
MUST_CHECK struct err *score_review_create(struct ctx *cx);
MUST_CHECK struct err *council_cap_put(struct ctx *cx);
MUST_CHECK struct err *uplift_create(struct ctx *cx);
MUST_CHECK struct err *uplift_decide(struct ctx *cx);
MUST_CHECK struct err *uplift_withdraw(struct ctx *cx);
MUST_CHECK struct err *uplift_appeal(struct ctx *cx);
MUST_CHECK struct err *uplift_appeal_decide(struct ctx *cx);
MUST_CHECK struct err *document_create(struct ctx *cx);
MUST_CHECK struct err *document_delete(struct ctx *cx);
MUST_CHECK struct err *document_verify(struct ctx *cx);
MUST_CHECK struct err *document_content_put(struct ctx *cx);
MUST_CHECK struct err *document_content_show(struct ctx *cx);

/* referrals and bids */
MUST_CHECK struct err *referral_create(struct ctx *cx);
MUST_CHECK struct err *referral_update(struct ctx *cx);
MUST_CHECK struct err *identifier_override_create(struct ctx *cx);
MUST_CHECK struct err *referral_publish(struct ctx *cx);
MUST_CHECK struct err *referral_extend(struct ctx *cx);
MUST_CHECK struct err *referral_cancel(struct ctx *cx);
MUST_CHECK struct err *bid_put(struct ctx *cx);
MUST_CHECK struct err *bid_show(struct ctx *cx);
MUST_CHECK struct err *bid_withdraw(struct ctx *cx);
MUST_CHECK struct err *refusal_create(struct ctx *cx);

/* evaluation and placement */
MUST_CHECK struct err *opening_create(struct ctx *cx);
MUST_CHECK struct err *evaluation_put(struct ctx *cx);
MUST_CHECK struct err *consensus_put(struct ctx *cx);
MUST_CHECK struct err *explanation_create(struct ctx *cx);
MUST_CHECK struct err *disregard_create(struct ctx *cx);
MUST_CHECK struct err *ranking_create(struct ctx *cx);
MUST_CHECK struct err *choice_put(struct ctx *cx);
MUST_CHECK struct err *budget_create(struct ctx *cx);
MUST_CHECK struct err *award_create(struct ctx *cx);
MUST_CHECK struct err *placement_sign(struct ctx *cx);
MUST_CHECK struct err *placement_refuse(struct ctx *cx);
MUST_CHECK struct err *disclosure_put(struct ctx *cx);

/* directory, portal */
MUST_CHECK struct err *expression_create(struct ctx *cx);
MUST_CHECK struct err *supplier_invite(struct ctx *cx);
MUST_CHECK struct err *accreditation_import(struct ctx *cx);

/* notifications */
MUST_CHECK struct err *notification_list(struct ctx *cx);
MUST_CHECK struct err *notification_show(struct ctx *cx);
MUST_CHECK struct err *notification_read(struct ctx *cx);
MUST_CHECK struct err *notification_preferences_put(struct ctx *cx);

/* enquiries */
MUST_CHECK struct err *enquiry_create(struct ctx *cx);
MUST_CHECK struct err *enquiry_confirm(struct ctx *cx);
MUST_CHECK struct err *enquiry_answer(struct ctx *cx);

/* governance */
MUST_CHECK struct err *score_scale_show(struct ctx *cx);
MUST_CHECK struct err *workflow_show(struct ctx *cx);
MUST_CHECK struct err *engagement_create(struct ctx *cx);
MUST_CHECK struct err *deviation_create(struct ctx *cx);
MUST_CHECK struct err *access_agreement_create(struct ctx *cx);
MUST_CHECK struct err *rebate_create(struct ctx *cx);
MUST_CHECK struct err *recharge_show(struct ctx *cx);
MUST_CHECK struct err *fee_list(struct ctx *cx);
MUST_CHECK struct err *scheme_targets_put(struct ctx *cx);
MUST_CHECK struct err *provider_event_create(struct ctx *cx);
MUST_CHECK struct err *provider_event_update(struct ctx *cx);
MUST_CHECK struct err *provider_event_cancel(struct ctx *cx);
MUST_CHECK struct err *availability_put(struct ctx *cx);
MUST_CHECK struct err *booking_create(struct ctx *cx);
MUST_CHECK struct err *booking_delete(struct ctx *cx);
MUST_CHECK struct err *allocation_create(struct ctx *cx);

/* webhooks */
MUST_CHECK struct err *webhook_endpoint_create(struct ctx *cx);
MUST_CHECK struct err *webhook_endpoint_update(struct ctx *cx);
MUST_CHECK struct err *webhook_endpoint_delete(struct ctx *cx);
MUST_CHECK struct err *webhook_secret_rotate(struct ctx *cx);
MUST_CHECK struct err *webhook_endpoint_test(struct ctx *cx);
MUST_CHECK struct err *webhook_endpoint_replay(struct ctx *cx);
MUST_CHECK struct err *delivery_replay(struct ctx *cx);

#endif
