"""test_scoring.py - several people score an entry, blind to each other.

SPDX-License-Identifier: Apache-2.0
"""
import json

import pytest
from harness.client import at_once, pointers, slug
from harness.feed import Feed
from harness.placing import exact
from harness.scoring import NONE, Scored, own_id, train

CONFLICT = {"conflicted": True, "nature": "My sister works there"}


@pytest.fixture(scope="module", name="market")
def two_assessors(shared_world):
    return shared_world.market(assessors=2)


@pytest.fixture(scope="module", name="people")
def trained_people(shared_world):
    """Three of three organisations, whose training is current."""
    people = [shared_world.lead, shared_world.council_a,
              shared_world.council_b]
    for person in people:
        train(person)
    return people


@pytest.fixture(scope="module")
def provider(shared_world):
    return shared_world.provider()


@pytest.fixture(scope="module")
def spot(shared_world):
    return shared_world.places.centre()


@pytest.fixture
def case(world, market, provider, spot):
    return Scored(world, market, provider, spot)


def test_r017_partners_score_and_the_lead_assesses_and_decides(
        case, people, lead, auditor):
    lead_person, officer, _ = people
    case.panel([(lead_person, [5, 4, 3]), (officer, [5, 3, 3])])
    paper = officer.read(f"{case.entry}/scoring")
    assert paper["complete"] is True and paper["assessors"] == 2
    assert [s["answer"] for s in paper["statements"]] == \
        ["This is how we do it"] * 3
    assert "core_pence" not in json.dumps(paper)
    made = case.assess()
    # 30 x 5/5 + 40 x 4/5 (of 4 and 3, half up) + 30 x 3/5
    assert str(exact(made)["core_score"]) == "80.0000"
    assert made.json()["statements"]["outcomes"]["score"] == 4
    assert case.decide(expect=201).json()["state"] == "accredited"
    listed = lead.every(f"{case.entry}/scorers")
    assert listed == auditor.every(f"{case.entry}/scorers")
    assert {s["scorer"]["id"] for s in listed} == {own_id(lead_person),
                                                   own_id(officer)}
    assert len(listed) == 2


def test_r017_another_role_completes_no_step(case, people, council, provider,
                                             auditor):
    _, officer, stranger = people
    case.ask(officer)
    for person in (provider, auditor):
        assert slug(person.put(case.scores, case.marks(3), expect=403)) \
            == "forbidden"
    for act in (lambda p: p.put(case.assessment, case.body(), expect=403),
                lambda p: p.put(case.consensus, {"statements": {
                    "workforce": {"score": 1, "reason": "So"}}}, expect=403),
                lambda p: p.post(case.decision, {"outcome": "refused",
                                                 "reason": "No"}, expect=403)):
        for person in (council, provider, auditor):
            assert slug(act(person)) == "forbidden"
    # An officer who was not asked finds nothing, whatever the council.
    stranger.put(case.scores, case.marks(3), expect=404)
    stranger.get(f"{case.entry}/scoring", expect=404)
    stranger.put(f"{case.path}/conflict", NONE, expect=404)


def test_r031_whoever_has_no_current_training_is_not_asked(
        world, case, people, clock):
    del people
    fresh = world.colleague(world.council_b)
    assert slug(case.ask(fresh, expect=409)) == "training-missing"
    today = clock.day(0)
    train(world.council_b, fresh.user_id, until=today)
    case.ask(fresh)
    case.declare(fresh)
    clock.freeze(clock.day(1) + "T12:00:00Z")
    other = Scored(world, case.market, case.provider,
                   case.home["address"]["postcode"])
    assert slug(other.ask(fresh, expect=409)) == "training-missing"
    assert slug(case.score(fresh, 3, expect=409)) == "training-missing"


