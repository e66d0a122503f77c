"""test_carried_score.py - the score that a home carries, reviewed and frozen.

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures
import decimal

import pytest

from harness.client import slug
from harness.feed import Feed
from harness.flows import STATEMENTS
from harness.placing import Field, exact

MIDDLING = {"workforce": 3, "outcomes": 4, "contract-management": 3}  # 68
GOOD = {"workforce": 5, "outcomes": 4, "contract-management": 4}      # 86
POOR = {code: 0 for code in STATEMENTS}
D = decimal.Decimal


@pytest.fixture(scope="module")
def market(shared_world):
    return shared_world.market()


@pytest.fixture(scope="module")
def spot(shared_world):
    return shared_world.places.centre()


@pytest.fixture
def home(world, market, spot):
    return world.accredited_home(market, spot, scores=MIDDLING)


@pytest.fixture
def path(home):
    return f"/v1/accreditations/{home.accreditation_id}"


def review(scores, **over):
    return {"statements": {code: {"score": score, "reason": "As returned"}
                           for code, score in scores.items()},
            "evidence": "Visit of 3 March; returns of the year"} | over


def carried(api, path):
    return str(exact(api.get(path, expect=200))["core_score"])


def test_r053_a_score_of_86_carries_17_2000_of_20(world):
    field = Field(world, 5)
    home = field.homes[0]
    field.market.lead.make(
        f"/v1/accreditations/{home.accreditation_id}/score-reviews",
        review(GOOD))
    case = field.ranked(400_000)
    (bid,) = case.ranking["bids"]
    assert str(bid["core_score"]) == "86.0000"
    assert str(bid["scores"]["core"]) == "17.2000"


def test_r052_a_score_of_0_still_qualifies(world, market, spot):
    home = world.accredited_home(market, spot, scores=POOR)
    shown = exact(market.lead.get(
        f"/v1/accreditations/{home.accreditation_id}", expect=200))
    assert shown["state"] == "active"
    assert str(shown["core_score"]) == "0.0000"


def test_r054_a_review_raises_and_lowers_with_evidence(home, path, lead,
                                                       clock):
    assert carried(lead, path) == "68.0000"
    answer = lead.post(f"{path}/score-reviews", review(GOOD), expect=201)
    made = exact(answer)
    assert str(made["core_score_before"]) == "68.0000"
    assert str(made["core_score"]) == "86.0000"
    assert made["effective_on"] == clock.day()
    assert made["evidence"] == review(GOOD)["evidence"]
    assert made["statements"] == review(GOOD)["statements"]
    assert answer.headers["Location"].endswith(
        f"{path}/score-reviews/{made['id']}")
    assert carried(lead, path) == "86.0000"
    lead.make(f"{path}/score-reviews", review(POOR))
    assert carried(lead, path) == "0.0000"
    history = home.provider.every(f"{path}/score-reviews", limit=1)
    assert [(r["core_score_before"], r["core_score"]) for r in history] == [
        (86, 0), (68, 86)]


@pytest.mark.parametrize("over, pointer", [
    ({"evidence": ""}, "#/evidence"),
    ({"statements": {"workforce": {"score": 3}}}, "#/statements/outcomes"),
    ({"effective_on": "2020-01-01"}, "#/effective_on")])
def test_r054_a_review_says_what_it_rests_on_and_reaches_not_back(
        path, lead, over, pointer):
    answer = lead.post(f"{path}/score-reviews", review(GOOD) | over,
                       expect=422)
    assert pointer in [e["pointer"] for e in answer.json()["errors"]]
    without = review(GOOD)
    del without["evidence"]
    lead.post(f"{path}/score-reviews", without, expect=422)
    assert carried(lead, path) == "68.0000"


def test_r054_a_review_takes_effect_on_its_day_in_london(home, path, lead,
                                                         clock):
    clock.freeze("2027-03-20T12:00:00Z")
    lead.make(f"{path}/score-reviews",
              review(GOOD, effective_on="2027-05-01"))
    assert carried(lead, path) == "68.0000"
    clock.freeze("2027-04-30T22:59:59Z")
    assert carried(home.provider, path) == "68.0000"
    clock.freeze("2027-04-30T23:00:00Z")  # midnight of summer time
    for reader in (home.provider, lead):
        assert carried(reader, path) == "86.0000"


def test_r054_a_referral_uses_the_score_in_force_at_its_publication(world):
    """Frozen, for those who are asked later too."""
    field = Field(world, 5)
    lead, home = field.market.lead, field.homes[0]
    path = f"/v1/accreditations/{home.accreditation_id}/score-reviews"
    before = field.published(400_000, radius_miles=10)
    later, = world.homes(field.market, field.centre, 20)
    for reviewed in (home, later):
        lead.make(f"/v1/accreditations/{reviewed.accreditation_id}"
                  "/score-reviews", review(GOOD))
    world.council_a.make(f"{before.path}/extension", {"radius_miles": 30})
    field.homes.append(later)
    field.bid(before, later, 410_000)
    after = field.published(400_000, 410_000)
    assert lead.read(path)["items"][0]["core_score"] == 86
    for case, score, part in ((before, "80.0000", "16.0000"),
                              (after, "86.0000", "17.2000")):
        world.clock.reset()
        world.pass_deadline(case.referral)
        world.council_a.make(f"{case.path}/opening")
        for bid in world.council_a.every(f"{case.path}/bids"):
            world.evaluate(bid, 4)
        world.council_a.make(f"{case.path}/ranking")
        ranking = exact(world.council_a.get(f"{case.path}/ranking"))
        assert {(str(b["core_score"]), str(b["scores"]["core"]))
                for b in ranking["bids"]} == {(score, part)}
        assert len(ranking["bids"]) == 2


def test_r054_two_reviews_at_once_are_two_in_order(path, lead):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(
            lambda scores: lead.post(f"{path}/score-reviews", review(scores),
                                     expect=201).json(), (GOOD, POOR)))
    history = lead.every(f"{path}/score-reviews")
    assert sorted(r["id"] for r in history) == sorted(
        r["id"] for r in answers)
    assert history[0]["core_score_before"] == history[1]["core_score"]
    assert history[1]["core_score_before"] == 68


def test_a_review_blends_the_rating_in_where_the_category_does(world, spot,
                                                               lead):
    """Example (c) of the scoring: 0.6 x 86 + 0.4 x 80 is 83.6."""
    market = world.market(core_blend={
        "statements": 60, "rating": 40, "points": {
            "outstanding": 100, "good": 80, "requires_improvement": 40}})
    home = world.accredited_home(market, spot, scores=MIDDLING)
    path = f"/v1/accreditations/{home.accreditation_id}"
    assert carried(lead, path) == "72.8000"
    made = exact(lead.post(f"{path}/score-reviews", review(GOOD), expect=201))
    assert (str(made["core_score"]), made["rating"]) == ("83.6000", "good")
    better = exact(home.provider.get(f"{path}/improvement"))
    assert {k: str(better["rating"][k]) for k in ("rating", "points")} == {
        "rating": "good", "points": "32.0000"}
    assert [(b["rating"], str(b["gains"])) for b in
            better["rating"]["better"]] == [("outstanding", "8.0000")]
    assert str(better["statements"][0]["best_score_gains"]) == "4.8000"


def test_r055_the_provider_sees_what_would_raise_its_score(home, path, lead):
    shown = exact(home.provider.get(f"{path}/improvement", expect=200))
    assert [s["code"] for s in shown["statements"]] == [
        "workforce", "contract-management", "outcomes"]
    assert [(s["score"], str(s["points"]), str(s["next_score_gains"]),
             str(s["best_score_gains"])) for s in shown["statements"]] == [
        (3, "18.0000", "6.0000", "12.0000"),
        (3, "18.0000", "6.0000", "12.0000"),
        (4, "32.0000", "8.0000", "8.0000")]
    assert all(s["reason"] == "Well explained" for s in shown["statements"])
    assert sum(s["points"] for s in shown["statements"]) \
        == shown["core_score"] == D(68)
    assert shown["core_score"] + sum(
        s["best_score_gains"] for s in shown["statements"]) == 100
    assert (str(shown["referral_points"]),
            str(shown["referral_points_best"])) == ("13.6000", "20.0000")
    assert shown["reviewed_on"] is None and shown["rating"] is None
    lead.make(f"{path}/score-reviews", review(GOOD))
    shown = exact(home.provider.get(f"{path}/improvement", expect=200))
    assert [s["code"] for s in shown["statements"]] == [
        "outcomes", "contract-management", "workforce"]
    assert shown["statements"][2]["best_score_gains"] == 0
    assert shown["statements"][0]["reason"] == "As returned"
    assert shown["reviewed_on"] == shown["as_of"]


def test_r055_what_it_promises_is_what_a_review_then_gives(home, path, lead):
    shown = exact(home.provider.get(f"{path}/improvement"))
    best = shown["statements"][0]
    made = exact(lead.post(f"{path}/score-reviews", review(
        MIDDLING | {best["code"]: best["score"] + 1}), expect=201))
    assert made["core_score"] == shown["core_score"] + best["next_score_gains"]


def test_a_review_is_told_to_those_it_concerns(world, home, path, lead,
                                               council):
    feeds = [Feed(a) for a in (home.provider, lead, council)]
    stranger = Feed(world.provider())
    lead.make(f"{path}/score-reviews", review(GOOD))
    for feed in feeds:
        assert [e["type"] for e in feed.new()
                if e["subject_id"] == home.accreditation_id] == [
            "accreditation.score_reviewed"]
    assert stranger.new() == []


def test_only_the_lead_reviews_and_only_what_stands(home, path, council,
                                                    auditor, lead, clock):
    for other in (council, auditor, home.provider):
        other.post(f"{path}/score-reviews", review(GOOD), expect=403)
    council.get(f"{path}/improvement", expect=403)
    clock.sql("UPDATE accreditation SET state = 'withdrawn' WHERE id = %s",
              home.accreditation_id)
    answer = lead.post(f"{path}/score-reviews", review(GOOD), expect=409)
    assert slug(answer) == "accreditation-not-active"
