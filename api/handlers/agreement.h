/*
 * agreement.h - the agreement that a provider signs with its application.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_AGREEMENT_H
#define API_HANDLERS_AGREEMENT_H

#include "api/ctx.h"

/* Whether the body names the version there is to sign (R063), if there is
 * one; application is the row of application_load. NULL or ERR_INVALID at
 * "#/agreement_version". */
MUST_CHECK struct err *
agreement_check(struct ctx *cx, const struct rows *application);

/* ERR_AGREEMENT_NOT_SIGNED where the scheme has an agreement and the provider
 * has signed none: then nothing is decided. entry as of entry_load. */
MUST_CHECK struct err *
agreement_is_signed(struct ctx *cx, const struct rows *entry);

/* What is stored of the signature, as JSON in the arena; NULL where the scheme
 * has no agreement. */
const char *agreement_signed(struct ctx *cx, const struct rows *application);

#endif
