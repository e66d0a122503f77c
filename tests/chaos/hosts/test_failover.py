"""test_failover.py - hosts of the database that die, hang or are cut off.

Clients write all the while. What they were told is done is there, once; what
nobody can know is 503 outcome-unknown and found out with the same key; and no
host that is not the primary takes a write.

SPDX-License-Identifier: Apache-2.0
"""
import os
import subprocess
import threading
import time

import pytest
from cluster import PATIENCE, within
from harness import processes
from harness.wire import Wires
from ledger import home_body

pytestmark = pytest.mark.long
# Seconds that a worker may be held (K8), and what a busy machine may add;
# together less than the fifteen after which nginx would answer instead.
PROMISED, BUSY = 10, 4


@pytest.fixture
def separate(cluster):
    if not cluster.network.separate:
        pytest.skip("needs root and network namespaces")


def follows(site, ledger, moment, tell, what):
    """Writing goes on elsewhere; how long it did not is only told."""
    assert ledger.resumes(time.monotonic(), PATIENCE), (ledger.told,
                                              site.cluster.logs("patroni"))
    tell(f"{what}: {ledger.gap(moment):.1f} s without a write, "
         f"{len(ledger.unknown)} of unknown outcome, slowest answer "
         f"{ledger.slowest:.1f} s; {dict(ledger.told)}")


def is_in_order(site):
    """The chain of events, jobs, and the operator's commands."""
    assert within(PATIENCE, lambda: " 0 waiting" in site.fairlot(
        "audit", "verify")), "jobs does not seal"
    assert "id" in site.fairlot("organisation", "add", "authority",
                                "Added after a failover")


def same_rows(cluster, ledger):
    """On all three, once the standbys have caught up."""
    wanted = str(len(ledger.made))
    text = ("SELECT count(*) FROM establishment"
            f" WHERE name LIKE '{ledger.prefix}%'")
    return within(PATIENCE, lambda: all(
        host.ask(text, "fairlot") == wanted
        for host in cluster.hosts.values()))


def test_a_primary_whose_host_dies_is_replaced(site, cluster, ledger, tell):
    """-9 for everything that runs there, etcd included."""
    victim = cluster.primary()
    with ledger.running():
        moment = time.monotonic()
        victim.kill()
        follows(site, ledger, moment, tell, "host of the primary killed")
        assert cluster.primary() is not victim
        # It comes back while there is work, and may only follow.
        cluster.heal()
        assert within(PATIENCE, victim.is_standby), cluster.logs("patroni")
        assert not victim.is_primary()
        cluster.wait_until_whole()
    ledger.check()
    assert same_rows(cluster, ledger)
    assert len({member["TL"] for member in cluster.list()}) == 1
    is_in_order(site)


def test_postgresql_alone_dies_and_a_standby_takes_over(
        site, cluster, ledger, tell):
    """Patroni lives and gives up the lock at once."""
    victim = cluster.primary()
    with ledger.running():
        moment = time.monotonic()
        victim.kill("postgres")
        follows(site, ledger, moment, tell, "PostgreSQL of the primary killed")
        assert cluster.primary() is not victim
    ledger.check()
    assert within(PATIENCE, victim.is_standby), cluster.logs("patroni")
    assert same_rows(cluster, ledger)


def test_a_switchover_that_was_planned_loses_nothing(
        site, cluster, ledger, tell):
    """As before work on a host."""
    old = cluster.primary()
    new = cluster.members("Sync Standby")[0]
    with ledger.running():
        moment = time.monotonic()
        cluster.patronictl("switchover", "--master", old.name, "--candidate",
                           new.name, "--force", "fairlot")
        assert within(PATIENCE, new.is_primary), cluster.logs("patroni")
        follows(site, ledger, moment, tell, "planned switchover")
        assert within(PATIENCE, old.is_standby), cluster.logs("patroni")
    ledger.check()
    is_in_order(site)


