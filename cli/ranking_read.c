/*
 * ranking_read.c - the document of GET /v1/referrals/{id}/ranking, read back.
 *
 * The shape is checked first, against the table made from openapi/. Whatever
 * came is then read into core's words, a member of the wrong type as zero or
 * no text, and held against the rules; a rule that a fault of shape keeps from
 * being judged says nothing. So all faults are told at once.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cli/ranking_read.h"

#include <ctype.h>
#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "api/decimal.h"
#include "api/faults.h"
#include "api/handlers/pricing.h"
#include "api/handlers/words.h"
#include "api/json.h"
#include "api/schema.gen.h"

#define DIGEST_BEGINS ",\"sha256\":\""
#define DIGEST_ENDS   "\"}"

/* ---- members ---- */

static json_t *
member(const json_t *o, const char *name)
{
	return json_object_get(o, name);
}

static const char *
text_of(const json_t *o, const char *name)
{
	const char *text = json_string_value(member(o, name));

	return text ? text : "";
}

static int64_t
whole(const json_t *o, const char *name)
{
	return json_integer_value(member(o, name));
}

static int
small(const json_t *o, const char *name)
{
	const int64_t n = whole(o, name);

	return n >= INT32_MIN && n <= INT32_MAX ? (int)n : 0;
}

static int64_t
units(const json_t *o, const char *name, int decimals)
{
	int64_t n = 0;

	(void)!decimal_units(json_number_value(member(o, name)), decimals, &n);
	return n;
}

static bool
is_null(const json_t *o, const char *name)
{
	return json_is_null(member(o, name));
}

static int
score_or_missing(const json_t *o, const char *name)
{
	return is_null(o, name) ? OUTCOME_SCORE_MISSING : small(o, name);
}

/* ---- the parts of a ranking ---- */

static struct scoring
read_scoring(const json_t *o)
{
	const json_t *w = member(o, "weights");
	const json_t *first = json_array_get(member(o, "bids"), 0);

	return (struct scoring){
		.weights = {
			.price = small(w, "price"),
			.outcomes = small(w, "outcomes"),
			.needs = small(w, "needs"),
			.features = small(w, "features"),
			.location = small(w, "location"),
			.core = small(w, "core"),
		},
		.miles_per_mark = small(o, "miles_per_mark"),
		.needs_total = small(first, "needs_total"),
		.features_total = small(first, "features_total"),
	};
}

static struct evaluation
read_evaluation(struct arena *a, const json_t *facts, int evaluators)
{
	const json_t *list = member(facts, "evaluations");
	const size_t count = json_array_size(list);
	int *scores = arena_zalloc_array(a, count + 1, sizeof(*scores));

	for (size_t i = 0; i < count; i++)
		scores[i] = (int)json_integer_value(json_array_get(list, i));
	return (struct evaluation){
		.scores = scores,
		.count = count,
		.evaluators = evaluators,
		.consensus = score_or_missing(facts, "consensus"),
	};
}

static struct ranked_bid
read_ranked(const json_t *o)
{
	const json_t *scores = member(o, "scores");
	struct ranked_bid b = {
		.compliant = json_is_true(member(o, "compliant")),
		.score = {
			.price = units(scores, "price", 4),
			.outcomes = units(scores, "outcomes", 4),
			.needs = units(scores, "needs", 4),
			.features = units(scores, "features", 4),
			.location = units(scores, "location", 4),
			.core = units(scores, "core", 4),
			.quality = units(o, "quality", 4),
			.total = units(o, "total", 4),
		},
		.rank = small(o, "rank"),
		.gap = units(o, "gap", 4),
		.tie_break = TIE_BREAK__MAX,
		.flags = flags_of_words(member(o, "flags")),
	};

	(void)tie_break_parse(text_of(o, "tie_break"), &b.tie_break);
	return b;
}

static struct replay_bid
read_bid(struct arena *a, const json_t *o, const json_t *facts, int evaluators)
{
	const json_t *accredited = member(facts, "accredited");
	struct replay_bid b = {
		.bid_id = text_of(o, "bid_id"),
		.bid = {
			.establishment_id = text_of(o, "establishment_id"),
			.sealed_sha256 = text_of(o, "sealed_sha256"),
			.reasons = reasons_of_words(member(o, "reasons")),
			.facts = {
				.price = whole(o, "price_pence"),
				.outcome_score =
				    score_or_missing(o, "outcome_score"),
				.needs_met = small(o, "needs_met"),
				.features_met = small(o, "features_met"),
				.miles100 = (int)units(o, "miles", 2),
				.core = units(o, "core_score", 4),
			},
		},
		.opened_reasons =
		    reasons_of_words(member(facts, "opened_reasons")),
		.evaluation = read_evaluation(a, facts, evaluators),
		.ranked = read_ranked(o),
	};

	b.children =
	    pricing_children(a, member(facts, "children"), &b.children_count);
	pricing_accredited(a, member(accredited, "core_pence"),
	    member(accredited, "discounts"), &b.accredited);
	return b;
}

