/*
 * application.c - /v1/applications: started by a provider, and sent in.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/application.h"

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/agreement.h"
#include "api/handlers/application.h"
#include "api/handlers/due.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"
#include "api/receipt.h"
#include "api/text.h"
#include "core/price.h"
#include "core/regime.h"

struct err *
application_may(struct ctx *cx, const struct rows *application,
    enum application_act act)
{
	enum application_state state = APPLICATION__MAX;

	if (rows_count(application) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "There is no such application.");
	(void)application_state_parse(field_text(application, 0, "state"),
	    &state);
	return cx_may(cx, &application_lifecycle, (int)act, (int)state);
}

static void
check_pair(struct ctx *cx, const struct rows *pairs, size_t i,
    struct err **faults)
{
	const char *at = arena_printf(cx->arena, "#/entries/%zu", i);

	if (!field_bool(pairs, i, "home"))
		err_append(faults,
		    err_at(cx->arena,
			arena_printf(cx->arena, "%s/establishment_id", at),
			"There is no such establishment."));
	if (!field_bool(pairs, i, "category"))
		err_append(faults,
		    err_at(cx->arena,
			arena_printf(cx->arena, "%s/category_id", at),
			"There is no such category in this scheme."));
	if (field_bool(pairs, i, "repeated"))
		err_append(faults,
		    err_at(cx->arena, at,
			"This home and category stand here already."));
}

/* Own homes, categories of the scheme, each pair once, and what is copied. */
static struct err *
check_pairs(struct ctx *cx)
{
	const struct rows *pairs = NULL;
	struct err *e, *faults = NULL;
	size_t i;

	e = cx_exec(cx, STMT_APPLICATION_PAIRS, &pairs);
	if (e != NULL)
		return e;
	for (i = 0; i < rows_count(pairs); i++)
		check_pair(cx, pairs, i, &faults);
	if (!field_bool(pairs, 0, "source"))
		err_append(&faults, err_at(cx->arena, "#/copy_from",
					"There is no such application."));
	return faults;
}

/* POST: a draft for several homes and categories at once (R028, R050). */
struct err *
application_create(struct ctx *cx)
{
	const struct rows *made = NULL;
	const char *id;
	struct err *e;

	e = scheme_of_body_is_joinable(cx);
	if (e == NULL)
		e = check_pairs(cx);
	if (e == NULL)
		e = cx_exec(cx, STMT_APPLICATION_INSERT, &made);
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_event(cx, application_lifecycle.begins, id, NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_APPLICATION_SHOW, id,
	    arena_printf(cx->arena, "/v1/applications/%s", id));
}

/* All that is missing in all entries, at once. */
static struct err *
check_complete(struct ctx *cx)
{
	const struct rows *missing = NULL;
	struct err *e, *faults = NULL;
	size_t i;

	e = cx_exec(cx, STMT_APPLICATION_MISSING, &missing);
	if (e != NULL)
		return e;
	for (i = 0; i < rows_count(missing); i++)
		err_append(&faults,
		    err_at(cx->arena, field_text(missing, i, "pointer"), "%s",
			field_text(missing, i, "detail")));
	return faults;
}

/* What came by a copy or an import has met no cap before. */
struct err *
application_caps(struct ctx *cx, const struct rows *application,
    const char *entry_id)
{
	enum regime regime = REGIME__MAX;
	const struct rows *costs = NULL;
	struct err *e, *faults = NULL;
	size_t i;

	if (!regime_parse(field_text(application, 0, "regime"), &regime) ||
	    !regime_allows(regime, LAW_CAP_AT_ENTRY, NULL))
		return NULL;
	e = cx_exec(cx, STMT_APPLICATION_COSTS, &costs, entry_id);
	if (e != NULL)
		return e;
	for (i = 0; i < rows_count(costs); i++) {
		e = core_cap_check(cx->arena, field_int(costs, i, "core_pence"),
		    field_int(costs, i, "core_cap_pence"));
		if (e != NULL)
			e->pointer =
			    arena_printf(cx->arena, "#/entries/%s/core_pence",
				field_text(costs, i, "place"));
		err_append(&faults, e);
	}
	return faults;
}

static struct err *
check_submission(struct ctx *cx, const struct rows *application)
{
	struct err *e, *faults;

	e = application_may(cx, application, APPLICATION_SUBMIT);
	if (e == NULL)
		e = scheme_is_joinable(cx, application);
	if (e != NULL)
		return e;
	faults = agreement_check(cx, application);
	err_append(&faults, check_complete(cx));
	err_append(&faults, application_caps(cx, application, NULL));
	return faults;
}

