/*
 * Rankings as the service printed them, the worked examples among them, are
 * worked out again; and no figure in them can be another.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ranking_read.h"

enum { ROOM = 1 << 16 };

/* The last two score nothing. */
static const char *const good[] = { "example-a", "example-b", "example-c",
	"draw", "three-offered", "no-bid", "no-compliant-bid" };

enum { SCORED = ARRAY_LEN(good) - 2 };

static void
count_figure(void *arg, const char *place, const char *value,
    const char *formula)
{
	size_t *count = arg;

	assert_int_equal(place[0], '#');
	assert_true(strlen(value) > 0 && strlen(formula) > 0);
	(*count)++;
}

/* One of the corpus that the fuzzer begins with; arena. */
static const char *
document(struct arena *a, const char *name)
{
	const char *path = arena_printf(a, "%s/tests/fuzz/corpus/ranking/%s",
	    getenv("FAIRLOT_SOURCE"), name);
	char *text = arena_zalloc(a, ROOM);
	FILE *f = fopen(path, "rb");

	assert_non_null(f);
	assert_true(fread(text, 1, ROOM - 1, f) > 0);
	(void)fclose(f);
	return text;
}

/* What is wrong with a document, but for its digest. */
static struct err *
judge(struct arena *a, const char *text)
{
	struct ranking_document d;
	struct err *e = ranking_read(a, text, strlen(text), &d);
	size_t count = 0;

	return e ? e : replay_check(a, &d.replay, count_figure, &count);
}

static void
every_ranking_that_was_made_is_worked_out_again(void **state)
{
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		const char *text = document(*state, good[i]);
		struct ranking_document d;
		size_t count = 0;

		assert_null(ranking_read(*state, text, strlen(text), &d));
		assert_null(
		    replay_check(*state, &d.replay, count_figure, &count));
		assert_true(count >= 2 + 6 * d.replay.count);
		assert_memory_equal(d.covered, text, d.covered_size);
		assert_non_null(strstr(text, d.digest));
	}
}

/* ---- every number, another ---- */

struct walk {
	struct arena *a;
	json_t *root;
	size_t tried, unseen;
};

/* Figures that nothing else in these documents depends on: a mile more in the
 * same band, what was accredited where nobody is near it, facts of a bid that
 * was not scored, a budget without an offer. Only the digest covers them. */
static bool
may_go_unseen(const char *place)
{
	static const char *const names[] = { "/miles", "/accredited/",
		"/budget_pence", "/children/", "/evaluations/", "/needs_met",
		"/features_met", "/core_score", "/outcome_score" };
	bool scored = strstr(place, "#/bids/4") == NULL &&
		      strstr(place, "#/facts/bids/4") == NULL;

	for (size_t i = 0; i < (scored ? 3 : ARRAY_LEN(names)); i++) {
		if (strstr(place, names[i]))
			return true;
	}
	return false;
}

/* What came out of the facts, so that the fault has to be found in its very
 * place. */
static bool
is_derived(const char *place)
{
	static const char *const names[] = { "/scores/", "/quality", "/total",
		"/gap", "/rank", "/lowest_price_pence", "/price_pence",
		"/outcome_score", "/over_budget_pence" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (strstr(place, names[i]))
			return true;
	}
	return false;
}

static void
try_changed(struct walk *w, const char *place)
{
	char *text =
	    json_dumps(w->root, JSON_COMPACT | JSON_REAL_PRECISION(15));
	struct arena *a = arena_new(TEST_ARENA_BYTES);
	const struct err *e;

	assert_non_null(text);
	e = judge(a, text);
	free(text);
	w->tried++;
	if (!e && !may_go_unseen(place))
		fail_msg("%s changed, and nothing was found", place);
	if (!e)
		w->unseen++;
	else if (is_derived(place) && e->kind == ERR_CONFLICT)
		assert_string_equal(e->pointer, place);
	arena_free(a);
}

