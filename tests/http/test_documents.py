"""test_documents.py - what a provider shows once, for every application.

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.client import slug

PUBLIC_LIABILITY = {"kind": "public_liability_insurance",
                    "minimum_cover_pence": 500_000_000}


def pointers(response):
    assert slug(response) == "invalid", response.text
    return [e["pointer"] for e in response.json()["errors"]]


def insurance(world, **over):
    return {"kind": "public_liability_insurance",
            "title": "Public liability", "issued_on": world.clock.day(-30),
            "expires_on": world.clock.day(300),
            "cover_pence": 500_000_000} | over


def announce(world, provider, **over):
    return provider.make("/v1/documents", insurance(world, **over))


# ---- what a category asks for

def test_each_category_says_what_it_asks_for_r034(world, nobody):
    market = world.market(evidence=[
        PUBLIC_LIABILITY, {"kind": "accounts", "count": 2},
        {"kind": "registration_certificate", "level": "establishment",
         "due": "award", "grace_working_days": 0}])
    shown = nobody.read(f"/v1/categories/{market.category['id']}")
    assert shown["evidence"] == [
        {"kind": "public_liability_insurance", "level": "provider",
         "due": "entry", "minimum_cover_pence": 500_000_000, "count": 1,
         "grace_working_days": None},
        {"kind": "accounts", "level": "provider", "due": "entry",
         "minimum_cover_pence": None, "count": 2,
         "grace_working_days": None},
        {"kind": "registration_certificate", "level": "establishment",
         "due": "award", "minimum_cover_pence": None, "count": 1,
         "grace_working_days": 0}]
    assert world.market().category["evidence"] == []


def test_what_is_asked_for_is_told_wrong_all_at_once_r034(world, lead):
    draft = world.draft_scheme()
    body = world.category_body(evidence=[
        {"kind": "safeguarding_policy", "minimum_cover_pence": 1, "count": 2},
        {"kind": "safeguarding_policy"}])
    body["weights"] = body["weights"] | {"price": 51}
    assert set(pointers(lead.post(f"/v1/schemes/{draft['id']}/categories",
                                  body, expect=422))) == {
        "#/weights", "#/evidence/0/minimum_cover_pence",
        "#/evidence/0/count", "#/evidence/1"}


def test_a_dynamic_market_asks_for_insurance_at_award_only_r034(world, lead):
    draft = world.draft_scheme(regime="pa23_dynamic_market")
    path = f"/v1/schemes/{draft['id']}/categories"
    refused = lead.post(path, world.category_body(
        evidence=[PUBLIC_LIABILITY]), expect=422)
    assert pointers(refused) == ["#/evidence/0/due"]
    assert "PA23 s.36(2)" in refused.json()["errors"][0]["detail"]
    lead.make(path, world.category_body(
        evidence=[PUBLIC_LIABILITY | {"due": "award"}, {"kind": "accounts"}]))


# ---- announcing

def test_a_document_is_announced_once_and_shown_to_its_provider_r069(world):
    provider = world.provider()
    made = announce(world, provider, title="Cover 2026/27")
    assert made["state"] == "requested" and made["content"] is None
    assert made["provider"]["id"] == provider.organisation_id
    assert provider.read(f"/v1/documents/{made['id']}") == made
    assert provider.every("/v1/documents") == [made]
    assert provider.every("/v1/documents", kind="accounts") == []
    assert provider.every("/v1/documents", state="requested") == [made]
    assert provider.every("/v1/documents", state="verified") == []
    assert provider.every("/v1/documents",
                          expires_before=world.clock.day(300)) == []
    assert provider.every("/v1/documents",
                          expires_before=world.clock.day(301)) == [made]


@pytest.mark.parametrize("wrong, where", [
    ({"expires_on": None}, ["#/expires_on"]),
    ({"expires_on": None, "cover_pence": None},
     ["#/expires_on", "#/cover_pence"]),
    ({"expires_on": "2020-01-01", "issued_on": None}, ["#/expires_on"]),
    ({"kind": "safeguarding_policy"}, ["#/cover_pence"]),
    ({"kind": "accounts", "issued_on": None, "cover_pence": None},
     ["#/issued_on"]),
    ({"title": "", "expires_on": "tomorrow", "cover_pence": None},
     ["#/title", "#/expires_on", "#/cover_pence"]),
    ({"title": "two\nlines"}, ["#/title"]),
    ({"kind": "passport"}, ["#/kind"]),
])
def test_every_fault_of_a_document_is_told_r069(world, wrong, where):
    provider = world.provider()
    refused = provider.post("/v1/documents", insurance(world, **wrong),
                            expect=422)
    assert sorted(pointers(refused)) == sorted(where)
    assert provider.every("/v1/documents") == []


def test_anothers_home_and_document_look_unknown(world):
    provider, other = world.provider(), world.provider()
    home = world.home(other, world.places.centre())
    theirs = announce(world, other)
    for foreign in ({"establishment_id": home["id"]},
                    {"establishment_id": provider.organisation_id}):
        refused = provider.post("/v1/documents", insurance(world, **foreign),
                                expect=422)
        assert pointers(refused) == ["#/establishment_id"]
    answers = [provider.post("/v1/documents", insurance(
        world, replaces_id=unknown), expect=422).json()["errors"]
        for unknown in (theirs["id"], provider.organisation_id)]
    assert answers[0] == answers[1]
    provider.get(f"/v1/documents/{theirs['id']}", expect=404)


def test_a_document_is_replaced_by_the_same_of_the_same(world):
    provider = world.provider()
    home = world.home(provider, world.places.centre())
    old = announce(world, provider)
    for other in ({"establishment_id": home["id"]},
                  {"kind": "employers_liability_insurance"}):
        assert pointers(provider.post(
            "/v1/documents", insurance(world, replaces_id=old["id"], **other),
            expect=422)) == ["#/replaces_id"]
    new = announce(world, provider, replaces_id=old["id"])
    assert new["replaces_id"] == old["id"]


# ---- who sees it

def test_the_lead_sees_what_is_of_the_homes_that_applied(world, lead, council,
                                                         auditor):
    market = world.market()
    provider = world.provider()
    at = world.places.at(world.places.centre(), 1, 2)
    home, other = (world.home(provider, p) for p in at)
    of_all, of_home, of_other = (announce(world, provider, **over) for over in (
        {}, {"establishment_id": home["id"]},
        {"establishment_id": other["id"]}))
    paths = [f"/v1/documents/{d['id']}" for d in (of_all, of_home, of_other)]
    application = world.application(provider, market, [home])
    entry = application["entries"][0]
    provider.change(f"/v1/applications/{application['id']}/entries/"
                    f"{entry['id']}", world.entry_body(market.category))
    for path in paths:
        lead.get(path, expect=404)
    world.submit(provider, application)
    for path, status in zip(paths, (200, 200, 404)):
        lead.get(path, expect=status)
        auditor.get(path, expect=status)
        council.get(path, expect=403)
    seen = lead.every("/v1/documents", provider_id=provider.organisation_id)
    assert [d["id"] for d in seen] == [of_home["id"], of_all["id"]]


def test_an_accreditation_shows_what_its_home_holds_r034(world, lead, council):
    market = world.market(evidence=[PUBLIC_LIABILITY | {"due": "award"}])
    home = world.accredited_home(market, world.places.centre())
    path = f"/v1/accreditations/{home.accreditation_id}/evidence"
    for who in (home.provider, lead):
        shown = who.read(path)
        assert [(i["kind"], i["held"], i["lapsed"], i["reason"],
                 i["document_ids"]) for i in shown["items"]] == [
            ("public_liability_insurance", False, True, "missing", [])]
    assert council.read(path)["items"][0]["document_ids"] is None
    world.provider().get(path, expect=404)
