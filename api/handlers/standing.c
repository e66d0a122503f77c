/*
 * standing.c - where one home stands with one referral.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/standing.h"

#include <string.h>

#include "api/ctx.h"
#include "core/referral.h"
#include "core/regime.h"

static const char *
text(const struct rows *row, const char *column)
{
	return rows_text(row, 0, rows_col(row, column));
}

static int64_t
number(const struct rows *row, const char *column)
{
	return rows_int(row, 0, rows_col(row, column));
}

/* The category's cap, where it did not bar entry; negative: none. */
static int64_t
core_ceiling(const struct rows *row)
{
	enum regime regime = REGIME__MAX;

	if (!regime_parse(text(row, "regime"), &regime) ||
	    regime_allows(regime, LAW_CAP_AT_ENTRY, NULL))
		return -1;
	return number(row, "core_cap_pence");
}

struct err *
standing_bid_load(struct ctx *cx, struct standing_bid *out)
{
	enum referral_state stored;
	const struct rows *row = NULL;
	struct standing_bid s = { 0 };
	const char *terms;
	struct err *e;

	e = cx_exec(cx, STMT_OWN_BID_STANDING, &row);
	if (e != NULL)
		return e;
	if (rows_count(row) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "It is not there, or not yours to see.");
	if (!referral_state_parse(text(row, "state"), &stored) ||
	    !accreditation_state_parse(text(row, "accreditation"),
		&s.accreditation))
		return err_new(cx->arena, ERR_INTERNAL,
		    "The invitation cannot be read.");
	s.state = referral_state_at(stored, number(row, "deadline"),
	    number(row, "now"));
	s.now = number(row, "now");
	s.now_at = text(row, "now_at");
	s.received_at = text(row, "received_at");
	s.bid_id = text(row, "bid_id");
	s.version = text(row, "version");
	s.public_key = text(row, "public_key");
	s.witness = text(row, "witness");
	s.stands = rows_bool(row, 0, rows_col(row, "standing"));
	s.children = (int)number(row, "children");
	s.core_ceiling = core_ceiling(row);
	terms = text(row, "terms");
	e = json_read(cx->arena, terms, strlen(terms), &s.terms);
	if (e == NULL)
		*out = s;
	return e;
}
