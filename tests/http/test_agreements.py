"""test_agreements.py - the agreement of a scheme, and who has signed it (R063).

SPDX-License-Identifier: Apache-2.0
"""
import hashlib
import json

import pytest

from harness.client import pointers, slug
from harness.flows import SIGNED

TEXT = "The parties agree:\n1. on the price £5\n2. on the rest"


@pytest.fixture
def market(world):
    return world.market()


@pytest.fixture
def publish(market, lead):
    def make(content=TEXT):
        return lead.make(f"/v1/schemes/{market.scheme['id']}/agreements",
                         {"title": "Agreement", "content": content})
    return make


class Filled:
    """An application that lacks nothing but signatures."""

    def __init__(self, world, market):
        self.world, self.market = world, market
        self.provider = world.provider()
        home = world.home(self.provider, world.places.centre())
        made = world.application(self.provider, market, [home])
        self.path = f"/v1/applications/{made['id']}"
        self.entry = f"{self.path}/entries/{made['entries'][0]['id']}"
        self.provider.change(self.entry, world.entry_body(market.category))

    def submit(self, **more):
        expect = more.pop("expect", 201)
        return self.provider.post(f"{self.path}/submission", SIGNED | more,
                                  expect=expect)

    def sign(self, version, **more):
        return self.provider.post(f"{self.path}/agreement", SIGNED | {
            "agreement_version": version}, **more)

    def decide(self, outcome, **more):
        lead = self.market.lead
        lead.put(f"{self.entry}/assessment", self.world.assessment_body(
            self.market.category), none_match="*", expect=(201, 412))
        return lead.post(f"{self.entry}/decision", {
            "outcome": outcome, "reason": "As assessed"}, **more)


@pytest.fixture
def filled(world, market):
    return Filled(world, market)


def test_r063_a_submission_signs_the_newest_version(
        filled, publish, market):
    publish()
    newest = publish("Better terms")
    assert newest["version"] == 2
    shown = filled.provider.read(f"{filled.path}/missing")
    assert shown["agreement"] == {"version": 2, "sha256": newest["sha256"]}
    for body in ({}, {"agreement_version": 1}, {"agreement_version": 3}):
        assert pointers(filled.submit(expect=422, **body)) == [
            "#/agreement_version"]
    sent = filled.submit(agreement_version=2).json()
    assert sent["agreement"] == {"version": 2, "sha256": newest["sha256"],
                                 "signed_at": sent["submitted_at"]}
    market.lead.get(filled.path, expect=200)
    filled.decide("accredited", expect=201)


def test_r063_a_scheme_without_agreement_asks_for_none(filled):
    assert filled.provider.read(f"{filled.path}/missing")["agreement"] is None
    assert pointers(filled.submit(expect=422, agreement_version=1)) == [
        "#/agreement_version"]
    assert filled.submit().json()["agreement"] is None
    filled.decide("accredited", expect=201)


@pytest.mark.parametrize("outcome", ["accredited", "refused"])
def test_r063_no_decision_until_the_agreement_is_signed(
        filled, publish, outcome, lead):
    filled.submit()
    publish()
    answer = filled.decide(outcome, expect=409)
    assert slug(answer) == "agreement-not-signed"
    assert pointers(filled.sign(2, expect=422)) == ["#/agreement_version"]
    chair = {"name": "Ben Lowe", "position": "Chair"}
    signed = filled.provider.post(f"{filled.path}/agreement", SIGNED | {
        "agreement_version": 1, "signatory": chair}, expect=201).json()
    assert signed["agreement"]["version"] == 1
    assert signed["agreement"]["signatory"] == chair
    assert signed["signatory"] == SIGNED["signatory"]
    assert slug(filled.sign(1, expect=409)) == "already-signed"
    assert lead.read(filled.path) == signed
    filled.decide(outcome, expect=201)


def test_r063_who_has_signed_is_bound_by_that_version(filled, publish):
    publish()
    sent = filled.submit(agreement_version=1).json()
    publish("Other terms")
    assert slug(filled.sign(2, expect=409)) == "already-signed"
    filled.decide("accredited", expect=201)
    assert filled.provider.read(filled.path)["agreement"] == sent["agreement"]


def test_r063_a_draft_is_signed_with_its_submission_and_not_before(
        filled, publish):
    publish()
    assert slug(filled.sign(1, expect=409)) == "entry-not-submitted"


def test_the_receipt_covers_the_version_that_was_signed(filled, publish):
    publish()
    sent = filled.submit(agreement_version=1).json()
    entry = filled.provider.read(filled.entry)
    content = {
        "application_id": sent["id"], "provider_id": sent["provider"]["id"],
        "scheme_id": sent["scheme_id"], "signatory": sent["signatory"],
        "agreement": sent["agreement"],
        "entries": [{k: entry[k] for k in (
            "id", "establishment_id", "category_id", "requirements",
            "statements", "core_pence", "discounts")}]}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"),
                      ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == \
        sent["receipt"]["sha256"]


def test_r073_the_agreement_is_read_before_applying_without_signing_in(
        market, publish, nobody):
    made = [publish(), publish("Second")]
    path = f"/v1/schemes/{market.scheme['id']}/agreements"
    assert made[0]["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert nobody.every(path, limit=1) == made[::-1]
    assert nobody.read(f"{path}/{made[0]['id']}") == made[0]


def test_the_agreement_of_a_draft_scheme_is_its_leads_alone(
        world, nobody, lead, council):
    scheme = world.draft_scheme()
    path = f"/v1/schemes/{scheme['id']}/agreements"
    made = lead.make(path, {"title": "Draft", "content": "Terms"})
    for stranger in (nobody, council, world.provider()):
        stranger.get(path, expect=404)
        stranger.get(f"{path}/{made['id']}", expect=404)
    assert lead.read(f"{path}/{made['id']}") == made
    twin = world.market()
    lead.get(f"/v1/schemes/{twin.scheme['id']}/agreements/{made['id']}",
             expect=404)
