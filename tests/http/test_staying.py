"""test_staying.py - conditions hold for life: facts end what they admitted.

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures
import contextlib
import types

import pytest

from harness.client import slug
from harness.feed import Feed
from harness.processes import superuser

INADEQUATE = {"regulator": "ofsted", "framework": "oeif",
              "grade": "inadequate", "on": "2026-03-01",
              "source_reference": "https://reports.example.org/1"}


@pytest.fixture(scope="module")
def market(shared_world):
    return shared_world.market()


@pytest.fixture(scope="module")
def spot(shared_world):
    return shared_world.places.centre()


@pytest.fixture
def home(world, market, spot):
    return world.accredited_home(market, spot)


@pytest.fixture
def path(home):
    return f"/v1/accreditations/{home.accreditation_id}"


@contextlib.contextmanager
def no_job_for(stack, home):
    """Whatever comes due there is stored by nobody meanwhile: the job passes
    over homes that somebody else holds."""
    with superuser(stack) as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT FROM establishment WHERE id = %s"
                       " FOR NO KEY UPDATE", (home.id,))
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def sweep(stack, home):
    """What the job does, now; after the job, if it is at this home."""
    with superuser(stack) as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT FROM establishment WHERE id = %s"
                       " FOR NO KEY UPDATE", (home.id,))
        cursor.execute("SELECT staying_sweep(1000)")
        cursor.execute("COMMIT")


def rate(lead, home, **over):
    return lead.make(f"/v1/establishments/{home.id}/ratings",
                     INADEQUATE | over)


def told(feed, home):
    return [e["type"] for e in feed.new()
            if e["subject_id"] == home.accreditation_id]


def test_r036_a_rating_that_drops_suspends_and_all_partners_are_told(
        world, stack, home, path, lead, council, other_council, nobody):
    feeds = [Feed(a) for a in (home.provider, lead, council, other_council)]
    made = rate(lead, home)
    assert (made["area"], made["source"]) == ("overall", "lead")
    sweep(stack, home)
    shown = council.read(path)
    assert (shown["state"], shown["ground"]) == ("suspended",
                                                 "rating_below_floor")
    for feed in feeds:
        assert told(feed, home) == ["accreditation.suspended"]
    nobody.get(f"/v1/directory/{home.id}/badge.svg", expect=404)
    sweep(stack, home)
    assert told(feeds[0], home) == []


def test_r036_requires_improvement_is_enough_and_an_old_report_changes_nothing(
        stack, home, path, lead):
    rate(lead, home, grade="requires_improvement", on="2026-05-01")
    rate(lead, home, on="2020-05-01")
    sweep(stack, home)
    assert lead.read(path)["state"] == "active"


def test_a_report_card_has_no_overall_grade_and_each_area_counts(
        stack, home, path, lead):
    card = {"framework": "report_card", "on": "2026-02-01"}
    rate(lead, home, **card, area="inclusion", grade="strong_standard")
    rate(lead, home, **card, area="safeguarding", grade="met")
    sweep(stack, home)
    assert lead.read(path)["state"] == "active"
    rate(lead, home, **card, area="achievement", grade="needs_attention")
    sweep(stack, home)
    shown = lead.read(path)
    assert (shown["state"], shown["review_ground"]) == ("under_review",
                                                        "rating_changed")
    rate(lead, home, framework="report_card", area="safeguarding",
         grade="not_met", on="2026-03-01")
    sweep(stack, home)
    shown = lead.read(path)
    assert (shown["state"], shown["ground"]) == ("suspended",
                                                 "rating_below_floor")


def test_a_review_is_told_and_ended_by_the_lead_and_the_home_still_asked(
        world, market, spot, stack, home, path, lead, council, nobody):
    feed = Feed(home.provider)
    rate(lead, home, grade="splendid")
    sweep(stack, home)
    assert lead.read(path)["state"] == "under_review"
    assert told(feed, home) == ["accreditation.review_began"]
    nobody.get(f"/v1/directory/{home.id}/badge.svg", expect=200)
    referral = world.referral(market, spot)
    assert referral["id"] in [i["referral_id"] for i in home.provider.every(
        "/v1/invitations", state="open")]
    world.bid(referral, home)
    made = lead.make(f"{path}/reinstatement", {"reason": "It is a new word"})
    assert (made["state"], made["review_ground"]) == ("active", None)
    sweep(stack, home)
    assert lead.read(path)["state"] == "active"


def test_r077_a_late_job_harms_nobody(world, market, spot, stack, home, path,
                                      lead, council, nobody):
    referral = world.referral(market, spot)
    draft = world.draft_referral(market, spot,
                                 deadline=world.clock.ahead(days=8))
    lead.make(f"/v1/establishments/{home.id}/registrations", {
        "regulator": "ofsted", "state": "lapsed",
        "from": world.clock.day(1)})
    assert lead.read(path)["state"] == "active"
    world.bid(referral, home)
    with no_job_for(stack, home):
        world.clock.shift(days=2)
        shown = council.read(path)
        assert (shown["state"], shown["ground"]) == ("suspended",
                                                     "registration_lost")
        assert home.accreditation_id in [a["id"] for a in council.every(
            "/v1/accreditations", state="suspended",
            category_id=market.category["id"])]
        nobody.get(f"/v1/directory/{home.id}", expect=404)
        nobody.get(f"/v1/directory/{home.id}/badge.svg", expect=404)
        answer = council.read(f"/v1/referrals/{draft['id']}/matches")
        assert (home.id, "suspended") in [
            (x["establishment_id"], x["reason"]) for x in answer["excluded"]]
        council.make(f"/v1/referrals/{draft['id']}/publication")
        assert home.provider.every("/v1/invitations", state="open") == []
        bid = world.bid_path(referral, home)
        refused = home.provider.put(bid, world.bid_body(), expect=409,
                                    match=home.provider.get(bid).headers[
                                        "ETag"])
        assert slug(refused) == "not-accredited"
        opened = world.open_bids(referral)
        assert opened[home.id]["reasons"] == ["not_accredited"]


def test_reports_and_exports_tell_what_is_so_before_a_job_has_run(
        world, stack, lead):
    market = world.market()
    home = world.accredited_home(market, world.places.centre())
    scheme = f"/v1/schemes/{market.scheme['id']}"
    with no_job_for(stack, home):
        world.clock.sql(
            "UPDATE accreditation SET lapses_at = now_utc(),"
            " lapse_ground = 'registration_lost', stands_until = now_utc(),"
            " stands_ground = 'registration_lost' WHERE id = %s",
            home.accreditation_id)
        (record,) = lead.read(f"{scheme}/accreditations-export")["items"]
        assert (record["accreditation"]["state"],
                record["accreditation"]["ground"]) == (
            "suspended", "registration_lost")
        (found,) = lead.read(f"{scheme}/market-report")["categories"]
        assert (found["homes"], found["areas"]) == (0, [])


def test_what_is_on_record_is_put_right_before_it_is_reinstated(
        stack, home, path, lead):
    rate(lead, home)
    answer = lead.post(f"{path}/reinstatement", {"reason": "We trust them"},
                       expect=409)
    assert slug(answer) == "still-failing"
    assert answer.json()["detail"] == (
        "It is still on record that the regulator's rating is below what the "
        "category admits.")
    rate(lead, home, grade="good", on="2026-06-01")
    sweep(stack, home)
    assert lead.read(path)["state"] == "active"


def test_an_act_of_the_lead_finds_stored_what_has_come_due(home, path, lead):
    rate(lead, home)
    answer = lead.post(f"{path}/suspension", {
        "ground": "safeguarding", "reason": "A report"}, expect=409)
    assert slug(answer) == "accreditation-not-active"


def test_r060_suspended_in_one_category_a_home_is_asked_in_none_of_the_scheme(
        world, lead, council):
    scheme = world.draft_scheme()
    made = [lead.make(f"/v1/schemes/{scheme['id']}/categories",
                      world.category_body(code=code))
            for code in ("day", "week")]
    lead.make(f"/v1/schemes/{scheme['id']}/opening")
    markets = [types.SimpleNamespace(scheme=scheme, category=c, lead=lead)
               for c in made]
    spot = world.places.centre()
    home = world.accredited_home(markets[0], spot)
    second = world.accredit(markets[1], home.provider, home.home)
    lead.make(f"/v1/accreditations/{home.accreditation_id}/suspension",
              {"ground": "safeguarding", "reason": "A report"})
    draft = world.draft_referral(markets[1], spot)
    answer = council.read(f"/v1/referrals/{draft['id']}/matches")
    assert [x["reason"] for x in answer["excluded"]] == ["suspended"]
    assert council.read(f"/v1/accreditations/{second}")["state"] == "suspended"
    lead.make(f"/v1/accreditations/{home.accreditation_id}/reinstatement",
              {"reason": "Looked into"})
    assert council.read(f"/v1/accreditations/{second}")["state"] == "active"


def test_r060_who_leaves_while_suspended_takes_no_bar_away(world, lead,
                                                           council):
    scheme = world.draft_scheme()
    made = [lead.make(f"/v1/schemes/{scheme['id']}/categories",
                      world.category_body(code=code))
            for code in ("day", "week")]
    lead.make(f"/v1/schemes/{scheme['id']}/opening")
    markets = [types.SimpleNamespace(scheme=scheme, category=c, lead=lead)
               for c in made]
    spot = world.places.centre()
    home = world.accredited_home(markets[0], spot)
    path = f"/v1/accreditations/{home.accreditation_id}"
    second = "/v1/accreditations/" + world.accredit(
        markets[1], home.provider, home.home)
    elsewhere = world.accredit(world.market(), home.provider, home.home)
    lead.make(f"{path}/suspension", SUSPENSION)
    feed = Feed(council)
    home.provider.make(f"{path}/withdrawal", {"reason": "We would rather"})
    shown = council.read(second)
    assert (shown["state"], shown["ground"], shown["failed"]) == (
        "suspended", "requirement_failed", ["safeguarding"])
    assert [(e["type"], e["subject_id"]) for e in feed.new()] == [
        ("accreditation.suspended", second.rsplit("/", 1)[1]),
        ("accreditation.withdrawn", home.accreditation_id)]
    assert lead.read(f"/v1/accreditations/{elsewhere}")["state"] == "active"
    # Admitted anew it is barred until the point that failed is put right.
    again = "/v1/accreditations/" + world.accredit(
        markets[0], home.provider, home.home)
    assert lead.read(again)["state"] == "suspended"
    home.provider.make(f"{second}/cure", {"points": {"safeguarding": NOTE}})
    lead.make(f"{second}/reinstatement", {"reason": "Put right"})
    assert [lead.read(a)["state"] for a in (second, again)] == ["active"] * 2


def test_r064_accredited_at_t_a_home_is_asked_a_second_later(
        world, market, spot):
    world.clock.freeze("2026-12-01T09:00:00Z")
    draft = world.draft_referral(market, spot)
    home = world.accredited_home(market, spot)
    world.clock.freeze("2026-12-01T09:00:01Z")
    world.council_a.make(f"/v1/referrals/{draft['id']}/publication")
    assert draft["id"] in [i["referral_id"] for i in home.provider.every(
        "/v1/invitations")]


def test_ratings_are_recorded_by_a_lead_and_read_by_whoever_sees_the_home(
        world, home, lead, council, auditor):
    listing = f"/v1/establishments/{home.id}/ratings"
    made = rate(lead, home, grade="good")
    for reader in (lead, council, auditor, home.provider):
        assert reader.read(f"{listing}/{made['id']}") == made
        assert [r["id"] for r in reader.every(listing)] == [made["id"]]
    answer = lead.post(listing, INADEQUATE | {"grade": "good"}, expect=409)
    assert slug(answer) == "conflict"
    answer = lead.post(listing, INADEQUATE | {"on": world.clock.day(2)},
                       expect=422)
    assert answer.json()["errors"][0]["pointer"] == "#/on"
    council.post(listing, INADEQUATE, expect=403)
    stranger = world.provider()
    stranger.get(f"{listing}/{made['id']}", expect=404)
    stranger.get(listing, expect=404)


def test_registrations_are_read_back(world, home, lead, council):
    listing = f"/v1/establishments/{home.id}/registrations"
    made = lead.make(listing, {"regulator": "cqc", "state": "lapsed",
                               "from": "2026-05-01"})
    assert council.read(f"{listing}/{made['id']}") == made
    assert council.every(listing) == [made]
    assert lead.read(
        f"/v1/accreditations/{home.accreditation_id}")["state"] == "active"


def test_what_grades_mean_is_public(nobody):
    rows = nobody.every("/v1/rating-scales", regulator="ofsted", limit=3)
    verdicts = {(r["framework"], r["area"], r["grade"]): r["verdict"]
                for r in rows}
    assert verdicts["oeif", "overall", "inadequate"] == "fail"
    assert verdicts["report_card", None, "needs_attention"] == "review"
    assert verdicts["report_card", "safeguarding", "not_met"] == "fail"
    one = rows[0]
    assert nobody.read(f"/v1/rating-scales/{one['id']}") == one


def test_a_scheme_says_itself_what_a_grade_means_from_a_day_on(
        world, stack, lead, nobody):
    market = world.market()
    home = world.accredited_home(market, world.places.centre())
    row = {"scheme_id": market.scheme["id"], "regulator": "ofsted",
           "framework": "oeif", "grade": "requires_improvement",
           "verdict": "fail", "from": world.clock.day(1),
           "justification": "These places ask for more"}
    made = lead.make("/v1/rating-scales", row)
    assert nobody.read(f"/v1/rating-scales/{made['id']}") == made
    rate(lead, home, grade="requires_improvement", on=world.clock.day())
    path = f"/v1/accreditations/{home.accreditation_id}"
    assert lead.read(path)["state"] == "active"
    world.clock.shift(days=1)
    rate(lead, home, grade="requires_improvement", on=world.clock.day())
    assert lead.read(path)["state"] == "suspended"
    for member, wrong in (("from", "2026-01-01"),
                          ("scheme_id", home.id), ("category_id", home.id)):
        answer = lead.post("/v1/rating-scales", row | {
            "from": world.clock.day(1), member: wrong}, expect=422)
        assert answer.json()["errors"][0]["pointer"] == f"#/{member}"


# ---- what people do about it

SUSPENSION = {"ground": "requirement_failed", "reason": "Not met",
              "points": ["safeguarding"]}
NOTE = {"met": True, "note": "The policy names its lead"}


def backdate(stack, home, **columns):
    with superuser(stack) as cursor:
        for column, months in columns.items():
            cursor.execute(
                f"UPDATE accreditation SET {column} = {column}"
                f" - make_interval(months => {months}) WHERE id = %s",
                (home.accreditation_id,))


def quiet(stack):
    """What the job does about homes that do not bid, now."""
    with superuser(stack) as cursor:
        cursor.execute("SELECT dormancy_sweep(1000)")


def test_r061_a_cure_answers_what_failed_and_nothing_else(home, path, lead):
    provider = home.provider
    answer = provider.post(f"{path}/cure", {"points": {"safeguarding": NOTE}},
                           expect=409)
    assert slug(answer) == "accreditation-not-suspended"
    made = lead.make(f"{path}/suspension", SUSPENSION)
    assert made["failed"] == ["safeguarding"]
    for points, at in (({}, "safeguarding"),
                       ({"safeguarding": NOTE, "workforce": NOTE},
                        "workforce"),
                       ({"safeguarding": NOTE | {"met": False}},
                        "safeguarding/met")):
        answer = provider.post(f"{path}/cure", {"points": points}, expect=422)
        assert [e["pointer"] for e in answer.json()["errors"]] == [
            f"#/points/{at}"]
    cure = provider.make(f"{path}/cure", {"points": {"safeguarding": NOTE}})
    assert cure["outcome"] is None
    assert lead.read(f"{path}/cure") == cure
    assert lead.read(path)["state"] == "cure_submitted"


def test_a_cure_is_assessed_in_ten_working_days_and_refused_or_accepted(
        world, home, path, lead, nobody):
    world.clock.freeze("2026-12-21T10:00:00Z")
    lead.make(f"{path}/suspension", SUSPENSION)
    body = {"points": {"safeguarding": NOTE}}
    cure = home.provider.make(f"{path}/cure", body)
    # Without the 25th and 28th, New Year, and what Scotland keeps of it.
    assert cure["assess_due_on"] == "2027-01-08"
    nobody.get(f"/v1/directory/{home.id}/badge.svg", expect=404)
    made = lead.make(f"{path}/cure-refusal", {"reason": "Not signed"})
    assert (made["state"], made["failed"], made["reason"]) == (
        "suspended", ["safeguarding"], "Not signed")
    assert home.provider.read(f"{path}/cure")["outcome"] == "refused"
    answer = lead.post(f"{path}/cure-refusal", {"reason": "No"}, expect=409)
    assert slug(answer) == "cure-not-submitted"
    home.provider.make(f"{path}/cure", body)
    made = lead.make(f"{path}/reinstatement", {"reason": "Signed now"})
    assert (made["state"], made["failed"]) == ("active", [])
    assert home.provider.read(f"{path}/cure")["outcome"] == "accepted"
    nobody.get(f"/v1/directory/{home.id}/badge.svg", expect=200)


def test_points_are_requirements_of_the_category(path, lead):
    for body in (SUSPENSION | {"points": ["unheard-of"]},
                 SUSPENSION | {"ground": "safeguarding"}):
        answer = lead.post(f"{path}/suspension", body, expect=422)
        assert answer.json()["errors"][0]["pointer"].startswith("#/points")
    assert lead.read(path)["state"] == "active"


def test_r062_a_council_asks_to_exclude_on_a_ground_or_not_at_all(
        home, path, lead, council, other_council):
    listing = f"{path}/exclusion-requests"
    for body in ({"reason": "We do not like them"},
                 {"ground": "dislike", "reason": "We do not like them"}):
        assert slug(council.post(listing, body, expect=422)) == "invalid"
    feed = Feed(council)
    asked = {"ground": "breach_of_terms", "reason": "Ended without notice"}
    first, second = (council.make(listing, asked) for _ in range(2))
    other_council.get(f"/v1/exclusion-requests/{first['id']}", expect=404)
    home.provider.get(f"/v1/exclusion-requests/{first['id']}", expect=403)
    assert [r["id"] for r in lead.every(
        "/v1/exclusion-requests", state="open", limit=1,
        accreditation_id=home.accreditation_id)] == [second["id"],
                                                     first["id"]]
    one = f"/v1/exclusion-requests/{first['id']}/answer"
    made = lead.make(one, {"outcome": "declined", "reason": "By agreement"})
    assert (made["outcome"], made["answer"]) == ("declined", "By agreement")
    assert lead.read(path)["state"] == "active"
    assert slug(lead.post(one, {"outcome": "upheld", "reason": "So"},
                          expect=409)) == "conflict"
    lead.make(f"/v1/exclusion-requests/{second['id']}/answer",
              {"outcome": "upheld", "reason": "It happened again"})
    shown = council.read(path)
    assert (shown["state"], shown["ground"]) == ("suspended",
                                                 "breach_of_terms")
    assert "exclusion_request.answered" in [e["type"] for e in feed.new()]


def test_r062_a_request_about_a_home_that_is_suspended_is_answered(
        home, path, lead, council):
    asked = council.make(f"{path}/exclusion-requests", {
        "ground": "breach_of_terms", "reason": "Ended without notice"})
    lead.make(f"{path}/suspension", SUSPENSION)
    feed = Feed(council)
    made = lead.make(f"/v1/exclusion-requests/{asked['id']}/answer",
                     {"outcome": "upheld", "reason": "That, too"})
    assert (made["outcome"], made["answer"]) == ("upheld", "That, too")
    shown = council.read(path)
    assert (shown["state"], shown["ground"], shown["reason"]) == (
        "suspended", "requirement_failed", SUSPENSION["reason"])
    assert [e["type"] for e in feed.new()] == ["exclusion_request.answered"]


def test_r059_an_audit_is_due_twelve_months_after_the_last_one(
        world, stack, lead, council):
    market = world.market()
    homes = [world.accredited_home(market, world.places.centre())
             for _ in range(2)]
    overdue = {"category_id": market.category["id"], "audit": "overdue"}
    assert lead.every("/v1/accreditations", **overdue) == []
    path = f"/v1/accreditations/{homes[0].accreditation_id}"
    backdate(stack, homes[0], accredited_at=13, reviewed_at=13)
    assert [a["id"] for a in council.every("/v1/accreditations", **overdue)] \
        == [homes[0].accreditation_id]
    shown = lead.read(path)
    assert (shown["state"], shown["review_ground"]) == ("under_review",
                                                        "audit_overdue")
    audit = {"on": "2026-11-02", "outcome": "passed", "note": "All is well"}
    made = lead.make(f"{path}/audits", audit)
    shown = lead.read(path)
    assert (shown["state"], shown["audited_on"], shown["audit_due_on"]) == (
        "active", "2026-11-02", "2027-11-02")
    assert lead.every("/v1/accreditations", **overdue) == []
    assert council.read(f"{path}/audits/{made['id']}") == made
    assert council.every(f"{path}/audits") == [made]
    for wrong, at in ((audit | {"on": world.clock.day(2)}, "#/on"),
                      (audit | {"points": ["safeguarding"]}, "#/points")):
        answer = lead.post(f"{path}/audits", wrong, expect=422)
        assert answer.json()["errors"][0]["pointer"] == at


def test_r059_an_audit_that_fails_suspends_in_the_same_act(
        home, path, lead, council):
    feed = Feed(council)
    lead.make(f"{path}/audits", {
        "on": "2026-11-02", "outcome": "failed", "points": ["safeguarding"],
        "note": "No policy"})
    shown = council.read(path)
    assert (shown["state"], shown["ground"], shown["failed"]) == (
        "suspended", "requirement_failed", ["safeguarding"])
    assert told(feed, home) == ["accreditation.audited",
                                "accreditation.suspended"]


def test_r067_a_home_that_does_not_bid_is_warned_twice_sleeps_and_wakes(
        world, stack, lead, council, nobody):
    market, spot = world.market(), world.places.centre()
    home = world.accredited_home(market, spot)
    path = f"/v1/accreditations/{home.accreditation_id}"
    dormancy = f"/v1/schemes/{market.scheme['id']}/dormancy"
    assert nobody.read(dormancy)["months"] == 12
    lead.change(dormancy, {"months": 3})
    feed = Feed(home.provider)
    quiet(stack)
    assert told(feed, home) == []
    backdate(stack, home, quiet_since=3)
    for expected in (["accreditation.dormancy_warned"], []):
        quiet(stack)
        assert told(feed, home) == expected
    world.clock.shift(days=14)
    quiet(stack)
    assert told(feed, home) == ["accreditation.dormancy_warned"]
    assert lead.read(path)["state"] == "active"
    world.clock.shift(days=14)
    quiet(stack)
    assert told(feed, home) == ["accreditation.fell_asleep"]
    assert lead.read(path)["state"] == "dormant"
    nobody.get(f"/v1/directory/{home.id}/badge.svg", expect=404)
    draft = world.draft_referral(market, spot)
    matches = f"/v1/referrals/{draft['id']}/matches"
    assert [x["reason"] for x in council.read(matches)["excluded"]] == [
        "dormant"]
    assert home.provider.make(f"{path}/waking")["state"] == "active"
    assert [x["establishment_id"] for x in council.read(matches)["matched"]
            ] == [home.id]
    quiet(stack)
    assert told(feed, home) == ["accreditation.woken"]
    answer = home.provider.post(f"{path}/waking", {}, expect=409)
    assert slug(answer) == "accreditation-not-dormant"


def test_r067_a_bid_that_was_opened_keeps_a_home_awake(world, stack):
    case = world.competition(5)
    home = case.homes[0]
    feed = Feed(home.provider)
    world.open_bids(case.referral)
    backdate(stack, home, accredited_at=24)
    quiet(stack)
    # The review of what is so old may be due as well.
    assert not {"accreditation.dormancy_warned",
                "accreditation.fell_asleep"} & set(told(feed, home))


def asleep(stack, home):
    with superuser(stack) as cursor:
        cursor.execute("UPDATE accreditation SET state = 'dormant'"
                       " WHERE id = %s", (home.accreditation_id,))


@pytest.mark.parametrize("regime, barred", [
    ("pa23_light_touch_framework", False), ("pa23_dynamic_market", True)])
def test_r067_not_bidding_removes_only_where_the_law_knows_it(
        world, stack, lead, regime, barred):
    market = world.market(terms={"regime": regime})
    home = world.accredited_home(market, world.places.centre())
    notice = f"/v1/accreditations/{home.accreditation_id}/removal-notice"
    body = {"ground": "inactivity", "reason": "No bid for two years"}
    assert slug(lead.post(notice, body, expect=409)) == (
        "inactivity-no-ground" if barred else "removal-barred")
    asleep(stack, home)
    answer = lead.post(notice, body, expect=409 if barred else 201)
    assert not barred or slug(answer) == "inactivity-no-ground"


def test_reasons_come_before_a_removal_and_are_answered(
        world, home, path, lead, nobody):
    removal = {"reason": "Nothing has changed"}
    answer = lead.post(f"{path}/removal", removal, expect=409)
    assert slug(answer) == "removal-not-announced"
    answer = home.provider.post(f"{path}/representations", {"text": "What?"},
                                expect=409)
    assert slug(answer) == "representations-over"
    notice = lead.make(f"{path}/removal-notice", {
        "ground": "insolvency", "reason": "An administrator was appointed"})
    assert notice["representations"] is None
    answer = lead.post(f"{path}/removal", removal, expect=409)
    assert slug(answer) == "representations-open"
    feed = Feed(lead)
    home.provider.make(f"{path}/representations", {"text": "We were bought"})
    assert told(feed, home) == ["accreditation.removal_answered"]
    assert lead.read(f"{path}/removal-notice")["representations"] == \
        "We were bought"
    made = lead.make(f"{path}/removal", removal)
    assert (made["state"], made["reason"]) == ("removed",
                                               "Nothing has changed")
    nobody.get(f"/v1/directory/{home.id}/badge.svg", expect=404)


def test_a_removal_that_nobody_answers_waits_for_the_end_of_the_time(
        world, home, path, lead):
    world.clock.freeze("2026-12-02T10:00:00Z")
    notice = lead.make(f"{path}/removal-notice", {
        "ground": "exclusion", "reason": "On the debarment list"})
    assert notice["representations_until"] == "2026-12-16"
    world.clock.freeze("2026-12-16T23:59:59Z")
    lead.post(f"{path}/removal", {"reason": "So"}, expect=409)
    world.clock.freeze("2026-12-17T00:00:00Z")
    lead.make(f"{path}/removal", {"reason": "So"})


def test_a_provider_leaves_and_may_come_again(world, market, home, path, lead,
                                              council, nobody):
    feed = Feed(council)
    made = home.provider.make(f"{path}/withdrawal", {"reason": "We close"})
    assert (made["state"], made["reason"]) == ("withdrawn", "We close")
    assert told(feed, home) == ["accreditation.withdrawn"]
    nobody.get(f"/v1/directory/{home.id}/badge.svg", expect=404)
    assert slug(lead.post(f"{path}/suspension", SUSPENSION,
                          expect=409)) == "accreditation-not-active"
    again = world.accredit(market, home.provider, home.home)
    assert lead.read(f"/v1/accreditations/{again}")["state"] == "active"


def test_a_review_by_the_lead_is_an_early_warning(home, path, lead):
    made = lead.make(f"{path}/review", {"reason": "Two moves this spring"})
    assert (made["state"], made["review_ground"]) == ("under_review",
                                                      "early_warning")
    assert slug(lead.post(f"{path}/review", {"reason": "Again"},
                          expect=409)) == "accreditation-not-active"


def test_of_many_who_act_at_once_one_does(home, path, lead):
    def suspend(_):
        return lead.post(f"{path}/suspension", SUSPENSION).status_code

    assert lead.token
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        codes = sorted(pool.map(suspend, range(4)))
    assert codes == [201, 409, 409, 409]


def test_a_fact_and_an_act_at_once_leave_one_suspension(
        stack, home, path, lead, council):
    feed = Feed(council)
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        done = [pool.submit(rate, lead, home), pool.submit(
            lead.post, f"{path}/suspension", SUSPENSION), pool.submit(
            sweep, stack, home)]
    assert done[0].result()["grade"] == "inadequate"
    assert done[1].result().status_code in (201, 409)
    sweep(stack, home)
    assert lead.read(path)["state"] == "suspended"
    assert told(feed, home) == ["accreditation.suspended"]


def test_r065_a_home_that_is_not_accredited_is_not_asked(
        world, market, spot, council):
    provider = world.provider()
    home = world.home(provider, spot)
    application = world.application(provider, market, [home])
    entry = application["entries"][0]
    provider.change(
        f"/v1/applications/{application['id']}/entries/{entry['id']}",
        world.entry_body(market.category))
    world.submit(provider, application)
    draft = world.draft_referral(market, spot)
    answer = council.read(f"/v1/referrals/{draft['id']}/matches")
    assert home["id"] not in [x["establishment_id"] for x in
                              answer["matched"] + answer["excluded"]]
    council.make(f"/v1/referrals/{draft['id']}/publication")
    assert provider.every("/v1/invitations") == []
