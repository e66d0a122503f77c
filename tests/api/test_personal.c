/*
 * Personal text: sealed for one place, opened there alone, put into answers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/api/arena_fixture.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/keyring.h"
#include "api/personal.h"

#define FIELD "refusal.note"
#define ROW   "0f1e/2d3c"

/* A ring of that many keys, each of bytes of its own. */
static struct keyring
ring(size_t count, unsigned char first)
{
	struct keyring r = { .count = count };
	size_t i;

	for (i = 0; i < count; i++) {
		memset(r.keys[i].key, first + (int)i, KEY_BYTES);
		text_key_name(&r.keys[i]);
	}
	return r;
}

static const char *const texts[] = {
	"x",
	"Line one\nline \"two\"\tand \\u0001 \\ / end",
	"\xf0\x9f\x8f\x8a\xf0\x9f\x8f\xbd \xc3\x89lan \xe2\x80\x8f",
	"{\"looks\":[\"like\",\"JSON\"]}",
};

static void
what_is_sealed_is_opened_and_cannot_be_read(void **state)
{
	struct keyring r = ring(1, 1);
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++) {
		const char *kept =
		    personal_seal(&r, *state, FIELD, ROW, texts[i]);
		const char *text = NULL;

		assert_int_equal(kept[0], 1);
		assert_memory_equal(kept + 1, r.keys[0].id, KEY_ID_LENGTH);
		assert_true(
		    strlen(texts[i]) < 3 || strstr(kept, texts[i]) == NULL);
		assert_null(personal_open(&r, *state, FIELD, ROW, kept, &text));
		assert_string_equal(text, texts[i]);
	}
}

static void
nothing_stays_nothing_and_old_text_is_read_as_it_is(void **state)
{
	struct keyring r = ring(1, 1);
	const char *text = "?";

	assert_null(personal_seal(&r, *state, FIELD, ROW, NULL));
	assert_string_equal(personal_seal(&r, *state, FIELD, ROW, ""), "");
	assert_null(personal_open(&r, *state, FIELD, ROW, NULL, &text));
	assert_null(text);
	assert_null(personal_open(&r, *state, FIELD, ROW, "as of old", &text));
	assert_string_equal(text, "as of old");
}

/* Its ETag stays when the same is put again; elsewhere it is other bytes. */
static void
the_same_text_in_the_same_place_is_the_same_bytes(void **state)
{
	struct keyring r = ring(1, 1);
	const char *kept = personal_seal(&r, *state, FIELD, ROW, "text");

	assert_string_equal(kept,
	    personal_seal(&r, *state, FIELD, ROW, "text"));
	assert_string_not_equal(kept,
	    personal_seal(&r, *state, FIELD, "0f1e/2d3d", "text"));
	assert_string_not_equal(kept,
	    personal_seal(&r, *state, "award.reason", ROW, "text"));
}

static void
assert_refused(struct arena *a, struct keyring *r, const char *field,
    const char *row, const char *kept)
{
	const char *text = "untouched";
	struct err *e = personal_open(r, a, field, row, kept, &text);

	assert_non_null(e);
	assert_int_equal(e->kind, ERR_TEXT_UNREADABLE);
	assert_string_equal(text, "untouched");
}

static void
a_text_that_was_moved_or_changed_is_refused(void **state)
{
	struct keyring r = ring(1, 1);
	const char *kept = personal_seal(&r, *state, FIELD, ROW, "text");
	char *spoilt;
	size_t i;

	assert_refused(*state, &r, FIELD, "0f1e/2d3d", kept);
	assert_refused(*state, &r, "award.reason", ROW, kept);
	/* No line feed in the row makes another field of it. */
	assert_refused(*state, &r, "refusal", "note\n" ROW, kept);
	for (i = 1; i < strlen(kept); i++) {
		spoilt = arena_dup(*state, kept);
		spoilt[i] = spoilt[i] == 'A' ? 'B' : 'A';
		assert_refused(*state, &r, FIELD, ROW, spoilt);
		spoilt[i] = '\0';
		assert_refused(*state, &r, FIELD, ROW, spoilt);
	}
}

