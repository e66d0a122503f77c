/*
 * listen.h - how a process of ours begins: its socket, and its memory closed
 * to others. SPDX-License-Identifier: Apache-2.0
 */
#ifndef ENVELOPE_LISTEN_H
#define ENVELOPE_LISTEN_H

/* A unix socket at path, mode 0660 from its first moment, that does not
 * block. What lies there and is nobody's any more goes; who answers there is
 * given handover_ms to end. -1, with a line on stderr, on failure. */
int
listen_at(const char *program, const char *path, int backlog, int handover_ms);

/* No core dump and no debugger: memory holds keys and what people wrote. */
void guard_memory(void);

#endif
