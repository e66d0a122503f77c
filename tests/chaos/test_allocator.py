"""test_allocator.py - the n-th allocation of a request fails, n = 1, 2, 3...

Whatever the memory was for, the answer is the right one, a refusal, or 503
with Retry-After (from nginx, if the worker died); never 500, never half a
write, never a forged token believed; and the next request is served.

SPDX-License-Identifier: Apache-2.0
"""
import random

import failing
import pytest
from harness import processes
from harness.flows import fresh
from harness.placing import Field
from harness.wire import Wires
from traffic import VERSIONS

pytestmark = pytest.mark.skipif(
    not failing.is_built(),
    reason="needs the release build: cmake --preset release &&"
           " cmake --build build/release")
WORKERS = 6
QUICK = 12  # allocations that the quick form lets fail
MOST = 5000  # of one request


@pytest.fixture(scope="module")
def allocator(stack):
    with failing.starved_api(stack, WORKERS) as allocator:
        yield allocator


@pytest.fixture
def sweep(stack, allocator, request):
    made = Sweep(stack, allocator,
                 every=request.node.get_closest_marker("long") is not None)
    crashes = stack.logged("api").count("killed by signal 11")
    yield made
    assert made.failures > 0
    said = stack.logged("api")
    assert said.count("killed by signal 11") == crashes
    assert "keeps its own allocator" not in said


class Sweep:
    """One request again and again, another allocation failing each time."""

    def __init__(self, stack, allocator, every):
        self.stack, self.allocator, self.every = stack, allocator, every
        self.wires = Wires(stack.base_url, stack.demo["ca_file"])
        self.failures, self.answers = 0, []

    def numbers(self, send, how):
        """Which allocations shall fail: all, or some of as many as the
        request makes in a worker that has served before."""
        if self.every and how == failing.ONCE:
            return range(1, MOST)
        calls = min(self.calls(send) for _ in range(3))
        return random.sample(range(1, calls + 1), min(QUICK, calls))

    def calls(self, send):
        this = send()
        with self.allocator.failing(MOST):
            this()
            return self.allocator[failing.CALLS]

    def run(self, send, judge, how=failing.ONCE):
        """send() makes its preparations and gives what sends the request;
        judge(answer) is asked after each."""
        for n in self.numbers(send, how):
            this = send()
            with self.allocator.failing(n, how):
                answer = this()
                failed = self.allocator[failing.FAILED]
            self.failures += failed
            self.answers.append((n, answer))
            assert answer.status_code not in (500, 502, 504), (n, answer)
            if answer.status_code == 503:
                assert int(answer.headers["Retry-After"]) > 0, (n, answer)
                assert answer.slug in ("unavailable", "outcome-unknown")
            judge(n, answer)
            if self.every and not failed:
                break

    @staticmethod
    def good(*statuses):
        """How to ask until nothing is in the way of the answer."""
        def ask(send):
            answers = []
            assert processes.within(10, lambda: answers.append(send()) or
                                    answers[-1].status_code in statuses), \
                answers[-1]
            return answers[-1]
        return ask


def from_nginx(answer):
    """The worker died: whether it had committed, nobody knows."""
    return "part of the service" in answer.text


FORMS = pytest.mark.parametrize("how", [
    pytest.param(failing.ONCE, id="once"),
    pytest.param(failing.EVER_AFTER, id="ever_after"),
    pytest.param(failing.ONCE, id="every", marks=pytest.mark.long)])


def signing_in(sweep, world, person):
    email, password = person.person

    def send():
        return sweep.wires.call(None, "POST", "/v1/sessions",
                                {"email": email, "password": password})
    return send


@FORMS
def test_signing_in(sweep, world, how):
    person = world.colleague(world.council_a)
    sign_in = signing_in(sweep, world, person)

    def judge(n, answer):
        assert answer.status_code in (201, 503), (n, answer)
        if answer.status_code == 201:
            token = answer.json()["access_token"]
            me = sweep.good(200)(
                lambda: sweep.wires.call(token, "GET", "/v1/me"))
            assert me.json()["id"] == person.user_id

    def send():
        sweep.good(201)(sign_in)
        return sign_in

    sweep.run(send, judge, how)


def forged(token):
    """The same session, a signature that nobody made."""
    header, claims, signature = token.split(".")
    other = "B" if signature[0] == "A" else "A"
    return f"{header}.{claims}.{other}{signature[1:]}"


