"""sql.py - the service's own statements, for pgbench and for the peer.

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import re

SQL = pathlib.Path(__file__).resolve().parents[3] / "db" / "sql"


def text(path):
    """A file of db/sql as it is."""
    return (SQL / path).read_text()


def types(path):
    """The type of each parameter, as the comment says: {1: "uuid"}."""
    said = " ".join(re.findall(r"^-- (.*)$", text(path), re.M))
    return {int(n): kind for n, kind in
            re.findall(r"\$(\d+) \S+ ([a-z]+)", said)}


def line(path, values):
    """A file of db/sql as one line of pgbench.

    values: {number: expression of pgbench or SQL}, None for NULL. A variable
    of pgbench (":name") arrives as a parameter, as it does from the service.
    """
    kinds = types(path)

    def fill(match):
        value = values[int(match[1])]
        if value is None:
            return f"NULL::{kinds[int(match[1])]}"
        return f"({value})::{kinds[int(match[1])]}"

    bare = re.sub(r"--.*", "", text(path))
    return " ".join(re.sub(r"\$(\d+)(?:::[a-z]+)?", fill, bare).split())
