"""test_decisions.py - what stands before a decision on an entry, and after it.

SPDX-License-Identifier: Apache-2.0
"""

import pytest
from harness.client import at_once, pointers, slug
from harness.placing import exact
from harness.scoring import Scored, train

TAX = {"code": "tax", "question": "Have all taxes been paid?",
       "justification": "Those who do not pay are excluded",
       "exclusion": "mandatory"}
CHECKS = [{"register": "debarment", "source": "Cabinet Office",
           "checked_on": "2026-01-05", "result": "clear"},
          {"register": "company", "source": "Companies House",
           "checked_on": "2026-01-05", "result": "clear",
           "reference": "01234567"}]


@pytest.fixture(scope="module")
def provider(shared_world):
    return shared_world.provider()


@pytest.fixture(scope="module")
def spot(shared_world):
    return shared_world.places.centre()


@pytest.fixture(scope="module", name="market")
def usual(shared_world):
    return shared_world.market()


@pytest.fixture(scope="module", name="strict")
def with_exclusion(shared_world):
    body = shared_world.category_body()
    return shared_world.market(requirements=body["requirements"] + [TAX])


class Case(Scored):
    """One whose assessor scores it, too."""

    def assess(self, failed=(), **more):
        body = self.world.assessment_body(self.market.category)
        for code, reason in dict(failed).items():
            body["requirements"][code] = {"pass": False, "reason": reason}
        etag = self.lead.get(self.assessment).headers.get("ETag")
        more.setdefault("expect", (200, 201))
        return self.lead.put(self.assessment, body, match=etag, **more)

    def warn(self, answer_by=None, **more):
        return self.lead.post(f"{self.entry}/warning", {
            "reason": "We mean to refuse it",
            "answer_by": answer_by or self.world.clock.ahead(days=8)}, **more)

    def answer(self, **more):
        return self.provider.post(f"{self.entry}/representation",
                                  {"text": "It has been set aside"}, **more)

    def check(self, checks, **more):
        path = f"{self.entry}/due-diligence"
        etag = self.lead.get(path).headers.get("ETag")
        more.setdefault("expect", (200, 201))
        return self.lead.put(path, {"checks": checks}, match=etag, **more)

    def review(self, **more):
        return self.provider.post(f"{self.entry}/review",
                                  {"text": "Please read page 3"}, **more)


@pytest.fixture
def case(world, market, provider, spot):
    return Case(world, market, provider, spot)


@pytest.fixture(name="grave")
def excluded(world, strict, provider, spot):
    return Case(world, strict, provider, spot)


def test_r032_nobody_is_excluded_before_it_is_told_and_heard(
        grave, auditor, world):
    grave.assess(failed={"tax": "Judgment of 3 May"})
    assert slug(grave.decide(expect=409)) == "requirement-failed"
    assert slug(grave.decide("refused", expect=409)) \
        == "representations-missing"
    told = grave.warn(expect=201).json()
    assert told["failed"] == [{
        "code": "tax", "question": TAX["question"],
        "evidence": "Judgment of 3 May", "exclusion": "mandatory"}]
    assert grave.provider.read(f"{grave.entry}/warning") == told
    assert slug(grave.decide("refused", expect=409)) \
        == "representations-pending"
    assert slug(grave.warn(expect=409)) == "representations-pending"
    said = grave.answer(expect=201).json()
    assert slug(grave.answer(expect=409)) == "nothing-to-answer"
    for reader in (grave.lead, auditor, grave.provider):
        shown = reader.read(f"{grave.entry}/warning")
        assert shown["representation"]["text"] == "It has been set aside"
        assert reader.read(f"{grave.entry}/representation") == said
    rival = world.provider()
    rival.get(f"{grave.entry}/warning", expect=404)
    rival.post(f"{grave.entry}/representation", {"text": "x"}, expect=404)
    grave.decide("refused", expect=201)


def test_r032_whoever_says_nothing_in_time_is_decided_on(grave, clock):
    grave.assess(failed={"tax": "Judgment of 3 May"})
    told = grave.warn(expect=201).json()
    clock.freeze(told["answer_by"])
    assert slug(grave.answer(expect=409)) == "deadline-passed"
    grave.decide("refused", expect=201)


