/*
 * rate.c - how much each principal has asked for lately, over all workers.
 *
 * One 64-bit word holds window and count, changed by compare-and-swap: a
 * worker that dies between two instructions leaves no lock behind.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/rate.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "api/config.h"

struct slot {
	_Atomic uint64_t principal; /* keyed hash; 0: free */
	_Atomic uint64_t count;     /* window << 32 | requests */
};

struct rate {
	unsigned quota;
	unsigned char key[crypto_shorthash_KEYBYTES];
	struct slot slots[RATE_SLOTS];
};

/* A shared mapping of /dev/zero is memory that fork() does not copy. */
struct rate *
rate_new(unsigned quota)
{
	int fd = open("/dev/zero", O_RDWR | O_CLOEXEC);
	struct rate *r =
	    mmap(NULL, sizeof(*r), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	if (fd < 0 || r == MAP_FAILED) {
		perror("rate: no shared memory");
		abort();
	}
	close(fd);
	r->quota = quota;
	randombytes_buf(r->key, sizeof(r->key));
	return r;
}

void
rate_free(struct rate *r)
{
	if (r != NULL)
		munmap(r, sizeof(*r));
}

static uint64_t
hash(const struct rate *r, const char *principal)
{
	unsigned char out[crypto_shorthash_BYTES];
	uint64_t h;

	crypto_shorthash(out, (const unsigned char *)principal,
	    strlen(principal), r->key);
	memcpy(&h, out, sizeof(h));
	return h != 0 ? h : 1;
}

/* The slot of h: its own, a free one, or the one least in use. */
static struct slot *
find(struct rate *r, uint64_t h)
{
	struct slot *quietest = NULL;
	uint64_t i, least = UINT64_MAX;

	for (i = 0; i < RATE_PROBES; i++) {
		struct slot *s = &r->slots[(h + i) % RATE_SLOTS];
		uint64_t owner = atomic_load(&s->principal);
		uint64_t count = atomic_load(&s->count);

		if (owner == h)
			return s;
		if (owner == 0)
			count = 0;
		if (count < least) {
			least = count;
			quietest = s;
		}
	}
	atomic_store(&quietest->principal, h);
	atomic_store(&quietest->count, 0);
	return quietest;
}

struct rate_state
rate_count(struct rate *r, const char *principal, int64_t now)
{
	struct rate_state state = { .quota = r->quota };
	uint64_t window = (uint64_t)now / RATE_WINDOW_SECONDS;
	uint64_t old, next, used;
	struct slot *s;

	if (r->quota == 0)
		return state;
	s = find(r, hash(r, principal));
	old = atomic_load(&s->count);
	do {
		used =
		    old >> 32 == (window & UINT32_MAX) ? (old & UINT32_MAX) : 0;
		next = window << 32 | (used < UINT32_MAX ? used + 1 : used);
	} while (!atomic_compare_exchange_weak(&s->count, &old, next));
	used++;
	state.exceeded = used > r->quota;
	state.remaining = used < r->quota ? (unsigned)(r->quota - used) : 0;
	state.reset = (unsigned)(RATE_WINDOW_SECONDS -
				 (uint64_t)now % RATE_WINDOW_SECONDS);
	return state;
}
