"""R099: until the opening nobody but the bidder can tell whether there is a
bid. What every other role can read is the same, byte for byte, before and
after bids and refusals arrive.

SPDX-License-Identifier: Apache-2.0
"""
import json
import re

import pytest

from harness.client import slug

MARKER = "Zebra crossing, seven times a day"
PRICE = 7_777_777


@pytest.fixture(scope="module")
def place(shared_world):
    world = shared_world
    made = world.market(core_cap_pence=None)
    made.centre = world.places.centre()
    made.homes = world.homes(made, made.centre, 4, 6, 8,
                             core={"premises": 1, "staffing": 1})
    return made


@pytest.fixture
def referral(world, place):
    return world.referral(place, place.centre)


def answer(world, referral, place):
    """One home bids (twice), one bids and withdraws, one refuses."""
    first, second, third = place.homes
    body = world.bid_body(variable_pence=PRICE - 2, statement=MARKER)
    for home in (first, second):
        path = world.bid_path(referral, home)
        home.provider.put(path, body, expect=201)
        home.provider.change(path, body)
    second.provider.change(world.bid_path(referral, second), method="DELETE")
    third.provider.make(world.bid_path(referral, third) + "/refusal",
                        {"reason_code": "staffing", "note": MARKER})


def views(world, referral, place):
    """Everything that somebody else than the bidder can ask about it."""
    one = f"/v1/referrals/{referral['id']}"
    bidless = [f"{one}/bids", f"{one}/ranking", f"{one}/choice",
               f"{one}/award", f"{one}/budget", f"{one}/feedback"]
    placing = [one, f"{one}/matches", "/v1/referrals",
               "/v1/referrals?limit=1", "/v1/referrals?state=open",
               "/v1/events?limit=100", "/v1/placements", *bidless]
    bystander = place.bystander.provider
    asked = {
        world.council_a: placing, world.council_a_2: placing,
        world.auditor: placing, world.council_b: placing,
        world.lead: [one, "/v1/events?limit=100", "/v1/accreditations",
                     *bidless],
        bystander: [one, "/v1/invitations", "/v1/events?limit=100",
                    *bidless],
        world.nobody: ["/v1/directory", one],
    }
    seen = {}
    for api, paths in asked.items():
        for path in paths:
            seen[api.name, path] = fingerprint(api, path)
    return seen


def fingerprint(api, path):
    """What came back, without what differs from request to request."""
    response = api.get(path)
    if path.startswith("/v1/events"):
        return response.status_code, feed(response)
    # A directory page is kept for a minute by its ETag; all else is as is.
    body = re.sub(rb'"request_id": ?"[^"]*"', b"", response.content)
    return (response.status_code, body, response.headers.get("ETag"),
            response.headers.get("Link"),
            response.headers.get("Content-Length") if response.ok else None)


def feed(response):
    """Its events but those that tell of the asking itself."""
    return json.dumps([e for e in response.json()["items"]
                       if not e["type"].startswith("bid.read_refused.")
                       ]).encode()


@pytest.fixture(scope="module")
def bystander(shared_world, place):
    """A home that is asked too and never answers."""
    code, = shared_world.places.at(place.centre, 9)
    place.bystander = shared_world.accredited_home(
        place, code, core={"premises": 1, "staffing": 1})
    return place.bystander


def last_place(api):
    """Where the caller's feed ends at this moment."""
    place = None
    while True:
        page = api.read("/v1/events", params={
            "limit": 100, **({"after": place} if place else {})})
        if not page["items"]:
            return place
        place = page["next"]


