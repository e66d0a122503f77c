"""test_opening.py - the bids come out of their envelopes.

SPDX-License-Identifier: Apache-2.0
"""
import datetime

import pytest

from harness.client import slug
from harness.clock import parse
from harness.placing import CHEAP, Field, heard

MICROSECOND = datetime.timedelta(microseconds=1)


@pytest.fixture(scope="module", name="field")
def one_field(shared_world):
    return Field(shared_world)


@pytest.fixture(scope="module", name="careful")
def field_with_two_openers(shared_world):
    return Field(shared_world, 5, openers=2)


def test_bids_stay_sealed_until_the_very_deadline_R099(field, world):
    case = field.published(400_000)
    deadline = parse(case.referral["deadline"])
    world.clock.freeze(deadline - MICROSECOND)
    early = field.council.post(f"{case.path}/opening", {}, expect=409)
    assert slug(early) == "deadline-not-reached"
    world.clock.freeze(deadline)
    opened = field.council.make(f"{case.path}/opening")
    assert opened["state"] == "opened"


def test_a_draft_has_nothing_to_open(field, world):
    draft = world.draft_referral(field.market, field.centre)
    refused = field.council.post(
        f"/v1/referrals/{draft['id']}/opening", {}, expect=409)
    assert slug(refused) == "referral-not-open"


def test_bids_are_opened_once(field):
    case = field.opened(400_000)
    again = field.council.post(f"{case.path}/opening", {}, expect=409)
    assert slug(again) == "already-opened"


def test_another_council_and_a_referral_that_is_not_there_are_one_answer(
        field, world):
    case = field.published(400_000)
    world.pass_deadline(case.referral)
    world.council_b.post(f"{case.path}/opening", {}, expect=404)
    field.council.post("/v1/referrals/00000000-0000-4000-8000-000000000000"
                       "/opening", {}, expect=404)


def test_before_the_opening_no_bid_and_many_are_the_same_answer_R117(field):
    bodies = []
    for bids in ((), (400_000, 410_000, 420_000)):
        case = field.published(*bids)
        answer = field.council.get(f"{case.path}/bids", expect=409)
        assert slug(answer) == "not-opened"
        body = answer.json()
        del body["instance"], body["request_id"]
        bodies.append((body, answer.headers.get("ETag")))
    assert bodies[0] == bodies[1]


def test_a_bid_cannot_be_reached_by_its_id_before_the_opening_R099(
        field, world):
    case = field.published(400_000)
    bid_id, = world.clock.sql(
        "SELECT id::text FROM bid WHERE referral_id = %s", case.id)[0]
    for caller in (field.council, world.auditor):
        caller.get(f"/v1/bids/{bid_id}", expect=404)
    field.council.put(f"/v1/bids/{bid_id}/evaluation",
                      {"score": 5, "reason": "Unseen"}, expect=404)


def test_the_last_version_is_opened_and_a_withdrawn_bid_is_not(field, world):
    case = field.published(400_000, 410_000)
    first, second = field.homes[:2]
    first.provider.change(world.bid_path(case.referral, first),
                          world.bid_body(variable_pence=333_300))
    second.provider.change(world.bid_path(case.referral, second),
                           method="DELETE", expect=204)
    bids = world.open_bids(case.referral)
    assert list(bids) == [first.id]
    assert bids[first.id]["price_pence"] == 3_333_300


def test_an_opened_bid_shows_what_was_put_and_where_it_came_from(field, world):
    case = field.published({"variable_pence": 412_300,
                            "features_met": ["dfe", "pool"]})
    home = field.homes[0]
    receipt = home.provider.read(world.bid_path(case.referral, home))
    bid = world.open_bids(case.referral)[home.id]
    assert bid["id"] == bid["bid_id"]
    assert (bid["name"], bid["provider"]["name"]) == (
        home.name, home.provider.name)
    assert (bid["price_pence"], bid["miles"]) == (3_412_300, 5)
    assert (bid["needs_met"], bid["features_met"]) == (["salt"],
                                                       ["dfe", "pool"])
    assert bid["sealed_sha256"] == receipt["receipt"]["sha256"]
    assert bid["received_at"] == receipt["receipt"]["received_at"]
    assert (bid["compliant"], bid["reasons"], bid["flags"]) == (True, [], [])
    assert bid == field.council.read(f"/v1/bids/{bid['id']}")


