"""test_evaluation.py - scores, consensus, and the dialogue about a low price.

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.client import slug
from harness.clock import parse
from harness.placing import CHEAP, Field

GOOD = {"score": 4, "reason": "Specific and measurable"}
LOW = {"children": [{"core_pence": CHEAP}]}
EXPLAINED = {"text": "The building is ours and paid for"}
DISREGARD = {"reason": "It does not carry the night staff"}


@pytest.fixture(scope="module", name="field")
def one_field(shared_world):
    return Field(shared_world)


@pytest.fixture(scope="module", name="pair")
def field_with_two_evaluators(shared_world):
    return Field(shared_world, 5, 15, evaluators=2)


def evaluation(bid):
    return f"/v1/bids/{bid['id']}/evaluation"


def consensus(bid):
    return f"/v1/bids/{bid['id']}/consensus"


def test_an_officer_scores_a_method_statement_with_a_reason_R111(field):
    bid = field.opened(400_000).bids[0]
    made = field.council.put(evaluation(bid), GOOD, expect=201)
    assert made.headers["Location"].endswith(evaluation(bid))
    shown = field.council.get(evaluation(bid), expect=200)
    assert shown.json() == made.json()
    assert shown.headers["ETag"] == made.headers["ETag"]
    assert (made.json()["score"], made.json()["reason"]) == (
        4, GOOD["reason"])


def test_a_score_is_corrected_only_by_who_has_read_it(field):
    bid = field.opened(400_000).bids[0]
    field.council.put(evaluation(bid), GOOD, expect=201)
    better = GOOD | {"score": 5}
    bare = field.council.put(evaluation(bid), better, expect=428)
    assert slug(bare) == "precondition-required"
    field.council.put(evaluation(bid), better, match='"stale"', expect=412)
    assert field.council.change(evaluation(bid), better).json()["score"] == 5


@pytest.mark.parametrize("body", [
    {"score": 6, "reason": "x"}, {"score": -1, "reason": "x"},
    {"score": 4.5, "reason": "x"}, {"score": "4", "reason": "x"},
    {"score": 4}, {"score": 4, "reason": " "}, {"reason": "x"},
    {"score": 4, "reason": "x", "rank": 1}])
def test_a_score_is_a_whole_number_from_0_to_5_with_a_reason(field, body):
    bid = field.opened(400_000).bids[0]
    field.council.put(evaluation(bid), body, expect=422)
    field.council.get(evaluation(bid), expect=404)


def test_nothing_is_scored_after_the_ranking(field):
    case = field.ranked(400_000)
    bid = case.bids[0]
    refused = field.council.change(evaluation(bid), GOOD, expect=409)
    assert slug(refused) == "already-ranked"
    late = field.council.put(consensus(bid), GOOD, expect=409)
    assert slug(late) == "already-ranked"


def test_one_evaluator_is_enough_where_the_category_says_so(field, world):
    bid = field.opened(400_000).bids[0]
    field.council.put(evaluation(bid), GOOD, expect=201)
    more = world.council_a_2.put(evaluation(bid), GOOD, expect=409)
    assert slug(more) == "evaluators-complete"


def test_a_machine_may_score_where_one_is_enough_and_not_be_one_of_two_R111(
        field, pair):
    bid = field.opened(400_000).bids[0]
    field.council.as_machine().put(evaluation(bid), GOOD, expect=201)
    bid = pair.opened(400_000, 410_000).bids[0]
    refused = pair.council.as_machine().put(evaluation(bid), GOOD, expect=409)
    assert slug(refused) == "person-required"


def test_evaluators_are_blind_to_each_other_until_they_have_scored_R111(
        pair, world):
    bid = pair.opened(400_000, 410_000).bids[0]
    pair.council.put(evaluation(bid), GOOD, expect=201)
    path, second = f"/v1/bids/{bid['id']}", world.council_a_2
    hidden = second.read(path)
    assert [hidden[m] for m in ("evaluation", "evaluations", "consensus",
                                "outcome_score")] == [None] * 4
    second.get(evaluation(bid), expect=404)
    second.put(evaluation(bid), GOOD | {"score": 2}, expect=201)
    scores = [e["score"] for e in second.read(path)["evaluations"]]
    assert sorted(scores) == [2, 4]
    assert second.read(path)["evaluation"]["score"] == 2
    assert sorted(e["score"] for e in world.auditor.read(path)["evaluations"]
                  ) == [2, 4]


def test_equal_scores_are_the_consensus(pair, world):
    case = pair.opened(400_000)
    bid = case.bids[0]
    pair.council.put(evaluation(bid), GOOD, expect=201)
    alone = pair.council.put(consensus(bid), GOOD, expect=409)
    assert slug(alone) == "not-two-evaluators"
    world.council_a_2.put(evaluation(bid), GOOD, expect=201)
    agreed = pair.council.put(consensus(bid), GOOD, expect=409)
    assert slug(agreed) == "scores-agree"
    ranking = pair.council.make(f"{case.path}/ranking")
    assert ranking["bids"][0]["outcome_score"] == 4


def test_different_scores_need_a_consensus_before_the_ranking(pair, world):
    case = pair.opened(400_000)
    bid = case.bids[0]
    pair.council.put(evaluation(bid), GOOD, expect=201)
    world.council_a_2.put(evaluation(bid), GOOD | {"score": 2}, expect=201)
    missing = pair.council.post(f"{case.path}/ranking", {}, expect=409)
    assert slug(missing) == "scores-missing"
    assert pair.homes[0].name in missing.json()["detail"]
    made = pair.council.put(consensus(bid), {
        "score": 3, "reason": "Read together"}, expect=201)
    assert made.json() == pair.council.read(consensus(bid))
    pair.council.put(consensus(bid), GOOD, expect=428)
    pair.council.change(consensus(bid), {"score": 1, "reason": "Read again"})
    ranking = pair.council.make(f"{case.path}/ranking")
    assert ranking["bids"][0]["outcome_score"] == 1


def test_the_ranking_names_the_bids_still_without_a_score(field):
    case = field.opened(400_000, 410_000)
    field.council.put(evaluation(case.bids[0]), GOOD, expect=201)
    missing = field.council.post(f"{case.path}/ranking", {}, expect=409)
    assert slug(missing) == "scores-missing"
    assert field.homes[1].name in missing.json()["detail"]
    assert field.homes[0].name not in missing.json()["detail"]


# ------------------------------------------------ the dialogue about a price

def explanation(bid):
    return f"/v1/bids/{bid['id']}/explanation"


def disregard(bid):
    return f"/v1/bids/{bid['id']}/disregard"


def test_a_flagged_provider_explains_its_price_once_R115(field, world):
    bid = field.opened(LOW, 410_000, 420_000).bids[0]
    provider = field.homes[0].provider
    provider.get(explanation(bid), expect=404)
    made = provider.make(explanation(bid), EXPLAINED)
    assert made["text"] == EXPLAINED["text"]
    for reader in (provider, field.council, world.auditor):
        assert reader.read(explanation(bid)) == made
    assert field.council.read(f"/v1/bids/{bid['id']}")["explanation"] == {
        "text": made["text"], "explained_at": made["explained_at"]}
    again = provider.post(explanation(bid), EXPLAINED, expect=409)
    assert slug(again) == "conflict"


def test_only_who_was_asked_explains(field):
    case = field.opened(LOW, 410_000, 420_000)
    unasked = field.homes[1].provider.post(
        explanation(case.bids[1]), EXPLAINED, expect=409)
    assert slug(unasked) == "explanation-not-asked"
    field.homes[1].provider.post(explanation(case.bids[0]), EXPLAINED,
                                 expect=404)
    field.council.post(explanation(case.bids[0]), EXPLAINED, expect=403)


def test_the_time_to_explain_ends_at_its_very_instant(field, world):
    bid = field.opened(LOW, 410_000, 420_000).bids[0]
    world.clock.freeze(parse(bid["explanation_due_at"]))
    late = field.homes[0].provider.post(explanation(bid), EXPLAINED,
                                        expect=409)
    assert slug(late) == "deadline-passed"


def test_a_low_bid_is_not_disregarded_unheard_R115(field, world):
    case = field.opened(LOW, 410_000, 420_000)
    bid = case.bids[0]
    pending = field.council.post(disregard(bid), DISREGARD, expect=409)
    assert slug(pending) == "explanation-pending"
    field.homes[0].provider.make(explanation(bid), EXPLAINED)
    made = field.council.make(disregard(bid), DISREGARD)
    for reader in (field.council, field.homes[0].provider, world.auditor):
        assert reader.read(disregard(bid)) == made
    twice = field.council.post(disregard(bid), DISREGARD, expect=409)
    assert slug(twice) == "disregarded"
    assert field.council.read(f"/v1/bids/{bid['id']}")["reasons"] == [
        "disregarded"]


def test_a_low_bid_is_disregarded_when_no_explanation_came_in_time(
        field, world):
    case = field.opened(LOW, 410_000, 420_000)
    bid = case.bids[0]
    world.clock.freeze(parse(bid["explanation_due_at"]))
    field.council.make(disregard(bid), DISREGARD)
    late = field.homes[0].provider.post(explanation(bid), EXPLAINED,
                                        expect=409)
    assert slug(late) == "disregarded"


def test_only_a_flagged_bid_can_be_disregarded(field):
    case = field.opened(LOW, 410_000, 420_000)
    refused = field.council.post(disregard(case.bids[1]), DISREGARD,
                                 expect=409)
    assert slug(refused) == "explanation-not-asked"


def test_a_disregarded_bid_stands_in_the_ranking_without_scores(field):
    case = field.opened(LOW, 410_000, 420_000)
    field.homes[0].provider.make(explanation(case.bids[0]), EXPLAINED)
    field.council.make(disregard(case.bids[0]), DISREGARD)
    for bid in case.bids[1:]:
        field.council.put(evaluation(bid), GOOD, expect=201)
    ranking = field.council.make(f"{case.path}/ranking")
    last = ranking["bids"][-1]
    assert (last["bid_id"], last["reasons"], last["scores"]) == (
        case.bids[0]["id"], ["disregarded"], None)
    assert last["flags"] == ["abnormally_low"]
    assert ranking["lowest_price_pence"] == 3_410_000


def test_after_the_ranking_nobody_explains_or_disregards(field):
    case = field.ranked(LOW, 410_000, 420_000)
    assert case.ranked[0]["compliant"], "a satisfied council ranks the bid"
    late = field.homes[0].provider.post(explanation(case.bids[0]), EXPLAINED,
                                        expect=409)
    assert slug(late) == "already-ranked"
    late = field.council.post(disregard(case.bids[0]), DISREGARD, expect=409)
    assert slug(late) == "already-ranked"
