/*
 * memory.c - allocators for the libraries that build things for us, which
 * give what was asked or nothing at all.
 *
 * libpq has no such hook, and tells us (db_err_is_ours()); libfcgi ends the
 * process by itself.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/memory.h"

#include <jansson.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>

static _Noreturn void
die(const char *who, size_t size)
{
	fprintf(stderr, "%s: out of memory (%zu bytes)\n", who, size);
	abort();
}

static void *
json_alloc(size_t size)
{
	void *p = malloc(size > 0 ? size : 1);

	if (p == NULL)
		die("json", size);
	return p;
}

static void *
crypto_alloc(size_t size, const char *file, int line)
{
	void *p = malloc(size > 0 ? size : 1);

	(void)file;
	(void)line;
	if (p == NULL)
		die("crypto", size);
	return p;
}

static void *
crypto_realloc(void *old, size_t size, const char *file, int line)
{
	void *p = realloc(old, size > 0 ? size : 1);

	(void)file;
	(void)line;
	if (p == NULL)
		die("crypto", size);
	return p;
}

static void
crypto_free(void *p, const char *file, int line)
{
	(void)file;
	(void)line;
	free(p);
}

void
memory_must_suffice(void)
{
	json_set_alloc_funcs(json_alloc, free);
	if (CRYPTO_set_mem_functions(crypto_alloc, crypto_realloc,
		crypto_free) != 1)
		fputs("crypto: keeps its own allocator\n", stderr);
}
