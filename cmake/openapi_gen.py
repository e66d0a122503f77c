"""openapi_gen.py --out GENDIR OPENAPI_DIR

Bundles openapi/ into GENDIR/openapi.json and writes, in GENDIR/api/:

  openapi.gen.c     the bundle, as bytes, for GET /v1/openapi.json
  schema.gen.[hc]   the tables that api/schema.c checks requests with

The same input gives the same bytes. Ends with 1 and a list if anything in
openapi/ is wrong. Needs PyYAML and nothing else.

SPDX-License-Identifier: Apache-2.0
"""
import argparse
import json
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

# pylint: disable=wrong-import-position
from openapi_bundle import (Bundle, FORMATS, METHODS, Mistake,  # noqa: E402
                            types_of)

NOTE = "/* Made by cmake/openapi_gen.py from openapi/; do not edit. */\n"
DECIMALS = {1: 0, 0.1: 1, 0.01: 2, 0.001: 3, 0.0001: 4}
# Answers that the program itself reads: schema_of_ranking and so on.
READ_BACK = ("Ranking",)
LENGTHS = {"uuid": 36, "date": 10, "date-time": 27}


def quoted(text):
    """A C string of ASCII or, escaped, UTF-8."""
    out = []
    for byte in text.encode():
        if byte in (0x22, 0x5c):
            out.append("\\" + chr(byte))
        elif 0x20 <= byte < 0x7f:
            out.append(chr(byte))
        else:
            out.append(f"\\{byte:03o}")
    return '"' + "".join(out) + '"'


