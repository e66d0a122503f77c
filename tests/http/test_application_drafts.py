"""test_application_drafts.py - a draft: common answers, copies, pieces, and
what is still missing.

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures

import pytest

from harness.client import pointers, slug
from harness.flows import SIGNED

NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def market(shared_world):
    return shared_world.market()


@pytest.fixture(scope="module")
def provider(shared_world):
    return shared_world.provider()


@pytest.fixture(scope="module")
def spot(shared_world):
    return shared_world.places.centre()


class Draft:
    """An application for new homes, and the paths of what it holds."""

    def __init__(self, world, market, provider, spot, homes=1):
        self.world, self.market, self.provider = world, market, provider
        self.homes = [world.home(provider, spot) for _ in range(homes)]
        self.made = world.application(provider, market, self.homes)
        self.path = f"/v1/applications/{self.made['id']}"
        self.common = f"{self.path}/common-answers"
        self.entries = [f"{self.path}/entries/{e['id']}"
                        for e in self.made["entries"]]

    def answers(self):
        """Requirements and statements of the category."""
        whole = self.world.entry_body(self.market.category)
        return {k: whole[k] for k in ("requirements", "statements")}

    def missing(self):
        return self.provider.read(f"{self.path}/missing")

    def submit(self, **more):
        return self.provider.post(f"{self.path}/submission", SIGNED, **more)


@pytest.fixture
def draft(world, market, provider, spot):
    return Draft(world, market, provider, spot)


def test_r050_twelve_homes_answer_once_and_are_decided_twelve_times(
        world, market, provider, spot, lead):
    draft = Draft(world, market, provider, spot, homes=12)
    draft.provider.change(draft.common, draft.answers())
    costs = {"premises": 1_000_000, "staffing": 500_000}
    for n, entry in enumerate(draft.entries):
        provider.change(entry, {"core_pence": costs | {"premises": n}},
                        method="PATCH")
    own = {"workforce": "At this home it is otherwise"}
    provider.change(draft.entries[3], {"statements": own}, method="PATCH")
    assert draft.missing()["complete"] is True
    sent = draft.submit(expect=201).json()
    assert len(sent["entries"]) == 12
    for n, path in enumerate(draft.entries):
        entry = lead.read(path)
        answers = draft.answers()
        if n == 3:
            answers["statements"] |= own
        assert {k: entry[k] for k in answers} == answers
        assert entry["core_pence"]["premises"] == n
        lead.put(f"{path}/assessment", world.assessment_body(market.category),
                 expect=201)
        lead.make(f"{path}/decision", {
            "outcome": "refused" if n == 5 else "accredited",
            "reason": f"Home {n}"})
    decided = lead.read(draft.path)
    assert decided["state"] == "decided"
    assert [e["state"] for e in decided["entries"]] == [
        "refused" if n == 5 else "accredited" for n in range(12)]


def test_r028_several_categories_share_what_they_ask_alike(
        world, lead, provider, spot):
    market = world.market()
    second = world.category_body(code="fostering", name="Fostering")
    second["statements"][0]["question"] = "Something else altogether?"
    second = lead.make(f"/v1/schemes/{market.scheme['id']}/categories", second)
    home = world.home(provider, spot)
    made = provider.make("/v1/applications", {
        "scheme_id": market.scheme["id"], "entries": [
            {"establishment_id": home["id"], "category_id": c["id"]}
            for c in (market.category, second)]})
    path = f"/v1/applications/{made['id']}"
    asked = {(a["member"], a["code"]): a["entries"]
             for a in provider.read(f"{path}/common-answers")["asked"]}
    assert asked == {("requirements", "safeguarding"): 2,
                     ("statements", "outcomes"): 2,
                     ("statements", "contract-management"): 2}
    answer = provider.change(f"{path}/common-answers", {
        "requirements": {"fire": {"met": True}},
        "statements": {"workforce": "Ours", "outcomes": "Ours"}}, expect=422)
    assert pointers(answer) == ["#/requirements/fire",
                                "#/statements/workforce"]
    words = [e["detail"] for e in answer.json()["errors"]]
    assert "No category" in words[0] and "different" in words[1]
    provider.change(f"{path}/common-answers", {
        "statements": {"outcomes": "Ours"}})
    entry = provider.read(f"{path}/entries/{made['entries'][1]['id']}")
    assert entry["common"] == {"requirements": {},
                               "statements": {"outcomes": "Ours"}}


def test_an_entrys_own_answer_goes_before_the_common_one(draft):
    draft.provider.change(draft.common, {"statements": {"workforce": "All"}})
    draft.provider.change(draft.entries[0], {
        "statements": {"workforce": "", "outcomes": "Here"}})
    entry = draft.provider.read(draft.entries[0])
    assert entry["common"]["statements"] == {"workforce": "All"}
    draft.provider.change(draft.entries[0], {
        "statements": {"workforce": "Here"}}, method="PATCH")
    entry = draft.provider.read(draft.entries[0])
    assert entry["common"]["statements"] == {}


def test_common_answers_are_changed_one_by_one_and_taken_back(draft):
    draft.provider.change(draft.common, draft.answers())
    shown = draft.provider.change(draft.common, {
        "requirements": {"safeguarding": None},
        "statements": {"workforce": "New"}}, method="PATCH").json()
    assert shown["requirements"] == {}
    assert shown["statements"] == draft.answers()["statements"] | {
        "workforce": "New"}


def test_common_answers_are_sent_in_with_the_rest_and_stand(draft, lead):
    draft.provider.change(draft.common, draft.answers())
    draft.provider.change(draft.entries[0], {
        "core_pence": {"premises": 1, "staffing": 1}}, method="PATCH")
    lead.get(draft.common, expect=404)
    draft.submit(expect=201)
    answer = draft.provider.change(draft.common, {}, expect=409)
    assert slug(answer) == "application-not-draft"
    assert lead.read(draft.common)["statements"] == \
        draft.answers()["statements"]


def test_r028_a_draft_is_saved_piece_by_piece_without_losing_any(
        world, market, draft):
    whole = world.entry_body(market.category, discounts=[
        {"from_child": 2, "percent": 12.5}])
    path, provider = draft.entries[0], draft.provider
    for member, value in whole.items():
        provider.change(path, {member: value}, method="PATCH")
    saved = provider.read(path)
    assert {k: saved[k] for k in whole} == whole
    provider.change(path, {"statements": {"workforce": None},
                           "core_pence": {"premises": None}}, method="PATCH")
    saved = provider.read(path)
    assert "workforce" not in saved["statements"]
    assert saved["core_pence"] == {"staffing": 1_500_000}
    assert saved["discounts"] == whole["discounts"]


def test_a_piece_is_judged_with_what_is_there_already_r049(draft):
    path, provider = draft.entries[0], draft.provider
    provider.change(path, {"core_pence": {"premises": 4_000_000}},
                    method="PATCH")
    answer = provider.change(path, {
        "core_pence": {"staffing": 2_000_001},
        "statements": {"poetry": "Unknown"}}, method="PATCH", expect=422)
    assert pointers(answer) == ["#/statements/poetry", "#/core_pence"]
    assert provider.read(path)["core_pence"] == {"premises": 4_000_000}


def test_r049_the_cap_is_shown_before_anything_is_sent_in(draft):
    draft.provider.change(draft.entries[0], {
        "core_pence": {"premises": 4_000_000}}, method="PATCH")
    (cap,) = draft.missing()["caps"]
    assert cap == {"entry_id": draft.made["entries"][0]["id"],
                   "core_pence": 4_000_000, "core_cap_pence": 6_000_000,
                   "within": True, "bars": True}


def test_r049_what_was_copied_meets_the_cap_when_it_is_sent_in(
        world, market, provider, spot, lead):
    free = lead.make(
        f"/v1/schemes/{market.scheme['id']}/categories",
        world.category_body(code="free", name="Free", core_cap_pence=None))
    home = world.home(provider, spot)
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
    (_, cap) = provider.read(f"{path}/missing")["caps"]
    assert (cap["within"], cap["bars"]) == (False, True)
    answer = provider.post(f"{path}/submission", SIGNED, expect=422)
    assert pointers(answer) == ["#/entries/1/core_pence"]
    provider.change(f"{path}/entries/{copy['id']}", {
        "core_pence": {"staffing": 0}}, method="PATCH")
    provider.make(f"{path}/submission", SIGNED)


def test_r049_where_the_cap_may_not_bar_it_is_shown_all_the_same(
        world, provider, spot):
    market = world.market(terms={"regime": "pa23_dynamic_market"})
    made = world.application(provider, market, [world.home(provider, spot)])
    path = f"/v1/applications/{made['id']}"
    provider.change(f"{path}/entries/{made['entries'][0]['id']}", {
        "core_pence": {"premises": 6_000_001}})
    (cap,) = provider.read(f"{path}/missing")["caps"]
    assert (cap["within"], cap["bars"]) == (False, False)


def test_what_is_missing_is_what_a_submission_would_say(
        world, market, provider, spot):
    draft = Draft(world, market, provider, spot, homes=2)
    provider.change(draft.common, {"statements": {"outcomes": "All"}})
    provider.change(draft.entries[1], {
        "requirements": {"safeguarding": {"met": True}}}, method="PATCH")
    shown = draft.missing()
    assert shown["complete"] is False
    assert [(m["pointer"], m["detail"]) for m in shown["missing"]] == [
        (e["pointer"], e["detail"])
        for e in draft.submit(expect=422).json()["errors"]]
    assert [m["pointer"] for m in shown["missing"]] == [
        "#/entries/0/requirements/safeguarding",
        "#/entries/0/statements/workforce",
        "#/entries/0/statements/contract-management",
        "#/entries/0/core_pence/premises", "#/entries/0/core_pence/staffing",
        "#/entries/1/statements/workforce",
        "#/entries/1/statements/contract-management",
        "#/entries/1/core_pence/premises", "#/entries/1/core_pence/staffing"]
    assert {m["kind"] for m in shown["missing"]} == {
        "requirement", "statement", "cost"}


def test_what_is_missing_is_the_providers_business_alone(draft, lead):
    draft.provider.change(draft.entries[0], draft.world.entry_body(
        draft.market.category))
    draft.submit(expect=201)
    draft.world.provider().get(f"{draft.path}/missing", expect=404)
    assert draft.missing() | {"agreement": None} == {
        "application_id": draft.made["id"], "complete": True, "missing": [],
        "caps": [], "agreement": None}
    lead.get(f"{draft.path}/missing", expect=403)


def test_r050_an_entry_is_a_copy_that_can_be_edited(draft, world, spot):
    provider, path = draft.provider, draft.entries[0]
    body = world.entry_body(draft.market.category, discounts=[
        {"from_child": 2, "percent": 5}])
    provider.change(path, body)
    home = world.home(provider, spot)
    copy = provider.make(f"{draft.path}/entries", {
        "establishment_id": home["id"],
        "category_id": draft.market.category["id"],
        "copy_from": draft.made["entries"][0]["id"]})
    assert {k: copy[k] for k in body} == body
    provider.change(f"{draft.path}/entries/{copy['id']}", {
        "statements": {"workforce": "Other"}}, method="PATCH")
    assert provider.read(path)["statements"] == body["statements"]
    assert [e["establishment_id"]
            for e in provider.read(draft.path)["entries"]] == [
                draft.homes[0]["id"], home["id"]]


def test_a_copy_into_another_category_takes_what_is_asked_there_too(
        draft, world, lead):
    provider, market = draft.provider, draft.market
    body = world.category_body(code="other", name="Other",
                               cost_heads=[{"code": "premises",
                                            "name": "Premises"}])
    body["statements"][1]["question"] = "Something else altogether?"
    other = lead.make(f"/v1/schemes/{market.scheme['id']}/categories", body)
    provider.change(draft.entries[0], world.entry_body(
        market.category, discounts=[{"from_child": 2, "percent": 5}]))
    copy = provider.make(f"{draft.path}/entries", {
        "establishment_id": draft.homes[0]["id"], "category_id": other["id"],
        "copy_from": draft.made["entries"][0]["id"]})
    assert list(copy["requirements"]) == ["safeguarding"]
    assert sorted(copy["statements"]) == ["contract-management", "workforce"]
    assert copy["core_pence"] == {"premises": 1_500_000}
    assert copy["discounts"] == []


def test_what_an_entry_is_made_of_is_ones_own(draft, world, spot, market):
    stranger = world.provider()
    theirs = Draft(world, market, stranger, spot)
    faults = []
    for home, category, source in (
            (theirs.homes[0]["id"], world.market().category["id"],
             theirs.made["entries"][0]["id"]), (NOWHERE,) * 3):
        answer = draft.provider.post(f"{draft.path}/entries", {
            "establishment_id": home, "category_id": category,
            "copy_from": source}, expect=422)
        assert pointers(answer) == ["#/establishment_id", "#/category_id",
                                    "#/copy_from"]
        faults.append(answer.json()["errors"])
    assert faults[0] == faults[1]
    answer = draft.provider.post(f"{draft.path}/entries", {
        "establishment_id": draft.homes[0]["id"],
        "category_id": market.category["id"]}, expect=422)
    assert pointers(answer) == ["#/establishment_id"]


def test_a_home_is_taken_out_of_a_draft_and_out_of_nothing_else(
        world, market, provider, spot):
    draft = Draft(world, market, provider, spot, homes=2)
    provider.change(draft.entries[0], method="DELETE", expect=204)
    provider.get(draft.entries[0], expect=404)
    provider.change(draft.entries[1], world.entry_body(market.category))
    draft.submit(expect=201)
    answer = provider.change(draft.entries[1], method="DELETE", expect=409)
    assert slug(answer) == "application-not-draft"
    answer = provider.post(f"{draft.path}/entries", {
        "establishment_id": draft.homes[0]["id"],
        "category_id": market.category["id"]}, expect=409)
    assert slug(answer) == "application-not-draft"


def test_an_application_for_nothing_is_not_complete(draft):
    draft.provider.change(draft.entries[0], method="DELETE", expect=204)
    assert draft.provider.read(draft.path)["entries"] == []
    (missing,) = draft.missing()["missing"]
    assert missing["pointer"] == "#/entries"
    assert pointers(draft.submit(expect=422)) == ["#/entries"]


def test_of_the_same_home_added_twice_at_once_one_is_there(
        draft, world, spot, market):
    home = world.home(draft.provider, spot)
    body = {"establishment_id": home["id"],
            "category_id": market.category["id"]}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: draft.provider.post(
            f"{draft.path}/entries", body), range(2)))
    assert sorted(a.status_code for a in answers) == [201, 422]


def test_r056_a_later_application_knows_what_was_answered(
        world, market, provider, spot, lead):
    first = Draft(world, market, provider, spot)
    provider.change(first.common, first.answers())
    provider.change(first.entries[0], {
        "statements": {"workforce": "At this home"},
        "core_pence": {"premises": 1, "staffing": 1}}, method="PATCH")
    first.submit(expect=201)
    second = world.category_body(code="second", name="Second")
    second["requirements"].append({
        "code": "transport", "question": "Is transport insured?",
        "justification": "Children are driven"})
    second = lead.make(f"/v1/schemes/{market.scheme['id']}/categories", second)
    made = provider.make("/v1/applications", {
        "scheme_id": market.scheme["id"], "copy_from": first.made["id"],
        "entries": [{"establishment_id": first.homes[0]["id"],
                     "category_id": second["id"]}]})
    path = f"/v1/applications/{made['id']}"
    missing = provider.read(f"{path}/missing")["missing"]
    assert [m["pointer"] for m in missing] == [
        "#/entries/0/requirements/transport",
        "#/entries/0/core_pence/premises", "#/entries/0/core_pence/staffing"]
    entry = provider.read(f"{path}/entries/{made['entries'][0]['id']}")
    assert entry["statements"]["workforce"] == "At this home"


def test_r056_a_later_application_takes_what_is_asked_alike_and_no_more(
        world, market, provider, spot, lead):
    first = Draft(world, market, provider, spot)
    provider.change(first.common, first.answers())
    other = world.market()
    body = world.category_body(code="other", name="Other")
    body["statements"][0]["question"] = "Something else altogether?"
    body["statements"][1]["code"] = "renamed"
    body = lead.make(f"/v1/schemes/{other.scheme['id']}/categories", body)
    made = provider.make("/v1/applications", {
        "scheme_id": other.scheme["id"], "copy_from": first.made["id"],
        "entries": [{"establishment_id": first.homes[0]["id"],
                     "category_id": body["id"]}]})
    common = provider.read(f"/v1/applications/{made['id']}/common-answers")
    answers = first.answers()
    assert common["requirements"] == answers["requirements"]
    assert common["statements"] == {
        "contract-management": answers["statements"]["contract-management"]}


def test_r056_nobody_copies_the_application_of_another(
        world, market, spot, draft):
    stranger = world.provider()
    home = world.home(stranger, spot)
    faults = []
    for source in (draft.made["id"], NOWHERE):
        answer = stranger.post("/v1/applications", {
            "scheme_id": market.scheme["id"], "copy_from": source,
            "entries": [{"establishment_id": home["id"],
                         "category_id": market.category["id"]}]}, expect=422)
        faults.append(answer.json()["errors"])
    assert pointers(answer) == ["#/copy_from"]
    assert faults[0] == faults[1]


def test_r056_a_document_that_is_not_held_is_asked_for_until_entry(
        world, provider, spot):
    market = world.market(evidence=[
        {"kind": "public_liability_insurance",
         "minimum_cover_pence": 500_000_000},
        {"kind": "accounts", "due": "award"}])
    draft = Draft(world, market, provider, spot)
    provider.change(draft.entries[0], world.entry_body(market.category))
    (missing,) = draft.missing()["missing"]
    assert missing == {
        "pointer": "#/entries/0/evidence/public_liability_insurance",
        "kind": "evidence", "detail": "This document is not there yet."}
    assert pointers(draft.submit(expect=422)) == [missing["pointer"]]