static void
read_offered(struct arena *a, const json_t *list, struct replay *r)
{
	const size_t count = json_array_size(list);
	struct replay_offered *offered =
	    arena_zalloc_array(a, count + 1, sizeof(*offered));

	for (size_t i = 0; i < count; i++) {
		const json_t *o = json_array_get(list, i);

		offered[i].bid_id = text_of(o, "bid_id");
		offered[i].within_budget =
		    json_is_true(member(o, "within_budget"));
		offered[i].over_budget = whole(o, "over_budget_pence");
	}
	r->offered = offered;
	r->offered_count = count;
}

static void
sha256_of(const void *data, size_t size, unsigned char digest[SHA256_BYTES])
{
	(void)crypto_hash_sha256(digest, data, size);
}

static struct replay
read_ranking(struct arena *a, const json_t *o)
{
	const json_t *bids = member(o, "bids"), *facts = member(o, "facts");
	const json_t *choice = member(o, "choice");
	const size_t count = json_array_size(bids);
	struct replay_bid *list =
	    arena_zalloc_array(a, count + 1, sizeof(*list));
	struct replay r = {
		.competition = {
			.referral_id = text_of(o, "referral_id"),
			.scoring = read_scoring(o),
			.sha256 = sha256_of,
		},
		.bids = list,
		.count = count,
		.children = (size_t)small(facts, "children"),
		.lowest = whole(o, "lowest_price_pence"),
		.budget = is_null(facts, "budget_pence")
			      ? NO_BUDGET
			      : whole(facts, "budget_pence"),
	};

	for (size_t i = 0; i < count; i++)
		list[i] = read_bid(a, json_array_get(bids, i),
		    json_array_get(member(facts, "bids"), i),
		    small(facts, "evaluators"));
	(void)choice_mode_parse(text_of(choice, "mode"), &r.mode);
	read_offered(a, member(choice, "offered"), &r);
	return r;
}

/* ---- rules between members ---- */

/* Where we are, "#/bids/0" or the like, and where faults go. */
struct spot {
	struct arena *a;
	struct err **faults;
	const char *list;
	size_t i;
};

static void
fault_if(const struct spot *at, bool wrong, const char *name,
    const char *sentence)
{
	if (wrong)
		err_append(at->faults, err_at(at->a,
					   arena_printf(at->a, "#/%s/%zu/%s",
					       at->list, at->i, name),
					   "%s", sentence));
}

/* What was scored has all of it, and what was not has none. */
static void
check_nulls(const struct spot *at, const json_t *o)
{
	static const char *const names[] = { "scores", "quality", "total",
		"rank", "gap" };
	const bool compliant = json_is_true(member(o, "compliant"));

	for (size_t n = 0; n < ARRAY_LEN(names); n++)
		fault_if(at, is_null(o, names[n]) == compliant, names[n],
		    compliant ? "A compliant bid has one."
			      : "This is null where a bid is not compliant.");
	fault_if(at, compliant && is_null(o, "outcome_score"), "outcome_score",
	    "A compliant bid has one.");
	fault_if(at, compliant && is_null(o, "price_pence"), "price_pence",
	    "A compliant bid has one.");
}

static void
check_marks(const struct spot *at, const struct scoring *s, const json_t *o)
{
	const int needs = small(o, "needs_total");
	const int features = small(o, "features_total");

	fault_if(at, small(o, "needs_met") > needs, "needs_met",
	    "There are fewer marks than that.");
	fault_if(at, small(o, "features_met") > features, "features_met",
	    "There are fewer marks than that.");
	fault_if(at, needs != s->needs_total, "needs_total",
	    "This is the same for all bids.");
	fault_if(at, features != s->features_total, "features_total",
	    "This is the same for all bids.");
	fault_if(at, s->weights.needs > 0 && s->needs_total == 0, "needs_total",
	    "Needs weigh something, so there are marks.");
	fault_if(at, s->weights.features > 0 && s->features_total == 0,
	    "features_total", "Features weigh something, so there are marks.");
}

static void
check_facts(const struct spot *at, const struct replay *r, const json_t *facts)
{
	const struct replay_bid *b = &r->bids[at->i];
	const bool unreadable =
	    (b->opened_reasons & REASON(NON_COMPLIANCE_UNREADABLE)) != 0;
	struct err *e = discounts_check(at->a, b->accredited.discounts,
	    b->accredited.discounts_count);

	fault_if(at, strcmp(text_of(facts, "bid_id"), b->bid_id) != 0, "bid_id",
	    "Another bid has this place above.");
	fault_if(at, b->children_count != (unreadable ? 0 : r->children),
	    "children",
	    "A bid has as many as the referral, and none if it could not be "
	    "read.");
	for (struct err *d = e; d; d = d->next)
		d->pointer = arena_printf(at->a,
		    "#/facts/bids/%zu/accredited%s", at->i, d->pointer + 1);
	err_append(at->faults, e);
}

