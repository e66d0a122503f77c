/*
 * attempts.h - who tried to read a sealed bid, or to open one early (R099).
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_ATTEMPTS_H
#define API_ATTEMPTS_H

#include "api/ctx.h"

/* Given how a request failed, after its own transaction is gone: if that was
 * an attempt to see what is sealed, one event says so, in a transaction of
 * its own. Returns what to answer: e, or why the event could not be written,
 * since an attempt that leaves no trace shall not be told anything. */
MUST_CHECK struct err *attempt_note(struct ctx *cx, struct err *e);

#endif
