/*
 * personal.h - what people wrote about people: sealed on its way into the
 * database, opened on its way out, readable in neither.
 *
 * A stored text is U+0001, the id of its key, a dot, and XChaCha20-Poly1305
 * in base64url. The field it stands in and the row it belongs to are
 * authenticated with it, so that a text that was moved is refused. The nonce
 * is derived from all of that (as in cursor.c): the same text in the same
 * place is the same bytes, and its ETag stays.
 *
 * PostgreSQL makes the JSON of every read, so it says there where a text
 * belongs: personal() in 0014 writes "U+0001 field row key.box" as a string.
 * No text that a client sends can begin like that, since format.c refuses
 * control characters. personal_reveal() puts the texts in, last of all:
 * ETag, idempotency and log are made from the answer before that.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_PERSONAL_H
#define API_PERSONAL_H

#include "api/keyring.h"
#include "core/arena.h"
#include "core/err.h"

struct ctx;

/* What is to be stored for text; arena. field is a row of the table in
 * personal.c (another aborts), row what tells its row from others. NULL and ""
 * stay what they are. */
const char *personal_seal(const struct keyring *keys, struct arena *a,
    const char *field, const char *row, const char *text);

/* The text of what is stored; arena. What was stored before there were keys,
 * and NULL, is itself. ERR_TEXT_UNREADABLE without its key, or if it is not
 * what was sealed for that field and row. */
MUST_CHECK struct err *personal_open(struct keyring *keys, struct arena *a,
    const char *field, const char *row, const char *stored, const char **text);

/* json with every text in its place; arena, or json itself if there is none.
 * Errors of personal_open(). */
MUST_CHECK struct err *personal_reveal(struct keyring *keys, struct arena *a,
    const char *json, const char **out);

/* The same three within a request. */
const char *
cx_seal(struct ctx *cx, const char *field, const char *row, const char *text);
MUST_CHECK struct err *cx_unseal(struct ctx *cx, const char *field,
    const char *row, const char *stored, const char **text);
MUST_CHECK struct err *
cx_reveal(struct ctx *cx, const char *json, const char **out);

#endif
