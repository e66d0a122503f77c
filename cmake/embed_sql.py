#!/usr/bin/env python3
"""Turns db/sql and db/migrations into C tables.

SPDX-License-Identifier: Apache-2.0

Every statement describes its parameters in the comment it opens with:

    -- The referral of the path, for those who may see it.
    -- role: public staff
    -- $1 path.referral_id uuid
    -- $2 query.state text (or NULL: any)
    -- returns body text

A parameter that is not described, or described twice, or comes from a place
nobody knows, stops the build here and not a request later.
"""
import argparse
import hashlib
import pathlib
import re
import sys

ROLES = {"staff": "DB_STAFF", "public": "DB_PUBLIC", "owner": "DB_OWNER",
         "keeper": "DB_KEEPER", "jobs": "DB_JOBS", "webhooks": "DB_WEBHOOKS",
         "registers": "DB_REGISTERS", "documents": "DB_DOCUMENTS"}
NAMED = {"arg": "BIND_ARG", "path": "BIND_PATH", "query": "BIND_QUERY",
         "body": "BIND_BODY", "caller": "BIND_CALLER",
         "setting": "BIND_SETTING"}
ALONE = {"body": "BIND_BODY", "cursor": "BIND_CURSOR", "limit": "BIND_LIMIT"}
CALLER = {"organisation", "user", "client", "role", "session", "name", "told",
          "topics"}

TYPE = (r"(?:timestamp with time zone|double precision|[a-z_][a-z0-9_]*)"
        r"(?:\[\])?")
# PostgreSQL's numbers for its own types never change. The server is told them,
# so that a parameter is what its comment says and not what it seems to be.
OIDS = {"boolean": 16, "bytea": 17, "bigint": 20, "int": 23, "integer": 23,
        "text": 25, "json": 114, "point": 600, "date": 1082,
        "timestamptz": 1184, "timestamp with time zone": 1184,
        "interval": 1186, "numeric": 1700, "uuid": 2950, "jsonb": 3802,
        "xid8": 5069, "int[]": 1007, "integer[]": 1007, "text[]": 1009,
        "bigint[]": 1016, "uuid[]": 2951}
PARAM = re.compile(rf"\$(\d+)\s+(\S+)\s+({TYPE})(?:\s*\(.*\))?")
NOTE = "/* Made by cmake/embed_sql.py from {}; do not edit. */\n"


class Fault(Exception):
    """Something the author of a .sql file has to put right."""


