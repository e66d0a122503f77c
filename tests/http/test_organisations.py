"""test_organisations.py - organisations by name, to choose one from.

SPDX-License-Identifier: Apache-2.0
"""
import uuid

import pytest
from harness.client import slug
from harness.flows import fresh

PATH = "/v1/organisations"


@pytest.fixture(scope="module", name="named")
def some_providers(shared_world):
    """Five providers whose names have a word that nobody else has."""
    word = f"Zwz{uuid.uuid4().hex[:8]}"
    made = []
    for letter in "ceadb":
        body = {"name": f"{word} {letter}", "company_number": "09876543",
                "contact": {"name": "Ada", "password": uuid.uuid4().hex,
                            "email": f"{uuid.uuid4().hex}@example.org"}}
        made.append(shared_world.nobody.make("/v1/providers", body))
    return word, made


def test_organisations_are_listed_by_name_page_by_page(lead, named):
    word, made = named
    found = lead.every(PATH, q=word, limit=2)
    assert [o["name"] for o in found] == [f"{word} {x}" for x in "abcde"]
    assert {o["id"] for o in found} == {p["id"] for p in made}
    assert found[0] == {"id": made[2]["id"], "kind": "provider",
                        "name": f"{word} a", "company_number": "09876543"}
    every = [o["id"] for o in lead.every(PATH, limit=100)]
    assert len(every) == len(set(every)) and set(every) > {
        p["id"] for p in made}


def test_a_name_is_found_in_part_and_in_capitals_or_not(lead, named):
    word, _ = named
    for q in (f"{word} B", f"{word[1:]} b".upper()):
        assert [o["name"] for o in lead.every(PATH, q=q)] == [f"{word} b"]
    assert lead.every(PATH, q=f"{word}%") == []


def test_namesakes_are_neither_skipped_nor_repeated(world, lead):
    name = fresh("Namesake | 100% \u00c9t\u00e9")
    made = {world.nobody.make("/v1/providers", {
        "name": name, "company_number": "09876543",
        "contact": {"name": "Ada", "password": uuid.uuid4().hex,
                    "email": f"{uuid.uuid4().hex}@example.org"}})["id"]
            for _ in range(3)}
    listed = [o["id"] for o in lead.every(PATH, q=name.upper(), limit=1)]
    assert len(listed) == 3 and set(listed) == made


def test_a_kind_can_be_asked_for_alone(world, lead, council, portal):
    councils = lead.every(PATH, kind="authority")
    assert {o["kind"] for o in councils} == {"authority"}
    ids = {o["id"] for o in councils}
    assert {lead.organisation_id, council.organisation_id} <= ids
    providers = {o["id"] for o in lead.every(PATH, kind="provider")}
    assert world.provider_a.organisation_id in providers
    assert not providers & ids
    assert portal.organisation_id in {
        o["id"] for o in lead.every(PATH, kind="portal")}


def test_what_is_wrong_with_the_question_is_told_together(lead):
    answer = lead.get(PATH, params={"kind": "church", "q": "a" * 101,
                                    "limit": "0"}, expect=422)
    assert {e["parameter"] for e in answer.json()["errors"]} == {
        "kind", "q", "limit"}


def test_a_council_that_was_found_becomes_a_council_of_the_scheme(
        world, lead, other_council):
    me = other_council.read("/v1/me")["organisation"]
    found = next(o for o in lead.every(PATH, kind="authority", q=me["name"])
                 if o["id"] == me["id"])
    scheme = world.draft_scheme(councils=[])
    lead.put(f"/v1/schemes/{scheme['id']}/councils/{found['id']}",
             {"kind": "partner", "from": scheme["valid_from"],
              "to": scheme["valid_to"]}, expect=201)


def test_rivals_are_not_named_to_a_provider(world, portal, nobody):
    for api in (world.provider_a, portal):
        assert slug(api.get(PATH, expect=403)) == "forbidden"
    nobody.get(PATH, expect=401)


def test_councils_and_auditors_choose_from_the_same(lead, council, auditor,
                                                    named):
    word, _ = named
    asked = [api.read(PATH, params={"q": word})["items"]
             for api in (lead, council, auditor)]
    assert asked[0] == asked[1] == asked[2] and len(asked[0]) == 5


def test_who_registers_is_in_the_list_at_once(world, lead):
    api = world.provider()
    name = api.read("/v1/me")["organisation"]["name"]
    assert [o["id"] for o in lead.every(PATH, q=name)] == [
        api.organisation_id]
    assert not lead.every(PATH, q=fresh("Nobody"))
