/*
 * sealed.c - what is in an envelope. SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/sealed.h"

#include <inttypes.h>

#include "api/request.h"
#include "api/worker.h"

struct client
sealed_client(const struct ctx *cx)
{
	return (struct client){
		.arena = cx->arena,
		.socket = cx->worker->settings->keeper,
		.session = cx->session,
		.request = cx->req->id,
	};
}

char *
sealed_witness(struct arena *a, const char *referral, const char *public_key)
{
	return arena_printf(a, "fairlot-seal-key-v1\n%s\n%s", referral,
	    public_key);
}

char *
sealed_text(struct arena *a, int64_t price_pence, const json_t *bid)
{
	return arena_printf(a, "{\"price_pence\":%" PRId64 ",\"bid\":%s}",
	    price_pence, json_compact(a, bid));
}

json_t *
sealed_parse(const char *text, int64_t *price_pence, json_t **bid)
{
	json_t *content = text != NULL ? json_loads(text, 0, NULL) : NULL;
	json_t *price = json_object_get(content, "price_pence");

	*bid = json_object_get(content, "bid");
	*price_pence = json_integer_value(price);
	if (json_is_object(*bid) && *price_pence >= 1)
		return content;
	json_decref(content);
	return NULL;
}
