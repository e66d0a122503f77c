"""registers.py - published registers of the tests' own making.

The columns are those of the shared list of schemas, which tests read where it
is and skip where it is not; what stands in them is made up.

SPDX-License-Identifier: Apache-2.0
"""
import csv
import io
import itertools
import json
import os
import pathlib
import secrets
import subprocess
import zipfile
from xml.sax.saxutils import escape

import pytest

from .stack import REPO

# Where the shared documents are: told, or beside this repository or the folder
# that has its worktrees.
SHARED = ([pathlib.Path(os.environ["FAIRLOT_SHARED"])]
          if os.environ.get("FAIRLOT_SHARED") else
          [REPO.parent / "shared", REPO.parent.parent / "shared"])
numbers = itertools.count(secrets.randbelow(10 ** 7) * 100)


def schemas(*names):
    """A published file's description; a test without it is skipped."""
    for base in SHARED:
        path = base.joinpath("schemas", *names)
        if path.exists():
            return json.loads(path.read_text(encoding="utf-8"))
    pytest.skip(f"there is no schemas/{'/'.join(names)} in {SHARED[0]};"
                " FAIRLOT_SHARED says where it is")


def cqc_columns():
    d = schemas("registers", "cqc-hsca-active-locations.columns.json")
    return (d["columns_leading_in_order"]
            + d["service_type_columns_relevant"]
            + d["service_user_band_columns"])


def gias_columns():
    d = schemas("registers", "gias-edubasealldata.columns.json")
    return d["columns"] + d["personal_columns_not_listed"]


def care_columns():
    return schemas("registers", "ofsted-mi.columns.json")[
        "childrens_social_care_provider_level"]["columns_seen"]


def state_columns():
    columns = schemas("registers", "ofsted-mi.columns.json")[
        "state_funded_schools_mi"]["columns"]
    graded = columns[columns.index("Safeguarding standards"):-1]
    return columns + [f"{c} - date of grade" for c in graded] + [
        "Latest OEIF publication date"]


def cqc_id():
    return f"1-{next(numbers):09}"


def care_id():
    return f"SC{next(numbers) % 10 ** 6:06}"


def urn():
    return f"{100000 + next(numbers) % 800000}"


# What each kind of file has to have, of a place about which nothing is odd.
CQC = {"Location HSCA start date": "01/10/2010", "Dormant (Y/N)": "N",
       "Care home?": "Y", "Location Name": "Example House",
       "Care homes beds": "42", "Location Type/Sector": "Social Care Org",
       "Location Latest Overall Rating": "Good",
       "Publication Date": "31/10/2019", "Inherited Rating (Y/N)": "N",
       "Location Local Authority": "Devon",
       "Location Street Address": "1 Example Road",
       "Location City": "Exeter", "Location Postal Code": "EX2 1AA",
       "Provider ID": "1-100000900", "Provider Name": "Example Care Ltd",
       "Provider Ownership Type": "Organisation",
       "Service type - Supported living service": "Y"}
CARE = {"Provision type": "Children's home", "Registration date": "01/04/2015",
        "Registration status": "Active", "Name": "REDACTED",
        "Address 1": "REDACTED", "Town": "REDACTED", "Postcode": "REDACTED",
        "Local authority": "Devon", "Sector": "Private", "Places": "4",
        "Organisation which owns the provider": "Example Care Ltd",
        "Inspection date": "01/06/2026", "Publication date": "01/07/2026",
        "Overall experiences and progress of children and young people":
            "Good"}
GIAS = {"EstablishmentName": "Example School", "LA (name)": "Devon",
        "TypeOfEstablishment (name)": "Other independent special school",
        "EstablishmentStatus (name)": "Open", "OpenDate": "01-09-2001",
        "Street": "2 Example Road", "Town": "Exeter", "Postcode": "EX2 1AB",
        "SchoolCapacity": "60", "Section41Approved (name)": "Approved",
        "StatutoryLowAge": "11", "StatutoryHighAge": "18"}
STATE = {"School name": "Example School", "Local authority": "Devon",
         "Type of education": "Academy Special Converter",
         "Ofsted phase": "Special", "Publication date": "01/07/2026"}


def table(columns, rows):
    """[[text]] of rows that are {column: text}; the header first."""
    return [columns] + [[str(row.get(c, "")) for c in columns]
                        for row in rows]


def as_csv(lines, encoding="cp1252"):
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode(encoding)


HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
><office:body><office:spreadsheet>"""
FOOT = "</office:spreadsheet></office:body></office:document-content>"


def cell(text):
    if text == "":
        return "<table:table-cell/>"
    if len(text) == 10 and text[2] == text[5] == "/":
        iso = f"{text[6:]}-{text[3:5]}-{text[:2]}"
        return ('<table:table-cell office:value-type="date"'
                f' office:date-value="{iso}"><text:p>{text}</text:p>'
                '</table:table-cell>')
    return ('<table:table-cell office:value-type="string">'
            f'<text:p>{escape(text)}</text:p></table:table-cell>')


def xml_row(line):
    return ("<table:table-row>" + "".join(map(cell, line))
            + '<table:table-cell table:number-columns-repeated="16000"/>'
            "</table:table-row>")


def as_xml(lines, sheet="HSCA_Active_Locations"):
    """Pieces of content.xml: a sheet of notes, then the table."""
    yield HEAD
    yield ('<table:table table:name="README">'
           + xml_row(["Notes", "Location ID is ours"])
           + '<table:table-row table:number-rows-repeated="1048000">'
           '<table:table-cell/></table:table-row></table:table>')
    yield f'<table:table table:name="{sheet}">'
    yield xml_row(["Made by nobody"])
    for line in lines:
        yield xml_row(line)
    yield "</table:table>" + FOOT


def write_ods(path, pieces, name="content.xml"):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, \
            archive.open(name, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece.encode())
    return path


class Registers:
    """Writes files into a folder, and imports them."""

    def __init__(self, world, folder):
        self.world, self.folder = world, folder
        self.sql = world.clock.sql

    def write(self, content, name):
        path = self.folder / name
        if isinstance(content, bytes):
            path.write_bytes(content)
            return path
        return write_ods(path, content)

    def run(self, *words):
        return subprocess.run(
            [self.world.stack.demo["fairlot"], "import", *map(str, words)],
            text=True, capture_output=True, check=False,
            env=os.environ | {"FAIRLOT_HOME": str(self.world.stack.home)})

    def load(self, register, content, name, *options):
        """What it said, having gone well."""
        path = self.write(content, name)
        done = self.run(register, path, *options, "--shrunk")
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refuses(self, register, content, name, *options):
        done = self.run(register, self.write(content, name), *options)
        assert done.returncode == 1, done
        return done.stderr

    def forget(self):
        """As if nothing had been read yet."""
        self.sql("DELETE FROM register_location")
        self.sql("DELETE FROM register_import")

    def place(self, regulator, id_):
        """The one that the API shows to a lead officer; None if there is
        none."""
        found = self.world.lead.read(
            "/v1/registers/locations",
            params={"regulator": regulator, "id": id_})["items"]
        assert len(found) <= 1, found
        return found[0] if found else None
