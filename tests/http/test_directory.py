"""test_directory.py - the public finds accredited homes without signing in.

SPDX-License-Identifier: Apache-2.0
"""
import html
import re
import uuid
import xml.etree.ElementTree as xml

import pytest

from harness.client import slug
from harness.flows import fresh
from harness.placing import exact

LISTED = "/v1/directory"
LETTERS = f"{LISTED}/a-to-z"
# What is said only of a home that is listed, and what keeps search engines from
# a page of another.
CHECKED = "Checked by a council"
NOT_KEPT = '<meta name="robots" content="noindex"'
SVG = "{http://www.w3.org/2000/svg}"


def at(centre):
    """Only what lies right there: other tests have homes around it."""
    return {"near": centre, "radius_miles": "0.01"}


class Town:
    """Four accredited homes around one place, in a town of their own."""

    def __init__(self, world):
        self.world = world
        self.name = fresh("Town").replace(" ", "-")
        self.market = world.market(code="older-people")
        self.centre = world.places.centre()
        spots = world.places.at(self.centre, 1, 4, 9, 30)
        ratings = ("good", "outstanding", "requires_improvement", "good")
        self.homes = [world.accredited_home(
            self.market, spot, rating=rating,
            address={"line_1": "1 High Street", "line_2": None,
                     "town": self.name, "postcode": spot})
            for spot, rating in zip(spots, ratings)]
        self.ids = [h.id for h in self.homes]

    def find(self, **params):
        """Ids of the homes of this town, in the order found."""
        return [h["id"] for h in self.world.nobody.every(LISTED, **params)
                if h["town"] == self.name]


@pytest.fixture(scope="module")
def town(shared_world):
    return Town(shared_world)


def test_homes_are_found_nearest_first_with_their_miles(town, nobody):
    answer = nobody.get(LISTED, expect=200, params={
        "near": town.centre, "radius_miles": "10"})
    items = [h for h in exact(answer)["items"] if h["town"] == town.name]
    assert [h["id"] for h in items] == town.ids[:3]
    assert [str(h["miles"]) for h in items] == ["1.00", "4.00", "9.00"]
    first = items[0]
    assert first["rating"] == "good"
    assert first["categories"] == ["older-people"]
    assert first["category_names"] == [town.market.category["name"]]
    assert first["accredited_by"] == [{
        "scheme": town.market.scheme["name"],
        "authority": town.market.scheme["lead"]["name"],
        "badge_url": f"{LISTED}/{first['id']}/badge.svg"}]


def test_the_radius_is_25_miles_unless_told_and_includes_its_edge(town):
    assert town.find(near=town.centre) == town.ids[:3]
    assert town.find(near=town.centre, radius_miles="30") == town.ids
    assert town.find(near=town.centre, radius_miles="29.99") == town.ids[:3]
    assert town.find(near=town.centre, radius_miles="1") == town.ids[:1]
    assert town.find(near=town.centre, radius_miles="0.99") == []


@pytest.mark.parametrize("radius", ["0", "0.00", "500.01", "501", "-1", "x",
                                    "1e2", "1.005"])
def test_a_radius_is_above_0_and_at_most_500_miles(nobody, town, radius):
    answer = nobody.get(LISTED, expect=422, params={
        "near": town.centre, "radius_miles": radius})
    assert answer.json()["errors"][0]["parameter"] == "radius_miles"


def test_a_postcode_that_has_no_place_is_told_by_its_parameter(
        world, nobody, town):
    for near, said in ((world.places.unknown(), "We do not know this postcode"),
                       ("OX1", "a whole British postcode"),
                       ("nonsense", "a whole British postcode")):
        answer = nobody.get(LISTED, expect=422, params={"near": near})
        (fault,) = answer.json()["errors"]
        assert fault["parameter"] == "near" and said in fault["detail"]
    answer = nobody.get(LISTED, expect=422, params={"radius_miles": "5"})
    assert [e["parameter"] for e in answer.json()["errors"]] == [
        "radius_miles"]


def test_a_postcode_to_search_from_is_read_however_it_is_written(town):
    written = town.centre.lower().replace(" ", "")
    assert town.find(near=written, radius_miles="2") == town.ids[:1]


def test_homes_are_filtered_by_category_rating_and_words(town):
    near = {"near": town.centre, "radius_miles": "50"}
    assert town.find(category="older-people", **near) == town.ids
    assert town.find(category="other", **near) == []
    assert town.find(rating="good", **near) == [town.ids[0], town.ids[3]]
    assert town.find(q=town.name.upper(), **near) == town.ids
    assert town.find(q=town.homes[1].name[5:], **near) == [town.ids[1]]
    assert set(town.find(q=town.name[2:])) == set(town.ids)


