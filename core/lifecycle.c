/*
 * lifecycle.c - looking up acts in the tables, and drawing the tables.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/lifecycle.h"

#include "core/accreditation.h"
#include "core/application.h"
#include "core/category.h"
#include "core/document.h"
#include "core/enquiry.h"
#include "core/interest.h"
#include "core/placement.h"
#include "core/provider_event.h"
#include "core/referral.h"
#include "core/scheme.h"
#include "core/uplift.h"

const struct lifecycle *const lifecycles[] = {
	&scheme_lifecycle,
	&category_lifecycle,
	&application_lifecycle,
	&entry_lifecycle,
	&accreditation_lifecycle,
	&document_lifecycle,
	&referral_lifecycle,
	&placement_lifecycle,
	&uplift_lifecycle,
	&interest_lifecycle,
	&enquiry_lifecycle,
	&provider_event_lifecycle,
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

static const char *
actor(const struct transition *t)
{
	const char *name = role_name(t->role);

	return name ? name : "the service";
}

struct err *
lifecycle_check_as(struct arena *a, const struct lifecycle *l, int act,
    enum role role, int state)
{
	const struct transition *t = &l->acts[act];

	if (t->role != role)
		return err_new(a, ERR_FORBIDDEN, "Only %s does this.",
		    t->role == ROLE__MAX ? "the service itself"
					 : role_in_words(t->role));
	return lifecycle_check(a, l, act, state);
}

const char *
lifecycle_event(const struct lifecycle *l, int act)
{
	return l->acts[act].event;
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
		    actor(t));
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

/* "draft, open", or "any". */
static const char *
from_text(struct arena *a, const struct vocabulary *states, unsigned from)
{
	const char *text = "";

	if (from + 1 == 1U << states->count)
		return "any";
	for (size_t s = 0; s < states->count; s++) {
		if (from & IN_STATE(s))
			text = arena_printf(a, "%s%s%s", text,
			    *text ? ", " : "", states->words[s]);
	}
	return text;
}

/* The guards that refuse the act, each once, in the order of the states. */
static const char *
guards_text(struct arena *a, const struct vocabulary *states,
    const struct transition *t)
{
	bool named[ERR__MAX] = { false };
	const char *text = "";

	for (size_t s = 0; s < states->count; s++) {
		enum err_kind kind;

		if (t->from & IN_STATE(s))
			continue;
		kind = t->refusals[s].kind;
		if (named[kind])
			continue;
		named[kind] = true;
		text = arena_printf(a, "%s%s`%s`", text, *text ? ", " : "",
		    err_slug(kind));
	}
	return *text ? text : "\xe2\x80\x93";
}

static const char *
code_text(struct arena *a, const char *word)
{
	return word ? arena_printf(a, "`%s`", word) : "\xe2\x80\x93";
}

static const char *
row_text(struct arena *a, const struct vocabulary *states,
    const struct transition *t)
{
	return arena_printf(a, "| %s | %s | %s | %s | %s | %s | %s |\n", t->act,
	    actor(t), from_text(a, states, t->from),
	    t->to == LIFECYCLE_STAYS ? "stays" : states->words[t->to],
	    guards_text(a, states, t), code_text(a, t->event),
	    code_text(a, t->operation));
}

const char *
lifecycle_markdown(struct arena *a, const struct lifecycle *l)
{
	const struct vocabulary *states = vocabulary_find(l->states);
	const char *text;

	text = arena_printf(a,
	    "## %s\n\n```mermaid\n%s```\n\nBegins %s%s%s.\n\n"
	    "| Act | Who | From | To | Refused elsewhere by | Event | "
	    "Operation |\n|---|---|---|---|---|---|---|\n",
	    l->name, lifecycle_mermaid(a, l), l->begins ? "with `" : "unseen",
	    l->begins ? l->begins : "", l->begins ? "`" : "");
	for (size_t i = 0; states && i < l->acts_count; i++)
		text = arena_printf(a, "%s%s", text,
		    row_text(a, states, &l->acts[i]));
	return text;
}