FLIP = "set_byte(sealed, 100, get_byte(sealed, 100) # 1)"
DIGEST = "encode(sha256(sealed), 'hex')"


def of_home(field, case, number):
    return case.id, field.homes[number].provider.organisation_id


@pytest.mark.parametrize("change", [
    # One byte, as it comes, and with a digest that was made to match it.
    [f"sealed = {FLIP}"],
    [f"sealed = {FLIP}", f"sha256 = {DIGEST}"],
    ["sealed = substr(sealed, 1, 4000)", f"sha256 = {DIGEST}"],
    ["sealed = 'no ciphertext'", f"sha256 = {DIGEST}"],
    ["sealed = ''", f"sha256 = {DIGEST}"]])
def test_C8_a_broken_seal_is_unreadable_and_the_others_open(
        field, world, change):
    case = field.published(400_000, 410_000)
    for one in change:
        world.clock.sql(
            f"UPDATE bid_version SET {one}"
            " WHERE referral_id = %s AND provider_id = %s",
            *of_home(field, case, 0))
    home = field.homes[0]
    shown = home.provider.read(world.bid_path(case.referral, home))
    assert (shown["price_pence"], shown["bid"]) == (None, None)
    bids = world.open_bids(case.referral)
    broken, whole = (bids[h.id] for h in field.homes[:2])
    assert (broken["compliant"], broken["reasons"]) == (False, ["unreadable"])
    assert (broken["price_pence"], broken["children"]) == (None, [])
    assert (whole["compliant"], whole["price_pence"]) == (True, 3_410_000)
    shown = home.provider.read(world.bid_path(case.referral, home))
    assert (shown["price_pence"], shown["bid"]) == (None, None)


def test_ciphertexts_that_changed_places_are_both_unreadable(field, world):
    case = field.published(400_000, 410_000, 420_000)
    world.clock.sql(
        "UPDATE bid_version v SET sealed = o.sealed, sha256 = o.sha256"
        " FROM bid_version o WHERE v.referral_id = %s"
        " AND o.referral_id = v.referral_id AND o.bid_id <> v.bid_id"
        " AND %s NOT IN (o.provider_id, v.provider_id)",
        *of_home(field, case, 2))
    bids = world.open_bids(case.referral)
    assert [bids[h.id]["reasons"] for h in field.homes] == [
        ["unreadable"], ["unreadable"], []]


def test_an_earlier_version_put_in_place_of_the_last_is_unreadable(
        field, world):
    case = field.published(400_000, 410_000)
    home = field.homes[0]
    home.provider.change(world.bid_path(case.referral, home),
                         world.bid_body(variable_pence=500_000))
    world.clock.sql(
        "UPDATE bid_version v SET sealed = o.sealed, sha256 = o.sha256"
        " FROM bid_version o WHERE v.referral_id = %s AND v.provider_id = %s"
        " AND o.bid_id = v.bid_id AND v.version = 2 AND o.version = 1",
        *of_home(field, case, 0))
    bids = world.open_bids(case.referral)
    assert [bids[h.id]["reasons"] for h in field.homes[:2]] == [
        ["unreadable"], []]


def test_a_home_suspended_after_its_bid_is_not_compliant_R060(field, world):
    case = field.published(400_000, 410_000)
    field.suspend(field.homes[0])
    try:
        bids = world.open_bids(case.referral)
        assert bids[field.homes[0].id]["reasons"] == ["not_accredited"]
        assert bids[field.homes[1].id]["compliant"]
    finally:
        field.reinstate(field.homes[0])


def test_a_bid_without_a_must_have_is_not_compliant_R082(field):
    case = field.opened({"features_met": ["pool"]}, 410_000)
    assert case.bids[0]["reasons"] == ["missing_must_have"]
    assert case.bids[1]["compliant"]


def test_a_bid_that_misses_a_need_is_compliant_R083(field):
    case = field.opened({"needs_met": []}, 410_000)
    assert case.bids[0]["compliant"]


def test_a_price_below_the_accredited_core_is_flagged_and_asked_about_R115(
        field, world):
    low = {"children": [{"core_pence": CHEAP}]}
    case = field.opened(low, 410_000, 420_000)
    assert [b["flags"] for b in case.bids] == [["abnormally_low"], [], []]
    # The clock stood still at the deadline; standard urgency has 72 hours.
    time = parse(case.bids[0]["explanation_due_at"]) - parse(
        case.referral["deadline"])
    assert time == datetime.timedelta(hours=72)
    assert case.bids[1]["explanation_due_at"] is None
    asked = [heard(home.provider, type="bid.explanation_asked",
                   subject_id=case.bids[0]["id"]) for home in field.homes]
    assert asked == [["bid.explanation_asked"], [], []]