def test_a_wildcard_stands_for_itself(world, town):
    spot = world.places.at(town.centre, 2)[0]
    odd = world.accredited_home(
        town.market, spot, name="100% \\ under_score",
        address={"line_1": "1 High Street", "town": "Elsewhere",
                 "postcode": spot})
    for words in ("100%", "% \\ u", "r_s", "\\"):
        assert [h["id"] for h in world.nobody.every(
            LISTED, q=words, **at(spot))] == [odd.id], words
    for words in ("1%r", "100_", "un%"):
        assert world.nobody.every(LISTED, q=words, **at(spot)) == []
    assert town.find(q="_ome", near=town.centre) == []


def test_without_a_place_homes_are_listed_by_name(town, nobody):
    found = nobody.every(LISTED, q=town.name)
    assert [h["name"] for h in found] == sorted(h["name"] for h in found)
    assert {h["id"] for h in found} == set(town.ids)
    assert {h["miles"] for h in found} == {None}


def test_pages_neither_repeat_nor_skip_even_at_one_distance(world, town):
    spot = world.places.at(town.centre, 3)[0]
    name = fresh("Terrace").replace(" ", "-")
    homes = {world.accredited_home(town.market, spot, address={
        "line_1": "1 High Street", "town": name, "postcode": spot}).id
        for _ in range(5)}
    for params in ({"near": town.centre}, {"q": name}):
        found = [h["id"] for h in world.nobody.every(LISTED, limit=1, **params)
                 if h["town"] == name]
        assert len(found) == 5 and set(found) == homes


def test_places_on_the_grid_are_told_and_lie_as_far_apart_as_is_said(
        town, nobody):
    found = nobody.read(LISTED, params={"near": town.centre,
                                        "radius_miles": "10"})
    origin = found["origin"]
    for home in found["items"]:
        grid = home["grid"]
        assert nobody.read(f"{LISTED}/{home['id']}")["grid"] == grid
        metres = ((grid["easting"] - origin["easting"]) ** 2
                  + (grid["northing"] - origin["northing"]) ** 2) ** 0.5
        assert abs(metres / 1609.344 - home["miles"]) < 0.01
    assert nobody.read(LISTED)["origin"] is None
    nowhere = nobody.read(LISTED, params={"q": "zzzzzz", "near": town.centre})
    assert nowhere["items"] == [] and nowhere["origin"] == origin


def on_page(answer):
    """(id, words) of each home in a piece of HTML."""
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    return [(found[1], html.unescape(re.sub("<[^>]*>", "", found[2])))
            for found in re.finditer(
                r'<li><a class="govuk-link" href="/homes/([0-9a-f-]{36})/">'
                r"(.*?)</li>", answer.text)]


def every_letter(nobody, letter):
    homes, page = [], 1
    while True:
        answer = nobody.get(f"{LETTERS}/{letter}", expect=200,
                            params={"page": page})
        homes += on_page(answer)
        if 'rel="next"' not in answer.text:
            return homes
        page += 1


def named(world, name):
    """An accredited home of this name, which begins as no other test's."""
    return world.accredited_home(world.market(), world.places.centre(),
                                 name=name, rating="requires_improvement")


def test_a_home_stands_under_its_letter_with_town_and_rating(
        world, nobody, lead):
    home = named(world, f"Quince {uuid.uuid4()}")
    page = f"{LETTERS}/q"
    (words,) = [w for i, w in every_letter(nobody, "q") if i == home.id]
    shown = nobody.read(f"{LISTED}/{home.id}")
    assert words == (f"{shown['name']}, {shown['town']}."
                     " Rating: requires improvement.")
    assert home.id in [i for i, _ in every_letter(nobody, "all")]
    assert home.id not in [i for i, _ in every_letter(nobody, "other")]
    assert "max-age=60" in nobody.get(page).headers["Cache-Control"]
    lead.make(f"/v1/accreditations/{home.accreditation_id}/suspension",
              {"ground": "safeguarding", "reason": "Found today"})
    assert home.id not in [i for i, _ in every_letter(nobody, "q")]


@pytest.mark.parametrize("name, letter", [
    ("\u00c9glise", "e"), ("z lower", "z"), ("1 High Street", "other"),
    ("\u201cQuoted\u201d", "other"), ("\u65e5", "other")])
