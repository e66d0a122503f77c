/*
 * disk.h - files that are still there after a crash of the machine.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef DISK_DISK_H
#define DISK_DISK_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/compiler.h"

/*
 * Has the disk keep the folder in which path stands: a name that was made or
 * moved there is then there after a crash.  path is borrowed, absolute or
 * relative to the working directory.  False with errno.
 */
MUST_CHECK bool disk_sync_folder(struct arena *a, const char *path);

#endif
