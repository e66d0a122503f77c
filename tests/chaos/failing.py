"""failing.py - the stack's API on an allocator that fails when it is told.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import mmap
import pathlib
import shutil
import struct

from harness import processes
from harness.stack import REPO

RELEASE = REPO / "build" / "release"
# As in failing_malloc.c.
ARMED, WHICH, SPARED, CALLS, FAILED, LAST, WORDS = range(7)
ONCE, EVER_AFTER = 1, 2


def is_built():
    return all((RELEASE / name).exists()
               for name in ("fairlot", "libfailing_malloc.so"))


class Allocator:
    """What the service's processes share with us."""

    def __init__(self, path):
        path.write_bytes(bytes(8 * WORDS))
        path.chmod(0o666)
        with open(path, "r+b") as file:
            self.words = mmap.mmap(file.fileno(), 8 * WORDS)

    def __getitem__(self, word):
        return struct.unpack_from("q", self.words, 8 * word)[0]

    def __setitem__(self, word, value):
        struct.pack_into("q", self.words, 8 * word, value)

    @contextlib.contextmanager
    def failing(self, n, how=ONCE):
        """The n-th allocation of all workers fails in here."""
        self[CALLS] = self[FAILED] = self[LAST] = 0
        self[WHICH] = n
        self[ARMED] = how
        try:
            yield self
        finally:
            self[ARMED] = 0


@contextlib.contextmanager
def replaced_api(stack, *words, **env):
    """The release build in the place of the stack's API, with other words on
    its command line and settings of its own."""
    run = pathlib.Path(stack.settings["FAIRLOT_RUN"])
    program = run / "fairlot-release"
    shutil.copy(RELEASE / "fairlot", program)
    shutil.copy(RELEASE / "libfailing_malloc.so", run)
    settings = " ".join(f"{name}='{value}'" for name, value in env.items())
    processes.stop(stack, "api", "TERM")
    try:
        processes.as_dev(stack, f"start api /usr/bin/env {settings}"
                         f" {program} api {' '.join(words)}")
        assert processes.within(15, lambda: processes.is_ready(stack)), \
            stack.logged("api")[-2000:]
        yield
    finally:
        processes.stop(stack, "api", "TERM")
        processes.start(stack, "api")
        assert processes.within(15, lambda: processes.is_ready(stack))


@contextlib.contextmanager
def starved_api(stack, workers):
    """The service on the allocator, which is given."""
    run = pathlib.Path(stack.settings["FAIRLOT_RUN"])
    allocator = Allocator(run / "allocator")
    with replaced_api(stack, "-w", str(workers),
                      LD_PRELOAD=run / "libfailing_malloc.so",
                      FAILING_MALLOC=run / "allocator"):
        allocator[SPARED] = stack.pid("api")
        yield allocator