def test_letters_have_no_accents_and_all_else_stands_together(
        world, nobody, name, letter):
    home = named(world, f"{name} {uuid.uuid4()}")
    assert home.id in [i for i, _ in every_letter(nobody, letter)]


def test_what_a_home_is_called_is_text_and_never_markup(world, nobody):
    evil = f"<script>alert('1')</script>&\"' {uuid.uuid4()}"
    home = named(world, evil)
    answer = nobody.get(f"{LETTERS}/other", expect=200)
    while home.id not in answer.text:
        (turn,) = re.findall(r'rel="next" href="([?]page=[0-9]+)"',
                             answer.text)
        answer = nobody.get(f"{LETTERS}/other{turn}", expect=200)
    assert "<script" not in answer.text and "'" not in answer.text
    assert [w for i, w in on_page(answer)
            if i == home.id][0].startswith(evil + ", ")


def test_a_letter_that_is_none_is_not_there(nobody):
    for letter in ("A", "aa", "1", "-", "All"):
        nobody.get(f"{LETTERS}/{letter}", expect=404)
    for page in ("0", "1001", "x", "1.0", "-1"):
        nobody.get(f"{LETTERS}/a", expect=422, params={"page": page})
    last = nobody.get(f"{LETTERS}/a", expect=200, params={"page": "1000"})
    assert on_page(last) == [] and 'rel="prev"' in last.text


def test_the_page_of_a_letter_holds_what_the_service_says(
        world, nobody, lead):
    """Put together by nginx, for people without JavaScript: nothing of their
    request goes along, and a refusal is no piece of a page."""
    home = named(world, f"Xylem <!--# echo var='uri' --> {uuid.uuid4()}")
    page = "/homes/a-to-z/x/"
    shown = nobody.get(page, expect=200, check=False, headers={
        "Authorization": "Bearer junk", "Accept": "image/png",
        "If-None-Match": '"x"', "Range": "bytes=0-3"})
    assert f'href="/homes/{home.id}/"' in shown.text
    assert "<!--#" not in shown.text and "cannot be shown" not in shown.text
    assert shown.headers["Cache-Control"] == "no-cache"
    assert "ETag" not in shown.headers
    for query in ("?page=x", "?page=1%26limit=2", "?page=0"):
        refused = nobody.get(page + query, expect=200, check=False).text
        assert "cannot be shown" in refused and home.id not in refused
        assert "problems/" not in refused
    assert home.id in nobody.get(page + "?page=", check=False).text
    nobody.get("/fragments/a-to-z/x", expect=404, check=False)
    lead.make(f"/v1/accreditations/{home.accreditation_id}/suspension",
              {"ground": "safeguarding", "reason": "Found today"})
    assert home.id not in nobody.get(page, check=False).text


def test_the_page_of_a_home_holds_what_the_service_says_of_it(
        world, nobody, lead):
    """For people without JavaScript, as the page of a letter."""
    sign = "<!--# echo var='uri' --> <b>&\""
    home = named(world, f"Zinnia {sign} {uuid.uuid4()}")
    home.provider.change(f"/v1/establishments/{home.id}", {
        "vacancies": 2, "profile": {"summary": f"Quiet. {sign}",
                                    "phone": "01865 000001"}}, method="PATCH")
    said = nobody.get(f"{LISTED}/{home.id}/page", expect=200).text
    shown = nobody.read(f"{LISTED}/{home.id}")
    words = html.unescape(re.sub("<[^>]*>", "\n", said))
    for known in (shown["name"], shown["profile"]["summary"], "01865 000001",
                  shown["line_1"], shown["town"], shown["postcode"],
                  "Requires improvement", "20", *shown["category_names"],
                  *(f"{m['authority']}: {m['scheme']}"
                    for m in shown["accredited_by"])):
        assert f"\n{known}\n" in words, known
    assert re.search(r"\n2, as of \d{1,2} [A-Z][a-z]+ \d{4}\n", words)
    page = f"/homes/{home.id}/"
    for query in ("", "?page=2", "?<!--#%20echo%20var='uri'%20-->"):
        assert said in nobody.get(page + query, expect=200, check=False,
                                  headers={"Accept": "image/png"}).text
    nobody.get(f"/fragments{page}", expect=404, check=False)
    listed = nobody.get(page, expect=200, check=False).text
    assert CHECKED in listed and NOT_KEPT not in listed
    for odd in (f"/homes//{home.id}/", "/homes/_id/", f"/homes/{uuid.uuid4()}/"):
        other = nobody.get(odd, expect=200, check=False).text
        assert "cannot be shown just now" in other
        assert CHECKED not in other and NOT_KEPT in other
        assert other.count("<title>") == 1
    lead.make(f"/v1/accreditations/{home.accreditation_id}/suspension",
              {"ground": "safeguarding", "reason": "Found today"})
    nobody.get(f"{LISTED}/{home.id}/page", expect=404)
    gone = nobody.get(page, expect=200, check=False).text
    assert "cannot be shown just now" in gone and "Quiet" not in gone
    assert CHECKED not in gone and NOT_KEPT in gone


