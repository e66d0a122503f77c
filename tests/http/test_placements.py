"""test_placements.py - the Individual Placement Agreement, signed or refused.

SPDX-License-Identifier: Apache-2.0
"""
import re
import uuid

import pytest

from harness.client import slug
from harness.placing import Field, award, heard

SIGNED = {"name": "Ada Okafor", "position": "Director"}
REFUSED = {"reason": "The vacancy was filled meanwhile"}


@pytest.fixture(scope="module", name="field")
def one_field(shared_world):
    return Field(shared_world, choice_mode="none")


@pytest.fixture(name="case")
def awarded(field):
    """Awarded to home 0; home 1 is next."""
    case = field.ranked(
        {"variable_pence": 412_345, "features_met": ["dfe", "pool"]},
        900_000, choice_mode="none")
    case.award = award(case, 0, f"award-{case.id}").json()
    case.placement = f"/v1/placements/{case.award['placement_id']}"
    case.provider = field.homes[0].provider
    return case


def signature(case):
    return f"{case.placement}/signature"


def refusal(case):
    return f"{case.placement}/refusal"


def test_the_agreement_is_made_from_the_referral_and_the_bid_R125(
        field, case, world):
    placement = field.council.read(case.placement)
    assert re.fullmatch(r"P-2\d{3}-\d{6}", placement["reference"])
    assert (placement["state"], placement["signatures"]) == (
        "awaiting_provider", [])
    assert placement["council"]["id"] == field.council.organisation_id
    assert placement["provider"] == {
        "id": case.provider.organisation_id, "name": case.provider.name}
    assert placement["establishment"] == {"id": field.homes[0].id,
                                          "name": field.homes[0].name}
    assert (placement["price_pence"], placement["price_unit"]) == (3_412_345,
                                                                   "year")
    terms = placement["terms"]
    assert terms["title"] == case.referral["title"]
    assert terms["category"]["code"] == field.market.category["code"]
    assert terms["outcomes"] == [
        {"code": "attend", "text": "Attends at least 90 % by spring"}]
    assert [n["code"] for n in terms["needs_met"]] == ["salt"]
    assert [f["code"] for f in terms["features_met"]] == ["dfe", "pool"]
    assert terms["statement"].startswith("We agree each outcome")
    assert terms["additional_cost"] is None
    line, = terms["price_lines"]
    assert (line["core_pence"], line["variable_pence"], line["discount_pence"],
            line["price_pence"]) == (3_000_000, 412_345, 0, 3_412_345)
    assert line["variable"] == [{"text": "1:1 support",
                                 "amount_pence": 412_345}]
    for reader in (case.provider, world.auditor):
        assert reader.read(case.placement) == placement


def test_the_provider_signs_and_then_the_council_R134(field, case):
    early = field.council.post(signature(case), SIGNED, expect=409)
    assert slug(early) == "provider-signs-first"
    first = case.provider.make(signature(case), SIGNED)
    assert (first["state"], first["activated_at"]) == ("awaiting_council",
                                                       None)
    second = field.council.make(signature(case), SIGNED | {"name": "Bo Lee"})
    assert second["state"] == "active" and second["activated_at"]
    assert [(s["party"], s["name"]) for s in second["signatures"]] == [
        ("provider", "Ada Okafor"), ("council", "Bo Lee")]
    assert second == case.provider.read(case.placement)


def test_nobody_signs_twice(field, case):
    case.provider.make(signature(case), SIGNED)
    twice = case.provider.post(signature(case), SIGNED, expect=409)
    assert slug(twice) == "already-signed"
    field.council.make(signature(case), SIGNED)
    for api in (case.provider, field.council):
        assert slug(api.post(signature(case), SIGNED, expect=409)) == \
            "already-signed"


def test_a_signature_has_a_name_and_a_position(case):
    for body in ({"name": "Ada Okafor"}, {"position": "Director"},
                 {"name": " ", "position": "Director"}):
        case.provider.post(signature(case), body, expect=422)
    assert case.provider.read(case.placement)["signatures"] == []


def test_a_refused_award_falls_and_the_next_is_asked_R095(field, case):
    made = case.provider.make(refusal(case), REFUSED)
    assert (made["state"], made["refusal_reason"]) == ("refused",
                                                       REFUSED["reason"])
    assert field.council.read(case.path)["state"] == "ranked"
    field.council.get(f"{case.path}/award", expect=404)
    again = award(case, 0, f"again-{case.id}", expect=409)
    assert slug(again) == "not-awardable"
    second = award(case, 1, f"second-{case.id}").json()
    assert second["placement_id"] != case.award["placement_id"]
    # The refused agreement stays as it is.
    assert case.provider.read(case.placement)["state"] == "refused"


def test_nothing_more_happens_to_a_refused_agreement(field, case):
    case.provider.make(refusal(case), REFUSED)
    for api in (case.provider, field.council):
        refused = api.post(signature(case), SIGNED, expect=409)
        assert slug(refused) == "placement-not-open"
    refused = case.provider.post(refusal(case), REFUSED, expect=409)
    assert slug(refused) == "placement-not-open"


