/*
 * password.h - what people know by heart, and what it costs to check.
 *
 * Argon2id takes 19 MiB and some ten milliseconds of a core. So only one hash
 * runs for every two cores, over all workers, and only so many wait for that
 * that two thirds of the workers are left for others: whoever finds no seat,
 * or cannot get in within PASSWORD_GATE_MS, is asked to come back.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_PASSWORD_H
#define API_PASSWORD_H

#include <stdbool.h>

#include "core/err.h"

struct ctx;
struct password_gate;

#define PASSWORD_HASH_BYTES 128 /* of a hash as text, with its zero */

/* The gate in the run directory (copied); opened at its first use. Free with
 * password_gate_free(). */
MUST_CHECK struct password_gate *
password_gate_new(const char *run, unsigned workers);
void password_gate_free(struct password_gate *g);

/* The right to hash, until password_gate_leave().
 * ERR_TOO_MANY_REQUESTS if others have it for too long. */
MUST_CHECK struct err *
password_gate_enter(struct password_gate *g, struct arena *a);
void password_gate_leave(struct password_gate *g);

enum password_verdict {
	PASSWORD_RIGHT,
	PASSWORD_WRONG,
	PASSWORD_NO_MEMORY, /* nothing is known: it could not be hashed */
};

/* Whether hash is of password. hash may be NULL (nobody has that name): it
 * then takes as long and is wrong. Inside the gate. */
enum password_verdict password_verify(const char *hash, const char *password);

/* ERR_UNAVAILABLE, for whoever meets PASSWORD_NO_MEMORY. */
MUST_CHECK struct err *password_no_memory(struct arena *a);

/* The hash of a new password, as text. False if there is no memory. */
bool password_hash_text(const char *password, char out[PASSWORD_HASH_BYTES]);

/* NULL if a new password will do: LIMIT_PASSWORD_LEAST characters, not one
 * of those everybody tries, not the e-mail address it belongs to. Otherwise
 * ERR_INVALID at pointer. */
MUST_CHECK struct err *password_check(struct arena *a, const char *pointer,
    const char *password, const char *email);

/* The hash of a new password, through the gate; arena. */
MUST_CHECK struct err *
password_hash(struct ctx *cx, const char *password, const char **hash);

#endif
