/*
 * test_document.c - documents: what they say of themselves, what may happen to
 * them, and what a category may ask for (R034, R056, R068, R069).
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <string.h>

#include "core/compiler.h"
#include "core/document.h"
#include "core/evidence.h"

static const struct date today = { 2026, 11, 24 };

static void
an_insurance_has_a_cover_and_a_last_day(void **state)
{
	struct arena *a = *state;
	const struct date end = { 2027, 3, 31 }, begin = { 2026, 4, 1 };
	struct document_facts f = {
		.kind = DOCUMENT_PUBLIC_LIABILITY_INSURANCE,
	};
	struct err *e = document_facts_check(a, &f, today);

	assert_string_equal(e->pointer, "#/expires_on");
	assert_string_equal(e->next->pointer, "#/cover_pence");
	assert_null(e->next->next);
	f.expires_on = &end;
	f.issued_on = &begin;
	f.has_cover = true;
	assert_null(document_facts_check(a, &f, today));
	/* A policy has neither, and a cover would be a mistake. */
	f.kind = DOCUMENT_SAFEGUARDING_POLICY;
	assert_string_equal(document_facts_check(a, &f, today)->pointer,
	    "#/cover_pence");
	f = (struct document_facts){ .kind = DOCUMENT_SAFEGUARDING_POLICY };
	assert_null(document_facts_check(a, &f, today));
}

static void
a_document_is_valid_to_the_end_of_its_last_day(void **state)
{
	struct arena *a = *state;
	const struct date yesterday = { 2026, 11, 23 };
	struct document_facts f = {
		.kind = DOCUMENT_REGISTRATION_CERTIFICATE,
		.expires_on = &today,
	};

	assert_null(document_facts_check(a, &f, today));
	f.expires_on = &yesterday;
	assert_string_equal(document_facts_check(a, &f, today)->pointer,
	    "#/expires_on");
	f.issued_on = &today;
	assert_string_equal(document_facts_check(a, &f, today)->detail,
	    "It cannot end before it begins.");
}

static void
accounts_say_when_their_year_ended(void **state)
{
	struct arena *a = *state;
	const struct date tomorrow = { 2026, 11, 25 };
	struct document_facts f = { .kind = DOCUMENT_ACCOUNTS };

	assert_string_equal(document_facts_check(a, &f, today)->pointer,
	    "#/issued_on");
	f.issued_on = &tomorrow;
	assert_string_equal(document_facts_check(a, &f, today)->pointer,
	    "#/issued_on");
	/* An insurance is often there before it begins. */
	f.kind = DOCUMENT_MOTOR_INSURANCE;
	f.expires_on = &tomorrow;
	f.has_cover = true;
	assert_null(document_facts_check(a, &f, today));
}

static void
what_was_looked_at_is_not_changed_any_more(void **state)
{
	struct arena *a = *state;
	int s;

	for (s = 0; s < DOCUMENT__MAX; s++) {
		const enum document_state at = (enum document_state)s;
		const bool unseen = at == DOCUMENT_REQUESTED ||
				    at == DOCUMENT_UPLOADED ||
				    at == DOCUMENT_SCANNED;

		assert_int_equal(document_check(a, DOCUMENT_UPLOAD, at) == NULL,
		    unseen);
		assert_int_equal(document_check(a, DOCUMENT_DELETE, at) == NULL,
		    unseen);
	}
	assert_int_equal(document_check(a, DOCUMENT_UPLOAD, DOCUMENT_VERIFIED)
			     ->kind,
	    ERR_DOCUMENT_SETTLED);
}

