"""Validates values against the schemas of openapi.json, for tests.

jsonschema does the work. Added are the formats of openapi/README.md (written
again here, apart from api/format.c, so that one can be wrong without the
other), decimals that are judged as decimals, and whole numbers that are
written as whole numbers: 12.0 is not one.

SPDX-License-Identifier: Apache-2.0
"""
import datetime
import json
import re
import unicodedata
from decimal import Decimal

import jsonschema

CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e"
                      "\u2066-\u2069]")
FORMATS = jsonschema.FormatChecker(formats=())


def format_check(name):
    def register(function):
        FORMATS.checks(name)(
            lambda value: not isinstance(value, str) or function(value))
        return function
    return register


def is_visible(text):
    """Empty, or with something to see."""
    return not text or any(
        unicodedata.category(c) not in ("Zs", "Zl", "Zp", "Cc", "Cf")
        for c in text)


@format_check("line")
def is_line(text):
    return not CONTROLS.search(text) and is_visible(text)


@format_check("prose")
def is_prose(text):
    return is_line(re.sub("[\n\t]", " ", text))


@format_check("uuid")
def is_uuid(text):
    return bool(re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                             text))


@format_check("date")
def is_date(text):
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        return datetime.date.fromisoformat(text).year >= 1900
    except ValueError:
        return False


@format_check("date-time")
def is_date_time(text):
    found = re.fullmatch("(.{10})T([0-9]{2}):([0-9]{2}):([0-9]{2})"
                         "([.][0-9]{1,6})?Z", text)
    return bool(found) and is_date(found[1]) and int(found[2]) < 24 and \
        int(found[3]) < 60 and int(found[4]) < 60


@format_check("email")
def is_email(text):
    local, at, domain = text.partition("@")
    return bool(at) and len(text) <= 254 and bool(
        re.fullmatch(r"(?!\.)(?!.*\.\.)[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}"
                     r"(?<!\.)", local)) and bool(
        re.fullmatch(r"((?!-)[A-Za-z0-9-]{1,63}(?<!-)\.)+"
                     r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)", domain))


@format_check("postcode")
def is_postcode(text):
    return bool(re.fullmatch("[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}",
                             text.replace(" ", "").upper()))


@format_check("uri")
def is_uri(text):
    return bool(re.fullmatch("https?://[A-Za-z0-9]"
                             r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*", text))


def multiple_of(_validator, step, value, _schema):
    if isinstance(value, (int, float)) and not isinstance(value, bool) and \
            Decimal(repr(value)) % Decimal(repr(step)) != 0:
        yield jsonschema.ValidationError(
            f"{value!r} is not a multiple of {step!r}")


def pattern(_validator, expression, value, _schema):
    """As ECMA has it: $ is the end, not the end or a last line feed."""
    if isinstance(value, str) and not re.search(
            re.sub(r"\$$", r"\\Z", expression), value):
        yield jsonschema.ValidationError(
            f"{value!r} does not match {expression!r}")


Validator = jsonschema.validators.extend(
    jsonschema.Draft202012Validator,
    {"multipleOf": multiple_of, "pattern": pattern},
    type_checker=jsonschema.Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _checker, value: isinstance(value, int) and
        not isinstance(value, bool)))


class Document:
    """One openapi.json."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.json = json.load(file)
        self.resolver = jsonschema.RefResolver("", self.json)

    def resolve(self, thing):
        while "$ref" in thing:
            thing = self.resolver.resolve(thing["$ref"])[1]
        return thing

    def operations(self):
        """(method, path, path item, operation) of each, in order."""
        for path, item in self.json["paths"].items():
            for method in ("get", "post", "put", "patch", "delete"):
                if method in item:
                    yield method, path, item, item[method]

    def checker(self, schema):
        """A jsonschema validator of the schema."""
        return Validator(schema, resolver=self.resolver,
                         format_checker=FORMATS)

    def faults(self, schema, value):
        """Sentences; none if the value is what the schema says."""
        return ["/".join(map(str, error.absolute_path)) + ": " + error.message
                for error in self.checker(schema).iter_errors(value)]
