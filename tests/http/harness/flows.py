"""flows.py - brings things to the state that a test is about.

Each step goes through the API as its principal would, and takes keyword
arguments that replace members of the body it sends. A World is shared by the
tests of one run; what a test makes with it is its own.

SPDX-License-Identifier: Apache-2.0
"""
import copy
import secrets
import types

import requests

from .client import Api
from .clock import Clock, parse
from .contract import Contract
from .places import Places

# What goes with an application as it is sent in.
SIGNED = {"declaration": True,
          "signatory": {"name": "Ada Okafor", "position": "Director"}}
WEIGHTS = {"price": 50, "outcomes": 12, "needs": 8, "features": 5,
           "location": 5, "core": 20}
# As scoring.md's examples have them.
STATEMENTS = {"workforce": 30, "outcomes": 40, "contract-management": 30}
CATEGORY = {
    "code": "sen-day", "name": "SEN day placements",
    "client_group": "children", "regulator": "ofsted", "listed": True,
    "suitability": "Needs arise and schools open all year round",
    "price_unit": "year",
    "requirements": [{"code": "safeguarding",
                      "question": "Is there a safeguarding policy?",
                      "justification": "It protects those who are placed"}],
    "statements": [{"code": code, "question": f"Tell us about {code}",
                    "weight": weight, "justification": "It matters daily"}
                   for code, weight in STATEMENTS.items()],
    "cost_heads": [{"code": "premises", "name": "Premises"},
                   {"code": "staffing", "name": "Core staffing"}],
    "core_cap_pence": 6_000_000, "rating_floor": "requires_improvement",
    "weights": WEIGHTS, "miles_per_mark": 10, "choice_mode": "top3_within_5",
    "evaluators": 1, "openers": 1,
    "response_hours": {"emergency": 2, "urgent": 4, "next_day": 24,
                       "standard": 72, "planned": 240},
}
REFERRAL = {
    "title": "Year 9 day placement", "urgency": "standard",
    "portrait": {"age_band": "13-15",
                 "summary": "Likes swimming and maths; needs a small class"},
    "radius_miles": 60, "children": 1, "weights": WEIGHTS,
    "needs": [{"code": "salt", "text": "Speech and language therapy",
               "mark": 8}],
    "features": [{"code": "dfe", "text": "DfE registered", "must": True,
                  "mark": 0},
                 {"code": "pool", "text": "Hydrotherapy pool", "must": False,
                  "mark": 3}],
    "outcomes": [{"code": "attend", "text": "Attends at least 90 % by spring"}],
    "budget_pence": 5_200_000, "choice_mode": "top3_within_5",
}
BID = {
    "needs_met": ["salt"], "features_met": ["dfe"],
    "statement": "We agree each outcome with the family and review it termly",
}


def fresh(prefix):
    """A name that nothing else has."""
    return f"{prefix} {secrets.token_hex(4)}"


