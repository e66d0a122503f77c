"""A council drafts a referral, changes it and finds it again.

SPDX-License-Identifier: Apache-2.0
"""
import copy
import types
import uuid

import pytest

from harness.client import slug
from harness.feed import Feed
from harness.flows import WEIGHTS


@pytest.fixture(scope="module")
def market(shared_world):
    return shared_world.market()


@pytest.fixture(scope="module")
def centre(shared_world):
    return shared_world.places.centre()


@pytest.fixture
def body(world, market, centre):
    return world.referral_body(market, centre)


def pointers(response):
    """Where the faults of a 422 are."""
    assert response.status_code == 422, response.text
    return sorted(e["pointer"] for e in response.json()["errors"])


def test_a_council_drafts_a_referral_and_reads_it_back(council, market, body,
                                                       centre):
    answer = council.post("/v1/referrals", body, expect=201)
    made = answer.json()
    assert answer.headers["Location"].endswith(f"/v1/referrals/{made['id']}")
    read = council.get(f"/v1/referrals/{made['id']}", expect=200)
    assert read.json() == made
    assert read.headers["ETag"] == answer.headers["ETag"]

    assert {k: made[k] for k in body} == body
    assert made["state"] == "draft"
    assert made["reference"].startswith("R-2")
    assert made["origin_postcode"] == centre
    assert made["outcode"] == centre.split()[0]
    assert made["price_unit"] == market.category["price_unit"]
    assert made["published_at"] is None and made["opened_at"] is None
    assert made["invited"] == 0


def test_numbers_are_printed_as_they_are_kept(council, body):
    text = council.post("/v1/referrals", body | {"radius_miles": 20.5},
                        expect=201).text
    assert '"radius_miles" : 20.50,' in text


def test_weights_and_choice_are_the_categorys_unless_said(council, market,
                                                          body):
    del body["weights"], body["choice_mode"]
    made = council.make("/v1/referrals", body)
    assert made["weights"] == market.category["weights"]
    assert made["choice_mode"] == market.category["choice_mode"]


def test_the_method_of_assessment_is_told_in_advance(council, body):
    made = council.make("/v1/referrals", body)
    assert made["tie_break_order"] == ["quality", "outcomes", "core",
                                       "distance", "draw"]
    assert made["miles_per_mark"] == 10
    assert made["needs_total"] == 8      # R081
    assert made["features_total"] == 3   # the must has none


@pytest.mark.parametrize("price, outcomes, at", [
    (30, 32, []), (70, 0, []),
    (29, 33, ["#/weights/price"]), (71, 0, ["#/weights", "#/weights/price"]),
    (50, 13, ["#/weights"])])
def test_R087_price_weighs_30_to_70_and_all_weights_make_100(
        council, body, price, outcomes, at):
    body["weights"] = WEIGHTS | {"price": price, "outcomes": outcomes}
    if price == 70:
        body["weights"] = {"price": 70, "outcomes": 5, "needs": 5,
                           "features": 5, "location": 5, "core": 10}
    answer = council.post("/v1/referrals", body)
    if at:
        assert pointers(answer) == at
    else:
        assert answer.status_code == 201


def test_R053_core_weighs_20_at_most(council, body):
    body["weights"] = WEIGHTS | {"core": 21, "outcomes": 11}
    assert pointers(council.post("/v1/referrals", body)) == ["#/weights/core"]


def test_every_fault_of_the_terms_is_told_at_once(world, council, body):
    body["origin_postcode"] = world.places.unknown()
    body["portrait"]["summary"] = "Lives at BN1 1AA"
    body["weights"]["price"] = 51
    body["needs"] = [{"code": "a", "text": "A", "mark": 1}] * 2
    body["features"] = [{"code": "m", "text": "M", "must": True, "mark": 1}]
    body["outcomes"] = body["outcomes"] * 2
    assert pointers(council.post("/v1/referrals", body)) == [
        "#/features/0/mark", "#/needs/1/code", "#/origin_postcode",
        "#/outcomes/1/code", "#/portrait/summary", "#/weights"]


@pytest.mark.parametrize("member, value", [
    ("children", 0), ("children", 21), ("children", 1.0),
    ("radius_miles", 0), ("radius_miles", 500.01), ("radius_miles", 1.001),
    ("radius_miles", "20"), ("budget_pence", -1),
    ("budget_pence", 10**10 + 1), ("budget_pence", 12.5),
    ("deadline", "2027-01-01"), ("deadline", "2027-01-01T00:00:00+00:00"),
    ("need_by", "2027-02-30"), ("urgency", "soon"), ("title", ""),
    ("title", "two\nlines"), ("choice_mode", "some"), ("surprise", 1),
    ("scheme_id", "x"), ("needs", {})])
