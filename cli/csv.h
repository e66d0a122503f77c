/*
 * csv.h - one line of comma-separated values, as RFC 4180 quotes them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_CSV_H
#define CLI_CSV_H

#include <stddef.h>

/* What csv_split() answers for a line it cannot read. */
#define CSV_UNREADABLE ((size_t)-1)

/* Splits line in place, quotes taken off; its end (\n or \r\n) is dropped.
 * fields point into line. Returns how many there are, or CSV_UNREADABLE when
 * a quote is not closed, stands where none may stand, or there are more than
 * max. */
size_t csv_split(char *line, char **fields, size_t max);

#endif
