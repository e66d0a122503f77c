/*
 * ranking.c - the locked order of bids.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/ranking.h"

#include <string.h>

/* What a comparison needs of each bid, gathered before sorting. */
struct entry {
	const struct ranking_bid *bid;
	struct score score;
	unsigned char draw[SHA256_BYTES];
	bool drawn;
	size_t index; /* in the input */
};

static bool
is_compliant(const struct ranking_bid *b)
{
	return b->reasons == 0;
}

void
ranking_flags(const struct ranking_bid *bids, size_t count, unsigned *flags)
{
	int64_t sum = 0, n = 0;

	for (size_t i = 0; i < count; i++) {
		if (is_compliant(&bids[i])) {
			sum += bids[i].facts.price;
			n++;
		}
	}
	/* price < 0.8 * sum / n, without a fraction; with PENCE_MAX and a
	 * million bids the product is still below 2^56. */
	for (size_t i = 0; i < count; i++) {
		const pence price = bids[i].facts.price;
		const bool low = is_compliant(&bids[i]) &&
				 (price * 5 * n < 4 * sum ||
				     price < bids[i].accredited_price);

		flags[i] = low ? FLAG(FLAG_ABNORMALLY_LOW) : 0;
	}
}

static pence
lowest_price(const struct entry *entries, size_t count)
{
	pence lowest = 0;

	for (size_t i = 0; i < count; i++) {
		const pence price = entries[i].bid->facts.price;

		if (lowest == 0 || price < lowest)
			lowest = price;
	}
	return lowest;
}

/* The compliant bids' seals, ascending, each after a newline. */
static const char *
joined_seals(struct arena *a, const struct entry *entries, size_t count)
{
	const char **seals = arena_zalloc_array(a, count, sizeof(*seals));
	size_t size = 1;
	char *text, *to;

	for (size_t i = 0; i < count; i++) {
		const char *seal = entries[i].bid->sealed_sha256;
		size_t at = i;

		for (; at > 0 && strcmp(seals[at - 1], seal) > 0; at--)
			seals[at] = seals[at - 1];
		seals[at] = seal;
		size += strlen(seal) + 1;
	}
	text = to = arena_zalloc(a, size);
	for (size_t i = 0; i < count; i++) {
		const size_t length = strlen(seals[i]);

		*to++ = '\n';
		memcpy(to, seals[i], length);
		to += length;
	}
	return text;
}

/* Copies text and returns where it ends. */
static char *
put(char *to, const char *text)
{
	const size_t length = strlen(text);

	memcpy(to, text, length + 1);
	return to + length;
}

/* The lots of these bids, one after the other in the same room: with many
 * bids the seals alone are long. */
static void
draw_lots(struct arena *a, const struct competition *c, const char *seals,
    struct entry *entries, size_t count)
{
	size_t longest = 0;
	char *lot, *end;

	for (size_t i = 0; i < count; i++) {
		const size_t length = strlen(entries[i].bid->establishment_id);

		longest = length > longest ? length : longest;
	}
	lot = arena_zalloc(a,
	    strlen(c->referral_id) + 1 + longest + strlen(seals) + 1);
	for (size_t i = 0; i < count; i++) {
		end = put(lot, c->referral_id);
		*end++ = '\n';
		end = put(end, entries[i].bid->establishment_id);
		end = put(end, seals);
		c->sha256(lot, (size_t)(end - lot), entries[i].draw);
		entries[i].drawn = true;
	}
}

/* Below 0 if x goes first; *by is the criterion that decided, none if the
 * totals did. 0 if a draw has to decide. */
static int
compare(const struct entry *x, const struct entry *y, enum tie_break *by)
{
	/* Positive where x is the better one; in the order of use. */
	const int64_t better[TIE_BREAK_DRAW] = {
		[TIE_BREAK_QUALITY] = x->score.quality - y->score.quality,
		[TIE_BREAK_OUTCOMES] = x->score.outcomes - y->score.outcomes,
		[TIE_BREAK_CORE] = x->score.core - y->score.core,
		[TIE_BREAK_DISTANCE] =
		    (int64_t)y->bid->facts.miles100 - x->bid->facts.miles100,
	};

	*by = TIE_BREAK__MAX;
	if (x->score.total != y->score.total)
		return x->score.total > y->score.total ? -1 : 1;
	for (int i = 0; i < TIE_BREAK_DRAW; i++) {
		if (better[i] != 0) {
			*by = (enum tie_break)i;
			return better[i] > 0 ? -1 : 1;
		}
	}
	*by = TIE_BREAK_DRAW;
	return 0;
}

/* The same, where lots have been drawn. */
static int
compare_lots(const struct entry *x, const struct entry *y, enum tie_break *by)
{
	*by = TIE_BREAK_DRAW;
	return memcmp(x->draw, y->draw, sizeof(x->draw));
}

typedef int
compare_fn(const struct entry *x, const struct entry *y, enum tie_break *by);

