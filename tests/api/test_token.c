/*
 * One test for each attack on an access token, named after it.
 *
 * Tokens are made here by hand, so that token.c's opinion of what a token is
 * plays no part in what we send it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/api/arena_fixture.h"

#include <string.h>

#include "api/config.h"
#include "api/text.h"
#include "api/token.h"

#define ISSUER  "https://fairlot.example"
#define NOW     INT64_C(1800000000)
#define SESSION "7d9e2f10-3b4c-4d5e-8f60-718293a4b5c6"
#define SUBJECT "5b1d4a8e-7c0f-4a52-9a3e-0f6a1c2d3e4f"
#define JTI     "11111111-2222-4333-8444-555555555555"

static const unsigned char key[KEY_BYTES] = "0123456789abcdef0123456789abcde";
static const unsigned char wrong_key[KEY_BYTES] =
    "another key, of the same size..";
static struct tokens *tokens;

static int
make_tokens(void **state)
{
	(void)state;
	if (sodium_init() < 0)
		return -1;
	tokens = tokens_new(key, ISSUER);
	return 0;
}

static int
free_tokens(void **state)
{
	(void)state;
	tokens_free(tokens);
	return 0;
}

/* Header, claims and a signature of both, whatever they say. */
static const char *
forge_with(struct arena *a, const char *header, const char *claims,
    const unsigned char *secret, size_t secret_length)
{
	crypto_auth_hmacsha256_state state;
	unsigned char mac[crypto_auth_hmacsha256_BYTES];
	const char *text =
	    arena_printf(a, "%s.%s", text_base64url(a, header, strlen(header)),
		text_base64url(a, claims, strlen(claims)));

	crypto_auth_hmacsha256_init(&state, secret, secret_length);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)text,
	    strlen(text));
	crypto_auth_hmacsha256_final(&state, mac);
	return arena_printf(a, "%s.%s", text,
	    text_base64url(a, mac, sizeof(mac)));
}

/* The header that our own tokens have. */
static const char *
our_header(struct arena *a)
{
	unsigned char digest[SHA256_BYTES];

	crypto_hash_sha256(digest, key, KEY_BYTES);
	return arena_printf(a,
	    "{\"alg\":\"HS256\",\"kid\":\"%s\",\"typ\":\"JWT\"}",
	    text_hex(a, digest, 8));
}

static const char *
forge(struct arena *a, const char *claims)
{
	return forge_with(a, our_header(a), claims, key, KEY_BYTES);
}

/* Claims that are all right, but for the one that replaces its namesake. */
static const char *
claims_but(struct arena *a, const char *name, const char *json)
{
	const char *const good[][2] = {
		{ "aud", "\"" TOKEN_AUDIENCE "\"" },
		{ "exp", "1800000600" },
		{ "iat", "1800000000" },
		{ "iss", "\"" ISSUER "\"" },
		{ "jti", "\"" JTI "\"" },
		{ "nbf", "1800000000" },
		{ "role", "\"council\"" },
		{ "sid", "\"" SESSION "\"" },
		{ "sub", "\"" SUBJECT "\"" },
		{ "typ", "\"access\"" },
	};
	const char *text = "";
	size_t i;

	for (i = 0; i < ARRAY_LEN(good); i++) {
		const char *value = good[i][1];

		if (name != NULL && strcmp(name, good[i][0]) == 0)
			value = json;
		if (value != NULL)
			text = arena_printf(a, "%s%s\"%s\":%s", text,
			    *text != '\0' ? "," : "", good[i][0], value);
	}
	return arena_printf(a, "{%s}", text);
}

static void
assert_refused(struct arena *a, const char *token)
{
	struct claims c = { .session = "untouched" };
	struct err *e = token_verify(tokens, a, token, NOW, &c);

	assert_non_null(e);
	assert_int_equal(e->kind, ERR_UNAUTHENTICATED);
	assert_string_equal(c.session, "untouched");
}

