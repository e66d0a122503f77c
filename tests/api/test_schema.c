/*
 * Which bodies and query strings are refused, and in which words.
 *
 * The schemas here are small and made for the purpose; that the real tables
 * match openapi/ is the business of the generator and of tests/http.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <regex.h>
#include <stdio.h>
#include <string.h>

#include "api/decimal.h"
#include "api/faults.h"
#include "api/openapi.h"
#include "api/schema.gen.h"
#include "api/schema.h"
#include "core/compiler.h"

static int
setup(void **state)
{
	*state = arena_new(64 << 20);
	return 0;
}

static int
teardown(void **state)
{
	arena_free(*state);
	return 0;
}

static const struct schema line = {
	.types = SCHEMA_STRING,
	.least = 1,
	.most = 10,
	.format = FORMAT_LINE,
};
static const struct schema note = {
	.types = SCHEMA_STRING,
	.least = 0,
	.most = 10,
	.format = FORMAT_PROSE,
};
static const struct schema mark = {
	.types = SCHEMA_INTEGER,
	.least = 1,
	.most = 20,
};
static const struct schema pence = {
	.types = SCHEMA_INTEGER | SCHEMA_NULL,
	.least = 0,
	.most = 10000000000,
};
static const struct schema percent = {
	.types = SCHEMA_NUMBER,
	.least = 0,
	.most = 9999,
	.decimals = 2,
};
static const struct schema met = { .types = SCHEMA_BOOLEAN };
static const struct schema accepted = {
	.types = SCHEMA_BOOLEAN,
	.flags = SCHEMA_TRUE,
};
static const struct schema never = {
	.types = SCHEMA_BOOLEAN,
	.flags = SCHEMA_FALSE,
};
static const char *const unit_words[] = { "week", "month", "year" };
static const struct schema unit = {
	.types = SCHEMA_STRING,
	.words = unit_words,
	.words_count = ARRAY_LEN(unit_words),
};
static const char *const only[] = { "partner" };
static const struct schema partner = {
	.types = SCHEMA_STRING | SCHEMA_NULL,
	.words = only,
	.words_count = 1,
};
static const struct schema pair_of_marks = {
	.types = SCHEMA_ARRAY,
	.flags = SCHEMA_UNIQUE,
	.least = 1,
	.most = 3,
	.items = &mark,
};
static const struct member need_members[] = {
	{ "code", &line, true },
	{ "mark", &mark, true },
	{ "a/b~c d", &mark, false },
};
static const struct schema need = {
	.types = SCHEMA_OBJECT,
	.most = 3,
	.members = need_members,
	.members_count = ARRAY_LEN(need_members),
};
static const struct schema needs = {
	.types = SCHEMA_ARRAY,
	.least = 0,
	.most = 200,
	.items = &need,
};
static const struct schema short_name = {
	.types = SCHEMA_STRING,
	.least = 2,
	.most = 5,
	.format = FORMAT_LINE,
};
static const struct schema heads = {
	.types = SCHEMA_OBJECT,
	.least = 1,
	.most = 2,
	.others = &mark,
	.names = &short_name,
};
static const struct member referral_members[] = {
	{ "title", &line, true },
	{ "needs", &needs, false },
	{ "heads", &heads, false },
	{ "budget_pence", &pence, false },
};
static const struct schema referral = {
	.types = SCHEMA_OBJECT,
	.least = 1,
	.most = 4,
	.members = referral_members,
	.members_count = ARRAY_LEN(referral_members),
};

/* One body and all that is said of it, a line for each fault. */
struct check_case {
	const struct schema *schema;
	const char *json;
	const char *faults; /* "" if there is nothing to say */
};

