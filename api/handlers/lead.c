/*
 * lead.c - what only the lead of a scheme may touch, and when others may join.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/lead.h"

#include "api/handlers/stage.h"

struct err *
lead_scheme_load(struct ctx *cx, const struct rows **out)
{
	const struct rows *scheme = NULL;
	struct err *e = cx_exec(cx, STMT_SCHEME_LEAD_LOAD, &scheme);

	if (e != NULL)
		return e;
	if (rows_count(scheme) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "You lead no such scheme.");
	*out = scheme;
	return NULL;
}

struct err *
lead_may(struct ctx *cx, const struct rows *scheme, enum scheme_act act)
{
	enum scheme_state state = SCHEME__MAX;

	(void)scheme_state_parse(field_text(scheme, 0, "state"), &state);
	return cx_may(cx, &scheme_lifecycle, (int)act, (int)state);
}

struct err *
lead_scheme(struct ctx *cx, enum scheme_act act, const struct rows **out)
{
	struct err *e = lead_scheme_load(cx, out);

	return e != NULL ? e : lead_may(cx, *out, act);
}

enum regime
lead_regime(const struct rows *row)
{
	enum regime regime = REGIME__MAX;

	(void)regime_parse(field_text(row, 0, "regime"), &regime);
	return regime;
}

struct err *
days_in_order(struct ctx *cx, const json_t *days, const char *at)
{
	struct date from = { 0 }, to = { 0 };

	(void)date_parse(json_string_value(json_object_get(days, "from")),
	    &from);
	(void)date_parse(json_string_value(json_object_get(days, "to")), &to);
	if (date_compare(to, from) >= 0)
		return NULL;
	return err_at(cx->arena, at, "It cannot end before it begins.");
}

struct law_facts
lead_facts(const struct rows *scheme)
{
	return (struct law_facts){
		.today = field_date(scheme, 0, "today"),
		.has_referrals = field_bool(scheme, 0, "has_referrals"),
	};
}

json_t *
lead_change(struct arena *a, const char *member, const char *from,
    const char *to)
{
	return json_keep(a,
	    json_pack("{s:{s:s?, s:s?}}", member, "from", from, "to", to));
}

struct err *
lead_notice(struct ctx *cx, const struct rows *scheme,
    enum notice_occasion occasion, const json_t *changes)
{
	const struct notice_rule *rule =
	    regime_notice(lead_regime(scheme), occasion);

	if (rule == NULL)
		return NULL;
	return cx_exec(cx, STMT_SCHEME_NOTICE_INSERT, NULL,
	    notice_kind_name(rule->kind), rule->series, rule->provision,
	    changes != NULL ? json_compact(cx->arena, changes) : "{}");
}

struct err *
lead_version(struct ctx *cx, const struct rows *scheme, enum scheme_change kind,
    const json_t *changes, const json_t *decision)
{
	struct err *e;

	e = cx_exec(cx, STMT_SCHEME_VERSION_INSERT, NULL,
	    scheme_change_name(kind), json_compact(cx->arena, changes),
	    decision != NULL ? json_compact(cx->arena, decision) : NULL);
	if (e != NULL)
		return e;
	return lead_notice(cx, scheme,
	    kind == SCHEME_CHANGE_ENDING ? NOTICE_OF_END : NOTICE_OF_CHANGE,
	    changes);
}

struct err *
scheme_is_joinable(struct ctx *cx, const struct rows *scheme)
{
	enum scheme_state state = SCHEME__MAX;
	enum regime regime = lead_regime(scheme);
	struct date from = field_date(scheme, 0, "valid_from");
	struct date to = field_date(scheme, 0, "valid_to"), today;
	struct err *e;

	(void)scheme_state_parse(field_text(scheme, 0, "scheme_state"), &state);
	e = scheme_check(cx->arena, SCHEME_APPLY, state);
	if (e != NULL)
		return e;
	today = date_in_london(field_int(scheme, 0, "now"));
	if (scheme_is_current(from, to, regime, today))
		return NULL;
	return err_new(cx->arena, ERR_SCHEME_NOT_OPEN,
	    "This scheme can be applied to from %s to %s.",
	    date_words(cx->arena, from), date_words(cx->arena, to));
}

struct err *
scheme_of_body_is_joinable(struct ctx *cx)
{
	const struct rows *scheme = NULL;
	struct err *e = cx_exec(cx, STMT_SCHEME_APPLY_LOAD, &scheme,
	    body_text(cx, "scheme_id"));

	if (e != NULL)
		return e;
	if (rows_count(scheme) == 0)
		return err_at(cx->arena, "#/scheme_id",
		    "There is no such scheme.");
	return scheme_is_joinable(cx, scheme);
}
