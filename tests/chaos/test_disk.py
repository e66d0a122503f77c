"""test_disk.py - the disk of the data is full; the disk of the WAL is full.

A part of the cluster is moved to a tmpfs of our own, which a ballast file then
fills. Without room for data, writes are refused and reading goes on; without
room for WAL, PostgreSQL goes down. Either way nothing that was acknowledged is
lost, and once there is room the service goes on by itself.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import os
import pathlib
import shutil
import subprocess
import time

import invariants
import psycopg2
import pytest
from harness import processes
from harness.wire import Wires
from traffic import everybody

ROOM = 64 << 20  # bytes beside what is there when a disk is made


class Disk:
    """A tmpfs in the place of one folder of the cluster."""

    def __init__(self, stack, folder):
        self.stack = stack
        self.place = pathlib.Path(
            stack.settings["FAIRLOT_KEYS"]).parent / "data" / folder
        self.mounted = self.place.with_name(folder + ".small")
        self.kept = self.place.with_name(folder + ".kept")
        self.ballast = self.mounted / "ballast"

    @staticmethod
    def run(*words):
        subprocess.run([str(word) for word in words], check=True)

    def put_in(self):
        used = sum(f.stat().st_size for f in self.place.rglob("*"))
        self.mounted.mkdir()
        self.run("mount", "-t", "tmpfs", "-o", f"size={used + ROOM}",
                 "fairlot-chaos", self.mounted)
        self.run("cp", "-a", f"{self.place}/.", self.mounted)
        self.place.rename(self.kept)
        self.place.symlink_to(self.mounted)

    def take_out(self):
        self.empty()
        if self.place.is_symlink():
            self.place.unlink()
            shutil.rmtree(self.kept)
            self.run("cp", "-a", self.mounted, self.place)
        if os.path.ismount(self.mounted):
            self.run("umount", self.mounted)
        self.mounted.rmdir()

    def fill(self):
        with open(self.ballast, "wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                with contextlib.suppress(OSError):
                    while file.write(bytes(size)):
                        pass

    def empty(self):
        self.ballast.unlink(missing_ok=True)


def may_mount(folder):
    """Whether we are root, and a root who may."""
    if os.geteuid() != 0:
        return False
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k",
                           "fairlot-chaos", folder],
                          capture_output=True, check=False)
    if done.returncode == 0:
        subprocess.run(["umount", folder], check=True)
    return done.returncode == 0


@pytest.fixture
def small_disk(stack, world, tmp_path):
    """small_disk("pg_wal") moves that folder to a disk of its own."""
    if not stack.ours or not may_mount(tmp_path):
        pytest.skip("needs root, to mount a tmpfs, and a stack of its own")
    made = []

    def replace(folder):
        processes.stop(stack, "postgres", "INT")
        made.append(Disk(stack, folder))
        made[0].put_in()
        start(stack)
        world.clock.connect()
        return made[0]

    yield replace
    for disk in made:
        disk.empty()
        processes.stop(stack, "postgres", "INT")
        disk.take_out()
        start(stack)
    world.clock.connect()
    assert processes.within(15, lambda: processes.is_ready(stack))


def start(stack):
    processes.start(stack, "postgres")
    assert processes.within(30, lambda: processes.database_answers(stack)), \
        stack.logged("postgres")[-2000:]


def refused(traffic):
    return traffic.statuses.get(503, 0)


def test_without_room_for_data_reading_goes_on(stack, world, small_disk):
    disk = small_disk("base")
    wires = Wires(stack.base_url, stack.demo["ca_file"])
    token = world.lead.token
    alive, database = processes.workers(stack), stack.pid("postgres")
    traffic = everybody(stack, world)
    with traffic.running():
        disk.fill()
        assert processes.within(60, lambda: refused(traffic) > 20), \
            traffic.statuses
        for path in ("/v1/me", "/v1/schemes", "/v1/users", "/readyz"):
            answer = wires.call(token, "GET", path)
            assert answer.status_code == 200, (path, answer)
        disk.empty()
        assert traffic.success_after(time.monotonic(), 20), traffic.faults
    traffic.check()
    assert "53100" in stack.logged("api"), "the disk was never full"
    assert processes.workers(stack) == alive
    assert stack.pid("postgres") == database
    assert invariants.broken(stack, world) == []


def use_up_wal(stack):
    """Whether the database has gone down for want of a segment."""
    with contextlib.suppress(psycopg2.Error), \
            processes.superuser(stack) as cursor:
        cursor.execute("SELECT pg_switch_wal()")
    return not processes.runs(stack, "postgres")


def test_without_room_for_wal_nothing_acknowledged_is_lost(
        stack, world, small_disk):
    disk = small_disk("pg_wal")
    wires = Wires(stack.base_url, stack.demo["ca_file"])
    token = world.lead.token
    alive = processes.workers(stack)
    traffic = everybody(stack, world)
    with traffic.running():
        disk.fill()
        assert processes.within(90, lambda: use_up_wal(stack)), \
            stack.logged("postgres")[-2000:]
        assert "No space left on device" in stack.logged("postgres")
        answer = wires.call(token, "GET", "/v1/me")
        assert (answer.status_code, answer.slug) == (503, "unavailable")
        assert wires.send("GET", "/healthz").status_code == 200
        disk.empty()
        # As whoever minds PostgreSQL does, once there is room.
        start(stack)
        assert traffic.success_after(time.monotonic(), 20), traffic.faults
    traffic.check()
    assert processes.workers(stack) == alive
    world.clock.connect()
    assert invariants.broken(stack, world) == []
