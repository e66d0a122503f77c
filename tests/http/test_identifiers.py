"""test_identifiers.py - what looks like an identifier in a portrait is refused,
unless a second officer says why it may stand.

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness import processes
from harness.client import slug
from harness.placing import heard

PORTRAIT = {"age_band": "13-15",
            "summary": "Rides bus 943 476 5919 to school, with Miss Daisy"}
REASON = {"reason": "A bus route, and the name of a pony"}


@pytest.fixture(scope="module", name="place")
def one_place(shared_world):
    made = shared_world.market()
    made.centre = shared_world.places.centre()
    made.home, = shared_world.homes(made, made.centre, 5)
    return made


@pytest.fixture(name="body")
def with_identifiers(world, place):
    return world.referral_body(place, place.centre, portrait=PORTRAIT)


@pytest.fixture(name="held")
def held_draft(council, body):
    """The path of a draft that the first officer asked to have held."""
    made = council.make("/v1/referrals", body | {"hold_identifiers": True})
    assert (made["identifiers"], made["identifier_override"]) == ("held",
                                                                  None)
    assert made["portrait"] == PORTRAIT
    assert "hold_identifiers" not in made
    return f"/v1/referrals/{made['id']}"


def override(api, path, expect=201, **more):
    return api.post(f"{path}/identifier-override", REASON, expect=expect,
                    **more)


def test_it_is_refused_with_the_place_of_each_and_without_the_words(
        council, body):
    for over in ({}, {"hold_identifiers": False}):
        refused = council.post("/v1/referrals", body | over, expect=422)
        fault, = refused.json()["errors"]
        assert fault["pointer"] == "#/portrait/summary"
        assert "an NHS number (characters 11 to 22)" in fault["detail"]
        assert "a name after a title (characters 40 to 49)" in fault["detail"]
        assert "943" not in refused.text and "Daisy" not in refused.text


def test_it_may_be_held_and_is_not_published(council, held, place):
    refused = council.post(f"{held}/publication", {}, expect=409)
    assert slug(refused) == "identifiers-held"
    assert council.read(held)["state"] == "draft"
    place.home.provider.get(held, expect=404)


def test_holding_covers_the_portrait_and_nothing_else(council, body):
    refused = council.post("/v1/referrals", body | {
        "hold_identifiers": True, "title": "At BN1 1AA"}, expect=422)
    assert [f["pointer"] for f in refused.json()["errors"]] == ["#/title"]


def test_another_officer_lets_it_stand_with_a_reason(
        council, held, place, world):
    second = world.council_a_2
    made = override(second, held).json()
    assert made["identifiers"] == "overridden"
    assert made["identifier_override"]["reason"] == REASON["reason"]
    assert made["identifier_override"]["overridden_by"]["name"] == \
        second.read("/v1/me")["name"]
    place.home.provider.get(held, expect=404)
    council.make(f"{held}/publication")
    seen = place.home.provider.read(held)
    assert seen["portrait"] == PORTRAIT
    assert not {"identifiers", "identifier_override"} & set(seen)
    assert world.auditor.read(held)["identifier_override"] == \
        made["identifier_override"]


def test_the_writer_a_machine_and_a_stranger_cannot(council, held, world,
                                                    place):
    assert slug(override(council, held, expect=409)) == "conflict"
    machine = override(council.as_machine(), held, expect=409)
    assert slug(machine) == "person-required"
    override(world.council_b, held, expect=404)
    for api in (world.auditor, world.lead, place.home.provider):
        override(api, held, expect=403)
    council.post(f"{held}/identifier-override", {"reason": ""}, expect=422)
    assert council.read(held)["identifiers"] == "held"


def test_a_machine_may_write_it_and_any_officer_be_the_second(council, body):
    made = council.as_machine().make("/v1/referrals",
                                     body | {"hold_identifiers": True})
    override(council, f"/v1/referrals/{made['id']}")


def test_it_holds_for_exactly_these_words(council, held, world):
    second = world.council_a_2
    override(second, held)
    assert slug(override(second, held, expect=409)) == "conflict"
    # Other members do not matter, nor the same words once more.
    for change in ({"title": "Another"}, {"portrait": PORTRAIT}):
        kept = council.change(held, change, method="PATCH").json()
        assert kept["identifiers"] == "overridden"
    other = PORTRAIT | {"summary": PORTRAIT["summary"] + " and Mr Ed"}
    refused = council.change(held, {"portrait": other}, method="PATCH",
                             expect=422)
    assert [f["pointer"] for f in refused.json()["errors"]] == [
        "#/portrait/summary"]
    changed = council.change(held, {"portrait": other,
                                    "hold_identifiers": True},
                             method="PATCH").json()
    assert (changed["identifiers"], changed["identifier_override"]) == (
        "held", None)
    council.post(f"{held}/publication", {}, expect=409)
    # Whoever wrote these words is somebody else now.
    third = PORTRAIT | {"age_band": "16-17"}
    second.change(held, {"portrait": third, "hold_identifiers": True},
                  method="PATCH")
    assert slug(override(second, held, expect=409)) == "conflict"
    override(council, held)
    council.make(f"{held}/publication")


def test_an_override_of_other_words_in_the_database_counts_nothing(
        council, held, world):
    """The digest is compared, not only that there is a row."""
    override(world.council_a_2, held)
    kept = held.rsplit("/", 1)[1]
    with processes.superuser(world.stack) as cursor:
        cursor.execute("SELECT * FROM identifier_override"
                       " WHERE referral_id = %s", (kept,))
        names = [c.name for c in cursor.description]
        row = cursor.fetchone()
        council.change(held, {"portrait": PORTRAIT | {"age_band": "9-11"},
                              "hold_identifiers": True}, method="PATCH")
        cursor.execute("INSERT INTO identifier_override VALUES ("
                       + ", ".join(["%s"] * len(names)) + ")", row)
    refused = council.post(f"{held}/publication", {}, expect=409)
    assert slug(refused) == "identifiers-held"


def test_nothing_is_overridden_where_nothing_is_held(council, world, place):
    draft = world.draft_referral(place, place.centre)
    path = f"/v1/referrals/{draft['id']}"
    assert (draft["identifiers"], draft["identifier_override"]) == ("none",
                                                                    None)
    assert slug(override(world.council_a_2, path, expect=409)) == "conflict"
    council.make(f"{path}/publication")
    late = override(world.council_a_2, path, expect=409)
    assert slug(late) == "referral-not-draft"


def test_words_that_were_taken_out_are_held_no_more(council, held):
    changed = council.change(held, {"portrait": {
        "age_band": "13-15", "summary": "Rides a bus to school"}},
        method="PATCH").json()
    assert changed["identifiers"] == "none"
    council.make(f"{held}/publication")


def test_each_step_is_one_event_that_no_provider_hears(council, held, world,
                                                       place):
    subject = held.rsplit("/", 1)[1]
    override(world.council_a_2, held)
    council.make(f"{held}/publication")
    assert heard(council, subject_id=subject) == [
        "referral.created", "referral.identifiers_held",
        "referral.identifiers_overridden", "referral.published"]
    assert heard(place.home.provider, subject_id=subject) == [
        "referral.published"]
