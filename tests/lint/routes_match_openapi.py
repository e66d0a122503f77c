"""routes_match_openapi.py SOURCE BUILD

The table in api/routes.c and openapi/ name the same operations, with the same
roles and the same marks. Both are written by hand, so each checks the other.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import re
import sys

ROW = re.compile(
    r'\{\s*(GET|POST|PUT|PATCH|DELETE)\s*,\s*"([^"]+)"\s*,'  # method, path
    r'\s*([A-Z_][\w\s|()]*?)\s*,'                            # who
    r'\s*(KIND_\w+)\s*,\s*(\w+)\s*,\s*(LOCK_\w+)\s*,'        # kind, stmt, lock
    r'\s*([\w\s|()]+?)\s*,\s*(\w+)\s*,\s*"(\w+)"\s*,?\s*\}')  # flags, handler
DEFINE = re.compile(r"^#define[ \t]+([A-Z_]+)[ \t]+((?:.*\\\n)*.*)$", re.M)
ROLES = ("public", "lead", "council", "provider", "auditor", "portal")
MARKS = {"ROUTE_CREATES": "x-creates",
         "ROUTE_NO_MATCH": "x-no-precondition",
         "ROUTE_MAY_MATCH": "x-optional-precondition",
         "ROUTE_NEEDS_KEY": "x-requires-idempotency-key",
         "ROUTE_NO_KEY": "x-no-idempotency",
         "ROUTE_CACHEABLE": "x-cacheable"}


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)


def words(expression, defines):
    """The plain names in an expression, short forms written out."""
    found = set()
    for name in re.findall(r"[A-Z_][A-Z_0-9]*", expression):
        meaning = defines.get(name, "")
        if "|" in meaning or meaning in defines:
            found |= words(meaning, defines)
        else:
            found.add(name)
    return found


def routes(source):
    """operationId -> what api/routes.c says of it."""
    text = read(source, "api", "routes.c")
    defines = dict(DEFINE.findall(read(source, "api", "route.h") + text))
    rows = {}
    for method, path, who, kind, _, _, flags, handler, operation in \
            ROW.findall(text):
        flags = words(flags, defines)
        rows[operation] = {
            "at": f"{method} {path}",
            "roles": [r for r in ROLES if r.upper() in words(who, defines)],
            "marks": sorted(MARKS[f] for f in flags if f in MARKS),
            "form": "ROUTE_FORM" in flags, "raw": "ROUTE_RAW" in flags,
            "after": "ROUTE_AFTER" in flags,
            "logged": "ROUTE_LOGS_READ" in flags,
            "list": kind == "KIND_LIST",
            "handler": handler}
    table = text[text.index("routes[]"):]
    if len(re.findall(r'"\w+"\s*,?\s*\}', table)) != len(rows):
        raise SystemExit("api/routes.c: a row is not read; or an operationId "
                         "stands there twice")
    return rows


def media(body):
    return list((body or {}).get("content", {}))


def is_list(document, op):
    answer = op["responses"].get("200", {})
    schema = answer.get("content", {}).get("application/json", {}).get(
        "schema", {})
    if "$ref" in schema:
        schema = document["components"]["schemas"][
            schema["$ref"].split("/")[-1]]
    return {"items", "next"} <= set(schema.get("properties", {}))


def promises(build):
    """operationId -> what openapi/ says of it."""
    with open(os.path.join(build, "gen", "openapi.json"),
              encoding="utf-8") as file:
        document = json.load(file)
    rows = {}
    for path, item in document["paths"].items():
        for method in ("get", "post", "put", "patch", "delete"):
            op = item.get(method)
            if not op:
                continue
            answer = op["responses"].get("200")
            rows[op["operationId"]] = {
                "at": f"{method.upper()} {path}",
                "roles": op["x-roles"],
                "marks": sorted(m for m in MARKS.values() if op.get(m)),
                "form": media(op.get("requestBody")) == [
                    "application/x-www-form-urlencoded"],
                "raw": bool(media(answer)) and
                "application/json" not in media(answer),
                "after": "after" in [p.get("name") for p in op["parameters"]],
                "logged": "#/components/parameters/Purpose" in [
                    p.get("$ref") for p in op["parameters"]],
                "list": is_list(document, op)}
    return rows


def unlogged(source, code):
    """Operations whose reads are to be written down, and no statement does."""
    folder = os.path.join(source, "db", "sql", "audit")
    logs = "".join(read(folder, name) for name in os.listdir(folder)
                   if name.startswith("read_log_"))
    return [name for name, row in code.items()
            if row["logged"] and f"'{name}'" not in logs]


def main():
    source, build = sys.argv[1:3]
    code, promised = routes(source), promises(build)
    faults = [f"{name}: no db/sql/audit/read_log_*.sql writes it down"
              for name in unlogged(source, code)]
    for name in sorted(set(code) | set(promised)):
        if name not in code:
            faults.append(f"{name}: promised, but not in api/routes.c")
        elif name not in promised:
            faults.append(f"{name}: in api/routes.c, but not promised")
        else:
            for key, value in promised[name].items():
                # A list that a handler makes is not of KIND_LIST.
                if key == "list" and not code[name][key] and \
                        code[name]["handler"] != "NULL":
                    continue
                if code[name][key] != value:
                    faults.append(f"{name}: {key}: api/routes.c says "
                                  f"{code[name][key]}, openapi/ {value}")
    print("\n".join(faults) or f"{len(code)} routes")
    return 1 if faults or not code else 0


if __name__ == "__main__":
    sys.exit(main())
