/*
 * media.c - what a file is, by its bytes: documents and pictures.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/media.h"

#include <string.h>

#include "api/zip.h"
#include "core/compiler.h"

enum {
	TAIL_BYTES = 1024, /* in which a PDF says that it ends */
	COPY_BYTES = 16384,
	SEGMENTS_MOST = 4096, /* of a JPEG */
	CHUNKS_MOST = 1 << 20,
};

/* clang-format off */
static const struct {
	const char *type, *extension;
} kinds[MEDIA__MAX] = {
	[MEDIA_PDF] = { "application/pdf", ".pdf" },
	[MEDIA_PNG] = { "image/png", ".png" },
	[MEDIA_JPEG] = { "image/jpeg", ".jpg" },
	[MEDIA_DOCX] = { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx" },
	[MEDIA_XLSX] = { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx" },
	[MEDIA_ODT] = { "application/vnd.oasis.opendocument.text", ".odt" },
	[MEDIA_ODS] = { "application/vnd.oasis.opendocument.spreadsheet", ".ods" },
};
/* clang-format on */

static const unsigned char png_sign[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a,
	'\n' };

const char *
media_type_name(enum media m)
{
	return kinds[m].type;
}

const char *
media_extension(enum media m)
{
	return kinds[m].extension;
}

const char *
media_extension_of(const char *type)
{
	size_t i;

	for (i = 0; i < MEDIA__MAX; i++)
		if (strcmp(kinds[i].type, type) == 0)
			return kinds[i].extension;
	return "";
}

static struct err *
refuse(struct arena *a, const char *why)
{
	return err_new(a, ERR_UNSUPPORTED_MEDIA_TYPE, "%s", why);
}

static struct err *
unreadable(struct arena *a)
{
	return refuse(a, "This file ends before it is complete.");
}

static uint32_t
big32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

static struct err *
copy(struct arena *a, const struct bytes *b, uint64_t at, uint64_t size,
    const struct sink *to)
{
	unsigned char buf[COPY_BYTES];
	struct err *e;

	while (size > 0) {
		const size_t n =
		    size < sizeof(buf) ? (size_t)size : sizeof(buf);

		if (!b->read(b->state, at, buf, n))
			return unreadable(a);
		e = to->write(to->state, buf, n);
		if (e != NULL)
			return e;
		at += n;
		size -= n;
	}
	return NULL;
}

/* ---- PDF */

static bool
is_blank(unsigned char c)
{
	return c == '\0' || c == '\t' || c == '\n' || c == '\f' || c == '\r' ||
	       c == ' ';
}

/* The file's last word is %%EOF. */
static struct err *
check_pdf(struct arena *a, const struct bytes *b)
{
	static const char end[] = "%%EOF";
	const size_t n = b->size < TAIL_BYTES ? (size_t)b->size : TAIL_BYTES;
	unsigned char tail[TAIL_BYTES];
	size_t used = n;

	if (!b->read(b->state, b->size - n, tail, n))
		return unreadable(a);
	while (used > 0 && is_blank(tail[used - 1]))
		used--;
	if (used >= strlen(end) &&
	    memcmp(tail + used - strlen(end), end, strlen(end)) == 0)
		return NULL;
	return refuse(a,
	    "This PDF does not end where it says, or something follows it.");
}

/* ---- PNG: chunks of a length, a name, data and a checksum */

struct chunk {
	uint64_t at, size; /* all of it */
	char name[5];
};

static bool
read_chunk(const struct bytes *b, uint64_t at, struct chunk *c)
{
	unsigned char head[8];

	if (!b->read(b->state, at, head, sizeof(head)))
		return false;
	c->at = at;
	c->size = (uint64_t)big32(head) + 12;
	memcpy(c->name, head + 4, 4);
	c->name[4] = '\0';
	return c->size <= b->size && at <= b->size - c->size;
}

static struct err *
check_png(struct arena *a, const struct bytes *b)
{
	uint64_t at = sizeof(png_sign);
	struct chunk c = { 0 };
	int i;

	for (i = 0; i < CHUNKS_MOST && at < b->size; i++) {
		if (!read_chunk(b, at, &c))
			return unreadable(a);
		if (i == 0 && strcmp(c.name, "IHDR") != 0)
			break;
		at += c.size;
		if (strcmp(c.name, "IEND") == 0)
			break;
	}
	if (strcmp(c.name, "IEND") == 0 && at == b->size)
		return NULL;
	return refuse(a, "This PNG is not whole, or something follows it.");
}

/* ---- JPEG: segments, some of them scans with their data behind them */

struct segment {
	uint64_t at, size; /* with its mark */
	unsigned char mark;
};

enum {
	JPEG_RESTART = 0xd0, /* the first of eight; within the data of a scan */
	JPEG_START = 0xd8,
	JPEG_END = 0xd9,
	JPEG_SCAN = 0xda,
	JPEG_APP0 = 0xe0,
	JPEG_COMMENT = 0xfe,
	JPEG_FILL = 0xff,
};

static bool
read_segment(const struct bytes *b, uint64_t at, struct segment *s)
{
	unsigned char mark[2], length[2];

	if (!b->read(b->state, at, mark, sizeof(mark)) || mark[0] != 0xff)
		return false;
	*s = (struct segment){ at, sizeof(mark), mark[1] };
	if (s->mark == JPEG_END)
		return true;
	if (s->mark < 0xc0 || s->mark == JPEG_FILL ||
	    (s->mark >= JPEG_RESTART && s->mark <= JPEG_START) ||
	    !b->read(b->state, at + 2, length, sizeof(length)))
		return false;
	s->size += (uint64_t)length[0] << 8 | length[1];
	return s->size >= 4 && at + s->size <= b->size;
}

/* Moves *at over the data of a scan to the mark behind it. */
static bool
pass_data(const struct bytes *b, uint64_t *at)
{
	unsigned char buf[COPY_BYTES], before = 0;

	while (*at < b->size) {
		const uint64_t left = b->size - *at;
		const size_t n =
		    left < sizeof(buf) ? (size_t)left : sizeof(buf);

		if (!b->read(b->state, *at, buf, n))
			return false;
		for (size_t i = 0; i < n; before = buf[i++]) {
			if (before != 0xff || buf[i] == 0 ||
			    buf[i] == JPEG_FILL ||
			    (buf[i] >= JPEG_RESTART && buf[i] < JPEG_START))
				continue;
			*at = *at + i - 1;
			return true;
		}
		*at += n;
	}
	return false;
}

/* JFIF, colours (ICC) and Adobe's word on them are needed to show it. */
static bool
segment_is_kept(const struct bytes *b, const struct segment *s)
{
	static const char icc[] = "ICC_PROFILE";
	const int app = s->mark - JPEG_APP0;
	char name[sizeof(icc)];

	if (s->mark == JPEG_COMMENT)
		return false;
	if (app == 2)
		return s->size >= 4 + sizeof(name) &&
		       b->read(b->state, s->at + 4, name, sizeof(name)) &&
		       memcmp(name, icc, sizeof(name)) == 0;
	return app < 0 || app > 15 || app == 0 || app == 14;
}

/* To its end; to (NULL: nowhere) goes what is kept of it. Telephones put more
 * behind that: a second picture (MPF), notes of their maker. It says where a
 * picture was taken as well as EXIF does, and is left out like that. */
static struct err *
walk_jpeg(struct arena *a, const struct bytes *b, const struct sink *to)
{
	struct segment s = { 0 };
	struct err *e = NULL;
	bool scanned = false;
	uint64_t at = 2;
	int i;

	for (i = 0; i < SEGMENTS_MOST && s.mark != JPEG_END; i++) {
		if (!read_segment(b, at, &s))
			return unreadable(a);
		at += s.size;
		scanned |= s.mark == JPEG_SCAN;
		if (s.mark == JPEG_SCAN && !pass_data(b, &at))
			return unreadable(a);
		if (to != NULL && segment_is_kept(b, &s))
			e = copy(a, b, s.at, at - s.at, to);
		if (e != NULL)
			return e;
	}
	if (s.mark == JPEG_END && scanned)
		return NULL;
	return refuse(a, "This JPEG is not whole.");
}

/* ---- which of them */

static struct err *
find_kind(struct arena *a, const struct bytes *b, const unsigned char *head,
    enum media *out)
{
	if (memcmp(head, "%PDF-", 5) == 0) {
		*out = MEDIA_PDF;
		return check_pdf(a, b);
	}
	if (memcmp(head, png_sign, sizeof(png_sign)) == 0) {
		*out = MEDIA_PNG;
		return check_png(a, b);
	}
	if (head[0] == 0xff && head[1] == 0xd8 && head[2] == 0xff) {
		*out = MEDIA_JPEG;
		return walk_jpeg(a, b, NULL);
	}
	if (memcmp(head, "PK\3\4", 4) == 0)
		return zip_find(a, b, out);
	return refuse(a,
	    "Only PDF, PNG, JPEG, and documents and sheets of Word (docx, "
	    "xlsx) or OpenDocument (odt, ods) are taken.");
}

struct err *
media_find(struct arena *a, const struct bytes *b, enum media *out)
{
	unsigned char head[8];
	struct err *e;

	if (b->size < 32 || !b->read(b->state, 0, head, sizeof(head)))
		return refuse(a, "This file is too short to be anything.");
	e = find_kind(a, b, head, out);
	if (e == NULL && memcmp(head, "PK", 2) != 0 && zip_ends(b))
		e = refuse(a, "This file is an archive as well.");
	return e;
}

/* ---- without where and with what it was taken */

bool
media_has_origin(enum media m)
{
	return m == MEDIA_PNG || m == MEDIA_JPEG;
}

static bool
chunk_is_kept(const char *name)
{
	static const char *const kept[] = { "IHDR", "PLTE", "IDAT", "IEND",
		"tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "bKGD",
		"pHYs" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(kept); i++)
		if (strcmp(name, kept[i]) == 0)
			return true;
	return false;
}

static struct err *
copy_png(struct arena *a, const struct bytes *b, const struct sink *to)
{
	struct err *e = copy(a, b, 0, sizeof(png_sign), to);
	uint64_t at = sizeof(png_sign);
	struct chunk c;

	for (; e == NULL && at < b->size; at += c.size) {
		if (!read_chunk(b, at, &c))
			return unreadable(a);
		if (chunk_is_kept(c.name))
			e = copy(a, b, c.at, c.size, to);
	}
	return e;
}

static struct err *
copy_jpeg(struct arena *a, const struct bytes *b, const struct sink *to)
{
	struct err *e = copy(a, b, 0, 2, to);

	return e != NULL ? e : walk_jpeg(a, b, to);
}

struct err *
media_copy_bare(struct arena *a, const struct bytes *b, enum media m,
    const struct sink *to)
{
	return m == MEDIA_PNG ? copy_png(a, b, to) : copy_jpeg(a, b, to);
}
