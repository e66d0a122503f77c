"""test_applications.py - a provider applies, the lead assesses and decides.

SPDX-License-Identifier: Apache-2.0
"""
import hashlib
import json

import pytest

from harness.client import at_once, pointers, slug
from harness.flows import SIGNED
from harness.placing import exact
from harness.receipts import verifies

NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def market(shared_world):
    return shared_world.market()


@pytest.fixture(scope="module")
def provider(shared_world):
    return shared_world.provider()


@pytest.fixture(scope="module")
def spot(shared_world):
    """A postcode for homes whose place does not matter."""
    return shared_world.places.centre()


class Case:
    """A new home's application in the market, and its only entry."""

    def __init__(self, world, market, provider, spot):
        self.world, self.market, self.provider = world, market, provider
        self.home = world.home(provider, spot)
        made = world.application(provider, market, [self.home])
        self.id = made["id"]
        self.path = f"/v1/applications/{self.id}"
        self.entry = f"{self.path}/entries/{made['entries'][0]['id']}"
        self.assessment = f"{self.entry}/assessment"
        self.decision = f"{self.entry}/decision"

    def fill(self, **over):
        self.provider.change(self.entry, self.world.entry_body(
            self.market.category, **over))
        return self

    def submit(self):
        self.fill()
        return self.provider.make(f"{self.path}/submission", SIGNED)

    def assess(self, **over):
        body = self.world.assessment_body(self.market.category, **over)
        return self.market.lead.put(self.assessment, body,
                                    expect=201).json()

    def decide(self, outcome, **more):
        return self.market.lead.post(
            self.decision, {"outcome": outcome, "reason": "As assessed"},
            **more)


@pytest.fixture
def case(world, market, provider, spot):
    return Case(world, market, provider, spot)


def test_a_home_is_applied_for_assessed_and_accredited_r050(
        world, market, case, lead, auditor):
    draft = case.provider.read(case.path)
    assert draft["state"] == "draft" and draft["receipt"] is None
    sent = case.submit()
    assert sent["state"] == "submitted"
    assert sent["signatory"] == SIGNED["signatory"]
    assert sent["entries"][0]["state"] == "submitted"
    assert lead.read(case.path) == auditor.read(case.path) == sent
    assessed = case.assess()
    assert assessed["core_score"] == 80
    assert lead.read(case.entry)["state"] == "assessed"
    answer = case.decide("accredited", expect=201)
    entry = answer.json()
    assert answer.headers["Location"].endswith(case.entry)
    assert entry["state"] == "accredited"
    assert entry["decision"]["outcome"] == "accredited"
    assert case.provider.read(case.entry) == entry
    made = case.provider.read(f"/v1/accreditations/{entry['accreditation_id']}")
    assert made["establishment"]["id"] == case.home["id"]
    assert made["core_score"] == 80 and made["state"] == "active"
    assert case.provider.read(case.path)["state"] == "decided"


def test_one_application_holds_several_homes_in_their_order_r028_r050(
        world, market, provider, spot):
    homes = [world.home(provider, spot) for _ in range(3)]
    made = world.application(provider, market, homes)
    assert [e["establishment_id"] for e in made["entries"]] == [
        h["id"] for h in homes]
    assert [e["establishment_name"] for e in made["entries"]] == [
        h["name"] for h in homes]
    assert made["reference"].startswith("A-")


def test_ids_that_are_foreign_and_unknown_are_refused_in_the_same_words(
        world, market, provider, spot):
    foreign = world.home(world.provider(), spot)["id"]
    other = world.market().category["id"]
    own = world.home(provider, spot)["id"]
    answer = provider.post("/v1/applications", {
        "scheme_id": market.scheme["id"], "entries": [
            {"establishment_id": foreign, "category_id": other},
            {"establishment_id": NOWHERE, "category_id": NOWHERE},
            {"establishment_id": own, "category_id": market.category["id"]},
            {"establishment_id": own, "category_id": market.category["id"]},
        ]}, expect=422)
    assert pointers(answer) == [
        "#/entries/0/establishment_id", "#/entries/0/category_id",
        "#/entries/1/establishment_id", "#/entries/1/category_id",
        "#/entries/3"]
    words = [e["detail"] for e in answer.json()["errors"]]
    assert words[0:2] == words[2:4]


