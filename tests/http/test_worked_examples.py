"""test_worked_examples.py - the three worked examples of the scoring rules,
from the application to the feedback letter, to the last digit.

The figures were worked out by hand from the published rules; nothing here
computes them.

SPDX-License-Identifier: Apache-2.0
"""
import decimal
import json
import types

import pytest

from harness.client import slug
from harness.replay import assert_replays

CRITERIA = ("price", "outcomes", "needs", "features", "location", "core")
STATEMENTS = ("workforce", "outcomes", "contract-management")
HEADS = [{"code": "care", "name": "All core costs"}]


def exact(response):
    """The JSON with its decimals as they were printed."""
    return json.loads(response.text, parse_float=decimal.Decimal)


def marks(prefix, values):
    """Criteria of these marks: n1, n2, ..."""
    return [{"code": f"{prefix}{i}", "text": f"Criterion {prefix}{i}",
             "mark": mark} for i, mark in enumerate(values, 1)]


def met(prefix, values, wanted):
    """Codes of the criteria that make so many marks, from the first on."""
    codes, left = [], wanted
    for i, mark in enumerate(values, 1):
        if mark <= left:
            codes.append(f"{prefix}{i}")
            left -= mark
    assert left == 0, f"{wanted} cannot be made of {values}"
    return codes


class Example:
    """One referral with its bidders, each as a row of the example."""

    def __init__(self, world, *, needs, features, musts, category, referral):
        self.world, self.needs, self.features = world, needs, features
        self.musts = musts
        self.market = world.market(
            cost_heads=HEADS, core_cap_pence=None, **category)
        self.centre = world.places.centre()
        self.referral_over = {
            "needs": marks("n", needs),
            "features": [f | {"must": False} for f in marks("f", features)] + [
                {"code": m, "text": f"Must have {m}", "must": True, "mark": 0}
                for m in musts], **referral}
        self.homes = {}

    def admit(self, name, miles, core, scores, rating="good", discounts=()):
        """From registration to accreditation."""
        place, = self.world.places.at(self.centre, miles)
        home = self.world.accredited_home(
            self.market, place, name=name, core={"care": core},
            scores=dict(zip(STATEMENTS, scores)), rating=rating,
            discounts=discounts)
        self.homes[name] = home
        return home

    def publish(self):
        self.referral = self.world.referral(
            self.market, self.centre, **self.referral_over)
        self.path = f"/v1/referrals/{self.referral['id']}"

    def bid_body(self, children, needs, features, musts=None):
        """children: (core pence or None, variable pence) of each."""
        return {
            "children": [
                ({"core_pence": {"care": core}} if core is not None else {})
                | {"variable": [{"text": "What this child needs besides",
                                 "amount_pence": variable}]}
                for core, variable in children],
            "needs_met": met("n", self.needs, needs),
            "features_met": met("f", self.features, features)
            + list(self.musts if musts is None else musts),
            "statement": "Each outcome has a measure and a date",
            "available_from": self.world.clock.day(20)}

    def put_bid(self, name, body, expect=201):
        home = self.homes[name]
        return home.provider.put(self.world.bid_path(self.referral, home),
                                 body, expect=expect)

    def rank(self, scores):
        self.ranking = self.world.rank(
            self.referral,
            {self.homes[name].id: s for name, s in scores.items()})
        answer = self.world.council_a.get(f"{self.path}/ranking", expect=200)
        self.document = exact(answer)
        self.replayed = assert_replays(self.world.stack, answer.text)
        self.bids = {b["name"]: b for b in self.document["bids"]}

    def letters(self):
        """Of each provider, by the name of its home."""
        found = {}
        for name, home in self.homes.items():
            feedback = exact(home.provider.get(f"{self.path}/feedback",
                                               expect=200))
            found[name], = feedback["items"]
        return found


def printed(bid):
    """Scores, quality, total, rank and gap as they are printed."""
    return [str(bid["scores"][c]) for c in CRITERIA] + [
        str(bid["quality"]), str(bid["total"]), bid["rank"],
        str(bid["gap"])]


def check_letters(example, winner, expected):
    """Everybody reads its own figures and the winner's, as ranked."""
    for name, letter in example.letters().items():
        assert letter["awarded"] == (name == winner)
        assert letter["winner"]["name"] == winner
        for who, figures in ((letter, expected[name]),
                             (letter["winner"], expected[winner])):
            if figures is None:
                assert who["scores"] is None and who["rank"] is None
                continue
            assert [str(who["scores"][c]) for c in CRITERIA] == figures[:6]
            assert [str(who["quality"]), str(who["total"]),
                    who["rank"]] == figures[6:9]


