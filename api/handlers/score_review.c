/*
 * score_review.c - /v1/accreditations/{accreditation_id}/score-reviews
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/decimal.h"
#include "api/handlers.h"
#include "api/handlers/entry.h"
#include "api/handlers/marks.h"
#include "api/handlers/stage.h"
#include "core/accreditation.h"
#include "core/referral.h"

struct review {
	const struct rows *row; /* of score_review_load */
	struct asked_entry of;  /* what the category asks for */
	points score;           /* that the review makes */
};

/* What counts already was frozen for referrals: no review reaches back. */
static struct err *
check_day(struct ctx *cx, const struct review *r)
{
	return day_ahead_check(cx->arena, "#/effective_on",
	    field_date(r->row, 0, "effective_on"),
	    date_in_london(field_int(r->row, 0, "now")));
}

/* Every fault at once. */
static struct err *
check_body(struct ctx *cx, const struct review *r)
{
	struct err *faults = check_day(cx, r);

	err_append(&faults,
	    entry_check_known(cx, &r->of, "statements", "statements"));
	err_append(&faults, entry_check_covered(cx, &r->of, "statements"));
	return faults;
}

static struct err *
load(struct ctx *cx, struct review *r)
{
	enum accreditation_state state = ACCREDITATION__MAX;
	struct err *e = cx_exec(cx, STMT_SCORE_REVIEW_LOAD, &r->row);

	if (e != NULL)
		return e;
	if (rows_count(r->row) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "There is no such accreditation.");
	r->of.category = field_json(cx, r->row, 0, "category");
	(void)accreditation_state_parse(field_text(r->row, 0, "state"), &state);
	return cx_may(cx, &accreditation_lifecycle, ACCREDITATION_REVIEW_SCORE,
	    (int)state);
}

static struct err *
work_out(struct ctx *cx, struct review *r)
{
	enum rating rating = RATING_NOT_RATED;

	(void)rating_parse(field_text(r->row, 0, "rating"), &rating);
	return marks_carry(cx->arena, r->of.category,
	    json_object_get(cx->body, "statements"), rating, &r->score);
}

/* POST: from that day on the home carries this score to every referral that
 * is published (R054). */
struct err *
score_review_create(struct ctx *cx)
{
	const char *accreditation = cx_path(cx, "accreditation_id");
	const struct rows *made = NULL;
	struct review r = { 0 };
	const char *id;
	struct err *e;

	e = load(cx, &r);
	if (e == NULL)
		e = check_body(cx, &r);
	if (e == NULL)
		e = work_out(cx, &r);
	if (e == NULL)
		e = cx_exec(cx, STMT_SCORE_REVIEW_INSERT, &made,
		    field_text(r.row, 0, "effective_on"),
		    field_text(r.row, 0, "before"),
		    decimal_text(cx->arena, r.score, 4));
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_did(cx, &accreditation_lifecycle, ACCREDITATION_REVIEW_SCORE,
	    accreditation, NULL, field_text(r.row, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_SCORE_REVIEW_SHOW, id,
	    arena_printf(cx->arena, "/v1/accreditations/%s/score-reviews/%s",
		accreditation, id));
}