class World:
    """Everybody of the sandbox, and how to make more."""

    def __init__(self, stack):
        self.stack = stack
        text = requests.get(stack.base_url + "/v1/openapi.json", timeout=30,
                            verify=stack.demo["ca_file"]).content
        self.contract = Contract(text)
        self.clock = Clock(stack)
        self.places = Places(stack)
        self.nobody = Api(self)
        self.principals = {
            name: Api(self, name=name, **facts)
            for name, facts in stack.demo["principals"].items()}
        for name, api in self.principals.items():
            setattr(self, name, api)

    # ---- people

    def provider(self):
        """A provider that has just registered."""
        name, password = fresh("Provider"), secrets.token_urlsafe(16)
        email = f"{secrets.token_hex(6)}@example.org"
        made = self.nobody.make("/v1/providers", {
            "name": name, "company_number": f"0{secrets.randbelow(10**7):07}",
            "contact": {"name": fresh("Contact"), "email": email,
                        "password": password}})
        return Api(self, name=name, email=email, password=password,
                   organisation_id=made["id"])

    def colleague(self, api, **over):
        """Another person of the same organisation."""
        password = secrets.token_urlsafe(16)
        body = {"name": fresh("Person"), "password": password,
                "email": f"{secrets.token_hex(6)}@example.org"} | over
        made = api.make("/v1/users", body)
        person = Api(self, name=made["name"], email=body["email"],
                     password=password, organisation_id=api.organisation_id)
        person.user_id = made["id"]
        return person

    def give_role(self, person, role):
        """As the operator, who alone makes auditors (ADR 15)."""
        self.stack.fairlot("user", "change", person.person[0],
                           "--role", role)

    # ---- schemes

    def category_body(self, **over):
        return copy.deepcopy(CATEGORY) | over

    def draft_scheme(self, lead=None, councils=None, **over):
        """A draft with its councils and no category."""
        lead = lead or self.lead
        scheme = lead.make("/v1/schemes", {
            "name": fresh("Scheme"), "reference": fresh("REF").upper(),
            "regime": "pa23_light_touch_framework",
            "valid_from": "2026-01-01", "valid_to": "2032-12-31",
            "description": "For the tests"} | over)
        if councils is None:
            councils = [self.council_a, self.council_b]
        for council in councils:
            lead.put(f"/v1/schemes/{scheme['id']}/councils/"
                     f"{council.organisation_id}",
                     {"kind": "partner", "from": "2026-01-01",
                      "to": "2032-12-31"}, expect=201)
        return scheme

    def market(self, lead=None, councils=None, terms=None, **category):
        """An open scheme with one category: {scheme, category, lead}; terms
        of the scheme, such as its regime."""
        lead = lead or self.lead
        scheme = self.draft_scheme(lead, councils, **terms or {})
        made = lead.make(f"/v1/schemes/{scheme['id']}/categories",
                         self.category_body(**category))
        lead.make(f"/v1/schemes/{scheme['id']}/opening")
        return types.SimpleNamespace(scheme=scheme, category=made, lead=lead)

    # ---- admission

    def home(self, provider, postcode, **over):
        return provider.make("/v1/establishments", {
            "name": fresh("Home"),
            "address": {"line_1": "1 High Street", "line_2": None,
                        "town": "Anytown", "postcode": postcode},
            "regulator": {"scheme": "ofsted", "id": secrets.token_hex(4)},
            "rating": "good", "capacity": 20} | over)

    def entry_body(self, category, core=None, **over):
        """What a provider answers; core: pence of each cost head."""
        heads = [h["code"] for h in category["cost_heads"]]
        return {
            "requirements": {r["code"]: {"met": True, "note": ""}
                             for r in category["requirements"]},
            "statements": {s["code"]: "This is how we do it"
                           for s in category["statements"]},
            "core_pence": core or {h: 1_500_000 for h in heads},
            "discounts": []} | over

    def assessment_body(self, category, scores=None, rating="good", **over):
        """What a lead officer finds; scores: 0..5 of each statement."""
        return {
            "requirements": {r["code"]: {"pass": True, "reason": ""}
                             for r in category["requirements"]},
            "statements": {s["code"]: {"score": (scores or {}).get(
                s["code"], 4), "reason": "Well explained"}
                for s in category["statements"]},
            "rating": rating} | over

    def application(self, provider, market, homes):
        """A draft for these homes in the market's category."""
        return provider.make("/v1/applications", {
            "scheme_id": market.scheme["id"],
            "entries": [{"establishment_id": h["id"],
                         "category_id": market.category["id"]}
                        for h in homes]})

    def submit(self, provider, application):
        return provider.make(
            f"/v1/applications/{application['id']}/submission", SIGNED)

    def accredit(self, market, provider, home, core=None, scores=None,
                 rating="good", discounts=(), **over):
        """From application to accreditation, whose id is the answer."""
        application = self.application(provider, market, [home])
        entry = application["entries"][0]
        path = f"/v1/applications/{application['id']}/entries/{entry['id']}"
        provider.change(path, self.entry_body(
            market.category, core, discounts=list(discounts), **over))
        self.submit(provider, application)
        market.lead.put(f"{path}/assessment", self.assessment_body(
            market.category, scores, rating), expect=(200, 201))
        return market.lead.make(f"{path}/decision", {
            "outcome": "accredited",
            "reason": "All is met"})["accreditation_id"]

    def accredited_home(self, market, postcode, provider=None, **facts):
        """A home of a (new) provider: {provider, home, accreditation_id}.

        facts: core, scores, rating, discounts, schedule_pence as of accredit(), and whatever
        the body of the home has."""
        provider = provider or self.provider()
        how = {k: facts.pop(k) for k in ("core", "scores", "discounts",
                                       "schedule_pence")
               if k in facts}
        home = self.home(provider, postcode, **facts)
        accreditation = self.accredit(market, provider, home,
                                      rating=facts.get("rating", "good"),
                                      **how)
        return types.SimpleNamespace(provider=provider, home=home,
                                     id=home["id"], name=home["name"],
                                     accreditation_id=accreditation)

    def homes(self, market, centre, *miles, **facts):
        """One accredited home, of a provider of its own, at each distance."""
        return [self.accredited_home(market, postcode, **facts)
                for postcode in self.places.at(centre, *miles)]

    # ---- referrals

    def referral_body(self, market, centre, **over):
        """Deadline four days ahead, unless told; need a month ahead."""
        return copy.deepcopy(REFERRAL) | {
            "scheme_id": market.scheme["id"],
            "category_id": market.category["id"], "origin_postcode": centre,
            "need_by": self.clock.day(30),
            "deadline": self.clock.ahead(days=4)} | over

    def draft_referral(self, market, centre, council=None, **over):
        return (council or self.council_a).make(
            "/v1/referrals", self.referral_body(market, centre, **over))

    def referral(self, market, centre, council=None, **over):
        """A published one."""
        council = council or self.council_a
        draft = self.draft_referral(market, centre, council, **over)
        return council.make(f"/v1/referrals/{draft['id']}/publication")

    def bid_body(self, children=1, variable_pence=400_000, **over):
        """The accredited core, and one line of variable cost per child."""
        lines = [{"text": "1:1 support", "amount_pence": variable_pence}] \
            if variable_pence else []
        return copy.deepcopy(BID) | {
            "children": [{"variable": lines} for _ in range(children)],
            "available_from": self.clock.day(20)} | over

    def bid_path(self, referral, home):
        return f"/v1/referrals/{referral['id']}/bids/{home.id}"

    def bid(self, referral, home, **over):
        """A new sealed bid of the home; the answer to its provider."""
        return home.provider.put(
            self.bid_path(referral, home),
            self.bid_body(referral.get("children", 1), **over),
            none_match="*", expect=201).json()

    # ---- the deadline and after

    def pass_deadline(self, referral):
        """Freezes the clock at the deadline: the first instant too late."""
        self.clock.freeze(parse(referral["deadline"]))

    def open_bids(self, referral, council=None):
        """Passes the deadline and opens; {establishment_id: bid}."""
        council = council or self.council_a
        self.pass_deadline(referral)
        council.make(f"/v1/referrals/{referral['id']}/opening")
        return {b["establishment_id"]: b for b in council.every(
            f"/v1/referrals/{referral['id']}/bids")}

    def evaluate(self, bid, score, council=None):
        return (council or self.council_a).put(
            f"/v1/bids/{bid['bid_id']}/evaluation",
            {"score": score, "reason": "Specific and measurable"},
            expect=(200, 201)).json()

    def rank(self, referral, scores=None, council=None):
        """Opens if need be, scores every bid, ranks; the ranking.

        scores: {establishment_id: 0..5}, 4 where it says nothing."""
        council = council or self.council_a
        for home, bid in self.open_bids(referral, council).items():
            self.evaluate(bid, (scores or {}).get(home, 4), council)
        return council.make(f"/v1/referrals/{referral['id']}/ranking")

    def choose(self, referral, bid_id, council=None, **over):
        """A first choice; change() one that is made."""
        return (council or self.council_a).put(
            f"/v1/referrals/{referral['id']}/choice",
            {"bid_id": bid_id, "chosen_by": "parent" if bid_id else "none",
             "reason": "Nearest to the grandparents"} | over,
            expect=(200, 201)).json()

    def award(self, referral, bid_id, council=None, **more):
        return (council or self.council_a).make(
            f"/v1/referrals/{referral['id']}/award",
            {"bid_id": bid_id, "reason": "Highest ranked"},
            key=fresh("award"), **more)

    def sign(self, api, placement_id):
        return api.make(f"/v1/placements/{placement_id}/signature",
                        {"name": "Ada Okafor", "position": "Director"})

    # ---- the whole way

    def competition(self, *miles, bids=None, **referral):
        """A market, homes at these distances and a published referral, with
        a bid of each home: {market, centre, homes, referral, bids}.

        bids: variable pence of each home's bid; default 400,000 and 10,000
        more for each further one, so that nearer is cheaper."""
        market = self.market()
        centre = self.places.centre()
        homes = self.homes(market, centre, *(miles or (5, 15)))
        published = self.referral(market, centre, **referral)
        prices = bids or [400_000 + 10_000 * i for i in range(len(homes))]
        made = [self.bid(published, home, variable_pence=pence)
                for home, pence in zip(homes, prices)]
        return types.SimpleNamespace(market=market, centre=centre,
                                     homes=homes, referral=published,
                                     bids=made)

    def ranked(self, *miles, scores=None, **more):
        """A competition up to its ranking. scores: 0..5 of each home."""
        c = self.competition(*miles, **more)
        c.ranking = self.rank(c.referral, dict(
            zip((h.id for h in c.homes), scores)) if scores else None)
        c.by_home = {b["establishment_id"]: b for b in c.ranking["bids"]}
        return c

    def awarded(self, *miles, **more):
        """A competition up to its award: the winner's placement waits for
        the provider's signature."""
        c = self.ranked(*miles, **more)
        offered = c.ranking["choice"]["offered"]
        if offered:
            self.choose(c.referral, offered[0]["bid_id"])
        c.winner = next(b for b in c.ranking["bids"] if b["rank"] == 1)
        c.winning_home = next(h for h in c.homes
                              if h.id == c.winner["establishment_id"])
        c.award = self.award(c.referral, c.winner["bid_id"])
        return c
