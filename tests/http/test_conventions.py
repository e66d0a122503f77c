"""test_conventions.py - what api.md promises of every operation.

Tried on the people of an organisation, because everybody has some; that the
other operations go the same way is the pipeline's doing.

SPDX-License-Identifier: Apache-2.0
"""
import json
import re
import secrets
import uuid

import pytest
from harness.client import at_once, slug
from harness.flows import fresh
from harness.processes import superuser
from harness.wire import Wires


def new_person(**over):
    return {"name": fresh("Person"), "password": secrets.token_urlsafe(16),
            "email": f"{secrets.token_hex(6)}@example.org"} | over


@pytest.fixture(scope="module")
def wires(stack):
    return Wires(stack.base_url, stack.demo["ca_file"])


@pytest.fixture
def person(council):
    """The path of a person whom nobody else changes."""
    return f"/v1/users/{council.make('/v1/users', new_person())['id']}"


# ---- every answer


def test_a_request_id_is_kept_or_made(nobody):
    for good in ("my-id_0.123", "7", "x" * 64):
        kept = nobody.get("/v1/keys", headers={"X-Request-Id": good})
        assert kept.headers["X-Request-Id"] == good
    for bad in ("", "x" * 65, 'quote"quote"', "blank blank"):
        made = nobody.get("/v1/keys", headers={"X-Request-Id": bad})
        assert re.fullmatch(r"[A-Za-z0-9_-]{8,64}",
                            made.headers["X-Request-Id"])
        assert made.headers["X-Request-Id"] != bad


def test_a_problem_names_its_request(nobody):
    answer = nobody.get("/v1/me", expect=401,
                        headers={"X-Request-Id": "find-me-again"})
    assert answer.json()["request_id"] == "find-me-again"
    assert answer.json()["instance"] == "/v1/me"


def test_every_problem_type_can_be_looked_up(stack, nobody, contract):
    slugs = set()
    for name, answer in contract.document.json["components"][
            "responses"].items():
        slugs |= set(contract.slugs(answer))
    assert len(slugs) > 50
    for each in slugs:
        page = nobody.get(f"/problems/{each}", expect=200).json()
        assert page["slug"] == each
        assert len(page["detail"]) > 20
    nobody.get("/problems/no-such-problem", expect=404)


def test_what_is_behind_a_token_is_not_stored(council):
    for path in ("/v1/me", "/v1/users", "/v1/schemes"):
        answer = council.get(path, expect=200)
        assert answer.headers["Cache-Control"] == "no-store"


def test_public_pages_are_kept_for_a_minute(nobody):
    for path in ("/v1/schemes", "/v1/keys", "/v1/openapi.json"):
        answer = nobody.get(path, expect=200)
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        assert answer.headers["ETag"]
    refused = nobody.get("/v1/schemes?x=1", expect=422)
    assert refused.headers["Cache-Control"] == "no-store"


def test_the_quota_is_told(council):
    answer = council.get("/v1/me", expect=200)
    policy = answer.headers.get("RateLimit-Policy")
    if policy is None:
        pytest.skip("this stack has no quota")
    quota = int(re.fullmatch(r'"default";q=(\d+);w=60', policy)[1])
    left = [int(re.fullmatch(r'"default";r=(\d+);t=\d+',
                             council.get("/v1/me").headers["RateLimit"])[1])
            for _ in range(2)]
    assert quota > left[0] >= left[1]


def test_no_other_site_may_read_answers(nobody):
    answer = nobody.get("/v1/schemes", headers={
        "Origin": "https://evil.example"})
    assert not [h for h in answer.headers
                if h.lower().startswith("access-control-")]


# ---- reading


def test_if_none_match_saves_the_body(council, person):
    etag = council.etag(person)
    for header in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        answer = council.get(person, none_match=header, expect=304)
        assert answer.content == b""
        assert answer.headers["ETag"] == etag
    council.get(person, none_match='"x"', expect=200)


def test_head_is_get_without_the_body(council, person):
    head = council.request("HEAD", person, expect=200)
    shown = council.get(person, expect=200)
    assert head.content == b""
    assert head.headers["ETag"] == shown.headers["ETag"]
    assert head.headers["Content-Length"] == shown.headers["Content-Length"]
    council.request("HEAD", f"/v1/users/{uuid.uuid4()}", expect=404)


