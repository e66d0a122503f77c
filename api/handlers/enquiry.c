/*
 * enquiry.c - somebody who pays for a place writes to a home, without an
 * account (R178).
 *
 * Nothing that is answered tells whether an e-mail address is known here, or
 * has been used before.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/enquiry.h"

#include <sodium.h>
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"
#include "api/personal.h"
#include "api/request.h"
#include "api/text.h"
#include "api/worker.h"

#define LINK_BYTES 32 /* so random that a plain digest protects it */

static const char *
contact_text(const struct ctx *cx, const char *name)
{
	return json_string_value(
	    json_object_get(json_object_get(cx->body, "contact"), name));
}

/* Whoever wants to be rung up says where. */
static struct err *
check_telephone(struct ctx *cx)
{
	const char *telephone = contact_text(cx, "telephone");
	enum enquiry_reply reply = ENQUIRY_REPLY_EMAIL;

	if (!cx_sound(cx, "#/reply_by") || body_text(cx, "reply_by") == NULL ||
	    !cx_sound(cx, "#/contact/telephone"))
		return NULL;
	(void)enquiry_reply_parse(body_text(cx, "reply_by"), &reply);
	if (reply != ENQUIRY_REPLY_PHONE || telephone != NULL)
		return NULL;
	return err_at(cx->arena, "#/contact/telephone",
	    "To be rung up, give a telephone number.");
}

/* A digest that only this installation can make: whoever reads the database
 * cannot try out addresses on it. what keeps two uses apart. */
static const char *
digest(struct ctx *cx, const char *what, const char *text)
{
	const char *all = arena_printf(cx->arena, "enquiry %s\n%s", what, text);
	unsigned char mac[crypto_auth_hmacsha256_BYTES];

	crypto_auth_hmacsha256(mac, (const unsigned char *)all, strlen(all),
	    cx->worker->keys.cursor);
	return text_hex(cx->arena, mac, sizeof(mac));
}

/* Where the letter goes and what it brings, for `fairlot mail` alone; with the
 * letter's id, so that no other one can take its place. */
static const char *
seal_letter(struct ctx *cx, const char *id, const char *token)
{
	char *text = arena_printf(cx->arena, "%s%s\n%s", id,
	    contact_text(cx, "email"), token);
	size_t length = strlen(text);
	unsigned char *box =
	    arena_zalloc(cx->arena, length + crypto_box_SEALBYTES);

	(void)crypto_box_seal(box, (const unsigned char *)text, length,
	    cx->worker->keys.mail_public);
	return text_hex(cx->arena, box, length + crypto_box_SEALBYTES);
}

/* Every member, also one that was left out. */
static const char *
seal_contact(struct ctx *cx, const char *id)
{
	json_t *contact = json_keep(cx->arena,
	    json_pack("{s:s, s:s, s:s?}", "name", contact_text(cx, "name"),
		"email", contact_text(cx, "email"), "telephone",
		contact_text(cx, "telephone")));

	return cx_seal(cx, "enquiry.contact", id,
	    json_compact(cx->arena, contact));
}

static const char *
number(struct ctx *cx, int n)
{
	return arena_printf(cx->arena, "%d", n);
}

static struct err *
make(struct ctx *cx, const char *id, const struct rows **made)
{
	const char *token = text_secret(cx->arena, LINK_BYTES);
	const char *letter = text_uuid(cx->arena);
	const char *from = arena_printf(cx->arena, "%s %s",
	    cx->req->remote_address, cx_path(cx, "establishment_id"));

	return cx_exec(cx, STMT_ENQUIRY_MAKE, made, id, seal_contact(cx, id),
	    cx_seal(cx, "enquiry.message", id, body_text(cx, "message")),
	    number(cx, ENQUIRY_HOURS), text_sha256_hex(cx->arena, token),
	    digest(cx, "address",
		enquiry_mailbox(cx->arena, contact_text(cx, "email"))),
	    number(cx, ENQUIRY_UNCONFIRMED_MOST), digest(cx, "origin", from),
	    number(cx, ENQUIRY_ORIGIN_MOST), letter,
	    seal_letter(cx, letter, token),
	    digest(cx, "origin at all", cx->req->remote_address),
	    number(cx, (int)cx->worker->settings->enquiry_quota));
}

