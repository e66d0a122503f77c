"""placing.py - referrals of one market, as far as a test wants them.

A Field is made once for a file: its market and homes serve every referral, so
that a test costs a few requests and not a few dozen.

SPDX-License-Identifier: Apache-2.0
"""
import decimal
import json
import types

from harness.replay import assert_replays

CHEAP = {"premises": 100_000, "staffing": 100_000}  # far below accredited


def exact(response):
    """The JSON with its decimals as they were printed."""
    return json.loads(response.text, parse_float=decimal.Decimal)


class Field:
    """A market with homes of a provider each, at these miles."""

    def __init__(self, world, *miles, **category):
        self.world, self.council = world, world.council_a
        self.market = world.market(**category)
        self.centre = world.places.centre()
        self.homes = world.homes(self.market, self.centre,
                                 *(miles or (5, 15, 25)))

    def suspend(self, home, ground="safeguarding"):
        self.market.lead.make(
            f"/v1/accreditations/{home.accreditation_id}/suspension",
            {"ground": ground, "reason": "Found today"})

    def reinstate(self, home):
        self.market.lead.make(
            f"/v1/accreditations/{home.accreditation_id}/reinstatement",
            {"reason": "Put right"})

    def published(self, *bids, **over):
        """A referral with these bids, home by home: pence of variable cost,
        members of the bid's body, or None for no bid."""
        case = types.SimpleNamespace(field=self, bids={})
        case.referral = self.world.referral(self.market, self.centre, **over)
        case.id = case.referral["id"]
        case.path = f"/v1/referrals/{case.id}"
        for home, bid in zip(self.homes, bids):
            if bid is not None:
                self.bid(case, home, bid)
        return case

    def bid(self, case, home, bid):
        over = dict(bid) if isinstance(bid, dict) else {"variable_pence": bid}
        pence = over.pop("variable_pence", 400_000)
        home.provider.put(
            self.world.bid_path(case.referral, home),
            self.world.bid_body(variable_pence=pence) | over, expect=201)

    def opened(self, *bids, **over):
        """Its bids by the number of the home, in case.bids."""
        case = self.published(*(bids or (400_000, 410_000, 420_000)), **over)
        found = self.world.open_bids(case.referral)
        case.bids = [found.get(home.id) for home in self.homes]
        return case

    def ranked(self, *bids, scores=(4, 4, 4), **over):
        """Everything is scored; the document is case.ranking, its bids by the
        number of the home case.ranked."""
        case = self.opened(*bids, **over)
        for bid, score in zip(case.bids, scores):
            if bid:
                self.world.evaluate(bid, score)
        self.council.make(f"{case.path}/ranking")
        answer = self.council.get(f"{case.path}/ranking")
        case.ranking, case.document = exact(answer), answer.text
        assert_replays(self.world.stack, case.document)
        by_home = {b["establishment_id"]: b for b in case.ranking["bids"]}
        case.ranked = [by_home.get(home.id) for home in self.homes]
        case.ids = [b and b["bid_id"] for b in case.ranked]
        return case

    def offered(self, case):
        """Numbers of the homes that the ranking offers, in its order."""
        return [case.ids.index(o["bid_id"])
                for o in case.ranking["choice"]["offered"]]


def award(case, number, key, expect=201):
    """The answer to an award to that home's bid."""
    return case.field.council.post(
        f"{case.path}/award",
        {"bid_id": case.ids[number], "reason": "By the published rules"},
        key=key, expect=expect)


def heard(api, **about):
    """Types of all events in its feed whose members are these, in order."""
    types_, after = [], {}
    while True:
        page = api.read("/v1/events", params={"limit": 100} | after)
        if not page["items"]:
            return types_
        types_ += [e["type"] for e in page["items"]
                   if all(e[name] == value for name, value in about.items())]
        after = {"after": page["next"]}
