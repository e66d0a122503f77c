"""R099, C10: whoever tries to read a sealed bid, or to open one early, is
refused and leaves exactly one event, which is the same with and without bids.

SPDX-License-Identifier: Apache-2.0
"""
import uuid

import pytest

from harness import processes
from harness.client import slug
from harness.placing import Field


@pytest.fixture(scope="module", name="field")
def one_field(shared_world):
    return Field(shared_world)


@pytest.fixture(scope="module", name="careful")
def field_with_two_openers(shared_world):
    return Field(shared_world, 5, openers=2)


def attempts(world, **about):
    """All events of attempts on a subject, as the owner finds them."""
    (name, value), = about.items()
    rows = world.clock.sql(
        "SELECT e.type, e.organisation_id::text, e.actor_id::text,"
        " e.referral_id::text, e.request_id, array(SELECT o.name FROM"
        " event_reader r JOIN organisation o ON o.id = r.organisation_id"
        f" WHERE r.event_id = e.id ORDER BY o.name) FROM event e WHERE {name}"
        " = %s AND type LIKE '%%refused.%%' ORDER BY e.id", value)
    return [dict(zip(("type", "organisation", "actor", "referral", "request",
                      "readers"), row)) for row in rows]


def me(api):
    return api.read("/v1/me")["id"]


def one_attempt(world, ask, subject):
    """The event that asking leaves; there must be one more than before."""
    before = len(attempts(world, subject_id=subject))
    answer = ask()
    found = attempts(world, subject_id=subject)[before:]
    assert len(found) == 1, found
    assert found[0]["request"] == answer.headers["X-Request-Id"]
    return answer, found[0]


def test_each_role_that_asks_for_the_list_before_the_opening_is_noted(
        field, world):
    case = field.published(400_000)
    lead, council = world.lead.name, field.council
    for api, status, reason in (
            (council, 409, "not_opened"), (world.auditor, 409, "not_opened"),
            (world.council_b, 404, "not_found"), (world.lead, 403,
                                                  "forbidden"),
            (world.portal, 403, "forbidden"),
            (field.homes[0].provider, 403, "forbidden"),
            (field.homes[2].provider, 403, "forbidden")):
        answer, event = one_attempt(
            world, lambda api=api: api.get(f"{case.path}/bids"), case.id)
        assert answer.status_code == status, (api.name, lead)
        assert event["type"] == f"bid.read_refused.{reason}"
        assert event["actor"] == me(api)
        assert event["organisation"] == api.read("/v1/me")[
            "organisation"]["id"]
        assert event["referral"] == case.id
        own = api.read("/v1/me")["organisation"]
        assert (own["name"] in event["readers"]) == (
            own["kind"] != "provider")
        # Whose referral it is hears of it.
        for to_know in (council, field.market.lead):
            assert to_know.read("/v1/me")["organisation"]["name"] in \
                event["readers"]


def test_each_refused_opening_is_noted_with_its_reason(careful, world):
    case = careful.published(400_000)
    path, council = f"{case.path}/opening", careful.council

    def expect(api, status, reason):
        answer, event = one_attempt(world, lambda: api.post(path, {}),
                                    case.id)
        assert answer.status_code == status
        assert event["type"] == f"opening.refused.{reason}"
        assert event["actor"] == me(api)

    expect(council, 409, "deadline_not_reached")
    expect(council, 409, "deadline_not_reached")
    expect(world.auditor, 403, "forbidden")
    expect(careful.homes[0].provider, 403, "forbidden")
    expect(world.lead, 403, "forbidden")
    expect(world.council_b, 404, "not_found")
    world.pass_deadline(case.referral)
    expect(council.as_machine(), 409, "person_required")
    council.post(path, {}, expect=202)
    expect(council, 409, "second_opener_needed")
    before = len(attempts(world, subject_id=case.id))
    world.council_a_2.post(path, {}, expect=201)
    assert len(attempts(world, subject_id=case.id)) == before


def test_a_bid_asked_for_by_its_id_leaves_the_same_event_as_no_bid(
        field, world):
    case = field.published(400_000)
    bid, = world.clock.sql("SELECT id::text FROM bid WHERE referral_id = %s",
                           case.id)[0]
    for api in (field.council, world.auditor, field.homes[1].provider,
                world.council_b, world.lead):
        for part in ("", "/evaluation", "/consensus", "/explanation",
                     "/disregard"):
            told = []
            for subject in (bid, str(uuid.uuid4())):
                answer, event = one_attempt(
                    world, lambda path=f"/v1/bids/{subject}{part}":
                    api.get(path), subject)
                assert answer.status_code in (403, 404)
                assert event["referral"] is None
                told.append({k: v for k, v in event.items()
                             if k != "request"})
            assert told[0] == told[1]


def test_a_bid_of_somebody_elses_home_leaves_the_same_event_as_no_bid(
        field, world):
    cases = [field.published(400_000), field.published()]
    home = field.homes[0]
    for api in (field.homes[1].provider, field.council, world.lead):
        told = []
        for case in cases:
            _, event = one_attempt(
                world, lambda case=case: api.get(
                    world.bid_path(case.referral, home)), case.id)
            told.append((event["type"], event["actor"], event["readers"]))
        assert told[0] == told[1]


def test_asking_for_ones_own_is_no_attempt(field, world):
    case = field.published(None, 400_000)
    mine = world.bid_path(case.referral, field.homes[0])
    field.homes[0].provider.get(mine, expect=404)
    field.homes[1].provider.get(world.bid_path(case.referral, field.homes[1]),
                                expect=200)
    world.nobody.get(mine, expect=401)
    assert attempts(world, subject_id=case.id) == []
    # Nor is asking for a part that an opened bid does not have.
    bid, = world.open_bids(case.referral).values()
    field.council.get(f"/v1/bids/{bid['id']}/evaluation", expect=404)
    assert attempts(world, subject_id=bid["id"]) == []


def test_one_who_is_refused_reads_of_it_where_it_may(field, world):
    case = field.published(400_000)
    field.council.get(f"{case.path}/bids", expect=409)
    field.homes[2].provider.get(f"{case.path}/bids", expect=403)
    types = [e["type"] for e in field.council.every(
        "/v1/audit", subject_id=case.id)]
    assert types[:2] == ["bid.read_refused.forbidden",
                         "bid.read_refused.not_opened"]
    assert [e["type"] for e in field.homes[2].provider.every(
        "/v1/audit", subject_id=case.id)] == ["referral.published"]


def test_an_attempt_that_cannot_be_noted_is_told_nothing(field, stack):
    """Fail closed: no trace, no answer."""
    case = field.published(400_000)
    with processes.superuser(stack) as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE event IN EXCLUSIVE MODE")
        try:
            answer = field.council.get(f"{case.path}/bids", expect=503)
        finally:
            cursor.execute("ROLLBACK")
    assert slug(answer) == "unavailable"
    assert slug(field.council.get(f"{case.path}/bids")) == "not-opened"
