"""test_load.py - more than the service can bear.

Nothing here is timed: what is asserted are statuses, counts, who lives, and
what they hold. The figures are printed by tests/chaos/load.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import os
import pathlib
import random
import re
import subprocess
import threading

import failing
import pytest
from harness import processes
from harness.processes import within
from harness.stack import REPO
from harness.wire import Wires
from pressure import (Crowd, Flood, descriptors, hit, lanes, resident,
                      sessions)
from traffic import home_body

SLOW = 500  # clients


@pytest.fixture
def alive(stack, world):
    """The workers, of whom none may have died in the end."""
    assert within(15, lambda: len(processes.workers(stack)) ==
                  int(stack.settings["FAIRLOT_WORKERS"]))
    before = processes.workers(stack)
    yield before
    assert processes.workers(stack) == before
    assert processes.is_ready(stack)
    assert not stack.complaints(), stack.complaints()[:10]


@pytest.mark.usefixtures("alive")
def test_too_many_are_told_to_come_back_and_the_others_are_served(
        stack, world):
    token = world.council_a.token
    # nginx lets 512 of one address in at once; a slow machine needs a while
    # to open more connections than that.
    for seconds in (5, 10, 20, 40):
        over = hit(stack, "/v1/me", token, 800, seconds)
        assert set(over) <= {200, 429, 503}
        assert not over.bare, "without Retry-After"
        if over.get(200) and over.get(429):
            break
    assert over.get(200) and over.get(429), over
    after = hit(stack, "/v1/me", token, 8, 1)
    assert set(after) == {200}


@pytest.mark.usefixtures("alive")
@pytest.mark.parametrize("kind", ["headers", "body", "read"])
def test_slow_clients_hold_no_worker(stack, world, kind):
    wires = Wires(stack.base_url, stack.demo["ca_file"])
    token = world.council_a.token
    crowd = Crowd(stack, kind, SLOW, token)
    with crowd.waiting():
        for _ in range(100):
            answer = wires.call(token, "GET", "/v1/me")
            assert answer.status_code == 200, answer
        # Ten times as many as there are workers, all at once.
        assert set(hit(stack, "/v1/me", token, 60, 2)) == {200}


@pytest.mark.usefixtures("alive")
def test_a_flood_of_sign_ins_does_not_reach_those_who_read(stack, world):
    wires = Wires(stack.base_url, stack.demo["ca_file"])
    token = world.council_a.token
    flood = Flood(stack, per_second=400)
    with flood.running():
        assert within(20, lambda: flood.statuses.get(429, 0) > 50), \
            flood.statuses
        for _ in range(100):
            answer = wires.call(token, "GET", "/v1/me")
            assert answer.status_code == 200, answer
    assert set(flood.statuses) <= {401, 429}
    assert not flood.bare
    assert 1 <= flood.most_hashes <= lanes()


def everybody_who_has_descriptors(stack):
    """The pids of nginx, the API, jobs, and those under them."""
    for name in ("nginx", "api", "jobs"):
        pid = stack.pid(name)
        yield pid
        yield from map(int, subprocess.run(
            ["pgrep", "-P", str(pid)], text=True, capture_output=True,
            check=False).stdout.split())


def limit(stack, soft):
    """{pid: descriptors} that they may have from now on; done as the account
    that they run as, since not every root may."""
    processes.as_dev(stack, "; ".join(
        f"as_us prlimit --pid {pid} --nofile={count}:"
        for pid, count in soft.items()))


@contextlib.contextmanager
def without_descriptors(stack):
    before = {}
    for pid in everybody_who_has_descriptors(stack):
        said = pathlib.Path(f"/proc/{pid}/limits").read_text()
        before[pid] = int(re.search(r"Max open files +(\d+)", said)[1])
    limit(stack, {pid: descriptors(pid) for pid in before})
    try:
        yield
    finally:
        limit(stack, before)


@pytest.mark.usefixtures("alive")
def test_out_of_descriptors_and_back(stack, world):
    wires = Wires(stack.base_url, stack.demo["ca_file"])
    token, heard = world.council_a.token, []

    def ask():
        try:
            heard.append(wires.call(token, "GET", "/v1/me").status_code)
        except (OSError, EOFError):
            heard.append(None)

    # One keeps its connection to nginx, the others need one.
    assert wires.call(token, "GET", "/v1/me").status_code == 200
    with without_descriptors(stack):
        threads = [threading.Thread(target=ask) for _ in range(20)]
        for thread in threads:
            thread.start()
        ask()
    for thread in threads:
        thread.join(60)
    assert len(heard) == 21 and set(heard) <= {200, 503, None}, heard
    # Nobody was started afresh, and everything is as it was.
    assert within(20, lambda: processes.is_ready(stack))
    assert set(hit(stack, "/v1/me", token, 16, 1)) == {200}


# ---- memory


class Mixture:
    """Requests of every kind, good and bad, each from one list."""

    def __init__(self, stack, world):
        self.wires = Wires(stack.base_url, stack.demo["ca_file"])
        council, provider = world.council_a.token, world.provider().token
        home = world.home(world.provider(), "BN1 1AA")
        self.kinds = [
            (council, "GET", "/v1/me"), (council, "GET", "/v1/users"),
            (council, "GET", "/v1/referrals?limit=100"),
            (council, "GET", "/v1/accreditations"),
            (None, "GET", "/v1/schemes"), (None, "GET", "/v1/directory"),
            (None, "GET", "/v1/directory?near=OX1%204PR&radius_miles=50"),
            (None, "GET", "/v1/openapi.json"), (None, "GET", "/healthz"),
            (None, "GET", "/nothing/here"), ("a.b.c", "GET", "/v1/me"),
            (council[:-2] + "xx", "GET", "/v1/me"),
            (council, "DELETE", "/v1/me"), (provider, "GET", "/v1/events"),
            (provider, "GET", f"/v1/establishments/{home['id']}"),
            (provider, "POST", "/v1/establishments", {"name": "x" * 9999}),
            (provider, "POST", "/v1/establishments",
             {"name": [[[[[]]]]] * 2000}),
            (provider, "POST", "/v1/establishments", home_body("Flat home")),
            (None, "POST", "/v1/sessions", {"email": 1}),
            (council, "GET", "/v1/referrals?limit=0"),
        ]

    def send(self, count):
        for _ in range(count):
            answer = self.wires.call(*random.choice(self.kinds))
            assert answer.status_code < 500, answer

    def spread(self, count, threads=8):
        faults = []

        def run():
            try:
                self.send(count // threads)
            except Exception as fault:  # told below, by the test itself
                faults.append(fault)

        together = [threading.Thread(target=run) for _ in range(threads)]
        for thread in together:
            thread.start()
        for thread in together:
            thread.join()
        assert not faults, faults[:3]


@pytest.fixture(scope="module")
def release(stack):
    """Under the sanitizers nothing that is freed is given back."""
    if not failing.is_built():
        pytest.skip("needs the release build")
    with failing.replaced_api(stack):
        yield


def held(stack):
    """{pid: (KiB, descriptors)} of the workers, and their sessions."""
    return {pid: (resident(pid), descriptors(pid))
            for pid in processes.workers(stack)}, sessions(stack)


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize("requests, kib", [
    pytest.param(5_000, 256, id="quick"),
    pytest.param(100_000, 1024, id="long", marks=pytest.mark.long)])
def test_memory_stays_flat(stack, world, requests, kib):
    mixture = Mixture(stack, world)
    # What a worker keeps of each kind of request is kept when it has met all,
    # which a busy machine may put off; what leaks leaks each time.
    mixture.spread(max(3_000, requests // 10))
    for _ in range(3):
        before, connections = held(stack)
        mixture.spread(requests)
        after, connections_after = held(stack)
        if all(after[pid][0] - before[pid][0] < kib
               for pid in before.keys() & after.keys()):
            break
    assert set(after) == set(before), "a worker was replaced"
    grown = {pid: after[pid][0] - before[pid][0] for pid in before}
    print("KiB more than before, of each worker:", sorted(grown.values()))
    assert max(grown.values()) < kib, grown
    assert {pid: d for pid, (_, d) in after.items()} == \
        {pid: d for pid, (_, d) in before.items()}
    assert connections_after == connections


@pytest.mark.long
def test_the_figures_can_be_had(stack):
    """The program that prints them; what it says is for people."""
    said = subprocess.run(
        [REPO / "tests" / "chaos" / "load", "--seconds", "3"], text=True,
        capture_output=True, check=False,
        env=os.environ | {"FAIRLOT_DEMO": str(stack.home / "demo.json")})
    assert said.returncode == 0, said.stdout + said.stderr
    print(said.stdout)