def test_the_longest_summary_is_on_the_page_whole(world, nobody):
    home = named(world, f"Zinnia {uuid.uuid4()}")
    summary = "&" * 4000
    home.provider.change(f"/v1/establishments/{home.id}", {
        "profile": {"summary": summary}}, method="PATCH")
    shown = nobody.get(f"/homes/{home.id}/", expect=200, check=False).text
    assert summary in html.unescape(shown)
    assert CHECKED in shown


def test_kinds_of_care_are_those_of_listed_homes_each_code_once(
        world, nobody, lead):
    code = f"kind-{uuid.uuid4().hex[:12]}"

    def kinds():
        found = nobody.read(f"{LISTED}/categories")["items"]
        return [k["name"] for k in found if k["code"] == code]

    markets = [world.market(code=code) for _ in range(2)]
    hidden = world.market(code=code, listed=False)
    world.accredited_home(hidden, world.places.centre())
    assert kinds() == []
    homes = [world.accredited_home(m, world.places.centre()) for m in markets]
    assert len(kinds()) == 1
    assert kinds()[0] in [m.category["name"] for m in markets]
    for home in homes:
        lead.make(f"/v1/accreditations/{home.accreditation_id}/suspension",
                  {"ground": "safeguarding", "reason": "Found today"})
    assert kinds() == []


def test_a_home_is_shown_with_its_profile(world, town, nobody):
    home = town.homes[0]
    home.provider.change(f"/v1/establishments/{home.id}", {
        "vacancies": 3, "profile": {"age_from": 65}}, method="PATCH")
    shown = nobody.read(f"{LISTED}/{home.id}")
    assert shown["profile"] == {"age_from": 65} and shown["vacancies"] == 3
    assert shown["line_1"] == "1 High Street" and shown["capacity"] == 20
    assert "provider_id" not in shown and "core_pence" not in shown


def inspected(lead, home, grade, on, **over):
    """What is shown of a report that the lead records, to be compared."""
    report = {"regulator": "ofsted", "framework": "oeif", "grade": grade,
              "on": on} | over
    lead.make(f"/v1/establishments/{home.id}/ratings", report | {
        "source_reference": "seen by the officer on duty"})
    return {"area": "overall"} | report


def test_the_rating_is_the_one_that_was_learned_last(world, nobody, lead):
    first, second = world.market(code="one"), world.market(code="two")
    centre = world.places.centre()
    home = world.accredited_home(first, centre, rating="outstanding",
                                 name=f"Yarrow {uuid.uuid4()}")

    def shown():
        (item,) = nobody.read(LISTED, params=at(centre))["items"]
        whole = nobody.read(f"{LISTED}/{home.id}")
        (words,) = [w for i, w in every_letter(nobody, "y") if i == home.id]
        assert item["rating"] == whole["rating"]
        assert words.endswith(f": {item['rating'].replace('_', ' ')}.")
        assert [h["id"] for h in nobody.every(
            LISTED, rating=item["rating"], **at(centre))] == [home.id]
        return item["rating"], whole["inspections"]

    assert shown() == ("outstanding", [])
    better = inspected(lead, home, "good", "2026-03-01")
    assert shown() == ("good", [better])
    # Neither an older report that is recorded later, nor a grade for a part.
    inspected(lead, home, "outstanding", "2024-03-01")
    part = inspected(lead, home, "requires_improvement", "2026-03-01",
                     area="leadership")
    assert shown() == ("good", [better, part])
    newest = inspected(lead, home, "requires_improvement", "2026-06-01")
    assert shown() == ("requires_improvement", [newest, part])
    # Ofsted's newer reports have no such grade.
    card = inspected(lead, home, "met", "2026-06-02", area="safeguarding",
                     framework="report_card")
    assert shown() == ("requires_improvement", [card])
    # Whoever assesses the home after that has seen it.
    world.accredit(second, home.provider, home.home, rating="good")
    assert shown() == ("good", [card])
    assert nobody.read(f"{LISTED}/{home.id}")["regulator"] \
        == home.home["regulator"]


