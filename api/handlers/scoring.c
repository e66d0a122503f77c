/*
 * scoring.c - people are asked to score an entry, each scores it without
 * seeing what the others gave, and a consensus settles what lies apart.
 *
 * Everything here holds the lock of the application, so the last of the scores
 * and a correction of the first are one after the other.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/given.h"
#include "api/handlers/stage.h"

/* The answer to a PUT below an entry. */
static struct err *
respond_put(struct ctx *cx, enum stmt show, const char *below)
{
	const bool is_new = rows_count(cx->shown) == 0;

	return respond_shown(cx, is_new ? 201 : 200, show, NULL,
	    is_new ? entry_path(cx, below) : NULL);
}

static struct err *
tell(struct ctx *cx, enum entry_act act, const char *audience)
{
	return cx_did(cx, &entry_lifecycle, (int)act, cx_path(cx, "entry_id"),
	    NULL, audience);
}

static struct err *
check_state(struct ctx *cx, const struct rows *r, enum entry_act act)
{
	enum entry_state state = ENTRY__MAX;

	(void)entry_state_parse(field_text(r, 0, "state"), &state);
	return cx_may(cx, &entry_lifecycle, (int)act, (int)state);
}

/* Whether the person of the path may be asked, or let go. */
static struct err *
find_candidate(struct ctx *cx, const struct rows **out)
{
	struct assessor who = { .person = true };
	const struct rows *r = NULL;
	struct err *e = cx_exec(cx, STMT_SCORER_LOAD, &r);

	if (e != NULL)
		return e;
	if (rows_count(r) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "There is no such entry, or nobody of that id who could "
		    "score it.");
	who.asked = (int)field_int(r, 0, "assessors");
	who.trained = field_bool(r, 0, "trained");
	who.conflicted = field_bool(r, 0, "conflicted");
	who.apart = field_bool(r, 0, "apart");
	who.scored = field_bool(r, 0, "scored");
	who.complete = field_bool(r, 0, "complete");
	e = check_state(cx, r, ENTRY_ASK_SCORER);
	if (e == NULL)
		e = scorer_check(cx->arena, &who);
	if (e == NULL)
		*out = r;
	return e;
}

/* PUT .../scorers/{user_id} */
struct err *
scorer_put(struct ctx *cx)
{
	const struct rows *r = NULL;
	const char *organisation;
	struct err *e = find_candidate(cx, &r);

	if (e != NULL)
		return e;
	organisation = field_text(r, 0, "organisation_id");
	e = cx_exec(cx, STMT_SCORER_STORE, NULL, organisation);
	if (e == NULL)
		e = tell(cx, ENTRY_ASK_SCORER, organisation);
	if (e != NULL)
		return e;
	return respond_put(cx, STMT_SCORER_SHOW,
	    arena_printf(cx->arena, "/scorers/%s", cx_path(cx, "user_id")));
}

/* DELETE .../scorers/{user_id}: as long as they have not scored. */
struct err *
scorer_delete(struct ctx *cx)
{
	const struct rows *r = NULL;
	struct err *e = cx_exec(cx, STMT_SCORER_RELEASE_LOAD, &r);

	if (e != NULL)
		return e;
	e = check_state(cx, r, ENTRY_RELEASE_SCORER);
	if (e != NULL)
		return e;
	if (field_bool(r, 0, "scored"))
		return err_new(cx->arena, ERR_HAS_SCORED,
		    "This person has scored; a score is not taken back.");
	e = cx_exec(cx, STMT_SCORER_DELETE, NULL);
	if (e == NULL)
		e = tell(cx, ENTRY_RELEASE_SCORER,
		    field_text(r, 0, "organisation_id"));
	return e != NULL ? e : respond_empty(cx);
}

static enum entry_act
own_act(const struct ctx *cx)
{
	return cx->caller.role == ROLE_COUNCIL ? ENTRY_SCORE_AS_PARTNER
					       : ENTRY_SCORE;
}

/* The caller's own task, if it may be done now. */
static struct err *
find_own(struct ctx *cx, const struct rows **out, struct asked_entry *entry)
{
	struct assessor who = { .asked = 2, .person = true, .apart = true };
	const struct rows *r = NULL;
	struct err *e = cx_exec(cx, STMT_OWN_SCORES_LOAD, &r);

	if (e != NULL)
		return e;
	if (rows_count(r) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "There is no such entry for you to score.");
	who.trained = field_bool(r, 0, "trained");
	who.declared = field_bool(r, 0, "declared");
	who.conflicted = field_bool(r, 0, "conflicted");
	who.complete = field_bool(r, 0, "complete");
	e = check_state(cx, r, own_act(cx));
	if (e == NULL)
		e = own_scores_check(cx->arena, &who);
	if (e != NULL)
		return e;
	entry->category = field_json(cx, r, 0, "category");
	*out = r;
	return NULL;
}

