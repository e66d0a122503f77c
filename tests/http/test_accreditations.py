"""test_accreditations.py - who may bid, and losing it for all at once.

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.client import slug
from harness.feed import Feed
from harness.placing import exact

GROUNDS = ["rating_below_floor", "registration_lost", "insurance_lapsed",
           "evidence_expired", "requirement_failed", "safeguarding",
           "insolvency", "breach_of_terms"]
REASON = {"ground": "insurance_lapsed", "reason": "The certificate ended"}


@pytest.fixture(scope="module")
def market(shared_world):
    return shared_world.market()


@pytest.fixture(scope="module")
def spot(shared_world):
    return shared_world.places.centre()


@pytest.fixture
def home(world, market, spot):
    return world.accredited_home(market, spot, discounts=[
        {"from_child": 2, "percent": 10.00}])


@pytest.fixture
def path(home):
    return f"/v1/accreditations/{home.accreditation_id}"


def test_an_accreditation_is_what_was_assessed_and_offered(
        home, path, lead, market):
    shown = exact(lead.get(path, expect=200))
    assert shown["state"] == "active"
    assert shown["establishment"] == {"id": home.id, "name": home.name,
                                      "town": "Anytown"}
    assert shown["provider"]["id"] == home.provider.organisation_id
    assert shown["category_id"] == market.category["id"]
    assert shown["category_code"] == market.category["code"]
    assert shown["scheme_id"] == market.scheme["id"]
    assert str(shown["core_score"]) == "80.0000"
    assert shown["core_pence"] == {"premises": 1_500_000,
                                   "staffing": 1_500_000}
    assert shown["ground"] is None and shown["reason"] is None


def test_every_council_of_the_scheme_sees_every_home_r051(
        world, home, path, council, other_council, auditor):
    for reader in (council, other_council, auditor):
        assert reader.read(path)["establishment"]["id"] == home.id
    world.provider().get(path, expect=404)


def test_a_council_is_not_shown_what_a_home_costs_before_it_bids(
        home, path, lead, council, auditor):
    assert not {"core_pence", "discounts"} & council.read(path).keys()
    for reader in (home.provider, lead, auditor):
        shown = reader.read(path)
        assert shown["discounts"] == [{"from_child": 2, "percent": 10}]
        assert shown["core_pence"]["premises"] == 1_500_000


def test_a_council_that_is_in_the_scheme_no_more_sees_none_of_its_homes_r002(
        world, lead, council, other_council):
    market = world.market(councils=[council, other_council])
    made = world.accredited_home(market, world.places.centre())
    path = f"/v1/accreditations/{made.accreditation_id}"
    council.get(path, expect=200)
    lead.change(f"/v1/schemes/{market.scheme['id']}/councils/"
                f"{council.organisation_id}",
                {"kind": "partner", "from": "2026-01-01",
                 "to": "2026-01-31"})
    council.get(path, expect=404)
    other_council.get(path, expect=200)


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_suspension_has_a_ground_of_the_closed_list_r062(
        home, path, lead, ground):
    answer = lead.post(f"{path}/suspension",
                       {"ground": ground, "reason": "Found today"},
                       expect=201)
    made = answer.json()
    assert (made["state"], made["ground"], made["reason"]) == (
        "suspended", ground, "Found today")
    assert answer.headers["Location"].endswith(path)
    assert home.provider.read(path)["ground"] == ground


def test_free_text_alone_suspends_nobody_r062(path, lead):
    for body in ({"reason": "We do not like them"},
                 {"ground": "dislike", "reason": "We do not like them"},
                 {"ground": "safeguarding"}):
        answer = lead.post(f"{path}/suspension", body, expect=422)
        assert slug(answer) == "invalid"
    assert lead.read(path)["state"] == "active"


def test_a_suspension_reaches_everybody_at_once_and_is_taken_back_r060_r076(
        world, market, home, path, lead, council, nobody):
    listing = f"/v1/directory/{home.id}"
    nobody.get(f"{listing}/badge.svg", expect=200)
    lead.make(f"{path}/suspension", REASON)
    assert council.read(path)["state"] == "suspended"
    nobody.get(listing, expect=404)
    nobody.get(f"{listing}/badge.svg", expect=404)
    made = lead.make(f"{path}/reinstatement", {"reason": "A new one is here"})
    assert (made["state"], made["ground"], made["reason"]) == (
        "active", None, "A new one is here")
    nobody.get(listing, expect=200)
    nobody.get(f"{listing}/badge.svg", expect=200)


def test_an_act_that_the_state_does_not_allow_is_refused(path, lead):
    answer = lead.post(f"{path}/reinstatement", {"reason": "So"}, expect=409)
    assert slug(answer) == "accreditation-not-suspended"
    lead.make(f"{path}/suspension", REASON)
    answer = lead.post(f"{path}/suspension", REASON, expect=409)
    assert slug(answer) == "accreditation-not-active"


def test_those_it_concerns_are_told(world, home, path, lead, council, nobody):
    feeds = [Feed(a) for a in (home.provider, lead, council)]
    stranger = Feed(world.provider())
    lead.make(f"{path}/suspension", REASON)
    lead.make(f"{path}/reinstatement", {"reason": "Put right"})
    for feed in feeds:
        assert [e["type"] for e in feed.new()
                if e["subject_id"] == home.accreditation_id] == [
            "accreditation.suspended", "accreditation.reinstated"]
    assert stranger.new() == []


def test_only_the_lead_of_the_scheme_suspends(path, council, auditor, home):
    for other in (council, auditor, home.provider):
        answer = other.post(f"{path}/suspension", REASON, expect=403)
        assert slug(answer) == "forbidden"


def test_accreditations_are_listed_newest_first_by_scheme_category_and_state(
        world, lead, council):
    market = world.market()
    spot = world.places.centre()
    homes = [world.accredited_home(market, spot) for _ in range(3)]
    ids = [h.accreditation_id for h in homes]
    scheme = {"scheme_id": market.scheme["id"]}
    for reader in (lead, council):
        assert [a["id"] for a in reader.every(
            "/v1/accreditations", limit=1, **scheme)] == ids[::-1]
    lead.make(f"/v1/accreditations/{ids[1]}/suspension", REASON)
    assert [a["id"] for a in council.every(
        "/v1/accreditations", state="suspended", **scheme)] == [ids[1]]
    assert [a["id"] for a in council.every(
        "/v1/accreditations", state="active",
        category_id=market.category["id"])] == [ids[2], ids[0]]
    assert [a["id"] for a in homes[0].provider.every(
        "/v1/accreditations")] == [ids[0]]


def test_a_later_claim_of_the_provider_changes_nothing_that_was_accredited(
        home, path, lead):
    home.provider.change(f"/v1/establishments/{home.id}",
                         {"rating": "outstanding"}, method="PATCH")
    assert lead.read(path)["rating"] == "good"
