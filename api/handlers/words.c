/*
 * words.c - sets of reasons and flags as JSON lists of words, and back.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/words.h"

#include "core/ranking.h"

json_t *
words_of_reasons(unsigned reasons)
{
	json_t *list = json_array();
	int i;

	for (i = 0; i < NON_COMPLIANCE__MAX; i++)
		if (reasons & REASON(i))
			(void)json_array_append_new(list,
			    json_string(
				non_compliance_name((enum non_compliance)i)));
	return list;
}

json_t *
words_of_flags(unsigned flags)
{
	json_t *list = json_array();
	int i;

	for (i = 0; i < FLAG__MAX; i++)
		if (flags & FLAG(i))
			(void)json_array_append_new(list,
			    json_string(flag_name((enum flag)i)));
	return list;
}

unsigned
reasons_of_words(const json_t *list)
{
	unsigned set = 0;
	size_t i;

	for (i = 0; i < json_array_size(list); i++) {
		enum non_compliance reason;

		if (non_compliance_parse(json_string_value(
					     json_array_get(list, i)),
			&reason))
			set |= REASON(reason);
	}
	return set;
}

unsigned
flags_of_words(const json_t *list)
{
	unsigned set = 0;
	size_t i;

	for (i = 0; i < json_array_size(list); i++) {
		enum flag flag;

		if (flag_parse(json_string_value(json_array_get(list, i)),
			&flag))
			set |= FLAG(flag);
	}
	return set;
}
