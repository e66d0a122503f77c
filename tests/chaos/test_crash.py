"""test_crash.py - processes that die in the middle of things.

Workers are killed, database sessions ended, PostgreSQL restarted without a
farewell, and the whole service told to stop, each while many clients write.
What was acknowledged is there; what is sent again under its key happens once;
nobody is ever told 500.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import json
import os
import pathlib
import random
import signal
import socket
import struct
import threading
import time

import invariants
import psycopg2
import pytest
from harness import keeper, processes
from harness.locks import after_waiting
from harness.wire import Wires, request_bytes
from traffic import AGAIN, Homes, Traffic, everybody, home_body

CLIENTS = 8


@pytest.fixture(autouse=True)
def everything_runs_again(stack, world):
    """Whatever a test has left lying, the tests of other files do not meet;
    and no answer was a 500."""
    yield
    for name in ("postgres", "keeper", "api", "jobs"):
        if not processes.runs(stack, name):
            processes.start(stack, name)
    assert processes.within(15, lambda: processes.is_ready(stack))
    assert processes.within(15, lambda: keeper.answers(stack))
    world.clock.connect()
    assert not stack.complaints(), stack.complaints()[:10]


@pytest.fixture
def broken(stack, world):
    """Afterwards nothing in the whole database is as it must not be."""
    yield
    world.clock.connect()
    assert invariants.broken(stack, world) == []


def provider_load(stack, provider):
    """Eight clients that add homes of one provider."""
    traffic = Traffic(stack)
    traffic.add(Homes(traffic, provider), CLIENTS)
    return traffic


# ---- who is struck, and what gets it on its feet again


def strike_worker(stack):
    alive = list(processes.workers(stack))
    if alive:
        processes.kill(random.choice(alive))


def strike_jobs(stack):
    processes.kill(stack.pid("jobs"))
    processes.start(stack, "jobs")


def strike_keeper(stack):
    processes.kill(stack.pid("keeper"))
    processes.start(stack, "keeper")


def strike_session(stack):
    """PostgreSQL takes the death of one of its own for a reason to begin
    again, and does so by itself."""
    with contextlib.suppress(psycopg2.OperationalError), \
            processes.superuser(stack) as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE usename"
                       " IN ('app_staff', 'app_public')")
        processes.kill(random.choice(cursor.fetchall())[0])
    comes_back(stack)


def strike_sessions(stack):
    with contextlib.suppress(psycopg2.OperationalError):
        processes.hang_up(stack)


def strike_postgres(stack):
    """The postmaster itself; whoever minds it starts it again, as soon as
    its children have noticed."""
    processes.kill(stack.pid("postgres"))
    assert processes.within(30, lambda: starts(stack)), \
        stack.logged("postgres")[-2000:]
    comes_back(stack)


def starts(stack):
    if not processes.runs(stack, "postgres"):
        processes.start(stack, "postgres")
    return processes.database_answers(stack)


def restart_immediately(stack):
    processes.restart_postgres(stack)
    comes_back(stack)


def restart_fast(stack):
    processes.stop(stack, "postgres", "INT")
    processes.start(stack, "postgres")
    comes_back(stack)


def comes_back(stack):
    assert processes.within(30, lambda: processes.database_answers(stack)), \
        stack.logged("postgres")[-2000:]


def strike_anybody(stack):
    random.choice([strike_worker, strike_worker, strike_jobs, strike_keeper,
                   strike_session, strike_sessions, strike_postgres])(stack)


# strike, how often, seconds in between at most, and whether a worker may die.
STORMS = {
    "workers": (strike_worker, 25, 0.4, True),
    "jobs": (strike_jobs, 5, 0.6, False),
    "keeper": (strike_keeper, 6, 0.6, False),
    "one-session": (strike_session, 2, 1, False),
    "all-sessions": (strike_sessions, 8, 0.5, False),
    "postmaster": (strike_postgres, 2, 1, False),
    "restart-immediate": (restart_immediately, 2, 1, False),
    "restart-fast": (restart_fast, 2, 1, False),
    "anybody": (strike_anybody, 8, 0.5, True),
}
FORMS = [pytest.param(name, 1, id=name) for name in STORMS] + [
    pytest.param(name, 10, id=f"{name}-long", marks=pytest.mark.long)
    for name in STORMS]


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("name, times", FORMS)
def test_what_was_acknowledged_is_there_once(stack, world, name, times):
    strike, rounds, pause, workers_die = STORMS[name]
    workers = int(stack.settings["FAIRLOT_WORKERS"])
    assert processes.within(
        15, lambda: len(processes.workers(stack)) == workers)
    alive, parent = processes.workers(stack), stack.pid("api")
    traffic = everybody(stack, world)
    with traffic.running():
        for _ in range(rounds * times):
            time.sleep(random.uniform(0.02, pause))
            strike(stack)
            assert traffic.success_after(time.monotonic(), 20), \
                "nothing is acknowledged any more"
    assert set(traffic.statuses) <= {200, 201, 404, 409, 412, 429, 503}
    traffic.check()
    # The same service, without anybody's help.
    assert stack.pid("api") == parent and processes.is_ready(stack)
    if not workers_die:
        assert processes.workers(stack) == alive
    else:
        assert processes.within(
            15, lambda: len(processes.workers(stack)) == workers)


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
    assert processes.within(20, lambda: processes.is_ready(stack))


def test_a_stopping_service_finishes_what_it_has_begun(stack, world):
    """SIGTERM under load: whoever got through to a worker is answered, the
    others are told 503 and get through to the next one."""
    load = provider_load(stack, world.provider())
    with load.running():
        time.sleep(0.5)
        processes.stop(stack, "api", "TERM")
        processes.start(stack, "api")
        assert load.success_after(time.monotonic(), 30)
    # nginx says 503 for the time between; a worker that was cut off in the
    # middle would show as an answer that never came.
    assert set(load.statuses) <= {201, *AGAIN}
    assert not load.lost
    load.check()
    assert "workers killed after" not in stack.logged("api"), \
        "an idle worker held up the end"


def test_a_slow_request_is_answered_although_the_service_stops(stack, world):
    """One that waits for a lock of ours while SIGTERM comes."""
    wires = Wires(stack.base_url, stack.demo["ca_file"])
    provider = world.provider()
    home = world.home(provider, "BN1 1AA")
    etag = provider.etag(f"/v1/establishments/{home['id']}")
    door = pathlib.Path(stack.settings["FAIRLOT_SOCKET"])

    def change():
        return wires.call(
            provider.token, "PATCH", f"/v1/establishments/{home['id']}",
            {"vacancies": 3}, If_Match=etag)

    def end_service():
        os.kill(stack.pid("api"), signal.SIGTERM)
        assert processes.within(10, lambda: not door.exists())

    answer = after_waiting(world, f"establishment_id {home['id']}", change,
                           end_service)
    processes.stop(stack, "api", "TERM")
    processes.start(stack, "api")
    assert processes.within(10, lambda: processes.is_ready(stack))
    assert answer.status_code == 200, answer


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


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("rounds", [
    pytest.param(8, id="quick"),
    pytest.param(200, id="long", marks=pytest.mark.long)])
def test_an_answer_that_dies_with_its_worker_is_had_with_its_key(
        stack, world, rounds):
    """All of them, at any moment from before the request is read to after
    its answer."""
    traffic = Traffic(stack)
    homes = Homes(traffic, world.provider())
    for _ in range(rounds):
        killer = threading.Timer(random.uniform(0, 0.05), lambda: [
            processes.kill(pid) for pid in processes.workers(stack)])
        killer.start()
        homes.tell()
        killer.join()
    homes.check()


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("rounds", [
    pytest.param(5, id="quick"),
    pytest.param(20, id="long", marks=pytest.mark.long)])
def test_an_opening_is_whole_or_has_not_begun(stack, world, rounds):
    market, centre = world.market(), world.places.centre()
    homes = world.homes(market, centre, 5, 10, 15)
    traffic, council = Traffic(stack), world.council_a
    for number in range(rounds):
        world.clock.reset()
        referral = world.referral(market, centre)
        for home in homes:
            world.bid(referral, home)
        world.pass_deadline(referral)
        path = f"/v1/referrals/{referral['id']}"
        victims = [stack.pid("keeper")] if number % 2 else \
            processes.workers(stack)
        killer = threading.Timer(random.uniform(0, 0.03), lambda: [
            processes.kill(pid) for pid in victims])
        killer.start()
        traffic.ask(council.token, "POST", f"{path}/opening", {})
        killer.join()
        assert processes.within(10, lambda: all(map(processes.gone, victims)))
        if not processes.runs(stack, "keeper"):
            keeper.start(stack)
        shown = traffic.persist((200,), council.token, "GET", path).json()
        bids = traffic.persist((200, 403, 409), council.token, "GET",
                               f"{path}/bids")
        opened = bids.status_code == 200 and bids.json()["items"]
        assert shown["state"] in ("closed", "opened")
        assert len(opened or []) == (3 if shown["state"] == "opened" else 0)
