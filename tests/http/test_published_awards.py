"""test_published_awards.py - what everybody may read of a quarter's awards, and
that nobody reads anything else (R127, ADR 28).

What may be named of how many is tested where it is decided, in
tests/db/policies/awards.sql; here are its way to the public and its time.

SPDX-License-Identifier: Apache-2.0
"""
import threading
import types
import uuid

import psycopg2
import pytest
from harness.client import slug
from harness.placing import Field, award
from harness.processes import without_jobs

LIST = "/v1/awards"
ELSEWHERE = {"Origin": "https://news.example"}
# A quarter by London's clocks: it ends in summer time.
WITHIN = "2027-02-10T12:00:00Z"
EARLY = "2027-04-14T22:59:59Z"  # a fortnight after its end, but a second
DUE = "2027-04-14T23:00:00Z"


def publish(world):
    return world.clock.sql("SELECT awards_publish(10000)")[0][0]


def of_scheme(world, field):
    """All that the list says of it, as nobody."""
    return world.nobody.every(LIST, scheme_id=field.market.scheme["id"])


def lines(world, batch, **params):
    return world.nobody.every(f"{LIST}/{batch['id']}/lines", **params)


def won(field, *homes):
    """An award to the first home that bids; the case with its answer."""
    case = field.ranked(*homes, choice_mode="none", budget_pence=9_000_000)
    number = next(n for n, bid in enumerate(homes) if bid is not None)
    case.award = award(case, number, f"won-{case.id}").json()
    return case


def refuse(field, case, number):
    field.homes[number].provider.make(
        f"/v1/placements/{case.award['placement_id']}/refusal",
        {"reason": "The room is needed for somebody else"})


def make(world):
    """A quarter from its awards to the correction of what was published,
    looked at on the way."""
    clock, told = world.clock, types.SimpleNamespace()
    clock.freeze(WITHIN)
    field = told.field = Field(world, 5, 15, client_group="adults",
                               choice_mode="none")
    told.cases = [won(field, 400_000) for _ in range(5)]
    refused = won(field, 410_000)
    refuse(field, refused, 0)
    told.cases.append(won(field, None, 420_000))
    told.of_two = told.cases[-1]
    publish(world)
    told.during = of_scheme(world, field)
    clock.freeze(EARLY)
    publish(world)
    told.early = of_scheme(world, field)
    clock.freeze(DUE)
    publish(world)
    told.first, = of_scheme(world, field)
    told.first_etag = world.nobody.get(
        f"{LIST}/{told.first['id']}").headers["ETag"]
    told.first_lines = lines(world, told.first)
    told.again = publish(world), of_scheme(world, field)
    refuse(field, told.of_two, 1)
    told.race = race(world)
    told.second, = of_scheme(world, field)
    told.second_lines = lines(world, told.second)
    clock.reset()
    return told


def race(world):
    """How many each of two jobs published, when both are at it: the second
    comes while the first has not committed."""
    first, second = (psycopg2.connect(
        world.stack.settings["FAIRLOT_DB_JOBS"]) for _ in "ab")
    found = []
    try:
        with first.cursor() as cursor:
            cursor.execute("SELECT awards_publish(100)")
            found.append(cursor.fetchone()[0])
            other = threading.Thread(target=lambda: found.append(
                take(second)))
            other.start()
            other.join(10)
            first.commit()
        found.append(take(second))
    finally:
        first.close()
        second.close()
    return found


def take(connection):
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT awards_publish(100)")
        return cursor.fetchone()[0]


@pytest.fixture(scope="module")
def told(stack, shared_world):
    with without_jobs(stack):
        try:
            yield make(shared_world)
        finally:
            shared_world.clock.reset()


def test_nothing_is_told_before_a_quarter_has_been_over_for_a_fortnight(told):
    assert told.during == told.early == []


def test_a_quarter_is_published_once_with_what_was_awarded_R127(told):
    batch, field = told.first, told.field
    scheme = field.market.scheme
    assert batch["scheme"] == {name: scheme[name] for name in (
        "id", "reference", "name", "regime")}
    assert batch["authority"] == {
        "id": scheme["lead"]["id"], "name": scheme["lead"]["name"]}
    assert (batch["quarter"], batch["from"], batch["to"], batch["version"],
            batch["corrects"], batch["corrected_by"], batch["published_at"]
            ) == ("2027-Q1", "2027-01-01", "2027-03-31", 1, None, None, DUE)
    # The one that was refused in time is in no figure.
    worth = sum(case.ranked[0]["price_pence"] for case in told.cases[:5])
    assert (batch["awards"], batch["awards_without_value"],
            batch["yearly_value_pence"]) == (6, 1, worth)
    assert told.again == (0, [batch])


