"""test_scheme_life.py - a scheme over its years: its terms and what changes
them, its tranches, its pauses and its end.

SPDX-License-Identifier: Apache-2.0
"""
import datetime

import pytest

from harness.client import pointers, slug
from harness.feed import Feed
from harness.flows import fresh
from harness.locks import after_waiting

REASON = {"reason": "The region has changed"}
DECISION = {"reference": "CAB-2030-112", "decided_on": "2026-11-20",
            "decided_by": "The cabinet"}


def path(scheme, rest=""):
    return f"/v1/schemes/{scheme['id']}{rest}"


def body(**over):
    return {"name": fresh("Scheme"), "reference": fresh("REF").upper(),
            "regime": "pa23_light_touch_framework",
            "valid_from": "2026-01-01", "valid_to": "2032-12-31"} | over


def ready(world, lead, **over):
    """A draft that could be opened."""
    scheme = world.draft_scheme(**over)
    lead.make(path(scheme, "/categories"), world.category_body())
    return scheme


def opened(world, lead, **over):
    return lead.make(path(ready(world, lead, **over), "/opening"))


def market_of(world, regime, **over):
    """As world.market(), under that law."""
    if regime.startswith("pcr"):
        over = {"valid_to": "2029-02-23"} | over
    return world.market(terms={"regime": regime} | over)


def noon(clock, day):
    clock.freeze(f"{day}T12:00:00Z")


# ---- versions and notices (R008)


def test_r008_another_last_day_is_a_version_and_a_draft_of_a_notice(
        world, lead, nobody, council):
    scheme = opened(world, lead, regime="pa23_dynamic_market")
    feed = Feed(council)
    changed = lead.change(path(scheme), REASON | {"valid_to": "2030-06-30"},
                          method="PATCH").json()
    assert changed["valid_to"] == "2030-06-30" and changed["version"] == 2
    version, = nobody.every(path(scheme, "/versions"))
    assert version["kind"] == "validity" and version["version"] == 2
    assert version["changes"] == {
        "valid_to": {"from": "2032-12-31", "to": "2030-06-30"}}
    assert version["reason"] == REASON["reason"]
    assert version["changed_by"] is None
    mine, = lead.every(path(scheme, "/versions"))
    assert mine["changed_by"]["id"] == lead.read("/v1/me")["id"]
    drafts = {n["series"]: n for n in lead.every(path(scheme, "/notices"))}
    assert set(drafts) == {"UK14", "UK15"}
    draft = drafts["UK15"]
    assert draft["provision"] == "PA23 s.39(4)"
    assert draft["version"] == 2 and draft["published_on"] is None
    assert draft["content"]["valid_to"] == "2030-06-30"
    assert draft["content"]["changes"] == version["changes"]
    assert "scheme.version_made" in [
        e["type"] for e in feed.new() if e["subject_id"] == scheme["id"]]


def test_a_notice_is_the_leads_until_it_says_where_it_was_published(
        world, lead, nobody, auditor, council):
    scheme = opened(world, lead, regime="pa23_dynamic_market")
    notice, = lead.every(path(scheme, "/notices"))
    one = path(scheme, f"/notices/{notice['id']}")
    assert notice["kind"] == "establishment"
    assert auditor.read(one) == notice
    for stranger in (nobody, council):
        assert stranger.every(path(scheme, "/notices")) == []
        stranger.get(one, expect=404)
    where = {"reference": "2026/S 000-012345", "published_on": "2026-11-20"}
    answer = lead.post(f"{one}/publication",
                       where | {"published_on": world.clock.day(2)},
                       expect=422)
    assert pointers(answer) == ["#/published_on"]
    published = lead.make(f"{one}/publication", where)
    assert published == notice | where
    assert nobody.read(one) == published
    assert nobody.every(path(scheme, "/notices")) == [published]
    again = lead.post(f"{one}/publication", where, expect=409)
    assert slug(again) == "conflict"


