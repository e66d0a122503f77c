/*
 * portrait.c - a portrait's words, and what looks like an identifier in them.
 *
 * Such words are refused, unless the officer asks to have them held; then the
 * draft is stored, and another officer has to say why they may stand before
 * anybody is invited.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/portrait.h"

#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"
#include "api/handlers/terms.h"
#include "api/personal.h"
#include "api/text.h"

struct err *
portrait_read(struct ctx *cx, const char *referral_id, const char *stored,
    json_t **out)
{
	const char *text = NULL;
	struct err *e;

	e = cx_unseal(cx, "referral.portrait", referral_id, stored, &text);
	if (e != NULL)
		return e;
	return json_read(cx->arena, text, strlen(text), out);
}

struct err *
portrait_keep(struct ctx *cx, const char *referral_id, const json_t *portrait,
    bool held)
{
	return cx_exec(cx, STMT_PORTRAIT_STORE, NULL, referral_id,
	    cx_seal(cx, "referral.portrait", referral_id,
		json_compact(cx->arena, portrait)),
	    held ? "true" : "false");
}

/* What an officer lets stand: exactly these words. */
static const char *
digest(struct ctx *cx, const json_t *portrait)
{
	return text_sha256_hex(cx->arena, json_sorted(cx->arena, portrait));
}

/* The words of the path's referral, and whether they are under suspicion. */
static struct err *
load(struct ctx *cx, const struct rows **row, json_t **portrait, bool *held)
{
	const char *id = cx_path(cx, "referral_id");
	struct err *e;

	e = cx_exec(cx, STMT_PORTRAIT_LOAD, row);
	if (e == NULL && rows_count(*row) == 0)
		e = err_new(cx->arena, ERR_NOT_FOUND,
		    "It is not there, or not yours to see.");
	if (e == NULL)
		e = portrait_read(cx, id, field_text(*row, 0, "portrait"),
		    portrait);
	if (e == NULL)
		*held = terms_portrait_check(cx, *portrait) != NULL;
	return e;
}

/* True if another officer has let these words stand. */
static struct err *
is_overridden(struct ctx *cx, const struct rows *row, const json_t *portrait,
    bool *out)
{
	const char *sha256 = NULL;
	struct err *e;

	e = cx_unseal(cx, "identifier_override.sha256",
	    cx_path(cx, "referral_id"), field_text(row, 0, "sha256"), &sha256);
	if (e == NULL)
		*out =
		    sha256 != NULL && strcmp(sha256, digest(cx, portrait)) == 0;
	return e;
}

struct err *
portrait_may_be_published(struct ctx *cx)
{
	const struct rows *row = NULL;
	bool held = false, overridden = false;
	json_t *portrait = NULL;
	struct err *e;

	e = load(cx, &row, &portrait, &held);
	if (e != NULL || !held)
		return e;
	e = is_overridden(cx, row, portrait, &overridden);
	if (e != NULL || overridden)
		return e;
	return err_new(cx->arena, ERR_IDENTIFIERS_HELD,
	    "What looks like an identifier is still in the portrait. Take it "
	    "out, or let another officer say why it may stand.");
}

/* Somebody, and not who wrote the words. */
static struct err *
second_officer_check(struct ctx *cx, const struct rows *row)
{
	if (cx->caller.user == NULL)
		return err_new(cx->arena, ERR_PERSON_REQUIRED,
		    "It takes an officer to let an identifier stand; a "
		    "machine client is none.");
	if (field_bool(row, 0, "mine"))
		return err_new(cx->arena, ERR_CONFLICT,
		    "You wrote this portrait; another officer has to let it "
		    "stand.");
	return NULL;
}

/* It can be done, by this caller, and has not been done yet. */
static struct err *
override_check(struct ctx *cx, const struct rows *row, bool held)
{
	struct err *e = stage_check(cx, row, REFERRAL_OVERRIDE);

	if (e != NULL)
		return e;
	if (!held)
		return err_new(cx->arena, ERR_CONFLICT,
		    "Nothing in the portrait looks like an identifier.");
	if (!field_is_null(row, 0, "sha256"))
		return err_new(cx->arena, ERR_CONFLICT,
		    "Another officer has let these words stand already.");
	return second_officer_check(cx, row);
}

/* POST /v1/referrals/{referral_id}/identifier-override */
struct err *
identifier_override_create(struct ctx *cx)
{
	const char *id = cx_path(cx, "referral_id");
	const struct rows *row = NULL;
	json_t *portrait = NULL;
	bool held = false;
	struct err *e;

	e = load(cx, &row, &portrait, &held);
	if (e == NULL)
		e = override_check(cx, row, held);
	if (e == NULL)
		e = cx_exec(cx, STMT_IDENTIFIER_OVERRIDE_STORE, NULL,
		    cx_seal(cx, "identifier_override.reason", id,
			body_text(cx, "reason")),
		    cx_seal(cx, "identifier_override.sha256", id,
			digest(cx, portrait)));
	if (e == NULL)
		e = cx_did(cx, &referral_lifecycle, REFERRAL_OVERRIDE, id, id,
		    NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_REFERRAL_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/referrals/%s", id));
}