static const struct check_case cases[] = {
	{ &referral, "{\"title\":\"x\"}", "" },
	{ &referral, "[]", "# This must be an object.\n" },
	{ &referral, "{}",
	    "# This must have at least 1 member.\n"
	    "#/title This is required.\n" },
	{ &referral, "{\"title\":\"x\",\"budget_pence\":null}", "" },
	{ &referral, "{\"titel\":\"x\"}",
	    "#/title This is required.\n"
	    "#/titel There is no member called 'titel' here.\n" },
	{ &referral,
	    "{\"title\":\"x\",\"needs\":[{\"code\":\"a\",\"mark\":1},"
	    "{\"code\":\"\",\"mark\":0}]}",
	    "#/needs/1/code This must not be empty.\n"
	    "#/needs/1/mark This must be at least 1.\n" },
	{ &referral, "{\"title\":\"x\",\"heads\":{\"ab\":1,\"c\":2}}",
	    "#/heads/c The name of this member: "
	    "This must have at least 2 characters.\n" },
	{ &referral, "{\"title\":\"x\",\"heads\":{\"ab\":21}}",
	    "#/heads/ab This must be at most 20.\n" },
	{ &referral, "{\"title\":\"x\",\"heads\":{}}",
	    "#/heads This must have at least 1 member.\n" },
	{ &referral,
	    "{\"title\":\"x\",\"heads\":{\"aa\":99,\"bb\":1,\"cc\":1}}",
	    "#/heads This must have at most 2 members.\n" },
	/* A pointer is a URI fragment. */
	{ &need, "{\"code\":\"a\",\"mark\":1,\"a/b~c d\":0}",
	    "#/a~1b~0c%20d This must be at least 1.\n" },
	{ &need, "{\"code\":\"a\",\"mark\":1,\"\xc3\xa9\":0}",
	    "#/%C3%A9 There is no member called '\xc3\xa9' here.\n" },
	/* What cannot be shown is not repeated. */
	{ &need, "{\"code\":\"a\",\"mark\":1,\"\\u202e\":0}",
	    "# There is a member here with a name we do not know.\n" },
	{ &need, "{\"code\":\"a\",\"mark\":1,\"\":0}",
	    "# There is a member here with a name we do not know.\n" },
	/* Whole numbers are written as such. */
	{ &mark, "12", "" },
	{ &mark, "12.0",
	    "# This must be a whole number, written in digits only.\n" },
	{ &mark, "1e1",
	    "# This must be a whole number, written in digits only.\n" },
	{ &mark, "\"12\"",
	    "# This must be a whole number, written in digits only.\n" },
	{ &mark, "21", "# This must be at most 20.\n" },
	{ &mark, "4294967297", "# This must be at most 20.\n" },
	{ &mark, "-2147483649", "# This must be at least 1.\n" },
	{ &pence, "10000000000", "" },
	{ &pence, "10000000001", "# This must be at most 10000000000.\n" },
	{ &pence, "0.1",
	    "# This must be a whole number, written in digits only, or "
	    "null.\n" },
	/* Decimals are judged by their digits. */
	{ &percent, "0", "" },
	{ &percent, "10.00", "" },
	{ &percent, "0.07", "" },
	{ &percent, "99.99", "" },
	{ &percent, "1.13e1", "" },
	{ &percent, "-0.0", "" },
	{ &percent, "100", "# This must be at most 99.99.\n" },
	{ &percent, "99.999", "# This may have at most 2 decimals.\n" },
	{ &percent, "7.505", "# This may have at most 2 decimals.\n" },
	{ &percent, "1e-300", "# This may have at most 2 decimals.\n" },
	{ &percent, "-0.01", "# This must be at least 0.\n" },
	{ &percent, "1e300", "# This must be at most 99.99.\n" },
	{ &percent, "-1e300", "# This must be at least 0.\n" },
	{ &percent, "9007199254740993", "# This must be at most 99.99.\n" },
	{ &percent, "true", "# This must be a number.\n" },
	/* True and false. */
	{ &met, "false", "" },
	{ &met, "1", "# This must be true or false.\n" },
	{ &accepted, "true", "" },
	{ &accepted, "false", "# This must be true.\n" },
	{ &never, "true", "# This must be false.\n" },
	/* Closed lists. */
	{ &unit, "\"week\"", "" },
	{ &unit, "\"Week\"", "# This must be one of: week, month, year.\n" },
	{ &unit, "null", "# This must be text.\n" },
	{ &partner, "null", "" },
	{ &partner, "\"x\"", "# This must be 'partner'.\n" },
	/* Lists. */
	{ &pair_of_marks, "[1,2]", "" },
	{ &pair_of_marks, "[]", "# This list must have at least 1 item.\n" },
	{ &pair_of_marks, "[1,2,1]", "#/2 This stands in the list already.\n" },
	{ &pair_of_marks, "[99,2,3,4]",
	    "# This list must have at most 3 items.\n" },
	{ &pair_of_marks, "{}", "# This must be a list.\n" },
	/* Text is counted in characters, not in bytes. */
	{ &line, "\"0123456789\"", "" },
	{ &line,
	    "\"\xf0\x9f\x8f\xa0\xf0\x9f\x8f\xa0\xf0\x9f\x8f\xa0"
	    "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\"",
	    "" },
	{ &line, "\"01234567890\"",
	    "# This must have at most 10 characters.\n" },
	{ &line, "\"\"", "# This must not be empty.\n" },
	{ &line, "7", "# This must be text.\n" },
	{ &note, "\"\"", "" },
	{ &note, "\"a\\n\\tb\"", "" },
};