def test_a_change_of_a_published_scheme_has_a_reason_and_says_what_stays(
        world, lead):
    scheme = opened(world, lead)
    answer = lead.change(path(scheme), {"name": fresh("Other")},
                         method="PATCH", expect=422)
    assert pointers(answer) == ["#/reason"]
    for fixed in ({"reference": fresh("R").upper()}, {"extends_to": "2040-01-01"},
                  {"regime": "below_threshold"}, {"valid_from": "2026-02-01"}):
        answer = lead.change(path(scheme), REASON | fixed, method="PATCH",
                             expect=409)
        assert slug(answer) == "scheme-not-draft", fixed
    answer = lead.change(path(scheme), REASON | {"valid_to": "2026-10-01"},
                         method="PATCH", expect=422)
    assert pointers(answer) == ["#/valid_to"]
    same = lead.change(path(scheme), REASON | {"name": scheme["name"]},
                       method="PATCH").json()
    assert same == scheme


def test_a_draft_changes_freely_and_nobody_hears_of_it(world, lead, council):
    scheme = lead.make("/v1/schemes", body())
    feed = Feed(council)
    new = {"reference": fresh("REF").upper(), "valid_to": "2029-02-23",
           "regime": "pcr_pseudo_dps", "valid_from": "2026-02-01",
           "description": "Other words"}
    changed = lead.change(path(scheme), new, method="PATCH").json()
    assert changed == scheme | new
    assert lead.every(path(scheme, "/versions")) == []
    assert not [e for e in feed.new() if e["subject_id"] == scheme["id"]]
    answer = lead.change(path(scheme), {"valid_to": "2029-02-24"},
                         method="PATCH", expect=422)
    assert pointers(answer) == ["#/valid_to"]


@pytest.mark.parametrize("regime", ["pcr_dps", "pcr_pseudo_dps"])
def test_r008_under_the_old_law_the_last_day_is_fixed_since_february_2026(
        world, lead, clock, regime):
    scheme = opened(world, lead, regime=regime, valid_to="2028-12-31",
                    extends_to="2029-02-23")
    for rest, sent, method in (
            ("", REASON | {"valid_to": "2028-06-30"}, "PATCH"),
            ("/extension", REASON | {"valid_to": "2029-02-23",
                                     "decision": DECISION}, "POST"),
            ("/closing", REASON, "POST")):
        answer = lead.change(path(scheme), sent, method="PATCH", expect=409) \
            if method == "PATCH" else lead.post(path(scheme, rest), sent,
                                                expect=409)
        assert slug(answer) == "validity-fixed", rest
    assert lead.read(path(scheme)) == scheme
    noon(clock, "2026-02-23")
    changed = lead.change(path(scheme), REASON | {"valid_to": "2028-06-30"},
                          method="PATCH").json()
    assert changed["valid_to"] == "2028-06-30"


# ---- initial term and extension (R009)


def test_r009_a_term_of_five_years_is_extended_by_a_recorded_decision(
        world, lead, nobody, clock):
    scheme = opened(world, lead, valid_to="2030-12-31",
                    extends_to="2035-12-31")
    later = lead.change(path(scheme), REASON | {"valid_to": "2031-12-31"},
                        method="PATCH", expect=409)
    assert slug(later) == "extension-not-foreseen"
    sent = REASON | {"valid_to": "2035-12-31", "decision": DECISION}
    too_far = lead.post(path(scheme, "/extension"), sent | {
        "valid_to": "2036-01-01",
        "decision": DECISION | {"decided_on": clock.day(1)}}, expect=422)
    assert pointers(too_far) == ["#/valid_to", "#/decision/decided_on"]
    nothing = lead.post(path(scheme, "/extension"),
                        sent | {"valid_to": "2030-12-31"}, expect=422)
    assert pointers(nothing) == ["#/valid_to"]
    without = {k: v for k, v in sent.items() if k != "decision"}
    assert pointers(lead.post(path(scheme, "/extension"), without,
                              expect=422)) == ["#/decision"]
    noon(clock, "2030-12-31")
    late = lead.post(path(scheme, "/extension"), sent, expect=409)
    assert slug(late) == "deadline-passed"
    noon(clock, "2030-12-30")
    extended = lead.make(path(scheme, "/extension"), sent)
    assert extended["valid_to"] == "2035-12-31"
    version, = nobody.every(path(scheme, "/versions"))
    assert version["kind"] == "extension"
    assert version["decision"] == DECISION
    noon(clock, "2031-06-01")
    assert nobody.read(path(scheme))["state"] == "open"


