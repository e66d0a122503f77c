"""test_export.py - accreditations, out to other platforms and in as drafts.

SPDX-License-Identifier: Apache-2.0
"""
import json

import pytest

from harness.client import slug
from harness.feed import Feed
from harness.placing import exact

SCORES = {"workforce": 3, "outcomes": 4, "contract-management": 3}
SCHEDULES = [
    {"code": "weekly", "name": "Weekly residential", "unit": "week"},
    {"code": "physiotherapy", "name": "Physiotherapy", "unit": "session"}]
# What is another thing's, or another time, in another scheme.
OF_ITS_OWN = {"scheme": ("id", "reference", "name"), "category": ("id",),
              "assessment": ("assessed_at",),
              "accreditation": ("id", "accredited_at", "changed_at")}


@pytest.fixture(name="market", scope="module")
def market_with_a_history(shared_world):
    """A home whose score was reviewed and one of whose heads was raised."""
    world = shared_world
    made = world.market(schedules=SCHEDULES)
    home = world.accredited_home(
        made, world.places.centre(), scores=SCORES, capacity=12,
        profile={"age_from": 11, "age_to": 18}, discounts=[
            {"from_child": 2, "percent": 7.25}],
        schedule_pence={"physiotherapy": 6_500})
    path = f"/v1/accreditations/{home.accreditation_id}"
    made.lead.make(f"{path}/score-reviews", {
        "statements": {code: {"score": 5, "reason": "Shown"}
                       for code in SCORES}, "evidence": "A visit"})
    asked = home.provider.make(f"{path}/uplifts", {
        "head": "premises", "amount_pence": 1_550_001, "evidence": "A lease",
        "effective_on": world.clock.day()})
    made.lead.make(f"{path}/uplifts/{asked['id']}/decision",
                   {"outcome": "granted", "reason": "Seen"})
    made.home = home
    return made


def export(market, **params):
    path = f"/v1/schemes/{market.scheme['id']}/accreditations-export"
    return exact(market.lead.get(path, expect=200, params=params))["items"]


def sent(record, **over):
    """The record as a body, its decimals as they were printed."""
    return json.loads(json.dumps({"record": record} | over, default=float))


def bring_in(market, *items):
    answer = market.lead.post(
        f"/v1/schemes/{market.scheme['id']}/accreditation-imports",
        {"source": "A partner's platform", "items": list(items)}, expect=201)
    return exact(answer)["items"]


def shared(record):
    """What has to survive: all but what is another's by nature."""
    return {part: {k: v for k, v in value.items()
                   if k not in OF_ITS_OWN.get(part, ())}
            if isinstance(value, dict) else value
            for part, value in record.items()}


def accredit_draft(world, market, provider, application):
    """The provider confirms; the lead finds what was found before."""
    world.submit(provider, provider.read(f"/v1/applications/{application}"))
    entry = provider.read(f"/v1/applications/{application}")["entries"][0]
    path = f"/v1/applications/{application}/entries/{entry['id']}"
    market.lead.put(f"{path}/assessment", world.assessment_body(
        market.category, SCORES), expect=(200, 201))
    return market.lead.make(f"{path}/decision", {
        "outcome": "accredited", "reason": "All is met"})["accreditation_id"]


def test_r024_an_export_is_the_whole_accreditation(market):
    (record,) = export(market)
    home = market.home.provider.read(
        f"/v1/establishments/{market.home.id}")
    assert {k: record["establishment"][k] for k in (
        "id", "name", "address", "regulator", "capacity", "profile")} == {
        k: home[k] for k in ("id", "name", "address", "regulator", "capacity",
                             "profile")}
    figures = exact(market.lead.get(
        f"/v1/accreditations/{market.home.accreditation_id}/figures"))
    assert record["in_force"]["core_pence"] == figures["core_pence"]
    assert str(record["in_force"]["core_score"]) == "100.0000"
    assert str(record["accreditation"]["core_score"]) == "68.0000"
    assert record["accreditation"]["core_pence"]["premises"] == 1_500_000
    assert [c["pence"] for c in record["price_changes"]] == [1_550_001]
    assert [str(r["core_score"]) for r in record["score_reviews"]] == [
        "100.0000"]
    assert str(record["accreditation"]["discounts"][0]["percent"]) == "7.25"
    assert record["accreditation"]["schedule_pence"] == {
        "physiotherapy": 6_500}
    assert record["provider"]["id"] == market.home.provider.organisation_id


