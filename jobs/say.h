/*
 * say.h - one line on stderr for whoever runs the jobs.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_SAY_H
#define JOBS_SAY_H

/* "<time> jobs <name>: <what>", and ": <more>" unless that is NULL. */
void say(const char *name, const char *what, const char *more);

#endif
