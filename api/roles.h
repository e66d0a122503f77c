/*
 * roles.h - which roles somebody may give away.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_ROLES_H
#define API_ROLES_H

#include <stdbool.h>

#include "core/vocab.h"

/* True if somebody of the role giver may make, change or remove a person or a
 * machine client of the role given: a lead those of its whole authority, a
 * council and a provider their own kind. */
bool role_may_manage(enum role giver, enum role given);

#endif
