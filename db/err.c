/*
 * err.c - see err.h: a SQLSTATE, or the name of a constraint, becomes one of
 * our errors. SPDX-License-Identifier: Apache-2.0
 */
#include "db/err.h"

#include <ctype.h>
#include <string.h>

enum { RETRY_AFTER = 1 }; /* seconds: a restart of the database takes few */

/* Class (a beginning) or whole SQLSTATE; the first that fits is taken. */
static const struct {
	const char *state;
	enum err_kind kind;
	const char *sentence;
} states[] = {
	{ "23505", ERR_CONFLICT, "This exists already." },
	{ "23503", ERR_INVALID, "It refers to something that is not there." },
	{ "23P01", ERR_CONFLICT, "It overlaps with one that exists." },
	{ "23", ERR_INVALID, "A value is not acceptable." },
	{ "22", ERR_INVALID, "A value is not acceptable." },
	{ "42501", ERR_FORBIDDEN, "You may not do this." },
	{ "40001", ERR_UNAVAILABLE, "Others were changing the same thing." },
	{ "40P01", ERR_UNAVAILABLE, "Others were changing the same thing." },
	{ "57014", ERR_UNAVAILABLE, "It took too long." },
	{ "55P03", ERR_UNAVAILABLE, "Others were changing the same thing." },
	{ "25006", ERR_UNAVAILABLE, "The service cannot be written to now." },
	{ "25P03", ERR_UNAVAILABLE, "It took too long." },
	{ "53", ERR_UNAVAILABLE, "The service is short of room." },
	{ "08", ERR_UNAVAILABLE, "The service cannot be reached now." },
	{ "57P0", ERR_UNAVAILABLE, "The service is being restarted." },
};

/* Our own SQLSTATEs, raised by SQL functions with a sentence as message. */
static const struct {
	const char *state;
	enum err_kind kind;
} ours[] = {
	{ "FL401", ERR_UNAUTHENTICATED },
	{ "FL403", ERR_FORBIDDEN },
	{ "FL404", ERR_NOT_FOUND },
	{ "FL409", ERR_CONFLICT },
	{ "FL422", ERR_INVALID },
};

static const char *
field(const PGresult *res, int code)
{
	const char *s = PQresultErrorField(res, code);

	return s ? s : "";
}

static bool
starts_with(const char *s, const char *start)
{
	return strncmp(s, start, strlen(start)) == 0;
}

/* Written in SQL as "this session is over", told as a sentence. */
static const char *
as_sentence(struct arena *a, const char *message)
{
	char *s = arena_dup(a, message);
	size_t n = strlen(s);

	if (n == 0)
		return "This is not possible now.";
	s[0] = (char)toupper((unsigned char)s[0]);
	if (strchr(".?!", s[n - 1]))
		return s;
	return arena_printf(a, "%s.", s);
}

/* Where the function says the bad value is: "#/x" or "x", as CONSTRAINT or as
 * DETAIL; a query parameter is its COLUMN. */
static const char *
raised_pointer(struct arena *a, const PGresult *res)
{
	const char *name = field(res, PG_DIAG_CONSTRAINT_NAME);
	const char *detail = field(res, PG_DIAG_MESSAGE_DETAIL);

	if (name[0] == '#')
		return arena_dup(a, name);
	if (name[0])
		return arena_printf(a, "#/%s", name);
	return detail[0] == '#' ? arena_dup(a, detail) : NULL;
}

/* FL000 carries the slug of the problem as its HINT. */
static enum err_kind
raised_kind(const PGresult *res, const char *state)
{
	enum err_kind kind = ERR_INTERNAL;

	if (strcmp(state, "FL000") == 0) {
		(void)err_kind_by_slug(field(res, PG_DIAG_MESSAGE_HINT), &kind);
		return kind;
	}
	for (size_t i = 0; i < ARRAY_LEN(ours); i++)
		if (strcmp(ours[i].state, state) == 0)
			return ours[i].kind;
	return ERR_INTERNAL;
}