def test_a_value_out_of_its_range_is_refused_where_it_stands(
        council, body, member, value):
    assert pointers(council.post("/v1/referrals", body | {member: value})) == [
        f"#/{member}"]


@pytest.mark.parametrize("mark", [-1, 101, 1.5, True])
def test_a_mark_is_a_whole_number_up_to_100(council, body, mark):
    body["needs"][0]["mark"] = mark
    assert pointers(council.post("/v1/referrals", body)) == ["#/needs/0/mark"]


@pytest.mark.parametrize("summary", [
    "Lives at BN1 1AA", "Born 03/04/2012", "NHS 943 476 5919",
    "Born 3rd April 2012", "Lives at 12 High Street",
    "Write to jo@example.org", "Mother: 07700 900123"])
def test_R103_a_portrait_that_says_who_somebody_is_is_refused(
        council, body, summary):
    body["portrait"] = {"age_band": "13-15", "summary": summary}
    answer = council.post("/v1/referrals", body)
    assert pointers(answer) == ["#/portrait/summary"]
    assert summary.split()[-1] not in answer.text


def test_R103_no_other_text_says_it_either(council, body):
    """Every home in reach reads them, too; there a date may stand."""
    body["title"] = "Reads by 12/07/2027"
    body["outcomes"] = [{"code": "reads", "text": "Reads by 12 July 2027"}]
    council.post("/v1/referrals", body, expect=201)
    body["title"] = "Jo, NHS 943 476 5919"
    body["needs"][0]["text"] = "Transport from 12 High Street"
    body["outcomes"][0]["text"] = "Tell jo@example.org"
    assert pointers(council.post("/v1/referrals", body)) == [
        "#/needs/0/text", "#/outcomes/0/text", "#/title"]


def test_scheme_and_category_belong_together(world, council, market, body):
    other = world.market()
    unknown = str(uuid.uuid4())
    assert pointers(council.post("/v1/referrals", body | {
        "category_id": other.category["id"]})) == ["#/category_id"]
    foreign = council.post("/v1/referrals", body | {
        "scheme_id": world.draft_scheme()["id"]})
    nothing = council.post("/v1/referrals", body | {"scheme_id": unknown})
    assert pointers(foreign) == pointers(nothing) == ["#/scheme_id"]
    assert foreign.json()["errors"] == nothing.json()["errors"]
    assert pointers(council.post("/v1/referrals", body | {
        "category_id": unknown})) == ["#/category_id"]
    assert market.scheme["id"] != other.scheme["id"]


def test_R001_a_council_that_is_not_on_the_list_today_cannot_refer(
        world, council, other_council, centre, clock):
    market = world.market(councils=[other_council])
    body = world.referral_body(market, centre)
    assert slug(council.post("/v1/referrals", body, expect=403)) == \
        "not-partner"
    draft = other_council.make("/v1/referrals", body)
    clock.freeze("2033-01-01T00:00:00Z")  # the day after `to`
    assert slug(other_council.post("/v1/referrals", body, expect=403)) == \
        "not-partner"
    assert slug(other_council.post(
        f"/v1/referrals/{draft['id']}/publication", {}, expect=403)) == \
        "not-partner"


def test_a_scheme_takes_referrals_while_it_is_valid(world, council, lead,
                                                    centre, clock):
    scheme = world.draft_scheme(valid_to="2030-06-30")
    category = lead.make(f"/v1/schemes/{scheme['id']}/categories",
                         world.category_body())
    lead.make(f"/v1/schemes/{scheme['id']}/opening")
    body = world.referral_body(
        type("Market", (), {"scheme": scheme, "category": category}), centre,
        need_by="2030-09-01")
    clock.freeze("2030-06-30T22:59:59Z")  # still that day in London
    draft = council.make("/v1/referrals", body)
    clock.freeze("2030-06-30T23:00:00Z")
    assert slug(council.post("/v1/referrals", body, expect=409)) == \
        "scheme-not-open"
    assert slug(council.post(f"/v1/referrals/{draft['id']}/publication", {},
                             expect=409)) == "scheme-not-open"


def test_a_place_without_a_grid_reference_is_refused(world, council, body):
    code = world.places.unknown()
    world.places.add([(code, "", "")], grid="9")
    assert pointers(council.post("/v1/referrals", body | {
        "origin_postcode": code})) == ["#/origin_postcode"]


