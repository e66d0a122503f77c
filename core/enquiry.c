/*
 * enquiry.c - the table, and which mailbox an address is of.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/enquiry.h"

#include <string.h>

/* One sentence for every link that cannot be used, whatever the reason. */
#define UNUSABLE                                                               \
	{                                                                      \
		ERR_ENQUIRY_LINK_UNUSABLE,                                     \
		    "This link has been used, is too old, or was never "       \
		    "given. Please write to the home again."                   \
	}

/* clang-format off */
static const struct refusal needs_unconfirmed[ENQUIRY__MAX] = {
	[ENQUIRY_SENT] = UNUSABLE,
	[ENQUIRY_ANSWERED] = UNUSABLE,
};

static const struct refusal needs_sent[ENQUIRY__MAX] = {
	[ENQUIRY_UNCONFIRMED] = { ERR_CONFLICT,
		"This enquiry has not been confirmed yet." },
	[ENQUIRY_ANSWERED] = { ERR_CONFLICT,
		"This enquiry has been marked as answered already." },
};

static const struct transition acts[ENQUIRY_ACT__MAX] = {
	/* by whoever holds the token: a role there is none for */
	[ENQUIRY_CONFIRM] = { "confirm", ROLE__MAX,
		IN_STATE(ENQUIRY_UNCONFIRMED),
		ENQUIRY_SENT, needs_unconfirmed,
		"enquiry.received", NULL },
	[ENQUIRY_ANSWER] = { "answer", ROLE_PROVIDER,
		IN_STATE(ENQUIRY_SENT),
		ENQUIRY_ANSWERED, needs_sent,
		"enquiry.answered", "answerEnquiry" },
};
/* clang-format on */

const struct lifecycle enquiry_lifecycle = {
	.name = "enquiry",
	.states = "enquiry_state",
	.acts = acts,
	.acts_count = ARRAY_LEN(acts),
};

const char *
enquiry_mailbox(struct arena *a, const char *address)
{
	const char *domain = strchr(address, '@');
	const char *end = strpbrk(address, "+@");
	char *box, *to;

	if (end == address) /* "+ann@x.org" has no other name */
		end = domain;
	box = arena_dup(a, address);
	to = box;
	for (const char *c = address; *c; c++) {
		if (c == end)
			c = domain;
		if (c < domain && *c == '.')
			continue;
		*to = *c;
		if (*to >= 'A' && *to <= 'Z')
			*to = (char)(*to - 'A' + 'a');
		to++;
	}
	*to = '\0';
	return box;
}
