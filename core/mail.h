/*
 * mail.h - the text of an e-mail, and when it is tried again.
 * SPDX-License-Identifier: Apache-2.0
 *
 * RFC 5322 and 3834: an automatic message that says it is one, the same to
 * the last byte in every attempt, so that whoever gets it twice can tell.
 */
#ifndef CORE_MAIL_H
#define CORE_MAIL_H

#include <stdint.h>

#include "core/arena.h"
#include "core/vocab.h"

struct mail_letter {
	const char *id;        /* of the message, before the @ */
	const char *from, *to; /* addresses, without a name */
	const char *subject, *text, *link;
	const char *ending; /* a last line: why it came */
	int64_t written;    /* seconds since 1970, UTC */
};

/* The last line of what is told to people who have an account. */
extern const char mail_notice_ending[];

/* Words of the letter that asks to confirm an enquiry (R178), which goes to
 * whoever's address it is: so it says nothing of the enquiry. */
extern const struct mail_letter mail_confirmation;

/* Whether this may stand in a header and in an SMTP command: one address of
 * printable ASCII, without blanks, brackets, quotes or commas. */
bool mail_address_is_plain(const char *address);

/* The whole message with CRLF; arena.  NULL if a line of its head could be
 * taken for more than one: an address that is not plain, or a subject or id
 * with a control character. */
const char *mail_message(struct arena *a, const struct mail_letter *letter);

/* One attempt, as it ended. */
struct mail_attempt {
	int number; /* from 1 */
	int reply;  /* the mail server's last; 0: it said nothing */
	enum delivery_failure failure; /* __MAX: it took the message */
};

struct mail_verdict {
	enum delivery_state state;
	enum delivery_failure failure; /* __MAX: none */
	int64_t retry;                 /* s, if it waits */
};

/* What a server refuses for good (5xx) is dead at once; all else is tried
 * again, by the schedule of webhooks.  chance: any number, for the jitter. */
struct mail_verdict
mail_judge(const struct mail_attempt *attempt, uint32_t chance);

#endif
