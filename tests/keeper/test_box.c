/*
 * What an envelope keeps to itself, and what it betrays of having been
 * touched. SPDX-License-Identifier: Apache-2.0
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "core/compiler.h"
#include "envelope/box.h"

#define BID   "70000000-0000-4000-8000-000000000011"
#define OTHER "70000000-0000-4000-8000-000000000012"

struct fixture {
	struct arena *arena;
	struct box_pair pair;
	struct box box; /* "content" as version 2 of BID */
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_true(f && sodium_init() >= 0);
	f->arena = arena_new(64 << 20);
	crypto_box_keypair(f->pair.public_key, f->pair.secret_key);
	box_seal(f->arena, f->pair.public_key, BID, "2", "content", &f->box);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	arena_free(f->arena);
	free(f);
	return 0;
}

static char *
open_as(struct fixture *f, const char *bid, const char *version)
{
	return box_open(f->arena, &f->pair, bid, version, &f->box);
}

/* The digest that whoever can write the table would write beside it. */
static void
forge_digest(struct box *box)
{
	unsigned char sum[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(sum, box->bytes, box->length);
	sodium_bin2hex(box->sha256, sizeof(box->sha256), sum, sizeof(sum));
}

static void
it_opens_as_what_it_was_sealed_as(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(open_as(f, BID, "2"), "content");
	assert_null(open_as(f, OTHER, "2"));
	assert_null(open_as(f, BID, "1"));
	assert_null(open_as(f, BID, "22"));
}

static void
its_length_says_nothing_within_four_kibibytes(void **state)
{
	struct fixture *f = *state;
	char *text = arena_zalloc(f->arena, 300001);
	size_t length = 0;
	struct box box;

	for (; length <= 300000; length = length * 3 / 2 + 1) {
		memset(text, 'x', length);
		box_seal(f->arena, f->pair.public_key, BID, "2", text, &box);
		assert_int_equal((box.length - crypto_box_SEALBYTES) %
				     BOX_STEP_BYTES,
		    0);
		assert_string_equal(box_open(f->arena, &f->pair, BID, "2",
					&box),
		    text);
	}
	box_seal(f->arena, f->pair.public_key, BID, "2", "", &box);
	assert_int_equal(box.length, f->box.length);
}

static void
the_same_is_never_sealed_alike(void **state)
{
	struct fixture *f = *state;
	struct box again;

	box_seal(f->arena, f->pair.public_key, BID, "2", "content", &again);
	assert_string_not_equal(again.sha256, f->box.sha256);
}

static void
any_byte_that_was_changed_is_found_with_and_without_its_digest(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < f->box.length; i += 7) {
		f->box.bytes[i] ^= 1;
		assert_null(open_as(f, BID, "2"));
		forge_digest(&f->box);
		assert_null(open_as(f, BID, "2"));
		f->box.bytes[i] ^= 1;
		forge_digest(&f->box);
	}
	assert_non_null(open_as(f, BID, "2"));
}

static void
a_box_that_was_cut_or_is_none_does_not_open(void **state)
{
	struct fixture *f = *state;
	const size_t lengths[] = { 0, 1, crypto_box_SEALBYTES,
		crypto_box_SEALBYTES + 1, f->box.length - 1 };

	for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
		struct box cut = f->box;

		cut.length = lengths[i];
		forge_digest(&cut);
		assert_null(box_open(f->arena, &f->pair, BID, "2", &cut));
	}
}

static void
another_pair_opens_nothing(void **state)
{
	struct fixture *f = *state;
	struct box_pair other;

	crypto_box_keypair(other.public_key, other.secret_key);
	assert_null(box_open(f->arena, &other, BID, "2", &f->box));
}

static void
hexadecimal_is_read_exactly(void **state)
{
	unsigned char out[2];
	struct fixture *f = *state;

	assert_true(box_unhex(out, 2, "00ff"));
	assert_false(box_unhex(out, 2, "00f"));
	assert_false(box_unhex(out, 2, "00ff0"));
	assert_false(box_unhex(out, 2, "00fg"));
	assert_false(box_unhex(out, 2, NULL));
	assert_string_equal(box_bytea(f->arena,
				(const unsigned char *)"\x01\xab", 2),
	    "\\x01ab");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    it_opens_as_what_it_was_sealed_as, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    its_length_says_nothing_within_four_kibibytes, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(the_same_is_never_sealed_alike,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    any_byte_that_was_changed_is_found_with_and_without_its_digest,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_box_that_was_cut_or_is_none_does_not_open, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(another_pair_opens_nothing,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(hexadecimal_is_read_exactly,
		    setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
