/*
 * unseal.c - opens what the service has sealed for a process that it cannot be.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/unseal.h"

#include <sodium.h>
#include <stdbool.h>
#include <string.h>

char *
unseal(struct arena *a, const unsigned char *seed, const char *place,
    const char *hex, size_t length, size_t *n)
{
	unsigned char public[crypto_box_PUBLICKEYBYTES],
	    private[crypto_box_SECRETKEYBYTES];
	unsigned char *box = arena_zalloc(a, length / 2 + 1);
	size_t size = 0;
	char *plain;
	bool good;

	if (strlen(place) != UNSEAL_PLACE ||
	    sodium_hex2bin(box, length / 2 + 1, hex, length, NULL, &size,
		NULL) != 0 ||
	    size <= crypto_box_SEALBYTES + UNSEAL_PLACE)
		return NULL;
	*n = size - crypto_box_SEALBYTES - UNSEAL_PLACE;
	plain = arena_zalloc(a, size);
	crypto_box_seed_keypair(public, private, seed);
	good = crypto_box_seal_open((unsigned char *)plain, box, size, public,
		   private) == 0 &&
	       memcmp(plain, place, UNSEAL_PLACE) == 0;
	sodium_memzero(private, sizeof(private));
	return good ? plain + UNSEAL_PLACE : NULL;
}
