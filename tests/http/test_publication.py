"""Publishing, extending and cancelling a referral.

SPDX-License-Identifier: Apache-2.0
"""
import datetime
import threading

import pytest

from harness.client import at_once, slug
from harness.clock import parse, written
from harness.feed import Feed

HOURS = {"emergency": 2, "urgent": 4, "next_day": 24, "standard": 72,
         "planned": 240}


@pytest.fixture(scope="module")
def place(shared_world):
    world = shared_world
    made = world.market()
    made.centre = world.places.centre()
    made.near, made.far = world.homes(made, made.centre, 5, 25)
    return made


@pytest.fixture
def draft(world, place):
    return world.draft_referral(place, place.centre, radius_miles=20)


@pytest.fixture
def published(world, place):
    return world.referral(place, place.centre, radius_miles=20)


def act(api, referral, name, body=None, **more):
    return api.post(f"/v1/referrals/{referral['id']}/{name}", body or {},
                    **more)


def pointers(response):
    assert response.status_code == 422, response.text
    return sorted(e["pointer"] for e in response.json()["errors"])


def moved(referral, seconds):
    """Its deadline, so many seconds later."""
    return written(parse(referral["deadline"])
                   + datetime.timedelta(seconds=seconds))


def invited(home, referral):
    return [i for i in home.provider.every("/v1/invitations")
            if i["referral_id"] == referral["id"]]


def test_a_draft_is_published_and_the_homes_in_reach_are_invited(
        council, place, draft, clock):
    clock.freeze("2027-03-01T10:00:00.5Z")
    council.change(f"/v1/referrals/{draft['id']}",
                   {"deadline": "2027-03-04T10:00:00.5Z",
                    "need_by": "2027-03-01"}, "PATCH")
    answer = act(council, draft, "publication", expect=201)
    assert answer.headers["Location"].endswith(f"/v1/referrals/{draft['id']}")
    made = answer.json()
    assert made["state"] == "open" and made["invited"] == 1
    assert made["published_at"] == "2027-03-01T10:00:00.5Z"
    assert made["deadline"] == "2027-03-04T10:00:00.5Z"
    assert council.etag(f"/v1/referrals/{draft['id']}") == \
        answer.headers["ETag"]
    item, = invited(place.near, draft)
    assert item["invited_at"] == made["published_at"]
    assert item["miles"] == 5
    assert not invited(place.far, draft)


@pytest.mark.parametrize("urgency", HOURS)
def test_providers_have_the_response_hours_of_the_urgency(
        world, council, place, clock, urgency):
    clock.freeze("2027-03-01T10:00:00Z")
    latest = clock.ahead(hours=HOURS[urgency])
    draft = world.draft_referral(place, place.centre, urgency=urgency,
                                 deadline=latest)
    clock.shift(microseconds=1)
    answer = act(council, draft, "publication")
    assert pointers(answer) == ["#/deadline"]
    assert str(HOURS[urgency]) in answer.json()["errors"][0]["detail"]
    clock.shift(microseconds=-1)
    act(council, draft, "publication", expect=201)


def test_a_criterion_that_weighs_something_needs_marks(world, council, place):
    must = {"code": "dfe", "text": "DfE registered", "must": True, "mark": 0}
    need = {"code": "salt", "text": "Therapy", "mark": 0}
    draft = world.draft_referral(place, place.centre, needs=[need],
                                 features=[must])
    assert pointers(act(council, draft, "publication")) == ["#/features",
                                                            "#/needs"]
    council.change(f"/v1/referrals/{draft['id']}", {"weights": {
        "price": 50, "outcomes": 25, "needs": 0, "features": 0,
        "location": 5, "core": 20}}, "PATCH")
    act(council, draft, "publication", expect=201)


def test_a_choice_within_the_budget_needs_a_budget(world, council, place):
    draft = world.draft_referral(
        place, place.centre, choice_mode="any_within_budget",
        budget_pence=None)
    assert pointers(act(council, draft, "publication")) == ["#/budget_pence"]
    council.change(f"/v1/referrals/{draft['id']}", {"budget_pence": 100},
                   "PATCH")
    act(council, draft, "publication", expect=201)


def test_everything_that_keeps_a_draft_back_is_told_at_once(
        world, council, place):
    draft = world.draft_referral(
        place, place.centre, choice_mode="any_within_budget",
        budget_pence=None, needs=[], features=[],
        deadline=world.clock.ahead(hours=1))
    assert pointers(act(council, draft, "publication")) == [
        "#/budget_pence", "#/deadline", "#/features", "#/needs"]
    assert council.read(f"/v1/referrals/{draft['id']}")["state"] == "draft"


