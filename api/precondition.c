/*
 * precondition.c - If-Match and If-None-Match.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/precondition.h"

#include <string.h>

#include "api/config.h"
#include "api/text.h"

bool
precondition_names(struct arena *a, const char *header, const char *etag,
    bool weak)
{
	const char *item;
	int seen;

	if (strcmp(header, "*") == 0)
		return true;
	for (seen = 0; seen < LIMIT_TAGS; seen++) {
		item = text_next_item(a, &header);
		if (item == NULL)
			return false;
		if (weak && strncmp(item, "W/", 2) == 0)
			item += 2;
		if (strcmp(item, etag) == 0)
			return true;
	}
	return false;
}

struct err *
precondition_check(struct arena *a, const char *etag, const char *if_match,
    const char *if_none_match)
{
	if (etag == NULL && if_match != NULL)
		return err_new(a, ERR_PRECONDITION_FAILED,
		    "There is nothing here yet, so nothing that If-Match could "
		    "name.");
	if (etag == NULL)
		return NULL;
	if (if_none_match != NULL &&
	    precondition_names(a, if_none_match, etag, true))
		return err_new(a, ERR_PRECONDITION_FAILED,
		    "It exists already; If-None-Match asked to make it only if "
		    "it does not.");
	if (if_match == NULL)
		return err_new(a, ERR_PRECONDITION_REQUIRED,
		    "Send the ETag of what you are changing as If-Match.");
	if (!precondition_names(a, if_match, etag, false))
		return err_new(a, ERR_PRECONDITION_FAILED,
		    "Somebody has changed it since you read it, so nothing was "
		    "saved. Read it again; If-Match names what you read.");
	return NULL;
}
