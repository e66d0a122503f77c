/*
 * attempts.c - see attempts.h. SPDX-License-Identifier: Apache-2.0
 *
 * The event says what was asked for, as it was asked, and why it was refused,
 * and is the same whether or not there is such a bid. Who may read it is in
 * note_attempt() of migration 0012.
 */
#include "api/attempts.h"

#include <string.h>

#include "api/bind.h"
#include "api/match.h"
#include "api/request.h"
#include "api/worker.h"

static const struct watched {
	const char *operation;
	const char *type;    /* of the event, before the reason */
	const char *subject; /* names of the path, or NULL */
	const char *referral;
	const char *establishment;
} watched[] = {
	{ "openBids", "opening.refused", "referral_id", "referral_id", NULL },
	{ "listBids", "bid.read_refused", "referral_id", "referral_id", NULL },
	{ "showOwnBid", "bid.read_refused", "referral_id", "referral_id",
	    "establishment_id" },
	{ "showBid", "bid.read_refused", "bid_id", NULL, NULL },
	{ "showEvaluation", "bid.read_refused", "bid_id", NULL, NULL },
	{ "showConsensus", "bid.read_refused", "bid_id", NULL, NULL },
	{ "showExplanation", "bid.read_refused", "bid_id", NULL, NULL },
	{ "showDisregard", "bid.read_refused", "bid_id", NULL, NULL },
};

/* What the guards of a sealed bid say; all else has nothing to do with it. */
static bool
is_guard(enum err_kind kind)
{
	static const enum err_kind guards[] = {
		ERR_FORBIDDEN,
		ERR_NOT_FOUND,
		ERR_NOT_OPENED,
		ERR_DEADLINE_NOT_REACHED,
		ERR_PERSON_REQUIRED,
		ERR_SECOND_OPENER_NEEDED,
	};

	for (size_t i = 0; i < ARRAY_LEN(guards); i++)
		if (guards[i] == kind)
			return true;
	return false;
}

static const struct watched *
find(const struct ctx *cx)
{
	for (size_t i = 0; cx->route && i < ARRAY_LEN(watched); i++)
		if (strcmp(watched[i].operation, cx->route->operation) == 0)
			return &watched[i];
	return NULL;
}

/* "opening.refused.deadline_not_reached" */
static const char *
type_of(struct ctx *cx, const struct watched *w, const struct err *e)
{
	char *type =
	    arena_printf(cx->arena, "%s.%s", w->type, err_slug(e->kind));
	char *c;

	for (c = type; *c != '\0'; c++)
		if (*c == '-')
			*c = '_';
	return type;
}

static const char *
named(const struct ctx *cx, const char *name)
{
	return name != NULL ? cx_path(cx, name) : NULL;
}

struct err *
attempt_note(struct ctx *cx, struct err *e)
{
	const struct watched *w = find(cx);
	const char *args[4];
	struct err *failed;

	if (w == NULL || cx->caller.session == NULL || cx->noted ||
	    !is_guard(e->kind))
		return e;
	args[0] = type_of(cx, w, e);
	args[1] = named(cx, w->subject);
	args[2] = named(cx, w->referral);
	args[3] = named(cx, w->establishment);
	cx->db = cx->worker->staff;
	failed = db_can_commit(cx->db, cx->arena);
	if (failed == NULL)
		failed = db_begin(cx->db, cx->arena, cx->session, false);
	if (failed != NULL)
		return failed;
	(void)db_add(cx->db, STMT_REQUEST_NAME, &cx->req->id);
	(void)db_add(cx->db, STMT_ATTEMPT_NOTE, args);
	db_add_commit(cx->db);
	failed = db_sync(cx->db, cx->arena);
	return failed != NULL ? failed : e;
}
