"""receiver.py - somebody who is sent webhooks, on this machine.

It speaks TLS with a certificate of an authority of our own, remembers what it
was sent, and answers well, badly, or without end.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import contextlib
import dataclasses
import hashlib
import hmac
import json
import pathlib
import socket
import ssl
import subprocess
import tempfile
import threading
import time

OK = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
READ_SECONDS = 60


class Authority:
    """A certificate authority, and certificates that it has signed; in a new
    folder, or as another one has left it."""

    def __init__(self, folder=None):
        self.folder = pathlib.Path(folder or
                                   tempfile.mkdtemp(prefix="fairlot-ca-"))
        self.file = self.folder / "ca.pem"
        self.good, self.elsewhere, self.selfmade = (
            "good", "elsewhere", "selfmade")
        if not folder:
            self.make()

    def make(self):
        self.folder.chmod(0o755)
        self.openssl("req", "-x509", "-nodes", "-days", "2", "-subj",
                     "/CN=Authority of a test", *self.new_key("ca"),
                     "-out", "ca.pem")
        self.sign(self.good, "DNS:localhost,IP:127.0.0.1")
        self.sign(self.elsewhere, "DNS:elsewhere.example")
        self.openssl("req", "-x509", "-nodes", "-days", "2", "-subj",
                     "/CN=localhost", *self.new_key("selfmade"), "-addext",
                     "subjectAltName=DNS:localhost,IP:127.0.0.1", "-out",
                     "selfmade.pem")
        self.file.chmod(0o644)

    @staticmethod
    def new_key(name):
        return ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-keyout", f"{name}.key")

    def openssl(self, *words):
        subprocess.run(["openssl", *words], cwd=self.folder, check=True,
                       capture_output=True)

    def sign(self, name, names):
        (self.folder / f"{name}.ext").write_text(f"subjectAltName={names}\n")
        self.openssl("req", "-nodes", "-subj", f"/CN={name}",
                     *self.new_key(name), "-out", f"{name}.csr")
        self.openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem",
                     "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
                     "-extfile", f"{name}.ext", "-out", f"{name}.pem")

    def context(self, name):
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.folder / f"{name}.pem",
                             self.folder / f"{name}.key")
        return made


@dataclasses.dataclass
class Letter:
    """One request as it came."""
    path: str
    headers: dict
    body: bytes
    at: float

    @property
    def id(self):
        return self.headers["webhook-id"]

    @property
    def timestamp(self):
        return int(self.headers["webhook-timestamp"])

    @property
    def payload(self):
        return json.loads(self.body)

    def signatures(self):
        return self.headers["webhook-signature"].split(" ")

    def signed_by(self, secret):
        """Which of its signatures that secret has made: their places."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        text = f"{self.id}.{self.timestamp}.".encode() + self.body
        ours = "v1," + base64.b64encode(
            hmac.new(key, text, hashlib.sha256).digest()).decode()
        return [n for n, s in enumerate(self.signatures()) if s == ours]


def status(code, headers="", body=b""):
    """An answer with that status."""
    return (f"HTTP/1.1 {code} Status\r\nConnection: close\r\n{headers}"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body


class Receiver:
    """A server on a port of its own. answers: {path: what to do}, which is
    bytes to send, a list of them for one request after the other, or a
    function of the connection and the letter."""

    def __init__(self, authority, certificate="good", host="127.0.0.1"):
        self.context = authority.context(certificate)
        self.socket = socket.create_server((host, 0), backlog=512)
        self.port = self.socket.getsockname()[1]
        self.letters, self.answers = [], {}
        self.open, self.lock = 0, threading.Lock()
        self.ended = threading.Event()
        threading.Thread(target=self.accept, daemon=True).start()

    def url(self, path="/", host="127.0.0.1"):
        return f"https://{host}:{self.port}{path}"

    def accept(self):
        with contextlib.suppress(OSError):
            while not self.ended.is_set():
                connection, _ = self.socket.accept()
                threading.Thread(target=self.serve, args=(connection,),
                                 daemon=True).start()

    def serve(self, raw):
        with contextlib.suppress(OSError, ValueError), raw:
            raw.settimeout(READ_SECONDS)
            with self.context.wrap_socket(raw, server_side=True) as wire:
                letter = self.read(wire)
                with self.lock:
                    self.letters.append(letter)
                self.answer(wire, letter)

    @staticmethod
    def read(wire):
        data = b""
        while b"\r\n\r\n" not in data:
            more = wire.recv(65536)
            if not more:
                raise ValueError("cut off")
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = {k.lower(): v for k, v in
                   (line.split(": ", 1) for line in lines)}
        while len(body) < int(headers["content-length"]):
            body += wire.recv(65536)
        return Letter(first.split(" ")[1], headers, body, time.time())

    def answer(self, wire, letter):
        what = self.answers.get(letter.path, OK)
        if isinstance(what, list):
            with self.lock:
                what = what.pop(0) if len(what) > 1 else what[0]
        if callable(what):
            what(wire, letter)
        else:
            wire.sendall(what)

    def got(self, path):
        """What came for that path, oldest first."""
        with self.lock:
            return [x for x in self.letters if x.path == path]

    def close(self):
        self.ended.set()
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


class Canary:
    """Listens where nothing may ever come, and counts who comes."""

    def __init__(self, *hosts):
        self.sockets, self.visits, self.port = [], [], 0
        for host in hosts:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            s = socket.create_server((host, self.port), family=family)
            self.port = self.port or s.getsockname()[1]
            self.sockets.append(s)
            threading.Thread(target=self.accept, args=(s,),
                             daemon=True).start()

    def accept(self, listening):
        with contextlib.suppress(OSError):
            while True:
                connection, peer = listening.accept()
                self.visits.append(peer)
                connection.close()

    def close(self):
        for s in self.sockets:
            with contextlib.suppress(OSError):
                s.shutdown(socket.SHUT_RDWR)
            s.close()


# ---- receivers that are no good

def never(wire, _letter):
    """Reads, and says nothing."""
    with contextlib.suppress(OSError):
        wire.recv(1)


def drip(wire, _letter):
    """A header, one byte each second, for ever."""
    wire.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(READ_SECONDS):
        wire.sendall(b"x")
        time.sleep(1)


def drip_body(wire, _letter):
    """The same with the body: the status is fine."""
    wire.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(READ_SECONDS):
        wire.sendall(b"x")
        time.sleep(1)


def flood(wire, _letter):
    """1 GB, and does not say so before."""
    wire.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    for _ in range(1024):
        wire.sendall(b"x" * 1024 * 1024)


def many_headers(wire, _letter):
    """10,000 headers."""
    wire.sendall(b"HTTP/1.1 200 OK\r\n")
    for n in range(10_000):
        wire.sendall(f"X-Header-{n}: {'x' * 40}\r\n".encode())
    wire.sendall(b"\r\n")


def nonsense(wire, _letter):
    """No HTTP at all."""
    wire.sendall(b"\x00\x01\x02 220 smtp.example ESMTP\r\n" * 10)
