/*
 * What may happen in which state: every state with every act, from the
 * tables, against grids written by hand.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <string.h>

#include "core/accreditation.h"
#include "core/application.h"
#include "core/category.h"
#include "core/enquiry.h"
#include "core/event.h"
#include "core/interest.h"
#include "core/placement.h"
#include "core/provider_event.h"
#include "core/referral.h"
#include "core/scheme.h"
#include "core/uplift.h"

enum { STATES_MOST = 16 };

/* One act with, for every state in order, the state it leads to, or the slug
 * that refuses it. */
struct expected {
	const char *act;
	const char *answers[STATES_MOST];
};

static const char *
answer(struct arena *a, const struct lifecycle *l, int act, int state)
{
	const struct vocabulary *states = vocabulary_find(l->states);
	struct err *e = lifecycle_check(a, l, act, state);

	if (e)
		return err_slug(e->kind);
	return states->words[lifecycle_next(l, act, state)];
}

static void
assert_grid(struct arena *a, const struct lifecycle *l,
    const struct expected *grid, size_t rows)
{
	const struct vocabulary *states = vocabulary_find(l->states);

	assert_int_equal(rows, l->acts_count);
	for (size_t i = 0; i < rows; i++) {
		assert_string_equal(l->acts[i].act, grid[i].act);
		for (size_t s = 0; s < states->count; s++)
			assert_string_equal(answer(a, l, (int)i, (int)s),
			    grid[i].answers[s]);
	}
}

/* clang-format off */
static void
every_act_on_a_referral_in_every_state(void **state)
{
#define NOT_DRAFT "referral-not-draft"
#define NOT_OPEN  "referral-not-open"
#define LATE      "deadline-passed"
#define EARLY     "deadline-not-reached"
#define SEALED    "not-opened"
#define LOCKED    "already-ranked"
#define UNRANKED  "not-ranked"
#define AWARDED   "already-awarded"
#define NO_AWARD  "not-awarded"
	static const struct expected grid[] = {
		/*                    draft     open      closed    opened    ranked    awarded   cancelled unsuccessful */
		{ "edit",           { "draft",  NOT_DRAFT, NOT_DRAFT, NOT_DRAFT, NOT_DRAFT, NOT_DRAFT, NOT_DRAFT, NOT_DRAFT } },
		{ "override_identifiers", { "draft", NOT_DRAFT, NOT_DRAFT, NOT_DRAFT, NOT_DRAFT, NOT_DRAFT, NOT_DRAFT, NOT_DRAFT } },
		{ "publish",        { "open",   NOT_DRAFT, NOT_DRAFT, NOT_DRAFT, NOT_DRAFT, NOT_DRAFT, NOT_DRAFT, NOT_DRAFT } },
		{ "extend",         { NOT_OPEN, "open",   LATE,     LATE,     LATE,     LATE,     NOT_OPEN, LATE } },
		{ "cancel",         { "cancelled", "cancelled", "cancelled", "cancelled", "cancelled", AWARDED, NOT_OPEN, NOT_OPEN } },
		{ "bid",            { NOT_OPEN, "open",   LATE,     LATE,     LATE,     LATE,     NOT_OPEN, LATE } },
		{ "replace_bid",    { NOT_OPEN, "open",   LATE,     LATE,     LATE,     LATE,     NOT_OPEN, LATE } },
		{ "withdraw_bid",   { NOT_OPEN, "open",   LATE,     LATE,     LATE,     LATE,     NOT_OPEN, LATE } },
		{ "refuse_invitation", { NOT_OPEN, "open", LATE,    LATE,     LATE,     LATE,     NOT_OPEN, LATE } },
		{ "ask_opening",    { NOT_OPEN, EARLY,    "closed", "already-opened", "already-opened", "already-opened", NOT_OPEN, "already-opened" } },
		{ "open",           { NOT_OPEN, EARLY,    "opened", "already-opened", "already-opened", "already-opened", NOT_OPEN, "already-opened" } },
		{ "evaluate",       { SEALED,   SEALED,   SEALED,   "opened", LOCKED,   LOCKED,   NOT_OPEN, LOCKED } },
		{ "agree",          { SEALED,   SEALED,   SEALED,   "opened", LOCKED,   LOCKED,   NOT_OPEN, LOCKED } },
		{ "explain",        { SEALED,   SEALED,   SEALED,   "opened", LOCKED,   LOCKED,   NOT_OPEN, LOCKED } },
		{ "disregard",      { SEALED,   SEALED,   SEALED,   "opened", LOCKED,   LOCKED,   NOT_OPEN, LOCKED } },
		{ "rank",           { SEALED,   SEALED,   SEALED,   "ranked", LOCKED,   LOCKED,   NOT_OPEN, LOCKED } },
		{ "rank, none compliant", { SEALED, SEALED, SEALED, "unsuccessful", LOCKED, LOCKED, NOT_OPEN, LOCKED } },
		{ "choose",         { UNRANKED, UNRANKED, UNRANKED, UNRANKED, "ranked", AWARDED,  NOT_OPEN, "no-choice-offered" } },
		{ "raise_budget",   { UNRANKED, UNRANKED, UNRANKED, UNRANKED, "ranked", AWARDED,  NOT_OPEN, "not-awardable" } },
		{ "award",          { UNRANKED, UNRANKED, UNRANKED, UNRANKED, "awarded", AWARDED, NOT_OPEN, "not-awardable" } },
		{ "refuse_award",   { NO_AWARD, NO_AWARD, NO_AWARD, NO_AWARD, NO_AWARD, "ranked", NO_AWARD, NO_AWARD } },
	};

	assert_grid(*state, &referral_lifecycle, grid, ARRAY_LEN(grid));
}

