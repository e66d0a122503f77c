"""test_registers.py - the published registers of CQC, Ofsted and DfE: read,
looked up, and never shown to the public (R036, R037).

SPDX-License-Identifier: Apache-2.0
"""
import itertools
import os
import secrets
import subprocess
import types
import zipfile

import pytest
from harness import registers as made
from harness.client import slug
from harness.feed import Feed
from harness.processes import superuser
from harness.registers import CARE, CQC, GIAS, STATE, Registers, as_csv, \
    as_xml, table

NOVEMBER = "02_November_2026_HSCA_Active_Locations"
OCTOBER = "01_October_2026_HSCA_Active_Locations"


@pytest.fixture
def registers(world, tmp_path):
    world.clock.freeze("2026-11-22T12:00:00Z")
    made_here = Registers(world, tmp_path)
    made_here.forget()
    yield made_here
    made_here.forget()


def cqc(*rows, columns=None):
    return table(columns or made.cqc_columns(), [CQC | r for r in rows])


def gias(*rows):
    return table(made.gias_columns(), [GIAS | r for r in rows])


def care(*rows):
    return table(made.care_columns(), [CARE | r for r in rows])


# ---- the files as they are published

def test_r036_the_cqcs_spreadsheet_is_read(registers):
    one, two = made.cqc_id(), made.cqc_id()
    said = registers.load("cqc", as_xml(cqc(
        {"Location ID": one},
        {"Location ID": two, "Dormant (Y/N)": "Y",
         "Location Latest Overall Rating": "No published rating",
         "Publication Date": ""})), NOVEMBER + ".ods")
    assert said.startswith("cqc_locations: 2 rows, 0 faults; 2 new, 0 changed")
    place = registers.place("cqc", one)
    assert place["ratings"] == [{
        "framework": "ratings", "area": "overall", "grade": "good",
        "rated_on": "2019-10-31", "inherited": False, "inherited_from": None,
        "source": "file"}]
    assert place["address"] == {"line_1": "1 Example Road", "line_2": None,
                                "town": "Exeter", "postcode": "EX2 1AA"}
    assert place["facts"] == {"care_home": "Y",
                              "services": ["Supported living service"]}
    assert (place["state"], place["standing"], place["places"],
            place["registered_on"], place["as_of"], place["source"]) == (
        "registered", "good", 42, "2010-10-01", "2026-11-02", "file")
    assert registers.place("cqc", two)["state"] == "dormant"
    assert registers.place("cqc", two)["standing"] == "review"
    assert registers.place("cqc", two)["ratings"] == []


def test_r036_the_same_table_as_csv_gives_the_same(registers):
    rows = cqc({"Location ID": made.cqc_id(),
                "Location Name": "Café – the “old” house, St Mary’s"})
    registers.load("cqc", as_xml(rows), NOVEMBER + ".ods")
    before = registers.place("cqc", rows[1][0])
    said = registers.load("cqc", as_csv(rows), NOVEMBER + ".csv")
    assert "0 new, 0 changed, 1 as before" in said
    assert registers.place("cqc", rows[1][0]) == before
    assert before["name"] == "Café – the “old” house, St Mary’s"


def test_r037_the_dfes_register_of_schools_is_read(registers):
    open_, closed, ahead = made.urn(), made.urn(), made.urn()
    registers.load("gias", as_csv(gias(
        {"URN": open_}, {"URN": closed, "CloseDate": "31-08-2026",
                         "EstablishmentStatus (name)": "Closed"},
        {"URN": ahead, "EstablishmentStatus (name)": "Proposed to open",
         "OpenDate": ""})), "edubasealldata20261101.csv")
    place = registers.place("dfe", open_)
    assert (place["state"], place["standing"]) == ("registered", "good")
    assert place["facts"] == {"section_41_approved": "Approved",
                              "age_from": "11", "age_to": "18"}
    assert place["registered_on"] == "2001-09-01"
    place = registers.place("dfe", closed)
    assert (place["state"], place["standing"], place["ended_on"]) == (
        "deregistered", "lost", "2026-08-31")
    assert registers.place("dfe", ahead)["state"] == "not_yet"