def test_only_an_open_scheme_takes_applications(world, provider, spot):
    home = world.home(provider, spot)["id"]
    draft = world.draft_scheme()
    entries = [{"establishment_id": home, "category_id": NOWHERE}]
    hidden = provider.post("/v1/applications", {
        "scheme_id": draft["id"], "entries": entries}, expect=422)
    unknown = provider.post("/v1/applications", {
        "scheme_id": NOWHERE, "entries": entries}, expect=422)
    assert pointers(hidden) == pointers(unknown) == ["#/scheme_id"]
    assert hidden.json()["errors"] == unknown.json()["errors"]


def test_a_scheme_takes_applications_from_its_first_to_its_last_day_r007_r008(
        world, market, provider, spot, clock):
    home = world.home(provider, spot)
    for moment, refused in (
            ("2032-12-31T23:59:59Z", None),
            ("2033-01-01T00:00:00Z", "This scheme has ended."),
            ("2025-12-31T23:59:59Z",
             "This scheme can be applied to from 1 January 2026 to "
             "31 December 2032."),
            ("2026-01-01T00:00:00Z", None)):
        clock.freeze(moment)
        answer = provider.post("/v1/applications", {
            "scheme_id": market.scheme["id"],
            "entries": [{"establishment_id": home["id"],
                         "category_id": market.category["id"]}]},
            expect=409 if refused else 201)
        if refused:
            assert slug(answer) == "scheme-not-open"
            assert answer.json()["detail"] == refused


def test_a_draft_is_saved_piece_by_piece(world, market, case):
    pieces = {"statements": {"workforce": "First thoughts"}}
    saved = case.provider.change(case.entry, pieces).json()
    assert saved["statements"] == pieces["statements"]
    assert saved["requirements"] == {} and saved["discounts"] == []
    whole = world.entry_body(market.category, discounts=[
        {"from_child": 2, "percent": 10.00}, {"from_child": 3,
                                              "percent": 12.5}])
    saved = case.provider.change(case.entry, whole).json()
    assert {k: saved[k] for k in whole} == whole


def test_filling_in_needs_the_version_it_is_based_on(case):
    old = case.provider.etag(case.entry)
    case.fill()
    for match, wanted in ((None, "precondition-required"),
                          (old, "precondition-failed")):
        answer = case.provider.put(case.entry, {}, match=match,
                                   expect=(412, 428))
        assert slug(answer) == wanted


def test_every_unknown_code_of_an_entry_is_named_at_once(case):
    answer = case.provider.change(case.entry, {
        "requirements": {"fire": {"met": True}},
        "statements": {"workforce": "Known", "poetry": "Unknown"},
        "core_pence": {"premises": 1, "yachts": 2},
        "discounts": [{"from_child": 2, "percent": 5},
                      {"from_child": 2, "percent": 6}]}, expect=422)
    assert pointers(answer) == [
        "#/requirements/fire", "#/statements/poetry", "#/core_pence/yachts",
        "#/discounts/1/from_child"]


@pytest.mark.parametrize("discount, member", [
    ({"from_child": 1, "percent": 5}, "from_child"),
    ({"from_child": 2, "percent": 100}, "percent"),
    ({"from_child": 2, "percent": -1}, "percent"),
    ({"from_child": 2, "percent": 10.005}, "percent")])
def test_a_discount_begins_with_the_second_child_and_stays_below_all_r048(
        case, discount, member):
    answer = case.provider.change(case.entry, {"discounts": [discount]},
                                  expect=422)
    assert pointers(answer) == [f"#/discounts/0/{member}"]


def test_core_costs_above_the_cap_are_refused_naming_it_r049(case):
    at_cap = {"premises": 4_000_000, "staffing": 2_000_000}
    case.provider.change(case.entry, {"core_pence": at_cap})
    answer = case.provider.change(case.entry, {
        "core_pence": at_cap | {"staffing": 2_000_001}}, expect=422)
    assert pointers(answer) == ["#/core_pence"]
    assert "£60,000.00" in answer.json()["errors"][0]["detail"]
    assert case.provider.read(case.entry)["core_pence"] == at_cap


