/*
 * zip.h - the documents that are archives of a known shape.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_ZIP_H
#define API_ZIP_H

#include "api/media.h"

/* Which of the documents that are archives this is; the error of media_find()
 * for every other archive, and for one that holds programs, hides something
 * before, after or between its parts, or would unpack to too much. */
MUST_CHECK struct err *
zip_find(struct arena *a, const struct bytes *b, enum media *out);

/* Whether the file ends as an archive does, whatever it begins with. */
bool zip_ends(const struct bytes *b);

#endif
