/*
 * settings.c - what an operator chooses for the service.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/settings.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/config.h"
#include "core/compiler.h"

/* clang-format off */
static const struct {
	const char *name;
	size_t offset;
} texts[] = {
	{ "FAIRLOT_BASE_URL",  offsetof(struct settings, base_url) },
	{ "FAIRLOT_SOCKET",    offsetof(struct settings, socket) },
	{ "FAIRLOT_DB_STAFF",  offsetof(struct settings, db_staff) },
	{ "FAIRLOT_DB_PUBLIC", offsetof(struct settings, db_public) },
	{ "FAIRLOT_KEEPER_SOCKET", offsetof(struct settings, keeper) },
	{ "FAIRLOT_KEYS",      offsetof(struct settings, keys) },
	{ "FAIRLOT_RUN",       offsetof(struct settings, run) },
	{ "FAIRLOT_DOCUMENTS", offsetof(struct settings, documents) },
};

static const struct {
	const char *name;
	size_t offset;
	unsigned least, most;
} numbers[] = {
	{ "FAIRLOT_WORKERS",       offsetof(struct settings, workers), 1, LIMIT_WORKERS },
	{ "FAIRLOT_DRAIN_SECONDS", offsetof(struct settings, drain_seconds), 1, 600 },
	{ "FAIRLOT_RATE_QUOTA",    offsetof(struct settings, rate_quota), 0, 1000000000 },
	{ "FAIRLOT_DOCUMENT_BYTES", offsetof(struct settings, document_bytes), 1024, LIMIT_DOCUMENT_BYTES },
	{ "FAIRLOT_SIGN_IN_QUOTA", offsetof(struct settings, sign_in_quota), 1, 1000000 },
	{ "FAIRLOT_ENQUIRY_QUOTA", offsetof(struct settings, enquiry_quota), 1, 1000000 },
};
/* clang-format on */

static bool
read_text(const char *name, void *out)
{
	const char *value = getenv(name); /* NOLINT(concurrency-mt-unsafe) */

	if (value == NULL || *value == '\0') {
		fprintf(stderr, "fairlot: %s is not set\n", name);
		return false;
	}
	memcpy(out, &value, sizeof(value));
	return true;
}

/* The number in text; most + 1 if it is none. */
static unsigned long
parse(const char *text, unsigned most)
{
	size_t digits = strspn(text, "0123456789");

	if (digits == 0 || digits > 10 || text[digits] != '\0')
		return (unsigned long)most + 1;
	return strtoul(text, NULL, 10);
}

static bool
read_number(const char *name, unsigned least, unsigned most, void *out)
{
	const char *value = NULL;
	unsigned long number;
	unsigned result;

	if (!read_text(name, &value))
		return false;
	number = parse(value, most);
	if (number < least || number > most) {
		fprintf(stderr, "fairlot: %s must be from %u to %u\n", name,
		    least, most);
		return false;
	}
	result = (unsigned)number;
	memcpy(out, &result, sizeof(result));
	return true;
}

/* Networks for webhooks; there may be none. */
static bool
read_networks(struct net_list *out)
{
	static const char name[] = "FAIRLOT_WEBHOOK_ALLOW";
	const char *value = getenv(name); /* NOLINT(concurrency-mt-unsafe) */

	if (net_list_parse(value != NULL ? value : "", out))
		return true;
	fprintf(stderr, "fairlot: %s is no list of networks\n", name);
	return false;
}

/* What may be left out: empty then. */
static const char *
optional(const char *name)
{
	const char *value = getenv(name); /* NOLINT(concurrency-mt-unsafe) */

	return value != NULL ? value : "";
}

/* An enquiry is confirmed by e-mail, so without it none is ever sent. In a
 * sandbox the letters wait in their queue. */
static bool
read_enquiries(bool *out)
{
	static const char name[] = "FAIRLOT_ENQUIRIES";
	const char *value = optional(name);

	*out = strcmp(value, "yes") == 0;
	if (*out || strcmp(value, "no") == 0)
		return true;
	*out = *optional("FAIRLOT_MAIL_URL") != '\0' ||
	       strcmp(optional("FAIRLOT_SANDBOX"), "yes") == 0;
	if (*value == '\0' || strcmp(value, "auto") == 0)
		return true;
	fprintf(stderr, "fairlot: %s must be auto, yes or no\n", name);
	return false;
}

bool
settings_read(struct settings *out)
{
	char *base = (char *)out;
	bool good = true;
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++)
		good &= read_text(texts[i].name, base + texts[i].offset);
	for (i = 0; i < ARRAY_LEN(numbers); i++)
		good &= read_number(numbers[i].name, numbers[i].least,
		    numbers[i].most, base + numbers[i].offset);
	good &= read_networks(&out->webhook_allow);
	good &= read_enquiries(&out->enquiries);
	out->scanner = optional("FAIRLOT_SCANNER"); /* not ours to run */
	return good;
}
