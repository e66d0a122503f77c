/*
 * system.c - what the service says about itself.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/match.h"
#include "api/openapi.h"
#include "api/precondition.h"
#include "api/problem.h"
#include "api/receipt.h"
#include "api/request.h"
#include "api/response.h"
#include "api/text.h"
#include "api/worker.h"
#include "db/migrate.h"

/* GET /healthz: this process is alive. It asks nobody else. */
struct err *
health_show(struct ctx *cx)
{
	struct err *e = respond_text(cx, 200, "{\"status\":\"ok\"}", NULL);

	cx->res->etag = NULL;
	return e;
}

/* The newest migration that the database has had. */
static struct err *
read_version(struct ctx *cx, int64_t *version)
{
	const struct rows *rows = NULL;
	struct err *e;

	cx->db = cx->worker->staff;
	e = db_begin(cx->db, cx->arena, NULL, true);
	if (e == NULL)
		e = db_exec(cx->db, cx->arena, STMT_SCHEMA_VERSION, NULL,
		    &rows);
	if (e == NULL)
		*version = rows_int(rows, 0, 0);
	return e;
}

/* GET /readyz: the database answers and is the one this program knows. */
struct err *
readiness_show(struct ctx *cx)
{
	int64_t wanted = migrations[migrations_count - 1].version, version;
	struct err *e = read_version(cx, &version);

	if (e != NULL)
		return e;
	if (version < wanted)
		return err_new(cx->arena, ERR_UNAVAILABLE,
		    "The database lacks a migration.");
	e = respond_text(cx, 200,
	    arena_printf(cx->arena,
		"{\"status\":\"ready\",\"schema_version\":%lld}",
		(long long)version),
	    NULL);
	cx->res->etag = NULL;
	return e;
}

/* A page that changes with the program only. */
static struct err *
respond_page(struct ctx *cx, const char *json, const char *etag)
{
	struct err *e = respond_tagged(cx, 200, json, etag, NULL);
	const char *header = cx->req->if_none_match;

	if (header != NULL &&
	    precondition_names(cx->arena, header, cx->res->etag, true)) {
		cx->res->status = 304;
		cx->res->content_type = NULL;
		cx->res->body = NULL;
		cx->res->length = 0;
	}
	return e;
}

static struct err *
respond_made(struct ctx *cx, const char *json)
{
	return respond_page(cx, json, response_etag(cx->arena, json));
}

/* GET /problems/{slug}: what the type of a problem points to. */
struct err *
problem_show(struct ctx *cx)
{
	const char *page = problem_page(cx->arena, cx_path(cx, "slug"));

	if (page == NULL)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "No problem is called that.");
	return respond_made(cx, page);
}

/* GET /.well-known/oauth-authorization-server: RFC 8414. */
struct err *
authorization_server_show(struct ctx *cx)
{
	const char *base = cx->worker->settings->base_url;
	json_t *d = json_keep(cx->arena, json_object()), *scopes = json_array();
	int role;

	for (role = 0; role < ROLE__MAX; role++)
		json_array_append_new(scopes,
		    json_string(role_name((enum role)role)));
	json_object_set_new(d, "issuer", json_string(base));
	json_object_set_new(d, "token_endpoint",
	    json_string(arena_printf(cx->arena, "%s/v1/oauth/token", base)));
	json_object_set_new(d, "grant_types_supported",
	    json_pack("[s]", "client_credentials"));
	json_object_set_new(d, "token_endpoint_auth_methods_supported",
	    json_pack("[s]", "client_secret_basic"));
	json_object_set_new(d, "response_types_supported", json_array());
	json_object_set_new(d, "scopes_supported", scopes);
	json_object_set_new(d, "service_documentation",
	    json_string(arena_printf(cx->arena, "%s/v1/openapi.json", base)));
	return respond_made(cx, json_compact(cx->arena, d));
}

/* GET /openreferral/v3: which standard is spoken there (HSDS-UK 3.0). */
struct err *
openreferral_show(struct ctx *cx)
{
	return respond_made(cx,
	    arena_printf(cx->arena,
		"{\"version\":\"HSDS-UK-3.0\","
		"\"profile\":\"https://github.com/OpenReferralUK/uk-profile\","
		"\"openapi_url\":\"%s/v1/openapi.json\"}",
		cx->worker->settings->base_url));
}

/* GET /v1/openapi.json */
struct err *
openapi_show(struct ctx *cx)
{
	return respond_page(cx, openapi_json, cx->worker->openapi_etag);
}

static const char *
key_item(struct ctx *cx, const char *use, const unsigned char *public)
{
	return arena_printf(cx->arena,
	    "{\"id\":\"%s\",\"use\":\"%s\",\"algorithm\":\"Ed25519\","
	    "\"public_key\":\"%s\"}",
	    receipt_key_name(cx->arena, public), use,
	    text_base64(cx->arena, public, KEY_BYTES));
}

/* GET /v1/keys: with these anybody can check a receipt, or that an event is in
 * the audit log. */
struct err *
key_list(struct ctx *cx)
{
	unsigned char receipt[KEY_BYTES];

	receipt_public_key(cx->worker, receipt);
	return respond_made(cx,
	    arena_printf(cx->arena, "{\"items\":[%s,%s],\"next\":null}",
		key_item(cx, "receipt", receipt),
		key_item(cx, "audit", cx->worker->keys.audit_public)));
}