def test_an_id_in_capitals_is_the_same_id(council, person):
    start, user_id = person.rsplit("/", 1)
    assert council.read(f"{start}/{user_id.upper()}") == council.read(person)


def test_an_answer_in_another_form_is_not_to_be_had(council):
    for accept in ("text/html", "application/xml", "application/json;q=0"):
        answer = council.get("/v1/me", headers={"Accept": accept}, expect=406)
        assert slug(answer) == "not-acceptable"
    council.get("/v1/me", headers={"Accept": "text/html, */*;q=0.1"},
                expect=200)


# ---- lists


def test_a_page_links_to_the_next(stack, council):
    for _ in range(3):
        council.make("/v1/users", new_person())
    answer = council.get("/v1/users", params={"limit": 2}, expect=200)
    assert len(answer.json()["items"]) == 2
    url = answer.links["next"]["url"]
    assert answer.json()["next"] in url
    assert url.startswith(stack.base_url + "/v1/users?")
    following = council.get(url[len(stack.base_url):], expect=200)
    assert len(following.json()["items"]) == 2
    assert not {u["id"] for u in answer.json()["items"]} & {
        u["id"] for u in following.json()["items"]}


def test_a_page_is_not_moved_by_what_is_added(world):
    company = world.provider()  # where nobody was added on another day
    made = [company.make("/v1/users", new_person())["id"] for _ in range(4)]
    first = company.read("/v1/users", params={"limit": 2})
    company.make("/v1/users", new_person())
    second = company.read("/v1/users", params={"limit": 2,
                                               "cursor": first["next"]})
    assert [u["id"] for u in first["items"] + second["items"]] == made[::-1]


def test_a_cursor_betrays_nothing_and_is_stable(council):
    for _ in range(2):
        council.make("/v1/users", new_person())
    one, two = (council.read("/v1/users", params={"limit": 1})
                for _ in range(2))
    assert one == two
    assert re.fullmatch(r"[A-Za-z0-9_-]+", one["next"])
    assert "2026" not in one["next"]


def tampered(cursor):
    yield cursor[:-1] + ("A" if cursor[-1] != "A" else "B")
    yield ("A" if cursor[0] != "A" else "B") + cursor[1:]
    yield cursor[:-4]
    yield cursor + "AAAA"
    yield "AAAA"
    yield "0"
    yield "'"
    yield "../../etc/passwd"


def test_a_cursor_that_is_not_ours_is_refused(council):
    for _ in range(2):
        council.make("/v1/users", new_person())
    cursor = council.read("/v1/users", params={"limit": 1})["next"]
    for bad in tampered(cursor):
        answer = council.get("/v1/users", params={"cursor": bad}, expect=400)
        assert slug(answer) == "bad-cursor"
    # It belongs to its own list.
    council.get("/v1/clients", params={"cursor": cursor}, expect=400)
    council.get("/v1/users", params={"cursor": cursor}, expect=200)


@pytest.mark.parametrize("query", [
    "limit=0", "limit=101", "limit=-1", "limit=x", "limit=1.5",
    "limit=1e1", "limit=4294967297", "no_such=1", "Limit=5",
    "limit=5&limit=5", "tenant_id=x", "include=all", "order=name"])
def test_a_bad_parameter_is_named(council, query):
    answer = council.get("/v1/users?" + query, expect=422)
    names = {e.get("parameter") for e in answer.json()["errors"]}
    assert names == {query.split("=")[0]}


def test_a_parameter_without_a_value_is_not_given(council):
    """A form sends its empty fields, too, and api.md writes them so."""
    plain = council.get("/v1/users?limit=1", expect=200)
    empty = council.get("/v1/users?cursor=&limit=1", expect=200)
    assert empty.json()["items"] == plain.json()["items"]
    # They do not make another list of it, either.
    council.get("/v1/users", expect=200, params={
        "limit": "", "cursor": plain.json()["next"]})
    council.get("/v1/referrals?state=&limit=&cursor=", expect=200)
    answer = council.get("/v1/users?no_such=", expect=422)
    assert answer.json()["errors"][0]["parameter"] == "no_such"
    council.get("/v1/users?limit=&limit=1", expect=422)


@pytest.mark.parametrize("query", ["limit=%", "limit=%zz", "x=%00", "=1",
                                   "x=%c0%af"])
def test_a_query_that_is_no_text_cannot_be_read(wires, council, query):
    answer = wires.call(council.token, "GET", "/v1/users?" + query)
    assert (answer.status_code, answer.slug) == (400, "malformed")


