/*
 * directory.c - /v1/directory: what stands beside the list of a search.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"
#include "api/response.h"
#include "core/compiler.h"

/* GET /v1/directory: the list, and where its distances were measured from. */
struct err *
directory_search(struct ctx *cx)
{
	const char *list = cx->res->body;
	const char *origin = field_text(cx->shown, 0, "origin");
	const char *const parts[] = { arena_printf(cx->arena, "%.*s",
					  (int)strlen(list) - 1, list),
		",\"origin\":", origin != NULL ? origin : "null", "}" };

	return respond_text(cx, 200,
	    arena_concat(cx->arena, parts, ARRAY_LEN(parts)), NULL);
}
