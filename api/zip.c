/*
 * zip.c - the documents that are archives of a known shape.
 *
 * The list at an archive's end says what is in it; everything is judged by it,
 * and it must agree with the heads of the parts. Only the list of types of an
 * Office document is unpacked, into a buffer of a fixed size.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/zip.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "core/compiler.h"

enum {
	DESCRIBED = 1 << 3, /* flag: what its size is stands behind a part */
	END_BYTES = 22,
	HEAD_BYTES = 30,
	ENTRY_BYTES = 46,
	COMMENT_MOST = 65535,
	ENTRIES_MOST = 4096,
	NAME_MOST = 255,
	TYPES_MOST = 1 << 18, /* bytes of the list of types */
	RATIO_MOST = 200,     /* a part's bytes for each packed one */
	FREE_BYTES = 1 << 16, /* a part may have, whatever the ratio */
};

#define UNPACKED_MOST ((uint64_t)256 << 20) /* bytes of all parts */

struct entry {
	char name[NAME_MOST + 1];
	unsigned flags, method;
	uint64_t packed, unpacked, at, end;
};

/* Where an entry lies, and whether a few words on its size may follow it. */
struct span {
	const char *name;
	uint64_t at, end;
	bool described;
};

struct archive {
	struct arena *arena;
	const struct bytes *b;
	uint64_t list, list_end;
	unsigned count;
	uint64_t unpacked;  /* of all so far */
	struct span *spans; /* count of them */
	bool word, sheet;
	struct entry types, first; /* first: at 0 */
};

static unsigned
little16(const unsigned char *p)
{
	return p[0] | (unsigned)p[1] << 8;
}

static uint64_t
little32(const unsigned char *p)
{
	return little16(p) | (uint64_t)little16(p + 2) << 16;
}

static struct err *
refuse(const struct archive *z, const char *why)
{
	return err_new(z->arena, ERR_UNSUPPORTED_MEDIA_TYPE, "%s", why);
}

static struct err *
damaged(const struct archive *z)
{
	return refuse(z,
	    "This archive is damaged, or says two things about its parts.");
}

/* ---- the end */

bool
zip_ends(const struct bytes *b)
{
	const uint64_t most = COMMENT_MOST + END_BYTES;
	uint64_t at = b->size < END_BYTES ? b->size : b->size - END_BYTES;
	const uint64_t least = b->size > most ? b->size - most : 0;
	unsigned char end[END_BYTES] = { 0 };

	for (; at + END_BYTES <= b->size && at >= least; at--) {
		if (b->read(b->state, at, end, sizeof(end)) &&
		    memcmp(end, "PK\5\6", 4) == 0 &&
		    at + END_BYTES + little16(end + 20) == b->size)
			return true;
		if (at == 0)
			break;
	}
	return false;
}

/* One disk, no comment, nothing between the list and its end. */
static struct err *
read_end(struct archive *z)
{
	unsigned char end[END_BYTES] = { 0 };
	const uint64_t at = z->b->size - END_BYTES;

	if (!z->b->read(z->b->state, at, end, sizeof(end)) ||
	    memcmp(end, "PK\5\6", 4) != 0)
		return refuse(z,
		    "This archive is not whole, or something follows it.");
	z->count = little16(end + 10);
	z->list = little32(end + 16);
	z->list_end = at;
	if (little32(end + 4) != 0 || little16(end + 8) != z->count ||
	    z->list + little32(end + 12) != at)
		return damaged(z);
	if (z->count > ENTRIES_MOST)
		return refuse(z, "This archive has too many parts.");
	return NULL;
}

/* ---- one part */

/* A name that stays where it is unpacked. */
static bool
name_is_plain(const char *name)
{
	const char *at = name;

	if (name[0] == '/' || name[0] == '\0' || strpbrk(name, "\\:") != NULL)
		return false;
	while ((at = strstr(at, "..")) != NULL) {
		if ((at == name || at[-1] == '/') &&
		    (at[2] == '/' || at[2] == '\0'))
			return false;
		at += 2;
	}
	return true;
}

static bool
ends_with(const char *name, const char *end)
{
	const size_t n = strlen(name), m = strlen(end);

	return n >= m && strcasecmp(name + n - m, end) == 0;
}

/* What is run, or holds what is. */
static bool
name_is_of_a_program(const char *name)
{
	static const char *const ends[] = { "vbaProject.bin", "vbaData.xml",
		".exe", ".dll", ".com", ".scr", ".bat", ".cmd", ".ps1", ".vbs",
		".js", ".jse", ".wsf", ".hta", ".lnk", ".msi", ".jar", ".class",
		".sh", ".py", ".docm", ".xlsm", ".dotm", ".xlam", ".zip" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(ends); i++)
		if (ends_with(name, ends[i]))
			return true;
	return strncasecmp(name, "Basic/", 6) == 0 ||
	       strncasecmp(name, "Scripts/", 8) == 0;
}

