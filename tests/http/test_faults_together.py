"""test_faults_together.py - faults of shape and of rule in one answer.

A member of the wrong type hides nothing that is wrong with the others; and
what cannot be judged because of it is not judged.

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.placing import Field


def pointers(answer):
    return sorted(e["pointer"] for e in answer.json()["errors"])


@pytest.fixture(scope="module")
def market(shared_world):
    return shared_world.market()


@pytest.fixture(scope="module")
def centre(shared_world):
    return shared_world.places.centre()


def broken_terms(world):
    return {
        "title": 7, "need_by": "2020-01-01", "children": "two",
        "origin_postcode": world.places.unknown(),
        "portrait": {"age_band": "13-15", "summary": "Lives at BN1 1AA"},
        "weights": {"price": 51, "outcomes": 12, "needs": 8, "features": 5,
                    "location": 5, "core": 20},
        "needs": [{"code": "a", "text": "A", "mark": 1}] * 2,
        "features": [{"code": "m", "text": "M", "must": "no", "mark": 1}] * 2}


TERMS = ["#/children", "#/features/0/must", "#/features/1/must",
         "#/need_by", "#/needs/1/code", "#/origin_postcode",
         "#/portrait/summary", "#/title", "#/weights"]


def test_a_referral_names_them_all(world, market, centre, council):
    body = world.referral_body(market, centre) | broken_terms(world)
    answer = council.post("/v1/referrals", body, expect=422)
    assert pointers(answer) == TERMS


def test_a_changed_referral_names_them_all_and_stays(world, market, centre,
                                                     council):
    draft = world.draft_referral(market, centre)
    path = f"/v1/referrals/{draft['id']}"
    before = council.get(path, expect=200)
    answer = council.patch(path, broken_terms(world),
                           match=before.headers["ETag"], expect=422)
    assert pointers(answer) == TERMS
    assert council.get(path).content == before.content


def test_ids_of_the_wrong_shape_hide_no_fault_of_rule(
        world, market, centre, council):
    body = world.referral_body(market, centre) | {
        "scheme_id": "x", "category_id": None, "weights": {"price": "50"},
        "need_by": "2020-01-01"}
    answer = council.post("/v1/referrals", body, expect=422)
    assert pointers(answer) == [
        "#/category_id", "#/need_by", "#/scheme_id", "#/weights/core",
        "#/weights/features", "#/weights/location", "#/weights/needs",
        "#/weights/outcomes", "#/weights/price"]


def test_a_category_names_them_all(world):
    scheme = world.draft_scheme()
    body = world.category_body(evaluators="one")
    body["weights"] = body["weights"] | {"price": 80}
    body["statements"][0]["weight"] = 31
    body["requirements"] = body["requirements"][:1] * 2
    body["cost_heads"] = [{"code": 5, "name": "All"}] * 2
    answer = world.lead.post(f"/v1/schemes/{scheme['id']}/categories", body,
                             expect=422)
    assert pointers(answer) == [
        "#/cost_heads/0/code", "#/cost_heads/1/code", "#/evaluators",
        "#/requirements/1/code", "#/statements", "#/weights",
        "#/weights/price"]


def test_an_entry_names_them_all(world, market, centre):
    provider = world.provider()
    home = world.home(provider, centre)
    made = world.application(provider, market, [home])
    entry = made["entries"][0]["id"]
    path = f"/v1/applications/{made['id']}/entries/{entry}"
    answer = provider.put(path, {
        "requirements": {"unheard-of": {"met": True, "note": ""}},
        "statements": {"workforce": 5},
        "core_pence": {"premises": 9223372036854775807,
                       "staffing": 9223372036854775807},
        "discounts": [{"from_child": 2, "percent": 5}] * 2,
    }, match=provider.etag(path), expect=422)
    assert pointers(answer) == [
        "#/core_pence/premises", "#/core_pence/staffing",
        "#/discounts/1/from_child", "#/requirements/unheard-of",
        "#/statements/workforce"]


@pytest.fixture(scope="module")
def field(shared_world):
    return Field(shared_world, 5)


def test_a_bid_names_them_all_and_nothing_is_stored(field, world):
    case, home = field.published(400_000), field.homes[0]
    path = world.bid_path(case.referral, home)
    before = home.provider.get(path, expect=200)
    answer = home.provider.put(path, world.bid_body() | {
        "statement": 7, "available_from": "2020-01-01",
        "needs_met": ["unheard-of"], "children": [
            {"core_pence": {"premises": 99_999_999_999}, "variable": []}],
    }, match=before.headers["ETag"], expect=422)
    assert pointers(answer) == [
        "#/available_from", "#/children/0/core_pence/premises",
        "#/needs_met/0", "#/statement"]
    answer = home.provider.put(path, world.bid_body() | {
        "statement": 7, "children": [
            {"core_pence": {"premises": 10_000_000}, "variable": []}]},
        match=before.headers["ETag"], expect=422)
    assert pointers(answer) == ["#/children/0/core_pence/premises",
                                "#/statement"]
    assert home.provider.get(path).content == before.content


def test_a_bid_is_available_from_today_or_later(field, world):
    case, home = field.published(None), field.homes[0]
    path = world.bid_path(case.referral, home)
    answer = home.provider.put(path, world.bid_body(
        available_from=world.clock.day(-1)), expect=422)
    assert pointers(answer) == ["#/available_from"]
    home.provider.put(path, world.bid_body(
        available_from=world.clock.day(0)), expect=201)


HOME = {"name": "Home", "capacity": "five", "vacancies": 9, "rating": "good",
        "regulator": {"scheme": "ofsted"},
        "profile": {"age_from": 12, "age_to": 3}}


def test_a_home_names_them_all_and_judges_no_vacancies_without_places(world):
    answer = world.provider().post("/v1/establishments", HOME | {
        "address": {"line_1": "", "town": "Anytown",
                    "postcode": world.places.unknown()}}, expect=422)
    assert pointers(answer) == [
        "#/address/line_1", "#/address/postcode", "#/capacity",
        "#/profile/age_to", "#/regulator/id"]


def test_a_changed_home_names_them_all(world, centre):
    provider = world.provider()
    home = world.home(provider, centre)
    path = f"/v1/establishments/{home['id']}"
    answer = provider.patch(path, HOME, match=provider.etag(path), expect=422)
    assert pointers(answer) == ["#/capacity", "#/profile/age_to",
                                "#/regulator/id"]
    assert provider.read(path) == home


def test_a_guard_does_not_hide_a_fault_of_shape(world, centre, market,
                                                council_of_none):
    """The shape was told before the guards, and still is."""
    body = world.referral_body(market, centre) | {"title": 7}
    answer = council_of_none.post("/v1/referrals", body, expect=422)
    assert pointers(answer) == ["#/title"]


@pytest.fixture
def council_of_none(world):
    """Partner of no scheme of the market's lead."""
    return world.council_b