def test_r036_report_cards_are_rows_each_with_its_date(registers):
    urn = made.urn()
    registers.load("ofsted", as_csv(table(made.state_columns(), [STATE | {
        "URN": urn, "Safeguarding standards": "Met",
        "Inclusion": "Needs attention",
        "Inclusion - date of grade": "03/02/2026",
        "Achievement": "Urgent improvement",
        "Latest OEIF overall effectiveness": "2",
        "Latest OEIF publication date": "05/05/2022"}])),
        "schools_as_at_31_Oct_2026.csv")
    place = registers.place("ofsted", urn)
    assert {(r["framework"], r["area"], r["grade"], r["rated_on"])
            for r in place["ratings"]} == {
        ("report_card", "safeguarding", "met", "2026-07-01"),
        ("report_card", "inclusion", "needs_attention", "2026-02-03"),
        ("report_card", "achievement", "urgent_improvement", "2026-07-01"),
        ("oeif", "overall", "good", "2022-05-05")}
    assert (place["state"], place["standing"]) == ("unknown", "unknown")


def test_r036_a_grade_of_old_is_not_given_the_new_ones_date(registers):
    urn = made.urn()
    registers.load("ofsted", as_csv(table(made.state_columns(), [STATE | {
        "URN": urn, "Safeguarding standards": "Met",
        "Latest OEIF overall effectiveness": "4"}])), "2026-10-31.csv")
    assert [r["framework"] for r in registers.place("ofsted", urn)["ratings"]
            ] == ["report_card"]


def test_r036_supported_accommodation_has_a_scale_of_its_own(registers):
    id_ = made.care_id()
    registers.load("ofsted", as_csv(care({
        "URN": id_, "Provision type": "Supported accommodation",
        "Overall experiences and progress of children and young people":
            "Inconsistent quality of experiences and progress for children, "
            "where leaders and managers must make improvements"})),
        "care_31_October_2026.csv")
    assert [(r["framework"], r["grade"])
            for r in registers.place("ofsted", id_)["ratings"]] == [
        ("supported_accommodation", "inconsistent")]


def test_an_id_is_found_however_it_is_written(registers):
    id_, home = made.cqc_id(), made.care_id()
    registers.load("cqc", as_csv(cqc({"Location ID": f" {id_} "})),
                   NOVEMBER + ".csv")
    registers.load("ofsted", as_csv(care({"URN": home})), "2026-10-31.csv")
    for written in (id_, id_.replace("-", " – "), f"{id_} "):
        assert registers.place("cqc", written)["id"] == id_
    for written in (home.lower(), f"URN {home}", f"SC {home[2:]}"):
        assert registers.place("ofsted", written)["id"] == home


def test_a_schools_number_finds_it_in_both_lists(registers):
    urn = made.urn()
    registers.load("gias", as_csv(gias({"URN": urn})), "2026-11-01.csv")
    registers.load("ofsted", as_csv(table(made.state_columns(), [
        STATE | {"URN": urn}])), "2026-10-31.csv")
    found = registers.world.council_a.read(
        "/v1/registers/locations", params={"regulator": "ofsted", "id": urn})
    assert [p["register_set"] for p in found["items"]] == [
        "gias", "ofsted_state_schools"]


# ---- a file that is not quite as expected

def test_columns_may_move_and_others_may_come(registers):
    id_ = made.cqc_id()
    columns = ["New column"] + list(reversed(made.cqc_columns())) + ["x"]
    registers.load("cqc", as_csv(table(columns, [CQC | {"Location ID": id_}])),
                   NOVEMBER + ".csv")
    assert registers.place("cqc", id_)["ratings"][0]["grade"] == "good"


