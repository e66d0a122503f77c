/*
 * identify.h - who is calling, and whether they may.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_IDENTIFY_H
#define API_IDENTIFY_H

#include "api/ctx.h"

/*
 * Believes the token, or notes that there is none: cx->session is then the
 * session it points to, or NULL. ERR_UNAUTHENTICATED for a token that is no
 * good, public page or not, and for none where one is needed;
 * ERR_TOO_MANY_REQUESTS when the principal has used up its quota. The
 * rate-limit headers are in cx->res afterwards.
 */
MUST_CHECK struct err *identify(struct ctx *cx);

/*
 * After the round trip that began with enter(): fills in cx->caller and says
 * ERR_FORBIDDEN if its role is not one of the route's, whatever else went
 * wrong. Otherwise returns e, the error of that round trip or NULL.
 */
MUST_CHECK struct err *authorise(struct ctx *cx, struct err *e);

#endif