static void
a_token_of_ours_is_believed(void **state)
{
	struct claims in = { .session = SESSION, .subject = SUBJECT }, out;
	const char *token = token_make(tokens, *state, &in, "council", NOW);

	assert_null(token_verify(tokens, *state, token, NOW, &out));
	assert_string_equal(out.session, SESSION);
	assert_string_equal(out.subject, SUBJECT);
	assert_int_equal(out.expires_at, NOW + TOKEN_SECONDS);
}

static void
a_hand_made_token_with_the_right_key_is_believed(void **state)
{
	struct claims out;

	/* So that the refusals below are for the reason they name. */
	assert_null(token_verify(tokens, *state,
	    forge(*state, claims_but(*state, NULL, NULL)), NOW, &out));
}

static void
a_second_look_gives_the_same_from_the_cache(void **state)
{
	const char *token = forge(*state, claims_but(*state, NULL, NULL));
	struct claims out;

	assert_null(token_verify(tokens, *state, token, NOW, &out));
	memset(&out, 0, sizeof(out));
	assert_null(token_verify(tokens, *state, token, NOW + 599, &out));
	assert_string_equal(out.session, SESSION);
}

static void
the_cache_does_not_outlive_the_token(void **state)
{
	const char *token = forge(*state, claims_but(*state, NULL, NULL));
	struct claims out;
	struct err *e;

	assert_null(token_verify(tokens, *state, token, NOW, &out));
	e = token_verify(tokens, *state, token, NOW + TOKEN_SECONDS, &out);
	assert_non_null(e);
	assert_int_equal(e->kind, ERR_UNAUTHENTICATED);
}

static void
algorithm_none_in_any_spelling(void **state)
{
	static const char *const headers[] = {
		"{\"alg\":\"none\"}",
		"{\"alg\":\"none\",\"typ\":\"JWT\"}",
		"{\"alg\":\"nOnE\",\"typ\":\"JWT\"}",
		"{\"alg\":\"NONE\",\"typ\":\"JWT\"}",
		"{\"typ\":\"JWT\"}",
		"{\"alg\":1,\"typ\":\"JWT\"}",
		"{}",
	};
	const char *claims = claims_but(*state, NULL, NULL);
	size_t i;

	for (i = 0; i < ARRAY_LEN(headers); i++) {
		const char *unsigned_token = arena_printf(*state, "%s.%s.",
		    text_base64url(*state, headers[i], strlen(headers[i])),
		    text_base64url(*state, claims, strlen(claims)));

		assert_refused(*state, unsigned_token);
		assert_refused(*state,
		    arena_printf(*state, "%sanything", unsigned_token));
		assert_refused(*state,
		    forge_with(*state, headers[i], claims, key, KEY_BYTES));
	}
}

static void
no_signature_under_our_own_header(void **state)
{
	const char *header = our_header(*state);
	const char *claims = claims_but(*state, NULL, NULL);

	assert_refused(*state,
	    arena_printf(*state, "%s.%s.",
		text_base64url(*state, header, strlen(header)),
		text_base64url(*state, claims, strlen(claims))));
}

static void
a_signature_by_another_key(void **state)
{
	assert_refused(*state,
	    forge_with(*state, our_header(*state),
		claims_but(*state, NULL, NULL), wrong_key, KEY_BYTES));
}

static void
a_signature_by_the_empty_key(void **state)
{
	assert_refused(*state,
	    forge_with(*state, our_header(*state),
		claims_but(*state, NULL, NULL), wrong_key, 0));
}

static void
another_hmac_than_ours(void **state)
{
	static const char *const headers[] = {
		"{\"alg\":\"HS384\",\"typ\":\"JWT\"}",
		"{\"alg\":\"HS512\",\"typ\":\"JWT\"}",
		"{\"alg\":\"hs256\",\"typ\":\"JWT\"}",
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(headers); i++)
		assert_refused(*state,
		    forge_with(*state, headers[i],
			claims_but(*state, NULL, NULL), key, KEY_BYTES));
}

