/*
 * compiler.h - the few compiler extensions we rely on, each with its reason.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CORE_COMPILER_H
#define CORE_COMPILER_H

/* An ignored error is a bug: make the compiler say so. */
#define MUST_CHECK __attribute__((warn_unused_result))
/* Check our printf-style calls as strictly as printf's own. */
#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first)))

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#endif
