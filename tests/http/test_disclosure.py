"""test_disclosure.py - the ladder: the invited see the anonymised portrait
while they are, the awarded provider sees what the council releases to it, and
everybody else's sight ends (R103).

SPDX-License-Identifier: Apache-2.0
"""
import psycopg2
import pytest

from harness import processes
from harness.client import slug
from harness.placing import Field, award, heard

TOLD = {"text": "Sam lives with Mr O'Brien, 01865 792422; DoB 3 April 2012"}


@pytest.fixture(scope="module", name="field")
def one_field(shared_world):
    return Field(shared_world, choice_mode="none")


@pytest.fixture(name="case")
def awarded(field):
    """Awarded to home 0; home 1 is next; home 2 was invited and said nothing."""
    case = field.ranked(400_000, 900_000, choice_mode="none")
    case.award = award(case, 0, f"award-{case.id}").json()
    case.placement = f"/v1/placements/{case.award['placement_id']}"
    case.disclosure = f"{case.placement}/disclosure"
    return case


def sees(field, case):
    """Which of the homes' providers see the portrait; the others are shown
    the rest of the referral all the same."""
    seen = []
    for number, home in enumerate(field.homes):
        referral = home.provider.read(case.path)
        assert referral["needs"] == case.referral["needs"]
        if referral["portrait"] is not None:
            assert referral["portrait"] == case.referral["portrait"]
            seen.append(number)
    return seen


def test_the_invited_see_the_portrait_until_the_award_and_the_winner_on(
        field, world):
    case = field.published(400_000, 900_000, choice_mode="none")
    assert sees(field, case) == [0, 1, 2]
    world.pass_deadline(case.referral)
    assert sees(field, case) == [0, 1, 2]
    found = world.open_bids(case.referral)
    assert sees(field, case) == [0, 1, 2]
    for bid in found.values():
        world.evaluate(bid, 4)
    field.council.make(f"{case.path}/ranking")
    assert sees(field, case) == [0, 1, 2]
    field.council.make(f"{case.path}/award", {
        "bid_id": found[field.homes[0].id]["id"], "reason": "First"},
        key=f"ladder-{case.id}")
    assert sees(field, case) == [0]
    for reader in (field.council, world.auditor):
        assert reader.read(case.path)["portrait"] == case.referral["portrait"]


def test_an_award_that_was_refused_lets_the_others_see_it_again(field, case):
    field.homes[0].provider.make(f"{case.placement}/refusal",
                                 {"reason": "No vacancy"})
    assert sees(field, case) == [1, 2]
    award(case, 1, f"next-{case.id}")
    assert sees(field, case) == [1]


def test_the_end_of_a_referral_ends_it(field, world):
    cancelled = field.published(400_000)
    field.council.make(f"{cancelled.path}/cancellation",
                       {"reason": "Staying at home"})
    assert sees(field, cancelled) == []
    failed = field.opened({"features_met": []})
    world.evaluate(failed.bids[0], 4)
    field.council.make(f"{failed.path}/ranking")
    assert field.council.read(failed.path)["state"] == "unsuccessful"
    assert sees(field, failed) == []


def test_what_is_disclosed_reaches_the_winner_and_nobody_else_R103(
        field, case, world):
    winner, loser = field.homes[0].provider, field.homes[1].provider
    winner.get(case.disclosure, expect=404)
    made = field.council.put(case.disclosure, TOLD, expect=201)
    assert made.headers["Location"].endswith(case.disclosure)
    body = made.json()
    assert body["text"] == TOLD["text"]
    for reader in (winner, field.council, world.council_a_2, world.auditor):
        assert reader.read(case.disclosure) == body
    for stranger in (loser, field.homes[2].provider, world.council_b):
        stranger.get(case.disclosure, expect=404)
    world.lead.get(case.disclosure, expect=403)
    assert TOLD["text"] not in winner.get(case.placement).text
    assert heard(winner, subject_id=case.award["placement_id"])[-1] == \
        "placement.disclosed"
    assert "placement.disclosed" not in heard(loser, referral_id=case.id)


def test_only_its_council_discloses_and_says_what_it_replaces(
        field, case, world):
    world.council_b.put(case.disclosure, TOLD, expect=404)
    field.homes[0].provider.put(case.disclosure, TOLD, expect=403)
    world.auditor.put(case.disclosure, TOLD, expect=403)
    field.council.put(case.disclosure, TOLD, expect=201)
    field.council.put(case.disclosure, TOLD, expect=428)
    changed = field.council.change(case.disclosure, {"text": "Less"})
    assert changed.status_code == 200
    assert field.homes[0].provider.read(case.disclosure)["text"] == "Less"
    empty = field.council.put(case.disclosure, {"text": ""}, expect=422)
    assert [f["pointer"] for f in empty.json()["errors"]] == ["#/text"]


def test_who_refuses_the_placement_has_no_business_with_it_any_more(
        field, case):
    provider = field.homes[0].provider
    field.council.put(case.disclosure, TOLD, expect=201)
    provider.read(case.disclosure)
    provider.make(f"{case.placement}/refusal", {"reason": "No vacancy"})
    provider.get(case.disclosure, expect=404)
    assert field.council.read(case.disclosure)["text"] == TOLD["text"]
    refused = field.council.change(case.disclosure, {"text": "More"},
                                   expect=409)
    assert slug(refused) == "placement-not-open"


def test_it_stays_while_the_placement_lasts(field, case, world):
    field.council.put(case.disclosure, TOLD, expect=201)
    world.sign(field.homes[0].provider, case.award["placement_id"])
    world.sign(field.council, case.award["placement_id"])
    assert field.homes[0].provider.read(case.disclosure)["text"] == \
        TOLD["text"]
    field.council.change(case.disclosure, {"text": "Moved"})


def test_who_reads_it_is_written_down_and_who_is_shown_nothing_is_not(
        field, case, world):
    subject = {"subject_id": case.award["placement_id"]}
    field.homes[0].provider.get(case.disclosure, expect=404)
    field.council.put(case.disclosure, TOLD, expect=201)
    field.homes[0].provider.get(case.disclosure, expect=200,
                                headers={"Purpose": "Preparing the room"})
    reads = field.council.every("/v1/audit/reads", **subject)
    assert [(r["operation"], r["organisation_id"], r["purpose"])
            for r in reads] == [
        ("showDisclosure", field.homes[0].provider.organisation_id,
         "Preparing the room")]


def test_a_person_who_leaves_for_another_council_loses_all_at_once(
        field, case, world):
    """B11: the person is disabled here and added there. Nobody with a session
    is carried over to another house with it, whoever tries."""
    field.council.put(case.disclosure, TOLD, expect=201)
    officer = world.colleague(field.council, role="council")
    token = officer.token
    assert officer.read(case.path)["portrait"]
    assert officer.read(case.disclosure)["text"] == TOLD["text"]
    with processes.superuser(world.stack) as cursor, \
            pytest.raises(psycopg2.errors.ForeignKeyViolation):
        cursor.execute("UPDATE app_user SET organisation_id = %s"
                       " WHERE id = %s", (world.council_b.organisation_id,
                                          officer.user_id))
    field.council.change(f"/v1/users/{officer.user_id}", {"disabled": True},
                         method="PATCH")
    for path in (case.path, case.disclosure):
        officer.get(path, token=token, expect=401)
    moved = world.colleague(world.council_b, role="council")
    for path in (case.path, case.placement, case.disclosure):
        moved.get(path, expect=404)