static void
a_public_key_as_the_secret(void **state)
{
	static const char pem[] = "-----BEGIN PUBLIC KEY-----\nMFkw\n"
				  "-----END PUBLIC KEY-----\n";

	assert_refused(*state,
	    forge_with(*state, "{\"alg\":\"RS256\",\"typ\":\"JWT\"}",
		claims_but(*state, NULL, NULL), (const unsigned char *)pem,
		strlen(pem)));
}

static void
headers_that_name_keys_or_are_critical(void **state)
{
	static const char *const headers[] = {
		"{\"alg\":\"HS256\",\"jku\":\"https://evil.example/\","
		"\"typ\":\"JWT\"}",
		"{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"},"
		"\"typ\":\"JWT\"}",
		"{\"alg\":\"HS256\",\"kid\":\"../../dev/null\","
		"\"typ\":\"JWT\"}",
		"{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1,\"typ\":\"JWT\"}",
		"{\"alg\":\"HS256\",\"alg\":\"none\",\"typ\":\"JWT\"}",
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(headers); i++)
		assert_refused(*state,
		    forge_with(*state, headers[i],
			claims_but(*state, NULL, NULL), key, KEY_BYTES));
}

static void
our_header_written_differently(void **state)
{
	const char *spaced = arena_printf(*state, "%s ", our_header(*state));

	assert_refused(*state,
	    forge_with(*state, spaced, claims_but(*state, NULL, NULL), key,
		KEY_BYTES));
}

static void
times_that_have_passed_or_are_none(void **state)
{
	static const char *const cases[][2] = {
		{ "exp", "1800000000" }, /* the first second too late */
		{ "exp", "1799999999" },
		{ "exp", "\"1800000600\"" },
		{ "exp", "1800000600.5" },
		{ "exp", "true" },
		{ "exp", "-5" },
		{ "exp", NULL },
		{ "exp", "1800000901" }, /* too long a life */
		{ "exp", "9223372036854775807" },
		{ "iat", NULL },
		{ "iat", "\"1800000000\"" },
		{ "iat", "1800000600" },
		{ "iat", "-1" },
		{ "nbf", "1800003600" },
		{ "nbf", "\"9999999999\"" },
		{ "nbf", NULL },
		{ "nbf", "-9223372036854775808" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++)
		assert_refused(*state,
		    forge(*state,
			claims_but(*state, cases[i][0], cases[i][1])));
}

static void
a_number_too_big_for_any_clock(void **state)
{
	assert_refused(*state,
	    forge(*state, claims_but(*state, "exp", "9999999999999999999")));
}

static void
a_clock_a_minute_behind_is_forgiven(void **state)
{
	struct claims out;
	const char *token = forge(*state, claims_but(*state, NULL, NULL));

	assert_null(token_verify(tokens, *state, token,
	    NOW - TOKEN_SKEW_SECONDS, &out));
}

static void
somebody_elses_tokens(void **state)
{
	static const char *const cases[][2] = {
		{ "iss", "\"https://evil.example\"" },
		{ "iss", "\"" ISSUER "/\"" },
		{ "iss", "\"" ISSUER "\\u0000\"" },
		{ "iss", "[\"" ISSUER "\"]" },
		{ "iss", NULL },
		{ "aud", "\"another\"" },
		{ "aud", "[\"" TOKEN_AUDIENCE "\"]" },
		{ "aud", "[\"" TOKEN_AUDIENCE "\",\"another\"]" },
		{ "aud", "null" },
		{ "aud", NULL },
		{ "typ", "\"refresh\"" },
		{ "typ", "\"password_reset\"" },
		{ "typ", "\"ACCESS\"" },
		{ "typ", "1" },
		{ "typ", NULL },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++)
		assert_refused(*state,
		    forge(*state,
			claims_but(*state, cases[i][0], cases[i][1])));
}

static void
ids_that_are_none(void **state)
{
	static const char *const names[] = { "sid", "sub", "jti" };
	static const char *const values[] = { NULL, "null", "1", "\"\"",
		"\"7d9e2f10-3b4c-4d5e-8f60-718293a4b5c\"",
		"\"7d9e2f10-3b4c-4d5e-8f60-718293a4b5c6'\"", "\"' OR true --\"",
		"[\"x\"]" };
	size_t i, j;

	for (i = 0; i < ARRAY_LEN(names); i++)
		for (j = 0; j < ARRAY_LEN(values); j++)
			assert_refused(*state,
			    forge(*state,
				claims_but(*state, names[i], values[j])));
}

static void
a_claim_said_twice(void **state)
{
	const char *claims = claims_but(*state, NULL, NULL);

	/* Others keep the first or the last; ours must be the only one. */
	claims = arena_printf(*state, "{\"sid\":\"%s\",%s",
	    "00000000-0000-4000-8000-000000000000", claims + 1);
	assert_refused(*state, forge(*state, claims));
}

static void
claims_that_are_no_object(void **state)
{
	assert_refused(*state, forge(*state, "[1,2]"));
	assert_refused(*state, forge(*state, "1"));
	assert_refused(*state, forge(*state, "{"));
	assert_refused(*state, forge(*state, ""));
}

static void
a_changed_letter_anywhere(void **state)
{
	const char *good = forge(*state, claims_but(*state, NULL, NULL));
	size_t i, length = strlen(good);

	/* The last letter carries two unused bits: it may spell the same. */
	for (i = 0; i < length - 1; i += 7) {
		char *bad = arena_dup(*state, good);

		bad[i] = bad[i] == 'A' ? 'B' : 'A';
		assert_refused(*state, bad);
	}
}

static void
text_that_has_no_token_shape(void **state)
{
	static const char *const texts[] = { "", ".", "..", "...", "a", "a.b",
		"a.b.c.d", ".a.b", "a..b", "a.b.", "a.b.c ", " a.b.c",
		"a.b.c\n", "a.b.!!!!", "a.b.====", "a/b.c+d.e", "null",
		"Bearer a.b.c" };
	const char *good = forge(*state, claims_but(*state, NULL, NULL));
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++)
		assert_refused(*state, texts[i]);
	assert_refused(*state, arena_printf(*state, "%s====", good));
	assert_refused(*state, arena_printf(*state, "%s.", good));
	assert_refused(*state, arena_printf(*state, ".%s", good));
}

