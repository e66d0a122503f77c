"""peer.py - the peer: Fastify and node-postgres behind an nginx of its own.

Two processes, each on a socket of its own; the same nginx settings and TLS as
the API has; the same account. Nothing of it is needed to measure the rest.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import pathlib
import shutil
import ssl
import subprocess
import time
import urllib.request

from . import sql, tools

SOURCE = pathlib.Path(__file__).resolve().parents[1] / "peer"
STATEMENTS = {pathlib.Path(p).stem: p for p in (
    "transaction/enter.sql", "transaction/request_name.sql",
    "directory/directory_search.sql", "referral/referral_list.sql",
    "framework/lock_shared.sql", "framework/lock_own.sql",
    "framework/event_insert.sql", "bid/own_bid_standing.sql",
    "bid/own_bid_store.sql", "bid/own_bid_show.sql")}
PROCESSES, CONNECTIONS = 2, 4
OLDEST_NODE = 20
WAIT_SECONDS = 20


def why_not():
    """Why there can be no peer here, or None."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    version = subprocess.run(["node", "--version"], capture_output=True,
                             text=True, check=False).stdout.strip()
    if not version[1:].split(".")[0].isdigit() or \
            int(version[1:].split(".")[0]) < OLDEST_NODE:
        return f"node {version} is older than {OLDEST_NODE}"
    return None


class Peer:
    """The running peer of a market's stack; base_url is where it answers."""

    def __init__(self, market, port):
        settings = market.stack.settings
        self.market = market
        self.run = pathlib.Path(settings["FAIRLOT_RUN"])
        self.state = pathlib.Path(settings["FAIRLOT_KEYS"]).parent
        self.home = self.state / "peer"
        self.base_url = f"https://localhost:{port}"
        self.processes = []
        try:
            self.install()
            self.start(port)
        except BaseException:
            self.stop()
            raise

    def install(self):
        """What package-lock.json says, from a registry or npm's cache."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(mode=0o755)
        for name in ("package.json", "package-lock.json", "server.js"):
            shutil.copy(SOURCE / name, self.home)
        try:
            tools.run(["npm", "ci", "--ignore-scripts", "--no-audit",
                       "--no-fund", "--loglevel=error"], cwd=self.home)
        except tools.Unusable as error:
            raise tools.NotInstalled(str(error)) from error
        market, secret = self.market, self.market.secret
        owner = dict(word.split("=", 1) for word in
                     market.conninfo("OWNER").split())
        config = self.home / "config.json"
        config.write_text(json.dumps({
            "issuer": self.market.stack.settings["FAIRLOT_BASE_URL"],
            "host": owner["host"], "database": owner["dbname"],
            "options": tools.PGOPTIONS, "connections": CONNECTIONS,
            "jwt_key": secret("jwt.key"), "receipt_key": secret("receipt.key"),
            "statements": {name: sql.text(path)
                           for name, path in STATEMENTS.items()}}))

    def start(self, port):
        sockets = [self.run / f"peer-{n}.sock" for n in range(PROCESSES)]
        for socket in sockets:
            socket.unlink(missing_ok=True)
            self.spawn("node", self.home / "server.js",
                       self.home / "config.json", socket)
        text = (SOURCE / "nginx.conf").read_text()
        for name, value in {
                "PORT": port, "RUN": self.run, "LOG": self.state / "log",
                "CONF": self.state / "nginx",
                "UPSTREAMS": "\n".join(f"\t\tserver unix:{s};"
                                       for s in sockets)}.items():
            text = text.replace(f"@{name}@", str(value))
        (self.home / "nginx.conf").write_text(text)
        self.wait(lambda: all(s.exists() for s in sockets))
        self.spawn("nginx", "-c", self.home / "nginx.conf",
                   "-g", "daemon off;")
        self.wait(lambda: self.answers("/v1/directory?limit=1"))

    def spawn(self, *words):
        """As the account of the servers, like everything else of a stack."""
        account = []
        if os.geteuid() == 0:
            account = ["setpriv", "--reuid=fairlot", "--regid=fairlot",
                       "--init-groups", "--"]
        with open(self.home / "log", "ab") as log:
            self.processes.append(subprocess.Popen(
                [*account, *(str(w) for w in words)], cwd="/", stdout=log,
                stderr=log, env={"PATH": os.environ["PATH"],
                                 "NODE_ENV": "production"}))

    def wait(self, ready):
        """Until it is ready; what it has said if that never comes."""
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            try:
                if ready():
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise tools.Unusable("the peer does not start:\n" +
                             (self.home / "log").read_text()[-2000:])

    def answers(self, path):
        """True if a GET is answered with 200."""
        context = ssl.create_default_context(
            cafile=self.market.stack.demo["ca_file"])
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=context))
        with opener.open(self.base_url + path, timeout=10) as answer:
            return answer.status == 200

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.home, ignore_errors=True)
