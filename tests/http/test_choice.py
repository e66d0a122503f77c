"""test_choice.py - what is offered, who chooses, and the budget it is under.

Bids cost 30,000.00 of accredited core and the variable pence named here.

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.client import slug
from harness.placing import Field, award

TOP_UP = {"pence": 10_000, "per": "year", "payer": "An aunt",
          "agreed_on": "2026-11-20", "terms_accepted": True}


@pytest.fixture(scope="module", name="field")
def one_field(shared_world):
    return Field(shared_world)


@pytest.fixture(scope="module", name="purse")
def field_of_budgets(shared_world):
    """Homes as good and as near as each other: the price decides."""
    return Field(shared_world, 5, 5, 5, choice_mode="any_within_budget")


def within(purse, budget, *bids):
    """A ranked referral in any_within_budget."""
    return purse.ranked(*(bids or (400_000, 410_000, 420_000)),
                        choice_mode="any_within_budget", budget_pence=budget)


def choice(case, number, **over):
    """The body that chooses that home's bid; None for nobody."""
    bid = None if number is None else case.ids[number]
    return {"bid_id": bid, "chosen_by": "parent" if bid else "none",
            "reason": "Near to school"} | over


def put(case, body, expect=201, **more):
    return case.field.council.put(f"{case.path}/choice", body, expect=expect,
                                  **more)


def raise_budget(case, pence, expect=201):
    return case.field.council.post(
        f"{case.path}/budget",
        {"budget_pence": pence, "reason": "Agreed by the panel"},
        expect=expect)


# -------------------------------------------------------- the five-point window

def test_the_best_three_within_five_points_are_offered_R118(field):
    case = field.ranked(400_000, 400_000, 400_000)
    assert [str(b["gap"]) for b in case.ranked] == ["0.0000", "1.0000",
                                                    "2.0000"]
    assert field.offered(case) == [0, 1, 2]
    assert case.ranking["choice"]["offered"][0] == {
        "bid_id": case.ids[0], "within_budget": True,
        "over_budget_pence": 0}


def test_a_bid_above_the_budget_is_offered_in_the_window_and_says_so(field):
    case = field.ranked(400_000, 400_000, budget_pence=3_390_000)
    assert [(o["within_budget"], o["over_budget_pence"])
            for o in case.ranking["choice"]["offered"]] == [
                (False, 10_000), (False, 10_000)]


def test_exactly_five_points_behind_is_no_longer_offered_R118(field):
    """The third home is two bands of miles further than the first: at weight
    5 that costs 2.0000; one outcome mark of 15 costs 3.0000, of 14 2.8000."""
    for outcomes, needs, gap, offered in ((15, 5, "5.0000", []),
                                          (14, 6, "4.8000", [0, 2])):
        case = field.ranked(400_000, None, 400_000, scores=(4, 0, 3), weights={
            "price": 50, "outcomes": outcomes, "needs": needs, "features": 5,
            "location": 5, "core": 20})
        assert str(case.ranked[2]["gap"]) == gap
        assert field.offered(case) == offered


def test_a_family_chooses_among_those_offered_R119(field):
    case = field.ranked(400_000, 400_000, None)
    made = put(case, choice(case, 1))
    read = field.council.get(f"{case.path}/choice", expect=200)
    assert made.json() == read.json()
    assert made.headers["ETag"] == read.headers["ETag"]
    body = made.json()
    assert (body["bid_id"], body["chosen_by"], body["standing"]) == (
        case.ids[1], "parent", True)
    assert [o["bid_id"] for o in body["offered"]] == case.ids[:2]
    assert award(case, 1, f"chosen-{case.id}").json()["bid_id"] == case.ids[1]


def test_no_preference_leaves_the_highest_ranked_R122(field):
    case = field.ranked(400_000, 400_000)
    put(case, choice(case, None))
    refused = award(case, 1, f"second-{case.id}", expect=409)
    assert slug(refused) == "not-awardable"
    award(case, 0, f"first-{case.id}")


@pytest.mark.parametrize("over, pointer", [
    ({"chosen_by": "none"}, "#/chosen_by"),
    ({"bid_id": None, "chosen_by": "parent"}, "#/bid_id"),
    ({"additional_cost": TOP_UP}, "#/additional_cost"),
    ({"chosen_by": "uncle"}, "#/chosen_by"),
    ({"bid_id": None, "chosen_by": "uncle"}, "#/chosen_by"),
    ({"bid_id": "the nearest"}, "#/bid_id"),
    ({"reason": ""}, "#/reason")])
