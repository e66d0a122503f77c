"""test_attacks.py - what an attacker would try, and found once.

Each test is a way in, or a way to look over a wall or to take the service
down, that was open or might have been. Walls that have a file of their own
(forged tokens, the smuggling of requests, what a role may call) are not here.

SPDX-License-Identifier: Apache-2.0
"""
import hashlib
import json
import secrets
import socket
import struct
import threading
import time

import psycopg2
import pytest
from harness import fastcgi
from harness.placing import Field
from harness.processes import within, workers

EMOJI = "\N{GRINNING FACE}"  # four bytes, twelve in a URL


@pytest.fixture(scope="module", name="field")
def one_field(shared_world):
    return Field(shared_world, 5, 15, choice_mode="none")


@pytest.fixture(autouse=True)
def no_worker_dies(stack):
    """One request must not end a worker, whatever it is."""
    before = workers(stack)
    yield
    assert workers(stack) == before


# ---- is there a bid?


class Held:
    """Another's bid while it is being put: its request hangs at the row."""

    def __init__(self, world, referral, home):
        path = world.bid_path(referral, home)
        tag = home.provider.etag(path)
        body = world.bid_body(variable_pence=310_000)
        self.connection = psycopg2.connect(
            world.stack.settings["FAIRLOT_DB_OWNER"])
        self.answers = []
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT FROM bid WHERE referral_id = %s FOR UPDATE",
                           (referral["id"],))
        self.thread = threading.Thread(target=lambda: self.answers.append(
            home.provider.put(path, body, match=tag)))
        self.thread.start()
        assert within(5, lambda: world.clock.sql(
            "SELECT count(*) FROM pg_locks WHERE NOT granted") != [(0,)])

    def release(self):
        self.connection.close()
        self.thread.join()
        return self.answers[0]


def test_a_competitor_cannot_feel_that_a_bid_is_being_put_R099(field, world):
    """Whoever waits for a lock knows that somebody holds it."""
    case = field.published(300_000, None)
    bidder, rival = field.homes[0], field.homes[1].provider
    probes = [
        ("PUT", world.bid_path(case.referral, bidder), world.bid_body(), 404),
        ("DELETE", world.bid_path(case.referral, bidder), None, 404),
        ("POST", world.bid_path(case.referral, bidder) + "/refusal",
         {"reason_code": "price", "note": ""}, 404),
        ("POST", f"{case.path}/opening", {}, 403),
        ("POST", f"{case.path}/cancellation", {"reason": "x"}, 403),
        ("PUT", f"/v1/applications/{case.id}/entries/{case.id}", {}, 404),
        ("POST", f"/v1/placements/{case.id}/refusal", {"reason": "x"}, 404),
        ("PATCH", f"/v1/establishments/{case.id}", {"vacancies": 1}, 404),
        ("DELETE", f"/v1/clients/{case.id}", None, 404),
    ]
    assert rival.token
    held = Held(world, case.referral, bidder)
    try:
        begun = time.monotonic()
        for method, path, body, status in probes:
            more = {} if body is None else {"json": body}
            rival.request(method, path, expect=status, **more)
        # A lock is waited for until two seconds have passed.
        assert time.monotonic() - begun < 1.9
        assert not held.answers
    finally:
        answer = held.release()
    assert answer.status_code in (200, 503)


# ---- what is kept


def test_a_kept_answer_is_no_way_to_guess_a_password(world, nobody):
    """Its key in the database was a plain digest of the body: a thousand
    million passwords a second, past Argon2."""
    body = json.dumps({"name": "Firm", "contact": {
        "name": "Ada", "email": f"{secrets.token_hex(8)}@example.org",
        "password": secrets.token_urlsafe(12)}}).encode()
    key = secrets.token_hex(8)
    for _ in range(2):
        answer = nobody.post("/v1/providers", data=body, key=key, expect=201,
                             headers={"Content-Type": "application/json"})
    assert answer.headers["Idempotency-Replayed"] == "true"
    (scope, fingerprint), = world.clock.sql(
        "SELECT scope, fingerprint FROM idempotency WHERE key = %s", key)
    plain = hashlib.sha256(b"POST\0/v1/providers\0" + body).hexdigest()
    assert plain not in scope + fingerprint
    assert scope == "nobody " + fingerprint