static struct err *
too_many(struct ctx *cx, int64_t seconds)
{
	struct err *e = err_new(cx->arena, ERR_TOO_MANY_REQUESTS,
	    "So many enquiries have come from where you are that no more are "
	    "taken today.");

	e->retry_after = (int)seconds;
	return e;
}

static struct err *
check_taken(struct ctx *cx)
{
	if (cx->worker->settings->enquiries)
		return NULL;
	return err_new(cx->arena, ERR_ENQUIRIES_NOT_TAKEN,
	    "Your enquiry was not sent: this service cannot send e-mail. "
	    "Please ring or write to the home.");
}

/* POST: kept for whoever confirms it. What becomes of an address that has many
 * that wait already is not told. */
struct err *
enquiry_create(struct ctx *cx)
{
	const char *id = text_uuid(cx->arena);
	const struct rows *made = NULL;
	struct err *e = cx_faults(cx, check_telephone(cx));

	if (e == NULL)
		e = check_taken(cx);
	if (e == NULL)
		e = make(cx, id, &made);
	if (e != NULL)
		return e;
	if (field_int(made, 0, "retry_after") > 0)
		return too_many(cx, field_int(made, 0, "retry_after"));
	return respond_tagged(cx, 202,
	    arena_printf(cx->arena, "{\"id\":\"%s\",\"confirm_by\":\"%s\"}", id,
		field_text(made, 0, "confirm_by")),
	    NULL, NULL);
}

/* POST /v1/enquiries/confirmation: by whoever was sent the link. A home that
 * has left the directory meanwhile gets nothing, and neither does anybody
 * else: the family is told, and can choose another one. */
struct err *
enquiry_confirm(struct ctx *cx)
{
	const struct rows *sent = NULL;
	struct err *e = cx_exec(cx, STMT_ENQUIRY_CONFIRM, &sent,
	    text_sha256_hex(cx->arena, body_text(cx, "token")));

	if (e != NULL)
		return e;
	if (rows_count(sent) == 0)
		return lifecycle_check(cx->arena, &enquiry_lifecycle,
		    ENQUIRY_CONFIRM, ENQUIRY_SENT);
	if (field_is_null(sent, 0, "body"))
		return err_new(cx->arena, ERR_HOME_NOT_LISTED,
		    "This home is no longer in the directory, so your enquiry "
		    "was not sent. Please choose another home.");
	return respond_tagged(cx, 200, field_text(sent, 0, "body"), NULL, NULL);
}

/* POST .../answering: the provider has got back to whoever wrote. */
struct err *
enquiry_answer(struct ctx *cx)
{
	const char *id = cx_path(cx, "enquiry_id");
	enum enquiry_state state = ENQUIRY__MAX;
	const struct rows *found = NULL;
	struct err *e = cx_exec(cx, STMT_ENQUIRY_LOAD, &found);

	if (e != NULL)
		return e;
	(void)enquiry_state_parse(field_text(found, 0, "state"), &state);
	e = cx_may(cx, &enquiry_lifecycle, ENQUIRY_ANSWER, (int)state);
	if (e == NULL)
		e = cx_exec(cx, STMT_ENQUIRY_ANSWER, NULL,
		    enquiry_state_name(ENQUIRY_ANSWERED));
	if (e == NULL)
		e = cx_did(cx, &enquiry_lifecycle, ENQUIRY_ANSWER, id, NULL,
		    field_text(found, 0, "audience"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_ENQUIRY_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/enquiries/%s", id));
}
