/*
 * content.c - /v1/documents/{document_id}/content: the bytes themselves.
 *
 * They go from nginx into the vault piece by piece, and back the same way: a
 * worker never holds more than a few of them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <sodium.h>
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"
#include "api/media.h"
#include "api/personal.h"
#include "api/precondition.h"
#include "api/request.h"
#include "api/response.h"
#include "api/text.h"
#include "api/vault.h"
#include "api/worker.h"
#include "core/document.h"

/* A file on its way into the vault. */
struct intake {
	struct vault_writer *to;
	crypto_hash_sha256_state sum;
};

static struct err *
intake_begin(struct ctx *cx, struct intake *in)
{
	crypto_hash_sha256_init(&in->sum);
	return vault_begin(cx->arena, cx->worker->settings->documents, &in->to);
}

static struct err *
intake_take(void *state, const void *buf, size_t n)
{
	struct intake *in = state;

	crypto_hash_sha256_update(&in->sum, buf, n);
	return vault_write(in->to, buf, n);
}

static const char *
intake_sha256(struct ctx *cx, struct intake *in)
{
	unsigned char sum[crypto_hash_sha256_BYTES];
	char *hex = arena_zalloc(cx->arena, sizeof(sum) * 2 + 1);

	crypto_hash_sha256_final(&in->sum, sum);
	return sodium_bin2hex(hex, sizeof(sum) * 2 + 1, sum, sizeof(sum));
}

static struct err *
bytes_of(struct intake *in, struct bytes *out)
{
	struct vault_reader *r = NULL;
	struct err *e = vault_end(in->to);

	if (e == NULL)
		e = vault_open_written(in->to, &r);
	*out = (struct bytes){ vault_read, r, in->to->size };
	return e;
}

/* A picture is kept without where and with what it was taken. */
static struct err *
bare(struct ctx *cx, const struct bytes *b, enum media m, struct intake *in)
{
	const struct sink to = { intake_take, in };
	struct vault_writer *from = in->to;
	struct err *e = intake_begin(cx, in);

	if (e == NULL)
		e = media_copy_bare(cx->arena, b, m, &to);
	if (e == NULL)
		e = vault_end(in->to);
	vault_drop(from);
	return e;
}

/* From the request into the vault, if it is what is taken. */
static struct err *
receive(struct ctx *cx, struct intake *in, enum media *m)
{
	struct bytes b = { 0 };
	struct err *e;

	if (cx->req->content_encoding != NULL)
		return err_new(cx->arena, ERR_UNSUPPORTED_MEDIA_TYPE,
		    "A body with a Content-Encoding is not read.");
	e = intake_begin(cx, in);
	if (e == NULL)
		e = request_stream_body(cx->arena, cx->req,
		    cx->worker->settings->document_bytes, intake_take, in);
	if (e == NULL)
		e = bytes_of(in, &b);
	if (e == NULL)
		e = media_find(cx->arena, &b, m);
	if (e == NULL && media_has_origin(*m))
		e = bare(cx, &b, *m, in);
	return e != NULL ? e : vault_keep(in->to);
}

static struct err *
store(struct ctx *cx, struct intake *in, enum media m)
{
	const char *key = cx_seal(cx, "document.content_key", in->to->id,
	    text_base64url(cx->arena, in->to->key, VAULT_KEY_BYTES));
	const bool scanner = cx->worker->settings->scanner[0] != '\0';

	return cx_exec(cx, STMT_DOCUMENT_STORE, NULL, in->to->id, key,
	    intake_sha256(cx, in),
	    arena_printf(cx->arena, "%llu", (unsigned long long)in->to->size),
	    media_type_name(m),
	    document_scan_name(scanner ? SCAN_WAITING : SCAN_NONE));
}

/* The one whose place this takes, if it still has it. */
static struct err *
replace(struct ctx *cx)
{
	const char *old = field_text(cx->shown, 0, "replaces_id");
	const struct rows *row = NULL;
	struct err *e;

	if (old == NULL)
		return NULL;
	e = cx_exec(cx, STMT_DOCUMENT_SET_REPLACED, &row, old);
	if (e != NULL || rows_count(row) == 0)
		return e;
	return cx_did(cx, &document_lifecycle, DOCUMENT_REPLACE, old, NULL,
	    field_text(cx->shown, 0, "audience"));
}

/* The document, under the ETag of its content. */
static struct err *
respond_stored(struct ctx *cx)
{
	const bool first = field_is_null(cx->shown, 0, "body");
	const char *id = cx_path(cx, "document_id");
	const struct rows *now = NULL, *document = NULL;
	struct err *e = cx_exec(cx, STMT_DOCUMENT_CONTENT_LOAD, &now);

	if (e == NULL)
		e = cx_exec(cx, STMT_DOCUMENT_SHOW, &document);
	if (e != NULL)
		return e;
	return respond_tagged(cx, first ? 201 : 200,
	    field_text(document, 0, "body"),
	    response_etag(cx->arena, field_text(now, 0, "body")),
	    first ? arena_printf(cx->arena, "/v1/documents/%s/content", id)
		  : NULL);
}

