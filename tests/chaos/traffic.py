"""traffic.py - many clients that write until they are told that it is written.

Each is a story, told again and again by threads of its own; it remembers what
was acknowledged, and afterwards says what of it is not there, or is there
twice. What is sent again is sent under the same key, as clients should.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import random
import secrets
import threading
import time

from harness import processes
from harness.wire import Wires

# Answers after which a client tries again.
AGAIN = (409, 503)
TRIES = 600  # of one request, 20 ms apart at least
PAUSE = 0.02
# A provider may have a thousand homes, and put a bid two hundred times: on a
# quick machine a story that has come near only looks from then on.
HOMES, VERSIONS = 900, 180


class GivenUp(Exception):
    """The traffic is to end, or something has gone wrong for good."""


class Traffic:
    """The threads, what they heard, and what went wrong."""

    def __init__(self, stack):
        self.stack = stack
        self.wires = Wires(stack.base_url, stack.demo["ca_file"])
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.statuses, self.lost, self.faults = {}, 0, []
        self.done, self.last_success = 0, 0
        self.stories = []

    def add(self, story, threads=1):
        self.stories.append((story, threads))
        return story

    # ---- what stories say

    def ask(self, token, method, path, body=None, **headers):
        """One request; None if no answer came."""
        try:
            answer = self.wires.call(token, method, path, body, **headers)
        except (OSError, EOFError):
            with self.lock:
                self.lost += 1
            return None
        with self.lock:
            count = self.statuses.get(answer.status_code, 0)
            self.statuses[answer.status_code] = count + 1
        if answer.status_code == 503 and not answer.headers["Retry-After"]:
            self.fault("503 without Retry-After", answer)
        return answer

    def persist(self, good, *request, **headers):
        """The answer to a request that is sent until one of these comes."""
        for _ in range(TRIES):
            answer = self.ask(*request, **headers)
            if answer is not None and answer.status_code in good:
                return answer
            if answer is not None and not is_passing(answer):
                self.fault(request[1:3], answer)
            if self.faults:
                raise GivenUp
            time.sleep(PAUSE * random.uniform(1, 2))
        self.fault(request[1:3], "never acknowledged")
        return None

    def fault(self, *what):
        with self.lock:
            self.faults.append(what)
        raise GivenUp

    def succeeded(self):
        with self.lock:
            self.done += 1
            self.last_success = time.monotonic()

    # ---- running

    def repeat(self, story):
        while not self.stopping.is_set():
            try:
                story.tell()
                self.succeeded()
            except GivenUp:
                return
            except Exception as fault:  # a thread must not hide its death
                self.faults.append((type(story).__name__, repr(fault)))
                return

    def success_after(self, moment, seconds):
        """Whether something is acknowledged soon after that moment."""
        return processes.within(
            seconds, lambda: self.last_success > moment or self.faults)

    @contextlib.contextmanager
    def running(self):
        threads = [threading.Thread(target=self.repeat, args=(story,))
                   for story, count in self.stories for _ in range(count)]
        for thread in threads:
            thread.start()
        try:
            assert processes.within(10, lambda: self.done), self.faults
            yield self
        finally:
            self.stopping.set()
            for thread in threads:
                thread.join(60)
        assert not any(thread.is_alive() for thread in threads)

    def check(self):
        """Everything that was acknowledged is there, once."""
        assert not self.faults, self.faults[:10]
        for story, _ in self.stories:
            story.check()


def is_passing(answer):
    """Whether it is worth trying again."""
    if answer.status_code == 409:
        return answer.slug == "idempotency-in-progress"
    return answer.status_code == 503


class Homes:
    """A provider adds homes."""

    def __init__(self, traffic, provider):
        self.traffic, self.provider = traffic, provider
        self.token, self.made = provider.token, {}

    def tell(self):
        if len(self.made) >= HOMES:
            self.traffic.persist((200,), self.token, "GET", "/v1/me")
            return
        name = f"Home {secrets.token_hex(8)}"
        answer = self.traffic.persist(
            (201,), self.token, "POST", "/v1/establishments",
            home_body(name), Idempotency_Key=f'"{name}"')
        self.made[name] = answer.json()["id"]

    def check(self):
        found = [(home["name"], home["id"]) for home in
                 self.provider.every("/v1/establishments", limit=100)]
        assert sorted(found) == sorted(self.made.items())


def home_body(name):
    return {"name": name, "capacity": 5, "rating": "good",
            "address": {"line_1": "1 High Street", "line_2": None,
                        "town": "Brighton", "postcode": "BN1 1AA"},
            "regulator": {"scheme": "ofsted", "id": name[-10:]}}


class Referrals:
    """A council drafts referrals and publishes each."""

    def __init__(self, traffic, council, body):
        self.traffic, self.council, self.body = traffic, council, body
        self.prefix = f"Storm {secrets.token_hex(4)} "
        self.token, self.made = council.token, {}

    def tell(self):
        title = self.prefix + secrets.token_hex(6)
        made = self.traffic.persist(
            (201,), self.token, "POST", "/v1/referrals",
            self.body | {"title": title}, Idempotency_Key=f'"{title}"').json()
        self.traffic.persist(
            (201,), self.token, "POST",
            f"/v1/referrals/{made['id']}/publication", {},
            Idempotency_Key=f'"{title} published"')
        self.made[title] = made["id"]

    def check(self):
        found = {r["title"]: r for r in self.council.every(
            "/v1/referrals", limit=100)
            if r["title"].startswith(self.prefix)}
        assert {t: r["id"] for t, r in found.items()} == self.made
        assert {r["state"] for r in found.values()} <= {"open"}
        references = [r["reference"] for r in found.values()]
        assert len(set(references)) == len(references)


class Bids:
    """A home replaces its bid; a PUT has no key, so whoever is not answered
    looks what stands."""

    def __init__(self, traffic, world, home, referral):
        self.traffic, self.world, self.home = traffic, world, home
        self.path = world.bid_path(referral, home)
        self.token, self.body = home.provider.token, world.bid_body()
        self.receipts = {}

    def tell(self):
        stands = self.traffic.persist((200, 404), self.token, "GET",
                                      self.path)
        if stands.status_code == 200 and stands.json()["version"] >= VERSIONS:
            return time.sleep(PAUSE)
        condition = {"If_Match": stands.headers["ETag"]} \
            if stands.status_code == 200 else {"If_None_Match": "*"}
        line = {"text": "Support", "amount_pence": random.randrange(9**6)}
        answer = self.traffic.ask(
            self.token, "PUT", self.path,
            self.body | {"children": [{"variable": [line]}]}, **condition)
        # 412: somebody, perhaps we, has replaced it since we looked.
        if answer is None or is_passing(answer) or \
                answer.status_code == 412:
            return time.sleep(PAUSE)
        if answer.status_code not in (200, 201):
            self.traffic.fault("PUT", self.path, answer)
        bid = answer.json()
        self.receipts[bid["version"]] = bid["receipt"]["sha256"]
        return None

    def check(self):
        with processes.superuser(self.traffic.stack) as cursor:
            cursor.execute(
                "SELECT v.version, v.sha256 FROM bid_version v"
                " JOIN bid b ON b.id = v.bid_id"
                " WHERE b.establishment_id = %s", (self.home.id,))
            kept = dict(cursor.fetchall())
        assert self.receipts.items() <= kept.items()


class SignIns:
    """A person signs in and looks at its own name."""

    def __init__(self, traffic, person):
        self.traffic, self.person = traffic, person
        self.count = 0

    def tell(self):
        email, password = self.person.person
        answer = self.traffic.ask(None, "POST", "/v1/sessions",
                                  {"email": email, "password": password})
        if answer is None or answer.status_code in (429, 503):
            return time.sleep(PAUSE)
        if answer.status_code != 201:
            self.traffic.fault("sign-in", answer)
        self.traffic.persist((200,), answer.json()["access_token"], "GET",
                             "/v1/me")
        self.count += 1
        return None

    def check(self):
        assert self.count


def everybody(stack, world):
    """Writers of every kind."""
    traffic = Traffic(stack)
    market, centre = world.market(), world.places.centre()
    home, = world.homes(market, centre, 5)
    referral = world.referral(market, centre)
    traffic.add(Homes(traffic, world.provider()), 3)
    traffic.add(Referrals(traffic, world.council_b, world.referral_body(
        market, centre)), 2)
    traffic.add(Bids(traffic, world, home, referral), 2)
    traffic.add(SignIns(traffic, world.colleague(world.council_a)))
    return traffic
