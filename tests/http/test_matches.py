"""Who would be asked, and who not and why; and that publication agrees.

SPDX-License-Identifier: Apache-2.0
"""
import itertools

import pytest

from harness.client import slug


@pytest.fixture(scope="module")
def place(shared_world):
    """A market with homes at these distances from one centre."""
    world = shared_world
    made = world.market()
    made.centre = world.places.centre()
    made.homes = world.homes(made, made.centre, 0, 9.99, 10, 20, 20.01, 52.1)
    return made


@pytest.fixture
def draft(world, place):
    return world.draft_referral(place, place.centre, radius_miles=20)


def matches(api, referral, **params):
    return api.read(f"/v1/referrals/{referral['id']}/matches", params=params)


def found(answer):
    return [(m["establishment_id"], m["miles"]) for m in answer["matched"]]


def left_out(answer):
    return [(m["establishment_id"], m["miles"], m["reason"])
            for m in answer["excluded"]]


def test_R079_a_home_at_20_00_is_in_reach_and_one_at_20_01_is_not(
        council, place, draft):
    answer = matches(council, draft)
    assert answer["radius_miles"] == 20
    near, far = place.homes[:4], place.homes[4:]
    assert found(answer) == list(zip((h.id for h in near), (0, 9.99, 10, 20)))
    assert left_out(answer) == [(far[0].id, 20.01, "out_of_reach"),
                                (far[1].id, 52.1, "out_of_reach")]
    first = answer["matched"][0]
    assert first["name"] == place.homes[0].name
    assert first["provider"] == place.homes[0].provider.name
    assert first["rating"] == "good"


@pytest.mark.parametrize("radius, count", [
    ("20.01", 5), ("20.00", 4), ("9.99", 2), ("9.98", 1), ("0.01", 1),
    ("500", 6), ("52.1", 6)])
def test_another_radius_may_be_tried(council, place, draft, radius, count):
    answer = matches(council, draft, radius_miles=radius)
    assert answer["radius_miles"] == float(radius)
    assert [m for m, _ in found(answer)] == [
        h.id for h in place.homes[:count]]
    assert len(answer["excluded"]) == 6 - count


@pytest.mark.parametrize("radius", [
    "0", "0.00", "-1", "500.01", "501", "1.001", "1e1", "abc", "020"])
def test_a_radius_that_is_none_is_refused(council, draft, radius):
    answer = council.get(f"/v1/referrals/{draft['id']}/matches",
                         params={"radius_miles": radius}, expect=422)
    assert answer.json()["errors"][0]["parameter"] == "radius_miles"


def test_R078_publication_invites_exactly_those_matched(world, council, place,
                                                        draft):
    expected = {m for m, _ in found(matches(council, draft))}
    published = council.make(f"/v1/referrals/{draft['id']}/publication")
    assert published["invited"] == len(expected) == 4
    asked = {
        home.id for home in place.homes
        if any(i["referral_id"] == draft["id"]
               for i in home.provider.every("/v1/invitations"))}
    assert asked == expected
    assert world.council_a is council


def test_a_suspended_home_is_named_with_its_reason(world, council, lead,
                                                   place, draft):
    home = place.homes[1]
    lead.make(f"/v1/accreditations/{home.accreditation_id}/suspension",
              {"ground": "insurance_lapsed", "reason": "Lapsed on Monday"})
    try:
        answer = matches(council, draft)
        assert (home.id, 9.99, "suspended") in left_out(answer)
        assert home.id not in [m for m, _ in found(answer)]
        published = council.make(f"/v1/referrals/{draft['id']}/publication")
        assert published["invited"] == 3
    finally:
        lead.make(f"/v1/accreditations/{home.accreditation_id}/reinstatement",
                  {"reason": "Insured again"})
    assert home.id in [m for m, _ in found(matches(council, draft))]
    assert world.lead is lead


def test_homes_of_other_categories_are_no_business_of_this_one(
        world, council, place, draft):
    other = world.market()
    postcode, = world.places.at(place.centre, 1)
    stranger = world.accredited_home(other, postcode)
    answer = matches(council, draft, radius_miles="500")
    named = {m["establishment_id"] for m in
             itertools.chain(answer["matched"], answer["excluded"])}
    assert named == {h.id for h in place.homes}
    assert stranger.id not in named


def test_a_home_nearer_by_half_a_hundredth_is_rounded_half_up(world, council):
    market = world.market()
    centre = world.places.centre()
    east, north = world.places.centres[centre]
    # 16093 m are 9.99973 miles, printed and judged as 10.00; 16085 m 9.99.
    near, far = world.places.unknown(), world.places.unknown()
    world.places.add([(near, east + 16085, north), (far, east + 16093, north)])
    homes = [world.accredited_home(market, code) for code in (near, far)]
    draft = world.draft_referral(market, centre, radius_miles=9.99)
    answer = matches(council, draft)
    assert found(answer) == [(homes[0].id, 9.99)]
    assert left_out(answer) == [(homes[1].id, 10, "out_of_reach")]


def test_under_a_strict_purchasing_system_everybody_is_in_reach(
        world, council):
    """PCR 2015 reg 34(21): all in the category; see core/regime.c. The rule
    stands in referral_matches.sql too: both must say the same."""
    market = world.market(terms={"regime": "pcr_dps",
                                 "valid_to": "2028-12-31"})
    centre = world.places.centre()
    homes = world.homes(market, centre, 5, 30)
    draft = world.draft_referral(market, centre, radius_miles=20)
    assert [m for m, _ in found(matches(council, draft))] == [
        h.id for h in homes]
    published = council.make(f"/v1/referrals/{draft['id']}/publication")
    assert published["invited"] == 2


def test_R085_a_location_mark_is_lost_for_each_full_ten_miles(world):
    """The distance frozen at publication is the one that is scored."""
    bands = {0: 5, 9.99: 5, 10: 4, 19.95: 4, 20: 3, 39.99: 2, 49.99: 1,
             50: 0, 120: 0}
    c = world.ranked(*bands, radius_miles=120)
    assert {c.by_home[h.id]["miles"]: c.by_home[h.id]["scores"]["location"]
            for h in c.homes} == bands


def test_matches_are_for_the_council_and_its_auditors(world, auditor, lead,
                                                      draft):
    path = f"/v1/referrals/{draft['id']}/matches"
    assert auditor.get(path, expect=200).json()["matched"]
    for stranger in (lead, world.provider_a):
        assert slug(stranger.get(path, expect=403)) == "forbidden"
