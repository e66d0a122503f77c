"""fleet.py - a whole Fairlot whose database is the three hosts.

nginx, API, jobs and keys are ./dev's; what ./dev would do to a database of its
own is done to the cluster, with the commands of docs/PRODUCTION.md.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import pathlib
import re
import subprocess
import tempfile

from cluster import PG_BIN, ROLES, Cluster
from harness.processes import AS_DEV
from harness.stack import REPO, Stack, free_port

PIECES = """
database=fairlot python=/usr/bin/python3
. "$repo/dev.d/packages.sh"; . "$repo/dev.d/pieces.sh"
. "$repo/dev.d/web.sh"
"""
# In the order of cmd_up in ./dev, without its database.
PREPARE = PIECES + """
make_account; make_home; install_program; write_settings; make_keys
make_certificate; write_nginx
printf '%s\\n' "$state" "$run" "$account"
"""
CONNECTION = re.compile(r"(FAIRLOT_DB_\w+)=host=\S+ .*user=(\w+)$", re.M)


class Site(Stack):
    """A Stack in all that its users ask of one."""

    # pylint: disable=super-init-not-called
    def __init__(self):
        self.ours, self.cluster = True, None
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="fairlot-hosts-"))
        try:
            self.prepare()
            self.cluster.start()
            self.make_database()
            self.as_dev(PIECES + "start_servers")
            self.as_dev(PIECES + "load_demo")
        except BaseException:
            self.close()
            raise
        self.demo = json.loads((self.home / "demo.json").read_text())
        self.base_url = self.demo["base_url"]

    def as_dev(self, command):
        return self.run(["bash", "-c", AS_DEV + command, "dev", REPO,
                         self.home], env=os.environ | self.environment)

    def prepare(self):
        self.environment = {"FAIRLOT_PORT": str(free_port()),
                            "FAIRLOT_WORKERS": "6"}
        lines = self.as_dev(PREPARE).splitlines()
        self.state, self.runtime = map(pathlib.Path, lines[-3:-1])
        self.log = self.state / "log"
        self.log_begins = {}
        # Beside the state: there the account of the servers may go.
        folder = self.state / "hosts"
        folder.mkdir(mode=0o755)
        self.cluster = Cluster(folder, lines[-1])
        self.point_to_cluster()

    def point_to_cluster(self):
        """fairlot.conf names all three hosts."""
        for path in {self.state / "fairlot.conf", self.home / "fairlot.conf"}:
            text = CONNECTION.sub(
                lambda found: f"{found[1]}={self.cluster.conninfo(found[2])}",
                path.read_text())
            path.write_text(text)
            self.settings = dict(line.split("=", 1)
                                 for line in text.splitlines()
                                 if line and not line.startswith("#"))

    def make_database(self):
        host = self.cluster.primary()
        host.pgbackrest("stanza-create")
        self.sql_file(host, REPO / "db" / "roles.sql")
        host.sql("CREATE DATABASE fairlot OWNER fairlot_owner"
                 " TEMPLATE template0")
        host.sql("REVOKE ALL ON DATABASE fairlot FROM PUBLIC")
        for role in ROLES:
            if host.ask(f"SELECT 1 FROM pg_roles WHERE rolname = '{role}'"):
                host.sql(f"GRANT CONNECT ON DATABASE fairlot TO {role}")
        # The program is asked through fairlot.conf, as an operator would.
        self.demo = {"fairlot": str(self.home / "bin" / "fairlot")}
        self.fairlot("migrate")
        host.sql("INSERT INTO instance (singleton, sandbox)"
                 " VALUES (true, true)", "fairlot")
        host.sql("INSERT INTO sandbox_clock (singleton, shift)"
                 " VALUES (true, '0')", "fairlot")

    def sql_file(self, host, path):
        text = path.read_text()
        done = subprocess.run(
            [*self.cluster.as_account, str(PG_BIN / "psql"), "-XAtq",
             "-v", "ON_ERROR_STOP=1", "-h", str(host.run), "-U", "postgres",
             "-d", "postgres", "-f", "-"],
            input=text, text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr

    def close(self):
        try:
            self.keep_logs()
        finally:
            if self.cluster:
                self.cluster.close()
            self.dev("down", "--wipe")

    def keep_logs(self):
        kept = REPO / "build" / "test-logs-hosts"
        self.run(["rm", "-rf", kept])
        self.run(["mkdir", "-p", kept])
        if self.cluster is None:
            return
        self.run(["cp", "-rT", self.log, kept / "site"])
        for host in self.cluster.hosts.values():
            self.run(["cp", "-rT", host.folder / "log", kept / host.name])
