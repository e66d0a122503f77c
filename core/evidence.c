/*
 * evidence.c - which documents a category may ask for, and when.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/evidence.h"

#include "core/document.h"
#include "core/regime.h"

static bool
stood_before(const struct evidence_item *items, size_t i)
{
	for (size_t j = 0; j < i; j++) {
		if (items[j].kind == items[i].kind &&
		    items[j].level == items[i].level)
			return true;
	}
	return false;
}

static struct err *
check_item(struct arena *a, enum regime regime,
    const struct evidence_item *item, size_t i)
{
	const bool insurance = document_is_insurance(item->kind);
	struct err *faults = NULL;

	if (item->has_minimum && !insurance)
		err_append(&faults,
		    err_at(a,
			arena_printf(a, "#/evidence/%zu/minimum_cover_pence",
			    i),
			"Only an insurance has a cover."));
	if (item->count > 1 && item->kind != DOCUMENT_ACCOUNTS)
		err_append(&faults,
		    err_at(a, arena_printf(a, "#/evidence/%zu/count", i),
			"Only accounts are asked for of more than one year."));
	if (insurance && item->due == EVIDENCE_AT_ENTRY)
		err_append(&faults,
		    regime_check_at(a, arena_printf(a, "#/evidence/%zu/due", i),
			regime, LAW_INSURANCE_AT_ENTRY, NULL));
	return faults;
}

struct err *
evidence_check(struct arena *a, enum regime regime,
    const struct evidence_item *items, size_t count)
{
	struct err *faults = NULL;

	for (size_t i = 0; i < count; i++) {
		if (stood_before(items, i))
			err_append(&faults,
			    err_at(a, arena_printf(a, "#/evidence/%zu", i),
				"This is asked for already."));
		err_append(&faults, check_item(a, regime, &items[i], i));
	}
	return faults;
}
