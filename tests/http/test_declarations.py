"""test_declarations.py - who applies together with whom, what has to be
declared, and what the lead finds.

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.client import pointers, slug
from harness.flows import SIGNED

TODAY = "2027-03-01"
HAULIER = {"kind": "sub_contractor", "name": "Northern Transport Ltd",
           "company_number": "07654321", "role": "Takes children to school"}
MEMBER = {"kind": "member", "name": "Westbrook Care", "role": "Two homes"}
FOUND = {"pass": True, "source": "Companies House", "checked_on": TODAY}


@pytest.fixture(scope="module")
def market(shared_world):
    return shared_world.market()


class Case:
    """A filled application of a new home, and what is said about it."""

    def __init__(self, world, market):
        self.world, self.market, self.lead = world, market, market.lead
        self.provider = world.provider()
        home = world.home(self.provider, world.places.centre())
        made = world.application(self.provider, market, [home])
        self.path = f"/v1/applications/{made['id']}"
        self.declarations = f"{self.path}/declarations"
        self.entry = f"{self.path}/entries/{made['entries'][0]['id']}"
        self.provider.change(self.entry, world.entry_body(market.category))

    def declare(self, **more):
        expect = more.pop("expect", 200)
        return self.provider.change(self.declarations, {
            "party_type": "single"} | more, expect=expect)

    def submit(self):
        self.provider.make(f"{self.path}/submission", SIGNED)
        return self

    def decide(self, **more):
        self.lead.put(f"{self.entry}/assessment", self.world.assessment_body(
            self.market.category), none_match="*", expect=(201, 412))
        return self.lead.post(f"{self.entry}/decision", {
            "outcome": more.pop("outcome", "accredited"), "reason": "So"},
            **more)

    def find(self, party, **over):
        path = f"{self.path}/parties/{party['id']}/check"
        if self.lead.get(path).status_code == 200:
            return self.lead.change(path, FOUND | over)
        return self.lead.put(path, FOUND | over, expect=201)


@pytest.fixture
def case(world, market, clock):
    clock.freeze(f"{TODAY}T10:00:00Z")
    return Case(world, market)


@pytest.mark.parametrize("served_on, must_explain", [
    ("2024-03-02", True),     # 2 years and 364 days ago
    ("2024-02-29", False)])   # 3 years and a day
def test_r035_a_notice_of_the_last_three_years_is_explained(
        case, served_on, must_explain):
    notice = {"subject": "environment", "served_on": served_on}
    answer = case.declare(notices=[notice],
                          expect=422 if must_explain else 200)
    if must_explain:
        assert pointers(answer) == ["#/notices/0/explanation"]
        case.declare(notices=[notice | {"explanation": "Cleaned at once"}])


def test_r035_a_notice_has_been_served(case):
    answer = case.declare(notices=[{
        "subject": "equalities", "served_on": "2027-03-02",
        "explanation": "Soon"}], expect=422)
    assert pointers(answer) == ["#/notices/0/served_on"]


def test_r070_a_sub_contractor_is_named_and_checked(case):
    case.declare(party_type="prime_contractor", parties=[HAULIER])
    case.submit()
    (party,) = case.lead.read(case.declarations)["parties"]
    assert {k: party[k] for k in HAULIER} == HAULIER
    assert party["checked"] is None
    answer = case.decide(expect=409)
    assert slug(answer) == "party-not-passed"
    assert HAULIER["name"] in answer.json()["detail"]
    case.find(party, **{"pass": False, "reason": "Dissolved"})
    assert slug(case.decide(expect=409)) == "party-not-passed"
    case.find(party)
    case.decide(expect=201)
    assert case.provider.read(case.declarations)["parties"][0][
        "checked"] == FOUND


def test_r070_who_was_not_passed_may_be_refused(case):
    case.declare(party_type="alliance", parties=[MEMBER])
    case.submit()
    case.decide(outcome="refused", expect=201)


@pytest.mark.parametrize("party_type, parties, allowed", [
    ("consortium", [MEMBER], True), ("consortium", [], False),
    ("alliance", [MEMBER, HAULIER], True), ("alliance", [HAULIER], False),
    ("prime_contractor", [], False), ("prime_contractor", [MEMBER], False),
    ("single", [MEMBER], False), ("single", [HAULIER], True)])
def test_r070_those_named_fit_the_way_to_apply(
        case, party_type, parties, allowed):
    answer = case.declare(party_type=party_type, parties=parties,
                          expect=200 if allowed else 422)
    if not allowed:
        assert pointers(answer) == ["#/parties"]


def test_what_is_declared_is_part_of_what_is_sent_in(case, world):
    case.declare(exclusions=[{
        "kind": "discretionary", "ground": "Breach of contract",
        "explanation": "Settled in 2025"}])
    case.lead.get(case.declarations, expect=404)
    world.provider().get(case.declarations, expect=404)
    case.submit()
    assert case.lead.read(case.declarations)["exclusions"][0][
        "explanation"] == "Settled in 2025"
    answer = case.declare(expect=409)
    assert slug(answer) == "application-not-draft"


def test_a_party_is_one_of_the_application(case, world, market):
    case.declare(party_type="alliance", parties=[MEMBER])
    case.submit()
    (party,) = case.lead.read(case.declarations)["parties"]
    other = Case(world, market).submit()
    other.lead.put(f"{other.path}/parties/{party['id']}/check", FOUND,
                   none_match="*", expect=404)


@pytest.mark.parametrize("band, admitted", [
    (None, False), ("low", True), ("moderate", True), ("high", False)])
def test_r033_the_threshold_is_shown_and_risk_alone_is_judged(
        world, nobody, clock, band, admitted):
    clock.freeze(f"{TODAY}T10:00:00Z")
    market = world.market(highest_risk="moderate")
    assert nobody.read(f"/v1/categories/{market.category['id']}")[
        "highest_risk"] == "moderate"
    case = Case(world, market).submit()
    if band:
        case.lead.put(f"{case.path}/financial-assessment", {
            "risk_band": band, "source": "Credit agency",
            "assessed_on": TODAY}, expect=201)
    answer = case.decide(expect=201 if admitted else 409)
    if not admitted:
        assert slug(answer) == "financial-risk"


def test_r033_there_is_no_rule_about_turnover(contract):
    members = contract.document.resolve(
        {"$ref": "#/components/schemas/FinancialAssessmentPut"})["properties"]
    assert sorted(members) == ["assessed_on", "note", "risk_band", "source"]


def test_r033_who_asks_for_no_threshold_asks_for_no_assessment(case):
    case.submit()
    case.decide(expect=201)


def test_r037_only_a_school_category_asks_for_its_registration(world, clock):
    clock.freeze(f"{TODAY}T10:00:00Z")
    for needed in (True, False):
        case = Case(world, world.market(dfe_registration=needed))
        missing = [m["pointer"] for m in case.provider.read(
            f"{case.path}/missing")["missing"]]
        assert missing == (["#/entries/0/dfe_number"] if needed else [])
        if not needed:
            continue
        answer = case.provider.post(f"{case.path}/submission", SIGNED,
                                    expect=422)
        assert pointers(answer) == missing
        answer = case.provider.change(case.entry, {"dfe_number": "12345"},
                                      method="PATCH", expect=422)
        assert pointers(answer) == ["#/dfe_number"]
        case.provider.change(case.entry, {"dfe_number": "123456"},
                             method="PATCH")
        case.submit()