static void
change_number(struct walk *w, json_t *n, const char *place)
{
	if (json_is_integer(n)) {
		/* A penny may vanish in a discount. */
		const json_int_t step = strstr(place, "/children/") ? 100 : 1;
		const json_int_t was = json_integer_value(n);

		json_integer_set(n, was + step);
		try_changed(w, place);
		json_integer_set(n, was - step);
		try_changed(w, place);
		json_integer_set(n, was);
	} else {
		const double was = json_real_value(n);
		const bool hundredths = strstr(place, "/miles") != NULL ||
					strstr(place, "/percent") != NULL ||
					strstr(place, "/core_score") != NULL;

		json_real_set(n, was + (hundredths ? 0.01 : 0.0001));
		try_changed(w, place);
		json_real_set(n, was);
	}
}

static void
walk(struct walk *w, json_t *at, const char *place)
{
	const char *name;
	json_t *value;
	size_t i;

	if (json_is_number(at))
		change_number(w, at, place);
	json_array_foreach(at, i, value)
	    walk(w, value, arena_printf(w->a, "%s/%zu", place, i));
	json_object_foreach(at, name, value)
	    walk(w, value, arena_printf(w->a, "%s/%s", place, name));
}

static void
no_number_can_be_another(void **state)
{
	size_t tried = 0, unseen = 0;

	for (size_t i = 0; i < SCORED; i++) {
		struct walk w = { .a = arena_new(TEST_ARENA_BYTES) };

		w.root = json_loads(document(*state, good[i]), 0, NULL);
		walk(&w, w.root, "#");
		json_decref(w.root);
		arena_free(w.a);
		tried += w.tried;
		unseen += w.unseen;
	}
	print_message("%zu changed, %zu unseen\n", tried, unseen);
	assert_true(tried > 600);
	assert_true(unseen * 10 < tried);
}

/* ---- words ---- */

/* The error after the first from stands where to does. */
static const struct err *
after(struct arena *a, const char *name, const char *from, const char *to)
{
	const char *text = document(a, name);
	const char *at = strstr(text, from);

	assert_non_null(at);
	return judge(a, arena_printf(a, "%.*s%s%s", (int)(at - text), text, to,
			    at + strlen(from)));
}

static void
no_word_can_be_another(void **state)
{
	static const struct {
		const char *name, *from, *to, *place;
	} changes[] = {
		{ "draw", "\"tie_break\":\"draw\"", "\"tie_break\":null",
		    "#/bids/0/tie_break" },
		{ "draw", "\"tie_break\":\"draw\"", "\"tie_break\":\"core\"",
		    "#/bids/0/tie_break" },
		{ "example-a", "\"tie_break\":null", "\"tie_break\":\"draw\"",
		    "#/bids/0/tie_break" },
		{ "example-a", "\"flags\":[]", "\"flags\":[\"abnormally_low\"]",
		    "#/bids/0/flags" },
		{ "example-c", "\"reasons\":[\"missing_must_have\"]",
		    "\"reasons\":[\"disregarded\"]", "#/bids/4/reasons" },
		{ "example-c", "\"within_budget\":true",
		    "\"within_budget\":false",
		    "#/choice/offered/0/within_budget" },
		{ "example-b", "\"mode\":\"top3_within_5\"",
		    "\"mode\":\"none\"", "#/choice/offered" },
		{ "example-a", "\"mode\":\"top3_within_5\"",
		    "\"mode\":\"any_within_budget\"", "#/choice/offered" },
	};

	for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
		const struct err *e = after(*state, changes[i].name,
		    changes[i].from, changes[i].to);

		assert_kind(e, ERR_CONFLICT);
		assert_string_equal(e->pointer, changes[i].place);
		assert_non_null(strstr(e->detail, "expected"));
		assert_non_null(strstr(e->detail, "found"));
	}
}

/* The draw depends on the ids and on every seal: over all changes of one
 * digit it comes out otherwise about every second time, and never fails. */
