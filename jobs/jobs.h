/*
 * jobs.h - `fairlot jobs`: what no request does.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_JOBS_H
#define JOBS_JOBS_H

/* Works until SIGTERM or SIGINT, which never interrupt a job, and returns the
 * exit status. conninfo is that of app_staff. Nothing that a request depends
 * on happens here: when this process stands still, tables only grow. */
int jobs_run(const char *conninfo);

#endif
