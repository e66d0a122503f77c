/*
 * scheme_change.c - other terms of a scheme: a draft's, or a version (R008).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/lead.h"
#include "api/handlers/scheme_terms.h"
#include "api/handlers/stage.h"

/* Once it is no draft, the law and the reference stay, and when it began. */
static const struct {
	const char *member, *name;
} fixed[] = {
	{ "reference", "The reference" },
	{ "regime", "The law that it follows" },
	{ "valid_from", "The first day" },
	{ "extends_to", "The day to which it may be extended" },
};

/* What the body would change: {member: {from, to}}. */
static json_t *
changes_of(struct ctx *cx, json_t *terms)
{
	json_t *changes = json_keep(cx->arena, json_object());
	const char *name;
	json_t *old;

	json_object_foreach(terms, name, old)
	{
		json_t *new = json_object_get(cx->body, name);

		if (new != NULL && !json_equal(old, new))
			json_object_set_new(changes, name,
			    json_pack("{s:O, s:O}", "from", old, "to", new));
	}
	return changes;
}

static struct err *
check_fixed(struct ctx *cx, const json_t *changes)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(fixed); i++)
		if (json_object_get(changes, fixed[i].member) != NULL)
			return err_new(cx->arena, ERR_SCHEME_NOT_DRAFT,
			    "%s stays as it was published.", fixed[i].name);
	return NULL;
}

/* A later end is an extension, where the terms have a word for that. */
static struct err *
check_end(struct ctx *cx, const struct rows *scheme)
{
	struct law_facts facts = lead_facts(scheme);
	struct date from = field_date(scheme, 0, "valid_to"), to = { 0 };
	struct err *e;

	(void)date_parse(body_text(cx, "valid_to"), &to);
	e = regime_check(cx->arena, lead_regime(scheme), LAW_END_MOVED, &facts);
	if (e != NULL)
		return e;
	if (date_compare(to, from) > 0 &&
	    !field_is_null(scheme, 0, "extends_to"))
		return err_new(cx->arena, ERR_EXTENSION_NOT_FORESEEN,
		    "The terms of this scheme foresee an extension; it needs "
		    "a recorded decision.");
	if (date_compare(to, facts.today) < 0)
		return err_at(cx->arena, "#/valid_to",
		    "This day is past: today is %s.",
		    date_words(cx->arena, facts.today));
	return NULL;
}

/* What has been published changes by a version, with a reason. */
static struct err *
check_published(struct ctx *cx, const struct rows *scheme,
    const json_t *changes)
{
	struct err *e = check_fixed(cx, changes);

	if (e == NULL && json_object_get(changes, "valid_to") != NULL)
		e = check_end(cx, scheme);
	if (e == NULL && body_text(cx, "reason") == NULL)
		e = err_at(cx->arena, "#/reason",
		    "A change of a published scheme has a reason.");
	return e;
}

static struct err *
store(struct ctx *cx, const struct rows *scheme, bool draft,
    const json_t *changes)
{
	bool validity = json_object_get(changes, "valid_to") != NULL;
	struct err *e = cx_exec(cx, STMT_SCHEME_UPDATE, NULL);

	if (e == NULL && !draft)
		e = lead_version(cx, scheme,
		    validity ? SCHEME_CHANGE_VALIDITY : SCHEME_CHANGE_TERMS,
		    changes, NULL);
	if (e != NULL)
		return e;
	return cx_did(cx, &scheme_lifecycle,
	    draft ? SCHEME_EDIT : SCHEME_CHANGE, cx_path(cx, "scheme_id"), NULL,
	    draft ? NULL : field_text(scheme, 0, "everyone"));
}

/* PATCH: what is left out stays. */
struct err *
scheme_update(struct ctx *cx)
{
	const struct rows *scheme = NULL;
	json_t *terms, *changes;
	bool draft;
	struct err *e;

	e = lead_scheme_load(cx, &scheme);
	if (e != NULL)
		return e;
	draft = strcmp(field_text(scheme, 0, "state"),
		    scheme_state_name(SCHEME_DRAFT)) == 0;
	e = lead_may(cx, scheme, draft ? SCHEME_EDIT : SCHEME_CHANGE);
	if (e != NULL)
		return e;
	terms = field_json(cx, scheme, 0, "terms");
	changes = changes_of(cx, terms);
	e = draft ? NULL : check_published(cx, scheme, changes);
	if (e == NULL)
		e = scheme_terms_check(cx, terms);
	if (e == NULL && json_object_size(changes) > 0)
		e = store(cx, scheme, draft, changes);
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_SCHEME_SHOW, NULL, NULL);
}

