"""mutations.py - requests that are wrong in exactly one way.

From the valid example of an operation and its schema, every way to spoil one
place of the body; from its parameters, every way to spoil one of them. What
the schema still accepts after the change is no mutation and is left out:
jsonschema is the judge, not the server.

SPDX-License-Identifier: Apache-2.0
"""
import copy
import dataclasses
import json
import urllib.parse

RAW = "@@raw@@"  # stands where text is put that json.dumps would not write
ELSEWHERE = "11111111-1111-4111-8111-111111111111"
UNKNOWN_MEMBERS = ("surprise", "tenant_id", "organisation_id_", "is_admin",
                   "__proto__", "constructor", "x\u00e9", "a/b~c", "a b")
WRONG_TYPES = (None, True, 17, 1.5, "text", [], {}, [{}], {"a": 1})
# As a program might send a whole number; the schema says which are wrong.
INTEGERS = (-1, 2**31, 2**32 + 1, 2**53 + 1, 2**63 - 1, -2**31 - 1, 10**15,
            1.5)
# Text in place of a number that no JSON number of ours may look like. 422:
# JSON, but not what the schema asks; 400: not JSON at all.
NUMBER_TEXTS = {"1e2": (422,), "12.0": (422,), "1E400": (400,), "-0.0": (422,),
                str(2**63): (400,), str(10**40): (400,), "012": (400,),
                "+1": (400,), "0x10": (400,), "NaN": (400,),
                "Infinity": (400,), ".5": (400,), "5.": (400,),
                "\uff11\uff12": (400,)}
STRINGS = ("", " ", "\t", "a\u0007b", "a\u202eb", "a\u2066b", "a\u007fb",
           "a\u0085b", "a\r\nb", "a\nb", "\u200b", "x" * 100_000)
STRING_TEXTS = {'"a\\u0000b"': (400,), '"\\ud800"': (400,),
                '"\\udc00\\ud800"': (400,), '"a\x00b"': (400,),
                '"a\x07b"': (400,), '"\\x41"': (400,), "'a'": (400,),
                '"open': (400,)}
FORMATS = {
    "uuid": ("not-a-uuid", ELSEWHERE.upper().replace("1", "A"),
             "{" + ELSEWHERE + "}", ELSEWHERE.replace("-", ""),
             ELSEWHERE + "0", ELSEWHERE[:-1], " " + ELSEWHERE),
    "date": ("2026-02-30", "2026-13-01", "26-01-01", "2026-1-1", "tomorrow",
             "2026-01-01T00:00:00Z", "0000-00-00", "2026/01/01"),
    "date-time": ("2026-11-24T12:00:00", "2026-11-24T12:00:00+00:00",
                  "2026-11-24t12:00:00z", "2026-11-24T24:00:00Z",
                  "2026-11-24T23:59:60Z", "2026-11-24", "2026-02-30T00:00:00Z",
                  "infinity", "2026-11-24T12:00:00.1234567Z", "now"),
    "email": ("nobody", "@example.org", "a@", "a@b", "a b@example.org",
              "a@example.org\n", "a..b@example.org", "a@-example.org"),
    "postcode": ("ZZZ", "12345", "BN1 1A", "BN1 11AA", "ABC1 1AA"),
    "uri": ("javascript:alert(1)", "//example.org", "http://", "file:///x",
            "https://exa mple.org"),
}
PATTERN_SPOILERS = ("{}!", " {}", "{}\n", "{}\u00e9", "{}'; --", "%{}")


@dataclasses.dataclass
class Case:
    """One wrong request body or parameter, and what it deserves."""
    label: str
    content: bytes = b""
    statuses: tuple = (422,)
    pointer: str = ""  # "#/..." where the one fault is; "" is not said
    within: bool = False  # or several, in that place


def dumps(value):
    return json.dumps(value, ensure_ascii=False)


def pointer_of(steps):
    """RFC 6901 in a URI fragment."""
    return "#" + "".join("/" + urllib.parse.quote(
        str(step).replace("~", "~0").replace("/", "~1"),
        safe="-._!$&'()*+,;=:@?~") for step in steps)


def replaced(document, steps, value):
    """A copy of document with another value in that place."""
    if not steps:
        return value
    changed = copy.deepcopy(document)
    place = changed
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = value
    return changed


