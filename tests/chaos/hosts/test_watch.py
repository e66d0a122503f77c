"""test_watch.py - the list of what is watched sees what it is there for.

SPDX-License-Identifier: Apache-2.0
"""
import subprocess

import pytest
import templates
from cluster import PATIENCE, PG_BIN, within

pytestmark = pytest.mark.long


def watch(host):
    """{what: alarm} as the monitoring would have it."""
    done = subprocess.run(
        [*host.cluster.as_account, str(PG_BIN / "psql"), "-XAtq", "-F", " ",
         "-v", "ON_ERROR_STOP=1", "-h", str(host.run), "-U", "postgres",
         "-d", "fairlot", "-f", "-"],
        input=templates.render("monitoring/watch.sql", {"RUN": host.run}),
        text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return {line.split()[0]: line.endswith(" t")
            for line in done.stdout.splitlines()}


def alarms(host):
    return {what for what, alarm in watch(host).items() if alarm}


def test_a_cluster_in_order_raises_no_alarm(cluster):
    primary = cluster.primary()
    assert within(PATIENCE, lambda: not alarms(primary)), watch(primary)
    assert len(watch(primary)) >= 11


def test_a_standby_that_is_gone_is_an_alarm(cluster):
    primary, lost = cluster.primary(), cluster.standbys()[0]
    lost.kill("patroni", "postgres")
    assert within(PATIENCE, lambda: "standbys_missing" in alarms(primary))
    assert not watch(primary)["unsealed_seconds"]


def test_an_archive_that_cannot_be_reached_is_an_alarm(cluster):
    primary = cluster.primary()
    repository = cluster.folder / "repository"
    away = cluster.folder / "repository-is-away"
    repository.rename(away)
    try:
        primary.sql("SELECT pg_switch_wal()")
        assert within(PATIENCE, lambda: "archive_failing" in alarms(primary))
    finally:
        away.rename(repository)
    assert within(PATIENCE, lambda: "archive_failing" not in alarms(primary))
