/*
 * assessment.c - the lead assesses an entry and decides on it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/ctx.h"
#include "api/decimal.h"
#include "api/handlers.h"
#include "api/handlers/agreement.h"
#include "api/handlers/application.h"
#include "api/handlers/blend.h"
#include "api/handlers/decision.h"
#include "api/handlers/entry.h"
#include "api/handlers/given.h"
#include "api/handlers/parties.h"
#include "api/handlers/stage.h"
#include "core/accreditation.h"

/* Whether the statements are scored by several, and not by the assessor. */
static bool
has_scorers(const struct asked_entry *entry)
{
	return json_integer_value(
		   json_object_get(entry->category, "assessors")) > 1;
}

/* Every one of that list, and no other. */
static struct err *
check_list(struct ctx *cx, const struct asked_entry *entry, const char *name)
{
	struct err *faults = entry_check_known(cx, entry, name, name);

	err_append(&faults, entry_check_covered(cx, entry, name));
	return faults;
}

static struct err *
check_marks(struct ctx *cx, const struct asked_entry *entry)
{
	struct err *faults = check_list(cx, entry, "requirements");

	if (!has_scorers(entry))
		err_append(&faults, check_list(cx, entry, "statements"));
	else if (json_object_get(cx->body, "statements") != NULL)
		err_append(&faults,
		    err_at(cx->arena, "#/statements",
			"Those who were asked to score give these."));
	return faults;
}

/* What the scorers gave, as one mark for each statement (ADR 20). */
static struct err *
settle_scores(struct ctx *cx, const struct asked_entry *entry, json_t **out)
{
	struct given given = { 0 };
	struct err *e = given_load(cx, entry, &given);
	size_t i;

	if (e == NULL)
		e = settlement_check(cx->arena, given.list, given.count);
	if (e != NULL)
		return e;
	*out = json_keep(cx->arena, json_object());
	for (i = 0; i < given.count; i++) {
		const struct given_scores *g = &given.list[i];
		const json_t *agreed =
		    scores_disputed(g)
			? json_object_get(given.consensus, g->code)
			: NULL;
		const char *reason =
		    json_string_value(json_object_get(agreed, "reason"));

		json_object_set_new(*out, g->code,
		    json_pack("{s:i,s:s}", "score", scores_settled(g), "reason",
			reason != NULL ? reason : ""));
	}
	return NULL;
}

/* The marks of the statements: the body's, or those of the scorers. */
static struct err *
find_marks(struct ctx *cx, const struct asked_entry *entry, json_t **out)
{
	if (has_scorers(entry))
		return settle_scores(cx, entry, out);
	*out = json_object_get(cx->body, "statements");
	return NULL;
}

/*
 * The score that the home would carry. Where the category's blend has no
 * points for the rating, it carries none: such a home is assessed all the
 * same, so that it can be refused with reasons.
 */
static struct err *
carried(struct ctx *cx, const struct asked_entry *entry, const json_t *marks,
    points *out)
{
	const json_t *asked = json_object_get(entry->category, "statements");
	size_t i, count = json_array_size(asked);
	struct statement_score *s =
	    arena_zalloc_array(cx->arena, count + 1, sizeof(*s));
	enum rating rating = RATING_NOT_RATED;
	struct err *e;

	for (i = 0; i < count; i++) {
		const json_t *item = json_array_get(asked, i);
		const char *code =
		    json_string_value(json_object_get(item, "code"));

		s[i].weight =
		    (int)json_integer_value(json_object_get(item, "weight"));
		s[i].score = (int)json_integer_value(
		    json_object_get(json_object_get(marks, code), "score"));
	}
	(void)rating_parse(body_text(cx, "rating"), &rating);
	e = carried_score(cx->arena, s, count,
	    blend_read(cx->arena,
		json_object_get(entry->category, "core_blend")),
	    rating, out);
	return e != NULL && e->kind == ERR_RATING_BELOW_FLOOR ? NULL : e;
}

static struct err *
store_assessment(struct ctx *cx, const struct asked_entry *entry,
    const json_t *marks, points score)
{
	const char *assessor = cx->caller.user;
	struct err *e;

	if (assessor == NULL)
		assessor = cx->caller.client;
	e = cx_exec(cx, STMT_ASSESSMENT_UPSERT, NULL,
	    field_text(entry->row, 0, "lead_id"),
	    field_text(entry->row, 0, "provider_id"),
	    json_compact(cx->arena, marks), decimal_text(cx->arena, score, 4),
	    assessor);
	if (e != NULL)
		return e;
	return cx_exec(cx, STMT_ENTRY_SET_STATE, NULL,
	    entry_state_name(entry_next(ENTRY_ASSESS, entry->state)));
}

/* PUT .../assessment: again and again, until the decision. */
struct err *
assessment_put(struct ctx *cx)
{
	bool is_new = rows_count(cx->shown) == 0;
	struct asked_entry entry = { 0 };
	json_t *marks = NULL;
	points score = 0;
	struct err *e;

	e = entry_find(cx, ENTRY_ASSESS, &entry);
	if (e == NULL)
		e = judge_find(cx);
	if (e == NULL)
		e = check_marks(cx, &entry);
	if (e == NULL)
		e = find_marks(cx, &entry, &marks);
	if (e == NULL)
		e = carried(cx, &entry, marks, &score);
	if (e == NULL)
		e = store_assessment(cx, &entry, marks, score);
	if (e == NULL)
		e = cx_did(cx, &entry_lifecycle, ENTRY_ASSESS,
		    cx_path(cx, "entry_id"), NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, is_new ? 201 : 200, STMT_ASSESSMENT_SHOW, NULL,
	    is_new ? entry_path(cx, "/assessment") : NULL);
}