def test_a_postcode_is_read_however_it_is_written(council, body, centre):
    made = council.make("/v1/referrals", body | {
        "origin_postcode": centre.lower().replace(" ", "")})
    assert made["origin_postcode"] == centre


def test_a_draft_may_be_changed_in_any_member(world, council, body):
    made = council.make("/v1/referrals", body)
    path = f"/v1/referrals/{made['id']}"
    patch = {
        "title": "Another title", "urgency": "planned", "children": 2,
        "portrait": {"age_band": "9-11", "summary": "Two sisters"},
        "need_by": world.clock.day(40), "radius_miles": 33.33,
        "origin_postcode": world.places.centre(),
        "weights": {"price": 40, "outcomes": 22, "needs": 8, "features": 5,
                    "location": 5, "core": 20},
        "needs": [{"code": "ot", "text": "Occupational therapy", "mark": 4}],
        "features": [], "outcomes": [], "budget_pence": None,
        "choice_mode": "none", "deadline": world.clock.ahead(days=20)}
    for member, value in patch.items():
        changed = council.change(path, {member: value}, "PATCH").json()
        assert changed[member] == value, member
    read = council.get(path, expect=200)
    assert {k: read.json()[k] for k in patch} == patch
    assert read.json()["outcode"] == patch["origin_postcode"].split()[0]
    untouched = set(body) - set(patch)
    assert {k: read.json()[k] for k in untouched} == {
        k: body[k] for k in untouched}


def test_a_changed_draft_is_checked_as_a_whole(council, body):
    made = council.make("/v1/referrals", body)
    path = f"/v1/referrals/{made['id']}"
    etag = council.etag(path)
    for patch, at in (
            ({"weights": WEIGHTS | {"price": 51}}, "#/weights"),
            ({"category_id": str(uuid.uuid4())}, "#/category_id"),
            ({"needs": [body["needs"][0]] * 2}, "#/needs/1/code")):
        answer = council.patch(path, patch, match=etag)
        assert pointers(answer) == [at]
    assert council.etag(path) == etag


def test_a_draft_moves_to_another_scheme(world, council, body):
    made = council.make("/v1/referrals", body)
    other = world.market(price_unit="week")
    changed = council.change(f"/v1/referrals/{made['id']}", {
        "scheme_id": other.scheme["id"],
        "category_id": other.category["id"]}, "PATCH").json()
    assert changed["price_unit"] == "week"
    assert changed["scheme_id"] == other.scheme["id"]


def test_a_change_names_what_it_has_seen(council, body):
    made = council.make("/v1/referrals", body)
    path = f"/v1/referrals/{made['id']}"
    assert slug(council.patch(path, {"title": "A"}, expect=428)) == \
        "precondition-required"
    etag = council.etag(path)
    council.patch(path, {"title": "A"}, match=etag, expect=200)
    assert slug(council.patch(path, {"title": "B"}, match=etag,
                              expect=412)) == "precondition-failed"
    assert council.read(path)["title"] == "A"


def test_what_is_published_is_not_edited(world, council, market, centre):
    made = world.referral(market, centre)
    path = f"/v1/referrals/{made['id']}"
    answer = council.patch(path, {"title": "Other"}, match=council.etag(path),
                           expect=409)
    assert slug(answer) == "referral-not-draft"


def test_B2_a_foreign_referral_is_exactly_an_unknown_one(
        world, council, other_council, auditor, lead, body):
    made = council.make("/v1/referrals", body)
    stranger = world.provider()
    for caller in (other_council, stranger):
        foreign = caller.get(f"/v1/referrals/{made['id']}", expect=404).json()
        unknown = caller.get(f"/v1/referrals/{uuid.uuid4()}",
                             expect=404).json()
        for answer in (foreign, unknown):
            del answer["request_id"], answer["instance"]
        assert foreign == unknown
    for act, what in (("publication", {}), ("cancellation", {"reason": "x"}),
                      ("extension", {"radius_miles": 70})):
        other_council.post(f"/v1/referrals/{made['id']}/{act}", what,
                           expect=404)
    other_council.patch(f"/v1/referrals/{made['id']}", {"title": "X"},
                        match="*", expect=404)
    other_council.get(f"/v1/referrals/{made['id']}/matches", expect=404)
    # The lead authority has nothing to do with referrals (001 §11.2).
    assert slug(lead.get(f"/v1/referrals/{made['id']}", expect=403)) == \
        "forbidden"
    assert made["id"] not in [r["id"] for r in
                              other_council.every("/v1/referrals")]
    assert auditor.read(f"/v1/referrals/{made['id']}")["id"] == made["id"]


