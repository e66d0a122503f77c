"""test_backup.py - what pgBackRest has is the whole of it.

A backup and the archive are restored into an empty folder, to the end and to
an instant, and compared with what they were taken from; and all three hosts
are lost and come back. The commands are those of docs/PRODUCTION.md.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import json
import shutil
import signal
import subprocess
import time

import pytest
from cluster import PATIENCE, PG_BIN, Host, within
from harness import processes
from harness.processes import VOLATILE
from ledger import home_body

pytestmark = pytest.mark.long
MARK = "Zebrafinch"  # in clear nowhere in the repository


def make_home(provider, name):
    return provider.make("/v1/establishments", home_body(name), key=name)


def homes(host, like):
    return host.sql("SELECT name FROM establishment WHERE name LIKE"
                    f" '{like}%' ORDER BY name", "fairlot")


def digest(host):
    """{table: rows and digest} of all that requests are about."""
    tables = host.sql("SELECT relname FROM pg_class WHERE relkind = 'r'"
                      " AND relnamespace = 'public'::regnamespace", "fairlot")
    return {table: host.ask(
        "SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), ''"
        f" ORDER BY md5(t::text))), '') FROM {table} t", "fairlot")
        for table in tables if table not in VOLATILE}


class Restored:
    """What the repository has, in an empty folder; it speaks to nobody but
    the account, through a socket in that folder."""

    def __init__(self, cluster, name, *options):
        self.cluster, self.folder = cluster, cluster.folder / name
        self.data, self.run = self.folder / "data", self.folder / "run"
        for part in (self.data, self.run):
            part.mkdir(parents=True)
            part.chmod(0o700)
        cluster.give(self.folder)
        host = cluster.hosts["c"]
        host.pgbackrest(f"--pg1-path={self.data}", "--archive-mode=off",
                        *options, "restore")
        with open(self.folder / "log", "ab") as log:
            # pylint: disable=consider-using-with
            self.process = subprocess.Popen(
                [*cluster.as_account, str(PG_BIN / "postgres"),
                 "-D", str(self.data),
                 "-c", f"unix_socket_directories={self.run}", "-c", "listen_addresses=",
                 "-c", "ssl=off", "-c", "hot_standby=off",
                 "-c", "synchronous_standby_names="],
                stdout=log, stderr=log, start_new_session=True)

    def wait(self):
        assert within(PATIENCE, lambda: self.ask(
            "SELECT pg_is_in_recovery()") == "f"), \
            (self.folder / "log").read_text()[-4000:]
        return self

    # A Host is asked in the same way.
    sql, ask = Host.sql, Host.ask

    def conninfo(self):
        """Of the account of the database, which may do anything."""
        return f"host={self.run} port=5432 dbname=fairlot user=postgres"

    def close(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture
def restored(cluster):
    with contextlib.ExitStack() as stack:
        def restore(name, *options):
            made = Restored(cluster, name, *options)
            stack.callback(made.close)
            return made.wait()
        yield restore


class Operator:
    """The program as the account of the database, on a restored one."""

    def __init__(self, site, where, heads):
        self.site = site
        self.environment = {
            "FAIRLOT_HOME": str(site.state),
            "FAIRLOT_DB_OWNER": where.conninfo(),
            "FAIRLOT_DB_JOBS": where.conninfo(),
            "FAIRLOT_AUDIT_FILE": str(heads)}
        self.words = [*site.cluster.as_account, "env", *(
            f"{k}={v}" for k, v in self.environment.items()),
            str(site.state / "bin" / "fairlot")]

    def verify(self):
        """Exit status, and what was said."""
        done = self.site.cluster.call([*self.words, "audit", "verify"],
                                      check=False)
        return done.returncode, done.stdout

    def jobs(self, until, seconds=20):
        """Runs jobs until it has said that, or something else is so; all that
        it said."""
        path = self.site.state / "jobs-of-restored.log"
        with open(path, "wb") as log, subprocess.Popen(
                [*self.words, "jobs", "--without-webhooks"], stderr=log) as process:
            within(seconds, lambda: until(path.read_text()))
            process.terminate()
            process.wait(20)
        return path.read_text()


@pytest.fixture(scope="module")
def backed_up(site, hosts_world):
    """A market with bids, then a full backup of it."""
    site.cluster.wait_until_whole()
    hosts_world.clock.connect()
    made = hosts_world.competition(5, 15)
    site.cluster.primary().pgbackrest("--type=full", "backup")
    return made


def archive_everything(cluster):
    """Into the repository with what the log holds so far; its end."""
    primary = cluster.primary()
    name = primary.ask("SELECT pg_walfile_name(pg_switch_wal())")
    assert within(PATIENCE, lambda: (primary.ask(
        "SELECT last_archived_wal FROM pg_stat_archiver") or "") >= name)


def in_peace(site):
    """Nobody writes: jobs is stopped, everything sealed before."""
    assert within(PATIENCE, lambda: " 0 waiting" in site.fairlot(
        "audit", "verify"))
    processes.stop(site, "jobs", "TERM")


def has_receipt(where, bid):
    """The restored bid is the one that the receipt speaks of."""
    receipt = bid["receipt"]
    return where.ask(
        "SELECT count(*) FROM bid_version WHERE sha256 ="
        f" '{receipt['sha256']}' AND signature = '{receipt['signature']}'",
        "fairlot") == "1"


def test_the_repository_is_whole_and_encrypted(site, cluster, backed_up,
                                               provider):
    assert backed_up
    make_home(provider, f"{MARK} House")
    archive_everything(cluster)
    cluster.primary().pgbackrest("check")
    (stanza,) = json.loads(cluster.primary().pgbackrest(
        "--output=json", "info").stdout)
    assert stanza["status"]["code"] == 0, stanza["status"]
    assert stanza["cipher"] == "aes-256-cbc"
    files = [path for path in (cluster.folder / "repository").rglob("*")
             if path.is_file() and not path.is_symlink()]
    assert len(files) > 10
    for path in files:
        start = path.read_bytes()[:8]
        # What OpenSSL writes before what it has encrypted.
        assert start == b"Salted__", path
    assert cluster.cipher not in cluster.call(["ps", "-eo", "args"]).stdout


def test_a_restore_is_what_it_was_taken_from(site, cluster, world, backed_up,
                                             provider, restored):
    make_home(provider, "After the backup")
    in_peace(site)
    try:
        archive_everything(cluster)
        wanted = digest(cluster.primary())
        again = restored("rehearsal")
        assert digest(again) == wanted
        assert homes(again, "After the backup") == ["After the backup"]
        operator = Operator(site, again, site.settings["FAIRLOT_AUDIT_FILE"])
        status, said = operator.verify()
        assert status == 0, said
        assert "the log is what was sealed" in said
        assert all(has_receipt(again, bid) for bid in backed_up.bids)
        # The verifier would have noticed.
        again.sql("ALTER TABLE bid_version DISABLE TRIGGER ALL;"
                  "ALTER TABLE event DISABLE TRIGGER ALL;"
                  "DELETE FROM event WHERE id = (SELECT id FROM event LIMIT 1)",
                  "fairlot")
        assert operator.verify()[0] == 1
        assert digest(again) != wanted
    finally:
        processes.start(site, "jobs")
    assert world.lead.read("/v1/me")


def test_a_restore_to_an_instant_and_what_jobs_says_of_it(
        site, cluster, provider, backed_up, restored):
    """The heads file knows more than such a database: nothing is sealed until
    somebody has looked, and then a new file is begun."""
    assert backed_up
    make_home(provider, "Instant before")
    time.sleep(3)
    assert within(PATIENCE, lambda: " 0 waiting" in site.fairlot(
        "audit", "verify"))
    instant = cluster.primary().ask("SELECT clock_timestamp()")
    time.sleep(1)
    make_home(provider, "Instant after")
    assert within(PATIENCE, lambda: " 0 waiting" in site.fairlot(
        "audit", "verify"))
    archive_everything(cluster)
    before = restored("instant", "--type=time", f"--target={instant}",
                      "--target-action=promote")
    assert homes(before, "Instant ") == ["Instant before"]
    # The heads file as it was left: a copy, for jobs writes to it.
    old = site.state / "audit" / "old-heads.jsonl"
    shutil.copy(site.settings["FAIRLOT_AUDIT_FILE"], old)
    new = site.state / "audit" / "new-heads.jsonl"
    site.cluster.give(old.parent)
    operator = Operator(site, before, old)
    status, said = operator.verify()
    assert status == 1
    assert "truncated" in said, said
    said = operator.jobs(lambda text: "nothing is sealed" in text)
    assert "which the database does not have" in said, said
    # The old file is kept for good; the new one has what the database has.
    operator = Operator(site, before, new)
    batches = before.ask("SELECT count(*) FROM audit_batch", "fairlot")
    operator.jobs(lambda _: new.exists() and len(
        new.read_text().splitlines()) >= int(batches))
    status, said = operator.verify()
    assert status == 0, said
    assert old.read_text().startswith(new.read_text())


def replay(host):
    """The archive, to its end, before Patroni has a say; and stop."""
    host.start("postgres", PG_BIN / "postgres", "-D", host.data, "-c",
               f"unix_socket_directories={host.run}", "-c",
               "listen_addresses=", "-c", "ssl=off", "-c", "hot_standby=off",
               "-c", "synchronous_standby_names=")
    assert within(PATIENCE, host.is_primary), host.cluster.logs("postgres")
    process = host.processes.pop("postgres")
    process.send_signal(signal.SIGINT)
    process.wait(60)


def test_all_three_hosts_are_lost_and_come_back(site, cluster, world,
                                                backed_up, provider, tell):
    """The drill: nothing is left but the repository, the keys, the heads file
    and these files."""
    make_home(provider, "Before the disaster")
    in_peace(site)
    archive_everything(cluster)
    wanted = digest(cluster.primary())
    began = time.monotonic()
    for host in cluster.hosts.values():
        host.kill()
        host.wipe()
    first, *others = cluster.hosts.values()
    for host in cluster.hosts.values():
        host.start_etcd()
    assert within(PATIENCE, cluster.etcd_is_well), cluster.logs("etcd")
    first.pgbackrest(f"--link-map=pg_wal={first.words['WAL']}", "restore")
    replay(first)
    first.start_patroni()
    assert within(PATIENCE, first.is_primary), cluster.logs("patroni")
    for host in others:
        host.start_patroni()
    cluster.wait_until_whole()
    assert within(PATIENCE, lambda: processes.is_ready(site))
    processes.start(site, "jobs")
    tell(f"three hosts from nothing: {time.monotonic() - began:.0f} s")
    now = digest(cluster.primary())
    assert now == wanted
    strict = json.loads(cluster.patronictl("show-config", "--format", "json",
                                           check=False).stdout or "{}")
    assert strict.get("synchronous_mode_strict", True)
    world.clock.connect()
    make_home(provider, "After the disaster")
    assert all(has_receipt(cluster.primary(), bid) for bid in backed_up.bids)
    assert within(PATIENCE, lambda: " 0 waiting" in site.fairlot(
        "audit", "verify"))