def test_the_second_line_of_an_address_may_be_empty(world, centre):
    provider = world.provider()
    home = world.home(provider, centre, address={
        "line_1": "1 High Street", "line_2": "", "town": "Anytown",
        "postcode": centre})
    assert home["address"]["line_2"] is None
    path = f"/v1/establishments/{home['id']}"
    address = {"line_1": "1 High Street", "town": "Anytown",
               "postcode": centre}
    for line, shown in (("Flat 2", "Flat 2"), ("", None)):
        changed = provider.change(
            path, {"address": address | {"line_2": line}}, method="PATCH")
        assert changed.json()["address"]["line_2"] == shown


def test_a_day_to_need_it_by_is_today_or_later(world, market, centre, council,
                                               clock):
    clock.freeze("2026-11-24T23:59:59Z")
    body = world.referral_body(market, centre)
    answer = council.post("/v1/referrals", body | {"need_by": "2026-11-23"},
                          expect=422)
    assert pointers(answer) == ["#/need_by"]
    assert "24 November 2026" in answer.json()["errors"][0]["detail"]
    council.post("/v1/referrals", body | {"need_by": "2026-11-24"},
                 expect=201)


def test_a_draft_that_waited_too_long_is_not_published(world, market, centre,
                                                       council, clock):
    clock.freeze("2026-11-24T12:00:00Z")
    draft = world.draft_referral(market, centre, need_by="2026-11-25",
                                 deadline="2027-01-10T12:00:00Z")
    path = f"/v1/referrals/{draft['id']}/publication"
    clock.freeze("2026-11-26T12:00:00Z")
    assert pointers(council.post(path, {}, expect=422)) == ["#/need_by"]
    clock.freeze("2026-11-25T12:00:00Z")
    council.post(path, {}, expect=201)


def test_outcomes_that_weigh_something_are_at_least_one(world, market, centre,
                                                        council):
    draft = world.draft_referral(market, centre, outcomes=[])
    path = f"/v1/referrals/{draft['id']}"
    refused = council.post(f"{path}/publication", {}, expect=422)
    assert pointers(refused) == ["#/outcomes"]
    council.change(path, {"weights": {
        "price": 70, "outcomes": 0, "needs": 0, "features": 0, "location": 10,
        "core": 20}}, method="PATCH")
    council.post(f"{path}/publication", {}, expect=201)


def test_a_registration_names_them_all_and_a_person_too(world, council):
    answer = world.nobody.post(
        "/v1/providers", {"name": "", "company_number": "01234567",
                          "contact": {"name": "A Person",
                                      "email": "a.person@example.org",
                                      "password": "a.person@example.org"}},
        expect=422)
    assert pointers(answer) == ["#/contact/password", "#/name"]
    answer = council.post(
        "/v1/users", {"name": 7, "email": "a.person@example.org",
                      "role": "lead", "password": "a.person@example.org"},
        expect=422)
    assert pointers(answer) == ["#/name", "#/password", "#/role"]