class Mutations:
    """Those of one operation's JSON body."""

    def __init__(self, document, schema, example):
        self.document, self.schema, self.example = document, schema, example
        assert not self.faults(example), self.faults(example)

    def faults(self, value):
        return self.document.faults(self.schema, value)

    def __iter__(self):
        yield from self.of_place((), self.schema, self.example)

    # ---- one place

    def of_place(self, steps, schema, value):
        """Of the value that stands there, and of all within it."""
        schema = self.resolved(schema, value)
        if value is None:
            return
        yield from self.wrong_types(steps)
        yield from self.words(steps, schema)
        if isinstance(value, bool):
            return
        if isinstance(value, str):
            yield from self.of_string(steps, schema, value)
        elif isinstance(value, (int, float)):
            yield from self.of_number(steps, schema)
        elif isinstance(value, list):
            yield from self.of_array(steps, schema, value)
        elif isinstance(value, dict):
            yield from self.of_object(steps, schema, value)

    def resolved(self, schema, value):
        """Without references; of several, the one that value is meant by."""
        schema = self.document.resolve(schema)
        for one in schema.get("anyOf", ()):
            if not self.document.faults(one, value):
                return self.resolved(one, value)
        return schema

    def changed(self, label, steps, value, at=None, within=False):
        """The case, unless the schema accepts the value there."""
        body = replaced(self.example, steps, value)
        if not self.faults(body):
            return
        yield Case(f"{pointer_of(steps)}: {label}", dumps(body).encode(),
                   (422,), pointer_of(steps if at is None else at), within)

    def textual(self, label, steps, text, statuses):
        """The same with text that json.dumps would not write."""
        body = dumps(replaced(self.example, steps, RAW))
        yield Case(f"{pointer_of(steps)}: {label}",
                   body.replace(f'"{RAW}"', text).encode(), statuses)

    # ---- by type

    def wrong_types(self, steps):
        if not steps:
            return  # the whole body is another test's business
        for value in WRONG_TYPES:
            yield from self.changed(f"is {dumps(value)}", steps, value,
                                    within=isinstance(value, (list, dict)))

    def words(self, steps, schema):
        for word in schema.get("enum", ())[:1]:
            if isinstance(word, str):
                for other in (word.upper(), word + " ", "no_such_word",
                              word[:-1]):
                    yield from self.changed(f"is {other!r}", steps, other)

    def of_string(self, steps, schema, value):
        for text in STRINGS:
            yield from self.changed(f"is {text[:20]!r}", steps, text)
        for text in FORMATS.get(schema.get("format"), ()):
            yield from self.changed(f"is {text!r}", steps, text)
        if "pattern" in schema:
            for spoiler in PATTERN_SPOILERS:
                yield from self.changed("does not match", steps,
                                        spoiler.format(value))
        longest = schema.get("maxLength")
        if longest:
            yield from self.changed("is too long", steps,
                                    (value or "x") * (longest + 1))
            yield from self.changed("is one too long", steps,
                                    (value + "x" * longest)[:longest + 1])
        for text, statuses in STRING_TEXTS.items():
            yield from self.textual(f"is {text!r}", steps, text, statuses)

    def of_number(self, steps, schema):
        for value in INTEGERS:
            yield from self.changed(f"is {value}", steps, value)
        for name, step in (("minimum", -1), ("maximum", 1),
                           ("exclusiveMaximum", 0)):
            if name in schema:
                yield from self.changed(f"is past its {name}", steps,
                                        schema[name] + step)
        if "multipleOf" in schema:
            yield from self.changed("has too many decimals", steps, 1.23456)
        whole = schema.get("type") in ("integer", ["integer", "null"])
        for text, statuses in NUMBER_TEXTS.items():
            if whole or 422 not in statuses:
                yield from self.textual(f"is {text}", steps, text, statuses)

    def of_array(self, steps, schema, value):
        if schema.get("minItems"):
            yield from self.changed("is empty", steps, [])
        longest = schema.get("maxItems")
        if value and longest and longest < 2000:
            many = (value * (longest + 1))[:longest + 1]
            if schema.get("uniqueItems"):
                many = [f"x{i}" for i in range(longest + 1)]
            yield from self.changed("has too many items", steps, many)
        if value and schema.get("uniqueItems"):
            yield from self.changed("has an item twice", steps,
                                    [value[0], value[0]], (*steps, 1))
        if value:
            yield from self.of_place((*steps, 0), schema["items"], value[0])

    def of_object(self, steps, schema, value):
        properties = schema.get("properties", {})
        yield from self.missing(steps, value)
        for name in UNKNOWN_MEMBERS:
            yield from self.changed(f"has a member {name!r}", steps,
                                    value | {name: "x"}, (*steps, name))
        for name in ("", "a\u202eb", "x" * 200):
            if name not in properties and not schema.get(
                    "additionalProperties"):
                yield from self.changed(f"has a member {name[:20]!r}", steps,
                                        value | {name: 1})
        yield from self.twice(steps, value)
        yield from self.of_map(steps, schema, value)
        for name, member in value.items():
            inner = properties.get(name) or schema["additionalProperties"]
            yield from self.of_place((*steps, name), inner, member)

    def missing(self, steps, value):
        for name in value:
            rest = {k: v for k, v in value.items() if k != name}
            yield from self.changed(f"has no {name}", steps, rest,
                                    (*steps, name))

    def of_map(self, steps, schema, value):
        """Objects whose names are the client's."""
        if not isinstance(schema.get("additionalProperties"), dict):
            return
        some = next(iter(value.values()), None)
        if schema.get("minProperties"):
            yield from self.changed("is empty", steps, {})
        most = schema.get("maxProperties")
        if most and most < 2000:
            yield from self.changed("has too many members", steps,
                                    {f"m{i}": some for i in range(most + 1)})

    def twice(self, steps, value):
        """A member name twice, plainly and in disguise."""
        for name in list(value)[:3]:
            disguised = "\\u%04x" % ord(name[0]) + name[1:]
            for label, spelled in (("twice", name), ("in disguise",
                                                     disguised)):
                body = dumps(replaced(self.example, steps,
                                      value | {RAW: RAW}))
                text = body.replace(f'"{RAW}": "{RAW}"',
                                    f'"{spelled}": {dumps(value[name])}')
                yield Case(f"{pointer_of(steps)}: has {name} {label}",
                           text.encode(), (400,))


