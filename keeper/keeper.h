/*
 * keeper.h - `fairlot keeper`: the only program that can read a sealed bid.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef KEEPER_KEEPER_H
#define KEEPER_KEEPER_H

#include <stdbool.h>

#include "core/err.h"

/* Borrowed. */
struct keeper_settings {
	const char *conninfo; /* libpq connection as keeper */
	const char *socket;
	const char *keys;  /* see keys.h */
	const char *peers; /* user ids that may ask, with commas; NULL: any */
	bool sandbox;      /* the database's clock alone counts */
};

/* Answers until SIGTERM; the exit status. */
int keeper_run(const struct keeper_settings *settings);

/* A new key in front, and every key of a referral that is not opened wrapped
 * under it. What cannot be unwrapped is told, and the error at the end says
 * that there was some. Prints on stdout. */
MUST_CHECK struct err *
keeper_rotate(struct arena *a, const struct keeper_settings *settings);

/* Says which wrapped keys cannot be unwrapped. Changes nothing. */
MUST_CHECK struct err *
keeper_check(struct arena *a, const struct keeper_settings *settings);

#endif