def test_r032_an_answer_that_convinces_lets_the_home_in(grave):
    grave.assess(failed={"tax": "Judgment of 3 May"})
    grave.warn(expect=201)
    grave.answer(expect=201)
    grave.assess()
    assert grave.decide(expect=201).json()["state"] == "accredited"


def test_a_warning_names_evidence_and_leaves_time(grave, clock):
    assert slug(grave.warn(expect=409)) == "entry-not-assessed"
    grave.assess()
    assert slug(grave.warn(expect=409)) == "nothing-failed"
    grave.assess(failed={"tax": ""})
    unexplained = grave.warn(expect=409)
    assert slug(unexplained) == "ground-unexplained"
    assert TAX["question"] in unexplained.json()["detail"]
    assert slug(grave.decide("refused", expect=409)) == "ground-unexplained"
    grave.assess(failed={"tax": "Judgment of 3 May"})
    answer = grave.warn(clock.ahead(days=6), expect=422)
    assert pointers(answer) == ["#/answer_by"]
    # What the warning did not name has to be told as well.
    grave.assess(failed={"safeguarding": "No policy"})
    told = grave.warn(expect=201).json()
    grave.answer(expect=201)
    grave.assess(failed={"tax": "Judgment of 3 May"})
    assert slug(grave.decide("refused", expect=409)) \
        == "representations-missing"
    assert grave.warn(expect=201).json()["number"] == told["number"] + 1


def test_an_exclusion_is_told_to_the_minister_within_thirty_days(
        grave, clock, auditor, provider):
    clock.freeze("2026-12-15T12:00:00Z")
    grave.assess(failed={"tax": "Judgment of 3 May"})
    grave.warn(expect=201)
    grave.answer(expect=201)
    path = f"{grave.entry}/exclusion-notice"
    grave.lead.get(path, expect=404)
    grave.decide("refused", expect=201)
    notice = auditor.read(path)
    assert notice["grounds"] == ["tax"] and notice["overdue"] is False
    assert notice["due_on"] == "2027-01-14"
    provider.get(path, expect=403)
    clock.freeze("2027-01-15T00:00:00Z")
    assert grave.lead.read(path)["overdue"] is True
    answer = grave.lead.change(path, {"given_on": "2027-01-16",
                                      "reference": "L 1"}, expect=422)
    assert pointers(answer) == ["#/given_on"]
    given = grave.lead.change(path, {"given_on": "2027-01-15",
                                     "reference": "L 1"}).json()
    assert given["overdue"] is False and given["given_on"] == "2027-01-15"


def test_what_is_no_exclusion_needs_no_warning(case):
    case.assess(failed={"safeguarding": "No policy"})
    case.decide("refused", expect=201)
    case.lead.get(f"{case.entry}/exclusion-notice", expect=404)


def test_r066_registers_are_looked_into_where_the_category_asks(
        world, provider, spot, auditor, council):
    market = world.market(due_diligence=["debarment", "company"])
    assert market.category["due_diligence"] == ["debarment", "company"]
    case = Case(world, market, provider, spot)
    case.assess()
    answer = case.decide(expect=409)
    assert slug(answer) == "due-diligence-missing"
    assert answer.json()["detail"] == (
        "Nobody has looked into these registers: the debarment list, the "
        "register of companies.")
    case.check([CHECKS[0] | {"result": "adverse"}])
    assert case.decide(expect=409).json()["detail"] == (
        "Nobody has looked into these registers: the register of companies.")
    case.check([CHECKS[0] | {"result": "adverse"}, CHECKS[1]])
    assert slug(case.decide(expect=409)) == "due-diligence-adverse"
    last = case.check(CHECKS).json()
    assert last["version"] == 3
    path = f"{case.entry}/due-diligence"
    assert auditor.read(path) == last
    assert [v["version"] for v in auditor.every(
        f"{path}/versions", limit=1)] == [3, 2, 1]
    assert auditor.every(f"{path}/versions")[2]["checks"][0]["result"] \
        == "adverse"
    council.get(path, expect=403)
    provider.get(path, expect=403)
    case.decide(expect=201)
    assert slug(case.check(CHECKS, expect=409)) == "entry-decided"


