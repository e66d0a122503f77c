/*
 * regime.c - one row of law for each regime.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/regime.h"

enum { ASSESS_WORKING_DAYS = 10 };

/* SI 2024/716 reg 5(4)(b): at the end of this day at the latest. */
static const struct date pcr_ends_on = { 2029, 2, 23 };

/* clang-format off */
static const struct regime_rules rules[REGIME__MAX] = {
	[REGIME_PCR_DPS] = {
		.ends_on = &pcr_ends_on,
		.assess = ASSESS_IN_TEN_WORKING_DAYS,
		.radius_allowed = false, /* all in the category are invited */
		.core_cap_bars = true,
		.inactivity_removes = true, /* where its terms say so */
		.insurance_at_entry = true,
		.source = "PCR 2015 reg 34(16), (21)-(22); SI 2024/716 reg 5(4)(b)",
	},
	[REGIME_PCR_PSEUDO_DPS] = {
		.ends_on = &pcr_ends_on,
		.assess = ASSESS_BY_NEXT_MONTH_END,
		.radius_allowed = true,
		.core_cap_bars = true,
		.inactivity_removes = true,
		.insurance_at_entry = true,
		.source = "PCR 2015 regs 74-76 with declared variations; "
		    "SI 2024/716 reg 5(4)(b)",
	},
	[REGIME_PA23_DYNAMIC_MARKET] = {
		/* "within a reasonable period": we keep to R015 */
		.assess = ASSESS_BY_NEXT_MONTH_END,
		.radius_allowed = true, /* proximity, s.23(6) */
		.core_cap_bars = false,
		.inactivity_removes = false, /* s.37 is a closed list */
		.insurance_at_entry = false, /* s.36(2) */
		.source = "PA23 ss. 23(6), 36(1)-(2), 36(6)(b), 37",
	},
	[REGIME_PA23_LIGHT_TOUCH_FRAMEWORK] = {
		.assess = ASSESS_BY_NEXT_MONTH_END,
		.radius_allowed = true,
		.core_cap_bars = true,
		.inactivity_removes = true,
		.insurance_at_entry = true,
		.source = "PA23 ss. 23(6), 45(9), 46(11), 47(5)(c)",
	},
	[REGIME_BELOW_THRESHOLD] = {
		.assess = ASSESS_BY_NEXT_MONTH_END,
		.radius_allowed = true,
		.core_cap_bars = true,
		.inactivity_removes = true,
		.insurance_at_entry = true,
		.source = "PA23 ss. 84-88",
	},
};
/* clang-format on */

const struct regime_rules *
regime_rules(enum regime regime)
{
	return &rules[regime];
}

struct date
regime_assess_due_on(enum regime regime, struct date submitted,
    const struct date *holidays, size_t holidays_count)
{
	if (rules[regime].assess == ASSESS_IN_TEN_WORKING_DAYS)
		return working_days_after(submitted, ASSESS_WORKING_DAYS,
		    holidays, holidays_count);
	return assess_by_next_month_end(submitted);
}

struct err *
scheme_validity_check(struct arena *a, enum regime regime, struct date from,
    struct date to)
{
	const struct date *end = rules[regime].ends_on;

	if (date_compare(to, from) < 0)
		return err_at(a, "#/valid_to",
		    "A scheme cannot end before it begins.");
	if (end && date_compare(to, *end) > 0)
		return err_at(a, "#/valid_to",
		    "By law a scheme of this kind ends on %s at the latest.",
		    date_text(a, *end));
	return NULL;
}

bool
scheme_is_current(struct date from, struct date to, enum regime regime,
    struct date today)
{
	const struct date *end = rules[regime].ends_on;

	return date_compare(from, today) <= 0 && date_compare(today, to) <= 0 &&
	       (!end || date_compare(today, *end) <= 0);
}
