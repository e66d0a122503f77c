"""test_two_stages.py - a category that asks little at first, and the rest of
those that pass (R072).

SPDX-License-Identifier: Apache-2.0
"""
import hashlib
import json

import pytest

from harness.client import pointers, slug
from harness.feed import Feed
from harness.flows import SIGNED
from harness.receipts import verifies


def in_two_stages(world, **over):
    """What a category says of its stages, beside the usual."""
    body = world.category_body()
    body["requirements"].append({
        "code": "continuity", "question": "Is there a plan for continuity?",
        "justification": "Care goes on", "stage": 2})
    for item in body["statements"]:
        item["stage"] = 2
    return {"requirements": body["requirements"],
            "statements": body["statements"],
            "schedules": [{"code": "weekly", "unit": "week",
                           "name": "Weekly residential"}]} | over


@pytest.fixture(scope="module")
def market(shared_world):
    return shared_world.market(**in_two_stages(shared_world))


class Staged:
    """An application for new homes in a category of two stages."""

    def __init__(self, world, market, homes=1):
        self.world, self.market, self.lead = world, market, market.lead
        self.provider = world.provider()
        spot = world.places.centre()
        self.made = world.application(self.provider, market, [
            world.home(self.provider, spot) for _ in range(homes)])
        self.path = f"/v1/applications/{self.made['id']}"
        self.entries = [f"{self.path}/entries/{e['id']}"
                        for e in self.made["entries"]]
        self.entry = self.entries[0]
        whole = world.entry_body(market.category)
        first = {"safeguarding": whole["requirements"].pop("safeguarding")}
        self.first, self.second = {"requirements": first}, whole

    def apply(self):
        """The first stage, whole."""
        for entry in self.entries:
            self.provider.change(entry, self.first)
        self.provider.make(f"{self.path}/submission", SIGNED)
        return self

    def look(self, passed=True, entry=None, **more):
        mark = {"pass": passed, "reason": "Policy of March"}
        body = {"requirements": {"safeguarding": mark}}
        if not passed:
            body["reason"] = "There is no policy"
        return self.lead.post(f"{entry or self.entry}/first-stage",
                              body | more.pop("body", {}), **more)

    def fill(self):
        self.provider.change(self.entry, self.second, method="PATCH")
        return self

    def submit(self, **more):
        return self.provider.post(f"{self.entry}/submission", SIGNED, **more)

    def missing(self):
        return [m["pointer"] for m in self.provider.read(
            f"{self.path}/missing")["missing"]]

    def state(self):
        return self.provider.read(self.entry)["state"]


@pytest.fixture
def staged(world, market):
    return Staged(world, market)


def test_r072_the_first_stage_is_one_page_and_the_second_opens_on_pass(
        staged, world, market):
    assert market.category["two_stages"] is True
    assert staged.missing() == ["#/entries/0/requirements/safeguarding"]
    staged.apply()
    assert staged.state() == "stage_1"
    assert staged.missing() == []
    answer = staged.provider.change(staged.entry, staged.second,
                                    method="PATCH", expect=409)
    assert slug(answer) == "application-not-draft"
    assert slug(staged.submit(expect=409)) == "stage-1-not-passed"
    shown = staged.look(expect=201).json()
    assert shown["state"] == "stage_2" and shown["decision"] is None
    assert shown["first_stage"]["passed"] is True
    assert staged.missing() == [
        "#/entries/0/requirements/continuity",
        "#/entries/0/statements/workforce", "#/entries/0/statements/outcomes",
        "#/entries/0/statements/contract-management",
        "#/entries/0/core_pence/premises", "#/entries/0/core_pence/staffing"]
    assert pointers(staged.submit(expect=422)) == staged.missing()
    staged.fill().submit(expect=201)
    assert staged.state() == "submitted"
    staged.lead.put(f"{staged.entry}/assessment", world.assessment_body(
        market.category), expect=201)
    staged.lead.make(f"{staged.entry}/decision", {"outcome": "accredited"})
    assert staged.state() == "accredited"


def test_r072_more_is_asked_only_of_those_that_meet_the_criteria(staged):
    staged.apply()
    feed = Feed(staged.provider)
    shown = staged.look(False, expect=201).json()
    assert shown["state"] == "refused"
    assert shown["decision"]["outcome"] == "refused"
    assert shown["decision"]["reason"] == "There is no policy"
    assert shown["first_stage"]["requirements"]["safeguarding"] == {
        "pass": False, "reason": "Policy of March"}
    assert staged.provider.read(staged.entry) == shown
    assert staged.provider.read(staged.path)["state"] == "decided"
    assert [e["type"] for e in feed.new()] == ["entry.refused",
                                               "application.decided"]
    assert slug(staged.submit(expect=409)) == "application-not-draft"


