/*
 * format.h - the shapes of text that openapi/ knows by name ("format").
 *
 * SPDX-License-Identifier: Apache-2.0
 *
 * All of them take NUL-terminated, valid UTF-8 and are false for a shape they
 * do not know in full: nothing is trimmed, repaired or guessed.
 */
#ifndef API_FORMAT_H
#define API_FORMAT_H

#include <stdbool.h>

enum text_format {
	FORMAT_NONE,  /* any text */
	FORMAT_LINE,  /* one line: no controls of any kind, not only blanks */
	FORMAT_PROSE, /* the same, but line feeds and tabs are welcome */
	FORMAT_UUID,  /* 8-4-4-4-12, lower case */
	FORMAT_DATE,  /* YYYY-MM-DD, a day there is, 1900 to 9999 */
	FORMAT_DATE_TIME, /* such a day, T, HH:MM:SS, up to 6 decimals, Z */
	FORMAT_EMAIL,     /* local part and a domain with a dot */
	FORMAT_POSTCODE,  /* British shape, whatever the case and the blanks */
	FORMAT_URI,       /* http or https, printable ASCII */
	FORMAT__MAX
};

/* Empty text is a line and prose: its length is another question. */
bool format_matches(enum text_format format, const char *s);

/* What is wrong with text that does not match: one sentence, static. */
const char *format_fault(enum text_format format);

#endif
