"""pressure.py - more than the service can bear, in several kinds.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import json
import os
import pathlib
import re
import secrets
import socket
import ssl
import subprocess
import threading
import time

from harness import processes
from harness.wire import Wire, request_bytes

HERE = pathlib.Path(__file__).resolve().parent


# ---- many requests


class Hits(dict):
    """What wrk counted: {status: how many}, and how long it took."""

    def __init__(self, said):
        words = dict(word.split("=") for word in
                     re.search(r"^paced (.*)$", said, re.M)[1].split())
        super().__init__({int(k): int(v) for k, v in words.items()
                          if k.isdigit()})
        self.seconds, self.p50, self.p99 = (
            float(words[name]) for name in ("seconds", "p50", "p99"))
        self.bare, self.timeouts, self.broken = (
            int(float(words[name])) for name in ("bare", "timeouts",
                                                 "broken"))

    @property
    def good(self):
        return sum(n for status, n in self.items() if status < 300)

    @property
    def rate(self):
        return self.good / self.seconds


def hit(stack, path, token, connections, seconds, per_second=None):
    """GETs over so many connections; as fast as the answers come, or, all of
    them together, about so many a second."""
    pause = round(1000 * connections / per_second) if per_second else 0
    words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout",
             "20s", "-s", HERE / "paced.lua"]
    if token:
        words += ["-H", f"Authorization: Bearer {token}"]
    return Hits(stack.run([*words, stack.base_url + path, "--", pause]))


# ---- slow clients


class Crowd:
    """Clients from an address of their own that say as little as they can."""

    ADDRESS = "127.0.0.7"

    def __init__(self, stack, kind, count, token):
        self.kind, self.sockets = kind, []
        self.wire = Wire(stack.base_url, stack.demo["ca_file"])
        self.context = ssl.create_default_context(
            cafile=str(stack.demo["ca_file"]))
        self.token, self.stopping = token, threading.Event()
        for _ in range(count):
            self.sockets.append(self.connect())

    def connect(self):
        plain = socket.socket()
        if self.kind == "read":
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        plain.bind((self.ADDRESS, 0))
        plain.settimeout(20)
        plain.connect(("127.0.0.1", self.wire.place[1]))
        client = self.context.wrap_socket(plain, server_hostname="localhost")
        client.sendall(self.beginning())
        client.setblocking(False)
        return client

    def beginning(self):
        headers = [("Authorization", f"Bearer {self.token}")]
        if self.kind == "headers":
            return request_bytes(self.wire.host, "GET", "/v1/me",
                                 headers)[:-2] + b"X-Slow: "
        if self.kind == "body":
            headers += [("Content-Type", "application/json"),
                        ("Content-Length", "20000")]
            return request_bytes(self.wire.host, "POST",
                                 "/v1/establishments", headers, b"{")
        return request_bytes(self.wire.host, "GET", "/v1/openapi.json")

    def dawdle(self):
        """A byte each, now and then, until told to stop."""
        while not self.stopping.wait(1):
            for client in self.sockets:
                with contextlib.suppress(OSError):
                    if self.kind == "read":
                        client.recv(1)
                    else:
                        client.send(b" ")

    @contextlib.contextmanager
    def waiting(self):
        thread = threading.Thread(target=self.dawdle)
        thread.start()
        try:
            yield self
        finally:
            self.stopping.set()
            thread.join()
            for client in self.sockets:
                client.close()


# ---- a flood of sign-ins


class Flood:
    """Wrong passwords from many addresses, more than can be hashed."""

    ADDRESSES = 40

    def __init__(self, stack, per_second=100, threads=12):
        self.stack, self.threads = stack, threads
        self.pause = threads / per_second
        self.stopping, self.lock = threading.Event(), threading.Lock()
        self.statuses, self.bare, self.most_hashes = {}, 0, 0

    def flow(self, number):
        wires = [FromAddress(self.stack, f"127.0.{number + 1}.{i + 1}")
                 for i in range(self.ADDRESSES // self.threads + 1)]
        while not self.stopping.is_set():
            for wire in wires:
                body = json.dumps({"email": f"{secrets.token_hex(6)}@x.org",
                                   "password": "wrong but long"}).encode()
                self.stopping.wait(self.pause)
                with contextlib.suppress(OSError, EOFError):
                    self.count(wire.send(
                        "POST", "/v1/sessions",
                        [("Content-Type", "application/json")], body))

    def count(self, answer):
        with self.lock:
            status = answer.status_code
            self.statuses[status] = self.statuses.get(status, 0) + 1
            self.bare += status in (429, 503) and \
                not answer.headers["Retry-After"]

    def watch(self):
        """How many are inside the gate at once, looked at often."""
        run = pathlib.Path(self.stack.settings["FAIRLOT_RUN"])
        lanes = {str(f.stat().st_ino)
                 for f in run.glob("password.[0-9]*.lock")}
        while not self.stopping.wait(0.03):
            # A lane that changes hands while we read stands there twice.
            held = {line.split()[5] for line in
                    pathlib.Path("/proc/locks").read_text().splitlines()
                    if "FLOCK" in line and "->" not in line and
                    line.split()[5].rsplit(":", 1)[1] in lanes}
            self.most_hashes = max(self.most_hashes, len(held))

    @contextlib.contextmanager
    def running(self):
        threads = [threading.Thread(target=self.flow, args=(n,))
                   for n in range(self.threads)]
        threads.append(threading.Thread(target=self.watch))
        # Somebody has signed in before, so there are lanes to watch.
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self.stopping.set()
            for thread in threads:
                thread.join(30)


class FromAddress(Wire):
    """A client of another address of this machine."""

    def __init__(self, stack, address):
        super().__init__(stack.base_url, stack.demo["ca_file"])
        self.address = address

    def connect(self):
        plain = socket.create_connection(
            ("127.0.0.1", self.place[1]), timeout=30,
            source_address=(self.address, 0))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = self.context.wrap_socket(
            plain, server_hostname=self.place[0])


def lanes():
    """Hashes that may run at once (api/password.c)."""
    return max(1, os.cpu_count() // 2)


# ---- what the processes hold


def resident(pid):
    """KiB of memory that are its own and in use."""
    text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(re.search(rf"^{name}:\s+(\d+) kB", text, re.M)[1])
               for name in ("Private_Dirty", "Private_Clean"))


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def sessions(stack):
    """Connections of the service to its database."""
    with processes.superuser(stack) as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity"
                       " WHERE usename IN ('app_staff', 'app_public')")
        return cursor.fetchone()[0]


def latencies(wires, token, path, seconds):
    """Sorted milliseconds of requests one after the other; all are 200."""
    found, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        answer = wires.call(token, "GET", path)
        found.append((time.monotonic() - began) * 1000)
        assert answer.status_code == 200, answer
    return sorted(found)
