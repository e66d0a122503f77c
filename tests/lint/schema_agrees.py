"""schema_agrees.py SOURCE BUILD

The tables in the program and the contract judge alike. Every example of a
request body is changed in one place in every way that comes to mind; what
api/schema.c says of it, over the generated tables, has to be what jsonschema
says over openapi.json.

SPDX-License-Identifier: Apache-2.0
"""
import copy
import json
import os
import subprocess
import sys

sys.dont_write_bytecode = True
SOURCE, BUILD = sys.argv[1:3]
sys.path.insert(0, os.path.join(SOURCE, "tests", "contract"))
# pylint: disable=wrong-import-position
from openapi_validator import Document  # noqa: E402

ANYTHING = (None, True, False, 0, 1, -1, 7.5, 0.001, 10 ** 12, "", " ", "x",
            "a\nb", "a\u202eb", "é" * 41, [], [1], {}, {"x": 1}, "2026-02-29",
            "2026-11-24T12:00:00Z", "8E03978E-40D5-43E8-BC93-6894A57F9324")


def changed(value):
    """The value in other ways, each wrong or right: that is the question."""
    yield from (v for v in ANYTHING if v != value)
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, (int, float)):
        yield from (value + 1, value - 1, value * 1000, float(value), -value)
    elif isinstance(value, str):
        yield from (value.upper(), value + " ", value + "\n", value + "x" * 20001,
                    value[:-1], "\t" + value)
    elif isinstance(value, list):
        yield from (value * 2, value * 300, value[:1], [None] + value)
    elif isinstance(value, dict):
        yield {**value, "nobody": 1}
        yield {**value, "A B": 1}
        for name in value:
            yield {k: v for k, v in value.items() if k != name}
        yield {f"k{i}": v for i in range(60) for v in value.values()}


def places(value, path=()):
    """Every path into the value; of a list, its first item."""
    yield path
    if isinstance(value, dict):
        for name in value:
            yield from places(value[name], (*path, name))
    elif isinstance(value, list) and value:
        yield from places(value[0], (*path, 0))


def mutants(example):
    """The example, and it with one place changed."""
    yield example
    for path in places(example):
        value = example
        for step in path:
            value = value[step]
        for other in changed(value):
            whole = copy.deepcopy(example)
            spot = whole
            for step in path[:-1]:
                spot = spot[step]
            if path:
                spot[path[-1]] = other
            else:
                whole = other
            if isinstance(whole, (dict, list)):
                yield whole


def bodies(document):
    """operationId, schema and example of each JSON body."""
    for _, _, _, op in document.operations():
        media = op.get("requestBody", {}).get("content", {})
        for kind, body in media.items():
            if kind == "application/json":
                yield op["operationId"], body["schema"], body["example"]


def main():
    document = Document(os.path.join(BUILD, "gen", "openapi.json"))
    lines, expected = [], []
    for name, schema, example in bodies(document):
        checker = document.checker(schema)
        for mutant in mutants(example):
            lines.append(f"{name} {json.dumps(mutant)}\n")
            expected.append("1" if checker.is_valid(mutant) else "0")
    answers = subprocess.run(
        [os.path.join(BUILD, "api_test_schema"), "--answer"], text=True,
        input="".join(lines), stdout=subprocess.PIPE, check=True
    ).stdout.split()
    assert len(answers) == len(expected)
    faults = [f"{line[:300].strip()}: the program says {answer}"
              for line, answer, right in zip(lines, answers, expected)
              if answer != right]
    print("\n".join(faults[:50]) or
          f"{len(lines)} bodies, {expected.count('1')} of them welcome")
    return 1 if faults or "1" not in expected or "0" not in expected else 0


if __name__ == "__main__":
    sys.exit(main())
