/*
 * media.h - what a file is, by its bytes and by nothing else.
 *
 * Neither its name nor what a client calls it is asked. What is let in is a
 * closed list; what could be read as two things at once, or holds programs, is
 * none of them. What else may be in a file is the malware scanner's business.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_MEDIA_H
#define API_MEDIA_H

#include <stdint.h>

#include "core/err.h"

enum media {
	MEDIA_PDF,
	MEDIA_PNG,
	MEDIA_JPEG,
	MEDIA_DOCX,
	MEDIA_XLSX,
	MEDIA_ODT,
	MEDIA_ODS,
	MEDIA__MAX
};

const char *media_type_name(enum media m);
const char *media_extension(enum media m); /* with its dot */

/* The media type's extension; "" for one that is none of ours. */
const char *media_extension_of(const char *type);

/* A file that can be read anywhere. */
struct bytes {
	/* The n bytes from at on; false if they cannot be had. */
	bool (*read)(void *state, uint64_t at, void *buf, size_t n);
	void *state;
	uint64_t size;
};

/* What the file is; ERR_UNSUPPORTED_MEDIA_TYPE with a sentence that says why
 * it is none of the list. Reads little of it, and unpacks one small part. */
MUST_CHECK struct err *
media_find(struct arena *a, const struct bytes *b, enum media *out);

/* Where a copy goes; an error ends it. */
struct sink {
	struct err *(*write)(void *state, const void *buf, size_t n);
	void *state;
};

/* Whether pictures of this kind say where and with what they were taken. */
bool media_has_origin(enum media m);

/* Copies a picture, without that and without comments. */
MUST_CHECK struct err *media_copy_bare(struct arena *a, const struct bytes *b,
    enum media m, const struct sink *to);

#endif
