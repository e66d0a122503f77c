/*
 * mail.c - the text of an e-mail, and when it is tried again.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/mail.h"

#include <stdbool.h>
#include <string.h>

#include "core/dates.h"
#include "core/webhook.h"

enum {
	ADDRESS_BYTES = 254,
	DAY_SECONDS = 24 * 60 * 60,
	HOUR_SECONDS = 60 * 60,
	MINUTE_SECONDS = 60,
	PERMANENT = 500, /* replies from here on are for good */
};

const char mail_notice_ending[] =
    "You can choose of what you are sent e-mail, under "
    "\"notification-preferences\".";

const struct mail_letter mail_confirmation = {
	.subject = "Please confirm your enquiry",
	.text = "With this e-mail address somebody has written to a care home "
		"through our directory. If it was you, open this page within "
		"24 hours and confirm it. Only then is it sent.",
	.ending = "If it was not you, do nothing: it is deleted within two "
		  "days, and nobody reads it.",
};

bool
mail_address_is_plain(const char *address)
{
	static const char never[] = "<>()[]\\,;:\"";
	const char *at = strchr(address, '@');

	if (!at || at == address || !at[1] || strchr(at + 1, '@') ||
	    strlen(address) > ADDRESS_BYTES)
		return false;
	for (const char *c = address; *c; c++) {
		if (*c <= ' ' || *c > '~' || strchr(never, *c))
			return false;
	}
	return true;
}

/* A line of a header, of ASCII. */
static bool
is_line(const char *text)
{
	for (; *text; text++) {
		if (*text < ' ' || *text > '~')
			return false;
	}
	return true;
}

/* "Sun, 22 Nov 2026 12:00:00 +0000" */
static const char *
date_line(struct arena *a, int64_t at)
{
	static const char *const days[] = { "Thu", "Fri", "Sat", "Sun", "Mon",
		"Tue", "Wed" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	const int64_t day = at / DAY_SECONDS;
	const int second = (int)(at % DAY_SECONDS);
	const struct date d = date_from_days(day);

	return arena_printf(a, "%s, %d %s %d %02d:%02d:%02d +0000",
	    days[day % (int64_t)ARRAY_LEN(days)], d.day, months[d.month - 1],
	    d.year, second / HOUR_SECONDS,
	    second % HOUR_SECONDS / MINUTE_SECONDS, second % MINUTE_SECONDS);
}

/* Without what could end a line of the body early or be no ASCII. */
static const char *
plain(struct arena *a, const char *text)
{
	char *copy = arena_printf(a, "%s", text);

	for (char *c = copy; *c; c++) {
		if (*c < ' ' || *c > '~')
			*c = ' ';
	}
	return copy;
}

const char *
mail_message(struct arena *a, const struct mail_letter *letter)
{
	if (!mail_address_is_plain(letter->from) ||
	    !mail_address_is_plain(letter->to) || !is_line(letter->subject) ||
	    !is_line(letter->id))
		return NULL;
	return arena_printf(a,
	    "Date: %s\r\n"
	    "From: Fairlot <%s>\r\n"
	    "To: <%s>\r\n"
	    "Subject: %s\r\n"
	    "Message-ID: <%s%s>\r\n"
	    "Auto-Submitted: auto-generated\r\n"
	    "MIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=us-ascii\r\n"
	    "Content-Transfer-Encoding: 7bit\r\n"
	    "\r\n"
	    "%s\r\n"
	    "\r\n"
	    "%s\r\n"
	    "\r\n"
	    "%s\r\n",
	    date_line(a, letter->written), letter->from, letter->to,
	    letter->subject, letter->id, strchr(letter->from, '@'),
	    plain(a, letter->text), plain(a, letter->link),
	    plain(a, letter->ending));
}

struct mail_verdict
mail_judge(const struct mail_attempt *attempt, uint32_t chance)
{
	struct mail_verdict v = {
		.state = DELIVERY_DELIVERED,
		.failure = attempt->failure,
	};

	if (attempt->failure == DELIVERY_FAILURE__MAX)
		return v;
	v.retry = attempt->reply >= PERMANENT
		      ? -1
		      : webhook_delay(attempt->number, chance);
	v.state = v.retry < 0 ? DELIVERY_DEAD : DELIVERY_WAITING;
	return v;
}
