/*
 * scheme_terms.c - what a scheme says of itself, checked as a whole.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/handlers/scheme_terms.h"

#include "api/ctx.h"
#include "core/regime.h"

static const json_t *
term(const struct ctx *cx, const json_t *old, const char *name)
{
	const json_t *new = json_object_get(cx->body, name);

	return new != NULL ? new : json_object_get(old, name);
}

/* Whether there is such a day. */
static bool
day(const struct ctx *cx, const json_t *old, const char *name, struct date *out)
{
	const char *text = json_string_value(term(cx, old, name));

	return text != NULL && date_parse(text, out);
}

static struct err *
check_days(struct ctx *cx, const json_t *old, enum regime regime)
{
	struct date from = { 0 }, to = { 0 }, extends_to;
	struct err *faults;

	(void)day(cx, old, "valid_from", &from);
	(void)day(cx, old, "valid_to", &to);
	faults = scheme_validity_check(cx->arena, regime, from, to);
	if (!day(cx, old, "extends_to", &extends_to))
		return faults;
	if (date_compare(extends_to, to) < 0)
		err_append(&faults,
		    err_at(cx->arena, "#/extends_to",
			"An extension cannot end before the term."));
	else if (regime_ends_on(regime) != NULL &&
		 date_compare(extends_to, *regime_ends_on(regime)) > 0)
		err_append(&faults,
		    err_at(cx->arena, "#/extends_to",
			"By law a scheme of this kind ends on %s at the "
			"latest.",
			date_words(cx->arena, *regime_ends_on(regime))));
	return faults;
}

static struct err *
check_payer(struct ctx *cx, const json_t *old, enum regime regime)
{
	static const enum law laws[FEE_PAYER__MAX] = {
		[FEE_PAYER_COUNCIL] = LAW_CHARGE_COUNCIL,
		[FEE_PAYER_SUPPLIER] = LAW_CHARGE_AWARDED,
		[FEE_PAYER_MEMBER] = LAW_CHARGE_MEMBER,
	};
	const json_t *fee = term(cx, old, "fee");
	enum fee_payer payer;

	if (!fee_payer_parse(json_string_value(json_object_get(fee, "payer")),
		&payer))
		return NULL;
	return regime_check_at(cx->arena, "#/fee/payer", regime, laws[payer],
	    NULL);
}

struct err *
scheme_terms_check(struct ctx *cx, const json_t *old)
{
	enum regime regime = REGIME__MAX;
	struct err *faults;

	(void)regime_parse(json_string_value(term(cx, old, "regime")), &regime);
	faults = check_days(cx, old, regime);
	err_append(&faults, check_payer(cx, old, regime));
	if (faults != NULL || json_array_size(term(cx, old, "variations")) == 0)
		return faults;
	return regime_check(cx->arena, regime, LAW_VARIATIONS, NULL);
}
