/*
 * stage.c - where a referral stands, and reading the rows that say so.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/stage.h"

const char *
field_text(const struct rows *r, size_t row, const char *name)
{
	return rows_text(r, row, rows_col(r, name));
}

int64_t
field_int(const struct rows *r, size_t row, const char *name)
{
	return rows_int(r, row, rows_col(r, name));
}

bool
field_bool(const struct rows *r, size_t row, const char *name)
{
	return rows_bool(r, row, rows_col(r, name));
}

bool
field_is_null(const struct rows *r, size_t row, const char *name)
{
	return field_text(r, row, name) == NULL;
}

struct date
field_date(const struct rows *r, size_t row, const char *name)
{
	struct date day = { 0 };

	(void)date_parse(field_text(r, row, name), &day);
	return day;
}

json_t *
field_json(struct ctx *cx, const struct rows *r, size_t row, const char *name)
{
	return json_keep(cx->arena,
	    json_loads(field_text(r, row, name), 0, NULL));
}

/* As of the clock in the row. */
static enum referral_state
state_of(const struct rows *r)
{
	enum referral_state stored = REFERRAL__MAX;

	(void)referral_state_parse(field_text(r, 0, "state"), &stored);
	return referral_state_at(stored, field_int(r, 0, "deadline"),
	    field_int(r, 0, "now"));
}

struct err *
stage_check(struct ctx *cx, const struct rows *r, enum referral_act act)
{
	if (rows_count(r) == 0)
		return err_new(cx->arena, ERR_NOT_FOUND,
		    "It is not there, or not yours to see.");
	return cx_may(cx, &referral_lifecycle, (int)act, (int)state_of(r));
}

const char *
stage_after(const struct rows *r, enum referral_act act)
{
	return referral_state_name(referral_next(act, state_of(r)));
}

struct err *
person_check(struct ctx *cx)
{
	if (cx->caller.user != NULL)
		return NULL;
	return err_new(cx->arena, ERR_PERSON_REQUIRED,
	    "This category asks for two different people; a machine client is "
	    "neither.");
}