def whole_bodies(example):
    """A JSON body spoiled as a whole: nothing of it can be read."""
    good = dumps(example)
    deep = '{"a":' + "[" * 40 + "]" * 40 + "}"
    bodies = {
        "is empty": b"",
        "is blank": b"  \n ",
        "is an array": f"[{good}]".encode(),
        "is an empty array": b"[]",
        "is a string": b'"text"',
        "is a number": b"1",
        "is null": b"null",
        "is true": b"true",
        "has something behind it": f"{good} x".encode(),
        "is there twice": f"{good}{good}".encode(),
        "begins with a byte order mark": b"\xef\xbb\xbf" + good.encode(),
        "is UTF-16": good.encode("utf-16"),
        "is UTF-32": good.encode("utf-32-le"),
        "ends too early": good[:-1].encode(),
        "is only a brace": b"{",
        "has a comment": f"/* */{good}".encode(),
        "has a comma too many": f"{good[:-1]},}}".encode(),
        "has single quotes": b"{'a': 1}",
        "has bare names": b"{a: 1}",
        "has a NUL behind it": good.encode() + b"\x00",
        "is not UTF-8": b'{"name": "\xff\xfe"}',
        "is overlong UTF-8": b'{"name": "\xc0\xaf"}',
        "holds a surrogate in UTF-8": b'{"name": "\xed\xa0\x80"}',
        "nests too deep": deep.encode(),
        "nests far too deep": b"[" * 100_000,
        "nests objects far too deep": b'{"a":' * 20_000,
        "has too many members": b'{"a":[' + b"{}," * 20_001 + b"{}]}",
        "is a bomb of brackets": b"{" + b"[]" * 60_000 + b"}",
    }
    for label, content in bodies.items():
        yield Case(f"the body {label}", content, (400,))


def content_types():
    """(label, header values, statuses) of a JSON body that says it is
    something else."""
    yield "without a type", (), (415,)
    for wrong in ("text/plain", "application/x-www-form-urlencoded",
                  "multipart/form-data; boundary=x", "application/jsonx",
                  "application/json; charset=utf-16",
                  "application/json; charset=iso-8859-1",
                  "application/json; charset=utf-8; x=y", "json",
                  "application/json, text/plain", "text/json", "*/*",
                  "application/xml", "application/problem+json",
                  "application/json;charset=\"utf-16\""):
        yield f"as {wrong}", (("Content-Type", wrong),), (415,)
    for wrong in ("gzip", "deflate", "br", "x", "identity, gzip"):
        yield (f"encoded as {wrong}",
               (("Content-Type", "application/json"),
                ("Content-Encoding", wrong)), (415,))
    yield ("with two types", (("Content-Type", "application/json"),
                              ("Content-Type", "application/json")), (400,))


