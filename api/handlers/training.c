/*
 * training.c - /v1/users/{user_id}/training: who has learnt to score (R031).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"
#include "core/dates.h"

static struct err *
check_days(struct ctx *cx)
{
	struct date done = { 0 }, until = { 0 };

	(void)date_parse(body_text(cx, "completed_on"), &done);
	(void)date_parse(body_text(cx, "valid_until"), &until);
	if (date_compare(done, until) <= 0)
		return NULL;
	return err_at(cx->arena, "#/valid_until",
	    "Training counts from the day on which it was completed.");
}

/* POST: somebody of the caller's organisation has been trained. */
struct err *
training_create(struct ctx *cx)
{
	const char *user = cx_path(cx, "user_id"), *id;
	const struct rows *made = NULL;
	struct err *e = check_days(cx);

	if (e == NULL)
		e = cx_exec(cx, STMT_TRAINING_INSERT, &made);
	if (e != NULL)
		return e;
	if (rows_count(made) == 0)
		return err_new(cx->arena, ERR_CONFLICT,
		    "Somebody of that role scores nothing.");
	id = field_text(made, 0, "id");
	e = cx_event(cx, "user.trained", user, NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_TRAINING_SHOW, id,
	    arena_printf(cx->arena, "/v1/users/%s/training/%s", user, id));
}
