/*
 * The tree, the proof and the chain: every leaf proves, every bit counts.
 * SPDX-License-Identifier: Apache-2.0
 *
 * core/ brings no SHA-256. What is tested here is what is done with it, so a
 * mixing function with the same shape will do; tests/http/test_audit.py
 * compares with the real one and with the database.
 */
#include "tests/core/common.h"

#include <stdbool.h>
#include <string.h>

#include "core/audit.h"

/* Four lanes of FNV-1a, each begun and stirred differently. */
static void
mix(unsigned char *out, const void *data, size_t length)
{
	const unsigned char *bytes = data;

	for (uint64_t lane = 0; lane < 4; lane++) {
		uint64_t h = UINT64_C(14695981039346656037) + lane * 977;

		for (size_t i = 0; i < length; i++)
			h = (h ^ bytes[i]) * UINT64_C(1099511628211);
		h = next_random(&h) ^ length;
		memcpy(out + lane * sizeof(h), &h, sizeof(h));
	}
}

static unsigned char *
some_leaves(struct arena *a, size_t count)
{
	unsigned char *leaves = arena_zalloc_array(a, count, AUDIT_DIGEST);

	for (size_t i = 0; i < count; i++)
		audit_padding(mix,
		    (const unsigned char *)"a blind of thirty-two b"
					   "ytes long",
		    i, leaves + i * AUDIT_DIGEST);
	return leaves;
}

static const struct audit_event example = {
	.id = "1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9",
	.at = "2026-04-01T09:00:00.25Z",
	.type = "accreditation.suspended",
	.subject_id = "1f2e3d4c-5b6a-4798-8f0e-1d2c3b4a5968",
	.organisation_id = "2f2e3d4c-5b6a-4798-8f0e-1d2c3b4a5968",
	.actor_id = "3f2e3d4c-5b6a-4798-8f0e-1d2c3b4a5968",
	.request_id = "q8Tn3l-7",
	.salt = "000102030405060708090a0b0c0d0e0f",
};

static void
the_text_of_an_event_is_one_line_for_each_member(void **state)
{
	assert_string_equal(audit_event_text(*state, &example),
	    "fairlot event 1\n"
	    "id=1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9\n"
	    "at=2026-04-01T09:00:00.25Z\n"
	    "type=accreditation.suspended\n"
	    "subject_id=1f2e3d4c-5b6a-4798-8f0e-1d2c3b4a5968\n"
	    "referral_id=\n"
	    "organisation_id=2f2e3d4c-5b6a-4798-8f0e-1d2c3b4a5968\n"
	    "actor_id=3f2e3d4c-5b6a-4798-8f0e-1d2c3b4a5968\n"
	    "request_id=q8Tn3l-7\n"
	    "salt=000102030405060708090a0b0c0d0e0f\n");
}

