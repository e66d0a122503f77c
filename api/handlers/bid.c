/*
 * bid.c - /v1/referrals/{referral_id}/bids/{establishment_id}: sealed bids.
 *
 * The route shares the referral's lock with other bidders and holds this
 * home's bid alone. The clock is read after that (own_bid_standing.sql), and
 * the moment by which the deadline was judged is the one in the receipt.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/pricing.h"
#include "api/handlers/sealed.h"
#include "api/handlers/stage.h"
#include "api/handlers/standing.h"
#include "api/handlers/terms.h"
#include "api/receipt.h"
#include "api/response.h"
#include "core/accreditation.h"
#include "core/price.h"
#include "core/referral.h"
#include "envelope/box.h"

/* As many children as the referral has, each priced by the rules. */
static struct err *
price(struct ctx *cx, const struct standing_bid *s, int64_t *total)
{
	const struct child_bid *children;
	struct accredited acc;
	struct bid_price sum = { 0 };
	struct err *faults = NULL, *e;
	size_t count;

	children = pricing_children(cx->arena,
	    json_object_get(cx->body, "children"), &count);
	if (count != (size_t)s->children)
		faults = err_at(cx->arena, "#/children",
		    "The referral is for %d; the bid prices %zu.", s->children,
		    count);
	pricing_accredited(cx->arena, json_object_get(s->terms, "core_pence"),
	    json_object_get(s->terms, "discounts"), &acc);
	e = bid_price(cx->arena, &acc, children, count, &sum);
	if (e == NULL)
		e = core_ceiling_check(cx->arena, sum.children, count,
		    s->core_ceiling);
	err_append(&faults, e);
	*total = sum.total;
	return faults;
}

/* The codes ticked in that member are the referral's, each once. */
static struct err *
ticks(struct ctx *cx, const struct standing_bid *s, const char *member,
    const char *list)
{
	struct criteria c = terms_criteria(cx->arena, s->terms, list);
	const char *const *codes;
	size_t n;

	if (!cx_sound(cx, arena_printf(cx->arena, "#/%s", member)))
		return NULL;
	codes = terms_ticks(cx->arena, json_object_get(cx->body, member), &n);
	return ticks_check(cx->arena, member, codes, n, c.items, c.count);
}

static struct err *
available_from_check(struct ctx *cx, const struct standing_bid *s)
{
	const char *text = body_text(cx, "available_from");
	struct date day;

	if (text == NULL || !date_parse(text, &day))
		return NULL;
	return day_ahead_check(cx->arena, "#/available_from", day,
	    date_in_london(s->now));
}

static struct err *
check(struct ctx *cx, const struct standing_bid *s, int64_t *total)
{
	struct err *faults = NULL;

	if (cx_sound(cx, "#/children"))
		err_append(&faults, price(cx, s, total));
	err_append(&faults, ticks(cx, s, "needs_met", "needs"));
	err_append(&faults, ticks(cx, s, "features_met", "features"));
	err_append(&faults, available_from_check(cx, s));
	return cx_faults(cx, faults);
}

/* The referral's key, if it is the one that was witnessed at publication. */
static struct err *
find_key(struct ctx *cx, const struct standing_bid *s, unsigned char *out)
{
	if (!box_unhex(out, BOX_PUBLIC_BYTES, s->public_key))
		return err_new(cx->arena, ERR_SEAL_KEY_MISSING,
		    "There is no key to seal bids on this referral with.");
	if (receipt_verify(cx->worker,
		sealed_witness(cx->arena, cx_path(cx, "referral_id"),
		    s->public_key),
		s->witness))
		return NULL;
	return err_new(cx->arena, ERR_SEAL_KEY_MISMATCH,
	    "The key of this referral is not the one it was published with; "
	    "nothing is sealed to it.");
}

/* To the referral's public key: from here on this process cannot read it any
 * more either. The digest that is signed is that of the bytes stored. */
static struct err *
seal(struct ctx *cx, const struct standing_bid *s, int64_t total)
{
	unsigned char public_key[BOX_PUBLIC_BYTES];
	const char *signature;
	struct box box;
	struct err *e = find_key(cx, s, public_key);

	if (e != NULL)
		return e;
	box_seal(cx->arena, public_key, s->bid_id, s->version,
	    sealed_text(cx->arena, total, cx->body), &box);
	signature = receipt_sign(cx,
	    arena_printf(cx->arena, "fairlot-receipt-v1\n%s\n%s\n%s\n%s",
		s->bid_id, s->version, box.sha256, s->received_at));
	return cx_queue(cx, STMT_OWN_BID_STORE, s->bid_id, s->version,
	    box_bytea(cx->arena, box.bytes, box.length),
	    arena_dup(cx->arena, box.sha256), s->now_at, signature);
}

