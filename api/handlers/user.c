/*
 * user.c - /v1/users: an organisation's own people.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/password.h"
#include "api/roles.h"

/* The role asked for, or the caller's own. */
static struct err *
read_role(struct ctx *cx, const char **name)
{
	const char *wanted = body_text(cx, "role");
	enum role role = cx->caller.role;

	if (wanted != NULL && !role_parse(wanted, &role))
		return err_at(cx->arena, "#/role", "This is not a role.");
	if (!role_may_manage(cx->caller.role, role))
		return err_at(cx->arena, "#/role",
		    "This role is not yours to give.");
	*name = role_name(role);
	return NULL;
}

static struct err *
tell(struct ctx *cx, const char *type, const char *id)
{
	return cx_event(cx, type, id, NULL, NULL);
}

/* POST: a new person of the caller's organisation. */
struct err *
user_create(struct ctx *cx)
{
	const char *password = body_text(cx, "password"), *id;
	const char *role = NULL, *hash = NULL;
	const struct rows *rows = NULL;
	struct err *e = NULL;

	if (cx_sound(cx, "#/role"))
		e = read_role(cx, &role);
	if (cx_sound(cx, "#/password") && cx_sound(cx, "#/email"))
		err_append(&e, password_check(cx->arena, "#/password", password,
				   body_text(cx, "email")));
	e = cx_faults(cx, e);
	if (e == NULL)
		e = password_hash(cx, password, &hash);
	if (e == NULL)
		e = cx_exec(cx, STMT_USER_INSERT, &rows, role, hash);
	if (e != NULL)
		return e;
	id = rows_text(rows, 0, 0);
	e = tell(cx, "user.created", id);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_USER_SHOW, id,
	    arena_printf(cx->arena, "/v1/users/%s", id));
}

/* May the caller change this person at all? */
static struct err *
check_target(struct ctx *cx)
{
	const struct rows *rows = NULL;
	enum role role = ROLE__MAX;
	struct err *e = cx_exec(cx, STMT_USER_ROLE, &rows);

	if (e != NULL)
		return e;
	(void)role_parse(rows_text(rows, 0, 0), &role);
	if (!role_may_manage(cx->caller.role, role))
		return err_new(cx->arena, ERR_FORBIDDEN,
		    "Somebody of that role is not yours to change.");
	return NULL;
}

/* Nobody locks themselves out, or up. */
static struct err *
check_self(struct ctx *cx)
{
	struct err *e = NULL;

	if (cx->caller.user == NULL ||
	    strcmp(cx->caller.user, cx_path(cx, "user_id")) != 0)
		return NULL;
	if (json_is_true(json_object_get(cx->body, "disabled")))
		e = err_at(cx->arena, "#/disabled",
		    "You cannot disable yourself.");
	if (body_text(cx, "role") != NULL &&
	    strcmp(body_text(cx, "role"), role_name(cx->caller.role)) != 0)
		err_append(&e, err_at(cx->arena, "#/role",
				   "You cannot change your own role."));
	return e;
}

/* PATCH: name, role, disabled. */
struct err *
user_update(struct ctx *cx)
{
	const char *role = NULL;
	struct err *e = check_target(cx);

	if (e == NULL)
		e = check_self(cx);
	if (e == NULL && body_text(cx, "role") != NULL)
		e = read_role(cx, &role);
	if (e == NULL)
		e = cx_exec(cx, STMT_USER_UPDATE, NULL);
	if (e == NULL)
		e = cx_exec(cx, STMT_USER_SESSIONS_FOLLOW, NULL);
	if (e == NULL)
		e = tell(cx, "user.changed", cx_path(cx, "user_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_USER_SHOW, NULL, NULL);
}