def test_empty_cells_at_the_end_of_a_row_are_no_fault(registers):
    kept, faulty = made.cqc_id(), made.cqc_id()
    rows = cqc({"Location ID": kept}, {"Location ID": faulty})
    rows[1] += ["", " ", ""]
    rows[2] += ["", "more"]
    done = registers.run("cqc", registers.write(as_csv(rows),
                                                NOVEMBER + ".csv"))
    assert "2 rows, 1 faults; 1 new" in done.stdout, done.stderr
    assert "line 3: more columns than the header has" in done.stderr
    assert registers.place("cqc", kept) and not registers.place("cqc", faulty)


def test_columns_that_are_missing_are_named_all_at_once(registers):
    columns = [c for c in made.cqc_columns()
               if c not in ("Location Name", "Provider ID",
                            "Location Latest Overall Rating",
                            "Publication Date")]
    said = registers.refuses("cqc", as_csv(table(columns, [CQC])),
                             NOVEMBER + ".csv")
    assert ("line 1: as cqc_locations this file lacks the columns Location "
            "Name, Provider ID, Location Latest Overall Rating, "
            "Publication Date") in said


@pytest.mark.parametrize("register, content, complaint", [
    ("cqc", b"", "no line near the beginning has a column Location ID"),
    ("gias", b"name,age\nx,1\n", "has a column URN"),
    ("ofsted", b"URN,Name\n100123,x\n", "lacks the columns"),
    ("gias", b'URN,"EstablishmentName\n', "line 1: this is no line"),
    ("gias", b"URN\0,x\n", "NUL byte"),
    ("cqc", b"PK\3\4 and then nothing", "is no zip"),
], ids=["empty", "other", "few", "quote", "nul", "zip"])
def test_a_file_that_is_something_else_is_refused(registers, register, content,
                                                  complaint):
    assert complaint in registers.refuses(register, content, "2026-11-01.csv")


def test_every_fault_of_a_row_is_told_with_its_line(registers):
    good, half = made.cqc_id(), made.cqc_id()
    rows = cqc({"Location ID": good}, {"Location ID": "not an id"},
               {"Location ID": half, "Care homes beds": "many",
                "Location HSCA start date": "soon",
                "Location Latest Overall Rating": "Splendid"},
               {"Location ID": ""})
    path = registers.write(as_csv(rows), NOVEMBER + ".csv")
    done = registers.run("cqc", path)
    assert done.returncode == 0
    for told in ("line 3: no id of this register: not an id",
                 "line 4: no number of places: many",
                 "line 4: no date of registration: soon",
                 "line 4: unknown grade in Location Latest Overall Rating:"
                 " Splendid", "line 5: no id"):
        assert told in done.stderr, done.stderr
    assert "4 rows, 5 faults; 2 new" in done.stdout
    assert registers.place("cqc", good)["places"] == 42
    assert registers.place("cqc", half)["places"] is None
    assert registers.sql("SELECT line, fault FROM register_fault"
                         " ORDER BY line LIMIT 1") == [
        (3, "no id of this register: not an id")]


def test_a_file_full_of_faults_leaves_nothing(registers):
    id_ = made.cqc_id()
    rows = cqc({"Location ID": id_}, *[{"Location ID": "?"}] * 30)
    assert "30 faults in 31 rows: nothing is kept" in registers.refuses(
        "cqc", as_csv(rows), NOVEMBER + ".csv")
    assert registers.place("cqc", id_) is None


def torn(path):
    """The zip with its directory, and a hole in what is packed."""
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle:middle + 64] = bytes(64)
    path.write_bytes(content)


def test_a_file_that_is_torn_leaves_nothing(registers):
    ids = [made.cqc_id() for _ in range(2000)]
    rows = cqc(*[{"Location ID": i, "Location Name": secrets.token_hex(20)}
                 for i in ids])
    path = registers.write(as_xml(rows), NOVEMBER + ".ods")
    torn(path)
    done = registers.run("cqc", path)
    assert done.returncode == 1 and "content.xml" in done.stderr
    assert registers.sql("SELECT count(*) FROM register_location") == [(0,)]
    cut = as_csv(rows)[:-40] + b'"'
    registers.refuses("cqc", cut, NOVEMBER + ".csv")
    assert registers.sql("SELECT count(*) FROM register_location") == [(0,)]


