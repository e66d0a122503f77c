/*
 * uplift.c - /v1/accreditations/{accreditation_id}/uplifts
 *
 * The route holds the accreditation's lock alone: what is asked, granted and
 * appealed about one home's costs comes one by one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/uplift.h"

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"
#include "core/accreditation.h"
#include "core/referral.h"
#include "core/regime.h"

struct asked {
	const struct rows *row; /* of uplift_load */
	enum uplift_state state;
	struct date today, effective_on;
};

/* A day of the row; where there is none *out stays as it is. */
static struct err *
check_alive(struct ctx *cx, enum accreditation_act act, const struct rows *row,
    const char *column)
{
	enum accreditation_state state = ACCREDITATION__MAX;

	(void)accreditation_state_parse(field_text(row, 0, column), &state);
	return cx_may(cx, &accreditation_lifecycle, (int)act, (int)state);
}

/* Every fault at once. */
static struct err *
check_request(struct ctx *cx, const struct rows *row)
{
	struct date day = { 0 };
	struct err *faults = NULL;

	(void)date_parse(body_text(cx, "effective_on"), &day);
	if (field_is_null(row, 0, "in_force"))
		err_append(&faults, err_at(cx->arena, "#/head",
					"The category has no such cost head."));
	else
		err_append(&faults, uplift_amount_check(cx->arena,
					field_int(row, 0, "in_force"),
					body_int(cx, "amount_pence", 0)));
	err_append(&faults, day_ahead_check(cx->arena, "#/effective_on", day,
				date_in_london(field_int(row, 0, "now"))));
	return faults;
}

static const char *
location(struct ctx *cx, const char *id)
{
	return arena_printf(cx->arena, "/v1/accreditations/%s/uplifts/%s",
	    cx_path(cx, "accreditation_id"), id);
}