def test_the_provider_may_refuse_until_both_have_signed(field, case):
    case.provider.make(signature(case), SIGNED)
    made = case.provider.make(refusal(case), REFUSED)
    assert made["state"] == "refused"
    assert field.council.read(case.path)["state"] == "ranked"


def test_an_active_agreement_is_not_refused(field, case):
    case.provider.make(signature(case), SIGNED)
    field.council.make(signature(case), SIGNED)
    late = case.provider.post(refusal(case), REFUSED, expect=409)
    assert slug(late) == "placement-not-open"
    assert field.council.read(case.path)["state"] == "awarded"


def test_only_the_provider_of_the_bid_refuses_or_signs_for_it(
        field, case, world):
    stranger = field.homes[1].provider
    stranger.post(signature(case), SIGNED, expect=404)
    stranger.post(refusal(case), REFUSED, expect=404)
    world.council_b.post(signature(case), SIGNED, expect=404)
    field.council.post(refusal(case), REFUSED, expect=403)
    for api in (stranger, world.council_b):
        api.get(case.placement, expect=404)


def test_a_chosen_bid_that_is_refused_leaves_the_choice_open(shared_world):
    field = Field(shared_world)
    case = field.ranked(400_000, 400_000, 400_000)
    chosen = {"chosen_by": "carer", "reason": "Near to school"}
    field.council.put(f"{case.path}/choice",
                      chosen | {"bid_id": case.ids[1]}, expect=201)
    given = award(case, 1, f"chosen-{case.id}").json()
    field.homes[1].provider.make(
        f"/v1/placements/{given['placement_id']}/refusal", REFUSED)
    shown = field.council.read(f"{case.path}/choice")
    assert shown["standing"] is False
    assert [o["bid_id"] for o in shown["offered"]] == [case.ids[0],
                                                       case.ids[2]]
    for number in (0, 1, 2):
        pending = award(case, number, f"open-{number}-{case.id}", expect=409)
        assert slug(pending) == "choice-pending"
    field.council.change(f"{case.path}/choice",
                         chosen | {"bid_id": case.ids[2]})
    award(case, 2, f"other-{case.id}")
    shared_world.clock.reset()


def test_each_party_lists_its_own_placements_newest_first(field, case, world):
    for api in (field.council, case.provider, world.auditor):
        found = api.every("/v1/placements", limit=2)
        assert case.award["placement_id"] in [p["id"] for p in found]
        times = [p["created_at"] for p in found]
        assert times == sorted(times, reverse=True)
    ids = [p["id"] for p in field.homes[1].provider.every("/v1/placements")]
    assert case.award["placement_id"] not in ids
    waiting = case.provider.every("/v1/placements", state="awaiting_provider")
    assert case.award["placement_id"] in [p["id"] for p in waiting]
    assert {p["state"] for p in waiting} == {"awaiting_provider"}


def test_a_councils_auditor_lists_each_of_its_placements_once(
        field, case, world):
    auditor = world.colleague(field.council)
    world.give_role(auditor, "auditor")
    found = [p["id"] for p in auditor.every("/v1/placements", limit=1)]
    assert case.award["placement_id"] in found
    assert sorted(found) == sorted(
        p["id"] for p in field.council.every("/v1/placements"))


def test_the_list_can_be_narrowed(field, case, world):
    referral = field.council.read(case.path)
    home = field.homes[0]
    mine = {"scheme_id": referral["scheme_id"],
            "category_id": referral["category_id"],
            "establishment_id": home.id, "q": referral["reference"].lower()}
    others = {"scheme_id": str(uuid.uuid4()),
              "category_id": str(uuid.uuid4()),
              "establishment_id": field.homes[1].id, "q": "no such words"}

    def lists(api, **filters):
        return case.award["placement_id"] in [
            p["id"] for p in api.every("/v1/placements", **filters)]

    for api in (field.council, case.provider, world.auditor):
        assert lists(api, **mine)
        for name in mine:
            assert lists(api, **{name: mine[name]}), name
            assert not lists(api, **mine | {name: others[name]}), name
        for words in (referral["title"].upper(), home.name,
                      api.read(case.placement)["reference"]):
            assert lists(api, q=words)
    assert not lists(world.council_b, **mine)
    answer = field.council.get("/v1/placements", params={
        "state": "sold", "scheme_id": "x", "category_id": "y",
        "establishment_id": "z", "q": "a" * 101}, expect=422)
    assert len(answer.json()["errors"]) == 5


def test_both_parties_hear_of_each_step(field, case):
    case.provider.make(signature(case), SIGNED)
    field.council.make(signature(case), SIGNED)
    for api in (field.council, case.provider):
        assert heard(api, subject_id=case.award["placement_id"]) == [
            "placement.issued", "placement.signed", "placement.activated"]
