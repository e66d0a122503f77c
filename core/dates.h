/*
 * dates.h - days of the calendar, without a clock.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Dates are proleptic Gregorian, years 1..9999.  Instants are microseconds
 * since 1970-01-01T00:00:00Z.
 */
#ifndef CORE_DATES_H
#define CORE_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

struct date {
	int year, month, day; /* month and day from 1 */
};

bool date_is_valid(struct date d);

/* Below 0, 0 or above 0 as x is before, on or after y. */
int date_compare(struct date x, struct date y);

/* Days since 1970-01-01, and back. */
int64_t date_to_days(struct date d);
struct date date_from_days(int64_t days);

/* True and *out if text is a valid "YYYY-MM-DD"; else, as with NULL, *out is
 * untouched. */
bool date_parse(const char *text, struct date *out);

/* "YYYY-MM-DD" in the arena; date_words: "12 March 2027", for a sentence. */
MUST_CHECK const char *date_text(struct arena *a, struct date d);
MUST_CHECK const char *date_words(struct arena *a, struct date d);

struct date date_month_end(int year, int month);

/* The date in Europe/London at an instant: an hour ahead of UTC from 01:00 UTC
 * on the last Sunday of March until 01:00 UTC on the last Sunday of October
 * (Summer Time Order 2002, SI 2002/262). */
struct date date_in_london(int64_t instant);

/*
 * The instant of a time of day in Europe/London, seconds 0..86399 after
 * midnight as a clock on the wall shows it.  False, *out untouched, for one
 * that no clock shows: in March an hour is left out.  In October an hour comes
 * twice; the later one is meant, so that a deadline is never too early.
 */
bool instant_in_london(struct date day, int seconds, int64_t *out);

/* True and *day, *seconds if text is a valid "YYYY-MM-DDTHH:MM:SS". */
bool date_time_parse(const char *text, struct date *day, int *seconds);

/*
 * The last day of the month after the month of the application (R015):
 * 1 or 31 January 2027 make 28 February 2027.
 */
struct date assess_by_next_month_end(struct date submitted);

/*
 * The n-th working day after start: not Saturday, Sunday or one of the bank
 * holidays (PA23 s.123(1)).  holidays is borrowed, in any order.  Without
 * them the answer may be early, never late.
 */
struct date working_days_after(struct date start, int n,
    const struct date *holidays, size_t holidays_count);

#endif
