/*
 * register_file.c - the published registers: their columns, by name.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cli/register_file.h"

#include <ctype.h>
#include <string.h>

/* ------------------------------------------------------------- the tables */

/* clang-format off */
static const struct register_column cqc_columns[] = {
	{ FIELD_ID, { "Location ID" }, true },
	{ FIELD_NAME, { "Location Name" }, true },
	{ FIELD_TYPE, { "Location Type/Sector" }, true },
	{ FIELD_REGISTERED, { "Location HSCA start date" }, true },
	{ FIELD_DORMANT, { "Dormant (Y/N)", "Dormant*" }, false },
	{ FIELD_PLACES, { "Care homes beds", "Care home*beds" }, true },
	{ FIELD_LINE_1, { "Location Street Address" }, false },
	{ FIELD_LINE_2, { "Location Address Line 2" }, false },
	{ FIELD_TOWN, { "Location City" }, false },
	{ FIELD_POSTCODE, { "Location Postal Code", "Location Postcode" }, true },
	{ FIELD_AUTHORITY, { "Location Local Authority" }, true },
	{ FIELD_ORGANISATION, { "Provider Name" }, true },
	{ FIELD_ORGANISATION_ID, { "Provider ID" }, true },
	{ FIELD_OWNERSHIP, { "Provider Ownership Type" }, true },
	{ FIELD_INHERITED, { "Inherited Rating (Y/N)", "Inherited Rating*" }, false },
};
static const struct register_area cqc_areas[] = {
	{ "ratings", "overall", { "Location Latest Overall Rating" }, { NULL }, true },
};

static const struct register_column care_columns[] = {
	{ FIELD_ID, { "URN" }, true },
	{ FIELD_TYPE, { "Provision type" }, true },
	{ FIELD_STATE, { "Registration status" }, true },
	{ FIELD_REGISTERED, { "Registration date" }, true },
	{ FIELD_ENDED, { "Date closed" }, false },
	{ FIELD_PLACES, { "Places" }, false },
	{ FIELD_NAME, { "Name" }, false },
	{ FIELD_LINE_1, { "Address 1" }, false },
	{ FIELD_TOWN, { "Town" }, false },
	{ FIELD_POSTCODE, { "Postcode" }, false },
	{ FIELD_AUTHORITY, { "Local authority" }, true },
	{ FIELD_ORGANISATION, { "Organisation which owns the provider", "Organisation name" }, false },
};
static const struct register_area care_areas[] = {
	{ "sccif", "overall", { "Overall experiences and progress of children and young people", "Overall experiences and progress*" }, { NULL }, true },
};

static const struct register_column state_columns[] = {
	{ FIELD_ID, { "URN" }, true },
	{ FIELD_NAME, { "School name" }, true },
	{ FIELD_TYPE, { "Type of education" }, true },
	{ FIELD_REGISTERED, { "School open date" }, false },
	{ FIELD_POSTCODE, { "Postcode" }, false },
	{ FIELD_AUTHORITY, { "Local authority" }, true },
	{ FIELD_ORGANISATION, { "Multi-academy trust name" }, false },
};
static const struct register_column independent_columns[] = {
	{ FIELD_ID, { "URN" }, true },
	{ FIELD_NAME, { "School name" }, false },
	{ FIELD_TYPE, { "Type of education", "School type" }, false },
	{ FIELD_POSTCODE, { "Postcode" }, false },
	{ FIELD_AUTHORITY, { "Local authority" }, false },
};
#define CARD(area, name, needed) \
	{ "report_card", area, { name, name " (where applicable)" }, \
	    { name "*date of grade" }, needed }
#define CARDS(needed) \
	CARD("safeguarding", "Safeguarding standards", needed), \
	CARD("inclusion", "Inclusion", needed), \
	CARD("curriculum_and_teaching", "Curriculum and teaching", needed), \
	CARD("achievement", "Achievement", needed), \
	CARD("attendance_and_behaviour", "Attendance and behaviour", needed), \
	CARD("personal_development", "Personal development and wellbeing", needed), \
	CARD("early_years", "Early years", false), \
	CARD("post_16", "Post-16 provision", false), \
	CARD("leadership_and_governance", "Leadership and governance", needed)
