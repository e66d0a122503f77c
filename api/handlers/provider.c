/*
 * provider.c - /v1/providers: registering, without a token.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"
#include "api/password.h"
#include "api/text.h"
#include "core/interest.h"

/* With an invitation that can be used, if with one at all; *digest is its
 * token's, or NULL. It stays locked: one registration comes of it. */
static struct err *
check_invitation(struct ctx *cx, const char **digest)
{
	const char *token = body_text(cx, "invitation_token");
	enum interest_state stored = INTEREST__MAX, state;
	const struct rows *found = NULL;
	struct err *e;

	if (token == NULL || !cx_sound(cx, "#/invitation_token"))
		return NULL;
	*digest = text_sha256_hex(cx->arena, token);
	e = cx_exec(cx, STMT_REGISTRATION_FIND, &found, *digest);
	if (e != NULL)
		return e;
	if (rows_count(found) == 0)
		return err_at(cx->arena, "#/invitation_token",
		    "This invitation is not known, or there is a later one.");
	(void)interest_state_parse(field_text(found, 0, "state"), &stored);
	state = interest_state_at(stored, field_int(found, 0, "expires"),
	    field_int(found, 0, "now"));
	return lifecycle_check(cx->arena, &interest_lifecycle,
	    INTEREST_REGISTER, (int)state);
}

static struct err *
check_password(struct ctx *cx, const char **password)
{
	const json_t *contact = json_object_get(cx->body, "contact");

	*password = json_string_value(json_object_get(contact, "password"));
	if (!cx_sound(cx, "#/contact/password") ||
	    !cx_sound(cx, "#/contact/email"))
		return NULL;
	return password_check(cx->arena, "#/contact/password", *password,
	    json_string_value(json_object_get(contact, "email")));
}

/* Whether somebody signs in with an address already is nobody's business, so
 * the refusal does not say. */
static struct err *
make(struct ctx *cx, const char *password, const struct rows **made)
{
	const char *hash = NULL;
	struct err *e = password_hash(cx, password, &hash);

	if (e == NULL)
		e = cx_exec(cx, STMT_PROVIDER_REGISTER, made, hash);
	if (e == NULL && field_is_null(*made, 0, "body"))
		e = err_at(cx->arena, "#/contact/email",
		    "This address cannot be used to register.");
	return e;
}

/* POST: a provider and its first person, perhaps by an invitation. */
struct err *
provider_create(struct ctx *cx)
{
	const char *password = NULL, *digest = NULL, *id;
	const struct rows *made = NULL;
	struct err *e, *faults;

	faults = check_password(cx, &password);
	e = check_invitation(cx, &digest);
	if (e != NULL && e->kind != ERR_INVALID)
		return e;
	err_append(&faults, e);
	e = cx_faults(cx, faults);
	if (e == NULL)
		e = make(cx, password, &made);
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	if (digest != NULL)
		e = cx_exec(cx, STMT_REGISTRATION_BIND, NULL, digest, id);
	if (e != NULL)
		return e;
	return respond_text(cx, 201, field_text(made, 0, "body"),
	    arena_printf(cx->arena, "/v1/providers/%s", id));
}
