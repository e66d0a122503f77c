/*
 * api.h - `fairlot api`: the parent of the workers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_API_H
#define API_API_H

/* Runs until SIGTERM or SIGINT. argv[0] is the name of the subcommand;
 * `-w N` overrides FAIRLOT_WORKERS. Returns the exit status. */
int cmd_api(int argc, char **argv);

#endif