@pytest.mark.parametrize("xml, complaint", [
    ("<x", "content.xml, line 1"),
    ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
     "document type"),
    (made.HEAD + '<table:table><table:table-row><table:table-cell '
     'table:number-columns-repeated="4000000000"><text:p>'
     + "x" * 3000 + "</text:p></table:table-cell></table:table-row>"
     "</table:table>" + made.FOOT, "longer than a row can be"),
    (made.HEAD + "<!--" + "x" * 2_000_000 + "-->" + made.FOOT, "has no end"),
    (made.HEAD + made.FOOT, "no line near the beginning"),
], ids=["cut", "doctype", "repeated", "endless", "empty"])
def test_a_hostile_spreadsheet_is_refused(registers, xml, complaint):
    said = registers.refuses("cqc", [xml], NOVEMBER + ".ods")
    assert complaint in said and "Sanitizer" not in said


def test_a_spreadsheet_without_content_is_refused(registers, tmp_path):
    path = made.write_ods(tmp_path / (NOVEMBER + ".ods"), ["<x/>"], "other")
    assert "no content.xml" in registers.run("cqc", path).stderr


def test_the_day_of_a_file_must_be_known(registers):
    rows = as_csv(cqc({"Location ID": made.cqc_id()}))
    assert "--date YYYY-MM-DD" in registers.refuses("cqc", rows, "file.csv")
    assert "is no date" in registers.refuses("cqc", rows, "file.csv",
                                             "--date", "1.11.2026")
    assert "yet to come" in registers.refuses("cqc", rows, "file.csv",
                                              "--date", "2199-01-01")
    registers.load("cqc", rows, "file.csv", "--date", "2026-11-02")


def test_a_rehearsal_keeps_nothing(registers):
    id_ = made.cqc_id()
    said = registers.load("cqc", as_csv(cqc({"Location ID": id_})),
                          NOVEMBER + ".csv", "--dry-run")
    assert "1 new" in said and "a rehearsal" in said
    assert registers.place("cqc", id_) is None
    assert registers.world.lead.read("/v1/registers")["items"] == []


# ---- one file after the other

def test_importing_again_changes_nothing(registers):
    rows = as_csv(cqc({"Location ID": made.cqc_id()},
                      {"Location ID": made.cqc_id()}))
    registers.load("cqc", rows, NOVEMBER + ".csv")
    look = ("SELECT * FROM register_location ORDER BY id",
            "SELECT * FROM register_rating ORDER BY location_id",
            "SELECT * FROM register_import")
    before = [registers.sql(text) for text in look]
    assert "0 new, 0 changed, 2 as before; 0 missing" in registers.load(
        "cqc", rows, NOVEMBER + ".csv")
    assert [registers.sql(text) for text in look] == before


def test_an_older_file_is_refused(registers):
    id_ = made.cqc_id()
    registers.load("cqc", as_csv(cqc({"Location ID": id_})),
                   NOVEMBER + ".csv")
    assert "one of 2026-11-02 has been imported" in registers.refuses(
        "cqc", as_csv(cqc({"Location ID": id_})), OCTOBER + ".csv")


def test_a_rating_that_changes_leaves_the_one_before(registers):
    id_ = made.cqc_id()
    registers.load("cqc", as_csv(cqc({"Location ID": id_})), OCTOBER + ".csv")
    assert "0 new, 1 changed" in registers.load("cqc", as_csv(cqc({
        "Location ID": id_, "Location Latest Overall Rating": "Inadequate",
        "Publication Date": "20/10/2026"})), NOVEMBER + ".csv")
    assert [(r["grade"], r["rated_on"])
            for r in registers.place("cqc", id_)["ratings"]] == [
        ("inadequate", "2026-10-20"), ("good", "2019-10-31")]


