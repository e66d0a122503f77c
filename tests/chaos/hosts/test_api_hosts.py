"""test_api_hosts.py - two API hosts behind a balancer.

Any host answers any request; one that is being worked on is not missed; and
the address that is counted is the client's.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import tempfile
import types

import pytest
import templates
from cluster import PATIENCE, within
from fleet import PIECES, PREPARE
from harness import processes
from harness.processes import AS_DEV
from harness.stack import REPO, Stack, free_port
from harness.wire import Wires, request_bytes
from ledger import Ledger

pytestmark = pytest.mark.long


class ApiHost(Stack):
    """nginx and the API, with the keys and the database of the site. It calls
    itself what the balancer is called."""

    # pylint: disable=super-init-not-called
    def __init__(self, site, name, base_url):
        self.ours, self.site, self.name = True, site, name
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="fairlot-api-"))
        self.port = free_port()
        lines = self.as_dev(PREPARE).splitlines()
        self.state = pathlib.Path(lines[-3])
        self.log, self.log_begins = self.state / "log", {}
        self.demo = site.demo | {"ca_file": str(self.home / "ca.pem")}
        own = f"https://localhost:{self.port}"
        for path in [*(self.state / "nginx").glob("*.conf"),
                     *{self.state / "fairlot.conf",
                       self.home / "fairlot.conf"}]:
            path.write_text(path.read_text().replace(own, base_url))
        self.base_url = base_url
        self.take_over(site)
        (self.state / "nginx" / "listen.conf").write_text(templates.render(
            "nginx/listen.conf", {"LISTEN": f"127.0.0.1:{self.port}",
                                  "BALANCER": "127.0.0.1"}))
        for server in ("keeper", "api"):
            processes.start(self, server)
        self.start_nginx()

    def take_over(self, site):
        """The keys, the certificate and the way to the database."""
        for folder in ("keys", "keeper", "tls"):
            if (site.state / folder).exists():
                shutil.copytree(site.state / folder, self.state / folder,
                                dirs_exist_ok=True)
        site.cluster.give(self.state / "keys")
        for folder in ("keeper", "tls"):
            if (self.state / folder).exists():
                site.cluster.give(self.state / folder)
        (self.home / "ca.pem").write_bytes(
            (site.home / "ca.pem").read_bytes())
        for path in {self.state / "fairlot.conf", self.home / "fairlot.conf"}:
            lines = [line for line in path.read_text().splitlines()
                     if not line.startswith("FAIRLOT_DB_")]
            lines += [f"{name}={value}" for name, value
                      in site.settings.items()
                      if name.startswith("FAIRLOT_DB_")]
            path.write_text("\n".join(lines) + "\n")
        self.settings = dict(
            line.split("=", 1) for line in lines
            if line and not line.startswith("#"))

    def as_dev(self, command):
        return self.run(["bash", "-c", AS_DEV + command, "dev", REPO,
                         self.home], env=os.environ | {
                             "FAIRLOT_PORT": str(self.port),
                             "FAIRLOT_WORKERS": "3"})

    def start_nginx(self):
        self.as_dev(PIECES + 'start nginx nginx'
                    ' -c "$state/nginx/nginx.conf" -g "daemon off;"')

    def restart(self):
        processes.stop(self, "nginx", "QUIT")
        processes.stop(self, "api", "TERM")
        processes.start(self, "api")
        self.start_nginx()

    def answered(self):
        return self.logged("api").count('"status":')

    def close(self):
        self.dev("down", "--wipe")


class Balancer:
    """haproxy, from its template."""

    def __init__(self, site, folder, port):
        self.admin = folder / "admin.sock"
        self.folder, self.port, self.hosts = folder, port, []
        self.base_url = f"https://localhost:{port}"
        self.ca_file = site.demo["ca_file"]
        self.process = None

    def start(self, hosts):
        self.hosts = hosts
        file = self.folder / "haproxy.cfg"
        file.write_text(templates.render("haproxy/haproxy.cfg", {
            "ADMIN": self.admin, "LISTEN": f"127.0.0.1:{self.port}",
            "HOSTNAME": "localhost", "CA": self.ca_file,
            "API_1": f"127.0.0.1:{hosts[0].port}",
            "API_2": f"127.0.0.1:{hosts[1].port}"}))
        with open(self.folder / "haproxy.log", "wb") as log:
            # pylint: disable=consider-using-with
            self.process = subprocess.Popen(
                ["haproxy", "-W", "-f", str(file)], stderr=log, stdout=log,
                start_new_session=True)
        assert within(PATIENCE, lambda: self.state_of("api1") == "UP"
                      and self.state_of("api2") == "UP"), \
            (self.folder / "haproxy.log").read_text()

    def tell(self, words):
        with socket.socket(socket.AF_UNIX) as s:
            s.settimeout(10)
            try:
                s.connect(str(self.admin))
            except OSError:
                return ""
            s.sendall(f"{words}\n".encode())
            heard = b""
            while piece := s.recv(65536):
                heard += piece
        return heard.decode()

    def state_of(self, server):
        for line in self.tell("show stat").splitlines():
            fields = line.split(",")
            if fields[:2] == ["api", server]:
                return fields[17]
        return None

    def close(self):
        if self.process:
            self.process.terminate()
            self.process.wait(20)


@pytest.fixture(scope="module")
def balanced(site, tmp_path_factory):
    """Two more API hosts and the balancer in front of them."""
    if shutil.which("haproxy") is None:
        pytest.skip("not installed: haproxy; ./dev test --long brings it")
    site.cluster.wait_until_whole()
    with contextlib.ExitStack() as stack:
        balancer = Balancer(site, tmp_path_factory.mktemp("balancer"),
                            free_port())
        stack.callback(balancer.close)
        hosts = []
        for name in ("api1", "api2"):
            hosts.append(ApiHost(site, name, balancer.base_url))
            stack.callback(hosts[-1].close)
        balancer.start(hosts)
        yield balancer


@pytest.fixture
def through(site, balanced):
    """The site as it is seen through the balancer."""
    return types.SimpleNamespace(base_url=balanced.base_url, demo=site.demo,
                                 cluster=site.cluster)


class Someone:
    """A provider that signed in through the balancer."""

    def __init__(self, through, provider):
        self.wires = Wires(through.base_url, through.demo["ca_file"])
        email, password = provider.person
        answer = self.wires.call(None, "POST", "/v1/sessions",
                                 {"email": email, "password": password})
        assert answer.status_code == 201, answer
        self.token = answer.json()["access_token"]

    def every(self, path, **_):
        """All items of a list, page by page."""
        items, cursor = [], ""
        while cursor is not None:
            page = self.wires.call(self.token, "GET", f"{path}?limit=100" + (
                f"&cursor={cursor}" if cursor else "")).json()
            items, cursor = items + page["items"], page["next"]
        return items


@pytest.fixture
def someone(through, provider):
    return Someone(through, provider)


def test_any_host_answers_whoever_signed_in_at_another(
        through, balanced, someone):
    before = [host.answered() for host in balanced.hosts]
    for _ in range(20):
        wires = Wires(through.base_url, through.demo["ca_file"])
        assert wires.call(someone.token, "GET", "/v1/me").status_code == 200
        wires.mine.close()
    after = [host.answered() for host in balanced.hosts]
    assert all(b < a for b, a in zip(before, after)), (before, after)


def test_work_on_a_host_is_noticed_by_nobody(
        through, balanced, someone, tell):
    """Taken out, drained, restarted, put back; one host after the other, as
    for an upgrade."""
    book = Ledger(through, someone)
    with book.running():
        for host in balanced.hosts:
            balanced.tell(f"set server api/{host.name} state drain")
            assert within(PATIENCE, lambda h=host: balanced.state_of(
                h.name) == "DRAIN")
            host.restart()
            balanced.tell(f"set server api/{host.name} state ready")
            assert within(PATIENCE, lambda h=host: balanced.state_of(
                h.name) == "UP")
    book.check()
    assert set(book.told) == {(201, None)}, book.told
    tell(f"both API hosts restarted; {dict(book.told)}")


def test_a_host_that_dies_is_left_out(through, balanced, someone):
    victim = balanced.hosts[0]
    book = Ledger(through, someone)
    with book.running():
        processes.stop(victim, "api", "KILL")
        assert within(PATIENCE, lambda: balanced.state_of(
            victim.name) == "DOWN")
        processes.start(victim, "api")
        assert within(PATIENCE, lambda: balanced.state_of(
            victim.name) == "UP")
    book.check()


def greet_from(address, balanced):
    """GET /healthz from that address, which says it is another."""
    context = ssl.create_default_context(cafile=str(balanced.ca_file))
    with socket.create_connection(("127.0.0.1", balanced.port), timeout=30,
                                  source_address=(address, 0)) as plain, \
            context.wrap_socket(plain, server_hostname="localhost") as s:
        s.sendall(request_bytes(
            "localhost", "GET", "/healthz",
            [("X-Forwarded-For", "203.0.113.9"), ("Connection", "close")]))
        return s.recv(12)


def test_the_address_that_is_counted_is_the_clients(balanced):
    """Not the balancer's, and not what a client says of itself."""
    assert greet_from("127.0.0.5", balanced) == b"HTTP/1.1 200"

    def logged():
        return "".join((host.log / "nginx-access.log").read_text()
                       for host in balanced.hosts)
    assert within(10, lambda: " 127.0.0.5 GET /healthz" in logged())
    assert "203.0.113.9" not in logged()


def test_nobody_gets_in_beside_the_balancer(balanced):
    """Without its word for who it is there is no answer."""
    context = ssl.create_default_context(cafile=str(balanced.ca_file))
    for host in balanced.hosts:
        with socket.create_connection(("127.0.0.1", host.port),
                                      timeout=30) as plain, \
                pytest.raises((ssl.SSLError, OSError)):
            context.wrap_socket(plain, server_hostname="localhost")
