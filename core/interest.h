/*
 * interest.h - from a supplier's interest to its registration.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A portal says that a supplier is interested; it becomes an invitation to
 * register, good once and for thirty days (000 "Process", R063).
 */
#ifndef CORE_INTEREST_H
#define CORE_INTEREST_H

#include <stdint.h>

#include "core/lifecycle.h"

enum { INVITATION_DAYS = 30 };

enum interest_act {
	INTEREST_INVITE_LEAD,
	INTEREST_INVITE_PORTAL,
	INTEREST_REGISTER,
	INTEREST_ACT__MAX
};

extern const struct lifecycle interest_lifecycle;

/* The state as of now: an invitation ends at the instant it is said to end.
 * Both in microseconds since 1970. */
enum interest_state
interest_state_at(enum interest_state stored, int64_t expires, int64_t now);

/* The act of inviting for the party with this role, which is ROLE_LEAD or
 * ROLE_PORTAL. */
enum interest_act interest_invitation(enum role role);

#endif
