/*
 * register.h - what the regulators' registers say, in our own words.
 * SPDX-License-Identifier: Apache-2.0
 *
 * CQC, Ofsted and the DfE publish who is registered and how it was graded
 * (R036, R037).  Everything here is about how they write: ids with blanks and
 * odd dashes, days in three orders, grades in words that change from year to
 * year.  A word that is not known is never guessed at.
 */
#ifndef CORE_REGISTER_H
#define CORE_REGISTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/dates.h"
#include "core/vocab.h"

enum { REGISTER_ID_BYTES = 33 }; /* of an id, its NUL among them */

/* The id of a place as its register's key: capitals, no blanks, plain
 * hyphens, no "URN" before it.  CQC: 1-100000001, or letters and digits;
 * Ofsted: SC123456, or five to eight digits; DfE: six digits.  False, *out
 * untouched, if it is none of that regulator. */
bool register_id(enum regulator regulator, const char *written,
    char out[REGISTER_ID_BYTES]);

/* "2026-11-01", also with a time behind it; "01/11/2026"; "01-11-2026". */
bool register_date(const char *written, struct date *out);

/* The day in the name of a published file: 01_November_2026, 20261101 or
 * 2026-11-01, wherever it stands. */
bool register_date_in_name(const char *name, struct date *out);

enum register_word { REGISTER_WORD, REGISTER_NO_WORD, REGISTER_UNKNOWN_WORD };

/* REGISTER_WORD and *out for a grade, whatever its capitals; digits are those
 * of Ofsted's files.  REGISTER_NO_WORD where they say that there is none. */
enum register_word
register_grade_of(const char *written, enum register_grade *out);

/* The same for the words about a registration. */
enum register_word
register_state_of(const char *written, enum register_state *out);

/* Whose set it is; ids of one regulator are distinct. */
enum regulator register_set_regulator(enum register_set set);

/* Whether a place that is missing in a newer file of the set has lost its
 * registration, in the end: not where inspections alone are listed. */
bool register_set_lists_all(enum register_set set);

/* False for a kind of provision whose name and address Ofsted does not
 * publish, and for each that we do not know: a children's home is never told
 * to the public.  Places of other sets are public. */
bool register_is_public(enum register_set set, const char *type);

/* One rating among several of a place, as the CQC's answer has them. */
struct register_rating {
	enum register_grade grade;
	struct date on;        /* of publication */
	const char *inherited; /* from whom, borrowed; NULL: its own */
};

/* Whether that one counts rather than this: the newest does; on one day, the
 * lower grade. */
bool register_rating_is_newer(const struct register_rating *that,
    const struct register_rating *than);

/* Milliseconds until a question is asked again that has failed attempt times
 * (1 is the first): twice as long each time, from one second to five minutes,
 * and up to a quarter more of it by chance; never less than retry_after
 * seconds, of which an hour is believed. */
int64_t register_pause(int attempt, int64_t retry_after, uint32_t chance);

#endif
