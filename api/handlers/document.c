/*
 * document.c - /v1/documents: what a provider shows once, for everyone.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/document.h"

#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"

/* The date in that member, or NULL; arena. */
static const struct date *
date_of(struct ctx *cx, const char *name)
{
	const char *text = body_text(cx, name);
	struct date *d = arena_zalloc(cx->arena, sizeof(*d));

	if (text == NULL ||
	    !cx_sound(cx, arena_printf(cx->arena, "#/%s", name)) ||
	    !date_parse(text, d))
		return NULL;
	return d;
}

static struct err *
check_facts(struct ctx *cx, const struct rows *row)
{
	struct document_facts f = {
		.issued_on = date_of(cx, "issued_on"),
		.expires_on = date_of(cx, "expires_on"),
		.has_cover =
		    json_is_integer(json_object_get(cx->body, "cover_pence")),
	};
	struct date today = { 0 };

	if (!cx_sound(cx, "#/kind"))
		return NULL;
	(void)document_kind_parse(body_text(cx, "kind"), &f.kind);
	(void)date_parse(field_text(row, 0, "today"), &today);
	return document_facts_check(cx->arena, &f, today);
}

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* What is replaced is the same of the same, and still there. */
static struct err *
check_replaced(struct ctx *cx, const struct rows *row, const char *replaces)
{
	enum document_state state = DOCUMENT__MAX;
	const char *kind = field_text(row, 0, "kind");
	const char *at = "#/replaces_id";
	struct err *e;

	if (replaces == NULL)
		return NULL;
	if (kind == NULL)
		return err_at(cx->arena, at, "You have no such document.");
	if (!cx_sound(cx, "#/kind") || !cx_sound(cx, "#/establishment_id"))
		return NULL;
	if (strcmp(kind, body_text(cx, "kind")) != 0 ||
	    !same(field_text(row, 0, "establishment_id"),
		body_text(cx, "establishment_id")))
		return err_at(cx->arena, at,
		    "A document is replaced by one of the same kind, of the "
		    "same home.");
	(void)document_state_parse(field_text(row, 0, "state"), &state);
	e = document_check(cx->arena, DOCUMENT_REPLACE, state);
	return e != NULL ? err_at(cx->arena, at, "%s", e->detail) : NULL;
}

/* POST: says what is coming; PUT .../content brings it. */
struct err *
document_create(struct ctx *cx)
{
	const char *replaces =
	    cx_sound(cx, "#/replaces_id") ? body_text(cx, "replaces_id") : NULL;
	const struct rows *row = NULL, *made = NULL;
	struct err *e, *faults;
	const char *id;

	e = cx_exec(cx, STMT_DOCUMENT_ANNOUNCE_LOAD, &row, replaces);
	if (e != NULL)
		return e;
	faults = check_facts(cx, row);
	err_append(&faults, check_replaced(cx, row, replaces));
	e = cx_faults(cx, faults);
	if (e == NULL)
		e = cx_exec(cx, STMT_DOCUMENT_INSERT, &made);
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_event(cx, "document.created", id, NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_DOCUMENT_SHOW, id,
	    arena_printf(cx->arena, "/v1/documents/%s", id));
}