def test_a_submission_names_everything_that_is_missing_in_all_entries(
        world, market, provider, spot):
    homes = [world.home(provider, spot) for _ in range(2)]
    made = world.application(provider, market, homes)
    path = f"/v1/applications/{made['id']}"
    provider.change(f"{path}/entries/{made['entries'][1]['id']}", {
        "requirements": {"safeguarding": {"met": True, "note": ""}},
        "statements": {"workforce": "Ours", "outcomes": ""},
        "core_pence": {"premises": 0}})
    answer = provider.post(f"{path}/submission", SIGNED, expect=422)
    assert pointers(answer) == [
        "#/entries/0/requirements/safeguarding",
        "#/entries/0/statements/workforce",
        "#/entries/0/statements/outcomes",
        "#/entries/0/statements/contract-management",
        "#/entries/0/core_pence/premises", "#/entries/0/core_pence/staffing",
        "#/entries/1/statements/outcomes",
        "#/entries/1/statements/contract-management",
        "#/entries/1/core_pence/staffing"]
    assert provider.read(path)["state"] == "draft"


def test_nobody_submits_without_declaring_and_signing_r063(case):
    case.fill()
    for body, pointer in (
            ({**SIGNED, "declaration": False}, "#/declaration"),
            ({"declaration": True}, "#/signatory")):
        answer = case.provider.post(f"{case.path}/submission", body,
                                    expect=422)
        assert pointers(answer) == [pointer]


def test_the_receipt_is_of_what_was_sent_in_and_anybody_can_check_it(
        case, nobody, tmp_path):
    case.fill(discounts=[{"from_child": 2, "percent": 12.5}])
    sent = case.provider.make(f"{case.path}/submission", SIGNED)
    entry = case.provider.read(case.entry)
    content = {
        "application_id": sent["id"], "provider_id": sent["provider"]["id"],
        "scheme_id": sent["scheme_id"], "signatory": sent["signatory"],
        "entries": [{k: entry[k] for k in (
            "id", "establishment_id", "category_id", "requirements",
            "statements", "core_pence", "discounts")}]}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"),
                      ensure_ascii=False)
    receipt = sent["receipt"]
    assert hashlib.sha256(text.encode()).hexdigest() == receipt["sha256"]
    assert receipt["received_at"] == sent["submitted_at"]
    signed = ["fairlot-application-v1", sent["id"], receipt["sha256"],
              receipt["received_at"]]
    assert verifies(nobody, tmp_path, receipt["signature"], *signed)
    assert not verifies(nobody, tmp_path, receipt["signature"], *signed, "")


@pytest.mark.parametrize("now, due", [
    ("2027-01-01T00:00:00Z", "2027-02-28"),
    ("2027-01-31T23:59:59Z", "2027-02-28"),
    ("2026-11-30T12:00:00Z", "2026-12-31"),
    # Already the first of July in London.
    ("2027-06-30T23:30:00Z", "2027-08-31")])
def test_it_is_assessed_by_the_end_of_the_following_month_r015(
        case, clock, now, due):
    case.fill()
    clock.freeze(now)
    sent = case.provider.make(f"{case.path}/submission", SIGNED)
    assert sent["assess_due_on"] == due
    assert sent["submitted_at"] == now


def test_what_was_submitted_is_not_changed_any_more(case):
    case.submit()
    answer = case.provider.change(case.entry, {}, expect=409)
    assert slug(answer) == "application-not-draft"
    answer = case.provider.post(f"{case.path}/submission", SIGNED, expect=409)
    assert slug(answer) == "application-not-draft"


