/*
 * constraints.c - the sentence for each named constraint that a client can
 * run into. SPDX-License-Identifier: Apache-2.0
 *
 * A constraint that is not here gets a general sentence by its class (see
 * err.c). tests/db/test_err.c checks that every name exists in the schema.
 */
#include "db/err.h"

/* clang-format off */
const struct constraint constraints[] = {
	{ "app_user_email_key", ERR_CONFLICT, NULL,
	    "Somebody already signs in with this e-mail address." },
};
/* clang-format on */

const size_t constraints_count = ARRAY_LEN(constraints);