class Tables:
    """C tables of the schemas that requests reach, each content once."""

    def __init__(self, document):
        self.components = document["components"]
        self.rows = []      # C text, in the order of need
        self.names = {}     # C initializer -> C identifier
        self.patterns = []
        self.entered = []   # names of the references we are inside

    def wrong(self, where, what):
        raise Mistake(f"{where}: {what}")

    def named(self, prefix, kind, initializer):
        """The identifier of a static object with this initializer."""
        key = (kind, initializer)
        if key not in self.names:
            name = f"{prefix}{len(self.names)}"
            self.names[key] = name
            size = "[]" if kind.endswith("[]") else ""
            kind = kind[:-2] if size else kind
            self.rows.append(
                f"static {kind}{name}{size} = {initializer};\n")
        return self.names[key]

    def inside(self, schema, where):
        """The schema without its reference, and whether it may be null."""
        if "anyOf" in schema:
            parts = [p for p in schema["anyOf"] if p.get("type") != "null"]
            if len(parts) != 1 or len(schema["anyOf"]) != 2:
                self.wrong(where, "anyOf is for one schema or null")
            return self.inside(parts[0], where)[0], True
        if "$ref" in schema:
            name = schema["$ref"].split("/")[-1]
            return self.inside(self.components["schemas"][name], name)
        return schema, False

    def schema(self, schema, where):
        """The identifier of the C schema of a request's schema."""
        if "$ref" in schema:
            where = schema["$ref"].split("/")[-1]
        if where in self.entered:
            self.wrong(where, "a request's schema cannot contain itself")
        self.entered.append(where)
        schema, nullable = self.inside(schema, where)
        types = [t for t in types_of(schema) if t != "null"]
        if "oneOf" in schema or len(types) != 1:
            self.wrong(where, "a request's schema has one type (or null too)")
        fields = getattr(self, f"fields_{types[0]}")(schema, where)
        bits = f"SCHEMA_{types[0].upper()}"
        if nullable or "null" in types_of(schema):
            bits += " | SCHEMA_NULL"
        fields = [("types", bits)] + fields
        text = "{\n" + "".join(
            f"\t.{name} = {value},\n" for name, value in fields) + "}"
        self.entered.pop()
        return self.named("schema_", "const struct schema ", text)

    def limits(self, least, most, where, what):
        if most is None:
            self.wrong(where, f"{what} is missing (a request needs a limit)")
        if least > most:
            self.wrong(where, "the least is above the most")
        return [("least", least), ("most", most)]

    def fields_boolean(self, schema, _where):
        if "const" not in schema:
            return []
        return [("flags", "SCHEMA_TRUE" if schema["const"] else
                 "SCHEMA_FALSE")]

    def fields_integer(self, schema, where):
        if "const" in schema:
            schema = {"minimum": schema["const"], "maximum": schema["const"]}
        if "minimum" not in schema:
            self.wrong(where, "minimum is missing (a request needs a limit)")
        return self.limits(schema["minimum"], schema.get("maximum"), where,
                           "maximum")

    def fields_number(self, schema, where):
        decimals = DECIMALS.get(schema.get("multipleOf"))
        if decimals is None:
            self.wrong(where, "a request's number needs multipleOf: 0.01 or "
                       "another power of ten")
        if "minimum" not in schema:
            self.wrong(where, "minimum is missing (a request needs a limit)")
        unit = 10 ** decimals
        most = schema.get("maximum")
        if "exclusiveMaximum" in schema:
            most = schema["exclusiveMaximum"] - schema["multipleOf"]
        if most is not None:
            most = round(most * unit)
        return self.limits(round(schema["minimum"] * unit), most, where,
                           "maximum") + [("decimals", decimals)]

    def fields_string(self, schema, where):
        words = schema.get("enum") or (
            [schema["const"]] if "const" in schema else None)
        if words:
            words = [w for w in words if w is not None]
            table = self.named(
                "words_", "const char *const []",
                "{\n" + "".join(f"\t{quoted(w)},\n" for w in words) + "}")
            return [("words", table), ("words_count", len(words))]
        form = schema.get("format")
        fields = self.limits(
            schema.get("minLength", 0),
            schema.get("maxLength", LENGTHS.get(form)), where, "maxLength")
        if form:
            assert form in FORMATS
            fields.append(("format",
                           "FORMAT_" + form.upper().replace("-", "_")))
        if "pattern" in schema:
            if schema["pattern"] not in self.patterns:
                self.patterns.append(schema["pattern"])
            fields.append(
                ("pattern", 1 + self.patterns.index(schema["pattern"])))
            if "x-fault" in schema:
                fields.append(("fault", quoted(schema["x-fault"])))
        return fields

    def fields_array(self, schema, where):
        items = self.schema(schema["items"], f"{where}[]")
        fields = self.limits(schema.get("minItems", 0),
                             schema.get("maxItems"), where, "maxItems")
        if schema.get("uniqueItems"):
            fields.append(("flags", "SCHEMA_UNIQUE"))
        return fields + [("items", "&" + items)]

    def fields_object(self, schema, where):
        members = []
        required = schema.get("required", [])
        for name, member in schema.get("properties", {}).items():
            row = self.schema(member, f"{where}.{name}")
            members.append(f"\t{{ {quoted(name)}, &{row}, "
                           f"{'true' if name in required else 'false'} }},\n")
        others = schema["additionalProperties"]
        fields = self.limits(
            schema.get("minProperties", 0),
            schema.get("maxProperties") if others else len(members), where,
            "maxProperties")
        if members:
            table = self.named("members_", "const struct member []",
                               "{\n" + "".join(members) + "}")
            fields += [("members", table), ("members_count", len(members))]
        if others:
            row = self.schema(others, f"{where}.*")
            fields.append(("others", "&" + row))
        if "propertyNames" in schema:
            names = dict({"type": "string"}, **schema["propertyNames"])
            row = self.schema(names, f"{where} (names)")
            fields.append(("names", "&" + row))
        return fields

    def query(self, item, op, where):
        rows = []
        for parameter in item.get("parameters", []) + op["parameters"]:
            if "$ref" in parameter:
                name = parameter["$ref"].split("/")[-1]
                parameter = self.components["parameters"][name]
            if parameter["in"] != "query":
                continue
            place = f"{where} ?{parameter['name']}"
            kind = types_of(self.inside(parameter["schema"], place)[0])
            if kind not in (["string"], ["integer"], ["boolean"]):
                self.wrong(place, "a query parameter is one text, whole "
                           "number, or true/false")
            row = self.schema(parameter["schema"], place)
            needed = "true" if parameter.get("required") else "false"
            rows.append(f"\t{{ {quoted(parameter['name'])}, &{row}, "
                        f"{needed} }},\n")
        if not rows:
            return "NULL", 0
        return self.named("query_", "const struct query_param []",
                          "{\n" + "".join(rows) + "}"), len(rows)

    def operation(self, item, op):
        where = op["operationId"]
        body, needed = "NULL", "false"
        if "requestBody" in op:
            media = list(op["requestBody"]["content"].values())
            if len(media) != 1:
                self.wrong(where, "a request has one media type")
            body = "&" + self.schema(media[0]["schema"], f"{where} body")
            needed = "true" if op["requestBody"].get("required") else "false"
        query, count = self.query(item, op, where)
        return (f"\t{{ {quoted(where)}, {body}, {needed}, {query}, "
                f"{count} }},\n")

    def c_files(self, document):
        """schema.gen.h and schema.gen.c"""
        rows = {}
        for item in document["paths"].values():
            for method in METHODS:
                if method in item:
                    row = self.operation(item, item[method])
                    rows[item[method]["operationId"]] = row
        read_back = [(name.lower(), self.schema(
            self.components["schemas"][name], name)) for name in READ_BACK]
        count = len(self.patterns)
        header = (
            f"{NOTE}#ifndef API_SCHEMA_GEN_H\n#define API_SCHEMA_GEN_H\n\n"
            '#include "api/schema.h"\n\n'
            f"enum {{ SCHEMA_PATTERNS = {count} }};\n\n"
            "/* Sorted by operationId. */\n"
            "extern const struct operation_schema operation_schemas[];\n"
            "extern const size_t operation_schemas_count;\n"
            "/* POSIX extended; schema.pattern is 1 + an index in here. */\n"
            "extern const char *const schema_patterns[];\n\n"
            "/* Of answers that we read back. */\n" + "".join(
                f"extern const struct schema *const schema_of_{name};\n"
                for name, _ in read_back) + "\n#endif\n")
        patterns = "".join(f"\t{quoted(p)},\n" for p in self.patterns)
        source = (
            NOTE + '#include "api/schema.gen.h"\n\n' + "\n".join(self.rows) +
            "\nconst struct operation_schema operation_schemas[] = {\n" +
            "".join(rows[name] for name in sorted(rows)) + "};\n"
            f"const size_t operation_schemas_count = {len(rows)};\n\n"
            "const char *const schema_patterns[] = {\n" + patterns +
            "\tNULL,\n};\n\n" + "".join(
                f"const struct schema *const schema_of_{name} = &{row};\n"
                for name, row in read_back))
        return header, source


