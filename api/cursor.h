/*
 * cursor.h - places in a list, unreadable and unforgeable.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_CURSOR_H
#define API_CURSOR_H

#include "api/keys.h"
#include "core/err.h"

/*
 * Encrypts the sort key place for the list that bound describes (operation,
 * path and filters): a cursor opens only where it was made. The same place
 * gives the same cursor, so a page's bytes depend on nothing but the rows.
 * Arena.
 */
char *cursor_seal(struct arena *a, const unsigned char key[KEY_BYTES],
    const char *bound, const char *place);

/* The place again; ERR_BAD_CURSOR if cursor was not made so. */
MUST_CHECK struct err *
cursor_open(struct arena *a, const unsigned char key[KEY_BYTES],
    const char *bound, const char *cursor, const char **place);

#endif
