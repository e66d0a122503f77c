/*
 * ranking_read.h - the document of GET /v1/referrals/{id}/ranking, read back.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_RANKING_READ_H
#define CLI_RANKING_READ_H

#include "core/replay.h"

struct ranking_document {
	struct replay replay;
	const char *locked_at;
	const char *digest;  /* that the document gives itself */
	const char *covered; /* the text under it, without its last brace */
	size_t covered_size;
};

/*
 * Reads the length bytes at text (borrowed).  What is handed out lives in the
 * arena.
 *
 * Returns NULL, or ERR_INVALID for every fault: text that is no ranking as
 * openapi/ describes it, members that contradict each other, a document that
 * was printed anew, or one from before rankings carried their facts.
 */
MUST_CHECK struct err *ranking_read(struct arena *a, const char *text,
    size_t length, struct ranking_document *out);

#endif