def test_r031_training_is_recorded_by_its_organisation_and_seen_by_leads(
        world, market, people, lead, auditor, provider):
    person = world.colleague(world.council_a)
    made = train(world.council_a, person.user_id)
    assert made["current"] is True
    path = f"/v1/users/{person.user_id}/training"
    assert world.council_a.every(path) == [made]
    assert world.council_a.read(f"{path}/{made['id']}") == made
    lead.get(path, expect=404)
    lead.post(path, {"course": "x", "completed_on": "2026-01-01",
                     "valid_until": "2027-01-01"}, expect=404)
    evaluators = f"/v1/schemes/{market.scheme['id']}/evaluators"
    listed = lead.every(evaluators, limit=1)
    assert listed == auditor.every(evaluators)
    ids = {e["id"] for e in listed}
    assert {own_id(p) for p in people} | {person.user_id} <= ids
    world.council_a.get(evaluators, expect=403)
    answer = lead.post(f"/v1/users/{own_id(lead)}/training", {
        "course": "x", "completed_on": "2026-02-01",
        "valid_until": "2026-01-31"}, expect=422)
    assert pointers(answer) == ["#/valid_until"]
    provider.post(path, {}, expect=403)


def test_scorers_do_not_see_each_other_until_all_have_scored(
        case, people, lead, auditor):
    lead_person, officer, third = people
    feeds = [(api, Feed(api)) for api in (lead, auditor)]
    for person in people:
        case.ask(person)
        case.declare(person)
    case.score(officer, [5, 5, 5])
    before = case.score(lead_person, [4, 4, 4])
    listed = {s["scorer"]["id"]: s
              for s in lead.every(f"{case.entry}/scorers")}
    assert listed[own_id(officer)]["scored"] is True
    assert listed[own_id(officer)]["statements"] is None
    assert listed[own_id(lead_person)]["statements"] is not None
    assert [s["statements"] for s in auditor.every(f"{case.entry}/scorers")] \
        == [None, None, None]
    shown = lead.read(f"{case.entry}/scorers/{own_id(officer)}")
    assert shown["statements"] is None
    # One's own representation is one's own: neither body nor ETag moves.
    assert lead.get(case.scores).headers["ETag"] == before.headers["ETag"]
    assert lead.read(case.scores)["statements"]["workforce"]["score"] == 4
    for api, feed in feeds:
        events = [e for e in feed.new() if e["subject_id"] == case.entry_id]
        assert "entry.scored" in [e["type"] for e in events]
        told = json.dumps([events, api.read("/v1/audit", params={
            "subject_id": case.entry_id})])
        assert '"score"' not in told and "As read" not in told
    assert slug(case.assess(expect=409)) == "scores-missing"
    assert slug(case.agree({"workforce": 4}, expect=409)) == "scores-missing"
    case.score(third, [4, 4, 4])
    assert [s["statements"]["workforce"]["score"]
            for s in auditor.every(f"{case.entry}/scorers")] == [4, 5, 4]


def test_r114_those_who_scored_see_what_all_gave_once_all_have(
        case, people, provider):
    """An officer of a partner moderates, and so has to know the spread."""
    lead_person, officer, stranger = people
    for person in (lead_person, officer):
        case.ask(person)
        case.declare(person)
    case.score(officer, [5, 2, 3])
    paper = officer.read(f"{case.entry}/scoring")
    assert [(s["scores"], s["agreed"]) for s in paper["statements"]] == \
        [(None, None)] * 3
    case.score(lead_person, [2, 2, 3])
    first = officer.read(f"{case.entry}/scoring")["statements"][0]
    assert [(s["scorer"]["id"], s["score"]) for s in first["scores"]] == \
        [(own_id(officer), 5), (own_id(lead_person), 2)]
    assert first["agreed"] is None
    case.agree({"workforce": 4})
    shown = officer.read(f"{case.entry}/scoring")["statements"]
    assert [s["agreed"] for s in shown] == \
        [{"score": 4, "reason": "Read together"}, None, None]
    stranger.get(f"{case.entry}/scoring", expect=404)
    provider.get(f"{case.entry}/scoring", expect=403)
    # Whoever has a conflict of interest sees nothing of it any more.
    officer.change(f"{case.path}/conflict", CONFLICT)
    officer.get(f"{case.entry}/scoring", expect=404)