def test_the_leads_queue_is_in_the_order_in_which_applications_are_due_r015(
        world, provider, spot, clock, lead, auditor):
    market = world.market()
    made = []
    for now in ("2027-03-10T10:00:00Z", "2027-01-10T10:00:00Z",
                "2027-02-10T10:00:00Z"):
        clock.freeze(now)
        one = Case(world, market, provider, spot)
        one.submit()
        made.append(one.id)
    draft = Case(world, market, provider, spot)
    scheme = {"scheme_id": market.scheme["id"]}
    in_order = [made[1], made[2], made[0]]
    for reader in (lead, auditor):
        assert [a["id"] for a in reader.every(
            "/v1/applications", limit=1, **scheme)] == in_order
    assert [a["id"] for a in lead.every(
        "/v1/applications", due_before="2027-03-31", **scheme)] == [made[1]]
    newest_first = [a["created_at"] for a in provider.every(
        "/v1/applications", limit=1, **scheme)]
    assert len(newest_first) == 4
    assert newest_first == sorted(newest_first, reverse=True)
    assert [a["id"] for a in provider.every(
        "/v1/applications", state="draft", **scheme)] == [draft.id]


def test_r015_what_is_overdue_is_counted_and_named(world, provider, spot,
                                                   clock, lead, auditor):
    market = world.market()
    scheme = {"scheme_id": market.scheme["id"]}
    path = f"/v1/schemes/{market.scheme['id']}/workload"
    made = []
    for now in ("2027-01-10T10:00:00Z", "2027-02-10T10:00:00Z"):
        clock.freeze(now)
        made.append(Case(world, market, provider, spot))
        made[-1].submit()
    Case(world, market, provider, spot)  # a draft counts for nobody
    clock.freeze("2027-02-28T23:59:59Z")
    assert lead.read(path)["overdue"] == 0
    assert lead.every("/v1/applications", overdue="true", **scheme) == []
    clock.freeze("2027-03-01T00:00:00Z")
    for reader in (lead, auditor):
        shown = reader.read(path)
        assert (shown["waiting"], shown["overdue"]) == (2, 1)
        assert shown["next_due_on"] == "2027-02-28"
        assert shown["states"]["submitted"] == 2
        assert [a["id"] for a in reader.every(
            "/v1/applications", overdue="true", **scheme)] == [made[0].id]
        assert [a["id"] for a in reader.every(
            "/v1/applications", overdue="false", **scheme)] == [made[1].id]
    provider.post(f"{made[0].path}/withdrawal", {"reason": "The home closes"},
                  expect=201)
    shown = lead.read(path)
    assert (shown["waiting"], shown["overdue"]) == (1, 0)
    assert shown["states"]["withdrawn"] == 1
    assert lead.every("/v1/applications", overdue="true", **scheme) == []
    for waiting, one in (("true", made[1]), ("false", made[0])):
        assert [a["id"] for a in lead.every(
            "/v1/applications", waiting=waiting, **scheme)] == [one.id]
    assert [a["id"] for a in provider.every(
        "/v1/applications", waiting="true", **scheme)] == [made[1].id]
    world.provider().get(path, expect=403)
    world.council_a.get(path, expect=403)


def test_an_application_is_its_providers_alone_until_it_is_submitted(
        world, case, lead, auditor, council):
    rival = world.provider()
    for stranger in (lead, auditor, rival):
        stranger.get(case.path, expect=404)
        stranger.get(case.entry, expect=404)
    assert slug(council.get(case.path, expect=403)) == "forbidden"
    case.submit()
    lead.get(case.entry, expect=200)
    rival.get(case.path, expect=404)
    rival.post(f"{case.path}/submission", SIGNED, expect=404)


def test_an_assessment_marks_everything_and_nothing_else(case, lead):
    case.submit()
    answer = lead.put(case.assessment, {
        "requirements": {"fire": {"pass": True}},
        "statements": {"workforce": {"score": 4}},
        "rating": "good"}, expect=422)
    assert sorted(pointers(answer)) == [
        "#/requirements/fire", "#/requirements/safeguarding",
        "#/statements/contract-management", "#/statements/outcomes"]
    answer = lead.put(case.assessment, case.world.assessment_body(
        case.market.category, scores={"workforce": 6}), expect=422)
    assert pointers(answer) == ["#/statements/workforce/score"]


