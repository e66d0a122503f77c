"""service.py - a `fairlot api` beside the one of the stack.

SPDX-License-Identifier: Apache-2.0
"""
import os
import pathlib
import subprocess

from . import fastcgi
from .processes import within

PATIENCE = 15  # seconds for what should take one


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