# --------------------------------------------------- (a) SEN day placement

A = {  # accredited core, scores at qualification, miles
    "Ashdown": (3_950_000, (3, 4, 3), 6.40),
    "Beechwood": (4_150_000, (5, 4, 4), 10.00),
    "Chalk Hill": (3_525_000, (3, 3, 3), 23.70),
    "Downland": (3_300_000, (3, 3, 2), 52.10),
}
A_BIDS = {  # core in the bid, variable, needs, features, outcome score, price
    "Ashdown": (None, 645_000, 18, 8, 3, 4_595_000),
    "Beechwood": (4_000_000, 920_000, 20, 9, 5, 4_920_000),
    "Chalk Hill": (None, 430_000, 14, 6, 3, 3_955_000),
    "Downland": (3_300_000, 390_000, 14, 4, 2, 3_690_000),
}
A_RANKED = {
    "Beechwood": ["37.5000", "12.0000", "8.0000", "4.5000", "4.0000",
                  "17.2000", "45.7000", "83.2000", 1, "0.0000"],
    "Chalk Hill": ["46.6498", "7.2000", "5.6000", "3.0000", "3.0000",
                   "12.0000", "30.8000", "77.4498", 2, "5.7502"],
    "Ashdown": ["40.1523", "7.2000", "7.2000", "4.0000", "5.0000",
                "13.6000", "37.0000", "77.1523", 3, "6.0477"],
    "Downland": ["50.0000", "4.8000", "5.6000", "2.0000", "0.0000",
                 "10.8000", "23.2000", "73.2000", 4, "10.0000"],
}


@pytest.fixture(scope="module", name="sen")
def ranked_sen(shared_world):
    """Example (a), ranked. Downland first tried to load its core."""
    e = Example(shared_world, needs=(10, 4, 4, 2), features=(4, 2, 2, 1, 1),
                musts=("therapist", "dfe"), category={},
                referral={"budget_pence": 5_200_000})
    for name, (core, scores, miles) in A.items():
        e.admit(name, miles, core, scores)
    e.publish()
    e.refused = e.put_bid(
        "Downland", e.bid_body([(3_350_000, 390_000)], 14, 4), expect=422)
    e.receipts = {
        name: e.put_bid(name, e.bid_body([(core, variable)], needs,
                                         features)).json()
        for name, (core, variable, needs, features, _, _) in A_BIDS.items()}
    e.rank({name: row[4] for name, row in A_BIDS.items()})
    yield e
    shared_world.clock.reset()


def test_core_above_the_accredited_figure_is_refused_naming_it_R110(sen):
    fault, = sen.refused.json()["errors"]
    assert fault["pointer"] == "#/children/0/core_pence/care"
    assert "£33,000.00" in fault["detail"]


def test_prices_of_example_a_are_recomputed_by_the_server_R109(sen):
    for name, row in A_BIDS.items():
        assert sen.receipts[name]["price_pence"] == row[5]
        assert sen.bids[name]["price_pence"] == row[5]
        assert sen.bids[name]["sealed_sha256"] == \
            sen.receipts[name]["receipt"]["sha256"]
    assert sen.document["lowest_price_pence"] == 3_690_000


def test_example_a_is_ranked_to_the_last_digit_R113(sen):
    assert [b["name"] for b in sen.document["bids"]] == [
        "Beechwood", "Chalk Hill", "Ashdown", "Downland"]
    for name, figures in A_RANKED.items():
        assert printed(sen.bids[name]) == figures, name


def test_facts_of_example_a_stand_beside_their_scores(sen):
    core = {"Ashdown": "68.0000", "Beechwood": "86.0000",
            "Chalk Hill": "60.0000", "Downland": "54.0000"}
    for name, (_, _, needs, features, score, _) in A_BIDS.items():
        bid = sen.bids[name]
        assert (bid["needs_met"], bid["needs_total"]) == (needs, 20)
        assert (bid["features_met"], bid["features_total"]) == (features, 10)
        assert bid["outcome_score"] == score
        assert str(bid["core_score"]) == core[name]
        assert str(bid["miles"]) == f"{A[name][2]:.2f}"
        assert bid["tie_break"] is None