static void
check_offered(const struct spot *at, const json_t *o, bool budget)
{
	const char *sentence = budget
				   ? "There is a budget, so this is not null."
				   : "There is no budget, so this is null.";

	fault_if(at, is_null(o, "within_budget") == budget, "within_budget",
	    sentence);
	fault_if(at, is_null(o, "over_budget_pence") == budget,
	    "over_budget_pence", sentence);
}

/* Two bids of one home, or one bid twice. */
static void
check_distinct(const struct spot *at, const struct replay *r)
{
	const struct replay_bid *b = &r->bids[at->i];

	for (size_t j = 0; j < at->i; j++) {
		fault_if(at, strcmp(r->bids[j].bid_id, b->bid_id) == 0,
		    "bid_id", "This bid stands here already.");
		fault_if(at,
		    strcmp(r->bids[j].bid.establishment_id,
			b->bid.establishment_id) == 0,
		    "establishment_id", "This home has a bid here already.");
	}
}

/* As many as anybody is shown. */
static bool
is_enough(const struct err *faults)
{
	size_t n = 0;

	for (; faults; faults = faults->next)
		n++;
	return n >= FAULTS_MAX;
}

static struct err *
check_rules(struct arena *a, const struct replay *r, const json_t *o)
{
	const struct scoring *s = &r->competition.scoring;
	const json_t *bids = member(o, "bids");
	const json_t *facts = member(member(o, "facts"), "bids");
	const json_t *offered = member(member(o, "choice"), "offered");
	struct err *faults = weights_check(a, &s->weights);

	for (size_t i = 0; i < r->count && !is_enough(faults); i++) {
		const struct spot bid = { a, &faults, "bids", i };
		const struct spot fact = { a, &faults, "facts/bids", i };

		check_nulls(&bid, json_array_get(bids, i));
		check_marks(&bid, s, json_array_get(bids, i));
		check_facts(&fact, r, json_array_get(facts, i));
		check_distinct(&bid, r);
	}
	if (json_array_size(facts) != r->count)
		err_append(&faults, err_at(a, "#/facts/bids",
					"These are as many as the bids."));
	for (size_t i = 0; i < r->offered_count && !is_enough(faults); i++) {
		const struct spot at = { a, &faults, "choice/offered", i };

		check_offered(&at, json_array_get(offered, i),
		    r->budget != NO_BUDGET);
	}
	return faults;
}

/* ---- the whole ---- */

/* The digest is of the bytes, so they must be the ones that were sent; white
 * space at the end may come from an editor. */
static struct err *
find_digest(struct arena *a, const char *text, size_t length,
    struct ranking_document *out)
{
	const size_t digits = (size_t)2 * SHA256_BYTES;
	const size_t tail =
	    strlen(DIGEST_BEGINS) + digits + strlen(DIGEST_ENDS);
	const char *at;

	while (length > 0 && isspace((unsigned char)text[length - 1]))
		length--;
	at = text + length - tail;
	if (length <= tail ||
	    strncmp(at, DIGEST_BEGINS, strlen(DIGEST_BEGINS)) != 0 ||
	    strncmp(text + length - strlen(DIGEST_ENDS), DIGEST_ENDS,
		strlen(DIGEST_ENDS)) != 0)
		return err_at(a, "#/sha256",
		    "This must end the document, which must be as it was "
		    "sent, byte for byte, and not printed anew.");
	out->covered = text;
	out->covered_size = length - tail;
	out->digest =
	    arena_printf(a, "%.*s", (int)digits, at + strlen(DIGEST_BEGINS));
	return NULL;
}

static struct err *
check_age(struct arena *a, const json_t *o)
{
	if (!json_is_object(o) || member(o, "facts"))
		return NULL;
	return err_at(a, "#/facts",
	    "This ranking was locked before rankings carried the facts they "
	    "were made of, so it cannot be worked out again.");
}

struct err *
ranking_read(struct arena *a, const char *text, size_t length,
    struct ranking_document *out)
{
	struct ranking_document d = { 0 };
	struct err *faults;
	json_error_t where;
	json_t *o;

	o = json_loadb(text, length, JSON_REJECT_DUPLICATES, &where);
	if (!o)
		return err_new(a, ERR_INVALID, "This is no JSON: line %d: %s",
		    where.line, where.text);
	json_keep(a, o);
	faults = schema_check(a, schema_of_ranking, o);
	err_append_elsewhere(&faults, check_age(a, o));
	err_append_elsewhere(&faults, find_digest(a, text, length, &d));
	d.replay = read_ranking(a, o);
	d.locked_at = text_of(o, "locked_at");
	err_append_elsewhere(&faults, check_rules(a, &d.replay, o));
	if (faults)
		return faults;
	*out = d;
	return NULL;
}
