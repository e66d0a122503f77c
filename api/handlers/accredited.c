/*
 * accredited.c - what every act on an accreditation begins and ends with.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/accredited.h"

#include <string.h>

#include "api/handlers/stage.h"

struct err *
accredited_find(struct ctx *cx, const char *id, struct accredited *out)
{
	struct accredited it = { .id = id, .state = ACCREDITATION__MAX };
	struct err *e = cx_queue(cx, STMT_ACCREDITATION_SETTLE, id);

	if (e == NULL)
		e = cx_exec(cx, STMT_ACCREDITATION_LOAD, &it.row, id);
	if (e != NULL)
		return e;
	if (rows_count(it.row) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "There is no such accreditation.");
	(void)accreditation_state_parse(field_text(it.row, 0, "state"),
	    &it.state);
	*out = it;
	return NULL;
}

struct err *
accredited_begin(struct ctx *cx, const char *id, enum accreditation_act act,
    struct accredited *out)
{
	struct err *e = accredited_find(cx, id, out);

	return e != NULL ? e
			 : cx_may(cx, &accreditation_lifecycle, (int)act,
			       (int)out->state);
}

struct err *
accredited_of_path(struct ctx *cx, enum accreditation_act act,
    struct accredited *out)
{
	return accredited_begin(cx, cx_path(cx, "accreditation_id"), act, out);
}

struct err *
accredited_tell(struct ctx *cx, const struct accredited *it,
    enum accreditation_act act)
{
	return cx_did(cx, &accreditation_lifecycle, (int)act, it->id, NULL,
	    field_text(it->row, 0, "audience"));
}

struct err *
accredited_move(struct ctx *cx, const struct accredited *it,
    enum accreditation_act act, const char *ground, const char *reason,
    const char *failed)
{
	struct err *e = cx_exec(cx, STMT_ACCREDITATION_SET, NULL, it->id,
	    accreditation_state_name(accreditation_next(act, it->state)),
	    ground, reason, failed);

	return e != NULL ? e : accredited_tell(cx, it, act);
}

struct err *
accredited_respond(struct ctx *cx)
{
	return respond_shown(cx, 201, STMT_ACCREDITATION_SHOW, NULL,
	    arena_printf(cx->arena, "/v1/accreditations/%s",
		cx_path(cx, "accreditation_id")));
}

static bool
list_has(const json_t *list, const json_t *word)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (json_equal(json_array_get(list, i), word))
			return true;
	return false;
}

/* Each of the points is a requirement of the category. */
static struct err *
check_points(struct ctx *cx, const struct accredited *it, const json_t *points)
{
	const json_t *codes = field_json(cx, it->row, 0, "requirements");
	struct err *faults = NULL;

	for (size_t i = 0; i < json_array_size(points); i++)
		if (!list_has(codes, json_array_get(points, i)))
			err_append(&faults,
			    err_at(cx->arena,
				arena_printf(cx->arena, "#/points/%zu", i),
				"The category has no such requirement."));
	return faults;
}

struct err *
accredited_points(struct ctx *cx, const struct accredited *it,
    const char *ground, const char **out)
{
	const json_t *points = json_object_get(cx->body, "points");
	struct err *e;

	if (json_array_size(points) == 0) {
		*out = arena_printf(cx->arena, "[\"%s\"]", ground);
		return NULL;
	}
	if (strcmp(ground, suspension_ground_name(GROUND_REQUIREMENT_FAILED)) !=
	    0)
		return err_at(cx->arena, "#/points",
		    "Points are requirements that have failed.");
	e = check_points(cx, it, points);
	if (e == NULL)
		*out = json_compact(cx->arena, points);
	return e;
}
