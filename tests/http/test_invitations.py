"""What a provider is asked, and what it answered.

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.client import slug


@pytest.fixture(scope="module")
def place(shared_world):
    """A market, and one provider with two homes and another with one."""
    world = shared_world
    made = world.market()
    made.centre = world.places.centre()
    codes = world.places.at(made.centre, 2, 7, 9)
    made.home = world.accredited_home(made, codes[0])
    made.sister = world.accredited_home(made, codes[1], made.home.provider)
    made.other = world.accredited_home(made, codes[2])
    return made


@pytest.fixture
def referral(world, place):
    return world.referral(place, place.centre, urgency="planned",
                          deadline=world.clock.ahead(days=12))


def about(home, referral, **params):
    """The invitations of the home's provider to that referral."""
    return [i for i in home.provider.every("/v1/invitations", **params)
            if i["referral_id"] == referral["id"]]


def test_an_invitation_says_what_it_is_about(place, referral, council):
    item, = about(place.other, referral)
    me = council.read("/v1/me")["organisation"]
    assert item == {
        "referral_id": referral["id"], "reference": referral["reference"],
        "title": referral["title"],
        "council": {"id": me["id"], "name": me["name"]},
        "category": {k: place.category[k] for k in ("id", "code", "name")},
        "establishment": {"id": place.other.id, "name": place.other.name},
        "miles": 9, "deadline": referral["deadline"], "state": "open",
        "urgency": "planned", "response": "none",
        "invited_at": referral["published_at"]}


def test_each_home_in_reach_has_its_own_invitation(place, referral):
    items = about(place.home, referral)
    assert {i["establishment"]["id"]: i["miles"] for i in items} == {
        place.home.id: 2, place.sister.id: 7}


def test_the_referral_lists_the_providers_own_homes_by_distance(place,
                                                                referral):
    seen = place.home.provider.read(f"/v1/referrals/{referral['id']}")
    assert [(e["id"], e["miles"]) for e in seen["establishments"]] == [
        (place.home.id, 2), (place.sister.id, 7)]


def test_the_answer_of_each_home_stands_in_its_invitation(world, place,
                                                          referral):
    def responses():
        return {i["establishment"]["id"]: i["response"]
                for i in about(place.home, referral)}

    world.bid(referral, place.home)
    place.home.provider.make(
        world.bid_path(referral, place.sister) + "/refusal",
        {"reason_code": "no_vacancy", "note": ""})
    assert responses() == {place.home.id: "bid", place.sister.id: "refused"}
    place.home.provider.change(world.bid_path(referral, place.home),
                               method="DELETE")
    assert responses() == {place.home.id: "none", place.sister.id: "refused"}
    world.bid(referral, place.sister)
    assert responses() == {place.home.id: "none", place.sister.id: "bid"}
    assert [i["response"] for i in about(place.other, referral)] == ["none"]


def test_open_and_closed_invitations_are_told_apart(world, place, referral,
                                                    clock):
    assert len(about(place.home, referral, state="open")) == 2
    assert not about(place.home, referral, state="closed")
    world.pass_deadline(referral)
    assert not about(place.home, referral, state="open")
    closed = about(place.home, referral, state="closed")
    assert [i["state"] for i in closed] == ["closed"] * 2
    clock.shift(microseconds=-1)
    assert len(about(place.home, referral, state="open")) == 2
    answer = place.home.provider.get("/v1/invitations",
                                     params={"state": "opened"}, expect=422)
    assert answer.json()["errors"][0]["parameter"] == "state"


def test_R060_suspension_takes_open_invitations_away_at_once(
        world, lead, place, referral):
    lead.make(f"/v1/accreditations/{place.sister.accreditation_id}/suspension",
              {"ground": "safeguarding", "reason": "An inquiry is open"})
    try:
        assert [i["establishment"]["id"]
                for i in about(place.home, referral)] == [place.home.id]
        answer = place.home.provider.put(
            world.bid_path(referral, place.sister), world.bid_body(),
            expect=409)
        assert slug(answer) == "not-accredited"
        world.pass_deadline(referral)  # what is past stays in sight
        assert len(about(place.home, referral)) == 2
    finally:
        lead.make(f"/v1/accreditations/{place.sister.accreditation_id}"
                  "/reinstatement", {"reason": "The inquiry is closed"})
    world.clock.reset()
    assert len(about(place.home, referral)) == 2


def test_invitations_come_newest_first_page_by_page(world, place):
    made = [world.referral(place, place.centre)["id"] for _ in range(3)]
    every = [(i["referral_id"], i["establishment"]["id"]) for i in
             place.home.provider.every("/v1/invitations", limit=1)]
    assert len(every) == len(set(every))
    newest = [referral for referral, _ in every[:6]]
    assert newest == [made[2]] * 2 + [made[1]] * 2 + [made[0]] * 2
    whole = [(i["referral_id"], i["establishment"]["id"]) for i in
             place.home.provider.every("/v1/invitations", limit=100)]
    assert whole == every


def test_invitations_are_for_providers(council, lead, auditor):
    for api in (council, lead, auditor):
        assert slug(api.get("/v1/invitations", expect=403)) == "forbidden"
