/*
 * placement.h - what may happen to an Individual Placement Agreement.
 * SPDX-License-Identifier: Apache-2.0
 *
 * The provider signs first, then the council; until both have signed, the
 * provider may refuse, and the award falls.  Who it is about the council may
 * disclose to the one who was awarded, and to nobody who has refused (R103).
 */
#ifndef CORE_PLACEMENT_H
#define CORE_PLACEMENT_H

#include "core/lifecycle.h"

enum placement_act {
	PLACEMENT_SIGN_PROVIDER,
	PLACEMENT_SIGN_COUNCIL,
	PLACEMENT_REFUSE,
	PLACEMENT_DISCLOSE,
	PLACEMENT_ACT__MAX
};

extern const struct lifecycle placement_lifecycle;

/* The state after an allowed act. */
enum placement_state
placement_next(enum placement_act act, enum placement_state state);

/* The act of signing for the party with this role, which is ROLE_PROVIDER or
 * ROLE_COUNCIL. */
enum placement_act placement_signature(enum role role);

#endif
