"""twins.py - the same things twice, for two sets of people who must not meet.

A Side is a lead authority, a council, a provider, a portal and an auditor with
one thing of every kind; the Twins are two of them. What one side owns, the
other must not be able to tell from what was never there.

SPDX-License-Identifier: Apache-2.0
"""
import itertools
import json
import re
import secrets
import types
import uuid

from . import enquiries, papers
from .client import Api
from .flows import fresh
from .scoring import Scored, own_id, train

ROLES = ("lead", "council", "provider", "auditor", "portal", "nobody")
# What is done to an entry that several people score.
SCORING = ("putConflict", "showConflict", "listConflicts", "listScorers",
           "putScorer", "showScorer", "deleteScorer", "showScoring",
           "putScores", "showScores", "putScoreConsensus",
           "showScoreConsensus")
# What is said about an entry before and after its decision.
DECIDING = ("warnApplicant", "showWarning", "makeRepresentation",
            "showRepresentation", "putDueDiligence", "showDueDiligence",
            "listDueDiligence", "showEntryFeedback", "putExclusionNotice",
            "showExclusionNotice", "askReview", "showReview", "answerReview")
CHEAP = {"premises": 100_000, "staffing": 100_000}


class Side:
    """One of everything. ids: by the name of the path parameter, or by
    (operationId, name) where an operation wants another one."""

    def __init__(self, world):
        self.world = world
        self.ids, self.by_role, self.hidden = {}, {}, {}
        self.make_people()
        self.make_market()
        self.make_competition()
        self.make_decisions()  # before there is an agreement to be signed
        self.make_rest()
        self.make_strict()
        self.make_scoring()
        world.clock.reset()

    # ---- people

    def person(self, organisation, role):
        """A person and, for tokens without passwords, a machine."""
        fairlot = self.world.stack.fairlot
        common = ["--organisation", organisation, "--role", role]
        email, password = (f"{secrets.token_hex(6)}@example.org",
                           secrets.token_urlsafe(16))
        fairlot("user", "add", *common, "--email", email, "--name",
                fresh("Person"), stdin=password + "\n")
        machine = json.loads(fairlot("client", "add", *common, "--name",
                                     fresh("Machine")))
        return Api(self.world, name=f"{role} of twins", email=email,
                   password=password, organisation_id=organisation, **machine)

    def organisation(self, kind):
        return json.loads(self.world.stack.fairlot(
            "organisation", "add", kind, fresh("Twin")))["id"]

    def make_people(self):
        authority, council = (self.organisation("authority") for _ in "ab")
        self.lead = self.person(authority, "lead")
        self.auditor = self.person(authority, "auditor")
        self.council = self.person(council, "council")
        self.second = self.person(council, "council")
        self.portal = self.person(self.organisation("portal"), "portal")
        self.provider = self.world.provider()
        self.principals = {
            "lead": self.lead, "council": self.council,
            "provider": self.provider, "auditor": self.auditor,
            "portal": self.portal, "nobody": self.world.nobody}
        for role, owner in (("lead", self.lead), ("council", self.council),
                            ("provider", self.provider)):
            self.by_role[role] = {
                "user_id": self.world.colleague(owner).user_id,
                "client_id": owner.make("/v1/clients", {
                    "name": fresh("Machine")})["id"],
                **self.webhook(owner)}
        self.by_role["auditor"] = self.by_role["lead"]
        self.ids |= {"provider_id": self.provider.organisation_id,
                     "organisation_id": self.council.organisation_id}

    @staticmethod
    def webhook(owner):
        """Where nobody listens, and what was sent there."""
        made = owner.make("/v1/webhook-endpoints", {
            "url": "https://hooks.council.example/fairlot"})
        sent = owner.make(f"/v1/webhook-endpoints/{made['id']}/test")
        return {"endpoint_id": made["id"], "delivery_id": sent["id"]}

    # ---- schemes and homes

    def make_market(self):
        world = self.world
        self.market = world.market(self.lead, [self.council], evaluators=2)
        self.draft = world.draft_scheme(self.lead, [self.council])
        category = self.lead.make(
            f"/v1/schemes/{self.draft['id']}/categories",
            world.category_body())
        self.ids |= {"scheme_id": self.market.scheme["id"],
                     "category_id": self.market.category["id"]}
        self.ids["rating_scale_id"] = self.scale(self.market.scheme)
        self.hidden["rating_scale_id"] = self.scale(self.draft)
        tranche, hidden = (self.lead.make(
            f"/v1/schemes/{scheme['id']}/tranches",
            {"name": "First", "deadline_london": "2030-11-30T15:00:00"})
            for scheme in (self.market.scheme, self.draft))
        notice, draft = self.notices(
            f"/v1/schemes/{self.market.scheme['id']}")
        self.ids |= {"tranche_id": tranche["id"], "notice_id": notice["id"]}
        self.hidden |= {"tranche_id": hidden["id"], "notice_id": draft["id"]}
        # What an open scheme holds is everybody's to read: the draft is what
        # strangers must not see.
        self.hidden |= {"scheme_id": self.draft["id"],
                        "category_id": category["id"]}
        self.centre = world.places.centre()
        near, far, cheap, shy, new, waiting = world.places.at(
            self.centre, 5, 6, 7, 8, 9, 10)
        self.homes = [world.accredited_home(self.market, place, self.provider)
                      for place in (near, far, cheap, shy)]
        self.unlisted = world.home(self.provider, new)
        self.waiting = world.home(self.provider, waiting)

    def scale(self, scheme):
        return self.lead.make("/v1/rating-scales", {
            "scheme_id": scheme["id"], "regulator": "ofsted",
            "framework": "oeif", "grade": "good", "verdict": "pass",
            "from": self.world.clock.day(1),
            "justification": "It is good enough"})["id"]

    def make_facts(self):
        """What a regulator said of our first home."""
        path = f"/v1/establishments/{self.homes[0].id}"
        rating = self.lead.make(f"{path}/ratings", {
            "regulator": "ofsted", "framework": "oeif", "grade": "good",
            "on": "2026-01-31"})
        registration = self.lead.make(f"{path}/registrations", {
            "regulator": "ofsted", "state": "registered",
            "from": "2020-01-31"})
        self.make_doubts()
        self.ids |= {"rating_id": rating["id"],
                     "registration_id": registration["id"]}

    def notices(self, scheme):
        """Two of a scheme, of which the first is published."""
        for words in ("Other words", "Clearer words"):
            self.lead.change(scheme, {"description": words,
                                      "reason": "They are clearer"},
                             method="PATCH")
        notices = self.lead.every(f"{scheme}/notices")
        self.lead.make(f"{scheme}/notices/{notices[0]['id']}/publication", {
            "reference": "2026/S 1", "published_on": "2026-01-02"})
        return notices

    def make_strict(self):
        """An application under the strict rules, whose time is extended."""
        world = self.world
        strict = world.draft_scheme(self.lead, [self.council],
                                    regime="pcr_dps", valid_to="2029-02-23")
        scheme = f"/v1/schemes/{strict['id']}"
        category = self.lead.make(f"{scheme}/categories",
                                  world.category_body())
        self.lead.make(f"{scheme}/opening")
        market = types.SimpleNamespace(scheme=strict, category=category,
                                       lead=self.lead)
        application = world.application(self.provider, market,
                                        [self.waiting])
        entry = application["entries"][0]["id"]
        path = f"/v1/applications/{application['id']}"
        self.provider.change(f"{path}/entries/{entry}",
                             world.entry_body(category))
        world.submit(self.provider, application)
        self.lead.make(f"{path}/assessment-extension",
                       {"reason": "The site has to be visited"})
        for operation in ("extendAssessment", "showAssessmentExtension"):
            self.ids[operation, "application_id"] = application["id"]

    def make_doubts(self):
        """An audit and a request about the first home; the last one is
        suspended, and answers for it."""
        first, last = (f"/v1/accreditations/{home.accreditation_id}"
                       for home in (self.homes[0], self.homes[-1]))
        audit = self.lead.make(f"{first}/audits", {
            "on": "2026-01-31", "outcome": "passed", "note": "All is well"})
        request = self.council.make(f"{first}/exclusion-requests", {
            "ground": "breach_of_terms", "reason": "Ended without notice"})
        self.lead.make(f"{last}/suspension", {
            "ground": "safeguarding", "reason": "A report"})
        self.provider.make(f"{last}/cure", {"points": {
            "safeguarding": {"met": True, "note": "Looked into"}}})
        self.lead.make(f"{last}/removal-notice", {
            "ground": "safeguarding", "reason": "A report"})
        self.ids |= {"audit_id": audit["id"],
                     "exclusion_request_id": request["id"]}
        for operation in ("showCure", "showRemovalNotice"):
            self.ids[operation, "accreditation_id"] = \
                self.homes[-1].accreditation_id

    def published(self):
        """Awards that everybody may read; ours of today are not among them."""
        self.world.clock.sql("SELECT awards_publish(10000)")
        return self.world.nobody.read("/v1/awards")["items"][0]["id"]

    def make_rest(self):
        self.make_facts()
        world, provider = self.world, self.provider
        application = world.application(provider, self.market, [self.waiting])
        entry = application["entries"][0]
        path = f"/v1/applications/{application['id']}/entries/{entry['id']}"
        provider.change(path, world.entry_body(self.market.category))
        world.submit(provider, application)
        accredited = provider.every("/v1/applications", state="decided")
        shown = provider.read(f"/v1/applications/{accredited[-1]['id']}")
        self.ids |= {"establishment_id": self.homes[0].id,
                     "accreditation_id": self.homes[0].accreditation_id,
                     "application_id": shown["id"],
                     "entry_id": shown["entries"][0]["id"]}
        self.ask_and_agree(provider, application["id"])
        # The directory shows homes to all, but not one without its mark.
        for operation in ("showDirectoryEntry", "showDirectoryPage",
                          "showBadge", "createEnquiry"):
            self.hidden[operation, "establishment_id"] = self.unlisted["id"]
        self.make_open_referral()
        self.ids["enquiry_id"] = enquiries.sent(world, self.homes[0].id)
        self.make_figures()
        self.ids["document_id"] = provider.make("/v1/documents", {
            "kind": "safeguarding_policy", "title": "How we keep people safe",
        })["id"]
        provider.request(
            "PUT", f"/v1/documents/{self.ids['document_id']}/content",
            data=papers.pdf(), expect=201)
        expression = self.portal.make("/v1/expressions-of-interest",
                                      self.expression())
        self.ids["expression_id"] = expression["id"]
        self.by_role["provider"]["expression_id"] = self.registered_by()
        self.make_import()
        announced = self.example("createProviderEvent") | {
            "held_on": self.world.clock.day(8)}
        events = [self.lead.make(f"/v1/schemes/{scheme}/provider-events",
                                 announced)["id"]
                  for scheme in (self.ids["scheme_id"],
                                 self.hidden["scheme_id"])]
        self.ids["provider_event_id"], self.hidden["provider_event_id"] = \
            events
        provider.make(f"/v1/provider-events/{events[0]}/booking", {"slot": 1})
        for role in ("lead", "council", "provider"):
            feed = self.principals[role].read("/v1/events?limit=1")
            self.by_role[role]["notification_id"] = feed["items"][0]["id"]

    def make_open_referral(self):
        """What the first home is there, and what of ours is not shown; that
        of a taxonomy is the same for all."""
        root = "/openreferral/v3"
        service = self.world.nobody.read(f"{root}/services/"
                                         f"{self.homes[0].id}")
        (there,) = service["service_at_locations"]
        term = service["attributes"][0]["taxonomy_term"]
        self.ids |= {"service_id": service["id"],
                     "service_at_location_id": there["id"],
                     "taxonomy_id": term["taxonomy_id"],
                     "taxonomy_term_id": term["id"]}
        self.hidden |= {"service_id": self.unlisted["id"],
                        "service_at_location_id": self.unlisted["id"],
                        "taxonomy_id": self.draft["id"],
                        "taxonomy_term_id": self.hidden["category_id"]}
        for operation in ("showOpenReferralOrganization",
                          "listOpenReferralServices",
                          "listOpenReferralServicesAtLocations"):
            self.ids[operation, "organization_id"] = \
                self.provider.organisation_id
            self.hidden[operation, "organization_id"] = \
                self.portal.organisation_id
        self.ids["parent_id"] = term["id"]

    def make_scoring(self):
        """An entry that two have scored, far apart, and have agreed on."""
        world, scheme = self.world, self.market.scheme
        category = self.lead.make(
            f"/v1/schemes/{scheme['id']}/categories",
            world.category_body(code="scored", assessors=2))
        case = Scored(world, types.SimpleNamespace(
            scheme=scheme, category=category, lead=self.lead),
            self.provider, self.waiting["address"]["postcode"])
        for role, owner in (("lead", self.lead), ("council", self.council)):
            train(owner)
            mine = self.by_role[role]
            mine["training_id"] = train(owner, mine["user_id"])["id"]
        case.panel([(self.lead, 5), (self.council, 2)])
        case.agree({code: 4 for code in case.codes()})
        for operation in ("putScorer", "showScorer", "deleteScorer"):
            self.by_role["lead"][operation, "user_id"] = own_id(self.lead)
        for operation in SCORING:
            self.ids[operation, "application_id"] = case.id
            self.ids[operation, "entry_id"] = case.entry_id

    def ask_and_agree(self, provider, application):
        """A request for information, open; agreements of both schemes."""
        asked = self.lead.make(
            f"/v1/applications/{application}/information-requests", {
                "items": [{"text": "Which policy is it?"}],
                "answer_by": self.world.clock.day(20)})
        for operation in ("showInformationRequest",
                          "answerInformationRequest"):
            self.ids[operation, "application_id"] = application
            self.ids[operation, "request_id"] = asked["id"]
        self.ask_of_all(provider)
        # A scheme of its own: whoever applies to it has to sign.
        signed = self.world.market(self.lead, [self.council]).scheme
        self.ids["showAgreement", "scheme_id"] = signed["id"]
        agreement = {"title": "Agreement", "content": "Terms"}
        for where, scheme in ((self.ids, signed), (self.hidden, self.draft)):
            where["agreement_id"] = self.lead.make(
                f"/v1/schemes/{scheme['id']}/agreements", agreement)["id"]

    def make_figures(self):
        """A review, an uplift that waits, and a cap of the council's."""
        path = f"/v1/accreditations/{self.homes[0].accreditation_id}"
        marks = self.world.assessment_body(self.market.category)
        review = self.lead.make(f"{path}/score-reviews", {
            "statements": marks["statements"], "evidence": "A visit"})
        uplift = self.provider.make(f"{path}/uplifts", {
            "head": "premises", "amount_pence": 1_600_000,
            "evidence": "A lease", "effective_on": self.world.clock.day()})
        self.council.put(
            f"/v1/categories/{self.ids['category_id']}/council-caps/"
            f"{self.council.organisation_id}",
            {"core_cap_pence": 5_000_000, "reason": "The budget"}, expect=201)
        self.ids |= {"review_id": review["id"], "uplift_id": uplift["id"]}

    def make_import(self):
        """Our own accreditations, taken in again."""
        scheme = f"/v1/schemes/{self.ids['scheme_id']}"
        record = self.lead.every(f"{scheme}/accreditations-export")[0]
        self.ids["import_id"] = self.lead.make(
            f"{scheme}/accreditation-imports",
            {"source": "Twin", "items": [{"record": record}]})["id"]
    def make_decisions(self):
        """An entry refused after all that can be said about it, and one
        accredited with a condition."""
        world, scheme = self.world, self.market.scheme
        body = world.category_body(code="decided")
        body["requirements"].append({
            "code": "tax", "question": "Is it paid?", "justification": "Law",
            "exclusion": "mandatory"})
        market = types.SimpleNamespace(
            scheme=scheme, lead=self.lead, category=self.lead.make(
                f"/v1/schemes/{scheme['id']}/categories", body))
        spot = self.waiting["address"]["postcode"]
        bad, good = (Scored(world, market, self.provider, spot)
                     for _ in "ab")
        found = world.assessment_body(market.category)
        self.lead.put(good.assessment, found, expect=201)
        made = self.lead.make(good.decision, {
            "outcome": "accredited", "conditions": [
                {"text": "New doors", "due_on": world.clock.day(30)}]})
        found["requirements"]["tax"] = {"pass": False, "reason": "Judgment"}
        self.lead.put(bad.assessment, found, expect=201)
        self.lead.put(f"{bad.entry}/due-diligence", {"checks": [
            {"register": "company", "source": "Companies House",
             "checked_on": "2026-01-05", "result": "clear"}]}, expect=201)
        self.lead.make(f"{bad.entry}/warning", {
            "reason": "As found", "answer_by": world.clock.ahead(days=8)})
        self.provider.make(f"{bad.entry}/representation", {"text": "Paid"})
        bad.decide("refused", expect=201)
        self.provider.make(f"{bad.entry}/review", {"text": "Look again"})
        path = f"/v1/accreditations/{made['accreditation_id']}/conditions"
        self.ids["condition_id"] = self.lead.every(path)[0]["id"]
        for operation in ("listConditions", "showCondition", "putCondition"):
            self.ids[operation, "accreditation_id"] = made["accreditation_id"]
        for operation in DECIDING:
            self.ids[operation, "application_id"] = bad.id
            self.ids[operation, "entry_id"] = bad.entry_id

    def registered_by(self):
        """Another expression, as if our provider had come of it."""
        made = self.portal.make("/v1/expressions-of-interest",
                                self.expression())
        self.world.clock.sql(
            "UPDATE expression_of_interest SET state = 'registered',"
            " provider_id = %s, registered_at = now_utc() WHERE id = %s",
            self.provider.organisation_id, made["id"])
        return made["id"]

    def ask_of_all(self, provider):
        """A sub-contractor, checked; what was asked, and answered to all."""
        made = self.world.application(provider, self.market, [self.unlisted])
        path = f"/v1/applications/{made['id']}"
        provider.change(f"{path}/declarations", {
            "party_type": "single", "parties": [{
                "kind": "sub_contractor", "name": "Transport Ltd",
                "role": "Takes children to school"}]})
        entry = f"{path}/entries/{made['entries'][0]['id']}"
        provider.change(entry, self.world.entry_body(self.market.category))
        self.world.submit(provider, made)
        (party,) = self.lead.read(f"{path}/declarations")["parties"]
        today = self.world.clock.day()
        self.lead.put(f"{path}/parties/{party['id']}/check", {
            "pass": True, "source": "Companies House", "checked_on": today},
            expect=201)
        self.lead.put(f"{path}/financial-assessment", {
            "risk_band": "low", "source": "Agency", "assessed_on": today},
            expect=201)
        for operation in ("showPartyCheck", "putPartyCheck",
                          "showFinancialAssessment",
                          "putFinancialAssessment"):
            self.ids[operation, "application_id"] = made["id"]
        self.ids["party_id"] = party["id"]
        open_path = f"/v1/schemes/{self.market.scheme['id']}"
        question = {"question": "May homes share a statement?"}
        self.ids["showClarificationRequest", "request_id"] = provider.make(
            f"{open_path}/clarification-requests", question)["id"]
        for where, scheme in ((self.ids, self.market.scheme),
                              (self.hidden, self.draft)):
            path = f"/v1/schemes/{scheme['id']}"
            where["clarification_id"] = self.lead.make(
                f"{path}/clarifications", question | {"answer": "Yes"})["id"]
            where["question_id"] = self.lead.make(f"{path}/questions", {
                "kind": "requirement", "code": "policy",
                "question": "Is there a policy?",
                "justification": "It protects"})["id"]

    def expression(self):
        """The example of OpenAPI, about our own category."""
        body = self.example("createExpressionOfInterest")
        known = {"scheme_id": self.ids["scheme_id"],
                 "category_id": self.ids["category_id"]}
        return {name: known.get(name, value) for name, value in body.items()}

    def example(self, operation_id):
        document = self.world.contract.document
        for *_, operation in self.world.contract.operations():
            if operation["operationId"] == operation_id:
                content = operation["requestBody"]["content"]
                media = content["application/json"]
                return media.get("example") or document.resolve(
                    media["schema"])["example"]
        raise KeyError(operation_id)

    # ---- a referral with everything that one can have

    def bid(self, referral, home, pence, **over):
        body = self.world.bid_body(variable_pence=pence)
        body["children"][0] |= over
        self.provider.put(self.world.bid_path(referral, home), body,
                          none_match="*", expect=201)

    def make_competition(self):
        world, council = self.world, self.council
        first, second, cheap, shy = self.homes
        referral = world.referral(self.market, self.centre, council,
                                  choice_mode="any_within_budget")
        self.referral = referral
        self.bid(referral, first, 400_000)
        self.bid(referral, second, 410_000)
        self.bid(referral, cheap, 0, core_pence=CHEAP)
        refusal = f"{world.bid_path(referral, shy)}/refusal"
        self.provider.make(refusal, {"reason_code": "no_vacancy",
                                     "note": "Full until spring"})
        bids = world.open_bids(referral, council)
        ours = {home.id: bids[home.id]["bid_id"] for home in self.homes[:3]}
        self.explain(ours[cheap.id])
        for bid_id in (ours[first.id], ours[second.id]):
            self.evaluate_apart(bid_id)
        path = f"/v1/referrals/{referral['id']}"
        council.make(f"{path}/ranking")
        council.make(f"{path}/budget", {
            "budget_pence": 5_300_000, "reason": "A wider search"})
        world.choose(referral, ours[first.id], council)
        award = world.award(referral, ours[first.id], council)
        council.put(f"/v1/placements/{award['placement_id']}/disclosure",
                    {"text": "Sam, who likes trains"}, expect=201)
        self.hidden["batch_id"] = award["id"]
        self.ids |= {"referral_id": referral["id"],
                     "bid_id": ours[first.id],
                     "placement_id": award["placement_id"],
                     "batch_id": self.published(),
                     "subject_id": referral["id"],
                     "actor_id": self.council.read("/v1/me")["id"],
                     "event_id": self.council.read("/v1/audit")[
                         "items"][0]["id"]}
        for operation in ("explainBid", "showExplanation", "disregardBid",
                          "showDisregard"):
            self.ids[operation, "bid_id"] = ours[cheap.id]
        for operation in ("refuseInvitation", "showRefusal"):
            self.ids[operation, "establishment_id"] = shy.id

    def explain(self, bid_id):
        """Far below its accredited core: asked about, told, set aside."""
        self.provider.make(f"/v1/bids/{bid_id}/explanation",
                           {"text": "We have found a cheaper building"})
        self.council.make(f"/v1/bids/{bid_id}/disregard",
                          {"reason": "The figures do not carry the care"})

    def evaluate_apart(self, bid_id):
        """Two officers differ, and agree."""
        bid = {"bid_id": bid_id}
        self.world.evaluate(bid, 3, self.council)
        self.world.evaluate(bid, 4, self.second)
        self.council.put(f"/v1/bids/{bid_id}/consensus",
                         {"score": 4, "reason": "Agreed after a talk"},
                         expect=(200, 201))

    # ---- which id

    def find(self, tables, operation, name):
        for table in tables:
            for key in ((operation, name), name):
                if key in table:
                    return table[key]
        return None

    def own(self, role, operation, name):
        """The id that the role owns; None where there is no such thing."""
        return self.find([self.by_role.get(role, {}), self.ids],
                         operation, name)

    def secret(self, role, operation, name):
        """The id of ours that nobody of the other side may know."""
        return self.find([self.hidden, self.by_role.get(role, {}), self.ids],
                         operation, name)