def test_r036_a_registration_is_lost_when_two_lists_lack_it(registers):
    """One torn or late file must stop no home (ADR 23)."""
    stays, goes = made.cqc_id(), made.cqc_id()
    both = cqc({"Location ID": stays}, {"Location ID": goes})
    registers.load("cqc", as_csv(both), "01_September_2026.csv")
    registers.load("cqc", as_csv(both[:2]), OCTOBER + ".csv")
    place = registers.place("cqc", goes)
    assert (place["state"], place["standing"], place["missing_since"]) == (
        "missing", "review", "2026-10-01")
    # The same list again is no second one.
    registers.load("cqc", as_csv(both[:2]), OCTOBER + ".csv")
    assert registers.place("cqc", goes)["standing"] == "review"
    said = registers.load("cqc", as_csv(both[:2]), NOVEMBER + ".csv")
    assert "1 missing, 1 of them for the second time" in said
    assert registers.place("cqc", goes)["standing"] == "lost"
    assert registers.place("cqc", stays)["standing"] == "good"
    registers.load("cqc", as_csv(both), "03_November_2026.csv")
    place = registers.place("cqc", goes)
    assert (place["state"], place["standing"], place["missing_since"]) == (
        "registered", "good", None)


def test_a_list_of_half_of_all_is_believed_only_when_told_so(registers):
    rows = cqc(*[{"Location ID": made.cqc_id()} for _ in range(5)])
    registers.load("cqc", as_csv(rows), OCTOBER + ".csv")
    assert "this file has 2 places where 5 are known" in registers.refuses(
        "cqc", as_csv(rows[:3]), NOVEMBER + ".csv")
    assert registers.place("cqc", rows[4][0])["state"] == "registered"
    assert "3 missing" in registers.load("cqc", as_csv(rows[:3]),
                                         NOVEMBER + ".csv")


def test_schools_that_were_not_inspected_are_not_missing(registers):
    first, second = made.urn(), made.urn()
    for name, urn in (("2026-09-30.csv", first), ("2026-10-31.csv", second)):
        registers.load("ofsted", as_csv(table(made.state_columns(), [
            STATE | {"URN": urn}])), name)
    assert registers.place("ofsted", first)["state"] == "unknown"


def test_the_lists_that_were_read_are_listed(registers, council, auditor):
    registers.load("gias", as_csv(gias({"URN": made.urn()}, {"URN": "?"})),
                   "edubasealldata20261101.csv")
    for reader in (registers.world.lead, council, auditor):
        shown = reader.read("/v1/registers")["items"][0]
        assert shown["file_name"] == "edubasealldata20261101.csv"
        assert (shown["register_set"], shown["as_of"], shown["rows_read"],
                shown["added"], shown["faults"]) == (
            "gias", "2026-11-01", 2, 1, 1)


# ---- size

def pieces(count, columns):
    lines = itertools.chain([columns], (
        [str({**CQC, "Location ID": f"1-8{i:08}",
              "Location Name": f"{i:x}" * 40}.get(c, "")) for c in columns]
        for i in range(count)))
    return as_xml(lines)


def peak_memory(registers, count):
    """Kilobytes that the import needed, at most."""
    path = registers.write(pieces(count, made.cqc_columns()),
                           f"{count}_" + NOVEMBER + ".ods")
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("content.xml").file_size
    pid = os.posix_spawn(
        registers.world.stack.demo["fairlot"],
        ["fairlot", "import", "cqc", str(path), "--dry-run", "--date",
         "2026-11-02"],
        os.environ | {"FAIRLOT_HOME": str(registers.world.stack.home),
                      "ASAN_OPTIONS": "quarantine_size_mb=1"})
    _, status, usage = os.wait4(pid, 0)
    assert status == 0
    return size, usage.ru_maxrss


def test_memory_does_not_grow_with_the_file(registers):
    """The CQC's content.xml has about 440 MB."""
    small_size, small = peak_memory(registers, 200)
    large_size, large = peak_memory(registers, 12000)
    assert large_size > 50 * small_size and large_size > 30_000_000
    assert large < small + 8 * 1024, (small, large)


