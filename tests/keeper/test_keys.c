/*
 * The keeper's key file, and what is wrapped under it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/compiler.h"
#include "keeper/keys.h"

static const struct keeper_claim claim = {
	"30000000-0000-4000-8000-000000000003", 1790000000000000
};

struct fixture {
	struct arena *arena;
	char folder[64];
	const char *path; /* of a file with one key */
	struct box_pair pair;
	const char *public_key, *wrapped; /* the pair under the claim */
};

static struct keeper_keys *
load(struct fixture *f)
{
	struct keeper_keys *keys = NULL;

	assert_null(keeper_keys_load(f->arena, f->path, &keys));
	return keys;
}

static const char *
hex(struct fixture *f, const unsigned char *bytes, size_t length)
{
	return box_bytea(f->arena, bytes, length) + 2;
}

static void
wrap(struct fixture *f)
{
	struct keeper_keys *keys = load(f);
	unsigned char bytes[WRAPPED_BYTES];

	keeper_wrap(keys, &claim, &f->pair, bytes);
	f->wrapped = hex(f, bytes, sizeof(bytes));
	keeper_keys_free(keys);
}

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	const char *id;

	assert_true(f && sodium_init() >= 0);
	f->arena = arena_new(1 << 20);
	snprintf(f->folder, sizeof(f->folder), "/tmp/fairlot-keys.XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	f->path = arena_printf(f->arena, "%s/keys", f->folder);
	assert_null(keeper_keys_add(f->arena, f->path, &id));
	crypto_box_keypair(f->pair.public_key, f->pair.secret_key);
	f->public_key = hex(f, f->pair.public_key, BOX_PUBLIC_BYTES);
	wrap(f);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	(void)unlink(f->path);
	(void)rmdir(f->folder);
	arena_free(f->arena);
	free(f);
	return 0;
}

/* 0, or the kind of the error. */
static int
unwraps(struct fixture *f, const struct keeper_claim *c, const char *public_key,
    const char *wrapped)
{
	struct keeper_keys *keys = load(f);
	struct box_pair out;
	struct err *e =
	    keeper_unwrap(f->arena, keys, c, public_key, wrapped, &out);

	keeper_keys_free(keys);
	if (e)
		return (int)e->kind;
	assert_memory_equal(out.secret_key, f->pair.secret_key,
	    BOX_SECRET_BYTES);
	return 0;
}

static void
what_was_wrapped_is_unwrapped(void **state)
{
	struct fixture *f = *state;
	struct keeper_keys *keys = load(f);

	assert_int_equal(unwraps(f, &claim, f->public_key, f->wrapped), 0);
	assert_true(keeper_is_newest(keys, f->wrapped));
	keeper_keys_free(keys);
}

static void
another_deadline_or_referral_is_a_mismatch(void **state)
{
	struct fixture *f = *state;
	const struct keeper_claim others[] = {
		{ claim.referral, claim.deadline - 1 },
		{ claim.referral, claim.deadline + 1 },
		{ "30000000-0000-4000-8000-000000000004", claim.deadline },
	};

	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		assert_int_equal(unwraps(f, &others[i], f->public_key,
				     f->wrapped),
		    ERR_SEAL_KEY_MISMATCH);
}

static void
a_public_key_that_was_swapped_is_a_mismatch(void **state)
{
	struct fixture *f = *state;
	struct box_pair other;

	crypto_box_keypair(other.public_key, other.secret_key);
	assert_int_equal(unwraps(f, &claim,
			     hex(f, other.public_key, BOX_PUBLIC_BYTES),
			     f->wrapped),
	    ERR_SEAL_KEY_MISMATCH);
}

static void
any_byte_that_was_changed_opens_nothing(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < strlen(f->wrapped); i++) {
		char *touched = arena_dup(f->arena, f->wrapped);

		touched[i] = touched[i] == '0' ? '1' : '0';
		assert_int_not_equal(unwraps(f, &claim, f->public_key, touched),
		    0);
	}
}

static void
a_referral_without_a_key_is_a_missing_key(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(unwraps(f, &claim, NULL, NULL), ERR_SEAL_KEY_MISSING);
	assert_int_equal(unwraps(f, &claim, f->public_key, ""),
	    ERR_SEAL_KEY_MISSING);
}

static void
an_added_key_wraps_and_the_old_one_still_unwraps(void **state)
{
	struct fixture *f = *state;
	const char *id, *before = f->wrapped;
	struct keeper_keys *keys;
	struct stat st;

	assert_null(keeper_keys_add(f->arena, f->path, &id));
	assert_int_equal(unwraps(f, &claim, f->public_key, before), 0);
	wrap(f);
	assert_int_equal(strncmp(f->wrapped, id, strlen(id)), 0);
	assert_int_equal(unwraps(f, &claim, f->public_key, f->wrapped), 0);
	keys = load(f);
	assert_false(keeper_is_newest(keys, before));
	assert_true(keeper_is_newest(keys, f->wrapped));
	keeper_keys_free(keys);
	assert_int_equal(stat(f->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void
a_lost_key_is_said_to_be_missing(void **state)
{
	struct fixture *f = *state;
	const char *id;

	assert_int_equal(unlink(f->path), 0);
	assert_null(keeper_keys_add(f->arena, f->path, &id));
	assert_int_equal(unwraps(f, &claim, f->public_key, f->wrapped),
	    ERR_SEAL_KEY_MISSING);
}

static void
write_file(struct fixture *f, const char *text, mode_t mode)
{
	FILE *file = fopen(f->path, "we");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	assert_int_equal(chmod(f->path, mode), 0);
}

static void
a_file_that_is_none_is_refused(void **state)
{
	static const char *const texts[] = { "", "\n", "abc",
		"0011223344556677 00\n",
		"0011223344556677 zz00000000000000000000000000000000000000000000"
		"0000000000000000000000\n",
		"0011223344556677 0000000000000000000000000000000000000000000000"
		"000000000000000000" };
	struct fixture *f = *state;
	struct keeper_keys *keys;
	struct err *e;

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		write_file(f, texts[i], 0600);
		e = keeper_keys_load(f->arena, f->path, &keys);
		assert_non_null(e);
		assert_int_equal(e->kind, ERR_SEAL_KEY_MISSING);
	}
}

static void
a_file_that_others_may_read_is_refused(void **state)
{
	struct fixture *f = *state;
	struct keeper_keys *keys;
	const char *id;

	assert_int_equal(chmod(f->path, 0640), 0);
	assert_non_null(keeper_keys_load(f->arena, f->path, &keys));
	assert_non_null(keeper_keys_add(f->arena, f->path, &id));
}

static void
the_file_has_an_end(void **state)
{
	struct fixture *f = *state;
	const char *id;

	for (int i = 1; i < KEYS_MOST; i++)
		assert_null(keeper_keys_add(f->arena, f->path, &id));
	assert_non_null(keeper_keys_add(f->arena, f->path, &id));
	assert_int_equal(unwraps(f, &claim, f->public_key, f->wrapped), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_wrapped_is_unwrapped),
		TEST(another_deadline_or_referral_is_a_mismatch),
		TEST(a_public_key_that_was_swapped_is_a_mismatch),
		TEST(any_byte_that_was_changed_opens_nothing),
		TEST(a_referral_without_a_key_is_a_missing_key),
		TEST(an_added_key_wraps_and_the_old_one_still_unwraps),
		TEST(a_lost_key_is_said_to_be_missing),
		TEST(a_file_that_is_none_is_refused),
		TEST(a_file_that_others_may_read_is_refused),
		TEST(the_file_has_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
