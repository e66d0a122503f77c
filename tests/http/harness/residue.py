"""residue.py - where a text may have been left behind, in any of the ways it
can be written: files, and the memory of processes.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import os
import pathlib


def spellings(text):
    """The bytes of a text as they are, in hexadecimal of both cases, and in
    base64 at each of its three alignments."""
    plain = text.encode()
    found = {plain, plain.hex().encode(), plain.hex().upper().encode()}
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + plain)
        # What depends on neighbours is cut off at both ends.
        begin = 0 if shift == 0 else 4
        found.add(coded[begin:len(coded) // 4 * 4 - 4])
    return found


def numbers(value):
    """A number as text, and as eight bytes of either order."""
    return spellings(str(value)) | {value.to_bytes(8, "little"),
                                    value.to_bytes(8, "big")}


def in_files(needles, *roots):
    """[(path, needle)] of all files below, those that cannot be read being an
    error."""
    found = []
    for root in map(pathlib.Path, roots):
        paths = [root] if root.is_file() else sorted(
            p for p in root.rglob("*") if p.is_file() and not p.is_symlink())
        for path in paths:
            content = path.read_bytes()
            found += [(str(path), n) for n in needles if n in content]
    return found


def may_read_memory():
    """Only root passes PR_SET_DUMPABLE 0, which is its point."""
    return os.geteuid() == 0


def in_memory(needles, pid):
    """[(mapping, needle)] of all that a core dump of the process would hold,
    whatever it has put out of reach of debuggers of its own account."""
    found = []
    with open(f"/proc/{pid}/maps", encoding="ascii") as maps, \
            open(f"/proc/{pid}/mem", "rb") as memory:
        for line in maps:
            words = line.split()
            begin, end = (int(x, 16) for x in words[0].split("-"))
            if not words[1].startswith("r") or line.endswith("[vvar]\n"):
                continue
            try:
                memory.seek(begin)
                content = memory.read(end - begin)
            except (OSError, OverflowError):
                continue  # [vsyscall], guard pages
            found += [(line.strip(), n) for n in needles if n in content]
    return found