def test_referrals_are_listed_newest_first_page_by_page(world, body):
    council = world.council_b
    made = [council.make("/v1/referrals", copy.deepcopy(body))["id"]
            for _ in range(5)]
    seen, cursor = [], None
    for _ in range(3):
        page = council.read("/v1/referrals", params={
            "limit": 2, **({"cursor": cursor} if cursor else {})})
        assert len(page["items"]) == 2
        seen += [r["id"] for r in page["items"]]
        cursor = page["next"]
    assert seen[:5] == made[::-1]
    every = [r["id"] for r in council.every("/v1/referrals", limit=3)]
    assert len(every) == len(set(every)) and set(made) <= set(every)


def test_the_list_can_be_narrowed_to_a_state(world, council, market, centre,
                                             clock):
    draft = world.draft_referral(market, centre)
    published = world.referral(market, centre)

    def ids(state):
        items = council.every("/v1/referrals", state=state)
        assert {r["state"] for r in items} <= {state}
        return {r["id"] for r in items}

    assert draft["id"] in ids("draft") and published["id"] in ids("open")
    world.pass_deadline(published)
    assert published["id"] in ids("closed")
    assert published["id"] not in ids("open")
    clock.shift(microseconds=-1)
    assert published["id"] in ids("open")
    assert published["id"] not in ids("closed")
    answer = council.get("/v1/referrals", params={"state": "sold"},
                         expect=422)
    assert answer.json()["errors"][0]["parameter"] == "state"


@pytest.fixture(scope="module", name="narrow")
def few_referrals(shared_world):
    """Three drafts and how to ask for them: {name: id}, and ids(**filters)."""
    world = shared_world
    one, two = world.market(), world.market()
    centre = world.places.centre()
    colleague = world.colleague(world.council_a)
    # Summer: midnight in London is 23:00 the day before.
    made = {
        "day": world.draft_referral(
            one, centre, title="Placement by the SEA", urgency="planned",
            deadline="2027-06-09T22:59:59Z"),
        "eve": world.draft_referral(
            one, centre, title="Placement in town", urgency="planned",
            deadline="2027-06-09T23:00:00Z"),
        "other": world.draft_referral(
            two, centre, colleague, title="100% seaside",
            deadline="2027-06-12T12:00:00Z")}
    names = {r["id"]: name for name, r in made.items()}

    def ids(api=world.council_a, **filters):
        return {names[r["id"]] for r in api.every("/v1/referrals", **filters)
                if r["id"] in names}

    return types.SimpleNamespace(made=made, ids=ids, one=one, two=two,
                                 colleague=colleague)


def test_the_list_can_be_narrowed_to_a_scheme_and_a_category(narrow):
    ids, one, two = narrow.ids, narrow.one, narrow.two
    assert ids(scheme_id=one.scheme["id"]) == {"day", "eve"}
    assert ids(category_id=two.category["id"]) == {"other"}
    assert ids(scheme_id=one.scheme["id"],
               category_id=two.category["id"]) == set()


def test_a_referral_is_found_by_each_category_it_draws_from(
        world, lead, council):
    market = world.market()
    second = lead.make(f"/v1/schemes/{market.scheme['id']}/categories",
                       world.category_body(code="second"))
    made = world.draft_referral(market, world.places.centre(),
                                categories=[second["id"]])
    for category in (market.category["id"], second["id"]):
        assert [r["id"] for r in council.every(
            "/v1/referrals", category_id=category)] == [made["id"]]


def test_the_list_can_be_narrowed_to_an_urgency(narrow):
    scheme = narrow.one.scheme["id"]
    assert narrow.ids(urgency="planned", scheme_id=scheme) == {"day", "eve"}
    assert narrow.ids(urgency="urgent", scheme_id=scheme) == set()


@pytest.mark.parametrize("filters, found", [
    ({"deadline_from": "2027-06-09"}, {"day", "eve", "other"}),
    ({"deadline_from": "2027-06-10"}, {"eve", "other"}),
    ({"deadline_to": "2027-06-09"}, {"day"}),
    ({"deadline_from": "2027-06-10", "deadline_to": "2027-06-10"}, {"eve"}),
    ({"deadline_from": "2027-06-12", "deadline_to": "2027-06-11"}, set()),
])
def test_deadlines_are_asked_for_by_londons_days(narrow, filters, found):
    assert narrow.ids(**filters) == found


