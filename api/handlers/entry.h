/*
 * entry.h - an entry of an application, and what its category asks for.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_ENTRY_H
#define API_HANDLERS_ENTRY_H

#include "api/ctx.h"
#include "core/application.h"

struct asked_entry {
	const struct rows *row; /* of entry_load */
	const json_t *category; /* requirements, statements, cost_heads, ... */
	enum entry_state state;
};

/* The entry of the path, in a state that allows the act. */
MUST_CHECK struct err *
entry_find(struct ctx *cx, enum entry_act act, struct asked_entry *out);

/* Faults of the body's member name (an object by code): each code that the
 * category's list list_name lacks, at "#/statements/x". */
MUST_CHECK struct err *entry_check_known(struct ctx *cx,
    const struct asked_entry *e, const char *name, const char *list_name);

/* And each code of the list of the same name that the member lacks. */
MUST_CHECK struct err *entry_check_covered(struct ctx *cx,
    const struct asked_entry *e, const char *name);

/* Whether an item of a category (a requirement or a statement) is asked in the
 * first stage, or there is but one. */
bool entry_asks_first(const json_t *item);

/* Where the entry of the path is, and what is below it: "" or "/warning";
 * arena. */
const char *entry_path(struct ctx *cx, const char *below);

#endif
