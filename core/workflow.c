/*
 * workflow.c - the RACI chart.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/workflow.h"

#include "core/compiler.h"

enum {
	NOBODY = 0,
	LEAD = 1 << ROLE_LEAD,
	COUNCIL = 1 << ROLE_COUNCIL,
	PROVIDER = 1 << ROLE_PROVIDER,
	AUDITOR = 1 << ROLE_AUDITOR,
};

/* clang-format off */
const struct workflow_step workflow[] = {
	/* step, sentence, operation, responsible, accountable, consulted, informed */
	{ "open_scheme", "The lead opens the scheme to applications and referrals.",
	    "openScheme", LEAD, LEAD, COUNCIL, COUNCIL | PROVIDER },
	{ "apply", "The provider submits an application for its homes.",
	    "submitApplication", PROVIDER, PROVIDER, NOBODY, LEAD },
	{ "assess", "The lead records pass or fail, the register's rating and the scores.",
	    "putAssessment", LEAD, LEAD, COUNCIL, NOBODY },
	{ "score", "Officers of lead and partners score the weighted answers, each alone.",
	    "putScores", LEAD | COUNCIL, LEAD, NOBODY, NOBODY },
	{ "agree_scores", "The lead records what the scorers agreed on.",
	    "putScoreConsensus", LEAD, LEAD, COUNCIL, NOBODY },
	{ "decide", "The lead accredits the home or refuses it, with reasons.",
	    "decideEntry", LEAD, LEAD, COUNCIL, COUNCIL | PROVIDER },
	{ "suspend", "The lead suspends a home, for every council at once.",
	    "suspendAccreditation", LEAD, LEAD, COUNCIL, COUNCIL | PROVIDER },
	{ "refer", "The council publishes what it needs.",
	    "publishReferral", COUNCIL, COUNCIL, NOBODY, PROVIDER },
	{ "bid", "The provider places a sealed bid.",
	    "putBid", PROVIDER, PROVIDER, NOBODY, NOBODY },
	{ "open_bids", "The council opens the bids after the deadline.",
	    "openBids", COUNCIL, COUNCIL, NOBODY, PROVIDER },
	{ "evaluate", "The council's officers score the method statements.",
	    "putEvaluation", COUNCIL, COUNCIL, NOBODY, NOBODY },
	{ "rank", "The council locks the ranking.",
	    "rankReferral", COUNCIL, COUNCIL, NOBODY, AUDITOR },
	{ "award", "The council awards, and everybody who bid is told why.",
	    "awardReferral", COUNCIL, COUNCIL, NOBODY, PROVIDER | AUDITOR },
	{ "sign", "Provider and council sign the placement agreement.",
	    "signPlacement", PROVIDER | COUNCIL, COUNCIL, NOBODY, AUDITOR },
	{ "report_deviation", "Who awards outside the process records it, with reason and approver.",
	    "createDeviation", LEAD | COUNCIL, LEAD, NOBODY, AUDITOR },
	{ "give_back", "The lead gives a surplus back to the partners.",
	    "createRebate", LEAD, LEAD, NOBODY, COUNCIL },
};
/* clang-format on */
const size_t workflow_count = ARRAY_LEN(workflow);
