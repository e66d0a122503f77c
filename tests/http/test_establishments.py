"""test_establishments.py - a provider's homes, one by one (R050).

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.client import pointers, slug


@pytest.fixture(scope="module")
def provider(shared_world):
    return shared_world.provider()


@pytest.fixture
def body(world):
    return {"name": "Beechwood House",
            "address": {"line_1": "4 Mill Lane", "line_2": "Jericho",
                        "town": "Oxford", "postcode": world.places.centre()},
            "regulator": {"scheme": "ofsted", "id": "SC012345"},
            "rating": "good", "capacity": 12}


def test_a_provider_adds_a_home_and_reads_it_back(provider, body):
    answer = provider.post("/v1/establishments", body, expect=201)
    made = answer.json()
    assert made["provider_id"] == provider.organisation_id
    assert {k: made[k] for k in body} == body | {
        "address": body["address"] | {
            "postcode": made["address"]["postcode"]}}
    assert made["vacancies"] is None and made["profile"] == {}
    path = f"/v1/establishments/{made['id']}"
    assert answer.headers["Location"].endswith(path)
    assert provider.read(path) == made
    assert provider.etag(path) == answer.headers["ETag"]


def test_a_postcode_is_read_however_it_is_written(world, provider, body):
    postcode = body["address"]["postcode"]
    body["address"]["postcode"] = postcode.lower().replace(" ", "")
    made = provider.make("/v1/establishments", body)
    assert made["address"]["postcode"].replace(" ", "") \
        == postcode.replace(" ", "")


def test_a_postcode_without_a_place_on_the_map_is_refused(
        world, clock, provider, body):
    clock.sql("INSERT INTO postcode VALUES ('BT11AA', NULL, false),"
              " ('ZZ999ZZ', NULL, true) ON CONFLICT DO NOTHING")
    for written, words in (("BT1 1AA", "no place"), ("ZZ99 9ZZ", "no place"),
                           ("ZZ98 8ZZ", "no such")):
        body["address"]["postcode"] = written
        answer = provider.post("/v1/establishments", body, expect=422)
        assert pointers(answer) == ["#/address/postcode"]
        assert words in answer.json()["errors"][0]["detail"]


def test_a_terminated_postcode_that_has_a_place_will_do(
        clock, provider, body):
    clock.sql("INSERT INTO postcode VALUES ('ZZ977ZZ', '(450000,200000)',"
              " true) ON CONFLICT DO NOTHING")
    body["address"]["postcode"] = "ZZ97 7ZZ"
    provider.make("/v1/establishments", body)


def test_every_fault_of_a_home_is_named_at_once(provider, body):
    body["address"]["postcode"] = "ZZ98 8ZZ"
    body["regulator"]["id"] = None
    body["vacancies"] = 13
    body["profile"] = {"age_from": 18, "age_to": 11}
    answer = provider.post("/v1/establishments", body, expect=422)
    assert sorted(pointers(answer)) == [
        "#/address/postcode", "#/profile/age_to", "#/regulator/id",
        "#/vacancies"]


def test_a_home_without_a_regulator_needs_no_number(provider, body):
    body["regulator"] = {"scheme": "none"}
    made = provider.make("/v1/establishments", body)
    assert made["regulator"] == {"scheme": "none", "id": None}


def test_a_patch_changes_what_it_names_and_nothing_else(
        world, provider, body):
    made = provider.make("/v1/establishments", body)
    path = f"/v1/establishments/{made['id']}"
    profile = {"age_from": 11, "age_to": 16, "genders": ["female", "male"],
               "needs": ["autism"], "summary": "A small school.",
               "website": "https://beechwood.example/", "phone": "01865 1"}
    changed = provider.change(path, {"vacancies": 3, "profile": profile},
                              method="PATCH").json()
    assert changed == made | {"vacancies": 3, "profile": profile,
                              "updated_at": changed["updated_at"]}
    assert changed["updated_at"] > made["updated_at"]
    moved = world.places.centre()
    changed = provider.change(path, {"address": {
        "line_1": "1 New Road", "town": "Lewes", "postcode": moved},
        "vacancies": None}, method="PATCH").json()
    assert changed["address"]["town"] == "Lewes"
    assert changed["address"]["line_2"] is None
    assert changed["vacancies"] is None and changed["profile"] == profile


def test_there_cannot_be_more_vacancies_than_places(provider, body):
    made = provider.make("/v1/establishments", body | {"vacancies": 12})
    path = f"/v1/establishments/{made['id']}"
    for change in ({"vacancies": 13}, {"capacity": 11},
                   {"capacity": 5, "vacancies": 6}):
        answer = provider.change(path, change, method="PATCH", expect=422)
        assert pointers(answer) == ["#/vacancies"]
    provider.change(path, {"capacity": 11, "vacancies": None}, method="PATCH")


def test_a_change_needs_the_version_it_is_based_on(provider, body):
    made = provider.make("/v1/establishments", body)
    path = f"/v1/establishments/{made['id']}"
    old = provider.etag(path)
    assert slug(provider.patch(path, {"vacancies": 1}, expect=428)) \
        == "precondition-required"
    provider.patch(path, {"vacancies": 1}, match=old, expect=200)
    assert slug(provider.patch(path, {"vacancies": 2}, match=old,
                               expect=412)) == "precondition-failed"


def test_a_home_is_its_providers_alone_until_it_applies_and_is_accredited_r051(
        world, lead, council, auditor):
    market, one = world.market(), world.provider()
    home = world.home(one, world.places.centre())
    path = f"/v1/establishments/{home['id']}"
    for stranger in (lead, council, auditor, world.provider()):
        stranger.get(path, expect=404)
    application = world.application(one, market, [home])
    lead.get(path, expect=404)
    entry = application["entries"][0]
    one.change(f"/v1/applications/{application['id']}/entries/{entry['id']}",
               world.entry_body(market.category))
    world.submit(one, application)
    assert lead.read(path) == one.read(path) == auditor.read(path)
    council.get(path, expect=404)
    accredited = world.accredited_home(market, world.places.centre())
    shown = f"/v1/establishments/{accredited.id}"
    assert council.read(shown)["id"] == accredited.id
    one.get(shown, expect=404)
    answer = one.patch(shown, {"vacancies": 1}, match='"x"', expect=404)
    assert slug(answer) == "not-found"


def test_homes_are_listed_newest_first_and_only_ones_own(world, body):
    one = world.provider()
    made = [one.make("/v1/establishments", body)["id"] for _ in range(3)]
    page = one.read("/v1/establishments", params={"limit": 2})
    assert [h["id"] for h in page["items"]] == made[:0:-1]
    rest = one.read("/v1/establishments",
                    params={"limit": 2, "cursor": page["next"]})
    assert [h["id"] for h in rest["items"]] == made[:1]
    assert rest["next"] is None


def test_an_auditor_lists_the_homes_of_its_schemes_and_no_others(world,
                                                                 auditor):
    market, centre = world.market(), world.places.centre()
    home, = world.homes(market, centre, 5)
    draft = world.home(world.provider(), centre)
    listed = {e["id"] for e in auditor.every("/v1/establishments", limit=100)}
    assert home.id in listed and draft["id"] not in listed
    world.lead.get("/v1/establishments", expect=403)
    world.council_a.get("/v1/establishments", expect=403)