def test_a_referral_is_published_once(council, published):
    assert slug(act(council, published, "publication", expect=409)) == \
        "referral-not-draft"


def test_two_officers_publish_at_once_and_one_does(world, council, draft):
    statuses = []

    def publish(api):
        statuses.append(act(api, draft, "publication").status_code)

    officers = [threading.Thread(target=publish, args=(api,))
                for api in (council, world.council_a_2)]
    for thread in officers:
        thread.start()
    for thread in officers:
        thread.join()
    assert sorted(statuses) == [201, 409]


def test_a_draft_changed_since_it_was_read_is_not_published(
        world, council, draft):
    path = f"/v1/referrals/{draft['id']}"
    read = council.etag(path)
    world.council_a_2.patch(path, {"radius_miles": 30}, match=read,
                            expect=200)
    stale = act(council, draft, "publication", match=read, expect=412)
    assert slug(stale) == "precondition-failed"
    assert council.read(path)["state"] == "draft"
    act(council, draft, "publication", match=council.etag(path), expect=201)


def test_a_publication_sent_again_is_not_stale_by_its_own_doing(council,
                                                                draft):
    read = council.etag(f"/v1/referrals/{draft['id']}")
    first, again = [
        act(council, draft, "publication", match=read, key=draft["id"],
            expect=201) for _ in range(2)]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()


def test_a_stale_publication_leaves_its_key_unused(council, draft):
    act(council, draft, "publication", match='"stale"', key=draft["id"],
        expect=412)
    act(council, draft, "publication", key=draft["id"], expect=201)


def test_what_is_published_is_what_was_read_or_nothing(world, council, place):
    """A colleague changes it while it is published."""
    for _ in range(4):
        draft = world.draft_referral(place, place.centre, radius_miles=20)
        path = f"/v1/referrals/{draft['id']}"
        read = council.etag(path)
        published, changed = at_once(
            lambda: act(council, draft, "publication", match=read,
                        expect=(201, 412)),
            lambda: world.council_a_2.patch(path, {"radius_miles": 30},
                                            match=read, expect=(200, 412)))
        assert published.ok != changed.ok
        assert council.read(path)["radius_miles"] == (
            20 if published.ok else 30)


def test_nobody_in_reach_is_no_obstacle(world, council, place):
    """The radius can be extended (001 §8.4)."""
    draft = world.draft_referral(place, place.centre, radius_miles=1)
    assert act(council, draft, "publication").json()["invited"] == 0
    wider = act(council, draft, "extension", {"radius_miles": 5}, expect=201)
    assert wider.json()["invited"] == 1


def test_R054_what_was_frozen_stays_whatever_changes_later(world, council):
    market, centre = world.market(), world.places.centre()
    near, nearer = world.places.at(centre, 4, 3)
    home = world.accredited_home(market, near)
    published = world.referral(market, centre, radius_miles=20)
    path = f"/v1/referrals/{published['id']}"
    before = home.provider.read(path)
    # It moves away, and another one is accredited next door.
    address = {"line_1": "2 Far Road", "line_2": None, "town": "Elsewhere",
               "postcode": world.places.at(centre, 90)[0]}
    home.provider.change(f"/v1/establishments/{home.id}",
                         {"address": address}, "PATCH")
    late = world.accredited_home(market, nearer)
    assert home.provider.read(path) == before
    assert before["establishments"][0]["miles"] == 4
    late.provider.get(path, expect=404)
    assert council.read(path) == published
    again = act(council, published, "extension", {"radius_miles": 21},
                expect=201)
    assert again.json()["invited"] == 2  # the newcomer; nobody is dropped
    assert home.provider.read(path) == before


def test_publication_tells_the_council_and_those_invited(
        council, other_council, auditor, lead, place, draft):
    asked, rest = place.near.provider, place.far.provider
    feeds = [Feed(api) for api in (council, asked, rest, other_council,
                                   auditor, lead)]
    act(council, draft, "publication", expect=201)
    assert [feed.types(draft) for feed in feeds] == [
        ["referral.published"], ["referral.published"], [], [], [], []]


