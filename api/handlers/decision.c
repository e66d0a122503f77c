/*
 * decision.c - before a decision on an entry: what failed is told to the
 * applicant, who may answer, and registers are looked into.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/decision.h"

#include "api/handlers.h"
#include "api/handlers/entry.h"
#include "api/handlers/given.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"
#include "core/scheme.h"
#include "core/score.h"

/* Registers (JSON, or NULL: none) as a sentence names them. */
static const char *
registers_in_words(struct ctx *cx, const struct rows *r, const char *column)
{
	static const char *const words[REGISTER__MAX] = {
		[REGISTER_REGULATOR] = "the regulator's register",
		[REGISTER_COMPANY] = "the register of companies",
		[REGISTER_CHARITY] = "the register of charities",
		[REGISTER_DEBARMENT] = "the debarment list",
	};
	const char *text = NULL;
	const json_t *named, *item;
	size_t i;

	if (field_is_null(r, 0, column))
		return NULL;
	named = field_json(cx, r, 0, column);
	json_array_foreach(named, i, item)
	{
		enum register_kind kind = REGISTER__MAX;

		if (!register_kind_parse(json_string_value(item), &kind))
			continue;
		text = text == NULL ? words[kind]
				    : arena_printf(cx->arena, "%s, %s", text,
					  words[kind]);
	}
	return text;
}

struct err *
decision_facts(struct ctx *cx, struct decision_facts *out,
    const struct rows **row)
{
	struct err *e = cx_exec(cx, STMT_DECISION_FACTS_LOAD, row);
	const struct rows *r = *row;

	if (e != NULL)
		return e;
	*out = (struct decision_facts){
		.unheard = field_text(r, 0, "unheard"),
		.unexplained = field_text(r, 0, "unexplained"),
		.warned = field_int(r, 0, "number") > 0,
		.answered = field_bool(r, 0, "answered"),
		.regime = lead_regime(r),
		.now = field_int(r, 0, "now"),
		.unchecked = registers_in_words(cx, r, "unchecked"),
		.adverse = registers_in_words(cx, r, "adverse"),
	};
	if (out->warned)
		out->answer_by = field_int(r, 0, "answer_by");
	return NULL;
}

struct err *
decision_scheme(struct ctx *cx, const struct rows *entry)
{
	enum scheme_state state = SCHEME__MAX;

	(void)scheme_state_parse(field_text(entry, 0, "scheme_state"), &state);
	return scheme_check(cx->arena, SCHEME_DECIDE, state);
}

static struct err *
tell(struct ctx *cx, enum entry_act act, const char *audience)
{
	return cx_did(cx, &entry_lifecycle, (int)act, cx_path(cx, "entry_id"),
	    NULL, audience);
}

static const char *
number_text(struct ctx *cx, int64_t number)
{
	return arena_printf(cx->arena, "%lld", (long long)number);
}

static struct date
london_today(const struct decision_facts *f)
{
	return date_in_london(f->now);
}

/* An instant of the body, which OpenAPI has found to be one. */
static struct err *
read_instant(struct ctx *cx, const char *name, int64_t *out)
{
	const struct rows *r = NULL;
	struct err *e = cx_exec(cx, STMT_INSTANT_READ, &r, body_text(cx, name));

	if (e == NULL)
		*out = field_int(r, 0, "instant");
	return e;
}

static struct err *
check_warning(struct ctx *cx, const struct decision_facts *f,
    const struct rows *row)
{
	int64_t answer_by = 0;
	struct err *e;

	if (json_array_size(field_json(cx, row, 0, "failed")) == 0)
		return err_new(cx->arena, ERR_NOTHING_FAILED,
		    "The assessment has every requirement passed.");
	e = read_instant(cx, "answer_by", &answer_by);
	return e != NULL ? e : warning_check(cx->arena, f, answer_by);
}

