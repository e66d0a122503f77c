/*
 * review.c - the applicant asks for another look at a decision, and somebody
 * who has not decided answers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/entry.h"
#include "api/handlers/stage.h"
#include "core/application.h"
#include "core/decision.h"

static struct err *
find_review(struct ctx *cx, enum entry_act act, const struct rows **row,
    struct review_facts *out)
{
	enum entry_state state = ENTRY__MAX;
	const struct rows *r = NULL;
	struct err *e = cx_exec(cx, STMT_REVIEW_LOAD, &r);

	if (e != NULL)
		return e;
	(void)entry_state_parse(field_text(r, 0, "state"), &state);
	e = cx_may(cx, &entry_lifecycle, (int)act, (int)state);
	if (e != NULL)
		return e;
	*out = (struct review_facts){
		.now = field_int(r, 0, "now"),
		.asked = field_bool(r, 0, "asked"),
		.answered = field_bool(r, 0, "answered"),
		.person = cx->caller.user != NULL,
		.same = field_bool(r, 0, "same"),
		.refused = state == ENTRY_REFUSED,
	};
	if (!field_is_null(r, 0, "until"))
		out->until = field_int(r, 0, "until");
	*row = r;
	return NULL;
}

static struct err *
answer(struct ctx *cx, enum entry_act act, const char *audience)
{
	struct err *e = cx_did(cx, &entry_lifecycle, (int)act,
	    cx_path(cx, "entry_id"), NULL, audience);

	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_REVIEW_SHOW, NULL,
	    entry_path(cx, "/review"));
}

/* POST .../review */
struct err *
review_create(struct ctx *cx)
{
	struct review_facts f = { 0 };
	const struct rows *row = NULL;
	struct err *e = find_review(cx, ENTRY_ASK_REVIEW, &row, &f);

	if (e == NULL)
		e = review_check(cx->arena, &f);
	if (e == NULL)
		e = cx_exec(cx, STMT_REVIEW_INSERT, NULL);
	if (e != NULL)
		return e;
	return answer(cx, ENTRY_ASK_REVIEW, field_text(row, 0, "lead_id"));
}

/* Not while the application waits for information, nor once it has ended. */
static struct err *
reopen(struct ctx *cx, const struct rows *row)
{
	enum application_state state = APPLICATION__MAX;
	struct err *e;

	(void)application_state_parse(field_text(row, 0, "application_state"),
	    &state);
	e = application_check(cx->arena, APPLICATION_REOPEN, state);
	if (e != NULL)
		return e;
	return cx_exec(cx, STMT_ENTRY_REOPEN, NULL,
	    entry_state_name(entry_next(ENTRY_REOPEN, ENTRY_REFUSED)),
	    application_state_name(
		application_next(APPLICATION_REOPEN, state)));
}

/* POST .../review/answer */
struct err *
review_answer(struct ctx *cx)
{
	enum review_outcome outcome = ANSWER__MAX;
	struct review_facts f = { 0 };
	const struct rows *row = NULL;
	struct err *e = find_review(cx, ENTRY_ANSWER_REVIEW, &row, &f);

	if (e != NULL)
		return e;
	(void)review_outcome_parse(body_text(cx, "outcome"), &outcome);
	e = review_answer_check(cx->arena, &f, outcome);
	if (e == NULL && outcome == ANSWER_REOPENED)
		e = reopen(cx, row);
	if (e == NULL)
		e = cx_exec(cx, STMT_REVIEW_ANSWER_INSERT, NULL);
	if (e != NULL)
		return e;
	return answer(cx,
	    outcome == ANSWER_REOPENED ? ENTRY_REOPEN : ENTRY_ANSWER_REVIEW,
	    field_text(row, 0, "provider_id"));
}
