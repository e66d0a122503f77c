/*
 * signature.h - the secrets of webhook endpoints, and what they sign.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Standard Webhooks, scheme v1: HMAC-SHA256 over id.timestamp.body.
 */
#ifndef JOBS_SIGNATURE_H
#define JOBS_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/compiler.h"

enum {
	SIGNATURE_SEED = 32,        /* bytes of webhook.key */
	SIGNATURE_SECRET_MOST = 64, /* bytes of a secret, decoded */
	SIGNATURE_SECRETS_MOST = 2, /* the present one and the one before */
};

struct secret {
	size_t length;
	unsigned char bytes[SIGNATURE_SECRET_MOST];
};

struct secret_list {
	size_t count;
	struct secret items[SIGNATURE_SECRETS_MOST];
};

/* "v1,<base64>", for one secret; arena. */
MUST_CHECK char *signature_of(struct arena *a, const struct secret *secret,
    const char *id, int64_t timestamp, const char *body);

/* The header: the signatures of all secrets, with blanks between them. */
MUST_CHECK char *
signature_header(struct arena *a, const struct secret_list *secrets,
    const char *id, int64_t timestamp, const char *body);

/* Opens what api/handlers/webhook.c has sealed for that endpoint: a list of
 * hexadecimal texts with blanks between them, the first SIGNATURE_SECRETS_MOST
 * of them. False if there is none, or if one was not sealed under this key or
 * for another endpoint. The caller forgets *out with sodium_memzero(). */
bool signature_open(struct arena *a, const unsigned char *seed,
    const char *endpoint, const char *sealed, struct secret_list *out);

#endif