def test_r017_an_officer_of_a_partner_finds_what_to_score(
        world, case, people, provider, auditor):
    _, officer, other = people
    scorings = "/v1/scorings"

    def listed(**query):
        return {s["entry_id"]: s for s in officer.every(scorings, **query)}

    assert case.entry_id not in listed()
    case.ask(officer)
    asked = listed(waiting="true")[case.entry_id]
    assert asked["establishment"]["name"] == case.home["name"]
    assert asked["provider"]["name"] == \
        officer.read(f"{case.entry}/scoring")["provider"]["name"]
    assert asked["conflicted"] is None and asked["scored_at"] is None
    assert "core_pence" not in json.dumps(asked)
    case.declare(officer)
    assert listed(waiting="true")[case.entry_id]["conflicted"] is False
    case.score(officer, 3)
    assert case.entry_id not in listed(waiting="true")
    done = listed(waiting="false")[case.entry_id]
    assert done["scored_at"] is not None and done["complete"] is False
    again = Scored(world, case.market, case.provider,
                   case.home["address"]["postcode"])
    again.ask(officer)
    again.declare(officer, CONFLICT)
    assert listed(waiting="false")[again.entry_id]["ended_at"] is not None
    whole = officer.every(scorings)
    assert officer.every(scorings, limit=1) == whole
    assert [s["assigned_at"] for s in whole] == \
        sorted(s["assigned_at"] for s in whole)
    # A colleague of the same council was not asked; neither was another one.
    for stranger in (world.council_a_2, other):
        assert case.entry_id not in {s["entry_id"]
                                     for s in stranger.every(scorings)}
    for person in (provider, auditor):
        person.get(scorings, expect=403)


def test_what_can_no_longer_be_scored_does_not_wait(case, people):
    _, officer, _ = people
    case.ask(officer)
    case.provider.make(f"{case.path}/withdrawal",
                       {"reason": "The home is sold"})
    item, = (s for s in officer.every("/v1/scorings", waiting="false")
             if s["entry_id"] == case.entry_id)
    assert item["state"] == "withdrawn" and item["ended_at"] is None
    assert case.entry_id not in {
        s["entry_id"] for s in officer.every("/v1/scorings", waiting="true")}


def test_r114_what_a_conflict_took_out_of_the_count_is_in_no_paper(
        case, people):
    lead_person, officer, third = people
    for person in (lead_person, officer):
        case.ask(person)
        case.declare(person)
        case.score(person, 3)
    lead_person.change(f"{case.path}/conflict", CONFLICT)
    # Fewer than are needed: what was shown before is not, until all have.
    case.ask(third)
    case.declare(third)

    def scorers(person):
        return [s["scores"] and {x["scorer"]["id"] for x in s["scores"]}
                for s in person.read(f"{case.entry}/scoring")["statements"]]

    assert scorers(third) == scorers(officer) == [None] * 3
    case.score(third, 4)
    for person in (officer, third):
        assert scorers(person) == [{own_id(officer), own_id(third)}] * 3


def test_r111_what_each_score_stands_for_is_public(world):
    levels = world.nobody.read("/v1/score-scale")["levels"]
    assert [level["score"] for level in levels] == [0, 1, 2, 3, 4, 5]
    assert len({level["meaning"] for level in levels}) == 6


def test_a_score_is_corrected_until_the_others_have_scored_and_not_after(
        case, people):
    lead_person, officer, _ = people
    for person in (lead_person, officer):
        case.ask(person)
        case.declare(person)
    case.score(officer, 1)
    officer.change(case.scores, case.marks(2))
    case.score(lead_person, 2)
    answer = officer.change(case.scores, case.marks(5), expect=409)
    assert slug(answer) == "evaluators-complete"
    assert officer.read(case.scores)["statements"]["workforce"]["score"] == 2


def test_r038_r041_r042_every_statement_is_scored_by_each_and_no_other(
        case, people):
    _, officer, _ = people
    case.ask(officer)
    case.declare(officer)
    answer = officer.put(case.scores, {"statements": {
        "workforce": {"score": 3}, "fire": {"score": 3}}}, expect=422)
    assert sorted(pointers(answer)) == [
        "#/statements/contract-management", "#/statements/fire",
        "#/statements/outcomes"]
    answer = officer.put(case.scores, case.marks([6, 0, 0]), expect=422)
    assert pointers(answer) == ["#/statements/workforce/score"]


def test_scores_more_than_one_apart_are_moderated(case, people):
    lead_person, officer, _ = people
    case.panel([(lead_person, [5, 4, 3]), (officer, [2, 3, 3])])
    answer = case.assess(expect=409)
    assert slug(answer) == "moderation-needed"
    assert answer.json()["detail"] == (
        'A consensus has to be recorded about: "Tell us about workforce".')
    answer = case.agree({"workforce": 1, "outcomes": 4}, expect=422)
    assert sorted(pointers(answer)) == ["#/statements/outcomes",
                                        "#/statements/workforce/score"]
    case.agree({"workforce": 3})
    made = case.assess().json()
    # 30 x 3/5 + 40 x 4/5 + 30 x 3/5
    assert made["core_score"] == 68
    assert made["statements"]["workforce"] == {"score": 3,
                                               "reason": "Read together"}


