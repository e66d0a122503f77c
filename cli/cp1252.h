/*
 * cp1252.h - text of Windows, as UTF-8.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_CP1252_H
#define CLI_CP1252_H

#include <stddef.h>

/* Reads the length bytes at text as Windows-1252 and writes UTF-8 with a NUL
 * to out, which has room for 3 * length + 1 bytes. What that table leaves
 * open is U+FFFD. */
void cp1252_to_utf8(const char *text, size_t length, char *out);

#endif
