/*
 * people.c - organisations, their first people, and machine clients.
 *
 * An operator makes an organisation and its first person here; from then on
 * that person adds the others through the API.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "api/config.h"
#include "cli/command.h"
#include "core/vocab.h"

#define SECRET_BYTES 32 /* of a machine client: 256 random bits */

/* As security.md D23 has it: Argon2id, two passes over 19 MiB. */
#define HASH_PASSES 2
#define HASH_BYTES  ((size_t)19 * 1024 * 1024)

/* Runs stmt, which answers with one row of one column, and commits. No row
 * means: there is no such organisation, or the role is none for its kind. */
static struct err *
add(struct command *cmd, enum stmt stmt, const char *const *params,
    const char **out)
{
	const struct rows *rows;
	struct db *db;
	struct err *e;

	e = command_begin(cmd, &db);
	if (e)
		return e;
	e = db_exec(db, cmd->arena, stmt, params, &rows);
	if (e)
		return e;
	if (rows_count(rows) == 0)
		return err_new(cmd->arena, ERR_INVALID,
		    "there is no such organisation, or its kind has no such "
		    "role");
	e = db_commit(db, cmd->arena);
	if (e)
		return e;
	*out = rows_text(rows, 0, 0);
	return NULL;
}

struct err *
organisation_add(struct command *cmd)
{
	enum organisation_kind kind;
	const char *body;
	struct err *e;

	e = command_expects(cmd, 2);
	if (e)
		return e;
	if (!organisation_kind_parse(cmd->argv[0], &kind))
		return err_new(cmd->arena, ERR_INVALID,
		    "%s is no kind of organisation: authority, provider or "
		    "portal",
		    cmd->argv[0]);
	e = add(cmd, STMT_ORGANISATION_ADD,
	    (const char *const[]){ cmd->argv[0], cmd->argv[1] }, &body);
	if (e)
		return e;
	puts(body);
	return NULL;
}

/* --organisation, --role and --name, which people and machines both have. */
static struct err *
read_identity(struct command *cmd, const char **organisation,
    const char **role_text, const char **name)
{
	enum role role;
	struct err *e;

	e = command_needs(cmd, "--organisation", organisation);
	if (e)
		return e;
	e = command_needs(cmd, "--role", role_text);
	if (e)
		return e;
	if (!role_parse(*role_text, &role))
		return err_new(cmd->arena, ERR_INVALID,
		    "%s is no role: lead, council, provider, auditor or portal",
		    *role_text);
	return command_needs(cmd, "--name", name);
}

/* The first line of stdin, as an Argon2id string. */
static struct err *
read_password(struct command *cmd, const char **hash)
{
	char password[LIMIT_PASSWORD_BYTES + 2];
	char *text = arena_zalloc(cmd->arena, crypto_pwhash_STRBYTES);
	size_t length;
	bool failed;

	if (!fgets(password, sizeof(password), stdin))
		return err_new(cmd->arena, ERR_INVALID,
		    "no password came on stdin");
	length = strcspn(password, "\n");
	password[length] = '\0';
	if (length < LIMIT_PASSWORD_LEAST || length > LIMIT_PASSWORD_BYTES)
		return err_new(cmd->arena, ERR_INVALID,
		    "a password has %d to %d characters", LIMIT_PASSWORD_LEAST,
		    LIMIT_PASSWORD_BYTES);
	failed = sodium_init() < 0 || crypto_pwhash_str(text, password, length,
					  HASH_PASSES, HASH_BYTES) != 0;
	sodium_memzero(password, sizeof(password));
	if (failed)
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "there is not enough memory to hash the password");
	*hash = text;
	return NULL;
}

struct err *
user_add(struct command *cmd)
{
	const char *organisation, *role, *email, *name, *hash, *body;
	struct err *e;

	e = read_identity(cmd, &organisation, &role, &name);
	if (e)
		return e;
	e = command_needs(cmd, "--email", &email);
	if (e)
		return e;
	e = command_expects(cmd, 0);
	if (e)
		return e;
	e = read_password(cmd, &hash);
	if (e)
		return e;
	e = add(cmd, STMT_USER_ADD,
	    (const char *const[]){ organisation, role, email, name, hash },
	    &body);
	if (e)
		return e;
	puts(body);
	return NULL;
}

/* A fresh secret, and the SHA-256 of its text in hexadecimal. */
static void
make_secret(struct command *cmd, const char **secret, const char **sha256)
{
	unsigned char bytes[SECRET_BYTES], digest[crypto_hash_sha256_BYTES];
	size_t size = sodium_base64_encoded_len(SECRET_BYTES,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *text = arena_zalloc(cmd->arena, size);
	char *hex = arena_zalloc(cmd->arena, sizeof(digest) * 2 + 1);

	randombytes_buf(bytes, sizeof(bytes));
	sodium_bin2base64(text, size, bytes, sizeof(bytes),
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	crypto_hash_sha256(digest, (const unsigned char *)text, strlen(text));
	sodium_bin2hex(hex, sizeof(digest) * 2 + 1, digest, sizeof(digest));
	sodium_memzero(bytes, sizeof(bytes));
	*secret = text;
	*sha256 = hex;
}

struct err *
client_add(struct command *cmd)
{
	const char *organisation, *role, *name, *secret, *sha256, *id;
	struct err *e;

	e = read_identity(cmd, &organisation, &role, &name);
	if (e)
		return e;
	e = command_expects(cmd, 0);
	if (e)
		return e;
	if (sodium_init() < 0)
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "there is no randomness");
	make_secret(cmd, &secret, &sha256);
	e = add(cmd, STMT_CLIENT_ADD,
	    (const char *const[]){ organisation, role, name, sha256 }, &id);
	if (e)
		return e;
	printf("{\"client_id\":\"%s\",\"client_secret\":\"%s\"}\n", id, secret);
	return NULL;
}
