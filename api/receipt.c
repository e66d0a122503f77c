/*
 * receipt.c - our signature under what we received.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/receipt.h"

#include <sodium.h>
#include <string.h>

#include "api/ctx.h"
#include "api/text.h"
#include "api/worker.h"

#define KEY_ID_BYTES 8

char *
receipt_sign(struct ctx *cx, const char *text)
{
	unsigned char signature[crypto_sign_BYTES];

	crypto_sign_detached(signature, NULL, (const unsigned char *)text,
	    strlen(text), cx->worker->keys.receipt);
	return text_base64(cx->arena, signature, sizeof(signature));
}

bool
receipt_verify(const struct worker *w, const char *text, const char *signature)
{
	unsigned char bytes[crypto_sign_BYTES], public[KEY_BYTES];
	size_t length = 0;

	receipt_public_key(w, public);
	return sodium_base642bin(bytes, sizeof(bytes), signature,
		   strlen(signature), NULL, &length, NULL,
		   sodium_base64_VARIANT_ORIGINAL) == 0 &&
	       length == sizeof(bytes) &&
	       crypto_sign_verify_detached(bytes, (const unsigned char *)text,
		   strlen(text), public) == 0;
}

void
receipt_public_key(const struct worker *w, unsigned char *out)
{
	crypto_sign_ed25519_sk_to_pk(out, w->keys.receipt);
}

char *
receipt_key_name(struct arena *a, const unsigned char *public)
{
	unsigned char digest[SHA256_BYTES];

	crypto_hash_sha256(digest, public, crypto_sign_PUBLICKEYBYTES);
	return text_hex(a, digest, KEY_ID_BYTES);
}
