/*
 * cqc_read.c - what the CQC's API answers, in our own words.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/cqc_read.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "core/register.h"

enum {
	TEXT_BYTES = 300, /* of a name or a line of an address */
	RATINGS_MOST = 400,
	FAULTS_MOST = 20,
	AREA_BYTES = 40,
	PLACES_MOST = 100000,
};

/* One row of ratings to be. */
struct row {
	const char *framework;
	char area[AREA_BYTES];
	struct register_rating rating;
};

struct reading {
	struct arena *arena;
	const char *id;
	json_t *faults;
	size_t count;
	struct row rows[RATINGS_MOST];
};

static void
forget(void *json)
{
	json_decref(json);
}

static json_t *
keep(struct arena *a, json_t *json)
{
	if (!json)
		abort();
	arena_defer(a, forget, json);
	return json;
}

static const char *
printed(struct arena *a, const json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);
	const char *copy;

	if (!text)
		abort();
	copy = arena_dup(a, text);
	free(text);
	return copy;
}

static json_t *
read_object(struct arena *a, const char *text, size_t length)
{
	json_t *json = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);

	if (!json)
		return NULL;
	keep(a, json);
	return json_is_object(json) ? json : NULL;
}

/* ---------------------------------------------------------------- changes */

const char *
cqc_read_changes(struct arena *a, const char *text, size_t length,
    struct cqc_changes *out)
{
	const json_t *page = read_object(a, text, length), *list, *pages, *item;
	json_t *ids = keep(a, json_array());
	size_t i;

	list = json_object_get(page, "changes");
	pages = json_object_get(page, "totalPages");
	if (!json_is_array(list) || json_array_size(list) > CQC_IDS_MOST ||
	    !json_is_integer(pages) || json_integer_value(pages) < 0 ||
	    json_integer_value(pages) > CQC_PAGES_MOST)
		return "the page of changes is not what it should be";
	json_array_foreach(list, i, item)
	{
		char id[REGISTER_ID_BYTES];
		const char *written = json_string_value(item);

		/* What is no id of a place cannot be asked for. */
		if (written && register_id(REGULATOR_CQC, written, id))
			json_array_append_new(ids, json_string(id));
	}
	out->pages = (int)json_integer_value(pages);
	if (out->pages < 1)
		out->pages = 1;
	out->ids = printed(a, ids);
	return NULL;
}

/* ---------------------------------------------------------------- values */

static void
fault(struct reading *r, const char *where, const char *what)
{
	if (json_array_size(r->faults) < FAULTS_MOST)
		json_array_append_new(r->faults,
		    json_string(
			arena_printf(r->arena, "%s: %.60s", where, what)));
}

/* Up to TEXT_BYTES, not within a character, without control characters. */
static const char *
tidy(struct arena *a, const char *text)
{
	char *out = arena_dup(a, text);
	size_t n = strlen(out);

	if (n > TEXT_BYTES) {
		n = TEXT_BYTES;
		while (n > 0 && ((unsigned char)out[n] & 0xC0) == 0x80)
			n--;
		out[n] = '\0';
	}
	for (char *c = out; *c; c++) {
		if ((unsigned char)*c < ' ' || *c == 0x7F)
			*c = ' ';
	}
	return out;
}

/* A text that is not empty; NULL where there is none, and a fault where there
 * is something else. */
static const char *
text_of(struct reading *r, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (!value || json_is_null(value))
		return NULL;
	if (!json_is_string(value)) {
		fault(r, name, "is no text");
		return NULL;
	}
	return *json_string_value(value)
		   ? tidy(r->arena, json_string_value(value))
		   : NULL;
}

static bool
date_of(struct reading *r, const json_t *object, const char *name,
    struct date *out)
{
	const char *text = text_of(r, object, name);

	if (!text)
		return false;
	if (register_date(text, out))
		return true;
	fault(r, name, "is no date");
	return false;
}

static json_t *
date_json(struct reading *r, const json_t *object, const char *name)
{
	struct date d;

	return date_of(r, object, name, &d)
		   ? json_string(date_text(r->arena, d))
		   : json_null();
}

