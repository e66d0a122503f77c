/*
 * precondition.h - If-Match and If-None-Match.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_PRECONDITION_H
#define API_PRECONDITION_H

#include <stdbool.h>

#include "core/err.h"

/* True if header (a list of entity tags, or "*") names etag. Weak tags are
 * compared only when weak is true. A header that is no such list names
 * nothing. */
bool precondition_names(struct arena *a, const char *header, const char *etag,
    bool weak);

/*
 * May a write go on that needs If-Match? etag is of the thing as the caller
 * sees it, NULL if there is none yet. The headers are NULL when not given.
 * ERR_PRECONDITION_REQUIRED if the thing exists and If-Match is missing,
 * ERR_PRECONDITION_FAILED if either header forbids it.
 */
MUST_CHECK struct err *precondition_check(struct arena *a, const char *etag,
    const char *if_match, const char *if_none_match);

#endif
