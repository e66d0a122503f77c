/*
 * audit.c - how events become a log that nobody can rewrite unseen.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/audit.h"

#include <string.h>

/* What is hashed begins with a byte that says what it is, so that nothing can
 * be passed off as something else (RFC 6962, section 2.1). */
enum { IS_LEAF = 0, IS_NODE = 1, IS_PADDING = 2 };

static const char *
or_empty(const char *s)
{
	return s ? s : "";
}

char *
audit_event_text(struct arena *a, const struct audit_event *e)
{
	return arena_printf(a,
	    "fairlot event 1\n"
	    "id=%s\n"
	    "at=%s\n"
	    "type=%s\n"
	    "subject_id=%s\n"
	    "referral_id=%s\n"
	    "organisation_id=%s\n"
	    "actor_id=%s\n"
	    "request_id=%s\n"
	    "salt=%s\n",
	    or_empty(e->id), or_empty(e->at), or_empty(e->type),
	    or_empty(e->subject_id), or_empty(e->referral_id),
	    or_empty(e->organisation_id), or_empty(e->actor_id),
	    or_empty(e->request_id), or_empty(e->salt));
}

void
audit_event_digest(audit_sha256 *sha, struct arena *a,
    const struct audit_event *event, unsigned char *out)
{
	const char *text = audit_event_text(a, event);

	sha(out, text, strlen(text));
}

void
audit_leaf(audit_sha256 *sha, const unsigned char *digest, unsigned char *out)
{
	unsigned char text[1 + AUDIT_DIGEST] = { IS_LEAF };

	memcpy(text + 1, digest, AUDIT_DIGEST);
	sha(out, text, sizeof(text));
}

static void
node(audit_sha256 *sha, const unsigned char *left, const unsigned char *right,
    unsigned char *out)
{
	unsigned char text[1 + 2 * AUDIT_DIGEST] = { IS_NODE };

	memcpy(text + 1, left, AUDIT_DIGEST);
	memcpy(text + 1 + AUDIT_DIGEST, right, AUDIT_DIGEST);
	sha(out, text, sizeof(text));
}

/* Eight bytes, highest first. */
static void
put_number(unsigned char *out, uint64_t n)
{
	for (int i = 7; i >= 0; i--, n >>= 8)
		out[i] = (unsigned char)(n & 0xff);
}

void
audit_padding(audit_sha256 *sha, const unsigned char *blind, size_t index,
    unsigned char *out)
{
	unsigned char text[1 + AUDIT_DIGEST + 8] = { IS_PADDING };

	memcpy(text + 1, blind, AUDIT_DIGEST);
	put_number(text + 1 + AUDIT_DIGEST, index);
	sha(out, text, sizeof(text));
}

size_t
audit_tree_size(size_t events)
{
	size_t size = AUDIT_LEAVES_LEAST;

	while (size < events)
		size *= 2;
	return size;
}

/* One level up, in place: level[i] becomes the parent of 2i and 2i + 1. */
static void
raise_level(audit_sha256 *sha, unsigned char *level, size_t count)
{
	unsigned char parent[AUDIT_DIGEST];

	for (size_t i = 0; i < count / 2; i++) {
		const unsigned char *pair = level + 2 * i * AUDIT_DIGEST;

		node(sha, pair, pair + AUDIT_DIGEST, parent);
		memcpy(level + i * AUDIT_DIGEST, parent, AUDIT_DIGEST);
	}
}

static unsigned char *
copy_leaves(struct arena *a, const unsigned char *leaves, size_t count)
{
	unsigned char *copy = arena_zalloc_array(a, count, AUDIT_DIGEST);

	memcpy(copy, leaves, count * AUDIT_DIGEST);
	return copy;
}

void
audit_root(audit_sha256 *sha, struct arena *a, const unsigned char *leaves,
    size_t count, unsigned char *out)
{
	unsigned char *level = copy_leaves(a, leaves, count);

	for (; count > 1; count /= 2)
		raise_level(sha, level, count);
	memcpy(out, level, AUDIT_DIGEST);
}

size_t
audit_path(audit_sha256 *sha, struct arena *a, const unsigned char *leaves,
    size_t count, size_t index, struct audit_step *path)
{
	unsigned char *level = copy_leaves(a, leaves, count);
	size_t steps = 0;

	for (; count > 1; count /= 2, index /= 2, steps++) {
		path[steps].left = index % 2 == 1;
		memcpy(path[steps].digest, level + (index ^ 1) * AUDIT_DIGEST,
		    AUDIT_DIGEST);
		raise_level(sha, level, count);
	}
	return steps;
}

void
audit_climb(audit_sha256 *sha, const unsigned char *leaf,
    const struct audit_step *path, size_t steps, unsigned char *out)
{
	unsigned char here[AUDIT_DIGEST], above[AUDIT_DIGEST];

	memcpy(here, leaf, AUDIT_DIGEST);
	for (size_t i = 0; i < steps; i++) {
		if (path[i].left)
			node(sha, path[i].digest, here, above);
		else
			node(sha, here, path[i].digest, above);
		memcpy(here, above, AUDIT_DIGEST);
	}
	memcpy(out, here, AUDIT_DIGEST);
}

void
audit_link(audit_sha256 *sha, const unsigned char *blind,
    const unsigned char *previous, unsigned char *out)
{
	unsigned char text[2 * AUDIT_DIGEST];

	memcpy(text, blind, AUDIT_DIGEST);
	memcpy(text + AUDIT_DIGEST, previous, AUDIT_DIGEST);
	sha(out, text, sizeof(text));
}

void
audit_head(audit_sha256 *sha, struct arena *a, const struct audit_seal *seal,
    unsigned char *out)
{
	const size_t fixed = 2 * AUDIT_DIGEST + 8;
	size_t time = strlen(seal->sealed_at);
	unsigned char *text = arena_zalloc(a, fixed + time);

	memcpy(text, seal->link, AUDIT_DIGEST);
	memcpy(text + AUDIT_DIGEST, seal->root, AUDIT_DIGEST);
	put_number(text + fixed - 8, seal->number);
	memcpy(text + fixed, seal->sealed_at, time);
	sha(out, text, fixed + time);
}
