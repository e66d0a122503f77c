/*
 * migrate.h - the subcommand `migrate`. SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_MIGRATE_H
#define CLI_MIGRATE_H

/* argv[0] is "migrate". The status with which the program is to end. */
int cmd_migrate(int argc, char **argv);

#endif