static const struct register_area state_areas[] = {
	CARDS(true),
	{ "oeif", "overall", { "Latest OEIF overall effectiveness" },
	    { "Latest OEIF*publication date*", "Latest OEIF*date*" }, false },
};
static const struct register_area independent_areas[] = {
	CARDS(false),
	{ "oeif", "overall", { "Overall effectiveness" },
	    { "Publication date", "First day of inspection" }, true },
};

static const struct register_column gias_columns[] = {
	{ FIELD_ID, { "URN" }, true },
	{ FIELD_NAME, { "EstablishmentName" }, true },
	{ FIELD_TYPE, { "TypeOfEstablishment (name)" }, true },
	{ FIELD_STATE, { "EstablishmentStatus (name)" }, true },
	{ FIELD_REGISTERED, { "OpenDate" }, true },
	{ FIELD_ENDED, { "CloseDate" }, true },
	{ FIELD_PLACES, { "SchoolCapacity" }, true },
	{ FIELD_LINE_1, { "Street" }, false },
	{ FIELD_LINE_2, { "Locality" }, false },
	{ FIELD_TOWN, { "Town" }, false },
	{ FIELD_POSTCODE, { "Postcode" }, true },
	{ FIELD_AUTHORITY, { "LA (name)" }, true },
	{ FIELD_ORGANISATION, { "Trusts (name)" }, false },
};

#define COUNTED(x) x, ARRAY_LEN(x)
static const struct register_file cqc_files[] = {
	{ REGISTER_SET_CQC_LOCATIONS, COUNTED(cqc_columns), COUNTED(cqc_areas),
	    { "Publication Date" }, "Service type - ", "services",
	    { { "care_home", "Care home?" } } },
};
static const struct register_file ofsted_files[] = {
	{ REGISTER_SET_OFSTED_SOCIAL_CARE, COUNTED(care_columns), COUNTED(care_areas),
	    { "Publication date", "Inspection date" }, NULL, NULL,
	    { { "sector", "Sector" } } },
	{ REGISTER_SET_OFSTED_STATE_SCHOOLS, COUNTED(state_columns), COUNTED(state_areas),
	    { "Publication date" }, NULL, NULL,
	    { { "phase", "Ofsted phase" }, { "concern", "Category of concern" } } },
	{ REGISTER_SET_OFSTED_INDEPENDENT_SCHOOLS, COUNTED(independent_columns), COUNTED(independent_areas),
	    { "Publication date", "First day of inspection" }, NULL, NULL,
	    { { NULL, NULL } } },
};
static const struct register_file dfe_files[] = {
	{ REGISTER_SET_GIAS, COUNTED(gias_columns), NULL, 0, { NULL }, NULL, NULL,
	    { { "section_41_approved", "Section41Approved (name)" },
	      { "age_from", "StatutoryLowAge" },
	      { "age_to", "StatutoryHighAge" },
	      { "boarders", "Boarders (name)" },
	      { "inspectorate", "InspectorateName (name)" },
	      { "sen_primary", "SEN1 (name)" },
	      { "ukprn", "UKPRN" } } },
};
/* clang-format on */

const struct register_file *
register_files(enum regulator regulator, size_t *count)
{
	static const struct {
		const struct register_file *files;
		size_t count;
	} all[REGULATOR__MAX] = {
		[REGULATOR_CQC] = { COUNTED(cqc_files) },
		[REGULATOR_OFSTED] = { COUNTED(ofsted_files) },
		[REGULATOR_DFE] = { COUNTED(dfe_files) },
	};

	*count = all[regulator].count;
	return all[regulator].files;
}

/* ------------------------------------------------------------- the patterns */

