"""conftest.py - three database hosts and a service in front of them.

Everything here is marked "long" and needs Debian's patroni, etcd-server,
etcd-client and pgbackrest, which `./dev test --long` installs.

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import shutil
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "http")]
# pylint: disable=wrong-import-position
from fleet import Site  # noqa: E402
from harness.flows import World  # noqa: E402
from ledger import Ledger  # noqa: E402

PROGRAMS = ("patroni", "etcd", "etcdctl", "pgbackrest")


@pytest.fixture(scope="session")
def site():
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}; "
                    "./dev test --long brings them")
    made = Site()
    try:
        yield made
        assert not made.complaints(), made.complaints()[:20]
    finally:
        made.close()


@pytest.fixture(scope="session")
def hosts_world(site):
    made = World(site)
    yield made
    made.clock.close()


@pytest.fixture
def world(hosts_world):
    hosts_world.clock.connect()
    return hosts_world


@pytest.fixture
def cluster(site):
    """All three hosts run, before the test and after it."""
    site.cluster.wait_until_whole()
    yield site.cluster
    site.cluster.heal()
    site.cluster.wait_until_whole()


@pytest.fixture
def provider(world, cluster):  # pylint: disable=unused-argument
    made = world.provider()
    assert made.token
    return made


@pytest.fixture
def ledger(site, provider):
    return Ledger(site, provider)


@pytest.fixture
def tell(capsys):
    """A figure, on the terminal: tests do not judge it."""
    def say(text):
        with capsys.disabled():
            print(f"\n    {text}", flush=True)
    return say
