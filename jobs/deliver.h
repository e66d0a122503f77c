/*
 * deliver.h - `fairlot webhooks`: takes deliveries from the queue, sends them,
 * and writes down what became of them.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_DELIVER_H
#define JOBS_DELIVER_H

#include "core/net.h"
#include "jobs/signature.h"

struct deliver_settings {
	const char *conninfo; /* of app_webhooks */
	const char *ca_file;
	struct net_list besides; /* allowed in a sandbox only */
	unsigned char seed[SIGNATURE_SEED];
};

/* Works until SIGTERM or SIGINT and returns the exit status: 1 at once if
 * networks are allowed besides and the database is no sandbox. What it has
 * taken and not finished is sent again, by whoever comes next: a receiver may
 * be told a thing twice, and is never told nothing. Any number of these may
 * run at the same time. */
int deliver_run(const struct deliver_settings *settings);

#endif