# ---- paths and methods

STRANGE = ["/v1/users%2f", "/v1/%75sers", "/v1/./users", "/v1/../v1/users",
           "/v1//users", "//v1/users", "/v1/users;x=1", "/v1/users\\",
           "/v1/users/%00", "/v1/users/%c0%ae", "/v1/%2e%2e/users"]


@pytest.mark.parametrize("path", STRANGE)
def test_a_path_has_one_spelling(wires, council, path):
    answer = wires.call(council.token, "GET", path)
    assert answer.status_code in (400, 404), answer


@pytest.mark.parametrize("path", ["/v1/users/", "/v1/users/1", "/V1/users",
                                  "/v1/Users", "/v1", "/v1/",
                                  "/v1/users/not-a-uuid",
                                  f"/v1/users/{uuid.UUID(int=7)}/"])
def test_what_is_nowhere_is_not_found(council, path):
    assert slug(council.get(path, expect=404)) == "not-found"


@pytest.mark.parametrize("method", ["FOO", "OPTIONS", "PUT", "DELETE",
                                    "PATCH", "PROPFIND"])
def test_another_method_is_told_which_there_are(council, method):
    answer = council.request(method, "/v1/users", expect=405)
    assert answer.headers["Allow"] in ("GET, HEAD, POST", "POST, GET, HEAD")


def test_a_method_cannot_be_overridden(council, person):
    answer = council.post("/v1/users", new_person(), expect=201, headers={
        "X-HTTP-Method-Override": "DELETE", "X-Method-Override": "DELETE"})
    assert answer.status_code == 201
    council.get(person + "?_method=DELETE", expect=422)


# ---- bodies


def send(api, body, kind="application/json", **more):
    return api.post("/v1/users", data=body, headers={"Content-Type": kind},
                    **more)


@pytest.mark.parametrize("kind", [
    None, "text/plain", "application/x-www-form-urlencoded",
    "application/json; charset=utf-16", "application/jsonp", "multipart/x"])
def test_only_json_is_read(council, kind):
    headers = {"Content-Type": kind} if kind else {}
    answer = council.post("/v1/users", data=b"{}", headers=headers)
    assert answer.status_code == 415


def test_a_compressed_body_is_not_read(council):
    answer = council.post("/v1/users", data=b"{}", headers={
        "Content-Type": "application/json", "Content-Encoding": "gzip"})
    assert answer.status_code == 415


def test_the_charset_may_be_said(council):
    send(council, json.dumps(new_person()),
         "application/json; charset=utf-8", expect=201)


UNREADABLE = [
    b"", b" ", b"[]", b"1", b"null", b'"x"', b"{", b"{}}", b"{} {}",
    b"{'name':'x'}", b'{"name":}', b'{"name":"x",}', b"{name:1}",
    b'{"name":NaN}', b'{"name":Infinity}', b'{"name":01}', b'{"name":+1}',
    b'{"name":.5}', b'{"name":0x10}', b'{"name":"\xff"}',
    b'{"name":"\xc0\xaf"}', b'{"name":"\\ud800"}', b'{"name":"\\u0000"}',
    b'{"name":"\n"}', b"\xef\xbb\xbf{}", b"/**/{}", b"{}//",
    b'{"name":"a","name":"b"}', b'{"name":"a","\\u006eame":"b"}',
    b'{"name":9223372036854775808}', b'{"name":1e999}', b'{"name":tru}',
    b'{"a":' + b"[" * 32 + b"]" * 32 + b"}",
    b'{"a":[' + b"1," * 20_000 + b"1]}",
]


@pytest.mark.parametrize("body", UNREADABLE, ids=lambda b: repr(b[:30]))
def test_what_is_not_json_cannot_be_read(council, body):
    answer = send(council, body, expect=400)
    assert slug(answer) == "malformed"


@pytest.mark.parametrize("value", [
    4294967297, -2147483649, 2**63 - 1, 0.1, True, [], {}, None])
def test_a_value_of_another_kind_is_named(council, value):
    answer = council.post("/v1/users", new_person(name=value), expect=422)
    assert [e["pointer"] for e in answer.json()["errors"]] == ["#/name"]


def test_the_first_hundred_faults_are_named(council):
    answer = council.post("/v1/users", {f"x{i}": 1 for i in range(200)},
                          expect=422)
    assert len(answer.json()["errors"]) == 100
    assert answer.json()["errors_truncated"] is True