static void
nothing_is_given_out_or_verified_before_the_scan(void **state)
{
	struct arena *a = *state;
	static const enum document_act acts[] = { DOCUMENT_VERIFY,
		DOCUMENT_REJECT };
	static const enum document_state unscanned[] = { DOCUMENT_UPLOADED,
		DOCUMENT_EXPIRED, DOCUMENT_GRACE_ENDED, DOCUMENT_REPLACED };

	for (size_t i = 0; i < ARRAY_LEN(acts); i++) {
		assert_int_equal(document_check(a, acts[i], DOCUMENT_REQUESTED)
				     ->kind,
		    ERR_DOCUMENT_EMPTY);
		assert_int_equal(document_check(a, acts[i], DOCUMENT_UPLOADED)
				     ->kind,
		    ERR_DOCUMENT_UNSCANNED);
		assert_null(document_check(a, acts[i], DOCUMENT_SCANNED));
		assert_int_equal(document_check(a, acts[i], DOCUMENT_DELETED)
				     ->kind,
		    ERR_DOCUMENT_SETTLED);
	}
	/* What was replaced can still be read, for as long as it is kept. */
	assert_null(document_read_check(a, DOCUMENT_REPLACED, SCAN_CLEAN));
	assert_null(document_read_check(a, DOCUMENT_EXPIRED, SCAN_NONE));
	assert_int_equal(document_read_check(a, DOCUMENT_REQUESTED, SCAN_NONE)
			     ->kind,
	    ERR_DOCUMENT_EMPTY);
	assert_int_equal(document_read_check(a, DOCUMENT_REJECTED,
			     SCAN_INFECTED)
			     ->kind,
	    ERR_DOCUMENT_INFECTED);
	assert_int_equal(document_read_check(a, DOCUMENT_DELETED, SCAN_WAITING)
			     ->kind,
	    ERR_DOCUMENT_SETTLED);
	/* Neither time nor a successor does the scanner's work. */
	for (size_t i = 0; i < ARRAY_LEN(unscanned); i++)
		assert_int_equal(document_read_check(a, unscanned[i],
				     SCAN_WAITING)
				     ->kind,
		    ERR_DOCUMENT_UNSCANNED);
	assert_non_null(document_check(a, DOCUMENT_VERIFY, DOCUMENT_REPLACED));
}

/* PA23 s.36(2), s.22(3). */
static void
a_dynamic_market_cannot_ask_for_insurance_at_entry(void **state)
{
	struct arena *a = *state;
	struct evidence_item items[] = {
		{ DOCUMENT_PUBLIC_LIABILITY_INSURANCE, EVIDENCE_OF_PROVIDER,
		    EVIDENCE_AT_ENTRY, true, 1 },
		{ DOCUMENT_ACCOUNTS, EVIDENCE_OF_PROVIDER, EVIDENCE_AT_ENTRY,
		    false, 2 },
	};
	int r;

	for (r = 0; r < REGIME__MAX; r++) {
		struct err *e = evidence_check(a, (enum regime)r, items, 2);

		if (r != REGIME_PA23_DYNAMIC_MARKET) {
			assert_null(e);
			continue;
		}
		assert_string_equal(e->pointer, "#/evidence/0/due");
		assert_non_null(strstr(e->detail, "PA23 s.36(2)"));
		assert_null(e->next);
	}
	items[0].due = EVIDENCE_AT_AWARD;
	assert_null(evidence_check(a, REGIME_PA23_DYNAMIC_MARKET, items, 2));
}

static void
every_fault_of_what_is_asked_for_is_told(void **state)
{
	struct arena *a = *state;
	const struct evidence_item items[] = {
		{ DOCUMENT_SAFEGUARDING_POLICY, EVIDENCE_OF_PROVIDER,
		    EVIDENCE_AT_ENTRY, true, 2 },
		{ DOCUMENT_SAFEGUARDING_POLICY, EVIDENCE_OF_ESTABLISHMENT,
		    EVIDENCE_AT_ENTRY, false, 1 },
		{ DOCUMENT_SAFEGUARDING_POLICY, EVIDENCE_OF_PROVIDER,
		    EVIDENCE_AT_AWARD, false, 1 },
	};
	struct err *e = evidence_check(a, REGIME_PCR_DPS, items, 3);

	assert_string_equal(e->pointer, "#/evidence/0/minimum_cover_pence");
	e = e->next;
	assert_string_equal(e->pointer, "#/evidence/0/count");
	e = e->next;
	assert_string_equal(e->pointer, "#/evidence/2");
	assert_null(e->next);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(an_insurance_has_a_cover_and_a_last_day),
		T(a_document_is_valid_to_the_end_of_its_last_day),
		T(accounts_say_when_their_year_ended),
		T(what_was_looked_at_is_not_changed_any_more),
		T(nothing_is_given_out_or_verified_before_the_scan),
		T(a_dynamic_market_cannot_ask_for_insurance_at_entry),
		T(every_fault_of_what_is_asked_for_is_told),
	};

	return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
