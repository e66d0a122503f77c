"""test_openreferral.py - the directory, as Open Referral UK has it.

The first half goes about it as the published validator does: it reads the
base, looks at every list's first, middle and last page, follows every id and
holds each answer against the published schemas.

SPDX-License-Identifier: Apache-2.0
"""
import copy
import math
import uuid

import jsonschema
import pytest

from harness.client import slug
from harness.places import METRES_PER_MILE
from harness.processes import service_away
from harness.registers import schemas
from openapi_validator import FORMATS

ROOT = "/openreferral/v3"
SERVICES = f"{ROOT}/services"
THERE = f"{ROOT}/service_at_locations"
FIRMS = f"{ROOT}/organizations"
LISTS = ("services", "service_at_locations", "organizations", "taxonomies",
         "taxonomy_terms")
VALIDATOR, PROFILE = "oruk-validator-schemas-3.0", "uk-profile-3.0/schema"
# The schemas of an item of each list, and of the thing itself.
ITEMS = {"services": "compiled/service_list.json",
         "service_at_locations": "compiled/service_at_location_list.json",
         "organizations": "compiled/organization_list.json",
         "taxonomies": "taxonomy.json",
         "taxonomy_terms": "taxonomy_term.json"}
THINGS = {"services": "service", "organizations": "organization",
          "service_at_locations": "service_at_location",
          "taxonomies": "taxonomy", "taxonomy_terms": "taxonomy_term"}


def metres(world, centre, *distances):
    """One new postcode at each distance, to the metre."""
    return world.places.at(centre, *(d / METRES_PER_MILE for d in distances))


class Village:
    """Two homes of one provider and one of another, 1,000, 2,500 and 4,000
    metres from a place."""

    def __init__(self, world):
        self.world = world
        self.market = world.market(code="older-people",
                                   client_group="older_people")
        self.centre = world.places.centre()
        first, second, third = metres(world, self.centre, 1000, 2500, 4000)
        both = world.provider()
        self.homes = [
            world.accredited_home(
                self.market, first, both,
                regulator={"scheme": "cqc", "id": "1-100000001"}),
            world.accredited_home(self.market, second, both),
            world.accredited_home(self.market, third)]
        self.ids = [h.id for h in self.homes]
        both.change(f"/v1/establishments/{self.ids[0]}", {
            "profile": {"age_from": 65, "age_to": 120, "phone": "01234 5678",
                        "summary": "Near the river\nand quiet",
                        "website": "https://home.example/visit?x=1"}},
            method="PATCH")

    def find(self, path=SERVICES, **params):
        """Which of our homes are found from our place, nearest first."""
        return [id_ for item in self.world.nobody.read(path, params={
            "postcode": self.centre, "proximity": 5000,
            "per_page": 100} | params)["contents"]
            if (id_ := item.get("service_id", item["id"])) in self.ids]


@pytest.fixture(scope="module")
def village(shared_world):
    return Village(shared_world)


# ---- as the published validator does it