static const char *
said(struct arena *a, const struct err *e)
{
	const char *text = "";

	for (; e; e = e->next) {
		assert_int_equal(e->kind, ERR_INVALID);
		text = arena_printf(a, "%s%s %s\n", text,
		    e->pointer ? e->pointer : e->parameter, e->detail);
	}
	return text;
}

static json_t *
parsed(struct arena *a, const char *text)
{
	json_t *value =
	    json_loads(text, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);

	assert_non_null(value);
	arena_defer(a, (void (*)(void *))json_delete, value);
	return value;
}

static void
every_fault_of_a_body_is_found_and_named(void **state)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		json_t *value = json_loads(cases[i].json,
		    JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);
		struct err *e;

		assert_non_null(value);
		e = schema_check(*state, cases[i].schema, value);
		if (strcmp(said(*state, e), cases[i].faults) != 0)
			print_message("%s\n", cases[i].json);
		assert_string_equal(said(*state, e), cases[i].faults);
		json_decref(value);
	}
}

/* NOLINTBEGIN(misc-misleading-bidirectional): that is what is refused. */
static const struct {
	const char *text;
	enum text_format format;
	bool matches;
} formats[] = {
	{ "\x01", FORMAT_NONE, true },
	{ "", FORMAT_LINE, true },
	{ "Ash & Elm <b>", FORMAT_LINE, true },
	{ "=cmd|' /C calc'!A0", FORMAT_LINE, true },
	{ " ", FORMAT_LINE, false },
	{ "\xc2\xa0\xe2\x80\x8b\xef\xbb\xbf", FORMAT_LINE, false },
	{ "a\nb", FORMAT_LINE, false },
	{ "a\rb", FORMAT_LINE, false },
	{ "a\tb", FORMAT_LINE, false },
	{ "a\x7f", FORMAT_LINE, false },
	{ "a\xc2\x85", FORMAT_LINE, false },     /* U+0085 */
	{ "a\xe2\x80\xa8", FORMAT_LINE, false }, /* U+2028 */
	{ "a\xe2\x80\xa9", FORMAT_LINE, false }, /* U+2029 */
	{ "a\xe2\x80\xaa", FORMAT_LINE, false }, /* U+202A */
	{ "a\xe2\x80\xae", FORMAT_LINE, false }, /* U+202E */
	{ "a\xe2\x81\xa6", FORMAT_LINE, false }, /* U+2066 */
	{ "a\xe2\x81\xa9", FORMAT_LINE, false }, /* U+2069 */
	{ "a\xe2\x81\xaa", FORMAT_LINE, true },  /* U+206A */
	{ "\xf0\x9f\x98\x80", FORMAT_LINE, true },
	{ "a\n\tb", FORMAT_PROSE, true },
	{ "\n\t ", FORMAT_PROSE, false },
	{ "a\r\nb", FORMAT_PROSE, false },
	{ "a\xe2\x80\xae", FORMAT_PROSE, false },
	{ "8e03978e-40d5-43e8-bc93-6894a57f9324", FORMAT_UUID, true },
	{ "8E03978E-40d5-43e8-bc93-6894a57f9324", FORMAT_UUID, false },
	{ "8e03978e-40d5-43e8-bc93-6894a57f932", FORMAT_UUID, false },
	{ "8e03978e-40d5-43e8-bc93-6894a57f93244", FORMAT_UUID, false },
	{ "8e03978e040d5-43e8-bc93-6894a57f9324", FORMAT_UUID, false },
	{ "", FORMAT_UUID, false },
	{ "2028-02-29", FORMAT_DATE, true },
	{ "2000-02-29", FORMAT_DATE, true },
	{ "2100-02-29", FORMAT_DATE, false },
	{ "2026-02-29", FORMAT_DATE, false },
	{ "2026-04-31", FORMAT_DATE, false },
	{ "2026-13-01", FORMAT_DATE, false },
	{ "2026-00-01", FORMAT_DATE, false },
	{ "2026-01-00", FORMAT_DATE, false },
	{ "1899-12-31", FORMAT_DATE, false },
	{ "9999-12-31", FORMAT_DATE, true },
	{ "2026-1-01", FORMAT_DATE, false },
	{ "2026-01-01 ", FORMAT_DATE, false },
	{ "20260101", FORMAT_DATE, false },
	{ "2026-11-24T12:00:00Z", FORMAT_DATE_TIME, true },
	{ "2026-11-24T23:59:59.123456Z", FORMAT_DATE_TIME, true },
	{ "2026-11-24T23:59:59.1234567Z", FORMAT_DATE_TIME, false },
	{ "2026-11-24T23:59:59.Z", FORMAT_DATE_TIME, false },
	{ "2026-11-24T23:59:60Z", FORMAT_DATE_TIME, false },
	{ "2026-11-24T24:00:00Z", FORMAT_DATE_TIME, false },
	{ "2026-11-24T12:60:00Z", FORMAT_DATE_TIME, false },
	{ "2026-11-24T12:00:00+00:00", FORMAT_DATE_TIME, false },
	{ "2026-11-24T12:00:00z", FORMAT_DATE_TIME, false },
	{ "2026-11-24 12:00:00Z", FORMAT_DATE_TIME, false },
	{ "2026-11-31T12:00:00Z", FORMAT_DATE_TIME, false },
	{ "2026-11-24T12:00Z", FORMAT_DATE_TIME, false },
	{ "2026-11-24", FORMAT_DATE_TIME, false },
	{ "a.b+c@x-y.example", FORMAT_EMAIL, true },
	{ "a@b", FORMAT_EMAIL, false },
	{ "a@b..example", FORMAT_EMAIL, false },
	{ "a@-b.example", FORMAT_EMAIL, false },
	{ "a@b-.example", FORMAT_EMAIL, false },
	{ "a@b.example.", FORMAT_EMAIL, false },
	{ "a@@b.example", FORMAT_EMAIL, false },
	{ ".a@b.example", FORMAT_EMAIL, false },
	{ "a.@b.example", FORMAT_EMAIL, false },
	{ "a..c@b.example", FORMAT_EMAIL, false },
	{ "@b.example", FORMAT_EMAIL, false },
	{ "a b@c.example", FORMAT_EMAIL, false },
	{ "a\n@c.example", FORMAT_EMAIL, false },
	{ "a@c\xc3\xa9.example", FORMAT_EMAIL, false },
	{ "", FORMAT_EMAIL, false },
	{ "BN1 1AA", FORMAT_POSTCODE, true },
	{ "bn11aa", FORMAT_POSTCODE, true },
	{ " OX14 PR ", FORMAT_POSTCODE, true },
	{ "OX1 4PR", FORMAT_POSTCODE, true },
	{ "W1A 0AX", FORMAT_POSTCODE, true },
	{ "EC1A 1BB", FORMAT_POSTCODE, true },
	{ "M1 1AE", FORMAT_POSTCODE, true },
	{ "BN11 1AA", FORMAT_POSTCODE, true },
	{ "BNN1 1AA", FORMAT_POSTCODE, false },
	{ "BN111 1AA", FORMAT_POSTCODE, false },
	{ "BN1 A1A", FORMAT_POSTCODE, false },
	{ "BN1", FORMAT_POSTCODE, false },
	{ "1AA BN1", FORMAT_POSTCODE, false },
	{ "BN1\t1AA", FORMAT_POSTCODE, false },
	{ "BN1-1AA", FORMAT_POSTCODE, false },
	{ "", FORMAT_POSTCODE, false },
	{ "https://home.example/a?b=c#d", FORMAT_URI, true },
	{ "http://home.example", FORMAT_URI, true },
	{ "javascript:alert(1)", FORMAT_URI, false },
	{ "https://", FORMAT_URI, false },
	{ "https:///x", FORMAT_URI, false },
	{ "https://a b", FORMAT_URI, false },
	{ "https://a\"onload=", FORMAT_URI, false },
	{ "ftp://a", FORMAT_URI, false },
};
/* NOLINTEND(misc-misleading-bidirectional) */