static void
every_act_on_a_scheme_in_every_state(void **state)
{
#define NO_DRAFT  "scheme-not-draft"
#define NO_MARKET "scheme-not-open"
#define IN_ROUND  "initial-round-incomplete"
#define RESTING   "decisions-paused"
#define STATED    "conflict"
	static const struct expected grid[] = {
		/* draft, intention, initial_round, open, decisions_paused, closing, closed, abandoned */
		{ "edit", { "draft", NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT } },
		{ "remove_council", { "draft", NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT } },
		{ "add_council", { "draft", "intention", "initial_round", "open", "decisions_paused", NO_MARKET, NO_MARKET, NO_MARKET } },
		{ "put_council", { "draft", "intention", "initial_round", "open", "decisions_paused", NO_MARKET, NO_MARKET, NO_MARKET } },
		{ "add_category", { "draft", "intention", "initial_round", "open", "decisions_paused", NO_MARKET, NO_MARKET, NO_MARKET } },
		{ "add_tranche", { "draft", "intention", "initial_round", "open", "decisions_paused", NO_MARKET, NO_MARKET, NO_MARKET } },
		{ "announce", { "intention", NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT } },
		{ "start_initial_round", { "initial_round", "initial_round", NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT } },
		{ "open", { "open", NO_DRAFT, "open", NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT } },
		{ "change", { NO_MARKET, "intention", "initial_round", "open", "decisions_paused", NO_MARKET, NO_MARKET, NO_MARKET } },
		{ "extend", { NO_MARKET, NO_MARKET, "initial_round", "open", "decisions_paused", NO_MARKET, NO_MARKET, NO_MARKET } },
		{ "pause_decisions", { NO_MARKET, NO_MARKET, IN_ROUND, "decisions_paused", RESTING, NO_MARKET, NO_MARKET, NO_MARKET } },
		{ "resume_decisions", { NO_MARKET, NO_MARKET, NO_MARKET, STATED, "open", NO_MARKET, NO_MARKET, NO_MARKET } },
		{ "apply", { NO_MARKET, NO_MARKET, "initial_round", "open", "decisions_paused", NO_MARKET, NO_MARKET, NO_MARKET } },
		{ "decide", { NO_MARKET, NO_MARKET, "initial_round", "open", RESTING, NO_MARKET, NO_MARKET, NO_MARKET } },
		{ "refer", { NO_MARKET, NO_MARKET, IN_ROUND, "open", "decisions_paused", NO_MARKET, NO_MARKET, NO_MARKET } },
		{ "close", { NO_MARKET, NO_MARKET, "closing", "closing", "closing", NO_MARKET, NO_MARKET, NO_MARKET } },
		{ "abandon", { "abandoned", "abandoned", NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT, NO_DRAFT } },
	};

	assert_grid(*state, &scheme_lifecycle, grid, ARRAY_LEN(grid));
}

static void
every_act_on_a_category_in_every_state(void **state)
{
#define NO_CATEGORY "category-not-open"
	static const struct expected grid[] = {
		/*            draft        published    open         suspended  withdrawn */
		{ "suspend",  { NO_CATEGORY, NO_CATEGORY, "suspended", NO_CATEGORY, NO_CATEGORY } },
		{ "resume",   { NO_CATEGORY, NO_CATEGORY, "conflict",  "open",      NO_CATEGORY } },
		{ "withdraw", { NO_CATEGORY, NO_CATEGORY, "withdrawn", "withdrawn", NO_CATEGORY } },
		{ "refer",    { NO_CATEGORY, NO_CATEGORY, "open",      NO_CATEGORY, NO_CATEGORY } },
	};

	assert_grid(*state, &category_lifecycle, grid, ARRAY_LEN(grid));
}