def test_a_price_far_below_the_mean_is_flagged_and_not_rejected_R115(
        field, world):
    case = field.opened(0, 1_500_000, 1_500_000)
    assert [b["flags"] for b in case.bids] == [["abnormally_low"], [], []]
    assert case.bids[0]["compliant"]


def test_the_opening_is_told_to_the_council_and_to_each_bidder(field):
    case = field.opened(400_000, 410_000)
    told = {"type": "referral.opened", "referral_id": case.id}
    assert heard(field.council, **told) == ["referral.opened"]
    assert [heard(home.provider, **told) for home in field.homes] == [
        ["referral.opened"], ["referral.opened"], []]


def test_two_different_people_open_where_the_category_wants_two(
        careful, world):
    case = careful.published(400_000)
    world.pass_deadline(case.referral)
    path, council = f"{case.path}/opening", careful.council
    machine = council.as_machine().post(path, {}, expect=409)
    assert slug(machine) == "person-required"
    first = council.post(path, {}, expect=202)
    assert first.json()["state"] == "closed"
    assert slug(council.post(path, {}, expect=409)) == "second-opener-needed"
    told = {"type": "referral.opening_asked", "referral_id": case.id}
    assert heard(council, **told) == ["referral.opening_asked"]
    assert heard(careful.homes[0].provider, **told) == []
    assert slug(council.get(f"{case.path}/bids", expect=409)) == "not-opened"
    second = world.council_a_2.post(path, {}, expect=201)
    assert second.json()["state"] == "opened"
    assert len(council.every(f"{case.path}/bids")) == 1


def test_who_asked_to_open_is_shown_to_the_council_and_its_auditors_alone(
        careful, world):
    case = careful.published(400_000)
    path, council = f"{case.path}/opening", careful.council
    nobody_yet = {"referral_id": case.id, "openers": 2, "asked": [],
                  "opened_at": None}
    assert council.read(path) == nobody_yet
    world.pass_deadline(case.referral)
    council.post(path, {}, expect=202)
    shown = world.council_a_2.read(path)
    first, = shown["asked"]
    assert first["officer"]["id"] == council.read("/v1/me")["id"]
    assert shown["opened_at"] is None
    # The bidder learns neither that somebody has asked nor that nobody has.
    for stranger in (careful.homes[0].provider, world.lead):
        assert slug(stranger.get(path, expect=403)) == "forbidden"
    world.council_b.get(path, expect=404)
    world.council_a_2.post(path, {}, expect=201)
    opened = world.auditor.read(path)
    assert [a["officer"]["id"] for a in opened["asked"]] == \
        [p.read("/v1/me")["id"] for p in (council, world.council_a_2)]
    assert opened["opened_at"] is not None


def test_a_bidder_sees_its_own_opened_bid_and_no_other(field):
    case = field.opened(400_000, 410_000)
    mine, other = case.bids[:2]
    shown = field.homes[0].provider.read(f"/v1/bids/{mine['id']}")
    assert shown["price_pence"] == 3_400_000
    assert (shown["evaluation"], shown["evaluations"]) == (None, None)
    field.homes[0].provider.get(f"/v1/bids/{other['id']}", expect=404)
    field.homes[0].provider.get(f"{case.path}/bids", expect=403)


def test_auditors_read_opened_bids_and_other_councils_do_not(field, world):
    case = field.opened(400_000, 410_000)
    assert len(world.auditor.every(f"{case.path}/bids")) == 2
    world.council_b.get(f"{case.path}/bids", expect=404)
    world.council_b.get(f"/v1/bids/{case.bids[0]['id']}", expect=404)
    world.lead.get(f"{case.path}/bids", expect=403)


def test_opened_bids_come_in_pages_that_neither_repeat_nor_skip(field):
    case = field.opened(400_000, 410_000, 420_000)
    ids = [b["id"] for b in field.council.every(f"{case.path}/bids", limit=1)]
    assert sorted(ids) == ids == sorted(b["id"] for b in case.bids)