def test_r009_what_foresees_no_extension_is_not_extended(world, lead):
    scheme = opened(world, lead)
    answer = lead.post(path(scheme, "/extension"), REASON | {
        "valid_to": "2035-12-31", "decision": DECISION}, expect=409)
    assert slug(answer) == "extension-not-foreseen"
    bad = lead.post("/v1/schemes", body(extends_to="2032-12-30"), expect=422)
    assert pointers(bad) == ["#/extends_to"]
    bad = lead.post("/v1/schemes", body(
        regime="pcr_dps", valid_to="2028-12-31", extends_to="2029-02-24"),
        expect=422)
    assert pointers(bad) == ["#/extends_to"]


# ---- variations and fees (R010, R021)


VARIATION = {"provision": "PCR 2015 reg 34(21)",
             "variation": "Only homes within a radius are invited",
             "reason": "Children stay within reach of their families"}


def test_r010_a_modified_system_declares_its_variations_for_all_to_read(
        world, lead, nobody):
    scheme = opened(world, lead, regime="pcr_pseudo_dps",
                    valid_to="2029-02-23", variations=[VARIATION])
    assert nobody.read(path(scheme))["variations"] == [VARIATION]
    another = VARIATION | {"provision": "PCR 2015 reg 34(16)"}
    lead.change(path(scheme), REASON | {"variations": [VARIATION, another]},
                method="PATCH")
    version, = nobody.every(path(scheme, "/versions"))
    assert version["kind"] == "terms"
    assert version["changes"]["variations"] == {
        "from": [VARIATION], "to": [VARIATION, another]}


@pytest.mark.parametrize("regime", [
    "pcr_dps", "pa23_dynamic_market", "pa23_light_touch_framework",
    "below_threshold"])
def test_r010_strict_rules_refuse_variations(lead, regime):
    sent = body(regime=regime, valid_to="2029-02-23")
    answer = lead.post("/v1/schemes", sent | {"variations": [VARIATION]},
                       expect=409)
    assert slug(answer) == "variations-not-allowed"
    made = lead.make("/v1/schemes", sent)
    answer = lead.change(path(made), {"variations": [VARIATION]},
                         method="PATCH", expect=409)
    assert slug(answer) == "variations-not-allowed"


@pytest.mark.parametrize("regime, payers", [
    ("pcr_dps", ["council"]), ("pcr_pseudo_dps", ["council"]),
    ("pa23_dynamic_market", ["council", "supplier"]),
    ("pa23_light_touch_framework", ["council", "supplier"]),
    ("below_threshold", ["council"])])
def test_r021_who_may_be_charged_depends_on_the_law(lead, regime, payers):
    for payer in ("council", "supplier", "member"):
        sent = body(regime=regime, valid_to="2029-02-23",
                    fee={"payer": payer, "percent": 1})
        if payer in payers:
            assert lead.make("/v1/schemes", sent)["fee"]["payer"] == payer
        else:
            answer = lead.post("/v1/schemes", sent, expect=422)
            assert pointers(answer) == ["#/fee/payer"], (regime, payer)


# ---- intention, initial round, tranches (R012, R014, R016)