static void
every_act_on_an_application_in_every_state(void **state)
{
#define UNSENT  "entry-not-submitted"
#define SENT    "application-not-draft"
#define DECIDED "entry-decided"
#define ASKED   "information-requested"
#define UNASKED "information-not-requested"
	static const struct expected grid[] = {
		/*                     draft    submitted    decided  information_requested withdrawn lapsed */
		{ "edit",              { "draft", SENT,        SENT,      SENT,        SENT,    SENT } },
		{ "add_entry",         { "draft", SENT,        SENT,      SENT,        SENT,    SENT } },
		{ "submit",            { "submitted", SENT,    SENT,      SENT,        SENT,    SENT } },
		{ "decide_last_entry", { UNSENT,  "decided",   DECIDED,   ASKED,       DECIDED, DECIDED } },
		{ "handle",            { UNSENT,  "submitted", DECIDED,   ASKED,       DECIDED, DECIDED } },
		{ "sign_agreement",    { UNSENT,  "submitted", DECIDED,   "information_requested", DECIDED, DECIDED } },
		{ "request_information", { UNSENT, "information_requested", DECIDED, ASKED, DECIDED, DECIDED } },
		{ "answer_information_request", { UNASKED, UNASKED, UNASKED, "submitted", UNASKED, UNASKED } },
		{ "withdraw",          { UNSENT,  "withdrawn", DECIDED,   "withdrawn", DECIDED, DECIDED } },
		{ "lapse",             { UNASKED, UNASKED,     UNASKED,   "lapsed",    UNASKED, UNASKED } },
		{ "reopen",            { UNSENT,  "submitted", "submitted", ASKED,     DECIDED, DECIDED } },
	};

	assert_grid(*state, &application_lifecycle, grid, ARRAY_LEN(grid));
}

static void
every_act_on_an_entry_in_every_state(void **state)
{
#define UNREAD  "entry-not-assessed"
#define STAGE_1 "stage-1-not-passed"
#define SCORED  "evaluators-complete"
#define OPEN    "entry-not-decided"
	static const struct expected grid[] = {
		/*                  draft        submitted    assessed      accredited refused withdrawn stage_1   stage_2   lapsed */
		{ "edit",           { "draft",     SENT,        SENT,         SENT,    SENT,    SENT,    SENT,      "stage_2", SENT } },
		{ "remove",         { "draft",     SENT,        SENT,         SENT,    SENT,    SENT,    SENT,      SENT,      SENT } },
		{ "submit",         { "submitted", SENT,        SENT,         SENT,    SENT,    SENT,    SENT,      SENT,      SENT } },
		{ "submit_stage_1", { "stage_1",   SENT,        SENT,         SENT,    SENT,    SENT,    SENT,      SENT,      SENT } },
		{ "pass_stage_1",   { UNSENT,      DECIDED,     DECIDED,      DECIDED, DECIDED, DECIDED, "stage_2", DECIDED,   DECIDED } },
		{ "fail_stage_1",   { UNSENT,      DECIDED,     DECIDED,      DECIDED, DECIDED, DECIDED, "refused", DECIDED,   DECIDED } },
		{ "submit_stage_2", { STAGE_1,     SENT,        SENT,         SENT,    SENT,    SENT,    STAGE_1,   "submitted", SENT } },
		{ "assess",         { UNSENT,      "assessed",  "assessed",   DECIDED, DECIDED, DECIDED, UNSENT,    UNSENT,    DECIDED } },
		{ "ask_scorer", { UNSENT,    "submitted", SCORED,       DECIDED, DECIDED, DECIDED, UNSENT, UNSENT, DECIDED } },
		{ "release_scorer", { UNSENT, "submitted", SCORED,      DECIDED, DECIDED, DECIDED, UNSENT, UNSENT, DECIDED } },
		{ "score",    { UNSENT,      "submitted", SCORED,       DECIDED, DECIDED, DECIDED, UNSENT, UNSENT, DECIDED } },
		{ "score_as_partner", { UNSENT, "submitted", SCORED,    DECIDED, DECIDED, DECIDED, UNSENT, UNSENT, DECIDED } },
		{ "moderate", { UNSENT,      "submitted", "submitted",  DECIDED, DECIDED, DECIDED, UNSENT, UNSENT, DECIDED } },
		{ "check_registers", { UNSENT,     "submitted", "assessed",   DECIDED, DECIDED, DECIDED, UNSENT,    UNSENT,    DECIDED } },
		{ "warn",           { UNSENT,      UNREAD,      "assessed",   DECIDED, DECIDED, DECIDED, UNSENT,    UNSENT,    DECIDED } },
		{ "answer_warning", { UNSENT,      "submitted", "assessed",   DECIDED, DECIDED, DECIDED, UNSENT,    UNSENT,    DECIDED } },
		{ "accredit",       { UNSENT,      UNREAD,      "accredited", DECIDED, DECIDED, DECIDED, UNSENT,    UNSENT,    DECIDED } },
		{ "refuse",         { UNSENT,      UNREAD,      "refused",    DECIDED, DECIDED, DECIDED, UNSENT,    UNSENT,    DECIDED } },
		{ "ask_review",     { OPEN,        OPEN,        OPEN,         "accredited", "refused", DECIDED, OPEN, OPEN, DECIDED } },
		{ "answer_review",  { OPEN,        OPEN,        OPEN,         "accredited", "refused", DECIDED, OPEN, OPEN, DECIDED } },
		{ "reopen",         { OPEN,        OPEN,        OPEN,         DECIDED, "assessed", DECIDED, OPEN, OPEN, DECIDED } },
		{ "withdraw",       { UNSENT,      "withdrawn", "withdrawn",  DECIDED, DECIDED, DECIDED, "withdrawn", "withdrawn", DECIDED } },
		{ "lapse",          { UNSENT,      "lapsed",    "lapsed",     DECIDED, DECIDED, DECIDED, "lapsed",  "lapsed",  DECIDED } },
	};

	assert_grid(*state, &entry_lifecycle, grid, ARRAY_LEN(grid));
}

