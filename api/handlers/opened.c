/*
 * opened.c - what is kept of a bid once it is out of its envelope.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/opened.h"

#include "api/ctx.h"
#include "api/personal.h"
#include "api/worker.h"

/* What a bid says of its children without a word of it: who ranks wants the
 * figures. */
static json_t *
figures(const json_t *children)
{
	json_t *all = json_deep_copy(children), *child, *line;
	size_t i, n;

	json_array_foreach(all, i, child)
	{
		json_array_foreach(json_object_get(child, "variable"), n, line)
		{
			(void)json_object_del(line, "text");
		}
	}
	return all != NULL ? all : json_array();
}

const char *
opened_content(struct ctx *cx, struct arena *a, const char *bid_id,
    const json_t *bid)
{
	const struct keyring *keys = &cx->worker->texts;
	const json_t *children = json_object_get(bid, "children");
	/* Codes and the date are what bids are measured by; they stay. */
	json_t *content = json_keep(a, json_deep_copy(bid));

	(void)json_object_del(content, "statement");
	json_object_set_new(content, "statement",
	    json_string(personal_seal(keys, a, "bid_opened.statement", bid_id,
		json_string_value(json_object_get(bid, "statement")))));
	json_object_set_new(content, "children", figures(children));
	json_object_set_new(content, "words",
	    json_string(personal_seal(keys, a, "bid_opened.words", bid_id,
		children != NULL ? json_compact(a, children) : "[]")));
	return json_compact(a, content);
}
