"""test_documents_files.py - documents whose scanner, worker or disk fails.

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures
import contextlib
import os
import pathlib
import socket
import struct
import subprocess
import time
import uuid

import pytest

from harness import fastcgi, papers, processes
from harness.client import slug
from harness.papers import announce, content, held
from harness.processes import within
from harness.service import Service

MALWARE = "EICAR"


def shown(provider, document):
    return provider.read(f"/v1/documents/{document['id']}")


def folder(stack):
    return pathlib.Path(stack.settings["FAIRLOT_DOCUMENTS"])


def file_of(world, stack, document):
    [[name]] = world.clock.sql(
        "SELECT content_id::text FROM document WHERE id = %s", document["id"])
    return folder(stack) / name[:2] / name


@pytest.fixture
def alone(stack):
    """Nobody looks after the files but what the test starts."""
    processes.stop(stack, "documents", "TERM")
    yield
    if not processes.runs(stack, "documents"):
        processes.start(stack, "documents")


@contextlib.contextmanager
def looking_after(stack, **settings):
    """`fairlot documents` with other settings."""
    process = subprocess.Popen(
        [stack.demo["fairlot"], "documents"], env=os.environ | {
            "FAIRLOT_HOME": str(stack.home),
            "ASAN_OPTIONS": "detect_leaks=0"} | settings)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def scanner(tmp_path):
    """A scanner that reads its standard input and finds one word."""
    path = tmp_path / "scanner"
    path.write_text(f"#!/bin/sh\nif grep -q {MALWARE}; then exit 1; fi\n"
                    f"[ ! -e {tmp_path}/away ] || exit 2\n")
    path.chmod(0o755)
    return path


def wait_for_scanner(world, documents):
    """As it is where the service knows of a scanner."""
    world.clock.sql("UPDATE document SET scan = 'waiting'"
                    " WHERE id = ANY (%s::uuid[])",
                    [d["id"] for d in documents])


def test_nothing_is_given_out_or_verified_before_the_scan(
        world, stack, alone, scanner, tmp_path):
    provider = world.provider()
    market, home = world.market(), world.home(provider, world.places.centre())
    application = world.application(provider, market, [home])
    entry = application["entries"][0]
    provider.change(f"/v1/applications/{application['id']}/entries/"
                    f"{entry['id']}", world.entry_body(market.category))
    world.submit(provider, application)
    good, bad = held(world, provider), held(
        world, provider, papers.pdf(MALWARE))
    wait_for_scanner(world, [good, bad])

    def finding(document):
        return {"outcome": "verified", "source": "Read",
                "checked_on": "2026-01-05",
                "sha256": document["content"]["sha256"]}

    for document in (good, bad):
        assert shown(provider, document)["state"] == "uploaded"
        assert slug(provider.get(content(document), expect=409)) == \
            "document-unscanned"
        assert slug(world.lead.post(
            f"/v1/documents/{document['id']}/verification",
            finding(document), expect=409)) == "document-unscanned"
    (tmp_path / "away").touch()
    with looking_after(stack, FAIRLOT_SCANNER=str(scanner)):
        assert within(60, lambda: shown(
            provider, bad)["state"] == "rejected")
        # A scanner that gives no answer has said nothing.
        assert shown(provider, good)["state"] == "uploaded"
        (tmp_path / "away").unlink()
        world.clock.sql("UPDATE document SET scan_taken_until = NULL")
        assert within(60, lambda: shown(provider, good)["state"] == "scanned")
    assert shown(provider, good)["content"]["scan"] == "clean"
    provider.get(content(good), expect=200)
    for who in (provider, world.lead):
        assert slug(who.get(content(bad), expect=409)) == "document-infected"
    assert slug(world.lead.post(
        f"/v1/documents/{bad['id']}/verification", finding(bad),
        expect=409)) == "document-infected"
    types = [row[0] for row in world.clock.sql(
        "SELECT type FROM event WHERE subject_id = %s ORDER BY id",
        bad["id"])]
    assert types[-1] == "document.infected"


def test_a_file_that_the_scanner_has_not_seen_is_not_clean(
        world, stack, alone, tmp_path):
    scanner = tmp_path / "hasty"
    scanner.write_text("#!/bin/sh\nexec <&-\nsleep 1\n")
    scanner.chmod(0o755)
    provider = world.provider()
    document = held(world, provider, papers.pdf(size=400_000))

    def stands():
        [row] = world.clock.sql("SELECT scan, scan_taken_until IS NOT NULL"
                                " FROM document WHERE id = %s", document["id"])
        return row

    wait_for_scanner(world, [document])
    with looking_after(stack, FAIRLOT_SCANNER=str(scanner)):
        assert within(20, lambda: stands()[1])
        assert not within(4, lambda: stands()[0] != "waiting")
    assert stands() == ("waiting", True)


def test_many_documents_wait_for_the_scanner(world, stack, alone, scanner):
    """More than the memory of one round would hold."""
    provider = world.provider()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        documents = list(pool.map(lambda _: held(world, provider),
                                  range(150)))
    wait_for_scanner(world, documents)
    with looking_after(stack, FAIRLOT_SCANNER=str(scanner)) as process:
        assert within(60, lambda: world.clock.sql(
            "SELECT count(*) FROM document WHERE scan = 'clean' AND"
            " id = ANY (%s::uuid[])", [d["id"] for d in documents])
            == [(150,)])
        assert process.poll() is None


def test_an_upload_that_is_killed_leaves_nothing(world, stack, alone,
                                                 tmp_path):
    provider = world.provider()
    # Before the other service, of another account, makes the folder its own.
    whole = held(world, provider)
    document = announce(world, provider)
    service = Service(stack, tmp_path)
    try:
        data = papers.pdf(size=400_000)
        with socket.socket(socket.AF_UNIX) as peer:
            peer.connect(str(service.socket))
            target = content(document)
            peer.sendall(
                fastcgi.record(fastcgi.BEGIN, struct.pack("!HB5x", 1, 0)) +
                fastcgi.record(fastcgi.PARAMS, fastcgi.pairs({
                    "REQUEST_METHOD": "PUT", "REQUEST_URI": target,
                    "DOCUMENT_URI": target,
                    "CONTENT_LENGTH": str(len(data)),
                    "REMOTE_ADDR": "127.0.0.1",
                    "HTTP_AUTHORIZATION": f"Bearer {provider.token}"})) +
                fastcgi.record(fastcgi.PARAMS, b"") +
                b"".join(fastcgi.record(fastcgi.STDIN, data[at:at + 50_000])
                         for at in range(0, 200_000, 50_000)))
            incoming = folder(stack) / "incoming"
            assert within(20, lambda: any(f.stat().st_size > 100_000
                                          for f in incoming.iterdir()))
            for pid in service.workers():
                os.kill(pid, 9)
        assert within(20, lambda: shown(provider, document) == document)
    finally:
        service.close()
    left = list(incoming.iterdir())
    assert left
    mine = file_of(world, stack, whole)
    orphan = mine.with_name(mine.name[:2] + str(uuid.uuid4())[2:])
    orphan.write_bytes(b"moved, and then the power went")
    fresh = orphan.with_name(mine.name[:2] + str(uuid.uuid4())[2:])
    fresh.write_bytes(b"its transaction is about to commit")
    for file in (*left, orphan, mine):
        os.utime(file, (time.time() - 7200,) * 2)
    with looking_after(stack):
        assert within(20, lambda: not orphan.exists()
                      and not any(f.exists() for f in left))
    assert mine.exists() and fresh.exists()
    fresh.unlink()
    provider.get(content(whole), expect=200)
    # And the document takes its content as if nothing had been.
    provider.request("PUT", content(document), data=data, expect=201)


def test_a_worker_stays_as_small_as_it_was(world, stack, tmp_path):
    """One worker, to which nothing large has come before."""
    provider = world.provider()
    data = papers.pdf(size=int(stack.settings["FAIRLOT_DOCUMENT_BYTES"]))
    documents = [announce(world, provider) for _ in range(10)]
    # A folder of its own: the service of the stack is another account.
    service = Service(stack, tmp_path, FAIRLOT_WORKERS="1",
                      FAIRLOT_DOCUMENTS=str(tmp_path / "documents"))
    [worker] = service.workers()

    def largest():
        [line] = [line for line in pathlib.Path(f"/proc/{worker}/status")
                  .read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1])

    def there_and_back(document, paper):
        path = content(document)
        status, _ = service.ask(path, "PUT", provider.token, paper)
        assert status == 201
        status, given = service.ask(path, "GET", provider.token)
        assert status == 200 and given == paper

    try:
        for document in documents[:4]:
            there_and_back(document, papers.pdf())
        before = largest()
        for document in documents[4:]:
            there_and_back(document, data)
        assert largest() - before < 8 * 1024  # KiB
        assert service.workers() == {worker}
    finally:
        service.close()


def may_mount(place):
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k",
                           "fairlot-test", place], capture_output=True,
                          check=False)
    return done.returncode == 0


def test_a_full_disk_is_said_and_loses_nothing(world, stack, tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    if os.geteuid() != 0 or not may_mount(place):
        pytest.skip("only a root who may mount can fill a disk of its own")
    service = None
    try:
        service = Service(stack, tmp_path, FAIRLOT_DOCUMENTS=str(place))
        provider = world.provider()
        document = announce(world, provider)
        status, body = service.ask(content(document), "PUT", provider.token,
                                   papers.pdf(size=1 << 20))
        assert status == 503 and b"/problems/unavailable" in body, body
        assert shown(provider, document) == document
        # The worker clears up after it has answered.
        assert within(20, lambda: not any(
            f.is_file() for f in place.rglob("*")))
        # What fits is taken, by the same workers.
        status, body = service.ask(content(document), "PUT", provider.token,
                                   papers.pdf())
        assert status == 201, body
    finally:
        if service:
            service.close()
        subprocess.run(["umount", place], check=True)
