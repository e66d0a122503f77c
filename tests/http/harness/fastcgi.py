"""fastcgi.py - speaks to a worker the way nginx does, without nginx.

SPDX-License-Identifier: Apache-2.0
"""
import socket
import struct

BEGIN, END, PARAMS, STDIN, STDOUT = 1, 3, 4, 5, 6
RESPONDER = 1


def record(kind, content):
    return struct.pack("!BBHHBB", 1, kind, 1, len(content), 0, 0) + content


def length(n):
    return bytes([n]) if n < 128 else struct.pack("!I", n | 1 << 31)


def pairs(env):
    return b"".join(
        length(len(name)) + length(len(value)) + name + value
        for name, value in ((n.encode(), v.encode()) for n, v in env.items()))


def read_exactly(peer, n):
    content = b""
    while len(content) < n:
        piece = peer.recv(n - len(content))
        assert piece, "the worker hung up in the middle of a record"
        content += piece
    return content


def ask(path, method, target, token=None, content=b"",
        remote="127.0.0.1", **headers):
    """(status, body) of one request to the socket at path."""
    env = {"REQUEST_METHOD": method, "REQUEST_URI": target,
           "DOCUMENT_URI": target.split("?")[0],
           "CONTENT_LENGTH": str(len(content)) if content else "",
           "QUERY_STRING": target.partition("?")[2],
           "CONTENT_TYPE": "application/json" if content else "",
           "REMOTE_ADDR": remote}
    if token:
        env["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    env |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    out = bytearray()
    with socket.socket(socket.AF_UNIX) as peer:
        peer.settimeout(30)
        peer.connect(str(path))
        peer.sendall(record(BEGIN, struct.pack("!HB5x", RESPONDER, 0)) +
                     record(PARAMS, pairs(env)) + record(PARAMS, b"") +
                     b"".join(record(STDIN, content[at:at + 60000])
                              for at in range(0, len(content), 60000)) +
                     record(STDIN, b""))
        kind = None
        while kind != END:
            _, kind, _, size, padding, _ = struct.unpack(
                "!BBHHBB", read_exactly(peer, 8))
            content = read_exactly(peer, size)
            read_exactly(peer, padding)
            if kind == STDOUT:
                out += content
    head, _, body = bytes(out).partition(b"\r\n\r\n")
    status = next(int(line.split()[1]) for line in head.splitlines()
                  if line.lower().startswith(b"status:"))
    return status, body
