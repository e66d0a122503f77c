"""test_worker.py - the processes of `fairlot api`: start, trouble, end.

Each test has a service of its own beside the one of the stack: the same
database, another socket, nothing that nginx knows of.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import pathlib
import re
import resource
import signal
import socket
import stat
import struct
import subprocess
import threading
import time

import psycopg2
import pytest
from harness import fastcgi
from harness.processes import gone, superuser, within
from harness.service import PATIENCE, Service


@pytest.fixture
def start(stack, tmp_path):
    """Starts services that do not outlive the test."""
    started = []

    def begin(**settings):
        started.append(Service(stack, tmp_path, **settings))
        return started[-1]

    yield begin
    for service in started:
        service.close()


@pytest.fixture
def service(start):
    return start()


def test_the_socket_is_for_the_group_and_nobody_else(service):
    mode = service.socket.stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) == 0o660


def test_there_are_as_many_workers_as_asked_for(service):
    assert len(service.workers()) == 2


def test_no_worker_writes_its_memory_to_a_file(service):
    for pid in service.workers() | {service.process.pid}:
        limits = pathlib.Path(f"/proc/{pid}/limits").read_text()
        assert re.search(r"^Max core file size +0 +0 ", limits, re.M)


def test_an_idle_service_ends_at_once(service):
    workers = service.workers()
    service.signal(signal.SIGTERM)
    # Well before the ten seconds that a request under way may take.
    assert service.ends_within(5) == 0
    assert not service.socket.exists()
    assert all(gone(pid) for pid in workers)


def test_control_c_ends_it_too(service):
    service.signal(signal.SIGINT)
    assert service.ends_within(PATIENCE) == 0


def test_other_signals_change_nothing(service):
    before = service.workers()
    for _ in range(5):
        for number in (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2,
                       signal.SIGPIPE):
            for pid in before | {service.process.pid}:
                os.kill(pid, number)
        assert service.ask()[0] == 200
    assert service.workers() == before


def test_a_worker_that_dies_is_replaced(service):
    before = service.workers()
    victim = min(before)
    os.kill(victim, signal.SIGKILL)
    assert within(PATIENCE, lambda: len(service.workers()) == 2 and
                  victim not in service.workers())
    assert [service.ask()[0] for _ in range(10)] == [200] * 10


def test_all_workers_may_die_at_once(service):
    for pid in service.workers():
        os.kill(pid, signal.SIGKILL)
    assert within(PATIENCE, lambda: len(service.workers()) == 2)
    assert within(PATIENCE, service.answers)


def test_a_worker_told_to_end_finishes_and_is_replaced(service):
    victim = min(service.workers())
    os.kill(victim, signal.SIGTERM)
    assert within(PATIENCE, lambda: len(service.workers()) == 2 and
                  victim not in service.workers())


def test_workers_do_not_outlive_their_parent(service):
    workers = service.workers()
    service.process.kill()
    service.process.wait()
    assert within(PATIENCE, lambda: all(gone(pid) for pid in workers))


def test_a_socket_left_behind_is_replaced(start, stack, tmp_path):
    first = start()
    first.process.kill()
    first.process.wait()
    assert first.socket.exists()
    again = start()
    assert again.ask()[0] == 200


def test_a_second_service_does_not_take_the_socket(service, stack, tmp_path):
    second = subprocess.run(
        [stack.demo["fairlot"], "api"], text=True, capture_output=True,
        check=False, timeout=PATIENCE, env=os.environ | {
            "FAIRLOT_HOME": str(stack.home), "FAIRLOT_RUN": str(tmp_path),
            "FAIRLOT_SOCKET": str(service.socket)})
    assert second.returncode == 1
    assert "another service" in second.stderr
    assert service.ask()[0] == 200


@pytest.mark.parametrize("name, value", [
    ("FAIRLOT_WORKERS", "0"), ("FAIRLOT_WORKERS", "many"),
    ("FAIRLOT_KEYS", "/nowhere"), ("FAIRLOT_SOCKET", "/nowhere/api.sock"),
    ("FAIRLOT_SOCKET", "/tmp/" + "x" * 120)])
def test_a_wrong_setting_stops_the_start(stack, tmp_path, name, value):
    done = subprocess.run(
        [stack.demo["fairlot"], "api"], text=True, capture_output=True,
        check=False, timeout=PATIENCE, env=os.environ | {
            "FAIRLOT_HOME": str(stack.home), "FAIRLOT_RUN": str(tmp_path),
            "FAIRLOT_SOCKET": str(tmp_path / "api.sock")} | {name: value})
    assert done.returncode == 1
    assert done.stderr.startswith("fairlot")


# ---- requests in trouble


class Lock:
    """Holds the lock that a PATCH of a person waits for."""

    def __init__(self, stack, user_id):
        self.connection = psycopg2.connect(
            stack.settings["FAIRLOT_DB_STAFF"])
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock("
                           "hashtextextended(%s, 0))",
                           (f"user_id {user_id}",))

    def release(self):
        self.connection.close()


def in_background(call):
    """Starts call(); the list will hold what it gave."""
    answers = []
    thread = threading.Thread(target=lambda: answers.append(call()))
    thread.start()
    return thread, answers


def busy(stack):
    """How many statements of the service wait for a lock."""
    with superuser(stack) as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity"
                       " WHERE wait_event_type = 'Lock'"
                       " AND usename = 'app_staff'")
        return cursor.fetchone()[0]


@pytest.fixture
def waiting(stack, council, service):
    """A request that waits in a worker until the lock is released."""
    me = council.read("/v1/me")["id"]
    lock = Lock(stack, me)
    thread, answers = in_background(lambda: service.ask(
        f"/v1/users/{me}", "PATCH", council.token))
    assert within(PATIENCE, lambda: busy(stack) > 0)
    yield lock, thread, answers
    lock.release()
    thread.join(PATIENCE)


def test_a_request_under_way_is_finished_before_the_end(service, waiting):
    lock, thread, answers = waiting
    service.signal(signal.SIGTERM)
    time.sleep(0.3)
    assert service.process.poll() is None
    lock.release()
    thread.join(PATIENCE)
    # 415: there was no body; it was looked at after the lock was granted.
    assert answers and answers[0][0] == 415
    assert service.ends_within(PATIENCE) == 0


def test_whoever_waits_too_long_is_asked_to_come_back(service, waiting):
    _, thread, answers = waiting
    thread.join(PATIENCE)
    status, body = answers[0]
    assert status == 503
    assert json.loads(body)["type"].endswith("/problems/unavailable")
    assert service.ask()[0] == 200


def test_the_end_does_not_wait_for_ever(stack, council, start):
    service = start(FAIRLOT_DRAIN_SECONDS="1")
    with socket.socket(socket.AF_UNIX) as peer:
        # A peer that has begun and says no more holds a worker.
        peer.connect(str(service.socket))
        peer.sendall(fastcgi.record(
            fastcgi.BEGIN, struct.pack("!HB5x", fastcgi.RESPONDER, 0)))
        time.sleep(0.3)
        service.signal(signal.SIGTERM)
        assert service.ends_within(PATIENCE) == 0


def body_request(length, body):
    """A FastCGI request whose body may not be as long as it says."""
    env = {"REQUEST_METHOD": "POST", "REQUEST_URI": "/v1/sessions",
           "DOCUMENT_URI": "/v1/sessions", "CONTENT_LENGTH": str(length),
           "CONTENT_TYPE": "application/json", "REMOTE_ADDR": "192.0.2.1"}
    return (fastcgi.record(fastcgi.BEGIN, struct.pack(
        "!HB5x", fastcgi.RESPONDER, 0)) +
        fastcgi.record(fastcgi.PARAMS, fastcgi.pairs(env)) +
        fastcgi.record(fastcgi.PARAMS, b"") +
        (fastcgi.record(fastcgi.STDIN, body) if body else b"") +
        fastcgi.record(fastcgi.STDIN, b""))


def speak(service, raw):
    """Sends raw and gives all that comes back."""
    with socket.socket(socket.AF_UNIX) as peer:
        peer.settimeout(PATIENCE)
        peer.connect(str(service.socket))
        peer.sendall(raw)
        heard = b""
        while piece := peer.recv(65536):
            heard += piece
        return heard


@pytest.mark.parametrize("length, status", [
    (100, b"400"), (-1, b"400"), ("x", b"400"), (262145, b"413")])
def test_a_body_that_is_not_what_it_says_is_not_used(
        service, length, status):
    heard = speak(service, body_request(length, b"{}"))
    assert b"Status: " + status in heard
    assert service.ask()[0] == 200


def test_a_kept_connection_is_closed_all_the_same(service):
    """Or an unread body would be taken for the next request."""
    raw = body_request(999_999, b"x" * 1000)
    raw = raw[:10] + b"\x01" + raw[11:]  # FCGI_KEEP_CONN
    heard = speak(service, raw + body_request(2, b"{}"))
    assert heard.count(b"Status: ") == 1


@pytest.mark.parametrize("raw", [b"", b"\x00", b"GET / HTTP/1.1\r\n\r\n",
                                 b"\x01\x01\x00\x01\xff\xff\x00\x00",
                                 os.urandom(64)],
                         ids=["empty", "nul", "http", "begin", "random"])
def test_a_peer_that_talks_nonsense_harms_nobody(service, raw):
    with socket.socket(socket.AF_UNIX) as peer:
        peer.connect(str(service.socket))
        peer.sendall(raw)
    assert within(PATIENCE, service.answers)


def test_a_worker_survives_having_no_descriptors_left(service):
    """Accepting fails then; that passes, and so must the worker."""
    workers = service.ready_workers()
    before = {}
    for pid in workers:
        before[pid] = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        count = len(os.listdir(f"/proc/{pid}/fd"))
        resource.prlimit(pid, resource.RLIMIT_NOFILE,
                         (count, before[pid][1]))
    thread, answers = in_background(service.ask)
    time.sleep(0.5)
    for pid in workers:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, before[pid])
    thread.join(PATIENCE)
    assert answers[0][0] == 200
    assert service.workers() == workers


def test_lost_database_connections_are_made_anew(stack, council, service):
    for _ in range(3):
        assert service.ask("/v1/me", token=council.token)[0] == 200
        with superuser(stack) as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid)"
                           " FROM pg_stat_activity WHERE usename"
                           " IN ('app_staff', 'app_public')")
        statuses = [service.ask("/v1/me", token=council.token)[0]
                    for _ in range(4)]
        assert statuses == [200] * 4


def test_without_a_database_it_lives_and_is_not_ready(start, council):
    service = start(FAIRLOT_DB_STAFF="host=/nowhere dbname=fairlot",
                    FAIRLOT_DB_PUBLIC="host=/nowhere dbname=fairlot")
    assert service.ask("/healthz")[0] == 200
    assert service.ask("/readyz")[0] == 503
    for target, token in (("/v1/schemes", None), ("/v1/me", council.token)):
        status, body = service.ask(target, token=token)
        assert status == 503
        assert json.loads(body)["type"].endswith("/problems/unavailable")
        assert b"nowhere" not in body


def test_a_quota_is_kept_by_all_workers_together(start):
    service = start(FAIRLOT_RATE_QUOTA="20", FAIRLOT_WORKERS="3")
    answers = [service.ask("/v1/keys") for _ in range(60)]
    statuses = [status for status, _ in answers]
    assert set(statuses) == {200, 429}
    # At most two windows of sixty seconds were touched, not one per worker.
    assert statuses.count(200) <= 40
    refused = json.loads(answers[statuses.index(429)][1])
    assert refused["type"].endswith("/problems/too-many-requests")


# ---- transactions in trouble


def test_a_deadlock_is_run_again(stack, world, council):
    """The request holds the lock of a person and waits for the row; we hold
    the row and wait for the lock. The request is the one that gives in, and
    its caller never learns of it."""
    person = world.colleague(council)
    path = f"/v1/users/{person.user_id}"
    etag = council.etag(path)
    rival = psycopg2.connect(stack.settings["FAIRLOT_DB_OWNER"].replace(
        "user=fairlot_owner", "user=postgres"))
    with rival.cursor() as cursor:
        cursor.execute("SET deadlock_timeout = '30s'")
        cursor.execute("SELECT FROM app_user WHERE id = %s FOR UPDATE",
                       (person.user_id,))
        thread, answers = in_background(lambda: council.patch(
            path, {"name": "Renamed After All"}, match=etag))
        assert within(PATIENCE, lambda: busy(stack) > 0)
        cursor.execute("SELECT deadlocks FROM pg_stat_database"
                       " WHERE datname = current_database()")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT pg_advisory_xact_lock("
                       "hashtextextended(%s, 0))",
                       (f"user_id {person.user_id}",))
    rival.commit()
    rival.close()
    thread.join(PATIENCE)
    assert answers[0].status_code == 200, answers[0].text
    assert council.read(path)["name"] == "Renamed After All"

    def counted():
        with superuser(stack) as cursor:
            cursor.execute("SELECT deadlocks FROM pg_stat_database"
                           " WHERE datname = current_database()")
            return cursor.fetchone()[0] > before

    assert within(PATIENCE, counted)
