/*
 * score_scale.c - GET /v1/score-scale: what each score stands for (R111).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/score_scale.h"

#include "api/ctx.h"
#include "api/handlers.h"

struct err *
score_scale_show(struct ctx *cx)
{
	json_t *levels = json_keep(cx->arena, json_array());
	size_t i;

	for (i = 0; i < score_scale_count; i++) {
		const struct score_level *l = &score_scale[i];

		(void)json_array_append_new(levels,
		    json_pack("{s:i, s:s, s:s}", "score", l->score, "name",
			l->name, "meaning", l->meaning));
	}
	return respond_text(cx, 200,
	    json_compact(cx->arena,
		json_keep(cx->arena, json_pack("{s:O}", "levels", levels))),
	    NULL);
}
