"""test_award.py - who may be awarded, and what an award brings with it.

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.client import slug
from harness.placing import Field, award, heard


@pytest.fixture(scope="module", name="field")
def one_field(shared_world):
    """No choice is offered: an award goes down the ranking."""
    return Field(shared_world, choice_mode="none")


def ranked(field, **over):
    """Ranked first, second, third as the homes are numbered."""
    return field.ranked(400_000, 500_000, 600_000, choice_mode="none", **over)


def test_the_highest_ranked_bid_is_awarded_R113(field):
    case = ranked(field)
    for number in (1, 2):
        refused = award(case, number, f"{number}-{case.id}", expect=409)
        assert slug(refused) == "not-awardable"
    made = award(case, 0, f"0-{case.id}")
    body = made.json()
    home = field.homes[0]
    assert (body["bid_id"], body["establishment_id"], body["provider_id"],
            body["referral_id"]) == (case.ids[0], home.id,
                                     home.provider.organisation_id, case.id)
    read = field.council.get(f"{case.path}/award", expect=200)
    assert (read.json(), read.headers["ETag"]) == (body, made.headers["ETag"])
    assert field.council.read(case.path)["state"] == "awarded"


def test_an_award_needs_an_idempotency_key(field):
    case = ranked(field)
    bare = field.council.post(
        f"{case.path}/award", {"bid_id": case.ids[0], "reason": "Best"},
        expect=400)
    assert slug(bare) == "idempotency-key-missing"
    field.council.get(f"{case.path}/award", expect=404)


def test_an_award_asked_for_twice_under_one_key_happens_once(field):
    case = ranked(field)
    first = award(case, 0, f"same-{case.id}")
    again = award(case, 0, f"same-{case.id}")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.content == first.content
    other = award(case, 0, f"other-{case.id}", expect=409)
    assert slug(other) == "already-awarded"


def test_a_refused_award_is_not_remembered_under_its_key(field):
    case = field.opened(400_000, choice_mode="none")
    early = field.council.post(
        f"{case.path}/award", {"bid_id": case.bids[0]["id"], "reason": "Best"},
        key=f"early-{case.id}", expect=409)
    assert slug(early) == "not-ranked"
    field.world.evaluate(case.bids[0], 4)
    field.council.make(f"{case.path}/ranking")
    case.ids = [case.bids[0]["id"]]
    made = field.council.post(
        f"{case.path}/award", {"bid_id": case.bids[0]["id"], "reason": "Best"},
        key=f"early-{case.id}", expect=201)
    assert "Idempotency-Replayed" not in made.headers


def test_a_home_suspended_after_the_ranking_is_passed_over_R060(field):
    case = ranked(field)
    field.suspend(field.homes[0])
    try:
        refused = award(case, 0, f"suspended-{case.id}", expect=409)
        assert slug(refused) == "not-awardable"
        award(case, 1, f"next-{case.id}")
    finally:
        field.reinstate(field.homes[0])


def test_nothing_is_awarded_when_every_home_is_suspended(field):
    case = field.ranked(400_000, choice_mode="none")
    field.suspend(field.homes[0])
    try:
        refused = award(case, 0, f"nobody-{case.id}", expect=409)
        assert slug(refused) == "not-awardable"
    finally:
        field.reinstate(field.homes[0])


def test_a_bid_of_another_referral_is_like_one_that_is_not_there(field):
    case, other = ranked(field), ranked(field)
    answers = []
    for bid in (other.ids[0], "00000000-0000-4000-8000-000000000000"):
        answer = field.council.post(
            f"{case.path}/award", {"bid_id": bid, "reason": "Which?"},
            key=f"which-{bid}-{case.id}", expect=409).json()
        answers.append((answer["type"], answer["detail"]))
    assert answers[0] == answers[1]


def test_only_the_council_of_the_referral_awards(field, world):
    case = ranked(field)
    body = {"bid_id": case.ids[0], "reason": "Ours"}
    world.council_b.post(f"{case.path}/award", body, key=f"b-{case.id}",
                         expect=404)
    world.lead.post(f"{case.path}/award", body, key=f"l-{case.id}",
                    expect=403)
    award(case, 0, f"ours-{case.id}")
    world.council_b.get(f"{case.path}/award", expect=404)
    assert world.auditor.read(f"{case.path}/award")["bid_id"] == case.ids[0]


def test_after_the_award_the_choice_and_the_budget_stand(field):
    case = ranked(field)
    award(case, 0, f"stands-{case.id}")
    choice = field.council.put(f"{case.path}/choice", {
        "bid_id": None, "chosen_by": "none", "reason": "Late"}, expect=409)
    assert slug(choice) == "already-awarded"
    budget = field.council.post(f"{case.path}/budget", {
        "budget_pence": 9_900_000, "reason": "Late"}, expect=409)
    assert slug(budget) == "already-awarded"
    cancelled = field.council.post(f"{case.path}/cancellation",
                                   {"reason": "Late"}, expect=409)
    assert slug(cancelled) == "already-awarded"


def test_the_award_is_told_to_every_bidder_at_once_R123(field):
    case = field.ranked(400_000, 500_000, choice_mode="none")
    award(case, 0, f"told-{case.id}")
    winner, loser, silent = (
        heard(home.provider, referral_id=case.id) for home in field.homes)
    assert heard(field.council, referral_id=case.id)[-2:] == winner[-2:] == [
        "referral.awarded", "placement.issued"]
    assert loser[-1] == "referral.awarded"
    assert "placement.issued" not in loser
    assert "referral.awarded" not in silent