static void
the_draw_is_repeated_from_ids_and_seals(void **state)
{
	const char *text = document(*state, "draw");
	const char *at = strstr(text, "\"sealed_sha256\":\"");
	int other = 0;

	assert_non_null(at);
	at += strlen("\"sealed_sha256\":\"");
	for (int i = 0; i < 64; i++) {
		char *changed = arena_dup(*state, text);
		const struct err *e;

		changed[at - text + i] = at[i] == '0' ? '1' : '0';
		e = judge(*state, changed);
		other += e != NULL;
		if (e)
			assert_string_equal(e->pointer, "#/bids/0/rank");
	}
	assert_in_range(other, 10, 54);
}

static void
swapped_bids_are_found_by_their_place(void **state)
{
	json_t *root = json_loads(document(*state, "example-a"), 0, NULL);
	json_t *bids = json_object_get(root, "bids");
	json_t *facts = json_object_get(json_object_get(root, "facts"), "bids");
	json_t *first = json_incref(json_array_get(bids, 0));
	json_t *fact = json_incref(json_array_get(facts, 0));
	const struct err *e;
	char *text;

	(void)json_array_remove(bids, 0);
	(void)json_array_insert_new(bids, 1, first);
	(void)json_array_remove(facts, 0);
	(void)json_array_insert_new(facts, 1, fact);
	text = json_dumps(root, JSON_COMPACT | JSON_REAL_PRECISION(15));
	e = judge(*state, text);
	assert_kind(e, ERR_CONFLICT);
	assert_string_equal(e->pointer, "#/bids/0/bid_id");
	free(text);
	json_decref(root);
}

/* ---- what is no ranking ---- */

static void
an_old_ranking_says_that_it_cannot_be_worked_out(void **state)
{
	const struct err *e =
	    judge(*state, document(*state, "bad-before-facts"));

	assert_fault_at(e, 0, "#/facts");
	assert_non_null(strstr(e->detail, "cannot be worked out"));
	assert_null(e->next);
}

static void
a_ranking_printed_anew_says_so(void **state)
{
	const struct err *e =
	    judge(*state, document(*state, "bad-printed-anew"));

	assert_fault_at(e, 0, "#/sha256");
	assert_null(e->next);
}

static void
faults_of_shape_and_of_rule_are_told_at_once(void **state)
{
	struct arena *a = *state;
	json_t *root = json_loads(document(a, "example-a"), 0, NULL);
	json_t *bid = json_array_get(json_object_get(root, "bids"), 1);
	const struct err *e;
	char *text;

	(void)json_object_set_new(bid, "miles", json_string("far"));
	(void)json_object_set_new(bid, "needs_met", json_integer(21));
	(void)json_object_set_new(bid, "total", json_null());
	(void)json_object_set_new(json_object_get(root, "weights"), "price",
	    json_integer(49));
	text = json_dumps(root, JSON_COMPACT | JSON_REAL_PRECISION(15));
	e = judge(a, text);
	assert_fault_at(e, 0, "#/bids/1/miles");
	assert_fault_at(e, 1, "#/weights");
	assert_fault_at(e, 2, "#/bids/1/total");
	assert_fault_at(e, 3, "#/bids/1/needs_met");
	assert_int_equal(count_faults(e), 4);
	free(text);
	json_decref(root);
}

static int
start(void **state)
{
	(void)state;
	return sodium_init() < 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_ranking_that_was_made_is_worked_out_again),
		T(no_number_can_be_another),
		T(no_word_can_be_another),
		T(the_draw_is_repeated_from_ids_and_seals),
		T(swapped_bids_are_found_by_their_place),
		T(an_old_ranking_says_that_it_cannot_be_worked_out),
		T(a_ranking_printed_anew_says_so),
		T(faults_of_shape_and_of_rule_are_told_at_once),
	};

	return cmocka_run_group_tests_name("cli/ranking_read", tests, start,
	    NULL);
}
