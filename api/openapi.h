/*
 * openapi.h - the bundled OpenAPI document, as GET /v1/openapi.json sends it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_OPENAPI_H
#define API_OPENAPI_H

#include <stddef.h>

extern const char openapi_json[];     /* NUL-terminated ASCII */
extern const size_t openapi_json_len; /* without the NUL */

/* Slug of each problem, and what it means; ends with two NULLs. */
extern const char *const problem_descriptions[][2];

#endif
