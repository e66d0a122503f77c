"""test_schemes.py - a lead authority sets up a market and opens it.

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.client import pointers, slug
from harness.flows import fresh


def path(scheme, rest=""):
    return f"/v1/schemes/{scheme['id']}{rest}"


def body(**over):
    return {"name": fresh("Scheme"), "reference": fresh("REF").upper(),
            "regime": "pa23_light_touch_framework",
            "valid_from": "2026-01-01", "valid_to": "2032-12-31",
            "description": "For the tests"} | over


def test_a_lead_prepares_a_scheme_opens_it_and_everybody_sees_it_r001(
        world, lead, nobody):
    scheme = world.draft_scheme()
    assert scheme["state"] == "draft" and scheme["opened_at"] is None
    lead.make(path(scheme, "/categories"), world.category_body())
    opened = lead.make(path(scheme, "/opening"))
    assert opened["state"] == "open" and opened["opened_at"]
    assert nobody.read(path(scheme)) == opened
    assert opened == scheme | {k: opened[k] for k in (
        "state", "published_at", "opened_at")}


def test_a_created_scheme_says_where_it_is_and_what_it_is(lead):
    sent = body()
    made = lead.post("/v1/schemes", sent, expect=201)
    answer = made.json()
    assert {k: answer[k] for k in sent} == sent
    assert answer["lead"]["id"] == lead.organisation_id
    assert made.headers["Location"].endswith(f"/v1/schemes/{answer['id']}")
    shown = lead.get(path(answer), expect=200)
    assert shown.json() == answer
    assert shown.headers["ETag"] == made.headers["ETag"]


def test_a_draft_is_seen_by_nobody_but_its_authority(
        world, lead, nobody, council, auditor):
    scheme = lead.make("/v1/schemes", body())
    for stranger in (nobody, council, world.provider()):
        assert slug(stranger.get(path(scheme), expect=404)) == "not-found"
        stranger.get(path(scheme, "/categories"), expect=404)
        stranger.get(path(scheme, "/councils"), expect=404)
    auditor.get(path(scheme), expect=200)
    listed = [s["id"] for s in lead.every("/v1/schemes", state="draft")]
    assert scheme["id"] in listed
    assert scheme["id"] not in [s["id"] for s in nobody.every("/v1/schemes")]


def test_a_scheme_ends_after_it_begins_and_no_later_than_the_law_says_r008(
        lead):
    answer = lead.post("/v1/schemes", body(
        valid_from="2027-01-01", valid_to="2026-12-31"), expect=422)
    assert pointers(answer) == ["#/valid_to"]
    answer = lead.post("/v1/schemes", body(
        regime="pcr_pseudo_dps", valid_to="2029-02-24"), expect=422)
    assert pointers(answer) == ["#/valid_to"]
    lead.make("/v1/schemes", body(
        regime="pcr_pseudo_dps", valid_to="2029-02-23"))


def test_a_reference_belongs_to_one_scheme_of_an_authority(lead):
    reference = fresh("REF").upper()
    lead.make("/v1/schemes", body(reference=reference))
    answer = lead.post("/v1/schemes", body(reference=reference), expect=409)
    assert slug(answer) == "conflict"
    assert answer.json()["errors"] == [{
        "pointer": "#/reference",
        "detail": "You have a scheme with this reference already."}]


def test_no_cap_on_the_number_of_providers_can_even_be_written_down_r006(lead):
    answer = lead.post("/v1/schemes", body() | {"max_providers": 10},
                       expect=422)
    assert pointers(answer) == ["#/max_providers"]


@pytest.mark.parametrize("councils, category, named", [
    (False, False, ("category", "council")),
    (True, False, ("category",)),
    (False, True, ("council",)),
])
def test_a_scheme_opens_only_with_a_category_and_a_council_and_says_what_lacks(
        world, lead, councils, category, named):
    scheme = world.draft_scheme(councils=None if councils else [])
    if category:
        lead.make(path(scheme, "/categories"), world.category_body())
    answer = lead.post(path(scheme, "/opening"), {}, expect=409)
    assert slug(answer) == "scheme-incomplete"
    for word in ("category", "council"):
        assert (f"a {word}" in answer.json()["detail"]) == (word in named)
    assert lead.read(path(scheme))["state"] == "draft"


def test_a_scheme_is_opened_once(world, lead):
    market = world.market()
    answer = lead.post(path(market.scheme, "/opening"), {}, expect=409)
    assert slug(answer) == "scheme-not-draft"


def test_the_public_page_lists_all_councils_with_their_days_r001(
        world, lead, nobody, council):
    market = world.market()
    listed = nobody.every(path(market.scheme, "/councils"))
    assert [c["organisation"]["name"] for c in listed] == sorted(
        c["organisation"]["name"] for c in listed)
    assert {c["organisation"]["id"] for c in listed} == {
        world.council_a.organisation_id, world.council_b.organisation_id}
    one = path(market.scheme, f"/councils/{council.organisation_id}")
    assert nobody.read(one) in listed


def test_a_council_joins_changes_and_leaves_while_the_scheme_is_a_draft_r002(
        world, lead, council):
    scheme = world.draft_scheme(councils=[])
    one = path(scheme, f"/councils/{council.organisation_id}")
    terms = {"kind": "associate", "from": "2026-04-01", "to": "2027-03-31"}
    made = lead.put(one, terms, none_match="*", expect=201)
    assert made.headers["Location"].endswith(one)
    assert {k: made.json()[k] for k in terms} == terms
    assert slug(lead.put(one, terms, none_match="*", expect=412)) \
        == "precondition-failed"
    assert slug(lead.put(one, terms, expect=428)) == "precondition-required"
    assert slug(lead.put(one, terms, match='"old"', expect=412)) \
        == "precondition-failed"
    changed = lead.change(one, terms | {"kind": "partner"}).json()
    assert changed["kind"] == "partner"
    lead.change(one, method="DELETE", expect=204)
    lead.get(one, expect=404)


def test_a_council_of_an_open_scheme_gets_an_end_but_is_not_removed_r002(
        world, lead, council):
    market = world.market()
    one = path(market.scheme, f"/councils/{council.organisation_id}")
    answer = lead.change(one, method="DELETE", expect=409)
    assert slug(answer) == "scheme-not-draft"
    lead.change(one, {"kind": "partner", "from": "2026-01-01",
                      "to": "2026-06-30"})
    assert lead.read(one)["to"] == "2026-06-30"


def test_only_an_authority_can_be_a_council_and_its_days_have_an_order(
        world, lead):
    scheme = world.draft_scheme(councils=[])
    terms = {"kind": "partner", "from": "2026-04-01", "to": "2027-03-31"}
    provider = path(scheme, f"/councils/{world.provider_a.organisation_id}")
    lead.put(provider, terms, expect=404)
    nowhere = path(scheme, "/councils/00000000-0000-4000-8000-000000000000")
    lead.put(nowhere, terms, expect=404)
    council = path(scheme, f"/councils/{world.council_a.organisation_id}")
    answer = lead.put(council, terms | {"to": "2026-03-31"}, expect=422)
    assert pointers(answer) == ["#/to"]


def test_another_authority_cannot_touch_the_scheme_it_can_see(world):
    market = world.market()
    person = world.colleague(world.council_a, role="council")
    answer = person.post(path(market.scheme, "/categories"),
                         world.category_body(), expect=403)
    assert slug(answer) == "forbidden"


def test_schemes_are_listed_newest_first_page_by_page(world, lead):
    made = [lead.make("/v1/schemes", body())["id"] for _ in range(5)]
    # Other tests have moved the clock: what they made may be newer.
    seen = [s["id"] for s in lead.every("/v1/schemes", state="draft",
                                        limit=3) if s["id"] in made]
    assert seen == made[::-1]


def test_a_cursor_opens_only_the_list_it_was_made_for(world, lead):
    for _ in range(2):
        lead.make("/v1/schemes", body())
    cursor = lead.read("/v1/schemes", params={
        "limit": 1, "state": "draft"})["next"]
    answer = lead.get("/v1/schemes", params={
        "limit": 1, "state": "open", "cursor": cursor}, expect=400)
    assert slug(answer) == "bad-cursor"


def test_a_public_page_is_kept_for_a_minute_and_revalidated_by_its_etag(
        world, nobody, lead):
    market = world.market()
    first = nobody.get(path(market.scheme), expect=200)
    assert "max-age=60" in first.headers["Cache-Control"]
    nobody.get(path(market.scheme), none_match=first.headers["ETag"],
               expect=304)
    assert lead.get(path(market.scheme)).headers["Cache-Control"] == "no-store"
