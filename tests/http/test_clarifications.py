"""test_clarifications.py - one asks, all are answered, nobody learns who asked
(R074).

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures

import pytest

from harness.client import slug
from harness.feed import Feed
from harness.processes import within

NOWHERE = "00000000-0000-4000-8000-000000000000"
QUESTION = "May two of our homes share one statement of purpose?"
PUBLISHED = {"question": "May homes share a statement of purpose?",
             "answer": "Yes, if it says what each of them does."}


@pytest.fixture
def market(world):
    return world.market()


@pytest.fixture
def path(market):
    return f"/v1/schemes/{market.scheme['id']}"


@pytest.fixture
def asker(world):
    return world.provider()


@pytest.fixture
def asked(asker, path):
    return asker.make(f"{path}/clarification-requests",
                      {"question": QUESTION})


def applicant(world, market):
    """A provider with a draft, of which nobody knows."""
    provider = world.provider()
    world.application(provider, market, [
        world.home(provider, world.places.centre())])
    return provider


def test_r074_the_answer_reaches_every_applicant_at_the_same_moment(
        world, market, path, asker, asked, lead):
    others = [applicant(world, market) for _ in range(2)]
    stranger = world.provider()
    readers = [asker, *others, lead, world.council_a]
    feeds = [Feed(api) for api in (*readers, stranger)]
    made = lead.make(f"{path}/clarifications",
                     PUBLISHED | {"request_id": asked["id"]})
    told = [[(e["id"], e["at"], e["subject_id"]) for e in feed.new()
             if e["type"] == "clarification.published"] for feed in feeds]
    assert len(told[0]) == 1 and told[0][0][2] == made["id"]
    assert told[:-1] == [told[0]] * len(readers)
    assert told[-1] == []
    answers = [api.get(f"{path}/clarifications/{made['id']}", expect=200)
               for api in (*readers, stranger, world.nobody)]
    assert len({a.content for a in answers}) == 1
    assert len({a.headers["ETag"] for a in answers}) == 1


def test_r074_nobody_learns_who_asked(
        world, market, path, asker, asked, lead, auditor):
    other = applicant(world, market)
    feed = Feed(other)
    assert "asker" not in str(lead.read(
        f"{path}/clarification-requests/{asked['id']}"))
    for reader in (lead, auditor):
        text = str(reader.every(f"{path}/clarification-requests"))
        assert QUESTION in text and asker.organisation_id not in text
    other.get(f"{path}/clarification-requests/{asked['id']}", expect=404)
    assert other.every(f"{path}/clarification-requests") == []
    assert feed.new() == []
    made = lead.make(f"{path}/clarifications",
                     PUBLISHED | {"request_id": asked["id"]})
    assert made["id"] != asked["id"]
    assert set(made) == {"id", "scheme_id", "question", "answer",
                         "published_at"}
    assert asked["id"] not in str(other.every(f"{path}/clarifications"))
    assert asker.every(f"{path}/clarification-requests") == [
        asked | {"clarification_id": made["id"]}]


def test_r074_nor_does_the_event_of_it_say_who(
        asker, asked, lead, auditor):
    event = asker.read("/v1/audit", params={
        "type": "clarification.asked", "subject_id": asked["id"]})["items"]
    assert len(event) == 1
    mine = asker.organisation_id
    for reader in (lead, auditor):
        (seen,) = reader.read("/v1/audit", params={
            "type": "clarification.asked",
            "subject_id": asked["id"]})["items"]
        assert seen == event[0] | {"batch": seen["batch"]}
        assert (seen["organisation_id"], seen["actor_id"]) == (None, None)
        texts = [reader.get("/v1/events", expect=200).text,
                 reader.get("/v1/notifications", expect=200).text]

        def sealed():
            answer = reader.get("/v1/audit/proof", params={
                "event_id": seen["id"]})
            texts.append(answer.text)
            return answer.status_code == 200
        assert within(20, sealed)
        for text in texts:
            told = [line for line in text.split("{") if asked["id"] in line]
            assert mine not in "".join(told)
        assert mine not in texts[-1]


def test_what_waits_for_an_answer_is_no_clarification(
        path, asked, world, nobody):
    assert nobody.read(f"{path}/clarifications")["items"] == []
    nobody.get(f"{path}/clarifications/{asked['id']}", expect=404)
    nobody.get(f"{path}/clarification-requests", expect=401)
    world.council_a.get(f"{path}/clarification-requests", expect=403)


def test_a_request_is_answered_once(path, asked, lead):
    body = PUBLISHED | {"request_id": asked["id"]}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda api: api.post(
            f"{path}/clarifications", body), (lead, lead.as_machine())))
    assert sorted(a.status_code for a in answers) == [201, 422]
    (refused,) = [a for a in answers if a.status_code == 422]
    assert [e["pointer"] for e in refused.json()["errors"]] == ["#/request_id"]
    assert len(lead.every(f"{path}/clarifications")) == 1


def test_a_lead_answers_what_was_asked_of_its_own_schemes(
        path, world, lead, asked):
    elsewhere = world.market()
    for request in (asked["id"], NOWHERE):
        answer = lead.post(
            f"/v1/schemes/{elsewhere.scheme['id']}/clarifications",
            PUBLISHED | {"request_id": request}, expect=422)
        assert slug(answer) == "invalid"
    world.council_a.post(f"{path}/clarifications", PUBLISHED, expect=403)


def test_a_lead_clarifies_unasked_newest_first(path, lead, nobody, clock):
    made = []
    for day in ("2027-02-01", "2027-02-02", "2027-02-03"):
        clock.freeze(f"{day}T10:00:00Z")
        made.append(lead.make(f"{path}/clarifications", PUBLISHED))
    assert nobody.every(f"{path}/clarifications", limit=1) == made[::-1]


def test_nobody_asks_about_a_scheme_that_is_not_there_yet(world, asker):
    draft = world.draft_scheme()
    asker.post(f"/v1/schemes/{draft['id']}/clarification-requests",
               {"question": QUESTION}, expect=404)
    asker.get(f"/v1/schemes/{draft['id']}/clarifications", expect=404)
