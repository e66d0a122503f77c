"""test_documents.py - what a provider shows once, for every application.

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures
import hashlib
import pathlib
import stat
import urllib.parse

import pytest
import requests

from harness import papers
from harness.client import pointers, slug
from harness.papers import announce, content, held, insurance, put
from harness.processes import within

PUBLIC_LIABILITY = {"kind": "public_liability_insurance",
                    "minimum_cover_pence": 500_000_000}


# ---- what a category asks for

def test_each_category_says_what_it_asks_for_r034(world, nobody):
    market = world.market(evidence=[
        PUBLIC_LIABILITY, {"kind": "accounts", "count": 2},
        {"kind": "registration_certificate", "level": "establishment",
         "due": "award", "grace_working_days": 0}])
    shown = nobody.read(f"/v1/categories/{market.category['id']}")
    assert shown["evidence"] == [
        {"kind": "public_liability_insurance", "level": "provider",
         "due": "entry", "minimum_cover_pence": 500_000_000, "count": 1,
         "grace_working_days": None},
        {"kind": "accounts", "level": "provider", "due": "entry",
         "minimum_cover_pence": None, "count": 2,
         "grace_working_days": None},
        {"kind": "registration_certificate", "level": "establishment",
         "due": "award", "minimum_cover_pence": None, "count": 1,
         "grace_working_days": 0}]
    assert world.market().category["evidence"] == []


def test_what_is_asked_for_is_told_wrong_all_at_once_r034(world, lead):
    draft = world.draft_scheme()
    body = world.category_body(evidence=[
        {"kind": "safeguarding_policy", "minimum_cover_pence": 1, "count": 2},
        {"kind": "safeguarding_policy"}])
    body["weights"] = body["weights"] | {"price": 51}
    assert set(pointers(lead.post(f"/v1/schemes/{draft['id']}/categories",
                                  body, expect=422))) == {
        "#/weights", "#/evidence/0/minimum_cover_pence",
        "#/evidence/0/count", "#/evidence/1"}


def test_a_dynamic_market_asks_for_insurance_at_award_only_r034(world, lead):
    draft = world.draft_scheme(regime="pa23_dynamic_market")
    path = f"/v1/schemes/{draft['id']}/categories"
    refused = lead.post(path, world.category_body(
        evidence=[PUBLIC_LIABILITY]), expect=422)
    assert pointers(refused) == ["#/evidence/0/due"]
    assert "PA23 s.36(2)" in refused.json()["errors"][0]["detail"]
    lead.make(path, world.category_body(
        evidence=[PUBLIC_LIABILITY | {"due": "award"}, {"kind": "accounts"}]))


# ---- announcing

def test_a_document_is_announced_once_and_shown_to_its_provider_r069(world):
    provider = world.provider()
    made = announce(world, provider, title="Cover 2026/27")
    assert made["state"] == "requested" and made["content"] is None
    assert made["provider"]["id"] == provider.organisation_id
    assert provider.read(f"/v1/documents/{made['id']}") == made
    assert provider.every("/v1/documents") == [made]
    assert provider.every("/v1/documents", kind="accounts") == []
    assert provider.every("/v1/documents", state="requested") == [made]
    assert provider.every("/v1/documents", state="verified") == []
    assert provider.every("/v1/documents",
                          expires_before=world.clock.day(300)) == []
    assert provider.every("/v1/documents",
                          expires_before=world.clock.day(301)) == [made]


@pytest.mark.parametrize("wrong, where", [
    ({"expires_on": None}, ["#/expires_on"]),
    ({"expires_on": None, "cover_pence": None},
     ["#/expires_on", "#/cover_pence"]),
    ({"expires_on": "2020-01-01", "issued_on": None}, ["#/expires_on"]),
    ({"kind": "safeguarding_policy"}, ["#/cover_pence"]),
    ({"kind": "accounts", "issued_on": None, "cover_pence": None},
     ["#/issued_on"]),
    ({"title": "", "expires_on": "tomorrow", "cover_pence": None},
     ["#/title", "#/expires_on", "#/cover_pence"]),
    ({"title": "two\nlines"}, ["#/title"]),
    ({"kind": "passport"}, ["#/kind"]),
])
def test_every_fault_of_a_document_is_told_r069(world, wrong, where):
    provider = world.provider()
    refused = provider.post("/v1/documents", insurance(world, **wrong),
                            expect=422)
    assert sorted(pointers(refused)) == sorted(where)
    assert provider.every("/v1/documents") == []


def test_anothers_home_and_document_look_unknown(world):
    provider, other = world.provider(), world.provider()
    home = world.home(other, world.places.centre())
    theirs = announce(world, other)
    for foreign in ({"establishment_id": home["id"]},
                    {"establishment_id": provider.organisation_id}):
        refused = provider.post("/v1/documents", insurance(world, **foreign),
                                expect=422)
        assert pointers(refused) == ["#/establishment_id"]
    answers = [provider.post("/v1/documents", insurance(
        world, replaces_id=unknown), expect=422).json()["errors"]
        for unknown in (theirs["id"], provider.organisation_id)]
    assert answers[0] == answers[1]
    provider.get(f"/v1/documents/{theirs['id']}", expect=404)


def test_a_document_is_replaced_by_the_same_of_the_same(world):
    provider = world.provider()
    home = world.home(provider, world.places.centre())
    old = announce(world, provider)
    for other in ({"establishment_id": home["id"]},
                  {"kind": "employers_liability_insurance"}):
        assert pointers(provider.post(
            "/v1/documents", insurance(world, replaces_id=old["id"], **other),
            expect=422)) == ["#/replaces_id"]
    new = announce(world, provider, replaces_id=old["id"])
    assert new["replaces_id"] == old["id"]


# ---- who sees it

def test_the_lead_sees_what_is_of_the_homes_that_applied(world, lead, council,
                                                         auditor):
    market = world.market()
    provider = world.provider()
    at = world.places.at(world.places.centre(), 1, 2)
    home, other = (world.home(provider, p) for p in at)
    of_all, of_home, of_other = (announce(world, provider, **over) for over in (
        {}, {"establishment_id": home["id"]},
        {"establishment_id": other["id"]}))
    paths = [f"/v1/documents/{d['id']}" for d in (of_all, of_home, of_other)]
    application = world.application(provider, market, [home])
    entry = application["entries"][0]
    provider.change(f"/v1/applications/{application['id']}/entries/"
                    f"{entry['id']}", world.entry_body(market.category))
    for path in paths:
        lead.get(path, expect=404)
    world.submit(provider, application)
    for path, status in zip(paths, (200, 200, 404)):
        lead.get(path, expect=status)
        auditor.get(path, expect=status)
        council.get(path, expect=403)
    seen = lead.every("/v1/documents", provider_id=provider.organisation_id)
    assert [d["id"] for d in seen] == [of_home["id"], of_all["id"]]


def test_what_comes_after_a_withdrawal_is_not_the_leads(world, lead, applied):
    """What there was by then it keeps, but not new bytes of the same."""
    provider, document = applied
    [application] = provider.every("/v1/applications")
    provider.post(f"/v1/applications/{application['id']}/withdrawal",
                  {"reason": "Not now"}, expect=201)
    lead.get(content(document), expect=200)
    etag = provider.get(content(document)).headers["ETag"]
    world.clock.shift(minutes=1)
    put(provider, document, papers.pdf("later"), match=etag, expect=200)
    lead.get(content(document), expect=404)
    lead.get(f"/v1/documents/{held(world, provider)['id']}", expect=404)
    readers = world.clock.sql(
        "SELECT r.organisation_id::text FROM event e JOIN event_reader r"
        " ON r.event_id = e.id WHERE e.subject_id = %s"
        " AND e.type = 'document.uploaded' ORDER BY e.id, 1", document["id"])
    assert len(readers) == 3 and readers[-1] == (provider.organisation_id,)


def test_an_accreditation_shows_what_its_home_holds_r034(world, lead, council):
    market = world.market(evidence=[PUBLIC_LIABILITY | {"due": "award"}])
    home = world.accredited_home(market, world.places.centre())
    path = f"/v1/accreditations/{home.accreditation_id}/evidence"
    for who in (home.provider, lead):
        shown = who.read(path)
        assert [(i["kind"], i["held"], i["lapsed"], i["reason"],
                 i["document_ids"]) for i in shown["items"]] == [
            ("public_liability_insurance", False, True, "missing", [])]
    assert council.read(path)["items"][0]["document_ids"] is None
    world.provider().get(path, expect=404)


def test_r068_accounts_of_two_years_or_an_alternative_for_the_new(
        world, lead):
    """Whoever has no accounts yet shows something else (PA23 s.36(2))."""
    market = world.market(evidence=[{"kind": "accounts", "count": 2}])

    def missing(provider):
        application = world.application(
            provider, market, [world.home(provider, world.places.centre())])
        one = f"/v1/applications/{application['id']}"
        entry = application["entries"][0]["id"]
        provider.change(f"{one}/entries/{entry}",
                        world.entry_body(market.category))
        return lambda: provider.read(f"{one}/missing")["missing"]

    def show(provider, facts):
        put(provider, provider.make("/v1/documents", facts), papers.pdf())

    old, new = world.provider(), world.provider()
    waits, starts = missing(old), missing(new)
    assert len(waits()) == len(starts()) == 1
    # The day on which accounts were issued is that on which their year ended.
    for year_end in (-500, -130):
        assert waits()
        show(old, {"kind": "accounts", "title": "Accounts",
                   "issued_on": world.clock.day(year_end)})
    assert waits() == []
    show(new, {"kind": "financial_alternative",
               "title": "A bank's reference"})
    assert starts() == []


# ---- the bytes

@pytest.mark.parametrize("kind", papers.TAKEN)
def test_what_it_is_is_found_in_its_bytes(world, kind):
    provider, data = world.provider(), papers.TAKEN[kind]
    document = announce(world, provider)
    # What the client calls it is not asked.
    stored = put(provider, document, data,
                 headers={"Content-Type": "text/html"}).json()
    assert stored["state"] == "scanned"
    assert stored["content"]["media_type"] == kind
    assert stored["content"]["bytes"] == len(data)
    assert stored["content"]["sha256"] == hashlib.sha256(data).hexdigest()
    answer = provider.get(content(document), expect=200)
    assert answer.content == data
    assert answer.headers["Content-Type"] == kind


@pytest.mark.parametrize("what", papers.REFUSED)
def test_what_is_something_else_is_refused_and_not_kept(world, what):
    provider = world.provider()
    document = announce(world, provider)
    refused = put(provider, document, papers.REFUSED[what], expect=415,
                  headers={"Content-Type": "application/pdf"})
    assert slug(refused) == "unsupported-media-type"
    assert provider.read(f"/v1/documents/{document['id']}") == document
    assert slug(provider.get(content(document), expect=409)) == \
        "document-empty"


def test_a_picture_is_kept_without_where_it_was_taken(world):
    provider = world.provider()
    for kind, data in (
            ("image/jpeg", papers.jpeg(
                papers.segment(0xe1, b"Exif\0\0" + papers.PLACE),
                papers.segment(0xfe, b"comment " + papers.PLACE))),
            ("image/png", papers.png(
                papers.chunk(b"eXIf", papers.PLACE),
                papers.chunk(b"tEXt", b"Comment\0" + papers.PLACE)))):
        document = held(world, provider, data)
        kept = provider.get(content(document), expect=200).content
        assert kept == papers.TAKEN[kind] and papers.PLACE not in kept
        assert document["content"]["sha256"] == \
            hashlib.sha256(kept).hexdigest()


def test_nothing_is_kept_between_and_behind_the_scans_of_a_picture(world):
    """A comment between two scans, the list of the pictures behind (MPF), one
    of those, what a telephone's maker adds: what is not needed to see the
    picture goes, its colours (ICC) stay."""
    provider = world.provider()
    colours = papers.segment(0xe2, b"ICC_PROFILE\0\1\1colours")
    for data, bare in (
            (papers.progressive(papers.segment(0xfe, papers.PLACE),
                                papers.segment(0xe1, papers.PLACE)),
             papers.progressive()),
            (papers.jpeg(colours,
                         papers.segment(0xe2, b"MPF\0" + papers.PLACE)),
             papers.jpeg(colours)),
            (papers.jpeg() + papers.jpeg(
                papers.segment(0xe1, b"Exif\0\0" + papers.PLACE)),
             papers.jpeg()),
            (papers.jpeg() + b"GIF89a" + papers.PLACE, papers.jpeg())):
        document = held(world, provider, data)
        assert provider.get(content(document), expect=200).content == bare


def test_it_is_given_out_as_a_file_and_never_as_a_page(world):
    provider = world.provider()
    title = '../../etc/passwd"; filename=evil.html; \\ é'
    document = held(world, provider, title=title)
    answer = provider.get(content(document), expect=200)
    given = answer.headers["Content-Disposition"]
    assert given == (
        'attachment; filename="______etc_passwd___filename_evil_html_____'
        '.pdf"; filename*=UTF-8\'\'' + urllib.parse.quote(title, safe="-_")
        .replace("~", "%7E").replace(".", "%2E") + ".pdf")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == \
        "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer.headers["Cache-Control"] == "no-store"


def test_its_etag_is_the_contents_and_ranges_are_not_served(world):
    provider = world.provider()
    document = announce(world, provider)
    first = put(provider, document, papers.pdf("one"))
    etag = first.headers["ETag"]
    whole = provider.get(content(document), expect=200)
    assert whole.headers["ETag"] == etag
    assert whole.headers["Accept-Ranges"] == "none"
    part = provider.get(content(document), expect=200,
                        headers={"Range": "bytes=0-3"})
    assert part.content == whole.content
    provider.get(content(document), none_match=etag, expect=304)
    provider.get(content(document), none_match='"other"', expect=200)
    head = provider.request("HEAD", content(document), expect=200)
    assert head.headers["Content-Length"] == str(len(whole.content))
    # Again only by whoever knows what is there.
    assert slug(put(provider, document, papers.pdf("two"), expect=428)) == \
        "precondition-required"
    put(provider, document, papers.pdf("two"), match='"other"', expect=412)
    put(provider, document, papers.pdf("two"), none_match="*", expect=412)
    assert provider.get(content(document)).content == papers.pdf("one")
    again = put(provider, document, papers.pdf("two"), match=etag, expect=200)
    assert again.headers["ETag"] != etag
    assert provider.get(content(document)).content == papers.pdf("two")


def test_what_is_too_large_is_refused_by_both(world, stack):
    provider = world.provider()
    document = announce(world, provider)
    most = int(stack.settings["FAIRLOT_DOCUMENT_BYTES"])
    put(provider, document, papers.pdf(size=most))
    other = announce(world, provider)
    assert slug(put(provider, other, papers.pdf(size=most + 1),
                    expect=413)) == "too-large"
    # Elsewhere the limit is what it was.
    assert slug(provider.request(
        "POST", "/v1/documents", data=b" " * 300_000, expect=413,
        headers={"Content-Type": "application/json"})) == "too-large"
    put(provider, other, b"", expect=400)


def test_on_disk_there_is_nothing_to_be_read(world, stack):
    provider = world.provider()
    marker = "MARKER-" + "7f3a" * 8
    document = held(world, provider, papers.pdf(marker * 20))
    folder = pathlib.Path(stack.settings["FAIRLOT_DOCUMENTS"])
    files = [f for f in folder.rglob("*") if f.is_file()]
    assert files
    for file in files:
        assert marker.encode() not in file.read_bytes()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    [[key]] = world.clock.sql(
        "SELECT content_key FROM document WHERE id = %s", document["id"])
    assert key.startswith("\x01")


def test_bytes_that_were_changed_are_not_given_out(world, stack):
    provider = world.provider()
    document = held(world, provider, papers.pdf(size=200_000))
    [[name]] = world.clock.sql(
        "SELECT content_id::text FROM document WHERE id = %s", document["id"])
    file = pathlib.Path(stack.settings["FAIRLOT_DOCUMENTS"]) / name[:2] / name
    etag = provider.get(content(document)).headers["ETag"]
    whole = file.read_bytes()
    other = bytes([whole[100_000] ^ 1])
    for spoilt in (whole[:-1], whole[:100_000] + other + whole[100_001:],
                   whole[65_552:131_104] + whole[:65_552] + whole[131_104:]):
        file.write_bytes(spoilt)
        assert slug(provider.get(content(document), expect=503)) == \
            "document-unreadable"
        # Who has it already needs no file.
        provider.get(content(document), none_match=etag, expect=304)
    file.write_bytes(whole)
    provider.get(content(document), expect=200)


def test_two_uploads_at_once_leave_one(world):
    provider = world.provider()
    document = announce(world, provider)
    texts = [f"number {n}" for n in range(6)]
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        token = provider.token
        answers = list(pool.map(lambda t: requests.put(
            world.stack.base_url + content(document), papers.pdf(t, 500_000),
            headers={"Authorization": f"Bearer {token}"}, timeout=60,
            verify=world.stack.demo["ca_file"]), texts))
    statuses = sorted(a.status_code for a in answers)
    assert statuses[0] == 201
    assert set(statuses[1:]) <= {428, 503}
    winner = texts[[a.status_code for a in answers].index(201)]
    assert provider.get(content(document)).content == \
        papers.pdf(winner, 500_000)


def test_foreign_content_looks_unknown(world):
    document = held(world, world.provider())
    stranger = world.provider()
    unknown = {"id": stranger.organisation_id}
    for one in (document, unknown):
        stranger.get(content(one), expect=404)
        put(stranger, one, papers.pdf(), expect=404)
        stranger.delete(f"/v1/documents/{one['id']}", match='"x"', expect=404)


def test_what_nobody_has_looked_at_can_be_taken_back(world, stack):
    provider = world.provider()
    document = held(world, provider)
    [[name]] = world.clock.sql(
        "SELECT content_id::text FROM document WHERE id = %s", document["id"])
    path = f"/v1/documents/{document['id']}"
    provider.change(path, method="DELETE", expect=204)
    gone = provider.read(path)
    assert gone["state"] == "deleted" and gone["content"] is None
    assert slug(provider.get(content(document), expect=409)) == \
        "document-settled"
    file = pathlib.Path(stack.settings["FAIRLOT_DOCUMENTS"]) / name[:2] / name
    assert within(20, lambda: not file.exists())


# ---- verification

def finding(document, **over):
    return {"outcome": "verified", "source": "The insurer's register",
            "checked_on": "2026-01-05",
            "sha256": document["content"]["sha256"]} | over


@pytest.fixture
def applied(world):
    """A provider that has applied, with an insurance: (provider, document)."""
    market, provider = world.market(), world.provider()
    home = world.home(provider, world.places.centre())
    application = world.application(provider, market, [home])
    entry = application["entries"][0]
    provider.change(f"/v1/applications/{application['id']}/entries/"
                    f"{entry['id']}", world.entry_body(market.category))
    world.submit(provider, application)
    return provider, held(world, provider)


def test_a_lead_verifies_with_source_and_day_r056(world, lead, applied):
    provider, document = applied
    path = f"/v1/documents/{document['id']}"
    verified = lead.make(f"{path}/verification", finding(document))
    assert verified["state"] == "verified"
    [look] = verified["verifications"]
    assert (look["source"], look["checked_on"], look["lead"]["id"],
            look["sha256"]) == ("The insurer's register", "2026-01-05",
                                lead.organisation_id,
                                document["content"]["sha256"])
    assert provider.read(path)["state"] == "verified"
    # Now it stays as it is.
    etag = provider.get(content(document)).headers["ETag"]
    for answer in (put(provider, document, papers.pdf("new"), match=etag,
                       expect=409),
                   provider.delete(path, match=provider.etag(path),
                                   expect=409)):
        assert slug(answer) == "document-settled"
    lead.make(f"{path}/verification", finding(
        document, outcome="rejected", reason="It was cancelled"))
    assert provider.read(path)["state"] == "rejected"
    assert len(provider.read(path)["verifications"]) == 2


def test_a_lead_says_why_and_what_it_looked_at(world, lead, applied):
    provider, document = applied
    path = f"/v1/documents/{document['id']}/verification"
    assert pointers(lead.post(path, {
        "outcome": "rejected", "source": "", "checked_on": "2199-01-01",
        "sha256": "0" * 64}, expect=422)) == [
            "#/source", "#/checked_on", "#/reason", "#/sha256"]
    world.council_a.post(path, finding(document), expect=403)
    # What was looked at, and not what is there by now.
    unsaid = {k: v for k, v in finding(document).items() if k != "sha256"}
    assert pointers(lead.post(path, unsaid, expect=422)) == ["#/sha256"]
    etag = provider.get(content(document)).headers["ETag"]
    put(provider, document, papers.pdf("another"), match=etag, expect=200)
    assert pointers(lead.post(path, finding(document), expect=422)) == [
        "#/sha256"]


def test_what_has_no_content_cannot_be_verified(world, lead, applied):
    provider, document = applied
    empty = announce(world, provider)
    assert slug(lead.post(f"/v1/documents/{empty['id']}/verification",
                          finding(document), expect=409)) == "document-empty"


def test_who_was_given_it_is_written_down(world, lead, auditor, applied):
    _, document = applied
    lead.get(content(document), expect=200,
             headers={"Purpose": "Checking the cover"})
    [read] = auditor.every("/v1/audit/reads", subject_id=document["id"])
    assert (read["operation"], read["referral_id"], read["purpose"]) == (
        "showDocumentContent", None, "Checking the cover")


# ---- replacing, expiring

def test_a_renewal_takes_the_place_when_its_content_comes(world):
    provider = world.provider()
    old = held(world, provider)
    new = announce(world, provider, replaces_id=old["id"])
    assert provider.read(f"/v1/documents/{old['id']}")["state"] == "scanned"
    put(provider, new, papers.pdf("renewed"))
    assert provider.read(f"/v1/documents/{old['id']}")["state"] == "replaced"
    provider.get(content(old), expect=200)
    assert pointers(provider.post("/v1/documents", insurance(
        world, replaces_id=old["id"]), expect=422)) == ["#/replaces_id"]


def told(world, document):
    return [row[0] for row in world.clock.sql(
        "SELECT type FROM event WHERE subject_id = %s"
        " AND organisation_id IS NULL ORDER BY id", document["id"])]


def test_its_end_is_told_sixty_thirty_and_seven_days_ahead_r034(world):
    provider = world.provider()
    # No bank holiday lies between, in any part of the United Kingdom.
    document = held(world, provider, expires_on="2027-02-10")
    path = f"/v1/documents/{document['id']}"
    steps = []
    for day, step, state in (
            ("2026-12-11", None, "scanned"),
            ("2026-12-12", "document.expires_within_sixty_days", "scanned"),
            ("2027-01-11", "document.expires_within_thirty_days", "scanned"),
            ("2027-02-03", "document.expires_within_seven_days", "scanned"),
            ("2027-02-10", None, "scanned"),
            ("2027-02-11", "document.expired", "expired"),
            ("2027-02-24", None, "expired"),
            ("2027-02-25", "document.grace_ended", "grace_ended")):
        world.clock.freeze(f"{day}T12:00:00Z")
        world.clock.sql("SELECT documents_warn(500), documents_warn(500)")
        steps += [step] if step else []
        assert told(world, document) == steps, day
        assert provider.read(path)["state"] == state, day
    types = [e["type"] for e in world.clock.sql(
        "SELECT json_build_object('type', e.type) FROM event e JOIN"
        " event_reader r ON r.event_id = e.id WHERE e.subject_id = %s AND"
        " r.organisation_id = %s ORDER BY e.id", document["id"],
        provider.organisation_id) for e in e]
    assert types[-5:] == steps


def test_a_late_job_tells_the_last_step_alone_and_once_r034(world):
    provider = world.provider()
    document = held(world, provider, expires_on="2027-06-30")
    world.clock.freeze("2027-06-25T12:00:00Z")
    for _ in range(2):
        world.clock.sql("SELECT documents_warn(500)")
        assert told(world, document) == ["document.expires_within_seven_days"]


def test_what_is_of_no_use_is_deleted_when_its_time_is_over(world, stack):
    provider = world.provider()
    kept, gone = (held(world, provider, expires_on="2027-06-30")
                  for _ in range(2))
    world.clock.sql("UPDATE document SET hold = true WHERE id = %s",
                    kept["id"])
    [[name]] = world.clock.sql(
        "SELECT content_id::text FROM document WHERE id = %s", gone["id"])
    world.clock.freeze("2033-06-29T12:00:00Z")
    world.clock.sql("SELECT documents_retire(500)")
    provider.get(content(gone), expect=200)
    world.clock.freeze("2033-07-02T12:00:00Z")
    world.clock.sql("SELECT documents_retire(500)")
    assert provider.read(f"/v1/documents/{gone['id']}")["state"] == "deleted"
    provider.get(content(kept), expect=200)
    file = pathlib.Path(stack.settings["FAIRLOT_DOCUMENTS"]) / name[:2] / name
    assert within(20, lambda: not file.exists())


# ---- what a home holds

def with_insurance(world, **over):
    """An accredited home whose category asks for an insurance."""
    market, provider = world.market(evidence=[PUBLIC_LIABILITY]), \
        world.provider()
    document = held(world, provider, **over)
    home = world.accredited_home(market, world.places.centre(), provider)
    return home, document


def standing(world, home):
    shown = world.lead.read(f"/v1/accreditations/{home.accreditation_id}")
    return shown["state"], shown["ground"]


def test_an_insurance_that_ends_ends_the_standing_after_its_grace_r034(world):
    home, _ = with_insurance(world, expires_on="2027-02-10")
    for day, wanted in (("2027-02-10", ("active", None)),
                        ("2027-02-24", ("under_review", None)),
                        ("2027-02-25", ("suspended", "insurance_lapsed"))):
        world.clock.freeze(f"{day}T12:00:00Z")
        state, ground = standing(world, home)
        assert (state, ground if state == "suspended" else None) == wanted
    [item] = home.provider.read(f"/v1/accreditations/{home.accreditation_id}"
                                "/evidence")["items"]
    assert (item["held"], item["lapsed"], item["reason"],
            item["grace_ends_on"]) == (False, True, "expired", "2027-02-24")


def test_a_renewal_keeps_the_standing_until_a_lead_refuses_it_r034(
        world, lead):
    home, old = with_insurance(world, expires_on="2027-02-10")
    new = held(world, home.provider, expires_on="2028-02-10",
               replaces_id=old["id"])
    world.clock.freeze("2027-02-26T12:00:00Z")
    assert standing(world, home) == ("active", None)
    lead.make(f"/v1/documents/{new['id']}/verification", finding(
        new, outcome="rejected", reason="Of another firm"))
    assert standing(world, home) == ("suspended", "insurance_lapsed")


def test_what_was_promised_is_held_before_a_placement_is_signed_r034(world):
    market = world.market(evidence=[PUBLIC_LIABILITY | {"due": "award"}])
    centre = world.places.centre()
    [home] = world.homes(market, centre, 5)
    referral = world.referral(market, centre, choice_mode="none")
    world.bid(referral, home)
    ranking = world.rank(referral)
    award = world.award(referral, ranking["bids"][0]["bid_id"])
    path = f"/v1/placements/{award['placement_id']}/signature"
    body = {"name": "Ada Okafor", "position": "Director"}
    refused = home.provider.post(path, body, expect=409)
    assert slug(refused) == "evidence-missing"
    assert "public liability insurance" in refused.json()["detail"]
    thin = held(world, home.provider, cover_pence=499_999_999)
    assert slug(home.provider.post(path, body, expect=409)) == \
        "evidence-missing"
    held(world, home.provider, replaces_id=thin["id"])
    home.provider.make(path, body)
