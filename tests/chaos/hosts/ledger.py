"""ledger.py - clients that keep books: what they sent, what they were told.

Each writes one thing after the other, and each thing again under its key until
it is acknowledged. Afterwards the database has each thing once, under the id
that was told, and nothing else.

SPDX-License-Identifier: Apache-2.0
"""
import collections
import contextlib
import secrets
import threading
import time

from cluster import within
from harness.wire import Wires

CLIENTS = 4
# Seconds between two requests of a client: a provider may have a thousand
# homes, and a test may last for minutes.
PAUSE = 0.4
# What a client may be told while hosts come and go, besides 201.
MAY_BE_TOLD = {(409, "idempotency-in-progress"), (503, "unavailable"),
               (503, "outcome-unknown")}


def home_body(name):
    return {"name": name, "capacity": 5, "rating": "good",
            "address": {"line_1": "1 High Street", "line_2": None,
                        "town": "Brighton", "postcode": "BN1 1AA"},
            "regulator": {"scheme": "ofsted", "id": name[-10:]}}


class Ledger:
    def __init__(self, site, provider):
        self.wires = Wires(site.base_url, site.demo["ca_file"])
        self.site, self.provider = site, provider
        self.token = provider.token
        self.prefix = f"Host {secrets.token_hex(4)} "
        self.stopping, self.lock = threading.Event(), threading.Lock()
        self.made, self.unknown, self.faults = {}, set(), []
        self.told = collections.Counter()
        self.acknowledged = []  # the moments, in their order
        self.slowest = 0

    # ---- one client

    def client(self):
        while not self.stopping.is_set():
            name = self.prefix + secrets.token_hex(8)
            try:
                self.persist(name)
            except Exception as fault:  # a thread must not hide its death
                self.faults.append(repr(fault))
                return

    def persist(self, name):
        until = time.monotonic() + 240
        while time.monotonic() < until:
            if self.attempt(name):
                return
            time.sleep(PAUSE)
        self.faults.append(f"{name}: never acknowledged")

    def attempt(self, name):
        began = time.monotonic()
        try:
            answer = self.wires.call(
                self.token, "POST", "/v1/establishments", home_body(name),
                Idempotency_Key=f'"{name}"')
        except (OSError, EOFError) as lost:
            self.faults.append(f"{name}: {lost!r}")
            return True
        with self.lock:
            self.note(name, answer, time.monotonic() - began)
        time.sleep(PAUSE)
        return (answer.status_code == 201 or
                (answer.status_code, answer.slug) not in MAY_BE_TOLD)

    def note(self, name, answer, seconds):
        what = answer.status_code, answer.slug
        self.told[what] += 1
        self.slowest = max(self.slowest, seconds)
        if answer.status_code == 201:
            self.made[name] = answer.json()["id"]
            self.acknowledged.append(time.monotonic())
        elif what not in MAY_BE_TOLD:
            self.faults.append(f"{name}: {answer!r}")
        elif what[1] == "outcome-unknown":
            self.unknown.add(name)

    # ---- all of them

    @contextlib.contextmanager
    def running(self):
        threads = [threading.Thread(target=self.client)
                   for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        try:
            assert within(30, lambda: len(self.made) > 2 * CLIENTS), \
                self.faults
            yield self
        finally:
            self.stopping.set()
            for thread in threads:
                thread.join(300)

    def resumes(self, moment, patience):
        """Whether many things are acknowledged after that moment."""
        return within(patience, lambda: sum(
            t > moment for t in self.acknowledged) > 10 * CLIENTS)

    def gap(self, moment):
        """The longest time without an acknowledgement since that moment."""
        times = [moment] + [t for t in self.acknowledged if t > moment]
        return max((b - a for a, b in zip(times, times[1:])), default=0)

    def check(self):
        """The books and the database agree; each thing has one event."""
        assert not self.faults, self.faults[:10]
        present = [(home["name"], home["id"]) for home in
                   self.provider.every("/v1/establishments", limit=100)]
        lost = self.made.items() - set(present)
        assert not lost, f"{len(lost)} acknowledged and gone"
        assert sorted(present) == sorted(self.made.items())
        ids = ",".join(f"'{home}'" for home in self.made.values())
        events = self.site.cluster.primary().sql(
            "SELECT subject_id FROM event WHERE type ="
            f" 'establishment.created' AND subject_id IN ({ids})", "fairlot")
        assert sorted(events) == sorted(self.made.values())