def test_a_get_has_no_body(wires, council):
    answer = wires.send("GET", "/v1/users", [
        ("Authorization", f"Bearer {council.token}")], b"{}")
    assert (answer.status_code, answer.slug) == (400, "malformed")


TWICE = [("Idempotency-Key", '"a"'), ("Content-Type", "application/json"),
         ("Cookie", "a=b"), ("If-Match", '"a"')]


@pytest.mark.parametrize("name, value", TWICE)
def test_a_header_that_counts_stands_once(wires, council, name, value):
    headers = [("Authorization", f"Bearer {council.token}"), (name, value),
               (name, value)]
    if name != "Content-Type":
        headers.append(("Content-Type", "application/json"))
    answer = wires.send("POST", "/v1/users", headers,
                        json.dumps(new_person()).encode())
    assert answer.status_code == 400, answer


# ---- preconditions


def test_a_change_needs_the_present_version(council, person):
    etag = council.etag(person)
    body = {"name": fresh("Name")}
    assert slug(council.patch(person, body, expect=428)) == \
        "precondition-required"
    for stale in ('"x"', f"W/{etag}", etag.strip('"'), ""):
        answer = council.patch(person, body, match=stale, expect=412)
        assert slug(answer) == "precondition-failed"
        assert answer.json()["detail"].startswith(
            "Somebody has changed it since you read it, so nothing was saved.")
    council.patch(person, body, match=etag, expect=200)
    council.patch(person, body, match=etag + ', "x"', expect=412)
    council.patch(person, body, match="*", expect=200)


def test_of_two_changes_at_once_one_is_told_to_look_again(council, person):
    assert council.token
    for _ in range(5):
        etag = council.etag(person)
        names = [fresh("Racer") for _ in range(4)]
        answers = at_once(*[lambda n=n: council.patch(
            person, {"name": n}, match=etag) for n in names])
        assert sorted(a.status_code for a in answers) == [200, 412, 412, 412]
        won = next(a for a in answers if a.status_code == 200)
        assert council.read(person)["name"] == won.json()["name"]


# ---- idempotency


def count_people(stack, email):
    with superuser(stack) as cursor:
        cursor.execute("SELECT count(*) FROM app_user WHERE email = %s",
                       (email,))
        return cursor.fetchone()[0]


def test_the_same_request_twice_is_one_act(council):
    body, key = new_person(), secrets.token_hex(8)
    first = council.post("/v1/users", body, key=key, expect=201)
    again = council.post("/v1/users", body, key=key, expect=201)
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.content == first.content
    for name in ("Location", "ETag", "Content-Type"):
        assert again.headers[name] == first.headers[name]


def test_a_bare_uuid_is_a_key(council):
    body, key = new_person(), str(uuid.uuid4())
    headers = {"Idempotency-Key": key}
    council.post("/v1/users", body, headers=headers, expect=201)
    again = council.post("/v1/users", body, key=key.lower(), expect=201)
    assert again.headers["Idempotency-Replayed"] == "true"


def test_another_request_may_not_have_the_key(council):
    key = secrets.token_hex(8)
    council.post("/v1/users", new_person(), key=key, expect=201)
    answer = council.post("/v1/users", new_person(), key=key, expect=422)
    assert slug(answer) == "idempotency-key-reused"


@pytest.mark.parametrize("header", [
    "", '""', "plain", '"open', '"a"b', '"' + "k" * 256 + '"', '"\u00e9"'])
def test_a_malformed_key_is_refused(council, header):
    answer = council.post("/v1/users", new_person(), expect=400, headers={
        "Idempotency-Key": header.encode("utf-8")})
    assert slug(answer) == "idempotency-key-malformed"


def test_a_key_is_the_callers_own(world, council, other_council):
    key = secrets.token_hex(8)
    colleague = world.colleague(council)
    made = [api.post("/v1/users", new_person(), key=key, expect=201)
            for api in (council, colleague, other_council)]
    assert len({a.json()["id"] for a in made}) == 3
    assert not [a for a in made if "Idempotency-Replayed" in a.headers]


def test_a_failure_is_not_kept(council):
    key, body = secrets.token_hex(8), new_person()
    council.post("/v1/users", body | {"name": ""}, key=key, expect=422)
    made = council.post("/v1/users", body, key=key, expect=201)
    assert "Idempotency-Replayed" not in made.headers


