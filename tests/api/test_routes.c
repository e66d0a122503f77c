/*
 * The table of routes keeps its own promises.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/api/arena_fixture.h"

#include <stdbool.h>
#include <string.h>

#include "api/route.h"
#include "api/schema.h"
#include "core/event.h"
#include "core/lifecycle.h"
#include "core/workflow.h"

/* True if all of it is so for every row; else the row is named. */
static void
check(const struct route *r, bool holds, const char *what)
{
	if (!holds)
		fail_msg("%s: %s", r->operation, what);
}

static bool
is_read(const struct route *r)
{
	return r->kind == KIND_READ || r->kind == KIND_LIST;
}

static bool
changes_a_thing(const struct route *r)
{
	return r->method == PUT || r->method == PATCH || r->method == DELETE;
}

static void
every_row_is_complete(void **state)
{
	const unsigned all = SIGNED_IN | PUBLIC;
	size_t i;

	(void)state;
	for (i = 0; i < routes_count; i++) {
		const struct route *r = &routes[i];

		check(r, r->path[0] == '/', "a path begins with /");
		check(r, r->who != 0 && (r->who & ~all) == 0, "who");
		check(r, r->handler != NULL || is_read(r),
		    "a read has a statement, the rest a handler");
		check(r, !is_read(r) || r->stmt != STMT__MAX, "statement");
		check(r,
		    (r->method == GET) ==
			(is_read(r) ||
			    (r->kind == KIND_PLAIN && r->method == GET)),
		    "a GET only reads");
	}
}

static void
what_asks_nobody_who_they_are_is_for_everybody(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < routes_count; i++)
		check(&routes[i],
		    routes[i].kind != KIND_PLAIN || routes[i].who == PUBLIC,
		    "KIND_PLAIN checks no session");
}

static void
whoever_changes_a_thing_holds_its_lock(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < routes_count; i++) {
		const struct route *r = &routes[i];

		if (!changes_a_thing(r) || (r->flags & ROUTE_NO_MATCH) != 0)
			continue;
		/* Or two with the same ETag would both succeed. */
		check(r, r->lock != LOCK_NONE || strstr(r->path, "bid") != NULL,
		    "a change needs a lock");
		check(r, r->stmt != STMT__MAX,
		    "If-Match needs something to be compared with");
	}
}

static void
flags_stand_where_they_mean_something(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < routes_count; i++) {
		const struct route *r = &routes[i];
		const unsigned f = r->flags;

		check(r, (f & ROUTE_CREATES) == 0 || r->method == PUT,
		    "only a PUT creates");
		check(r,
		    (f & (ROUTE_NEEDS_KEY | ROUTE_NO_KEY)) == 0 ||
			r->method == POST,
		    "only a POST has a key");
		check(r,
		    (f & (ROUTE_NEEDS_KEY | ROUTE_NO_KEY)) !=
			(ROUTE_NEEDS_KEY | ROUTE_NO_KEY),
		    "a key cannot be both");
		check(r,
		    (f & ROUTE_MAY_MATCH) == 0 ||
			(r->method == POST && r->kind == KIND_WRITE),
		    "only an act may have If-Match, where others must");
		check(r,
		    (f & ROUTE_MAY_MATCH) == 0 || route_judged(r) != STMT__MAX,
		    "If-Match needs something to be compared with");
		check(r,
		    (f & ROUTE_MAY_MATCH) == 0 || r->lock == LOCK_EXCLUSIVE,
		    "what is compared must stay until the act is done");
		check(r, (f & ROUTE_CACHEABLE) == 0 || (r->who & PUBLIC) != 0,
		    "only public pages are cached");
		check(r, (f & ROUTE_AFTER) == 0 || r->kind == KIND_LIST,
		    "only lists go on");
		check(r,
		    (f & ROUTE_LOGS_READ) == 0 || r->kind == KIND_READ ||
			r->kind == KIND_LIST,
		    "only a read is logged");
		check(r,
		    (f & ROUTE_LOGS_READ) == 0 || strchr(r->path, '{') != NULL,
		    "what is read has an id in its path");
	}
}

static void
no_operation_stands_twice(void **state)
{
	size_t i, j;

	(void)state;
	for (i = 0; i < routes_count; i++) {
		for (j = 0; j < i; j++) {
			check(&routes[i],
			    strcmp(routes[i].operation, routes[j].operation) !=
				0,
			    "operation stands twice");
			check(&routes[i],
			    routes[i].method != routes[j].method ||
				strcmp(routes[i].path, routes[j].path) != 0,
			    "method and path stand twice");
		}
	}
}

