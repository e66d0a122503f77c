/*
 * utf8.h - a text, character by character.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CORE_UTF8_H
#define CORE_UTF8_H

#include <stdint.h>

/* The character that begins at *s, which moves behind it. The text must be
 * valid UTF-8 and not at its end. */
uint32_t utf8_next(const char **s);

#endif
