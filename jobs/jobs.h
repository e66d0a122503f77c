/*
 * jobs.h - `fairlot jobs`: what no request does.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_JOBS_H
#define JOBS_JOBS_H

#include <stdbool.h>

struct jobs_settings {
	const char *conninfo; /* of app_jobs */
	const char *audit_file;
	unsigned char audit_seed[32]; /* Ed25519, of the audit log's heads */
	int enquiry_months;           /* that sent enquiries are kept */
	bool webhooks;  /* keep `fairlot webhooks` running beside us */
	bool mail;      /* and `fairlot mail` */
	bool registers; /* and `fairlot registers` */
};

/* Works until SIGTERM or SIGINT, which never interrupt a job, and returns the
 * exit status. Nothing that a request depends on happens here: when this
 * process stands still, tables only grow. */
int jobs_run(const struct jobs_settings *settings);

#endif
