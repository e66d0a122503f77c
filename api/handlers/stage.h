/*
 * stage.h - where a referral stands, and reading the rows that say so.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_STAGE_H
#define API_HANDLERS_STAGE_H

#include "api/ctx.h"
#include "core/referral.h"

/* The column of that name; see rows_text() and its kin. */
const char *field_text(const struct rows *r, size_t row, const char *name);
int64_t field_int(const struct rows *r, size_t row, const char *name);
bool field_bool(const struct rows *r, size_t row, const char *name);
bool field_is_null(const struct rows *r, size_t row, const char *name);

/* The date in that column; zero where there is none. */
struct date field_date(const struct rows *r, size_t row, const char *name);

/* The JSON text in that column, which PostgreSQL has written; arena. */
json_t *
field_json(struct ctx *cx, const struct rows *r, size_t row, const char *name);

/* May the act happen? r holds one row with the columns state, deadline and
 * now, read after the referral was locked; without a row it is ERR_NOT_FOUND.
 * Otherwise NULL or an error of cx_may(). */
MUST_CHECK struct err *
stage_check(struct ctx *cx, const struct rows *r, enum referral_act act);

/* The word for the state after an allowed act. */
const char *stage_after(const struct rows *r, enum referral_act act);

/* ERR_PERSON_REQUIRED for a machine client. */
MUST_CHECK struct err *person_check(struct ctx *cx);

#endif
