"""test_scheme_parts.py - the councils and categories of a scheme: who may act
for whom and until when, what rests, and from where a referral may draw.

SPDX-License-Identifier: Apache-2.0
"""
import copy

import pytest

from harness.client import pointers, slug
from harness.feed import Feed
from harness.flows import fresh
from harness.locks import after_waiting

REASON = {"reason": "The provision is being rebuilt"}


def act(lead, category, name, **more):
    return lead.post(f"/v1/categories/{category['id']}/{name}", REASON, **more)


# ---- delegation (R002)


def delegate(world, lead, market, council, until, since="2026-01-01"):
    one = f"/v1/schemes/{market.scheme['id']}/councils/" \
        f"{council.organisation_id}"
    terms = {"kind": "partner", "from": "2026-01-01", "to": "2032-12-31",
             "delegation": {"reference": "DEL-14", "scope": "Refer and award",
                            "from": since, "to": until}}
    return lead.change(one, terms).json()


def test_r002_a_partner_cannot_award_after_its_delegations_end(
        world, lead, council, nobody):
    c = world.ranked(5)
    day = world.clock.day()
    shown = delegate(world, lead, c.market, council, day)
    assert shown["delegation"]["to"] == day
    listed = nobody.every(f"/v1/schemes/{c.market.scheme['id']}/councils")
    assert shown in listed
    winner = c.ranking["bids"][0]["bid_id"]
    if c.ranking["choice"]["offered"]:
        world.choose(c.referral, winner)
    world.clock.shift(days=1)
    path = f"/v1/referrals/{c.referral['id']}/award"
    sent = {"bid_id": winner, "reason": "Highest ranked"}
    answer = council.post(path, sent, key=fresh("award"), expect=403)
    assert slug(answer) == "not-partner"
    council.get(path, expect=404)
    delegate(world, lead, c.market, council, world.clock.day())
    council.post(path, sent, key=fresh("award"), expect=201)


def test_r002_nor_refer_before_it_begins_or_after_it_ends(
        world, lead, council):
    market = world.market()
    centre = world.places.centre()
    for since, until in ((world.clock.day(1), world.clock.day(2)),
                         ("2026-01-01", world.clock.day(-1))):
        delegate(world, lead, market, council, until, since)
        answer = council.post("/v1/referrals", world.referral_body(
            market, centre), expect=403)
        assert slug(answer) == "not-partner"
    delegate(world, lead, market, council, world.clock.day())
    world.draft_referral(market, centre)


def test_a_delegation_has_its_days_in_order(world, lead, council):
    scheme = world.draft_scheme(councils=[])
    answer = lead.put(
        f"/v1/schemes/{scheme['id']}/councils/{council.organisation_id}", {
            "kind": "partner", "from": "2026-02-01", "to": "2026-01-01",
            "delegation": {"reference": "D", "scope": "All",
                           "from": "2026-02-01", "to": "2026-01-31"}},
        expect=422)
    assert pointers(answer) == ["#/to", "#/delegation/to"]


# ---- the life of a category


def test_a_category_follows_its_scheme_until_it_is_open(world, lead, nobody):
    scheme = world.draft_scheme(regime="below_threshold")
    path = f"/v1/schemes/{scheme['id']}"
    made = lead.make(f"{path}/categories", world.category_body())
    one = f"/v1/categories/{made['id']}"
    assert (made["state"], made["state_reason"]) == ("draft", None)
    assert slug(act(lead, made, "suspension", expect=409)) \
        == "category-not-open"
    lead.make(f"{path}/intention")
    assert nobody.read(one)["state"] == "published"
    lead.make(f"{path}/initial-round")
    assert nobody.read(one)["state"] == "published"
    lead.make(f"{path}/opening")
    assert nobody.read(one)["state"] == "open"


def test_a_suspended_category_takes_applications_and_no_new_referrals(
        world, lead, council):
    market = world.market()
    centre = world.places.centre()
    home = world.accredited_home(market, centre)
    running = world.referral(market, centre)
    draft = world.draft_referral(market, centre)
    feeds = Feed(council), Feed(home.provider)
    shown = act(lead, market.category, "suspension", expect=201).json()
    assert (shown["state"], shown["state_reason"]) == ("suspended",
                                                       REASON["reason"])
    for feed in feeds:
        assert "category.suspended" in [e["type"] for e in feed.new()]
    publication = f"/v1/referrals/{draft['id']}/publication"
    assert slug(council.post(publication, {}, expect=409)) \
        == "category-not-open"
    world.bid(running, home)
    world.accredited_home(market, world.places.centre())
    act(lead, market.category, "resumption", expect=201)
    council.make(publication)
    assert slug(act(lead, market.category, "resumption", expect=409)) \
        == "conflict"


