/*
 * text.h - small questions about text, and its encodings.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_TEXT_H
#define API_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

#define SHA256_BYTES 32

/* True for 8-4-4-4-12 hexadecimal digits of either case. */
bool text_is_uuid(const char *s);

/* True if the length bytes at s are UTF-8 without surrogates or overlong
 * forms. */
bool text_is_utf8(const char *s, size_t length);

/* True if one of the length bytes is a control character (DEL as well). */
bool text_has_control(const char *s, size_t length);

/* Unicode characters in valid UTF-8. */
size_t text_characters(const char *s);

/* An ASCII lower-case copy; arena. */
char *text_lower(struct arena *a, const char *s);

/* The next part of a comma-separated list, without the blanks around it;
 * arena, NULL at the end. *rest moves on. Commas in double quotes count as
 * text. */
char *text_next_item(struct arena *a, const char **rest);

/* Base64url without padding; arena. */
char *text_base64url(struct arena *a, const void *bytes, size_t length);

/* Base64 with padding, as RFC 4648 section 4 has it; arena. */
char *text_base64(struct arena *a, const void *bytes, size_t length);

/* Lower-case hexadecimal; arena. */
char *text_hex(struct arena *a, const void *bytes, size_t length);

/* The bytes of base64url text without padding; arena. NULL if it is not
 * exactly that. */
unsigned char *
text_from_base64url(struct arena *a, const char *text, size_t *length);

/* size random bytes as base64url: a secret; arena. */
char *text_secret(struct arena *a, size_t size);

/* A random UUID (version 4); arena. */
char *text_uuid(struct arena *a);

/* SHA-256 of a NUL-terminated text, as hexadecimal; arena. */
char *text_sha256_hex(struct arena *a, const char *s);

#endif
