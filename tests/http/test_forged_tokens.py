"""test_forged_tokens.py - a token is ours, as we wrote it, or it is a 401.

How tokens are given is in test_token.py.

The key that signs tokens can be read in a sandbox, so claims are forged here
under a good signature, too: what is wrong with a token must be refused for
that reason and no other.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import hashlib
import hmac
import json
import pathlib
import time
import uuid

import pytest
from harness.wire import Wires

PATH = "/v1/me"


def encoded(content):
    if not isinstance(content, bytes):
        content = json.dumps(content, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(segment):
    return base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))


def signed(header, claims, key, digest="sha256"):
    """A token of those two parts, objects or raw bytes."""
    text = f"{encoded(header)}.{encoded(claims)}"
    return f"{text}.{encoded(hmac.digest(key, text.encode(), digest))}"


class Forge:
    """A good token, and everything that is needed to make bad ones."""

    def __init__(self, stack, api):
        self.good = api.token
        self.header = json.loads(decoded(self.good.split(".")[0]))
        self.claims = json.loads(decoded(self.good.split(".")[1]))
        text = (pathlib.Path(stack.settings["FAIRLOT_KEYS"]) /
                "jwt.key").read_text()
        self.key = bytes.fromhex(text.strip())
        self.wires = Wires(stack.base_url, stack.demo["ca_file"])

    def raw_header(self):
        """The first segment as the service itself spells it."""
        return decoded(self.good.split(".")[0])

    def with_claims(self, **claims):
        """Ours in all but those claims; None takes one away."""
        merged = {k: v for k, v in (self.claims | claims).items()
                  if v is not None}
        return signed(self.raw_header(), merged, self.key)

    def with_header(self, header, key=None, digest="sha256"):
        return signed(header, self.claims, key or self.key, digest)

    def ask(self, authorization, *more):
        headers = [("Authorization", authorization), *more]
        return self.wires.send("GET", PATH, headers)

    def status(self, token):
        return self.ask(f"Bearer {token}").status_code


@pytest.fixture(scope="module")
def forge(stack, shared_world):
    return Forge(stack, shared_world.council_a)


def check_refused(answer):
    assert answer.status_code == 401, answer
    assert answer.slug == "unauthenticated"
    challenge = answer.headers["WWW-Authenticate"]
    assert challenge.startswith("Bearer realm=")
    assert 'error="invalid_token"' in challenge


def test_the_forge_can_make_a_good_token(forge):
    """Else everything below would be refused for the wrong reason."""
    assert forge.status(forge.good) == 200
    assert forge.status(forge.with_claims()) == 200
    assert forge.status(forge.with_claims(jti=str(uuid.uuid4()))) == 200


# ---- headers

ALGORITHMS = ("none", "None", "NONE", "nOnE", "", " none", "HS256 ", "hs256",
              "HS384", "HS512", "RS256", "ES256", "EdDSA", "PS256", None, 1,
              True, ["HS256"], {"alg": "HS256"}, "HS256,none")


@pytest.mark.parametrize("algorithm", ALGORITHMS, ids=repr)
def test_another_algorithm_is_refused_however_it_is_signed(forge, algorithm):
    header = forge.header | {"alg": algorithm}
    text = f"{encoded(header)}.{encoded(forge.claims)}"
    for token in (forge.with_header(header), forge.with_header(header, b"\0"),
                  forge.with_header(header, digest="sha512"),
                  forge.with_header(header, digest="sha384"), f"{text}.",
                  f"{text}.{encoded(b'junk')}", text):
        check_refused(forge.ask(f"Bearer {token}"))


def test_a_header_without_an_algorithm_is_refused(forge):
    header = {k: v for k, v in forge.header.items() if k != "alg"}
    check_refused(forge.ask(f"Bearer {forge.with_header(header)}"))


HEADERS = {
    "no kid": {"kid": None}, "another kid": {"kid": "0000000000000000"},
    "an empty kid": {"kid": ""}, "a kid that is a path": {"kid": "../jwt.key"},
    "a kid that is /dev/null": {"kid": "/dev/null"},
    "a kid that is SQL": {"kid": "' UNION SELECT 'x' --"},
    "a kid that is a number": {"kid": 1},
    "another typ": {"typ": "at+jwt"}, "no typ": {"typ": None},
    "a critical extension": {"crit": ["exp"]},
    "a key of its own": {"jwk": {"kty": "oct", "k": "AAAA"}},
    "the address of a key": {"jku": "https://evil.example/jwks"},
    "a certificate": {"x5u": "https://evil.example/cert"},
    "unencoded claims": {"b64": False, "crit": ["b64"]},
    "one more member": {"zip": "DEF"},
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_header_that_is_not_ours_to_the_byte_is_refused(forge, name):
    header = {k: v for k, v in (forge.header | HEADERS[name]).items()
              if v is not None}
    check_refused(forge.ask(f"Bearer {forge.with_header(header)}"))
    # Also under the key that such a header might talk us into.
    for key in (b"", b"\0" * 32, b"AAAA", forge.key[:16]):
        token = forge.with_header(header, key or b"\0")
        check_refused(forge.ask(f"Bearer {token}"))


def test_a_header_that_says_the_same_in_other_bytes_is_refused(forge):
    text = forge.raw_header().decode()
    spellings = [text.replace(",", ", "), text.replace(":", ": "),
                 text.replace("{", "{ "), text + " ", text + "\n",
                 text.replace('"alg"', '"\\u0061lg"'),
                 text[:-1] + ',"alg":"HS256"}',
                 '{"alg":"none",' + text[1:], "\ufeff" + text]
    for spelling in spellings:
        assert spelling != text
        token = signed(spelling.encode(), forge.claims, forge.key)
        check_refused(forge.ask(f"Bearer {token}"))


# ---- signatures

def test_a_signature_under_another_key_is_refused(forge):
    raw = forge.raw_header()
    # Not shortened by one byte: HMAC takes a key that ends in zero bytes for
    # the one without them.
    one_bit_off = forge.key[:-1] + bytes([forge.key[-1] ^ 1])
    keys = [b"\0", b"secret", bytes(32), forge.key[:16], one_bit_off,
            forge.key.hex().encode(), forge.key[::-1], forge.key * 2,
            hashlib.sha256(forge.key).digest(),
            b"-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n"]
    for key in keys:
        check_refused(forge.ask(
            f"Bearer {signed(raw, forge.claims, key)}"))


def test_a_signature_that_was_changed_anywhere_is_refused(forge):
    header, claims, signature = forge.good.split(".")
    raw = decoded(signature)
    spoiled = [bytes([*raw[:i], raw[i] ^ 1, *raw[i + 1:]])
               for i in range(len(raw))]
    spoiled += [b"", raw[:-1], raw + b"\0", raw * 2, raw[:16], bytes(32)]
    for one in spoiled:
        check_refused(forge.ask(f"Bearer {header}.{claims}.{encoded(one)}"))
    for one in (signature + "=", signature + "==", signature + "!",
                signature[:10] + "*" + signature[10:], signature + "A",
                " " + signature, signature + "%20", signature + "\u00e9"):
        check_refused(forge.ask(f"Bearer {header}.{claims}.{one}"))


def test_a_signature_in_a_second_spelling_of_its_last_letter_is_refused(
        forge):
    """Four base64 letters may end the same bytes: only one of them is ours."""
    letters = ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
               "0123456789-_")
    last = letters.index(forge.good[-1])
    others = [letters[last - last % 4 + i] for i in range(4)]
    for letter in set(others) - {forge.good[-1]}:
        assert decoded(forge.good.split(".")[2][:-1] + letter) == \
            decoded(forge.good.split(".")[2])
        check_refused(forge.ask(f"Bearer {forge.good[:-1]}{letter}"))


def test_claims_that_were_changed_after_signing_are_refused(forge):
    header, _, signature = forge.good.split(".")
    for claims in (forge.claims | {"role": "lead"},
                   forge.claims | {"exp": forge.claims["exp"] + 1}):
        check_refused(forge.ask(
            f"Bearer {header}.{encoded(claims)}.{signature}"))


# ---- shapes

def test_a_token_of_another_shape_is_refused(forge):
    header, claims, signature = forge.good.split(".")
    for token in (f".{claims}.{signature}", f"{header}..{signature}",
                  f"{header}.{claims}.", f"{header}.{claims}", header, ".",
                  "..", "...", f"{forge.good}.", f".{forge.good}",
                  f"{forge.good}.{signature}", f"{header}..{claims}.x",
                  f"{header}.{claims}.{signature}.{signature}.{signature}",
                  forge.good.replace(".", " "), forge.good.replace(".", ","),
                  f"{forge.good},{forge.good}", f'"{forge.good}"',
                  forge.good + "\t", forge.good[1:], forge.good + "\u00a0"):
        check_refused(forge.ask(f"Bearer {token}"))
    # Spaces at the end of a header are no part of it (RFC 9110).
    assert forge.status(f"{forge.good}  ") == 200


@pytest.mark.parametrize("size", (4097, 5000, 7900))
def test_a_long_token_is_refused_unread(forge, size):
    padded = forge.with_claims(padding="x" * size)
    assert len(padded) > 4096
    check_refused(forge.ask(f"Bearer {padded[:8100]}"))


@pytest.mark.parametrize("size", (9_000, 30_000, 60_000))
def test_a_token_longer_than_a_header_may_be_is_refused(forge, size):
    answer = forge.ask("Bearer " + "x" * size)
    assert answer.status_code in (400, 431), answer
    assert forge.status(forge.good) == 200


# ---- claims

def wrong_claims(now):
    """{claim: values that it must not have}; None takes it away."""
    return {
        "aud": [None, "", "fairlot ", "other", 1, ["fairlot"], [],
                {"fairlot": 1}, True],
        "iss": [None, "", "https://evil.example", 1, ["https://localhost"]],
        "typ": [None, "", "refresh", "reset", "Access", "access ", 1,
                ["access"]],
        "sub": [None, "", "admin", 1, "' OR 1=1 --", ["x"]],
        "sid": [None, "", "x", 1, "' OR 1=1 --", True, str(uuid.uuid4())],
        "jti": [None, "", "x", 1],
        "exp": [None, "soon", str(now + 300), now + 300.5, True, -5, 0,
                now - 1, now - 3600, 1_000_000_000, 2**53, 2**63 - 1, 2**70,
                [now + 300], {}],
        "nbf": [None, "9999999999", str(now), now + 3600, now + 90, -1, 2**62,
                True, now - 0.5],
        "iat": [None, str(now), now + 3600, now + 90, -1, 0, 2**62, True,
                now - 86400, now - 0.5],
    }


@pytest.mark.parametrize("claim", wrong_claims(0))
def test_a_claim_that_is_missing_or_wrong_is_refused(forge, claim):
    for value in wrong_claims(int(time.time()))[claim]:
        answer = forge.ask(f"Bearer {forge.with_claims(**{claim: value})}")
        assert answer.status_code == 401, (claim, value, answer)
        check_refused(answer)


def test_the_audience_may_not_be_a_list_although_ours_is_in_it(forge):
    ours = forge.claims["aud"]
    for aud in ([ours], [ours, "other"], ["other", ours], f"{ours} other"):
        check_refused(forge.ask(f"Bearer {forge.with_claims(aud=aud)}"))


def test_a_token_ends_at_the_second_it_says(forge):
    now = int(time.time())
    short = {"iat": now, "nbf": now, "exp": now + 8}
    token = forge.with_claims(**short)
    assert forge.status(token) == 200
    time.sleep(max(0, now + 8.2 - time.time()))
    # Also by a worker that has verified it before and remembers it.
    for _ in range(20):
        check_refused(forge.ask(f"Bearer {token}"))


def test_a_token_that_claims_a_long_life_is_refused(forge):
    now = int(time.time())
    for life, good in ((600, True), (900, True), (901, False), (86400, False)):
        token = forge.with_claims(iat=now, nbf=now, exp=now + life)
        assert (forge.status(token) == 200) == good, life


def test_claims_that_are_no_object_are_refused(forge):
    raw = forge.raw_header()
    for claims in (b"[1,2]", b'"x"', b"null", b"1", b"true", b"{}", b"{", b"",
                   b"\xff\xfe", b"{}{}", b"[" * 2000, b'{"a":' * 400):
        check_refused(forge.ask(f"Bearer {signed(raw, claims, forge.key)}"))


def test_a_claim_that_stands_twice_is_refused(forge):
    text = json.dumps(forge.claims)
    other = str(uuid.uuid4())
    for name in ("sid", "sub", "exp", "typ", "aud"):
        for twice in (f'{{"{name}":"{other}",{text[1:]}',
                      f'{text[:-1]},"{name}":"{other}"}}',
                      f'{{"{name}":{json.dumps(forge.claims[name])},'
                      f'{text[1:]}'):
            token = signed(forge.raw_header(), twice.encode(), forge.key)
            check_refused(forge.ask(f"Bearer {token}"))


def test_the_role_in_a_token_is_not_believed(forge, world):
    for role in ("lead", "auditor", "portal", "admin", None, 1, ["lead"]):
        answer = forge.ask(f"Bearer {forge.with_claims(role=role)}")
        if answer.status_code == 200:
            assert answer.json()["role"] == "council"
        else:
            check_refused(answer)
    lead = forge.wires.send("GET", "/v1/applications", [
        ("Authorization", f"Bearer {forge.with_claims(role='lead')}")])
    assert lead.status_code == 403


def test_a_session_of_another_user_does_not_make_one_that_user(forge, world):
    """sub and sid are both ours, but not of one person."""
    stranger = json.loads(decoded(world.council_b.token.split(".")[1]))
    token = forge.with_claims(sub=stranger["sub"])
    answer = forge.ask(f"Bearer {token}")
    if answer.status_code == 200:  # the session alone decides
        assert answer.json()["organisation"]["id"] == \
            world.council_a.organisation_id
    else:
        check_refused(answer)


# ---- the Authorization header

def test_another_scheme_is_refused_although_the_token_is_good(forge):
    for scheme in ("Basic", "Token", "JWT", "DPoP", "Bearer,", "Bearer:",
                   "", "Bearer Bearer", "BearerX"):
        check_refused(forge.ask(f"{scheme} {forge.good}".strip()))
    assert forge.ask(f"bearer {forge.good}").status_code == 200
    assert forge.ask(f"BEARER {forge.good}").status_code == 200


# ---- what a token points at

def on_every_worker(forge, token, status):
    """Often enough that each worker has been asked, which may have verified
    the token before."""
    for _ in range(20):
        answer = forge.ask(f"Bearer {token}")
        assert answer.status_code == status, answer
        if status == 401:
            check_refused(answer)


def test_the_token_of_a_session_that_was_ended_is_refused_at_once(
        forge, world):
    person = world.colleague(world.council_a)
    first = person.sign_in()["access_token"]
    second = person.sign_in()["access_token"]
    on_every_worker(forge, first, 200)
    person.delete("/v1/sessions/current", token=first, expect=204)
    on_every_worker(forge, first, 401)
    on_every_worker(forge, second, 200)


def test_the_token_of_a_disabled_user_is_refused_at_once(forge, world):
    owner = world.provider()
    person = world.colleague(owner)
    token = person.sign_in()["access_token"]
    on_every_worker(forge, token, 200)
    owner.change(f"/v1/users/{person.user_id}", {"disabled": True},
                 method="PATCH")
    on_every_worker(forge, token, 401)
    # Being let in again does not bring an old session back.
    owner.change(f"/v1/users/{person.user_id}", {"disabled": False},
                 method="PATCH")
    on_every_worker(forge, token, 401)


def test_the_token_of_a_deleted_client_is_refused_at_once(forge, world):
    owner = world.provider()
    made = owner.make("/v1/clients", {"name": "A machine"})
    answer = forge.wires.send("POST", "/v1/oauth/token", [
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Authorization", "Basic " + base64.b64encode(
            f"{made['id']}:{made['client_secret']}".encode()).decode())],
        b"grant_type=client_credentials")
    token = answer.json()["access_token"]
    on_every_worker(forge, token, 200)
    owner.change(f"/v1/clients/{made['id']}", method="DELETE")
    on_every_worker(forge, token, 401)


def test_a_change_of_role_counts_with_the_next_request(forge, world):
    """An auditor of today with a token of yesterday's officer."""
    owner = world.lead
    person = world.colleague(owner, role="lead")
    token = person.sign_in()["access_token"]
    draft = [("Authorization", f"Bearer {token}"),
             ("Content-Type", "application/json")]
    allowed = forge.wires.send("POST", "/v1/schemes", draft, b"{}")
    assert allowed.status_code == 422
    world.give_role(person, "auditor")
    after = forge.wires.send("POST", "/v1/schemes", draft, b"{}")
    assert (after.status_code, after.slug) == (403, "forbidden")
    listed = forge.wires.send("GET", "/v1/applications", draft[:1])
    assert listed.status_code == 200, "an auditor may still read"
