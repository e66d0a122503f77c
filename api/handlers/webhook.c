/*
 * webhook.c - /v1/webhook-endpoints: where an organisation's events are sent.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/webhook.h"

#include <sodium.h>
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/response.h"
#include "api/text.h"
#include "api/worker.h"

/* What is sealed: the endpoint's id and the secret, so that the one cannot be
 * put into the place of another. */
struct sealed_secret {
	char endpoint[36];
	unsigned char secret[WEBHOOK_SECRET_BYTES];
};

/* A new secret: as its owner writes it, and sealed, in hexadecimal. */
static void
make_secret(struct ctx *cx, const char *endpoint, const char **shown,
    const char **sealed)
{
	unsigned char box[sizeof(struct sealed_secret) + crypto_box_SEALBYTES];
	struct sealed_secret s;

	memcpy(s.endpoint, endpoint, sizeof(s.endpoint));
	randombytes_buf(s.secret, sizeof(s.secret));
	(void)crypto_box_seal(box, (const unsigned char *)&s, sizeof(s),
	    cx->worker->keys.webhook_public);
	*shown = arena_printf(cx->arena, "whsec_%s",
	    text_base64(cx->arena, s.secret, sizeof(s.secret)));
	*sealed = text_hex(cx->arena, box, sizeof(box));
	sodium_memzero(&s, sizeof(s));
}

/* The representation and, this once, the secret. The ETag is that of GET. */
static struct err *
respond_with_secret(struct ctx *cx, const char *id, const char *secret)
{
	json_t *shown;
	struct err *e;

	e = respond_shown(cx, 201, STMT_WEBHOOK_ENDPOINT_SHOW, id,
	    arena_printf(cx->arena, "/v1/webhook-endpoints/%s", id));
	if (e == NULL)
		e = json_read(cx->arena, cx->res->body, cx->res->length,
		    &shown);
	if (e != NULL)
		return e;
	json_object_set_new(shown, "secret", json_string(secret));
	cx->res->body = json_compact(cx->arena, shown);
	cx->res->length = strlen(cx->res->body);
	return NULL;
}

/* The sandbox's networks count in a sandbox alone. */
static struct err *
check_url(struct ctx *cx)
{
	static const struct net_list nothing;
	const char *url = body_text(cx, "url"), *fault;

	if (url == NULL)
		return NULL;
	fault = webhook_url_fault(url,
	    cx->worker->sandbox ? &cx->worker->settings->webhook_allow
				: &nothing);
	return fault != NULL ? err_at(cx->arena, "#/url", "%s", fault) : NULL;
}

static struct err *
tell(struct ctx *cx, const char *type, const char *id)
{
	return cx_event(cx, type, id, NULL, NULL);
}

/* POST: what happens from now on is sent there. */
struct err *
webhook_endpoint_create(struct ctx *cx)
{
	const char *id = text_uuid(cx->arena), *secret, *sealed;
	const struct rows *made = NULL;
	struct err *e = check_url(cx);

	if (e != NULL)
		return e;
	make_secret(cx, id, &secret, &sealed);
	e = cx_exec(cx, STMT_WEBHOOK_ENDPOINT_INSERT, &made, id, sealed,
	    arena_printf(cx->arena, "%d", LIMIT_WEBHOOK_ENDPOINTS));
	if (e == NULL && rows_text(made, 0, 0) == NULL)
		e = err_new(cx->arena, ERR_CONFLICT,
		    "An organisation has at most %d endpoints.",
		    LIMIT_WEBHOOK_ENDPOINTS);
	if (e == NULL)
		e = tell(cx, "webhook.created", id);
	if (e != NULL)
		return e;
	return respond_with_secret(cx, id, secret);
}

/* PATCH: address, types, description; disabled, or enabled again. */
struct err *
webhook_endpoint_update(struct ctx *cx)
{
	struct err *e = check_url(cx);

	if (e == NULL)
		e = cx_exec(cx, STMT_WEBHOOK_ENDPOINT_UPDATE, NULL);
	if (e == NULL)
		e = tell(cx, "webhook.changed", cx_path(cx, "endpoint_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_WEBHOOK_ENDPOINT_SHOW, NULL, NULL);
}

/* DELETE: with its deliveries. */
struct err *
webhook_endpoint_delete(struct ctx *cx)
{
	struct err *e = cx_exec(cx, STMT_WEBHOOK_ENDPOINT_REMOVE, NULL);

	if (e == NULL)
		e = tell(cx, "webhook.removed", cx_path(cx, "endpoint_id"));
	if (e != NULL)
		return e;
	return respond_empty(cx);
}

/* POST .../secret-rotation: both sign for a while. */
struct err *
webhook_secret_rotate(struct ctx *cx)
{
	const char *id = cx_path(cx, "endpoint_id"), *secret, *sealed;
	int64_t overlap =
	    body_int(cx, "overlap_seconds", WEBHOOK_OVERLAP_SECONDS);
	struct err *e;

	make_secret(cx, id, &secret, &sealed);
	e = cx_exec(cx, STMT_WEBHOOK_SECRET_END, NULL,
	    arena_printf(cx->arena, "%lld", (long long)overlap));
	if (e == NULL)
		e = cx_exec(cx, STMT_WEBHOOK_SECRET_INSERT, NULL, sealed);
	if (e == NULL)
		e = tell(cx, "webhook.secret_rotated", id);
	if (e != NULL)
		return e;
	return respond_with_secret(cx, id, secret);
}

static struct err *
respond_delivery(struct ctx *cx, const char *id)
{
	return respond_shown(cx, 201, STMT_DELIVERY_SHOW, id,
	    arena_printf(cx->arena, "/v1/webhook-endpoints/%s/deliveries/%s",
		cx_path(cx, "endpoint_id"), id));
}

/* POST .../test: an event for this endpoint alone. */
struct err *
webhook_endpoint_test(struct ctx *cx)
{
	const struct rows *made = NULL;
	struct err *e = cx_exec(cx, STMT_WEBHOOK_TEST_INSERT, &made);

	if (e != NULL)
		return e;
	if (rows_count(made) == 0)
		return err_new(cx->arena, ERR_CONFLICT,
		    "The endpoint is disabled; enable it first.");
	return respond_delivery(cx, rows_text(made, 0, 0));
}

/* POST .../replay: everything since a moment, once more. */
struct err *
webhook_endpoint_replay(struct ctx *cx)
{
	const char *id = cx_path(cx, "endpoint_id");
	struct err *e = cx_exec(cx, STMT_WEBHOOK_REPLAY, NULL);

	if (e == NULL)
		e = tell(cx, "webhook.replayed", id);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_WEBHOOK_ENDPOINT_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/webhook-endpoints/%s", id));
}

/* POST .../deliveries/{delivery_id}/replay: a dead letter, or any other. */
struct err *
delivery_replay(struct ctx *cx)
{
	const char *id = cx_path(cx, "delivery_id");
	struct err *e = cx_exec(cx, STMT_DELIVERY_REPLAY, NULL);

	if (e == NULL)
		e = tell(cx, "webhook.replayed", cx_path(cx, "endpoint_id"));
	if (e != NULL)
		return e;
	return respond_delivery(cx, id);
}
