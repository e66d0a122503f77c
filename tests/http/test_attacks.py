"""test_attacks.py - what an attacker would try, and found once.

Each test is a way in, or a way to look over a wall or to take the service
down, that was open or might have been. Walls that have a file of their own
(forged tokens, the smuggling of requests, what a role may call) are not here.

SPDX-License-Identifier: Apache-2.0
"""
import collections
import concurrent.futures
import hashlib
import json
import pathlib
import secrets
import socket
import stat
import struct
import threading
import time

import psycopg2
import pytest
from harness import fastcgi
from harness.client import slug
from harness.placing import Field, award
from harness.processes import within, workers
from harness.wire import Wires

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
        assert within(20, lambda: world.clock.sql(
            "SELECT count(*) FROM pg_locks WHERE NOT granted") != [(0,)])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()
        self.thread.join()


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
    for method, path, body, status in probes:
        more = {} if body is None else {"json": body}
        with Held(world, case.referral, bidder) as held:
            # Whoever waits for a lock is told 503 in the end.
            rival.request(method, path, expect=status, **more)
            assert not held.answers
        assert held.answers[0].status_code in (200, 503)


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


def test_whoever_adds_people_does_not_keep_others_from_signing_in(council):
    """A token that did nothing else took nearly all the hashes there are."""
    stack = council.world.stack
    wires = Wires(stack.base_url, stack.demo["ca_file"])
    headers = [("Authorization", f"Bearer {council.token}"),
               ("Content-Type", "application/json")]

    def add_nobody(_):
        return wires.send("POST", "/v1/users", headers, b"{}").status_code

    seen, begun = collections.Counter(), time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        while not seen[429] and seen[422] < 2000:
            seen.update(pool.map(add_nobody, range(80)))
    # 600 at once and 20 a second, more slowly than which nobody is harmed.
    welcome = 600 + 20 * (time.monotonic() - begun + 1)
    assert set(seen) <= {422, 429}
    assert seen[422] <= welcome
    council.get("/v1/users", expect=200)
    time.sleep(4)  # others want to add some, too


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


def heavy_bodies(world):
    """As much as the limits allow, of each kind."""
    line = {"text": EMOJI * 200, "amount_pence": 10**10}
    heads = {f"{n:040d}": 10**10 for n in range(60)}
    longest = "x" * 200_000
    return {
        "dear": world.bid_body() | {"children": [
            {"variable": [{"text": "x", "amount_pence": 10**10}] * 100}] * 20},
        "wide": world.bid_body() | {"children": [
            {"variable": [line] * 10, "core_pence": heads}] * 20},
        "ticks": world.bid_body() | {"needs_met": ["a" * 40] * 101,
                                     "features_met": ["b"] * 101},
        "names": {f"{n:020d}": [] for n in range(9_990)},
        "one long name": {longest: {longest[:1000]: longest[:40_000]}},
        "one long text": world.bid_body() | {"statement": longest},
        "many small ones": {"children": [{"core_pence": {
            f"Z{n}-{m}": [] for m in range(90)}} for n in range(20)]},
        "deep": {"children": json.loads("[" * 30 + "]" * 30)},
        "numbers": {"children": [9 * 10**18] * 9_990},
    }


HEAVY = ["dear", "wide", "ticks", "names", "one long name", "one long text",
         "many small ones", "deep", "numbers"]


@pytest.mark.parametrize("kind", HEAVY)
def test_no_body_is_too_heavy_for_a_worker(field, world, kind):
    case = field.published(None, None, children=20)
    body = json.dumps(heavy_bodies(world)[kind], ensure_ascii=False,
                      separators=(",", ":")).encode()
    assert len(body) <= 262_144, len(body)
    answer = field.homes[0].provider.put(
        world.bid_path(case.referral, field.homes[0]), data=body,
        headers={"Content-Type": "application/json"}, expect=(400, 422))
    assert len(answer.content) < 100_000


def test_the_heaviest_page_is_not_too_heavy_for_a_worker(world, places_spot):
    """A hundred homes as large as can be, by anybody who has registered."""
    provider = world.provider()
    profile = {"needs": [f"{n:03d}" + EMOJI * 97 for n in range(50)],
               "genders": [f"{n}" + EMOJI * 39 for n in range(10)],
               "summary": "\n" + EMOJI * 3999}
    for _ in range(100):
        world.home(provider, places_spot, name=EMOJI * 200, profile=profile)
    answer = provider.get("/v1/establishments", params={"limit": 100},
                          expect=200)
    assert len(answer.content) > 3_500_000


