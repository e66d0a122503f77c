"""test_caps.py - what one organisation may have, and two persons who are one.

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.client import slug
from harness.flows import fresh
from harness.placing import Field


@pytest.fixture(scope="module", name="careful")
def field_with_two_openers(shared_world):
    return Field(shared_world, 5, openers=2)


def closed(field, world):
    case = field.published(400_000)
    world.pass_deadline(case.referral)
    return f"{case.path}/opening"


# ---- two persons

def test_who_added_a_colleague_does_not_open_with_it(careful, world):
    path, officer = closed(careful, world), careful.council
    creature = world.colleague(officer)
    officer.post(path, {}, expect=202)
    refused = creature.post(path, {}, expect=409)
    assert slug(refused) == "second-opener-needed"
    assert "operator" in refused.json()["detail"]
    assert world.council_a_2.post(path, {}, expect=201).json()["state"] \
        == "opened"


def test_nor_in_the_other_order_nor_two_of_its_own_nor_their_own(careful,
                                                                 world):
    path, officer = closed(careful, world), careful.council
    one = world.colleague(officer)
    two, grandchild = world.colleague(officer), world.colleague(one)
    one.post(path, {}, expect=202)
    for other in (officer, two, grandchild):
        assert slug(other.post(path, {}, expect=409)) == "second-opener-needed"
    world.council_a_2.post(path, {}, expect=201)


def test_nor_with_one_that_a_machine_client_added(careful, world):
    """Whoever holds its secret is whoever opens."""
    path, officer = closed(careful, world), careful.council
    creature = world.colleague(officer.as_machine())
    officer.post(path, {}, expect=202)
    assert slug(creature.post(path, {}, expect=409)) == "second-opener-needed"


# ---- caps

def test_a_provider_has_at_most_a_thousand_homes(world, clock):
    provider = world.provider()
    spot = world.places.centre()
    world.home(provider, spot)
    clock.sql("INSERT INTO establishment (provider_id, name, line_1, town,"
              " postcode, grid, regulator_scheme, regulator_id, rating,"
              " capacity) SELECT e.provider_id, e.name, e.line_1, e.town,"
              " e.postcode, e.grid, e.regulator_scheme, e.regulator_id,"
              " e.rating, e.capacity FROM establishment e,"
              " generate_series(1, 998) WHERE e.provider_id = %s",
              provider.organisation_id)
    body = {"name": "Home", "capacity": 5, "rating": "good",
            "address": {"line_1": "1 High Street", "town": "Anytown",
                        "postcode": spot},
            "regulator": {"scheme": "ofsted", "id": "x123"}}
    provider.post("/v1/establishments", body, expect=201)
    refused = provider.post("/v1/establishments", body, expect=409)
    assert slug(refused) == "conflict"
    assert "1000 homes" in refused.json()["detail"]


def test_an_organisation_has_at_most_fifty_machine_clients(world, clock):
    provider = world.provider()
    body = {"name": fresh("Machine"), "role": "provider"}
    first = provider.post("/v1/clients", body, expect=201).json()
    clock.sql("INSERT INTO client (organisation_id, name, role)"
              " SELECT c.organisation_id, c.name, c.role FROM client c,"
              " generate_series(1, 49) WHERE c.id = %s", first["client_id"])
    assert slug(provider.post("/v1/clients", body, expect=409)) == "conflict"
    provider.delete(f"/v1/clients/{first['client_id']}", match=provider.etag(
        f"/v1/clients/{first['client_id']}"), expect=204)
    provider.post("/v1/clients", body, expect=201)


def test_a_bid_is_put_at_most_two_hundred_times(careful, world, clock):
    case = careful.published(400_000)
    home = careful.homes[0]
    path = world.bid_path(case.referral, home)
    clock.sql("WITH moved AS (UPDATE bid SET version = 199"
              " WHERE referral_id = %s RETURNING id)"
              " UPDATE bid_version v SET version = 199 FROM moved"
              " WHERE v.bid_id = moved.id", case.id)
    body = world.bid_body(variable_pence=410_000)
    last = home.provider.change(path, body).json()
    assert last["version"] == 200
    refused = home.provider.put(path, body, match=home.provider.etag(path),
                                expect=409)
    assert slug(refused) == "conflict"
    assert home.provider.read(path)["version"] == 200
    assert home.provider.read(path)["price_pence"] == last["price_pence"]


# ---- the directory

def test_a_home_is_marked_as_shown_while_the_public_sees_it(world, clock):
    market, centre = world.market(), world.places.centre()
    home, = world.homes(market, centre, 5)

    def shown():
        return clock.sql("SELECT shown FROM establishment WHERE id = %s",
                         home.id)[0][0]
    assert shown() is True
    field = f"/v1/accreditations/{home.accreditation_id}"
    market.lead.make(f"{field}/suspension", {
        "ground": "safeguarding", "reason": "Found today"})
    assert shown() is False
    market.lead.make(f"{field}/reinstatement", {"reason": "Put right"})
    assert shown() is True


def test_the_search_looks_at_shown_homes_only(clock):
    """By way of the index that has no others."""
    definition, = clock.sql(
        "SELECT string_agg(pg_get_indexdef(indexrelid), ' ')"
        "  FROM pg_index WHERE indrelid = 'establishment'::regclass"
        "   AND indpred IS NOT NULL")[0]
    assert "gist (grid) WHERE shown" in definition
    body, = clock.sql("SELECT prosrc FROM pg_proc"
                      " WHERE proname = 'directory_find'")[0]
    assert body.count("e.shown") == 2
