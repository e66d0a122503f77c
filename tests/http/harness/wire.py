"""wire.py - HTTP/1.1 over TLS that sends exactly the bytes it is told.

For what a well-behaved client library refuses to send: paths that are not
normal, headers twice, lengths that lie. A Wire belongs to one thread and keeps
its connection as long as the server does.

SPDX-License-Identifier: Apache-2.0
"""
import http.client
import json
import socket
import ssl
import threading
import types
import urllib.parse

PATIENCE = 30  # seconds for one answer


class Answer:
    """What came back, with the names that requests.Response has."""

    def __init__(self, method, response, content):
        self.request = types.SimpleNamespace(method=method)
        self.status_code = response.status
        self.headers = response.msg
        self.content = content

    @property
    def text(self):
        return self.content.decode()

    def json(self):
        return json.loads(self.content)

    @property
    def slug(self):
        """Of a problem; of anything else None."""
        try:
            return self.json()["type"].rsplit("/", 1)[1]
        except (ValueError, KeyError, TypeError):
            return None

    def __repr__(self):
        return f"{self.status_code} {self.content[:600]!r}"


def as_bytes(value):
    return value if isinstance(value, bytes) else value.encode("latin-1")


def request_bytes(host, method, target, headers=(), body=None):
    """A request as it should be, around whatever it is given. A
    Content-Length is added to a body unless there is one already."""
    lines = [as_bytes(method) + b" " + as_bytes(target) + b" HTTP/1.1",
             b"Host: " + as_bytes(host)]
    lines += [as_bytes(name) + b": " + as_bytes(value)
              for name, value in headers]
    named = {as_bytes(name).lower() for name, _ in headers}
    if body is not None and not named & {b"content-length",
                                         b"transfer-encoding"}:
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + (body or b"")


class Wire:
    """One connection, opened again when the server has closed it."""

    def __init__(self, base_url, ca_file):
        address = urllib.parse.urlsplit(base_url)
        self.host = address.netloc
        self.place = address.hostname, address.port or 443
        self.context = ssl.create_default_context(cafile=str(ca_file))
        self.socket = None

    def connect(self):
        plain = socket.create_connection(self.place, timeout=PATIENCE)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = self.context.wrap_socket(
            plain, server_hostname=self.place[0])

    def close(self):
        if self.socket is not None:
            self.socket.close()
        self.socket = None

    def send(self, method, target, headers=(), body=None):
        """One request, one Answer."""
        raw = request_bytes(self.host, method, target, headers, body)
        return self.exchange(raw, method)

    def exchange(self, raw, method="GET"):
        """Sends the bytes and reads one answer to that method."""
        kept = self.socket is not None
        try:
            return self.exchange_once(raw, method)
        except (ConnectionError, http.client.BadStatusLine, ssl.SSLError):
            self.close()
            if not kept:
                raise
        # A connection that had been kept may have been closed meanwhile.
        return self.exchange_once(raw, method)

    def exchange_once(self, raw, method):
        if self.socket is None:
            self.connect()
        self.socket.sendall(raw)
        response = http.client.HTTPResponse(self.socket, method=method)
        try:
            response.begin()
            answer = Answer(method, response, response.read())
        finally:
            response.close()
        if response.will_close:
            self.close()
        return answer

    def shout(self, raw):
        """Sends the bytes on a connection of their own, says that there is no
        more, and gives everything that comes until the server hangs up."""
        self.close()
        self.connect()
        heard = b""
        try:
            self.socket.sendall(raw)
            self.socket.settimeout(PATIENCE)
            while True:
                piece = self.socket.recv(65536)
                if not piece:
                    break
                heard += piece
        except (ConnectionError, ssl.SSLError):
            pass
        finally:
            self.close()
        return heard


class Wires:
    """A Wire for each thread."""

    def __init__(self, base_url, ca_file):
        self.base_url, self.ca_file = base_url, ca_file
        self.local = threading.local()

    @property
    def mine(self):
        if not hasattr(self.local, "wire"):
            self.local.wire = Wire(self.base_url, self.ca_file)
        return self.local.wire

    def send(self, method, target, headers=(), body=None):
        return self.mine.send(method, target, headers, body)

    def call(self, token, method, path, body=None, **headers):
        """JSON as a well-behaved client sends it; If_Match=... is If-Match."""
        sent = [(name.replace("_", "-"), value)
                for name, value in headers.items()]
        if token is not None:
            sent.append(("Authorization", f"Bearer {token}"))
        if body is not None:
            sent.append(("Content-Type", "application/json"))
            body = json.dumps(body).encode()
        return self.send(method, path, sent, body)
