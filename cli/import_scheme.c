/*
 * import_scheme.c - `fairlot import scheme`: a scheme that is written down.
 *
 * The file says what a lead officer would say to the API, and this says it:
 *
 *   { "scheme": {...}, "councils": [{"organisation": "its name", "kind",
 *     "from", "to"}], "categories": [{...}], "open": true }
 *
 * with the members of POST /v1/schemes, PUT .../councils/{id} and POST
 * .../categories. Every rule is the API's. An import that was refused half way
 * has left a draft; once the file is put right, the same command goes on from
 * there and adds what is missing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "api/json.h"
#include "api/local.h"
#include "api/rate.h"
#include "api/settings.h"
#include "cli/command.h"

struct import {
	struct arena *arena;
	struct db *db; /* as the owner */
	struct worker *worker;
	const char *session, *lead_id; /* of the officer */
	const char *scheme_id;
};

/* Runs stmt in a transaction of its own. No row is no failure. */
static struct err *
query(struct import *im, enum stmt stmt, const char *const *params,
    const struct rows **rows)
{
	struct err *e = db_begin(im->db, im->arena, NULL, false);

	if (e)
		return e;
	e = db_exec(im->db, im->arena, stmt, params, rows);
	if (e)
		return e;
	return db_commit(im->db, im->arena);
}

/* What the API refused, with every fault that it names. */
static struct err *
refused(struct import *im, const char *what, const struct local_answer *answer)
{
	struct err *first = NULL;
	json_t *problem = NULL, *fault;
	size_t i;

	if (!answer->body ||
	    json_read(im->arena, answer->body, strlen(answer->body), &problem))
		return err_new(im->arena, ERR_INTERNAL, "%s: status %d", what,
		    answer->status);
	err_append(&first,
	    err_new(im->arena, ERR_CONFLICT, "%s: %s", what,
		json_string_value(json_object_get(problem, "detail"))));
	json_array_foreach(json_object_get(problem, "errors"), i, fault)
	{
		const char *at =
		    json_string_value(json_object_get(fault, "pointer"));

		err_append(&first,
		    err_at(im->arena, at ? at : "#", "%s",
			json_string_value(json_object_get(fault, "detail"))));
	}
	return first;
}

/* Says something to the API, as the officer. out may be NULL. */
static struct err *
say(struct import *im, const char *method, const char *path, const json_t *body,
    json_t **out)
{
	struct local_answer answer =
	    api_local_call(im->worker, im->arena, im->session, method, path,
		body ? json_compact(im->arena, body) : NULL);

	if (answer.status >= 300)
		return refused(im,
		    arena_printf(im->arena, "%s %s", method, path), &answer);
	if (!out)
		return NULL;
	return json_read(im->arena, answer.body, strlen(answer.body), out);
}

/* The draft of that reference, or a new one. */
static struct err *
make_scheme(struct import *im, const json_t *scheme)
{
	const char *reference =
	    json_string_value(json_object_get(scheme, "reference"));
	const struct rows *rows = NULL;
	json_t *made = NULL;
	struct err *e;

	e = query(im, STMT_SCHEME_FIND,
	    (const char *const[]){ im->lead_id, reference }, &rows);
	if (e)
		return e;
	im->scheme_id = rows_text(rows, 0, rows_col(rows, "id"));
	if (!im->scheme_id) {
		e = say(im, "POST", "/v1/schemes", scheme, &made);
		if (e)
			return e;
		im->scheme_id = arena_dup(im->arena,
		    json_string_value(json_object_get(made, "id")));
		return NULL;
	}
	if (strcmp(rows_text(rows, 0, rows_col(rows, "state")), "draft") != 0)
		return err_new(im->arena, ERR_CONFLICT,
		    "the scheme %s is there already and is no draft any more",
		    reference);
	fprintf(stderr, "going on with the draft %s\n", reference);
	return NULL;
}

/* A council that the draft has already stays as it is. */
static struct err *
add_council(struct import *im, json_t *council)
{
	const char *name =
	    json_string_value(json_object_get(council, "organisation"));
	const struct rows *rows = NULL;
	const char *path, *id;
	struct err *e;

	if (!name)
		return err_new(im->arena, ERR_INVALID,
		    "a council has no member organisation, its name");
	e = query(im, STMT_AUTHORITY_FIND, (const char *const[]){ name },
	    &rows);
	if (e)
		return e;
	id = rows_text(rows, 0, 0);
	if (!id)
		return err_new(im->arena, ERR_INVALID,
		    "there is no authority named %s", name);
	path = arena_printf(im->arena, "/v1/schemes/%s/councils/%s",
	    im->scheme_id, id);
	if (!say(im, "GET", path, NULL, NULL))
		return NULL;
	json_object_del(council, "organisation");
	return say(im, "PUT", path, council, NULL);
}

