"""lifecycles_agree.py SOURCE BUILD

docs/LIFECYCLES.md is what `fairlot lifecycles` prints. Each act of the tables
names an operation, but for those that nobody can do yet, which stand here. A
type of event stands in core/event.c and in openapi/, is written by something,
and nothing writes another one.

SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import re
import subprocess
import sys

# Acts that no operation does, "thing.act": the states are there, the way is
# not. Whoever builds the operation takes the act out.
WITHOUT_OPERATION = set()

BEGIN = "<!-- What follows is printed by `fairlot lifecycles`. -->\n\n"
WORD = r"[a-z][a-z_]*(?:\.[a-z_]+)+"
KIND = re.compile(r'^\t\{ "(' + WORD + r')",', re.M)
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \| [^|]+ \| [^|]+ \|"
                 r" ([^|]+) \| ([^|]+) \|$", re.M)
IN_C = re.compile(r'"(' + WORD + r')"')
IN_SQL = re.compile(r"'(" + WORD + r")'")
# Words of the same shape that are no events.
FILE = re.compile(r"\.(key|pub|json|xml|jsonl|seat|sock|conf|lock|pid|c|h|md|yaml|"
                  r"sql|org|test|uk|txt|csv|svg)$")
SETTING = re.compile(r"^(app|public|pg_catalog)\.")


def read(path):
    return path.read_text(encoding="utf-8")


def comments_out(text, pattern):
    return re.sub(pattern, "", text, flags=re.S | re.M)


def literals(root):
    """word -> a file that has it."""
    found = {}
    for folder in ("api", "jobs", "keeper", "cli", "envelope"):
        for path in sorted((root / folder).rglob("*.[ch]")):
            for word in IN_C.findall(comments_out(read(path), r"/\*.*?\*/")):
                found.setdefault(word, path.relative_to(root))
    for path in sorted((root / "db").rglob("*.sql")):
        for word in IN_SQL.findall(comments_out(read(path), r"--.*?$")):
            found.setdefault(word, path.relative_to(root))
    return found


def personal_places(root):
    text = read(root / "api/personal.c")
    return {f"{table}.{column}" for table, column in
            re.findall(r'"(\w+)\.(\w+)"', text)}


def tables(printed):
    """(thing, act, event, operation) for each row."""
    for part in printed.split("## ")[1:]:
        thing = part.split("\n", 1)[0]
        for act, _, event, operation in ROW.findall(part):
            if act not in ("Act", "---"):
                yield thing, act, event.strip("`"), operation.strip("`")


def check_acts(rows, faults):
    without = {f"{thing}.{act}" for thing, act, _, operation in rows
               if operation == "\u2013"}
    service = {f"{thing}.{act}" for thing, act, _, _ in rows
               if f"| {act} | the service |" in PRINTED}
    for name in sorted(without - service - WITHOUT_OPERATION):
        faults.append(f"{name}: names no operation")
    for name in sorted(WITHOUT_OPERATION - without):
        faults.append(f"{name}: take it out of WITHOUT_OPERATION")


def check_types(root, build, rows, faults):
    kinds = set(KIND.findall(read(root / "core/event.c")))
    document = json.loads(read(build / "gen/openapi.json"))
    promised = set(document["components"]["schemas"]["EventType"]
                   ["x-extensible-enum"])
    written = literals(root)
    begins = set(re.findall(r"Begins with `([a-z_.]+)`", PRINTED))
    used = set(written) | {event for _, _, event, _ in rows} | begins
    for name in sorted(kinds ^ promised):
        where = "openapi/" if name in kinds else "core/event.c"
        faults.append(f"{name}: is not in {where}")
    for name in sorted(kinds - used):
        faults.append(f"{name}: nothing writes it")
    others = personal_places(root)
    for word, path in sorted(written.items()):
        if word in kinds or word in others or FILE.search(word) or \
                SETTING.search(word):
            continue
        faults.append(f"{path}: {word} is no event of core/event.c")
    return len(kinds)


def main():
    root, build = (pathlib.Path(arg) for arg in sys.argv[1:3])
    faults = []
    document = read(root / "docs/LIFECYCLES.md")
    if document.partition(BEGIN)[2] != PRINTED:
        faults.append("docs/LIFECYCLES.md: put in what `fairlot lifecycles` "
                      "prints")
    rows = list(tables(PRINTED))
    check_acts(rows, faults)
    kinds = check_types(root, build, rows, faults)
    print("\n".join(faults) or f"{len(rows)} acts, {kinds} events")
    return 1 if faults or not rows or not kinds else 0


if __name__ == "__main__":
    PRINTED = subprocess.run(
        [pathlib.Path(sys.argv[2]) / "fairlot", "lifecycles"], check=True,
        capture_output=True, text=True).stdout
    sys.exit(main())
