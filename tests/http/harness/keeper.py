"""keeper.py - speaks to the keeper at its socket, as whoever has got to it
would, and to its key file, as an operator does.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import contextlib
import json
import os
import pathlib
import signal
import socket
import struct
import subprocess

from . import processes


def session_of(api):
    """The session that a caller's access token points to."""
    claims = api.token.split(".")[1]
    claims += "=" * (-len(claims) % 4)
    return json.loads(base64.urlsafe_b64decode(claims))["sid"]


class Line:
    """One connection to the keeper, or to the one at that path."""

    def __init__(self, stack, path=None):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(20)
        self.socket.connect(
            str(path or stack.settings["FAIRLOT_KEEPER_SOCKET"]))

    def send(self, *words, kind=b"A"):
        text = "\n".join(words).encode()
        self.socket.sendall(kind + struct.pack(">I", len(text)) + text)

    def exactly(self, count):
        found = b""
        while len(found) < count:
            more = self.socket.recv(count - len(found))
            if not more:
                raise EOFError
            found += more
        return found

    def frame(self):
        """(kind, text) of the next frame; None at the end."""
        try:
            head = self.exactly(5)
        except (EOFError, ConnectionResetError):
            return None
        length, = struct.unpack(">I", head[1:])
        return head[:1].decode(), self.exactly(length).decode()

    def close(self):
        self.socket.close()


def ask(stack, *words, path=None):
    """All frames of the answer to one question."""
    line, frames = Line(stack, path), []
    line.send(*words)
    while frame := line.frame():
        frames.append(frame)
    line.close()
    return frames


def answers(stack):
    """Whether anybody does at its socket."""
    try:
        return bool(ask(stack, "no-such", "x"))
    except OSError:
        return False


def start(stack):
    """It has begun to listen when this returns."""
    processes.start(stack, "keeper")
    assert processes.within(20, lambda: answers(stack))


def refused(frames):
    """The slug, where the answer is no and nothing else."""
    (kind, text), = frames
    assert kind == "N", frames
    return text.split("\n")[0]


# ------------------------------------------------------------ its key file


def key_file(stack):
    return pathlib.Path(stack.settings["FAIRLOT_KEEPER_KEYS"])


@contextlib.contextmanager
def other_keys(stack, text=None):
    """The file with that text in it, or away; and put back."""
    path = key_file(stack)
    kept, status = path.read_text(), path.stat()
    aside = path.with_suffix(".aside")
    path.rename(aside)
    try:
        if text is not None:
            path.touch(0o600)
            processes.own_like(path, status)
            path.write_text(text)
        yield kept
    finally:
        path.unlink(missing_ok=True)
        aside.rename(path)


def program(stack, *words):
    """`fairlot` as the account of the servers; the finished process."""
    return subprocess.run(
        ["bash", "-c", processes.AS_DEV + 'as_us "$state/bin/fairlot" "$@"',
         "dev", processes.REPO, stack.home, *words],
        capture_output=True, text=True, check=False)


@contextlib.contextmanager
def another(stack, **settings):
    """A second keeper with these settings; the path of its socket."""
    path = pathlib.Path(stack.settings["FAIRLOT_RUN"]) / "another.sock"
    words = [f"{name}={value}" for name, value in settings.items()]
    process = subprocess.Popen(
        ["bash", "-c", processes.AS_DEV
         + 'as_us env "$@" "$state/bin/fairlot" keeper', "dev",
         processes.REPO, stack.home, f"FAIRLOT_KEEPER_SOCKET={path}", *words],
        stderr=subprocess.PIPE)
    try:
        assert processes.within(20, path.exists)
        yield path
    finally:
        # What asked it to start is not what has to end.
        for line in pathlib.Path("/proc").glob("[0-9]*/environ"):
            with contextlib.suppress(OSError):
                if str(path).encode() in line.read_bytes():
                    os.kill(int(line.parent.name), signal.SIGTERM)
        process.wait(30)


@contextlib.contextmanager
def stopped(stack):
    processes.stop(stack, "keeper", "TERM")
    try:
        yield
    finally:
        start(stack)
