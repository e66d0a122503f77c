/*
 * bid.c - /v1/referrals/{referral_id}/bids/{establishment_id}: sealed bids.
 *
 * The route shares the referral's lock with other bidders and holds this
 * home's bid alone. The clock is read after that (own_bid_standing.sql), and
 * the moment by which the deadline was judged is the one in the receipt.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <inttypes.h>
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/pricing.h"
#include "api/handlers/standing.h"
#include "api/handlers/terms.h"
#include "api/receipt.h"
#include "api/response.h"
#include "api/text.h"
#include "core/accreditation.h"
#include "core/price.h"
#include "core/referral.h"

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

	codes = terms_ticks(cx->arena, json_object_get(cx->body, member), &n);
	return ticks_check(cx->arena, member, codes, n, c.items, c.count);
}

static struct err *
check(struct ctx *cx, const struct standing_bid *s, int64_t *total)
{
	struct err *faults = price(cx, s, total);

	err_append(&faults, ticks(cx, s, "needs_met", "needs"));
	err_append(&faults, ticks(cx, s, "features_met", "features"));
	return faults;
}

/* Stores exactly the bytes whose digest is signed. */
static struct err *
seal(struct ctx *cx, const struct standing_bid *s, int64_t total)
{
	const char *sealed, *sha256, *signature;

	sealed =
	    arena_printf(cx->arena, "{\"price_pence\":%" PRId64 ",\"bid\":%s}",
		total, json_compact(cx->arena, cx->body));
	sha256 = text_sha256_hex(cx->arena, sealed);
	signature = receipt_sign(cx,
	    arena_printf(cx->arena, "fairlot-receipt-v1\n%s\n%s\n%s\n%s",
		s->bid_id, s->version, sha256, s->received_at));
	return cx_exec(cx, STMT_OWN_BID_STORE, NULL, s->bid_id, s->version,
	    sealed, sha256, s->now_at, signature);
}

/* The receipt, under the ETag of what GET would show. */
static struct err *
answer(struct ctx *cx, bool replaced)
{
	const char *location =
	    arena_printf(cx->arena, "/v1/referrals/%s/bids/%s",
		cx_path(cx, "referral_id"), cx_path(cx, "establishment_id"));
	const struct rows *rows = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_OWN_BID_SHOW, &rows);
	if (e == NULL)
		e = respond_text(cx, replaced ? 200 : 201,
		    rows_text(rows, 0, rows_col(rows, "receipt")),
		    replaced ? NULL : location);
	if (e != NULL)
		return e;
	cx->res->etag = response_etag(cx->arena,
	    rows_text(rows, 0, rows_col(rows, "body")));
	return NULL;
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
		e = referral_check(cx->arena, REFERRAL_BID, s.state);
	if (e == NULL)
		e = accreditation_check(cx->arena, ACCREDITATION_BID,
		    s.accreditation);
	if (e == NULL)
		e = check(cx, &s, &total);
	if (e == NULL)
		e = seal(cx, &s, total);
	if (e == NULL)
		e = cx_event(cx, s.stands ? "bid.replaced" : "bid.placed",
		    s.bid_id, cx_path(cx, "referral_id"), NULL);
	return e != NULL ? e : answer(cx, s.stands);
}

/* DELETE: taken back, until the deadline. */
struct err *
bid_withdraw(struct ctx *cx)
{
	struct standing_bid s;
	struct err *e;

	e = standing_bid_load(cx, &s);
	if (e == NULL)
		e = referral_check(cx->arena, REFERRAL_WITHDRAW_BID, s.state);
	if (e == NULL)
		e = cx_exec(cx, STMT_OWN_BID_WITHDRAW, NULL, s.now_at);
	if (e == NULL)
		e = cx_event(cx, "bid.withdrawn", s.bid_id,
		    cx_path(cx, "referral_id"), NULL);
	return e != NULL ? e : respond_empty(cx);
}
