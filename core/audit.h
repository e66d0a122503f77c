/*
 * audit.h - how events become a log that nobody can rewrite unseen.
 * SPDX-License-Identifier: Apache-2.0
 *
 * An event has a text, the text a digest, the digest a leaf in the Merkle
 * tree of its batch, and the root of the tree goes into a head that also
 * covers the head before. docs/AUDIT.md tells it at length, for those who
 * want to write a checker of their own.
 *
 * Nothing here knows how SHA-256 works: whoever calls brings it along.
 */
#ifndef CORE_AUDIT_H
#define CORE_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

enum {
	AUDIT_DIGEST = 32,       /* bytes of SHA-256 */
	AUDIT_LEAVES_LEAST = 16, /* of a tree, padding included */
	AUDIT_PATH_LONGEST = 32, /* levels of a tree */
};

/* SHA-256 of length bytes at data into out. */
typedef void audit_sha256(unsigned char *out, const void *data, size_t length);

/* Everything an event's digest covers; NULL for what is absent. Borrowed. */
struct audit_event {
	const char *id, *at, *type, *subject_id, *referral_id, *organisation_id,
	    *actor_id, *request_id;
	const char *salt; /* hexadecimal */
};

/* The other half at one level of the tree, nearest to the leaf first. */
struct audit_step {
	bool left; /* it stands to the left of what we have */
	unsigned char digest[AUDIT_DIGEST];
};

/* What one batch says of itself; the signature is under head. */
struct audit_seal {
	unsigned char link[AUDIT_DIGEST]; /* blinded head of the one before */
	unsigned char root[AUDIT_DIGEST];
	uint64_t number;
	const char *sealed_at; /* as the API writes times; borrowed */
};

/* The text of an event (the same as event_digest() in the database); arena. */
MUST_CHECK char *
audit_event_text(struct arena *a, const struct audit_event *event);

/* SHA-256 of that text. */
void audit_event_digest(audit_sha256 *sha, struct arena *a,
    const struct audit_event *event, unsigned char *out);

/* The leaf of an event: SHA-256 of a zero byte and its digest. */
void
audit_leaf(audit_sha256 *sha, const unsigned char *digest, unsigned char *out);

/* The leaf that stands at index where no event does. */
void audit_padding(audit_sha256 *sha, const unsigned char *blind, size_t index,
    unsigned char *out);

/* How many leaves a tree of so many events has: the next power of two, and
 * never fewer than AUDIT_LEAVES_LEAST. */
size_t audit_tree_size(size_t events);

/* The root of count leaves of AUDIT_DIGEST bytes each, one behind the other.
 * count is a power of two. */
void audit_root(audit_sha256 *sha, struct arena *a, const unsigned char *leaves,
    size_t count, unsigned char *out);

/* The way from the leaf at index to the root; how many steps that is. path
 * has room for AUDIT_PATH_LONGEST. */
size_t
audit_path(audit_sha256 *sha, struct arena *a, const unsigned char *leaves,
    size_t count, size_t index, struct audit_step *path);

/* The root that this way leads to from this leaf. */
void audit_climb(audit_sha256 *sha, const unsigned char *leaf,
    const struct audit_step *path, size_t steps, unsigned char *out);

/* SHA-256 of blind and the head before: covers that head and hides it. The
 * first batch follows a head of zeros. */
void audit_link(audit_sha256 *sha, const unsigned char *blind,
    const unsigned char *previous, unsigned char *out);

/* The head: SHA-256 of link, root, number (eight bytes, highest first) and
 * the characters of sealed_at. */
void audit_head(audit_sha256 *sha, struct arena *a,
    const struct audit_seal *seal, unsigned char *out);

#endif
