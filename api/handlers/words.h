/*
 * words.h - sets of reasons and flags as JSON lists of words, and back.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_HANDLERS_WORDS_H
#define API_HANDLERS_WORDS_H

#include <jansson.h>

/* A new list, in the order of the vocabulary. */
json_t *words_of_reasons(unsigned reasons);
json_t *words_of_flags(unsigned flags);

/* The set; a word that is not ours is left out. list is borrowed. */
unsigned reasons_of_words(const json_t *list);
unsigned flags_of_words(const json_t *list);

#endif