# ---- who is told what

MARKER = "Zebedee Quagmire-Mandelbrot"


def test_r036_names_of_managers_are_nowhere(registers):
    """Not of heads, proprietors, nominated individuals or owners in person
    either."""
    names = {"Registered manager": MARKER,
             "Provider Nominated Individual Name": MARKER,
             "Provider Main Partner Name": MARKER,
             "Provider Ownership Type": "Individual", "Provider Name": MARKER}
    registers.load("cqc", as_xml(cqc({"Location ID": made.cqc_id()} | names)),
                   NOVEMBER + ".ods")
    registers.load("gias", as_csv(gias({
        "URN": made.urn(), "HeadTitle (name)": MARKER, "HeadFirstName": MARKER,
        "HeadLastName": MARKER, "HeadPreferredJobTitle": MARKER,
        "PropsName": MARKER})), "edubasealldata20261101.csv")
    assert registers.sql("SELECT count(*) FROM register_location") == [(2,)]
    with superuser(registers.world.stack) as cursor:
        dump = subprocess.run(
            ["/usr/lib/postgresql/15/bin/pg_dump", "--data-only", "-d",
             cursor.connection.dsn], capture_output=True, check=True).stdout
    assert b"Example School" in dump
    for word in MARKER.split() + ["Mandelbrot"]:
        assert word.encode() not in dump


@pytest.fixture
def listed(world):
    """A home that the public sees, with its number at Ofsted."""
    market = world.market()
    id_ = made.care_id()
    seen = world.accredited_home(
        market, world.places.centre(),
        regulator={"scheme": "ofsted", "id": id_.lower()})
    seen.number = id_
    return seen


def public_paths(id_):
    return [f"/v1/directory/{id_}", f"/v1/directory/{id_}/badge.svg"]


def is_public(world, id_):
    nobody = world.nobody
    shown = [nobody.get(p).status_code == 200 for p in public_paths(id_)]
    listed = any(h["id"] == id_ for h in nobody.every("/v1/directory",
                                                      limit=100))
    assert len({*shown, listed}) == 1, (shown, listed)
    return listed


def test_a_childrens_home_is_never_public(registers, world, listed):
    """However its category is listed: the register says what it is."""
    assert is_public(world, listed.id)
    registers.load("ofsted", as_csv(care({"URN": listed.number})),
                   "care_31_October_2026.csv")
    assert not is_public(world, listed.id)
    for other in (world.provider(), world.portal):
        other.get(f"/v1/establishments/{listed.id}",
                  expect=404 if other is not world.portal else 403)
    # Those who are entitled to it still see what its provider has said.
    for entitled in (listed.provider, world.lead, world.council_a):
        shown = entitled.read(f"/v1/establishments/{listed.id}")
        assert shown["address"]["line_1"]
    assert registers.place("ofsted", listed.number)["withheld"] is True


def test_a_home_is_withheld_from_the_day_it_names_its_number(registers, world):
    id_ = made.care_id()
    registers.load("ofsted", as_csv(care({"URN": id_})), "2026-10-31.csv")
    market, provider = world.market(), world.provider()
    homes = [world.home(provider, world.places.centre()) for _ in range(2)]
    for home, number in zip(homes, (f"URN {id_}", made.urn())):
        provider.change(f"/v1/establishments/{home['id']}", {
            "regulator": {"scheme": "ofsted", "id": number}}, "PATCH")
        world.accredit(market, provider, home)
    assert not is_public(world, homes[0]["id"])
    assert is_public(world, homes[1]["id"])


def test_an_agency_of_the_same_list_may_be_public(registers, world, listed):
    registers.load("ofsted", as_csv(care({
        "URN": listed.number, "Name": "Example Fostering",
        "Address 1": "9 High Street", "Town": "Exeter", "Postcode": "EX2 1AA",
        "Provision type": "Independent fostering agency"})), "2026-10-31.csv")
    assert is_public(world, listed.id)
    place = registers.place("ofsted", listed.number)
    assert place["withheld"] is False and place["name"] == "Example Fostering"


