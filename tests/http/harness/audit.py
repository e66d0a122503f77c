"""audit.py - the audit log, checked without any of our own code.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import contextlib
import hashlib
import os
import pathlib
import secrets
import shutil
import subprocess

import psycopg2

from . import processes
from .receipts import DER

MEMBERS = ("id", "at", "type", "subject_id", "referral_id",
           "organisation_id", "actor_id", "request_id", "salt")


def digest_of(event):
    """SHA-256 of the text that docs/AUDIT.md describes."""
    lines = ["fairlot event 1"] + [f"{m}={event[m] or ''}" for m in MEMBERS]
    return hashlib.sha256(("\n".join(lines) + "\n").encode()).digest()


def climb(proof):
    """The root that the path leads to."""
    here = hashlib.sha256(b"\0" + digest_of(proof["event"])).digest()
    for step in proof["path"]:
        other = bytes.fromhex(step["sha256"])
        pair = other + here if step["side"] == "left" else here + other
        here = hashlib.sha256(b"\1" + pair).digest()
    return here


def head_of(batch):
    return hashlib.sha256(
        bytes.fromhex(batch["previous"]) + bytes.fromhex(batch["root"]) +
        batch["number"].to_bytes(8, "big") +
        batch["sealed_at"].encode()).digest()


def signed(folder, head, signature, public_key):
    """Whether openssl, too, says that this signature is good."""
    key, sig, text = (folder / n for n in ("key", "sig", "text"))
    key.write_bytes(DER + base64.b64decode(public_key))
    sig.write_bytes(base64.b64decode(signature))
    text.write_bytes(head)
    return subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER",
         "-inkey", key, "-rawin", "-in", text, "-sigfile", sig],
        capture_output=True, check=False).returncode == 0


def heads_file(stack):
    return pathlib.Path(stack.settings["FAIRLOT_AUDIT_FILE"])


def caught_up(stack, seconds=20):
    """Whether every event gets its seal and the file has every batch."""
    def done():
        with processes.superuser(stack) as cursor:
            cursor.execute("SELECT count(*) FROM event e WHERE NOT EXISTS"
                           " (SELECT FROM event_seal s"
                           " WHERE s.event_id = e.id)")
            waiting = cursor.fetchone()[0]
            cursor.execute("SELECT count(*) FROM audit_batch")
            batches = cursor.fetchone()[0]
        path = heads_file(stack)
        lines = path.read_bytes().count(b"\n") if path.exists() else 0
        return waiting == 0 and lines == batches
    return processes.within(seconds, done)


class Copy:
    """A copy of the log that a test may spoil: a database and its file."""

    def __init__(self, stack, folder, template="fairlot_audit_copy"):
        self.stack = stack
        self.name = f"fairlot_audit_{secrets.token_hex(4)}"
        self.heads = folder / "heads.jsonl"
        shutil.copy(folder / "whole.jsonl", self.heads)
        with processes.superuser(stack) as cursor:
            cursor.execute(f"CREATE DATABASE {self.name}"
                           f" OWNER fairlot_owner TEMPLATE {template}")
        self.env = os.environ | {
            "FAIRLOT_HOME": str(stack.home),
            "FAIRLOT_AUDIT_FILE": str(self.heads),
            "FAIRLOT_DB_OWNER": self.conninfo("FAIRLOT_DB_OWNER"),
            "FAIRLOT_DB_JOBS": self.conninfo("FAIRLOT_DB_JOBS"),
            "FAIRLOT_DB_WEBHOOKS": self.conninfo("FAIRLOT_DB_WEBHOOKS"),
            "ASAN_OPTIONS": "detect_leaks=0"}

    def conninfo(self, setting):
        return self.stack.settings[setting].replace(
            "dbname=fairlot ", f"dbname={self.name} ")

    @contextlib.contextmanager
    def superuser(self):
        """Somebody who may do anything, whom no trigger holds up."""
        connection = psycopg2.connect(self.conninfo(
            "FAIRLOT_DB_OWNER").replace("user=fairlot_owner",
                                        "user=postgres"))
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = replica")
                yield cursor
        finally:
            connection.close()

    def sql(self, *statements):
        with self.superuser() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None

    def lines(self):
        return self.heads.read_text().splitlines(keepends=True)

    def verify(self):
        """(exit status, all that it said)"""
        done = subprocess.run(
            [self.stack.demo["fairlot"], "audit", "verify"], env=self.env,
            capture_output=True, text=True, check=False)
        assert "Sanitizer" not in done.stderr, done.stderr
        return done.returncode, done.stdout + done.stderr

    def jobs(self):
        """`fairlot jobs` on this copy."""
        return subprocess.Popen(
            [self.stack.demo["fairlot"], "jobs"], env=self.env,
            stderr=subprocess.PIPE, text=True)

    def drop(self):
        with processes.superuser(self.stack) as cursor:
            cursor.execute(f"DROP DATABASE {self.name} WITH (FORCE)")


@contextlib.contextmanager
def copied(stack, folder, template="fairlot_audit_copy"):
    """A database that copies can be made of, as it is now, and its file."""
    assert caught_up(stack)
    run = stack.settings["FAIRLOT_RUN"]
    source = ["-h", run, "-U", "postgres"]
    with processes.superuser(stack) as cursor:
        cursor.execute(f"CREATE DATABASE {template} OWNER fairlot_owner"
                       " TEMPLATE template0")
    pg_bin = "/usr/lib/postgresql/15/bin"
    try:
        # The file may know no batch that the dump does not.
        shutil.copy(heads_file(stack), folder / "whole.jsonl")
        dump = subprocess.run([f"{pg_bin}/pg_dump", *source, "fairlot"],
                              capture_output=True, check=True)
        subprocess.run([f"{pg_bin}/psql", *source, "-Xq", "-v",
                        "ON_ERROR_STOP=1", "-o", "/dev/null", template],
                       input=dump.stdout, check=True)
        yield template
    finally:
        with processes.superuser(stack) as cursor:
            cursor.execute(f"DROP DATABASE {template}")