def header(text):
    """The comment lines at the top, without their dashes."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line[2:].strip())
    return lines


def bare(text):
    """The statement without comments and quoted text."""
    return re.sub(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"[^\"]*\"", " ", text,
                  flags=re.S)


def source(written):
    """path.referral_id -> (BIND_PATH, referral_id)"""
    if written in ALONE:
        return ALONE[written], None
    place, dot, name = written.partition(".")
    if not dot or place not in NAMED or not re.fullmatch(r"[a-z0-9_]+", name):
        raise Fault(f"unknown source '{written}': expected one of "
                    + ", ".join([f"{p}.x" for p in NAMED] + list(ALONE)))
    if place == "caller" and name not in CALLER:
        raise Fault(f"unknown source '{written}': a caller has "
                    + ", ".join(sorted(CALLER)))
    return NAMED[place], name


def described(lines):
    """{number: (from, name, type)} of the lines that begin with $n."""
    found = {}
    for line in lines:
        if not re.match(r"\$\d", line):
            continue
        for part in re.split(r",\s*(?=\$\d)", line):
            match = PARAM.fullmatch(part.strip())
            if not match:
                raise Fault(f"cannot read '{part}': expected "
                            "'$n source type', e.g. '$1 path.x_id uuid'")
            number = int(match[1])
            if match[3] not in OIDS:
                raise Fault(f"unknown type '{match[3]}': expected one of "
                            + ", ".join(sorted(OIDS)))
            if number in found:
                raise Fault(f"${number} is described twice")
            found[number] = (*source(match[2]), match[3])
    return found


def roles(lines):
    """The bits of the 'role:' line; staff when there is none."""
    names = [w for line in lines if line.startswith("role:")
             for w in line[len("role:"):].replace(",", " ").split()] \
        or ["staff"]
    for name in names:
        if name not in ROLES:
            raise Fault(f"unknown role '{name}': expected "
                        + ", ".join(ROLES))
    return " | ".join(ROLES[n] for n in sorted(set(names)))


def statement(path):
    text = path.read_text(encoding="utf-8")
    lines = header(text)
    params = described(lines)
    used = {int(n) for n in re.findall(r"\$(\d+)", bare(text))}
    for number in sorted(used - params.keys()):
        raise Fault(f"${number} is used but not described")
    for number in sorted(params.keys() - used):
        raise Fault(f"${number} is described but not used")
    if sorted(used) != list(range(1, len(used) + 1)):
        raise Fault("parameters must be numbered $1, $2, ... without a gap")
    return {"name": path.stem, "text": text, "roles": roles(lines),
            "params": [params[n] for n in sorted(params)]}


def c_string(text, indent="\t    "):
    """text as C string literals, one for each line."""
    def escape(line):
        out = line.replace("\\", "\\\\").replace('"', '\\"')
        return out.replace("\t", "\\t").replace("??", "?\\?")

    lines = text.split("\n")
    pieces = [f'"{escape(line)}\\n"' for line in lines[:-1]]
    if lines[-1] or not pieces:
        pieces.append(f'"{escape(lines[-1])}"')
    return ("\n" + indent).join(pieces)


def read_statements(folder):
    """All statements, sorted by name; every fault is told, not the first."""
    found, faults = {}, []
    for path in sorted(folder.rglob("*.sql")):
        try:
            if not re.fullmatch(r"[a-z][a-z0-9_]*", path.stem):
                raise Fault("name must be lower-case letters, digits and _")
            if path.stem in found:
                raise Fault("another statement has this name: "
                            f"{found[path.stem]['path']}")
            found[path.stem] = statement(path) | {"path": path}
        except Fault as fault:
            faults.append(f"{path}: {fault}")
    return [found[name] for name in sorted(found)], faults


def read_migrations(folder):
    """Sorted by version: 0000_schema_migration.sql is the first."""
    found, faults = {}, []
    for path in sorted(folder.glob("*.sql")):
        match = re.fullmatch(r"(\d{4})_([a-z][a-z0-9_]*)", path.stem)
        if not match:
            faults.append(f"{path}: name must be NNNN_what_it_does.sql")
        elif int(match[1]) in found:
            faults.append(f"{path}: another migration has this number")
        else:
            found[int(match[1])] = (match[2], path)
    return [(v, *found[v]) for v in sorted(found)], faults


def sql_h(statements):
    most = max([len(s["params"]) for s in statements] + [1])
    names = "".join(f"\tSTMT_{s['name'].upper()},\n" for s in statements)
    return (NOTE.format("db/sql") +
            "#ifndef DB_SQL_GEN_H\n#define DB_SQL_GEN_H\n\n"
            f"enum stmt {{\n{names}\tSTMT__MAX\n}};\n\n"
            "/* parameters of the statement that has most */\n"
            f"enum {{ STMT_PARAMS_MAX = {most} }};\n\n#endif\n")


def sql_c(statements):
    out = [NOTE.format("db/sql"), '#include "db/stmt.h"\n\n',
           "#include <stddef.h>\n"]
    for s in statements:
        if s["params"]:
            out.append(f"\nstatic const struct bind {s['name']}_binds[] = {{\n")
            for place, name, kind in s["params"]:
                quoted = f'"{name}"' if name else "NULL"
                out.append(f'\t{{ {place}, {quoted}, "{kind}" }},\n')
            out.append("};\n")
            oids = ", ".join(str(OIDS[kind]) for _, _, kind in s["params"])
            out.append(f"static const unsigned {s['name']}_types[] = {{\n"
                       f"\t{oids}\n}};\n")
    out.append("\nconst struct stmt_text stmts[STMT__MAX] = {\n")
    for s in statements:
        tables = f"{s['name']}_binds, {s['name']}_types"
        out.append(f"\t[STMT_{s['name'].upper()}] = {{ \"{s['name']}\", "
                   f"{s['roles']}, {len(s['params'])},\n"
                   f"\t    {tables if s['params'] else 'NULL, NULL'},\n"
                   f"\t    {c_string(s['text'])} }},\n")
    out.append("};\n")
    return "".join(out)


def migrations_c(migrations):
    out = [NOTE.format("db/migrations"), '#include "db/migrate.h"\n\n',
           "const struct migration migrations[] = {\n"]
    for version, name, path in migrations:
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        out.append(f'\t{{ {version}, "{name}",\n\t    "{digest}",\n'
                   f"\t    {c_string(data.decode('utf-8'))} }},\n")
    out.append("};\n\nconst size_t migrations_count =\n"
               "    sizeof(migrations) / sizeof(migrations[0]);\n")
    return "".join(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--sql", type=pathlib.Path, required=True)
    parser.add_argument("--migrations", type=pathlib.Path, required=True)
    args = parser.parse_args()

    statements, faults = read_statements(args.sql)
    migrations, more = read_migrations(args.migrations)
    if faults or more:
        sys.exit("\n".join(faults + more))

    args.out.mkdir(parents=True, exist_ok=True)
    for name, text in (("sql.gen.h", sql_h(statements)),
                       ("sql.gen.c", sql_c(statements)),
                       ("migrations.gen.c", migrations_c(migrations))):
        path = args.out / name
        # An unchanged header must not look new: everything includes it.
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
