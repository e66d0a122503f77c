/*
 * event.c - the table of events and of what is said about each.
 * SPDX-License-Identifier: Apache-2.0
 *
 * In alphabetical order, two helpers who add a row seldom meet.  Who is told
 * is a choice among those who may read the event at all, which is said when it
 * is written; whoever acted is never told.
 */
#include "core/event.h"

#include <string.h>

#include "core/compiler.h"

enum {
	NOBODY = 0,
	LEAD = 1 << ROLE_LEAD,
	COUNCIL = 1 << ROLE_COUNCIL,
	PROVIDER = 1 << ROLE_PROVIDER,
	AUDITOR = 1 << ROLE_AUDITOR,
};

/* clang-format off */
const struct event_kind event_kinds[] = {
	{ "accreditation.granted", COUNCIL | PROVIDER, TOPIC_ADMISSION,
	    "A home has been accredited",
	    "From now on it can be invited to bid in its category.",
	    "/v1/accreditations/{subject}" },
	{ "accreditation.reinstated", COUNCIL | PROVIDER, TOPIC_STANDING,
	    "An accreditation has been reinstated",
	    "The home can be invited, can bid and can be awarded again.",
	    "/v1/accreditations/{subject}" },
	{ "accreditation.removed", COUNCIL | PROVIDER, TOPIC_STANDING,
	    "An accreditation has been removed",
	    "The home is no longer invited. Placements that stand go on.",
	    "/v1/accreditations/{subject}" },
	{ "accreditation.score_reviewed", COUNCIL | PROVIDER, TOPIC_STANDING,
	    "A home's carried score has been reviewed",
	    "The review says what it rests on and from which day the score counts. Referrals that are published keep theirs.",
	    "/v1/accreditations/{subject}/score-reviews" },
	{ "accreditation.suspended", COUNCIL | PROVIDER, TOPIC_STANDING,
	    "An accreditation has been suspended",
	    "The home is not invited, cannot bid and cannot be awarded until it is reinstated. Placements that stand go on.",
	    "/v1/accreditations/{subject}" },
	{ "accreditation.withdrawn", LEAD | COUNCIL | PROVIDER, TOPIC_STANDING,
	    "A home has left a category",
	    "Its provider has withdrawn the accreditation. Placements that stand go on.",
	    "/v1/accreditations/{subject}" },
	{ "application.agreement_signed", LEAD, TOPIC_ADMISSION,
	    "The agreement has been signed for application {reference}",
	    "The decision can be made now.",
	    "/v1/applications/{subject}" },
	{ "application.changed", NOBODY, TOPIC_ADMISSION,
	    "Application {reference} has been changed",
	    "It is still a draft.",
	    "/v1/applications/{subject}" },
	{ "application.conflict_declared", LEAD, TOPIC_ADMISSION,
	    "Somebody has declared about application {reference}",
	    "Whether there is a conflict of interest stands beside the application.",
	    "/v1/applications/{subject}" },
	{ "application.created", NOBODY, TOPIC_ADMISSION,
	    "Application {reference} has been started",
	    "It is a draft until it is submitted.",
	    "/v1/applications/{subject}" },
	{ "application.decided", PROVIDER, TOPIC_ADMISSION,
	    "Application {reference} has been decided",
	    "Each home's decision, its scores and the reasons can be read now.",
	    "/v1/applications/{subject}" },
	{ "application.information_answered", LEAD, TOPIC_ADMISSION,
	    "Information on application {reference} has come",
	    "The application goes on, and is due later by the days that it waited.",
	    "/v1/applications/{subject}/information-requests" },
	{ "application.information_requested", PROVIDER, TOPIC_ADMISSION,
	    "Information on application {reference} is asked for",
	    "Please answer by the day that the request names; without an answer the application lapses.",
	    "/v1/applications/{subject}/information-requests" },
	{ "application.lapsed", LEAD | PROVIDER, TOPIC_ADMISSION,
	    "Application {reference} has lapsed",
	    "A request for information was not answered in time. A new application can be made on any day.",
	    "/v1/applications/{subject}" },
	{ "application.submitted", LEAD | PROVIDER, TOPIC_ADMISSION,
	    "Application {reference} has been submitted",
	    "It shows the day by which it will be decided.",
	    "/v1/applications/{subject}" },
	{ "application.withdrawn", LEAD, TOPIC_ADMISSION,
	    "Application {reference} has been withdrawn",
	    "Nothing of it remains to be decided.",
	    "/v1/applications/{subject}" },
	{ "bid.consensus_reached", NOBODY, TOPIC_REFERRALS,
	    "The evaluators of a bid on {reference} agree",
	    "The consensus and its reason are recorded.",
	    "/v1/referrals/{referral}/bids" },
	{ "bid.disregarded", COUNCIL | PROVIDER, TOPIC_REFERRALS,
	    "A bid on {reference} has been disregarded",
	    "The reason can be read beside the bid.",
	    "/v1/bids/{subject}/disregard" },
	{ "bid.evaluated", NOBODY, TOPIC_REFERRALS,
	    "A bid on {reference} has been scored",
	    "The score and its reason are recorded.",
	    "/v1/referrals/{referral}/bids" },
	{ "bid.explained", COUNCIL, TOPIC_REFERRALS,
	    "A low price on {reference} has been explained",
	    "Read the explanation before the bids are ranked.",
	    "/v1/bids/{subject}/explanation" },
	{ "bid.explanation_asked", COUNCIL | PROVIDER, TOPIC_REFERRALS,
	    "A price on {reference} needs an explanation",
	    "It is unusually low. The bid says until when it can be explained.",
	    "/v1/bids/{subject}" },
	{ "bid.placed", PROVIDER, TOPIC_REFERRALS,
	    "Your bid on {reference} has been received",
	    "It is sealed. It can be replaced or withdrawn until the deadline.",
	    "/v1/referrals/{referral}" },
	{ "bid.read_refused", LEAD | COUNCIL | AUDITOR, TOPIC_SECURITY,
	    "A look at sealed bids was refused",
	    "Somebody asked for what was not open to them. It is on record.",
	    "/v1/audit" },
	{ "bid.replaced", PROVIDER, TOPIC_REFERRALS,
	    "Your bid on {reference} has been replaced",
	    "The new one is sealed. It can be replaced or withdrawn until the deadline.",
	    "/v1/referrals/{referral}" },
	{ "bid.withdrawn", PROVIDER, TOPIC_REFERRALS,
	    "Your bid on {reference} has been withdrawn",
	    "Another one can be placed until the deadline.",
	    "/v1/referrals/{referral}" },
	{ "bids.released", NOBODY, TOPIC_REFERRALS,
	    "The keeper has released the bids on {reference}",
	    "It did so for those who open them, after the deadline.",
	    "/v1/referrals/{referral}" },
	{ "category.added", COUNCIL, TOPIC_SCHEMES,
	    "Scheme {reference} has a new category",
	    "Homes can apply for it once the scheme is open.",
	    "/v1/categories/{subject}" },
	{ "category.council_cap_set", LEAD | PROVIDER, TOPIC_SCHEMES,
	    "A council has set its own cap on core costs",
	    "It counts for the referrals that this council publishes from now on.",
	    "/v1/categories/{subject}/council-caps" },
	{ "client.created", LEAD | COUNCIL | PROVIDER, TOPIC_SECURITY,
	    "A machine client has been added",
	    "A program can now act for your organisation.",
	    "/v1/clients/{subject}" },
	{ "client.removed", LEAD | COUNCIL | PROVIDER, TOPIC_SECURITY,
	    "A machine client has been removed",
	    "The program can no longer act for your organisation.",
	    "/v1/clients" },
	{ "document.created", NOBODY, TOPIC_ADMISSION,
	    "A document has been announced",
	    "It counts once its content has come.",
	    "/v1/documents/{subject}" },
	{ "document.expired", LEAD | PROVIDER, TOPIC_STANDING,
	    "A document has expired",
	    "A new one can still come within the days of grace.",
	    "/v1/documents/{subject}" },
	{ "document.expires_within_seven_days", PROVIDER, TOPIC_STANDING,
	    "A document expires within seven days",
	    "Announce the one that replaces it, and put up its content.",
	    "/v1/documents/{subject}" },
	{ "document.expires_within_sixty_days", PROVIDER, TOPIC_STANDING,
	    "A document expires within sixty days",
	    "Announce the one that replaces it, and put up its content.",
	    "/v1/documents/{subject}" },
	{ "document.expires_within_thirty_days", PROVIDER, TOPIC_STANDING,
	    "A document expires within thirty days",
	    "Announce the one that replaces it, and put up its content.",
	    "/v1/documents/{subject}" },
	{ "document.grace_ended", LEAD | PROVIDER, TOPIC_STANDING,
	    "A document's days of grace are over",
	    "Where it is a condition, the home does not stand until a new one is there.",
	    "/v1/documents/{subject}" },
	{ "entry.accredited", PROVIDER, TOPIC_ADMISSION,
	    "A home in application {reference} is accredited",
	    "Its scores and the reasons can be read now.",
	    "/v1/applications" },
	{ "entry.added", NOBODY, TOPIC_ADMISSION,
	    "Application {reference} has another entry",
	    "It is still a draft.",
	    "/v1/applications" },
	{ "entry.assessed", NOBODY, TOPIC_ADMISSION,
	    "A home in application {reference} has been assessed",
	    "The decision follows.",
	    "/v1/applications" },
	{ "entry.changed", NOBODY, TOPIC_ADMISSION,
	    "A home's answers in application {reference} have been changed",
	    "It is still a draft.",
	    "/v1/applications" },
	{ "entry.first_stage_passed", PROVIDER, TOPIC_ADMISSION,
	    "A home has passed the first stage of {reference}",
	    "The second stage can be filled in now.",
	    "/v1/applications" },
	{ "entry.moderated", NOBODY, TOPIC_ADMISSION,
	    "The scorers of a home in application {reference} agree",
	    "The consensus and its reasons are recorded. The assessment follows.",
	    "/v1/applications" },
	{ "entry.refused", PROVIDER, TOPIC_ADMISSION,
	    "A home in application {reference} is not accredited",
	    "The reason and every score can be read now. It can apply again.",
	    "/v1/applications" },
	{ "entry.removed", NOBODY, TOPIC_ADMISSION,
	    "Application {reference} has one entry less",
	    "It is still a draft.",
	    "/v1/applications" },
	{ "entry.scored", LEAD, TOPIC_ADMISSION,
	    "A home in application {reference} has been scored",
	    "One of those who were asked has scored. What they gave is shown once all have.",
	    "/v1/applications" },
	{ "entry.scorer_asked", COUNCIL, TOPIC_ADMISSION,
	    "Somebody is asked to score a home in application {reference}",
	    "First say whether there is a conflict of interest, then score each statement.",
	    "/v1/applications" },
	{ "entry.scorer_released", COUNCIL, TOPIC_ADMISSION,
	    "Somebody is no longer asked to score a home in application {reference}",
	    "There is nothing left to do.",
	    "/v1/applications" },
	{ "entry.second_stage_submitted", LEAD, TOPIC_ADMISSION,
	    "The second stage of a home in {reference} has come",
	    "It can be assessed now.",
	    "/v1/applications" },
	{ "entry.withdrawn", LEAD | PROVIDER, TOPIC_ADMISSION,
	    "A home has been withdrawn from application {reference}",
	    "It will not be decided. It can apply again.",
	    "/v1/applications" },
	{ "establishment.changed", NOBODY, TOPIC_STANDING,
	    "A home's details have been changed",
	    "The directory shows them as they are now.",
	    "/v1/establishments/{subject}" },
	{ "establishment.created", NOBODY, TOPIC_STANDING,
	    "A home has been added",
	    "It can be entered in an application.",
	    "/v1/establishments/{subject}" },
	{ "expression_of_interest.received", LEAD, TOPIC_ADMISSION,
	    "Somebody wants to join a scheme",
	    "A portal has sent an expression of interest.",
	    "/v1/expressions-of-interest/{subject}" },
	{ "invitation.refused", PROVIDER, TOPIC_REFERRALS,
	    "Your \"no bid\" on {reference} has been received",
	    "A bid can still be placed until the deadline.",
	    "/v1/referrals/{referral}" },
	{ "opening.refused", LEAD | COUNCIL | AUDITOR, TOPIC_SECURITY,
	    "An opening of sealed bids was refused",
	    "Somebody tried to open them who may not, or too early. It is on record.",
	    "/v1/audit" },
	{ "placement.activated", COUNCIL | PROVIDER, TOPIC_PLACEMENTS,
	    "Both parties have signed a placement from {reference}",
	    "The agreement is in force.",
	    "/v1/placements/{subject}" },
	{ "placement.disclosed", PROVIDER, TOPIC_PLACEMENTS,
	    "The council has released details for a placement from {reference}",
	    "They are for those who need them to prepare the placement.",
	    "/v1/placements/{subject}/disclosure" },
	{ "placement.issued", PROVIDER, TOPIC_PLACEMENTS,
	    "A placement agreement from {reference} waits for you",
	    "Sign it or refuse it; the council signs after you.",
	    "/v1/placements/{subject}" },
	{ "placement.refused", COUNCIL | PROVIDER, TOPIC_PLACEMENTS,
	    "The provider has refused the placement from {reference}",
	    "The award falls, and the referral is as ranked as it was.",
	    "/v1/placements/{subject}" },
	{ "placement.signed", COUNCIL, TOPIC_PLACEMENTS,
	    "The provider has signed the placement from {reference}",
	    "It waits for your signature.",
	    "/v1/placements/{subject}" },
	{ "provider.registered", NOBODY, TOPIC_SECURITY,
	    "A provider has registered",
	    "It can add homes and apply.",
	    "/v1/providers/{subject}" },
	{ "referral.awarded", COUNCIL | PROVIDER, TOPIC_REFERRALS,
	    "{reference} has been awarded",
	    "Every bidder can read its own scores, the winner's, and the reasons.",
	    "/v1/referrals/{referral}/feedback" },
	{ "referral.budget_raised", COUNCIL, TOPIC_REFERRALS,
	    "The budget of {reference} has been raised",
	    "What can be chosen is worked out again; nothing is scored again.",
	    "/v1/referrals/{referral}/budget" },
	{ "referral.cancelled", COUNCIL | PROVIDER, TOPIC_REFERRALS,
	    "{reference} has been cancelled",
	    "No award will come of it.",
	    "/v1/referrals/{referral}" },
	{ "referral.changed", NOBODY, TOPIC_REFERRALS,
	    "{reference} has been changed",
	    "It is still a draft.",
	    "/v1/referrals/{referral}" },
	{ "referral.choice_recorded", COUNCIL, TOPIC_REFERRALS,
	    "A choice has been recorded on {reference}",
	    "It can be awarded now.",
	    "/v1/referrals/{referral}/choice" },
	{ "referral.created", NOBODY, TOPIC_REFERRALS,
	    "{reference} has been started",
	    "It is a draft, and nobody but your council sees it.",
	    "/v1/referrals/{referral}" },
	{ "referral.extended", COUNCIL | PROVIDER, TOPIC_REFERRALS,
	    "{reference} has been extended",
	    "The deadline is later, more homes are asked, or both.",
	    "/v1/referrals/{referral}" },
	{ "referral.identifiers_held", COUNCIL, TOPIC_REFERRALS,
	    "The portrait of {reference} may identify somebody",
	    "Another officer has to say that it may stand, or it has to be changed.",
	    "/v1/referrals/{referral}" },
	{ "referral.identifiers_overridden", COUNCIL, TOPIC_REFERRALS,
	    "The portrait of {reference} may stand as it is",
	    "An officer who did not write it has said so.",
	    "/v1/referrals/{referral}" },
	{ "referral.opened", COUNCIL | PROVIDER, TOPIC_REFERRALS,
	    "The bids on {reference} have been opened",
	    "They are evaluated next.",
	    "/v1/referrals/{referral}" },
	{ "referral.opening_asked", COUNCIL, TOPIC_REFERRALS,
	    "The bids on {reference} wait for a second opener",
	    "One officer has asked for the opening; another one has to.",
	    "/v1/referrals/{referral}" },
	{ "referral.published", COUNCIL | PROVIDER, TOPIC_REFERRALS,
	    "{reference} is open for bids",
	    "It says what is needed and until when bids can be placed.",
	    "/v1/referrals/{referral}" },
	{ "referral.ranked", COUNCIL, TOPIC_REFERRALS,
	    "The bids on {reference} have been ranked",
	    "The ranking is locked.",
	    "/v1/referrals/{referral}/ranking" },
	{ "scheme.agreement_published", COUNCIL, TOPIC_SCHEMES,
	    "A scheme has a new version of its agreement",
	    "Providers that apply from now on sign this version.",
	    "/v1/schemes" },
	{ "scheme.changed", COUNCIL, TOPIC_SCHEMES,
	    "Scheme {reference} has been changed",
	    "It shows its terms as they are now.",
	    "/v1/schemes/{subject}" },
	{ "scheme.closed", COUNCIL | PROVIDER, TOPIC_SCHEMES,
	    "Scheme {reference} has ended",
	    "No more applications and referrals; what has begun goes on.",
	    "/v1/schemes/{subject}" },
	{ "scheme.council_added", COUNCIL, TOPIC_SCHEMES,
	    "Your council has joined scheme {reference}",
	    "It can make referrals in it once the scheme is open.",
	    "/v1/schemes/{subject}" },
	{ "scheme.council_changed", COUNCIL, TOPIC_SCHEMES,
	    "Your council's part in scheme {reference} has been changed",
	    "The scheme shows from when and until when it can make referrals.",
	    "/v1/schemes/{subject}/councils" },
	{ "scheme.council_removed", COUNCIL, TOPIC_SCHEMES,
	    "Your council is no longer in scheme {reference}",
	    "The scheme had not been opened yet.",
	    "/v1/schemes" },
	{ "scheme.created", NOBODY, TOPIC_SCHEMES,
	    "Scheme {reference} has been started",
	    "It is a draft until it is opened.",
	    "/v1/schemes/{subject}" },
	{ "scheme.opened", COUNCIL, TOPIC_SCHEMES,
	    "Scheme {reference} is open",
	    "Homes can apply, and councils can make referrals.",
	    "/v1/schemes/{subject}" },
	{ "uplift.appealed", LEAD, TOPIC_STANDING,
	    "A decision on an uplift has been appealed",
	    "What was granted stands until the appeal is decided.",
	    "/v1/uplifts" },
	{ "uplift.asked", LEAD, TOPIC_STANDING,
	    "A provider asks to raise a cost head",
	    "Its evidence is there; nothing changes until it is decided.",
	    "/v1/uplifts" },
	{ "uplift.dismissed", PROVIDER, TOPIC_STANDING,
	    "An appeal about an uplift has been dismissed",
	    "The reason can be read now. What was decided stands.",
	    "/v1/uplifts" },
	{ "uplift.granted", PROVIDER, TOPIC_STANDING,
	    "An uplift has been granted",
	    "Where it is less than was asked, it can be appealed within fourteen days.",
	    "/v1/uplifts" },
	{ "uplift.refused", PROVIDER, TOPIC_STANDING,
	    "An uplift has been refused",
	    "The reason can be read now; it can be appealed within fourteen days.",
	    "/v1/uplifts" },
	{ "uplift.upheld", PROVIDER, TOPIC_STANDING,
	    "An appeal about an uplift has been upheld",
	    "It says what is granted and from which day it counts.",
	    "/v1/uplifts" },
	{ "uplift.withdrawn", LEAD, TOPIC_STANDING,
	    "A request to raise a cost head has been taken back",
	    "There is nothing to decide any more.",
	    "/v1/uplifts" },
	{ "user.changed", NOBODY, TOPIC_SECURITY,
	    "A colleague's account has been changed",
	    "Its role or name is another, or it was disabled.",
	    "/v1/users/{subject}" },
	{ "user.created", LEAD | COUNCIL | PROVIDER, TOPIC_SECURITY,
	    "A colleague has been given an account",
	    "Somebody can now act for your organisation.",
	    "/v1/users/{subject}" },
	{ "user.notifications_changed", NOBODY, TOPIC_SECURITY,
	    "Somebody has chosen what they are e-mailed",
	    "Notifications are listed all the same.",
	    "/v1/me/notification-preferences" },
	{ "user.trained", NOBODY, TOPIC_ADMISSION,
	    "Training has been recorded",
	    "As long as it is current, the person can be asked to score applications.",
	    "/v1/users/{subject}/training" },
	{ "webhook.changed", NOBODY, TOPIC_SECURITY,
	    "A webhook has been changed",
	    "It shows where your events are sent.",
	    "/v1/webhook-endpoints/{subject}" },
	{ "webhook.created", LEAD | COUNCIL | PROVIDER, TOPIC_SECURITY,
	    "A webhook has been added",
	    "Your organisation's events are sent there from now on.",
	    "/v1/webhook-endpoints/{subject}" },
	{ "webhook.disabled", LEAD | COUNCIL | PROVIDER, TOPIC_SECURITY,
	    "A webhook has been disabled",
	    "It failed for too long, or nobody answers for it. Nothing is lost: enabled again, it goes on where it stood.",
	    "/v1/webhook-endpoints/{subject}" },
	{ "webhook.removed", NOBODY, TOPIC_SECURITY,
	    "A webhook has been removed",
	    "Nothing is sent there any more.",
	    "/v1/webhook-endpoints" },
	{ "webhook.replayed", NOBODY, TOPIC_SECURITY,
	    "A webhook is sent its events again",
	    "Its receiver may see some of them twice.",
	    "/v1/webhook-endpoints/{subject}/deliveries" },
	{ "webhook.secret_rotated", NOBODY, TOPIC_SECURITY,
	    "A webhook has a new secret",
	    "The one before signs beside it for a while.",
	    "/v1/webhook-endpoints/{subject}" },
	{ "webhook.tested", NOBODY, TOPIC_SECURITY,
	    "A webhook has been tested",
	    "Its deliveries show what became of it.",
	    "/v1/webhook-endpoints/{subject}/deliveries" },
};
/* clang-format on */
const size_t event_kinds_count = ARRAY_LEN(event_kinds);

