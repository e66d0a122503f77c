"""test_token.py - machine clients sign in, and nobody else gets in that way.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import hashlib
import hmac
import json
import time
import uuid

import pytest
from harness.client import slug
from harness.flows import fresh
from harness.processes import superuser
from harness.wire import Wires

GRANT = {"grant_type": "client_credentials"}


@pytest.fixture
def machine(lead):
    """A machine client of the lead authority: id and secret."""
    made = lead.make("/v1/clients", {"name": fresh("Machine"),
                                     "role": "lead"})
    return made["id"], made["client_secret"]


@pytest.fixture(scope="module")
def wires(stack):
    return Wires(stack.base_url, stack.demo["ca_file"])


def ask(api, auth=None, data=None, **more):
    return api.post("/v1/oauth/token", token=None, auth=auth,
                    data=GRANT if data is None else data, **more)


def test_a_machine_client_gets_a_token(nobody, machine):
    answer = ask(nobody, machine, expect=200)
    body = answer.json()
    assert body["token_type"] == "Bearer"
    assert body["expires_in"] == 600
    assert body["scope"] == "lead"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    me = nobody.read("/v1/me", token=body["access_token"])
    assert me["kind"] == "machine"
    assert me["id"] == machine[0]
    assert me["email"] is None


def test_each_token_is_a_session_of_its_own(nobody, machine):
    first, second = (ask(nobody, machine, expect=200).json()["access_token"]
                     for _ in range(2))
    nobody.delete("/v1/sessions/current", token=first, expect=204)
    nobody.get("/v1/me", token=first, expect=401)
    session = nobody.read("/v1/sessions/current", token=second)
    assert session["client"]["id"] == machine[0]
    assert session["user"] is None


WRONG = [
    ("another secret", lambda m: (m[0], "x" * 43)),
    ("an empty secret", lambda m: (m[0], "")),
    ("a secret with more", lambda m: (m[0], m[1] + "x")),
    ("another client", lambda m: (str(uuid.uuid4()), m[1])),
    ("no id at all", lambda m: ("admin", m[1])),
    ("injection", lambda m: ("' OR true --", m[1])),
]


@pytest.mark.parametrize("auth", [w[1] for w in WRONG],
                         ids=[w[0] for w in WRONG])
def test_a_wrong_secret_is_refused_as_oauth_says(nobody, machine, auth):
    answer = ask(nobody, auth(machine), expect=401)
    assert answer.json()["error"] == "invalid_client"
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert answer.headers["Content-Type"] == "application/json"


def test_without_basic_there_is_no_client(nobody, machine):
    for headers in ({}, {"Authorization": "Basic"},
                    {"Authorization": "Basic !!!"},
                    {"Authorization": "Bearer x"},
                    {"Authorization": "Basic " + base64.b64encode(
                        machine[0].encode()).decode()}):
        answer = ask(nobody, headers=headers, expect=401)
        assert answer.json()["error"] == "invalid_client"
        assert "HTTP Basic" in answer.json()["error_description"]


def test_credentials_in_the_body_are_told_where_they_belong(nobody, machine):
    answer = ask(nobody, data=GRANT | {
        "client_id": machine[0], "client_secret": machine[1]}, expect=401)
    assert answer.json() == {
        "error": "invalid_client",
        "error_description": "Send the client's id and secret with HTTP "
                             "Basic; they are not read from the body."}


@pytest.mark.parametrize("data, error", [
    ({}, "invalid_request"),
    ({"grant_type": ""}, "unsupported_grant_type"),
    ({"grant_type": "password"}, "unsupported_grant_type"),
    ({"grant_type": "authorization_code"}, "unsupported_grant_type"),
    ("grant_type=client_credentials&grant_type=password", "invalid_request"),
    ("grant_type=%00", "invalid_request"),
    ("grant_type=%zz", "invalid_request"),
    (b"\xff\xfe", "invalid_request"),
])
def test_a_form_that_is_none_is_told_so(nobody, machine, data, error):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = ask(nobody, machine, data, headers=headers, expect=400)
    assert answer.json()["error"] == error


def test_json_is_no_form(nobody, machine):
    answer = nobody.post("/v1/oauth/token", GRANT, token=None, auth=machine,
                         expect=400)
    assert answer.json()["error"] == "invalid_request"


def test_a_removed_client_is_out_at_once(nobody, lead, machine):
    token = ask(nobody, machine, expect=200).json()["access_token"]
    lead.change(f"/v1/clients/{machine[0]}", method="DELETE")
    nobody.get("/v1/me", token=token, expect=401)
    ask(nobody, machine, expect=401)


def test_only_the_digest_of_a_secret_is_kept(stack, machine):
    with superuser(stack) as cursor:
        cursor.execute("SELECT sha256 FROM client_secret WHERE client_id = %s",
                       (machine[0],))
        kept = cursor.fetchone()[0]
    assert kept == hashlib.sha256(machine[1].encode()).hexdigest()


def test_the_metadata_says_where(stack, nobody):
    shown = nobody.read("/.well-known/oauth-authorization-server")
    assert shown["issuer"] == stack.base_url
    assert shown["token_endpoint"] == stack.base_url + "/v1/oauth/token"
    assert shown["grant_types_supported"] == ["client_credentials"]
    assert shown["token_endpoint_auth_methods_supported"] == [
        "client_secret_basic"]


# ---- tokens that are none of ours


def segment(data):
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unpack(token):
    return [json.loads(base64.urlsafe_b64decode(part + "=="))
            for part in token.split(".")[:2]]


def hs256(header, claims, key):
    text = f"{segment(header)}.{segment(claims)}"
    mac = hmac.new(key, text.encode(), hashlib.sha256).digest()
    return f"{text}.{segment(mac)}"


def test_a_token_says_what_it_is_for(stack, lead):
    header, claims = unpack(lead.token)
    assert header["alg"] == "HS256"
    assert claims["iss"] == stack.base_url
    assert claims["typ"] == "access"
    assert claims["exp"] - claims["iat"] == 600
    assert claims["nbf"] <= time.time()
    assert set(claims) == {"iss", "aud", "sub", "sid", "typ", "role", "iat",
                           "nbf", "exp", "jti"}


def attacks(token):
    """(name, forged token)"""
    header, claims = unpack(token)
    head, body, signature = token.split(".")
    for name in ("none", "None", "nOnE", "NONE"):
        for tail in ("", signature, "AAAA"):
            yield f"alg {name} {tail[:4]}", \
                f"{segment({**header, 'alg': name})}.{body}.{tail}"
    yield "no alg", f"{segment({'typ': 'JWT'})}.{body}.{signature}"
    yield "no signature", f"{head}.{body}."
    yield "another key", hs256(header, claims, b"0" * 32)
    yield "the empty key", hs256(header, claims, b"")
    yield "another role", f"{head}.{segment({**claims, 'role': 'portal'})}" \
        f".{signature}"
    yield "another session", \
        f"{head}.{segment({**claims, 'sid': str(uuid.uuid4())})}.{signature}"
    yield "a longer life", \
        f"{head}.{segment({**claims, 'exp': claims['exp'] + 60})}.{signature}"
    yield "kid of a file", hs256({**header, "kid": "/dev/null"}, claims, b"")
    yield "a list", f"{head}.{segment([1, 2])}.{signature}"
    yield "padding", token + "="
    yield "a space", token.replace(".", " .", 1)
    yield "two of them", f"{token}, {token}"
    yield "nothing", ""
    yield "text", "undefined"


def test_no_forged_token_is_believed(nobody, lead):
    believed = []
    for name, forged in attacks(lead.token):
        for path in ("/v1/me", "/v1/schemes"):
            answer = nobody.get(path, token=None, headers={
                "Authorization": f"Bearer {forged}"})
            if answer.status_code != 401 or "invalid_token" not in \
                    answer.headers["WWW-Authenticate"]:
                believed.append((name, path, answer.status_code))
    assert not believed


def test_a_refresh_cookie_is_no_access_token(nobody, council):
    email, password = council.person
    answer = council.patiently(lambda: nobody.post(
        "/v1/sessions", {"email": email, "password": password}))
    cookie = answer.headers["Set-Cookie"].split("=", 1)[1].split(";")[0]
    nobody.get("/v1/me", token=cookie, expect=401)


@pytest.mark.parametrize("size", [5000, 7900])
def test_a_long_token_is_refused(nobody, size):
    nobody.get("/v1/me", token="a" * size, expect=401)


def test_a_token_in_another_place_is_no_token(nobody, lead):
    for more in ({"params": {"access_token": lead.token}},
                 {"headers": {"Cookie": f"access_token={lead.token}"}},
                 {"headers": {"X-Access-Token": lead.token}}):
        assert nobody.get("/v1/me", token=None, **more).status_code == 401


def test_nobody_becomes_somebody_by_a_header(nobody, lead):
    spoofed = {"Remote-User": "admin", "X-Forwarded-User": "admin",
               "X-Auth-Request-User": "admin", "X-Real-IP": "127.0.0.1",
               "X-Role": "lead", "X-Tenant": lead.organisation_id}
    nobody.get("/v1/users", headers=spoofed, expect=401)
    basic = {"Authorization": "Basic " + base64.b64encode(b"admin:x").decode()}
    answer = nobody.get("/v1/users", headers=basic, expect=401)
    assert slug(answer) == "unauthenticated"


def test_two_tokens_are_one_too_many(wires, lead):
    answer = wires.send("GET", "/v1/me", [
        ("Authorization", f"Bearer {lead.token}"),
        ("Authorization", f"Bearer {lead.token}")])
    assert answer.status_code == 400