@pytest.mark.parametrize("moment", ["open", "closed"])
def test_R099_no_view_of_any_role_changes_when_bids_and_refusals_arrive(
        world, place, bystander, referral, clock, moment):
    clock.freeze(clock.now())
    before = views(world, referral, place)
    ends = {api: last_place(api) for api in (
        world.council_a, world.council_b, world.auditor, world.lead,
        bystander.provider)}
    if moment == "closed":
        world.pass_deadline(referral)
        before = views(world, referral, place)
        clock.shift(microseconds=-1)
    answer(world, referral, place)
    if moment == "closed":
        clock.shift(microseconds=1)
    after = views(world, referral, place)
    one = f"/v1/referrals/{referral['id']}"
    for api in (world.council_a, world.auditor, bystander.provider):
        assert before[api.name, one][0] == 200
    for view, was in before.items():
        assert after[view] == was, view
    for api, end in ends.items():
        told = api.read("/v1/events", params={
            "limit": 100, **({"after": end} if end else {})})["items"]
        # What this test itself was refused is on record; nothing else is.
        assert [e["type"] for e in told if not e["type"].startswith(
            "bid.read_refused.")] == []


def test_the_bidder_does_see_its_own(world, place, bystander, referral):
    before = place.homes[0].provider.read("/v1/invitations")
    answer(world, referral, place)
    after = place.homes[0].provider.read("/v1/invitations")
    assert before != after
    assert bystander.id


@pytest.mark.parametrize("moment", ["open", "closed", "cancelled"])
def test_C1_marker_and_price_reach_nobody_before_the_opening(
        world, place, bystander, referral, moment):
    answer(world, referral, place)
    if moment == "closed":
        world.pass_deadline(referral)
    if moment == "cancelled":
        world.council_a.make(f"/v1/referrals/{referral['id']}/cancellation",
                             {"reason": "No longer needed"})
    for view, (_, body, *_) in views(world, referral, place).items():
        assert MARKER.encode() not in body, view
        assert str(PRICE).encode() not in body, view
        assert b"staffing\"," not in body or b"reason_code" not in body, view
    assert bystander.id


def test_bids_cannot_be_listed_before_the_opening(world, place, referral):
    empty = world.referral(place, place.centre)
    answer(world, referral, place)
    refused = [world.council_a.get(f"/v1/referrals/{r['id']}/bids",
                                   expect=409) for r in (empty, referral)]
    assert {slug(r) for r in refused} == {"not-opened"}
    details = [r.json()["detail"] for r in refused]
    assert details[0] == details[1]


def test_an_act_of_the_council_is_the_same_whether_or_not_there_are_bids(
        world, place, bystander):
    """C6: a rule that depends on bids would betray them."""
    empty, full = (world.referral(place, place.centre) for _ in range(2))
    answer(world, full, place)
    council = world.council_a
    deadline = world.clock.ahead(days=9)
    for act, body in (("publication", {}),
                      ("extension", {"deadline": empty["deadline"]}),
                      ("extension", {"deadline": deadline}),
                      ("extension", {"radius_miles": 59}),
                      ("opening", {}), ("ranking", {}),
                      ("cancellation", {"reason": "No longer needed"})):
        one, two = (council.post(f"/v1/referrals/{r['id']}/{act}", body)
                    for r in (empty, full))
        assert one.status_code == two.status_code, act
        shown = [r.json() for r in (one, two)]
        if one.status_code >= 400:
            assert shown[0]["detail"] == shown[1]["detail"]
            assert shown[0].get("errors") == shown[1].get("errors")
        else:
            assert set(shown[0]) == set(shown[1])
            assert shown[0]["invited"] == shown[1]["invited"]
    assert bystander.id


def test_after_the_opening_the_owner_sees_its_bid_opened(world, place,
                                                         referral):
    home = place.homes[0]
    path = world.bid_path(referral, home)
    world.bid(referral, home)
    sealed = home.provider.read(path)
    world.open_bids(referral)
    opened = home.provider.read(path)
    assert (sealed["state"], opened["state"]) == ("sealed", "opened")
    assert {k: v for k, v in opened.items() if k not in (
        "state", "explanation_due_at")} == {
        k: v for k, v in sealed.items() if k not in (
            "state", "explanation_due_at")}


def test_a_withdrawn_bid_stays_a_secret_of_its_provider_for_good(
        world, place, referral):
    home, other = place.homes[:2]
    world.bid(referral, home)
    world.bid(referral, other)
    home.provider.change(world.bid_path(referral, home), method="DELETE")
    assert set(world.open_bids(referral)) == {other.id}