def test_a_choice_that_contradicts_itself_is_refused(field, over, pointer):
    case = field.ranked(400_000, 400_000)
    refused = put(case, choice(case, 0, **over), expect=422)
    assert [f["pointer"] for f in refused.json()["errors"]] == [pointer]


def test_a_bid_that_was_not_offered_cannot_be_chosen_R118(field):
    case = field.ranked(400_000, 400_000, 1_500_000)
    refused = put(case, choice(case, 2), expect=409)
    assert slug(refused) == "not-offered"
    unknown = put(case, choice(case, 0) | {"bid_id": case.id}, expect=409)
    assert slug(unknown) == "not-offered"


def test_another_choice_needs_to_have_read_the_first(field):
    case = field.ranked(400_000, 400_000)
    put(case, choice(case, 0))
    put(case, choice(case, 1), expect=428)
    put(case, choice(case, 1), match='"stale"', expect=412)
    changed = field.council.change(f"{case.path}/choice", choice(case, 1))
    assert changed.json()["bid_id"] == case.ids[1]
    pinned = put(case, choice(case, 0), none_match="*", expect=412)
    assert slug(pinned) == "precondition-failed"


def test_there_is_no_choice_before_the_ranking_or_without_a_mode(field):
    opened = field.opened(400_000)
    early = field.council.put(f"{opened.path}/choice", {
        "bid_id": None, "chosen_by": "none", "reason": "Early"}, expect=409)
    assert slug(early) == "not-ranked"
    case = field.ranked(400_000, 400_000, choice_mode="none")
    assert case.ranking["choice"] == {"mode": "none", "offered": []}
    refused = put(case, choice(case, 0), expect=409)
    assert slug(refused) == "no-choice-offered"
    award(case, 0, f"modeless-{case.id}")


def test_a_choice_is_hidden_from_strangers_and_absent_until_recorded(
        field, world):
    case = field.ranked(400_000, 400_000)
    field.council.get(f"{case.path}/choice", expect=404)
    world.council_b.put(f"{case.path}/choice", choice(case, 0), expect=404)
    put(case, choice(case, 0))
    world.council_b.get(f"{case.path}/choice", expect=404)
    assert world.auditor.read(f"{case.path}/choice")["bid_id"] == case.ids[0]


def test_a_bid_whose_home_is_suspended_drops_out_of_the_offer(field):
    case = field.ranked(400_000, 400_000, 400_000)
    put(case, choice(case, 1))
    field.suspend(field.homes[1])
    try:
        shown = field.council.read(f"{case.path}/choice")
        assert shown["standing"] is False
        assert [o["bid_id"] for o in shown["offered"]] == [case.ids[0],
                                                           case.ids[2]]
        pending = award(case, 1, f"gone-{case.id}", expect=409)
        assert slug(pending) == "choice-pending"
        again = field.council.change(f"{case.path}/choice", choice(case, 1),
                                     expect=409)
        assert slug(again) == "not-offered"
        field.council.change(f"{case.path}/choice", choice(case, 2))
        award(case, 2, f"instead-{case.id}")
    finally:
        field.reinstate(field.homes[1])


# ------------------------------------------------------------------- budgets

def test_every_bid_within_the_budget_is_offered_whatever_its_rank_R120(purse):
    case = within(purse, 3_410_000)
    assert purse.offered(case) == [0, 1]
    put(case, choice(case, 1))
    award(case, 1, f"within-{case.id}")


