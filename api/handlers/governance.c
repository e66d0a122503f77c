/*
 * governance.c - what a scheme tells about itself, and what it shares out.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"
#include "api/response.h"
#include "core/share.h"

/* Stores one more of something, tells the scheme's others, and shows it. */
static struct err *
add(struct ctx *cx, const struct rows *made, enum stmt show, const char *event,
    const char *list)
{
	const char *id = field_text(made, 0, "id");
	struct err *e =
	    cx_event(cx, event, id, NULL, field_text(cx->shown, 0, "audience"));

	if (e != NULL)
		return e;
	return respond_shown(cx, 201, show, id,
	    arena_printf(cx->arena, "/v1/schemes/%s/%s",
		cx_path(cx, "scheme_id"), list));
}

/* POST .../engagement: you said, we did (R030). */
struct err *
engagement_create(struct ctx *cx)
{
	const struct rows *made = NULL;
	struct err *e = cx_exec(cx, STMT_ENGAGEMENT_INSERT, &made);

	if (e != NULL)
		return e;
	return add(cx, made, STMT_ENGAGEMENT_SHOW, "engagement.recorded",
	    "engagement");
}

/* POST .../deviations: an award that no referral led to (R018). */
struct err *
deviation_create(struct ctx *cx)
{
	const struct rows *made = NULL;
	struct err *e = cx_exec(cx, STMT_DEVIATION_INSERT, &made);

	if (e != NULL)
		return e;
	return add(cx, made, STMT_DEVIATION_SHOW, "deviation.recorded",
	    "deviations");
}

/* POST .../access-agreements: who is no partner and pays (R019). */
struct err *
access_agreement_create(struct ctx *cx)
{
	const struct rows *made = NULL;
	struct err *e = days_in_order(cx, cx->body, "#/to");

	if (e == NULL)
		e = cx_exec(cx, STMT_ACCESS_AGREEMENT_INSERT, &made);
	if (e != NULL)
		return e;
	return add(cx, made, STMT_ACCESS_AGREEMENT_SHOW,
	    "access_agreement.made", "access-agreements");
}

/* Each party's part of a sum, by its placements; member is what it is called
 * there. */
static void
share_by_placements(struct ctx *cx, json_t *parties, int64_t total,
    const char *name, bool percent)
{
	const size_t count = json_array_size(parties);
	int64_t *weights =
	    arena_zalloc_array(cx->arena, count + 1, sizeof(*weights));
	int64_t *out = arena_zalloc_array(cx->arena, count + 1, sizeof(*out));
	json_t *party;
	size_t i;

	json_array_foreach(parties, i, party)
	{
		weights[i] =
		    json_integer_value(json_object_get(party, "placements"));
	}
	share_out(total, weights, count, out);
	json_array_foreach(parties, i, party)
	{
		(void)json_object_set_new(party, name,
		    percent ? json_real((double)out[i] / 100.0)
			    : json_integer(out[i]));
	}
}

/* POST .../rebates: a surplus goes back to the partners, in proportion to
 * their placements and to the penny (R019). */
struct err *
rebate_create(struct ctx *cx)
{
	const struct rows *partners = NULL, *made = NULL;
	json_t *shares;
	struct err *e = days_in_order(cx, cx->body, "#/to");

	if (e == NULL)
		e = cx_exec(cx, STMT_PARTNER_PLACEMENTS, &partners);
	if (e != NULL)
		return e;
	shares = field_json(cx, partners, 0, "body");
	if (json_array_size(shares) == 0)
		return err_new(cx->arena, ERR_SCHEME_INCOMPLETE,
		    "This scheme has no partner to give anything back to.");
	share_by_placements(cx, shares, body_int(cx, "surplus_pence", 0),
	    "pence", false);
	e = cx_exec(cx, STMT_REBATE_INSERT, &made,
	    json_compact(cx->arena, shares));
	if (e != NULL)
		return e;
	return add(cx, made, STMT_REBATE_SHOW, "rebate.made", "rebates");
}

/* GET .../recharge-report: who has placed how many, and bears which part of a
 * cost (R020). */
struct err *
recharge_show(struct ctx *cx)
{
	json_t *shares = field_json(cx, cx->shown, 0, "body");
	const char *cost = cx_query(cx, "cost_pence");
	int64_t pence = cost != NULL ? strtoll(cost, NULL, 10) : 0;

	share_by_placements(cx, shares, SHARE_WHOLE, "percent", true);
	share_by_placements(cx, shares, pence, "pence", false);
	return respond_text(cx, 200,
	    json_compact(cx->arena,
		json_keep(cx->arena,
		    json_pack("{s:s?, s:s?, s:I, s:O}", "from",
			cx_query(cx, "from"), "to", cx_query(cx, "to"),
			"cost_pence", (json_int_t)pence, "shares", shares))),
	    NULL);
}

/* PUT .../targets: budget, service levels, critical mass; the lead's. */
struct err *
scheme_targets_put(struct ctx *cx)
{
	const struct rows *stored = NULL;
	struct err *e = cx_exec(cx, STMT_SCHEME_TARGET_STORE, &stored);

	if (e == NULL && rows_count(stored) == 0)
		e = err_new(cx->arena, ERR_NOT_FOUND,
		    "You lead no such scheme.");
	if (e == NULL)
		e = cx_event(cx, "scheme.targets_set", cx_path(cx, "scheme_id"),
		    NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_SCHEME_TARGET_SHOW, NULL, NULL);
}

/* GET .../fees: each placement's fee, worked out by core/ (R021). */
struct err *
fee_list(struct ctx *cx)
{
	json_t *answer =
	    json_keep(cx->arena, json_loads(cx->res->body, 0, NULL));
	json_t *item;
	size_t i;

	json_array_foreach(json_object_get(answer, "items"), i, item)
	{
		const int64_t value =
		    json_integer_value(json_object_get(item, "value_pence"));
		const double percent =
		    json_number_value(json_object_get(item, "percent"));

		(void)json_object_set_new(item, "fee_pence",
		    json_integer(share_fee(value, (int)(percent * 100 + 0.5))));
	}
	return respond_text(cx, 200, json_compact(cx->arena, answer), NULL);
}
