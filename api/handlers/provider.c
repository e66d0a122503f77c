/*
 * provider.c - /v1/providers: registering, without a token.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"
#include "api/password.h"

/* POST: a provider and its first person. Whether somebody signs in with an
 * address already is nobody's business, so the refusal does not say. */
struct err *
provider_create(struct ctx *cx)
{
	const json_t *contact = json_object_get(cx->body, "contact");
	const char *password =
	    json_string_value(json_object_get(contact, "password"));
	const struct rows *made = NULL;
	const char *hash = NULL;
	struct err *e = NULL;

	if (cx_sound(cx, "#/contact/password") &&
	    cx_sound(cx, "#/contact/email"))
		e = password_check(cx->arena, "#/contact/password", password,
		    json_string_value(json_object_get(contact, "email")));
	e = cx_faults(cx, e);
	if (e == NULL)
		e = password_hash(cx, password, &hash);
	if (e == NULL)
		e = cx_exec(cx, STMT_PROVIDER_REGISTER, &made, hash);
	if (e != NULL)
		return e;
	if (field_is_null(made, 0, "body"))
		return err_at(cx->arena, "#/contact/email",
		    "This address cannot be used to register.");
	return respond_text(cx, 201, field_text(made, 0, "body"),
	    arena_printf(cx->arena, "/v1/providers/%s",
		field_text(made, 0, "id")));
}