def test_a_later_consensus_has_the_entry_assessed_again(case, people, lead):
    lead_person, officer, _ = people
    case.panel([(lead_person, [5, 4, 3]), (officer, [2, 4, 3])])
    case.agree({"workforce": 3})
    case.assess()
    lead.change(case.consensus, {"statements": {
        "workforce": {"score": 4, "reason": "The annex was read"}}})
    assert lead.read(case.entry)["state"] == "submitted"
    assert slug(case.decide(expect=409)) == "entry-not-assessed"
    assert lead.change(case.assessment,
                       case.body()).json()["core_score"] == 74
    case.decide(expect=201)


def test_scores_within_one_need_no_consensus(case, people):
    lead_person, officer, _ = people
    case.panel([(lead_person, 3), (officer, 4)])
    assert slug(case.agree({"workforce": 4}, expect=409)) == "scores-agree"
    assert case.assess().json()["core_score"] == 80


def test_where_several_score_the_assessor_gives_no_scores(case, people, world):
    lead_person, officer, _ = people
    case.panel([(lead_person, 3), (officer, 4)])
    answer = case.lead.put(case.assessment, world.assessment_body(
        case.market.category), expect=422)
    assert pointers(answer) == ["#/statements"]


def test_who_has_a_conflict_neither_scores_nor_decides(
        case, people, lead, auditor, world):
    lead_person, officer, third = people
    case.ask(officer)
    assert slug(case.score(officer, 3, expect=409)) == "declaration-missing"
    answer = case.declare(officer, {"conflicted": True}, expect=422)
    assert pointers(answer) == ["#/nature"]
    made = case.declare(officer, CONFLICT).json()
    assert slug(case.score(officer, 3, expect=404)) == "not-found"
    again = officer.put(f"{case.path}/conflict", NONE,
                        match=officer.etag(f"{case.path}/conflict"),
                        expect=409)
    assert slug(again) == "conflict-declared"
    other = Scored(world, case.market, case.provider,
                   case.home["address"]["postcode"])
    other.ask(officer)
    assert auditor.every(f"{case.path}/conflicts") == [made]
    deputy = world.colleague(lead)
    case.declare(deputy, CONFLICT)
    case.panel([(lead_person, 3), (third, 3)])
    assert slug(deputy.put(case.assessment, case.body(), expect=409)) \
        == "conflict-declared"
    case.assess()
    assert slug(deputy.post(case.decision, {
        "outcome": "accredited"}, expect=409)) == "conflict-declared"
    assert slug(lead.as_machine().post(case.decision, {
        "outcome": "accredited"}, expect=409)) == "person-required"
    undeclared = world.colleague(lead)
    assert slug(undeclared.post(case.decision, {
        "outcome": "accredited"}, expect=409)) == "declaration-missing"
    case.decide(expect=201)


def test_with_one_assessor_too_a_conflict_bars_from_the_decision(
        world, provider, spot, lead):
    case = Scored(world, world.market(), provider, spot)
    assert slug(case.ask(world.council_a, expect=409)) == "scorers-not-asked"
    deputy = world.colleague(lead)
    case.declare(deputy, CONFLICT)
    body = world.assessment_body(case.market.category)
    assert slug(deputy.put(case.assessment, body, expect=409)) \
        == "conflict-declared"
    lead.put(case.assessment, body, expect=201)
    assert slug(deputy.post(case.decision, {
        "outcome": "accredited"}, expect=409)) == "conflict-declared"
    case.decide(expect=201)


def test_a_conflict_found_late_sets_the_scores_aside(case, people, lead):
    lead_person, officer, third = people
    case.panel([(lead_person, 5), (officer, 4)])
    case.assess()
    officer.change(f"{case.path}/conflict", CONFLICT)
    assert lead.read(case.entry)["state"] == "submitted"
    answer = lead.change(case.assessment, case.body(), expect=409)
    assert slug(answer) == "scores-missing"
    (ended,) = [s for s in lead.every(f"{case.entry}/scorers")
                if s["scorer"]["id"] == own_id(officer)]
    assert ended["ended_at"] is not None
    case.ask(third)
    case.declare(third)
    case.score(third, 5)
    assert lead.change(case.assessment,
                       case.body()).json()["core_score"] == 100
    case.decide(expect=201)