def test_what_a_file_says_about_a_childrens_home_is_not_kept(registers):
    """Even if it should not be blanked out in it one day."""
    id_ = made.care_id()
    registers.load("ofsted", as_csv(care({
        "URN": id_, "Name": "Willow Cottage", "Address 1": "7 Hidden Lane",
        "Town": "Exeter", "Postcode": "EX2 1AA"})), "2026-10-31.csv")
    place = registers.place("ofsted", id_)
    assert place["name"] is None and place["address"] is None
    assert place["local_authority"] == "Devon" and place["places"] == 4
    assert not registers.sql(
        "SELECT FROM register_location l WHERE l::text LIKE '%%Hidden%%'"
        " OR l::text LIKE '%%Willow%%'")


def test_only_officers_look_a_place_up(registers, world, nobody, portal):
    id_ = made.cqc_id()
    registers.load("cqc", as_csv(cqc({"Location ID": id_})),
                   NOVEMBER + ".csv")
    path = f"/v1/registers/locations?regulator=cqc&id={id_}"
    for reader in (world.lead, world.council_a, world.auditor):
        assert len(reader.read(path)["items"]) == 1
    nobody.get(path, expect=401)
    for other in (world.provider(), portal):
        other.get(path, expect=403)


def test_places_are_listed_page_by_page(registers, council):
    ids = sorted(made.cqc_id() for _ in range(5))
    registers.load("cqc", as_csv(cqc(*[{"Location ID": i} for i in ids])),
                   NOVEMBER + ".csv")
    assert [p["id"] for p in council.every("/v1/registers/locations",
                                           limit=2)] == ids
    assert council.read("/v1/registers/locations",
                        params={"id": "?' OR 1"})["items"] == []


# ---- what follows for a home

CARE_HOMES = {"regulator": "cqc", "rating_floor": "requires_improvement"}


@pytest.fixture
def placed(world):
    """An accredited home with a number at the CQC."""
    number = made.cqc_id()
    seen = world.accredited_home(
        world.market(**CARE_HOMES), world.places.centre(),
        regulator={"scheme": "cqc", "id": number})
    seen.number = number
    seen.path = f"/v1/accreditations/{seen.accreditation_id}"
    return seen


def standing(world, seen):
    shown = world.lead.read(seen.path)
    return shown["state"], shown["ground"]


def test_r036_a_rating_that_drops_suspends_at_once(registers, world, placed):
    row = {"Location ID": placed.number}
    feed = Feed(placed.provider)
    registers.load("cqc", as_csv(cqc(row)), OCTOBER + ".csv")
    assert standing(world, placed) == ("active", None)
    registers.load("cqc", as_csv(cqc(row | {
        "Location Latest Overall Rating": "Inadequate",
        "Publication Date": "20/10/2026"})), NOVEMBER + ".csv")
    assert standing(world, placed) == ("suspended", "rating_below_floor")
    told = [e["type"] for e in feed.new()]
    assert told.count("establishment.rated") == 2
    # The same once more is no news.
    registers.load("cqc", as_csv(cqc(row | {
        "Location Latest Overall Rating": "Inadequate",
        "Publication Date": "20/10/2026"})), "03_November_2026.csv")
    assert "establishment.rated" not in {e["type"] for e in feed.new()}


def test_r036_a_registration_that_is_lost_suspends(registers, world, placed):
    other = {"Location ID": made.cqc_id()}
    registers.load("cqc", as_csv(cqc({"Location ID": placed.number}, other)),
                   "01_September_2026.csv")
    registers.load("cqc", as_csv(cqc(other)), OCTOBER + ".csv")
    assert standing(world, placed) == ("active", None)
    registers.load("cqc", as_csv(cqc(other)), NOVEMBER + ".csv")
    assert standing(world, placed) == ("suspended", "registration_lost")


