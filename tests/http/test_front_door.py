"""test_front_door.py - what nginx answers by itself, and what it lets through.

SPDX-License-Identifier: Apache-2.0
"""
import http.client
import re
import socket
import ssl
import urllib.parse

import pytest

from harness import processes

HARDENING = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}


@pytest.fixture
def raw(stack):
    """Sends bytes over TLS and gives the status line and headers back."""
    url = urllib.parse.urlsplit(stack.base_url)

    def send(text, name="localhost", protocols=None):
        context = ssl.create_default_context(cafile=stack.demo["ca_file"])
        if protocols:
            context.set_alpn_protocols(protocols)
        with socket.create_connection(("127.0.0.1", url.port), 10) as plain:
            with context.wrap_socket(plain, server_hostname=name) as tls:
                tls.sendall(text.encode())
                answer = b""
                try:
                    while chunk := tls.recv(65536):
                        answer += chunk
                except ssl.SSLError:
                    pass  # closed without a farewell
                return answer.decode()
    return send


def test_a_path_that_is_nowhere_is_a_problem(nobody):
    answer = nobody.get("/v1/nowhere", expect=404)
    assert answer.json()["type"].endswith("/problems/not-found")
    for name, value in HARDENING.items():
        assert answer.headers[name] == value


def test_an_address_outside_the_api_that_is_nowhere_is_a_page_to_browsers(
        nobody):
    """People come there by a link (ADR 27)."""
    for path in ("/nowhere", "/council/nowhere/", "/assets/nowhere.js",
                 "/homes/0f4b7c52-6a2c-4c1f-8a5e-1d2f3a4b5c6d/nowhere/"):
        answer = nobody.get(path, expect=404, check=False,
                            headers={"Sec-Fetch-Mode": "navigate"})
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        for name, value in HARDENING.items():
            assert answer.headers[name] == value
        answer = nobody.get(path, expect=404)
        assert answer.json()["type"].endswith("/problems/not-found")


def test_an_address_with_a_uuid_is_the_page_for_all_such_things(nobody):
    one = nobody.get("/homes/0f4b7c52-6a2c-4c1f-8a5e-1d2f3a4b5c6d/",
                     expect=200, check=False)
    other = nobody.get("/homes/1f4b7c52-6a2c-4c1f-8a5e-1d2f3a4b5c6e/",
                       expect=200, check=False)
    assert one.text == other.text and "<h1" in one.text


def test_an_address_with_a_uuid_may_lack_its_last_slash(stack, nobody):
    path = "/homes/0f4b7c52-6a2c-4c1f-8a5e-1d2f3a4b5c6d"
    answer = nobody.get(path + "?from=find", expect=301, check=False)
    assert answer.headers["Location"] == \
        f"{stack.base_url}{path}/?from=find"
    for name, value in HARDENING.items():
        assert answer.headers[name] == value


def test_no_line_of_an_answer_is_written_by_who_asks(nobody):
    """A newline at the end would pass for the end of the address."""
    path = "/homes/0f4b7c52-6a2c-4c1f-8a5e-1d2f3a4b5c6d"
    answer = nobody.get(path + "%0a?X-Mine:1", expect=404, check=False)
    assert "Location" not in answer.headers


@pytest.mark.parametrize("many", [3, 5, 6, 9, 12, 50])
def test_an_address_of_many_uuids_is_nowhere(nobody, many):
    one = "/0f4b7c52-6a2c-4c1f-8a5e-1d2f3a4b5c6d"
    for end in ("", "/"):
        answer = nobody.get("/homes" + one * many + end, expect=404)
        assert answer.json()["type"].endswith("/problems/not-found")


def test_one_page_may_be_shown_in_a_frame_and_no_other(nobody):
    def ancestors(path):
        policy = nobody.get(path, check=False).headers[
            "Content-Security-Policy"]
        return re.search("frame-ancestors ([^;]*)", policy)[1]

    framed = nobody.get("/embed/find/", check=False)
    assert ancestors("/embed/find/") == "*"
    assert "script-src 'self'" in framed.headers["Content-Security-Policy"]
    for path in ("/", "/find/", "/embed/", "/sign-in/", "/embed/find/x",
                 "/homes/a-to-z/", "/v1/directory", "/nowhere",
                 "/homes/0f4b7c52-6a2c-4c1f-8a5e-1d2f3a4b5c6d/"):
        assert ancestors(path) == "'none'", path


def test_every_answer_of_a_sandbox_says_so(nobody):
    for path in ("/", "/nowhere", "/healthz", "/v1/keys", "/v1/nowhere"):
        answer = nobody.get(path, check=False)
        assert answer.headers.get("Sandbox") == "true", path


def test_answers_of_the_service_are_hardened_once(nobody):
    answer = nobody.get("/v1/keys", expect=200)
    for name, value in HARDENING.items():
        assert answer.headers[name] == value
    assert answer.headers["Content-Security-Policy"].startswith(
        "default-src 'none'")
    assert answer.headers["Server"] == "nginx"


def test_the_start_page_loads_nothing_from_elsewhere(nobody):
    answer = nobody.get("/", expect=200, check=False)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "http" not in answer.text.replace(
        'xmlns="http://www.w3.org/2000/svg"', "")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    for closed in ("base-uri 'none'", "frame-ancestors 'none'",
                   "require-trusted-types-for 'script'",
                   "trusted-types 'none'"):
        assert closed in policy
    assert "unsafe" not in policy and "*" not in policy


