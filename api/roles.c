/*
 * roles.c - which roles somebody may give away.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/roles.h"

#include "api/route.h"

static const unsigned managed[ROLE__MAX] = {
	[ROLE_LEAD] = LEAD | COUNCIL,
	[ROLE_COUNCIL] = COUNCIL,
	[ROLE_PROVIDER] = PROVIDER,
};

bool
role_may_manage(enum role giver, enum role given)
{
	return giver < ROLE__MAX && given < ROLE__MAX &&
	       (managed[giver] & 1U << given) != 0;
}