def test_a_scheme_is_announced_before_anybody_can_apply(
        world, lead, nobody, clock):
    scheme = ready(world, lead, regime="pa23_dynamic_market")
    answer = lead.post(path(scheme, "/intention"), {}, expect=422)
    assert pointers(answer) == ["#/conflicts_assessment"]
    assessed = {"reference": "COI-7", "assessed_on": clock.day(1)}
    answer = lead.post(path(scheme, "/intention"),
                       {"conflicts_assessment": assessed}, expect=422)
    assert pointers(answer) == ["#/conflicts_assessment/assessed_on"]
    assessed["assessed_on"] = clock.day()
    shown = lead.make(path(scheme, "/intention"),
                      {"conflicts_assessment": assessed})
    assert shown["state"] == "intention" and shown["published_at"]
    assert shown["opened_at"] is None
    assert nobody.read(path(scheme)) == shown
    notice, = lead.every(path(scheme, "/notices"))
    assert (notice["series"], notice["provision"]) == ("UK13", "PA23 s.39(2)")
    provider = world.provider()
    home = world.home(provider, world.places.centre())
    category, = nobody.every(path(scheme, "/categories"))
    answer = provider.post("/v1/applications", {
        "scheme_id": scheme["id"], "entries": [{
            "establishment_id": home["id"], "category_id": category["id"]}]},
        expect=409)
    assert slug(answer) == "scheme-not-open"
    assert slug(lead.post(path(scheme, "/opening"), {}, expect=409)) \
        == "scheme-not-draft"


def test_what_is_given_up_as_a_draft_was_never_there_for_others(
        world, lead, nobody):
    draft = ready(world, lead)
    assert lead.make(path(draft, "/abandonment"),
                     REASON)["state"] == "abandoned"
    nobody.get(path(draft), expect=404)
    shown = ready(world, lead, regime="below_threshold")
    lead.make(path(shown, "/intention"))
    lead.make(path(shown, "/abandonment"), REASON)
    assert nobody.read(path(shown))["state"] == "abandoned"
    assert [n["kind"] for n in lead.every(path(shown, "/notices"))] \
        == ["cessation"]
    assert slug(lead.post(path(shown, "/initial-round"), {}, expect=409)) \
        == "scheme-not-draft"


def initial_market(world, lead, clock):
    """A scheme in its initial round, with a tranche until 15:00."""
    clock.freeze("2026-11-24T09:00:00Z")
    market = world.market()
    market.scheme = world.draft_scheme()
    market.category = lead.make(path(market.scheme, "/categories"),
                                world.category_body())
    market.tranche = lead.make(path(market.scheme, "/tranches"), {
        "name": "Initial", "initial": True,
        "deadline_london": "2026-11-30T15:00:00"})
    lead.make(path(market.scheme, "/initial-round"))
    return market


def submitted(world, market):
    """A provider's application, sent in now: (provider, application)."""
    provider = world.provider()
    application = world.application(
        provider, market, [world.home(provider, world.places.centre())])
    entry = application["entries"][0]["id"]
    provider.change(f"/v1/applications/{application['id']}/entries/{entry}",
                    world.entry_body(market.category))
    return provider, world.submit(provider, application)


def decide(world, market, application, **more):
    entry = application["entries"][0]["id"]
    one = f"/v1/applications/{application['id']}/entries/{entry}"
    if market.lead.get(f"{one}/assessment").status_code == 404:
        market.lead.put(f"{one}/assessment",
                        world.assessment_body(market.category), expect=201)
    return market.lead.post(f"{one}/decision", {
        "outcome": "accredited", "reason": "All is met"}, **more)


