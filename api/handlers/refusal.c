/*
 * refusal.c - "no bid", with its reason.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/standing.h"
#include "api/personal.h"
#include "core/referral.h"

static const char *
seal_note(struct ctx *cx)
{
	const char *note = body_text(cx, "note");

	return cx_seal(cx, "refusal.note",
	    arena_printf(cx->arena, "%s/%s", cx_path(cx, "referral_id"),
		cx_path(cx, "establishment_id")),
	    note != NULL ? note : "");
}

/* POST: as secret as a bid until the opening; a later one replaces it. */
struct err *
refusal_create(struct ctx *cx)
{
	struct standing_bid s;
	struct err *e;

	e = standing_bid_load(cx, &s);
	if (e == NULL)
		e = cx_may(cx, &referral_lifecycle, REFERRAL_REFUSE_INVITATION,
		    (int)s.state);
	if (e == NULL && s.stands)
		e = err_new(cx->arena, ERR_BID_EXISTS,
		    "This home's bid stands; withdraw it first.");
	if (e == NULL)
		e = cx_exec(cx, STMT_REFUSAL_STORE, NULL, seal_note(cx),
		    s.now_at);
	if (e == NULL)
		e = cx_did(cx, &referral_lifecycle, REFERRAL_REFUSE_INVITATION,
		    cx_path(cx, "establishment_id"), cx_path(cx, "referral_id"),
		    NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_REFUSAL_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/referrals/%s/bids/%s/refusal",
		cx_path(cx, "referral_id"), cx_path(cx, "establishment_id")));
}
