"""invariants.py - is everything in the database as it must be?

Four parts: the statements of invariants.sql; what the schema promises (keys,
checks, uniqueness), asked again without trusting an index; digests and
signatures of receipts; and the audit log, by `fairlot audit verify`. A finding
is one line: the rule, and where it is broken.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import contextlib
import ctypes
import os
import pathlib
import subprocess

import psycopg2
from harness import audit

HERE = pathlib.Path(__file__).resolve().parent
SHOWN = 5  # findings of one rule


def rules():
    """(name, statement) of each in invariants.sql."""
    text = (HERE / "invariants.sql").read_text()
    for part in text.split("\n-- :: ")[1:]:
        name, _, statement = part.partition("\n")
        yield name.strip(), statement.strip().rstrip(";")


class Checker:
    """Looks through a cursor of a superuser, in its transaction."""

    def __init__(self, cursor, public_key):
        self.cursor, self.public_key = cursor, public_key
        self.sodium = ctypes.CDLL("libsodium.so.23")
        self.findings = []

    def found(self, rule, rows):
        rows = list(rows)
        self.findings += [f"{rule}: {row}" for row in rows[:SHOWN]]
        if len(rows) > SHOWN:
            self.findings.append(f"{rule}: {len(rows) - SHOWN} more")

    def check(self):
        """The findings; none is what one hopes for."""
        # A row is what the table says, not what an index says.
        self.cursor.execute("SET LOCAL enable_indexonlyscan = off")
        for rule, statement in rules():
            self.found(rule, self.column(statement))
        self.check_foreign_keys()
        self.check_checks()
        self.check_uniqueness()
        self.check_receipts()
        return self.findings

    def column(self, statement, *values):
        self.cursor.execute(statement, values or None)
        return [row[0] for row in self.cursor.fetchall()]

    # ---- what the schema promises

    def constraints(self, kind):
        """(name, table, definition, own columns, other table, its columns)"""
        self.cursor.execute("""
            SELECT c.conname, c.conrelid::regclass::text,
                   pg_get_expr(c.conbin, c.conrelid),
                   ARRAY(SELECT quote_ident(a.attname)
                           FROM unnest(c.conkey) WITH ORDINALITY AS k (n, i)
                           JOIN pg_attribute a ON a.attrelid = c.conrelid
                                AND a.attnum = k.n ORDER BY k.i),
                   nullif(c.confrelid, 0)::regclass::text,
                   ARRAY(SELECT quote_ident(a.attname)
                           FROM unnest(c.confkey) WITH ORDINALITY AS k (n, i)
                           JOIN pg_attribute a ON a.attrelid = c.confrelid
                                AND a.attnum = k.n ORDER BY k.i)
              FROM pg_constraint c
             WHERE c.contype = %s AND c.conrelid <> 0
               AND c.connamespace = 'public'::regnamespace
             ORDER BY 1""", (kind,))
        return self.cursor.fetchall()

    def check_foreign_keys(self):
        for name, table, _, own, other, theirs in self.constraints("f"):
            pairs = " AND ".join(f"o.{b} = t.{a}"
                                 for a, b in zip(own, theirs))
            known = " AND ".join(f"t.{a} IS NOT NULL" for a in own)
            self.found(f"nothing dangles ({name})", self.column(
                f"SELECT t::text FROM {table} t WHERE {known} AND NOT EXISTS"
                f" (SELECT FROM {other} o WHERE {pairs})"))

    def check_checks(self):
        for name, table, expression, *_ in self.constraints("c"):
            self.found(f"values are as agreed ({name})", self.column(
                f"SELECT {table}::text FROM {table}"
                f" WHERE NOT ({expression})"))

    def check_uniqueness(self):
        for kind in "up":
            for name, table, _, own, *_ in self.constraints(kind):
                columns = ", ".join(own)
                known = " AND ".join(f"{a} IS NOT NULL" for a in own)
                self.found(f"once is once ({name})", self.column(
                    f"SELECT ({columns})::text FROM {table} WHERE {known}"
                    f" GROUP BY {columns} HAVING count(*) > 1"))

    # ---- receipts

    def is_signed(self, text, signature):
        message = text.encode()
        return len(signature) == 64 and \
            self.sodium.crypto_sign_verify_detached(
                signature, message, ctypes.c_ulonglong(len(message)),
                self.public_key) == 0

    def check_receipts(self):
        self.found("a sealed bid is the bytes that were digested",
                   self.column("SELECT bid_id || ' ' || version"
                               " FROM bid_version WHERE sha256 <> encode("
                               f"sha256({self.sealed_bytes()}), 'hex')"))
        self.found("a bid's receipt is signed by us", self.unsigned("""
            SELECT bid_id || ' ' || version, concat_ws(E'\\n',
                   'fairlot-receipt-v1', bid_id, version, sha256,
                   utc_text(received_at)), signature
              FROM bid_version"""))
        self.found("an application's receipt is signed by us",
                   self.unsigned("""
            SELECT id::text, concat_ws(E'\\n', 'fairlot-application-v1', id,
                   receipt->>'sha256', receipt->>'received_at'),
                   receipt->>'signature'
              FROM application WHERE receipt IS NOT NULL"""))

    def sealed_bytes(self):
        kind, = self.column("SELECT atttypid::regtype::text FROM pg_attribute"
                            " WHERE attrelid = 'bid_version'::regclass"
                            " AND attname = 'sealed'")
        return "sealed" if kind == "bytea" else "convert_to(sealed, 'UTF8')"

    def unsigned(self, statement):
        self.cursor.execute(statement)
        return [what for what, text, signature in self.cursor.fetchall()
                if not self.is_signed(text, base64.b64decode(signature))]


def check_log(stack, **settings):
    """What `fairlot audit verify` has to complain of."""
    done = subprocess.run(
        [stack.demo["fairlot"], "audit", "verify"], text=True,
        capture_output=True, check=False, env=os.environ | settings | {
            "FAIRLOT_HOME": str(stack.home),
            "ASAN_OPTIONS": "detect_leaks=0"})
    if done.returncode == 0:
        return []
    said = (done.stdout + done.stderr).splitlines() or ["it failed"]
    return [f"the audit log: {line}" for line in said[:SHOWN]]


def receipt_key(read):
    """The public half, from GET /v1/keys by way of read(path)."""
    key, = [k for k in read("/v1/keys")["items"] if k["use"] == "receipt"]
    return base64.b64decode(key["public_key"])


@contextlib.contextmanager
def looking(stack):
    """A cursor that sees everything, in a transaction that leaves nothing."""
    connection = psycopg2.connect(stack.settings["FAIRLOT_DB_OWNER"].replace(
        "user=fairlot_owner", "user=postgres"))
    connection.set_session(isolation_level="REPEATABLE READ")
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.rollback()
        connection.close()


def broken(stack, world):
    """All that is wrong with a stack that rests, its log included."""
    with looking(stack) as cursor:
        findings = Checker(cursor, receipt_key(world.nobody.read)).check()
    if not audit.caught_up(stack):
        findings.append("the audit log: not all is sealed within 20 s")
    return findings + check_log(stack)
