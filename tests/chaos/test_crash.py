"""test_crash.py - processes that die in the middle of things.

Workers are killed, database sessions ended, PostgreSQL restarted without a
farewell, and the whole service told to stop, each while many clients write.
What was acknowledged is there; what is sent again under its key happens once;
nobody is ever told 500.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import json
import pathlib
import random
import secrets
import socket
import struct
import threading
import time

import pytest
from harness import processes
from harness.wire import Wires, request_bytes

# Answers after which a client tries again with the same key.
AGAIN = (409, 503)
CLIENTS = 8


@pytest.fixture(autouse=True)
def everything_runs_again(stack, world):
    """Whatever a test has left lying, the tests of other files do not meet;
    and no answer was a 500."""
    yield
    for name in ("postgres", "api"):
        if not runs(stack, name):
            processes.start(stack, name)
    assert processes.within(15, lambda: processes.is_ready(stack))
    world.clock.connect()
    assert not stack.complaints(), stack.complaints()[:10]


def runs(stack, name):
    try:
        return pathlib.Path(f"/proc/{stack.pid(name)}").exists()
    except FileNotFoundError:
        return False


class Load:
    """Clients that each write one thing after the other, again and again
    until it is acknowledged, and remember what they were told."""

    def __init__(self, stack, token, path, body_of):
        self.wires = Wires(stack.base_url, stack.demo["ca_file"])
        self.token, self.path, self.body_of = token, path, body_of
        self.prefix = f"Crash {secrets.token_hex(4)} "
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.made, self.statuses, self.lost, self.faults = {}, {}, 0, []
        self.last_success = 0

    def client(self):
        while not self.stopping.is_set():
            name = self.prefix + secrets.token_hex(8)
            try:
                self.persist(name)
            except Exception as fault:  # a thread must not hide its death
                self.faults.append(fault)
                return

    def persist(self, name):
        key = f'"{name}"'
        for _ in range(400):
            status = self.attempt(name, key)
            if status == 201:
                return
            if status is not None and status not in AGAIN:
                self.faults.append(f"{name}: {status}")
                return
            time.sleep(0.02)
        self.faults.append(f"{name}: never acknowledged")

    def attempt(self, name, key):
        try:
            answer = self.wires.call(self.token, "POST", self.path,
                                     self.body_of(name), Idempotency_Key=key)
        except (OSError, EOFError):
            with self.lock:
                self.lost += 1
            return None
        with self.lock:
            count = self.statuses.get(answer.status_code, 0)
            self.statuses[answer.status_code] = count + 1
            if answer.status_code == 201:
                self.made[name] = answer.json()["id"]
                self.last_success = time.monotonic()
            elif answer.status_code not in AGAIN:
                self.faults.append(repr(answer))
            elif answer.status_code == 409 and answer.slug != \
                    "idempotency-in-progress":
                self.faults.append(repr(answer))
        return answer.status_code

    def is_mine(self, name):
        return name.startswith(self.prefix)

    def success_after(self, moment, seconds):
        """Whether something is acknowledged soon after that moment."""
        return processes.within(seconds, lambda: self.last_success > moment)

    @contextlib.contextmanager
    def running(self):
        threads = [threading.Thread(target=self.client)
                   for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        try:
            assert processes.within(10, lambda: self.made), self.faults
            yield self
        finally:
            self.stopping.set()
            for thread in threads:
                thread.join(60)
        assert not any(thread.is_alive() for thread in threads)


def home_body(name):
    return {"name": name, "capacity": 5, "rating": "good",
            "address": {"line_1": "1 High Street", "line_2": None,
                        "town": "Brighton", "postcode": "BN1 1AA"},
            "regulator": {"scheme": "ofsted", "id": name[-10:]}}


def check_homes(load, provider):
    """Each acknowledged home is there once, under the id that was told; and
    nothing else is, since every client went on until it was told."""
    assert not load.faults, load.faults[:10]
    found = [(home["name"], home["id"])
             for home in provider.every("/v1/establishments", limit=100)]
    assert sorted(found) == sorted(load.made.items())


def homes_load(stack, provider):
    return Load(stack, provider.token, "/v1/establishments", home_body)


def every_worker_lives(stack, count):
    return processes.within(
        15, lambda: len(processes.workers(stack)) == count)


def test_killed_workers_lose_nothing_and_repeat_nothing(stack, world):
    provider, count = world.provider(), len(processes.workers(stack))
    killed = 0
    with homes_load(stack, provider).running() as load:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            alive = list(processes.workers(stack))
            if alive:
                processes.kill(random.choice(alive))
                killed += 1
            time.sleep(random.uniform(0.05, 0.4))
        assert load.success_after(time.monotonic(), 15)
    assert killed >= 10
    assert len(load.made) > 20
    check_homes(load, provider)
    assert every_worker_lives(stack, count)


def test_killed_workers_number_referrals_once_each(stack, world):
    market, centre = world.market(), world.places.centre()
    draft = world.referral_body(market, centre)
    council, killed = world.council_b, 0
    load = Load(stack, council.token, "/v1/referrals",
                lambda name: draft | {"title": name})
    with load.running():
        for _ in range(20):
            processes.kill(random.choice(
                list(processes.workers(stack)) or [2**22 + 1]))
            killed += 1
            time.sleep(random.uniform(0.02, 0.2))
        assert load.success_after(time.monotonic(), 15)
    assert not load.faults, load.faults[:10]
    found = {r["title"]: r for r in council.every(
        "/v1/referrals", limit=100) if load.is_mine(r["title"])}
    assert {name: r["id"] for name, r in found.items()} == load.made
    references = [r["reference"] for r in found.values()]
    assert len(set(references)) == len(references)


def test_ended_database_sessions_are_opened_again_at_once(stack, world):
    provider = world.provider()
    assert every_worker_lives(stack, int(stack.settings["FAIRLOT_WORKERS"]))
    alive = processes.workers(stack)
    with homes_load(stack, provider).running() as load:
        for _ in range(8):
            assert processes.hang_up(stack) > 0
            moment = time.monotonic()
            assert load.success_after(moment, 3), "it took too long"
            time.sleep(0.2)
    check_homes(load, provider)
    assert processes.workers(stack) == alive, "no worker had to die"


def test_reading_goes_on_when_database_sessions_end(stack, world):
    """A read is sent again over a new connection, unseen by its client."""
    wires = Wires(stack.base_url, stack.demo["ca_file"])
    token = world.lead.token
    for _ in range(10):
        processes.hang_up(stack)
        for _ in range(6):
            answer = wires.call(token, "GET", "/v1/me")
            assert answer.status_code in (200, 503), answer
        assert wires.call(token, "GET", "/v1/me").status_code == 200


def test_a_restart_of_postgresql_needs_no_other_restart(stack, world):
    provider = world.provider()
    alive, parent = processes.workers(stack), stack.pid("api")
    with homes_load(stack, provider).running() as load:
        time.sleep(0.5)
        processes.restart_postgres(stack)
        assert processes.within(
            30, lambda: processes.database_answers(stack))
        assert load.success_after(time.monotonic(), 10)
        time.sleep(0.5)
    assert load.statuses.get(503), "nobody noticed the restart"
    assert set(load.statuses) <= {201, *AGAIN}
    check_homes(load, provider)
    assert (processes.workers(stack), stack.pid("api")) == (alive, parent)
    assert processes.is_ready(stack)


def test_readiness_and_health_tell_a_dead_database_apart(stack, world):
    wires = Wires(stack.base_url, stack.demo["ca_file"])
    token = world.lead.token
    processes.stop(stack, "postgres", "QUIT")
    try:
        assert wires.send("GET", "/healthz").status_code == 200
        not_ready = wires.send("GET", "/readyz")
        assert (not_ready.status_code, not_ready.slug) == (503, "unavailable")
        assert int(not_ready.headers["Retry-After"]) > 0
        read = wires.call(token, "GET", "/v1/me")
        assert (read.status_code, read.slug) == (503, "unavailable")
        public = wires.send("GET", "/v1/schemes")
        assert (public.status_code, public.slug) == (503, "unavailable")
    finally:
        processes.start(stack, "postgres")
    assert processes.within(30, lambda: processes.database_answers(stack))
    assert processes.within(3, lambda: processes.is_ready(stack))


def test_a_stopping_service_finishes_what_it_has_begun(stack, world):
    """SIGTERM under load: whoever got through to a worker is answered, the
    others are told 503 and get through to the next one."""
    provider = world.provider()
    with homes_load(stack, provider).running() as load:
        time.sleep(0.5)
        began = time.monotonic()
        processes.stop(stack, "api", "TERM")
        took = time.monotonic() - began
        processes.start(stack, "api")
        assert load.success_after(time.monotonic(), 10)
    assert took < 5, "an idle worker held up the end"
    # nginx says 503 for the time between; a worker that was cut off in the
    # middle would show as an answer that never came.
    assert set(load.statuses) <= {201, *AGAIN}
    assert not load.lost
    check_homes(load, provider)
    assert "workers killed after" not in stack.logged("api")


def test_a_slow_request_is_answered_although_the_service_stops(stack, world):
    """One that waits for a lock of ours while SIGTERM comes."""
    wires = Wires(stack.base_url, stack.demo["ca_file"])
    provider = world.provider()
    home = world.home(provider, "BN1 1AA")
    heard = []

    def change():
        heard.append(wires.call(
            provider.token, "PATCH", f"/v1/establishments/{home['id']}",
            {"vacancies": 3}, If_Match=etag))

    etag = provider.etag(f"/v1/establishments/{home['id']}")
    with processes.superuser(stack) as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))",
                       (f"establishment_id {home['id']}",))
        thread = threading.Thread(target=change)
        thread.start()
        time.sleep(0.5)
        stopper = threading.Thread(
            target=lambda: processes.stop(stack, "api", "TERM"))
        stopper.start()
        time.sleep(0.5)
        assert not heard
        cursor.execute("SELECT pg_advisory_unlock_all()")
        thread.join(15)
        stopper.join(30)
    processes.start(stack, "api")
    assert processes.within(10, lambda: processes.is_ready(stack))
    assert [answer.status_code for answer in heard] == [200], heard


def hang_up_after(wire, raw):
    """Sends a whole request and resets the connection, unanswered."""
    wire.close()
    wire.connect()
    wire.socket.sendall(raw)
    wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                           struct.pack("ii", 1, 0))
    wire.close()


def test_a_client_that_hangs_up_finds_its_answer_with_its_key(stack, world):
    provider, made = world.provider(), {}
    wires = Wires(stack.base_url, stack.demo["ca_file"])
    for number in range(30):
        name = f"Hung up {number}"
        headers = [("Authorization", f"Bearer {provider.token}"),
                   ("Content-Type", "application/json"),
                   ("Idempotency-Key", f'"{name}"')]
        body = json.dumps(home_body(name)).encode()
        hang_up_after(wires.mine, request_bytes(
            wires.mine.host, "POST", "/v1/establishments", headers, body))
        time.sleep(random.uniform(0, 0.03))
        for _ in range(200):
            answer = wires.send("POST", "/v1/establishments", headers, body)
            if answer.status_code == 201:
                break
            assert answer.slug == "idempotency-in-progress", answer
            time.sleep(0.02)
        made[name] = answer.json()["id"]
    found = provider.every("/v1/establishments")
    assert {home["name"]: home["id"] for home in found} == made
    assert len(found) == len(made)