def test_each_register_stands_once_and_was_looked_into_by_today(case, clock):
    answer = case.check([CHECKS[0], CHECKS[0] | {
        "checked_on": clock.day(2)}], expect=422)
    assert pointers(answer) == ["#/checks/1/register",
                                "#/checks/1/checked_on"]


def test_a_home_is_accredited_with_conditions(case, clock, council, auditor,
                                              world):
    case.assess()
    conditions = [{"text": "New fire doors", "due_on": clock.day(0)},
                  {"text": "A deputy manager", "due_on": clock.day(90)}]
    body = {"outcome": "accredited", "conditions": conditions}
    answer = case.lead.post(case.decision, body, expect=422)
    assert pointers(answer) == ["#/conditions/0/due_on"]
    answer = case.lead.post(case.decision, body | {
        "outcome": "refused", "reason": "No"}, expect=422)
    assert pointers(answer) == ["#/conditions"]
    conditions[0]["due_on"] = clock.day(30)
    made = case.lead.make(case.decision, body)
    path = f"/v1/accreditations/{made['accreditation_id']}/conditions"
    listed = case.provider.every(path, limit=1)
    assert [c["text"] for c in listed] == ["New fire doors",
                                           "A deputy manager"]
    for reader in (council, auditor, case.lead):
        assert reader.every(path) == listed
    world.provider().get(path, expect=404)
    assert case.provider.read(f"{case.entry}/feedback")["conditions"] == listed
    one = f"{path}/{listed[0]['id']}"
    answer = case.lead.change(one, {"met_on": clock.day(1)}, expect=422)
    assert pointers(answer) == ["#/met_on"]
    noted = case.lead.change(one, {"met_on": clock.day(0),
                                   "note": "Seen"}).json()
    assert noted["met_on"] == clock.day(0)
    assert council.read(one) == noted
    undone = case.lead.change(one, {"met_on": None}).json()
    assert (undone["met_on"], undone["note"]) == (None, None)
    case.lead.change(one, {"met_on": clock.day(0), "note": "Seen after all"})
    clock.freeze(clock.day(91) + "T12:00:00Z")
    assert [c["overdue"] for c in case.lead.every(path)] == [False, True]


def test_r075_every_score_and_reason_reaches_the_applicant(
        world, provider, spot, lead, council, auditor):
    market = world.market(assessors=2)
    for person in (lead, council):
        train(person)
    case = Scored(world, market, provider, spot)
    case.panel([(lead, [5, 4, 3]), (council, [2, 3, 3])])
    case.agree({"workforce": 3})
    case.assess()
    provider.get(f"{case.entry}/feedback", expect=404)
    lead.get(f"{case.entry}/feedback", expect=404)
    case.decide("refused", expect=201)
    answer = provider.get(f"{case.entry}/feedback", expect=200)
    told = answer.json()
    first = told["statements"][0]
    assert first["scores"] == [
        {"scorer": 1, "score": 5, "reason": "As read"},
        {"scorer": 2, "score": 2, "reason": "As read"}]
    assert first["score"] == 3 and first["reason"] == "Read together"
    assert [str(s["points"]) for s in exact(answer)["statements"]] == [
        "18.0000", "32.0000", "18.0000"]
    assert sum(s["points"] for s in told["statements"]) == told["core_score"]
    assert told["requirements"][0]["pass"] is True
    assert told["reason"] == "As assessed"
    for scorer in (lead, council):
        told_by = scorer.read("/v1/me")
        assert told_by["name"] not in answer.text
        assert told_by["id"] not in answer.text
    assert lead.read(f"{case.entry}/feedback") == told
    assert auditor.read(f"{case.entry}/feedback") == told
    world.provider().get(f"{case.entry}/feedback", expect=404)