# Anything in a query that the schema of its parameter does not accept.
QUERY_VALUES = ("0", "-1", "101", "1e2", "12.0", "+5", "007", "abc",
                "2147483648", "4294967297", "9007199254740993",
                "9223372036854775808", "1" * 40, "null", "true", "[]",
                "' OR '1'='1", "1; DROP TABLE referral; --", "$1", "\\", "%",
                "_", "''", "\"", "/*", "SELECT 1", "..", "\u202e", "x" * 500,
                "\u00e9", "ACTIVE", ELSEWHERE.upper().replace("1", "A"),
                ELSEWHERE[:-1], "2026-02-30", "infinity", "-infinity", "now")
# Written so that no text can be read from it: 400.
QUERY_TEXTS = ("%00", "%0a", "%ff", "%c0%af", "%", "%2", "%zz", "%ed%a0%80",
               "%7f", "a%00b", "%0d%0aX:y")


def query_cases(document, parameters):
    """(label, query string, statuses, parameter) of one list's query."""
    yield "an unknown one", "no_such_parameter=1", (422,), "no_such_parameter"
    yield "one in capitals", "LIMIT=1", (422,), "LIMIT"
    yield "one of another's", "tenant_id=1", (422,), "tenant_id"
    yield "a name without text", "=1", (400,), None
    yield "too many", "&".join(f"a{i}=1" for i in range(40)), (400,), None
    yield "a long one", "q" * 3000 + "=1", (422,), None
    yield "too long", "a=" + "x" * 5000, (414,), None
    for text in QUERY_TEXTS:
        yield f"name {text}", f"{text}=1", (400,), None
        yield f"value {text}", f"a={text}", (400,), None
    for parameter in parameters:
        name = parameter["name"]
        schema = document.resolve(parameter["schema"])
        yield f"{name} twice", f"{name}=1&{name}=1", (400, 422), None
        yield (f"{name} twice, once in disguise",
               f"{name}=1&%{ord(name[0]):02x}{name[1:]}=1", (400, 422), None)
        for value in QUERY_VALUES:
            if not accepts(document, schema, value):
                yield (f"{name}={value[:30]!r}",
                       f"{name}={urllib.parse.quote(value)}", (422,), name)


def accepts(document, schema, value):
    """Whether text in a query may stand for what the schema wants."""
    types = schema.get("type", "string")
    if "integer" in types:
        return value.lstrip("-").isascii() and value.isdigit() and \
            str(int(value)) == value and \
            not document.faults(schema, int(value))
    if "boolean" in types:
        return value in ("true", "false")
    return not document.faults(schema, value)


def completed(document, schema, example):
    """The example with every optional member that it lacks, as far as the
    schema accepts what we make up for it."""
    schema = document.resolve(schema)
    if not isinstance(example, dict):
        return example
    full = dict(example)
    for name, inner in schema.get("properties", {}).items():
        if name in full:
            full[name] = completed_value(document, inner, full[name])
            continue
        full[name] = made_up(document, inner)
        if document.faults(schema, full):
            del full[name]
    return full


def completed_value(document, schema, value):
    """The same for what stands within."""
    schema = document.resolve(schema)
    if isinstance(value, dict) and "properties" in schema:
        return completed(document, schema, value)
    if isinstance(value, list) and value and "items" in schema:
        return [completed_value(document, schema["items"], item)
                for item in value]
    return value


MADE_UP = {"uuid": ELSEWHERE, "date": "2026-12-01", "email": "a@example.org",
           "date-time": "2026-12-01T12:00:00Z", "postcode": "BN1 1AA",
           "uri": "https://example.org/"}


def made_up(document, schema):
    """Some value that the schema accepts."""
    schema = document.resolve(schema)
    if "anyOf" in schema:
        return made_up(document, schema["anyOf"][0])
    for name in ("example", "const"):
        if name in schema:
            return schema[name]
    if "enum" in schema:
        return schema["enum"][0]
    types = schema.get("type", "string")
    kind = types if isinstance(types, str) else types[0]
    return MAKERS[kind](document, schema)


def made_up_object(document, schema):
    return {name: made_up(document, inner)
            for name, inner in schema.get("properties", {}).items()}


MAKERS = {
    "null": lambda _document, _schema: None,
    "boolean": lambda _document, _schema: True,
    "integer": lambda _document, schema: schema.get("minimum", 1),
    "number": lambda _document, schema: schema.get("minimum", 1),
    "string": lambda _document, schema: MADE_UP.get(
        schema.get("format"), "x" * max(1, schema.get("minLength", 1))),
    "array": lambda document, schema: [made_up(document, schema["items"])],
    "object": made_up_object,
}
