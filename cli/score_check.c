/*
 * score_check.c - `fairlot score check`: a ranking worked out again, offline.
 *
 * Nothing is asked but the document: no database, no service, no key. Each
 * figure is printed with its formula while it holds; the first that does not
 * ends it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/ranking_read.h"

#define DOCUMENT_MAX ((size_t)2 * 1024 * 1024) /* bytes, of 1,500 bids */

static struct err *
read_open_file(struct command *cmd, const char *name, FILE *f, char **text,
    size_t *length)
{
	char *room = malloc(DOCUMENT_MAX + 1);

	if (!room)
		return err_new(cmd->arena, ERR_UNAVAILABLE, "out of memory");
	arena_defer(cmd->arena, free, room);
	*length = fread(room, 1, DOCUMENT_MAX + 1, f);
	if (ferror(f))
		return err_new(cmd->arena, ERR_INVALID, "%s: %s", name,
		    command_reason(cmd));
	if (*length > DOCUMENT_MAX)
		return err_new(cmd->arena, ERR_INVALID,
		    "%s is longer than %zu bytes", name, DOCUMENT_MAX);
	*text = room;
	return NULL;
}

static struct err *
read_file(struct command *cmd, const char *name, char **text, size_t *length)
{
	struct err *e;
	FILE *f;

	if (strcmp(name, "-") == 0)
		return read_open_file(cmd, name, stdin, text, length);
	f = fopen(name, "rb");
	if (!f)
		return err_new(cmd->arena, ERR_INVALID, "%s: %s", name,
		    command_reason(cmd));
	e = read_open_file(cmd, name, f, text, length);
	(void)fclose(f);
	return e;
}

/* A figure_fn; arg counts them. */
static void
print_figure(void *arg, const char *place, const char *value,
    const char *formula)
{
	size_t *count = arg;

	printf("ok  %-32s %s  = %s\n", place, value, formula);
	(*count)++;
}

/* The digest covers the document without the member that holds it. */
static struct err *
check_digest(struct command *cmd, const struct ranking_document *d)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char hex[2 * crypto_hash_sha256_BYTES + 1];
	crypto_hash_sha256_state state;
	struct err *e;

	(void)crypto_hash_sha256_init(&state);
	(void)crypto_hash_sha256_update(&state,
	    (const unsigned char *)d->covered, d->covered_size);
	(void)crypto_hash_sha256_update(&state, (const unsigned char *)"}", 1);
	(void)crypto_hash_sha256_final(&state, digest);
	sodium_bin2hex(hex, sizeof(hex), digest, sizeof(digest));
	if (strcmp(hex, d->digest) == 0) {
		printf("ok  %-32s %s  = SHA-256 of the rest\n", "#/sha256",
		    hex);
		return NULL;
	}
	e = err_new(cmd->arena, ERR_CONFLICT,
	    "expected %s, found %s; it is the SHA-256 of the rest", hex,
	    d->digest);
	e->pointer = "#/sha256";
	return e;
}

static struct err *
check(struct command *cmd, const struct ranking_document *d)
{
	size_t count = 0;
	struct err *e;

	e = replay_check(cmd->arena, &d->replay, print_figure, &count);
	if (!e)
		e = check_digest(cmd, d);
	if (e)
		return e;
	printf("The ranking of referral %s, locked at %s, is what its facts "
	       "make it: %zu bids, %zu figures and the digest.\n",
	    d->replay.competition.referral_id, d->locked_at, d->replay.count,
	    count);
	return NULL;
}

/* Ends with 1 for a ranking that is wrong, 2 for what is none. */
struct err *
score_check(struct command *cmd)
{
	struct ranking_document d;
	size_t length = 0;
	char *text = NULL;
	struct err *e;

	cmd->status = EXIT_USAGE;
	e = command_expects(cmd, 1);
	if (!e)
		e = read_file(cmd, cmd->argv[0], &text, &length);
	if (!e && sodium_init() < 0)
		e = err_new(cmd->arena, ERR_INTERNAL, "libsodium fails");
	if (!e)
		e = ranking_read(cmd->arena, text, length, &d);
	if (e)
		return e;
	cmd->status = 1;
	return check(cmd, &d);
}