static void
after_a_rotation_both_keys_open_and_the_newest_seals(void **state)
{
	struct keyring old = ring(1, 9), both = ring(2, 8), without;
	const char *kept = personal_seal(&old, *state, FIELD, ROW, "text");
	const char *text = NULL;

	assert_string_equal(both.keys[1].id, old.keys[0].id);
	assert_null(personal_open(&both, *state, FIELD, ROW, kept, &text));
	assert_string_equal(text, "text");
	kept = personal_seal(&both, *state, FIELD, ROW, "text");
	assert_memory_equal(kept + 1, both.keys[0].id, KEY_ID_LENGTH);
	assert_refused(*state, &old, FIELD, ROW, kept);
	without = ring(1, 8);
	assert_null(personal_open(&without, *state, FIELD, ROW, kept, &text));
}

static void
a_lost_key_is_named(void **state)
{
	struct keyring r = ring(1, 1), other = ring(1, 2);
	const char *kept = personal_seal(&r, *state, FIELD, ROW, "text");
	const char *text = NULL;
	struct err *e = personal_open(&other, *state, FIELD, ROW, kept, &text);

	assert_int_equal(e->kind, ERR_TEXT_UNREADABLE);
	assert_int_equal(err_status(e->kind), 503);
	assert_non_null(strstr(e->detail, r.keys[0].id));
	assert_string_equal(e->log, FIELD " of " ROW);
}

/* What PostgreSQL makes of personal(): U+0001 escaped, as JSON has it. */
static const char *
shown(struct arena *a, const struct keyring *r, const char *field,
    const char *row, const char *text)
{
	return arena_printf(a, "\"\\u0001%s %s %s\"", field, row,
	    personal_seal(r, a, field, row, text) + 1);
}

static void
texts_are_put_into_their_places_as_json(void **state)
{
	struct keyring r = ring(1, 1);
	const char *json = arena_printf(*state,
	    "{\"a\":%s,\"b\":[%s,1],\"c\":\"plain\",\"d\":%s}",
	    shown(*state, &r, FIELD, "1", "one \"1\"\n\xf0\x9f\x8f\x8a"),
	    shown(*state, &r, "award.reason", "2", "two"),
	    shown(*state, &r, "letter.body", "3", "{\"x\": [1.50]}"));
	const char *out = NULL;

	assert_null(personal_reveal(&r, *state, json, &out));
	assert_string_equal(out,
	    "{\"a\":\"one \\\"1\\\"\\n\xf0\x9f\x8f\x8a\",\"b\":[\"two\",1],"
	    "\"c\":\"plain\",\"d\":{\"x\": [1.50]}}");
}

/* A client cannot send U+0001; the six characters of its escape it can. */
static void
what_a_client_wrote_is_never_taken_for_a_place(void **state)
{
	static const char *const bodies[] = {
		"{}",
		"{\"a\":\"\\\\u0001refusal.note 1 k.b\"}",
		"{\"a\":\"x\\u0001refusal.note 1 k.b\"}",
		"{\"a\":\"\\\"\\\\u0001refusal.note 1 k.b\"}",
		"{\"\\\\u0001a\":1}",
	};
	struct keyring r = ring(1, 1);
	const char *out = NULL;
	size_t i;

	for (i = 0; i < ARRAY_LEN(bodies); i++) {
		assert_null(personal_reveal(&r, *state, bodies[i], &out));
		assert_ptr_equal(out, bodies[i]);
	}
}