@pytest.mark.parametrize("q, found", [
    ("sea", {"day", "other"}), ("SEA", {"day", "other"}),
    ("placement in", {"eve"}), ("100%", {"other"}), ("%", {"other"}),
    ("seaside placement", set())])
def test_words_are_looked_for_in_the_title(narrow, q, found):
    assert narrow.ids(q=q) == found


def test_a_reference_is_found_in_small_letters_too(narrow):
    reference = narrow.made["eve"]["reference"]
    assert narrow.ids(q=reference.lower()) == {"eve"}


def test_the_callers_own_referrals_are_told_from_colleagues(narrow, council):
    ids, colleague = narrow.ids, narrow.colleague
    assert ids(mine="true") == {"day", "eve"}
    assert ids(mine="false") == {"other"}
    assert ids(colleague, mine="true") == {"other"}
    assert ids(colleague, mine="false") == {"day", "eve"}
    assert ids(council) == {"day", "eve", "other"}


def test_no_filter_shows_another_councils_referrals(narrow, other_council):
    for filters in ({"q": "sea"}, {"mine": "false"},
                    {"scheme_id": narrow.one.scheme["id"]},
                    {"category_id": narrow.one.category["id"]}):
        assert narrow.ids(other_council, **filters) == set()


def test_an_auditor_of_the_lead_narrows_its_list_too(narrow, auditor):
    assert narrow.ids(auditor, q="sea", deadline_to="2027-06-09") == {"day"}
    assert narrow.ids(auditor, scheme_id=narrow.two.scheme["id"]) == {"other"}
    assert narrow.ids(auditor, mine="true") == set()
    assert narrow.ids(auditor, mine="false") == {"day", "eve", "other"}
    assert narrow.ids(auditor, q="sea", urgency="planned") == {"day"}
    assert narrow.ids(auditor, deadline_from="2027-06-12") == {"other"}
    assert narrow.ids(auditor, state="open") == set()
    assert narrow.ids(
        auditor, category_id=narrow.one.category["id"]) == {"day", "eve"}


def test_a_narrowed_list_has_pages_too(narrow, council):
    scheme = narrow.one.scheme["id"]
    first = council.read("/v1/referrals", params={"limit": 1,
                                                  "scheme_id": scheme})
    assert [r["id"] for r in first["items"]] == [narrow.made["eve"]["id"]]
    last = council.read("/v1/referrals", params={
        "limit": 1, "scheme_id": scheme, "cursor": first["next"]})
    assert [r["id"] for r in last["items"]] == [narrow.made["day"]["id"]]
    assert last["next"] is None
    council.get("/v1/referrals", params={
        "limit": 1, "cursor": first["next"]}, expect=400)


def test_all_that_is_wrong_with_the_filters_is_told_together(council):
    wrong = {"state": "sold", "scheme_id": "x", "category_id": "y",
             "urgency": "soon", "deadline_from": "9 June",
             "deadline_to": "2027-02-30", "q": "a" * 101, "mine": "perhaps",
             "limit": "0"}
    answer = council.get("/v1/referrals", params=wrong, expect=422)
    assert {e["parameter"] for e in answer.json()["errors"]} == set(wrong)


def test_a_referral_is_closed_at_the_very_instant_of_its_deadline(
        world, council, market, centre, clock):
    made = world.referral(market, centre)
    path = f"/v1/referrals/{made['id']}"
    world.pass_deadline(made)
    clock.shift(microseconds=-1)
    assert council.read(path)["state"] == "open"
    clock.shift(microseconds=1)
    assert council.read(path)["state"] == "closed"


def test_a_draft_is_an_event_for_its_council_alone(
        council, other_council, auditor, lead, body):
    feeds = [Feed(api) for api in (council, other_council, auditor, lead)]
    made = council.make("/v1/referrals", body)
    council.change(f"/v1/referrals/{made['id']}", {"title": "B"}, "PATCH")
    assert [feed.types(made) for feed in feeds] == [
        ["referral.created", "referral.changed"], [], [], []]


def test_the_same_post_under_the_same_key_makes_one_draft(council, body):
    key = str(uuid.uuid4())
    first = council.post("/v1/referrals", body, key=key, expect=201)
    again = council.post("/v1/referrals", body, key=key, expect=201)
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"
    assert slug(council.post("/v1/referrals", body | {"title": "Other"},
                             key=key, expect=422)) == "idempotency-key-reused"
