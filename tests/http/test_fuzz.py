"""test_fuzz.py - thousands of requests, each wrong in exactly one way.

They are made from OpenAPI: the example of every operation, spoiled in one
place of its body, query, path, headers or method. Each must be answered with a
problem that says what is wrong; at the end the same workers live, and not one
row of the database has changed.

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures
import dataclasses
import json
import time
import urllib.parse
import uuid

import pytest
from harness import mutations
from harness.contract import PROBLEM
from harness.processes import stored, workers
from harness.twins import ROLES, Twins
from harness.wire import Wires

THREADS = 4
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclasses.dataclass
class Shot:
    """One request, and what it deserves."""
    label: str
    method: str
    target: str
    headers: tuple = ()
    body: bytes = None
    statuses: tuple = (422,)
    pointer: str = None    # the one of "errors" names this place
    within: bool = False   # or they name places inside it
    besides: frozenset = frozenset()  # what is wrong with the example itself
    parameter: str = None  # or this parameter
    slugs: tuple = None
    allow: tuple = None    # the methods of a 405


@dataclasses.dataclass
class Target:
    """An operation as somebody calls it who may, on something of theirs."""
    method: str
    path: str
    operation: dict
    role: str
    token: str
    own: str

    @property
    def name(self):
        return self.operation["operationId"]

    @property
    def label(self):
        return f"{self.name} ({self.role})"

    @property
    def authorization(self):
        return (("Authorization", f"Bearer {self.token}"),) \
            if self.token else ()

    def media(self):
        return self.operation.get("requestBody", {}).get("content", {})

    def takes_json(self):
        return "application/json" in self.media()

    def is_done_without_a_body(self):
        """With no body, and no key that could be malformed: a good one."""
        return self.operation.get("x-no-idempotency") and \
            not self.operation["requestBody"].get("required")

    def asks_a_question(self):
        """Whether nothing comes of it without a query, whatever else."""
        return any(p.get("in") == "query" and p.get("required")
                   for p in self.operation.get("parameters", ()))


class Range:
    """Where the shots go: the world, the wires, the operations."""

    def __init__(self, world):
        self.world, self.twins = world, Twins(world)
        self.document = world.contract.document
        self.wires = Wires(world.stack.base_url, world.stack.demo["ca_file"])
        self.targets = [self.target(*row)
                        for row in world.contract.operations()]
        self.slug_status = {}

    def target(self, method, path, operation):
        roles = operation["x-roles"]
        role = "nobody" if "public" in roles else next(
            r for r in ROLES if r in roles)
        own = self.twins.own(role, operation["operationId"], path)
        return Target(method, path, operation, role, self.twins.token(role),
                      own)

    def example(self, target):
        media = target.media()["application/json"]
        value = media.get("example")
        return value if value is not None else \
            self.document.resolve(media["schema"])["example"]

    def guarded(self, target, body=True):
        """(headers, body) of a request that stops at the last guard before
        its handler: all is well with it, and nothing is done. GET has no
        such guard and needs none."""
        headers = list(target.authorization)
        content = None
        if target.takes_json() and body:
            headers.append(("Content-Type", "application/json"))
            content = json.dumps(self.example(target)).encode()
        if target.method == "POST":
            headers.append(("Idempotency-Key", "malformed"))
        elif target.method != "GET":
            headers.append(("If-Match", '"stale"'))
        return tuple(headers), content

    # ---- shooting

    def fire(self, shots):
        """Sends all; [(shot, complaint)] of those answered wrongly."""
        with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
            verdicts = list(pool.map(self.judged, shots, chunksize=16))
        return [v for v in verdicts if v is not None]

    def judged(self, shot):
        answer = self.patiently(shot)
        complaint = self.complaint(shot, answer)
        return complaint and f"{shot.label}: {shot.method} " \
            f"{shot.target[:200]}\n    {complaint}\n    {answer}"

    def patiently(self, shot):
        """Sign-ins and registrations are slowed down: wait when told to."""
        for _ in range(100):
            answer = self.wires.send(shot.method, shot.target, shot.headers,
                                     shot.body)
            if answer.status_code != 429 or 429 in shot.statuses:
                break
            time.sleep(0.3)
        return answer

    def complaint(self, shot, answer):
        if answer.status_code not in shot.statuses:
            return f"not one of {shot.statuses}"
        if shot.allow is not None and methods_of(answer) != set(shot.allow):
            return f"Allow is {answer.headers.get('Allow')}, " \
                f"not {shot.allow}"
        if answer.status_code < 400:
            return None
        if shot.method == "HEAD":
            return "HEAD has a body" if answer.content else None
        return self.no_problem(answer) or self.not_named(shot, answer)

    def no_problem(self, answer):
        """What is wrong with the problem document, if anything is."""
        if answer.headers.get("Content-Type") != PROBLEM:
            return "no problem document"
        body = answer.json()
        faults = self.document.faults({"$ref": "#/components/schemas/Problem"},
                                      body)
        if faults:
            return faults
        if body["status"] != answer.status_code:
            return "another status inside"
        if body["request_id"] != answer.headers.get("X-Request-Id"):
            return "another request id inside"
        if answer.headers.get("Cache-Control") != "no-store":
            return "a problem that caches may keep"
        return self.unknown_slug(body["type"], answer.status_code)

    def unknown_slug(self, address, status):
        """The type leads to a page on this host that says the same."""
        if address not in self.slug_status:
            path = address.removeprefix(self.world.stack.base_url)
            page = self.wires.send("GET", path)
            self.slug_status[address] = page.status_code == 200 and \
                page.json()["status"]
        known = self.slug_status[address]
        return None if known == status else f"{address} is about {known}"

    @staticmethod
    def not_named(shot, answer):
        """The fault that was made must be among those told."""
        body = answer.json()
        if shot.slugs and answer.slug not in shot.slugs:
            return f"not one of {shot.slugs}"
        if answer.status_code != 422:
            return None
        errors = body.get("errors", [])
        named = [e.get("pointer") for e in errors]
        made = [n for n in named if n not in shot.besides
                or n == shot.pointer]
        if shot.within and all(n and f"{n}/".startswith(f"{shot.pointer}/")
                               for n in made):
            return None
        if shot.pointer and made != [shot.pointer]:
            return f"{shot.pointer} is not the one fault"
        if shot.parameter and shot.parameter not in \
                [e.get("parameter") for e in errors]:
            return f"{shot.parameter} is not named"
        return None


def methods_of(answer):
    """Those that Allow names."""
    return {m.strip() for m in answer.headers.get("Allow", "").split(",")
            if m.strip()}


@pytest.fixture(scope="module")
def target_range(shared_world):
    return Range(shared_world)


@pytest.fixture(autouse=True)
def nothing_happens(stack, target_range):
    """Not to the workers, and not to a single row."""
    alive, rows = workers(stack), stored(stack)
    yield
    assert workers(stack) == alive, "a worker has died"
    assert stored(stack) == rows
    assert target_range.wires.send("GET", "/healthz").status_code == 200


def check(target_range, shots, least):
    shots = list(shots)
    assert len(shots) >= least, f"only {len(shots)} shots"
    missed = target_range.fire(shots)
    assert not missed, f"{len(missed)} of {len(shots)}:\n" + \
        "\n".join(missed[:40])


# ---- bodies

def own_faults(target_range, target, example):
    """What the rules find in the example as it is: a member too many keeps it
    from being carried out."""
    case = mutations.Case("", json.dumps(example | {"surprise": 1}).encode())
    answer = target_range.patiently(body_shot(target, case))
    return frozenset() if answer.status_code != 422 else frozenset(
        e.get("pointer") for e in answer.json()["errors"]) - {"#/surprise"}


def body_shot(target, case, types=(("Content-Type", "application/json"),)):
    guards = (("Idempotency-Key", "malformed"),) \
        if target.method == "POST" else (("If-Match", '"stale"'),)
    statuses = (413,) if len(case.content) > 256 * 1024 else case.statuses
    return Shot(f"{target.label}: {case.label}", target.method, target.own,
                target.authorization + types + guards, case.content, statuses,
                pointer=case.pointer if 422 in statuses else None,
                within=case.within)


def body_shots(target_range):
    for target in target_range.targets:
        if not target.takes_json():
            continue
        schema = target.media()["application/json"]["schema"]
        example = mutations.completed(target_range.document, schema,
                                      target_range.example(target))
        besides = own_faults(target_range, target, example)
        for case in mutations.Mutations(target_range.document, schema,
                                        example):
            yield dataclasses.replace(body_shot(target, case), besides=besides)


def test_a_body_with_one_fault_is_refused_and_the_fault_is_named(
        target_range):
    check(target_range, body_shots(target_range), 5000)


def test_a_body_that_cannot_be_read_is_a_400(target_range):
    check(target_range, (
        body_shot(target, case)
        for target in target_range.targets if target.takes_json()
        for case in mutations.whole_bodies(target_range.example(target))
        if case.content or not target.is_done_without_a_body()),
        800)


def test_a_body_of_another_type_is_a_415(target_range):
    def shots():
        for target in target_range.targets:
            if not target.takes_json():
                continue
            good = json.dumps(target_range.example(target)).encode()
            for label, types, statuses in mutations.content_types():
                yield body_shot(target, mutations.Case(label, good, statuses),
                                types)
    check(target_range, shots(), 600)


def test_a_body_that_is_too_long_is_a_413(target_range):
    def shots():
        for target in target_range.targets:
            if target.takes_json():
                content = b'{"a": "' + b"x" * (300 * 1024) + b'"}'
                yield body_shot(target, mutations.Case("long", content))
    check(target_range, shots(), 30)


def test_a_body_that_nobody_asked_for_is_refused(target_range):
    def shots():
        for target in target_range.targets:
            if target.media() or target.method == "POST" or \
                    target.asks_a_question():
                continue
            headers, _ = target_range.guarded(target)
            headers += (("Content-Type", "application/json"),)
            for content in (b'{"a": 1}', b"{}", b"x", b"[]", b"\x00"):
                yield Shot(f"{target.label} with a body", target.method,
                           target.own, headers, content, (400,))
    check(target_range, shots(), 250)


# ---- queries

def query_shots(target_range):
    document = target_range.document
    for target in target_range.targets:
        parameters = [document.resolve(p)
                      for p in target.operation.get("parameters", ())]
        parameters = [p for p in parameters if p["in"] == "query"]
        headers, body = target_range.guarded(target)
        for label, query, statuses, parameter in mutations.query_cases(
                document, parameters):
            yield Shot(f"{target.label}: {label}", target.method,
                       f"{target.own}?{query}", headers, body, statuses,
                       parameter=parameter)


def test_a_query_with_one_fault_is_refused_and_the_fault_is_named(
        target_range):
    check(target_range, query_shots(target_range), 3000)


def test_text_in_a_query_is_never_more_than_text(target_range):
    """What the schema accepts may be searched for: 200, or 422 where the
    value names nothing (a postcode). A cursor that is not ours is a 400."""
    def shots():
        for target in target_range.targets:
            for parameter in target.operation.get("parameters", ()):
                parameter = target_range.document.resolve(parameter)
                if parameter["in"] != "query":
                    continue
                schema = target_range.document.resolve(parameter["schema"])
                statuses = (400,) if parameter["name"] in (
                    "cursor", "after") else (200, 422)
                for value in mutations.QUERY_VALUES:
                    if mutations.accepts(target_range.document, schema,
                                         value):
                        yield Shot(f"{target.label}: {value!r}", "GET",
                                   f"{target.own}?{parameter['name']}="
                                   f"{urllib.parse.quote(value)}",
                                   target.authorization, statuses=statuses)
    check(target_range, shots(), 100)


def test_a_cursor_that_was_tampered_with_is_a_400(target_range):
    world, lists = target_range.world, 0
    api = world.principals["lead"]
    for path in ("/v1/schemes", "/v1/accreditations", "/v1/users",
                 "/v1/events"):
        name = "after" if path == "/v1/events" else "cursor"
        cursor = api.read(path, params={"limit": 1})["next"]
        if not cursor:
            continue
        lists += 1
        for spoiled in (cursor[:-1], cursor + "A", cursor[::-1],
                        ("A" if cursor[0] != "A" else "B") + cursor[1:],
                        cursor[: len(cursor) // 2], cursor * 20):
            api.get(path, params={name: spoiled}, expect=400)
        # Ours, but of another list.
        other = "/v1/schemes" if path != "/v1/schemes" else "/v1/users"
        api.get(other, params={"cursor": cursor}, expect=400)
    assert lists >= 2


# ---- paths

NOT_PLAIN = ("{}/", "{}//", "/{}", "{}/.", "{}/..", "{}/./", "{};x", "{};",
             "{}%00", "{}%2f", "{}%2F..", "{}%20", "{}%0d%0aX-Evil:%201",
             "{}\\", "{}%5c", "{}%c0%ae", "{}%ff", "{}.json", "{}~", "{}'",
             "{}%27%3b--", "{}/%2e%2e", "{}/x", "{}\u00e9", "{}*", "{}|", "{}^",
             "/.{}", "/..{}", "/%2e{}", "/x/..{}", "/./{}")
BAD_IDS = ("0", "-1", "1", "null", "undefined", "x", "'", "*", "@", "~", "..",
           ".", "%2e%2e", "%2e", "$1", "{{id}}", "%7b%7d", "{id}0", "0{id}",
           "{id}-0", "urn:uuid:{id}", "%20{id}", "{id}%20", "{id}%00",
           "{id},{id}", "{id}+", "{id};v=1", "%27{id}%27", "x" * 300,
           "\u00e9", "%ef%bc%91", "{id}%0a", "current'--")


def path_shots(target_range):
    """Where a path is not plain, nothing is done: it may be unreadable, or
    not there, or a place where the method makes no sense."""
    for target in target_range.targets:
        headers, body = target_range.guarded(target)
        own = target.own
        spoiled = [pattern.replace("{}", own) for pattern in NOT_PLAIN]
        spoiled += [own.upper(), own.replace("/", "//", 1),
                    own[:1] + "%" + f"{ord(own[1]):02x}" + own[2:],
                    own.replace("/", "%2f"), own.replace("/", "\\"),
                    own[:-1] + f"%{ord(own[-1]):02x}", own + "/" + "x" * 2000,
                    own.replace("v1", "v2"), own.replace("v1", "V1"),
                    own.replace("v1", "v01"), own.replace("v1", "v1.0")]
        for name, value in ids_of(target):
            spoiled += [own.replace(value, bad.replace("{id}", value))
                        for bad in BAD_IDS]
        for path in dict.fromkeys(spoiled):
            if path == own:
                continue
            yield Shot(f"{target.label}: path", target.method, path.encode(),
                       headers, body, (200,) if is_front_page(path) else
                       (400, 404, 405, 414),
                       slugs=("malformed", "not-found", "method-not-allowed",
                              "uri-too-long"))


def is_front_page(path):
    """nginx folds a step out of the only segment there is: a static page. The
    base of Open Referral has two addresses."""
    return path in {f"/{name}/{up}" for name in ("healthz", "readyz")
                    for up in ("..", "%2e%2e")} | {
        "/healthz%2F..", "/readyz%2F..", "/openreferral/v3/"}


def ids_of(target):
    """(name, value) of each id in the path."""
    for name, value in zip(target.path.split("/"), target.own.split("/")):
        if name.endswith("_id}"):
            yield name, value


def test_a_path_that_is_not_plain_leads_nowhere(target_range):
    check(target_range, path_shots(target_range), 5000)


def told(answer):
    """Status and body; of a list that goes on, what does not depend on the
    cursor, which is sealed anew each time."""
    if b'"next":"' not in answer.content:
        return answer.status_code, answer.content, answer.headers.get("ETag")
    return answer.status_code, answer.json()["items"]


def test_an_id_in_capitals_is_the_same_id(target_range):
    """The one spelling that is harmless: to the same answer."""
    compared = 0
    for target in target_range.targets:
        ids = list(ids_of(target))
        if target.method != "GET" or not ids:
            continue
        path = target.own
        for _, value in ids:
            path = path.replace(value, value.upper())
        plain, loud = (target_range.wires.send("GET", where,
                                               target.authorization)
                       for where in (target.own, path))
        assert plain.status_code == 200, (target.label, plain)
        assert told(plain) == told(loud), target.label
        compared += 1
    assert compared > 20


# ---- headers

TWICE = ("Idempotency-Key", "If-Match", "If-None-Match", "Cookie", "Origin",
         "Content-Encoding", "Sec-Fetch-Site")
BAD_KEYS = ("", "abc", '""', '"a', 'a"', '"a" "b"', '"a", "b"', "'a'",
            '"a\u00e9"', '"a\tb"', '"\\x"', f'"{"x" * 256}"', "x" * 300,
            '"a";p=1', "{" + str(uuid.uuid4()) + "}", str(uuid.uuid4())[:-1],
            '"a\\"', "*")
BAD_MATCHES = ("", "abc", '"', "'a'", 'W/"abc"', "**", "x *", '"a" "b"',
               '"a",,"b"', ", ".join(f'"{i}"' for i in range(40)), "\u00e9",
               '"' + "x" * 5000 + '"', '"a\\"', ",")
BAD_AUTHORIZATIONS = ("", "Bearer", "Bearer ", "Bearer x", "Bearer  x.y.z",
                      "Basic YWRtaW46eA==", "Token x", "Digest x=y",
                      "Bearer\u00a0x", "\u00e9", "Bearer ..", "Bearer a.b.c",
                      "bearer", "Bearer null", "Bearer undefined",
                      "Bearer " + "x" * 4000, "x", "Bearer x, Bearer y")
# Whoever asks for a token may bring any other.
TOKEN_GIVERS = {"createToken", "createSession", "renewSession"}


def with_header(headers, *added):
    """Those headers with others in the place of theirs."""
    names = {name.lower() for name, _ in added}
    return tuple(h for h in headers if h[0].lower() not in names) + added


def test_a_header_that_must_stand_once_may_not_stand_twice(target_range):
    def shots():
        for target in target_range.targets:
            headers, body = target_range.guarded(target)
            for name in TWICE:
                value = "a=b" if name == "Cookie" else '"x"'
                for second in (value, '"y"'):
                    yield Shot(f"{target.label}: {name} twice", target.method,
                               target.own, with_header(
                                   headers, (name, value), (name, second)),
                               body, (400,), slugs=("malformed",))
            # Whichever nginx or the service would read, it is none of them.
            once = target.authorization or (("Authorization", "Bearer x"),)
            yield Shot(f"{target.label}: Authorization twice", target.method,
                       target.own, headers[len(target.authorization):] +
                       once + once, body, (400,))
    check(target_range, shots(), 1000)


def test_a_malformed_key_is_a_400_before_anything_happens(target_range):
    def shots():
        for target in target_range.targets:
            operation = target.operation
            if target.method != "POST" or target.role == "nobody" or \
                    operation.get("x-no-idempotency"):
                continue
            headers, body = target_range.guarded(target)
            for key in BAD_KEYS:
                yield Shot(f"{target.label}: key {key[:20]!r}", "POST",
                           target.own,
                           with_header(headers, ("Idempotency-Key", key)),
                           body, (400,), slugs=("idempotency-key-malformed",))
    check(target_range, shots(), 300)


def test_a_strange_if_match_matches_nothing(target_range):
    def shots():
        for target in target_range.targets:
            if target.method not in ("PUT", "PATCH", "DELETE") or \
                    target.operation.get("x-no-precondition"):
                continue
            headers, body = target_range.guarded(target)
            for match in BAD_MATCHES:
                yield Shot(f"{target.label}: If-Match {match[:20]!r}",
                           target.method, target.own,
                           with_header(headers, ("If-Match", match)), body,
                           (400, 412),
                           slugs=("malformed", "precondition-failed"))
            yield Shot(f"{target.label}: no If-Match", target.method,
                       target.own, [h for h in headers if h[0] != "If-Match"],
                       body, (428,))
            yield Shot(f"{target.label}: If-None-Match: *", target.method,
                       target.own, [h for h in headers if h[0] != "If-Match"]
                       + [("If-None-Match", "*")], body, (412,))
    check(target_range, shots(), 120)


def test_an_act_that_needs_no_if_match_is_kept_back_by_a_strange_one(
        target_range):
    def shots():
        for target in target_range.targets:
            if not target.operation.get("x-optional-precondition"):
                continue
            headers, body = target_range.guarded(target)
            headers = [h for h in headers if h[0] != "Idempotency-Key"]
            for match in BAD_MATCHES:
                yield Shot(f"{target.label}: If-Match {match[:20]!r}",
                           target.method, target.own,
                           with_header(headers, ("If-Match", match)), body,
                           (400, 412),
                           slugs=("malformed", "precondition-failed"))
    check(target_range, shots(), 10)


def test_what_is_no_token_of_ours_is_a_401_everywhere(target_range):
    def shots():
        for target in target_range.targets:
            if target.name in TOKEN_GIVERS:
                continue
            headers, body = target_range.guarded(target)
            for value in BAD_AUTHORIZATIONS:
                yield Shot(f"{target.label}: {value[:20]!r}", target.method,
                           target.own,
                           with_header(headers, ("Authorization", value)),
                           body, (401,))
    check(target_range, shots(), 1500)


def test_an_answer_that_the_client_cannot_take_is_a_406(target_range):
    def shots():
        for target in target_range.targets:
            headers, body = target_range.guarded(target)
            for value in ("text/css", "application/xml", "*/*;q=0",
                          "application/json;q=0, image/svg+xml;q=0",
                          "font/*", "x", "application/jsonx"):
                yield Shot(f"{target.label}: Accept {value}", target.method,
                           target.own, with_header(headers,
                                                   ("Accept", value)),
                           body, (406,))
    check(target_range, shots(), 500)


# Headers that change nothing: the method, the caller and the address of the
# request stay what they were.
HARMLESS = (("X-HTTP-Method-Override", "DELETE"), ("X-HTTP-Method", "PUT"),
            ("X-Method-Override", "DELETE"), ("X-Original-URL", "/v1/users"),
            ("X-Rewrite-URL", "/v1/users"), ("X-Forwarded-For", "9.9.9.9"),
            ("X-Real-IP", "9.9.9.9"), ("Forwarded", "for=9.9.9.9"),
            ("X-Forwarded-Host", "evil.example"), ("Remote-User", "admin"),
            ("X-Forwarded-User", "admin"), ("X-Auth-Request-User", "admin"),
            ("Origin", "https://evil.example"), ("Origin", "null"),
            ("X-Request-Id", "\u00e9 bad id"), ("X-Request-Id", "x" * 500),
            ("Range", "bytes=0-1"), ("TE", "trailers"), ("Proxy", "evil:1"),
            ("If-Modified-Since", "Thu, 01 Jan 2037 00:00:00 GMT"),
            ("Cookie", "a=b; __Host-refresh=x"), ("X-Sid", "1"),
            ("Accept-Language", "xx"), ("Accept-Encoding", "gzip, br"))


# What scripts of other sites may read.
OPEN = ("/openreferral/", "/v1/awards")


def test_headers_that_mean_nothing_to_us_change_nothing(target_range):
    compared = 0
    for target in target_range.targets:
        if target.method != "GET" or target.asks_a_question():
            continue
        plain = target_range.wires.send("GET", target.own,
                                        target.authorization)
        for header in HARMLESS:
            again = target_range.wires.send("GET", target.own,
                                            target.authorization + (header,))
            assert (again.status_code, again.content) == \
                (plain.status_code, plain.content), (target.label, header)
            assert again.headers.get("Access-Control-Allow-Origin") == (
                "*" if target.own.startswith(OPEN) else None)
            assert again.headers.get("Content-Encoding") is None
            compared += 1
    assert compared > 500


# ---- methods

def known_methods(target_range):
    """{path: set of methods} as OpenAPI has them."""
    known = {}
    for target in target_range.targets:
        methods = known.setdefault(target.path, set())
        methods.add(target.method)
        if target.method == "GET":
            methods.add("HEAD")
    return known


def test_a_method_that_an_address_does_not_know_is_a_405(target_range):
    known = known_methods(target_range)

    def shots():
        for target in target_range.targets:
            headers, _ = target_range.guarded(target, body=False)
            allow = known[target.path]
            for method in (*METHODS, "HEAD", "FOO", "OPTIONS", "PROPFIND",
                           "LINK", "QUERY", "GETX", "X" * 60):
                if method in allow:
                    continue
                yield Shot(f"{target.path}: {method}", method, target.own,
                           headers, statuses=(405,), allow=allow)
    check(target_range, shots(), 700)


def test_trace_connect_and_lower_case_are_refused_by_nginx(target_range):
    def shots():
        for target in target_range.targets:
            for method in ("TRACE", "get", "Post"):
                yield Shot(f"{target.path}: {method}", method, target.own,
                           target.authorization, statuses=(400, 405))
    check(target_range, shots(), 250)


# They answer with what is different each time.
RESTLESS = {"Date", "X-Request-Id", "RateLimit", "Connection", "Keep-Alive"}


def test_head_is_get_without_the_body(target_range):
    compared = 0
    for target in target_range.targets:
        if target.method != "GET":
            continue
        get, head = (target_range.wires.send(method, target.own,
                                             target.authorization)
                     for method in ("GET", "HEAD"))
        assert head.content == b"", target.label
        kept = [{name: value for name, value in answer.headers.items()
                 if name not in RESTLESS} for answer in (get, head)]
        assert (get.status_code, kept[0]) == (head.status_code, kept[1]), \
            target.label
        compared += 1
    assert compared > 40


# ---- the token endpoint speaks OAuth

FORMS = (b"", b"grant_type=password", b"grant_type=", b"x=y", b"grant_type",
         b"grant_type=client_credentials&grant_type=client_credentials",
         b"grant_type=client_credentials&x=%00", b"grant_type=%ff", b"%",
         b"grant_type=client_credentials&client_id=x&client_secret=y",
         b"grant_type=client_credentials&" + b"a=b&" * 100, b"\x00", b"{}",
         b"grant_type=client_credentials&scope=admin",
         b"grant_type=client_credentials&a=" + b"x" * 8000)


def test_the_token_endpoint_refuses_every_form_that_is_wrong(target_range):
    codes = {"invalid_request", "invalid_client", "invalid_grant",
             "invalid_scope", "unsupported_grant_type", "unauthorized_client"}
    for form in FORMS:
        for authorization in ((), (("Authorization", "Basic eDp5"),),
                              (("Authorization", "Basic !!!"),),
                              (("Authorization", "Basic"),),
                              (("Authorization", "Bearer x"),)):
            shot = Shot("form", "POST", "/v1/oauth/token", (
                ("Content-Type", "application/x-www-form-urlencoded"),
                *authorization), form, (400, 401, 413, 415))
            answer = target_range.patiently(shot)
            assert answer.status_code in shot.statuses, (form, answer)
            assert answer.json().get("error") in codes, (form, answer)
            assert answer.headers["Cache-Control"] == "no-store"
