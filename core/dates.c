/*
 * dates.c - the calendar.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/dates.h"

#include <string.h>

#define SECOND_US INT64_C(1000000)
#define HOUR_US   INT64_C(3600000000)
#define DAY_US    (24 * HOUR_US)

enum {
	MARCH = 3,
	OCTOBER = 10,
	DECEMBER = 12,
	YEAR_MAX = 9999,
	DAYS_IN_400_YEARS = 146097,
	DAYS_FROM_0_TO_1970 = 719468, /* from 1 March of year 0 */
	WEEK = 7,
	THURSDAY = 3 /* 1970-01-01, with Monday as 0 */
};

enum { SATURDAY = 5, SUNDAY = 6 };

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
month_length(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };

	return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

bool
date_is_valid(struct date d)
{
	return d.year >= 1 && d.year <= YEAR_MAX && d.month >= 1 &&
	       d.month <= DECEMBER && d.day >= 1 &&
	       d.day <= month_length(d.year, d.month);
}

int
date_compare(struct date x, struct date y)
{
	if (x.year != y.year)
		return x.year < y.year ? -1 : 1;
	if (x.month != y.month)
		return x.month < y.month ? -1 : 1;
	return (x.day > y.day) - (x.day < y.day);
}

/* Floor division: the remainder is never below 0. */
static int64_t
divide_down(int64_t n, int64_t by)
{
	return n / by - (n % by < 0 ? 1 : 0);
}

/*
 * Years are counted from March, so that the leap day is the last of its year;
 * then the month lengths from March on are 31 30 31 30 31, twice and a bit,
 * which (153 m + 2) / 5 adds up.
 */
int64_t
date_to_days(struct date d)
{
	const int64_t year = d.month < MARCH ? d.year - 1 : d.year;
	const int64_t month = (d.month + 9) % 12;
	const int64_t in_year = (153 * month + 2) / 5 + d.day - 1;

	return year * 365 + divide_down(year, 4) - divide_down(year, 100) +
	       divide_down(year, 400) + in_year - DAYS_FROM_0_TO_1970;
}

struct date
date_from_days(int64_t days)
{
	const int64_t n = days + DAYS_FROM_0_TO_1970;
	struct date d;

	/* A first guess at the year is at most one too high. */
	d.year = (int)divide_down(n * 400, DAYS_IN_400_YEARS) + 1;
	while (date_to_days((struct date){ d.year, 1, 1 }) > days)
		d.year--;
	d.month = 1;
	d.day = (int)(days - date_to_days((struct date){ d.year, 1, 1 })) + 1;
	while (d.day > month_length(d.year, d.month)) {
		d.day -= month_length(d.year, d.month);
		d.month++;
	}
	return d;
}

/* The number that n digits at text make, or -1. */
static int
digits(const char *text, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

bool
date_parse(const char *text, struct date *out)
{
	struct date d;

	if (text == NULL || strlen(text) != strlen("YYYY-MM-DD") ||
	    text[4] != '-' || text[7] != '-')
		return false;
	d.year = digits(text, 4);
	d.month = digits(text + 5, 2);
	d.day = digits(text + 8, 2);
	if (!date_is_valid(d))
		return false;
	*out = d;
	return true;
}

const char *
date_text(struct arena *a, struct date d)
{
	return arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

const char *
date_words(struct arena *a, struct date d)
{
	static const char *const months[] = { "January", "February", "March",
		"April", "May", "June", "July", "August", "September",
		"October", "November", "December" };

	return arena_printf(a, "%d %s %d", d.day, months[d.month - 1], d.year);
}

struct date
date_month_end(int year, int month)
{
	return (struct date){ year, month, month_length(year, month) };
}

/* Monday is 0. */
static int
weekday(int64_t days)
{
	const int64_t from_monday = days + THURSDAY;

	return (int)(from_monday - divide_down(from_monday, WEEK) * WEEK);
}

/* 01:00 UTC on the last Sunday of a month. */
static int64_t
last_sunday_at_one(int year, int month)
{
	const int64_t end = date_to_days(date_month_end(year, month));

	return (end - (weekday(end) + 1) % WEEK) * DAY_US + HOUR_US;
}

static bool
is_summer(int64_t instant)
{
	const struct date utc = date_from_days(divide_down(instant, DAY_US));

	return instant >= last_sunday_at_one(utc.year, MARCH) &&
	       instant < last_sunday_at_one(utc.year, OCTOBER);
}

struct date
date_in_london(int64_t instant)
{
	return date_from_days(
	    divide_down(instant + (is_summer(instant) ? HOUR_US : 0), DAY_US));
}

bool
instant_in_london(struct date day, int seconds, int64_t *out)
{
	const int64_t shown =
	    date_to_days(day) * DAY_US + (int64_t)seconds * SECOND_US;

	if (!is_summer(shown)) {
		*out = shown;
		return true;
	}
	if (!is_summer(shown - HOUR_US))
		return false;
	*out = shown - HOUR_US;
	return true;
}

bool
date_time_parse(const char *text, struct date *day, int *seconds)
{
	char date[sizeof("YYYY-MM-DD")] = { 0 };
	int hour, minute, second;
	struct date d;

	if (strlen(text) != strlen("YYYY-MM-DDTHH:MM:SS") || text[10] != 'T' ||
	    text[13] != ':' || text[16] != ':')
		return false;
	memcpy(date, text, sizeof(date) - 1);
	hour = digits(text + 11, 2);
	minute = digits(text + 14, 2);
	second = digits(text + 17, 2);
	if (!date_parse(date, &d) || hour < 0 || hour > 23 || minute < 0 ||
	    minute > 59 || second < 0 || second > 59)
		return false;
	*day = d;
	*seconds = (hour * 60 + minute) * 60 + second;
	return true;
}

struct date
assess_by_next_month_end(struct date submitted)
{
	return submitted.month == DECEMBER
		   ? date_month_end(submitted.year + 1, 1)
		   : date_month_end(submitted.year, submitted.month + 1);
}

static bool
is_working_day(int64_t days, const struct date *holidays, size_t count)
{
	if (weekday(days) == SATURDAY || weekday(days) == SUNDAY)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (date_to_days(holidays[i]) == days)
			return false;
	}
	return true;
}

struct date
working_days_after(struct date start, int n, const struct date *holidays,
    size_t holidays_count)
{
	int64_t days = date_to_days(start);

	while (n > 0) {
		days++;
		if (is_working_day(days, holidays, holidays_count))
			n--;
	}
	return date_from_days(days);
}