def test_what_was_agreed_with_a_conflict_does_not_count_any_more(
        case, people, lead, world):
    lead_person, officer, third = people
    case.panel([(lead_person, [5, 3, 3]), (officer, [2, 3, 3])])
    case.agree({"workforce": 3})
    case.assess()
    officer.change(f"{case.path}/conflict", CONFLICT)
    lead.get(case.consensus, expect=404)
    case.ask(third)
    case.declare(third)
    case.score(third, [3, 3, 3])
    answer = lead.change(case.assessment, case.body(), expect=409)
    assert slug(answer) == "moderation-needed"
    # Nor what was agreed on by somebody who had scored nothing.
    deputy = world.colleague(lead)
    case.declare(deputy)
    deputy.put(case.consensus, {"statements": {
        "workforce": {"score": 5, "reason": "Read alone"}}}, expect=201)
    lead.change(case.assessment, case.body())
    deputy.change(f"{case.path}/conflict", CONFLICT)
    lead.get(case.consensus, expect=404)
    assert lead.read(case.entry)["state"] == "submitted"
    case.agree({"workforce": 4})
    # 30 x 4/5 + 70 x 3/5
    assert lead.change(case.assessment,
                       case.body()).json()["core_score"] == 66
    case.decide(expect=201)


def test_what_one_person_assessed_does_not_outlive_its_conflict(
        world, provider, spot, lead):
    case = Scored(world, world.market(), provider, spot)
    deputy = world.colleague(lead)
    body = world.assessment_body(case.market.category)
    deputy.put(case.assessment, body, expect=201)
    case.declare(deputy, CONFLICT)
    assert lead.read(case.entry)["state"] == "submitted"
    assert slug(case.decide(expect=409)) == "entry-not-assessed"
    lead.change(case.assessment, body)
    case.decide(expect=201)
    # Where a decision has been taken it stands.
    case.declare(lead, CONFLICT)
    assert lead.read(case.entry)["state"] == "accredited"


def test_a_conflict_opens_no_score_that_was_shown_with_the_others(
        case, people, lead):
    lead_person, officer, third = people
    case.panel([(lead_person, 5), (officer, 2)])
    assert [s["statements"] is None for s in lead.every(
        f"{case.entry}/scorers")] == [False, False]
    officer.change(f"{case.path}/conflict", CONFLICT)
    for step in (lambda: None, lambda: case.ask(third)):
        step()
        answer = lead_person.change(case.scores, case.marks(1), expect=409)
        assert slug(answer) == "evaluators-complete"
    case.declare(third)
    case.score(third, 4)
    assert case.assess().json()["core_score"] == 100


def test_r002_a_council_past_its_delegation_is_not_asked(
        world, people, provider, spot, lead):
    _, officer, _ = people
    case = Scored(world, world.market(assessors=2), provider, spot)
    scheme = f"/v1/schemes/{case.market.scheme['id']}"

    def delegate(until):
        lead.change(f"{scheme}/councils/{officer.organisation_id}", {
            "kind": "partner", "from": "2026-01-01", "to": "2032-12-31",
            "delegation": {"reference": "DEL-1", "scope": "Score",
                           "from": "2026-01-01", "to": until}})
        return [e["id"] for e in lead.every(f"{scheme}/evaluators")]

    assert own_id(officer) not in delegate(world.clock.day(-1))
    case.ask(officer, expect=404)
    assert own_id(officer) in delegate(world.clock.day())
    case.ask(officer)


def test_scorers_are_two_lines_of_people(world, case, people):
    _, officer, _ = people
    friend = world.colleague(officer)
    train(officer, friend.user_id)
    case.ask(officer)
    assert slug(case.ask(friend, expect=409)) == "not-independent"
    machine = case.lead.as_machine()
    case.ask(world.lead)
    machine.put(case.scores, case.marks(3), expect=404)
    machine.put(f"{case.path}/conflict", NONE, expect=409)


