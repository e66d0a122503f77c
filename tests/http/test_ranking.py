"""test_ranking.py - scored, put in order, and locked.

SPDX-License-Identifier: Apache-2.0
"""
import decimal
import hashlib
import json
import re

import pytest

from harness.client import slug
from harness.placing import Field, exact, heard

# The document begins and ends so, and its members stand in this order.
DOCUMENT = ["referral_id", "locked_at", "weights", "miles_per_mark",
            "lowest_price_pence", "bids", "choice", "facts", "sha256"]
BID = ["bid_id", "establishment_id", "name", "compliant", "reasons",
       "price_pence", "miles", "core_score", "outcome_score", "needs_met",
       "needs_total", "features_met", "features_total", "sealed_sha256",
       "scores", "quality", "total", "rank", "gap", "tie_break", "flags"]
CRITERIA = ["price", "outcomes", "needs", "features", "location", "core"]


@pytest.fixture(scope="module", name="field")
def one_field(shared_world):
    return Field(shared_world)


@pytest.fixture(scope="module", name="twins")
def homes_at_one_distance(shared_world):
    return Field(shared_world, 5, 5)


def test_the_digest_covers_the_document_byte_for_byte_R126(field):
    case = field.ranked(400_000, 410_000)
    answer = field.council.get(f"{case.path}/ranking", expect=200)
    digest = answer.json()["sha256"]
    covered = answer.content.replace(f',"sha256":"{digest}"'.encode(), b"")
    assert len(covered) < len(answer.content)
    assert hashlib.sha256(covered).hexdigest() == digest


def test_another_program_prints_the_same_bytes_from_the_json(field):
    """Compact, in the order read; only the decimals need care."""
    case = field.ranked(400_000, 410_000)
    text = field.council.get(f"{case.path}/ranking", expect=200).text
    document = json.loads(text, parse_float=lambda digits: f"@{digits}@")
    digest = document.pop("sha256")
    printed = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    printed = re.sub('"@([0-9.]+)@"', r"\1", printed)
    assert hashlib.sha256(printed.encode()).hexdigest() == digest


def test_the_members_of_the_ranking_stand_in_their_order(field):
    case = field.ranked(400_000, 410_000)
    document = field.council.read(f"{case.path}/ranking")
    assert list(document) == DOCUMENT
    for bid in document["bids"]:
        assert list(bid) == BID
        assert list(bid["scores"]) == CRITERIA
    assert list(document["weights"]) == CRITERIA


def test_scores_are_printed_with_four_decimals_and_add_up(field):
    case = field.ranked(400_000, 433_333, 477_777)
    for bid in case.ranking["bids"]:
        parts = [bid["scores"][c] for c in CRITERIA]
        for number in (*parts, bid["quality"], bid["total"], bid["gap"],
                       bid["core_score"]):
            assert re.fullmatch(r"\d+\.\d{4}", str(number))
        assert sum(parts[1:]) == bid["quality"]
        assert parts[0] + bid["quality"] == bid["total"]
        assert case.ranking["bids"][0]["total"] - bid["total"] == bid["gap"]


def test_the_ranking_that_was_made_is_the_one_that_is_read(field, world):
    case = field.opened(400_000, 410_000)
    for bid in case.bids[:2]:
        world.evaluate(bid, 3)
    made = field.council.post(f"{case.path}/ranking", {}, expect=201)
    read = field.council.get(f"{case.path}/ranking", expect=200)
    assert made.content == read.content
    assert made.headers["ETag"] == read.headers["ETag"]
    assert made.headers["Location"].endswith(f"{case.path}/ranking")
    audited = world.auditor.get(f"{case.path}/ranking", expect=200)
    assert audited.content == read.content


def test_there_is_no_ranking_before_it_is_made_and_none_for_strangers(
        field, world):
    case = field.opened(400_000)
    field.council.get(f"{case.path}/ranking", expect=404)
    case = field.ranked(400_000)
    world.council_b.get(f"{case.path}/ranking", expect=404)
    field.homes[0].provider.get(f"{case.path}/ranking", expect=403)


def test_a_ranking_is_made_once(field):
    case = field.ranked(400_000)
    again = field.council.post(f"{case.path}/ranking", {}, expect=409)
    assert slug(again) == "already-ranked"