def test_the_site_is_small_on_the_wire_and_its_assets_stay(nobody):
    page = nobody.get("/", expect=200, check=False,
                      headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert page.headers["Cache-Control"] == "no-cache"
    assets = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page.text)
    assert assets
    size = int(page.headers["Content-Length"])
    for asset in assets:
        answer = nobody.get(asset, expect=200, check=False,
                            headers={"Accept-Encoding": "gzip"})
        assert "immutable" in answer.headers["Cache-Control"]
        size += int(answer.headers["Content-Length"])
    assert size <= 50_000


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_static_page_only_gives(nobody, method):
    answer = nobody.request(method, "/", expect=405)
    assert answer.headers["Allow"] == "GET, HEAD"


def test_a_body_too_large_is_a_problem(nobody):
    answer = nobody.post("/v1/providers", data=b"x" * (256 * 1024 + 1),
                         headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert answer.json()["type"].endswith("/problems/too-large")


def test_an_address_too_long_is_a_problem(nobody):
    answer = nobody.get("/v1/" + "a" * 9000, expect=414)
    assert answer.json()["type"].endswith("/problems/uri-too-long")


def test_headers_too_large_are_a_problem(nobody):
    answer = nobody.get("/v1/keys", headers={"X-Large": "a" * 9000},
                        expect=431)
    assert answer.json()["type"].endswith("/problems/headers-too-large")


def test_too_many_headers_are_a_problem(nobody):
    nobody.get("/v1/keys", headers={f"X-{i}": "1" for i in range(70)},
               expect=(400, 431))


@pytest.mark.parametrize("request_text", [
    "GARBAGE\r\n\r\n",
    "get / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "GET / HTTP/9.1\r\nHost: localhost\r\n\r\n",
    "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "POST /v1/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
    "Content-Length: 6\r\n\r\nhello",
    "POST /v1/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST /v1/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked"
    "\r\n\r\nzz\r\n",
    "POST /v1/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip"
    "\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n",
])
def test_an_unreadable_request_is_a_problem(raw, request_text):
    head, _, body = raw(request_text).partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 400 "), head
    assert "Content-Type: application/problem+json" in head
    assert '/problems/malformed"' in body
    assert "nginx/" not in head + body  # no version


def test_another_host_gets_no_answer(raw):
    assert raw("GET /v1/keys HTTP/1.1\r\nHost: evil.example\r\n"
               "Connection: close\r\n\r\n") == ""
    assert raw("GET https://evil.example/v1/keys HTTP/1.1\r\n"
               "Host: localhost\r\nConnection: close\r\n\r\n") == ""


def test_plain_http_is_refused_and_not_redirected(stack):
    port = urllib.parse.urlsplit(stack.base_url).port
    with socket.create_connection(("127.0.0.1", port), 10) as plain:
        plain.sendall(b"GET /v1/keys HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = plain.recv(65536).decode()
    assert answer.startswith("HTTP/1.1 400 ")
    assert "Location" not in answer


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2,
                                     ssl.TLSVersion.TLSv1_3])
def test_new_tls_is_spoken(stack, version):
    assert handshake(stack, version) in ("TLSv1.2", "TLSv1.3")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_old_tls_is_not_spoken(stack):
    with pytest.raises((ssl.SSLError, OSError)):
        handshake(stack, ssl.TLSVersion.TLSv1_1)


def handshake(stack, version):
    context = ssl.create_default_context(cafile=stack.demo["ca_file"])
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    port = urllib.parse.urlsplit(stack.base_url).port
    with socket.create_connection(("127.0.0.1", port), 10) as plain:
        with context.wrap_socket(plain, server_hostname="localhost") as tls:
            return tls.version()


def test_http2_is_spoken(stack):
    context = ssl.create_default_context(cafile=stack.demo["ca_file"])
    context.set_alpn_protocols(["h2", "http/1.1"])
    port = urllib.parse.urlsplit(stack.base_url).port
    with socket.create_connection(("127.0.0.1", port), 10) as plain:
        with context.wrap_socket(plain, server_hostname="localhost") as tls:
            assert tls.selected_alpn_protocol() == "h2"


def test_a_connection_is_not_ended_under_whoever_uses_it(stack):
    """Its thousandth request would be the last, and over HTTP/2 those beside
    it would be lost."""
    address = urllib.parse.urlsplit(stack.base_url)
    context = ssl.create_default_context(cafile=stack.demo["ca_file"])
    wire = http.client.HTTPSConnection(address.hostname, address.port,
                                       timeout=30, context=context)
    for number in range(1001):
        wire.request("GET", "/")
        answer = wire.getresponse()
        answer.read()
        assert answer.headers["Connection"] != "close", number
    wire.close()


def test_nothing_under_v1_is_compressed(nobody):
    answer = nobody.get("/v1/openapi.json", expect=200,
                        headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["ETag"].startswith('"')


def test_no_log_of_nginx_repeats_a_query(stack, nobody):
    """Not even where the service is away, of which the status tells."""
    with processes.service_away(stack):
        answer = nobody.get("/v1/directory", params={"q": "OX99marker"},
                            check=False)
    assert answer.status_code in (502, 503)
    assert "OX99marker" not in stack.logged("nginx-error")
    assert processes.within(20, lambda: f" {answer.status_code} " in
                            stack.logged("nginx-access"), 0.2)
    assert "OX99marker" not in stack.logged("nginx-access")
