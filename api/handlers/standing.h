/*
 * standing.h - where one home stands with one referral, as a provider's act
 * finds it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_STANDING_H
#define API_HANDLERS_STANDING_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "core/vocab.h"

struct ctx;

struct standing_bid {                           /* all text arena */
	enum referral_state state;              /* as of now, after the locks */
	enum accreditation_state accreditation; /* of the home, today */
	int64_t now;             /* that moment, microseconds since 1970 */
	const char *now_at;      /* that moment, as the database writes it */
	const char *received_at; /* and as we do */
	const char *bid_id;      /* of the bid, or the one it will have */
	const char *version;     /* the next one */
	const char *public_key;  /* hexadecimal; NULL: there is none */
	const char *witness;     /* our signature under it */
	bool stands;             /* there is a bid, not withdrawn */
	int children;
	int64_t core_ceiling; /* pence of each child's core; negative: none */
	json_t *terms; /* needs, features; accredited core_pence, discounts */
};

/* By the two ids of the path. ERR_NOT_FOUND if the home is not the caller's
 * or was not invited. */
MUST_CHECK struct err *
standing_bid_load(struct ctx *cx, struct standing_bid *out);

#endif
