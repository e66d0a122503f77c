/*
 * token.h - access tokens: made here, read here, and understood by nobody
 * else.
 *
 * JSON Web Tokens (RFC 7519) with HMAC-SHA-256. Nothing here fails for want
 * of memory: the worker ends instead (api/memory.h), so that no client hears
 * that a good token is none.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_TOKEN_H
#define API_TOKEN_H

#include <stdint.h>

#include "api/keys.h"
#include "core/err.h"

#define TOKEN_AUDIENCE "fairlot"
#define UUID_TEXT      37 /* with its terminating zero */

struct tokens; /* the key, the issuer, and a cache of verified tokens */

struct claims {
	char session[UUID_TEXT]; /* sid */
	char subject[UUID_TEXT]; /* sub: the person or machine client */
	int64_t expires_at; /* seconds since 1970, the first one too late */
};

/* issuer is copied. Free with tokens_free(). */
MUST_CHECK struct tokens *
tokens_new(const unsigned char key[KEY_BYTES], const char *issuer);
void tokens_free(struct tokens *t);

/* A token for claims, whose expires_at is not read: it ends TOKEN_SECONDS from
 * now. role is for the client's convenience, nothing here reads it. Arena. */
const char *token_make(const struct tokens *t, struct arena *a,
    const struct claims *claims, const char *role, int64_t now);

/* What a token says, if it is one of ours and now is within its time.
 * ERR_UNAUTHENTICATED in every other case. */
MUST_CHECK struct err *token_verify(struct tokens *t, struct arena *a,
    const char *token, int64_t now, struct claims *out);

#endif
