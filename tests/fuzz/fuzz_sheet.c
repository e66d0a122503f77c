/*
 * Any bytes as a published table: as content.xml of a spreadsheet, and as CSV.
 * Every row is in bounds and UTF-8, or the place of the fault is told; whether
 * a header is found is asked of every kind of register.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/text.h"
#include "cli/register_file.h"
#include "cli/sheet.h"

/* libFuzzer's name. NOLINTNEXTLINE(readability-identifier-naming) */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct err *
each(void *arg, const struct sheet_row *row)
{
	struct register_places places;
	struct arena *a = arg;
	size_t count;

	if (row->count > SHEET_COLUMNS)
		abort();
	for (size_t i = 0; i < row->count; i++) {
		if (!text_is_utf8(row->fields[i], strlen(row->fields[i])))
			abort();
	}
	for (int r = 0; r < REGULATOR_NONE; r++) {
		const struct register_file *files =
		    register_files((enum regulator)r, &count);

		for (size_t i = 0; i < count; i++) {
			size_t missing;

			if (!register_header(a, &files[i], row->fields,
				row->count, &places, &missing) &&
			    missing == 0)
				abort();
		}
	}
	return NULL;
}

static void
check(const struct err *e)
{
	if (e && e->kind != ERR_INVALID)
		abort();
}

static FILE *
open_copy(const uint8_t *data, size_t size)
{
	FILE *file = tmpfile();

	if (!file || fwrite(data, 1, size, file) != size)
		abort();
	rewind(file);
	return file;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(64 << 20);
	struct ods *o = ods_new(a, each, a);
	const char *text = (const char *)data;
	const size_t half = size / 2;
	struct err *e = ods_feed(o, text, half, false);
	FILE *file;

	if (!e)
		e = ods_feed(o, text + half, size - half, true);
	check(e);
	ods_free(o);
	file = open_copy(data, size);
	check(sheet_read_csv(a, file, each, a));
	(void)fclose(file);
	arena_free(a);
	return 0;
}