def test_r012_no_referral_before_the_initial_round_is_decided(
        world, lead, council, clock):
    market = initial_market(world, lead, clock)
    centre = world.places.centre()
    _, application = submitted(world, market)
    answer = council.post("/v1/referrals", world.referral_body(
        market, centre), expect=409)
    assert slug(answer) == "initial-round-incomplete"
    early = lead.post(path(market.scheme, "/opening"), {}, expect=409)
    assert slug(early) == "initial-round-incomplete"
    clock.freeze("2026-11-30T15:00:00Z")
    waiting = lead.post(path(market.scheme, "/opening"), {}, expect=409)
    assert slug(waiting) == "initial-round-incomplete"
    assert " 1 " in waiting.json()["detail"]
    _, late = submitted(world, market)
    decide(world, market, application, expect=201)
    assert lead.make(path(market.scheme, "/opening"))["state"] == "open"
    world.referral(market, centre)
    assert late["state"] == "submitted"


def test_r014_what_comes_at_the_deadline_is_in_the_next_tranche(
        world, lead, clock):
    """Late is not refused; and after the last there is no tranche at all."""
    market = initial_market(world, lead, clock)
    lead.make(path(market.scheme, "/tranches"), {
        "name": "Second", "deadline_london": "2026-12-31T15:00:00"})
    sent = {}
    for now in ("2026-11-30T14:59:59Z", "2026-11-30T15:00:00Z",
                "2026-12-31T15:00:00Z"):
        clock.freeze(now)
        provider, application = submitted(world, market)
        own = f"/v1/applications/{application['id']}"
        sent[now] = provider.read(own)["tranche"]
        assert lead.read(own)["tranche"] == sent[now]
    first, second, none = sent.values()
    assert first == {key: market.tranche[key]
                     for key in ("id", "name", "deadline")}
    assert second["name"] == "Second"
    assert none is None


def test_r016_a_decision_does_not_wait_for_the_tranche(world, lead, clock):
    market = initial_market(world, lead, clock)
    _, application = submitted(world, market)
    decide(world, market, application, expect=201)
    assert clock.now().isoformat() < market.tranche["deadline"]


def test_r014_a_deadline_is_told_to_the_second_in_londons_time(
        world, lead, nobody):
    scheme = opened(world, lead)
    for local, utc in (("2027-07-30T15:00:00", "2027-07-30T14:00:00Z"),
                       ("2027-11-30T15:00:00", "2027-11-30T15:00:00Z")):
        made = lead.make(path(scheme, "/tranches"), {
            "name": fresh("Tranche"), "deadline_london": local})
        assert (made["deadline"], made["deadline_london"]) == (utc, local)
        one = path(scheme, f"/tranches/{made['id']}")
        assert nobody.read(one) == made
    assert [t["deadline"] for t in nobody.every(path(scheme, "/tranches"),
                                                limit=1)] == [
        "2027-07-30T14:00:00Z", "2027-11-30T15:00:00Z"]
    for wrong in ("2027-03-28T01:30:00", "2027-02-30T15:00:00",
                  "2026-01-02T15:00:00"):
        answer = lead.post(path(scheme, "/tranches"), {
            "name": "Wrong", "deadline_london": wrong}, expect=422)
        assert pointers(answer) == ["#/deadline_london"], wrong
    again = lead.post(path(scheme, "/tranches"), {
        "name": "Again", "deadline_london": "2027-07-30T15:00:00"},
        expect=409)
    assert slug(again) == "conflict"
    late = lead.post(path(scheme, "/tranches"), {
        "name": "Initial", "initial": True,
        "deadline_london": "2027-08-30T15:00:00"}, expect=422)
    assert pointers(late) == ["#/initial"]


# ---- due dates (R015) and bank holidays


