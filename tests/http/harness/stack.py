"""stack.py - a whole Fairlot for one run of the tests.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import json
import os
import pathlib
import random
import re
import shutil
import socket
import subprocess
import tempfile

from .receiver import Authority

REPO = pathlib.Path(__file__).resolve().parents[3]
# What a sanitizer says before it ends a process, and what an answer of 500
# leaves in the log.
COMPLAINT = re.compile(r"ERROR: \w+Sanitizer|runtime error:|SUMMARY: \w+San"
                       r'|"status":500')


def free_port():
    """Below those that the system gives to whoever asks for any: it may take
    half a minute until a server listens there."""
    while True:
        port = random.randrange(16000, 32000)
        with socket.socket() as s, contextlib.suppress(OSError):
            s.bind(("127.0.0.1", port))
            return port


class Stack:
    """The one that FAIRLOT_DEMO names, or one of our own."""

    env = os.environ  # of ./dev; also of those that are started otherwise

    def __init__(self, name="http"):
        # Of tests in several processes, each has a stack of its own.
        self.name = "-".join(filter(None, (
            name, os.environ.get("PYTEST_XDIST_WORKER"))))
        named = os.environ.get("FAIRLOT_DEMO")
        self.ours = not named
        self.home = (pathlib.Path(tempfile.mkdtemp(prefix="fairlot-test-"))
                     if self.ours else pathlib.Path(named).parent)
        if self.ours:
            # Receivers of webhooks are on this machine, and believed.
            self.authority = Authority()
            self.env = self.env | {
                "FAIRLOT_WEBHOOK_CA": str(self.authority.file),
                "FAIRLOT_WEBHOOK_ALLOW": "127.0.0.1/32"}
            self.dev("up", FAIRLOT_PORT=str(free_port()))
        self.demo = json.loads((self.home / "demo.json").read_text())
        self.base_url = self.demo["base_url"]
        self.settings = dict(
            line.split("=", 1)
            for line in (self.home / "fairlot.conf").read_text().splitlines()
            if line and not line.startswith("#"))
        if not self.ours:
            self.authority = self.authority_of_others()
        self.log = self.home / "log"
        self.log_begins = {p: p.stat().st_size for p in self.log.glob("*.log")}

    def authority_of_others(self):
        """Of a home that was started with one of our making; else None."""
        file = pathlib.Path(self.settings.get("FAIRLOT_WEBHOOK_CA", "/"))
        there = (file.parent / "ca.key").exists() and \
            "FAIRLOT_WEBHOOK_ALLOW" in self.settings
        return Authority(file.parent) if there else None

    def dev(self, *words, **env):
        """./dev for this home; what it printed."""
        return self.run([REPO / "dev", "--home", self.home, *words],
                        env=self.env | env)

    def fairlot(self, *words, stdin=""):
        """The program, as an operator of this home; what it printed."""
        return self.run([self.demo["fairlot"], *words], stdin=stdin,
                        env=os.environ | {"FAIRLOT_HOME": str(self.home)})

    @staticmethod
    def run(words, stdin="", env=None):
        done = subprocess.run([str(w) for w in words], input=stdin, text=True,
                              capture_output=True, env=env, check=False)
        assert done.returncode == 0, \
            f"{words} ended with {done.returncode}:\n" \
            f"{done.stdout}\n{done.stderr}"
        return done.stdout

    def pid(self, name):
        """Of api, keeper, jobs, nginx or postgres."""
        run = pathlib.Path(self.settings["FAIRLOT_RUN"])
        return int((run / f"{name}.started").read_text().split()[0])

    def logged(self, name):
        """What a server has written since the tests began."""
        path = self.log / f"{name}.log"
        with open(path, "rb") as file:
            file.seek(self.log_begins.get(path, 0))
            return file.read().decode(errors="replace")

    def complaints(self):
        """What must never happen in our servers, and did."""
        return [line for name in ("api", "keeper", "jobs", "documents")
                for line in self.logged(name).splitlines()
                if COMPLAINT.search(line)]

    def close(self):
        """Keeps the logs in build/ and removes everything else."""
        if not self.ours:
            return
        shutil.rmtree(self.authority.folder)
        kept = REPO / "build" / "test-logs" / self.name
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(self.log, kept)
        self.dev("down", "--wipe")