def test_a_category_is_withdrawn_once_no_referral_in_it_is_under_way(
        world, lead, council, provider, portal):
    market = world.market()
    centre = world.places.centre()
    home = world.accredited_home(market, centre)
    running = world.referral(market, centre)
    assert slug(act(lead, market.category, "withdrawal", expect=409)) \
        == "referrals-under-way"
    council.make(f"/v1/referrals/{running['id']}/cancellation",
                 {"reason": "Another way was found"})
    feed = Feed(home.provider)
    draft = world.application(home.provider, market, [
        world.home(home.provider, centre)])
    assert market.category["id"] in [
        o["category_id"] for o in portal.every("/v1/opportunities")]
    assert act(lead, market.category, "withdrawal",
               expect=201).json()["state"] == "withdrawn"
    assert "category.withdrawn" in [e["type"] for e in feed.new()]
    other = world.home(home.provider, centre)
    answer = home.provider.post("/v1/applications", {
        "scheme_id": market.scheme["id"], "entries": [{
            "establishment_id": other["id"],
            "category_id": market.category["id"]}]}, expect=422)
    assert pointers(answer) == ["#/entries/0/category_id"]
    answer = home.provider.post(f"/v1/applications/{draft['id']}/entries", {
        "establishment_id": other["id"],
        "category_id": market.category["id"]}, expect=422)
    assert pointers(answer) == ["#/category_id"]
    assert market.category["id"] not in [
        o["category_id"] for o in portal.every("/v1/opportunities")]
    for name in ("suspension", "resumption", "withdrawal"):
        assert slug(act(lead, market.category, name, expect=409)) \
            == "category-not-open"


# ---- several categories (R005)


@pytest.fixture
def provider(world):
    return world.provider()


def second(world, lead, market, **over):
    """Another category of the scheme: a market of its own."""
    other = copy.copy(market)
    other.category = lead.make(
        f"/v1/schemes/{market.scheme['id']}/categories",
        world.category_body(code=over.pop("code", "alternative"), **over))
    return other


def test_r005_a_referral_of_two_categories_invites_the_union_each_home_once(
        world, lead, council):
    day = world.market()
    other = second(world, lead, day, core_cap_pence=None)
    centre = world.places.centre()
    places = world.places.at(centre, 3, 5, 7)
    one = world.accredited_home(day, places[0])
    both = world.accredited_home(day, places[1],
                                 core={"premises": 100, "staffing": 200})
    world.accredit(other, both.provider, both.home,
                   core={"premises": 900, "staffing": 900})
    two = world.accredited_home(other, places[2])
    alone = world.draft_referral(day, centre)
    assert alone["categories"] == []
    draft = world.draft_referral(day, centre,
                                 categories=[other.category["id"]])
    path = f"/v1/referrals/{draft['id']}"
    matches = council.read(f"{path}/matches")
    assert [m["establishment_id"] for m in matches["matched"]] == [
        one.id, both.id, two.id]
    published = council.make(f"{path}/publication")
    assert published["invited"] == 3
    assert published["categories"] == [other.category["id"]]
    seen = both.provider.read(path)
    home, = seen["establishments"]
    assert home["core_pence"] == {"premises": 100, "staffing": 200}
    for bidder in (one, both, two):
        assert len(bidder.provider.every("/v1/invitations")) == 1
        world.bid(published, bidder)
    ranking = world.rank(published)
    assert sorted(b["establishment_id"] for b in ranking["bids"]
                  if b["compliant"]) == sorted([one.id, both.id, two.id])


def test_r005_a_suspended_home_is_left_out_once_and_its_bid_does_not_stand(
        world, lead, council):
    day = world.market()
    other = second(world, lead, day)
    centre = world.places.centre()
    home = world.accredited_home(day, centre)
    left = world.accredited_home(other, centre)
    world.accredit(other, home.provider, home.home)
    draft = world.draft_referral(day, centre,
                                 categories=[other.category["id"]])
    path = f"/v1/referrals/{draft['id']}"

    def suspend(which):
        lead.make(f"/v1/accreditations/{which.accreditation_id}/suspension",
                  {"ground": "requirement_failed", "reason": "A point failed"})

    suspend(left)
    matched = council.read(f"{path}/matches")
    assert [m["establishment_id"] for m in matched["matched"]] == [home.id]
    assert [(m["establishment_id"], m["reason"])
            for m in matched["excluded"]] == [(left.id, "suspended")]
    published = council.make(f"{path}/publication")
    world.bid(published, home)
    suspend(home)
    assert len(council.read(f"{path}/matches")["excluded"]) == 2
    own = world.bid_path(published, home)
    again = home.provider.put(own, world.bid_body(),
                              match=home.provider.etag(own), expect=409)
    assert slug(again) == "not-accredited"
    ranking = world.rank(published)
    assert ranking["bids"][0]["reasons"] == ["not_accredited"]


