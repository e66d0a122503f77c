"""test_categories.py - what is bought, who qualifies, how bids are scored.

SPDX-License-Identifier: Apache-2.0
"""

import pytest

from harness.client import pointers, slug


@pytest.fixture(scope="module")
def draft(shared_world):
    """A draft scheme to add categories to: its path."""
    scheme = shared_world.draft_scheme()
    return f"/v1/schemes/{scheme['id']}/categories"


def code(n=[0]):  # pylint: disable=dangerous-default-value
    n[0] += 1
    return f"category-{n[0]}"


def refuse(world, draft, **over):
    return pointers(world.lead.post(
        draft, world.category_body(code=code()) | over, expect=422))


def test_a_category_is_shown_to_everybody_as_it_was_written_r073(
        world, lead, nobody):
    blend = {"statements": 60, "rating": 40, "points": {
        "outstanding": 100, "good": 80, "requires_improvement": 40}}
    market = world.market(core_blend=blend)
    sent = world.category_body(core_blend=blend)
    shown = nobody.read(f"/v1/categories/{market.category['id']}")
    assert {k: shown[k] for k in sent} == sent
    assert shown["scheme_id"] == market.scheme["id"]
    assert nobody.every(
        f"/v1/schemes/{market.scheme['id']}/categories") == [shown]
    assert all(r["justification"] for r in shown["requirements"])


def test_each_category_has_its_own_questions_and_weights_r003(
        world, lead, draft):
    one = lead.make(draft, world.category_body(code=code()))
    other = world.category_body(code=code())
    other["weights"] = {"price": 30, "outcomes": 30, "needs": 10,
                        "features": 5, "location": 5, "core": 20}
    other["price_unit"] = "week"
    two = lead.make(draft, other)
    assert one["weights"] != two["weights"]
    assert (one["price_unit"], two["price_unit"]) == ("year", "week")


@pytest.mark.parametrize("price, allowed", [
    (29, False), (30, True), (70, True), (71, False)])
def test_price_weighs_from_30_to_70_r087(world, lead, draft, price, allowed):
    rest = 100 - price
    weights = {"price": price, "outcomes": rest - 20, "needs": 0,
               "features": 0, "location": 0, "core": 20}
    answer = lead.post(draft, world.category_body(
        code=code(), weights=weights), expect=201 if allowed else 422)
    if not allowed:
        assert pointers(answer) == ["#/weights/price"]


def test_core_weighs_at_most_20_r053(world, draft):
    weights = {"price": 50, "outcomes": 29, "needs": 0, "features": 0,
               "location": 0, "core": 21}
    assert refuse(world, draft, weights=weights) == ["#/weights/core"]


def test_every_fault_of_a_category_is_named_at_once(world, draft):
    faulty = world.category_body(code=code())
    faulty["weights"] = faulty["weights"] | {"price": 20, "core": 30}
    faulty["statements"][0]["weight"] = 29
    faulty["statements"][2]["code"] = faulty["statements"][1]["code"]
    faulty["requirements"] *= 2
    faulty["cost_heads"][1]["code"] = faulty["cost_heads"][0]["code"]
    faulty["core_blend"] = {"statements": 60, "rating": 30,
                            "points": {"good": 80}}
    found = refuse(world, draft, **faulty)
    for pointer in ("#/weights/price", "#/weights/core", "#/statements",
                    "#/statements/2/code", "#/requirements/1/code",
                    "#/cost_heads/1/code", "#/core_blend/statements"):
        assert pointer in found, (pointer, found)


def test_a_criterion_without_a_justification_is_no_criterion_r011(
        world, draft):
    requirements = [{"code": "safeguarding", "question": "Is there one?"}]
    assert refuse(world, draft, requirements=requirements) == [
        "#/requirements/0/justification"]


def test_in_a_dynamic_market_the_cap_bars_no_home_but_binds_each_bid(world):
    """PA23 s.36(1): a condition of membership is not about prices."""
    market = world.market(terms={"regime": "pa23_dynamic_market"},
                          core_cap_pence=3_000_000)
    assert market.category["core_cap_pence"] == 3_000_000
    centre = world.places.centre()
    home = world.accredited_home(
        market, world.places.at(centre, 5)[0],
        core={"premises": 2_000_000, "staffing": 1_000_001})
    path = world.bid_path(world.referral(market, centre), home)
    bid = world.bid_body()
    answer = home.provider.put(path, bid, expect=422)
    assert pointers(answer) == ["#/children/0/core_pence"]
    assert "£30,000.00" in answer.json()["errors"][0]["detail"]
    bid["children"][0]["core_pence"] = {"staffing": 1_000_000}
    home.provider.put(path, bid, expect=201)


def test_what_is_left_out_is_as_usual(world, lead, draft):
    sent = world.category_body(code=code())
    for member in ("listed", "miles_per_mark", "evaluators", "openers",
                   "core_cap_pence", "rating_floor"):
        del sent[member]
    made = lead.make(draft, sent)
    assert made["listed"] is True
    assert (made["miles_per_mark"], made["evaluators"], made["openers"]) \
        == (10, 1, 1)
    assert made["core_cap_pence"] is None and made["rating_floor"] is None
    assert made["core_blend"] is None


def test_a_code_names_one_category_of_a_scheme(world, lead, draft):
    taken = lead.make(draft, world.category_body(code=code()))["code"]
    answer = lead.post(draft, world.category_body(code=taken), expect=409)
    assert slug(answer) == "conflict"
    assert [e["pointer"] for e in answer.json()["errors"]] == ["#/code"]


def test_a_category_can_be_added_to_an_open_scheme(world, lead, nobody):
    market = world.market()
    path = f"/v1/schemes/{market.scheme['id']}/categories"
    made = lead.make(path, world.category_body(code="fostering",
                                               name="A first name"))
    assert [c["id"] for c in nobody.every(path)] == [
        made["id"], market.category["id"]]


def test_categories_of_a_draft_are_not_public(world, lead, draft, nobody):
    made = lead.make(draft, world.category_body(code=code()))
    nobody.get(f"/v1/categories/{made['id']}", expect=404)
    lead.get(f"/v1/categories/{made['id']}", expect=200)
