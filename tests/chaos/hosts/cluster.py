"""cluster.py - three database hosts: etcd, Patroni and PostgreSQL on each, from
the files of deploy/, with pgBackRest beside them.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import json
import os
import pathlib
import pwd
import secrets
import shutil
import signal
import subprocess
import time

import network
import templates
from authority import Authority

PG_BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
NAMES = "abc"
PATIENCE = 90  # seconds for anything of this to happen, on a busy machine
# Who connects to the database, and the account whose certificate says so.
ROLES = {"app_staff": "fairlot", "app_public": "fairlot",
         "app_jobs": "fairlot-jobs", "app_webhooks": "fairlot-webhooks",
         "app_registers": "fairlot-registers", "app_documents": "fairlot",
         "keeper": "fairlot-keeper", "fairlot_owner": "fairlot-operator"}


def within(seconds, is_so, pause=0.2):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(pause)
    return False


def descendants(pid):
    """The process and all that it has started, and they in turn."""
    found = [pid]
    for place in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in place.read_text().split():
                found += descendants(int(child))
    return found


def kill(pid, how=signal.SIGKILL):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, how)


def lives(pid):
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


class Host:
    """One of the three."""

    def __init__(self, cluster, name):
        self.cluster, self.name = cluster, name
        self.address = cluster.network.addresses[name]
        self.folder = cluster.folder / name
        self.data = self.folder / "data"
        self.run = self.folder / "run"
        self.processes, self.swallowed = {}, set()
        for part in ("run", "tls", "log", "wal", "spool"):
            (self.folder / part).mkdir(parents=True)
        self.make_certificates()
        self.write_files()
        cluster.give(self.folder)

    def make_certificates(self):
        issue, tls = self.cluster.authority.issue, self.folder / "tls"
        issue(self.name, tls, "host", self.address)
        issue("replicator", tls)

    def write_files(self):
        cluster = self.cluster
        peers = cluster.network.addresses.items()
        self.words = {
            "NAME": self.name, "ADDRESS": self.address,
            "NETWORK": cluster.network.whole, "ACCOUNT": cluster.account,
            "TLS": self.folder / "tls", "DATA": self.data,
            "WAL": self.folder / "wal" / "pg_wal", "RUN": self.run,
            "LOG": self.folder / "log", "SPOOL": self.folder / "spool",
            "PGBACKREST": self.folder / "pgbackrest.conf",
            "REPOSITORY": cluster.folder / "repository",
            "CIPHER": cluster.cipher,
            "ETCD_DATA": self.folder / "etcd",
            "ETCD_STATE": "new", "ETCD_CLUSTER": ",".join(f"{name}=https://{address}:2380"
                                     for name, address in peers),
            "ETCD_HOSTS": ",".join(f"{address}:2379" for _, address in peers),
            "SHARED_BUFFERS": "64MB", "CACHE_SIZE": "128MB"}
        for file in ("etcd/etcd.yml", "patroni/patroni.yml",
                     "pgbackrest/pgbackrest.conf"):
            self.write_file(file)

    def write_file(self, name, **over):
        """deploy/NAME with the words of this host."""
        (self.folder / pathlib.Path(name).name).write_text(
            templates.render(name, self.words | over))

    # ---- processes ----

    def command(self, *words):
        """The words that run this on the host, as its account."""
        return [*self.cluster.network.inside(self.name),
                *self.cluster.as_account, *map(str, words)]

    def start(self, name, *words):
        with open(self.folder / "log" / f"{name}.log", "ab") as log:
            # pylint: disable=consider-using-with
            self.processes[name] = subprocess.Popen(
                self.command(*words), stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True)

    def start_etcd(self):
        self.start("etcd", "etcd", "--config-file",
                   self.folder / "etcd.yml")

    def start_patroni(self):
        self.start("patroni", "patroni", self.folder / "patroni.yml")

    def start_all(self):
        self.start_etcd()
        self.start_patroni()

    def postmaster(self):
        try:
            pid = (self.data / "postmaster.pid").read_text().split()[0]
        except (OSError, IndexError):
            return None
        return int(pid) if lives(int(pid)) else None

    def pids(self, *names):
        """Of etcd, patroni and postgres, children first included."""
        roots = [self.processes[name].pid for name in names
                 if name in self.processes]
        if "postgres" in names and self.postmaster():
            roots.append(self.postmaster())
        return [pid for root in roots for pid in descendants(root)]

    def kill(self, *names):
        """-9 for all of them at once: Patroni first, which would start what
        it misses."""
        names = names or ("etcd", "patroni", "postgres")
        if "patroni" in names:
            self.signal(signal.SIGSTOP, "patroni")
        for pid in self.pids(*names):
            kill(pid)
        for name in names:
            if name in self.processes:
                self.processes.pop(name).wait()
        assert within(10, lambda: "postgres" not in names
                      or self.postmaster() is None, 0.01)

    def signal(self, how, *names):
        for pid in self.pids(*names):
            kill(pid, how)

    def wipe(self):
        """A new machine: no data, no memory of who was primary."""
        self.forget()
        for path in (self.data, self.folder / "wal", self.folder / "spool"):
            shutil.rmtree(path, ignore_errors=True)
        for name in ("wal", "spool"):
            (self.folder / name).mkdir()
        self.cluster.give(self.folder)

    def forget(self):
        """No etcd any more."""
        shutil.rmtree(self.folder / "etcd", ignore_errors=True)

    # ---- the network ----

    def cut_off_from(self, *addresses):
        """What this host sends there vanishes, and says nothing."""
        for address in addresses:
            self.cluster.network.swallow(self.name, address)
            self.swallowed.add(address)

    def rejoin(self):
        for address in self.swallowed:
            self.cluster.network.let_through(self.name, address)
        self.swallowed = set()

    # ---- what it says ----

    def sql(self, text, database="postgres"):
        """As the superuser, by the socket; the lines of the answer."""
        done = self.cluster.call(
            [*self.cluster.as_account, str(PG_BIN / "psql"), "-XAtq",
             "-v", "ON_ERROR_STOP=1", "-h", str(self.run), "-U", "postgres",
             "-d", database, "-c", text], check=False)
        if done.returncode != 0:
            raise ConnectionError(done.stderr)
        return done.stdout.splitlines()

    def ask(self, text, database="postgres"):
        """One value; None if the host cannot say."""
        try:
            lines = self.sql(text, database)
        except ConnectionError:
            return None
        return lines[0] if lines else ""

    def is_primary(self):
        return self.ask("SELECT pg_is_in_recovery()") == "f"

    def is_standby(self):
        return self.ask("SELECT status = 'streaming' FROM"
                        " pg_stat_wal_receiver") == "t"

    def pgbackrest(self, *words, check=True):
        return self.cluster.call(self.command(
            "pgbackrest", f"--config={self.folder / 'pgbackrest.conf'}",
            "--stanza=fairlot", *words), check=check)


class Cluster:
    """All three, and the way in."""

    def __init__(self, folder, account):
        self.folder, self.account = folder, account
        self.as_account = self.become(account)
        self.cipher = secrets.token_hex(32)
        self.authority = Authority(folder / "authority")
        self.network = network.network(NAMES)
        self.hosts = {}
        (folder / "repository").mkdir()
        for name in sorted(set(ROLES.values())):
            self.authority.issue(name, folder / "authority")
        for name in NAMES:
            self.hosts[name] = Host(self, name)
        self.give(folder)

    @staticmethod
    def become(account):
        if os.geteuid() != 0:
            return []
        return ["setpriv", f"--reuid={account}", f"--regid={account}",
                "--init-groups", "--", "env", "-i", "-C", "/", "LANG=C.UTF-8",
                "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/nonexistent"]

    def give(self, folder):
        """To the account, with nothing for anybody else."""
        if os.geteuid() == 0:
            who = pwd.getpwnam(self.account)
            subprocess.run(["chown", "-R", f"{who.pw_uid}:{who.pw_gid}",
                            str(folder)], check=True)
        for key in folder.rglob("*.key"):
            key.chmod(0o600)

    @staticmethod
    def call(words, check=True, env=None):
        done = subprocess.run([str(word) for word in words], text=True,
                              capture_output=True, check=False,
                              stdin=subprocess.DEVNULL, env=env, timeout=300)
        assert not check or done.returncode == 0, \
            f"{words} ended with {done.returncode}:\n" \
            f"{done.stdout}\n{done.stderr}"
        return done

    def conninfo(self, role):
        """What stands in fairlot.conf; docs/PRODUCTION.md has the same."""
        tls, who = self.folder / "authority", ROLES[role]
        hosts = ",".join(self.network.addresses.values())
        return (f"host={hosts} port=5432 dbname=fairlot user={role}"
                " target_session_attrs=read-write sslmode=verify-full"
                f" sslrootcert={tls}/ca.pem sslcert={tls}/{who}.pem"
                f" sslkey={tls}/{who}.key")

    # ---- the whole ----

    def start(self):
        """etcd, then the first host, then the others as its standbys."""
        first, *others = self.hosts.values()
        for host in self.hosts.values():
            host.start_etcd()
        assert within(PATIENCE, self.etcd_is_well), self.logs("etcd")
        first.start_patroni()
        assert within(PATIENCE, first.is_primary), self.logs("patroni")
        for host in others:
            host.start_patroni()
        self.wait_until_whole()

    def etcdctl(self, host, *words, check=True):
        """Asked on that host, of all three."""
        tls = host.folder / "tls"
        points = ",".join(f"https://{address}:2379"
                          for address in self.network.addresses.values())
        return self.call(host.command(
            "env", "ETCDCTL_API=3", "etcdctl", f"--endpoints={points}",
            f"--cacert={tls}/ca.pem", f"--cert={tls}/host.pem",
            f"--key={tls}/host.key", *words), check=check)

    def etcd_is_well(self):
        return self.etcdctl(self.hosts["a"], "endpoint", "health",
                            check=False).returncode == 0

    def primary(self):
        """The host that can be written to; None if there is none."""
        for host in self.hosts.values():
            if host.is_primary():
                return host
        return None

    def standbys(self):
        return [host for host in self.hosts.values() if host.is_standby()]

    def members(self, role):
        """The hosts that patronictl gives that role."""
        return [self.hosts[member["Member"]] for member in self.list()
                if member["Role"] == role]

    def is_whole(self):
        """Two stand by, and Patroni knows which of them may take over; that
        takes it a round longer."""
        return len(self.standbys()) == len(NAMES) - 1 and \
            bool(self.members("Sync Standby"))

    def wait_until_whole(self):
        assert within(PATIENCE, self.is_whole), self.logs("patroni")

    def heal(self):
        """Whatever a test has stopped or cut off is there again."""
        for host in self.hosts.values():
            host.rejoin()
            host.signal(signal.SIGCONT, "etcd", "patroni", "postgres")
            if "etcd" not in host.processes:
                host.start_etcd()
            if "patroni" not in host.processes:
                host.start_patroni()

    def patronictl(self, *words, check=True):
        host = next(h for h in self.hosts.values() if "patroni" in h.processes)
        return self.call(host.command(
            "patronictl", "-c", host.folder / "patroni.yml", *words),
            check=check)

    def list(self):
        """What patronictl says: a member for each host."""
        return json.loads(self.patronictl("list", "-f", "json").stdout)

    def logs(self, name):
        return "\n".join(
            f"--- {host.name}\n" + "\n".join(
                (host.folder / "log" / f"{name}.log").read_text(
                    errors="replace").splitlines()[-25:])
            for host in self.hosts.values()
            if (host.folder / "log" / f"{name}.log").exists())

    def close(self):
        for host in self.hosts.values():
            with contextlib.suppress(AssertionError):
                host.kill()
        self.network.close()
        shutil.rmtree(self.folder, ignore_errors=True)
