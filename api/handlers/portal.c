/*
 * portal.c - /v1/expressions-of-interest, from procurement portals.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"
#include "api/text.h"
#include "core/interest.h"

#define TOKEN_BYTES 32 /* so random that a plain digest protects it */

/* Said again under the portal's own reference: *id, or NULL if it is new. */
static struct err *
said_before(struct ctx *cx, const char **id)
{
	const struct rows *found = NULL;
	struct err *e;

	if (body_text(cx, "reference") == NULL)
		return NULL;
	e = cx_exec(cx, STMT_EXPRESSION_FIND, &found);
	if (e != NULL || rows_count(found) == 0)
		return e;
	if (!field_bool(found, 0, "same"))
		return err_new(cx->arena, ERR_CONFLICT,
		    "You have sent something else under this reference.");
	*id = field_text(found, 0, "id");
	return NULL;
}

static struct err *
say(struct ctx *cx, const char **id)
{
	const struct rows *made = NULL;
	struct err *e = scheme_of_body_is_joinable(cx);

	if (e == NULL)
		e = cx_exec(cx, STMT_EXPRESSION_INSERT, &made);
	if (e != NULL || rows_count(made) == 0)
		return e;
	*id = field_text(made, 0, "id");
	return cx_event(cx, interest_lifecycle.begins, *id, NULL,
	    field_text(made, 0, "lead_id"));
}

/* POST: a supplier is interested in a scheme; its lead gets to know. The same
 * again is the same; of two at once one makes it and the other finds it. */
struct err *
expression_create(struct ctx *cx)
{
	const char *old = NULL, *made = NULL, *location;
	struct err *e;

	e = said_before(cx, &old);
	if (e == NULL && old == NULL)
		e = say(cx, &made);
	if (e == NULL && old == NULL && made == NULL)
		e = said_before(cx, &old);
	if (e != NULL)
		return e;
	if (old != NULL)
		return respond_shown(cx, 200, STMT_EXPRESSION_SHOW, old, NULL);
	location =
	    arena_printf(cx->arena, "/v1/expressions-of-interest/%s", made);
	return respond_shown(cx, 201, STMT_EXPRESSION_SHOW, made, location);
}

/* In a state that allows an invitation, and to what can still be joined. */
static struct err *
check_invitation(struct ctx *cx, enum interest_act act, const struct rows *row)
{
	enum interest_state stored = INTEREST__MAX;
	int64_t now = field_int(row, 0, "now"), expires = now;
	struct err *e;

	if (!field_is_null(row, 0, "expires"))
		expires = field_int(row, 0, "expires");
	(void)interest_state_parse(field_text(row, 0, "state"), &stored);
	e = cx_may(cx, &interest_lifecycle, (int)act,
	    (int)interest_state_at(stored, expires, now));
	return e != NULL ? e : scheme_is_joinable(cx, row);
}

/* POST .../invitation: a token to register with, shown this once. */
struct err *
supplier_invite(struct ctx *cx)
{
	const enum interest_act act = interest_invitation(cx->caller.role);
	const char *id = cx_path(cx, "expression_id");
	const char *token = text_secret(cx->arena, TOKEN_BYTES);
	const struct rows *row = NULL, *made = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_EXPRESSION_LOAD, &row);
	if (e == NULL)
		e = check_invitation(cx, act, row);
	if (e == NULL)
		e = cx_exec(cx, STMT_EXPRESSION_INVITE, &made,
		    interest_state_name(INTEREST_INVITED),
		    text_sha256_hex(cx->arena, token),
		    arena_printf(cx->arena, "%d", INVITATION_DAYS));
	/* Whoever registers does not take the lock of this route. */
	if (e == NULL && rows_count(made) == 0)
		e = err_new(cx->arena, ERR_INVITATION_NOT_OPEN,
		    "The supplier has registered meanwhile.");
	if (e == NULL)
		e = cx_did(cx, &interest_lifecycle, (int)act, id, NULL,
		    arena_printf(cx->arena, "%s,%s",
			field_text(row, 0, "lead_id"),
			field_text(row, 0, "portal_id")));
	if (e != NULL)
		return e;
	/* A token is no resource: an ETag would be taken for the
	 * expression's, where Location leads. */
	return respond_tagged(cx, 201,
	    arena_printf(cx->arena,
		"{\"expression_id\":\"%s\",\"invitation_token\":\"%s\","
		"\"expires_at\":\"%s\"}",
		id, token, field_text(made, 0, "expires_at")),
	    NULL,
	    arena_printf(cx->arena, "/v1/expressions-of-interest/%s", id));
}