def test_r075_a_refusal_in_the_first_stage_is_not_looked_at_again(staged):
    staged.apply()
    staged.look(False, expect=201)
    answer = staged.provider.post(f"{staged.entry}/review",
                                  {"text": "Please read again"}, expect=409)
    assert slug(answer) == "conflict"
    assert "may apply again" in answer.json()["detail"]


def test_r013_a_first_stage_waits_while_decisions_rest(world, clock):
    clock.freeze("2027-01-20T12:00:00Z")
    staged = Staged(world, world.market(**in_two_stages(world))).apply()
    staged.lead.make(f"/v1/schemes/{staged.market.scheme['id']}/pause", {
        "reason": "The region has changed", "from": "2027-02-01",
        "until": "2027-04-01"})
    clock.freeze("2027-02-10T12:00:00Z")
    for passed in (True, False):
        answer = staged.look(passed, expect=409)
        assert slug(answer) == "decisions-paused"
    clock.freeze("2027-04-01T12:00:00Z")
    staged.look(expect=201)


def test_who_has_a_conflict_decides_no_first_stage(staged, world):
    staged.apply()
    deputy = world.colleague(staged.lead)
    deputy.put(f"{staged.path}/conflict", {
        "conflicted": True, "nature": "My sister works there"}, expect=201)
    for passed in (True, False):
        answer = deputy.post(f"{staged.entry}/first-stage", {
            "requirements": {"safeguarding": {"pass": passed}},
            "reason": "As read"}, expect=409)
        assert slug(answer) == "conflict-declared"
    staged.look(expect=201)


def test_r032_what_excludes_is_judged_where_the_applicant_is_heard(world):
    body = in_two_stages(world)
    body["requirements"][0]["exclusion"] = "mandatory"
    for regime, stage, status in (
            ("pa23_light_touch_framework", None, 422),
            ("pa23_dynamic_market", 1, 422),
            ("pa23_light_touch_framework", 2, 201),
            ("below_threshold", None, 201)):
        scheme = world.draft_scheme(regime=regime)
        body["requirements"][0] = {
            k: v for k, v in body["requirements"][0].items() if k != "stage"
        } | ({} if stage is None else {"stage": stage})
        answer = world.lead.post(f"/v1/schemes/{scheme['id']}/categories",
                                 world.category_body(**body), expect=status)
        if status == 422:
            assert pointers(answer) == ["#/requirements/0/stage"]


def test_r049_what_was_copied_meets_the_cap_with_the_second_stage(world):
    body = in_two_stages(world)
    market = world.market(**body)
    for item in body["requirements"] + body["statements"]:
        item.pop("stage", None)
    free = world.lead.make(
        f"/v1/schemes/{market.scheme['id']}/categories",
        world.category_body(code="free", name="Free", **body | {
            "core_cap_pence": None}))
    provider = world.provider()
    home = world.home(provider, world.places.centre())
    made = provider.make("/v1/applications", {
        "scheme_id": market.scheme["id"], "entries": [{
            "establishment_id": home["id"], "category_id": free["id"]}]})
    path = f"/v1/applications/{made['id']}"
    source = made["entries"][0]["id"]
    provider.change(f"{path}/entries/{source}", world.entry_body(
        free, core={"premises": 6_000_000, "staffing": 1}))
    copy = provider.make(f"{path}/entries", {
        "establishment_id": home["id"], "copy_from": source,
        "category_id": market.category["id"]})
    entry = f"{path}/entries/{copy['id']}"
    provider.make(f"{path}/submission", SIGNED)
    world.lead.make(f"{entry}/first-stage", {
        "requirements": {"safeguarding": {"pass": True}}})
    answer = provider.post(f"{entry}/submission", SIGNED, expect=422)
    assert pointers(answer) == ["#/entries/1/core_pence"]
    provider.change(entry, {"core_pence": {"staffing": 0}}, method="PATCH")
    provider.make(f"{entry}/submission", SIGNED)