def c_bytes(text, problems):
    """openapi.gen.c: an array, because a literal of this length is not C."""
    data = text.encode("ascii")
    lines = [",".join(str(b) for b in data[i:i + 24])
             for i in range(0, len(data), 24)]
    return (f"{NOTE}#include \"api/openapi.h\"\n\n"
            "const char openapi_json[] = {\n" + ",\n".join(lines) + ",0\n};\n"
            f"const size_t openapi_json_len = {len(data)};\n\n"
            "const char *const problem_descriptions[][2] = {\n" + "".join(
                f"\t{{ {quoted(slug)},\n\t    {quoted(row['description'])} }},\n"
                for slug, row in problems.items()) +
            "\t{ NULL, NULL },\n};\n")


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True)
    parser.add_argument("openapi")
    args = parser.parse_args()
    try:
        bundle = Bundle(args.openapi)
        document = bundle.document()
        header, source = Tables(document).c_files(document)
    except Mistake as mistake:
        print(mistake, file=sys.stderr)
        return 1
    text = json.dumps(document, separators=(",", ":")) + "\n"
    write(os.path.join(args.out, "openapi.json"), text)
    write(os.path.join(args.out, "api", "openapi.gen.c"),
          c_bytes(text, bundle.problems))
    write(os.path.join(args.out, "api", "schema.gen.h"), header)
    write(os.path.join(args.out, "api", "schema.gen.c"), source)
    return 0


if __name__ == "__main__":
    sys.exit(main())
