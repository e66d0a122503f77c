/*
 * bind.h - the parameters of a statement, from wherever its comment says.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_BIND_H
#define API_BIND_H

#include <stdbool.h>

#include "api/ctx.h"

/* The parameters of stmt; arena. args are its arg.*, in order, as many as it
 * has; args may be NULL if it has none. elsewhere stands for every path.* that
 * the path lacks. */
const char *const *bind_params(struct ctx *cx, enum stmt stmt,
    const char *const *args, const char *elsewhere);

/* True if one of them is who is calling, which only enter() can tell. */
bool bind_needs_caller(enum stmt stmt);

/* How many arg.* the statement has. */
size_t bind_count_args(enum stmt stmt);

#endif
