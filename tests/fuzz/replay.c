/*
 * replay.c - runs a fuzz target over each file of a folder, once: what the
 * fuzzer found stays found where there is no fuzzer.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <dirent.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 1 << 20 }; /* bytes of one file */

/* True if the file could be read; it was then tried. */
static int
try_file(const char *path)
{
	uint8_t *data;
	size_t size;
	FILE *f = fopen(path, "rb");

	if (!f)
		return 0;
	data = malloc(INPUT_MAX);
	if (!data)
		abort();
	size = fread(data, 1, INPUT_MAX, f);
	/* Exactly as long as it is, so that reading past its end is seen. */
	data = realloc(data, size ? size : 1);
	if (!data)
		abort();
	(void)fclose(f);
	(void)LLVMFuzzerTestOneInput(data, size);
	free(data);
	return 1;
}

int
main(int argc, char **argv)
{
	DIR *dir = argc == 2 ? opendir(argv[1]) : NULL;
	struct dirent *entry;
	int tried = 0;

	if (!dir) {
		fprintf(stderr, "usage: %s CORPUS\n", argv[0]);
		return 2;
	}
	while ((entry = readdir(dir)) != NULL) {
		char path[PATH_MAX];

		if (entry->d_name[0] == '.')
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", argv[1],
		    entry->d_name);
		tried += try_file(path);
	}
	(void)closedir(dir);
	fprintf(stderr, "%d inputs\n", tried);
	return tried ? 0 : 1;
}
