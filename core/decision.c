/*
 * decision.c - what stands before a decision, and after it.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/decision.h"

#define DAY INT64_C(86400000000)

/* The applicant has been told, and its time to answer runs. */
static struct err *
pending_check(struct arena *a, const struct decision_facts *f)
{
	if (!f->warned || f->answered || f->now >= f->answer_by)
		return NULL;
	return err_new(a, ERR_REPRESENTATIONS_PENDING,
	    "The applicant has been told what failed and may still answer.");
}

static struct err *
evidence_check(struct arena *a, const struct decision_facts *f)
{
	if (!f->unexplained)
		return NULL;
	return err_new(a, ERR_GROUND_UNEXPLAINED,
	    "The assessment does not say why these were not passed: %s.",
	    f->unexplained);
}

struct err *
refusal_check(struct arena *a, const struct decision_facts *f)
{
	struct err *e = pending_check(a, f);

	if (e || !f->unheard)
		return e;
	e = regime_check(a, f->regime, LAW_EXCLUDED_UNHEARD, NULL);
	if (e && f->unexplained)
		return evidence_check(a, f);
	return e;
}

struct err *
due_diligence_check(struct arena *a, const struct decision_facts *f)
{
	if (f->unchecked)
		return err_new(a, ERR_DUE_DILIGENCE_MISSING,
		    "Nobody has looked into these registers: %s.",
		    f->unchecked);
	if (f->adverse)
		return err_new(a, ERR_DUE_DILIGENCE_ADVERSE,
		    "These registers say something against it: %s.",
		    f->adverse);
	return NULL;
}

struct err *
warning_check(struct arena *a, const struct decision_facts *f,
    int64_t answer_by)
{
	struct err *e = pending_check(a, f);

	if (!e)
		e = evidence_check(a, f);
	if (e || answer_by - f->now >= WARNING_DAYS * DAY)
		return e;
	return err_at(a, "#/answer_by",
	    "An applicant has at least %d days to answer.", WARNING_DAYS);
}

struct err *
representation_check(struct arena *a, const struct decision_facts *f)
{
	if (!f->warned || f->answered)
		return err_new(a, ERR_NOTHING_TO_ANSWER,
		    "There is no warning that waits for an answer.");
	if (f->now < f->answer_by)
		return NULL;
	return err_new(a, ERR_DEADLINE_PASSED,
	    "The time to answer this warning is over.");
}

struct err *
condition_check(struct arena *a, size_t number, struct date due,
    struct date today)
{
	if (date_compare(due, today) > 0)
		return NULL;
	return err_at(a, arena_printf(a, "#/conditions/%zu/due_on", number),
	    "A condition is due after today.");
}

bool
exclusion_notice_due(enum regime regime, struct date decided, struct date *out)
{
	if (regime_allows(regime, LAW_EXCLUSION_UNTOLD, NULL))
		return false;
	*out = date_from_days(date_to_days(decided) + EXCLUSION_NOTICE_DAYS);
	return true;
}

struct err *
review_check(struct arena *a, const struct review_facts *f)
{
	if (f->asked)
		return err_new(a, ERR_CONFLICT,
		    "Another look at this decision has been asked for.");
	if (!f->until)
		return err_new(a, ERR_CONFLICT,
		    "A refusal in the first stage is not looked at again; the "
		    "home may apply again.");
	if (f->now < f->until)
		return NULL;
	return err_new(a, ERR_DEADLINE_PASSED,
	    "The time to ask for another look at this decision is over.");
}

struct err *
review_answer_check(struct arena *a, const struct review_facts *f,
    enum review_outcome outcome)
{
	if (f->answered)
		return err_new(a, ERR_CONFLICT,
		    "This request has been answered.");
	if (!f->person)
		return err_new(a, ERR_PERSON_REQUIRED,
		    "A person looks at a decision again; a machine client is "
		    "none.");
	if (f->same)
		return err_new(a, ERR_SAME_PERSON,
		    "Somebody else than who decided answers this.");
	if (outcome == ANSWER_REOPENED && !f->refused)
		return err_at(a, "#/outcome",
		    "Only a refusal is opened again.");
	return NULL;
}