static void
every_act_on_an_accreditation_in_every_state(void **state)
{
#define INACTIVE    "accreditation-not-active"
#define UNSUSPENDED "accreditation-not-suspended"
#define BARRED      "not-accredited"
#define AWAKE       "accreditation-not-dormant"
#define UNCURED     "cure-not-submitted"
	static const struct expected grid[] = {
		/*             active         suspended    removed      withdrawn    under_review    dormant      cure_submitted */
		{ "suspend",   { "suspended",   INACTIVE,    INACTIVE,    INACTIVE,    "suspended",    "suspended", INACTIVE } },
		{ "lapse",     { "suspended",   INACTIVE,    INACTIVE,    INACTIVE,    "suspended",    "suspended", INACTIVE } },
		{ "review",    { "under_review", INACTIVE,   INACTIVE,    INACTIVE,    INACTIVE,       INACTIVE,    INACTIVE } },
		{ "come_due", { "under_review", INACTIVE, INACTIVE, INACTIVE, INACTIVE,     INACTIVE,    INACTIVE } },
		{ "reinstate", { UNSUSPENDED,   "active",    UNSUSPENDED, UNSUSPENDED, "active",       UNSUSPENDED, "active" } },
		{ "cure",      { UNSUSPENDED, "cure_submitted", UNSUSPENDED, UNSUSPENDED, UNSUSPENDED, UNSUSPENDED, UNSUSPENDED } },
		{ "refuse_cure", { UNCURED, UNCURED,     UNCURED,     UNCURED,     UNCURED,        UNCURED,     "suspended" } },
		{ "fall_asleep", { "dormant",   INACTIVE,    INACTIVE,    INACTIVE,    INACTIVE,       INACTIVE,    INACTIVE } },
		{ "wake",      { AWAKE,         AWAKE,       AWAKE,       AWAKE,       AWAKE,          "active",    AWAKE } },
		{ "remove",    { "removed",     "removed",   INACTIVE,    INACTIVE,    "removed",      "removed",   "removed" } },
		{ "withdraw",  { "withdrawn",   "withdrawn", INACTIVE,    INACTIVE,    "withdrawn",    "withdrawn", "withdrawn" } },
		{ "audit",     { "active",      "suspended", INACTIVE,    INACTIVE,    "under_review", "dormant",   "cure_submitted" } },
		{ "announce_removal", { "active", "suspended", INACTIVE,  INACTIVE,    "under_review", "dormant",   "cure_submitted" } },
		{ "answer_removal", { "active", "suspended", INACTIVE,    INACTIVE,    "under_review", "dormant",   "cure_submitted" } },
		{ "bid",       { "active",      BARRED,      BARRED,      BARRED,      "under_review", BARRED,      BARRED } },
		{ "award",     { "active",      BARRED,      BARRED,      BARRED,      "under_review", BARRED,      BARRED } },
		{ "review_score", { "active",   "suspended", INACTIVE,    INACTIVE,    "under_review", "dormant",   "cure_submitted" } },
		{ "ask_price", { "active",      "suspended", INACTIVE,    INACTIVE,    "under_review", "dormant",   "cure_submitted" } },
		{ "raise_price", { "active",    "suspended", INACTIVE,    INACTIVE,    "under_review", "dormant",   "cure_submitted" } },
	};

	assert_grid(*state, &accreditation_lifecycle, grid, ARRAY_LEN(grid));
}