static void
a_tree_has_at_least_sixteen_leaves_and_a_power_of_two(void **state)
{
	static const size_t sizes[][2] = { { 0, 16 }, { 1, 16 }, { 16, 16 },
		{ 17, 32 }, { 32, 32 }, { 33, 64 }, { 4096, 4096 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++)
		assert_int_equal(audit_tree_size(sizes[i][0]), sizes[i][1]);
}

static bool
proves(struct arena *a, const unsigned char *leaf,
    const struct audit_step *path, size_t steps, const unsigned char *root)
{
	unsigned char reached[AUDIT_DIGEST];

	(void)a;
	audit_climb(mix, leaf, path, steps, reached);
	return memcmp(reached, root, AUDIT_DIGEST) == 0;
}

static void
every_leaf_of_every_tree_proves(void **state)
{
	struct audit_step path[AUDIT_PATH_LONGEST];
	unsigned char root[AUDIT_DIGEST];

	for (size_t count = 16; count <= 256; count *= 2) {
		unsigned char *leaves = some_leaves(*state, count);

		audit_root(mix, *state, leaves, count, root);
		for (size_t i = 0; i < count; i++) {
			size_t steps =
			    audit_path(mix, *state, leaves, count, i, path);

			assert_int_equal(1U << steps, count);
			assert_true(proves(*state, leaves + i * AUDIT_DIGEST,
			    path, steps, root));
		}
	}
}

static void
no_bit_of_a_proof_can_be_another(void **state)
{
	struct audit_step path[AUDIT_PATH_LONGEST];
	unsigned char root[AUDIT_DIGEST];
	unsigned char *leaves = some_leaves(*state, 16), *leaf;
	size_t steps = audit_path(mix, *state, leaves, 16, 5, path);

	audit_root(mix, *state, leaves, 16, root);
	leaf = leaves + (size_t)5 * AUDIT_DIGEST;
	for (size_t bit = 0; bit < (size_t)8 * AUDIT_DIGEST; bit++) {
		unsigned char flip = (unsigned char)(1U << bit % 8);

		leaf[bit / 8] ^= flip;
		assert_false(proves(*state, leaf, path, steps, root));
		leaf[bit / 8] ^= flip;
		for (size_t i = 0; i < steps; i++) {
			path[i].digest[bit / 8] ^= flip;
			assert_false(proves(*state, leaf, path, steps, root));
			path[i].digest[bit / 8] ^= flip;
		}
	}
	for (size_t i = 0; i < steps; i++) {
		path[i].left = !path[i].left;
		assert_false(proves(*state, leaf, path, steps, root));
		path[i].left = !path[i].left;
	}
	assert_false(proves(*state, leaf, path, steps - 1, root));
	assert_true(proves(*state, leaf, path, steps, root));
}

static void
a_root_depends_on_the_order_of_its_leaves(void **state)
{
	unsigned char one[AUDIT_DIGEST], other[AUDIT_DIGEST],
	    kept[AUDIT_DIGEST];
	unsigned char *leaves = some_leaves(*state, 16);

	audit_root(mix, *state, leaves, 16, one);
	memcpy(kept, leaves, AUDIT_DIGEST);
	memcpy(leaves, leaves + AUDIT_DIGEST, AUDIT_DIGEST);
	memcpy(leaves + AUDIT_DIGEST, kept, AUDIT_DIGEST);
	audit_root(mix, *state, leaves, 16, other);
	assert_memory_not_equal(one, other, AUDIT_DIGEST);
}

static void
a_head_covers_its_link_root_number_and_time(void **state)
{
	struct audit_seal seal = { .number = 1795000000,
		.sealed_at = "2026-11-22T01:00:00Z" };
	unsigned char first[AUDIT_DIGEST], other[AUDIT_DIGEST];

	audit_head(mix, *state, &seal, first);
	seal.number++;
	audit_head(mix, *state, &seal, other);
	assert_memory_not_equal(first, other, AUDIT_DIGEST);
	seal.number--;
	seal.sealed_at = "2026-11-22T01:00:01Z";
	audit_head(mix, *state, &seal, other);
	assert_memory_not_equal(first, other, AUDIT_DIGEST);
	seal.sealed_at = "2026-11-22T01:00:00Z";
	seal.root[31] = 1;
	audit_head(mix, *state, &seal, other);
	assert_memory_not_equal(first, other, AUDIT_DIGEST);
	seal.root[31] = 0;
	seal.link[0] = 1;
	audit_head(mix, *state, &seal, other);
	assert_memory_not_equal(first, other, AUDIT_DIGEST);
	seal.link[0] = 0;
	audit_head(mix, *state, &seal, other);
	assert_memory_equal(first, other, AUDIT_DIGEST);
}

static void
a_link_hides_the_head_before_behind_its_blind(void **state)
{
	unsigned char blind[AUDIT_DIGEST] = { 0 }, head[AUDIT_DIGEST] = { 7 };
	unsigned char one[AUDIT_DIGEST], other[AUDIT_DIGEST];

	(void)state;
	audit_link(mix, blind, head, one);
	blind[9] ^= 1;
	audit_link(mix, blind, head, other);
	assert_memory_not_equal(one, other, AUDIT_DIGEST);
	blind[9] ^= 1;
	head[9] ^= 1;
	audit_link(mix, blind, head, other);
	assert_memory_not_equal(one, other, AUDIT_DIGEST);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_text_of_an_event_is_one_line_for_each_member),
		T(a_tree_has_at_least_sixteen_leaves_and_a_power_of_two),
		T(every_leaf_of_every_tree_proves),
		T(no_bit_of_a_proof_can_be_another),
		T(a_root_depends_on_the_order_of_its_leaves),
		T(a_head_covers_its_link_root_number_and_time),
		T(a_link_hides_the_head_before_behind_its_blind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
