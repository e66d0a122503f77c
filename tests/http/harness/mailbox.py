"""mailbox.py - a mail server on this machine, and `fairlot mail` beside it.

It speaks as much SMTP as a relay does, keeps what it is given, and refuses,
stalls or hangs up where a test wants it to.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import email
import email.policy
import os
import socket
import subprocess
import threading

from . import processes

READ_SECONDS = 60
SOON = 30


class Mailbox:
    """replies: what is said to a word of the client, such as "RCPT" or "." for
    the end of the message: a line, or a list of them, one for each time; None
    hangs up. "greeting" is what it says by itself. Without TLS unless it has a
    context."""

    def __init__(self, context=None):
        self.context = context
        self.replies, self.letters, self.words = {}, [], []
        self.lock = threading.Lock()
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                threading.Thread(target=self.serve, args=(connection,),
                                 daemon=True).start()

    def serve(self, raw):
        with contextlib.suppress(OSError), raw:
            raw.settimeout(READ_SECONDS)
            if self.context:
                raw = self.context.wrap_socket(raw, server_side=True)
            lines = raw.makefile("rb")
            greeting = self.said_to("greeting", "220 mailbox")
            raw.sendall(f"{greeting}\r\n".encode())
            for line in lines:
                if not self.answer(raw, lines, line.decode().rstrip("\r\n")):
                    return

    def said_to(self, word, usual="250 yes"):
        reply = self.replies.get(word, usual)
        if isinstance(reply, list):
            with self.lock:
                reply = reply.pop(0) if len(reply) > 1 else reply[0]
        return reply

    def answer(self, wire, lines, line):
        word = line.split(" ")[0].split(":")[0].upper()
        with self.lock:
            self.words.append(line)
        if word == "DATA":
            wire.sendall(b"354 go on\r\n")
            self.take(lines)
            word = "."
        reply = self.said_to(word)
        if reply is None:
            return False
        wire.sendall(f"{reply}\r\n".encode())
        return word != "QUIT"

    def take(self, lines):
        text = b""
        for line in lines:
            if line == b".\r\n":
                break
            text += line.removeprefix(b".") if line.startswith(b"..") else line
        with self.lock:
            self.letters.append(text)

    def got(self, address=None):
        """The messages for that address, oldest first."""
        with self.lock:
            found = [email.message_from_bytes(x, policy=email.policy.SMTP)
                     for x in self.letters]
        return [m for m in found
                if address is None or m["To"].strip("<>") == address]

    def gets(self, address, count=1):
        assert processes.within(
            SOON, lambda: len(self.got(address)) >= count, 0.1), self.words
        return self.got(address)

    def close(self):
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


class Post:
    """`fairlot mail`, run by a test for itself: the stack has none."""

    def __init__(self, stack, mailbox, **env):
        scheme = "smtps" if mailbox.context else "smtp"
        host = "localhost" if mailbox.context else "127.0.0.1"
        self.env = os.environ | {
            "FAIRLOT_HOME": str(stack.home),
            "FAIRLOT_MAIL_URL": f"{scheme}://{host}:{mailbox.port}",
            "FAIRLOT_MAIL_FROM": "no-reply@fairlot.example",
            "FAIRLOT_MAIL_TLS": "no", "ASAN_OPTIONS": "detect_leaks=0",
            "http_proxy": "http://127.0.0.1:9", "all_proxy":
            "http://127.0.0.1:9"} | env
        self.program = stack.demo["fairlot"]
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [self.program, "mail"], env=self.env, stderr=subprocess.PIPE,
            text=True)

    def kill(self):
        self.process.kill()
        self.process.communicate(timeout=20)

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
        said = self.process.communicate(timeout=30)[1]
        assert "Sanitizer" not in said, said
        return said