static void
every_act_on_a_placement_in_every_state(void **state)
{
	static const struct expected grid[] = {
		/*          awaiting_provider         awaiting_council  active            refused */
		{ "sign",   { "awaiting_council",       "already-signed", "already-signed", "placement-not-open" } },
		{ "sign",   { "provider-signs-first",   "active",         "already-signed", "placement-not-open" } },
		{ "refuse", { "refused",                "refused",        "placement-not-open", "placement-not-open" } },
		{ "disclose", { "awaiting_provider",    "awaiting_council", "active",       "placement-not-open" } },
	};

	assert_grid(*state, &placement_lifecycle, grid, ARRAY_LEN(grid));
}

static void
every_act_on_an_uplift_in_every_state(void **state)
{
#define SETTLED  "uplift-decided"
#define PENDING  "uplift-not-decided"
#define CLOSED   "appeal-closed"
#define ACCEPTED "not-appealed"
	static const struct expected grid[] = {
		/*            asked        granted     refused     withdrawn appealed     upheld   dismissed */
		{ "grant",    { "granted",   SETTLED,    SETTLED,    SETTLED,  SETTLED,     SETTLED, SETTLED } },
		{ "refuse",   { "refused",   SETTLED,    SETTLED,    SETTLED,  SETTLED,     SETTLED, SETTLED } },
		{ "withdraw", { "withdrawn", SETTLED,    SETTLED,    SETTLED,  SETTLED,     SETTLED, SETTLED } },
		{ "appeal",   { PENDING,     "appealed", "appealed", CLOSED,   CLOSED,      CLOSED,  CLOSED } },
		{ "uphold",   { PENDING,     ACCEPTED,   ACCEPTED,   ACCEPTED, "upheld",    SETTLED, SETTLED } },
		{ "dismiss",  { PENDING,     ACCEPTED,   ACCEPTED,   ACCEPTED, "dismissed", SETTLED, SETTLED } },
	};

	assert_grid(*state, &uplift_lifecycle, grid, ARRAY_LEN(grid));
}

static void
every_act_on_an_expression_of_interest_in_every_state(void **state)
{
#define UNUSABLE "invitation-not-open"
	static const struct expected grid[] = {
		/*            received   invited       registered expired */
		{ "invite",   { "invited", "invited",    UNUSABLE,  "invited" } },
		{ "invite",   { "invited", "invited",    UNUSABLE,  "invited" } },
		{ "register", { UNUSABLE,  "registered", UNUSABLE,  UNUSABLE } },
	};

	assert_grid(*state, &interest_lifecycle, grid, ARRAY_LEN(grid));
}

static void
every_act_on_an_enquiry_in_every_state_r178(void **state)
{
	static const struct expected grid[] = {
		/*           unconfirmed sent                     answered */
		{ "confirm", { "sent",   "enquiry-link-unusable", "enquiry-link-unusable" } },
		{ "answer",  { "conflict", "answered",            "conflict" } },
	};

	assert_grid(*state, &enquiry_lifecycle, grid, ARRAY_LEN(grid));
}

static void
every_act_on_an_event_for_providers_in_every_state_r025(void **state)
{
#define BEGUN "event-begun"
#define OFF   "event-cancelled"
	static const struct expected grid[] = {
		/*             announced      begun  cancelled */
		{ "change",    { "announced", BEGUN, OFF } },
		{ "allocate",  { "announced", BEGUN, OFF } },
		{ "cancel",    { "cancelled", BEGUN, OFF } },
		{ "answer",    { "announced", BEGUN, OFF } },
		{ "book",      { "announced", BEGUN, OFF } },
		{ "give_back", { "announced", BEGUN, OFF } },
	};

	assert_grid(*state, &provider_event_lifecycle, grid, ARRAY_LEN(grid));
}
/* clang-format on */

static void
every_refusal_is_a_409_with_a_whole_sentence(void **state)
{
	for (size_t i = 0; i < lifecycles_count; i++) {
		const struct lifecycle *l = lifecycles[i];
		const size_t states = vocabulary_find(l->states)->count;

		for (size_t n = 0; n < l->acts_count * states; n++) {
			struct err *e = lifecycle_check(*state, l,
			    (int)(n / states), (int)(n % states));

			if (!e)
				continue;
			assert_int_equal(err_status(e->kind), 409);
			assert_int_equal(e->detail[strlen(e->detail) - 1], '.');
			assert_true(strlen(e->detail) > 20);
		}
	}
}

/* One act in one state, by everybody: whoever's it is not is told so, in any
 * state; of the others the state decides, and each refusal has a name. */
static void
assert_everybody(struct arena *a, const struct lifecycle *l, int act, int state)
{
	const struct vocabulary *states = vocabulary_find(l->states);
	const struct transition *t = &l->acts[act];

	for (int role = 0; role <= ROLE__MAX; role++) {
		struct err *e =
		    lifecycle_check_as(a, l, act, (enum role)role, state);

		if (role != (int)t->role) {
			assert_kind(e, ERR_FORBIDDEN);
		} else if (t->from & IN_STATE(state)) {
			assert_null(e);
			assert_in_range(lifecycle_next(l, act, state), 0,
			    states->count - 1);
		} else {
			assert_kind(e, t->refusals[state].kind);
			assert_string_equal(e->detail,
			    t->refusals[state].detail);
		}
	}
}

