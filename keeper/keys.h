/*
 * keys.h - the keeper's own keys: the file FAIRLOT_KEEPER_KEYS, and what is
 * wrapped under them. SPDX-License-Identifier: Apache-2.0
 *
 * A line of the file is a key: its id, a space, and 32 bytes, all in
 * hexadecimal. The first is the newest; only that one wraps, all unwrap. The
 * file is read for each question, so a rotation needs no restart, and the
 * process that waits for questions holds no key at all.
 */
#ifndef KEEPER_KEYS_H
#define KEEPER_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "core/err.h"
#include "envelope/box.h"

enum {
	KEY_ID_BYTES = 8,
	KEYS_MOST = 64,
	WRAPPED_BYTES = KEY_ID_BYTES + 24 + BOX_SECRET_BYTES + 16,
};

struct keeper_keys; /* in memory that is locked and wiped */

/* Reads the file, which nobody else may be able to read.
 * ERR_SEAL_KEY_MISSING, with the reason for the log, if there is no key in
 * it. Free with keeper_keys_free(). */
MUST_CHECK struct err *
keeper_keys_load(struct arena *a, const char *path, struct keeper_keys **out);
void keeper_keys_free(struct keeper_keys *keys);

/* Puts a new key in front of those that are there, in one step: a crash leaves
 * the old file or the new one. Makes the file if there is none. *id is that
 * of the key, in hexadecimal. */
MUST_CHECK struct err *
keeper_keys_add(struct arena *a, const char *path, const char **id);

/* A pair of which referral and with which deadline. */
struct keeper_claim {
	const char *referral; /* UUID, lower case */
	int64_t deadline;     /* microseconds since 1970 */
};

/* WRAPPED_BYTES at out: the pair's secret under the newest key. The claim is
 * authenticated, so with another one it cannot be unwrapped. */
void keeper_wrap(const struct keeper_keys *keys, const struct keeper_claim *c,
    const struct box_pair *pair, unsigned char *out);

/* The pair again. public_key and wrapped are hexadecimal, NULL if there are
 * none. ERR_SEAL_KEY_MISSING if it is wrapped under a key that is not in the
 * file, or there is none; ERR_SEAL_KEY_MISMATCH if the claim or the pair is
 * not the one that was wrapped. */
MUST_CHECK struct err *keeper_unwrap(struct arena *a,
    const struct keeper_keys *keys, const struct keeper_claim *c,
    const char *public_key, const char *wrapped, struct box_pair *out);

/* True if wrapped (hexadecimal) is under the newest key. */
bool keeper_is_newest(const struct keeper_keys *keys, const char *wrapped);

#endif