/* The row whose type is exactly these letters. */
static const struct event_kind *
find(const char *type, size_t length)
{
	for (size_t i = 0; i < event_kinds_count; i++) {
		const char *t = event_kinds[i].type;

		if (strlen(t) == length && memcmp(t, type, length) == 0)
			return &event_kinds[i];
	}
	return NULL;
}

static size_t
without_last_word(const char *type, size_t length)
{
	while (length > 0 && type[length - 1] != '.')
		length--;
	return length > 0 ? length - 1 : 0;
}

const struct event_kind *
event_find(const char *type)
{
	const size_t length = strlen(type);
	const struct event_kind *k = find(type, length);

	return k ? k : find(type, without_last_word(type, length));
}

/* The fact that stands for these letters between braces; NULL: nothing. */
static const char *
fact(const struct event_facts *f, const char *name, size_t length)
{
	const struct {
		const char *name, *value;
	} all[] = {
		{ "reference", f->reference },
		{ "subject", f->subject },
		{ "referral", f->referral },
	};

	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		if (strlen(all[i].name) == length &&
		    memcmp(all[i].name, name, length) == 0)
			return all[i].value;
	}
	return NULL;
}

const char *
event_text(struct arena *a, const char *template,
    const struct event_facts *facts)
{
	const char *text = "", *open, *close, *value;

	while ((open = strchr(template, '{')) != NULL &&
	       (close = strchr(open, '}')) != NULL) {
		value = fact(facts, open + 1, (size_t)(close - open) - 1);
		text = arena_printf(a, "%s%.*s%s", text, (int)(open - template),
		    template, value ? value : "");
		template = close + 1;
		if (!value && *template == ' ')
			template ++;
	}
	return arena_printf(a, "%s%s", text, template);
}

const char *
event_types_told(struct arena *a, enum role role)
{
	const char *text = "";

	for (size_t i = 0; i < event_kinds_count; i++) {
		if (event_kinds[i].told & 1U << role)
			text = arena_printf(a, "%s%s%s", text, *text ? "," : "",
			    event_kinds[i].type);
	}
	return text;
}

const char *
event_topics(struct arena *a)
{
	const char *text = "";

	for (int i = 0; i < TOPIC__MAX; i++)
		text = arena_printf(a, "%s%s%s", text, *text ? "," : "",
		    notice_topic_name((enum notice_topic)i));
	return text;
}
