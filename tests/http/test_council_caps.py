"""test_council_caps.py - a council's own affordability cap (R049).

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.client import slug
from harness.feed import Feed

REASON = "The budget of the year"
CORE = 3_000_000  # of a home, unless told: two heads


@pytest.fixture(scope="module")
def place(shared_world):
    """A home at 30,000.00 and one a penny dearer, both near."""
    world = shared_world
    made = world.market()
    made.centre = world.places.centre()
    near, far = world.places.at(made.centre, 5, 6)
    made.cheap = world.accredited_home(made, near)
    made.dear = world.accredited_home(made, far, core={
        "premises": 1_500_001, "staffing": 1_500_000})
    return made


@pytest.fixture(name="capped")
def cap_of_council_a(place, council):
    path = cap_path(place, council)
    set_cap(council, path, CORE)
    yield path
    set_cap(council, path, None)


def cap_path(market, council):
    return (f"/v1/categories/{market.category['id']}/council-caps/"
            f"{council.organisation_id}")


def set_cap(council, path, pence, **more):
    body = {"core_cap_pence": pence, "reason": REASON}
    if council.get(path).status_code == 200:
        return council.change(path, body, **more)
    return council.put(path, body, none_match="*", expect=201)


def left_out(council, draft):
    answer = council.read(f"/v1/referrals/{draft['id']}/matches")
    return {h["establishment_id"]: h["reason"] for h in answer["excluded"]}


def invited(home, referral):
    return referral["id"] in [i["referral_id"] for i in home.provider.every(
        "/v1/invitations")]


def test_r049_core_above_the_common_cap_is_refused_with_the_reason(
        world, place):
    provider = world.provider()
    home = world.home(provider, place.centre)
    application = world.application(provider, place, [home])
    path = (f"/v1/applications/{application['id']}/entries/"
            f"{application['entries'][0]['id']}")
    body = world.entry_body(place.category, {"premises": 3_000_000,
                                             "staffing": 3_000_001})
    answer = provider.put(path, body, match=provider.etag(path), expect=422)
    (fault,) = answer.json()["errors"]
    assert fault["pointer"] == "#/core_pence"
    assert "60,000.01" in fault["detail"] and "60,000.00" in fault["detail"]


def test_r049_above_a_councils_own_cap_a_home_is_admitted_but_not_invited(
        world, place, council, other_council, capped):
    draft = world.draft_referral(place, place.centre)
    assert left_out(council, draft) == {place.dear.id: "above_council_cap"}
    published = council.make(f"/v1/referrals/{draft['id']}/publication")
    assert published["invited"] == 1
    assert invited(place.cheap, published)
    assert not invited(place.dear, published)
    assert place.lead.read(f"/v1/accreditations/"
                           f"{place.dear.accreditation_id}")["state"] \
        == "active"
    elsewhere = world.draft_referral(place, place.centre, other_council)
    assert left_out(other_council, elsewhere) == {}
    published = other_council.make(
        f"/v1/referrals/{elsewhere['id']}/publication")
    assert published["invited"] == 2
    assert council.read(capped)["core_cap_pence"] == CORE


def test_r049_a_cap_counts_from_now_on_and_its_history_is_kept(
        world, place, council, capped):
    before = world.referral(place, place.centre)
    set_cap(council, capped, 1_000_000)
    assert invited(place.cheap, before)
    shown = council.read(capped)
    assert [h["core_cap_pence"] for h in shown["history"]][:2] == [
        1_000_000, CORE]
    assert shown["history"][0]["reason"] == REASON
    draft = world.draft_referral(place, place.centre)
    assert set(left_out(council, draft).values()) == {"above_council_cap"}
    set_cap(council, capped, None)
    assert left_out(council, draft) == {}


def test_r049_an_extension_keeps_the_cap_of_the_publication(world, place,
                                                            council, capped):
    referral = world.referral(place, place.centre, radius_miles=5.5)
    set_cap(council, capped, 9_000_000)
    council.make(f"/v1/referrals/{referral['id']}/extension",
                 {"radius_miles": 10})
    assert not invited(place.dear, referral)


def test_r049_where_the_law_lets_no_cap_bar_it_is_a_ceiling_of_bids(
        world, council):
    """PA23 s.36: a dynamic market invites all its members; see core/regime.c,
    and referral_matches.sql, which says the same."""
    market = world.market(terms={"regime": "pa23_dynamic_market"})
    centre = world.places.centre()
    home, = world.homes(market, centre, 5)
    set_cap(council, cap_path(market, council), CORE - 1)
    draft = world.draft_referral(market, centre)
    assert left_out(council, draft) == {}
    published = council.make(f"/v1/referrals/{draft['id']}/publication")
    set_cap(council, cap_path(market, council), 1)  # counts for later ones
    path = world.bid_path(published, home)
    answer = home.provider.put(path, world.bid_body(), expect=422)
    (fault,) = answer.json()["errors"]
    assert fault["pointer"] == "#/children/0/core_pence"
    assert "29,999.99" in fault["detail"]
    body = world.bid_body()
    body["children"][0]["core_pence"] = {"premises": 1_499_999}
    home.provider.put(path, body, expect=201)


def test_r049_the_provider_sees_whose_cap_it_is_above(place, council, capped):
    figures = place.dear.provider.read(
        f"/v1/accreditations/{place.dear.accreditation_id}/figures")
    (cap,) = figures["council_caps"]
    assert cap == {"organisation": cap["organisation"],
                   "core_cap_pence": CORE, "within": False}
    assert cap["organisation"]["id"] == council.organisation_id
    assert figures["core_cap_pence"] == 6_000_000
    figures = place.cheap.provider.read(
        f"/v1/accreditations/{place.cheap.accreditation_id}/figures")
    assert figures["council_caps"][0]["within"] is True


def test_a_cap_is_its_councils_alone_to_set(world, place, council,
                                            other_council, lead, capped):
    body = {"core_cap_pence": 1, "reason": REASON}
    for other in (lead, place.cheap.provider, world.auditor):
        other.put(capped, body, match='"x"', expect=403)
    theirs = cap_path(place, other_council)
    council.put(theirs, body, none_match="*", expect=404)
    other_council.put(capped, body, match=other_council.etag(capped),
                      expect=404)
    foreign = world.market(councils=[other_council])
    council.put(cap_path(foreign, council), body, none_match="*", expect=404)
    for reader in (lead, other_council, place.cheap.provider, world.auditor):
        assert reader.read(capped)["core_cap_pence"] == CORE
    listed = lead.every(f"/v1/categories/{place.category['id']}/council-caps")
    assert [c["organisation"]["id"] for c in listed] == [
        council.organisation_id]


def test_those_a_cap_concerns_are_told(place, council, lead, capped):
    feeds = [Feed(a) for a in (lead, council, place.dear.provider)]
    set_cap(council, capped, 2_000_000)
    for feed in feeds:
        assert [e["subject_id"] for e in feed.new()
                if e["type"] == "category.council_cap_set"] == [
            place.category["id"]]


def test_a_cap_is_changed_under_the_etag_that_was_shown(council, capped):
    stale = council.etag(capped)
    set_cap(council, capped, 2_500_000)
    answer = council.put(capped, {"core_cap_pence": 1, "reason": REASON},
                         match=stale, expect=412)
    assert slug(answer) == "precondition-failed"