def test_example_a_is_worked_out_again_with_its_formulas(sen):
    lines = "\n".join(" ".join(line.split()) for line in sen.replayed)
    for figure in (
            "ok #/bids/0/price_pence 4920000 = core 4000000 + variable 920000",
            "ok #/bids/0/scores/price 37.5000 = 50 x 3690000 / 4920000",
            "ok #/bids/1/scores/needs 5.6000 = 8 x 14 / 20",
            "ok #/bids/0/total 83.2000 = 37.5000 + 45.7000",
            "ok #/bids/3/gap 10.0000 = 83.2000 - 73.2000"):
        assert figure + "\n" in lines
    assert "ok #/sha256 " + sen.document["sha256"] in lines


def test_nobody_is_abnormally_low_in_example_a_R115(sen):
    assert all(b["flags"] == [] for b in sen.document["bids"])


def test_example_a_offers_no_choice_and_awards_the_best_R118(sen):
    assert sen.document["choice"] == {"mode": "top3_within_5", "offered": []}
    council = sen.world.council_a
    refused = council.put(f"{sen.path}/choice", {
        "bid_id": sen.bids["Beechwood"]["bid_id"], "chosen_by": "parent",
        "reason": "The nicest"}, expect=409)
    assert slug(refused) == "no-choice-offered"
    other = council.post(
        f"{sen.path}/award", {"bid_id": sen.bids["Ashdown"]["bid_id"],
                              "reason": "Nearest"},
        key="a-other", expect=409)
    assert slug(other) == "not-awardable"
    award = sen.world.award(sen.referral, sen.bids["Beechwood"]["bid_id"])
    assert award["establishment_id"] == sen.homes["Beechwood"].id
    check_letters(sen, "Beechwood", A_RANKED)


# ---------------------------------------------- (b) fostering, a sibling pair

B = {  # accredited core, scores at qualification, miles, discount per cent
    "Birch": (85_000, (4, 4, 4), 7.90, 10),
    "Brook": (81_500, (3, 4, 4), 12.30, 7.5),
    "Bridge": (87_900, (4, 5, 4), 19.95, 12),
    "Barn": (79_800, (4, 3, 3), 31.00, None),
}
B_BIDS = {  # core, variable of both children, needs, features, score, price
    "Birch": (84_200, (6_500, 0), 14, 7, 4, 166_480),
    "Brook": (None, (4_850, 2_200), 12, 6, 4, 163_772),
    "Bridge": (None, (11_000, 3_500), 14, 8, 5, 179_332),
    "Barn": (None, (0, 0), 9, 5, 3, 159_600),
}
B_RANKED = {
    "Bridge": ["26.6991", "25.0000", "11.2000", "6.4000", "4.0000",
               "17.6000", "64.2000", "90.8991", 1, "0.0000"],
    "Birch": ["28.7602", "20.0000", "11.2000", "5.6000", "5.0000",
              "16.0000", "57.8000", "86.5602", 2, "4.3389"],
    "Brook": ["29.2358", "20.0000", "9.6000", "4.8000", "4.0000",
              "14.8000", "53.2000", "82.4358", 3, "8.4633"],
    "Barn": ["30.0000", "15.0000", "7.2000", "4.0000", "2.0000",
             "13.2000", "41.4000", "71.4000", 4, "19.4991"],
}
B_WEIGHTS = {"price": 30, "outcomes": 25, "needs": 12, "features": 8,
             "location": 5, "core": 20}


@pytest.fixture(scope="module", name="siblings")
def ranked_siblings(shared_world):
    """Example (b), ranked."""
    e = Example(shared_world, needs=(9, 3, 2, 1), features=(5, 2, 1, 2),
                musts=(), category={"price_unit": "week",
                                    "weights": B_WEIGHTS},
                referral={"children": 2, "weights": B_WEIGHTS,
                          "budget_pence": None})
    for name, (core, scores, miles, percent) in B.items():
        e.admit(name, miles, core, scores, discounts=[
            {"from_child": 2, "percent": percent}] if percent else [])
    e.publish()
    e.receipts = {
        name: e.put_bid(name, e.bid_body(
            [(core, v) for v in variable], needs, features)).json()
        for name, (core, variable, needs, features, _, _) in B_BIDS.items()}
    e.rank({name: row[4] for name, row in B_BIDS.items()})
    yield e
    shared_world.clock.reset()


def test_discounts_of_example_b_are_rounded_half_up_to_the_penny_R048(siblings):
    for name, row in B_BIDS.items():
        assert siblings.receipts[name]["price_pence"] == row[5], name
        assert siblings.bids[name]["price_pence"] == row[5], name