def test_categories_that_are_not_listed_stay_out_of_it_altogether(
        world, nobody):
    market = world.market(listed=False, code="childrens-homes")
    centre = world.places.centre()
    home = world.accredited_home(market, centre)
    assert nobody.read(LISTED, params=at(centre))["items"] == []
    nobody.get(f"{LISTED}/{home.id}", expect=404)
    nobody.get(f"{LISTED}/{home.id}/badge.svg", expect=404)


def test_a_home_that_only_applied_is_not_in_it(world, nobody, town):
    provider = world.provider()
    home = world.home(provider, world.places.at(town.centre, 2)[0])
    world.application(provider, town.market, [home])
    nobody.get(f"{LISTED}/{home['id']}", expect=404)
    assert home["id"] not in [
        h["id"] for h in nobody.every(LISTED, near=town.centre)]


def test_a_home_leaves_the_directory_the_moment_it_is_suspended_r076(
        world, nobody, lead):
    market, centre = world.market(), world.places.centre()
    home = world.accredited_home(market, centre)
    badge = f"{LISTED}/{home.id}/badge.svg"
    assert nobody.read(LISTED, params=at(centre))["items"]
    nobody.get(badge, expect=200)
    lead.make(f"/v1/accreditations/{home.accreditation_id}/suspension",
              {"ground": "safeguarding", "reason": "Found today"})
    assert nobody.read(LISTED, params=at(centre))["items"] == []
    assert slug(nobody.get(badge, expect=404)) == "not-found"
    nobody.get(f"{LISTED}/{home.id}", expect=404)


def test_the_badge_is_a_drawing_that_names_scheme_and_authority_r076(
        world, nobody, lead):
    scheme = world.draft_scheme(name='Care & "more" <for> all')
    category = lead.make(f"/v1/schemes/{scheme['id']}/categories",
                         world.category_body())
    lead.make(f"/v1/schemes/{scheme['id']}/opening")
    market = type("Market", (), {"scheme": scheme, "category": category,
                                 "lead": lead})
    home = world.accredited_home(market, world.places.centre(),
                                 name="O'Hara & Sons")
    answer = nobody.get(f"{LISTED}/{home.id}/badge.svg", expect=200)
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert "max-age=60" in answer.headers["Cache-Control"]
    drawing = xml.fromstring(answer.text)
    assert drawing.get("role") == "img"
    title = drawing.find(f"{SVG}title").text
    for words in ("O'Hara & Sons", 'Care & "more" <for> all',
                  scheme["lead"]["name"], "accredited"):
        assert words in title
    assert drawing.find(f"{SVG}script") is None
    nobody.get(f"{LISTED}/{home.id}/badge.svg", expect=304,
               none_match=answer.headers["ETag"])


def test_a_home_in_two_schemes_has_one_place_and_both_marks(world, nobody):
    first, second = world.market(code="one"), world.market(code="two")
    centre = world.places.centre()
    home = world.accredited_home(first, centre)
    world.accredit(second, home.provider, home.home, rating="outstanding")
    (item,) = nobody.read(LISTED, params=at(centre))["items"]
    assert item["categories"] == ["one", "two"]
    assert {m["scheme"] for m in item["accredited_by"]} == {
        first.scheme["name"], second.scheme["name"]}
    assert item["rating"] == "outstanding"
    badge = nobody.get(f"{LISTED}/{home.id}/badge.svg", expect=200).text
    assert first.scheme["name"] in badge and second.scheme["name"] in badge


def test_whoever_signed_in_is_shown_the_same_directory(town, nobody, lead):
    params = {"near": town.centre, "radius_miles": "10"}
    public = nobody.get(LISTED, expect=200, params=params)
    for other in (lead, town.world.provider_a, town.world.portal):
        assert other.get(LISTED, expect=200, params=params).content \
            == public.content


def test_the_directory_is_kept_for_a_minute_and_revalidated(nobody, town):
    path = f"{LISTED}/{town.ids[1]}"
    first = nobody.get(path, expect=200)
    assert "max-age=60" in first.headers["Cache-Control"]
    nobody.get(path, none_match=first.headers["ETag"], expect=304)