def test_r005_the_other_categories_are_of_the_scheme_and_priced_alike(
        world, lead, council):
    day, elsewhere = world.market(), world.market()
    weekly = second(world, lead, day, code="weekly", price_unit="week")
    heads = second(world, lead, day, code="heads", cost_heads=[
        {"code": "all", "name": "All"}])
    fine = second(world, lead, day)
    centre = world.places.centre()
    ids = [day.category["id"], elsewhere.category["id"],
           fine.category["id"], fine.category["id"],
           weekly.category["id"], heads.category["id"]]
    answer = council.post("/v1/referrals", world.referral_body(
        day, centre, categories=ids), expect=422)
    assert pointers(answer) == [f"#/categories/{i}" for i in (0, 1, 3, 4, 5)]
    draft = world.draft_referral(day, centre,
                                 categories=[fine.category["id"]])
    path = f"/v1/referrals/{draft['id']}"
    answer = council.change(path, {"category_id": weekly.category["id"]},
                            method="PATCH", expect=422)
    assert pointers(answer) == ["#/categories/0"]
    kept = council.change(path, {"title": "Another title"},
                          method="PATCH").json()
    assert kept["categories"] == [fine.category["id"]]
    none = council.change(path, {"categories": []}, method="PATCH").json()
    assert none["categories"] == []


def test_r005_a_referral_waits_for_every_category_it_draws_from(
        world, lead, council):
    day = world.market()
    other = second(world, lead, day)
    centre = world.places.centre()
    draft = world.draft_referral(day, centre,
                                 categories=[other.category["id"]])
    act(lead, other.category, "suspension", expect=201)
    publication = f"/v1/referrals/{draft['id']}/publication"
    assert slug(council.post(publication, {}, expect=409)) \
        == "category-not-open"
    act(lead, other.category, "resumption", expect=201)
    council.make(publication)
    assert slug(act(lead, other.category, "withdrawal", expect=409)) \
        == "referrals-under-way"


# ---- what there is for everybody (R003, R004, R007, R011)


def test_r003_each_category_has_its_own_criteria_weights_and_costs(
        world, lead, nobody):
    market = world.market()
    weights = {"price": 60, "outcomes": 10, "needs": 10, "features": 0,
               "location": 0, "core": 20}
    other = second(world, lead, market, code="fostering", weights=weights,
                   cost_heads=[{"code": "carers", "name": "Carers"}])
    shown = {c["code"]: c for c in nobody.every(
        f"/v1/schemes/{market.scheme['id']}/categories")}
    assert shown["fostering"] == other.category | {"state": "open"}
    assert shown["fostering"]["weights"] == weights
    assert shown["sen-day"]["weights"] != weights
    assert [h["code"] for h in shown["fostering"]["cost_heads"]] == ["carers"]


def test_r011_a_criterion_without_a_justification_is_not_taken(world, lead):
    scheme = world.draft_scheme()
    body = world.category_body()
    body["requirements"][0]["justification"] = ""
    del body["statements"][1]["justification"]
    answer = lead.post(f"/v1/schemes/{scheme['id']}/categories", body,
                       expect=422)
    assert pointers(answer) == ["#/requirements/0/justification",
                                "#/statements/1/justification"]


def test_r007_an_application_is_accepted_on_any_day_and_r004_from_anywhere(
        world, clock):
    market = world.market()
    far = world.places.at(world.places.centre(), 50)[0]
    for day in ("2027-01-01", "2028-02-29", "2032-12-31"):
        clock.freeze(f"{day}T09:00:00Z")
        provider = world.provider()
        application = world.application(provider, market,
                                        [world.home(provider, far)])
        entry = application["entries"][0]["id"]
        provider.change(
            f"/v1/applications/{application['id']}/entries/{entry}",
            world.entry_body(market.category))
        assert world.submit(provider, application)["state"] == "submitted"


def test_a_referral_is_published_before_a_category_rests_or_not_at_all(
        world, lead, council, clock):
    day = world.market()
    other = second(world, lead, day)
    draft = world.draft_referral(day, world.places.centre(),
                                 categories=[other.category["id"]])

    def put(category, state):
        clock.sql("UPDATE category SET state = %s WHERE id = %s", state,
                  category["id"])

    for category in (day.category, other.category):
        answer = after_waiting(
            world, f"category_id {category['id']}",
            lambda: council.post(f"/v1/referrals/{draft['id']}/publication",
                                 {}, expect=409),
            meanwhile=lambda c=category: put(c, "suspended"))
        assert slug(answer) == "category-not-open"
        put(category, "open")
