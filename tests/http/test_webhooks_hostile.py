"""test_webhooks_hostile.py - receivers that mean no good, addresses that lead
inside, and processes that die.

SPDX-License-Identifier: Apache-2.0
"""
import collections
import pathlib
import random
import re
import secrets
import subprocess
import threading
import time

import psycopg2
import pytest
from harness import processes, receiver as bad
from harness.client import Api
from harness.feed import Feed
from harness.receiver import Canary, status
from harness.webhooks import SOON, Desk

# An attempt has 15 seconds, and a busy machine some more.
ATTEMPT = 30
MEGABYTES_MOST = 64


@pytest.fixture
def desk(world):
    made = Desk(world)
    yield made
    made.close()


@pytest.fixture(scope="module")
def spot(shared_world):
    return shared_world.places.centre()


@pytest.fixture
def provider(world):
    return world.provider()


def aim(desk, hook, url):
    """Whatever the API would say to it."""
    desk.sql("UPDATE webhook_endpoint SET url = %s WHERE id = %s", url,
             hook.id)


def failure(hook, seconds=ATTEMPT):
    found = []

    def is_over():
        found[:] = [d for d in hook.deliveries() if d["failure"]]
        return found
    assert processes.within(seconds, is_over, 0.2), hook.deliveries()
    assert [d["state"] for d in found] == ["waiting"]
    return found[0]["failure"], found[0]["response_status"]


# ---- where nothing may be sent

# All of them are this host or one beside it, however they are written; what
# the sandbox allows is 127.0.0.1 alone.
INSIDE = ["127.0.0.2", "127.2", "127.0.2", "2130706434", "0x7f000002",
          "0x7f.0.0.2", "0177.0.0.2", "0.0.0.0", "0", "[::1]", "[::]",
          "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]",
          "[::127.0.0.2]", "[::ffff:127.0.0.1]"]


@pytest.mark.parametrize("host", INSIDE)
def test_no_spelling_leads_inside(desk, provider, host):
    hook = desk.hook(provider, "https://hooks.council.example/x",
                     event_types=["a.b"])
    canary = Canary("127.0.0.2", "::1", "127.0.0.1")
    try:
        aim(desk, hook, f"https://{host}:{canary.port}/")
        hook.test()
        assert failure(hook)[0] in ("address", "connection")
        assert canary.visits == []
    finally:
        canary.close()


@pytest.mark.parametrize("host", [
    "169.254.169.254", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1",
    "168.63.129.16", "198.18.0.1", "224.0.0.1", "255.255.255.255",
    "[64:ff9b::7f00:2]", "[2002:7f00:2::]", "[fd00::1]", "[fe80::1]"])
def test_an_address_of_a_network_inside_is_refused_at_once(desk, provider,
                                                           host):
    hook = desk.hook(provider, "https://hooks.council.example/x",
                     event_types=["a.b"])
    aim(desk, hook, f"https://{host}/")
    hook.test()
    assert failure(hook) == ("address", None)


@pytest.mark.parametrize("scheme", ["http", "ftp", "gopher", "dict", "ldap",
                                    "smtp", "telnet", "imap"])
def test_only_https_is_spoken(desk, provider, scheme):
    hook = desk.hook(provider, "https://hooks.council.example/x",
                     event_types=["a.b"])
    canary = Canary("127.0.0.1")
    try:
        aim(desk, hook, f"{scheme}://127.0.0.1:{canary.port}/x")
        hook.test()
        assert failure(hook) == ("address", None)
        assert canary.visits == []
    finally:
        canary.close()


def test_a_file_is_not_read(desk, provider):
    hook = desk.hook(provider, "https://hooks.council.example/x",
                     event_types=["a.b"])
    aim(desk, hook, "file:///etc/passwd")
    hook.test()
    assert failure(hook) == ("address", None)