def test_an_excess_is_paid_exactly_or_not_at_all_R121(purse):
    case = within(purse, 3_410_000)
    bare = put(case, choice(case, 2), expect=409)
    assert slug(bare) == "over-budget"
    for wrong, pointer in (({"pence": 9_999}, "pence"),
                           ({"pence": 10_001}, "pence"),
                           ({"per": "week"}, "per"),
                           ({"terms_accepted": False}, "terms_accepted"),
                           ({"agreed_on": "2099-01-01"}, "agreed_on")):
        refused = put(case, choice(case, 2, additional_cost=TOP_UP | wrong),
                      expect=422)
        fault, = refused.json()["errors"]
        assert fault["pointer"] == f"#/additional_cost/{pointer}"
    refused = put(case, choice(case, 2, additional_cost=TOP_UP | {
        "payer": "", "pence": 9_999, "agreed_on": "2099-01-01"}), expect=422)
    assert {f["pointer"] for f in refused.json()["errors"]} == {
        f"#/additional_cost/{name}" for name in ("payer", "pence", "agreed_on")}
    made = put(case, choice(case, 2, additional_cost=TOP_UP))
    assert made.json()["additional_cost"] == TOP_UP
    given = award(case, 2, f"topped-{case.id}").json()
    terms = purse.council.read(
        f"/v1/placements/{given['placement_id']}")["terms"]
    assert terms["additional_cost"] == TOP_UP


def test_nobody_is_asked_to_pay_while_nothing_is_within_the_budget_R121(purse):
    case = within(purse, 3_300_000)
    assert case.ranking["choice"]["offered"] == []
    refused = put(case, choice(case, 0, additional_cost=TOP_UP | {
        "pence": 100_000}), expect=409)
    assert slug(refused) == "nothing-within-budget"
    stuck = award(case, 0, f"stuck-{case.id}", expect=409)
    assert slug(stuck) == "nothing-within-budget"


def test_a_raised_budget_offers_again_and_scores_nothing(purse):
    case = within(purse, 3_300_000)
    before = purse.council.get(f"{case.path}/ranking", expect=200)
    purse.council.get(f"{case.path}/budget", expect=404)
    made = raise_budget(case, 3_415_000)
    body = made.json()
    assert (body["budget_pence"], body["from_pence"]) == (3_415_000,
                                                          3_300_000)
    assert body["choice"] == {"mode": "any_within_budget", "offered": [
        {"bid_id": case.ids[n], "within_budget": True,
         "over_budget_pence": 0} for n in (0, 1)]}
    assert purse.council.read(f"{case.path}/budget") == body
    assert purse.council.get(
        f"{case.path}/ranking", expect=200).content == before.content
    put(case, choice(case, 1))
    award(case, 1, f"raised-{case.id}")


def test_a_budget_goes_up_only_and_only_after_the_ranking(purse):
    opened = purse.opened(400_000, choice_mode="any_within_budget",
                          budget_pence=3_300_000)
    early = raise_budget(opened, 3_400_000, expect=409)
    assert slug(early) == "not-ranked"
    case = within(purse, 3_300_000)
    for pence in (3_300_000, 3_299_999, 0):
        refused = raise_budget(case, pence, expect=422)
        fault, = refused.json()["errors"]
        assert fault["pointer"] == "#/budget_pence"
    raise_budget(case, 3_300_001)
    raise_budget(case, 3_300_001, expect=422)


def test_a_referral_without_a_budget_may_be_given_one(field):
    case = field.ranked(400_000, 400_000, budget_pence=None)
    assert [(o["within_budget"], o["over_budget_pence"])
            for o in case.ranking["choice"]["offered"]] == [(None, None)] * 2
    body = raise_budget(case, 3_395_000).json()
    assert body["from_pence"] is None
    assert body["choice"]["offered"] == [
        {"bid_id": bid, "within_budget": False, "over_budget_pence": 5_000}
        for bid in case.ids[:2]]


def test_a_choice_under_the_former_budget_no_longer_counts(purse):
    case = within(purse, 3_410_000)
    put(case, choice(case, 2, additional_cost=TOP_UP))
    raise_budget(case, 3_415_000)
    shown = purse.council.read(f"{case.path}/choice")
    assert (shown["bid_id"], shown["standing"]) == (case.ids[2], False)
    pending = award(case, 2, f"former-{case.id}", expect=409)
    assert slug(pending) == "choice-pending"
    purse.council.change(f"{case.path}/choice", choice(
        case, 2, additional_cost=TOP_UP | {"pence": 5_000}))
    award(case, 2, f"latter-{case.id}")


def test_bidders_are_never_told_the_budget_R100(purse):
    case = within(purse, 3_410_000)
    raise_budget(case, 3_415_000)
    provider = purse.homes[0].provider
    for path in ("budget", "choice", "ranking"):
        provider.get(f"{case.path}/{path}", expect=403)
    text = provider.get(case.path, expect=200).text
    assert "budget_pence" not in text and "3415000" not in text
