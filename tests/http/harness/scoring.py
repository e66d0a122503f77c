"""scoring.py - an application whose statements several people score.

SPDX-License-Identifier: Apache-2.0
"""
from .flows import SIGNED

NONE = {"conflicted": False}


def own_id(api):
    return api.read("/v1/me")["id"]


def train(api, user_id=None, until="2040-12-31", recorded_by=None):
    """A record that somebody of the organisation may score."""
    user_id = user_id or own_id(api)
    return (recorded_by or api).make(f"/v1/users/{user_id}/training", {
        "course": "Scoring subjective answers",
        "completed_on": "2020-01-01", "valid_until": until})


class Scored:
    """A new home's application, sent in, and its only entry."""

    def __init__(self, world, market, provider, spot):
        self.world, self.market = world, market
        self.provider, self.lead = provider, market.lead
        self.home = world.home(provider, spot)
        made = world.application(provider, market, [self.home])
        self.id, self.entry_id = made["id"], made["entries"][0]["id"]
        self.path = f"/v1/applications/{self.id}"
        self.entry = f"{self.path}/entries/{self.entry_id}"
        self.assessment = f"{self.entry}/assessment"
        self.decision = f"{self.entry}/decision"
        self.consensus = f"{self.entry}/consensus"
        self.scores = f"{self.entry}/scores"
        provider.change(self.entry, world.entry_body(market.category))
        provider.make(f"{self.path}/submission", SIGNED)

    def codes(self):
        return [s["code"] for s in self.market.category["statements"]]

    def marks(self, given):
        """One score for all statements, or one for each."""
        if isinstance(given, int):
            given = [given] * len(self.codes())
        return {"statements": {code: {"score": score, "reason": "As read"}
                               for code, score in zip(self.codes(), given)}}

    def ask(self, person, body=None, **more):
        more.setdefault("expect", 201)
        return self.lead.put(f"{self.entry}/scorers/{own_id(person)}",
                             body or {}, **more)

    def declare(self, person, body=None, **more):
        more.setdefault("expect", (200, 201))
        return person.put(f"{self.path}/conflict", body or NONE, **more)

    def score(self, person, given, **more):
        more.setdefault("expect", 201)
        return person.put(self.scores, self.marks(given), **more)

    def panel(self, scores):
        """[(person, given)]: each is asked, declares and scores."""
        for person, _ in scores:
            self.ask(person)
            self.declare(person)
        for person, given in scores:
            self.score(person, given)
        return self

    def body(self, **over):
        """An assessment without statements."""
        made = self.world.assessment_body(self.market.category, **over)
        del made["statements"]
        return made

    def assess(self, **more):
        more.setdefault("expect", 201)
        return self.lead.put(self.assessment, self.body(), **more)

    def agree(self, marks, **more):
        """A consensus: {code: score}."""
        more.setdefault("expect", 201)
        return self.lead.put(self.consensus, {"statements": {
            code: {"score": score, "reason": "Read together"}
            for code, score in marks.items()}}, **more)

    def decide(self, outcome="accredited", **more):
        return self.lead.post(self.decision, {
            "outcome": outcome, "reason": "As assessed"}, **more)
