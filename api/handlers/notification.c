/*
 * notification.c - /v1/notifications: the feed's events in words.
 *
 * A notification is an event that the reader may read anyhow; only the words,
 * which stand in core/event.c, are put in here.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"
#include "api/response.h"
#include "api/settings.h"
#include "api/worker.h"
#include "core/event.h"

static const char *
member(const json_t *item, const char *name)
{
	return json_string_value(json_object_get(item, name));
}

static void
put_words(struct ctx *cx, json_t *item)
{
	const struct event_kind *k = event_find(member(item, "type"));
	const struct event_facts facts = {
		.reference = member(item, "reference"),
		.subject = member(item, "subject_id"),
		.referral = member(item, "referral_id"),
	};

	if (k == NULL) /* of a version to come */
		return;
	(void)json_object_update_new(item,
	    json_pack("{s:s, s:s, s:s, s:s}", "topic",
		notice_topic_name(k->topic), "title",
		event_text(cx->arena, k->subject, &facts), "text",
		event_text(cx->arena, k->body, &facts), "link",
		arena_printf(cx->arena, "%s%s", cx->worker->settings->base_url,
		    event_text(cx->arena, k->path, &facts))));
}

/* What has been answered so far, one event or a list, with its words. */
static struct err *
answer_in_words(struct ctx *cx)
{
	json_t *answer =
	    json_keep(cx->arena, json_loads(cx->res->body, 0, NULL));
	json_t *items = json_object_get(answer, "items"), *item;
	size_t i;

	if (items == NULL)
		put_words(cx, answer);
	json_array_foreach(items, i, item)
	{
		put_words(cx, item);
	}
	return respond_text(cx, cx->res->status,
	    json_compact(cx->arena, answer), NULL);
}

/* GET /v1/notifications */
struct err *
notification_list(struct ctx *cx)
{
	return answer_in_words(cx);
}

/* GET /v1/notifications/{notification_id} */
struct err *
notification_show(struct ctx *cx)
{
	struct err *e =
	    respond_text(cx, 200, field_text(cx->shown, 0, "body"), NULL);

	return e != NULL ? e : answer_in_words(cx);
}

/* POST .../reading: a mark of the reader's own, which is no event. */
struct err *
notification_read(struct ctx *cx)
{
	struct err *e = cx_exec(cx, STMT_NOTIFICATION_READ, NULL);

	if (e == NULL)
		e = respond_shown(cx, 201, STMT_NOTIFICATION_SHOW, NULL,
		    arena_printf(cx->arena, "/v1/notifications/%s",
			cx_path(cx, "notification_id")));
	return e != NULL ? e : answer_in_words(cx);
}

/* PUT /v1/me/notification-preferences: of what e-mail is wanted. */
struct err *
notification_preferences_put(struct ctx *cx)
{
	struct err *e = NULL;

	if (cx->caller.user == NULL)
		return err_new(cx->arena, ERR_PERSON_REQUIRED,
		    "E-mail is sent to people; a machine client gets none.");
	e = cx_exec(cx, STMT_NOTIFICATION_PREFERENCE_STORE, NULL);
	if (e == NULL)
		e = cx_event(cx, "user.notifications_changed", cx->caller.user,
		    NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_NOTIFICATION_PREFERENCE_SHOW, NULL,
	    NULL);
}
