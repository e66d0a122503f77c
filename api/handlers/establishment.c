/*
 * establishment.c - /v1/establishments: a provider's homes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "api/ctx.h"
#include "api/handlers.h"
#include "api/handlers/stage.h"

struct spot {
	const char *postcode, *grid; /* as the database has them; NULL: as is */
};

/* Where the home lies: everything is measured from there. */
static struct err *
find_spot(struct ctx *cx, struct spot *out)
{
	const json_t *address = json_object_get(cx->body, "address");
	const struct rows *found = NULL;
	struct err *e;

	if (address == NULL || !cx_sound(cx, "#/address/postcode"))
		return NULL;
	e = cx_exec(cx, STMT_POSTCODE_LOAD, &found,
	    json_string_value(json_object_get(address, "postcode")));
	if (e != NULL)
		return e;
	if (rows_count(found) == 0)
		return err_at(cx->arena, "#/address/postcode",
		    "There is no such postcode.");
	if (field_is_null(found, 0, "grid"))
		return err_at(cx->arena, "#/address/postcode",
		    "This postcode has no place on the British National Grid.");
	out->postcode = field_text(found, 0, "code");
	out->grid = field_text(found, 0, "grid");
	return NULL;
}

static struct err *
check_registration(struct ctx *cx)
{
	const json_t *regulator = json_object_get(cx->body, "regulator");
	const char *scheme =
	    json_string_value(json_object_get(regulator, "scheme"));

	if (!cx_sound(cx, "#/regulator/scheme") || scheme == NULL ||
	    strcmp(scheme, "none") == 0 ||
	    json_is_string(json_object_get(regulator, "id")))
		return NULL;
	return err_at(cx->arena, "#/regulator/id",
	    "The home's number with its regulator is needed.");
}

static struct err *
check_vacancies(struct ctx *cx, int64_t capacity, int64_t vacancies)
{
	if (!cx_sound(cx, "#/vacancies") || !cx_sound(cx, "#/capacity") ||
	    json_is_null(json_object_get(cx->body, "vacancies")) ||
	    body_int(cx, "vacancies", vacancies) <=
		body_int(cx, "capacity", capacity))
		return NULL;
	return err_at(cx->arena, "#/vacancies",
	    "There cannot be more vacancies than places.");
}

static struct err *
check_profile(struct ctx *cx)
{
	const json_t *profile = json_object_get(cx->body, "profile");
	const json_t *from = json_object_get(profile, "age_from");
	const json_t *to = json_object_get(profile, "age_to");

	if (!cx_sound(cx, "#/profile") || !json_is_integer(from) ||
	    !json_is_integer(to) ||
	    json_integer_value(from) <= json_integer_value(to))
		return NULL;
	return err_at(cx->arena, "#/profile/age_to",
	    "The ages cannot end before they begin.");
}

/* Every fault at once; *spot where the body has an address. */
static struct err *
check_home(struct ctx *cx, int64_t capacity, int64_t vacancies,
    struct spot *spot)
{
	struct err *faults = find_spot(cx, spot);

	if (faults != NULL && faults->kind != ERR_INVALID)
		return faults;
	err_append(&faults, check_registration(cx));
	err_append(&faults, check_vacancies(cx, capacity, vacancies));
	err_append(&faults, check_profile(cx));
	return cx_faults(cx, faults);
}

/* POST: a home of the caller's. */
struct err *
establishment_create(struct ctx *cx)
{
	struct spot spot = { 0 };
	const struct rows *made = NULL;
	const char *id;
	struct err *e;

	e = check_home(cx, 0, 0, &spot);
	if (e == NULL)
		e = cx_exec(cx, STMT_ESTABLISHMENT_INSERT, &made, spot.postcode,
		    spot.grid);
	if (e != NULL)
		return e;
	id = field_text(made, 0, "id");
	e = cx_event(cx, "establishment.created", id, NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 201, STMT_ESTABLISHMENT_SHOW, id,
	    arena_printf(cx->arena, "/v1/establishments/%s", id));
}

/* What its regulator says of that number it is judged by for as long as it is
 * accredited: another place has to be admitted for itself. */
static struct err *
check_number(struct ctx *cx, const struct rows *home)
{
	if (!field_bool(home, 0, "renumbered") ||
	    !field_bool(home, 0, "accredited"))
		return NULL;
	return err_new(cx->arena, ERR_CONFLICT,
	    "An accredited home keeps its number with its regulator. If it has "
	    "another one, withdraw and apply anew.");
}

/* PATCH: vacancies, for one. What was accredited stays as it is. */
struct err *
establishment_update(struct ctx *cx)
{
	const struct rows *home = NULL;
	struct spot spot = { 0 };
	struct err *e;

	e = cx_exec(cx, STMT_ESTABLISHMENT_LOAD, &home);
	if (e == NULL && rows_count(home) == 0)
		e = err_new(cx->arena, ERR_NOT_FOUND,
		    "You have no such establishment.");
	if (e == NULL)
		e = check_home(cx, field_int(home, 0, "capacity"),
		    field_int(home, 0, "vacancies"), &spot);
	if (e == NULL)
		e = check_number(cx, home);
	if (e == NULL)
		e = cx_exec(cx, STMT_ESTABLISHMENT_UPDATE, NULL, spot.postcode,
		    spot.grid);
	if (e == NULL)
		e = cx_event(cx, "establishment.changed",
		    cx_path(cx, "establishment_id"), NULL, NULL);
	if (e != NULL)
		return e;
	return respond_shown(cx, 200, STMT_ESTABLISHMENT_SHOW, NULL, NULL);
}