static void
an_answer_with_a_text_that_cannot_be_opened_is_not_given(void **state)
{
	static const char *const wrong[] = {
		"\"\\u0001\"",
		"\"\\u0001refusal.note\"",
		"\"\\u0001refusal.note 1\"",
		"\"\\u0001refusal.note 1 \"",
		"\"\\u0001refusal.note 1 00000000.AAAA\"",
		"\"\\u0001no.field 1 00000000.AAAA\"",
		"\"\\u0001refusal.note 1 00000000.AAAA",
		"\"\\u0001\\u0001",
	};
	struct keyring r = ring(1, 1);
	const char *out = NULL;
	size_t i;

	for (i = 0; i < ARRAY_LEN(wrong); i++)
		assert_non_null(personal_reveal(&r, *state,
		    arena_printf(*state, "{\"a\":%s}", wrong[i]), &out));
	assert_non_null(personal_reveal(&r, *state,
	    arena_printf(*state, "{\"a\":\"\\u0001%s 2 %s\"}", FIELD,
		personal_seal(&r, *state, FIELD, "1", "x") + 1),
	    &out));
	assert_null(out);
}

/* ---- the file */

static const char *
line(struct arena *a, unsigned char byte)
{
	struct text_key k;
	char hex[KEY_BYTES * 2 + 1];

	memset(k.key, byte, KEY_BYTES);
	text_key_name(&k);
	sodium_bin2hex(hex, sizeof(hex), k.key, KEY_BYTES);
	return arena_printf(a, "%s %s\n", k.id, hex);
}

static void
write_file(const char *directory, const char *text, mode_t mode)
{
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "%s/text.key", directory);
	(void)unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

static void
the_file_is_lines_of_ids_and_their_keys(void **state)
{
	char directory[] = "/tmp/fairlot-keyring-XXXXXX", path[64];
	const char *one = line(*state, 1), *two = line(*state, 2);
	struct keyring r = { 0 };
	char *mistyped = arena_dup(*state, one), *many = arena_dup(*state, "");
	size_t i;

	assert_non_null(freopen("/dev/null", "w", stderr));
	assert_non_null(mkdtemp(directory));
	assert_false(keyring_load(directory, &r)); /* not there */
	write_file(directory, arena_printf(*state, "%s%s", two, one), 0600);
	assert_true(keyring_load(directory, &r));
	assert_int_equal(r.count, 2);
	assert_memory_equal(r.keys[0].id, two, KEY_ID_LENGTH);

	mistyped[KEY_ID_LENGTH + 5] ^= 1;
	for (i = 0; i <= KEYRING_MOST; i++)
		many = arena_printf(*state, "%s%s", many, one);
	{
		const char *const wrong[] = { "", "\n", mistyped, many,
			arena_printf(*state, "%s\n", one),
			arena_printf(*state, "%.*s", (int)strlen(one) - 1,
			    one) };

		for (i = 0; i < ARRAY_LEN(wrong); i++) {
			write_file(directory, wrong[i], 0600);
			assert_false(keyring_load(directory, &r));
		}
	}
	write_file(directory, one, 0640); /* others may read it */
	assert_false(keyring_load(directory, &r));
	assert_int_equal(r.count, 2); /* what was known stays known */

	/* A key that was put there meanwhile is found; a lost one is not. */
	write_file(directory,
	    arena_printf(*state, "%s%s", line(*state, 3), two), 0600);
	assert_non_null(
	    keyring_find(&r, arena_printf(*state, "%.8s", line(*state, 3))));
	assert_null(keyring_find(&r, arena_printf(*state, "%.8s", one)));
	snprintf(path, sizeof(path), "%s/text.key", directory);
	unlink(path);
	assert_null(keyring_find(&r, "00000000"));
	assert_int_equal(r.count, 2);
	rmdir(directory);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(what_is_sealed_is_opened_and_cannot_be_read),
		with_arena(nothing_stays_nothing_and_old_text_is_read_as_it_is),
		with_arena(the_same_text_in_the_same_place_is_the_same_bytes),
		with_arena(a_text_that_was_moved_or_changed_is_refused),
		with_arena(
		    after_a_rotation_both_keys_open_and_the_newest_seals),
		with_arena(a_lost_key_is_named),
		with_arena(texts_are_put_into_their_places_as_json),
		with_arena(what_a_client_wrote_is_never_taken_for_a_place),
		with_arena(
		    an_answer_with_a_text_that_cannot_be_opened_is_not_given),
		with_arena(the_file_is_lines_of_ids_and_their_keys),
	};

	return cmocka_run_group_tests_name("personal", tests, NULL, NULL);
}