@pytest.mark.parametrize("regime, sent, due", [
    ("pa23_light_touch_framework", "2027-01-01T12:00:00Z", "2027-02-28"),
    ("pa23_dynamic_market", "2027-01-31T12:00:00Z", "2027-02-28"),
    ("pcr_pseudo_dps", "2026-11-30T12:00:00Z", "2026-12-31"),
    # St Andrew's Day is a bank holiday of one part alone, and counts.
    ("pcr_dps", "2026-11-23T12:00:00Z", "2026-12-08"),
    # Two bank holidays, one of them a substitute, and New Year's Day.
    ("pcr_dps", "2026-12-18T12:00:00Z", "2027-01-07"),
])
def test_r015_each_regime_has_its_day_and_knows_the_bank_holidays(
        world, clock, regime, sent, due):
    market = market_of(world, regime)
    clock.freeze(sent)
    _, application = submitted(world, market)
    assert application["assess_due_on"] == due


def test_the_bank_holidays_are_there_for_all_to_count_with(nobody):
    first = nobody.every("/v1/bank-holidays", **{"from": "2026-11-30",
                                                 "limit": 2})
    assert first[0] == {"day": "2026-11-30", "part": "scotland",
                        "name": "St Andrew's Day"}
    assert first == sorted(first, key=lambda h: (h["day"], h["part"]))
    assert {h["part"] for h in first} == {"england_and_wales", "scotland",
                                          "northern_ireland"}


def test_under_strict_rules_a_decision_takes_longer_once_and_for_a_reason(
        world, lead, clock):
    market = market_of(world, "pcr_dps")
    noon(clock, "2026-11-23")
    provider, application = submitted(world, market)
    one = f"/v1/applications/{application['id']}"
    lead.get(f"{one}/assessment-extension", expect=404)
    feed = Feed(provider)
    made = lead.make(f"{one}/assessment-extension", REASON)
    assert (made["due_before"], made["due_after"]) == ("2026-12-08",
                                                       "2026-12-15")
    assert provider.read(f"{one}/assessment-extension") == made
    assert provider.read(one)["assess_due_on"] == "2026-12-15"
    assert "application.assessment_extended" in [
        e["type"] for e in feed.new()]
    again = lead.post(f"{one}/assessment-extension", REASON, expect=409)
    assert slug(again) == "assessment-not-extendable"


def test_what_is_late_or_decided_or_under_another_law_is_not_extended(
        world, lead, clock):
    market = market_of(world, "pcr_dps")
    noon(clock, "2026-11-23")
    _, late = submitted(world, market)
    _, decided = submitted(world, market)
    decide(world, market, decided, expect=201)
    one = f"/v1/applications/{decided['id']}/assessment-extension"
    assert slug(lead.post(one, REASON, expect=409)) \
        == "assessment-not-extendable"
    noon(clock, "2026-12-09")
    one = f"/v1/applications/{late['id']}/assessment-extension"
    assert slug(lead.post(one, REASON, expect=409)) == "deadline-passed"
    other = world.market()
    _, application = submitted(world, other)
    one = f"/v1/applications/{application['id']}/assessment-extension"
    answer = lead.post(one, REASON, expect=409)
    assert slug(answer) == "assessment-not-extendable"
    assert "R015" in answer.json()["detail"]


# ---- pauses (R013)


def test_r013_while_decisions_rest_applications_come_in_and_wait(
        world, lead, nobody, clock, council):
    market = world.market()
    noon(clock, "2027-01-20")
    pause = REASON | {"from": "2027-02-01", "until": "2027-04-01"}
    paused = lead.make(path(market.scheme, "/pause"), pause)
    assert paused["state"] == "open" and paused["pause"] == pause
    noon(clock, "2027-02-10")
    assert nobody.read(path(market.scheme))["state"] == "decisions_paused"
    _, application = submitted(world, market)
    assert slug(decide(world, market, application, expect=409)) \
        == "decisions-paused"
    council.make("/v1/referrals", world.referral_body(
        market, world.places.centre(), deadline="2027-02-20T12:00:00Z",
        need_by="2027-06-01"))
    # Nobody does anything: the day has come.
    clock.freeze("2027-03-31T22:59:59Z")
    assert slug(decide(world, market, application, expect=409)) \
        == "decisions-paused"
    clock.freeze("2027-03-31T23:00:00Z")  # midnight in London
    shown = nobody.read(path(market.scheme))
    assert shown["state"] == "open" and shown["pause"] is None
    decide(world, market, application, expect=201)