static void
a_token_of_many_megabytes(void **state)
{
	size_t size = 8U << 20;
	char *token = arena_zalloc(*state, size + 1);
	const char *good = forge(*state, claims_but(*state, NULL, NULL));

	memset(token, 'A', size);
	memcpy(token, good, strcspn(good, ".") + 1);
	token[size / 2] = '.';
	assert_refused(*state, token);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(a_token_of_ours_is_believed),
		with_arena(a_hand_made_token_with_the_right_key_is_believed),
		with_arena(a_second_look_gives_the_same_from_the_cache),
		with_arena(the_cache_does_not_outlive_the_token),
		with_arena(algorithm_none_in_any_spelling),
		with_arena(no_signature_under_our_own_header),
		with_arena(a_signature_by_another_key),
		with_arena(a_signature_by_the_empty_key),
		with_arena(another_hmac_than_ours),
		with_arena(a_public_key_as_the_secret),
		with_arena(headers_that_name_keys_or_are_critical),
		with_arena(our_header_written_differently),
		with_arena(times_that_have_passed_or_are_none),
		with_arena(a_number_too_big_for_any_clock),
		with_arena(a_clock_a_minute_behind_is_forgiven),
		with_arena(somebody_elses_tokens),
		with_arena(ids_that_are_none),
		with_arena(a_claim_said_twice),
		with_arena(claims_that_are_no_object),
		with_arena(a_changed_letter_anywhere),
		with_arena(text_that_has_no_token_shape),
		with_arena(a_token_of_many_megabytes),
	};

	return cmocka_run_group_tests(tests, make_tokens, free_tokens);
}