def test_r024_out_and_in_again_loses_nothing(world, market):
    """The record is kept to the last digit; the draft holds the answers and
    the figures; and once it is accredited, what it exports is the same."""
    (record,) = export(market)
    other = world.market(schedules=SCHEDULES)
    (item,) = bring_in(other, sent(record))
    assert item["record"] == record
    assert (item["outcome"], item["left_out"]) == ("drafted", [])
    provider = market.home.provider
    draft = provider.read(f"/v1/applications/{item['application_id']}")
    assert draft["state"] == "draft"
    entry = exact(provider.get(
        f"/v1/applications/{draft['id']}/entries/{draft['entries'][0]['id']}"))
    assert entry["establishment_id"] == market.home.id
    assert entry["requirements"] == record["answers"]["requirements"]
    assert entry["statements"] == record["answers"]["statements"]
    assert entry["core_pence"] == record["in_force"]["core_pence"]
    assert entry["schedule_pence"] == {"physiotherapy": 6_500}
    assert entry["discounts"] == record["accreditation"]["discounts"]
    accredit_draft(world, other, provider, draft["id"])
    (again,) = export(other)
    before, after = shared(record), shared(again)
    for part in ("format", "scheme", "category", "provider", "establishment",
                 "answers", "assessment"):
        assert after[part] == before[part], part
    assert after["accreditation"] == before["accreditation"] | {
        "core_pence": record["in_force"]["core_pence"]}


def test_r057_an_import_makes_drafts_and_never_accreditations(
        world, market, lead):
    (record,) = export(market)
    other = world.market()
    provider = market.home.provider
    feed = Feed(provider)
    (item,) = bring_in(other, sent(record))
    assert [e["type"] for e in feed.new()
            if e["subject_id"] == item["application_id"]] == [
        "application.imported"]
    scheme = {"scheme_id": other.scheme["id"]}
    assert lead.every("/v1/accreditations", **scheme) == []
    lead.get(f"/v1/applications/{item['application_id']}", expect=404)
    draft = f"/v1/applications/{item['application_id']}"
    entry = provider.read(draft)["entries"][0]
    assert entry["state"] == "draft" and entry["accreditation_id"] is None
    lead.post(f"{draft}/entries/{entry['id']}/decision",
              {"outcome": "accredited", "reason": "Imported"}, expect=404)


def test_r057_a_second_import_makes_no_second_draft(world, market):
    (record,) = export(market)
    other = world.market()
    (first,) = bring_in(other, sent(record))
    again = bring_in(other, sent(record), sent(record))
    assert [i["outcome"] for i in again] == ["already_drafted"] * 2
    assert {i["application_id"] for i in again} == {first["application_id"]}
    accredit_draft(world, other, market.home.provider,
                   first["application_id"])
    (late,) = bring_in(other, sent(record))
    assert (late["outcome"], late["application_id"]) == (
        "already_accredited", None)


def test_r057_an_import_tells_nothing_of_a_draft_of_the_providers_own(
        world, market):
    (record,) = export(market)
    other, provider = world.market(), market.home.provider
    world.application(provider, other, [market.home.home])
    items = bring_in(other, sent(record), sent(record))
    assert [i["outcome"] for i in items] == ["drafted", "already_drafted"]
    assert len({i["application_id"] for i in items}) == 1
    mine = provider.every("/v1/applications", scheme_id=other.scheme["id"])
    assert [p["state"] for p in mine] == ["draft"] * 2