static void
every_act_of_every_role_in_every_state(void **state)
{
	for (size_t i = 0; i < lifecycles_count; i++) {
		const struct lifecycle *l = lifecycles[i];
		const size_t states = vocabulary_find(l->states)->count;

		for (size_t n = 0; n < l->acts_count * states; n++)
			assert_everybody(*state, l, (int)(n / states),
			    (int)(n % states));
	}
}

static void
another_role_is_told_whose_act_it_is(void **state)
{
	struct err *e = lifecycle_check_as(*state, &referral_lifecycle,
	    REFERRAL_PUBLISH, ROLE_PROVIDER, REFERRAL_DRAFT);

	assert_kind(e, ERR_FORBIDDEN);
	assert_non_null(strstr(e->detail, "council"));
}

/* One act, one event, and one template for it; and nothing moves unseen. */
static void
every_act_writes_an_event_that_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < lifecycles_count; i++) {
		const struct lifecycle *l = lifecycles[i];

		if (l->begins)
			assert_non_null(event_find(l->begins));
		for (size_t n = 0; n < l->acts_count; n++) {
			const struct transition *t = &l->acts[n];

			if (!t->event && t->to == LIFECYCLE_STAYS)
				continue;
			if (!t->event || !event_find(t->event))
				fail_msg("%s, %s: no such event", l->name,
				    t->act);
			assert_string_equal(lifecycle_event(l, (int)n),
			    t->event);
		}
	}
}

static struct removal
removal(enum regime regime, enum accreditation_state state,
    enum removal_ground ground)
{
	return (struct removal){ .regime = regime,
		.state = state,
		.ground = ground,
		.until = { 2026, 12, 16 } };
}

static void
r067_not_bidding_is_a_ground_only_where_the_law_knows_it(void **state)
{
	struct removal r = removal(REGIME_PA23_DYNAMIC_MARKET,
	    ACCREDITATION_DORMANT, REMOVAL_INACTIVITY);

	assert_kind(removal_announce_check(*state, &r),
	    ERR_INACTIVITY_NO_GROUND);
	r.regime = REGIME_PA23_LIGHT_TOUCH_FRAMEWORK;
	assert_null(removal_announce_check(*state, &r));
	r.state = ACCREDITATION_ACTIVE;
	assert_kind(removal_announce_check(*state, &r), ERR_REMOVAL_BARRED);
	r.ground = REMOVAL_INSOLVENCY;
	assert_null(removal_announce_check(*state, &r));
}

static void
reasons_come_before_a_removal(void **state)
{
	struct removal r = removal(REGIME_PA23_DYNAMIC_MARKET,
	    ACCREDITATION_ACTIVE, REMOVAL__MAX);
	const struct date last = { 2026, 12, 16 }, after = { 2026, 12, 17 };

	assert_kind(removal_check(*state, &r, after),
	    ERR_REMOVAL_NOT_ANNOUNCED);
	r.ground = REMOVAL_EXCLUSION;
	assert_kind(removal_check(*state, &r, last), ERR_REPRESENTATIONS_OPEN);
	assert_null(removal_check(*state, &r, after));
	r.answered = true;
	assert_null(removal_check(*state, &r, last));
	r.ground = REMOVAL_INACTIVITY;
	assert_kind(removal_check(*state, &r, last), ERR_INACTIVITY_NO_GROUND);
}

static void
every_state_but_the_first_can_be_reached(void **state)
{
	(void)state;
	for (size_t i = 0; i < lifecycles_count; i++) {
		const struct lifecycle *l = lifecycles[i];
		const struct vocabulary *states = vocabulary_find(l->states);

		for (size_t s = 1; s < states->count; s++) {
			bool reached =
			    l->by_itself &&
			    strstr(l->by_itself, states->words[s]) != NULL;

			for (size_t j = 0; j < l->acts_count; j++)
				reached |= l->acts[j].to == (int)s;
			assert_true(reached);
		}
	}
}