/* POST .../warning: the applicant is told before it is refused. */
struct err *
warning_create(struct ctx *cx)
{
	struct asked_entry entry = { 0 };
	struct decision_facts f = { 0 };
	const struct rows *row = NULL;
	struct err *e = entry_find(cx, ENTRY_WARN, &entry);

	if (e == NULL)
		e = judge_find(cx);
	if (e == NULL)
		e = decision_facts(cx, &f, &row);
	if (e == NULL)
		e = check_warning(cx, &f, row);
	if (e == NULL)
		e = cx_exec(cx, STMT_WARNING_INSERT, NULL,
		    number_text(cx, field_int(row, 0, "number") + 1),
		    field_text(row, 0, "failed"));
	if (e == NULL)
		e = tell(cx, ENTRY_WARN,
		    field_text(entry.row, 0, "provider_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_WARNING_SHOW, NULL,
	    entry_path(cx, "/warning"));
}

/* POST .../representation: once to each warning, before its time is over. */
struct err *
representation_create(struct ctx *cx)
{
	struct asked_entry entry = { 0 };
	struct decision_facts f = { 0 };
	const struct rows *row = NULL;
	struct err *e = entry_find(cx, ENTRY_ANSWER, &entry);

	if (e == NULL)
		e = decision_facts(cx, &f, &row);
	if (e == NULL)
		e = representation_check(cx->arena, &f);
	if (e == NULL)
		e = cx_exec(cx, STMT_REPRESENTATION_INSERT, NULL,
		    number_text(cx, field_int(row, 0, "number")));
	if (e == NULL)
		e = tell(cx, ENTRY_ANSWER, field_text(entry.row, 0, "lead_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_REPRESENTATION_SHOW, NULL,
	    entry_path(cx, "/representation"));
}

static struct err *
check_reached(struct ctx *cx, const char *member)
{
	const struct rows *r = NULL;
	struct date day = { 0 };
	struct err *e = cx_exec(cx, STMT_TODAY_LOAD, &r);

	if (e != NULL)
		return e;
	(void)date_parse(body_text(cx, member), &day);
	return day_reached_check(cx->arena,
	    arena_printf(cx->arena, "#/%s", member), day,
	    field_date(r, 0, "today"));
}

/* Each register once, looked into by today. */
static struct err *
check_registers(struct ctx *cx, struct date today)
{
	const json_t *checks = json_object_get(cx->body, "checks"), *check;
	unsigned seen = 0;
	struct err *faults = NULL;
	size_t i;

	json_array_foreach(checks, i, check)
	{
		const char *at = arena_printf(cx->arena, "#/checks/%zu", i);
		enum register_kind kind = REGISTER__MAX;
		struct date on = { 0 };

		(void)register_kind_parse(json_string_value(
					      json_object_get(check,
						  "register")),
		    &kind);
		if (seen & 1U << kind)
			err_append(&faults,
			    err_at(cx->arena,
				arena_printf(cx->arena, "%s/register", at),
				"This register stands here already."));
		seen |= 1U << kind;
		(void)date_parse(json_string_value(
				     json_object_get(check, "checked_on")),
		    &on);
		err_append(&faults,
		    day_reached_check(cx->arena,
			arena_printf(cx->arena, "%s/checked_on", at), on,
			today));
	}
	return faults;
}

/* PUT .../due-diligence: a version of its own each time. */
struct err *
due_diligence_put(struct ctx *cx)
{
	const bool is_new = rows_count(cx->shown) == 0;
	struct asked_entry entry = { 0 };
	struct decision_facts f = { 0 };
	const struct rows *row = NULL;
	struct err *e = entry_find(cx, ENTRY_CHECK_REGISTERS, &entry);

	if (e == NULL)
		e = judge_find(cx);
	if (e == NULL)
		e = decision_facts(cx, &f, &row);
	if (e == NULL)
		e = check_registers(cx, london_today(&f));
	if (e == NULL)
		e = cx_exec(cx, STMT_DUE_DILIGENCE_INSERT, NULL);
	if (e == NULL)
		e = tell(cx, ENTRY_CHECK_REGISTERS, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, is_new ? 201 : 200, STMT_DUE_DILIGENCE_SHOW,
	    NULL, is_new ? entry_path(cx, "/due-diligence") : NULL);
}

struct err *
conditions_fault(struct ctx *cx, const struct decision_facts *f, bool accredits)
{
	const json_t *list = json_object_get(cx->body, "conditions"), *item;
	struct err *faults = NULL;
	size_t i;

	if (json_array_size(list) == 0)
		return NULL;
	if (!accredits)
		return err_at(cx->arena, "#/conditions",
		    "Only an accreditation has conditions.");
	json_array_foreach(list, i, item)
	{
		struct date due = { 0 };

		(void)date_parse(json_string_value(
				     json_object_get(item, "due_on")),
		    &due);
		err_append(&faults,
		    condition_check(cx->arena, i, due, london_today(f)));
	}
	return faults;
}

struct err *
conditions_store(struct ctx *cx, const char *accreditation_id)
{
	if (json_array_size(json_object_get(cx->body, "conditions")) == 0)
		return NULL;
	return cx_exec(cx, STMT_CONDITION_INSERT, NULL, accreditation_id);
}

struct err *
exclusion_note(struct ctx *cx, const struct decision_facts *f,
    const struct rows *row)
{
	struct date due = { 0 };

	if (json_array_size(field_json(cx, row, 0, "grounds")) == 0 ||
	    !exclusion_notice_due(f->regime, london_today(f), &due))
		return NULL;
	return cx_exec(cx, STMT_EXCLUSION_NOTICE_INSERT, NULL,
	    field_text(row, 0, "grounds"), date_text(cx->arena, due));
}

/* PUT .../exclusion-notice: the Minister was told. */
struct err *
exclusion_notice_put(struct ctx *cx)
{
	struct err *e = check_reached(cx, "given_on");

	if (e == NULL)
		e = cx_exec(cx, STMT_EXCLUSION_NOTICE_UPDATE, NULL);
	if (e == NULL)
		e = cx_event(cx, "entry.exclusion_notified",
		    cx_path(cx, "entry_id"), NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_EXCLUSION_NOTICE_SHOW, NULL, NULL);
}

/* PUT /v1/accreditations/{accreditation_id}/conditions/{condition_id} */
struct err *
condition_put(struct ctx *cx)
{
	const struct rows *r = NULL;
	struct err *e = check_reached(cx, "met_on");

	if (e == NULL)
		e = cx_exec(cx, STMT_CONDITION_UPDATE, &r);
	if (e == NULL)
		e = cx_event(cx, "accreditation.condition_noted",
		    cx_path(cx, "accreditation_id"), NULL,
		    field_text(r, 0, "provider_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_CONDITION_SHOW, NULL, NULL);
}