/* The three doors: requirements, rating, and once in a category. */
static struct err *
check_accreditable(struct ctx *cx, const struct rows *entry,
    const struct rows *facts)
{
	enum rating_floor floor = RATING_FLOOR_NONE;
	enum rating rating = RATING_NOT_RATED;
	struct err *e;

	if (!field_is_null(facts, 0, "failed"))
		return err_new(cx->arena, ERR_REQUIREMENT_FAILED,
		    "These requirements were not passed: %s.",
		    field_text(facts, 0, "failed"));
	(void)rating_parse(field_text(facts, 0, "rating"), &rating);
	(void)rating_floor_parse(field_text(entry, 0, "rating_floor"), &floor);
	e = rating_floor_check(cx->arena, rating, floor);
	if (e != NULL)
		return e;
	if (!field_bool(facts, 0, "blend_admits"))
		return err_new(cx->arena, ERR_RATING_BELOW_FLOOR,
		    "This category has no points for a home rated \"%s\".",
		    rating_in_words(rating));
	if (field_bool(facts, 0, "accredited"))
		return err_new(cx->arena, ERR_ALREADY_ACCREDITED,
		    "This home is accredited in this category already.");
	return NULL;
}

/* The accreditation, told to its provider and to every council. */
static struct err *
accredit(struct ctx *cx, const struct rows *entry, const struct rows *facts)
{
	const char *councils = field_text(facts, 0, "audience");
	const struct rows *made = NULL;
	struct err *e = cx_exec(cx, STMT_ACCREDITATION_INSERT, &made);

	if (e == NULL)
		e = conditions_store(cx, field_text(made, 0, "id"));
	if (e != NULL)
		return e;
	return cx_event(cx, accreditation_lifecycle.begins,
	    field_text(made, 0, "id"), NULL,
	    arena_printf(cx->arena, "%s%s%s",
		field_text(entry, 0, "provider_id"),
		councils != NULL ? "," : "", councils != NULL ? councils : ""));
}

/* What stands before either outcome. */
static struct err *
check_outcome(struct ctx *cx, const struct rows *entry, bool yes,
    const struct rows *facts, const struct decision_facts *f)
{
	struct err *e = conditions_fault(cx, f, yes);

	if (e != NULL)
		return e;
	if (!yes)
		return refusal_check(cx->arena, f);
	e = check_accreditable(cx, entry, facts);
	if (e == NULL)
		e = parties_admit(cx);
	return e != NULL ? e : due_diligence_check(cx->arena, f);
}

static struct err *
store_decision(struct ctx *cx, const struct rows *entry, enum entry_act act)
{
	struct err *e = cx_exec(cx, STMT_ENTRY_DECIDE, NULL,
	    entry_state_name(entry_next(act, ENTRY_ASSESSED)),
	    arena_printf(cx->arena, "%d", REVIEW_DAYS));

	if (e != NULL)
		return e;
	return cx_did(cx, &entry_lifecycle, (int)act, cx_path(cx, "entry_id"),
	    NULL, field_text(entry, 0, "provider_id"));
}

static struct err *
decide(struct ctx *cx, const struct rows *entry, enum entry_act act)
{
	bool yes = act == ENTRY_ACCREDIT;
	const struct rows *facts = NULL, *before = NULL;
	struct decision_facts f = { 0 };
	struct err *e = cx_exec(cx, STMT_DECISION_LOAD, &facts);

	if (e == NULL)
		e = decision_facts(cx, &f, &before);
	if (e == NULL)
		e = check_outcome(cx, entry, yes, facts, &f);
	if (e == NULL)
		e = store_decision(cx, entry, act);
	if (e == NULL)
		e = yes ? accredit(cx, entry, facts)
			: exclusion_note(cx, &f, before);
	return e != NULL ? e
			 : application_settle(cx,
			       field_text(entry, 0, "provider_id"));
}

static struct err *
check_decision(struct ctx *cx, enum entry_act *act)
{
	enum decision_outcome outcome = DECISION__MAX;

	(void)decision_outcome_parse(body_text(cx, "outcome"), &outcome);
	*act = outcome == DECISION_ACCREDITED ? ENTRY_ACCREDIT : ENTRY_REFUSE;
	if (*act == ENTRY_ACCREDIT || body_text(cx, "reason") != NULL)
		return NULL;
	return err_at(cx->arena, "#/reason",
	    "A refusal gives its reason to the provider.");
}

/* POST .../decision */
struct err *
entry_decide(struct ctx *cx)
{
	struct asked_entry entry = { 0 };
	enum entry_act act = ENTRY_REFUSE;
	struct err *e;

	e = check_decision(cx, &act);
	if (e == NULL)
		e = entry_find(cx, act, &entry);
	if (e == NULL)
		e = decision_scheme(cx, entry.row);
	if (e == NULL)
		e = agreement_is_signed(cx, entry.row);
	if (e == NULL)
		e = judge_find(cx);
	if (e == NULL)
		e = decide(cx, entry.row, act);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_ENTRY_SHOW, NULL,
	    entry_path(cx, ""));
}
