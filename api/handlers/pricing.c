/*
 * pricing.c - a bid's price, from the JSON it was sent and accredited as.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/pricing.h"

#include "api/decimal.h"

/* {head: pence}; NULL gives none. */
static const struct cost_head *
read_heads(struct arena *a, json_t *from, size_t *count)
{
	struct cost_head *heads =
	    arena_zalloc_array(a, json_object_size(from) + 1, sizeof(*heads));
	size_t n = 0;
	void *it;

	for (it = json_object_iter(from); it;
	     it = json_object_iter_next(from, it)) {
		heads[n].code = json_object_iter_key(it);
		heads[n].amount =
		    json_integer_value(json_object_iter_value(it));
		n++;
	}
	*count = n;
	return heads;
}

static struct discount
read_discount(const json_t *from)
{
	const json_t *percent = json_object_get(from, "percent");
	int64_t percent100 = 0;

	/* It was accredited, so it has two decimals and fits. */
	(void)!decimal_units(json_number_value(percent), 2, &percent100);
	return (struct discount){
		.from_child = (int)json_integer_value(
		    json_object_get(from, "from_child")),
		.percent100 = (int)percent100,
	};
}

void
pricing_accredited(struct arena *a, json_t *core_pence, const json_t *discounts,
    struct accredited *out)
{
	const size_t count = json_array_size(discounts);
	struct discount *d = arena_zalloc_array(a, count + 1, sizeof(*d));
	size_t i;

	for (i = 0; i < count; i++)
		d[i] = read_discount(json_array_get(discounts, i));
	out->heads = read_heads(a, core_pence, &out->heads_count);
	out->discounts = d;
	out->discounts_count = count;
}

static const pence *
read_variable(struct arena *a, const json_t *lines, size_t *count)
{
	const size_t n = json_array_size(lines);
	pence *amounts = arena_zalloc_array(a, n + 1, sizeof(*amounts));
	size_t i;

	for (i = 0; i < n; i++)
		amounts[i] = json_integer_value(
		    json_object_get(json_array_get(lines, i), "amount_pence"));
	*count = n;
	return amounts;
}

const struct child_bid *
pricing_children(struct arena *a, const json_t *children, size_t *count)
{
	const size_t n = json_array_size(children);
	struct child_bid *bids = arena_zalloc_array(a, n + 1, sizeof(*bids));
	size_t i;

	for (i = 0; i < n; i++) {
		const json_t *child = json_array_get(children, i);

		bids[i].core = read_heads(a,
		    json_object_get(child, "core_pence"), &bids[i].core_count);
		bids[i].variable =
		    read_variable(a, json_object_get(child, "variable"),
			&bids[i].variable_count);
	}
	*count = n;
	return bids;
}