@pytest.mark.parametrize("percent, kept", [
    ("0e-16000", "0.00"), ("99.990000000000000001", "99.99"), ("1E1", "10.00")])
def test_a_percentage_of_a_few_bytes_stays_so(field, world, percent, kept):
    """As a number of PostgreSQL it would have had sixteen thousand digits,
    in every invitation anew."""
    home = world.home(field.homes[0].provider, field.centre)
    provider, market = field.homes[0].provider, field.market
    draft = world.application(provider, market, [home])
    path = (f"/v1/applications/{draft['id']}/entries/"
            f"{draft['entries'][0]['id']}")
    body = json.dumps(world.entry_body(market.category)).replace(
        '"discounts": []',
        f'"discounts": [{{"from_child": 2, "percent": {percent}}}]')
    answer = provider.put(path, data=body, match=provider.etag(path),
                          headers={"Content-Type": "application/json"},
                          expect=200)
    assert f'"percent": {kept}' in answer.text
    assert len(answer.content) < len(body) + 1000


# ---- signing in


def sign_in(stack, address, email):
    """The status of a wrong password from that address."""
    body = json.dumps({"email": email, "password": "not this one"}).encode()
    env = {"REQUEST_METHOD": "POST", "REQUEST_URI": "/v1/sessions",
           "DOCUMENT_URI": "/v1/sessions", "CONTENT_LENGTH": str(len(body)),
           "CONTENT_TYPE": "application/json", "REMOTE_ADDR": address}
    with socket.socket(socket.AF_UNIX) as peer:
        peer.settimeout(30)
        peer.connect(stack.settings["FAIRLOT_SOCKET"])
        peer.sendall(
            fastcgi.record(fastcgi.BEGIN,
                           struct.pack("!HB5x", fastcgi.RESPONDER, 0)) +
            fastcgi.record(fastcgi.PARAMS, fastcgi.pairs(env)) +
            fastcgi.record(fastcgi.PARAMS, b"") +
            fastcgi.record(fastcgi.STDIN, body) +
            fastcgi.record(fastcgi.STDIN, b""))
        heard = b""
        while piece := peer.recv(65536):
            heard += piece
    return int(heard.partition(b"Status: ")[2][:3]), heard


def test_a_network_of_IPv6_cannot_guess_2_to_the_64_times(stack):
    quota = int(stack.settings["FAIRLOT_SIGN_IN_QUOTA"])
    email = f"{secrets.token_hex(8)}@example.org"
    guesses = 0
    for number in range(20 * quota):
        status, heard = sign_in(stack, f"2001:db8:1:2::{number:x}", email)
        if b"Many people are signing in" in heard:
            time.sleep(0.05)  # the gate, which counts nobody's failure
            continue
        if status == 429:
            break
        guesses += 1
    assert (status, guesses) == (429, quota)
    assert sign_in(stack, "2001:db8:1:3::1", email)[0] in (401, 429)


# ---- taking the service down


def test_a_long_name_does_not_end_the_directory_for_everybody(
        field, world, nobody):
    """The place behind it is the cursor, and that had a shorter limit than
    the name."""
    town = f"Longtown {secrets.token_hex(4)}"
    home = field.homes[0]
    for name in ("A" + EMOJI * 199, "B" + EMOJI * 199):
        made = world.home(home.provider, field.centre, name=name, address={
            "line_1": "1", "line_2": None, "town": town,
            "postcode": field.centre})
        world.accredit(field.market, home.provider, made)
    # The longest search, too: all of it stands in the Link to the next page.
    shown = nobody.every("/v1/directory", q=town, limit=1)
    assert [item["name"][0] for item in shown] == ["A", "B"]
    page = nobody.get("/v1/directory", params={"q": EMOJI * 100, "limit": 1},
                      expect=200)
    assert nobody.get(page.links["next"]["url"].replace(
        world.stack.base_url, ""), expect=200).json()["items"]