def test_r036_a_home_learns_what_is_known_when_it_names_its_number(
        registers, world):
    number = made.cqc_id()
    registers.load("cqc", as_csv(cqc({
        "Location ID": number, "Location Latest Overall Rating": "Inadequate",
        "Publication Date": "20/10/2026"})), NOVEMBER + ".csv")
    market, provider = world.market(**CARE_HOMES), world.provider()
    home = world.home(provider, world.places.centre())
    path = f"/v1/establishments/{home['id']}"
    assert provider.every(f"{path}/ratings") == []
    provider.change(
        path,
        {"regulator": {"scheme": "cqc", "id": number.replace("-", " - ")}},
        "PATCH")
    seen = types.SimpleNamespace(path="/v1/accreditations/"
                                 + world.accredit(market, provider, home))
    assert standing(world, seen) == ("suspended", "rating_below_floor")


def test_r056_an_accredited_home_keeps_its_number(registers, world, placed):
    """A rival's good rating puts nothing right."""
    rival, path = made.cqc_id(), f"/v1/establishments/{placed.id}"
    registers.load("cqc", as_csv(cqc({"Location ID": rival}, {
        "Location ID": placed.number,
        "Location Latest Overall Rating": "Inadequate",
        "Publication Date": "20/10/2026"})), NOVEMBER + ".csv")
    for regulator in ({"scheme": "cqc", "id": rival}, {"scheme": "none"},
                      {"scheme": "ofsted", "id": placed.number}):
        answer = placed.provider.change(path, {"regulator": regulator},
                                        "PATCH", expect=409)
        assert slug(answer) == "conflict"
    assert slug(world.lead.post(f"{placed.path}/reinstatement",
                                {"reason": "Good"}, expect=409)) \
        == "still-failing"
    # However it is written, and whatever else is changed with it.
    placed.provider.change(path, {"vacancies": 1, "regulator": {
        "scheme": "cqc", "id": placed.number.replace("-", " - ")}}, "PATCH")
    placed.provider.make(f"{placed.path}/withdrawal", {"reason": "We move"})
    placed.provider.change(path, {"regulator": {"scheme": "cqc",
                                                "id": rival}}, "PATCH")


def test_r036_what_a_lead_has_found_out_since_is_not_overruled(
        registers, world, placed):
    """Neither by the list of yesterday, nor when the home has other
    vacancies; by the list of a later day."""
    row = as_csv(cqc({"Location ID": placed.number}))
    registers.load("cqc", row, OCTOBER + ".csv")
    world.lead.make(f"/v1/establishments/{placed.id}/registrations", {
        "regulator": "cqc", "state": "lapsed", "from": "2026-11-25"})
    registers.load("cqc", row, NOVEMBER + ".csv")
    path = f"/v1/establishments/{placed.id}"
    placed.provider.change(path, {"vacancies": 0, "regulator": {
        "scheme": "cqc", "id": placed.number}}, "PATCH")
    world.clock.freeze("2026-11-25T12:00:00Z")
    assert standing(world, placed) == ("suspended", "registration_lost")
    world.clock.freeze("2026-11-27T12:00:00Z")
    feed = Feed(placed.provider)
    registers.load("cqc", row, "26_November_2026.csv")
    assert "establishment.registration_changed" in {
        e["type"] for e in feed.new()}


def test_r037_a_school_that_closes_loses_its_registration(registers, world):
    urn = made.urn()
    seen = world.accredited_home(
        world.market(), world.places.centre(),
        regulator={"scheme": "dfe", "id": urn})
    seen.path = f"/v1/accreditations/{seen.accreditation_id}"
    registers.load("gias", as_csv(gias({"URN": urn})), "2026-10-01.csv")
    assert standing(world, seen) == ("active", None)
    registers.load("gias", as_csv(gias({
        "URN": urn, "EstablishmentStatus (name)": "Closed",
        "CloseDate": "31-10-2026"})), "2026-11-01.csv")
    assert standing(world, seen) == ("suspended", "registration_lost")