/* By insertion: a referral has a few dozen bids, not thousands. */
static void
sort_entries(struct entry *entries, size_t count, compare_fn *cmp)
{
	for (size_t i = 1; i < count; i++) {
		const struct entry e = entries[i];
		enum tie_break by;
		size_t at = i;

		for (; at > 0 && cmp(&entries[at - 1], &e, &by) > 0; at--)
			entries[at] = entries[at - 1];
		entries[at] = e;
	}
}

/* How many of the sorted entries, from the first on, are tied in
 * everything. */
static size_t
tied(const struct entry *entries, size_t count)
{
	enum tie_break by;
	size_t n = 1;

	while (n < count && compare(&entries[0], &entries[n], &by) == 0)
		n++;
	return n;
}

/* Lots are drawn only where nothing else decides: each is the digest of all
 * seals. */
static void
settle_ties(struct arena *a, const struct competition *c, struct entry *entries,
    size_t count)
{
	const char *seals = NULL;

	for (size_t i = 0, n; i < count; i += n) {
		n = tied(entries + i, count - i);
		if (n == 1)
			continue;
		if (!seals)
			seals = joined_seals(a, entries, count);
		draw_lots(a, c, seals, entries + i, n);
		sort_entries(entries + i, n, compare_lots);
	}
}

static enum tie_break
tie_break_at(const struct entry *entries, size_t count, size_t i)
{
	enum tie_break by = TIE_BREAK__MAX;

	if (i > 0)
		(void)compare(&entries[i - 1], &entries[i], &by);
	if (by == TIE_BREAK__MAX && i + 1 < count)
		(void)compare(&entries[i], &entries[i + 1], &by);
	return by;
}

/* The compliant bids, in the order of the input. */
static struct entry *
gather(struct arena *a, const struct ranking_bid *bids, size_t count,
    size_t *compliant)
{
	struct entry *entries = arena_zalloc_array(a, count, sizeof(*entries));
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (is_compliant(&bids[i])) {
			entries[n].bid = &bids[i];
			entries[n].index = i;
			n++;
		}
	}
	*compliant = n;
	return entries;
}

static struct err *
score_all(struct arena *a, const struct scoring *s, struct entry *entries,
    size_t count, pence lowest)
{
	size_t missing = 0;

	for (size_t i = 0; i < count; i++)
		missing += entries[i].bid->facts.outcome_score ==
			   OUTCOME_SCORE_MISSING;
	if (missing > 0)
		return err_new(a, ERR_SCORES_MISSING,
		    "Compliant bids still without an agreed score: %zu.",
		    missing);

	for (size_t i = 0; i < count; i++) {
		struct err *e;

		e = score_bid(a, s, &entries[i].bid->facts, lowest,
		    &entries[i].score);
		if (e)
			return e;
	}
	return NULL;
}

static void
publish_ranks(struct ranking *r, const struct entry *entries)
{
	for (size_t i = 0; i < r->compliant; i++) {
		struct ranked_bid *b = &r->bids[entries[i].index];

		b->compliant = true;
		b->score = entries[i].score;
		b->rank = (int)i + 1;
		b->gap = entries[0].score.total - b->score.total;
		b->tie_break = tie_break_at(entries, r->compliant, i);
		b->lot = entries[i].drawn ? entries[i].draw : NULL;
		r->order[i] = entries[i].index;
	}
}

/* The others after the compliant ones, by establishment id. */
static void
order_others(struct ranking *r, const struct ranking_bid *bids, size_t count)
{
	size_t end = r->compliant;

	for (size_t i = 0; i < count; i++) {
		size_t at = end;

		if (is_compliant(&bids[i]))
			continue;
		for (; at > r->compliant &&
		       strcmp(bids[r->order[at - 1]].establishment_id,
			   bids[i].establishment_id) > 0;
		     at--)
			r->order[at] = r->order[at - 1];
		r->order[at] = i;
		end++;
	}
}

struct err *
ranking_compute(struct arena *a, const struct competition *c,
    const struct ranking_bid *bids, size_t count, struct ranking *out)
{
	struct ranking r = { 0 };
	struct entry *entries;
	struct err *e;
	unsigned *flags;

	entries = gather(a, bids, count, &r.compliant);
	r.lowest = lowest_price(entries, r.compliant);
	e = score_all(a, &c->scoring, entries, r.compliant, r.lowest);
	if (e)
		return e;

	sort_entries(entries, r.compliant, compare);
	settle_ties(a, c, entries, r.compliant);
	flags = arena_zalloc_array(a, count, sizeof(*flags));
	ranking_flags(bids, count, flags);
	r.bids = arena_zalloc_array(a, count, sizeof(*r.bids));
	r.order = arena_zalloc_array(a, count, sizeof(*r.order));
	for (size_t i = 0; i < count; i++) {
		r.bids[i].tie_break = TIE_BREAK__MAX;
		r.bids[i].flags = flags[i];
	}
	publish_ranks(&r, entries);
	order_others(&r, bids, count);
	*out = r;
	return NULL;
}
