"""test_notifications.py - the feed in words: who is told what, who has read it,
and of what e-mail is wanted.

SPDX-License-Identifier: Apache-2.0
"""
import pytest
from harness.client import slug

LIST = "/v1/notifications"
PREFERENCES = "/v1/me/notification-preferences"


@pytest.fixture(scope="module")
def place(shared_world):
    """A market with one home, and a referral on it."""
    world = shared_world
    made = world.market()
    made.centre = world.places.centre()
    made.home = world.accredited_home(
        made, world.places.at(made.centre, 1)[0])
    made.referral = world.referral(made, made.centre)
    return made


def told(api, subject_id, **query):
    return [n for n in api.every(LIST, limit=100, **query)
            if subject_id in (n["subject_id"], n["referral_id"])]


def test_who_is_invited_is_told_in_words(place, stack):
    provider = place.home.provider
    found, = told(provider, place.referral["id"])
    assert found["type"] == "referral.published"
    assert found["title"] == f"{place.referral['reference']} is open for bids"
    assert found["topic"] == "referrals" and found["read_at"] is None
    assert found["link"] == (f"{stack.demo['base_url']}/v1/referrals/"
                             f"{place.referral['id']}")
    assert provider.read(f"{LIST}/{found['id']}") == found
    assert place.referral["title"] not in found["title"] + found["text"]


def test_r060_every_council_and_the_provider_hear_of_a_suspension(
        world, place):
    home = world.accredited_home(place, world.places.at(place.centre, 2)[0])
    path = f"/v1/accreditations/{home.accreditation_id}"
    world.lead.make(f"{path}/suspension",
                    {"ground": "safeguarding", "reason": "A visit"})
    for api in (world.council_a, world.council_b, home.provider):
        assert "accreditation.suspended" in [
            n["type"] for n in told(api, home.accreditation_id)]


def test_whoever_did_it_is_not_told(world, place):
    types = [n["type"] for n in told(world.council_a, place.referral["id"])]
    assert "referral.published" not in types
    types = [n["type"] for n in told(world.council_a_2, place.referral["id"])]
    assert "referral.published" in types


def test_each_reader_has_marks_of_their_own(world, place):
    reader, colleague = world.council_a_2, world.council_a
    found = next(n for n in told(reader, place.referral["id"])
                 if n["type"] == "referral.published")
    marked = reader.make(f"{LIST}/{found['id']}/reading")
    assert marked["read_at"] and marked | {"read_at": None} == found
    again = reader.make(f"{LIST}/{found['id']}/reading")
    assert again["read_at"] == marked["read_at"]
    assert found["id"] not in [n["id"] for n in reader.every(
        LIST, limit=100, unread="true")]
    assert found["id"] in [n["id"] for n in reader.every(
        LIST, limit=100, unread="false")]
    assert colleague.read(f"{LIST}/{found['id']}")["read_at"] is None


def test_the_list_goes_on_newest_first(place):
    provider = place.home.provider
    whole = provider.every(LIST, limit=100)
    assert len(whole) > 1
    assert provider.every(LIST, limit=1) == whole
    assert whole[-1]["type"] in ("entry.accredited", "accreditation.granted")


def test_anothers_notification_is_unknown(world, place):
    found, = told(place.home.provider, place.referral["id"])
    stranger = world.provider()
    for path in (f"{LIST}/{found['id']}",
                 f"{LIST}/00000000-0000-4000-8000-000000000007"):
        assert slug(stranger.get(path, expect=404)) == "not-found"
        assert slug(stranger.post(f"{path}/reading", {},
                                  expect=404)) == "not-found"


def test_a_bid_is_told_to_its_bidder_and_to_nobody_else(world, place):
    referral = world.referral(place, place.centre)
    others = (world.council_a_2, world.council_b, world.lead, world.auditor)
    before = [told(api, referral["id"]) for api in others]
    place.home.provider.put(world.bid_path(referral, place.home),
                            world.bid_body(), expect=201)
    assert [told(api, referral["id"]) for api in others] == before


def test_a_colleague_of_the_bidder_is_told_of_the_bid(world, place):
    referral = world.referral(place, place.centre)
    bidder = place.home.provider
    colleague = world.colleague(bidder)
    bidder.put(world.bid_path(referral, place.home), world.bid_body(),
               expect=201)
    bid, published = [n for n in colleague.every(LIST, limit=100)
                      if n["referral_id"] == referral["id"]]
    assert bid["type"] == "bid.placed"
    assert published["type"] == "referral.published"
    assert "bid.placed" not in [
        n["type"] for n in bidder.every(LIST, limit=100)]


def test_everybody_chooses_of_what_they_are_e_mailed(world):
    provider = world.colleague(world.provider())
    every = provider.read(PREFERENCES)["email"]
    assert every == ["admission", "standing", "referrals", "placements",
                     "schemes", "security", "enquiries"]
    wanted = {"email": ["referrals", "placements"]}
    assert provider.put(PREFERENCES, wanted, expect=200).json() == wanted
    assert provider.read(PREFERENCES) == wanted
    assert provider.put(PREFERENCES, {"email": []},
                        expect=200).json() == {"email": []}
    assert slug(provider.put(PREFERENCES, {"email": ["gossip"]},
                             expect=422)) == "invalid"


def test_a_machine_client_is_sent_no_e_mail(world):
    machine = world.council_a.as_machine()
    assert slug(machine.put(PREFERENCES, {"email": []},
                            expect=409)) == "person-required"
