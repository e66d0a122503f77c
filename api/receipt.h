/*
 * receipt.h - our signature under what we received.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_RECEIPT_H
#define API_RECEIPT_H

#include <stdbool.h>

struct arena;
struct ctx;
struct worker;

/* The Ed25519 signature of text (NUL-terminated, without the NUL), in base64;
 * arena. Anybody can check it with the key of GET /v1/keys. */
char *receipt_sign(struct ctx *cx, const char *text);

/* True if signature (base64) is ours, of exactly that text. */
bool
receipt_verify(const struct worker *w, const char *text, const char *signature);

/* The public key, KEY_BYTES long. */
void receipt_public_key(const struct worker *w, unsigned char *out);

/* A short name for a public key; arena. */
char *receipt_key_name(struct arena *a, const unsigned char *public);

#endif