static void
the_typed_functions_ask_the_right_table(void **state)
{
	assert_null(scheme_check(*state, SCHEME_START, SCHEME_DRAFT));
	assert_int_equal(scheme_next(SCHEME_START, SCHEME_DRAFT), SCHEME_OPEN);
	assert_null(
	    application_check(*state, APPLICATION_SUBMIT, APPLICATION_DRAFT));
	assert_int_equal(application_next(APPLICATION_SUBMIT,
			     APPLICATION_DRAFT),
	    APPLICATION_SUBMITTED);
	assert_null(lifecycle_check(*state, &entry_lifecycle, ENTRY_ACCREDIT,
	    ENTRY_ASSESSED));
	assert_int_equal(entry_next(ENTRY_ACCREDIT, ENTRY_ASSESSED),
	    ENTRY_ACCREDITED);
	assert_null(lifecycle_check(*state, &accreditation_lifecycle,
	    ACCREDITATION_SUSPEND, ACCREDITATION_ACTIVE));
	assert_int_equal(accreditation_next(ACCREDITATION_SUSPEND,
			     ACCREDITATION_ACTIVE),
	    ACCREDITATION_SUSPENDED);
	assert_kind(referral_check(*state, REFERRAL_BID, REFERRAL_CLOSED),
	    ERR_DEADLINE_PASSED);
	assert_int_equal(referral_next(REFERRAL_PUBLISH, REFERRAL_DRAFT),
	    REFERRAL_OPEN);
	assert_null(lifecycle_check(*state, &uplift_lifecycle, UPLIFT_GRANT,
	    UPLIFT_ASKED));
	assert_int_equal(uplift_next(UPLIFT_GRANT, UPLIFT_ASKED),
	    UPLIFT_GRANTED);
	assert_kind(lifecycle_check(*state, &placement_lifecycle,
			PLACEMENT_SIGN_COUNCIL, PLACEMENT_AWAITING_PROVIDER),
	    ERR_PROVIDER_SIGNS_FIRST);
	assert_int_equal(placement_next(PLACEMENT_SIGN_COUNCIL,
			     PLACEMENT_AWAITING_COUNCIL),
	    PLACEMENT_ACTIVE);
}

static void
each_party_signs_for_itself(void **state)
{
	(void)state;
	assert_int_equal(placement_signature(ROLE_PROVIDER),
	    PLACEMENT_SIGN_PROVIDER);
	assert_int_equal(placement_signature(ROLE_COUNCIL),
	    PLACEMENT_SIGN_COUNCIL);
}

static void
a_table_draws_itself(void **state)
{
	const char *text = lifecycle_mermaid(*state, &placement_lifecycle);

	assert_string_equal(text,
	    "stateDiagram-v2\n"
	    "\t[*] --> awaiting_provider\n"
	    "\tawaiting_provider --> awaiting_council: sign (provider)\n"
	    "\tawaiting_council --> active: sign (council)\n"
	    "\tawaiting_provider --> refused: refuse (provider)\n"
	    "\tawaiting_council --> refused: refuse (provider)\n");
	text = lifecycle_mermaid(*state, &referral_lifecycle);
	assert_non_null(
	    strstr(text, "\topen --> closed: the deadline is reached\n"));
	assert_null(strstr(text, "edit")); /* it changes no state */
}

static void
a_table_is_written_out_with_its_guards_and_events(void **state)
{
	const char *text = lifecycle_markdown(*state, &placement_lifecycle);

	assert_non_null(strstr(text, "## placement\n\n```mermaid\nstateD"));
	assert_non_null(strstr(text, "Begins with `placement.issued`.\n"));
	assert_non_null(strstr(text,
	    "\n| sign | council | awaiting_council | active | "
	    "`provider-signs-first`, `already-signed`, `placement-not-open` | "
	    "`placement.activated` | `signPlacement` |\n"));
	text = lifecycle_markdown(*state, &accreditation_lifecycle);
	assert_non_null(strstr(text,
	    "| bid | provider | active, under_review | stays | `not-accredited` | "
	    "\xe2\x80\x93 | `putBid` |\n"));
}

static const int64_t noon = INT64_C(1795521600000000);
#define HOUR INT64_C(3600000000)

static void
at_the_instant_of_the_deadline_a_referral_is_closed(void **state)
{
	(void)state;
	assert_int_equal(referral_state_at(REFERRAL_OPEN, noon, noon - 1),
	    REFERRAL_OPEN);
	assert_int_equal(referral_state_at(REFERRAL_OPEN, noon, noon),
	    REFERRAL_CLOSED);
	assert_int_equal(referral_state_at(REFERRAL_OPEN, noon, noon + 1),
	    REFERRAL_CLOSED);
	for (int s = 0; s < REFERRAL__MAX; s++) {
		if (s != REFERRAL_OPEN)
			assert_int_equal(referral_state_at((enum referral_state)
							       s,
					     noon, noon + HOUR),
			    s);
	}
}

static void
r063_an_invitation_ends_at_its_instant(void **state)
{
	(void)state;
	assert_int_equal(interest_state_at(INTEREST_INVITED, noon, noon - 1),
	    INTEREST_INVITED);
	assert_int_equal(interest_state_at(INTEREST_INVITED, noon, noon),
	    INTEREST_EXPIRED);
	assert_int_equal(interest_state_at(INTEREST_REGISTERED, noon, noon),
	    INTEREST_REGISTERED);
	assert_int_equal(interest_invitation(ROLE_LEAD), INTEREST_INVITE_LEAD);
	assert_int_equal(interest_invitation(ROLE_PORTAL),
	    INTEREST_INVITE_PORTAL);
}