def test_the_carried_score_is_the_weighted_sum_of_fifths_r052(case, lead):
    case.submit()
    case.assess(scores={"workforce": 5, "outcomes": 4,
                        "contract-management": 4})
    shown = lead.get(case.assessment, expect=200)
    assert str(exact(shown)["core_score"]) == "86.0000"


def test_a_category_may_blend_in_the_regulators_rating_r116(
        world, provider, spot, lead):
    market = world.market(core_blend={
        "statements": 60, "rating": 40, "points": {
            "outstanding": 100, "good": 80, "requires_improvement": 40}})
    case = Case(world, market, provider, spot)
    case.submit()
    made = case.assess(scores={"workforce": 3, "outcomes": 3,
                               "contract-management": 3},
                       rating="requires_improvement")
    assert made["core_score"] == 52
    lead.change(case.assessment, world.assessment_body(
        market.category, rating="not_rated"))
    assert lead.read(case.assessment)["core_score"] == 0
    answer = case.decide("accredited", expect=409)
    assert slug(answer) == "rating-below-floor"
    case.decide("refused", expect=201)


def test_an_assessment_may_be_replaced_until_the_decision(case, lead):
    case.submit()
    case.assess()
    body = case.world.assessment_body(case.market.category,
                                      scores={"workforce": 0})
    assert slug(lead.put(case.assessment, body, expect=428)) \
        == "precondition-required"
    assert lead.change(case.assessment, body).json()["core_score"] == 56
    case.decide("accredited", expect=201)
    answer = lead.change(case.assessment, body, expect=409)
    assert slug(answer) == "entry-decided"


def test_the_provider_sees_its_assessment_with_the_decision_r075(case):
    case.submit()
    case.assess()
    case.provider.get(case.assessment, expect=404)
    case.decide("refused", expect=201)
    shown = case.provider.read(case.assessment)
    assert shown["statements"]["workforce"] == {"score": 4,
                                                "reason": "Well explained"}
    assert case.provider.read(case.entry)["decision"]["reason"] \
        == "As assessed"


def test_a_score_of_nothing_is_no_barrier_r052(case):
    case.submit()
    case.assess(scores={"workforce": 0, "outcomes": 0,
                        "contract-management": 0})
    entry = case.decide("accredited", expect=201).json()
    made = case.provider.read(f"/v1/accreditations/{entry['accreditation_id']}")
    assert made["core_score"] == 0


def test_a_failed_requirement_bars_the_way_and_is_named_r032(case):
    case.submit()
    case.assess(requirements={"safeguarding": {"pass": False,
                                               "reason": "No policy"}})
    answer = case.decide("accredited", expect=409)
    assert slug(answer) == "requirement-failed"
    assert answer.json()["detail"] == (
        'These requirements were not passed: "Is there a safeguarding '
        'policy?".')
    entry = case.decide("refused", expect=201).json()
    assert entry["state"] == "refused" and entry["accreditation_id"] is None


@pytest.mark.parametrize("rating, admitted", [
    ("requires_improvement", True), ("inadequate", False),
    ("not_rated", False)])
def test_the_assessed_rating_reaches_the_floor_or_the_home_stays_out_r036(
        case, rating, admitted):
    case.submit()
    case.assess(rating=rating)
    answer = case.decide("accredited", expect=201 if admitted else 409)
    if not admitted:
        assert slug(answer) == "rating-below-floor"


def test_a_home_is_accredited_once_in_a_category(world, market, case):
    case.submit()
    case.assess()
    case.decide("accredited", expect=201)
    again = Case.__new__(Case)
    again.__dict__.update(case.__dict__)
    made = world.application(case.provider, market, [case.home])
    again.path = f"/v1/applications/{made['id']}"
    again.entry = f"{again.path}/entries/{made['entries'][0]['id']}"
    again.assessment = f"{again.entry}/assessment"
    again.decision = f"{again.entry}/decision"
    again.submit()
    again.assess()
    answer = again.decide("accredited", expect=409)
    assert slug(answer) == "already-accredited"


def test_a_refusal_gives_its_reason_r075(case, lead):
    case.submit()
    case.assess()
    answer = lead.post(case.decision, {"outcome": "refused"}, expect=422)
    assert pointers(answer) == ["#/reason"]


