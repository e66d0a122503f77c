/*
 * sealed.h - what is in an envelope. SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_SEALED_H
#define API_HANDLERS_SEALED_H

#include "api/ctx.h"
#include "envelope/client.h"

/* How this request asks the keeper. */
struct client sealed_client(const struct ctx *cx);

/* What is signed to witness that this is the public key (hexadecimal) of that
 * referral. */
char *
sealed_witness(struct arena *a, const char *referral, const char *public_key);

/* The content of an envelope as it is sealed. */
char *sealed_text(struct arena *a, int64_t price_pence, const json_t *bid);

/* The same, read: a new reference, NULL if it is none. bid is borrowed from
 * it. */
json_t *sealed_parse(const char *text, int64_t *price_pence, json_t **bid);

#endif
