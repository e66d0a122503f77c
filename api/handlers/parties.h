/*
 * parties.h - who applies together with whom, and what was found about them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_PARTIES_H
#define API_HANDLERS_PARTIES_H

#include "api/ctx.h"

/* Whether everybody named has been passed (R070) and the financial risk is
 * not too high (R033), for the entry of the path. NULL, ERR_PARTY_NOT_PASSED
 * or ERR_FINANCIAL_RISK. */
MUST_CHECK struct err *parties_admit(struct ctx *cx);

#endif
