/*
 * stmt.h - the text of every statement, from db/sql, and where each of its
 * parameters comes from.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef DB_STMT_H
#define DB_STMT_H

#include "db/sql.gen.h"

/* Bits; a connection has one of them, or none (see db_new()). */
enum db_role {
	DB_PLAIN = 0,
	DB_STAFF = 1,
	DB_PUBLIC = 2,
	DB_OWNER = 4,
	DB_KEEPER = 8,
	DB_JOBS = 16,
	DB_WEBHOOKS = 32,
	DB_REGISTERS = 64,
	DB_DOCUMENTS = 128,
};

/* The source of one parameter, as the comment of the .sql file says. */
enum bind_from {
	BIND_ARG,   /* arg.x: given by the handler, in order */
	BIND_PATH,  /* path.x: a segment of the path */
	BIND_QUERY, /* query.x: a query parameter, NULL if absent */
	BIND_BODY,  /* body.x: a member of the JSON body as text; body: whole */
	BIND_CALLER,  /* caller.organisation, .user, .client, .role, .session,
		       .name */
	BIND_SETTING, /* setting.x: what the operator has chosen */
	BIND_CURSOR,  /* cursor: the sort key of the last row seen, or NULL */
	BIND_LIMIT,   /* limit: rows of a page */
};

struct bind {
	enum bind_from from;
	const char *name; /* after the dot; NULL where there is none */
	const char *type; /* as PostgreSQL names it */
};

struct stmt_text {
	const char *name; /* of the .sql file, and of the prepared statement */
	unsigned roles;   /* bits of enum db_role: where it is prepared */
	int params;       /* $1..$params */
	const struct bind *binds;
	const unsigned *types; /* OIDs of the same types, for libpq */
	const char *text;
};

extern const struct stmt_text stmts[STMT__MAX];

#endif
