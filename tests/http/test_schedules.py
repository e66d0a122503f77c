"""test_schedules.py - what a home offers besides, at a fixed price (R045).

SPDX-License-Identifier: Apache-2.0
"""
import hashlib
import json

import pytest
from harness.client import pointers

SCHEDULES = [
    {"code": "weekly", "name": "Weekly residential", "unit": "week"},
    {"code": "termly", "name": "Termly residential", "unit": "term"},
    {"code": "all-year", "name": "Residential, 52 weeks", "unit": "year"},
    {"code": "learning", "name": "Learning support", "unit": "hour"},
    {"code": "physiotherapy", "name": "Physiotherapy", "unit": "session"}]
OFFERED = {"weekly": 95_000, "physiotherapy": 0}


@pytest.fixture(name="market", scope="module")
def market_with_schedules(shared_world):
    return shared_world.market(schedules=SCHEDULES)


@pytest.fixture(name="draft")
def draft_of_a_new_provider(world, market):
    return Draft(world, market)


class Draft:
    """An application for one home, and the path of its entry."""

    def __init__(self, world, market):
        self.world, self.market = world, market
        self.provider = world.provider()
        self.home = world.home(self.provider, world.places.centre())
        self.made = world.application(self.provider, market, [self.home])
        self.entry = (f"/v1/applications/{self.made['id']}/entries/"
                      f"{self.made['entries'][0]['id']}")

    def fill(self, expect=200, **over):
        return self.provider.change(self.entry, self.world.entry_body(
            self.market.category, **over), expect=expect)

    def patch(self, offered, expect=200):
        return self.provider.change(
            self.entry, {"schedule_pence": offered}, method="PATCH",
            expect=expect)

    def read(self):
        return self.provider.read(self.entry)


def test_r045_a_category_names_what_may_be_offered(world, market, nobody):
    shown = nobody.read(f"/v1/categories/{market.category['id']}")
    assert shown["schedules"] == SCHEDULES
    for none in ({}, {"schedules": []}):
        assert "schedules" not in world.market(**none).category


def test_r045_a_schedule_stands_once_and_has_a_unit(world, lead):
    scheme = world.draft_scheme()
    answer = lead.post(
        f"/v1/schemes/{scheme['id']}/categories", world.category_body(
            schedules=[SCHEDULES[0], SCHEDULES[0]]), expect=422)
    assert pointers(answer) == ["#/schedules/1/code"]
    answer = lead.post(
        f"/v1/schemes/{scheme['id']}/categories", world.category_body(
            schedules=[SCHEDULES[0] | {"unit": "fortnight"}]), expect=422)
    assert pointers(answer) == ["#/schedules/0/unit"]


def test_r045_only_what_is_offered_is_shown(world, market, lead, council):
    """To whoever may see the accreditation; nothing else is there."""
    offers = world.accredited_home(market, world.places.centre(),
                                   schedule_pence=OFFERED)
    silent = world.accredited_home(market, world.places.centre())
    for home, shown in ((offers, OFFERED), (silent, None)):
        path = f"/v1/accreditations/{home.accreditation_id}"
        for reader in (home.provider, lead, council):
            assert reader.read(path).get("schedule_pence") == shown
    records = {r["accreditation"]["id"]: r["accreditation"]
               for r in lead.every(f"/v1/schemes/{market.scheme['id']}"
                                   "/accreditations-export")}
    assert records[offers.accreditation_id]["schedule_pence"] == OFFERED
    assert "schedule_pence" not in records[silent.accreditation_id]


def test_r045_every_code_that_the_category_has_not_is_named(draft):
    unknown = {"yachts": 1, "weekly": 2, "premises": 3}
    for answer in (draft.fill(schedule_pence=unknown, expect=422),
                   draft.patch(unknown, expect=422)):
        assert sorted(pointers(answer)) == [
            "#/schedule_pence/premises", "#/schedule_pence/yachts"]
    assert "schedule_pence" not in draft.read()


@pytest.mark.parametrize("pence", [-1, 10**10 + 1, 0.5, "1"])
def test_an_offer_is_whole_pence_within_the_bounds(draft, pence):
    assert pointers(draft.fill(schedule_pence={"weekly": pence},
                               expect=422)) == ["#/schedule_pence/weekly"]


def test_an_offer_is_changed_code_by_code_and_taken_back(draft):
    draft.fill(schedule_pence=OFFERED)
    assert draft.read()["schedule_pence"] == OFFERED
    draft.patch({"termly": 10**10, "weekly": None})
    assert draft.read()["schedule_pence"] == {
        "termly": 10**10, "physiotherapy": 0}
    draft.fill()
    assert "schedule_pence" not in draft.read()


def test_what_is_offered_is_no_core_cost_and_never_missing(draft):
    """Above the cap by itself, and it bars nobody; the rest is not asked."""
    draft.fill(schedule_pence={"all-year": 10**10})
    told = draft.provider.read(f"/v1/applications/{draft.made['id']}/missing")
    assert told["complete"] and told["missing"] == []
    assert told["caps"][0]["core_pence"] == 3_000_000
    draft.world.submit(draft.provider, draft.made)


def test_the_receipt_is_also_of_what_is_offered(draft):
    draft.fill(schedule_pence=OFFERED)
    sent = draft.world.submit(draft.provider, draft.made)
    entry = draft.read()
    text = json.dumps({
        "application_id": sent["id"], "provider_id": sent["provider"]["id"],
        "scheme_id": sent["scheme_id"], "signatory": sent["signatory"],
        "entries": [{k: entry[k] for k in (
            "id", "establishment_id", "category_id", "requirements",
            "statements", "core_pence", "schedule_pence", "discounts")}]},
        sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == \
        sent["receipt"]["sha256"]


def test_a_copy_offers_what_the_other_does_of_the_same_schedules(
        draft, world, lead):
    draft.fill(schedule_pence=OFFERED)
    body = world.category_body(code="other", schedules=SCHEDULES[1:])
    other = lead.make(
        f"/v1/schemes/{draft.market.scheme['id']}/categories", body)
    copy = draft.provider.make(f"/v1/applications/{draft.made['id']}/entries", {
        "establishment_id": draft.home["id"], "category_id": other["id"],
        "copy_from": draft.made["entries"][0]["id"]})
    assert copy["schedule_pence"] == {"physiotherapy": 0}
