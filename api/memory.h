/*
 * memory.h - what happens when there is no memory left.
 *
 * One rule, everywhere: the process ends with a line in the log, and its
 * parent starts another (core/arena.h). A worker that goes on with half of
 * what it meant to build would leave out a line of a price, call an envelope
 * unreadable, or tell a client that good JSON is bad.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_MEMORY_H
#define API_MEMORY_H

/* From now on nothing that jansson and OpenSSL build is left half built for
 * want of memory. Before either is first used. */
void memory_must_suffice(void);

#endif