def test_bids_are_not_ranked_before_they_are_opened(field, world):
    case = field.published(400_000)
    early = field.council.post(f"{case.path}/ranking", {}, expect=409)
    assert slug(early) == "not-opened"
    world.pass_deadline(case.referral)
    early = field.council.post(f"{case.path}/ranking", {}, expect=409)
    assert slug(early) == "not-opened"


def test_a_home_suspended_before_the_ranking_is_out_of_it(field, world):
    case = field.opened(0, 410_000)
    for bid in case.bids[:2]:
        world.evaluate(bid, 3)
    field.suspend(field.homes[0])
    try:
        ranking = field.council.make(f"{case.path}/ranking")
    finally:
        field.reinstate(field.homes[0])
    assert ranking["bids"][-1]["reasons"] == ["not_accredited"]
    assert ranking["lowest_price_pence"] == 3_410_000
    # Locked: the home is back, the ranking stays.
    assert field.council.read(f"{case.path}/ranking") == ranking
    bid = field.council.read(f"/v1/bids/{case.bids[0]['id']}")
    assert bid["reasons"] == ["not_accredited"]


def test_a_home_reinstated_before_the_ranking_is_in_it(field, world):
    field.suspend(field.homes[0])
    field.reinstate(field.homes[0])
    case = field.published(400_000, 410_000)
    field.suspend(field.homes[0])
    bids = world.open_bids(case.referral)
    assert bids[field.homes[0].id]["reasons"] == ["not_accredited"]
    field.reinstate(field.homes[0])
    for bid in bids.values():
        world.evaluate(bid, 3)
    ranking = field.council.make(f"{case.path}/ranking")
    assert [b["compliant"] for b in ranking["bids"]] == [True, True]


@pytest.mark.parametrize("bids", [(), ({"features_met": []},)])
def test_without_a_compliant_bid_the_referral_is_unsuccessful(field, bids):
    case = field.ranked(*bids) if bids else field.ranked(None)
    document = case.ranking
    assert document["lowest_price_pence"] is None
    assert document["choice"] == {"mode": "top3_within_5", "offered": []}
    assert [b["compliant"] for b in document["bids"]] == [False] * len(bids)
    assert field.council.read(case.path)["state"] == "unsuccessful"
    refused = field.council.post(
        f"{case.path}/award", {"bid_id": case.id, "reason": "None"},
        key=f"none-{case.id}", expect=409)
    assert slug(refused) == "not-awardable"


def test_one_compliant_bid_has_the_whole_price_score_and_no_window(field):
    case = field.ranked(777_700)
    only = case.ranked[0]
    assert only["scores"]["price"] == decimal.Decimal("50.0000")
    assert (only["rank"], case.ranking["choice"]["offered"]) == (1, [])


def test_bids_at_one_price_are_separated_by_quality_alone(field):
    case = field.ranked(400_000, 400_000, scores=(1, 5))
    assert {str(b["scores"]["price"]) for b in case.ranking["bids"]} == {
        "50.0000"}
    assert [b["rank"] for b in case.ranked[:2]] == [2, 1]


def test_a_tie_in_everything_is_drawn_from_the_seals_R098(twins):
    case = twins.ranked(400_000, 400_000)
    bids = case.ranking["bids"]
    assert bids[0]["total"] == bids[1]["total"]
    assert [b["tie_break"] for b in bids] == ["draw", "draw"]
    seals = sorted(b["sealed_sha256"] for b in bids)
    lots = {b["bid_id"]: hashlib.sha256("\n".join(
        [case.id, b["establishment_id"], *seals]).encode()).hexdigest()
        for b in bids}
    assert lots[bids[0]["bid_id"]] < lots[bids[1]["bid_id"]]


def test_the_ranking_is_told_to_the_council_and_to_no_bidder_R117(field):
    case = field.ranked(400_000, 410_000)
    told = {"type": "referral.ranked", "referral_id": case.id}
    assert heard(field.council, **told) == ["referral.ranked"]
    assert [heard(home.provider, **told) for home in field.homes] == [[]] * 3


def test_weights_of_the_referral_score_not_those_of_the_category(field):
    weights = {"price": 70, "outcomes": 30, "needs": 0, "features": 0,
               "location": 0, "core": 0}
    case = field.ranked(400_000, weights=weights)
    assert exact(field.council.get(f"{case.path}/ranking"))["weights"] \
        == weights
    assert {c: str(s) for c, s in case.ranked[0]["scores"].items()} == {
        "price": "70.0000", "outcomes": "24.0000", "needs": "0.0000",
        "features": "0.0000", "location": "0.0000", "core": "0.0000"}