static struct err *
check_extension(struct ctx *cx, const struct rows *scheme)
{
	const json_t *decision = json_object_get(cx->body, "decision");
	struct law_facts facts = lead_facts(scheme);
	struct date extends_to = field_date(scheme, 0, "extends_to");
	struct scheme_extension x = {
		.today = facts.today,
		.from = field_date(scheme, 0, "valid_to"),
		.extends_to =
		    field_is_null(scheme, 0, "extends_to") ? NULL : &extends_to,
	};
	struct err *e;

	(void)date_parse(body_text(cx, "valid_to"), &x.to);
	(void)date_parse(json_string_value(
			     json_object_get(decision, "decided_on")),
	    &x.decided_on);
	e = regime_check(cx->arena, lead_regime(scheme), LAW_END_MOVED, &facts);
	return e != NULL ? e : scheme_extension_check(cx->arena, &x);
}

/* POST .../extension: by a recorded decision, as the terms foresee (R009). */
struct err *
scheme_extend(struct ctx *cx)
{
	const char *id = cx_path(cx, "scheme_id");
	const struct rows *scheme = NULL;
	struct err *e;

	e = lead_scheme(cx, SCHEME_EXTEND, &scheme);
	if (e == NULL)
		e = check_extension(cx, scheme);
	if (e == NULL)
		e = cx_exec(cx, STMT_SCHEME_SET_VALID_TO, NULL,
		    body_text(cx, "valid_to"));
	if (e == NULL)
		e = lead_version(cx, scheme, SCHEME_CHANGE_EXTENSION,
		    lead_change(cx->arena, "valid_to",
			field_text(scheme, 0, "valid_to"),
			body_text(cx, "valid_to")),
		    json_object_get(cx->body, "decision"));
	if (e == NULL)
		e = cx_did(cx, &scheme_lifecycle, SCHEME_EXTEND, id, NULL,
		    field_text(scheme, 0, "everyone"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_SCHEME_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/schemes/%s", id));
}

/* The scheme ends today, or on its first day if that is still to come. */
static struct err *
end_today(struct ctx *cx, const struct rows *scheme)
{
	struct law_facts facts = lead_facts(scheme);
	struct date from = field_date(scheme, 0, "valid_from");
	struct date to =
	    date_compare(facts.today, from) < 0 ? from : facts.today;
	const char *day = date_text(cx->arena, to);
	struct err *e;

	e = regime_check(cx->arena, lead_regime(scheme), LAW_END_MOVED, &facts);
	if (e == NULL)
		e = cx_exec(cx, STMT_SCHEME_SET_VALID_TO, NULL, day);
	if (e != NULL)
		return e;
	return lead_version(cx, scheme, SCHEME_CHANGE_ENDING,
	    lead_change(cx->arena, "valid_to",
		field_text(scheme, 0, "valid_to"), day),
	    NULL);
}

/* POST .../closing: nothing new any more; what is under way goes on. */
struct err *
scheme_end(struct ctx *cx)
{
	const char *id = cx_path(cx, "scheme_id");
	const struct rows *scheme = NULL;
	struct err *e;

	e = lead_scheme(cx, SCHEME_END, &scheme);
	if (e == NULL)
		e = end_today(cx, scheme);
	if (e == NULL)
		e = cx_exec(cx, STMT_SCHEME_SET_STATE, NULL,
		    scheme_state_name(scheme_next(SCHEME_END, SCHEME_OPEN)));
	if (e == NULL)
		e = cx_did(cx, &scheme_lifecycle, SCHEME_END, id, NULL,
		    field_text(scheme, 0, "everyone"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_SCHEME_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/schemes/%s", id));
}
