/*
 * category.h - what may happen to a category of a scheme.
 * SPDX-License-Identifier: Apache-2.0
 *
 * It is prepared, published and opened with its scheme.  While it is
 * suspended no referral is published in it, and applications go on; it is
 * withdrawn when no referral in it is under way.
 */
#ifndef CORE_CATEGORY_H
#define CORE_CATEGORY_H

#include "core/lifecycle.h"

enum category_act {
	CATEGORY_SUSPEND,
	CATEGORY_RESUME,
	CATEGORY_WITHDRAW,
	CATEGORY_REFER, /* publish a referral that draws from it */
	CATEGORY_ACT__MAX
};

extern const struct lifecycle category_lifecycle;

#endif
