/*
 * lifecycle.c - looking up acts in the tables, and drawing the tables.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/lifecycle.h"

#include "core/accreditation.h"
#include "core/application.h"
#include "core/placement.h"
#include "core/referral.h"
#include "core/scheme.h"

const struct lifecycle *const lifecycles[] = {
	&scheme_lifecycle,
	&application_lifecycle,
	&entry_lifecycle,
	&accreditation_lifecycle,
	&referral_lifecycle,
	&placement_lifecycle,
};
const size_t lifecycles_count = ARRAY_LEN(lifecycles);

struct err *
lifecycle_check(struct arena *a, const struct lifecycle *l, int act, int state)
{
	const struct transition *t = &l->acts[act];

	if (t->from & IN_STATE(state))
		return NULL;
	return err_new(a, t->refusals[state].kind, "%s",
	    t->refusals[state].detail);
}

int
lifecycle_next(const struct lifecycle *l, int act, int state)
{
	const int to = l->acts[act].to;

	return to == LIFECYCLE_STAYS ? state : to;
}

/* text and one arrow for each state the act leads away from. */
static const char *
draw_act(struct arena *a, const struct vocabulary *states,
    const struct transition *t, const char *text)
{
	for (size_t from = 0; from < states->count; from++) {
		if (t->to == LIFECYCLE_STAYS || !(t->from & IN_STATE(from)))
			continue;
		text = arena_printf(a, "%s\t%s --> %s: %s (%s)\n", text,
		    states->words[from], states->words[t->to], t->act,
		    role_name(t->role));
	}
	return text;
}

const char *
lifecycle_mermaid(struct arena *a, const struct lifecycle *l)
{
	const struct vocabulary *states = vocabulary_find(l->states);
	const char *text;

	text = arena_printf(a, "stateDiagram-v2\n\t[*] --> %s\n",
	    states ? states->words[0] : "");
	for (size_t i = 0; states && i < l->acts_count; i++)
		text = draw_act(a, states, &l->acts[i], text);
	if (l->by_itself)
		text = arena_printf(a, "%s\t%s\n", text, l->by_itself);
	return text;
}
