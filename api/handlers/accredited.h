/*
 * accredited.h - what every act on an accreditation begins and ends with.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_ACCREDITED_H
#define API_HANDLERS_ACCREDITED_H

#include "api/ctx.h"
#include "core/accreditation.h"

/* One that is being acted upon; its home is locked until the end of the
 * request, and what had come due there is stored. */
struct accredited {
	const char *id;
	enum accreditation_state state;
	const struct rows *row; /* of accreditation_load */
};

/* The accreditation with this id (borrowed), its caller's as lead or
 * provider; else ERR_NOT_FOUND. */
MUST_CHECK struct err *
accredited_find(struct ctx *cx, const char *id, struct accredited *out);

/* The same for an act; fails also with the error of its guard. */
MUST_CHECK struct err *accredited_begin(struct ctx *cx, const char *id,
    enum accreditation_act act, struct accredited *out);

/* The same, with the id of the path. */
MUST_CHECK struct err *accredited_of_path(struct ctx *cx,
    enum accreditation_act act, struct accredited *out);

/* Moves it as the lead, and tells everybody whom it concerns (R060). ground:
 * NULL where the state has none; failed: a JSON array of codes. */
MUST_CHECK struct err *accredited_move(struct ctx *cx,
    const struct accredited *it, enum accreditation_act act, const char *ground,
    const char *reason, const char *failed);

/* The event of an act, for everybody whom it concerns. */
MUST_CHECK struct err *accredited_tell(struct ctx *cx,
    const struct accredited *it, enum accreditation_act act);

/* 201 with the accreditation of the path as the caller sees it. */
MUST_CHECK struct err *accredited_respond(struct ctx *cx);

/* The failed points of a suspension as a JSON array: those that the body
 * names, else the ground itself. ERR_INVALID at "#/points" for a code that is
 * no requirement of the category, or with another ground than
 * requirement_failed. */
MUST_CHECK struct err *accredited_points(struct ctx *cx,
    const struct accredited *it, const char *ground, const char **out);

#endif
