/*
 * Every kind of event, and what is said about it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <string.h>

#include "core/event.h"

static void
every_type_stands_once_and_in_order(void **state)
{
	(void)state;
	for (size_t i = 1; i < event_kinds_count; i++) {
		if (strcmp(event_kinds[i - 1].type, event_kinds[i].type) >= 0)
			fail_msg("%s stands twice or too late",
			    event_kinds[i].type);
	}
}

/* Only facts that there are, and in a text for people no ids. */
static void
assert_braces(const char *type, const char *text, const char *const *allowed)
{
	for (const char *p = text; (p = strchr(p, '{')) != NULL; p++) {
		bool known = false;

		for (const char *const *w = allowed; *w; w++)
			known |= strncmp(p, *w, strlen(*w)) == 0;
		if (!known)
			fail_msg("%s: %s", type, p);
	}
}

static void
every_template_is_whole(void **state)
{
	static const char *const in_text[] = { "{reference}", NULL };
	static const char *const in_path[] = { "{subject}", "{referral}",
		NULL };

	(void)state;
	for (size_t i = 0; i < event_kinds_count; i++) {
		const struct event_kind *k = &event_kinds[i];

		assert_true(strlen(k->subject) > 10);
		assert_true(strlen(k->subject) <= 80);
		assert_null(strpbrk(k->subject, "\r\n"));
		assert_int_equal(k->body[strlen(k->body) - 1], '.');
		assert_int_equal(strncmp(k->path, "/v1/", 4), 0);
		assert_braces(k->type, k->subject, in_text);
		assert_braces(k->type, k->body, in_text);
		assert_braces(k->type, k->path, in_path);
		assert_int_equal(k->told & ~((1U << ROLE__MAX) - 1), 0);
		assert_non_null(notice_topic_name(k->topic));
	}
}

static void
a_kind_is_found_by_its_type_or_its_family(void **state)
{
	(void)state;
	assert_string_equal(event_find("bid.placed")->type, "bid.placed");
	assert_string_equal(event_find("opening.refused.deadline_not_reached")
				->type,
	    "opening.refused");
	assert_null(event_find("bid.eaten"));
	assert_null(event_find("bid"));
	assert_null(event_find(""));
}

static void
braces_are_filled_in(void **state)
{
	const struct event_facts facts = { "R-2026-000123", "subj", "ref" };
	const struct event_facts none = { NULL, NULL, NULL };

	assert_string_equal(event_text(*state,
				"The bids on {reference} are open", &facts),
	    "The bids on R-2026-000123 are open");
	assert_string_equal(event_text(*state, "/v1/a/{referral}/b/{subject}",
				&facts),
	    "/v1/a/ref/b/subj");
	assert_string_equal(event_text(*state,
				"The bids on {reference} are open", &none),
	    "The bids on are open");
	assert_string_equal(event_text(*state, "Nothing", &facts), "Nothing");
	assert_string_equal(event_text(*state, "{what}{", &facts), "{");
}

/* Whether the role is notified of that type. */
static bool
is_told(struct arena *a, enum role role, const char *type)
{
	const char *list = arena_printf(a, ",%s,", event_types_told(a, role));

	return strstr(list, arena_printf(a, ",%s,", type)) != NULL;
}

static void
r060_a_suspension_is_told_to_councils_and_provider(void **state)
{
	assert_true(is_told(*state, ROLE_COUNCIL, "accreditation.suspended"));
	assert_true(is_told(*state, ROLE_PROVIDER, "accreditation.suspended"));
	assert_false(is_told(*state, ROLE_PORTAL, "accreditation.suspended"));
}

static void
what_a_bidder_does_is_told_to_bidders_alone(void **state)
{
	static const char *const types[] = { "bid.placed", "bid.replaced",
		"bid.withdrawn", "invitation.refused" };

	for (size_t i = 0; i < ARRAY_LEN(types); i++) {
		assert_true(is_told(*state, ROLE_PROVIDER, types[i]));
		assert_false(is_told(*state, ROLE_COUNCIL, types[i]));
		assert_false(is_told(*state, ROLE_LEAD, types[i]));
		assert_false(is_told(*state, ROLE_AUDITOR, types[i]));
	}
}

static void
topics_are_listed(void **state)
{
	assert_string_equal(event_topics(*state),
	    "admission,standing,referrals,placements,schemes,security,"
	    "enquiries");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_type_stands_once_and_in_order),
		T(every_template_is_whole),
		T(a_kind_is_found_by_its_type_or_its_family),
		T(braces_are_filled_in),
		T(topics_are_listed),
		T(r060_a_suspension_is_told_to_councils_and_provider),
		T(what_a_bidder_does_is_told_to_bidders_alone),
	};

	return cmocka_run_group_tests_name("event", tests, NULL, NULL);
}
