"""test_raw.py - bytes that no HTTP client would send.

Sent through TLS as they are. Whatever nginx makes of them, the answer is a
problem document (or nothing at all), no worker dies, and nobody else's request
is touched by what was left over.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import json
import socket

import pytest
from harness.contract import PROBLEM
from harness.processes import stored, without_jobs, workers
from harness.wire import Wire, request_bytes

# What a smuggled request would leave behind in the answer to the next one.
VICTIM = "/v1/keys"


@pytest.fixture
def wire(stack):
    made = Wire(stack.base_url, stack.demo["ca_file"])
    yield made
    made.close()


@pytest.fixture(autouse=True)
def nothing_happens(stack):
    """What jobs do meanwhile is not of our doing."""
    with without_jobs(stack):
        alive, rows = workers(stack), stored(stack)
        yield
        assert workers(stack) == alive, "a worker has died"
        assert stored(stack) == rows


def answers(heard):
    """[(status, headers, body)] of all the answers in the bytes."""
    found = []
    while heard.startswith(b"HTTP/1."):
        head, _, heard = heard.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        headers = {name.strip().lower().decode(): value.strip().decode()
                   for name, _, value in (h.partition(b":")
                                          for h in lines[1:])}
        status = int(lines[0].split()[1])
        if status == 100:
            continue
        size = int(headers.get("content-length", len(heard)))
        found.append((status, headers, heard[:size]))
        heard = heard[size:]
    assert not heard, heard
    return found


def is_problem(answer, statuses):
    status, headers, body = answer
    assert status in statuses, answer
    assert headers["content-type"] == PROBLEM, answer
    problem = json.loads(body)
    assert problem["status"] == status
    assert problem["request_id"] == headers["x-request-id"]
    assert headers["cache-control"] == "no-store"
    return problem


def refused(wire, raw, *statuses):
    """One answer, a problem; then the connection ends."""
    heard = answers(wire.shout(raw))
    assert len(heard) == 1, heard
    return is_problem(heard[0], statuses or (400,))


def post(host, *lines, body=b"", path="/v1/providers"):
    """A POST of JSON with those header lines, the last on its connection."""
    return b"\r\n".join([
        b"POST " + path.encode() + b" HTTP/1.1", b"Host: " + host.encode(),
        b"Content-Type: application/json", b"Connection: close", *lines, b"",
        body])


LENGTHS = {
    "two lengths": [b"Content-Length: 2", b"Content-Length: 2"],
    "two lengths that differ": [b"Content-Length: 2", b"Content-Length: 30"],
    "a length with a sign": [b"Content-Length: +2"],
    "a negative length": [b"Content-Length: -2"],
    "a list of lengths": [b"Content-Length: 2, 2"],
    "a length with a letter": [b"Content-Length: 2x"],
    "a hexadecimal length": [b"Content-Length: 0x2"],
    "an empty length": [b"Content-Length: "],
    "a length beyond 64 bits": [b"Content-Length: 99999999999999999999999"],
    "a length and chunks": [b"Content-Length: 2",
                            b"Transfer-Encoding: chunked"],
    "chunks twice": [b"Transfer-Encoding: chunked",
                     b"Transfer-Encoding: chunked"],
    "an unknown coding": [b"Transfer-Encoding: gzip"],
    "a coding in disguise": [b"Transfer-Encoding: xchunked"],
    "a coding after chunks": [b"Transfer-Encoding: chunked, identity"],
    "a space before the colon": [b"Content-Length : 2"],
    "a folded header": [b"X-A: b", b" folded", b"Content-Length: 2"],
    "a bare carriage return": [b"X-A: b\rX-B: c", b"Content-Length: 2"],
    "a NUL in a header": [b"X-A: b\x00c", b"Content-Length: 2"],
    "a header without a colon": [b"nothing", b"Content-Length: 2"],
}


@pytest.mark.parametrize("name", LENGTHS)
def test_a_body_of_unclear_length_is_refused(wire, name):
    heard = answers(wire.shout(post(wire.host, *LENGTHS[name], body=b"{}")))
    assert heard, "no answer"
    # A header that nginx drops as unreadable leaves a request without a body,
    # which the service refuses; nothing is ever read as a second request.
    for answer in heard:
        is_problem(answer, (400, 411, 413, 415, 422, 501))


CHUNKS = {
    "no hexadecimal size": b"zz\r\n{}\r\n0\r\n\r\n",
    "a negative size": b"-2\r\n{}\r\n0\r\n\r\n",
    "a size beyond 64 bits": b"fffffffffffffffff\r\n{}\r\n0\r\n\r\n",
    "a size with a prefix": b"0x2\r\n{}\r\n0\r\n\r\n",
    "a size with a space in front": b" 2\r\n{}\r\n0\r\n\r\n",
    "more data than its size": b"2\r\n{}{}\r\n0\r\n\r\n",
    "an empty size": b"\r\n{}\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("name", CHUNKS)
def test_chunks_that_make_no_sense_are_refused(wire, name):
    raw = post(wire.host, b"Transfer-Encoding: chunked", body=CHUNKS[name])
    for answer in answers(wire.shout(raw)):
        is_problem(answer, (400,))


def test_a_body_in_good_chunks_is_read_like_any_other(wire, stack):
    raw = post(wire.host, b"Transfer-Encoding: chunked",
               body=b'8\r\n{"name":\r\n4\r\n "x"\r\n1\r\n}\r\n0\r\n\r\n')
    status, _, body = answers(wire.shout(raw))[0]
    assert status == 422
    pointers = {e["pointer"] for e in json.loads(body)["errors"]}
    assert "#/contact" in pointers and "#/name" not in pointers
    assert stack.demo["base_url"] in json.loads(body)["type"]


def test_a_body_that_never_ends_reaches_no_worker(wire):
    wire.connect()
    with contextlib.closing(wire):
        wire.socket.sendall(post(wire.host, b"Content-Length: 100",
                                 body=b'{"name": "half'))
        wire.socket.settimeout(1)
        with pytest.raises((TimeoutError, socket.timeout)):
            wire.socket.recv(1)


def test_expecting_to_continue_is_answered(wire):
    raw = post(wire.host, b"Content-Length: 2", b"Expect: 100-continue",
               body=b"{}")
    is_problem(answers(wire.shout(raw))[-1], (422,))


def test_an_announced_body_that_is_too_long_is_not_waited_for(wire):
    raw = post(wire.host, b"Content-Length: 100000000000")
    refused(wire, raw, 413)


LINES = {
    "HTTP/1.1 without a host": b"GET /v1/keys HTTP/1.1\r\n\r\n",
    "a version that does not exist": b"GET /v1/keys HTTP/9.9\r\nHost: x\r\n"
                                     b"\r\n",
    "a version that is none": b"GET /v1/keys HTTX/1.1\r\nHost: x\r\n\r\n",
    "no path": b"GET HTTP/1.1\r\nHost: x\r\n\r\n",
    "a lower-case method": b"get /v1/keys HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a method of odd letters": b"G\x00T /v1/keys HTTP/1.1\r\nHost: x\r\n\r\n",
    "two hosts": b"GET /v1/keys HTTP/1.1\r\nHost: localhost\r\n"
                 b"Host: localhost\r\n\r\n",
    "a host of odd letters": b"GET /v1/keys HTTP/1.1\r\nHost: a/b\r\n\r\n",
    "a NUL in the path": b"GET /v1/k\x00eys HTTP/1.1\r\nHost: x\r\n\r\n",
    "a path that climbs out": b"GET /../../etc/passwd HTTP/1.1\r\n"
                              b"Host: localhost\r\n\r\n",
    "no HTTP at all": b"\x16\x03\x01\x00\x05hello\r\n\r\n",
    "a proxy's method": b"CONNECT localhost:443 HTTP/1.1\r\n"
                        b"Host: localhost\r\n\r\n",
    "TRACE": b"TRACE /v1/keys HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


@pytest.mark.parametrize("name", LINES)
def test_a_first_line_that_makes_no_sense_is_refused(wire, name):
    refused(wire, LINES[name], 400, 405)


def test_a_host_that_is_not_ours_gets_no_answer(wire):
    for host in (b"evil.example", b"localhost.evil.example", b"127.0.0.2"):
        assert wire.shout(b"GET /v1/keys HTTP/1.1\r\nHost: " + host +
                          b"\r\n\r\n") == b""


def test_an_absolute_address_counts_only_if_it_is_ours(wire):
    evil = b"GET https://evil.example/v1/keys HTTP/1.1\r\nHost: " + \
        wire.host.encode() + b"\r\nConnection: close\r\n\r\n"
    assert wire.shout(evil) == b""
    ours = b"GET https://localhost/v1/keys HTTP/1.1\r\nHost: " + \
        wire.host.encode() + b"\r\nConnection: close\r\n\r\n"
    for status, _, body in answers(wire.shout(ours)):
        assert status in (200, 400)
        assert b"evil" not in body


def test_http_0_9_learns_nothing_and_harms_nobody(wire):
    heard = wire.shout(b"GET /v1/keys\r\n")
    assert b"HTTP/1.1 5" not in heard
    assert wire.send("GET", VICTIM).status_code == 200


def test_bare_line_feeds_mean_what_line_ends_mean(wire):
    heard = answers(wire.shout(
        b"GET /v1/keys HTTP/1.1\nHost: localhost\nConnection: close\n\n"))
    assert [status for status, _, _ in heard] == [200]


def test_headers_that_are_too_large_are_a_431_or_a_400(wire):
    big = b"X-Big: " + b"x" * 20_000
    problem = refused(wire, b"GET /v1/keys HTTP/1.1\r\nHost: localhost\r\n" +
                      big + b"\r\n\r\n", 431, 400)
    assert problem["type"].endswith(("/headers-too-large", "/malformed"))
    many = b"".join(b"X-%d: y\r\n" % i for i in range(200))
    refused(wire, b"GET /v1/keys HTTP/1.1\r\nHost: localhost\r\n" + many +
            b"\r\n", 431, 400)


def test_an_address_that_is_too_long_is_a_414(wire):
    for path in (b"/v1/" + b"x" * 2000, b"/v1/keys?a=" + b"x" * 5000,
                 b"/" + b"x" * 20_000):
        raw = b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\n" \
            b"Connection: close\r\n\r\n"
        problem = refused(wire, raw, 414)
        assert problem["type"].endswith("/uri-too-long")


BEGINNINGS = {
    "chunks in a length": lambda host, smuggled: post(
        host, b"Content-Length: %d" % (len(smuggled) + 5),
        b"Transfer-Encoding: chunked", body=b"0\r\n\r\n" + smuggled),
    "a length in chunks": lambda host, smuggled: post(
        host, b"Transfer-Encoding: chunked", b"Content-Length: 4",
        body=b"5c\r\n" + smuggled + b"\r\n0\r\n\r\n"),
    "a folded coding": lambda host, smuggled: post(
        host, b"Transfer-Encoding:", b" chunked", b"Content-Length: 5",
        body=b"0\r\n\r\n" + smuggled),
    "a coding behind a tab": lambda host, smuggled: post(
        host, b"Transfer-Encoding:\tchunked", b"Content-Length: 5",
        body=b"0\r\n\r\n" + smuggled),
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_a_request_inside_a_request_is_never_answered(wire, name):
    smuggled = b"GET /problems/internal HTTP/1.1\r\nHost: localhost\r\n\r\n"
    heard = wire.shout(BEGINNINGS[name](wire.host, smuggled))
    assert b'"slug":"internal"' not in heard.replace(b" ", b"")
    assert wire.send("GET", VICTIM).status_code == 200


def test_a_body_that_is_refused_unread_is_not_the_next_request(
        wire, council):
    """The body of a 401, 404 or 405 looks like a FastCGI record and like
    HTTP; whoever comes next on any worker gets their own answer."""
    record = b"\x01\x01\x00\x01\x00\x08\x00\x00\x00\x01\x00\x00\x00\x00\x00" \
        b"\x00\x01\x04\x00\x01\x00\x00\x00\x00\x01\x05\x00\x01\x00\x00\x00\x00"
    for path in ("/v1/users", "/v1/no-such-thing", "/v1/keys"):
        for content in (record * 500, b"GET /v1/me HTTP/1.1\r\n\r\n" * 500):
            answer = wire.send("POST", path, (
                ("Content-Type", "application/json"),), content)
            assert answer.status_code in (401, 404, 405)
            me = wire.send("GET", "/v1/me", (
                ("Authorization", f"Bearer {council.token}"),))
            assert me.status_code == 200
            assert me.json()["organisation"]["id"] == council.organisation_id


def test_a_client_that_hangs_up_in_the_middle_leaves_nothing_behind(wire):
    raw = request_bytes(wire.host, "POST", "/v1/providers", (
        ("Content-Type", "application/json"),), b"{" + b" " * 50_000 + b"}")
    for cut in (1, 20, 100, len(raw) // 2, len(raw) - 1):
        wire.connect()
        wire.socket.sendall(raw[:cut])
        wire.close()
    assert wire.send("GET", VICTIM).status_code == 200


def test_pipelined_requests_are_answered_in_their_order(wire):
    one = request_bytes(wire.host, "GET", "/problems/invalid")
    two = request_bytes(wire.host, "GET", "/problems/not-found", (
        ("Connection", "close"),))
    heard = answers(wire.shout(one + two))
    assert [json.loads(body)["slug"] for _, _, body in heard] == \
        ["invalid", "not-found"]