def test_example_b_is_ranked_to_the_last_digit_R113(siblings):
    assert siblings.document["weights"] == B_WEIGHTS
    assert siblings.document["lowest_price_pence"] == 159_600
    for name, figures in B_RANKED.items():
        assert printed(siblings.bids[name]) == figures, name
        assert siblings.bids[name]["flags"] == []


def test_example_b_offers_the_two_within_five_points_R118(siblings):
    assert siblings.document["choice"] == {
        "mode": "top3_within_5",
        "offered": [{"bid_id": siblings.bids[name]["bid_id"],
                     "within_budget": None, "over_budget_pence": None}
                    for name in ("Bridge", "Birch")]}


def test_example_b_is_awarded_to_the_one_chosen_R119_R122(siblings):
    council = siblings.world.council_a
    pending = council.post(
        f"{siblings.path}/award",
        {"bid_id": siblings.bids["Bridge"]["bid_id"], "reason": "Best"},
        key="b-pending", expect=409)
    assert slug(pending) == "choice-pending"
    outside = council.put(f"{siblings.path}/choice", {
        "bid_id": siblings.bids["Brook"]["bid_id"],
        "chosen_by": "social_worker", "reason": "The garden"}, expect=409)
    assert slug(outside) == "not-offered"
    chosen = siblings.bids["Birch"]["bid_id"]
    siblings.world.choose(siblings.referral, chosen,
                          chosen_by="social_worker")
    award = siblings.world.award(siblings.referral, chosen)
    check_letters(siblings, "Birch", B_RANKED)
    check_lines(council.read(f"/v1/placements/{award['placement_id']}"))


def check_lines(placement):
    """Birch's agreement: 842.00 + 65.00, and 842.00 less ten per cent."""
    lines = placement["terms"]["price_lines"]
    assert [(line["child"], line["core_pence"], line["variable_pence"],
             line["discount_percent"], line["discount_pence"],
             line["price_pence"]) for line in lines] == [
        (1, 84_200, 6_500, 0, 0, 90_700), (2, 84_200, 0, 10, 8_420, 75_780)]
    assert placement["price_pence"] == 166_480
    assert placement["price_unit"] == "week"
    assert placement["terms"]["children"] == 2


# --------------------------------- (c) older people's home, budget and top-up

C = {  # scores at qualification, regulator's rating, miles
    "Elm Court": ((4, 3, 4), "good", 3.20),
    "Willow Lodge": ((3, 3, 3), "requires_improvement", 8.80),
    "Oak House": ((5, 4, 4), "outstanding", 5.10),
    "Maple View": ((3, 4, 4), "good", 4.00),
    "Rowan": ((4, 4, 4), "good", 14.60),
}
C_BIDS = {  # price, needs, desirables, outcome score, C100
    "Elm Court": (84_500, 11, 6, 4, "75.2000"),
    "Willow Lodge": (79_800, 10, 4, 3, "52.0000"),
    "Oak House": (91_200, 12, 7, 5, "91.6000"),
    "Maple View": (76_000, 11, 6, 4, "76.4000"),
    "Rowan": (101_000, 12, 8, 4, "80.0000"),
}
C_RANKED = {
    "Oak House": ["43.7500", "12.0000", "8.0000", "4.3750", "5.0000",
                  "18.3200", "47.6950", "91.4450", 1, "0.0000"],
    "Elm Court": ["47.2189", "9.6000", "7.3333", "3.7500", "5.0000",
                  "15.0400", "40.7233", "87.9422", 2, "3.5028"],
    "Rowan": ["39.5050", "9.6000", "8.0000", "5.0000", "4.0000",
              "16.0000", "42.6000", "82.1050", 3, "9.3400"],
    "Willow Lodge": ["50.0000", "7.2000", "6.6667", "2.5000", "5.0000",
                     "10.4000", "31.7667", "81.7667", 4, "9.6783"],
    "Maple View": None,
}
BLEND = {"statements": 60, "rating": 40,
         "points": {"outstanding": 100, "good": 80,
                    "requires_improvement": 40}}
CORE = 70_000


