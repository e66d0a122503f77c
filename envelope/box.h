/*
 * box.h - a bid in its envelope: bytes that only the keeper can read.
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is sealed is a heading and the bid's text. The heading names the bid
 * and the version it was sealed for, so that a ciphertext that was moved to
 * another bid is found out. All of it is padded to a multiple of
 * BOX_STEP_BYTES, because sealing keeps the length, and lengths tell.
 */
#ifndef ENVELOPE_BOX_H
#define ENVELOPE_BOX_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

enum {
	BOX_STEP_BYTES = 4096,
	BOX_PUBLIC_BYTES = 32,
	BOX_SECRET_BYTES = 32,
	BOX_DIGEST_HEX = 64,
};

/* A referral's key pair. */
struct box_pair {
	unsigned char public_key[BOX_PUBLIC_BYTES];
	unsigned char secret_key[BOX_SECRET_BYTES];
};

struct box {
	unsigned char *bytes; /* arena */
	size_t length;
	char sha256[BOX_DIGEST_HEX + 1]; /* of bytes, hexadecimal */
};

/* Seals text as that version of that bid. What had to be copied of it on the
 * way is wiped. */
void box_seal(struct arena *a, const unsigned char *public_key,
    const char *bid_id, const char *version, const char *text, struct box *out);

/* The text of a box that was sealed as that version of that bid to this pair;
 * arena. NULL if it was not, or was touched since, or does not match its
 * digest, whichever of it. */
char *box_open(struct arena *a, const struct box_pair *pair, const char *bid_id,
    const char *version, const struct box *sealed);

/* Hexadecimal text, as PostgreSQL's encode() prints it, as exactly length
 * bytes at out; false if it is not that. NULL is not. */
bool box_unhex(unsigned char *out, size_t length, const char *hex);

/* Any number of bytes in hexadecimal as a bytea parameter, "\x..."; arena. */
char *box_bytea(struct arena *a, const unsigned char *bytes, size_t length);

#endif