def test_r075_a_decision_is_looked_at_again_by_somebody_else(
        case, lead, world, auditor):
    assert slug(case.review(expect=409)) == "entry-not-decided"
    case.assess()
    case.decide("refused", expect=201)
    asked = case.review(expect=201).json()
    assert asked["answer"] is None
    assert slug(case.review(expect=409)) == "conflict"
    path = f"{case.entry}/review/answer"
    body = {"outcome": "reopened", "reason": "Page 3 was overlooked"}
    assert slug(lead.post(path, body, expect=409)) == "same-person"
    assert slug(lead.as_machine().post(path, body, expect=409)) \
        == "person-required"
    deputy = world.colleague(lead)
    told = deputy.post(path, body, expect=201).json()
    assert told["answer"]["outcome"] == "reopened"
    assert case.provider.read(f"{case.entry}/review") == told
    assert auditor.read(f"{case.entry}/review") == told
    assert case.provider.read(case.entry)["state"] == "assessed"
    assert case.provider.read(case.path)["state"] == "submitted"
    case.assess()
    entry = case.decide(expect=201).json()
    assert entry["accreditation_id"] is not None
    assert case.provider.read(case.path)["state"] == "decided"
    assert slug(case.review(expect=409)) == "conflict"


def test_r075_a_decision_that_stands_is_answered_with_its_reason(
        case, lead, world, clock):
    case.assess()
    case.decide(expect=201)
    until = case.provider.read(f"{case.entry}/feedback")["review_until"]
    case.review(expect=201)
    deputy = world.colleague(lead)
    path = f"{case.entry}/review/answer"
    answer = deputy.post(path, {"outcome": "reopened", "reason": "x"},
                         expect=422)
    assert pointers(answer) == ["#/outcome"]
    body = {"outcome": "stands", "reason": "Read again, and it is a 3"}
    deputy.make(path, body)
    assert slug(deputy.post(path, body, expect=409)) == "conflict"
    late = Case(world, case.market, case.provider,
                case.home["address"]["postcode"])
    late.assess()
    late.decide("refused", expect=201)
    clock.freeze(until)
    # A moment later than the first decision, this one may still be asked.
    late.provider.get(f"{late.entry}/feedback", expect=200)
    clock.freeze(late.provider.read(f"{late.entry}/feedback")["review_until"])
    assert slug(late.review(expect=409)) == "deadline-passed"


def test_a_home_withdrawn_at_the_moment_of_the_decision_is_one_of_the_two(
        case):
    case.assess()
    decided, withdrawn = at_once(
        lambda: case.decide(expect=(201, 409)),
        lambda: case.provider.post(f"{case.entry}/withdrawal",
                                   {"reason": "We have changed our mind"},
                                   expect=(201, 409)))
    assert sorted([decided.status_code, withdrawn.status_code]) == [201, 409]
    state = case.provider.read(case.entry)["state"]
    assert state == ("accredited" if decided.ok else "withdrawn")


def test_nothing_is_decided_by_an_assessment_saved_anew_since_it_was_read(
        case):
    case.decide(match='"nothing yet"', expect=412)
    case.assess()
    read = case.lead.etag(case.assessment)
    case.assess(failed={"safeguarding": "The policy has lapsed"})
    stale = case.decide("refused", match=read, expect=412)
    assert slug(stale) == "precondition-failed"
    assert case.provider.read(case.entry)["decision"] is None
    case.decide("refused", match=case.lead.etag(case.assessment), expect=201)


def test_a_decision_and_an_assessment_saved_anew_exclude_each_other(case):
    case.assess()
    read = case.lead.etag(case.assessment)
    decided, assessed = at_once(
        lambda: case.decide(match=read, expect=(201, 412)),
        lambda: case.assess(failed={"safeguarding": "It has lapsed"},
                            expect=(200, 409)))
    assert decided.ok != assessed.ok
    state = case.provider.read(case.entry)["state"]
    assert (state == "accredited") == decided.ok


def test_an_answer_races_with_the_refusal_that_waits_for_it(grave):
    grave.assess(failed={"tax": "Judgment of 3 May"})
    grave.warn(expect=201)
    said, refused = at_once(
        lambda: grave.answer(expect=201),
        lambda: grave.decide("refused", expect=(201, 409)))
    assert said.status_code == 201
    if refused.status_code == 409:
        assert slug(refused) == "representations-pending"
        grave.decide("refused", expect=201)


def test_r057_nothing_accredits_many_at_once(contract):
    """A decision names one entry, and nothing else makes an accreditation."""
    operations = list(contract.operations())
    assert not [path for method, path, _ in operations
                if method in ("POST", "PUT")
                and path == "/v1/accreditations"]
    (decision,) = [operation for _, path, operation in operations
                   if path.startswith("/v1/applications")
                   and path.endswith("/decision")]
    assert decision["operationId"] == "decideEntry"
