/*
 * token.c - access tokens: made here, read here, and understood by nobody
 * else.
 *
 * libjwt 1.10 accepts "none" without a key, RSA text as an HMAC secret,
 * expired tokens, and forged ones when memory runs out. So it is asked last:
 * only about three plain segments whose first is, byte for byte, the one
 * header we write; and what it says is checked again.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/token.h"

#include <jansson.h>
#include <jwt.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/config.h"
#include "api/json.h"
#include "api/text.h"

/* A verified token is found again by its digest: three microseconds instead
 * of parsing it twice a millisecond for a busy client. */
struct known {
	unsigned char digest[SHA256_BYTES];
	struct claims claims; /* expires_at 0: empty */
};

struct tokens {
	unsigned char key[KEY_BYTES];
	char *issuer;
	char header[128]; /* the only first segment we believe */
	struct known cache[TOKEN_CACHE_ENTRIES];
};

static void
give_up(const char *why)
{
	fprintf(stderr, "token: %s\n", why);
	abort();
}

static void
free_jwt(void *jwt)
{
	jwt_free(jwt);
}

/* A token of ours without claims. */
static jwt_t *
begin(struct tokens *t, struct arena *a)
{
	char kid[2 * 8 + 1];
	unsigned char digest[SHA256_BYTES];
	jwt_t *jwt = NULL;

	crypto_hash_sha256(digest, t->key, KEY_BYTES);
	sodium_bin2hex(kid, sizeof(kid), digest, 8);
	if (jwt_new(&jwt) != 0 || jwt == NULL)
		give_up("no memory");
	arena_defer(a, free_jwt, jwt);
	if (jwt_set_alg(jwt, JWT_ALG_HS256, t->key, KEY_BYTES) != 0 ||
	    jwt_add_header(jwt, "kid", kid) != 0)
		give_up("libjwt refuses the key");
	return jwt;
}

static const char *
encode(struct arena *a, jwt_t *jwt)
{
	char *text = jwt_encode_str(jwt);

	if (text == NULL)
		give_up("libjwt cannot sign");
	arena_defer(a, free, text);
	return text;
}

struct tokens *
tokens_new(const unsigned char key[KEY_BYTES], const char *issuer)
{
	struct tokens *t = calloc(1, sizeof(*t));
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	const char *text;
	size_t length;

	if (t == NULL)
		give_up("no memory");
	memcpy(t->key, key, KEY_BYTES);
	t->issuer = strdup(issuer);
	if (t->issuer == NULL)
		give_up("no memory");
	text = encode(a, begin(t, a));
	length = strcspn(text, ".");
	if (length == 0 || length >= sizeof(t->header))
		give_up("libjwt writes a strange header");
	memcpy(t->header, text, length);
	arena_free(a);
	return t;
}

void
tokens_free(struct tokens *t)
{
	if (t == NULL)
		return;
	free(t->issuer);
	sodium_memzero(t, sizeof(*t));
	free(t);
}

struct err *
token_make(struct tokens *t, struct arena *a, const struct claims *claims,
    const char *role, int64_t now, const char **out)
{
	jwt_t *jwt = begin(t, a);
	struct claims made;

	if (jwt_add_grant(jwt, "iss", t->issuer) != 0 ||
	    jwt_add_grant(jwt, "aud", TOKEN_AUDIENCE) != 0 ||
	    jwt_add_grant(jwt, "sub", claims->subject) != 0 ||
	    jwt_add_grant(jwt, "sid", claims->session) != 0 ||
	    jwt_add_grant(jwt, "typ", "access") != 0 ||
	    jwt_add_grant(jwt, "role", role) != 0 ||
	    jwt_add_grant(jwt, "jti", text_uuid(a)) != 0 ||
	    jwt_add_grant_int(jwt, "iat", now) != 0 ||
	    jwt_add_grant_int(jwt, "nbf", now) != 0 ||
	    jwt_add_grant_int(jwt, "exp", now + TOKEN_SECONDS) != 0)
		return err_new(a, ERR_INTERNAL, "A token cannot be made.");
	*out = encode(a, jwt);
	/* Without memory libjwt signs with whatever lay about. */
	return token_verify(t, a, *out, now, &made) == NULL
		   ? NULL
		   : err_new(a, ERR_UNAVAILABLE,
			 "The service is short of memory.");
}

/* Three segments of base64url letters, the first of them our header. Long
 * tokens must not reach libjwt: it copies them onto the stack. */
static bool
has_our_shape(const struct tokens *t, const char *token)
{
	const char *at = token;
	size_t header = strlen(t->header), n;
	int dots;

	if (strlen(token) > TOKEN_BYTES ||
	    strncmp(token, t->header, header) != 0 || token[header] != '.')
		return false;
	for (dots = 0; dots < 3; dots++) {
		n = strspn(at,
		    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		    "0123456789-_");
		if (n == 0 || at[n] != (dots < 2 ? '.' : '\0'))
			return false;
		at += n + 1;
	}
	return true;
}

