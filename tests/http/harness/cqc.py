"""cqc.py - the CQC's API on this machine, as the shared documents have it, and
with whatever manners a test gives it.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import copy
import http.server
import json
import os
import subprocess
import threading
import urllib.parse

from .registers import schemas

KEY = "a-subscription-key-of-the-tests"


def document(name):
    return schemas("cqc", f"{name}.json")


class Cqc:
    """places: {id: document}; pages: of changes, each a list of ids. manners:
    {path without query: [answers]}, each (status, headers, body) used once
    before the usual answer; a body of None hangs up half way."""

    def __init__(self):
        self.places, self.pages = {}, [[]]
        self.manners, self.asked, self.seen = {}, [], []
        self.on_question = lambda path: None
        # Read here: where it is missing, this test is skipped, and not the
        # thread that answers.
        self.one_page = document("changes-location-page")
        cqc = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802 pylint: disable=invalid-name
                cqc.answer(self)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0),
                                                      Handler)
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_port}/public/v1"
        threading.Thread(target=self.server.serve_forever,
                         daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def has(self, *documents):
        """These are its places, and all of them have changed."""
        for d in documents:
            self.places[d["locationId"]] = copy.deepcopy(d)
        self.pages = [list(self.places)]

    def page(self, query):
        number = int(query["page"][0])
        return self.one_page | {
            "total": sum(map(len, self.pages)), "page": number,
            "totalPages": len(self.pages),
            "changes": self.pages[number - 1]}

    def usual(self, path, query):
        if path == "/changes/location":
            return 200, {}, json.dumps(self.page(query)).encode()
        place = self.places.get(path.removeprefix("/locations/"))
        if place is None:
            return 404, {}, b'{"message":"No Locations found"}'
        return 200, {}, json.dumps(place).encode()

    def answer(self, handler):
        url = urllib.parse.urlsplit(handler.path)
        path = urllib.parse.unquote(url.path).removeprefix("/public/v1")
        query = urllib.parse.parse_qs(url.query)
        self.asked.append(path)
        self.seen.append((path, query, dict(handler.headers)))
        self.on_question(path)
        waiting = self.manners.get(path)
        status, headers, body = waiting.pop(0) if waiting else \
            self.usual(path, query)
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        length = 100000 if body is None else len(body)
        if "Content-Length" not in headers:
            handler.send_header("Content-Length", str(length))
        handler.end_headers()
        with contextlib.suppress(OSError):
            handler.wfile.write(b'{"locationId":' if body is None else body)
        handler.close_connection = True

    def count(self, path):
        return self.asked.count(path)


class Client:
    """`fairlot registers` of a stack, asking that server."""

    def __init__(self, world, cqc, folder):
        self.world, self.cqc = world, cqc
        self.key = folder / "cqc.key"
        self.key.write_text(KEY + "\n")
        self.key.chmod(0o600)
        self.env = os.environ | {
            "FAIRLOT_HOME": str(world.stack.home),
            "FAIRLOT_CQC_URL": cqc.base, "FAIRLOT_CQC_RATE": "6000",
            "FAIRLOT_CQC_KEY_FILE": str(self.key),
            "ASAN_OPTIONS": "detect_leaks=0"}

    def start(self, *words, **env):
        return subprocess.Popen(
            [self.world.stack.demo["fairlot"], "registers", *words],
            stderr=subprocess.PIPE, text=True, env=self.env | env)

    def run(self, status=0, **env):
        """Until there is nothing to be done; what it said."""
        done = self.start("--once", **env)
        said = done.communicate(timeout=120)[1]
        assert "Sanitizer" not in said, said
        assert done.returncode == status, (done.returncode, said)
        return said

    def forget(self):
        sql = self.world.clock.sql
        sql("DELETE FROM register_queue")
        sql("DELETE FROM register_round")
        sql("DELETE FROM register_location")
        sql("DELETE FROM register_import")

    def know_the_others(self):
        """The homes of the demo and of other tests are no news."""
        self.world.clock.sql(
            "INSERT INTO register_location (regulator, id, register_set,"
            " state, withheld, source, as_of)"
            " SELECT DISTINCT 'cqc', register_key(regulator_id),"
            " 'cqc_locations', 'unknown', false, 'file', '2020-01-01'::date"
            " FROM establishment WHERE regulator_scheme = 'cqc'"
            " AND regulator_id IS NOT NULL")

    def due(self):
        """The next round begins now, and whatever was put off."""
        sql = self.world.clock.sql
        sql("UPDATE register_round SET due_at = '-infinity',"
            " not_before = '-infinity'")
        sql("UPDATE register_queue SET not_before = '-infinity'")

    def faults(self):
        return self.world.clock.sql(
            "SELECT id, fault FROM register_fault ORDER BY id, fault")