def test_a_record_that_fits_nowhere_is_kept_and_says_why(world, market):
    (record,) = export(market)
    other = world.market(requirements=[{
        "code": "insurance", "question": "Insured?", "justification": "Law"}])
    stranger = world.provider()
    nowhere = record["establishment"] | {
        "id": stranger.organisation_id,
        "regulator": {"scheme": "none", "id": None},
        "address": record["establishment"]["address"] | {
            "postcode": world.places.unknown()}}
    items = bring_in(
        other,
        sent(record | {"category": record["category"] | {"code": "other"}}),
        sent(record, provider_id=world.lead.organisation_id),
        sent(record | {"establishment": nowhere},
             provider_id=stranger.organisation_id),
        sent(record))
    assert [i["outcome"] for i in items] == [
        "category_unknown", "provider_unknown", "place_unknown", "drafted"]
    assert items[3]["left_out"] == [
        "#/answers/requirements/safeguarding",
        "#/accreditation/schedule_pence/physiotherapy"]
    assert [i["record"]["establishment"]["name"] for i in items] == [
        record["establishment"]["name"]] * 4


def test_a_category_that_is_withdrawn_takes_no_import(world, market):
    (record,) = export(market)
    other = world.market()
    other.lead.make(f"/v1/categories/{other.category['id']}/withdrawal",
                    {"reason": "Nobody needs it any more"})
    (item,) = bring_in(other, sent(record))
    assert (item["outcome"], item["application_id"]) == (
        "category_unknown", None)


def test_a_home_that_its_provider_has_not_is_made_with_the_draft(world,
                                                                 market):
    (record,) = export(market)
    other, mover = world.market(), world.provider()
    (item,) = bring_in(other, sent(
        record, provider_id=mover.organisation_id))
    assert item["outcome"] == "drafted"
    (home,) = mover.every("/v1/establishments")
    assert home["id"] != market.home.id
    assert home["address"] == record["establishment"]["address"]
    assert mover.read(f"/v1/applications/{item['application_id']}")[
        "entries"][0]["establishment_id"] == home["id"]


def test_an_export_comes_page_by_page(world, market):
    made = world.market()
    homes = [world.accredited_home(made, world.places.centre())
             for _ in range(3)]
    path = f"/v1/schemes/{made.scheme['id']}/accreditations-export"
    assert [r["accreditation"]["id"] for r in made.lead.every(
        path, limit=1)] == [h.accreditation_id for h in homes]
    assert len(export(market)) == 1


def test_imports_are_listed_for_the_lead_and_its_auditor(world, market):
    (record,) = export(market)
    other = world.market()
    url = f"/v1/schemes/{other.scheme['id']}/accreditation-imports"
    for source, records in (("First", 1), ("Second", 2)):
        other.lead.make(url, {"source": source,
                              "items": [sent(record)] * records})
    found = {i["source"]: (i["records"], i["drafted"])
             for i in other.lead.every(url, limit=1)}
    assert found == {"First": (1, 1), "Second": (2, 0)}
    listed = world.auditor.every(url)
    assert len(listed) == 2
    shown = other.lead.read(f"{url}/{listed[0]['id']}")
    assert shown["imported_at"] == listed[0]["imported_at"]


def test_only_the_lead_of_the_scheme_hands_it_out_and_takes_it_in(
        world, market, council, auditor, portal):
    scheme = f"/v1/schemes/{market.scheme['id']}"
    (record,) = export(market)
    body = {"source": "x", "items": [sent(record)]}
    for other in (council, market.home.provider, portal):
        other.get(f"{scheme}/accreditations-export", expect=403)
        other.post(f"{scheme}/accreditation-imports", body, expect=403)
    assert len(auditor.every(f"{scheme}/accreditations-export")) == 1
    auditor.post(f"{scheme}/accreditation-imports", body, expect=403)
    answer = market.lead.post(f"{scheme}/accreditation-imports",
                              body | {"items": []}, expect=422)
    assert slug(answer) == "invalid"