static bool
is_signed_by_us(struct tokens *t, struct arena *a, const char *token)
{
	jwt_t *jwt = NULL;
	int rc = jwt_decode(&jwt, token, t->key, KEY_BYTES);

	if (jwt == NULL)
		return false;
	arena_defer(a, free_jwt, jwt);
	return rc == 0 && jwt_get_alg(jwt) == JWT_ALG_HS256;
}

/* The claims as JSON, if the signature is good; else NULL. They are read from
 * the signed bytes themselves: libjwt would keep the last of two namesakes. */
static json_t *
open_token(struct tokens *t, struct arena *a, const char *token)
{
	const char *at = strchr(token, '.') + 1;
	unsigned char *text;
	json_t *claims;
	size_t length;

	if (!is_signed_by_us(t, a, token))
		return NULL;
	text = text_from_base64url(a,
	    arena_printf(a, "%.*s", (int)strcspn(at, "."), at), &length);
	if (text == NULL)
		return NULL;
	claims = json_loadb((const char *)text, length, JSON_REJECT_DUPLICATES,
	    NULL);
	if (claims == NULL)
		return NULL;
	json_keep(a, claims);
	return json_is_object(claims) ? claims : NULL;
}

/* True if the claim is exactly that text. */
static bool
says(const json_t *claims, const char *name, const char *wanted)
{
	const json_t *value = json_object_get(claims, name);

	return json_is_string(value) &&
	       json_string_length(value) == strlen(wanted) &&
	       strcmp(json_string_value(value), wanted) == 0;
}

static bool
take_uuid(const json_t *claims, const char *name, char out[UUID_TEXT])
{
	const char *value = json_string_value(json_object_get(claims, name));

	if (value == NULL || !text_is_uuid(value))
		return false;
	memcpy(out, value, UUID_TEXT);
	return true;
}

static bool
is_within_its_time(const json_t *claims, int64_t now)
{
	const json_t *exp = json_object_get(claims, "exp");
	const json_t *iat = json_object_get(claims, "iat");
	const json_t *nbf = json_object_get(claims, "nbf");
	int64_t from, issued, to;

	if (!json_is_integer(exp) || !json_is_integer(iat) ||
	    !json_is_integer(nbf))
		return false;
	to = json_integer_value(exp);
	issued = json_integer_value(iat);
	from = json_integer_value(nbf);
	/* Times that far off are no times, and could overflow below. */
	if (to < 0 || issued < 0 || from < 0 || to - issued <= 0 ||
	    to - issued > TOKEN_LONGEST_SECONDS)
		return false;
	return from - TOKEN_SKEW_SECONDS <= now &&
	       issued - TOKEN_SKEW_SECONDS <= now && now < to;
}

static bool
read_claims(const struct tokens *t, const json_t *claims, int64_t now,
    struct claims *out)
{
	char jti[UUID_TEXT];

	if (!is_within_its_time(claims, now) ||
	    !says(claims, "iss", t->issuer) ||
	    !says(claims, "aud", TOKEN_AUDIENCE) ||
	    !says(claims, "typ", "access") || !take_uuid(claims, "jti", jti) ||
	    !take_uuid(claims, "sub", out->subject) ||
	    !take_uuid(claims, "sid", out->session))
		return false;
	out->expires_at = json_integer_value(json_object_get(claims, "exp"));
	return true;
}

static struct known *
slot_of(struct tokens *t, const unsigned char *digest)
{
	size_t i = (size_t)digest[0] << 8 | digest[1];

	return &t->cache[i % TOKEN_CACHE_ENTRIES];
}

struct err *
token_verify(struct tokens *t, struct arena *a, const char *token, int64_t now,
    struct claims *out)
{
	unsigned char digest[SHA256_BYTES];
	struct claims found = { 0 };
	struct known *known;
	json_t *claims;

	if (!has_our_shape(t, token))
		goto refuse;
	crypto_hash_sha256(digest, (const unsigned char *)token, strlen(token));
	known = slot_of(t, digest);
	if (known->claims.expires_at > now &&
	    sodium_memcmp(known->digest, digest, sizeof(digest)) == 0) {
		*out = known->claims;
		return NULL;
	}
	claims = open_token(t, a, token);
	if (claims == NULL || !read_claims(t, claims, now, &found))
		goto refuse;
	memcpy(known->digest, digest, sizeof(digest));
	known->claims = found;
	*out = found;
	return NULL;
refuse:
	return err_new(a, ERR_UNAUTHENTICATED,
	    "This access token is not, or no longer, valid.");
}
