"""test_portal.py - a procurement portal announces and passes interest on.

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.client import slug

EOI = "/v1/expressions-of-interest"
NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def market(shared_world):
    return shared_world.market()


def supplier(**over):
    return {"name": "Beechwood Care Ltd", "company_number": "01234567",
            "contact_email": "tenders@beechwood.example"} | over


def body(market, **over):
    return {"scheme_id": market.scheme["id"], "supplier": supplier(**over)}


def test_a_portal_lists_the_categories_of_open_schemes(world, market, portal):
    draft = world.draft_scheme()
    world.lead.make(f"/v1/schemes/{draft['id']}/categories",
                    world.category_body())
    found = portal.every("/v1/opportunities", limit=100)
    assert draft["id"] not in [o["scheme"]["id"] for o in found]
    (mine,) = [o for o in found if o["category_id"] == market.category["id"]]
    assert mine["scheme"]["name"] == market.scheme["name"]
    assert mine["authority"]["id"] == world.lead.organisation_id
    assert mine["suitability"] == market.category["suitability"]
    opened = [o["opened_at"] for o in found]
    assert opened == sorted(opened, reverse=True)


def test_an_opportunity_ends_with_the_last_day_of_its_scheme(
        world, market, portal, clock):
    def listed():
        return market.category["id"] in [
            o["category_id"] for o in portal.every("/v1/opportunities")]
    clock.freeze("2032-12-31T23:59:59Z")
    assert listed()
    clock.freeze("2033-01-01T00:00:00Z")
    assert not listed()


def test_opportunities_come_page_by_page_without_gaps(world, portal):
    for _ in range(2):
        world.market()
    whole = portal.every("/v1/opportunities", limit=100)
    assert portal.every("/v1/opportunities", limit=1) == whole


def test_a_portal_passes_an_interest_on_to_the_lead_r063(
        world, market, portal, lead):
    answer = portal.post(EOI, body(market), expect=201)
    made = answer.json()
    assert made["scheme_id"] == market.scheme["id"]
    assert made["supplier"] == supplier()
    path = f"{EOI}/{made['id']}"
    assert answer.headers["Location"].endswith(path)
    assert portal.read(path) == lead.read(path) == made
    for reader in (portal, lead):
        assert made in reader.every(EOI, scheme_id=market.scheme["id"])


def test_interest_is_in_a_scheme_that_is_open(world, market, portal, clock):
    draft = world.draft_scheme()
    for scheme in (draft["id"], NOWHERE):
        answer = portal.post(EOI, {"scheme_id": scheme,
                                   "supplier": supplier()}, expect=422)
        assert [e["pointer"] for e in answer.json()["errors"]] == [
            "#/scheme_id"]
    clock.freeze("2033-01-01T00:00:00Z")
    answer = portal.post(EOI, body(market), expect=409)
    assert slug(answer) == "scheme-not-open"


def test_a_supplier_need_not_be_a_company(market, portal):
    sent = body(market)
    del sent["supplier"]["company_number"]
    assert portal.make(EOI, sent)["supplier"]["company_number"] is None


def test_expressions_are_listed_newest_first(world, portal):
    market = world.market()
    made = [portal.make(EOI, body(market))["id"] for _ in range(3)]
    assert [x["id"] for x in portal.every(
        EOI, limit=1, scheme_id=market.scheme["id"])] == made[::-1]


def test_a_portal_reaches_nothing_else(world, market, portal):
    for path in ("/v1/applications", "/v1/accreditations", "/v1/referrals",
                 "/v1/events", "/v1/establishments"):
        assert slug(portal.get(path, expect=403)) == "forbidden"
    for other in (world.lead, world.council_a, world.provider_a):
        other.get("/v1/opportunities", expect=403)
        other.post(EOI, body(market), expect=403)
