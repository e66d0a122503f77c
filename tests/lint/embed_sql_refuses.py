#!/usr/bin/env python3
"""cmake/embed_sql.py refuses a statement that is not what its comment says.

SPDX-License-Identifier: Apache-2.0

usage: embed_sql_refuses.py SOURCE
"""
import pathlib
import subprocess
import sys
import tempfile

GOOD = "-- $1 path.a_id uuid (or NULL)\n-- $2 limit int\nSELECT $1, $2;\n"

# name of the file, its text, what the build has to say
BAD = [
    ("x.sql", "SELECT $1;\n", "$1 is used but not described"),
    ("x.sql", "-- $1 arg.a int\nSELECT 1;\n", "$1 is described but not used"),
    ("x.sql", "-- $1 arg.a int\n-- $1 arg.b int\nSELECT $1;\n",
     "$1 is described twice"),
    ("x.sql", "-- $1 header.a int\nSELECT $1;\n", "unknown source 'header.a'"),
    ("x.sql", "-- $1 caller.mood int\nSELECT $1;\n",
     "unknown source 'caller.mood'"),
    ("x.sql", "-- $1 arg.a\nSELECT $1;\n", "cannot read '$1 arg.a'"),
    ("x.sql", "-- $1 arg.a integr\nSELECT $1;\n", "unknown type 'integr'"),
    ("x.sql", "-- $2 arg.a int\nSELECT $2;\n", "without a gap"),
    ("x.sql", "-- role: king\nSELECT 1;\n", "unknown role 'king'"),
    ("X-1.sql", "SELECT 1;\n", "name must be lower-case"),
    ("more/good.sql", "SELECT 1;\n", "another statement has this name"),
    # A number in a comment or in quotes is no parameter.
    ("x.sql", "-- $1 arg.a int\nSELECT '$1' /* $1 */; -- $1\n",
     "$1 is described but not used"),
]


def embed(source, folder):
    return subprocess.run(
        [sys.executable, source / "cmake/embed_sql.py", "--out", folder / "gen",
         "--sql", folder / "sql", "--migrations", folder / "migrations"],
        capture_output=True, text=True, check=False)


def case(source, name, text):
    with tempfile.TemporaryDirectory() as there:
        folder = pathlib.Path(there)
        (folder / "migrations").mkdir()
        for file, content in (("good.sql", GOOD), (name, text)):
            path = folder / "sql" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return embed(source, folder)


def main():
    source = pathlib.Path(sys.argv[1])
    failed = []
    good = case(source, "good.sql", GOOD)
    if good.returncode:
        failed.append(f"refused a good one: {good.stderr}")
    for name, text, words in BAD:
        answer = case(source, name, text)
        if answer.returncode == 0 or words not in answer.stderr:
            failed.append(f"{text!r}: expected '{words}', got "
                          f"{answer.returncode} {answer.stderr!r}")
    sys.exit("\n".join(failed) or 0)


if __name__ == "__main__":
    main()