@FORMS
def test_a_forged_token_is_never_believed(sweep, world, how):
    def send():
        token = world.council_a.token
        sweep.good(200)(lambda: sweep.wires.call(token, "GET", "/v1/me"))
        return lambda: sweep.wires.call(forged(token), "GET", "/v1/me")

    def judge(n, answer):
        assert answer.status_code in (401, 503), (n, answer)
        assert b"organisation" not in answer.content

    sweep.run(send, judge, how)


@FORMS
def test_a_good_token_is_read_rightly_or_not_at_all(sweep, world, how):
    mine = world.council_a.read("/v1/me")

    def send():
        # A session of its own, so that no worker knows the token yet.
        token = world.council_a.machine_token()["access_token"]
        return lambda: sweep.wires.call(token, "GET", "/v1/me")

    def judge(n, answer):
        assert answer.status_code in (200, 503), (n, answer)
        if answer.status_code == 200:
            assert answer.json()["organisation"] == mine["organisation"]

    sweep.run(send, judge, how)


@FORMS
def test_a_bid_is_sealed_whole_or_not_at_all(sweep, world, how):
    market, centre = world.market(), world.places.centre()
    home, = world.homes(market, centre, 5)
    call, token, before = sweep.wires.call, home.provider.token, {}

    def new_bid():
        referral = world.referral(market, centre)
        world.bid(referral, home)
        return world.bid_path(referral, home)

    def shown():
        return sweep.good(200)(lambda: call(token, "GET", path))

    path = new_bid()

    def send():
        nonlocal path
        stands = shown()
        if stands.json()["version"] > VERSIONS:
            path = new_bid()
            stands = shown()
        before.update(stands.json())
        body = world.bid_body(variable_pence=400_000 + random.randrange(9**5))
        return lambda: call(token, "PUT", path, body,
                            If_Match=stands.headers["ETag"])

    def judge(n, answer):
        after = shown().json()
        assert answer.status_code in (200, 503), (n, answer)
        if answer.status_code == 200:
            assert after["version"] == before["version"] + 1, (n, answer)
            assert after["receipt"] == answer.json()["receipt"]
        elif answer.slug == "unavailable" and not from_nginx(answer):
            assert after == before, (n, answer)
        else:
            assert after["version"] - before["version"] in (0, 1)
        assert after["bid"] is not None, "its digest is not of its bytes"

    sweep.run(send, judge, how)


class Awards:
    """A ranked referral to award, and the next one once it is awarded."""

    def __init__(self, sweep, world):
        self.sweep, self.council = sweep, world.council_a
        self.field = Field(world, 5, 15)
        self.case = None

    def ask(self, method, path, body=None, **headers):
        return self.sweep.wires.call(self.council.token, method, path, body,
                                     **headers)

    def shown(self):
        return self.sweep.good(200, 404)(
            lambda: self.ask("GET", f"{self.case.path}/award"))

    def award(self):
        return self.ask(
            "POST", f"{self.case.path}/award",
            {"bid_id": self.case.ids[0], "reason": "By the published rules"},
            Idempotency_Key=f'"{self.case.key}"')

    def prepare(self):
        if not self.case or self.shown().status_code == 200:
            self.case = self.field.ranked(400_000, 900_000,
                                          choice_mode="none")
        self.case.key = fresh("award")
        return self.award

    def judge(self, n, answer):
        after = self.shown()
        assert answer.status_code in (201, 503), (n, answer)
        if answer.status_code == 201:
            assert after.json() == answer.json(), (n, answer)
        if answer.slug == "unavailable" and not from_nginx(answer):
            assert after.status_code == 404, (n, answer)
        if after.status_code == 200:
            self.is_whole(n, after.json())

    def is_whole(self, n, award):
        again = self.sweep.good(201)(self.award)
        assert again.json() == award, (n, again)
        terms = self.council.read(
            f"/v1/placements/{award['placement_id']}")["terms"]
        assert len(terms["price_lines"]) == 1, (n, terms)
        assert sum(line["price_pence"] for line in terms["price_lines"]) == \
            self.case.ranked[0]["price_pence"]


@FORMS
def test_an_award_is_made_whole_or_not_at_all(sweep, world, how):
    awards = Awards(sweep, world)
    sweep.run(awards.prepare, awards.judge, how)
