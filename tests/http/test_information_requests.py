"""test_information_requests.py - the lead asks, the clock waits; withdrawal and
lapse (lifecycles 2.3).

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.client import pointers, slug
from harness.feed import Feed
from harness.processes import within, without_jobs

NOWHERE = "00000000-0000-4000-8000-000000000000"
MONDAY = "2027-03-01T10:00:00Z"


@pytest.fixture(scope="module")
def market(shared_world):
    return shared_world.market()


class Sent:
    """An application that was sent in on a Monday, for some homes."""

    def __init__(self, world, market, homes=1):
        self.world, self.market = world, market
        self.lead, self.provider = market.lead, world.provider()
        spot = world.places.centre()
        made = world.application(self.provider, market, [
            world.home(self.provider, spot) for _ in range(homes)])
        self.id = made["id"]
        self.path = f"/v1/applications/{self.id}"
        self.entries = [f"{self.path}/entries/{e['id']}"
                        for e in made["entries"]]
        for entry in self.entries:
            self.provider.change(entry, world.entry_body(market.category))
        world.submit(self.provider, made)

    def ask(self, answer_by="2027-03-12", **more):
        items = more.pop("items", [{"text": "Which policy is it?"}])
        return self.lead.post(f"{self.path}/information-requests", {
            "items": items, "answer_by": answer_by}, **more)

    def answer(self, asked, *answers, **more):
        return self.provider.post(
            f"{self.path}/information-requests/{asked['id']}/answer",
            {"answers": list(answers) or ["That of March"]}, **more)

    def assess(self, n=0, **more):
        return self.lead.put(
            f"{self.entries[n]}/assessment",
            self.world.assessment_body(self.market.category), **more)

    def decide(self, n=0, outcome="accredited", **more):
        return self.lead.post(f"{self.entries[n]}/decision", {
            "outcome": outcome, "reason": "As assessed"}, **more)

    def withdraw(self, path=None, **more):
        return self.provider.post(f"{path or self.path}/withdrawal",
                                  {"reason": "The home will not open"}, **more)

    def states(self, reader=None):
        shown = (reader or self.provider).read(self.path)
        return shown["state"], [e["state"] for e in shown["entries"]]


@pytest.fixture
def sent(world, market, clock):
    clock.freeze(MONDAY)
    return Sent(world, market)


def test_the_due_day_moves_by_the_days_waited(sent, clock, lead):
    assert lead.read(sent.path)["assess_due_on"] == "2027-04-30"
    asked = sent.ask(expect=201).json()
    assert sent.states(lead) == ("information_requested", ["submitted"])
    assert lead.read(sent.path)["lapses_after"] == "2027-04-01"
    clock.freeze("2027-03-08T09:00:00Z")
    answered = sent.answer(asked, expect=201).json()
    assert answered["items"] == [{"text": "Which policy is it?",
                                  "entry_id": None,
                                  "answer": "That of March"}]
    assert answered["answered_at"] == "2027-03-08T09:00:00Z"
    shown = lead.read(sent.path)
    assert shown["state"] == "submitted" and shown["lapses_after"] is None
    assert shown["assess_due_on"] == "2027-05-07"


def test_at_least_five_working_days_are_left_to_answer(sent):
    for day, expect in (("2027-03-07", 422), ("2027-03-08", 201)):
        answer = sent.ask(day, expect=expect)
        if expect == 422:
            assert pointers(answer) == ["#/answer_by"]


def test_nobody_is_asked_beyond_the_life_of_the_application(sent):
    assert pointers(sent.ask("2028-01-01", items=[
        {"text": "About what?", "entry_id": NOWHERE}], expect=422)) == [
            "#/answer_by", "#/items/0/entry_id"]


def test_while_it_waits_nothing_is_assessed_or_decided(sent):
    sent.assess(expect=201)
    asked = sent.ask(expect=201).json()
    answer = sent.lead.change(
        f"{sent.entries[0]}/assessment", sent.world.assessment_body(
            sent.market.category), expect=409)
    assert slug(answer) == "information-requested"
    assert slug(sent.decide(expect=409)) == "information-requested"
    assert slug(sent.ask(expect=409)) == "information-requested"
    sent.answer(asked, expect=201)
    sent.decide(expect=201)


def test_every_item_is_answered_once(sent, clock):
    asked = sent.ask(items=[{"text": "One?"}, {"text": "Two?"}],
                     expect=201).json()
    assert pointers(sent.answer(asked, "One", expect=422)) == ["#/answers"]
    sent.answer(asked, "One", "Two", expect=201)
    answer = sent.answer(asked, "One", "Two", expect=409)
    assert slug(answer) == "information-not-requested"
    clock.shift(hours=1)
    again = sent.ask(expect=201).json()
    answer = sent.answer(asked, "One", "Two", expect=409)
    assert slug(answer) == "information-not-requested"
    sent.answer(again, expect=201)
    assert [r["id"] for r in sent.provider.every(
        f"{sent.path}/information-requests", limit=1)] == [
            again["id"], asked["id"]]


def test_a_request_is_between_the_provider_and_the_lead(
        sent, world, auditor, council):
    asked = sent.ask(expect=201).json()
    path = f"{sent.path}/information-requests/{asked['id']}"
    for reader in (sent.lead, sent.provider, auditor):
        assert reader.read(path) == asked
    stranger = world.provider()
    stranger.get(path, expect=404)
    stranger.get(f"{sent.path}/information-requests", expect=404)
    council.get(path, expect=403)
    stranger.post(f"{path}/answer", {"answers": ["Mine"]}, expect=404)


def test_a_draft_or_a_decided_application_is_asked_nothing(sent):
    sent.assess(expect=201)
    sent.decide(expect=201)
    assert slug(sent.ask(expect=409)) == "entry-decided"


def test_unanswered_for_twenty_working_days_it_lapses_by_the_clock(
        sent, clock, stack, lead):
    asked = sent.ask(expect=201).json()
    last = asked["lapses_after"]
    with without_jobs(stack):
        clock.freeze(f"{last}T22:59:00Z")  # 23:59 in London's summer
        assert sent.states() == ("information_requested", ["submitted"])
        clock.freeze(f"{last}T23:00:00Z")
        assert sent.states() == sent.states(lead) == ("lapsed", ["lapsed"])
        assert sent.provider.read(sent.entries[0])["state"] == "lapsed"
        answer = sent.answer(asked, expect=409)
        assert slug(answer) == "information-not-requested"
        assert slug(sent.assess(expect=409)) == "entry-decided"
        assert slug(sent.withdraw(expect=409)) == "entry-decided"
        scheme = {"scheme_id": sent.market.scheme["id"]}
        assert sent.id in [a["id"] for a in lead.every(
            "/v1/applications", state="lapsed", **scheme)]
        assert sent.id not in [a["id"] for a in lead.every(
            "/v1/applications", state="information_requested", **scheme)]


def test_what_has_lapsed_by_the_clock_is_not_extended(
        world, clock, stack, lead):
    clock.freeze(MONDAY)
    market = world.market()
    market.scheme = world.draft_scheme(regime="pcr_dps",
                                       valid_to="2029-02-23")
    path = f"/v1/schemes/{market.scheme['id']}"
    market.category = lead.make(f"{path}/categories", world.category_body())
    lead.make(f"{path}/opening")
    sent = Sent(world, market)
    asked = sent.ask(expect=201).json()
    with without_jobs(stack):
        clock.freeze(f"{asked['lapses_after']}T23:00:00Z")
        answer = lead.post(f"{sent.path}/assessment-extension",
                           {"reason": "It takes longer"}, expect=409)
    assert slug(answer) == "assessment-not-extendable"


def test_no_refusal_is_opened_again_while_it_waits_or_after_it_ended(
        world, market, clock, lead):
    clock.freeze(MONDAY)
    sent = Sent(world, market, homes=2)
    sent.assess(expect=201)
    sent.decide(outcome="refused", expect=201)
    sent.provider.make(f"{sent.entries[0]}/review", {"text": "Page 3?"})
    deputy = world.colleague(lead)
    path = f"{sent.entries[0]}/review/answer"
    body = {"outcome": "reopened", "reason": "Page 3 was overlooked"}
    asked = sent.ask(expect=201).json()
    answer = deputy.post(path, body, expect=409)
    assert slug(answer) == "information-requested"
    assert sent.states() == ("information_requested",
                             ["refused", "submitted"])
    sent.answer(asked, expect=201)
    sent.withdraw(expect=(200, 201))
    assert sent.states() == ("withdrawn", ["refused", "withdrawn"])
    assert slug(deputy.post(path, body, expect=409)) == "entry-decided"
    assert sent.states() == ("withdrawn", ["refused", "withdrawn"])
    deputy.make(path, body | {"outcome": "stands"})


def test_a_lapse_is_told_to_both_sides_once(sent, clock):
    asked = sent.ask(expect=201).json()
    feeds = [Feed(sent.provider), Feed(sent.lead)]
    clock.freeze(f"{asked['lapses_after']}T23:00:00Z")
    told = [[], []]

    def both():
        for feed, seen in zip(feeds, told):
            seen += [e["type"] for e in feed.new()
                     if e["subject_id"] == sent.id]
        return all(told)
    assert within(20, both)
    assert told == [["application.lapsed"]] * 2
    assert sent.states() == ("lapsed", ["lapsed"])


def test_what_was_decided_does_not_lapse(world, market, clock):
    clock.freeze(MONDAY)
    sent = Sent(world, market, homes=2)
    sent.assess(expect=201)
    sent.decide(expect=201)
    asked = sent.ask(expect=201).json()
    clock.freeze(f"{asked['lapses_after']}T23:00:00Z")
    assert sent.states() == ("lapsed", ["accredited", "lapsed"])


def test_a_provider_withdraws_what_has_not_been_decided(world, market):
    sent = Sent(world, market, homes=3)
    for n, outcome in ((0, "accredited"), (1, None)):
        sent.assess(n, expect=201)
        if outcome:
            sent.decide(n, outcome, expect=201)
    feed = Feed(sent.lead)
    shown = sent.withdraw(expect=201).json()
    assert shown["withdrawal_reason"] == "The home will not open"
    assert sent.states(sent.lead) == (
        "withdrawn", ["accredited", "withdrawn", "withdrawn"])
    assert [e["type"] for e in feed.new() if e["subject_id"] == sent.id] == [
        "application.withdrawn"]
    assert slug(sent.decide(1, expect=409)) == "entry-decided"
    assert slug(sent.withdraw(expect=409)) == "entry-decided"


def test_while_it_waits_it_can_be_withdrawn(sent):
    sent.ask(expect=201)
    sent.withdraw(expect=201)
    assert sent.states() == ("withdrawn", ["withdrawn"])


def test_one_home_is_withdrawn_and_the_others_go_on(world, market):
    sent = Sent(world, market, homes=2)
    shown = sent.withdraw(sent.entries[0], expect=201).json()
    assert shown["state"] == "withdrawn" and shown["decision"] is None
    assert shown["withdrawal_reason"] == "The home will not open"
    assert sent.states() == ("submitted", ["withdrawn", "submitted"])
    answer = sent.withdraw(sent.entries[0], expect=409)
    assert slug(answer) == "entry-decided"
    sent.assess(1, expect=201)
    sent.decide(1, expect=201)
    assert sent.states() == ("decided", ["withdrawn", "accredited"])


@pytest.mark.parametrize("decided, ends", [(True, "decided"),
                                           (False, "withdrawn")])
def test_with_its_last_home_an_application_ends(
        world, market, decided, ends):
    sent = Sent(world, market, homes=2)
    if decided:
        sent.assess(expect=201)
        sent.decide(expect=201)
    else:
        sent.withdraw(sent.entries[0], expect=201)
    feed = Feed(sent.lead)
    sent.withdraw(sent.entries[1], expect=201)
    assert sent.states()[0] == ends
    assert [e["type"] for e in feed.new() if e["subject_id"] in (
        sent.id, sent.entries[1].rsplit("/", 1)[1])] == [
            "entry.withdrawn", f"application.{ends}"]


def test_nobody_else_withdraws_it(sent, world):
    stranger = world.provider()
    stranger.post(f"{sent.path}/withdrawal", {"reason": "No"}, expect=404)
    stranger.post(f"{sent.entries[0]}/withdrawal", {"reason": "No"},
                  expect=404)
    sent.lead.post(f"{sent.path}/withdrawal", {"reason": "No"}, expect=403)
