/*
 * csv.c - one line of comma-separated values, as RFC 4180 quotes them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cli/csv.h"

#include <string.h>

/* Takes the quotes off the field whose first quote stood before text. Returns
 * what follows the closing quote, or NULL if there is none. */
static char *
unquote(char *text)
{
	char *to = text;

	for (char *from = text; *from; from++) {
		if (*from != '"') {
			*to++ = *from;
		} else if (from[1] == '"') {
			*to++ = '"';
			from++;
		} else {
			/* The quote itself has made room for this NUL. */
			*to = '\0';
			return from + 1;
		}
	}
	return NULL;
}

/* The end of the field that begins at text; *field is its content. */
static char *
take(char *text, char **field)
{
	if (*text == '"') {
		*field = text + 1;
		return unquote(text + 1);
	}
	*field = text;
	text += strcspn(text, ",\"");
	return *text == '"' ? NULL : text;
}

size_t
csv_split(char *line, char **fields, size_t max)
{
	size_t count = 0;
	char *at = line;

	line[strcspn(line, "\r\n")] = '\0';
	for (;;) {
		if (count == max)
			return CSV_UNREADABLE;
		at = take(at, &fields[count++]);
		if (!at || (*at != ',' && *at != '\0'))
			return CSV_UNREADABLE;
		if (*at == '\0')
			return count;
		*at++ = '\0';
	}
}