static void
a_format_is_known_in_full_or_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
		if (format_matches(formats[i].format, formats[i].text) !=
		    formats[i].matches)
			fail_msg("'%s' (format %d) should%s match",
			    formats[i].text, (int)formats[i].format,
			    formats[i].matches ? "" : " not");
	}
	for (int f = FORMAT_LINE; f < FORMAT__MAX; f++)
		assert_true(strlen(format_fault((enum text_format)f)) > 20);
}

static void
a_pattern_is_checked_and_its_own_sentence_said(void **state)
{
	struct schema code = {
		.types = SCHEMA_STRING,
		.least = 1,
		.most = 40,
	};
	json_t *good = parsed(*state, "\"sen-day\"");
	json_t *bad = parsed(*state, "\"SEN day\"");

	for (size_t i = 0; schema_patterns[i] && !code.pattern; i++) {
		if (strcmp(schema_patterns[i], "^[a-z0-9]+(-[a-z0-9]+)*$") == 0)
			code.pattern = i + 1;
	}
	assert_int_not_equal(code.pattern, 0);
	assert_null(schema_check(*state, &code, good));
	assert_string_equal(said(*state, schema_check(*state, &code, bad)),
	    "# This is not written in the expected form.\n");
	code.fault = "Use small letters.";
	assert_string_equal(said(*state, schema_check(*state, &code, bad)),
	    "# Use small letters.\n");
}