def test_a_replay_asks_again_who_is_calling(world, lead):
    officer = world.colleague(lead, role="lead")
    key, body = secrets.token_hex(8), new_person(role="lead")
    officer.post("/v1/users", body, key=key, expect=201)
    world.give_role(officer, "auditor")
    officer.post("/v1/users", body, key=key, expect=403)
    world.give_role(officer, "lead")
    lead.change(f"/v1/users/{officer.user_id}", {"disabled": True}, "PATCH")
    officer.post("/v1/users", body, key=key, expect=401)


def test_a_key_is_kept_for_a_day(stack, council):
    key, body = secrets.token_hex(8), new_person()
    council.post("/v1/users", body, key=key, expect=201)

    def age(hours):
        with superuser(stack) as cursor:
            cursor.execute("UPDATE idempotency SET created_at ="
                           " clock_timestamp() - %s * interval '1 hour'"
                           " WHERE key = %s", (hours, key))
            assert cursor.rowcount == 1

    age(23.9)
    again = council.post("/v1/users", body, key=key, expect=201)
    assert again.headers["Idempotency-Replayed"] == "true"
    age(24.1)
    # Forgotten: so it is tried anew, and the address is taken.
    assert slug(council.post("/v1/users", body, key=key, expect=409)) == \
        "conflict"
    other = council.post("/v1/users", new_person(), key=key, expect=201)
    assert "Idempotency-Replayed" not in other.headers


def test_many_at_once_are_one_act(stack, council):
    body, key = new_person(), secrets.token_hex(8)
    assert council.token
    answers = at_once(*[lambda: council.post("/v1/users", body, key=key)
                       for _ in range(12)])
    made = [a for a in answers if a.status_code == 201]
    assert made
    assert len({a.content for a in made}) == 1
    assert len([a for a in made
                if "Idempotency-Replayed" not in a.headers]) == 1
    for other in answers:
        if other.status_code != 201:
            assert slug(other) in ("idempotency-in-progress",
                                   "too-many-requests")
            assert other.headers["Retry-After"]
    assert count_people(stack, body["email"]) == 1


def test_nobody_has_keys_too(stack, nobody):
    email = f"{secrets.token_hex(6)}@example.org"
    body = {"name": fresh("Provider"),
            "company_number": f"0{secrets.randbelow(10**7):07}",
            "contact": {"name": "Ada", "email": email,
                        "password": secrets.token_urlsafe(16)}}
    key = secrets.token_hex(8)
    first = nobody.post("/v1/providers", body, key=key, expect=201)
    again = nobody.post("/v1/providers", body, key=key, expect=201)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.content == first.content
    assert count_people(stack, email) == 1
    # Somebody else's request under that key never meets this answer.
    other = nobody.post("/v1/providers", body | {
        "contact": body["contact"] | {
            "email": f"{secrets.token_hex(6)}@example.org"}}, key=key,
        expect=201)
    assert other.json()["id"] != first.json()["id"]


# ---- the log


def test_a_log_line_tells_no_secrets(stack, nobody, council):
    marker = f"marker{secrets.token_hex(8)}"
    council.get(f"/v1/users/{uuid.uuid4()}", headers={
        "X-Request-Id": marker + "-one"}, expect=404)
    nobody.post("/v1/sessions", {"email": f"{marker}@example.org",
                                 "password": marker + "-password"})
    nobody.get("/v1/me", token=marker + ".token", expect=401)
    council.post("/v1/users", new_person(name=marker + "-name",
                                         password="short"))
    lines = [line for line in stack.logged("api").splitlines()
             if marker in line]
    assert len(lines) == 1, lines
    line = json.loads(lines[0])
    assert line["request"] == marker + "-one"
    assert line["route"] == "/v1/users/{user_id}"
    assert line["status"] == 404
    assert line["kind"] == "not-found"
    assert re.fullmatch(r"[0-9a-f-]{36}", line["caller"])
    assert marker + "-password" not in stack.logged("nginx")


def test_a_log_line_is_one_line(stack, wires, council):
    before = len(stack.logged("api").splitlines())
    wires.send("FOO\x7f", "/v1/keys")
    council.post("/v1/users", data='{"na\\nme":1}'.encode(), headers={
        "Content-Type": "application/json",
        "User-Agent": "a\\nb {\"status\":200}"}, expect=422)
    for line in stack.logged("api").splitlines()[before:]:
        if line.startswith("{"):
            json.loads(line)
