"""test_feedback.py - the letters to all bidders (R123).

SPDX-License-Identifier: Apache-2.0
"""
import json

import pytest

from harness.placing import Field, award, exact


@pytest.fixture(scope="module", name="field")
def one_field(shared_world):
    return Field(shared_world, choice_mode="none")


def letters(api, case):
    return exact(api.get(f"{case.path}/feedback", expect=200))["items"]


def ranked(field, *bids, **over):
    return field.ranked(*bids, choice_mode="none", **over)


def test_nobody_has_a_letter_before_the_award(field, world):
    case = ranked(field, 400_000, 500_000)
    for api in (field.council, world.auditor, field.homes[0].provider,
                field.homes[1].provider):
        api.get(f"{case.path}/feedback", expect=404)


def test_every_bidder_reads_its_own_scores_the_winners_and_the_reasons(field):
    case = ranked(field, 400_000, 500_000, {"features_met": []},
                  scores=(5, 2, 3))
    award(case, 0, f"letters-{case.id}")
    mine, = letters(field.homes[1].provider, case)
    own, winner = case.ranked[1], case.ranked[0]
    assert mine["name"] == field.homes[1].name
    assert (mine["awarded"], mine["compliant"], mine["rank"]) == (False, True,
                                                                  2)
    assert (mine["scores"], mine["quality"], mine["total"]) == (
        own["scores"], own["quality"], own["total"])
    assert mine["winner"] == {
        "name": field.homes[0].name, "scores": winner["scores"],
        "quality": winner["quality"], "total": winner["total"], "rank": 1}
    assert (mine["outcome_score"], mine["outcome_reasons"]) == (
        2, ["Specific and measurable"])
    assert mine["award_reason"] == "By the published rules"
    excluded, = letters(field.homes[2].provider, case)
    assert (excluded["compliant"], excluded["reasons"], excluded["scores"]
            ) == (False, ["missing_must_have"], None)
    assert excluded["winner"] == mine["winner"]


def test_all_letters_are_of_the_moment_of_the_award(field):
    case = ranked(field, 400_000, 500_000, 600_000)
    made = award(case, 0, f"moment-{case.id}").json()
    everything = letters(field.council, case)
    assert {letter["written_at"] for letter in everything} == {
        made["awarded_at"]}
    assert [letter["rank"] for letter in everything] == [1, 2, 3]


def test_letters_say_that_a_family_chose_and_never_why_R118(field):
    case = field.ranked(400_000, 400_000, choice_mode="top3_within_5")
    field.council.put(f"{case.path}/choice", {
        "bid_id": case.ids[1], "chosen_by": "parent",
        "reason": "Near to school"}, expect=201)
    award(case, 1, f"chosen-letters-{case.id}")
    for home in field.homes[:2]:
        mine, = letters(home.provider, case)
        assert mine["choice"] == {"mode": "top3_within_5",
                                  "chosen_by": "parent"}
        assert "Near to school" not in json.dumps(mine, default=str)


def test_letters_say_that_nobody_chose_or_that_there_was_no_choice(field):
    case = field.ranked(400_000, 400_000, choice_mode="top3_within_5")
    field.council.put(f"{case.path}/choice", {
        "bid_id": None, "chosen_by": "none", "reason": "Not reached"},
        expect=201)
    award(case, 0, f"nobody-letters-{case.id}")
    assert [letter["choice"] for letter in letters(field.council, case)] == [
        {"mode": "top3_within_5", "chosen_by": "none"}] * 2
    plain = ranked(field, 400_000, 500_000)
    award(plain, 0, f"plain-letters-{plain.id}")
    mine, = letters(field.homes[1].provider, plain)
    assert mine["choice"] is None


def test_no_letter_tells_what_another_bid_costs(field):
    case = ranked(field, 412_345, 500_000)
    award(case, 0, f"costs-{case.id}")
    text = json.dumps(letters(field.homes[1].provider, case), default=str)
    assert "3412345" not in text and "price_pence" not in text
    assert field.homes[0].provider.name not in text


def test_letters_are_for_bidders_their_council_and_its_auditors(field, world):
    case = ranked(field, 400_000, 500_000)
    award(case, 0, f"readers-{case.id}")
    assert len(letters(field.council, case)) == 2
    assert len(letters(world.auditor, case)) == 2
    # Invited, but without a bid; not invited at all; not its referral.
    field.homes[2].provider.get(f"{case.path}/feedback", expect=404)
    world.provider_a.get(f"{case.path}/feedback", expect=404)
    world.council_b.get(f"{case.path}/feedback", expect=404)
    world.lead.get(f"{case.path}/feedback", expect=403)


def test_letters_are_written_anew_when_the_award_falls(field):
    case = ranked(field, 400_000, 500_000)
    first = award(case, 0, f"falls-{case.id}").json()
    field.homes[0].provider.make(
        f"/v1/placements/{first['placement_id']}/refusal",
        {"reason": "The vacancy was filled"})
    assert letters(field.homes[1].provider, case)[0]["awarded"] is False
    award(case, 1, f"anew-{case.id}")
    now, = letters(field.homes[1].provider, case)
    assert (now["awarded"], now["winner"]["name"]) == (True,
                                                       field.homes[1].name)
    loser, = letters(field.homes[0].provider, case)
    assert (loser["awarded"], loser["winner"]["rank"]) == (False, 2)


def test_a_consensus_replaces_the_evaluators_reasons(shared_world):
    field = Field(shared_world, 5, evaluators=2)
    case = field.opened(400_000)
    bid = case.bids[0]
    field.world.evaluate(bid, 5)
    field.world.evaluate(bid, 3, field.world.council_a_2)
    field.council.put(f"/v1/bids/{bid['id']}/consensus",
                      {"score": 4, "reason": "Read together"}, expect=201)
    field.council.make(f"{case.path}/ranking")
    case.ids = [bid["id"]]
    award(case, 0, f"agreed-{case.id}")
    letter, = letters(field.homes[0].provider, case)
    assert (letter["outcome_score"], letter["outcome_reasons"]) == (
        4, ["Read together"])
    shared_world.clock.reset()
