/*
 * accreditation.c - what a lead does about an accreditation in doubt.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/accreditation.h"

#include "api/handlers.h"
#include "api/handlers/accredited.h"
#include "api/handlers/stage.h"

#define NO_POINTS "[]"

/* POST .../suspension: no invitations, no bids, no badge, anywhere. */
struct err *
accreditation_suspend(struct ctx *cx)
{
	const char *ground = body_text(cx, "ground"), *points = NULL;
	struct accredited it = { 0 };
	struct err *e = accredited_of_path(cx, ACCREDITATION_SUSPEND, &it);

	if (e == NULL)
		e = accredited_points(cx, &it, ground, &points);
	if (e == NULL)
		e = accredited_move(cx, &it, ACCREDITATION_SUSPEND, ground,
		    body_text(cx, "reason"), points);
	return e != NULL ? e : accredited_respond(cx);
}

/* POST .../review: somebody looks; it is still invited. */
struct err *
accreditation_review(struct ctx *cx)
{
	struct accredited it = { 0 };
	struct err *e = accredited_of_path(cx, ACCREDITATION_REVIEW, &it);

	if (e == NULL)
		e = accredited_move(cx, &it, ACCREDITATION_REVIEW, NULL,
		    body_text(cx, "reason"), NO_POINTS);
	return e != NULL ? e : accredited_respond(cx);
}

/* Nothing that is on record may end it again the next moment. */
static struct err *
check_facts(struct ctx *cx, const struct accredited *it)
{
	static const char *const still[GROUND__MAX] = {
		[GROUND_RATING_BELOW_FLOOR] =
		    "the regulator's rating is below what the category admits",
		[GROUND_REGISTRATION_LOST] =
		    "the home is not registered with its regulator",
		[GROUND_INSURANCE_LAPSED] = "its insurance has lapsed",
		[GROUND_EVIDENCE_EXPIRED] =
		    "a document that is asked for has expired or is missing",
		[GROUND_REQUIREMENT_FAILED] = "a requirement is not met",
		[GROUND_SAFEGUARDING] = "there is a concern about safeguarding",
		[GROUND_INSOLVENCY] = "the provider is insolvent",
		[GROUND_BREACH_OF_TERMS] = "its terms are broken",
	};
	enum suspension_ground ground = GROUND__MAX;

	if (field_is_null(it->row, 0, "lapsed"))
		return NULL;
	(void)suspension_ground_parse(field_text(it->row, 0, "lapsed"),
	    &ground);
	return err_new(cx->arena, ERR_STILL_FAILING,
	    "It is still on record that %s.", still[ground]);
}

/* POST .../reinstatement: the point has been put right. A cure that waits is
 * accepted with it. */
struct err *
accreditation_reinstate(struct ctx *cx)
{
	struct accredited it = { 0 };
	struct err *e = accredited_of_path(cx, ACCREDITATION_REINSTATE, &it);

	if (e == NULL)
		e = check_facts(cx, &it);
	if (e == NULL)
		e = cx_exec(cx, STMT_CURE_DECIDE, NULL, it.id,
		    cure_outcome_name(CURE_ACCEPTED));
	if (e == NULL)
		e = accredited_move(cx, &it, ACCREDITATION_REINSTATE, NULL,
		    body_text(cx, "reason"), NO_POINTS);
	return e != NULL ? e : accredited_respond(cx);
}

/* POST .../cure-refusal: it stays suspended on its ground. */
struct err *
cure_refuse(struct ctx *cx)
{
	struct accredited it = { 0 };
	struct err *e = accredited_of_path(cx, ACCREDITATION_REFUSE_CURE, &it);

	if (e == NULL)
		e = cx_exec(cx, STMT_CURE_DECIDE, NULL, it.id,
		    cure_outcome_name(CURE_REFUSED));
	if (e == NULL)
		e = accredited_move(cx, &it, ACCREDITATION_REFUSE_CURE,
		    field_text(it.row, 0, "ground"), body_text(cx, "reason"),
		    field_text(it.row, 0, "failed"));
	return e != NULL ? e : accredited_respond(cx);
}

/* ------------------------------------------------------------- audits */

/* What follows from an audit: one that failed suspends, one that passed ends a
 * review of which nothing else is left (R059). */
static struct err *
follow_audit(struct ctx *cx, const struct accredited *it, bool passed,
    const char *points)
{
	const enum accreditation_act act =
	    passed ? ACCREDITATION_REINSTATE : ACCREDITATION_SUSPEND;

	if (!accreditation_allows(act, it->state))
		return NULL;
	if (passed && (it->state != ACCREDITATION_UNDER_REVIEW ||
			  !field_is_null(it->row, 0, "lapsed")))
		return NULL;
	return accredited_move(cx, it, act,
	    passed ? NULL : suspension_ground_name(GROUND_REQUIREMENT_FAILED),
	    body_text(cx, "note"), points);
}