def test_r013_the_time_for_a_decision_rests_where_a_variation_lets_it(
        world, lead, clock):
    strict, modified = (market_of(world, "pa23_dynamic_market"),
                        market_of(world, "pcr_pseudo_dps"))
    noon(clock, "2027-01-20")
    before = {m.scheme["id"]: submitted(world, m) for m in (strict, modified)}
    for market in (strict, modified):
        lead.make(path(market.scheme, "/pause"), REASON | {
            "from": "2027-02-01", "until": "2027-04-01"})
    noon(clock, "2027-02-10")

    def due(market, which):
        provider, application = which
        return provider.read(
            f"/v1/applications/{application['id']}")["assess_due_on"]

    assert due(strict, before[strict.scheme["id"]]) == "2027-02-28"
    # 59 days later than 28 February
    assert due(modified, before[modified.scheme["id"]]) == "2027-04-28"
    assert due(strict, submitted(world, strict)) == "2027-03-31"
    during = submitted(world, modified)
    # 50 days of the pause were left, and 31 March is the usual day
    assert due(modified, during) == "2027-05-20"
    noon(clock, "2027-03-22")
    resumed = lead.make(path(modified.scheme, "/resumption"), REASON)
    assert resumed["state"] == "open" and resumed["pause"] is None
    # ten days were not needed
    assert due(modified, before[modified.scheme["id"]]) == "2027-04-18"
    assert due(modified, during) == "2027-05-10"
    assert slug(lead.post(path(modified.scheme, "/resumption"), REASON,
                          expect=409)) == "conflict"


def test_r013_a_pause_set_while_an_application_is_sent_in_counts_for_it(
        world, clock):
    market = market_of(world, "pcr_pseudo_dps")
    noon(clock, "2027-01-20")
    provider = world.provider()
    application = world.application(
        provider, market, [world.home(provider, world.places.centre())])
    provider.change(
        f"/v1/applications/{application['id']}/entries/"
        f"{application['entries'][0]['id']}",
        world.entry_body(market.category))
    scheme = market.scheme["id"]
    sent = after_waiting(
        world, f"scheme_id {scheme}",
        lambda: world.submit(provider, application),
        meanwhile=lambda: clock.sql(
            "INSERT INTO scheme_pause (scheme_id, lead_id, from_on, until_on,"
            " reason) SELECT id, lead_id, '2027-02-01', '2027-04-01', 'So'"
            " FROM scheme WHERE id = %s", scheme))
    assert sent["assess_due_on"] == "2027-04-28"


def test_a_pause_has_two_days_in_order_and_one_at_a_time(world, lead, clock):
    scheme = opened(world, lead)
    noon(clock, "2027-01-20")
    answer = lead.post(path(scheme, "/pause"), REASON | {
        "from": "2027-01-19", "until": "2027-01-19"}, expect=422)
    assert pointers(answer) == ["#/from", "#/until"]
    lead.make(path(scheme, "/pause"), REASON | {"until": "2027-01-21"})
    answer = lead.post(path(scheme, "/pause"), REASON | {
        "until": "2027-01-25"}, expect=409)
    assert slug(answer) == "decisions-paused"
    kinds = [v["kind"] for v in lead.every(path(scheme, "/versions"))]
    assert kinds == ["pause"]


def test_strict_rules_allow_a_pause_until_the_first_referral_alone(
        world, lead, clock):
    market = market_of(world, "pcr_dps")
    lead.make(path(market.scheme, "/pause"),
              REASON | {"until": clock.day(5)})
    clock.shift(days=6)
    world.referral(market, world.places.centre())
    answer = lead.post(path(market.scheme, "/pause"),
                       REASON | {"until": clock.day(5)}, expect=409)
    assert slug(answer) == "pause-not-allowed"
    assert "reg 34(18)" in answer.json()["detail"]


