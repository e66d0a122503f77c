"""service.py - a `fairlot api` beside the one of the stack.

SPDX-License-Identifier: Apache-2.0
"""
import os
import pathlib
import re
import signal
import subprocess

from . import fastcgi
from .processes import gone, within

PATIENCE = 15  # seconds for what should take one


def is_past_its_start(worker):
    """It catches SIGTERM from then on, when there is nothing left to open."""
    if gone(worker):
        return False
    status = pathlib.Path(f"/proc/{worker}/status").read_text()
    caught = int(re.search(r"^SigCgt:\t(\w+)", status, re.M)[1], 16)
    return bool(caught >> signal.SIGTERM - 1 & 1)


class Service:
    """`fairlot api` with a socket in a folder of its own."""

    def __init__(self, stack, folder, **settings):
        self.socket = folder / "api.sock"
        self.log = folder / "log"
        env = os.environ | {
            "FAIRLOT_HOME": str(stack.home), "FAIRLOT_RUN": str(folder),
            "FAIRLOT_SOCKET": str(self.socket), "FAIRLOT_WORKERS": "2",
            "ASAN_OPTIONS": "detect_leaks=0"} | settings
        self.process = subprocess.Popen(
            [stack.demo["fairlot"], "api"], env=env,
            stderr=open(self.log, "ab"))
        assert within(PATIENCE, self.answers), self.log.read_text()

    def ask(self, target="/healthz", method="GET", token=None, content=b"",
            **headers):
        return fastcgi.ask(self.socket, method, target, token, content,
                           **headers)

    def answers(self):
        try:
            return self.ask()[0] == 200
        except OSError:
            return False

    def workers(self):
        pid = self.process.pid
        path = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
        return set(map(int, path.read_text().split()))

    def ready_workers(self):
        """Its workers, once each is past its start: the first of them may
        answer while another one has its keys and sockets still to open."""
        assert within(PATIENCE, lambda: all(map(is_past_its_start,
                                                self.workers())))
        return self.workers()

    def signal(self, number):
        self.process.send_signal(number)

    def ends_within(self, seconds):
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
