/*
 * Raising a cost head: how far, from when, and until when it is appealed.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <string.h>

#include "core/uplift.h"

static void
r142_an_uplift_is_above_the_figure_in_force(void **state)
{
	struct err *e;

	assert_null(uplift_amount_check(*state, 1200000, 1200001));
	assert_null(uplift_amount_check(*state, 0, 1));
	e = uplift_amount_check(*state, 1200000, 1200000);
	assert_fault_at(e, 0, "#/amount_pence");
	assert_non_null(strstr(e->detail, "12,000.00"));
	assert_non_null(uplift_amount_check(*state, 1200000, 1199999));
}

static void
r142_no_more_is_granted_than_was_asked(void **state)
{
	struct err *e;

	assert_null(uplift_grant_check(*state, 100, 200, 101));
	assert_null(uplift_grant_check(*state, 100, 200, 200));
	assert_fault_at(uplift_grant_check(*state, 100, 200, 100), 0,
	    "#/granted_pence");
	e = uplift_grant_check(*state, 100, 200, 201);
	assert_fault_at(e, 0, "#/granted_pence");
	assert_non_null(strstr(e->detail, "1.00"));
	assert_non_null(strstr(e->detail, "2.00"));
}

static void
r049_an_uplift_does_not_lead_above_the_cap(void **state)
{
	assert_null(uplift_cap_check(*state, 6000000, 6000000));
	assert_null(uplift_cap_check(*state, 9000000, -1));
	assert_fault_at(uplift_cap_check(*state, 6000001, 6000000), 0,
	    "#/granted_pence");
}

static void
a_decision_never_counts_before_it_was_made(void **state)
{
	const struct date early = { 2026, 11, 1 }, late = { 2026, 12, 1 };

	(void)state;
	assert_int_equal(date_compare(uplift_counts_from(early, late), late),
	    0);
	assert_int_equal(date_compare(uplift_counts_from(late, early), late),
	    0);
}

static void
a_decision_is_appealed_within_fourteen_days(void **state)
{
	const struct date until =
	    uplift_appeal_until((struct date){ 2026, 12, 24 });

	assert_string_equal(date_text(*state, until), "2027-01-07");
	assert_null(uplift_appeal_check(*state, until, until));
	assert_kind(uplift_appeal_check(*state, until,
			(struct date){ 2027, 1, 8 }),
	    ERR_APPEAL_CLOSED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(r142_an_uplift_is_above_the_figure_in_force),
		T(r142_no_more_is_granted_than_was_asked),
		T(r049_an_uplift_does_not_lead_above_the_cap),
		T(a_decision_never_counts_before_it_was_made),
		T(a_decision_is_appealed_within_fourteen_days),
	};

	return cmocka_run_group_tests_name("uplift", tests, NULL, NULL);
}