/* NULL becomes null. */
static json_t *
text_json(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *
places(struct reading *r, const json_t *place)
{
	const json_t *beds = json_object_get(place, "numberOfBeds");

	if (!beds || json_is_null(beds))
		return json_null();
	if (json_is_integer(beds) && json_integer_value(beds) >= 0 &&
	    json_integer_value(beds) <= PLACES_MOST)
		return json_integer(json_integer_value(beds));
	fault(r, "numberOfBeds", "is no number of places");
	return json_null();
}

/* ---------------------------------------------------------------- ratings */

/* "Well-led" -> "well_led". */
static void
area_word(const char *name, char out[AREA_BYTES])
{
	size_t n = 0;

	for (; *name && n + 1 < AREA_BYTES; name++) {
		char c = *name;

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		out[n++] = (char)((c >= 'a' && c <= 'z') ? c : '_');
	}
	out[n] = '\0';
}

/* One row for each framework, area and day: of several the one that counts. */
static void
add_row(struct reading *r, const struct row *new)
{
	for (size_t i = 0; i < r->count; i++) {
		struct row *old = &r->rows[i];

		if (strcmp(old->framework, new->framework) != 0 ||
		    strcmp(old->area, new->area) != 0 ||
		    date_compare(old->rating.on, new->rating.on) != 0)
			continue;
		if (register_rating_is_newer(&new->rating, &old->rating))
			old->rating = new->rating;
		return;
	}
	if (r->count < RATINGS_MOST)
		r->rows[r->count++] = *new;
	else
		fault(r, "ratings", "there are too many");
}

/* What a rating says and from whom, in the frame of a day. */
struct frame {
	const char *framework;
	struct date on;
	const char *inherited;
};

static void
add_rating(struct reading *r, const struct frame *frame, const char *area,
    const json_t *rating)
{
	const char *written = text_of(r, rating, "rating");
	struct row row = { .framework = frame->framework,
		.rating = { .on = frame->on, .inherited = frame->inherited } };
	enum register_word word;

	if (!written)
		return;
	word = register_grade_of(written, &row.rating.grade);
	if (word == REGISTER_UNKNOWN_WORD)
		fault(r, "rating", written);
	if (word != REGISTER_WORD)
		return;
	area_word(area, row.area);
	add_row(r, &row);
}

/* Each of the day of its own report, where it tells one. */
static void
add_key_questions(struct reading *r, const struct frame *frame,
    const json_t *rating)
{
	const json_t *list = json_object_get(rating, "keyQuestionRatings");
	const json_t *question;
	size_t i;

	json_array_foreach(list, i, question)
	{
		const char *name = text_of(r, question, "name");
		struct frame own = *frame;

		(void)date_of(r, question, "reportDate", &own.on);
		if (name)
			add_rating(r, &own, name, question);
	}
}

/* Where somebody else's id stands in a rating, it was that place's. */
static const char *
inherited_from(struct reading *r, const json_t *rating)
{
	const char *from = text_of(r, rating, "organisationId");
	char id[REGISTER_ID_BYTES];

	if (!from || !register_id(REGULATOR_CQC, from, id) ||
	    strcmp(id, r->id) == 0)
		return NULL;
	return arena_dup(r->arena, id);
}

static void
read_current(struct reading *r, const json_t *place)
{
	const json_t *current = json_object_get(place, "currentRatings");
	const json_t *overall = json_object_get(current, "overall");
	struct frame frame = { .framework = "ratings" };

	if (!json_is_object(overall) || !json_object_get(overall, "rating"))
		return;
	if (!date_of(r, overall, "reportDate", &frame.on) &&
	    !date_of(r, current, "reportDate", &frame.on)) {
		fault(r, "currentRatings", "a rating without a date");
		return;
	}
	frame.inherited = inherited_from(r, overall);
	add_rating(r, &frame, "overall", overall);
	add_key_questions(r, &frame, overall);
}

static void
read_historic(struct reading *r, const json_t *place)
{
	const json_t *list = json_object_get(place, "historicRatings"), *item;
	size_t i;

	json_array_foreach(list, i, item)
	{
		const json_t *overall = json_object_get(item, "overall");
		struct frame frame = { .framework = "ratings" };

		if (!json_is_object(overall) ||
		    !date_of(r, item, "reportDate", &frame.on))
			continue;
		frame.inherited = inherited_from(r, overall);
		add_rating(r, &frame, "overall", overall);
	}
}

static void
read_assessment(struct reading *r, const json_t *assessment)
{
	const json_t *groups =
	    json_object_get(json_object_get(assessment, "ratings"),
		"asgRatings");
	struct frame frame = { .framework = "assessment" };
	const json_t *group;
	size_t i;

	if (json_array_size(groups) == 0)
		return;
	if (!date_of(r, assessment, "assessmentPlanPublishedDateTime",
		&frame.on)) {
		fault(r, "assessment", "ratings without a date");
		return;
	}
	json_array_foreach(groups, i, group)
	{
		add_rating(r, &frame, "overall", group);
		add_key_questions(r, &frame, group);
	}
}

static json_t *
ratings(struct reading *r, const json_t *place)
{
	const json_t *list = json_object_get(place, "assessment"), *assessment;
	json_t *rows = json_array();
	size_t i;

	read_current(r, place);
	json_array_foreach(list, i, assessment) read_assessment(r, assessment);
	read_historic(r, place);
	for (i = 0; i < r->count; i++) {
		const struct row *row = &r->rows[i];
		const char *from = row->rating.inherited;

		json_array_append_new(rows,
		    json_pack("{sssssssssbss*}", "framework", row->framework,
			"area", row->area, "grade",
			register_grade_name(row->rating.grade), "rated_on",
			date_text(r->arena, row->rating.on), "inherited",
			from != NULL, "inherited_from", from));
	}
	return rows;
}

/* --------------------------------------------------------------- the place */

/* False if the answer does not say whether it is registered. */
static bool
read_state(struct reading *r, const json_t *place, enum register_state *out)
{
	const char *status = text_of(r, place, "registrationStatus");
	const char *dormant = text_of(r, place, "dormancy");

	if (!status || register_state_of(status, out) != REGISTER_WORD)
		return false;
	if (*out == REGISTER_STATE_REGISTERED && dormant && dormant[0] == 'Y')
		*out = REGISTER_STATE_DORMANT;
	return true;
}

static json_t *
predecessor(struct reading *r, const json_t *place)
{
	const json_t *list = json_object_get(place, "relationships"), *item;
	size_t i;

	json_array_foreach(list, i, item)
	{
		const char *type = text_of(r, item, "type");
		const char *id = text_of(r, item, "relatedLocationId");
		char key[REGISTER_ID_BYTES];

		if (type && strcmp(type, "HSCA Predecessor") == 0 && id &&
		    register_id(REGULATOR_CQC, id, key))
			return json_string(key);
	}
	return json_null();
}

static json_t *
facts(struct reading *r, const json_t *place)
{
	const json_t *list = json_object_get(place, "gacServiceTypes"), *item;
	const char *home = text_of(r, place, "careHome");
	json_t *services = json_array(), *all = json_object();
	size_t i;

	json_array_foreach(list, i, item)
	{
		const char *service = text_of(r, item, "description");

		if (service && i < FAULTS_MOST)
			json_array_append_new(services, json_string(service));
	}
	if (home)
		json_object_set_new(all, "care_home", json_string(home));
	json_object_set_new(all, "services", services);
	return all;
}

/* The members that are texts, and what they are called here. */
static void
set_texts(struct reading *r, const json_t *place, json_t *out)
{
	static const char *const names[][2] = {
		{ "name", "name" },
		{ "line_1", "postalAddressLine1" },
		{ "line_2", "postalAddressLine2" },
		{ "town", "postalAddressTownCity" },
		{ "postcode", "postalCode" },
		{ "type", "type" },
		{ "local_authority", "localAuthority" },
		{ "organisation_id", "providerId" },
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		json_object_set_new(out, names[i][0],
		    text_json(text_of(r, place, names[i][1])));
}

static bool
is_asked_for(struct reading *r, const json_t *place)
{
	const char *written = text_of(r, place, "locationId");
	char id[REGISTER_ID_BYTES];

	return written && register_id(REGULATOR_CQC, written, id) &&
	       strcmp(id, r->id) == 0;
}

const char *
cqc_read_place(struct arena *a, const char *id, const char *text, size_t length,
    struct cqc_place *out)
{
	struct reading *r = arena_zalloc(a, sizeof(*r));
	const json_t *place = read_object(a, text, length);
	json_t *made = keep(a, json_object());
	enum register_state state;

	r->arena = a;
	r->id = id;
	r->faults = keep(a, json_array());
	if (!place)
		return "the answer is no JSON object";
	if (!is_asked_for(r, place))
		return "the answer is about another place";
	if (!read_state(r, place, &state))
		return "the answer does not say whether it is registered";
	set_texts(r, place, made);
	json_object_set_new(made, "id", json_string(id));
	json_object_set_new(made, "state",
	    json_string(register_state_name(state)));
	json_object_set_new(made, "registered_on",
	    date_json(r, place, "registrationDate"));
	json_object_set_new(made, "ended_on",
	    date_json(r, place, "deregistrationDate"));
	json_object_set_new(made, "places", places(r, place));
	json_object_set_new(made, "predecessor_id", predecessor(r, place));
	json_object_set_new(made, "withheld", json_false());
	json_object_set_new(made, "facts", facts(r, place));
	json_object_set_new(made, "ratings", ratings(r, place));
	out->place = printed(a, made);
	out->faults = printed(a, r->faults);
	return NULL;
}