def test_a_proxy_of_the_environment_is_not_asked(desk, provider):
    receiver, proxy = desk.receiver(), Canary("127.0.0.1")
    hook = desk.hook(provider, receiver.url("/x"), event_types=["a.b"])
    address = f"http://127.0.0.1:{proxy.port}"
    try:
        with desk.nobody_delivers(), desk.deliverer(**{
                name: address for name in (
                    "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                    "ALL_PROXY")}):
            hook.test()
            hook.becomes("delivered")
        assert proxy.visits == []
        assert len(receiver.got("/x")) == 1
    finally:
        proxy.close()


def test_what_a_sandbox_allows_is_refused_elsewhere(desk, stack, tmp_path):
    """A database that is no sandbox: the program says so and ends."""
    name = f"fairlot_serious_{secrets.token_hex(4)}"
    settings = {f"FAIRLOT_DB_{role}": stack.settings[
        f"FAIRLOT_DB_{role}"].replace("dbname=fairlot ", f"dbname={name} ")
        for role in ("OWNER", "WEBHOOKS")}
    with processes.superuser(stack) as cursor:
        cursor.execute(f"CREATE DATABASE {name} OWNER fairlot_owner"
                       " TEMPLATE template0")
    try:
        environment = settings | {"FAIRLOT_HOME": str(stack.home),
                                  "PATH": "/usr/bin:/bin"}
        stack.run([stack.demo["fairlot"], "migrate"], env=environment)
        done = subprocess.run(
            [stack.demo["fairlot"], "webhooks"], text=True, timeout=60,
            capture_output=True, check=False, env=environment | {
                "FAIRLOT_WEBHOOK_ALLOW": "127.0.0.1/32"})
        assert done.returncode == 1
        assert "for a sandbox alone" in done.stderr
        # Without it, it would have gone on.
        with pytest.raises(subprocess.TimeoutExpired):
            subprocess.run([stack.demo["fairlot"], "webhooks"], timeout=5,
                           capture_output=True, check=False,
                           env=environment | {"FAIRLOT_WEBHOOK_ALLOW": ""})
    finally:
        with processes.superuser(stack) as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


# ---- receivers that are no good

def memory(pid):
    """Megabytes that a process has had at most."""
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", text)[1]) // 1024


def is_checked(stack):
    """Whether sanitizers watch over the program, which takes memory."""
    return b"__asan_init" in pathlib.Path(
        stack.demo["fairlot"]).read_bytes()


BAD = {"never": (bad.never, "timeout"), "drip": (bad.drip, "timeout"),
       "drip_body": (bad.drip_body, "timeout"), "flood": (bad.flood, "answer"),
       "many_headers": (bad.many_headers, "answer"),
       "nonsense": (bad.nonsense, "answer")}


def test_bad_receivers_hold_up_nobody(desk, stack, world, provider):
    """Each fails within its time; another organisation is served meanwhile,
    as fast as ever, and the sender does not grow."""
    receiver, good = desk.receiver(), desk.receiver()
    hooks = {}
    for name, (answer, _) in BAD.items():
        receiver.answers[f"/{name}"] = answer
        hooks[name] = desk.hook(provider, receiver.url(f"/{name}"),
                                event_types=["a.b"])
    fine = desk.hook(world.provider(), good.url("/x"), event_types=["a.b"])
    # A sanitizer would keep what is freed, to see whether it is used.
    with desk.nobody_delivers(), desk.deliverer(
            ASAN_OPTIONS="quarantine_size_mb=1:detect_leaks=0") as sender:
        for _ in range(5):
            for hook in hooks.values():
                hook.test()
        began, served = time.monotonic(), 0
        while time.monotonic() - began < 12:
            sent = fine.test()
            fine.becomes("delivered", event_id=sent["event_id"], seconds=10)
            served += 1
        assert served >= 5
        for name, (_, word) in BAD.items():
            seen = hooks[name].becomes("waiting", failure=word,
                                       seconds=ATTEMPT)
            assert {d["response_status"] for d in seen} <= {None, 200}, name
        assert sender.poll() is None
        assert memory(sender.pid) < MEGABYTES_MOST * (
            2 if is_checked(stack) else 1)


def test_a_failing_endpoint_has_one_at_a_time(desk, provider):
    """So that those who never answer take up little room."""
    receiver = desk.receiver()
    receiver.answers["/x"] = bad.never
    hook = desk.hook(provider, receiver.url("/x"), event_types=["a.b"])
    desk.sql("UPDATE webhook_progress SET failing_since = clock_timestamp()"
             " WHERE endpoint_id = %s", hook.id)
    for _ in range(6):
        hook.test()
    assert processes.within(SOON, lambda: receiver.got("/x"))
    time.sleep(3)
    assert len(receiver.got("/x")) == 1
    fine = desk.hook(provider, receiver.url("/y"), event_types=["a.b"])
    for _ in range(6):
        fine.test()
    fine.becomes("delivered", 6)


@pytest.mark.parametrize("certificate", ["elsewhere", "selfmade"])
def test_a_certificate_must_be_good_and_of_this_host(desk, provider,
                                                     certificate):
    receiver = desk.receiver(certificate)
    hook = desk.hook(provider, receiver.url("/x"), event_types=["a.b"])
    hook.test()
    assert failure(hook) == ("tls", None)
    assert receiver.got("/x") == []


def test_who_speaks_no_tls_is_told_nothing(desk, provider):
    canary = Canary("127.0.0.1")
    hook = desk.hook(provider, "https://hooks.council.example/x",
                     event_types=["a.b"])
    try:
        aim(desk, hook, f"https://127.0.0.1:{canary.port}/")
        hook.test()
        assert failure(hook) == ("tls", None)
    finally:
        canary.close()
    hook.test()  # now nobody listens
    hook.becomes("waiting", failure="connection")


# ---- several who deliver

def numbers(letters):
    return collections.Counter(letter.id for letter in letters)


def test_several_deliverers_send_everything_once(desk, world, provider, spot):
    receiver = desk.receiver()
    # Slow enough for the one to look while the other is at it.
    receiver.answers["/x"] = lambda wire, _: (
        time.sleep(0.1), wire.sendall(status(204)))
    hook = desk.hook(provider, receiver.url("/x"),
                     event_types=["webhook.changed"])
    with desk.deliverer(), desk.deliverer():
        for n in range(60):
            hook.change(description=f"No. {n}")
        hook.becomes("delivered", 60, seconds=60)
        time.sleep(1)
    assert sorted(numbers(receiver.got("/x")).values()) == 60 * [1]
    assert {d["attempts"] for d in hook.deliveries()} == {1}


def test_a_lease_is_taken_over_when_it_has_ended(desk, provider, stack):
    receiver = desk.receiver()
    receiver.answers["/x"] = [bad.never, status(204)]
    hook = desk.hook(provider, receiver.url("/x"), event_types=["a.b"])
    sent = hook.test()
    assert processes.within(SOON, lambda: receiver.got("/x"))
    (pid,) = processes.deliverers(stack)
    processes.kill(pid)
    assert processes.within(SOON, lambda: processes.deliverers(stack)
                            not in ({pid}, set()))
    # Not before its time, and then without fail.
    time.sleep(3)
    assert hook.delivery(sent["event_id"])["attempts"] == 1
    desk.sql("UPDATE webhook_delivery SET leased_until = clock_timestamp()"
             " WHERE endpoint_id = %s", hook.id)
    (done,) = hook.becomes("delivered")
    assert done["attempts"] == 2
    assert len(numbers(receiver.got("/x"))) == 1


def test_it_ends_with_its_parent_and_comes_back_with_it(desk, stack,
                                                        provider):
    (pid,) = processes.deliverers(stack)
    processes.kill(stack.pid("jobs"))
    assert processes.within(15, lambda: not pathlib.Path(
        f"/proc/{pid}").exists())
    processes.start(stack, "jobs")
    assert processes.within(SOON, lambda: processes.deliverers(stack))
    receiver = desk.receiver()
    hook = desk.hook(provider, receiver.url("/x"), event_types=["a.b"])
    hook.test()
    hook.becomes("delivered")


def persist(provider, name, until):
    """A home of that name, whatever happens meanwhile."""
    body = {"name": name, "capacity": 5, "rating": "good",
            "address": {"line_1": "1 High Street", "line_2": None,
                        "town": "Brighton", "postcode": "BN1 1AA"},
            "regulator": {"scheme": "ofsted", "id": name[-10:]}}
    while time.monotonic() < until:
        try:
            answer = provider.post("/v1/establishments", body, key=name,
                                   check=False)
        except OSError:
            continue
        if answer.status_code == 201:
            return answer.json()["id"]
        time.sleep(0.05)
    raise AssertionError(f"{name} was never acknowledged")


def roll_back(stack, provider, stop):
    """Events of changes that never happen, one after the other."""
    settings = stack.settings["FAIRLOT_DB_OWNER"]
    while not stop.is_set():
        connection = psycopg2.connect(settings)
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH e AS (INSERT INTO event (type, organisation_id)"
                " VALUES ('never.happened', %s) RETURNING id)"
                " INSERT INTO event_reader (organisation_id, event_id)"
                " SELECT %s, id FROM e", 2 * [provider.organisation_id])
            time.sleep(random.uniform(0.01, 0.3))
        connection.rollback()
        connection.close()


def kill_at_random(stack, seconds, counts):
    """Workers, jobs and whoever delivers, one after the other."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(random.uniform(0.1, 0.5))
        kind = random.choice(("worker", "worker", "jobs", "deliverer"))
        if kind == "worker":
            pids = processes.workers(stack)
        elif kind == "deliverer":
            pids = processes.deliverers(stack)
        else:
            pids = {stack.pid("jobs")}
        if not pids:
            continue
        processes.kill(random.choice(list(pids)))
        counts[kind] += 1
        if kind == "jobs":
            processes.start(stack, "jobs")


def kill_and_count(desk, stack, world, seconds):
    provider, receiver = world.provider(), desk.receiver()
    hook = desk.hook(provider, receiver.url("/x"))
    feed, counts, ids = Feed(provider), collections.Counter(), []
    stop, lock = threading.Event(), threading.Lock()
    provider.token  # one sign-in for all

    def write():
        mine = Api(world, **{"email": provider.person[0],
                             "password": provider.person[1]})
        mine._token, mine._until = provider._token, provider._until
        # Not faster: a provider has at most a thousand homes.
        while not stop.wait(seconds / 200):
            made = persist(mine, f"Kill {secrets.token_hex(8)}",
                           time.monotonic() + 60)
            with lock:
                ids.append(made)

    threads = [threading.Thread(target=write) for _ in range(3)]
    threads.append(threading.Thread(target=roll_back,
                                    args=(stack, provider, stop)))
    for thread in threads:
        thread.start()
    try:
        kill_at_random(stack, seconds, counts)
    finally:
        stop.set()
        for thread in threads:
            thread.join(90)
    assert counts["worker"] and counts["jobs"] + counts["deliverer"]
    committed = {e["id"]: e for e in feed.new()}
    assert {e["subject_id"] for e in committed.values()
            if e["type"] == "establishment.created"} == set(ids)

    def all_told():
        # Whatever was lost with its sender is due again, in time.
        desk.due(hook)
        return set(committed) <= {x.id for x in receiver.got("/x")}
    assert processes.within(60, all_told, 1), "an event was never delivered"
    known = set(committed) | {e["id"] for e in provider.read(
        "/v1/events", params={"limit": 100})["items"]}
    came = receiver.got("/x")
    assert {x.id for x in came} <= known, "nothing that never happened"
    assert "never.happened" not in {x.payload["type"] for x in came}
    assert all(x.signed_by(hook.secret) == [0] for x in came)


def test_killed_at_random_everything_is_told_and_nothing_else(desk, stack,
                                                              world):
    kill_and_count(desk, stack, world, 10)


@pytest.mark.long
def test_killed_at_random_for_a_minute(desk, stack, world):
    kill_and_count(desk, stack, world, 60)
