/*
 * event.h - what can happen, each kind once, and what is said about it.
 * SPDX-License-Identifier: Apache-2.0
 *
 * One row for each type of event that the feed can have, with the one template
 * of the notification that it becomes.  The feed, webhooks and the audit log
 * have the type alone; notifications and e-mails are this text.  It names
 * nobody and says nothing of what a bid holds: references and links, no more.
 */
#ifndef CORE_EVENT_H
#define CORE_EVENT_H

#include "core/arena.h"
#include "core/vocab.h"

struct event_kind {
	const char *type; /* "application.submitted"; the rows are in order */
	unsigned told;    /* bits 1 << enum role: who among its readers is
			     notified; none: nobody has to be */
	enum notice_topic topic;
	const char *subject; /* one line */
	const char *body;    /* sentences; a link follows them */
	const char *path;    /* where to look: a path of the interface */
};

extern const struct event_kind event_kinds[];
extern const size_t event_kinds_count;

/* What stands in braces in the templates, and only there. */
struct event_facts {
	const char *reference; /* {reference}: "R-2026-000123" */
	const char *subject;   /* {subject}: an id; only in paths */
	const char *referral;  /* {referral}: an id; only in paths */
};

/* The row of that type, or of the family it belongs to: what is refused has
 * its reason as a last word of its own, "opening.refused.forbidden".  NULL if
 * there is none. */
const struct event_kind *event_find(const char *type);

/* A text of the table with its braces filled in; arena.  A fact that is NULL
 * leaves nothing behind, and no two blanks. */
MUST_CHECK const char *event_text(struct arena *a, const char *template,
    const struct event_facts *facts);

/* Every topic, with commas between them; arena. */
MUST_CHECK const char *event_topics(struct arena *a);

/* The types that somebody of this role is notified of, with commas between
 * them; arena. */
MUST_CHECK const char *event_types_told(struct arena *a, enum role role);

#endif
