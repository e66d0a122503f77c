"""openapi_examples.py SOURCE BUILD

Every operation is described, every body has an example, every example is
valid, and every schema is used.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import sys

sys.dont_write_bytecode = True
SOURCE, BUILD = sys.argv[1:3]
sys.path.insert(0, os.path.join(SOURCE, "tests", "contract"))
# pylint: disable=wrong-import-position
from openapi_validator import Document, Validator  # noqa: E402

FAULTS = []
JSON_TYPES = ("application/json", "application/problem+json",
              "application/x-www-form-urlencoded")


def expect(truth, where, what):
    if not truth:
        FAULTS.append(f"{where}: {what}")


def check_examples(document, where, thing):
    """thing: a media type or a parameter. Returns the number of examples."""
    examples = [e["value"] for e in thing.get("examples", {}).values()]
    if "example" in thing:
        examples.append(thing["example"])
    for example in examples:
        for fault in document.faults(thing["schema"], example):
            expect(False, where, f"example: {fault}")
    return len(examples)


def check_operation(document, where, item, op):
    expect(op.get("x-roles"), where, "x-roles is missing")
    summary = op.get("summary", "")
    expect(0 < len(summary) <= 60, where, "summary: 1 to 60 characters")
    expect(not summary.endswith("."), where, "summary: no full stop")
    expect(len(op.get("description", "")) >= 20, where,
           "description: say what happens")
    expect(any(s.startswith("2") for s in op["responses"]), where,
           "no answer when all is well")
    bodies = {f"answer {status}": document.resolve(answer)
              for status, answer in op["responses"].items()}
    if "requestBody" in op:
        bodies["request"] = op["requestBody"]
    for name, body in bodies.items():
        expect("description" in body or name == "request", where,
               f"{name}: no description")
        for kind, media in body.get("content", {}).items():
            count = check_examples(document, f"{where} {name}", media)
            expect(count or kind not in JSON_TYPES or name[7:8] in "45" and
                   name != "request", where, f"{name}: no example")
    for parameter in item.get("parameters", []) + op["parameters"]:
        parameter = document.resolve(parameter)
        check_examples(document, f"{where} {parameter['name']}", parameter)
        expect("description" in parameter, where,
               f"{parameter['name']}: no description")


def check_used(document):
    text = json.dumps(document.json)
    for kind in ("schemas", "parameters", "responses", "headers"):
        for name in document.json["components"][kind]:
            expect(f'"#/components/{kind}/{name}"' in text, name,
                   "is not used anywhere")


def main():
    document = Document(os.path.join(BUILD, "gen", "openapi.json"))
    count = 0
    for method, path, item, op in document.operations():
        check_operation(document, f"{method.upper()} {path}", item, op)
        count += 1
    expect(count > 0, "openapi.json", "there are no operations")
    for name, schema in document.json["components"]["schemas"].items():
        Validator.check_schema(schema)
        if "example" in schema:
            for fault in document.faults(schema, schema["example"]):
                expect(False, name, f"example: {fault}")
    check_used(document)
    print("\n".join(FAULTS) or f"{count} operations")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
