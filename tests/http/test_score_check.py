"""test_score_check.py - a ranking is worked out again by whoever has it.

Every ranking that Field.ranked() or a worked example makes is checked as well;
here are the ways in which a ranking becomes complicated, and a ranking that
somebody has touched.

SPDX-License-Identifier: Apache-2.0
"""
import hashlib
import json
import re

import pytest

from harness.placing import Field
from harness.replay import assert_replays, score_check

NUMBER = re.compile(r'(?<=[:,\[])\d+(?:\.\d+)?(?=[,}\]])')


@pytest.fixture(scope="module", name="field")
def one_field(shared_world):
    return Field(shared_world)


@pytest.fixture(scope="module", name="document")
def one_document(field):
    return field.ranked(400_000, 433_333, 477_777).document


def sealed(text):
    """The document with its digest made anew, as a forger would."""
    covered = text[:text.rindex(',"sha256":"')] + "}"
    digest = hashlib.sha256(covered.encode()).hexdigest()
    return covered[:-1] + f',"sha256":"{digest}"}}'


def first_fault(done, status):
    assert done.returncode == status, done
    return done.stderr.decode().splitlines()[0]


def rank(world, case, council):
    council.make(f"{case.path}/ranking")
    text = council.get(f"{case.path}/ranking", expect=200).text
    assert_replays(world.stack, text)
    return json.loads(text)


# ---- rankings with a history

def test_a_consensus_is_worked_out(world):
    field = Field(world, 5, 15, evaluators=2)
    case = field.opened(400_000, 410_000)
    for bid, second in zip(case.bids, (3, 5)):
        world.evaluate(bid, 3)
        world.evaluate(bid, second, world.council_a_2)
    field.council.put(f"/v1/bids/{case.bids[1]['id']}/consensus",
                      {"score": 4, "reason": "Agreed"}, expect=201)
    facts = rank(world, case, field.council)["facts"]
    assert sorted((b["evaluations"], b["consensus"])
                  for b in facts["bids"]) == [([3, 3], None), ([3, 5], 4)]


def test_flags_of_the_opening_are_worked_out_after_a_disregard_R115(
        field, world):
    case = field.opened({"children": [{
        "core_pence": {"premises": 1, "staffing": 1},
        "variable": []}]}, 410_000, 420_000)
    low = case.bids[0]
    assert low["flags"] == ["abnormally_low"]
    field.homes[0].provider.post(f"/v1/bids/{low['id']}/explanation",
                                 {"text": "We are new"}, expect=201)
    field.council.post(f"/v1/bids/{low['id']}/disregard",
                       {"reason": "No explanation"}, expect=201)
    for bid in case.bids:
        world.evaluate(bid, 4)
    ranking = rank(world, case, field.council)
    assert ranking["bids"][-1]["flags"] == ["abnormally_low"]
    assert ranking["bids"][-1]["reasons"] == ["disregarded"]


def test_homes_that_came_and_went_between_opening_and_ranking(field, world):
    case = field.published(400_000, 410_000, 420_000)
    field.suspend(field.homes[0])
    bids = world.open_bids(case.referral)
    field.reinstate(field.homes[0])
    field.suspend(field.homes[1])
    try:
        for bid in bids.values():
            world.evaluate(bid, 3)
        ranking = rank(world, case, field.council)
    finally:
        field.reinstate(field.homes[1])
    opened = {b["bid_id"]: b["opened_reasons"]
              for b in ranking["facts"]["bids"]}
    by_home = {b["establishment_id"]: b for b in ranking["bids"]}
    assert [(opened[b["bid_id"]], b["reasons"]) for b in (
        by_home[home.id] for home in field.homes)] == [
            (["not_accredited"], []), ([], ["not_accredited"]), ([], [])]


# ---- rankings that were touched

def test_every_number_of_a_document_is_covered(stack, document):
    """A digit changed: found as a figure, or at last by the digest."""
    numbers = list(NUMBER.finditer(document))
    assert len(numbers) > 75
    for n in numbers:
        digits = n.group()
        other = digits[:-1] + str((int(digits[-1]) + 1) % 10)
        done = score_check(
            stack, document[:n.start()] + other + document[n.end():])
        assert done.returncode in (1, 2), (n, done)
        assert b"#/" in done.stderr


def test_what_no_figure_shows_the_digest_does(stack, document):
    name = json.loads(document)["bids"][0]["name"]
    fault = first_fault(
        score_check(stack, document.replace(name, f"{name}!", 1)), 1)
    assert fault.startswith("fairlot: #/sha256: expected ")


def test_a_forger_who_seals_anew_is_told_the_first_figure(stack, document):
    bid = json.loads(document)["bids"][0]
    total = f'"total":{bid["total"]:.4f}'
    assert total in document
    forged = sealed(document.replace(total, '"total":99.9999', 1))
    done = score_check(stack, forged)
    assert first_fault(done, 1).startswith(
        f"fairlot: #/bids/0/total: expected {bid['total']:.4f}, "
        "found 99.9999; it is ")
    assert b"ok  #/bids/0/quality" in done.stdout
    assert b"#/bids/0/total" not in done.stdout


def test_what_is_no_ranking_ends_with_2_and_every_fault(stack, document):
    broken = json.loads(document)
    broken["weights"]["price"] = "50"
    broken["bids"][0]["rank"] = None
    del broken["locked_at"]
    broken["surprise"] = 1
    done = score_check(stack, json.dumps(broken, separators=(",", ":")))
    assert done.returncode == 2 and done.stdout == b""
    places = {line.split(": ")[1]
              for line in done.stderr.decode().splitlines()}
    assert places >= {"#/weights/price", "#/locked_at", "#/surprise",
                      "#/bids/0/rank"}


@pytest.mark.parametrize("text, says", [
    ("", "no JSON"), ("{", "no JSON"), ("[1]", "an object"),
    ('{"referral_id":1,"referral_id":2}', "no JSON")])
def test_text_that_is_no_document_ends_with_2(stack, text, says):
    assert says in first_fault(score_check(stack, text), 2)


def test_an_old_ranking_says_that_it_cannot_be_worked_out(stack, document):
    start, end = document.index(',"facts":'), document.rindex(',"sha256":"')
    old = sealed(document[:start] + document[end:])
    fault = first_fault(score_check(stack, old), 2)
    assert "before rankings carried the facts" in fault


def test_the_document_comes_from_a_file_too(stack, document, tmp_path):
    file = tmp_path / "ranking.json"
    file.write_text(document + "\n")
    assert score_check(stack, "", str(file)).returncode == 0
    assert "No such file" in first_fault(
        score_check(stack, "", str(tmp_path / "other")), 2)
    assert "expected 1 arguments" in first_fault(
        score_check(stack, "", str(file), str(file)), 2)
