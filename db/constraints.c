/*
 * constraints.c - the sentence for each named constraint that a client can
 * run into. SPDX-License-Identifier: Apache-2.0
 *
 * A constraint that is not here gets a general sentence by its class (see
 * err.c). tests/db/test_err.c checks that every name exists in the schema.
 */
#include "db/err.h"

/* clang-format off */
const struct constraint constraints[] = {
	{ "accreditation_current_key", ERR_ALREADY_ACCREDITED, NULL,
	    "This home is accredited in this category already." },
	{ "app_user_email_key", ERR_CONFLICT, "#/email",
	    "Somebody already signs in with this e-mail address." },
	{ "application_scheme_fkey", ERR_INVALID, "#/scheme_id",
	    "There is no such scheme." },
	{ "award_bid_key", ERR_ALREADY_AWARDED, NULL,
	    "This referral has been awarded." },
	{ "award_one_standing", ERR_ALREADY_AWARDED, NULL,
	    "This referral has been awarded." },
	{ "bid_one_per_home", ERR_BID_EXISTS, NULL,
	    "This home has made a bid already." },
	{ "budget_change_up", ERR_INVALID, "#/budget_pence",
	    "A budget can only be raised." },
	{ "category_code_key", ERR_CONFLICT, "#/code",
	    "The scheme has a category with this code already." },
	{ "choice_bid_fkey", ERR_INVALID, "#/bid_id",
	    "There is no such bid in the ranking." },
	{ "disregard_pkey", ERR_DISREGARDED, NULL,
	    "This bid has been disregarded." },
	{ "document_establishment_fkey", ERR_INVALID, "#/establishment_id",
	    "You have no such establishment." },
	{ "entry_category_fkey", ERR_INVALID, "#/entries",
	    "The scheme has no such category." },
	{ "entry_establishment_fkey", ERR_INVALID, "#/entries",
	    "You have no such establishment." },
	{ "entry_once", ERR_INVALID, "#/entries",
	    "A home can be entered once in a category." },
	{ "establishment_vacancies", ERR_INVALID, "#/vacancies",
	    "There cannot be more vacancies than places." },
	{ "explanation_pkey", ERR_CONFLICT, NULL,
	    "This bid has been explained already." },
	{ "expression_of_interest_scheme_fkey", ERR_INVALID, "#/scheme_id",
	    "There is no such scheme." },
	{ "opening_step_pkey", ERR_CONFLICT, NULL,
	    "The same person cannot take both steps of an opening." },
	{ "placement_signature_pkey", ERR_ALREADY_SIGNED, NULL,
	    "Your side has signed already." },
	{ "ranking_pkey", ERR_ALREADY_RANKED, NULL,
	    "The bids have been ranked." },
	{ "referral_category_fkey", ERR_INVALID, "#/category_id",
	    "The scheme has no such category." },
	{ "scheme_council_dates", ERR_INVALID, "#/to",
	    "It cannot end before it begins." },
	{ "scheme_council_organisation_fkey", ERR_NOT_FOUND, NULL,
	    "There is no such organisation." },
	{ "scheme_question_code_key", ERR_CONFLICT, "#/code",
	    "The library has a question of this kind with this code." },
	{ "scheme_reference_key", ERR_CONFLICT, "#/reference",
	    "You have a scheme with this reference already." },
	{ "scheme_validity", ERR_INVALID, "#/valid_to",
	    "It cannot end before it begins." },
	{ "uplift_one_open", ERR_CONFLICT, NULL,
	    "A request about this cost head is waiting for its decision." },
};
/* clang-format on */

const size_t constraints_count = ARRAY_LEN(constraints);