static void
after_a_hundred_and_one_faults_it_stops(void **state)
{
	const char *text = "";
	const struct err *e;
	int count = 0;

	for (int i = 0; i < 150; i++)
		text = arena_printf(*state, "%s%s0", text, i ? "," : "");
	text = arena_printf(*state, "{\"title\":\"x\",\"needs\":[%s]}", text);
	e = schema_check(*state, &referral, parsed(*state, text));
	for (; e; e = e->next)
		count++;
	assert_int_equal(count, FAULTS_MAX);
}

static void
a_very_long_name_does_not_come_back(void **state)
{
	const char *text = "aaaaaaaaaa";
	struct err *e;

	for (int i = 0; i < 10; i++)
		text = arena_printf(*state, "%s%s", text, text);
	e = schema_check(*state, &need,
	    parsed(*state, arena_printf(*state,
			       "{\"code\":\"a\",\"mark\":1,\"%s\":0}", text)));
	assert_string_equal(said(*state, e),
	    "# There is a member here with a name we do not know.\n");

	e = schema_check(*state, &heads,
	    parsed(*state, arena_printf(*state, "{\"%s\":0}", text)));
	assert_string_equal(said(*state, e), "# A name in here is too long.\n");
}

static const struct query_param params[] = {
	{ "limit", &mark, false },
	{ "state", &unit, false },
	{ "q", &line, true },
	{ "all", &met, false },
};
static const struct operation_schema listing = {
	.operation = "listThings",
	.query = params,
	.query_count = ARRAY_LEN(params),
};

