/*
 * workflow.c - GET /v1/workflow: the steps of a scheme's life, and who does
 * which (R017).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/workflow.h"

#include "api/ctx.h"
#include "api/handlers.h"

static json_t *
roles_of(unsigned bits)
{
	json_t *list = json_array();
	int role;

	for (role = 0; role < ROLE__MAX; role++)
		if ((bits & 1U << role) != 0)
			(void)json_array_append_new(list,
			    json_string(role_name((enum role)role)));
	return list;
}

struct err *
workflow_show(struct ctx *cx)
{
	json_t *steps = json_keep(cx->arena, json_array());
	size_t i;

	for (i = 0; i < workflow_count; i++) {
		const struct workflow_step *w = &workflow[i];

		(void)json_array_append_new(steps,
		    json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o}", "step",
			w->step, "description", w->says, "operation",
			w->operation, "responsible", roles_of(w->responsible),
			"accountable", roles_of(w->accountable), "consulted",
			roles_of(w->consulted), "informed",
			roles_of(w->informed)));
	}
	return respond_text(cx, 200,
	    json_compact(cx->arena,
		json_keep(cx->arena, json_pack("{s:O}", "steps", steps))),
	    NULL);
}
