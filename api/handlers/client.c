/*
 * client.c - /v1/clients: an organisation's machine clients.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/response.h"
#include "api/roles.h"
#include "api/text.h"

#define SECRET_BYTES 32 /* so random that a plain digest protects it */

/* The representation and, this once, the secret. The ETag is that of GET. */
static struct err *
respond_with_secret(struct ctx *cx, const char *id, const char *secret)
{
	json_t *shown;
	struct err *e;

	e = respond_shown(cx, 201, STMT_CLIENT_SHOW, id,
	    arena_printf(cx->arena, "/v1/clients/%s", id));
	if (e == NULL)
		e = json_read(cx->arena, cx->res->body, cx->res->length,
		    &shown);
	if (e != NULL)
		return e;
	json_object_set_new(shown, "client_id", json_string(id));
	json_object_set_new(shown, "client_secret", json_string(secret));
	cx->res->body = json_compact(cx->arena, shown);
	cx->res->length = strlen(cx->res->body);
	return NULL;
}

/* POST: a new machine client; its secret is not kept, only its digest. */
struct err *
client_create(struct ctx *cx)
{
	const char *secret = text_secret(cx->arena, SECRET_BYTES);
	const char *wanted = body_text(cx, "role"), *id;
	const struct rows *rows = NULL;
	enum role role = cx->caller.role;
	struct err *e;

	if (wanted != NULL && !role_parse(wanted, &role))
		return err_at(cx->arena, "#/role", "This is not a role.");
	if (!role_may_manage(cx->caller.role, role))
		return err_at(cx->arena, "#/role",
		    "This role is not yours to give.");
	e = cx_exec(cx, STMT_CLIENT_INSERT, &rows, role_name(role),
	    text_sha256_hex(cx->arena, secret));
	if (e != NULL)
		return e;
	id = rows_text(rows, 0, 0);
	e = cx_event(cx, "client.created", id, NULL, NULL);
	if (e != NULL)
		return e;
	return respond_with_secret(cx, id, secret);
}

/* DELETE: its secret and its tokens are refused from now on. */
struct err *
client_delete(struct ctx *cx)
{
	const struct rows *rows = NULL;
	enum role role = ROLE__MAX;
	struct err *e = cx_exec(cx, STMT_CLIENT_ROLE, &rows);

	if (e != NULL)
		return e;
	(void)role_parse(rows_text(rows, 0, 0), &role);
	if (!role_may_manage(cx->caller.role, role))
		return err_new(cx->arena, ERR_FORBIDDEN,
		    "A client of that role is not yours to remove.");
	e = cx_exec(cx, STMT_CLIENT_REMOVE, NULL);
	if (e == NULL)
		e = cx_event(cx, "client.removed", cx_path(cx, "client_id"),
		    NULL, NULL);
	if (e != NULL)
		return e;
	return respond_empty(cx);
}