static const struct {
	struct query_pair pairs[3];
	const char *faults;
} queries[] = {
	{ { { "q", "x" } }, "" },
	{ { { "q", "x" }, { "limit", "20" }, { "state", "week" } }, "" },
	{ { { "q", "x" }, { "all", "true" } }, "" },
	{ { { "limit", "1" } }, "q This is required.\n" },
	{ { { "q", "" } }, "q This is required.\n" },
	{ { { "q", "x" }, { "limit", "" }, { "state", "" } }, "" },
	{ { { "q", "x" }, { "Limit", "" } },
	    "Limit There is no such parameter here.\n" },
	{ { { "q", "x" }, { "q", "y" } }, "q This is given more than once.\n" },
	{ { { "q", "x" }, { "Limit", "1" } },
	    "Limit There is no such parameter here.\n" },
	{ { { "q", "x" }, { "a\nb", "1" } },
	    " There is no such parameter here.\n" },
	{ { { "q", "x" }, { "limit", "0" } },
	    "limit This must be at least 1.\n" },
	{ { { "q", "x" }, { "limit", "21" } },
	    "limit This must be at most 20.\n" },
	{ { { "q", "x" }, { "limit", "-5" } },
	    "limit This must be at least 1.\n" },
	{ { { "q", "x" }, { "all", "1" } },
	    "all This must be true or false.\n" },
	{ { { "q", "\xff" } }, "q This is not UTF-8.\n" },
	{ { { "state", "day" }, { "limit", "x" } },
	    "state This must be one of: week, month, year.\n"
	    "limit This must be a whole number, written in digits only.\n"
	    "q This is required.\n" },
};

static const char *const not_integers[] = { "+1", " 1", "1 ", "01", "1.0",
	"1e1", "0x1", "-", "--1", "-0", "1,5", "99999999999999999999",
	"\xef\xbc\x91" };

static void
every_fault_of_a_query_is_found_and_named(void **state)
{
	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		size_t count = 0;

		while (count < 3 && queries[i].pairs[count].name)
			count++;
		assert_string_equal(said(*state, query_check(*state, &listing,
						     queries[i].pairs, count)),
		    queries[i].faults);
	}
	for (size_t i = 0; i < ARRAY_LEN(not_integers); i++) {
		const struct query_pair pairs[] = { { "q", "x" },
			{ "limit", not_integers[i] } };

		assert_string_equal(said(*state, query_check(*state, &listing,
						     pairs, 2)),
		    "limit This must be a whole number, "
		    "written in digits only.\n");
	}
}

static void
decimals_are_read_and_written_exactly(void **state)
{
	static const struct {
		double value;
		int decimals;
		int64_t units; /* -1: refused */
		const char *text;
	} numbers[] = {
		{ 0.0, 2, 0, "0" },
		{ 12.5, 2, 1250, "12.50" },
		{ 0.07, 2, 7, "0.07" },
		{ 7.1, 2, 710, "7.10" },
		{ 12.0, 2, 1200, "12" },
		{ 1e14, 0, 100000000000000, "100000000000000" },
		{ 123456789012345.0, 2, 12345678901234500, "123456789012345" },
		{ 83.2, 4, 832000, "83.2000" },
		{ 1e17, 2, -1, NULL },
		{ 0.001, 2, -1, NULL },
		{ 0.1 + 0.2, 2, -1, NULL },
	};
	int64_t units;

	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		const int decimals = numbers[i].decimals;
		bool fits = decimal_units(numbers[i].value, decimals, &units);

		assert_int_equal(fits, numbers[i].units >= 0);
		if (!fits)
			continue;
		assert_int_equal(units, numbers[i].units);
		assert_string_equal(decimal_text(*state, units, decimals),
		    numbers[i].text);
	}
	assert_string_equal(decimal_text(*state, -150, 2), "-1.50");
}