/* POST: asks to raise one head; a second question about it waits. */
struct err *
uplift_create(struct ctx *cx)
{
	const struct rows *ground = NULL, *made = NULL;
	const char *id;
	struct err *e;

	e = cx_exec(cx, STMT_UPLIFT_GROUND, &ground);
	if (e == NULL && rows_count(ground) == 0)
		e = err_new(cx->arena, ERR_NOT_FOUND,
		    "You have no such accreditation.");
	if (e == NULL)
		e = check_alive(cx, ACCREDITATION_ASK_PRICE, ground, "state");
	if (e == NULL)
		e = check_request(cx, ground);
	if (e == NULL)
		e = cx_exec(cx, STMT_UPLIFT_INSERT, &made,
		    field_text(ground, 0, "in_force"));
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_event(cx, uplift_lifecycle.begins, id, NULL,
	    field_text(ground, 0, "lead_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_UPLIFT_SHOW, id, location(cx, id));
}

/* The uplift of the path, in a state that allows the act. */
static struct err *
find(struct ctx *cx, enum uplift_act act, struct asked *out)
{
	struct asked found = { .state = UPLIFT__MAX };
	struct err *e = cx_exec(cx, STMT_UPLIFT_LOAD, &found.row);

	if (e != NULL)
		return e;
	if (rows_count(found.row) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "There is no such uplift.");
	(void)uplift_state_parse(field_text(found.row, 0, "state"),
	    &found.state);
	found.today = date_in_london(field_int(found.row, 0, "now"));
	found.effective_on = field_date(found.row, 0, "effective_on");
	e = cx_may(cx, &uplift_lifecycle, (int)act, (int)found.state);
	if (e == NULL)
		*out = found;
	return e;
}

static const char *
after(const struct asked *u, enum uplift_act act)
{
	return uplift_state_name(uplift_next(act, u->state));
}

/* What has happened, to the other side too; and how it stands now. */
static struct err *
answer(struct ctx *cx, const struct asked *u, enum uplift_act act)
{
	const char *id = cx_path(cx, "uplift_id");
	const char *other =
	    cx->caller.role == ROLE_LEAD ? "provider_id" : "lead_id";
	struct err *e = cx_did(cx, &uplift_lifecycle, (int)act, id, NULL,
	    field_text(u->row, 0, other));

	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_UPLIFT_SHOW, NULL, location(cx, id));
}

/* The figure may be granted: above the one in force, which other uplifts of
 * the head may have raised since, no more than asked, below the cap where the
 * law lets that bar a home. */
static struct err *
check_figure(struct ctx *cx, const struct asked *u, pence granted)
{
	enum regime regime = REGIME__MAX;
	struct err *e =
	    check_alive(cx, ACCREDITATION_RAISE_PRICE, u->row, "accreditation");

	if (e == NULL)
		e = uplift_grant_check(cx->arena,
		    field_int(u->row, 0, "in_force_pence"),
		    field_int(u->row, 0, "asked_pence"), granted);
	if (e != NULL ||
	    !regime_parse(field_text(u->row, 0, "regime"), &regime) ||
	    !regime_allows(regime, LAW_CAP_AT_ENTRY, NULL))
		return e;
	return uplift_cap_check(cx->arena,
	    field_int(u->row, 0, "others_pence") + granted,
	    field_int(u->row, 0, "core_cap_pence"));
}

static const char *
digits(struct ctx *cx, pence amount)
{
	return arena_printf(cx->arena, "%lld", (long long)amount);
}

/* From now on, or from the later day that was asked for. */
static struct err *
change_price(struct ctx *cx, const struct asked *u, pence granted)
{
	return cx_exec(cx, STMT_PRICE_CHANGE_INSERT, NULL, digits(cx, granted),
	    date_text(cx->arena,
		uplift_counts_from(u->effective_on, u->today)));
}

/* A refusal grants nothing, so it names no figure. */
static struct err *
check_no_figure(struct ctx *cx)
{
	if (body_int(cx, "granted_pence", -1) < 0)
		return NULL;
	return err_at(cx->arena, "#/granted_pence",
	    "Nothing is granted with this outcome.");
}

/* POST .../decision: all that was asked unless it says less. */
struct err *
uplift_decide(struct ctx *cx)
{
	enum uplift_outcome outcome = UPLIFT_OUTCOME__MAX;
	struct asked u = { 0 };
	enum uplift_act act;
	pence granted = 0;
	struct err *e;

	(void)uplift_outcome_parse(body_text(cx, "outcome"), &outcome);
	act = outcome == UPLIFT_OUTCOME_GRANTED ? UPLIFT_GRANT : UPLIFT_REFUSE;
	e = find(cx, act, &u);
	if (e != NULL)
		return e;
	if (act == UPLIFT_GRANT) {
		granted = body_int(cx, "granted_pence",
		    field_int(u.row, 0, "asked_pence"));
		e = check_figure(cx, &u, granted);
	} else {
		e = check_no_figure(cx);
	}
	if (e == NULL)
		e = cx_exec(cx, STMT_UPLIFT_DECIDE, NULL, after(&u, act),
		    act == UPLIFT_GRANT ? digits(cx, granted) : NULL,
		    date_text(cx->arena, uplift_appeal_until(u.today)));
	if (e == NULL && act == UPLIFT_GRANT)
		e = change_price(cx, &u, granted);
	if (e != NULL)
		return e;
	return answer(cx, &u, act);
}

/* POST .../withdrawal: by the provider, before the decision. */
struct err *
uplift_withdraw(struct ctx *cx)
{
	struct asked u = { 0 };
	struct err *e = find(cx, UPLIFT_WITHDRAW, &u);

	if (e == NULL)
		e = cx_exec(cx, STMT_UPLIFT_WITHDRAW, NULL,
		    after(&u, UPLIFT_WITHDRAW));
	return e != NULL ? e : answer(cx, &u, UPLIFT_WITHDRAW);
}

/* Whoever was given all that was asked has nothing to appeal against. */
static struct err *
check_appeal(struct ctx *cx, const struct asked *u)
{
	if (!field_is_null(u->row, 0, "granted_pence") &&
	    field_int(u->row, 0, "granted_pence") ==
		field_int(u->row, 0, "asked_pence"))
		return err_new(cx->arena, ERR_APPEAL_CLOSED,
		    "All that was asked has been granted.");
	return uplift_appeal_check(cx->arena,
	    field_date(u->row, 0, "appeal_until"), u->today);
}

/* POST .../appeal: within fourteen days, once. */
struct err *
uplift_appeal(struct ctx *cx)
{
	struct asked u = { 0 };
	struct err *e = find(cx, UPLIFT_APPEAL, &u);

	if (e == NULL)
		e = check_appeal(cx, &u);
	if (e == NULL)
		e = cx_exec(cx, STMT_UPLIFT_APPEAL, NULL,
		    after(&u, UPLIFT_APPEAL));
	return e != NULL ? e : answer(cx, &u, UPLIFT_APPEAL);
}

/* POST .../appeal-decision: the last word. */
struct err *
uplift_appeal_decide(struct ctx *cx)
{
	enum appeal_outcome outcome = APPEAL__MAX;
	struct asked u = { 0 };
	enum uplift_act act;
	pence granted = 0;
	struct err *e;

	(void)appeal_outcome_parse(body_text(cx, "outcome"), &outcome);
	act = outcome == APPEAL_UPHELD ? UPLIFT_UPHOLD : UPLIFT_DISMISS;
	e = find(cx, act, &u);
	if (e != NULL)
		return e;
	if (act == UPLIFT_UPHOLD) {
		granted = body_int(cx, "granted_pence",
		    field_int(u.row, 0, "asked_pence"));
		e = check_figure(cx, &u, granted);
	} else {
		e = check_no_figure(cx);
	}
	if (e == NULL)
		e = cx_exec(cx, STMT_UPLIFT_APPEAL_DECIDE, NULL, after(&u, act),
		    act == UPLIFT_UPHOLD ? digits(cx, granted) : NULL);
	if (e == NULL && act == UPLIFT_UPHOLD)
		e = change_price(cx, &u, granted);
	if (e != NULL)
		return e;
	return answer(cx, &u, act);
}