# ---- the end


def test_after_its_last_day_a_scheme_takes_nothing_new_though_no_job_ran(
        world, lead, nobody, council, clock):
    market = world.market()
    provider = world.provider()
    home = world.home(provider, world.places.centre())
    clock.freeze("2032-12-30T12:00:00Z")
    referral = world.referral(market, world.places.centre(),
                              deadline="2033-01-05T12:00:00Z")
    clock.freeze("2032-12-31T23:59:59Z")
    assert nobody.read(path(market.scheme))["state"] == "open"
    clock.freeze("2033-01-01T00:00:00Z")
    assert nobody.read(path(market.scheme))["state"] == "closing"
    listed = [s["id"] for s in nobody.every("/v1/schemes", state="closing")]
    assert market.scheme["id"] in listed
    answer = provider.post("/v1/applications", {
        "scheme_id": market.scheme["id"], "entries": [{
            "establishment_id": home["id"],
            "category_id": market.category["id"]}]}, expect=409)
    assert slug(answer) == "scheme-not-open"
    council.make(f"/v1/referrals/{referral['id']}/cancellation",
                 {"reason": "Another way was found"})
    assert nobody.read(path(market.scheme))["state"] == "closed"


def test_r008_a_lead_ends_a_scheme_early_and_what_is_under_way_goes_on(
        world, lead, nobody, council):
    c = world.competition(5)
    scheme = c.market.scheme
    ended = lead.make(path(scheme, "/closing"), REASON)
    assert ended["state"] == "closing"
    assert ended["valid_to"] == world.clock.day()
    notice, = [n for n in lead.every(path(scheme, "/notices"))]
    assert notice["kind"] == "cessation"
    for rest in ("/closing", "/pause"):
        answer = lead.post(path(scheme, rest), REASON | (
            {"until": world.clock.day(3)} if rest == "/pause" else {}),
            expect=409)
        assert slug(answer) == "scheme-not-open"
    world.rank(c.referral)
    assert nobody.read(path(scheme))["state"] == "closing"
    council.make(f"/v1/referrals/{c.referral['id']}/cancellation",
                 {"reason": "Another way was found"})
    assert nobody.read(path(scheme))["state"] == "closed"


def test_a_council_of_another_authority_changes_nothing(world, lead):
    scheme = opened(world, lead)
    other = world.colleague(world.council_a, role="council")
    for method, rest, sent in (("PATCH", "", {"name": "X"}),
                               ("POST", "/pause", REASON),
                               ("POST", "/closing", REASON)):
        answer = other.request(method, path(scheme, rest), json=sent,
                               match='"x"', expect=403)
        assert slug(answer) == "forbidden"


def test_days_of_the_calendar_are_londons(world, lead, council, clock):
    """A council's first day begins at midnight there, an hour before UTC's."""
    scheme = ready(world, lead)
    one = path(scheme, f"/councils/{council.organisation_id}")
    lead.change(one, {"kind": "partner", "from": "2027-07-01",
                      "to": "2027-07-31"})
    market = world.market()
    market.scheme = lead.make(path(scheme, "/opening"))
    market.category, = lead.every(path(scheme, "/categories"))
    centre = world.places.centre()

    def refer(moment, expect):
        clock.freeze(moment)
        deadline = clock.now() + datetime.timedelta(days=4)
        return council.post("/v1/referrals", world.referral_body(
            market, centre, deadline=deadline.strftime(
                "%Y-%m-%dT%H:%M:%SZ")), expect=expect)

    assert slug(refer("2027-06-30T22:59:59Z", 403)) == "not-partner"
    refer("2027-06-30T23:00:00Z", 201)
    refer("2027-07-31T22:59:59Z", 201)
    assert slug(refer("2027-07-31T23:00:00Z", 403)) == "not-partner"