@pytest.fixture(name="places_spot")
def one_spot(world):
    return world.places.centre()


# ---- what was agreed


def test_an_agreement_is_answered_by_its_two_parties_alone(field, world):
    case = field.ranked(300_000, 400_000, choice_mode="none")
    placement = award(case, 0, f"parties-{case.id}").json()["placement_id"]
    path = f"/v1/placements/{placement}"
    signed = {"name": "Eve", "position": "Director"}
    winner, loser = (home.provider for home in field.homes)
    for stranger in (loser, world.council_b):
        stranger.post(f"{path}/signature", signed, expect=404)
    for stranger in (world.lead, world.auditor):
        stranger.post(f"{path}/signature", signed, expect=403)
    loser.post(f"{path}/refusal", {"reason": "Not theirs"}, expect=404)
    early = field.council.post(f"{path}/signature", signed, expect=409)
    assert slug(early) == "provider-signs-first"
    winner.post(f"{path}/signature", signed, expect=201)
    field.council.post(f"{path}/signature", signed, expect=201)
    late = winner.post(f"{path}/refusal", {"reason": "Too late"}, expect=409)
    assert slug(late) == "placement-not-open"
    assert field.council.read(path)["state"] == "active"


# ---- what lies about


def test_secrets_are_in_files_of_their_owner_alone(stack):
    for path, mode in (
            (pathlib.Path(stack.settings["FAIRLOT_KEYS"]) / "jwt.key", 0o600),
            (pathlib.Path(stack.settings["FAIRLOT_KEYS"]) / "cursor.key",
             0o600),
            (pathlib.Path(stack.settings["FAIRLOT_KEYS"]) / "receipt.key",
             0o600),
            (stack.home / "demo.json", 0o600),
            (pathlib.Path(stack.settings["FAIRLOT_SOCKET"]), 0o660)):
        assert stat.S_IMODE(path.stat().st_mode) == mode, path


def test_no_log_repeats_what_people_wrote_L6(field, world, stack, nobody):
    """Neither where all goes well nor where it is refused."""
    mark = f"zebra{secrets.token_hex(8)}"
    home, council = field.homes[0], field.council
    case = field.published(None, None, title=mark, portrait={
        "age_band": mark, "summary": mark})
    path = world.bid_path(case.referral, home)
    body = world.bid_body(statement=mark)
    home.provider.put(path, body | {"available_from": mark}, expect=422)
    home.provider.put(path, body | {mark: mark}, expect=422)
    home.provider.put(path, data=f'{{"{mark}": nothing}}', expect=400,
                      headers={"Content-Type": "application/json"})
    home.provider.post(f"{path}/refusal", {
        "reason_code": "price", "note": mark}, expect=201)
    home.provider.put(path, body, expect=201)
    home.provider.post(f"{path}/refusal", {
        "reason_code": "price", "note": mark}, expect=409)
    council.post("/v1/users", {"name": mark, "password": mark,
                               "email": f"{mark}@example.org"}, expect=201)
    council.post("/v1/users", {"name": mark, "password": mark,
                               "email": f"{mark}@example.org"}, expect=409)
    bid = world.open_bids(case.referral)[home.id]
    council.put(f"/v1/bids/{bid['id']}/evaluation",
                {"score": 4, "reason": mark}, expect=201)
    nobody.post("/v1/sessions", {"email": f"{mark}@example.org",
                                 "password": mark + "?"})
    nobody.get("/v1/directory", params={"q": mark}, expect=200)
    nobody.get("/v1/directory", params={"category": mark, "cursor": mark},
               expect=400)
    nobody.get(f"/v1/{mark}%2f", expect=400)
    council.get("/v1/me", headers={"Cookie": f"__Host-refresh={mark}"},
                expect=200)
    logs = [p for p in stack.log.glob("*.log") if p.name != "demo.log"]
    assert {"api.log", "postgres.log", "nginx-access.log"} <= {
        p.name for p in logs}
    time.sleep(1.2)  # nginx writes its log once a second
    for log in logs:
        assert mark not in log.read_text(errors="replace").replace(
            f"/v1/{mark}/", ""), log