static void
the_generated_tables_are_sorted_and_their_patterns_compile(void **state)
{
	(void)state;
	for (size_t i = 0; i < operation_schemas_count; i++) {
		const char *name = operation_schemas[i].operation;

		assert_ptr_equal(operation_schema_find(name),
		    &operation_schemas[i]);
		if (i)
			assert_true(strcmp(operation_schemas[i - 1].operation,
					name) < 0);
	}
	for (size_t i = 0; schema_patterns[i]; i++) {
		regex_t pattern;

		assert_int_equal(regcomp(&pattern, schema_patterns[i],
				     REG_EXTENDED),
		    0);
		regfree(&pattern);
	}
	assert_null(operation_schema_find("createNothing"));
	assert_null(operation_schema_find(""));
}

static void
a_person_is_added_as_the_contract_says(void **state)
{
	const struct operation_schema *op = operation_schema_find("createUser");
	const struct err *e;

	assert_non_null(op);
	assert_true(op->body_required);
	assert_null(schema_check(*state, op->body,
	    parsed(*state,
		"{\"name\":\"Priya Nair\",\"email\":\"p@westmoor.example\","
		"\"password\":\"correct horse battery\"}")));
	e = schema_check(*state, op->body,
	    parsed(*state,
		"{\"name\":\"\\u202e\",\"email\":\"p\",\"role\":\"boss\","
		"\"password\":\"short\",\"admin\":true}"));
	assert_string_equal(said(*state, e),
	    "#/name This must be one line of text that can be seen, without "
	    "control characters.\n"
	    "#/email This must be an e-mail address, such as "
	    "name@council.example.\n"
	    "#/role This must be one of: lead, council, provider, auditor, "
	    "portal.\n"
	    "#/password This must have at least 10 characters.\n"
	    "#/admin There is no member called 'admin' here.\n");
}

static void
the_document_is_json_and_knows_this_path(void **state)
{
	json_t *document;
	const json_t *paths;

	(void)state;
	document = json_loadb(openapi_json, openapi_json_len,
	    JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(document);
	assert_int_equal(openapi_json[openapi_json_len], '\0');
	paths = json_object_get(document, "paths");
	assert_non_null(json_object_get(paths, "/v1/openapi.json"));
	json_decref(document);
}

/* For tests/lint/schema_agrees.py: reads lines of "<operationId> <body>" and
 * answers each with 1 if the body is welcome and 0 if not. */
static int
answer_lines(void)
{
	static char text[1 << 20];

	while (fgets(text, sizeof(text), stdin)) {
		char *json = strchr(text, ' ');
		const struct operation_schema *op;
		struct arena *a = arena_new(64 << 20);
		json_t *body;

		assert_non_null(json);
		*json++ = '\0';
		op = operation_schema_find(text);
		assert_non_null(op);
		body = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
		(void)puts(
		    body && !schema_check(a, op->body, body) ? "1" : "0");
		json_decref(body);
		arena_free(a);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(every_fault_of_a_body_is_found_and_named),
		T(a_format_is_known_in_full_or_refused),
		T(a_pattern_is_checked_and_its_own_sentence_said),
		T(after_a_hundred_and_one_faults_it_stops),
		T(a_very_long_name_does_not_come_back),
		T(every_fault_of_a_query_is_found_and_named),
		T(decimals_are_read_and_written_exactly),
		T(the_generated_tables_are_sorted_and_their_patterns_compile),
		T(a_person_is_added_as_the_contract_says),
		T(the_document_is_json_and_knows_this_path),
	};

	if (argc > 1 && strcmp(argv[1], "--answer") == 0)
		return answer_lines();
	return cmocka_run_group_tests_name("schema", tests, NULL, NULL);
}
