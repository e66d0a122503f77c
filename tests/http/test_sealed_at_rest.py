"""R099: before the opening, neither a dump of the database by its superuser
nor its files and WAL, nor a log, a temporary file or a core dump of a process
of ours holds a trace of a price or of a word of a bid.

On a stack of its own, of a release: a sanitizer keeps what was freed.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import json
import os
import pathlib
import re
import secrets
import subprocess
import time

import pytest

from harness import many, processes, residue
from harness.flows import World
from harness.placing import Field
from harness.stack import Stack

PRICE = 7_654_321_987  # pence; in no id, size or time


@pytest.fixture(scope="module")
def release(monkeypatch_module):
    monkeypatch_module.setenv("FAIRLOT_BUILD", "release")
    monkeypatch_module.delenv("FAIRLOT_DEMO", raising=False)
    stack = Stack("at-rest")
    yield stack
    assert not stack.complaints(), stack.complaints()[:20]
    stack.close()


@pytest.fixture(scope="module")
def monkeypatch_module():
    patch = pytest.MonkeyPatch()
    yield patch
    patch.undo()


@pytest.fixture(scope="module")
def bids(release):
    """Markers of bids that were put, replaced, read, withdrawn and refused;
    the bodies small, and as large as they may be."""
    world = World(release)
    field = Field(world, core_cap_pence=None)
    case = field.published()
    case.markers = []

    def body(size=0):
        marker = f"Zebra{secrets.token_hex(12)}"
        case.markers.append(marker)
        text = (marker + " crossing ") * (1 + size // 40)
        return world.bid_body(variable_pence=PRICE - 3_000_000) | {
            "statement": text[:9_900]} | ({"children": [
                {"variable": [
                    {"text": f"{marker} {n}", "amount_pence": 0}
                    for n in range(90)]
                 + [{"text": marker, "amount_pence": PRICE - 3_000_000}]}
            ]} if size else {})

    for home, size in zip(field.homes, (0, 300, 9_900)):
        path = world.bid_path(case.referral, home)
        home.provider.put(path, body(size), expect=201)
        home.provider.put(path, body(size), match="*", expect=200)
        shown = home.provider.read(path)
        assert shown["price_pence"] == PRICE
        assert case.markers[-1] in shown["bid"]["statement"]
        # Refused ones, which are parsed as well.
        home.provider.put(path, body(size) | {"needs_met": ["none"]},
                          match="*", expect=422)
    first = field.homes[0]
    first.provider.change(world.bid_path(case.referral, first),
                          method="DELETE")
    case.field, case.world = field, world
    yield case
    world.clock.close()


@pytest.fixture(scope="module")
def needles(bids):
    # One marker alone would do; all of them, so that chance has no say.
    found = residue.numbers(PRICE)
    for marker in bids.markers:
        found |= residue.spellings(marker)
    return found


def test_the_search_finds_what_is_there(needles, bids, tmp_path):
    """Or all that follows would prove nothing."""
    for number, needle in enumerate(needles):
        (tmp_path / str(number)).write_bytes(b"x" * 999 + needle + b"y")
    assert len(residue.in_files(needles, tmp_path)) >= len(needles)
    for shift in range(3):
        coded = base64.b64encode(b"q" * shift + bids.markers[0].encode()
                                 + b"and more")
        assert any(n in coded for n in needles)
    if residue.may_read_memory():
        assert residue.in_memory(needles, os.getpid())


def test_a_superusers_dump_holds_nothing(release, bids, needles):
    dump = subprocess.run(
        ["bash", "-c", processes.AS_DEV + '"$pg_bin/pg_dump" -h "$run"'
         ' -U postgres fairlot', "dev", processes.REPO, release.home],
        capture_output=True, check=True).stdout
    assert bids.id.encode() in dump
    assert [n for n in needles if n in dump] == []


def test_the_databases_files_and_its_wal_hold_nothing(release, needles):
    with processes.superuser(release) as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        data = pathlib.Path(cursor.fetchone()[0])
    assert list((data / "pg_wal").iterdir())
    assert residue.in_files(needles, data) == []


def test_logs_and_temporary_files_hold_nothing(release, needles):
    state = pathlib.Path(release.settings["FAIRLOT_KEYS"]).parent
    assert list(release.log.glob("*.log"))
    assert residue.in_files(
        needles, release.log.resolve(), *(
            state / name for name in ("tmp", "run", "audit", "keeper",
                                      "keys", "nginx"))) == []


@pytest.mark.skipif(not residue.may_read_memory(),
                    reason="only root may read another process's memory")
def test_the_memory_of_our_processes_holds_nothing(release, needles):
    parent = release.pid("api")
    pids = {"api": [parent], "worker": sorted(processes.workers(release)),
            "jobs": [release.pid("jobs")], "keeper": [release.pid("keeper")]}
    assert len(pids["worker"]) >= 2
    left = {(name, pid): found for name, all_ in pids.items()
            for pid in all_ if (found := residue.in_memory(needles, pid))}
    assert left == {}


@pytest.mark.skipif(not residue.may_read_memory(),
                    reason="only root may read another process's memory")
def test_nothing_but_root_may_read_that_memory(release):
    for pid in [release.pid("api"), release.pid("keeper"),
                *processes.workers(release)]:
        # Not dumpable: its files belong to root, whoever runs it.
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
        uid = int(re.search(r"^Uid:\s+(\d+)", status, re.M)[1])
        assert uid != 0
        assert pathlib.Path(f"/proc/{pid}/mem").stat().st_uid == 0


def test_it_all_comes_out_at_the_opening(bids, needles):
    """The same search, once the bids may be seen: so they were there."""
    opened = bids.world.open_bids(bids.referral)
    assert len(opened) == 2
    assert {b["price_pence"] for b in opened.values()} == {PRICE}
    content = json.dumps(opened).encode()
    assert any(n in content for n in needles)


def test_three_hundred_bids_of_the_largest_size_are_opened(bids, release):
    """One by one. Where the machine is too slow for the time that nginx
    waits, the same request asked again finds it done."""
    case = bids.field.published(400_000)
    lines = [{"text": f"{n:03} " + 190 * "w", "amount_pence": 1}
             for n in range(100)]
    body = bids.world.bid_body() | {
        "children": [{"variable": lines}] * 11, "statement": 9_900 * "s"}
    assert 200_000 < len(json.dumps(body)) < 262_144
    with processes.superuser(release) as cursor:
        many.add_bids(cursor, case.referral, bids.field.homes[0], 300,
                      3_001_200, body)
    bids.world.pass_deadline(case.referral)
    for _ in range(60):
        answer = bids.field.council.post(f"{case.path}/opening", {},
                                         key="three-hundred", check=False)
        if answer.status_code == 201:
            break
        time.sleep(1)
    assert answer.status_code == 201, answer.text
    listed = bids.field.council.read(f"{case.path}/bids?limit=2")["items"]
    assert listed[0]["reasons"] == listed[1]["reasons"] == []
    with processes.superuser(release) as cursor:
        cursor.execute(
            "SELECT count(*), sum(price_pence),"
            " count(*) FILTER (WHERE reasons = '{}')"
            " FROM bid_opened WHERE referral_id = %s", (case.id,))
        assert cursor.fetchone() == (301, 300 * 3_001_200 + 3_400_000, 301)