static void
r080_an_extension_is_later_or_wider_and_never_less(void **state)
{
	static const struct referral_terms from = { noon, 2000 };
	static const struct {
		struct referral_terms to;
		const char *fault;
	} cases[] = {
		{ { noon + 1, 2000 }, NULL },
		{ { noon, 2001 }, NULL },
		{ { noon + HOUR, 3000 }, NULL },
		{ { noon, 2000 }, "#" },
		{ { noon - 1, 3000 }, "#/deadline" },
		{ { noon + 1, 1999 }, "#/radius_miles" },
	};
	const struct referral_terms less = { noon - 1, 1999 };

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err *e =
		    extension_check(*state, &from, &cases[i].to, noon - HOUR);

		if (cases[i].fault)
			assert_fault_at(e, 0, cases[i].fault);
		assert_int_equal(count_faults(e), cases[i].fault ? 1 : 0);
	}
	assert_int_equal(count_faults(extension_check(*state, &from, &less,
			     noon - HOUR)),
	    2);
}

static void
an_extended_deadline_lies_ahead(void **state)
{
	const struct referral_terms from = { noon, 2000 };
	const struct referral_terms wider = { noon, 3000 };

	assert_null(extension_check(*state, &from, &wider, noon - 1));
	assert_fault_at(extension_check(*state, &from, &wider, noon), 0,
	    "#/deadline");
}

static void
a_day_ahead_is_today_or_later(void **state)
{
	const struct date today = { 2026, 11, 24 };

	assert_null(day_ahead_check(*state, "#/need_by", today, today));
	assert_null(day_ahead_check(*state, "#/need_by",
	    (struct date){ 2027, 1, 1 }, today));
	assert_fault_at(day_ahead_check(*state, "#/need_by",
			    (struct date){ 2026, 11, 23 }, today),
	    0, "#/need_by");
}

static void
a_day_reached_is_today_or_earlier(void **state)
{
	const struct date today = { 2026, 11, 24 };

	assert_null(day_reached_check(*state, "#/on", today, today));
	assert_null(day_reached_check(*state, "#/on",
	    (struct date){ 2025, 12, 31 }, today));
	assert_fault_at(day_reached_check(*state, "#/on",
			    (struct date){ 2026, 11, 25 }, today),
	    0, "#/on");
}

static void
providers_get_the_response_hours_to_the_microsecond(void **state)
{
	struct err *e;

	assert_null(response_hours_check(*state, noon, noon + 72 * HOUR, 72));
	e = response_hours_check(*state, noon, noon + 72 * HOUR - 1, 72);
	assert_fault_at(e, 0, "#/deadline");
	assert_non_null(strstr(e->detail, "72 hours"));
	assert_fault_at(response_hours_check(*state, noon, noon, 0), 0,
	    "#/deadline");
	assert_fault_at(response_hours_check(*state, noon, INT64_MIN, 2), 0,
	    "#/deadline");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_act_on_a_referral_in_every_state),
		T(every_act_on_a_scheme_in_every_state),
		T(every_act_on_a_category_in_every_state),
		T(every_act_on_an_application_in_every_state),
		T(every_act_on_an_entry_in_every_state),
		T(every_act_on_an_accreditation_in_every_state),
		T(every_act_on_a_placement_in_every_state),
		T(every_act_on_an_uplift_in_every_state),
		T(every_act_on_an_expression_of_interest_in_every_state),
		T(every_act_on_an_enquiry_in_every_state_r178),
		T(every_act_on_an_event_for_providers_in_every_state_r025),
		T(r063_an_invitation_ends_at_its_instant),
		T(every_refusal_is_a_409_with_a_whole_sentence),
		T(every_act_of_every_role_in_every_state),
		T(another_role_is_told_whose_act_it_is),
		T(every_act_writes_an_event_that_is_told),
		T(r067_not_bidding_is_a_ground_only_where_the_law_knows_it),
		T(reasons_come_before_a_removal),
		T(every_state_but_the_first_can_be_reached),
		T(the_typed_functions_ask_the_right_table),
		T(each_party_signs_for_itself),
		T(a_table_draws_itself),
		T(a_table_is_written_out_with_its_guards_and_events),
		T(at_the_instant_of_the_deadline_a_referral_is_closed),
		T(r080_an_extension_is_later_or_wider_and_never_less),
		T(an_extended_deadline_lies_ahead),
		T(a_day_ahead_is_today_or_later),
		T(a_day_reached_is_today_or_earlier),
		T(providers_get_the_response_hours_to_the_microsecond),
	};

	return cmocka_run_group_tests_name("lifecycle", tests, NULL, NULL);
}
