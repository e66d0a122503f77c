/*
 * token.c - access tokens: made here, read here, and understood by nobody
 * else.
 *
 * They are JSON Web Tokens (RFC 7519) of one shape: the one header we write,
 * byte for byte, claims that are read from the very bytes that were signed,
 * and HMAC-SHA-256 of both. So little of the standard is left that libsodium
 * and jansson are enough for it (docs/adr/0006).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/token.h"

#include <jansson.h>
#include <sodium.h>
#include <stdbool.h>
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
	struct arena *arena; /* of the two texts */
	const char *issuer;
	const char *header; /* the only first segment we believe */
	struct known cache[TOKEN_CACHE_ENTRIES];
};

/* The header of our tokens: it names the key by its digest. */
static const char *
write_header(struct tokens *t)
{
	unsigned char digest[SHA256_BYTES];
	const char *json;

	crypto_hash_sha256(digest, t->key, KEY_BYTES);
	json = arena_printf(t->arena,
	    "{\"alg\":\"HS256\",\"kid\":\"%s\",\"typ\":\"JWT\"}",
	    text_hex(t->arena, digest, 8));
	return text_base64url(t->arena, json, strlen(json));
}

struct tokens *
tokens_new(const unsigned char key[KEY_BYTES], const char *issuer)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct tokens *t = calloc(1, sizeof(*t));

	if (t == NULL)
		abort();
	memcpy(t->key, key, KEY_BYTES);
	t->arena = a;
	t->issuer = arena_dup(a, issuer);
	t->header = write_header(t);
	return t;
}

void
tokens_free(struct tokens *t)
{
	if (t == NULL)
		return;
	arena_free(t->arena);
	sodium_memzero(t, sizeof(*t));
	free(t);
}

/* The signature of the first length bytes of a token. */
static void
sign(const struct tokens *t, const char *token, size_t length,
    unsigned char mac[crypto_auth_hmacsha256_BYTES])
{
	crypto_auth_hmacsha256(mac, (const unsigned char *)token, length,
	    t->key);
}

const char *
token_make(const struct tokens *t, struct arena *a, const struct claims *claims,
    const char *role, int64_t now)
{
	unsigned char mac[crypto_auth_hmacsha256_BYTES];
	const char *said, *text;

	said = json_compact(a,
	    json_keep(a,
		json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I}",
		    "iss", t->issuer, "aud", TOKEN_AUDIENCE, "sub",
		    claims->subject, "sid", claims->session, "typ", "access",
		    "role", role, "jti", text_uuid(a), "iat", (json_int_t)now,
		    "nbf", (json_int_t)now, "exp",
		    (json_int_t)now + TOKEN_SECONDS)));
	text = arena_printf(a, "%s.%s", t->header,
	    text_base64url(a, said, strlen(said)));
	sign(t, text, strlen(text), mac);
	return arena_printf(a, "%s.%s", text,
	    text_base64url(a, mac, sizeof(mac)));
}

/* Three segments of base64url letters, the first of them our header. */
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

/* True if the last segment is the signature of what stands before it. */
static bool
is_signed_by_us(const struct tokens *t, struct arena *a, const char *token)
{
	const char *last = strrchr(token, '.');
	unsigned char mac[crypto_auth_hmacsha256_BYTES];
	size_t length;
	const unsigned char *given = text_from_base64url(a, last + 1, &length);

	if (given == NULL || length != sizeof(mac))
		return false;
	sign(t, token, (size_t)(last - token), mac);
	return sodium_memcmp(given, mac, sizeof(mac)) == 0;
}

/* The claims as JSON, if the signature is good; else NULL. No name may stand
 * there twice. */
static json_t *
open_token(const struct tokens *t, struct arena *a, const char *token)
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
