/*
 * leaving.c - what a provider does about its accreditation, and how one is
 * removed: reasons first.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/handlers.h"
#include "api/handlers/accredited.h"
#include "api/handlers/lead.h"
#include "api/handlers/stage.h"
#include "core/regime.h"

/* The database lets a provider make these moves of its own, and no other. */
static struct err *
move_own(struct ctx *cx, const struct accredited *it,
    enum accreditation_act act)
{
	const struct rows *done = NULL;
	struct err *e =
	    cx_exec(cx, STMT_ACCREDITATION_BY_PROVIDER, &done, it->id,
		accreditation_state_name(accreditation_next(act, it->state)));

	if (e == NULL && !field_bool(done, 0, "done"))
		e = err_new(cx->arena, ERR_CONFLICT,
		    "It has changed meanwhile.");
	return e != NULL ? e : accredited_tell(cx, it, act);
}

static struct err *
act_on_own(struct ctx *cx, enum accreditation_act act)
{
	struct accredited it = { 0 };
	struct err *e = accredited_of_path(cx, act, &it);

	if (e == NULL)
		e = move_own(cx, &it, act);
	return e != NULL ? e : accredited_respond(cx);
}

/* POST .../waking: one call (R067). */
struct err *
accreditation_wake(struct ctx *cx)
{
	return act_on_own(cx, ACCREDITATION_WAKE);
}

/* POST .../withdrawal: placements keep their terms. */
struct err *
accreditation_withdraw(struct ctx *cx)
{
	return act_on_own(cx, ACCREDITATION_LEAVE);
}

/* ---------------------------------------------------------------- cure */

static struct err *
check_point(struct ctx *cx, const json_t *answers, const char *code)
{
	const json_t *answer = json_object_get(answers, code);
	const char *at = arena_printf(cx->arena, "#/points/%s", code);

	if (answer == NULL)
		return err_at(cx->arena, at, "This point has failed.");
	if (!json_is_true(json_object_get(answer, "met")))
		return err_at(cx->arena, arena_printf(cx->arena, "%s/met", at),
		    "A cure says that the point is met.");
	return NULL;
}

static bool
has_failed(const json_t *failed, const char *code)
{
	for (size_t i = 0; i < json_array_size(failed); i++)
		if (strcmp(json_string_value(json_array_get(failed, i)),
			code) == 0)
			return true;
	return false;
}

/* Each point that failed, and no other (R061). */
static struct err *
check_cure(struct ctx *cx, const struct accredited *it)
{
	json_t *answers = json_object_get(cx->body, "points");
	const json_t *failed = field_json(cx, it->row, 0, "failed");
	struct err *faults = NULL;

	for (size_t i = 0; i < json_array_size(failed); i++)
		err_append(&faults,
		    check_point(cx, answers,
			json_string_value(json_array_get(failed, i))));
	for (void *at = json_object_iter(answers); at != NULL;
	     at = json_object_iter_next(answers, at))
		if (!has_failed(failed, json_object_iter_key(at)))
			err_append(&faults,
			    err_at(cx->arena,
				arena_printf(cx->arena, "#/points/%s",
				    json_object_iter_key(at)),
				"This point has not failed; only what failed "
				"is asked again."));
	return faults;
}

/* POST .../cure */
struct err *
cure_submit(struct ctx *cx)
{
	struct accredited it = { 0 };
	struct err *e = accredited_of_path(cx, ACCREDITATION_CURE, &it);

	if (e == NULL)
		e = check_cure(cx, &it);
	if (e == NULL)
		e = cx_exec(cx, STMT_CURE_INSERT, NULL);
	if (e == NULL)
		e = move_own(cx, &it, ACCREDITATION_CURE);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_CURE_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/accreditations/%s/cure", it.id));
}

/* ------------------------------------------------------------- removal */

static struct removal
removal_of(const struct accredited *it, const char *ground)
{
	struct removal r = { .state = it->state,
		.ground = REMOVAL__MAX,
		.regime = lead_regime(it->row),
		.until = field_date(it->row, 0, "notice_until"),
		.answered = field_bool(it->row, 0, "notice_answered") };

	(void)removal_ground_parse(ground, &r.ground);
	return r;
}

/* Of an announcement and of its answer: the two whom it is between. */
static struct err *
respond_notice(struct ctx *cx, const struct accredited *it,
    enum accreditation_act act, const char *audience)
{
	struct err *e = cx_did(cx, &accreditation_lifecycle, (int)act, it->id,
	    NULL, audience);

	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_REMOVAL_NOTICE_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/accreditations/%s/removal-notice",
		it->id));
}

/* POST .../removal-notice: the reasons come first (PA23 s.37(4)). */
struct err *
removal_announce(struct ctx *cx)
{
	struct accredited it = { 0 };
	struct removal r;
	struct err *e =
	    accredited_of_path(cx, ACCREDITATION_ANNOUNCE_REMOVAL, &it);

	if (e != NULL)
		return e;
	r = removal_of(&it, body_text(cx, "ground"));
	e = removal_announce_check(cx->arena, &r);
	if (e == NULL)
		e = cx_exec(cx, STMT_REMOVAL_NOTICE_INSERT, NULL,
		    regime_provision(r.regime, LAW_INACTIVITY_REMOVES));
	if (e != NULL)
		return e;
	return respond_notice(cx, &it, ACCREDITATION_ANNOUNCE_REMOVAL,
	    field_text(it.row, 0, "provider_id"));
}

/* POST .../representations */
struct err *
removal_represent(struct ctx *cx)
{
	const struct rows *done = NULL;
	struct accredited it = { 0 };
	struct err *e =
	    accredited_of_path(cx, ACCREDITATION_ANSWER_REMOVAL, &it);

	if (e == NULL)
		e = cx_exec(cx, STMT_REMOVAL_ANSWER, &done);
	if (e != NULL)
		return e;
	if (rows_count(done) == 0 || !field_bool(done, 0, "done"))
		return err_new(cx->arena, ERR_REPRESENTATIONS_OVER,
		    "No notice waits for representations.");
	return respond_notice(cx, &it, ACCREDITATION_ANSWER_REMOVAL,
	    field_text(it.row, 0, "lead_id"));
}

/* POST .../removal: on the ground of the notice, once it could be answered. */
struct err *
accreditation_remove(struct ctx *cx)
{
	struct accredited it = { 0 };
	struct removal r;
	struct err *e = accredited_of_path(cx, ACCREDITATION_REMOVE, &it);

	if (e != NULL)
		return e;
	r = removal_of(&it, field_text(it.row, 0, "notice_ground"));
	e = removal_check(cx->arena, &r, field_date(it.row, 0, "today"));
	if (e == NULL)
		e = accredited_move(cx, &it, ACCREDITATION_REMOVE, NULL,
		    body_text(cx, "reason"), "[]");
	return e != NULL ? e : accredited_respond(cx);
}