def test_with_no_standby_left_nothing_is_acknowledged(
        site, cluster, ledger, provider, tell):
    """K5: neither hung nor 2xx; who reads, reads; what was asked for is found
    out when a standby is back."""
    primary = cluster.primary()
    wires = Wires(site.base_url, site.demo["ca_file"])
    with ledger.running():
        for host in cluster.standbys():
            host.kill("patroni", "postgres")
        time.sleep(2)
        silence = len(ledger.acknowledged)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            began = time.monotonic()
            read = wires.call(provider.token, "GET", "/v1/me")
            assert read.status_code == 200, read
            assert time.monotonic() - began < 20
            time.sleep(0.5)
        assert len(ledger.acknowledged) == silence, "acknowledged alone"
        assert ledger.told[503, "outcome-unknown"] >= 1
        assert ledger.told[503, "unavailable"] >= 1
        assert cluster.primary() is primary
        # One session for each worker waits there, and not one for each write.
        waiting = int(primary.ask("SELECT count(*) FROM pg_stat_activity"
                                  " WHERE wait_event = 'SyncRep'"))
        assert 1 <= waiting <= 2 * int(site.settings["FAIRLOT_WORKERS"]) + 2
        moment = time.monotonic()
        cluster.heal()
        follows(site, ledger, moment, tell, "standbys back")
    assert ledger.slowest < PROMISED + BUSY, "a worker was held too long"
    ledger.check()


@pytest.mark.usefixtures("separate")
def test_a_primary_cut_off_from_the_others_steps_down(
        site, cluster, ledger, tell):
    """Split brain: the service reaches the old primary all the time, but not
    one write is acknowledged there."""
    old = cluster.primary()
    others = [host for host in cluster.hosts.values() if host is not old]
    with ledger.running():
        moment = time.monotonic()
        for host in others:
            host.cut_off_from(old.address)
            old.cut_off_from(host.address)
        assert within(PATIENCE, lambda: any(
            host.is_primary() for host in others)), cluster.logs("patroni")
        follows(site, ledger, moment, tell, "primary cut off from the others")
        assert within(PATIENCE, lambda: not old.is_primary())
        cluster.heal()
        assert within(PATIENCE, old.is_standby), cluster.logs("patroni")
    ledger.check()
    assert same_rows(cluster, ledger)
    is_in_order(site)


@pytest.mark.usefixtures("separate")
def test_a_database_that_vanishes_holds_nobody_for_long(
        site, cluster, ledger, provider, tell):
    """K8: the hosts run, but nothing that they send arrives. No connection is
    refused, none is closed."""
    gateway = cluster.network.gateway
    wires, read, healthy = Wires(site.base_url, site.demo["ca_file"]), [], []
    with ledger.running():
        for host in cluster.hosts.values():
            host.cut_off_from(gateway)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            began = time.monotonic()
            read.append(wires.call(provider.token, "GET", "/v1/me"))
            healthy.append(wires.send("GET", "/healthz").status_code)
            read[-1].seconds = time.monotonic() - began
            time.sleep(0.2)
        silence = len(ledger.acknowledged)
        assert {(a.status_code, a.slug) for a in read} == {
            (503, "unavailable")}
        assert set(healthy) == {200}
        # From us, and not from nginx, which waits for fifteen seconds.
        assert max(a.seconds for a in read) < PROMISED + BUSY
        moment = time.monotonic()
        for host in cluster.hosts.values():
            host.rejoin()
        follows(site, ledger, moment, tell, "network back")
        assert len(ledger.acknowledged) > silence
    assert ledger.slowest < PROMISED + BUSY
    tell(f"slowest read {max(a.seconds for a in read):.1f} s")
    ledger.check()


