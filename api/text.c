/*
 * text.c - small questions about text, and its encodings.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/text.h"

#include <sodium.h>
#include <stdint.h>
#include <string.h>

#define UUID_LENGTH 36

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
	       (c >= 'A' && c <= 'F');
}

bool
text_is_uuid(const char *s)
{
	size_t i;

	for (i = 0; i < UUID_LENGTH; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? s[i] != '-' : !is_hex(s[i]))
			return false;
	}
	return s[UUID_LENGTH] == '\0';
}

/* Bytes of the character that begins with lead, and its first payload bits
 * and least value; 0 for a byte that begins none. */
static size_t
utf8_lead(unsigned char lead, uint32_t *bits, uint32_t *least)
{
	if (lead < 0x80) {
		*bits = lead;
		*least = 0;
		return 1;
	}
	if (lead >= 0xc2 && lead <= 0xdf) {
		*bits = lead & 0x1fU;
		*least = 0x80;
		return 2;
	}
	if (lead >= 0xe0 && lead <= 0xef) {
		*bits = lead & 0x0fU;
		*least = 0x800;
		return 3;
	}
	if (lead >= 0xf0 && lead <= 0xf4) {
		*bits = lead & 0x07U;
		*least = 0x10000;
		return 4;
	}
	return 0;
}

/* Bytes of the valid character at s, of which length bytes are there. */
static size_t
utf8_step(const unsigned char *s, size_t length)
{
	uint32_t value = 0, least = 0;
	size_t i, n = utf8_lead(s[0], &value, &least);

	if (n == 0 || n > length)
		return 0;
	for (i = 1; i < n; i++) {
		if ((s[i] & 0xc0U) != 0x80U)
			return 0;
		value = value << 6 | (s[i] & 0x3fU);
	}
	if (value < least || value > 0x10ffff ||
	    (value >= 0xd800 && value <= 0xdfff))
		return 0;
	return n;
}

bool
text_is_utf8(const char *s, size_t length)
{
	const unsigned char *at = (const unsigned char *)s;

	while (length > 0) {
		size_t n = utf8_step(at, length);

		if (n == 0)
			return false;
		at += n;
		length -= n;
	}
	return true;
}

bool
text_has_control(const char *s, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < 0x20 || c == 0x7f)
			return true;
	}
	return false;
}

size_t
text_characters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += (unsigned char)*s < 0x80 || (unsigned char)*s >= 0xc0;
	return n;
}

char *
text_lower(struct arena *a, const char *s)
{
	char *copy = arena_dup(a, s), *at;

	for (at = copy; *at != '\0'; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return copy;
}

char *
text_next_item(struct arena *a, const char **rest)
{
	const char *start = *rest + strspn(*rest, ", \t"), *end;
	bool quoted = false;

	if (*start == '\0')
		return NULL;
	for (end = start; *end != '\0' && (quoted || *end != ','); end++)
		if (*end == '"')
			quoted = !quoted;
	*rest = end;
	while (end > start && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	return arena_printf(a, "%.*s", (int)(end - start), start);
}

static char *
base64(struct arena *a, const void *bytes, size_t length, int variant)
{
	size_t size = sodium_base64_encoded_len(length, variant);
	char *out = arena_zalloc(a, size);

	return sodium_bin2base64(out, size, bytes, length, variant);
}

char *
text_base64url(struct arena *a, const void *bytes, size_t length)
{
	return base64(a, bytes, length,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

char *
text_base64(struct arena *a, const void *bytes, size_t length)
{
	return base64(a, bytes, length, sodium_base64_VARIANT_ORIGINAL);
}

char *
text_hex(struct arena *a, const void *bytes, size_t length)
{
	size_t size = length * 2 + 1;
	char *out = arena_zalloc(a, size);

	return sodium_bin2hex(out, size, bytes, length);
}

unsigned char *
text_from_base64url(struct arena *a, const char *text, size_t *length)
{
	size_t size = strlen(text);
	unsigned char *out = arena_zalloc(a, size + 1);

	if (sodium_base642bin(out, size, text, size, NULL, length, NULL,
		sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
		return NULL;
	return out;
}

char *
text_secret(struct arena *a, size_t size)
{
	unsigned char *bytes = arena_zalloc(a, size);

	randombytes_buf(bytes, size);
	return text_base64url(a, bytes, size);
}

char *
text_uuid(struct arena *a)
{
	unsigned char b[16];
	const char *hex;

	randombytes_buf(b, sizeof(b));
	b[6] = (unsigned char)((b[6] & 0x0fU) | 0x40U);
	b[8] = (unsigned char)((b[8] & 0x3fU) | 0x80U);
	hex = text_hex(a, b, sizeof(b));
	return arena_printf(a, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8,
	    hex + 12, hex + 16, hex + 20);
}

char *
text_sha256_hex(struct arena *a, const char *s)
{
	unsigned char digest[SHA256_BYTES];

	crypto_hash_sha256(digest, (const unsigned char *)s, strlen(s));
	return text_hex(a, digest, sizeof(digest));
}
