/*
 * wipe.h - nothing that a request brought stays in the memory of a worker.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_WIPE_H
#define API_WIPE_H

/* From now on whatever is freed in this process is overwritten first, by
 * whichever library it was taken. Does nothing in a build with a sanitizer,
 * which has an allocator of its own. */
void wipe_start(void);

/* Overwrites the stack below the caller, as deep as a request may have
 * used it. */
void wipe_stack(void);

#endif
