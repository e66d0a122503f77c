/*
 * password.c - what people know by heart, and what it costs to check.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/password.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "api/config.h"
#include "api/ctx.h"
#include "api/text.h"
#include "api/worker.h"
#include "core/compiler.h"

/* OWASP's choice for Argon2id, measured at some ten milliseconds. */
#define HASH_PASSES       2
#define HASH_MEMORY_BYTES 19922944 /* 19 MiB */
#define HASH_BYTES        32
/* What stands before salt and digest in a hash made so. */
#define HASH_PREFIX "$argon2id$v=19$m=19456,t=2,p=1$"

_Static_assert(crypto_pwhash_STRBYTES <= PASSWORD_HASH_BYTES, "hash too long");

/* What everybody tries first and is long enough to pass; lower case. */
static const char *const common[] = {
	"0000000000",
	"0123456789",
	"1111111111",
	"12345678910",
	"123456789a",
	"1234567890",
	"1234567891",
	"123456789q",
	"1234qwerasdf",
	"123123123123",
	"1q2w3e4r5t",
	"1q2w3e4r5t6y",
	"1qaz2wsx3edc",
	"9876543210",
	"a123456789",
	"aaaaaaaaaa",
	"abc123456789",
	"abcdefghij",
	"abcd123456",
	"administrator",
	"basketball",
	"changeme123",
	"changeme123!",
	"correcthorsebatterystaple",
	"football123",
	"fairlot123",
	"fairlot123!",
	"iloveyou123",
	"iloveyou12",
	"letmein123",
	"letmein123!",
	"liverpool1",
	"liverpoolfc",
	"manchester1",
	"manchesterunited",
	"password10",
	"password11",
	"password12",
	"password123",
	"password123!",
	"password1!",
	"password1234",
	"password12345",
	"password2024",
	"password2025",
	"password2026",
	"passwordpassword",
	"p@ssword123",
	"p@ssw0rd123",
	"p@ssw0rd12",
	"passw0rd123",
	"passw0rd12",
	"princess123",
	"q1w2e3r4t5",
	"q1w2e3r4t5y6",
	"qazwsxedcrfv",
	"qwerty12345",
	"qwerty123456",
	"qwerty1234",
	"qwerty123!",
	"qwertyuiop",
	"qwertyuiop123",
	"qwertyuiop[]",
	"qwertyuiopasdfghjkl",
	"summer2025!",
	"summer2026!",
	"sunshine123",
	"superman123",
	"trustno1trustno1",
	"welcome123",
	"welcome123!",
	"welcome1234",
	"winter2025!",
	"winter2026!",
	"zaq12wsxcde3",
	"zxcvbnm123",
	"zxcvbnm,./",
};

bool
password_hash_text(const char *password, char out[PASSWORD_HASH_BYTES])
{
	return crypto_pwhash_str_alg(out, password, strlen(password),
		   HASH_PASSES, HASH_MEMORY_BYTES,
		   crypto_pwhash_ALG_ARGON2ID13) == 0;
}

/* The salt or the digest that text begins with, size bytes of it; what comes
 * after it. NULL if that is not there. */
static const char *
unpack(const char *text, unsigned char *out, size_t size)
{
	const char *end;
	size_t n;

	if (sodium_base642bin(out, size, text, strlen(text), NULL, &n, &end,
		sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0 ||
	    n != size)
		return NULL;
	return end;
}

/* crypto_pwhash_str_verify() would call a hash that it had no memory for a
 * mismatch, so a hash of ours is computed again by hand. */
static enum password_verdict
verify(const char *salt_and_digest, const char *password)
{
	unsigned char salt[crypto_pwhash_argon2id_SALTBYTES];
	unsigned char wanted[HASH_BYTES], got[HASH_BYTES];
	const char *rest = unpack(salt_and_digest, salt, sizeof(salt));

	if (rest == NULL || *rest != '$' ||
	    unpack(rest + 1, wanted, sizeof(wanted)) == NULL)
		return PASSWORD_WRONG;
	if (crypto_pwhash(got, sizeof(got), password, strlen(password), salt,
		HASH_PASSES, HASH_MEMORY_BYTES,
		crypto_pwhash_ALG_ARGON2ID13) != 0)
		return PASSWORD_NO_MEMORY;
	return sodium_memcmp(got, wanted, sizeof(got)) == 0 ? PASSWORD_RIGHT
							    : PASSWORD_WRONG;
}

enum password_verdict
password_verify(const char *hash, const char *password)
{
	char unused[PASSWORD_HASH_BYTES];

	if (strlen(password) > LIMIT_PASSWORD_BYTES)
		return PASSWORD_WRONG;
	if (hash == NULL)
		return password_hash_text(password, unused)
			   ? PASSWORD_WRONG
			   : PASSWORD_NO_MEMORY;
	if (strncmp(hash, HASH_PREFIX, strlen(HASH_PREFIX)) == 0)
		return verify(hash + strlen(HASH_PREFIX), password);
	return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0
		   ? PASSWORD_RIGHT
		   : PASSWORD_WRONG;
}

struct err *
password_no_memory(struct arena *a)
{
	return err_new(a, ERR_UNAVAILABLE, "The service is short of memory.");
}

struct err *
password_check(struct arena *a, const char *pointer, const char *password,
    const char *email)
{
	const char *lower = text_lower(a, password);
	size_t i;

	if (text_characters(password) < LIMIT_PASSWORD_LEAST)
		return err_at(a, pointer,
		    "A password has at least %d characters.",
		    LIMIT_PASSWORD_LEAST);
	if (strlen(password) > LIMIT_PASSWORD_BYTES)
		return err_at(a, pointer, "A password has at most %d bytes.",
		    LIMIT_PASSWORD_BYTES);
	if (email != NULL && strcmp(lower, text_lower(a, email)) == 0)
		return err_at(a, pointer,
		    "The password is the e-mail address: choose another.");
	for (i = 0; i < ARRAY_LEN(common); i++)
		if (strcmp(lower, common[i]) == 0)
			return err_at(a, pointer,
			    "This password is one of the first that are "
			    "tried: choose another.");
	return NULL;
}

struct err *
password_hash(struct ctx *cx, const char *password, const char **hash)
{
	struct password_gate *g = cx->worker->gate;
	char *text = arena_zalloc(cx->arena, PASSWORD_HASH_BYTES);
	struct err *e = password_gate_enter(g, cx->arena);
	bool made;

	if (e != NULL)
		return e;
	made = password_hash_text(password, text);
	password_gate_leave(g);
	if (!made)
		return password_no_memory(cx->arena);
	*hash = text;
	return NULL;
}