class Twins:
    """Two sides, and the paths that lead to each."""

    def __init__(self, world):
        self.world = world
        self.ours, self.theirs = Side(world), Side(world)

    def token(self, role):
        return self.ours.principals[role].token

    @staticmethod
    def names(path):
        return re.findall(r"\{(\w+)\}", path)

    def path(self, role, operation, path, of):
        """path with its names filled in by of(name); a name that is no id
        keeps its usual value."""
        usual = {"slug": "not-found", "letter": "a"}
        for name in self.names(path):
            value = usual.get(name) or of(role, operation, name) \
                or str(uuid.uuid4())
            path = path.replace("{%s}" % name, value)
        return path

    def own(self, role, operation, path):
        return self.path(role, operation, path, self.ours.own)

    def strange(self, role, operation, path):
        """(names, foreign path, unknown path): every choice of ids of which
        at least one is not ours, next to the same with ids never given."""
        names = [n for n in self.names(path) if n.endswith("_id")]
        for count in range(1, len(names) + 1):
            for chosen in itertools.combinations(names, count):
                def foreign(role, operation, name, chosen=chosen):
                    side = self.theirs.secret if name in chosen \
                        else self.ours.own
                    return side(role, operation, name)

                def unknown(role, operation, name, chosen=chosen):
                    return str(uuid.uuid4()) if name in chosen \
                        else self.ours.own(role, operation, name)
                yield (chosen, self.path(role, operation, path, foreign),
                       self.path(role, operation, path, unknown))
