"""test_staying.py - conditions hold for life: facts end what they admitted.

SPDX-License-Identifier: Apache-2.0
"""
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


def test_what_is_on_record_is_put_right_before_it_is_reinstated(
        stack, home, path, lead):
    rate(lead, home)
    answer = lead.post(f"{path}/reinstatement", {"reason": "We trust them"},
                       expect=409)
    assert slug(answer) == "still-failing"
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
