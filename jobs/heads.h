/*
 * heads.h - the record of a sealed batch, and the file outside the database
 * that keeps one line for each.
 *
 * A line is a JSON object: number, sealed_at, previous, blind, root, head,
 * signature, leaves; all digests in hexadecimal. With it alone anybody can
 * recompute the root from the leaves and the head from the root.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_HEADS_H
#define JOBS_HEADS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/audit.h"
#include "core/err.h"
#include "db/db.h"

enum { HEADS_SIGNATURE = 64, HEADS_PUBLIC_KEY = 32 }; /* bytes, Ed25519 */

struct heads_record {
	uint64_t number;
	const char *sealed_at;                /* arena */
	unsigned char previous[AUDIT_DIGEST]; /* head of the batch before */
	unsigned char blind[AUDIT_DIGEST];
	unsigned char root[AUDIT_DIGEST];
	unsigned char head[AUDIT_DIGEST];
	unsigned char signature[HEADS_SIGNATURE];
	unsigned char *leaves; /* arena; count * AUDIT_DIGEST bytes */
	size_t count;
};

/* The real one, of libsodium. */
audit_sha256 heads_sha256;

/* The line of a record, with its line feed; arena. */
MUST_CHECK char *heads_line(struct arena *a, const struct heads_record *r);

/* The record of a line; false if it is none. */
bool heads_parse(struct arena *a, const char *line, struct heads_record *out);

/* The record in one row of STMT_AUDIT_BATCHES; false if it is damaged. */
bool heads_row(struct arena *a, const struct rows *rows, size_t row,
    struct heads_record *out);

/* link, root, number and time of r, as the head covers them. */
void heads_seal(const struct heads_record *r, struct audit_seal *out);

/* What is wrong with a record taken by itself: NULL, or a clause that says
 * which of its parts does not follow from the others. */
const char *heads_fault(struct arena *a, const struct heads_record *r,
    const unsigned char *public_key);

/* The file, locked against other writers. */
struct heads_file {
	int fd;
	uint64_t number;                  /* of its last line; 0: it is empty */
	unsigned char head[AUDIT_DIGEST]; /* of its last line */
};

/* Opens the file, making it and its folder if need be, and reads where it
 * ends. A last line that a crash has torn is cut off. */
MUST_CHECK struct err *
heads_open(struct arena *a, const char *path, struct heads_file *out);

/* Appends a record and sees it safely on the disk; after a failure the file
 * is as it was. */
MUST_CHECK struct err *heads_append(struct arena *a, struct heads_file *f,
    const struct heads_record *r);

void heads_close(struct heads_file *f);

#endif