/* Proof of what was sent in, as openapi/ says it can be checked. */
const char *
application_receipt(struct ctx *cx, const char *label, const char *id,
    json_t *content, const char *received_at)
{
	const char *sha256 =
	    text_sha256_hex(cx->arena, json_sorted(cx->arena, content));
	const char *signature =
	    receipt_sign(cx, arena_printf(cx->arena, "%s\n%s\n%s\n%s", label,
				 id, sha256, received_at));

	return arena_printf(cx->arena,
	    "{\"sha256\":\"%s\",\"received_at\":\"%s\",\"signature\":\"%s\"}",
	    sha256, received_at, signature);
}

static struct err *
make_receipt(struct ctx *cx, const struct rows *application,
    const char *agreement, const char **receipt)
{
	const struct rows *content = NULL;
	struct err *e =
	    cx_exec(cx, STMT_APPLICATION_CONTENT, &content, agreement);

	if (e == NULL)
		*receipt = application_receipt(cx, "fairlot-application-v1",
		    cx_path(cx, "application_id"),
		    field_json(cx, content, 0, "content"),
		    field_text(application, 0, "now_text"));
	return e;
}

struct err *
application_due_on(struct ctx *cx, const struct rows *application,
    const char **due)
{
	return due_on(cx, lead_regime(application),
	    field_text(application, 0, "scheme_id"),
	    date_in_london(field_int(application, 0, "now")), due);
}

static struct err *
submit(struct ctx *cx, const struct rows *application)
{
	const char *agreement = agreement_signed(cx, application);
	const char *receipt = NULL, *due = NULL;
	struct err *e = cx_exec(cx, STMT_APPLICATION_FILL_IN, NULL);

	if (e == NULL)
		e = make_receipt(cx, application, agreement, &receipt);
	if (e == NULL)
		e = application_due_on(cx, application, &due);
	if (e != NULL)
		return e;
	return cx_exec(cx, STMT_APPLICATION_SET_SUBMITTED, NULL,
	    application_state_name(
		application_next(APPLICATION_SUBMIT, APPLICATION_DRAFT)),
	    field_text(application, 0, "now_text"), due, receipt, agreement,
	    entry_state_name(entry_next(ENTRY_SUBMIT, ENTRY_DRAFT)),
	    entry_state_name(entry_next(ENTRY_SUBMIT_STAGE_1, ENTRY_DRAFT)));
}

/* GET .../missing: as of the last save; whether a cap bars is the law's. */
struct err *
application_missing(struct ctx *cx)
{
	json_t *body = field_json(cx, cx->shown, 0, "body");
	json_t *caps = json_object_get(body, "caps"), *cap;
	enum regime regime = lead_regime(cx->shown);
	size_t i;

	json_array_foreach(caps, i, cap)
	{
		const json_t *most = json_object_get(cap, "core_cap_pence");
		const bool over = json_is_integer(most) &&
				  json_integer_value(json_object_get(cap,
				      "core_pence")) > json_integer_value(most);

		json_object_set_new(cap, "within", json_boolean(!over));
		json_object_set_new(cap, "bars",
		    json_boolean(
			regime_allows(regime, LAW_CAP_AT_ENTRY, NULL)));
	}
	return respond_text(cx, 200, json_compact(cx->arena, body), NULL);
}

struct err *
application_settle(struct ctx *cx, const char *provider)
{
	const struct rows *settled = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_APPLICATION_SETTLE, &settled,
	    application_state_name(
		application_next(APPLICATION_SETTLE, APPLICATION_SUBMITTED)));
	if (e != NULL || rows_count(settled) == 0)
		return e;
	return cx_did(cx, &application_lifecycle, APPLICATION_SETTLE,
	    cx_path(cx, "application_id"), NULL, provider);
}

/* POST .../submission: from now on it stands as it is. */
struct err *
application_submit(struct ctx *cx)
{
	const char *id = cx_path(cx, "application_id");
	const struct rows *application = NULL;
	struct err *e;

	e = cx_exec(cx, STMT_APPLICATION_LOAD, &application);
	if (e == NULL)
		e = check_submission(cx, application);
	if (e == NULL)
		e = submit(cx, application);
	if (e == NULL)
		e = cx_did(cx, &application_lifecycle, APPLICATION_SUBMIT, id,
		    NULL, field_text(application, 0, "lead_id"));
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_APPLICATION_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/applications/%s", id));
}
