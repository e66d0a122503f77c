"""test_uplifts.py - the accredited costs, and raising one head by decision.

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures

import pytest

from harness.client import slug
from harness.feed import Feed
from harness.placing import Field


@pytest.fixture(scope="module")
def market(shared_world):
    return shared_world.market()


@pytest.fixture(scope="module")
def spot(shared_world):
    return shared_world.places.centre()


@pytest.fixture
def home(world, market, spot):
    """15,000.00 for each of two heads."""
    return world.accredited_home(market, spot)


@pytest.fixture
def path(home):
    return f"/v1/accreditations/{home.accreditation_id}"


@pytest.fixture
def request_body(clock):
    def make(**over):
        return {"head": "premises", "amount_pence": 1_600_000,
                "formula": "2.5 per cent", "evidence": "The new lease",
                "effective_on": clock.day()} | over
    return make


@pytest.fixture
def asked(home, path, request_body):
    made = home.provider.make(f"{path}/uplifts", request_body())
    return f"{path}/uplifts/{made['id']}"


def granted(pence=None):
    return {"outcome": "granted", "reason": "The lower of the two"} | (
        {"granted_pence": pence} if pence else {})


REFUSED = {"outcome": "refused", "reason": "No evidence for that head"}
APPEAL = {"reason": "The lease leaves no choice"}


def core(api, path, **params):
    return api.read(f"{path}/figures", params=params)["core_pence"]


def test_r142_an_uplift_of_one_head_leaves_the_others_unchanged(
        home, path, asked, lead):
    assert core(lead, path) == {"premises": 1_500_000, "staffing": 1_500_000}
    shown = lead.make(f"{asked}/decision", granted(1_550_000))
    assert shown["state"] == "granted"
    assert shown["decision"]["granted_pence"] == 1_550_000
    for reader in (lead, home.provider):
        assert core(reader, path) == {"premises": 1_550_000,
                                      "staffing": 1_500_000}
        assert reader.read(path)["core_pence"]["premises"] == 1_550_000
    figures = lead.read(f"{path}/figures")
    assert figures["core_total_pence"] == 3_050_000
    assert [(p["head"], p["pence"]) for p in figures["prices"]] == [
        ("premises", 1_500_000), ("premises", 1_550_000),
        ("staffing", 1_500_000)]
    assert figures["prices"][1]["uplift_id"] == shown["id"]


def test_r142_an_uplift_counts_from_its_day_on(home, path, lead, clock,
                                               request_body):
    clock.freeze("2027-03-01T12:00:00Z")
    made = home.provider.make(f"{path}/uplifts", request_body(
        effective_on="2027-04-01"))
    lead.make(f"{path}/uplifts/{made['id']}/decision", granted())
    assert core(lead, path)["premises"] == 1_500_000
    assert core(lead, path, on="2027-03-31")["premises"] == 1_500_000
    assert core(lead, path, on="2027-04-01")["premises"] == 1_600_000
    clock.freeze("2027-03-31T22:59:59Z")
    assert core(lead, path)["premises"] == 1_500_000
    clock.freeze("2027-03-31T23:00:00Z")  # midnight in London
    assert core(lead, path)["premises"] == 1_600_000


def test_r142_a_late_decision_does_not_reach_back(home, path, lead, clock,
                                                  request_body):
    clock.freeze("2027-03-01T12:00:00Z")
    made = home.provider.make(f"{path}/uplifts", request_body(
        effective_on="2027-04-01"))
    clock.freeze("2027-05-10T12:00:00Z")
    lead.make(f"{path}/uplifts/{made['id']}/decision", granted())
    assert core(lead, path, on="2027-05-09")["premises"] == 1_500_000
    assert core(lead, path, on="2027-05-10")["premises"] == 1_600_000


def test_r047_a_referral_keeps_the_costs_of_its_publication(world):
    """Bids may ask for what was accredited then, head by head, and not for a
    penny more."""
    field = Field(world, 5)
    home, lead = field.homes[0], field.market.lead
    path = f"/v1/accreditations/{home.accreditation_id}"
    before = field.published()
    made = home.provider.make(f"{path}/uplifts", {
        "head": "premises", "amount_pence": 1_600_000, "evidence": "A lease",
        "effective_on": world.clock.day()})
    lead.make(f"{path}/uplifts/{made['id']}/decision", granted())
    after = field.published()
    body = world.bid_body()
    body["children"][0]["core_pence"] = {"premises": 1_500_001}
    refused = home.provider.put(world.bid_path(before.referral, home), body,
                                expect=422)
    (fault,) = refused.json()["errors"]
    assert fault["pointer"] == "#/children/0/core_pence/premises"
    assert "15,000.00" in fault["detail"]
    home.provider.put(world.bid_path(after.referral, home), body, expect=201)
    body["children"][0]["core_pence"] = {"premises": 1_600_001}
    home.provider.change(world.bid_path(after.referral, home), body,
                         expect=422)
    body["children"][0]["core_pence"] = {"staffing": 1_500_001}
    home.provider.change(world.bid_path(after.referral, home), body,
                         expect=422)


@pytest.mark.parametrize("over, pointer", [
    ({"amount_pence": 1_500_000}, "#/amount_pence"),
    ({"head": "helicopters"}, "#/head"),
    ({"effective_on": "2020-01-01"}, "#/effective_on"),
    ({"evidence": ""}, "#/evidence")])
def test_an_uplift_is_of_a_head_upwards_with_evidence(home, path, over,
                                                      pointer, request_body):
    answer = home.provider.post(f"{path}/uplifts", request_body(**over),
                                expect=422)
    assert [e["pointer"] for e in answer.json()["errors"]] == [pointer]


def test_one_request_about_a_head_waits_at_a_time(home, path, asked, lead,
                                                  request_body):
    answer = home.provider.post(f"{path}/uplifts", request_body(), expect=409)
    assert slug(answer) == "conflict"
    home.provider.make(f"{path}/uplifts", request_body(head="staffing"))
    lead.make(f"{asked}/decision", REFUSED)
    home.provider.make(f"{path}/uplifts", request_body())


def test_two_requests_at_once_are_one(home, path, request_body):
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(lambda _: home.provider.post(
            f"{path}/uplifts", request_body()).status_code, range(4)))
    assert found == [201, 409, 409, 409]


def test_two_decisions_at_once_are_one(path, asked, lead):
    bodies = [granted(), REFUSED, granted(1_510_000), REFUSED]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(lambda body: lead.post(
            f"{asked}/decision", body).status_code, bodies))
    assert found == [201, 409, 409, 409]
    prices = lead.read(f"{path}/figures")["prices"]
    assert len(prices) == 2 + (lead.read(asked)["state"] == "granted")


@pytest.mark.parametrize("pence", [1_500_000, 1_600_001])
def test_no_more_is_granted_than_was_asked(asked, lead, pence):
    answer = lead.post(f"{asked}/decision", granted(pence), expect=422)
    assert [e["pointer"] for e in answer.json()["errors"]] == [
        "#/granted_pence"]
    answer = lead.post(f"{asked}/decision", REFUSED | {"granted_pence": 5},
                       expect=422)
    assert lead.read(asked)["state"] == "asked"


def test_r049_no_uplift_leads_above_the_common_cap(world, lead, spot,
                                                   request_body):
    market = world.market(core_cap_pence=3_050_000)
    home = world.accredited_home(market, spot)
    path = f"/v1/accreditations/{home.accreditation_id}"
    made = home.provider.make(f"{path}/uplifts", request_body())
    asked = f"{path}/uplifts/{made['id']}"
    answer = lead.post(f"{asked}/decision", granted(1_550_001), expect=422)
    (fault,) = answer.json()["errors"]
    assert fault["pointer"] == "#/granted_pence"
    assert "30,500.01" in fault["detail"]
    lead.make(f"{asked}/decision", granted(1_550_000))


def test_r049_an_uplift_may_lead_above_a_councils_own_cap(
        world, lead, council, request_body):
    market, centre = world.market(), world.places.centre()
    home, = world.homes(market, centre, 5)
    council.put(f"/v1/categories/{market.category['id']}/council-caps/"
                f"{council.organisation_id}",
                {"core_cap_pence": 3_000_000, "reason": "Budget"},
                none_match="*", expect=201)
    draft = world.draft_referral(market, centre)
    matches = f"/v1/referrals/{draft['id']}/matches"
    assert council.read(matches)["excluded"] == []
    path = f"/v1/accreditations/{home.accreditation_id}"
    made = home.provider.make(f"{path}/uplifts", request_body())
    lead.make(f"{path}/uplifts/{made['id']}/decision", granted())
    assert [h["reason"] for h in council.read(matches)["excluded"]] == [
        "above_council_cap"]


# ---- the fourteen days

def test_a_decision_is_appealed_within_fourteen_days(
        home, path, lead, clock, request_body):
    clock.freeze("2027-03-01T12:00:00Z")
    made = home.provider.make(f"{path}/uplifts", request_body())
    asked = f"{path}/uplifts/{made['id']}"
    assert slug(home.provider.post(f"{asked}/appeal", APPEAL, expect=409)) \
        == "uplift-not-decided"
    shown = lead.make(f"{asked}/decision", REFUSED)
    assert shown["decision"]["appeal_until"] == "2027-03-15"
    clock.freeze("2027-03-16T00:00:00Z")
    assert slug(home.provider.post(f"{asked}/appeal", APPEAL, expect=409)) \
        == "appeal-closed"
    clock.freeze("2027-03-15T23:59:59Z")
    shown = home.provider.make(f"{asked}/appeal", APPEAL)
    assert shown["state"] == "appealed"
    assert shown["appeal"]["reason"] == APPEAL["reason"]
    assert slug(home.provider.post(f"{asked}/appeal", APPEAL, expect=409)) \
        == "appeal-closed"


def test_an_appeal_upheld_grants_more_than_stood_meanwhile(
        home, path, asked, lead):
    lead.make(f"{asked}/decision", granted(1_520_000))
    home.provider.make(f"{asked}/appeal", APPEAL)
    assert core(lead, path)["premises"] == 1_520_000
    upheld = {"outcome": "upheld", "reason": "Seen", "granted_pence": 1_520_000}
    lead.post(f"{asked}/appeal-decision", upheld, expect=422)
    shown = lead.make(f"{asked}/appeal-decision",
                      upheld | {"granted_pence": 1_580_000})
    assert shown["state"] == "upheld"
    assert shown["appeal_decision"]["granted_pence"] == 1_580_000
    assert core(home.provider, path)["premises"] == 1_580_000
    assert slug(lead.post(f"{asked}/appeal-decision", upheld, expect=409)) \
        == "uplift-decided"


def test_r142_an_appeal_upheld_lowers_no_price(home, path, asked, lead,
                                               request_body):
    """Another request about the same head was granted meanwhile."""
    lead.make(f"{asked}/decision", granted(1_520_000))
    other = home.provider.make(f"{path}/uplifts", request_body())
    lead.make(f"{path}/uplifts/{other['id']}/decision", granted(1_550_000))
    home.provider.make(f"{asked}/appeal", APPEAL)
    upheld = {"outcome": "upheld", "reason": "Seen"}
    for pence in (1_540_000, 1_550_000):
        answer = lead.post(f"{asked}/appeal-decision",
                           upheld | {"granted_pence": pence}, expect=422)
        (fault,) = answer.json()["errors"]
        assert fault["pointer"] == "#/granted_pence"
        assert "15,500.00" in fault["detail"]
    assert core(lead, path)["premises"] == 1_550_000
    lead.make(f"{asked}/appeal-decision", upheld | {"granted_pence": 1_560_000})
    assert core(lead, path)["premises"] == 1_560_000


def test_an_appeal_dismissed_leaves_what_was_decided(home, path, asked, lead):
    lead.make(f"{asked}/decision", REFUSED)
    assert slug(lead.post(f"{asked}/appeal-decision", {
        "outcome": "dismissed", "reason": "So"}, expect=409)) == "not-appealed"
    home.provider.make(f"{asked}/appeal", APPEAL)
    shown = lead.make(f"{asked}/appeal-decision", {
        "outcome": "dismissed", "reason": "The lease says nothing of it"})
    assert shown["state"] == "dismissed"
    assert core(lead, path)["premises"] == 1_500_000


def test_who_was_given_everything_has_nothing_to_appeal_against(home, asked,
                                                                lead):
    lead.make(f"{asked}/decision", granted())
    assert slug(home.provider.post(f"{asked}/appeal", APPEAL, expect=409)) \
        == "appeal-closed"


def test_a_request_is_taken_back_before_its_decision(home, asked, lead):
    assert home.provider.make(f"{asked}/withdrawal")["state"] == "withdrawn"
    assert slug(lead.post(f"{asked}/decision", granted(), expect=409)) \
        == "uplift-decided"
    assert slug(home.provider.post(f"{asked}/withdrawal", {}, expect=409)) \
        == "uplift-decided"


# ---- who

def test_an_uplift_is_between_the_provider_and_the_lead(world, home, path,
                                                        asked, lead, council):
    stranger = world.provider()
    stranger.get(asked, expect=404)
    council.get(asked, expect=403)
    council.get(f"{path}/figures", expect=403)
    assert world.auditor.read(asked) == lead.read(asked)
    home.provider.post(f"{asked}/decision", granted(), expect=403)
    lead.post(f"{asked}/appeal", APPEAL, expect=403)
    mine = lead.every("/v1/uplifts", state="asked",
                      accreditation_id=home.accreditation_id)
    assert [u["id"] for u in mine] == [lead.read(asked)["id"]]
    assert home.provider.every("/v1/uplifts", limit=1) == mine
    assert stranger.every("/v1/uplifts") == []


def test_each_side_is_told_what_the_other_did(home, path, asked, lead):
    subject = lead.read(asked)["id"]
    feeds = [Feed(a) for a in (home.provider, lead)]
    lead.make(f"{asked}/decision", REFUSED)
    home.provider.make(f"{asked}/appeal", APPEAL)
    lead.make(f"{asked}/appeal-decision", {"outcome": "upheld",
                                           "reason": "Seen"})
    for feed in feeds:
        assert [e["type"] for e in feed.new()
                if e["subject_id"] == subject] == [
            "uplift.refused", "uplift.appealed", "uplift.upheld"]
    assert core(lead, path)["premises"] == 1_600_000


def test_what_has_ended_costs_nothing_more(home, path, asked, lead, clock,
                                           request_body):
    clock.sql("UPDATE accreditation SET state = 'withdrawn' WHERE id = %s",
              home.accreditation_id)
    assert slug(lead.post(f"{asked}/decision", granted(), expect=409)) \
        == "accreditation-not-active"
    assert slug(home.provider.post(f"{path}/uplifts", request_body(
        head="staffing"), expect=409)) == "accreditation-not-active"
    lead.make(f"{asked}/decision", REFUSED)


# ---- R043 to R048: as submitted

def test_r044_all_nine_heads_of_sen_are_asked_for_and_0_is_an_answer(
        world, stack, spot, lead):
    ids = stack.demo["schemes"]["set"]
    category = lead.read(f"/v1/categories/{ids['categories']['sen-day']}")
    heads = [h["code"] for h in category["cost_heads"]]
    assert len(heads) == 9
    market = world.market(cost_heads=category["cost_heads"])
    provider = world.provider()
    home = world.home(provider, spot)
    application = world.application(provider, market, [home])
    entry = (f"/v1/applications/{application['id']}/entries/"
             f"{application['entries'][0]['id']}")
    costs = {head: 100_000 for head in heads}
    provider.change(entry, world.entry_body(
        market.category, {h: costs[h] for h in heads[:8]}))
    answer = provider.post(
        f"/v1/applications/{application['id']}/submission",
        {"declaration": True, "signatory": {"name": "A", "position": "B"}},
        expect=422)
    assert [e["pointer"] for e in answer.json()["errors"]] == [
        f"#/entries/0/core_pence/{heads[8]}"]
    provider.change(entry, world.entry_body(
        market.category, costs | {heads[8]: 0}))
    world.submit(provider, application)
    lead.put(f"{entry}/assessment",
             world.assessment_body(market.category), expect=(200, 201))
    made = lead.make(f"{entry}/decision", {"outcome": "accredited",
                                           "reason": "All is met"})
    figures = lead.read(
        f"/v1/accreditations/{made['accreditation_id']}/figures")
    assert figures["core_total_pence"] == 800_000
    assert figures["core_pence"] == costs | {heads[8]: 0}


def test_r046_each_category_has_a_template_of_its_own(stack, lead):
    ids = stack.demo["schemes"]["set"]["categories"]
    heads = {code: {h["code"] for h in lead.read(
        f"/v1/categories/{category}")["cost_heads"]}
        for code, category in ids.items()}
    assert heads["fostering"] != heads["residential"]
    assert all(heads.values())