def narrow(schema):
    """The same, but nothing that the standard does not name is let through."""
    if isinstance(schema, list):
        return [narrow(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {name: narrow(part) for name, part in schema.items()}
    if isinstance(schema.get("properties"), dict) and \
            schema.get("type") == "object":
        schema["additionalProperties"] = False
    return schema


def faults(value, *place):
    schema = narrow(copy.deepcopy(schemas("hsds", *place)))
    return [f"{'/'.join(place)}: {e.json_path}: {e.message}"
            for e in jsonschema.Draft202012Validator(
                schema, format_checker=FORMATS).iter_errors(value)]


def check_envelope(page, number, per_page):
    total, contents = page["total_items"], page["contents"]
    pages = math.ceil(total / per_page)
    left = max(0, total - (number - 1) * per_page)
    assert page == {
        "total_items": total, "total_pages": pages, "page_number": number,
        "size": min(per_page, left), "first_page": number == 1,
        "last_page": number >= pages, "empty": left == 0,
        "contents": contents}
    assert len(contents) == page["size"]


def check_list(name, page):
    """Against the validator's schema of the list and the profile's of an
    item; the validator's of organizations is that of an item."""
    wrong = [f for item in page["contents"]
             for f in faults(item, PROFILE, ITEMS[name])]
    if name != "organizations":
        wrong += faults(page, VALIDATOR, f"{THINGS[name]}_list.json")
    assert not wrong, wrong[:5]


def check_thing(name, thing):
    wrong = faults(thing, VALIDATOR, f"{THINGS[name]}.json")
    if not name.startswith("taxonom"):
        wrong += faults(thing, PROFILE, "compiled", f"{THINGS[name]}.json")
    assert not wrong, wrong[:5]


@pytest.mark.parametrize("base", [ROOT, ROOT + "/"])
def test_the_base_says_which_standard_and_where_its_promise_is(
        nobody, stack, base):
    told = nobody.read(base)
    assert told["version"] == "HSDS-UK-3.0"
    assert not faults(told, VALIDATOR, "api_details.json")
    assert told["openapi_url"].startswith(stack.base_url)
    promise = nobody.read(told["openapi_url"][len(stack.base_url):])
    assert promise["info"]["title"] and promise["info"]["version"]
    theirs = schemas("hsds", VALIDATOR, "open_api.json")["paths"]
    ours = {path.split("{")[0] for path in promise["paths"]}
    for path in theirs:
        assert ROOT + path.split("{")[0] in ours, path


@pytest.mark.parametrize("name", LISTS)
def test_every_list_and_all_it_leads_to_is_as_published(village, nobody, name):
    assert village.ids
    path = f"{ROOT}/{name}"
    per_page = 1 if name == "taxonomies" else 2
    pages = nobody.read(path, params={"per_page": per_page})["total_pages"]
    assert pages >= 1
    for number in sorted({1, (pages + 1) // 2, pages}):
        page = nobody.read(path, params={"page": number,
                                         "per_page": per_page})
        check_envelope(page, number, per_page)
        check_list(name, page)
        assert not page["empty"]
        for item in page["contents"]:
            thing = nobody.read(f"{path}/{item['id']}")
            assert thing["id"] == item["id"]
            check_thing(name, thing)


@pytest.mark.parametrize("name", ["services", "service_at_locations"])
def test_full_lists_have_what_each_has_by_itself(village, nobody, name):
    path = f"{ROOT}/{name}"
    page = nobody.read(path, params={"full": "true", "proximity": 4000,
                                     "postcode": village.centre})
    assert len(page["contents"]) >= 3
    for thing in page["contents"]:
        check_thing(name, thing)
        assert thing == nobody.read(f"{path}/{thing['id']}")


@pytest.mark.parametrize("name", LISTS)
def test_a_page_beyond_the_end_is_an_empty_envelope(village, nobody, name):
    assert village.ids
    page = nobody.read(f"{ROOT}/{name}", params={"page": 1_000_000})
    check_envelope(page, 1_000_000, 50)
    assert page["total_items"] > 0 and page["contents"] == []
    check_list(name, page)


def test_pages_hold_everything_once(village, nobody):
    assert village.ids
    found, number, last = [], 0, False
    while not last:
        number += 1
        page = nobody.read(SERVICES, params={"page": number, "per_page": 2})
        found += [s["id"] for s in page["contents"]]
        last = page["last_page"]
    assert len(found) == len(set(found)) == page["total_items"]
    assert set(village.ids) <= set(found)


# ---- what is said of a home

def test_a_home_is_a_service_of_its_provider(village, nobody):
    home = village.homes[0]
    shown = nobody.read(f"{SERVICES}/{home.id}")
    accredited = village.market.lead.read(
        f"/v1/accreditations/{home.accreditation_id}")
    assert shown["name"] == home.name and shown["status"] == "active"
    assert shown["description"] == "Near the river\nand quiet"
    assert shown["url"] == "https://home.example/visit?x=1"
    assert (shown["minimum_age"], shown["maximum_age"]) == (65, 120)
    assert shown["assured_date"] == village.world.clock.day()
    assert shown["last_modified"] >= accredited["accredited_at"]
    assert shown["accreditations"] == "Accredited by {} ({})".format(
        village.market.scheme["lead"]["name"], village.market.scheme["name"])
    assert {a["taxonomy_term"]["term"] for a in shown["attributes"]} == {
        "older-people", "older_people"}
    assert village.market.category["id"] in {
        a["taxonomy_term_id"] for a in shown["attributes"]}
    (there,) = shown["service_at_locations"]
    location, (address,) = there["location"], there["location"]["addresses"]
    assert location["external_identifier"] == "1-100000001"
    assert location["external_identifier_type"] == "CQC-LOCATION"
    assert address["address_1"] == "1 High Street"
    assert address["postal_code"] == home.home["address"]["postcode"]
    assert "01234 5678" not in str(shown), "the standard has no telephone"


def test_an_organization_has_its_numbers_and_its_services(village, nobody):
    home, other = village.homes[:2]
    firm = f"{FIRMS}/{home.provider.organisation_id}"
    shown = nobody.read(firm)
    told = home.provider.read(f"/v1/providers/{shown['id']}")
    assert shown["name"] == told["name"]
    numbers = [(i.get("identifier_scheme"), i["identifier"])
               for i in shown["organization_identifiers"]]
    assert numbers[0] == ("GB-COH", told["company_number"])
    assert set(numbers[1:]) == {
        ("CQC-LOCATION", "1-100000001"),
        ("OFSTED-URN", other.home["regulator"]["id"])}
    assert {s["id"] for s in shown["services"]} == {home.id, other.id}
    # Within a service it is that home's number alone.
    whose = nobody.read(f"{SERVICES}/{home.id}")["organization"]
    assert [i["identifier"] for i in whose["organization_identifiers"]] == [
        told["company_number"], "1-100000001"]
    whole = nobody.read(firm, params={"full_service": "true"})
    check_thing("organizations", whole)
    for service in whole["services"]:
        alone = nobody.read(f"{SERVICES}/{service['id']}")
        assert service == {k: v for k, v in alone.items()
                           if k != "organization"}


def test_a_provider_that_may_be_one_person_is_not_named(village, nobody):
    world = village.world
    home = world.accredited_home(village.market, world.places.centre())
    world.clock.sql("UPDATE organisation SET company_number = NULL"
                    " WHERE id = %s", home.provider.organisation_id)
    for path in (f"{SERVICES}/{home.id}",
                 f"{FIRMS}/{home.provider.organisation_id}"):
        answer = nobody.get(path, expect=200)
        assert f"Provider of {home.name}" in answer.text
        assert home.provider.name not in answer.text
        assert "GB-COH" not in answer.text
    assert not nobody.read(FIRMS, params={
        "search": home.provider.name})["contents"]


def test_ids_stay_and_lead_to_each_other(village, nobody):
    ids = set()
    for home in village.ids:
        first, again = (nobody.read(f"{SERVICES}/{home}") for _ in "ab")
        assert first == again
        there = first["service_at_locations"][0]
        shown = nobody.read(f"{THERE}/{there['id']}")
        assert shown["service_id"] == shown["service"]["id"] == home
        assert shown["location"] == there["location"]
        ids |= {there["id"], there["location"]["id"], home,
                there["location"]["addresses"][0]["id"]}
    assert len(ids) == 12


# ---- who is there

def places_of(home, nobody):
    """Every address at which the home is to be found."""
    shown = nobody.read(f"{SERVICES}/{home.id}")
    return [f"{SERVICES}/{home.id}",
            f"{THERE}/{shown['service_at_locations'][0]['id']}",
            f"{FIRMS}/{shown['organization']['id']}"]


def test_a_suspended_home_is_gone_from_everywhere_at_once(world, nobody, lead):
    market, centre = world.market(), world.places.centre()
    home = world.accredited_home(market, centre)
    near = {"postcode": centre, "proximity": 100}
    paths = places_of(home, nobody)
    for path in (SERVICES, THERE):
        assert nobody.read(path, params=near)["total_items"] == 1
    lead.make(f"/v1/accreditations/{home.accreditation_id}/suspension",
              {"ground": "safeguarding", "reason": "Found today"})
    for path in paths:
        assert slug(nobody.get(path, expect=404)) == "not-found"
    for path, params in (
            (SERVICES, near), (THERE, near), (SERVICES, {"search": home.name}),
            (SERVICES, {"organization_id": home.provider.organisation_id}),
            (SERVICES, {"taxonomy_term_id": market.category["id"]}),
            (FIRMS, {"search": home.provider.name})):
        assert nobody.read(path, params=params)["total_items"] == 0, params
    minimal = nobody.read(SERVICES, params={"minimal": "true"})["contents"]
    assert home.id not in {s["id"] for s in minimal}


def test_a_home_that_no_longer_stands_is_gone_before_any_job_has_run(
        world, nobody):
    home = world.accredited_home(world.market(), world.places.centre())
    paths = places_of(home, nobody)
    world.clock.sql("UPDATE accreditation SET stands_until = now_utc()"
                    " WHERE id = %s", home.accreditation_id)
    for path in paths:
        nobody.get(path, expect=404)


def test_a_category_that_is_not_listed_is_never_told(world, nobody):
    market = world.market(listed=False, code="childrens-homes")
    centre = world.places.centre()
    home = world.accredited_home(market, centre)
    for path in (SERVICES, THERE):
        assert nobody.read(path, params={
            "postcode": centre, "proximity": 100})["contents"] == []
    nobody.get(f"{SERVICES}/{home.id}", expect=404)
    nobody.get(f"{FIRMS}/{home.provider.organisation_id}", expect=404)
    nobody.get(f"{ROOT}/taxonomy_terms/{market.category['id']}", expect=404)


def test_a_listed_home_tells_nothing_of_one_that_is_not(world, nobody):
    listed, hidden = world.market(), world.market(listed=False)
    provider, centre = world.provider(), world.places.centre()
    shown = world.accredited_home(listed, centre, provider)
    secret = world.accredited_home(hidden, centre, provider)
    firm = f"{FIRMS}/{provider.organisation_id}"
    for params in ({}, {"full_service": "true"}):
        text = nobody.get(firm, expect=200, params=params).text
        assert shown.id in text
        for word in (secret.id, secret.name, secret.home["regulator"]["id"]):
            assert word not in text
    # The listed home, in the same provider's unlisted category as well.
    world.accredit(hidden, provider, shown.home)
    assert hidden.category["id"] not in nobody.get(
        f"{SERVICES}/{shown.id}", expect=200).text


# ---- searches

@pytest.mark.parametrize("path", [SERVICES, THERE])
def test_proximity_is_in_metres_and_includes_its_edge(village, path):
    for limit, count in ((999, 0), (1000, 1), (2499, 1), (2500, 2), (3999, 2),
                         (4000, 3)):
        assert village.find(path, proximity=limit) == village.ids[:count]


def test_a_postcode_alone_leaves_nothing_out(village, nobody):
    far = nobody.read(SERVICES, params={"postcode": village.centre,
                                        "per_page": 100})
    assert far["total_items"] == nobody.read(SERVICES)["total_items"]
    assert [s["id"] for s in far["contents"]
            if s["id"] in village.ids] == village.ids


def test_services_are_filtered_and_filters_combine(village, world):
    first, second, third = village.ids
    category = village.market.category["id"]
    (group,) = (t["id"] for t in world.nobody.read(
        f"{ROOT}/taxonomy_terms", params={"search": "older people"})[
            "contents"] if t["term"] == "older_people")
    kinds = {t["name"]: t["id"] for t in
             world.nobody.read(f"{ROOT}/taxonomies")["contents"]}
    provider = village.homes[0].provider.organisation_id
    strange = str(uuid.uuid4())
    for path in (SERVICES, THERE):
        def find(path=path, **params):
            return village.find(path, **params)
        assert find(taxonomy_term_id=category) == village.ids
        assert find(taxonomy_term_id=group) == village.ids
        assert find(taxonomy_term_id=strange) == []
        for kind in kinds.values():
            assert find(taxonomy_id=kind) == village.ids
        assert find(taxonomy_id=strange) == []
        assert find(organization_id=provider) == [first, second]
        assert find(organization_id=strange) == []
        assert find(search=village.homes[1].name.upper()) == [second]
        assert find(search="nytow") == village.ids
        assert find(search="100%") == []
        assert find(minimum_age=65) == [first] and find(minimum_age=66) == []
        assert find(maximum_age=120) == [first]
        assert find(maximum_age=119) == []
        assert find(organization_id=provider, minimum_age=18,
                    taxonomy_term_id=group, proximity=1000) == [first]
        assert third not in find(organization_id=provider)


def test_modified_after_is_that_moment_or_later(village, nobody):
    shown = nobody.read(f"{SERVICES}/{village.ids[2]}")["last_modified"]
    assert village.ids[2] in village.find(modified_after=shown)
    later = "2999-01-01T00:00:00Z"
    assert village.find(modified_after=later) == []


def test_the_minimal_form_is_everything_in_one_page(village, nobody):
    page = nobody.read(SERVICES, params={"minimal": "true", "full": "true"})
    assert page["total_pages"] == 1 and page["size"] == page["total_items"]
    told = {s["id"]: s for s in page["contents"]}
    for home in village.ids:
        shown = nobody.read(f"{SERVICES}/{home}")
        assert told[home] == {"id": home,
                              "modified_date": shown["last_modified"]}
    few = nobody.read(SERVICES, params={"minimal": "true", "per_page": 1})
    assert few["size"] == 1
    assert nobody.read(SERVICES, params={"minimal": "true",
                                         "page": 1_000_000})["empty"]


def test_terms_are_flat_and_belong_to_a_taxonomy(village, nobody):
    path = f"{ROOT}/taxonomy_terms"
    term = nobody.read(f"{path}/{village.market.category['id']}")
    assert term["name"] == village.market.category["name"]
    groups = nobody.read(path, params={"taxonomy_id": nobody.read(
        f"{ROOT}/taxonomies", params={"search": "group"})["contents"][0][
            "id"]})
    assert {t["term"] for t in groups["contents"]} == {
        "children", "young_people", "adults", "older_people"}
    assert nobody.read(path, params={"top_only": "true"})["total_items"] == \
        nobody.read(path)["total_items"]
    assert nobody.read(path, params={"parent_id": term["id"]})["empty"]


# ---- what is refused

def wrong_parameters(nobody, path, params):
    answer = nobody.get(path, params=params, expect=422)
    return [e["parameter"] for e in answer.json()["errors"]]


def test_every_fault_is_named(nobody):
    bad = {"page": "0", "per_page": "101", "format": "ndjson",
           "full": "perhaps", "minimal": "2", "taxonomy_term_id": "x",
           "taxonomy_id": "x", "organization_id": "x",
           "modified_after": "yesterday", "minimum_age": "-1",
           "maximum_age": "x", "postcode": "nonsense", "proximity": "1.5",
           "day": "MO", "search": "x" * 101}
    assert sorted(wrong_parameters(nobody, SERVICES, bad)) == sorted(bad)
    # Only the services have a minimal form.
    assert wrong_parameters(nobody, THERE, {"minimal": "true"}) == ["minimal"]


def test_a_place_to_measure_from_is_needed_and_has_to_be_known(
        village, nobody):
    for path in (SERVICES, THERE):
        assert wrong_parameters(nobody, path, {"proximity": 1}) == [
            "proximity"]
        assert wrong_parameters(nobody, path, {
            "postcode": village.world.places.unknown()}) == ["postcode"]


# ---- as open data

def test_any_page_may_read_any_answer_and_no_other_address(village, nobody):
    path = f"{SERVICES}/{village.ids[0]}"
    etag = nobody.get(path, expect=200).headers["ETag"]
    elsewhere = {"Origin": "https://map.example"}
    answers = [
        nobody.get(path, headers=elsewhere, expect=200),
        nobody.get(path, headers=elsewhere, none_match=etag, expect=304),
        nobody.request("HEAD", path, expect=200),
        nobody.get(ROOT, expect=200), nobody.get(ROOT + "/", expect=200),
        nobody.get(f"{SERVICES}/{uuid.uuid4()}", expect=404),
        nobody.get(f"{ROOT}/nothing", expect=404),
        nobody.get("/openreferral", expect=404),
        nobody.get(SERVICES, params={"page": "x"}, expect=422),
        nobody.get(SERVICES, token="bad", expect=401),
        nobody.get(SERVICES, headers={"Accept": "text/html"}, expect=406),
        # No preflight is needed for a plain GET, and none is answered.
        nobody.request("OPTIONS", path, headers=elsewhere, expect=405)]
    for answer in answers:
        assert answer.headers["Access-Control-Allow-Origin"] == "*", \
            (answer.status_code, answer.url)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    # What nginx measures before it looks at the address, or instead.
    too_much = b"x" * (256 * 1024 + 1)
    for path, status in ((SERVICES, 413), ("/v1/awards", 413),
                         (f"{ROOT}/{'a' * 9000}", 414)):
        answer = nobody.request(
            "POST" if status == 413 else "GET", path, headers=elsewhere,
            data=too_much if status == 413 else None, expect=status,
            check=False)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    answer = nobody.post("/v1/providers", data=too_much, headers=elsewhere |
                         {"Content-Type": "application/json"}, expect=413)
    assert "Access-Control-Allow-Origin" not in answer.headers
    for path in ("/v1/awardsx", "/v1/directory", "/v1/nothing", "/",
                 "/nothing"):
        answer = nobody.get(path, headers=elsewhere, check=False)
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_any_page_may_read_what_nginx_says_for_the_service(stack, nobody):
    with service_away(stack):
        answers = [nobody.get(path, check=False)
                   for path in (SERVICES, "/v1/directory")]
    assert [a.status_code for a in answers] == [503, 503]
    assert [a.headers.get("Access-Control-Allow-Origin") for a in answers] \
        == ["*", None]


def test_answers_are_kept_for_a_minute_and_revalidated(village, nobody):
    for path in (SERVICES, THERE, FIRMS, ROOT, f"{ROOT}/taxonomies",
                 f"{SERVICES}/{village.ids[1]}"):
        first = nobody.get(path, expect=200)
        assert first.headers["Cache-Control"] == "public, max-age=60"
        again = nobody.get(path, none_match=first.headers["ETag"], expect=304)
        assert again.content == b""


def test_whoever_signed_in_is_told_the_same(village, nobody, lead):
    params = {"postcode": village.centre, "proximity": 5000}
    public = nobody.get(SERVICES, expect=200, params=params)
    for other in (lead, village.world.provider_a):
        assert other.get(SERVICES, expect=200, params=params).content \
            == public.content
