/*
 * operation.h - the first line of a fuzzer's input names an operation.
 *
 * SPDX-License-Identifier: Apache-2.0
 *
 * So a file of the corpus keeps its meaning when operations are added.
 */
#ifndef TESTS_FUZZ_OPERATION_H
#define TESTS_FUZZ_OPERATION_H

#include <stdint.h>
#include <string.h>

#include "api/schema.gen.h"

/* The operation named by the first line; *data and *size become the rest.
 * A line that names none still chooses one. */
static inline const struct operation_schema *
take_operation(const uint8_t **data, size_t *size)
{
	const struct operation_schema *found;
	char name[64] = "";
	size_t length = 0, sum = 0;

	while (length < *size && length < sizeof(name) - 1 &&
	       (*data)[length] != '\n') {
		sum += (*data)[length];
		name[length] = (char)(*data)[length];
		length++;
	}
	found = operation_schema_find(name);
	if (length < *size && (*data)[length] == '\n')
		length++;
	*data += length;
	*size -= length;
	return found ? found
		     : &operation_schemas[sum % operation_schemas_count];
}

#endif
