""""No bid", with its reason.

SPDX-License-Identifier: Apache-2.0
"""
import uuid

import pytest

from harness.client import slug
from harness.clock import written
from harness.feed import Feed

REASONS = ["no_vacancy", "outside_profile", "mix_of_residents", "staffing",
           "information_too_thin", "price", "distance", "other"]


@pytest.fixture(scope="module")
def place(shared_world):
    world = shared_world
    made = world.market()
    made.centre = world.places.centre()
    made.home, made.other = world.homes(made, made.centre, 5, 9)
    return made


@pytest.fixture
def referral(world, place):
    return world.referral(place, place.centre)


@pytest.fixture
def bid_path(world, referral, place):
    return world.bid_path(referral, place.home)


@pytest.fixture
def path(bid_path):
    return f"{bid_path}/refusal"


@pytest.fixture
def provider(place):
    return place.home.provider


def refuse(api, path, reason_code="no_vacancy", **more):
    return api.post(path, {"reason_code": reason_code, "note": "Not now"},
                    **more)


def test_a_home_answers_with_no_bid_and_its_reason(provider, path, place,
                                                   referral, clock):
    moment = clock.now().replace(microsecond=0)
    clock.freeze(moment)
    answer = refuse(provider, path, expect=201)
    assert answer.headers["Location"].endswith(path)
    assert answer.json() == {
        "referral_id": referral["id"], "establishment_id": place.home.id,
        "reason_code": "no_vacancy", "note": "Not now",
        "refused_at": written(moment)}
    read = provider.get(path, expect=200)
    assert read.content == answer.content
    assert read.headers["ETag"] == answer.headers["ETag"]


def test_a_refusal_may_be_repeated_and_the_last_one_counts(provider, path):
    for reason in REASONS:
        refuse(provider, path, reason, expect=201)
        assert provider.read(path)["reason_code"] == reason


def test_a_note_may_be_left_out(provider, path):
    assert provider.make(path, {"reason_code": "price"})["note"] == ""


@pytest.mark.parametrize("body, at", [
    ({"reason_code": "bored", "note": ""}, "#/reason_code"),
    ({"note": "x"}, "#/reason_code"),
    ({"reason_code": "other", "note": "x" * 2001}, "#/note"),
    ({"reason_code": "other", "why": "x"}, "#/why")])
def test_a_reason_comes_from_the_closed_list(provider, path, body, at):
    answer = provider.post(path, body, expect=422)
    assert [e["pointer"] for e in answer.json()["errors"]] == [at]


def test_a_standing_bid_is_withdrawn_before_it_is_refused(
        world, provider, path, bid_path):
    provider.put(bid_path, world.bid_body(), expect=201)
    assert slug(refuse(provider, path, expect=409)) == "bid-exists"
    provider.get(path, expect=404)
    provider.change(bid_path, method="DELETE")
    refuse(provider, path, expect=201)


def test_a_bid_takes_an_earlier_refusal_back(world, provider, path, bid_path):
    refuse(provider, path, expect=201)
    provider.put(bid_path, world.bid_body(), expect=201)
    provider.get(path, expect=404)


def test_at_the_deadline_it_is_too_late_to_refuse(world, provider, path,
                                                  referral, clock):
    world.pass_deadline(referral)
    assert slug(refuse(provider, path, expect=409)) == "deadline-passed"
    clock.shift(microseconds=-1)
    refuse(provider, path, expect=201)


def test_a_cancelled_referral_takes_no_answers(council, provider, path,
                                               referral):
    council.make(f"/v1/referrals/{referral['id']}/cancellation",
                 {"reason": "No longer needed"})
    assert slug(refuse(provider, path, expect=409)) == "referral-not-open"


def test_whose_home_it_is_not_finds_nothing_to_refuse(place, referral, path,
                                                      provider):
    refuse(provider, path, expect=201)
    stranger = place.other.provider
    nothing = f"/v1/referrals/{referral['id']}/bids/{uuid.uuid4()}/refusal"
    problems = []
    for where in (path, nothing):
        for answer in (refuse(stranger, where), stranger.get(where)):
            assert answer.status_code == 404
            problem = answer.json()
            problems.append((problem["title"], problem["detail"]))
    assert len(set(problems)) == 1


def test_a_refusal_is_an_event_for_its_own_provider_alone(
        council, auditor, lead, place, provider, path, referral):
    feeds = [Feed(api) for api in (provider, place.other.provider, council,
                                   auditor, lead)]
    refuse(provider, path, expect=201)
    assert [feed.types(referral) for feed in feeds] == [
        ["invitation.refused"], [], [], [], []]


def test_refusing_is_for_providers(world, council, lead, auditor, path):
    for api in (council, lead, auditor, world.portal):
        answer = refuse(api, path)
        assert (answer.status_code, slug(answer)) == (403, "forbidden")
    for api in (lead, world.portal):
        api.get(path, expect=403)


def test_the_council_and_its_auditors_read_a_refusal_once_opened_R099(
        world, council, auditor, provider, path, referral):
    def told(api):
        problem = api.get(path, expect=404).json()
        del problem["request_id"]
        return problem
    before = [told(api) for api in (council, auditor)]
    made = refuse(provider, path, expect=201).json()
    assert [told(api) for api in (council, auditor)] == before
    world.open_bids(referral)
    for api in (council, auditor, provider):
        assert api.read(path) == made
    world.council_b.get(path, expect=404)


def test_the_same_refusal_under_the_same_key_is_one(provider, path):
    key = str(uuid.uuid4())
    first = refuse(provider, path, key=key, expect=201)
    again = refuse(provider, path, key=key, expect=201)
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"
