/*
 * disk.c - see disk.h. SPDX-License-Identifier: Apache-2.0
 */
#include "disk/disk.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

bool
disk_sync_folder(struct arena *a, const char *path)
{
	char *folder = arena_dup(a, path), *slash = strrchr(folder, '/');
	bool good;
	int fd;

	if (slash)
		slash[slash == folder] = '\0';
	fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return false;
	good = fsync(fd) == 0;
	close(fd);
	return good;
}
