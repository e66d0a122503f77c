/*
 * price.c - pricing a bid child by child.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/price.h"

#include <string.h>

enum { WHOLE_PERCENT100 = 10000 };

const char *
pounds(struct arena *a, pence amount)
{
	const char *sign = amount < 0 ? "-" : "";
	uint64_t rest = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
	const char *text;

	text = arena_printf(a, ".%02u", (unsigned)(rest % 100));
	for (rest /= 100; rest >= 1000; rest /= 1000)
		text =
		    arena_printf(a, ",%03u%s", (unsigned)(rest % 1000), text);
	return arena_printf(a, "%s£%u%s", sign, (unsigned)rest, text);
}

pence
discount_of(pence amount, int percent100)
{
	const int64_t n = amount * percent100;

	return n / WHOLE_PERCENT100 +
	       (n % WHOLE_PERCENT100 * 2 >= WHOLE_PERCENT100 ? 1 : 0);
}

/* The per cent that applies to a child, counted from 1; 0 if none does. */
static int
percent_for(const struct accredited *acc, size_t child)
{
	int best = 0, percent100 = 0;

	for (size_t i = 0; i < acc->discounts_count; i++) {
		const struct discount *d = &acc->discounts[i];

		if (d->from_child > best && (size_t)d->from_child <= child) {
			best = d->from_child;
			percent100 = d->percent100;
		}
	}
	return percent100;
}

static const struct cost_head *
find_head(const struct cost_head *heads, size_t count, const char *code)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(heads[i].code, code) == 0)
			return &heads[i];
	}
	return NULL;
}

/* One step of a JSON Pointer: RFC 6901 writes ~ as ~0 and / as ~1. */
static const char *
pointer_step(struct arena *a, const char *step)
{
	char *out = arena_zalloc(a, 2 * strlen(step) + 1);
	char *to = out;

	for (; *step; step++) {
		if (*step == '~' || *step == '/') {
			*to++ = '~';
			*to++ = *step == '~' ? '0' : '1';
		} else {
			*to++ = *step;
		}
	}
	return out;
}

/* NULL if the bid's figure for one head may stand. */
static struct err *
head_check(struct arena *a, const struct accredited *acc, size_t child,
    const struct cost_head *bid)
{
	const struct cost_head *max;
	const char *at;

	at = arena_printf(a, "#/children/%zu/core_pence/%s", child,
	    pointer_step(a, bid->code));
	max = find_head(acc->heads, acc->heads_count, bid->code);
	if (!max)
		return err_at(a, at, "This category has no such cost head.");
	if (bid->amount < 0)
		return err_at(a, at, "A cost cannot be below nothing.");
	if (bid->amount > max->amount)
		return err_at(a, at,
		    "The accredited figure is %s; a bid may be lower, never "
		    "higher.",
		    pounds(a, max->amount));
	return NULL;
}

/* The child's core: what the bid says, and for the rest what is accredited. */
static struct err *
core_of(struct arena *a, const struct accredited *acc, size_t child,
    const struct child_bid *bid, pence *out)
{
	struct err *faults = NULL;
	pence sum = 0;

	for (size_t i = 0; i < bid->core_count; i++)
		err_append(&faults, head_check(a, acc, child, &bid->core[i]));
	if (faults)
		return faults;

	for (size_t i = 0; i < acc->heads_count; i++) {
		const struct cost_head *own;

		own = find_head(bid->core, bid->core_count, acc->heads[i].code);
		sum += own ? own->amount : acc->heads[i].amount;
	}
	*out = sum;
	return NULL;
}

static struct err *
variable_of(struct arena *a, size_t child, const struct child_bid *bid,
    pence *out)
{
	struct err *faults = NULL;
	pence sum = 0;

	for (size_t i = 0; i < bid->variable_count; i++) {
		const pence amount = bid->variable[i];

		if (amount >= 0 && amount <= PENCE_MAX)
			sum += amount;
		else
			err_append(&faults,
			    err_at(a,
				arena_printf(a,
				    "#/children/%zu/variable/%zu/amount_pence",
				    child, i),
				"This amount must be from nothing to %s.",
				pounds(a, PENCE_MAX)));
	}
	if (!faults)
		*out = sum;
	return faults;
}