/* Answers with the members of a sealed bid as the database shows it, with
 * these in place of what is not in the database, and under the ETag of what
 * is: version and digest tell all that can change. */
static struct err *
respond_sealed(struct ctx *cx, int status, json_t *shown, const char *body,
    const char *location)
{
	struct err *e =
	    respond_text(cx, status, json_compact(cx->arena, shown), location);

	cx->res->etag = response_etag(cx->arena, body);
	return e;
}

/* The receipt, under the ETag of what GET would show. */
static struct err *
answer(struct ctx *cx, bool replaced, int64_t total)
{
	const char *location =
	    arena_printf(cx->arena, "/v1/referrals/%s/bids/%s",
		cx_path(cx, "referral_id"), cx_path(cx, "establishment_id"));
	const struct rows *rows = NULL;
	json_t *shown;
	struct err *e;

	e = cx_exec(cx, STMT_OWN_BID_SHOW, &rows);
	if (e != NULL)
		return e;
	shown = field_json(cx, rows, 0, "body");
	json_object_set_new(shown, "price_pence", json_integer(total));
	json_object_del(shown, "explanation_due_at");
	json_object_del(shown, "bid");
	return respond_sealed(cx, replaced ? 200 : 201, shown,
	    field_text(rows, 0, "body"), replaced ? NULL : location);
}

/* GET: while it is sealed, the keeper reads it to its owner. */
struct err *
bid_show(struct ctx *cx)
{
	const char *body = field_text(cx->shown, 0, "body"), *text;
	const struct client keeper = sealed_client(cx);
	json_t *shown, *content, *bid;
	int64_t price;
	struct err *e;

	if (!field_bool(cx->shown, 0, "sealed"))
		return respond_text(cx, 200, body, NULL);
	e = client_read_own(&keeper, cx_path(cx, "referral_id"),
	    cx_path(cx, "establishment_id"), &text);
	if (e != NULL)
		return e;
	shown = field_json(cx, cx->shown, 0, "body");
	content = sealed_parse(text, &price, &bid);
	if (content != NULL) {
		json_object_set_new(shown, "price_pence", json_integer(price));
		json_object_set(shown, "bid", bid);
	}
	json_decref(content);
	return respond_sealed(cx, 200, shown, body, NULL);
}

static enum referral_act
bid_act(const struct standing_bid *s)
{
	return s->stands ? REFERRAL_REPLACE_BID : REFERRAL_BID;
}

/* PUT: a bid, or another in its place, until the deadline. */
struct err *
bid_put(struct ctx *cx)
{
	struct standing_bid s;
	int64_t total = 0;
	struct err *e;

	e = standing_bid_load(cx, &s);
	if (e == NULL)
		e = cx_may(cx, &referral_lifecycle, (int)bid_act(&s),
		    (int)s.state);
	if (e == NULL)
		e = cx_may(cx, &accreditation_lifecycle, ACCREDITATION_BID,
		    (int)s.accreditation);
	if (e == NULL)
		e = check(cx, &s, &total);
	if (e == NULL)
		e = seal(cx, &s, total);
	if (e == NULL)
		e = cx_did(cx, &referral_lifecycle, (int)bid_act(&s), s.bid_id,
		    cx_path(cx, "referral_id"), NULL);
	return e != NULL ? e : answer(cx, s.stands, total);
}

/* DELETE: taken back, until the deadline. */
struct err *
bid_withdraw(struct ctx *cx)
{
	struct standing_bid s;
	struct err *e;

	e = standing_bid_load(cx, &s);
	if (e == NULL)
		e = cx_may(cx, &referral_lifecycle, REFERRAL_WITHDRAW_BID,
		    (int)s.state);
	if (e == NULL)
		e = cx_exec(cx, STMT_OWN_BID_WITHDRAW, NULL, s.now_at);
	if (e == NULL)
		e = cx_did(cx, &referral_lifecycle, REFERRAL_WITHDRAW_BID,
		    s.bid_id, cx_path(cx, "referral_id"), NULL);
	return e != NULL ? e : respond_empty(cx);
}
