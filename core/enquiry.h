/*
 * enquiry.h - what somebody who pays for a place writes to a home.
 * SPDX-License-Identifier: Apache-2.0
 *
 * It needs no account; it is sent when whoever has the e-mail address has
 * confirmed it, to an accredited home and its lead authorities alone (R178).
 */
#ifndef CORE_ENQUIRY_H
#define CORE_ENQUIRY_H

#include "core/arena.h"
#include "core/lifecycle.h"

enum {
	ENQUIRY_HOURS = 24,           /* to confirm it */
	ENQUIRY_UNCONFIRMED_MOST = 5, /* of one e-mail address in a day */
	ENQUIRY_ORIGIN_MOST = 5, /* of one network address to a home in a day */
};

enum enquiry_act { ENQUIRY_CONFIRM, ENQUIRY_ANSWER, ENQUIRY_ACT__MAX };

extern const struct lifecycle enquiry_lifecycle;

/* The address as one mailbox is known by it: small letters, without what many
 * servers leave out of account ("a.nn+home@x.org" is "ann@x.org"); arena. It
 * has an @. */
MUST_CHECK const char *enquiry_mailbox(struct arena *a, const char *address);

#endif
