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

	if (!cx_sound(cx, "#/kind"))
		return NULL;
	(void)document_kind_parse(body_text(cx, "kind"), &f.kind);
	return document_facts_check(cx->arena, &f, field_date(row, 0, "today"));
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

/* DELETE: as long as nobody has looked; the bytes go with it. */
struct err *
document_delete(struct ctx *cx)
{
	enum document_state state = DOCUMENT__MAX;
	const struct rows *row = NULL;
	struct err *e = cx_exec(cx, STMT_DOCUMENT_CONTENT_LOAD, &row);

	if (e != NULL)
		return e;
	(void)document_state_parse(field_text(row, 0, "state"), &state);
	e = cx_may(cx, &document_lifecycle, DOCUMENT_DELETE, (int)state);
	if (e == NULL)
		e = cx_exec(cx, STMT_DOCUMENT_DELETE, NULL);
	if (e == NULL)
		e = cx_did(cx, &document_lifecycle, DOCUMENT_DELETE,
		    cx_path(cx, "document_id"), NULL,
		    field_text(row, 0, "audience"));
	return e != NULL ? e : respond_empty(cx);
}

/* What a lead says of what it looked at. */
static struct err *
check_finding(struct ctx *cx, const struct rows *row)
{
	const struct date *checked = date_of(cx, "checked_on");
	const char *outcome = body_text(cx, "outcome");
	const char *reason = body_text(cx, "reason");
	const char *sha256 = body_text(cx, "sha256");
	const char *now = field_text(row, 0, "body");
	struct err *faults = NULL;

	if (checked != NULL)
		err_append(&faults, day_reached_check(cx->arena, "#/checked_on",
					*checked, field_date(row, 0, "today")));
	if (cx_sound(cx, "#/outcome") && cx_sound(cx, "#/reason") &&
	    strcmp(outcome, "rejected") == 0 &&
	    (reason == NULL || *reason == '\0'))
		err_append(&faults, err_at(cx->arena, "#/reason",
					"The provider has to be told why."));
	if (sha256 != NULL && cx_sound(cx, "#/sha256") && now != NULL &&
	    strcmp(sha256, now) != 0)
		err_append(&faults, err_at(cx->arena, "#/sha256",
					"The content is another one by now."));
	return cx_faults(cx, faults);
}

/* POST .../verification: with its source and its day; kept for good. */
struct err *
document_verify(struct ctx *cx)
{
	enum document_state state = DOCUMENT__MAX;
	enum document_scan scan = SCAN_WAITING;
	enum document_act act;
	const struct rows *row = NULL;
	const char *id = cx_path(cx, "document_id");
	struct err *e = cx_exec(cx, STMT_DOCUMENT_CONTENT_LOAD, &row);

	if (e == NULL)
		e = check_finding(cx, row);
	if (e != NULL)
		return e;
	act = strcmp(body_text(cx, "outcome"), "verified") == 0
		  ? DOCUMENT_VERIFY
		  : DOCUMENT_REJECT;
	(void)document_state_parse(field_text(row, 0, "state"), &state);
	(void)document_scan_parse(field_text(row, 0, "scan"), &scan);
	e = cx_may(cx, &document_lifecycle, (int)act, (int)state);
	if (e == NULL)
		e = document_read_check(cx->arena, state, scan);
	if (e == NULL)
		e = cx_exec(cx, STMT_VERIFICATION_INSERT, NULL,
		    field_text(row, 0, "provider_id"),
		    field_text(row, 0, "body"));
	if (e == NULL)
		e = cx_did(cx, &document_lifecycle, (int)act, id, NULL,
		    field_text(row, 0, "provider_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_DOCUMENT_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/documents/%s", id));
}