def test_whoever_has_scored_is_not_let_go(case, people, lead):
    lead_person, officer, third = people
    for person in (lead_person, officer):
        case.ask(person)
    case.declare(officer)
    case.score(officer, 3)
    path = f"{case.entry}/scorers/{own_id(officer)}"
    assert slug(lead.change(path, method="DELETE", expect=409)) == "has-scored"
    assert slug(lead.change(path, {"speaks_for": "Parents"}, expect=409)) \
        == "has-scored"
    idle = f"{case.entry}/scorers/{own_id(lead_person)}"
    lead.change(idle, {"speaks_for": "Parents"})
    lead.change(idle, method="DELETE")
    lead.get(idle, expect=404)
    case.ask(third)
    case.declare(third)
    case.score(third, 3)
    assert slug(case.ask(lead_person, expect=409)) == "evaluators-complete"


def test_only_officers_of_the_scheme_are_asked(world, case, people, lead,
                                               provider):
    del people
    for stranger in (own_id(provider), own_id(world.auditor),
                     case.home["id"]):
        lead.put(f"{case.entry}/scorers/{stranger}", {}, expect=404)


def test_r058_the_group_that_made_a_question_is_heard(world, people, provider,
                                                      spot):
    lead_person, officer, third = people
    statements = world.category_body()["statements"]
    statements[0] |= {"co_produced": True, "scorer_group": "Young Inspectors"}
    scheme = world.draft_scheme()
    answer = world.lead.post(
        f"/v1/schemes/{scheme['id']}/categories",
        world.category_body(statements=statements), expect=422)
    assert pointers(answer) == ["#/assessors"]
    market = world.market(assessors=2, statements=statements)
    assert market.category["statements"][0]["co_produced"] is True
    assert "scorer_group" not in market.category["statements"][1]
    case = Scored(world, market, provider, spot)
    case.panel([(lead_person, 3), (officer, 3)])
    assert slug(case.assess(expect=409)) == "scores-missing"
    case.ask(third, {"speaks_for": "Young Inspectors"})
    case.declare(third)
    case.score(third, [4, 3, 3])
    # 30 x 3/5 of 3, 3 and 4, and the rest at 3
    assert case.assess().json()["core_score"] == 60


def test_r052_scores_of_nothing_by_all_still_qualify(case, people):
    lead_person, officer, _ = people
    case.panel([(lead_person, 0), (officer, 0)])
    assert case.assess().json()["core_score"] == 0
    entry = case.decide(expect=201).json()
    assert entry["accreditation_id"] is not None


def test_two_score_at_once_and_both_count(case, people):
    lead_person, officer, _ = people
    for person in (lead_person, officer):
        case.ask(person)
        case.declare(person)
    answers = at_once(lambda: case.score(lead_person, 3),
                      lambda: case.score(officer, 4))
    assert [a.status_code for a in answers] == [201, 201]
    assert case.assess().json()["core_score"] == 80


def test_a_correction_races_with_the_last_score_and_is_seen_or_refused(
        case, people, lead):
    lead_person, officer, _ = people
    for person in (lead_person, officer):
        case.ask(person)
        case.declare(person)
    case.score(officer, 1)
    tag = officer.etag(case.scores)
    corrected, last = at_once(
        lambda: officer.put(case.scores, case.marks(2), match=tag,
                            expect=(200, 409)),
        lambda: case.score(lead_person, 2))
    assert last.status_code == 201
    if corrected.status_code == 409:
        assert slug(corrected) == "evaluators-complete"
    (shown,) = [s for s in lead.every(f"{case.entry}/scorers")
                if s["scorer"]["id"] == own_id(officer)]
    assert shown["statements"]["workforce"]["score"] == \
        (2 if corrected.ok else 1)


def test_the_last_score_races_with_a_consensus_that_waits_for_it(case, people):
    lead_person, officer, _ = people
    for person in (lead_person, officer):
        case.ask(person)
        case.declare(person)
    case.score(officer, [5, 3, 3])
    last, agreed = at_once(
        lambda: case.score(lead_person, [2, 3, 3]),
        lambda: case.agree({"workforce": 3}, expect=(201, 409)))
    assert last.status_code == 201
    if agreed.status_code == 409:
        assert slug(agreed) == "scores-missing"
        case.agree({"workforce": 3})
    assert case.assess().json()["core_score"] == 60