/* The head before the part says the same as the list. */
static bool
head_agrees(const struct archive *z, struct entry *e)
{
	unsigned char head[HEAD_BYTES];
	char name[NAME_MOST];
	const size_t length = strlen(e->name);

	if (!z->b->read(z->b->state, e->at, head, sizeof(head)))
		return false;
	e->end = e->at + HEAD_BYTES + length + little16(head + 28) + e->packed;
	return memcmp(head, "PK\3\4", 4) == 0 &&
	       little16(head + 6) == e->flags &&
	       little16(head + 8) == e->method &&
	       little16(head + 26) == length &&
	       z->b->read(z->b->state, e->at + HEAD_BYTES, name, length) &&
	       memcmp(name, e->name, length) == 0 && e->end <= z->list;
}

static struct err *
check_entry(struct archive *z, struct entry *e)
{
	if ((e->flags & 1U) != 0)
		return refuse(z, "A part of this file is encrypted.");
	if ((e->method != 0 && e->method != Z_DEFLATED) ||
	    (e->method == 0 && e->packed != e->unpacked) ||
	    !name_is_plain(e->name) || !head_agrees(z, e))
		return damaged(z);
	if (name_is_of_a_program(e->name))
		return refuse(z,
		    "This file holds macros or programs: save it without.");
	z->unpacked += e->unpacked;
	if (z->unpacked > UNPACKED_MOST ||
	    e->unpacked > e->packed * RATIO_MOST + FREE_BYTES)
		return refuse(z, "This file would unpack to too much.");
	return NULL;
}

static void
note_entry(struct archive *z, const struct entry *e, struct span *span)
{
	*span = (struct span){ arena_printf(z->arena, "%s", e->name), e->at,
		e->end, (e->flags & DESCRIBED) != 0 };
	z->word |= strcmp(e->name, "word/document.xml") == 0;
	z->sheet |= strcmp(e->name, "xl/workbook.xml") == 0;
	if (strcasecmp(e->name, "[Content_Types].xml") == 0)
		z->types = *e;
	if (e->at == 0)
		z->first = *e;
}

/* The next row of the list, at *at. */
static struct err *
read_entry(struct archive *z, uint64_t *at, struct entry *e)
{
	unsigned char row[ENTRY_BYTES] = { 0 };
	size_t length;

	if (*at + ENTRY_BYTES > z->list_end ||
	    !z->b->read(z->b->state, *at, row, sizeof(row)) ||
	    memcmp(row, "PK\1\2", 4) != 0)
		return damaged(z);
	length = little16(row + 28);
	e->flags = little16(row + 8);
	e->method = little16(row + 10);
	e->packed = little32(row + 20);
	e->unpacked = little32(row + 24);
	e->at = little32(row + 42);
	if (length > NAME_MOST ||
	    !z->b->read(z->b->state, *at + ENTRY_BYTES, e->name, length))
		return damaged(z);
	e->name[length] = '\0';
	if (strlen(e->name) != length)
		return damaged(z);
	*at += ENTRY_BYTES + length + little16(row + 30) + little16(row + 32);
	return NULL;
}

static int
by_name(const void *x, const void *y)
{
	const struct span *a = x, *b = y;

	return strcasecmp(a->name, b->name);
}

static int
by_place(const void *x, const void *y)
{
	const struct span *a = x, *b = y;

	return (a->at > b->at) - (a->at < b->at);
}

/* One part for each name: which of two is opened, each program decides for
 * itself, and many of them take A and a for one. */
static bool
names_differ(struct archive *z)
{
	unsigned i;

	qsort(z->spans, z->count, sizeof(*z->spans), by_name);
	for (i = 1; i < z->count; i++)
		if (by_name(&z->spans[i - 1], &z->spans[i]) == 0)
			return false;
	return true;
}

/* From the first byte to the list, each part behind the other: nothing lies
 * between them but what a part says of its size when that was not known. */
static bool
parts_touch(struct archive *z)
{
	uint64_t at = 0, gap;
	unsigned i;

	qsort(z->spans, z->count, sizeof(*z->spans), by_place);
	for (i = 0; i <= z->count; i++) {
		gap = (i < z->count ? z->spans[i].at : z->list) - at;
		if (gap != 0 &&
		    (i == 0 || !z->spans[i - 1].described ||
			(gap != 12 && gap != 16 && gap != 20 && gap != 24)))
			return false;
		if (i < z->count)
			at = z->spans[i].end;
	}
	return z->count > 0;
}