/* PUT .../scores: all statements, and again until the others have scored. */
struct err *
own_scores_put(struct ctx *cx)
{
	struct asked_entry entry = { 0 };
	const struct rows *r = NULL;
	struct err *e = find_own(cx, &r, &entry);

	if (e != NULL)
		return e;
	e = entry_check_known(cx, &entry, "statements", "statements");
	err_append(&e, entry_check_covered(cx, &entry, "statements"));
	if (e == NULL)
		e = cx_exec(cx, STMT_OWN_SCORES_STORE, NULL,
		    field_text(r, 0, "lead_id"),
		    field_text(r, 0, "provider_id"));
	if (e == NULL)
		e = tell(cx, own_act(cx), field_text(r, 0, "lead_id"));
	if (e != NULL)
		return e;
	return respond_put(cx, STMT_OWN_SCORES_SHOW, "/scores");
}

static int
mark_of(const json_t *marks, const char *code)
{
	const json_t *score =
	    json_object_get(json_object_get(marks, code), "score");

	return json_is_integer(score) ? (int)json_integer_value(score)
				      : SCORE_UNSETTLED;
}

static struct given_scores
scores_of(struct ctx *cx, const json_t *statement, const json_t *list,
    const json_t *consensus)
{
	const char *code =
	    json_string_value(json_object_get(statement, "code"));
	const size_t count = json_array_size(list);
	int *scores = arena_zalloc_array(cx->arena, count + 1, sizeof(*scores));
	size_t i;

	for (i = 0; i < count; i++)
		scores[i] = (int)json_integer_value(json_array_get(list, i));
	return (struct given_scores){
		.code = code,
		.scores = scores,
		.count = count,
		.agreed = mark_of(consensus, code),
		.question =
		    json_string_value(json_object_get(statement, "question")),
	};
}

static void
read_given(struct ctx *cx, const struct rows *r,
    const struct asked_entry *entry, struct given *out)
{
	const json_t *asked = json_object_get(entry->category, "statements");
	const json_t *scores = field_json(cx, r, 0, "scores");
	size_t i;

	out->count = json_array_size(asked);
	out->list =
	    arena_zalloc_array(cx->arena, out->count + 1, sizeof(*out->list));
	out->consensus = field_json(cx, r, 0, "consensus");
	for (i = 0; i < out->count; i++) {
		const json_t *statement = json_array_get(asked, i);

		out->list[i] = scores_of(cx, statement,
		    json_object_get(scores,
			json_string_value(json_object_get(statement, "code"))),
		    out->consensus);
	}
}

static struct assessor
read_judge(struct ctx *cx, const struct rows *r)
{
	return (struct assessor){
		.asked = (int)field_int(r, 0, "assessors"),
		.person = cx->caller.user != NULL,
		.declared = field_bool(r, 0, "declared"),
		.conflicted = field_bool(r, 0, "conflicted"),
	};
}

struct err *
given_load(struct ctx *cx, const struct asked_entry *entry, struct given *out)
{
	const struct rows *r = NULL;
	struct err *e = cx_exec(cx, STMT_SCORES_LOAD, &r);

	if (e != NULL)
		return e;
	if (field_int(r, 0, "assessors") < 2)
		return err_new(cx->arena, ERR_SCORERS_NOT_ASKED,
		    "One person assesses the entries of this category.");
	if (!field_bool(r, 0, "complete"))
		return err_new(cx->arena, ERR_SCORES_MISSING,
		    "Not everybody whom this category asks for has scored.");
	out->who = read_judge(cx, r);
	read_given(cx, r, entry, out);
	return NULL;
}

struct err *
judge_find(struct ctx *cx)
{
	const struct rows *r = NULL;
	struct assessor who;
	struct err *e = cx_exec(cx, STMT_DECISION_GUARDS_LOAD, &r);

	if (e != NULL)
		return e;
	who = read_judge(cx, r);
	return judge_check(cx->arena, &who);
}

static struct err *
check_consensus(struct ctx *cx, const struct asked_entry *entry,
    const struct given *given)
{
	const json_t *marks = json_object_get(cx->body, "statements");
	int *scores =
	    arena_zalloc_array(cx->arena, given->count + 1, sizeof(*scores));
	struct err *e;
	size_t i;

	e = judge_check(cx->arena, &given->who);
	if (e == NULL)
		e = entry_check_known(cx, entry, "statements", "statements");
	if (e != NULL)
		return e;
	for (i = 0; i < given->count; i++)
		scores[i] = mark_of(marks, given->list[i].code);
	return moderation_check(cx->arena, given->list, given->count, scores);
}

/* PUT .../consensus: what was assessed before is to be assessed again. */
struct err *
score_consensus_put(struct ctx *cx)
{
	struct asked_entry entry = { 0 };
	struct given given = { 0 };
	struct err *e = entry_find(cx, ENTRY_MODERATE, &entry);

	if (e == NULL)
		e = given_load(cx, &entry, &given);
	if (e == NULL)
		e = check_consensus(cx, &entry, &given);
	if (e == NULL)
		e = cx_exec(cx, STMT_SCORE_CONSENSUS_STORE, NULL);
	if (e == NULL)
		e = cx_exec(cx, STMT_ENTRY_SET_STATE, NULL,
		    entry_state_name(entry_next(ENTRY_MODERATE, entry.state)));
	if (e == NULL)
		e = tell(cx, ENTRY_MODERATE, NULL);
	if (e != NULL)
		return e;
	return respond_put(cx, STMT_SCORE_CONSENSUS_SHOW, "/consensus");
}