def test_five_at_one_home_are_named_and_one_is_only_counted(told):
    named, rest = told.first_lines
    home, category = told.field.homes[0], told.field.market.category
    provider = home.provider.read(
        f"/v1/providers/{home.provider.organisation_id}")
    assert named == {
        "category": {name: category[name] for name in ("id", "code", "name")},
        "supplier": {"id": provider["id"], "name": provider["name"],
                     "company_number": provider["company_number"]},
        "home": {"id": home.id, "name": named["home"]["name"]},
        "awards": 5,
        "yearly_value_pence": told.first["yearly_value_pence"]}
    assert rest == {"category": None, "supplier": None, "home": None,
                    "awards": 1, "yearly_value_pence": None}


def test_a_refusal_afterwards_makes_a_version_that_says_so(told, nobody):
    first, second = told.first, told.second
    assert (second["version"], second["corrects"], second["corrected_by"],
            second["awards"], second["awards_without_value"]) == (
                2, first["id"], None, 5, 0)
    assert told.second_lines == told.first_lines[:1]
    # What was published is still there, and says which version counts.
    shown = nobody.get(f"{LIST}/{first['id']}", expect=200)
    assert shown.json() == first | {"corrected_by": second["id"]}
    assert shown.headers["ETag"] != told.first_etag
    assert told.first_lines == nobody.every(f"{LIST}/{first['id']}/lines")


def test_of_two_jobs_at_once_one_publishes(told):
    assert told.race == [1, 0, 0]


def test_nothing_that_is_published_points_to_one_award(told, nobody):
    text = "".join(nobody.get(path, expect=200).text for batch in (
        told.first, told.second) for path in (
            f"{LIST}/{batch['id']}", f"{LIST}/{batch['id']}/lines",
            f"{LIST}?scheme_id={told.field.market.scheme['id']}"))
    council = told.field.council
    secrets = [council.organisation_id, told.field.homes[1].id,
               told.field.homes[1].provider.organisation_id,
               told.of_two.award["reason"]]
    for case in told.cases:
        secrets += [case.id, case.referral["reference"],
                    case.referral["title"], case.award["id"],
                    case.award["bid_id"], case.award["placement_id"],
                    case.award["awarded_at"][:10]]
    assert [secret for secret in secrets if secret in text] == []


def test_everybody_reads_the_same(told, world):
    path = f"{LIST}/{told.second['id']}"
    answers = {api.get(path, expect=200).text for api in (
        world.nobody, world.lead, world.council_a, world.council_b,
        world.auditor, world.portal, told.field.homes[1].provider)}
    assert len(answers) == 1


def test_any_page_may_read_it_and_it_is_kept_for_a_minute(told, nobody):
    path = f"{LIST}/{told.second['id']}"
    for target in (LIST, path, f"{path}/lines"):
        answer = nobody.get(target, headers=ELSEWHERE, expect=200)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        nobody.get(target, headers=ELSEWHERE,
                   none_match=answer.headers["ETag"], expect=304)


def test_the_list_is_filtered_and_read_page_by_page(told, nobody):
    scheme = told.field.market.scheme["id"]
    assert nobody.every(LIST, scheme_id=scheme, quarter="2027-Q1") == [
        told.second]
    assert nobody.every(LIST, scheme_id=scheme, quarter="2026-Q4") == []
    assert nobody.every(LIST, scheme_id=str(uuid.uuid4())) == []
    everything = nobody.every(LIST)
    quarters = [batch["quarter"] for batch in everything]
    assert len(everything) > 2 and quarters == sorted(quarters, reverse=True)
    assert nobody.every(LIST, limit=1) == everything
    assert told.first["id"] not in [batch["id"] for batch in everything]
    assert nobody.every(f"{LIST}/{told.first['id']}/lines", limit=1) == \
        told.first_lines
    for bad in ({"quarter": "2027-Q5"}, {"quarter": "2027"},
                {"scheme_id": "x"}):
        nobody.get(LIST, params=bad, expect=422)


def test_there_is_nothing_where_no_batch_is(told, nobody):
    for other in (str(uuid.uuid4()), told.cases[0].award["id"]):
        for path in (f"{LIST}/{other}", f"{LIST}/{other}/lines"):
            assert slug(nobody.get(path, expect=404)) == "not-found"


def test_nobody_writes_there(told, world):
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        world.lead.request(method, f"{LIST}/{told.first['id']}", expect=405)


def test_the_lead_and_its_councils_are_told(told, world):
    found = world.clock.sql(
        "SELECT r.organisation_id::text FROM event e"
        "  JOIN event_reader r ON r.event_id = e.id"
        " WHERE e.type = 'awards.published' AND e.subject_id = %s",
        told.second["id"])
    assert {row[0] for row in found} == {
        world.lead.organisation_id, world.council_a.organisation_id,
        world.council_b.organisation_id}