def test_a_decision_comes_after_the_assessment_and_once(case):
    case.fill()
    answer = case.market.lead.post(
        case.decision, {"outcome": "accredited"}, expect=404)
    assert slug(answer) == "not-found"
    case.submit()
    assert slug(case.decide("accredited", expect=409)) == "entry-not-assessed"
    case.assess()
    case.decide("accredited", expect=201)
    assert slug(case.decide("refused", expect=409)) == "entry-decided"


def test_an_application_is_decided_with_the_last_of_its_entries_r050(
        world, market, provider, spot, lead):
    homes = [world.home(provider, spot) for _ in range(2)]
    made = world.application(provider, market, homes)
    path = f"/v1/applications/{made['id']}"
    entries = [f"{path}/entries/{e['id']}" for e in made["entries"]]
    for entry in entries:
        provider.change(entry, world.entry_body(market.category))
    provider.make(f"{path}/submission", SIGNED)
    for entry, outcome, state in zip(entries, ("accredited", "refused"),
                                     ("submitted", "decided")):
        lead.put(f"{entry}/assessment",
                 world.assessment_body(market.category), expect=201)
        lead.make(f"{entry}/decision", {"outcome": outcome, "reason": "So"})
        assert lead.read(path)["state"] == state
    assert [e["state"] for e in lead.read(path)["entries"]] == [
        "accredited", "refused"]


def test_of_two_decisions_at_once_the_later_one_sees_the_earlier(
        world, market, provider, spot, lead):
    homes = [world.home(provider, spot) for _ in range(2)]
    made = world.application(provider, market, homes)
    path = f"/v1/applications/{made['id']}"
    entries = [f"{path}/entries/{e['id']}" for e in made["entries"]]
    for entry in entries:
        provider.change(entry, world.entry_body(market.category))
    provider.make(f"{path}/submission", SIGNED)
    for entry in entries:
        lead.put(f"{entry}/assessment",
                 world.assessment_body(market.category), expect=201)
    machine = lead.as_machine()
    at_once(*[lambda e=entry, a=api: a.make(
        f"{e}/decision", {"outcome": "refused", "reason": "So"})
        for entry, api in zip(entries, (lead, machine))])
    assert lead.read(path)["state"] == "decided"


def test_a_home_is_accredited_once_even_by_two_decisions_at_once(
        world, market, provider, spot, lead):
    home = world.home(provider, spot)
    cases = []
    for _ in range(2):
        made = world.application(provider, market, [home])
        path = f"/v1/applications/{made['id']}"
        entry = f"{path}/entries/{made['entries'][0]['id']}"
        provider.change(entry, world.entry_body(market.category))
        provider.make(f"{path}/submission", SIGNED)
        lead.put(f"{entry}/assessment",
                 world.assessment_body(market.category), expect=201)
        cases.append(f"{entry}/decision")
    answers = at_once(*[lambda p=path, a=api: a.post(
        p, {"outcome": "accredited"})
        for path, api in zip(cases, (lead, lead.as_machine()))])
    assert sorted(a.status_code for a in answers) == [201, 409]
    (refused,) = [a for a in answers if a.status_code == 409]
    assert slug(refused) == "already-accredited"


def test_of_two_submissions_at_once_one_is_received(case):
    case.fill()
    answers = at_once(*2 * [lambda: case.provider.post(
        f"{case.path}/submission", SIGNED)])
    assert sorted(a.status_code for a in answers) == [201, 409]


def test_an_entry_belongs_to_its_application(case, provider, world, market,
                                             spot):
    other = Case(world, market, provider, spot)
    mixed = f"{other.path}/entries/{case.entry.rsplit('/', 1)[1]}"
    provider.get(mixed, expect=404)
    provider.put(mixed, {}, match='"x"', expect=404)


def test_the_act_repeated_under_its_key_is_one_act(case):
    case.fill()
    first = case.provider.post(f"{case.path}/submission", SIGNED,
                               key=f"submit {case.id}", expect=201)
    again = case.provider.post(f"{case.path}/submission", SIGNED,
                               key=f"submit {case.id}", expect=201)
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"