static struct err *
read_list(struct archive *z)
{
	uint64_t at = z->list;
	struct err *e;
	unsigned i;

	z->spans = arena_zalloc(z->arena, z->count * sizeof(*z->spans) + 1);
	for (i = 0; i < z->count; i++) {
		struct entry entry = { 0 };

		e = read_entry(z, &at, &entry);
		if (e == NULL)
			e = check_entry(z, &entry);
		if (e != NULL)
			return e;
		note_entry(z, &entry, &z->spans[i]);
	}
	return at == z->list_end && names_differ(z) && parts_touch(z)
		   ? NULL
		   : damaged(z);
}

/* ---- what it is */

static uint64_t
data_at(const struct archive *z, const struct entry *e)
{
	unsigned char head[HEAD_BYTES] = { 0 };

	(void)z->b->read(z->b->state, e->at, head, sizeof(head));
	return e->at + HEAD_BYTES + little16(head + 26) + little16(head + 28);
}

/* A small part, as text; NULL if it cannot be had, or is too long. */
static const char *
unpack(const struct archive *z, const struct entry *e)
{
	char *packed, *text;
	z_stream s = { 0 };
	int rc;

	if (e->packed > TYPES_MOST || e->unpacked > TYPES_MOST)
		return NULL;
	packed = arena_zalloc(z->arena, (size_t)e->packed + 1);
	if (!z->b->read(z->b->state, data_at(z, e), packed, (size_t)e->packed))
		return NULL;
	if (e->method == 0)
		return packed;
	text = arena_zalloc(z->arena, (size_t)e->unpacked + 1);
	s.next_in = (unsigned char *)packed;
	s.avail_in = (unsigned)e->packed;
	s.next_out = (unsigned char *)text;
	s.avail_out = (unsigned)e->unpacked;
	if (inflateInit2(&s, -MAX_WBITS) != Z_OK)
		return NULL;
	rc = inflate(&s, Z_FINISH);
	(void)inflateEnd(&s);
	return rc == Z_STREAM_END && s.total_out == e->unpacked ? text : NULL;
}

static bool
names_type(const char *types, const char *type)
{
	const size_t n = strlen(type);

	for (; *types != '\0'; types++)
		if (strncasecmp(types, type, n) == 0)
			return true;
	return false;
}

/* Macros may hide under any name, but not under any type, nor under one that
 * is written in numbers or entities. */
static struct err *
find_office(const struct archive *z, enum media *out)
{
	const char *types = unpack(z, &z->types);
	const enum media m = z->word ? MEDIA_DOCX : MEDIA_XLSX;
	static const char *const programs[] = { "macroEnabled", "vbaProject",
		"ms-office.activeX", "x-msdownload", "&#", "<!DOCTYPE" };
	size_t i;

	if (types == NULL || (z->word && z->sheet))
		return damaged(z);
	for (i = 0; i < ARRAY_LEN(programs); i++)
		if (names_type(types, programs[i]))
			return refuse(z,
			    "This file holds macros or programs: save it "
			    "without.");
	if (!names_type(types,
		arena_printf(z->arena, "%s.main+xml", media_type_name(m))))
		return refuse(z, "This Office file is of another kind.");
	*out = m;
	return NULL;
}

/* OpenDocument says first and in the open what it is. */
static struct err *
find_open_document(const struct archive *z, enum media *out)
{
	static const enum media ours[] = { MEDIA_ODT, MEDIA_ODS };
	const char *type = NULL;
	size_t i;

	if (strcmp(z->first.name, "mimetype") == 0 && z->first.method == 0)
		type = unpack(z, &z->first);
	for (i = 0; type != NULL && i < ARRAY_LEN(ours); i++) {
		if (strcmp(type, media_type_name(ours[i])) != 0)
			continue;
		*out = ours[i];
		return NULL;
	}
	return refuse(z,
	    "Archives are not taken: only documents and sheets of Word (docx, "
	    "xlsx) or OpenDocument (odt, ods).");
}

struct err *
zip_find(struct arena *a, const struct bytes *b, enum media *out)
{
	struct archive z = { .arena = a, .b = b };
	struct err *e = read_end(&z);

	if (e == NULL)
		e = read_list(&z);
	if (e != NULL)
		return e;
	if (z.types.name[0] != '\0' && (z.word || z.sheet))
		return find_office(&z, out);
	return find_open_document(&z, out);
}