static struct err *
check_audit(struct ctx *cx, const struct accredited *it, bool passed,
    const char **points)
{
	struct date on = { 0 };
	struct err *e;

	(void)date_parse(body_text(cx, "on"), &on);
	e = day_reached_check(cx->arena, "#/on", on,
	    field_date(it->row, 0, "today"));
	if (e != NULL)
		return e;
	*points = NO_POINTS;
	if (!passed)
		return accredited_points(cx, it,
		    suspension_ground_name(GROUND_REQUIREMENT_FAILED), points);
	if (json_array_size(json_object_get(cx->body, "points")) > 0)
		return err_at(cx->arena, "#/points",
		    "An audit that is passed has no points that failed.");
	return NULL;
}

/* POST .../audits */
struct err *
accreditation_audit_create(struct ctx *cx)
{
	enum audit_outcome outcome = AUDIT_OUTCOME__MAX;
	const struct rows *made = NULL;
	struct accredited it = { 0 };
	const char *points = NULL, *id;
	struct err *e = accredited_of_path(cx, ACCREDITATION_AUDIT, &it);
	bool passed;

	(void)audit_outcome_parse(body_text(cx, "outcome"), &outcome);
	passed = outcome == AUDIT_PASSED;
	if (e == NULL)
		e = check_audit(cx, &it, passed, &points);
	if (e == NULL)
		e = cx_exec(cx, STMT_AUDIT_INSERT, &made, points);
	if (e == NULL)
		e = accredited_tell(cx, &it, ACCREDITATION_AUDIT);
	if (e == NULL)
		e = follow_audit(cx, &it, passed, points);
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	return respond_shown(cx, 201, STMT_ACCREDITATION_AUDIT_SHOW, id,
	    arena_printf(cx->arena, "/v1/accreditations/%s/audits/%s", it.id,
		id));
}

/* ---------------------------------------------- a council's request */

/* POST .../exclusion-requests: on a ground of the closed list (R062). */
struct err *
exclusion_request_create(struct ctx *cx)
{
	const struct rows *made = NULL;
	const char *id;
	struct err *e = cx_exec(cx, STMT_EXCLUSION_REQUEST_INSERT, &made);

	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_event(cx, "exclusion_request.made", id, NULL,
	    field_text(made, 0, "lead_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_EXCLUSION_REQUEST_SHOW, id,
	    arena_printf(cx->arena, "/v1/exclusion-requests/%s", id));
}

/* What is suspended already stays so, and on its own ground. */
static struct err *
uphold(struct ctx *cx, const struct rows *asked)
{
	const char *ground = field_text(asked, 0, "ground"), *points = NULL;
	struct accredited it = { 0 };
	struct err *e =
	    accredited_find(cx, field_text(asked, 0, "accreditation_id"), &it);

	if (e == NULL && (it.state == ACCREDITATION_SUSPENDED ||
			     it.state == ACCREDITATION_CURE_SUBMITTED))
		return NULL;
	if (e == NULL)
		e = cx_may(cx, &accreditation_lifecycle,
		    (int)ACCREDITATION_SUSPEND, (int)it.state);
	if (e == NULL)
		e = accredited_points(cx, &it, ground, &points);
	if (e == NULL)
		e = accredited_move(cx, &it, ACCREDITATION_SUSPEND, ground,
		    body_text(cx, "reason"), points);
	return e;
}

/* POST /v1/exclusion-requests/{exclusion_request_id}/answer: upheld suspends
 * in the same act. */
struct err *
exclusion_request_answer(struct ctx *cx)
{
	enum exclusion_outcome outcome = EXCLUSION_OUTCOME__MAX;
	const char *id = cx_path(cx, "exclusion_request_id");
	const struct rows *asked = NULL;
	struct err *e = cx_exec(cx, STMT_EXCLUSION_REQUEST_LOAD, &asked);

	if (e == NULL && rows_count(asked) == 0)
		e = err_new(cx->arena, ERR_NOT_FOUND,
		    "There is no such request.");
	if (e == NULL && field_bool(asked, 0, "answered"))
		e = err_new(cx->arena, ERR_CONFLICT,
		    "This request has been answered.");
	(void)exclusion_outcome_parse(body_text(cx, "outcome"), &outcome);
	if (e == NULL && outcome == EXCLUSION_UPHELD)
		e = uphold(cx, asked);
	if (e == NULL)
		e = cx_exec(cx, STMT_EXCLUSION_REQUEST_ANSWER, NULL);
	if (e == NULL)
		e = cx_event(cx, "exclusion_request.answered", id, NULL,
		    field_text(asked, 0, "council_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_EXCLUSION_REQUEST_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/exclusion-requests/%s", id));
}

/* PUT /v1/schemes/{scheme_id}/dormancy */
struct err *
dormancy_put(struct ctx *cx)
{
	const struct rows *made = NULL;
	struct err *e = cx_exec(cx, STMT_DORMANCY_SET, &made);

	if (e == NULL && rows_count(made) == 0)
		e = err_new(cx->arena, ERR_NOT_FOUND,
		    "You lead no such scheme.");
	if (e == NULL)
		e = cx_event(cx, "scheme.dormancy_changed",
		    cx_path(cx, "scheme_id"), NULL,
		    field_text(made, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_DORMANCY_SHOW, NULL, NULL);
}