static struct err *
raised(struct arena *a, const PGresult *res, const char *state)
{
	enum err_kind kind = raised_kind(res, state);
	struct err *e;

	if (kind == ERR_INTERNAL)
		return NULL;
	e = err_new(a, kind, "%s",
	    as_sentence(a, field(res, PG_DIAG_MESSAGE_PRIMARY)));
	if (kind == ERR_INVALID)
		e->pointer = raised_pointer(a, res);
	if (kind == ERR_INVALID && field(res, PG_DIAG_COLUMN_NAME)[0])
		e->parameter = arena_dup(a, field(res, PG_DIAG_COLUMN_NAME));
	return e;
}

static struct err *
by_constraint(struct arena *a, const PGresult *res)
{
	const char *name = field(res, PG_DIAG_CONSTRAINT_NAME);

	for (size_t i = 0; i < constraints_count; i++) {
		const struct constraint *c = &constraints[i];
		struct err *e;

		if (strcmp(c->name, name) != 0)
			continue;
		e = err_new(a, c->kind, "%s", c->sentence);
		e->pointer = c->pointer;
		return e;
	}
	return NULL;
}

static struct err *
by_state(struct arena *a, const char *state)
{
	for (size_t i = 0; i < ARRAY_LEN(states); i++) {
		struct err *e;

		if (!starts_with(state, states[i].state))
			continue;
		e = err_new(a, states[i].kind, "%s", states[i].sentence);
		if (e->kind == ERR_UNAVAILABLE)
			e->retry_after = RETRY_AFTER;
		return e;
	}
	return err_new(a, ERR_INTERNAL, "%s",
	    "Something went wrong on our side. It has been noted.");
}

/* For the log. The message of a data error quotes the value, which may be
 * about a person, so it is left out. */
static const char *
describe(struct arena *a, const PGresult *res, const char *what)
{
	const char *state = field(res, PG_DIAG_SQLSTATE);
	const char *name = field(res, PG_DIAG_CONSTRAINT_NAME);

	if (starts_with(state, "22") || starts_with(state, "23"))
		return arena_printf(a, "%s: %s %s", what, state, name);
	return arena_printf(a, "%s: %s %s", what, state,
	    field(res, PG_DIAG_MESSAGE_PRIMARY));
}

struct err *
db_err(struct arena *a, const PGresult *res, const char *what)
{
	const char *state = field(res, PG_DIAG_SQLSTATE);
	struct err *e = NULL;

	if (starts_with(state, "FL"))
		e = raised(a, res, state);
	else if (starts_with(state, "23"))
		e = by_constraint(a, res);
	else if (db_err_is_stale(res))
		e = err_new(a, ERR_UNAVAILABLE, "%s",
		    "The service has just been changed.");
	if (!e)
		e = by_state(a, state);
	e->sqlstate = arena_dup(a, state);
	e->log = describe(a, res, what);
	return e;
}

struct err *
db_err_lost(struct arena *a, const char *why, bool committing)
{
	struct err *e;

	if (committing)
		e = err_new(a, ERR_OUTCOME_UNKNOWN, "%s",
		    "It may or may not have been recorded. "
		    "Ask again with the same Idempotency-Key.");
	else
		e = err_new(a, ERR_UNAVAILABLE, "%s",
		    "The service cannot be reached now.");
	e->retry_after = RETRY_AFTER;
	e->log =
	    arena_printf(a, "database: %.*s", (int)strcspn(why, "\n"), why);
	return e;
}

bool
db_err_is_fatal(const PGresult *res)
{
	const char *severity = field(res, PG_DIAG_SEVERITY_NONLOCALIZED);

	return strcmp(severity, "FATAL") == 0 || strcmp(severity, "PANIC") == 0;
}

bool
db_err_is_ours(const PGresult *res)
{
	return !*field(res, PG_DIAG_SQLSTATE);
}

bool
db_err_is_stale(const PGresult *res)
{
	return strcmp(field(res, PG_DIAG_SQLSTATE), "0A000") == 0 &&
	       strcmp(field(res, PG_DIAG_SOURCE_FUNCTION),
		   "RevalidateCachedQuery") == 0;
}

bool
db_err_is_standby(const PGresult *res)
{
	return strcmp(field(res, PG_DIAG_SQLSTATE), "25006") == 0;
}