static struct err *
price_child(struct arena *a, const struct accredited *acc, size_t child,
    const struct child_bid *bid, struct child_price *out)
{
	struct err *faults;

	faults = core_of(a, acc, child, bid, &out->core);
	err_append(&faults, variable_of(a, child, bid, &out->variable));
	if (faults)
		return faults;

	out->price = out->core + out->variable;
	if (out->price > PENCE_MAX)
		return err_at(a, arena_printf(a, "#/children/%zu", child),
		    "A price is at most %s.", pounds(a, PENCE_MAX));
	out->percent100 = percent_for(acc, child + 1);
	out->discount = discount_of(out->price, out->percent100);
	return NULL;
}

struct err *
bid_price(struct arena *a, const struct accredited *acc,
    const struct child_bid *children, size_t count, struct bid_price *out)
{
	struct bid_price sum = { 0 };
	struct err *faults = NULL;

	sum.children = arena_zalloc_array(a, count, sizeof(*sum.children));
	for (size_t i = 0; i < count; i++) {
		struct child_price *c = &sum.children[i];

		err_append(&faults, price_child(a, acc, i, &children[i], c));
		sum.before_discounts += c->price;
		sum.discounts += c->discount;
	}
	if (faults)
		return faults;

	sum.total = sum.before_discounts - sum.discounts;
	if (sum.total < 1)
		return err_at(a, "#/children",
		    "The price must be at least one penny.");
	if (sum.total > PENCE_MAX)
		return err_at(a, "#/children", "A price is at most %s.",
		    pounds(a, PENCE_MAX));
	*out = sum;
	return NULL;
}

pence
core_total(const struct cost_head *heads, size_t count)
{
	pence sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += heads[i].amount;
	return sum;
}

pence
accredited_price(const struct accredited *acc, size_t count)
{
	const pence core = core_total(acc->heads, acc->heads_count);
	pence sum = 0;

	for (size_t child = 1; child <= count; child++)
		sum += core - discount_of(core, percent_for(acc, child));
	return sum;
}

static bool
from_child_taken(const struct discount *d, size_t before)
{
	for (size_t i = 0; i < before; i++) {
		if (d[i].from_child == d[before].from_child)
			return true;
	}
	return false;
}

struct err *
discounts_check(struct arena *a, const struct discount *d, size_t count)
{
	struct err *faults = NULL;

	for (size_t i = 0; i < count; i++) {
		const char *from, *percent;

		from = arena_printf(a, "#/discounts/%zu/from_child", i);
		percent = arena_printf(a, "#/discounts/%zu/percent", i);
		if (d[i].from_child < 2)
			err_append(&faults,
			    err_at(a, from,
				"A discount begins with the second child or "
				"a later one."));
		else if (from_child_taken(d, i))
			err_append(&faults,
			    err_at(a, from,
				"Another discount begins with child %d.",
				d[i].from_child));
		if (d[i].percent100 < 0 || d[i].percent100 >= WHOLE_PERCENT100)
			err_append(&faults,
			    err_at(a, percent,
				"A discount is at least 0 and below 100 per "
				"cent."));
	}
	return faults;
}

struct err *
core_cap_check(struct arena *a, pence core, pence cap)
{
	if (cap < 0 || core <= cap)
		return NULL;
	return err_at(a, "#/core_pence",
	    "The core costs are %s; this category admits at most %s.",
	    pounds(a, core), pounds(a, cap));
}

struct err *
core_ceiling_check(struct arena *a, const struct child_price *children,
    size_t count, pence ceiling)
{
	struct err *faults = NULL;

	for (size_t i = 0; i < count; i++) {
		if (ceiling < 0 || children[i].core <= ceiling)
			continue;
		err_append(&faults,
		    err_at(a, arena_printf(a, "#/children/%zu/core_pence", i),
			"The core costs are %s; a bid in this category may "
			"have at most %s.",
			pounds(a, children[i].core), pounds(a, ceiling)));
	}
	return faults;
}