/* True if one of the draft's categories has that code. */
static bool
has_code(const json_t *categories, const json_t *code)
{
	json_t *category;
	size_t i;

	json_array_foreach(json_object_get(categories, "items"), i, category)
	{
		if (json_equal(json_object_get(category, "code"), code))
			return true;
	}
	return false;
}

static struct err *
add_categories(struct import *im, const json_t *categories)
{
	const char *path =
	    arena_printf(im->arena, "/v1/schemes/%s/categories", im->scheme_id);
	json_t *present = NULL, *category;
	struct err *e;
	size_t i;

	e = say(im, "GET", path, NULL, &present);
	if (e)
		return e;
	json_array_foreach(categories, i, category)
	{
		if (has_code(present, json_object_get(category, "code")))
			continue;
		e = say(im, "POST", path, category, NULL);
		if (e)
			return e;
	}
	return NULL;
}

/* Everything, in the order in which an officer would do it. */
static struct err *
import(struct import *im, const json_t *file)
{
	const char *path;
	json_t *council, *shown = NULL;
	struct err *e;
	size_t i;

	e = make_scheme(im, json_object_get(file, "scheme"));
	if (e)
		return e;
	json_array_foreach(json_object_get(file, "councils"), i, council)
	{
		e = add_council(im, council);
		if (e)
			return e;
	}
	e = add_categories(im, json_object_get(file, "categories"));
	if (e)
		return e;
	path = arena_printf(im->arena, "/v1/schemes/%s", im->scheme_id);
	if (json_is_true(json_object_get(file, "open"))) {
		e = say(im, "POST", arena_printf(im->arena, "%s/opening", path),
		    json_keep(im->arena, json_object()), NULL);
		if (e)
			return e;
	}
	e = say(im, "GET", path, NULL, &shown);
	if (e)
		return e;
	puts(json_compact(im->arena, shown));
	return NULL;
}

/* Refuses what would be passed over in silence. */
static struct err *
check_members(struct arena *a, json_t *file)
{
	static const char *const known[] = { "scheme", "councils", "categories",
		"open" };
	const char *name;
	json_t *value;

	json_object_foreach(file, name, value)
	{
		bool found = false;

		for (size_t i = 0; i < ARRAY_LEN(known); i++)
			found |= strcmp(name, known[i]) == 0;
		if (!found)
			return err_new(a, ERR_INVALID,
			    "the file has a member %s, which means nothing",
			    name);
	}
	if (!json_is_object(json_object_get(file, "scheme")))
		return err_new(a, ERR_INVALID, "the file has no scheme");
	return NULL;
}

static void
close_db(void *db)
{
	db_free(db);
}

static struct err *
sign_in(struct import *im, const char *email)
{
	const struct rows *rows = NULL;
	struct err *e;

	im->db = db_new(config_text(SETTING_DB_OWNER), DB_OWNER);
	arena_defer(im->arena, close_db, im->db);
	e = query(im, STMT_OFFICER_SIGN_IN, (const char *const[]){ email },
	    &rows);
	if (e)
		return e;
	im->session = rows_text(rows, 0, rows_col(rows, "id"));
	im->lead_id = rows_text(rows, 0, rows_col(rows, "organisation_id"));
	if (im->session)
		return NULL;
	if (!email)
		return err_new(im->arena, ERR_INVALID,
		    "say --as EMAIL, the lead officer whose scheme it is: "
		    "there is none, or more than one authority has them");
	return err_new(im->arena, ERR_INVALID,
	    "%s is the address of no lead officer", email);
}

static void
close_rate(void *rate)
{
	rate_free(rate);
}

static void
close_worker(void *worker)
{
	worker_free(worker);
}

struct err *
import_scheme(struct command *cmd)
{
	static struct settings service; /* outlives the worker */
	struct import im = { .arena = cmd->arena };
	const char *email = command_option(cmd, "--as");
	struct err *e, *on_leaving;
	struct rate *rate;
	json_t *file = NULL;

	e = command_expects(cmd, 1);
	if (!e)
		e = command_read_json(cmd, cmd->argv[0], &file);
	if (!e)
		e = check_members(cmd->arena, file);
	if (e)
		return e;
	if (sodium_init() < 0 || !settings_read(&service))
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "the service is not set up");
	json_object_seed(0);
	rate = rate_new(0); /* counts nothing */
	arena_defer(cmd->arena, close_rate, rate);
	im.worker = worker_new(&service, rate);
	if (!im.worker)
		return err_new(cmd->arena, ERR_UNAVAILABLE,
		    "the keys cannot be read");
	arena_defer(cmd->arena, close_worker, im.worker);
	e = sign_in(&im, email);
	if (e)
		return e;
	e = import(&im, file);
	on_leaving = query(&im, STMT_OFFICER_SIGN_OUT,
	    (const char *const[]){ im.session }, NULL);
	return e ? e : on_leaving;
}
