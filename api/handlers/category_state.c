/*
 * category_state.c - a category rests, goes on, or is withdrawn.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/category.h"

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"

/* The category of the path, led by the caller, in a state for the act. */
static struct err *
load(struct ctx *cx, enum category_act act, const struct rows **out)
{
	enum category_state state = CATEGORY__MAX;
	struct err *e = cx_exec(cx, STMT_CATEGORY_LEAD_LOAD, out);

	if (e != NULL)
		return e;
	if (rows_count(*out) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "You lead no such category.");
	(void)category_state_parse(field_text(*out, 0, "state"), &state);
	return cx_may(cx, &category_lifecycle, (int)act, (int)state);
}

/* Stores the state after the act, and tells councils and members. */
static struct err *
move(struct ctx *cx, const struct rows *category, enum category_act act)
{
	const char *id = cx_path(cx, "category_id");
	enum category_state state = CATEGORY__MAX;
	struct err *e;

	(void)category_state_parse(field_text(category, 0, "state"), &state);
	state = (enum category_state)lifecycle_next(&category_lifecycle,
	    (int)act, (int)state);
	e = cx_exec(cx, STMT_CATEGORY_SET_STATE, NULL,
	    category_state_name(state));
	if (e == NULL)
		e = cx_did(cx, &category_lifecycle, (int)act, id, NULL,
		    field_text(category, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_CATEGORY_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/categories/%s", id));
}

/* POST .../suspension: no new referrals; applications go on. */
struct err *
category_suspend(struct ctx *cx)
{
	const struct rows *category = NULL;
	struct err *e = load(cx, CATEGORY_SUSPEND, &category);

	return e != NULL ? e : move(cx, category, CATEGORY_SUSPEND);
}

/* POST .../resumption */
struct err *
category_resume(struct ctx *cx)
{
	const struct rows *category = NULL;
	struct err *e = load(cx, CATEGORY_RESUME, &category);

	return e != NULL ? e : move(cx, category, CATEGORY_RESUME);
}

/* POST .../withdrawal: once no referral in it is under way. */
struct err *
category_withdraw(struct ctx *cx)
{
	const struct rows *category = NULL;
	struct err *e = load(cx, CATEGORY_WITHDRAW, &category);

	if (e == NULL && field_bool(category, 0, "live"))
		e = err_new(cx->arena, ERR_REFERRALS_UNDER_WAY,
		    "Referrals in this category are under way; suspend it "
		    "until they are finished.");
	return e != NULL ? e : move(cx, category, CATEGORY_WITHDRAW);
}