/* PUT: as the bytes say, not as their name does. */
struct err *
document_content_put(struct ctx *cx)
{
	enum document_state state = DOCUMENT__MAX;
	struct intake in = { 0 };
	enum media m = MEDIA__MAX;
	struct err *e;

	if (rows_count(cx->shown) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "It is not there, or not yours to see.");
	(void)document_state_parse(field_text(cx->shown, 0, "state"), &state);
	e = cx_may(cx, &document_lifecycle, DOCUMENT_UPLOAD, (int)state);
	if (e == NULL)
		e = receive(cx, &in, &m);
	if (e == NULL)
		e = store(cx, &in, m);
	if (e == NULL)
		e = cx_did(cx, &document_lifecycle, DOCUMENT_UPLOAD,
		    cx_path(cx, "document_id"), NULL,
		    field_text(cx->shown, 0, "audience"));
	if (e == NULL)
		e = replace(cx);
	return e != NULL ? e : respond_stored(cx);
}

/* ---- the way out */

struct outlet {
	struct vault_reader *from;
	uint64_t at;
};

static size_t
produce(void *state, char *buf, size_t size)
{
	struct outlet *out = state;
	const uint64_t left = out->from->size - out->at;

	if (size > left)
		size = (size_t)left;
	if (!vault_read(out->from, out->at, buf, size))
		return 0;
	out->at += size;
	return size;
}

static struct err *
open_content(struct ctx *cx, struct vault_reader **out)
{
	const struct rows *r = cx->shown;
	const char *id = field_text(r, 0, "content_id"), *text = NULL;
	unsigned char *key = NULL;
	size_t size = 0;
	struct err *e;

	e = cx_unseal(cx, "document.content_key", id,
	    field_text(r, 0, "content_key"), &text);
	if (e != NULL)
		return e;
	key = text_from_base64url(cx->arena, text, &size);
	if (key == NULL || size != VAULT_KEY_BYTES)
		return err_new(cx->arena, ERR_DOCUMENT_UNREADABLE,
		    "The key of this document is not one.");
	e = vault_open(cx->arena, cx->worker->settings->documents, id, key,
	    (uint64_t)field_int(r, 0, "bytes"), out);
	/* All of it is looked at before any of it is sent. */
	return e != NULL ? e : vault_check(cx->arena, *out);
}

/* The title as a file's name: plain ASCII for old clients, and all of it as
 * RFC 8187 has it. Nothing of it can be a path or leave the quotes. */
static const char *
disposition(struct ctx *cx, const char *title, const char *extension)
{
	static const char hex[] = "0123456789ABCDEF";
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz0123456789-_";
	const size_t n = strlen(title);
	char *ascii = arena_zalloc(cx->arena, n + 1), *to = ascii;
	char *all = arena_zalloc(cx->arena, 3 * n + 1), *at = all;
	const char *s;

	for (s = title; *s != '\0'; s++) {
		const unsigned char c = (unsigned char)*s;

		if (strchr(plain, *s) != NULL) {
			*to++ = *s;
			*at++ = *s;
			continue;
		}
		if ((c & 0xc0U) != 0x80) /* one for each character */
			*to++ = '_';
		*at++ = '%';
		*at++ = hex[c >> 4];
		*at++ = hex[c & 15U];
	}
	return arena_printf(cx->arena,
	    "attachment; filename=\"%s%s\"; filename*=UTF-8''%s%s", ascii,
	    extension, all, extension);
}

static bool
has_it_already(struct ctx *cx)
{
	const char *header = cx->req->if_none_match;

	return header != NULL &&
	       precondition_names(cx->arena, header, cx->res->etag, true);
}

/* GET: always a file to be saved, never a page. */
struct err *
document_content_show(struct ctx *cx)
{
	const struct rows *r = cx->shown;
	enum document_state state = DOCUMENT__MAX;
	enum document_scan scan = SCAN_WAITING;
	struct outlet *out = arena_zalloc(cx->arena, sizeof(*out));
	struct response *res = cx->res;
	struct err *e;

	(void)document_state_parse(field_text(r, 0, "state"), &state);
	(void)document_scan_parse(field_text(r, 0, "scan"), &scan);
	e = document_read_check(cx->arena, state, scan);
	/* Only now is it known what it is. */
	if (e == NULL)
		e = request_accepts(cx->arena, cx->req,
		    field_text(r, 0, "media_type"));
	if (e != NULL)
		return e;
	res->status = 200;
	res->content_type = field_text(r, 0, "media_type");
	res->etag = response_etag(cx->arena, field_text(r, 0, "body"));
	response_header(res, "Content-Disposition",
	    disposition(cx, field_text(r, 0, "title"),
		media_extension_of(res->content_type)));
	response_header(res, "Accept-Ranges", "none");
	/* Who has it already will be told so: no byte is looked at for that. */
	if (has_it_already(cx))
		return NULL;
	e = open_content(cx, &out->from);
	if (e != NULL)
		return e;
	res->length = (size_t)out->from->size;
	res->produce = produce;
	res->state = out;
	return NULL;
}
