"""test_standby.py - nobody confirms what is committed.

The one standby of this database has a name that nobody has, so every COMMIT
waits. What is told meanwhile, what goes on, what is left behind; and that an
answer given before is not given again until it is safe.

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures
import threading
import time

import pytest
from harness import processes
from harness.wire import Wires

# D15: eight seconds for the commit, and some for a busy machine.
PATIENCE = 20
WAITING = ("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
           " AND datname = 'fairlot'")
# Those of a request; fairlot jobs seals and waits as well, now and then.
ANSWERING = WAITING + " AND usename IN ('app_staff', 'app_public')"


def home_body(name):
    return {"name": name, "capacity": 5, "rating": "good",
            "address": {"line_1": "1 High Street", "line_2": None,
                        "town": "Brighton", "postcode": "BN1 1AA"},
            "regulator": {"scheme": "ofsted", "id": name[-10:]}}


def set_standby(stack, names):
    with processes.superuser(stack) as cursor:
        cursor.execute("ALTER SYSTEM SET synchronous_standby_names = %s",
                       (names,))
        cursor.execute("SELECT pg_reload_conf()")
    assert processes.within(20, lambda: commits_wait(stack) == bool(names))


def waiting(stack, whose=WAITING):
    with processes.superuser(stack) as cursor:
        cursor.execute(whose)
        return [pid for (pid,) in cursor.fetchall()]


def commits_wait(stack):
    """Whether they do by now: PostgreSQL's checkpointer must have heard of
    it first. The one that is tried does not wait for long."""
    with processes.superuser(stack) as cursor, \
            concurrent.futures.ThreadPoolExecutor(1) as pool:
        pid = cursor.connection.info.backend_pid
        tried = pool.submit(cursor.execute, "SELECT"
                            " pg_logical_emit_message(true, 'tests', '')")
        while not tried.done():
            if pid in waiting(stack):
                cancel(stack, [pid])
                tried.result()
                return True
            time.sleep(0.01)
        tried.result()
    return False


def cancel(stack, pids):
    with processes.superuser(stack) as cursor:
        for pid in pids:
            cursor.execute("SELECT pg_cancel_backend(%s)", (pid,))


@pytest.fixture
def provider(world):
    made = world.provider()
    assert made.token
    return made


@pytest.fixture
def alone(stack, provider):  # pylint: disable=unused-argument
    """No standby, from here to the end of the test at the latest."""
    set_standby(stack, "nobody")
    yield lambda: set_standby(stack, "")
    set_standby(stack, "")
    assert processes.within(10, lambda: not waiting(stack))


class Writer:
    """Makes homes of one provider; by name, which is the key as well."""

    def __init__(self, stack, provider):
        self.wires = Wires(stack.base_url, stack.demo["ca_file"])
        self.token = provider.token
        self.heard = []

    def write(self, name):
        began = time.monotonic()
        answer = self.wires.call(self.token, "POST", "/v1/establishments",
                                 home_body(name), Idempotency_Key=f'"{name}"')
        answer.seconds = time.monotonic() - began
        self.heard.append(answer)
        return answer

    def begin(self, name):
        thread = threading.Thread(target=self.write, args=(name,))
        thread.start()
        return thread

    def wave(self, names):
        """All at once; the answers, in the order in which they came."""
        self.heard = []
        for thread in [self.begin(name) for name in names]:
            thread.join()
        return self.heard


def names_of(provider):
    return sorted(home["name"] for home in
                  provider.every("/v1/establishments"))


def test_a_commit_that_nobody_confirms_is_given_up_in_time(
        stack, provider, alone):
    writer = Writer(stack, provider)
    first = writer.write("Waits in vain")
    assert (first.status_code, first.slug) == (503, "outcome-unknown")
    assert int(first.headers["Retry-After"]) > 0
    assert first.seconds < PATIENCE
    again = writer.write("Waits in vain")
    assert (again.status_code, again.slug) in (
        (409, "idempotency-in-progress"), (503, "unavailable"))
    alone()
    assert processes.within(10, lambda: not waiting(stack))
    replayed = writer.write("Waits in vain")
    assert replayed.status_code == 201, replayed
    assert replayed.headers["Idempotency-Replayed"] == "true"
    assert names_of(provider) == ["Waits in vain"]


@pytest.mark.usefixtures("alone")
def test_reading_goes_on_and_few_sessions_are_left_behind(
        stack, provider):
    """Without a limit each write would leave one, until none are left."""
    writer = Writer(stack, provider)
    workers = int(stack.settings["FAIRLOT_WORKERS"])
    heard = []
    for wave in range(4):
        heard += writer.wave(f"Wave {wave} {i}" for i in range(2 * workers))
    assert {(a.status_code, a.slug) for a in heard} <= {
        (503, "outcome-unknown"), (503, "unavailable")}
    assert all(a.seconds < 2 * PATIENCE for a in heard)
    quick = [a for a in heard[-workers:] if a.slug == "unavailable"]
    assert len(quick) >= workers / 2, "nobody has learned anything"
    # One of each worker, and what jobs may have left.
    assert 1 <= len(waiting(stack)) <= workers + 4
    read = writer.wires.call(provider.token, "GET", "/v1/me")
    assert read.status_code == 200
    assert writer.wires.send("GET", "/v1/schemes").status_code == 200
    assert processes.is_ready(stack)
    with processes.superuser(stack) as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity"
                       " WHERE datname = 'fairlot'")
        assert cursor.fetchone()[0] < 60


def test_a_wait_cut_short_is_no_success(stack, provider, alone):
    """pg_cancel_backend: committed here, perhaps nowhere else. Not even the
    stored answer is given for it before it is."""
    writer = Writer(stack, provider)
    thread = writer.begin("Cut short")
    assert processes.within(20, lambda: waiting(stack, ANSWERING))
    cancel(stack, waiting(stack, ANSWERING))
    thread.join()
    (first,) = writer.heard
    assert (first.status_code, first.slug) == (503, "outcome-unknown")
    # It is there for all to see, and its answer with it.
    assert processes.within(20, lambda: names_of(provider) == ["Cut short"])
    again = writer.write("Cut short")
    assert (again.status_code, again.slug) == (503, "outcome-unknown")
    alone()
    assert processes.within(10, lambda: not waiting(stack))
    replayed = writer.write("Cut short")
    assert replayed.status_code == 201, replayed
    assert replayed.headers["Idempotency-Replayed"] == "true"
    assert names_of(provider) == ["Cut short"]
