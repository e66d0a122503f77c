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
#include "api/password.h"
#include "api/text.h"
#include "cli/command.h"
#include "core/vocab.h"

#define SECRET_BYTES 32 /* of a machine client: 256 random bits */

/* Runs stmt, which answers with one row of one column, and commits. No row
 * means: there is nothing of that kind, or the role is none for it. */
static struct err *
commit_one(struct command *cmd, enum stmt stmt, const char *const *params,
    const char *of, const char **out)
{
	const struct rows *rows = NULL;
	struct db *db = NULL;
	struct err *e;

	e = command_begin(cmd, &db);
	if (e)
		return e;
	e = db_exec(db, cmd->arena, stmt, params, &rows);
	if (e)
		return e;
	if (rows_count(rows) == 0)
		return err_new(cmd->arena, ERR_INVALID,
		    "there is no such %s, or its kind has no such role", of);
	e = db_commit(db, cmd->arena);
	if (e)
		return e;
	*out = rows_text(rows, 0, 0);
	return NULL;
}

/* Something of an organisation. */
static struct err *
add(struct command *cmd, enum stmt stmt, const char *const *params,
    const char **out)
{
	return commit_one(cmd, stmt, params, "organisation", out);
}

struct err *
organisation_add(struct command *cmd)
{
	enum organisation_kind kind;
	const char *body = NULL;
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

static struct err *
no_role(struct command *cmd, const char *text)
{
	return err_new(cmd->arena, ERR_INVALID,
	    "%s is no role: lead, council, provider, auditor or portal", text);
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
		return no_role(cmd, *role_text);
	if (!text_is_uuid(*organisation))
		return err_new(cmd->arena, ERR_INVALID,
		    "%s is no organisation's id, as `fairlot organisation "
		    "add` prints it",
		    *organisation);
	return command_needs(cmd, "--name", name);
}

/* The first line of stdin, as a hash. */
static struct err *
read_password(struct command *cmd, const char *email, const char **hash)
{
	char password[LIMIT_PASSWORD_BYTES + 2];
	char *text = arena_zalloc(cmd->arena, PASSWORD_HASH_BYTES);
	struct err *e;
	bool hashed;

	if (!fgets(password, sizeof(password), stdin))
		return err_new(cmd->arena, ERR_INVALID,
		    "no password came on stdin");
	password[strcspn(password, "\n")] = '\0';
	e = password_check(cmd->arena, "password", password, email);
	hashed = !e && sodium_init() >= 0 && password_hash_text(password, text);
	sodium_memzero(password, sizeof(password));
	if (e)
		return e;
	if (!hashed)
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "there is not enough memory to hash the password");
	*hash = text;
	return NULL;
}

struct err *
user_add(struct command *cmd)
{
	const char *organisation = NULL, *role = NULL, *name = NULL;
	const char *email = NULL, *hash = NULL, *body = NULL;
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
	e = read_password(cmd, email, &hash);
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

/* --disabled yes|no as PostgreSQL reads it, or NULL where it is not given. */
static struct err *
read_disabled(struct command *cmd, const char **out)
{
	const char *text = command_option(cmd, "--disabled");

	if (text && strcmp(text, "yes") != 0 && strcmp(text, "no") != 0)
		return err_new(cmd->arena, ERR_INVALID,
		    "--disabled is yes or no");
	*out = text;
	return NULL;
}

struct err *
user_change(struct command *cmd)
{
	const char *disabled = NULL, *body = NULL;
	const char *role_text = command_option(cmd, "--role");
	enum role role;
	struct err *e;

	e = read_disabled(cmd, &disabled);
	if (e)
		return e;
	e = command_expects(cmd, 1);
	if (e)
		return e;
	if (role_text && !role_parse(role_text, &role))
		return no_role(cmd, role_text);
	if (!role_text && !disabled)
		return err_new(cmd->arena, ERR_INVALID,
		    "say --role, --disabled or both");
	e = commit_one(cmd, STMT_USER_CHANGE,
	    (const char *const[]){ cmd->argv[0], role_text, disabled },
	    "person", &body);
	if (e)
		return e;
	puts(body);
	return NULL;
}

struct err *
client_add(struct command *cmd)
{
	const char *organisation = NULL, *role = NULL, *name = NULL;
	const char *secret, *id = NULL;
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
	secret = text_secret(cmd->arena, SECRET_BYTES);
	e = add(cmd, STMT_CLIENT_ADD,
	    (const char *const[]){ organisation, role, name,
		text_sha256_hex(cmd->arena, secret) },
	    &id);
	if (e)
		return e;
	printf("{\"client_id\":\"%s\",\"client_secret\":\"%s\"}\n", id, secret);
	return NULL;
}
