"""test_races.py - many at once, and one of them wins.

SPDX-License-Identifier: Apache-2.0
"""
import collections

import pytest

from harness.client import at_once, slug
from harness.placing import Field, award


@pytest.fixture(scope="module", name="field")
def one_field(shared_world):
    return Field(shared_world, choice_mode="none")


def outcomes(answers):
    """How often which status or slug came."""
    return collections.Counter(
        a.status_code if a.ok else slug(a) for a in answers)


def test_of_fifty_awards_at_once_one_is_made_E3(field, world):
    case = field.ranked(400_000, 500_000, choice_mode="none")
    officers = [world.council_a, world.council_a_2]
    assert all(o.token for o in officers)
    answers = at_once(*[
        lambda n=n: officers[n % 2].post(
            f"{case.path}/award", {"bid_id": case.ids[0], "reason": "Best"},
            key=f"race-{n}-{case.id}", expect=(201, 409))
        for n in range(50)])
    assert outcomes(answers) == {201: 1, "already-awarded": 49}
    standing = world.clock.sql(
        "SELECT count(*) FROM award WHERE referral_id = %s", case.id)
    assert standing == [(1,)]


def test_two_officers_cannot_award_two_bids_E3(field, world):
    case = field.ranked(400_000, 500_000, choice_mode="none")
    answers = at_once(*[
        lambda n=n: award(case, n, f"two-{n}-{case.id}", expect=(201, 409))
        for n in (0, 1)])
    assert answers[0].status_code == 201
    assert slug(answers[1]) in ("not-awardable", "already-awarded")


def test_of_many_openings_at_once_one_opens_R099(field, world):
    case = field.published(400_000, 410_000, 420_000)
    world.pass_deadline(case.referral)
    answers = at_once(*[
        lambda: field.council.post(f"{case.path}/opening", {},
                                   expect=(201, 409))
        for _ in range(10)])
    assert outcomes(answers) == {201: 1, "already-opened": 9}
    assert len(field.council.every(f"{case.path}/bids")) == 3


def test_a_score_is_in_the_ranking_or_refused_but_never_lost(field, world):
    """Corrections race with the ranking: each that was accepted counts."""
    case = field.opened(400_000, 410_000, choice_mode="none")
    for bid in case.bids[:2]:
        world.evaluate(bid, 3)
    path = f"/v1/bids/{case.bids[0]['id']}/evaluation"
    tag = field.council.etag(path)
    score, ranking = at_once(
        lambda: field.council.put(path, {"score": 5, "reason": "Read again"},
                                  match=tag, expect=(200, 409)),
        lambda: field.council.post(f"{case.path}/ranking", {}, expect=201))
    ranked = {b["bid_id"]: b for b in ranking.json()["bids"]}
    counted = ranked[case.bids[0]["id"]]["outcome_score"]
    assert counted == (5 if score.ok else 3)
    if not score.ok:
        assert slug(score) == "already-ranked"


def test_of_many_rankings_at_once_one_is_locked(field, world):
    case = field.opened(400_000, 410_000, choice_mode="none")
    for bid in case.bids[:2]:
        world.evaluate(bid, 3)
    answers = at_once(*[
        lambda: field.council.post(f"{case.path}/ranking", {},
                                   expect=(201, 409))
        for _ in range(10)])
    assert outcomes(answers) == {201: 1, "already-ranked": 9}


def test_two_corrections_of_one_score_do_not_overwrite_each_other_E2(
        field, world):
    case = field.opened(400_000, choice_mode="none")
    world.evaluate(case.bids[0], 3)
    path = f"/v1/bids/{case.bids[0]['id']}/evaluation"
    tag = field.council.etag(path)
    answers = at_once(*[
        lambda s=s: field.council.put(
            path, {"score": s, "reason": f"It is a {s}"}, match=tag,
            expect=(200, 412)) for s in (1, 2, 4, 5)])
    assert outcomes(answers) == {200: 1, "precondition-failed": 3}


def test_no_more_evaluators_score_than_the_category_asks_for(field, world):
    case = field.opened(400_000, choice_mode="none")
    path = f"/v1/bids/{case.bids[0]['id']}/evaluation"
    answers = at_once(*[
        lambda o=o: o.put(path, {"score": 3, "reason": "Sound"},
                          expect=(201, 409))
        for o in (world.council_a, world.council_a_2)])
    assert outcomes(answers) == {201: 1, "evaluators-complete": 1}


def test_a_refusal_and_a_signature_exclude_each_other(field):
    case = field.ranked(400_000, choice_mode="none")
    placement = award(case, 0, f"sign-{case.id}").json()["placement_id"]
    provider = field.homes[0].provider
    provider.make(f"/v1/placements/{placement}/signature",
                  {"name": "Ada Okafor", "position": "Director"})
    signed, refused = at_once(
        lambda: field.council.post(
            f"/v1/placements/{placement}/signature",
            {"name": "Bo Lee", "position": "Head"}, expect=(201, 409)),
        lambda: provider.post(f"/v1/placements/{placement}/refusal",
                              {"reason": "Full"}, expect=(201, 409)))
    assert sorted([signed.status_code, refused.status_code]) == [201, 409]
    state = field.council.read(f"/v1/placements/{placement}")["state"]
    assert state == ("active" if signed.ok else "refused")
    assert field.council.read(case.path)["state"] == (
        "awarded" if signed.ok else "ranked")


def test_a_suspension_comes_before_or_after_an_award_never_between(field):
    case = field.ranked(400_000, choice_mode="none")
    home = field.homes[0]
    try:
        answer, _ = at_once(
            lambda: award(case, 0, f"between-{case.id}", expect=(201, 409)),
            lambda: field.suspend(home))
        assert answer.ok or slug(answer) == "not-awardable"
    finally:
        field.reinstate(home)
