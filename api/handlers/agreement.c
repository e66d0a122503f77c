/*
 * agreement.c - the versions of a scheme's agreement, and signing one (R063).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/agreement.h"

#include "api/handlers.h"
#include "api/handlers/application.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"
#include "api/text.h"

/* POST: the next version. It is the one to sign from now on; who has signed
 * an earlier one is bound by that. */
struct err *
agreement_create(struct ctx *cx)
{
	const struct rows *scheme = NULL, *made = NULL;
	const char *id;
	struct err *e;

	e = lead_scheme(cx, SCHEME_ADD_CATEGORY, &scheme);
	if (e == NULL)
		e = cx_exec(cx, STMT_AGREEMENT_INSERT, &made,
		    text_sha256_hex(cx->arena, body_text(cx, "content")));
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_event(cx, "scheme.agreement_published", id, NULL,
	    field_text(scheme, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_AGREEMENT_SHOW, id,
	    arena_printf(cx->arena, "/v1/schemes/%s/agreements/%s",
		cx_path(cx, "scheme_id"), id));
}

struct err *
agreement_check(struct ctx *cx, const struct rows *application)
{
	const int64_t named = body_int(cx, "agreement_version", 0);

	if (field_is_null(application, 0, "agreement_version"))
		return named == 0 ? NULL
				  : err_at(cx->arena, "#/agreement_version",
					"This scheme has no agreement.");
	if (named == field_int(application, 0, "agreement_version"))
		return NULL;
	return err_at(cx->arena, "#/agreement_version",
	    "The agreement to be signed is version %s.",
	    field_text(application, 0, "agreement_version"));
}

struct err *
agreement_is_signed(struct ctx *cx, const struct rows *entry)
{
	if (!field_bool(entry, 0, "unsigned"))
		return NULL;
	return err_new(cx->arena, ERR_AGREEMENT_NOT_SIGNED,
	    "The provider has not signed the scheme's agreement yet.");
}

const char *
agreement_signed(struct ctx *cx, const struct rows *application)
{
	if (field_is_null(application, 0, "agreement_version"))
		return NULL;
	return arena_printf(cx->arena,
	    "{\"version\":%s,\"sha256\":\"%s\",\"signed_at\":\"%s\"}",
	    field_text(application, 0, "agreement_version"),
	    field_text(application, 0, "agreement_sha256"),
	    field_text(application, 0, "now_text"));
}

/* POST .../agreement: of an application that was sent in before there was one
 * to sign. */
struct err *
application_sign(struct ctx *cx)
{
	const char *id = cx_path(cx, "application_id");
	const struct rows *application = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_APPLICATION_LOAD, &application);
	if (e == NULL)
		e = application_may(cx, application, APPLICATION_SIGN);
	if (e == NULL && field_bool(application, 0, "signed"))
		e = err_new(cx->arena, ERR_ALREADY_SIGNED,
		    "An agreement has been signed with this application.");
	if (e == NULL)
		e = agreement_check(cx, application);
	if (e == NULL)
		e = cx_exec(cx, STMT_AGREEMENT_SIGN, NULL,
		    agreement_signed(cx, application));
	if (e == NULL)
		e = cx_did(cx, &application_lifecycle, APPLICATION_SIGN, id,
		    NULL, field_text(application, 0, "lead_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_APPLICATION_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/applications/%s", id));
}