def test_a_first_stage_marks_what_it_has_asked_and_nothing_else(staged):
    staged.apply()
    answer = staged.look(body={"requirements": {
        "continuity": {"pass": True}, "fire": {"pass": True}}}, expect=422)
    assert sorted(pointers(answer)) == [
        "#/requirements/continuity", "#/requirements/fire",
        "#/requirements/safeguarding"]
    answer = staged.lead.post(f"{staged.entry}/first-stage", {
        "requirements": {"safeguarding": {"pass": False}}}, expect=422)
    assert pointers(answer) == ["#/reason"]


def test_what_the_first_stage_has_asked_stands(staged):
    staged.apply()
    staged.look(expect=201)
    answer = staged.provider.change(staged.entry, staged.first | {
        "statements": {"poetry": "None"}}, expect=422)
    assert pointers(answer) == ["#/statements/poetry",
                                "#/requirements/safeguarding"]
    staged.provider.change(staged.entry, staged.second)
    kept = staged.provider.read(staged.entry)["requirements"]
    assert kept == staged.first["requirements"] | staged.second["requirements"]


def test_an_entry_is_looked_at_once_and_assessed_after_both_stages(
        staged, world, market):
    assert slug(staged.lead.post(
        f"{staged.entry}/first-stage", {"requirements": {}},
        expect=404)) == "not-found"
    staged.apply()
    answer = staged.lead.put(f"{staged.entry}/assessment",
                             world.assessment_body(market.category),
                             expect=409)
    assert slug(answer) == "entry-not-submitted"
    staged.look(expect=201)
    assert slug(staged.look(expect=409)) == "entry-decided"
    answer = staged.lead.put(f"{staged.entry}/assessment",
                             world.assessment_body(market.category),
                             expect=409)
    assert slug(answer) == "entry-not-submitted"


def test_the_second_stage_has_a_receipt_and_is_due_later(
        world, clock, nobody, tmp_path):
    clock.freeze("2027-01-10T10:00:00Z")
    staged = Staged(world, world.market(**in_two_stages(
        world, dfe_registration=True)))
    staged.first["dfe_number"] = "123456"
    staged.apply()
    staged.look(expect=201)
    clock.freeze("2027-03-10T10:00:00Z")
    staged.second["schedule_pence"] = {"weekly": 95_000}
    shown = staged.fill().submit(expect=201).json()
    assert staged.provider.read(staged.path)["assess_due_on"] == "2027-04-30"
    receipt = shown["second_stage"]["receipt"]
    content = {
        "application_id": staged.made["id"],
        "signatory": SIGNED["signatory"],
        "entry": {k: shown[k] for k in (
            "id", "establishment_id", "category_id", "requirements",
            "statements", "core_pence", "schedule_pence", "discounts",
            "dfe_number")}}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"),
                      ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == receipt["sha256"]
    assert receipt["received_at"] == "2027-03-10T10:00:00Z"
    assert verifies(nobody, tmp_path, receipt["signature"],
                    "fairlot-second-stage-v1", shown["id"],
                    receipt["sha256"], receipt["received_at"])


def test_one_home_passes_and_another_does_not(world, market):
    staged = Staged(world, market, homes=2).apply()
    staged.look(entry=staged.entries[0], expect=201)
    staged.look(False, entry=staged.entries[1], expect=201)
    shown = staged.provider.read(staged.path)
    assert shown["state"] == "submitted"
    assert [e["state"] for e in shown["entries"]] == ["stage_2", "refused"]


def test_common_answers_of_the_second_stage_may_wait(world, market):
    staged = Staged(world, market, homes=2)
    staged.provider.change(f"{staged.path}/common-answers", staged.first)
    staged.provider.make(f"{staged.path}/submission", SIGNED)
    for entry in staged.entries:
        assert staged.provider.read(entry)["requirements"] == \
            staged.first["requirements"]


def test_a_category_of_one_stage_asks_all_at_once(world, lead):
    market = world.market()
    assert market.category["two_stages"] is False
    assert not any("stage" in i for i in market.category["statements"])
    home = world.home(provider := world.provider(), world.places.centre())
    made = world.application(provider, market, [home])
    path = f"/v1/applications/{made['id']}/entries/{made['entries'][0]['id']}"
    provider.change(path, world.entry_body(market.category))
    world.submit(provider, made)
    answer = lead.post(f"{path}/first-stage", {"requirements": {
        "safeguarding": {"pass": True}}}, expect=409)
    assert slug(answer) == "entry-decided"
    assert slug(provider.post(f"{path}/submission", SIGNED, expect=409)) == \
        "application-not-draft"
