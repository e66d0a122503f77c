/*
 * library.h - the questions that the categories of a scheme share.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_LIBRARY_H
#define API_HANDLERS_LIBRARY_H

#include "api/ctx.h"

/* Faults of the body's list of that name: each question or justification that
 * stands neither there nor, under its code, in the library of the scheme. */
MUST_CHECK struct err *
library_check(struct ctx *cx, const char *name, enum question_kind kind);

#endif