@pytest.fixture(scope="module", name="elders")
def ranked_elders(shared_world):
    """Example (c), ranked."""
    e = Example(shared_world, needs=(6, 4, 1, 1), features=(4, 2, 1, 1),
                musts=("dementia",),
                category={"price_unit": "week", "regulator": "cqc",
                          "client_group": "older_people",
                          "choice_mode": "any_within_budget",
                          "core_blend": BLEND},
                referral={"budget_pence": 85_000,
                          "choice_mode": "any_within_budget"})
    for name, (scores, rating, miles) in C.items():
        e.admit(name, miles, CORE, scores, rating=rating)
    e.publish()
    for name, (price, needs, features, _, _) in C_BIDS.items():
        e.put_bid(name, e.bid_body(
            [(None, price - CORE)], needs, features,
            musts=() if name == "Maple View" else ("dementia",)))
    e.rank({name: row[3] for name, row in C_BIDS.items()})
    yield e
    shared_world.clock.reset()


def test_a_bid_without_a_must_is_out_before_the_lowest_price_is_taken(elders):
    maple = elders.bids["Maple View"]
    assert maple == elders.document["bids"][-1]
    assert (maple["compliant"], maple["reasons"]) == (
        False, ["missing_must_have"])
    assert [maple[m] for m in ("scores", "quality", "total", "rank", "gap",
                               "tie_break")] == [None] * 6
    assert elders.document["lowest_price_pence"] == 79_800


def test_example_c_is_ranked_to_the_last_digit_with_its_ratings_R116(elders):
    for name, figures in C_RANKED.items():
        assert str(elders.bids[name]["core_score"]) == C_BIDS[name][4], name
        if figures:
            assert printed(elders.bids[name]) == figures, name


def test_example_c_offers_every_bid_within_the_budget_R120(elders):
    assert elders.document["choice"] == {
        "mode": "any_within_budget",
        "offered": [{"bid_id": elders.bids[name]["bid_id"],
                     "within_budget": True, "over_budget_pence": 0}
                    for name in ("Elm Court", "Willow Lodge")]}


def choice_of(elders, name, **over):
    return {"bid_id": name and elders.bids[name]["bid_id"],
            "chosen_by": "resident" if name else "none",
            "reason": "As told to the social worker"} | over


TOP_UP = {"pence": 6_200, "per": "week", "payer": "The resident's daughter",
          "agreed_on": "2026-11-20", "terms_accepted": True}


def test_example_c_asks_exactly_the_excess_of_a_third_party_R121(elders):
    council, path = elders.world.council_a, f"{elders.path}/choice"
    bare = council.put(path, choice_of(elders, "Oak House"), expect=409)
    assert slug(bare) == "over-budget"
    assert "£62.00" in bare.json()["detail"]
    wrong = council.put(path, choice_of(
        elders, "Oak House",
        additional_cost=TOP_UP | {"pence": 6_100, "terms_accepted": False}),
        expect=422)
    faults = {f["pointer"]: f["detail"] for f in wrong.json()["errors"]}
    assert set(faults) == {"#/additional_cost/pence",
                           "#/additional_cost/terms_accepted"}
    assert "£62.00" in faults["#/additional_cost/pence"]


def test_example_c_follows_the_resident_and_no_preference_R120(elders):
    council, path = elders.world.council_a, f"{elders.path}/choice"
    council.put(path, choice_of(elders, "Willow Lodge"), expect=201)
    assert award_of(elders, "Elm Court", "c-1") == "not-awardable"
    council.change(path, choice_of(elders, None))
    assert award_of(elders, "Oak House", "c-2") == "not-awardable"
    assert award_of(elders, "Willow Lodge", "c-3") == "not-awardable"
    made = council.change(path, choice_of(
        elders, "Oak House", additional_cost=TOP_UP)).json()
    assert made["additional_cost"] == TOP_UP
    award = elders.world.award(elders.referral,
                               elders.bids["Oak House"]["bid_id"])
    placement = council.read(f"/v1/placements/{award['placement_id']}")
    assert placement["price_pence"] == 91_200
    assert placement["terms"]["additional_cost"] == TOP_UP
    check_letters(elders, "Oak House", C_RANKED)


def award_of(elders, name, key):
    """The slug with which this award is refused."""
    return slug(elders.world.council_a.post(
        f"{elders.path}/award", {"bid_id": elders.bids[name]["bid_id"],
                                 "reason": "As chosen"},
        key=key, expect=409))


def test_the_letter_of_the_excluded_home_says_why_R123(elders):
    letters = types.SimpleNamespace(**{
        name.split()[0].lower(): letter
        for name, letter in elders.letters().items()})
    assert letters.maple.get("reasons") == ["missing_must_have"]
    assert letters.maple["compliant"] is False
    assert letters.rowan["reasons"] == []
    assert "price_pence" not in json.dumps(letters.rowan, default=str)
