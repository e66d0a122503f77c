"""enums_match_code.py SOURCE BUILD

Each closed list of words stands in core/vocab.c, as an enum of openapi/ with
x-vocabulary, and in db/migrations/ after a comment `-- vocabulary: name` (on
the line before, or at the end of the line). All three hold the same words; a
table that never stores some of them says `-- vocabulary: name but word word`.
Of a constraint that a later migration drops and adds again, the last counts.
A check with a list of words and no such comment is refused.

SPDX-License-Identifier: Apache-2.0
"""
import glob
import json
import os
import re
import sys

WORDS = re.compile(r"static const char \*const (\w+)_words\[[^]]*\] = \{"
                   r"(.*?)\};", re.S)
MARK = re.compile(r"^(.*?)--[ \t]*vocabulary:[ \t]*(\w+)"
                  r"(?:[ \t]+but((?:[ \t]+\w+)+))?[ \t]*$", re.M)
MARKED = re.compile(r"--[ \t]*vocabulary:")
NAMED = re.compile(r"CONSTRAINT\s+(\w+)\s+CHECK\b")
DROPPED = re.compile(r"DROP\s+CONSTRAINT\s+(\w+)")
CHECK = re.compile(r"CHECK\s*\(\s*\w+\s+IN\s*\(\s*'\w+'[^()]*\)\s*\)[^\n]*")
SQL_LIST = re.compile(r"[(\[]\s*('\w+'(?:\s*,\s*'\w+')*)\s*[)\]]")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def of_code(source):
    text = read(os.path.join(source, "core", "vocab.c"))
    return {name: re.findall(r'"(\w+)"', body)
            for name, body in WORDS.findall(text)}


def of_openapi(node, found):
    """Every (name, words) below node that is marked."""
    if isinstance(node, dict):
        if "x-vocabulary" in node and "enum" in node:
            found.append((node["x-vocabulary"], node["enum"]))
        for value in node.values():
            of_openapi(value, found)
    elif isinstance(node, list):
        for value in node:
            of_openapi(value, found)
    return found


def unmarked(name, text):
    """A fault for each list of words that says not which list it is."""
    for check in CHECK.finditer(text):
        line = text.count("\n", 0, check.start())
        before = text[:check.start()].split("\n")[line - 1]
        if not MARKED.search(check[0]) and not MARKED.search(before):
            yield f"{name}:{line + 1}: which vocabulary is this?"


def replaced_later(path, before, texts):
    """Whether a later migration drops the constraint that the text ends in."""
    named = NAMED.findall(before)
    return bool(named) and any(
        named[-1] in DROPPED.findall(text)
        for other, text in texts.items() if other > path)


def of_database(source, faults):
    """Every (file:line, name, words) that is marked."""
    found = []
    pattern = os.path.join(source, "db", "migrations", "*.sql")
    texts = {path: read(path) for path in sorted(glob.glob(pattern))}
    for path, text in texts.items():
        for mark in MARK.finditer(text):
            line = text.count("\n", 0, mark.start()) + 1
            where = f"{os.path.relpath(path, source)}:{line}"
            before, name, absent = mark.groups()
            # A mark on a line of its own may stand before its constraint.
            end = mark.end() if before.strip() else \
                text.find("\n", mark.end() + 1)
            if replaced_later(path, text[:end], texts):
                continue
            words = SQL_LIST.search(before) or SQL_LIST.search(
                text, mark.end())
            if not words:
                faults.append(f"{where}: no list of words follows")
                continue
            found.append((where, name, re.findall(r"\w+", words[1]) +
                          (absent or "").split()))
        faults += unmarked(os.path.relpath(path, source), text)
    return found


def main():
    source, build = sys.argv[1:3]
    faults = []
    code = of_code(source)
    document = json.loads(read(os.path.join(build, "gen", "openapi.json")))
    promised = of_openapi(document, [])
    stored = of_database(source, faults)
    for name, words in promised:
        if code.get(name) != words:
            faults.append(f"openapi/: {name} is {words}, in core/vocab.c "
                          f"{code.get(name)}")
    for name in sorted(set(code) - {name for name, _ in promised}):
        faults.append(f"openapi/: there is no x-vocabulary: {name}")
    for where, name, words in stored:
        if sorted(code.get(name, [])) != sorted(words):
            faults.append(f"{where}: {name} is {words}, in core/vocab.c "
                          f"{code.get(name)}")
    if not stored:
        faults.append("db/migrations/: no list is marked `-- vocabulary:`")
    print("\n".join(faults) or
          f"{len(code)} vocabularies, {len(stored)} of them stored")
    return 1 if faults or not code else 0


if __name__ == "__main__":
    sys.exit(main())