static void
every_operation_is_in_the_contract(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < routes_count; i++)
		check(&routes[i],
		    operation_schema_find(routes[i].operation) != NULL,
		    "not in openapi/");
}

/* The statements of a public route run as both roles. */
static void
public_statements_run_for_nobody_and_somebody(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < routes_count; i++) {
		const struct route *r = &routes[i];
		unsigned needed = 0;

		if (r->stmt == STMT__MAX)
			continue;
		if ((r->who & PUBLIC) != 0)
			needed |= DB_PUBLIC;
		/* A statement for the public alone is run as nobody. */
		if ((r->who & SIGNED_IN) != 0 &&
		    stmts[r->stmt].roles != DB_PUBLIC)
			needed |= DB_STAFF;
		check(r, (stmts[r->stmt].roles & needed) == needed,
		    "the statement is not prepared for who may call");
	}
}

static const struct route *
find(const char *operation)
{
	for (size_t i = 0; i < routes_count; i++) {
		if (strcmp(routes[i].operation, operation) == 0)
			return &routes[i];
	}
	return NULL;
}

/* The roles of all acts that an operation does. */
static unsigned
actors(const char *operation)
{
	unsigned who = 0;

	for (size_t i = 0; i < lifecycles_count; i++) {
		const struct lifecycle *l = lifecycles[i];

		for (size_t n = 0; n < l->acts_count; n++) {
			const struct transition *t = &l->acts[n];

			if (t->operation &&
			    strcmp(t->operation, operation) == 0)
				who |= 1U << t->role;
		}
	}
	return who;
}

/* Which acts may lack an operation stands in tests/lint/lifecycles_agree.py. */
static void
whoever_may_act_may_call_the_route_and_nobody_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < lifecycles_count; i++) {
		const struct lifecycle *l = lifecycles[i];

		for (size_t n = 0; n < l->acts_count; n++) {
			const char *operation = l->acts[n].operation;
			const struct route *r;

			if (!operation)
				continue;
			r = find(operation);
			if (!r)
				fail_msg("%s, %s: no route does %s", l->name,
				    l->acts[n].act, operation);
			else
				check(r, r->who == actors(operation),
				    "who may call and who may act differ");
			if (r)
				check(r, r->kind == KIND_WRITE,
				    "an act is a write");
		}
	}
}

static void
r017_whoever_is_responsible_for_a_step_can_do_it_and_nobody_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < workflow_count; i++) {
		const struct workflow_step *w = &workflow[i];
		const struct route *r = find(w->operation);

		if (!r)
			fail_msg("%s: no route does %s", w->step, w->operation);
		else
			check(r, r->who == w->responsible,
			    "who may call and who is responsible differ");
		/* One answers for it. */
		assert_true(w->accountable != 0);
		assert_int_equal(w->accountable & (w->accountable - 1), 0);
	}
}

/* Whether the path, with its braces, is one that can be read. */
static bool
can_be_read(const char *path)
{
	for (size_t i = 0; i < routes_count; i++) {
		const char *p = path, *r = routes[i].path;

		while (*p && *r && (*p == *r || (*p == '{' && *r == '{'))) {
			if (*p == '{') {
				p += strcspn(p, "}");
				r += strcspn(r, "}");
			}
			p++;
			r++;
		}
		if (is_read(&routes[i]) && *p == '\0' && *r == '\0')
			return true;
	}
	return false;
}

static void
every_notification_leads_to_what_can_be_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < event_kinds_count; i++) {
		if (!can_be_read(event_kinds[i].path))
			fail_msg("%s: nobody can read %s", event_kinds[i].type,
			    event_kinds[i].path);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_complete),
		cmocka_unit_test(
		    what_asks_nobody_who_they_are_is_for_everybody),
		cmocka_unit_test(whoever_changes_a_thing_holds_its_lock),
		cmocka_unit_test(flags_stand_where_they_mean_something),
		cmocka_unit_test(no_operation_stands_twice),
		cmocka_unit_test(every_operation_is_in_the_contract),
		cmocka_unit_test(
		    whoever_may_act_may_call_the_route_and_nobody_else),
		cmocka_unit_test(
		    r017_whoever_is_responsible_for_a_step_can_do_it_and_nobody_else),
		cmocka_unit_test(every_notification_leads_to_what_can_be_read),
		cmocka_unit_test(public_statements_run_for_nobody_and_somebody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