/* The next sign that counts: a small letter, a digit, punctuation. */
static char
next_sign(const char **s)
{
	while (isspace((unsigned char)**s))
		(*s)++;
	return (char)tolower((unsigned char)**s);
}

bool
register_matches(const char *pattern, const char *text)
{
	const char *star = NULL, *again = NULL;

	for (;;) {
		char wanted = next_sign(&pattern), there = next_sign(&text);

		if (wanted == '*') {
			star = ++pattern;
			again = text;
		} else if (wanted == there && there == '\0') {
			return true;
		} else if (wanted == there) {
			pattern++;
			text++;
		} else if (star && *again) {
			pattern = star;
			text = ++again;
		} else {
			return false;
		}
	}
}

/* The column that the first of the patterns names which names one. */
static size_t
find(const char *const names[2], char **fields, size_t count)
{
	for (int n = 0; n < 2 && names[n]; n++) {
		for (size_t i = 0; i < count; i++) {
			if (register_matches(names[n], fields[i]))
				return i;
		}
	}
	return count;
}

/* ------------------------------------------------------------- the header */

/* Adds the first of the names to the list if none of them is there. */
static void
note_missing(struct arena *a, const char *const names[2], char **fields,
    size_t count, const char **list)
{
	if (find(names, fields, count) == count)
		*list = arena_printf(a, "%s%s%s", *list, **list ? ", " : "",
		    names[0]);
}

const char *
register_missing(struct arena *a, const struct register_file *file,
    char **fields, size_t count)
{
	const char *list = "";

	for (size_t i = 0; i < file->columns_count; i++) {
		if (file->columns[i].needed)
			note_missing(a, file->columns[i].names, fields, count,
			    &list);
	}
	for (size_t i = 0; i < file->areas_count; i++) {
		if (file->areas[i].needed)
			note_missing(a, file->areas[i].names, fields, count,
			    &list);
	}
	if (file->dates[0])
		note_missing(a, file->dates, fields, count, &list);
	return list;
}

static size_t
count_missing(const struct register_file *file, char **fields, size_t count)
{
	size_t missing = 0;

	for (size_t i = 0; i < file->columns_count; i++)
		missing += file->columns[i].needed &&
			   find(file->columns[i].names, fields, count) == count;
	for (size_t i = 0; i < file->areas_count; i++)
		missing += file->areas[i].needed &&
			   find(file->areas[i].names, fields, count) == count;
	return missing +
	       (file->dates[0] && find(file->dates, fields, count) == count);
}

bool
register_has_key(const struct register_file *file, char **fields, size_t count)
{
	return find(file->columns[0].names, fields, count) < count;
}

static void
place_all(struct register_places *p, char **fields, size_t count)
{
	const struct register_file *f = p->file;

	for (int i = 0; i < FIELD__MAX; i++)
		p->field[i] = count;
	for (size_t i = 0; i < f->columns_count; i++)
		p->field[f->columns[i].field] =
		    find(f->columns[i].names, fields, count);
	for (size_t i = 0; i < f->areas_count; i++) {
		p->grade[i] = find(f->areas[i].names, fields, count);
		p->graded[i] = find(f->areas[i].dates, fields, count);
	}
	p->published = find(f->dates, fields, count);
	for (size_t i = 0; i < REGISTER_FACTS; i++)
		p->fact[i] = find((const char *const[2]){ f->facts[i].name },
		    fields, count);
}

bool
register_header(struct arena *a, const struct register_file *file,
    char **fields, size_t count, struct register_places *out, size_t *missing)
{
	size_t n = count_missing(file, fields, count);

	if (missing)
		*missing = n;
	if (n > 0)
		return false;
	*out = (struct register_places){ .file = file, .columns = count };
	place_all(out, fields, count);
	out->header = arena_zalloc_array(a, count + 1, sizeof(*out->header));
	for (size_t i = 0; i < count; i++)
		out->header[i] = arena_dup(a, fields[i]);
	return true;
}