def test_R100_a_provider_sees_what_it_needs_to_bid_and_no_more(
        council, place, published):
    answer = place.near.provider.get(f"/v1/referrals/{published['id']}",
                                     expect=200)
    seen = answer.json()
    hidden = {"budget_pence", "origin_postcode", "radius_miles", "invited",
              "created_at", "identifiers", "identifier_override"}
    assert not hidden & set(seen)
    full = council.read(f"/v1/referrals/{published['id']}")
    assert set(full) - set(seen) == hidden
    assert set(seen) - set(full) == {"establishments"}
    assert {k: seen[k] for k in set(seen) & set(full)} == {
        k: full[k] for k in set(seen) & set(full)}
    for secret in (str(full["budget_pence"]), full["origin_postcode"],
                   place.far.id):
        assert secret not in answer.text
    home, = seen["establishments"]
    assert home == {"id": place.near.id, "name": place.near.name, "miles": 5,
                    "core_pence": {"premises": 1_500_000,
                                   "staffing": 1_500_000}, "discounts": []}
    place.far.provider.get(f"/v1/referrals/{published['id']}", expect=404)


def test_the_budget_is_as_the_council_put_it(council, published):
    assert council.read(f"/v1/referrals/{published['id']}")[
        "budget_pence"] == 5_200_000


def test_R080_an_extension_invites_the_newcomers_and_tells_everyone(
        world, council, place, published):
    feeds = [Feed(api) for api in (council, place.near.provider,
                                   place.far.provider)]
    old, = invited(place.near, published)
    later = moved(published, 60)
    answer = act(council, published, "extension",
                 {"deadline": later, "radius_miles": 25}, expect=201).json()
    assert answer["radius_miles"] == 25 and answer["deadline"] == later
    assert answer["invited"] == 2 and answer["state"] == "open"
    new, = invited(place.far, published)
    assert new["deadline"] == later and new["miles"] == 25
    assert invited(place.near, published) == [old | {"deadline": later}]
    assert [feed.types(published) for feed in feeds] == [
        ["referral.extended"]] * 3
    assert world.council_a is council


@pytest.mark.parametrize("change, at", [
    ({"deadline": -1}, ["#/deadline"]),
    ({"radius_miles": 19.99}, ["#/radius_miles"]),
    ({"deadline": -1, "radius_miles": 19}, ["#/deadline", "#/radius_miles"]),
    ({"deadline": 0}, ["#"]), ({"radius_miles": 20}, ["#"]),
    ({"deadline": 0, "radius_miles": 20}, ["#"])])
def test_C6_an_extension_is_later_or_wider_and_never_less(
        council, published, change, at):
    if "deadline" in change:
        change = change | {"deadline": moved(published, change["deadline"])}
    assert pointers(act(council, published, "extension", change)) == at
    assert council.read(f"/v1/referrals/{published['id']}") == published


def test_an_extension_says_what_it_extends(council, published):
    assert pointers(act(council, published, "extension")) == ["#"]


def test_R098_at_the_deadline_it_is_too_late_to_extend(world, council, clock,
                                                       published):
    later = {"deadline": moved(published, 3600)}
    world.pass_deadline(published)
    assert slug(act(council, published, "extension", later, expect=409)) == \
        "deadline-passed"
    clock.shift(microseconds=-1)
    act(council, published, "extension", later, expect=201)


def test_a_draft_cannot_be_extended(council, draft):
    assert slug(act(council, draft, "extension", {"radius_miles": 30},
                    expect=409)) == "referral-not-open"


@pytest.mark.parametrize("state", ["draft", "open", "closed"])
def test_a_referral_is_cancelled_with_a_reason(world, council, place, clock,
                                               draft, state):
    if state != "draft":
        act(council, draft, "publication", expect=201)
    if state == "closed":
        clock.freeze(parse(draft["deadline"]))
    answer = act(council, draft, "cancellation",
                 {"reason": "Placed with an aunt"}, expect=201).json()
    assert answer["state"] == "cancelled"
    assert answer["cancellation_reason"] == "Placed with an aunt"
    if state != "draft":
        seen = place.near.provider.read(f"/v1/referrals/{draft['id']}")
        assert seen["cancellation_reason"] == "Placed with an aunt"
    assert slug(act(council, draft, "cancellation", {"reason": "Again"},
                    expect=409)) == "referral-not-open"
    assert slug(act(council, draft, "publication", expect=409)) == \
        "referral-not-draft"
    assert world.council_a is council


def test_a_cancellation_needs_a_reason_and_tells_everyone(
        world, council, place, published):
    assert pointers(act(council, published, "cancellation")) == ["#/reason"]
    feeds = [Feed(api) for api in (council, place.near.provider,
                                   place.far.provider)]
    act(council, published, "cancellation", {"reason": "No longer needed"},
        expect=201)
    assert [feed.types(published) for feed in feeds] == [
        ["referral.cancelled"], ["referral.cancelled"], []]
    item, = invited(place.near, published)
    assert item["state"] == "cancelled"
    answer = place.near.provider.put(
        world.bid_path(published, place.near), world.bid_body(), expect=409)
    assert slug(answer) == "referral-not-open"
