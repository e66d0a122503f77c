/*
 * Which mailbox an enquiry's address is of.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include "core/enquiry.h"

static void
r178_one_mailbox_is_one_however_its_address_is_written(void **state)
{
	static const struct {
		const char *address, *mailbox;
	} cases[] = {
		{ "ann@x.org", "ann@x.org" },
		{ "Ann@X.Org", "ann@x.org" },
		{ "ann+home@x.org", "ann@x.org" },
		{ "ann+a+b@x.org", "ann@x.org" },
		{ "+ann@x.org", "+ann@x.org" },
		{ "+@x.org", "+@x.org" },
		{ "a.n.n@x.org", "ann@x.org" },
		{ "a.nn+b.c@mail.x.org", "ann@mail.x.org" },
		{ "+a.b@x.org", "+ab@x.org" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_string_equal(enquiry_mailbox(*state, cases[i].address),
		    cases[i].mailbox);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(r178_one_mailbox_is_one_however_its_address_is_written),
	};

	return cmocka_run_group_tests_name("enquiry", tests, NULL, NULL);
}
