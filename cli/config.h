/*
 * config.h - finds fairlot.conf and puts its settings into the environment.
 *
 * Settings are lines KEY=VALUE; an environment variable of the same name wins.
 * The file is the first that exists of $FAIRLOT_HOME/fairlot.conf, <folder of
 * the program>/../fairlot.conf and ./var/fairlot.conf. What the service makes
 * of them is in api/settings.h, and limits that nobody may choose are in
 * api/config.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

enum setting {
	SETTING_BASE_URL,
	SETTING_SOCKET,
	SETTING_RUN,
	SETTING_KEYS,
	SETTING_AUDIT_FILE,
	SETTING_DOCUMENTS,
	SETTING_DOCUMENT_BYTES,
	SETTING_SCANNER,
	SETTING_DB_STAFF,
	SETTING_DB_PUBLIC,
	SETTING_DB_JOBS,
	SETTING_DB_DOCUMENTS,
	SETTING_DB_WEBHOOKS,
	SETTING_DB_REGISTERS,
	SETTING_DB_OWNER,
	SETTING_DB_KEEPER,
	SETTING_KEEPER_SOCKET,
	SETTING_KEEPER_KEYS,
	SETTING_KEEPER_PEERS,
	SETTING_SANDBOX,
	SETTING_WORKERS,
	SETTING_DRAIN_SECONDS,
	SETTING_RATE_QUOTA,
	SETTING_SIGN_IN_QUOTA,
	SETTING_WEBHOOK_CA,
	SETTING_WEBHOOK_ALLOW,
	SETTING_MAIL_URL,
	SETTING_MAIL_FROM,
	SETTING_MAIL_USER,
	SETTING_MAIL_PASSWORD_FILE,
	SETTING_MAIL_CA,
	SETTING_MAIL_TLS,
	SETTING_ENQUIRIES,
	SETTING_ENQUIRY_MONTHS,
	SETTING_ENQUIRY_QUOTA,
	SETTING_CQC_URL,
	SETTING_CQC_KEY_FILE,
	SETTING_CQC_PARTNER,
	SETTING_CQC_HOURS,
	SETTING_CQC_RATE,
	SETTING_CQC_CA,
	SETTING__MAX
};

/* The table of settings, as `fairlot help` prints it. */
struct setting_row {
	const char *name;     /* FAIRLOT_WORKERS */
	const char *fallback; /* NULL: there must be one */
	const char *meaning;
};

extern const struct setting_row setting_rows[SETTING__MAX];

/* Puts the lines of the file, if there is one, and then the fallbacks into the
 * environment. On failure false, with one line on stderr that says what is
 * wrong and where. To be called once, at the start. */
bool config_load(void);

/* The value of a setting after config_load(); borrowed. NULL if there is none,
 * with one line on stderr. */
const char *config_text(enum setting which);

/* The same for one that may be empty: then "". */
const char *config_optional(enum setting which);

#endif