def test_a_standby_takes_no_write_from_us(site, cluster):
    """Whoever names a standby alone is told that there is no service."""
    standby = cluster.standbys()[0]
    for setting in ("OWNER", "JOBS"):
        alone = site.settings[f"FAIRLOT_DB_{setting}"]
        alone = alone.replace(alone.split()[0], f"host={standby.address}")
        program = [site.demo["fairlot"]] + {
            "OWNER": ["organisation", "add", "authority", "Nowhere"],
            "JOBS": ["jobs", "--without-webhooks"]}[setting]
        with subprocess.Popen(
                program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True, env=os.environ | {
                    "FAIRLOT_HOME": str(site.home),
                    f"FAIRLOT_DB_{setting}": alone}) as process:
            if setting == "JOBS":
                threading.Timer(4, process.terminate).start()
            said = process.communicate(timeout=60)[0]
        assert "cannot be reached now" in said, said
        if setting == "OWNER":
            assert process.returncode == 1
    assert standby.ask("SELECT count(*) FROM organisation WHERE name ="
                       " 'Nowhere'", "fairlot") == "0"


def etcd_member(cluster, host, name):
    """Its id; '' if etcd knows none of that name, None if it does not say."""
    listed = cluster.etcdctl(host, "member", "list", check=False)
    if listed.returncode != 0:
        return None
    return next((line.split(",")[0] for line in listed.stdout.splitlines()
                 if f", {name}, " in line), "")


def etcd_forgets(cluster, host, name):
    """Asked again until it is done, as docs/PRODUCTION.md says: while the
    others choose a leader, nobody knows what became of a removal."""
    member = etcd_member(cluster, host, name)
    if member:
        cluster.etcdctl(host, "member", "remove", member, check=False)
    return member == ""


def etcd_takes(cluster, host, member):
    done = cluster.etcdctl(
        host, "member", "add", member.name,
        f"--peer-urls=https://{member.address}:2380", check=False)
    return done.returncode == 0 or "already exists" in done.stderr


def test_a_host_that_is_gone_for_good_is_replaced(cluster, ledger):
    """A new machine of the same name, with nothing on it."""
    gone = cluster.members("Sync Standby")[0]
    primary = cluster.primary()
    with ledger.running():
        gone.kill()
        gone.wipe()
        assert within(PATIENCE,
                      lambda: etcd_forgets(cluster, primary, gone.name))
        assert within(PATIENCE, lambda: etcd_takes(cluster, primary, gone))
        gone.write_file("etcd/etcd.yml", ETCD_STATE="existing")
        gone.start_etcd()
        assert within(PATIENCE, cluster.etcd_is_well), cluster.logs("etcd")
        gone.start_patroni()
        assert within(PATIENCE, gone.is_standby), cluster.logs("patroni")
        cluster.wait_until_whole()
    ledger.check()
    assert same_rows(cluster, ledger)


def test_etcd_is_lost_altogether_and_begun_anew(
        site, cluster, provider, tell):
    """The data are kept; the host that was primary begins."""
    made = provider.make("/v1/establishments", home_body("Kept"))
    primary = cluster.primary()
    others = [host for host in cluster.hosts.values() if host is not primary]
    moment = time.monotonic()
    for host in cluster.hosts.values():
        host.kill("etcd")
        host.forget()
    # Nobody may lead without it.
    assert within(PATIENCE, lambda: cluster.primary() is None)
    for host in cluster.hosts.values():
        host.kill("patroni", "postgres")
        host.write_file("etcd/etcd.yml")
        host.start_etcd()
    assert within(PATIENCE, cluster.etcd_is_well), cluster.logs("etcd")
    primary.start_patroni()
    assert within(PATIENCE, primary.is_primary), cluster.logs("patroni")
    for host in others:
        host.start_patroni()
    cluster.wait_until_whole()
    tell(f"etcd begun anew after {time.monotonic() - moment:.0f} s")
    assert within(PATIENCE, lambda: processes.is_ready(site))
    found = provider.every("/v1/establishments")
    assert [home["id"] for home in found] == [made["id"]]
    provider.make("/v1/establishments", home_body("Written after it"))
