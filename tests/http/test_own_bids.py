"""test_own_bids.py - a provider's own bids, across all referrals.

SPDX-License-Identifier: Apache-2.0
"""
import pytest
from harness.client import slug

PATH = "/v1/bids"


@pytest.fixture(scope="module", name="place")
def two_providers(shared_world):
    """A market, one provider with two homes and another with one."""
    world = shared_world
    made = world.market()
    made.centre = world.places.centre()
    codes = world.places.at(made.centre, 2, 7, 9)
    made.home = world.accredited_home(made, codes[0])
    made.sister = world.accredited_home(made, codes[1], made.home.provider)
    made.other = world.accredited_home(made, codes[2])
    return made


@pytest.fixture(name="referral")
def one_referral(world, place):
    return world.referral(place, place.centre, urgency="planned",
                          choice_mode="none",
                          deadline=world.clock.ahead(days=12))


def about(home, referral, **params):
    return [b for b in home.provider.every(PATH, **params)
            if b["referral_id"] == referral["id"]]


def test_a_sealed_bid_is_listed_without_what_it_says(
        world, place, referral, council):
    made = world.bid(referral, place.home)
    item, = about(place.home, referral)
    me = council.read("/v1/me")["organisation"]
    assert item == {
        "id": made["id"], "referral_id": referral["id"],
        "reference": referral["reference"], "title": referral["title"],
        "council": {"id": me["id"], "name": me["name"]},
        "category": {k: place.category[k] for k in ("id", "code", "name")},
        "establishment": {"id": place.home.id, "name": place.home.name},
        "deadline": referral["deadline"], "referral_state": "open",
        "state": "sealed", "version": 1,
        "received_at": made["receipt"]["received_at"],
        "price_pence": None, "price_unit": place.category["price_unit"],
        "placement_id": None}


def test_R099_a_list_names_its_owners_bids_alone(world, place, referral):
    world.bid(referral, place.home)
    assert not about(place.other, referral)
    world.bid(referral, place.other)
    for home in (place.home, place.other):
        assert [b["establishment"]["id"] for b in about(home, referral)] == [
            home.id]
    world.pass_deadline(referral)
    world.open_bids(referral)  # now the council sees both
    for home in (place.home, place.other):
        assert [b["establishment"]["id"] for b in about(home, referral)] == [
            home.id]


def test_the_list_is_for_providers(council, lead, auditor):
    for api in (council, lead, auditor):
        assert slug(api.get(PATH, expect=403)) == "forbidden"


def test_a_bid_that_was_withdrawn_is_not_listed_until_it_is_put_again(
        world, place, referral):
    world.bid(referral, place.home)
    place.home.provider.change(world.bid_path(referral, place.home),
                               method="DELETE")
    assert not about(place.home, referral)
    world.bid(referral, place.home)
    assert [b["version"] for b in about(place.home, referral)] == [2]


def test_the_newest_stands_first_and_a_new_version_moves_nothing(
        world, place):
    referrals = [world.referral(place, place.centre) for _ in range(3)]
    for referral in referrals:
        world.bid(referral, place.home)
        world.bid(referral, place.sister)

    def pages(limit):
        return [(b["referral_id"], b["establishment"]["id"])
                for b in place.home.provider.every(PATH, limit=limit)]

    order = [(r["id"], home.id) for r in referrals[::-1]
             for home in (place.sister, place.home)]
    assert pages(1)[:6] == order
    first = place.home.provider.read(PATH, params={"limit": 2})
    place.home.provider.change(world.bid_path(referrals[0], place.home),
                               world.bid_body(variable_pence=5))
    rest = place.home.provider.read(
        PATH, params={"limit": 4, "cursor": first["next"]})["items"]
    assert [(b["referral_id"], b["establishment"]["id"])
            for b in rest] == order[2:]
    assert rest[-1]["version"] == 2
    every = pages(100)
    assert every[:6] == order and len(every) == len(set(every))


def test_bids_of_one_moment_are_neither_skipped_nor_repeated(
        world, place, clock):
    referral = world.referral(place, place.centre)
    clock.freeze(clock.now())
    homes = [place.home, place.sister]
    for home in homes:
        world.bid(referral, home)
    listed = [b["establishment"]["id"]
              for b in about(place.home, referral, limit=1)]
    assert sorted(listed) == sorted(home.id for home in homes)


def test_the_list_narrows_to_a_home_and_to_a_state_of_the_referral(
        world, place, referral):
    world.bid(referral, place.home)
    world.bid(referral, place.sister)

    def homes(**params):
        return {b["establishment"]["id"]
                for b in about(place.home, referral, **params)}

    assert homes(establishment_id=place.sister.id) == {place.sister.id}
    assert homes(establishment_id=place.other.id) == set()
    assert homes(referral_state="open") == {place.home.id, place.sister.id}
    assert homes(referral_state="closed") == set()
    world.pass_deadline(referral)
    assert homes(referral_state="open") == set()
    assert homes(referral_state="closed", establishment_id=place.home.id) == {
        place.home.id}
    answer = place.home.provider.get(
        PATH, params={"referral_state": "sold", "establishment_id": "x"},
        expect=422)
    assert {e["parameter"] for e in answer.json()["errors"]} == {
        "referral_state", "establishment_id"}


def test_an_opened_bid_has_its_price_and_the_one_awarded_its_placement(
        world, place, referral):
    made = world.bid(referral, place.home)
    world.bid(referral, place.other)
    ranking = world.rank(referral)
    item, = about(place.home, referral)
    assert (item["state"], item["referral_state"]) == ("opened", "ranked")
    assert item["price_pence"] == made["price_pence"]
    best, = (b["bid_id"] for b in ranking["bids"] if b["rank"] == 1)
    assert best == made["id"]  # the nearer of two equals
    placement = world.award(referral, best)["placement_id"]
    assert about(place.home, referral)[0]["placement_id"] == placement
    assert about(place.other, referral)[0]["placement_id"] is None
    place.home.provider.make(f"/v1/placements/{placement}/refusal",
                             {"reason": "The vacancy was filled meanwhile"})
    assert about(place.home, referral)[0]["placement_id"] is None
