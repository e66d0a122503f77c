/*
 * offer.c - the locked ranking as a case for core/choice.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/offer.h"

#include "api/handlers/stage.h"

bool
offer_additional_cost(const json_t *from, struct additional_cost *out)
{
	if (!json_is_object(from))
		return false;
	out->pence = json_integer_value(json_object_get(from, "pence"));
	out->per = PRICE_UNIT__MAX;
	(void)price_unit_parse(json_string_value(json_object_get(from, "per")),
	    &out->per);
	out->terms_accepted =
	    json_is_true(json_object_get(from, "terms_accepted"));
	(void)date_parse(json_string_value(json_object_get(from, "agreed_on")),
	    &out->agreed_on);
	return true;
}

static const struct choice *
read_choice(struct ctx *cx, const struct rows *r)
{
	struct additional_cost *cost;
	struct choice *choice;
	const json_t *from;

	if (field_is_null(r, 0, "choice"))
		return NULL;
	from = field_json(cx, r, 0, "choice");
	cost = arena_zalloc(cx->arena, sizeof(*cost));
	choice = arena_zalloc(cx->arena, sizeof(*choice));
	choice->bid_id = json_string_value(json_object_get(from, "bid_id"));
	(void)chosen_by_parse(json_string_value(
				  json_object_get(from, "chosen_by")),
	    &choice->chosen_by);
	if (offer_additional_cost(json_object_get(from, "additional_cost"),
		cost))
		choice->additional_cost = cost;
	return choice;
}

static struct err *
read_candidates(struct ctx *cx, struct award_case *out)
{
	const struct rows *r = NULL;
	struct candidate *list;
	struct err *e;
	size_t i;

	e = cx_exec(cx, STMT_AWARD_CANDIDATES, &r);
	if (e != NULL)
		return e;
	list = arena_zalloc_array(cx->arena, rows_count(r) + 1, sizeof(*list));
	for (i = 0; i < rows_count(r); i++)
		list[i] = (struct candidate){
			.bid_id = field_text(r, i, "bid_id"),
			.gap = field_int(r, i, "gap"),
			.price = field_int(r, i, "price_pence"),
			.accredited = field_bool(r, i, "accredited"),
			.refused = field_bool(r, i, "refused"),
		};
	out->candidates = list;
	out->count = rows_count(r);
	return NULL;
}

struct err *
offer_case(struct ctx *cx, const struct rows *r, struct award_case *out)
{
	struct award_case c = {
		.budget = NO_BUDGET,
		.today = date_in_london(field_int(r, 0, "now")),
	};
	struct err *e;

	(void)choice_mode_parse(field_text(r, 0, "mode"), &c.mode);
	(void)price_unit_parse(field_text(r, 0, "unit"), &c.unit);
	if (!field_is_null(r, 0, "budget"))
		c.budget = field_int(r, 0, "budget");
	c.choice = read_choice(cx, r);
	e = read_candidates(cx, &c);
	if (e != NULL)
		return e;
	*out = c;
	return NULL;
}

static json_t *
offered_json(const struct award_case *c, const struct offered *o)
{
	const char *bid = c->candidates[o->candidate].bid_id;

	if (c->budget == NO_BUDGET)
		return json_pack("{s:s, s:n, s:n}", "bid_id", bid,
		    "within_budget", "over_budget_pence");
	return json_pack("{s:s, s:b, s:I}", "bid_id", bid, "within_budget",
	    o->within_budget, "over_budget_pence", (json_int_t)o->over_budget);
}

const char *
offer_json(struct ctx *cx, const struct award_case *c)
{
	json_t *list = json_keep(cx->arena, json_array());
	struct offer offer = { 0 };
	size_t i;

	offer_make(cx->arena, c, &offer);
	for (i = 0; i < offer.count; i++)
		if (offer.bids[i].awardable)
			(void)json_array_append_new(list,
			    offered_json(c, &offer.bids[i]));
	return json_compact(cx->arena, list);
}
