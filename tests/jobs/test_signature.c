/*
 * Signatures of webhooks: the vectors of Standard Webhooks, several secrets,
 * and secrets that only one key opens. SPDX-License-Identifier: Apache-2.0
 *
 * The vectors are no part of this repository: they are read from
 * schemas/webhooks/test-vectors.json below $FAIRLOT_SHARED, or below the
 * folder "shared" beside this repository.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jobs/signature.h"

#define ENDPOINT "5d4c3b2a-1908-4f7e-8d6c-5b4a3f2e1d0c"
#define OTHER    "6d4c3b2a-1908-4f7e-8d6c-5b4a3f2e1d0c"

static const unsigned char seed[SIGNATURE_SEED] = { 7 };

static int
setup(void **state)
{
	assert_true(sodium_init() >= 0);
	*state = arena_new(1 << 20);
	return 0;
}

static int
teardown(void **state)
{
	arena_free(*state);
	return 0;
}

/* One thread. */
static const char *
environment(const char *name, const char *fallback)
{
	const char *value = getenv(name); /* NOLINT(concurrency-mt-unsafe) */

	return value && *value ? value : fallback;
}

/* The vectors; NULL, and a line, where they are not. */
static json_t *
vectors(struct arena *a)
{
	const char *shared = environment("FAIRLOT_SHARED",
	    arena_printf(a, "%s/../shared",
		environment("FAIRLOT_SOURCE", ".")));
	const char *path =
	    arena_printf(a, "%s/schemas/webhooks/test-vectors.json", shared);
	json_t *all = json_load_file(path, 0, NULL);

	if (!all)
		print_message("skipped: there are no vectors at %s\n", path);
	return all;
}

static const char *
text(const json_t *o, const char *name)
{
	const char *value = json_string_value(json_object_get(o, name));

	assert_non_null(value);
	return value;
}

/* As its owner has it: whsec_<base64>. */
static struct secret
secret_of(const char *written)
{
	struct secret s = { 0 };

	assert_memory_equal(written, "whsec_", 6);
	assert_int_equal(sodium_base642bin(s.bytes, sizeof(s.bytes),
			     written + 6, strlen(written + 6), NULL, &s.length,
			     NULL, sodium_base64_VARIANT_ORIGINAL),
	    0);
	return s;
}

static void
the_vectors_of_the_standard_are_met(void **state)
{
	json_t *all = vectors(*state), *v;
	size_t i;

	if (!all)
		skip();
	assert_true(json_array_size(json_object_get(all, "sign")) >= 4);
	json_array_foreach(json_object_get(all, "sign"), i, v)
	{
		struct secret s = secret_of(text(v, "secret"));

		assert_string_equal(signature_of(*state, &s, text(v, "id"),
					json_integer_value(
					    json_object_get(v, "timestamp")),
					text(v, "body")),
		    text(v, "signature"));
	}
	json_decref(all);
}

static const char *
seal(struct arena *a, const char *endpoint, const void *secret, size_t length)
{
	unsigned char public[crypto_box_PUBLICKEYBYTES],
	    private[crypto_box_SECRETKEYBYTES], plain[128], box[256];
	char *hex = arena_zalloc(a, 2 * sizeof(box) + 1);
	size_t n = strlen(endpoint);

	memcpy(plain, endpoint, n);
	memcpy(plain + n, secret, length);
	crypto_box_seed_keypair(public, private, seed);
	assert_int_equal(crypto_box_seal(box, plain, n + length, public), 0);
	return sodium_bin2hex(hex, 2 * sizeof(box) + 1, box,
	    n + length + crypto_box_SEALBYTES);
}

static void
what_was_sealed_for_an_endpoint_is_opened(void **state)
{
	const char *one = seal(*state, ENDPOINT, "first", 5);
	const char *two = seal(*state, ENDPOINT, "the second", 10);
	struct secret_list s;

	assert_true(signature_open(*state, seed, ENDPOINT,
	    arena_printf(*state, "%s %s", one, two), &s));
	assert_int_equal(s.count, 2);
	assert_int_equal(s.items[0].length, 5);
	assert_memory_equal(s.items[0].bytes, "first", 5);
	assert_int_equal(s.items[1].length, 10);
	assert_memory_equal(s.items[1].bytes, "the second", 10);
}

static void
what_was_sealed_for_another_is_not(void **state)
{
	const unsigned char other_seed[SIGNATURE_SEED] = { 8 };
	const char *sealed = seal(*state, ENDPOINT, "first", 5);
	char *spoiled = arena_dup(*state, sealed);
	struct secret_list s;

	spoiled[100] = spoiled[100] == '0' ? '1' : '0';
	assert_true(signature_open(*state, seed, ENDPOINT, sealed, &s));
	assert_false(signature_open(*state, other_seed, ENDPOINT, sealed, &s));
	assert_false(signature_open(*state, seed, OTHER, sealed, &s));
	assert_false(signature_open(*state, seed, ENDPOINT, spoiled, &s));
	assert_false(signature_open(*state, seed, ENDPOINT, "", &s));
	assert_false(signature_open(*state, seed, ENDPOINT, "00", &s));
	assert_false(signature_open(*state, seed, ENDPOINT,
	    seal(*state, ENDPOINT, "", 0), &s));
	assert_false(signature_open(*state, seed, "short", sealed, &s));
}

static void
two_secrets_make_two_signatures(void **state)
{
	const struct secret_list both = { 2,
		{ { 1, { 'a' } }, { 1, { 'b' } } } };
	const char *header = signature_header(*state, &both, "id", 1, "{}");

	assert_string_equal(header,
	    arena_printf(*state, "%s %s",
		signature_of(*state, &both.items[0], "id", 1, "{}"),
		signature_of(*state, &both.items[1], "id", 1, "{}")));
	assert_string_not_equal(signature_of(*state, &both.items[0], "id", 1,
				    "{}"),
	    signature_of(*state, &both.items[1], "id", 1, "{}"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vectors_of_the_standard_are_met),
		cmocka_unit_test(what_was_sealed_for_an_endpoint_is_opened),
		cmocka_unit_test(what_was_sealed_for_another_is_not),
		cmocka_unit_test(two_secrets_make_two_signatures),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
