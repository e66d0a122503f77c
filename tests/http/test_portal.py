"""test_portal.py - a procurement portal announces and passes interest on.

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures
import secrets

import pytest

from harness.client import Api, patiently, slug
from harness.feed import Feed
from harness.locks import behind

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


# ---- an expression becomes an invitation, and that a registration

def registration(token=None, **over):
    email = f"{secrets.token_hex(6)}@example.org"
    return {"name": "Beechwood Care Ltd", "company_number": "01234567",
            "contact": {"name": "Ada Okafor", "email": email,
                        "password": secrets.token_urlsafe(16)}} | over | (
                            {"invitation_token": token} if token else {})


@pytest.fixture(name="expression")
def expression_of_interest(portal, market):
    return f"{EOI}/{portal.make(EOI, body(market))['id']}"


def invite(api, expression):
    return api.make(f"{expression}/invitation")["invitation_token"]


def registered(nobody, sent):
    return patiently(lambda: nobody.post("/v1/providers", sent))


def signed_in(world, sent, made):
    return Api(world, email=sent["contact"]["email"],
               password=sent["contact"]["password"],
               organisation_id=made["id"])


def test_r063_an_expression_becomes_an_invitation_to_register(
        world, portal, lead, nobody, market, expression):
    assert portal.read(expression)["state"] == "received"
    token = invite(portal, expression)
    assert lead.read(expression)["state"] == "invited"
    feeds = [Feed(lead)]
    sent = registration(token)
    made = nobody.make("/v1/providers", sent)
    for reader in (portal, lead):
        shown = reader.read(expression)
        assert (shown["state"], shown["provider_id"]) == (
            "registered", made["id"])
        assert shown["scheme_id"] == market.scheme["id"]
    provider = signed_in(world, sent, made)
    assert provider.read(expression) == shown
    assert [x["id"] for x in provider.every(EOI)] == [shown["id"]]
    assert world.provider().every(EOI) == []
    for feed in feeds:
        assert [e["type"] for e in feed.new()
                if e["subject_id"] == shown["id"]] == [
            "expression_of_interest.registered"]
    home = world.home(provider, world.places.centre())
    world.application(provider, market, [home])


def test_an_invitation_has_no_etag_that_could_be_taken_for_the_expressions(
        portal, expression):
    made = portal.post(f"{expression}/invitation", {}, expect=201)
    assert made.headers["Location"].endswith(expression)
    assert "ETag" not in made.headers


def test_r063_the_lead_can_invite_too_and_the_last_token_counts(
        portal, lead, nobody, expression):
    first = invite(portal, expression)
    second = invite(lead, expression)
    assert first != second
    answer = nobody.post("/v1/providers", registration(first), expect=422)
    assert [e["pointer"] for e in answer.json()["errors"]] == [
        "#/invitation_token"]
    nobody.make("/v1/providers", registration(second))


def test_r063_a_token_is_good_once_even_for_four_at_once(
        portal, nobody, lead, expression):
    token = invite(portal, expression)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(
            lambda _: registered(nobody, registration(token)), range(4)))
    assert sorted(a.status_code for a in answers) == [201, 409, 409, 409]
    assert {slug(a) for a in answers if a.status_code == 409} == {
        "invitation-not-open"}
    (made,) = [a.json() for a in answers if a.status_code == 201]
    assert lead.read(expression)["provider_id"] == made["id"]
    assert slug(lead.post(f"{expression}/invitation", {}, expect=409)) \
        == "invitation-not-open"


def test_r063_a_refused_registration_leaves_the_token_good(
        portal, nobody, expression, world):
    token = invite(portal, expression)
    weak = registration(token)
    weak["contact"]["password"] = "short"
    nobody.post("/v1/providers", weak, expect=422)
    taken = registration(token)
    taken["contact"]["email"] = world.council_a.person[0]
    nobody.post("/v1/providers", taken, expect=422)
    assert portal.read(expression)["state"] == "invited"
    nobody.make("/v1/providers", registration(token))


def test_r063_an_invitation_ends_after_thirty_days(portal, lead, nobody,
                                                   expression, clock):
    clock.freeze("2027-03-01T12:00:00Z")
    answer = portal.make(f"{expression}/invitation")
    assert answer["expires_at"] == "2027-03-31T12:00:00Z"
    clock.freeze("2027-03-31T12:00:00Z")
    assert lead.read(expression)["state"] == "expired"
    refused = nobody.post("/v1/providers", registration(
        answer["invitation_token"]), expect=409)
    assert slug(refused) == "invitation-not-open"
    again = portal.make(f"{expression}/invitation")
    clock.freeze("2027-04-30T11:59:59Z")
    nobody.make("/v1/providers", registration(again["invitation_token"]))


def while_another_holds_it(world, expression, call, meanwhile, *committed):
    """The answer to a call that waits for the expression's row: another has
    locked it, does committed in that transaction, and meanwhile() beside."""
    id_ = expression.rsplit("/", 1)[1]

    def hold(cursor):
        cursor.execute("SELECT FROM expression_of_interest WHERE id = %s"
                       " FOR UPDATE", (id_,))
        for statement in committed:
            cursor.execute(statement, {"id": id_})
    return behind(world, hold, call, meanwhile, ["transactionid", "tuple"])


def test_r063_an_invitation_that_ends_while_its_password_is_hashed_was_good(
        world, portal, lead, nobody, expression, clock):
    clock.freeze("2027-03-01T12:00:00Z")
    token = invite(portal, expression)
    clock.freeze("2027-03-31T11:59:59Z")
    answer = while_another_holds_it(
        world, expression, lambda: registered(nobody, registration(token)),
        lambda: clock.freeze("2027-03-31T12:00:00Z"))
    assert answer.status_code == 201, answer.text
    assert lead.read(expression)["provider_id"] == answer.json()["id"]


def test_r063_who_has_registered_meanwhile_is_not_invited_again(
        world, portal, lead, expression):
    invite(portal, expression)
    provider = world.provider().organisation_id
    answer = while_another_holds_it(
        world, expression, lambda: portal.post(f"{expression}/invitation", {}),
        lambda: None,
        "UPDATE expression_of_interest SET state = 'registered',"
        f" provider_id = '{provider}', registered_at = now_utc()"
        " WHERE id = %(id)s")
    assert (answer.status_code, slug(answer)) == (409, "invitation-not-open")
    assert lead.read(expression)["state"] == "registered"


def test_a_token_that_is_none_is_no_invitation(nobody):
    for token in (secrets.token_urlsafe(32), "x", ""):
        answer = nobody.post("/v1/providers", registration() | {
            "invitation_token": token}, expect=422)
        assert [e["pointer"] for e in answer.json()["errors"]] == [
            "#/invitation_token"]


def test_only_the_digest_of_a_token_is_kept(portal, clock, expression):
    token = invite(portal, expression)
    (row,) = clock.sql("SELECT x::text, encode(sha256(convert_to(%s,"
                       " 'UTF8')), 'hex') = token_sha256"
                       "  FROM expression_of_interest x WHERE id = %s",
                       token, expression.rsplit("/", 1)[1])
    assert token not in row[0] and row[1]
    assert token not in portal.get(expression).text


def test_who_else_invites_nobody(world, expression, council, other_council):
    for other in (council, other_council, world.provider_a, world.auditor):
        other.post(f"{expression}/invitation", {}, expect=403)


# ---- a portal sends what it is unsure of again

def test_under_its_own_reference_a_portal_may_send_again(world, portal, lead,
                                                         market):
    feed = Feed(lead)
    sent = body(market) | {"reference": secrets.token_hex(8)}
    made = portal.make(EOI, sent)
    again = portal.post(EOI, sent, expect=200).json()
    assert again == made and made["reference"] == sent["reference"]
    assert [e["subject_id"] for e in feed.new()
            if e["type"] == "expression_of_interest.received"] == [made["id"]]
    for over in ({"supplier": supplier(name="Another")},
                 {"supplier": supplier(company_number=None)},
                 {"scheme_id": world.market().scheme["id"]}):
        assert slug(portal.post(EOI, sent | over, expect=409)) == "conflict"
    del sent["reference"]
    assert portal.make(EOI, sent)["id"] != portal.make(EOI, sent)["id"]


def test_four_of_one_reference_at_once_are_one(portal, market):
    sent = body(market) | {"reference": secrets.token_hex(8)}
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: portal.post(EOI, sent), range(4)))
    assert sorted(a.status_code for a in answers) == [200, 200, 200, 201]
    assert len({a.json()["id"] for a in answers}) == 1
