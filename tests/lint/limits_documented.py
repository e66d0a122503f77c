#!/usr/bin/env python3
"""Every limit of api/config.h stands in docs/OPERATIONS.md with its value, and
the other way round.

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
DEFINED = re.compile(r"^#define (LIMIT_\w+)\s+(\d+)", re.MULTILINE)
DOCUMENTED = re.compile(r"^\| `(LIMIT_\w+)` \| ([\d,]+)( KiB| MiB)?",
                        re.MULTILINE)
UNITS = {"": 1, " KiB": 1024, " MiB": 1024 * 1024}

defined = {name: int(text) for name, text in DEFINED.findall(
    (root / "api/config.h").read_text())}
documented = {name: int(number.replace(",", "")) * UNITS[unit]
              for name, number, unit in DOCUMENTED.findall(
                  (root / "docs/OPERATIONS.md").read_text())}

faults = [f"{name}: api/config.h says {defined.get(name)},"
          f" docs/OPERATIONS.md {documented.get(name)}"
          for name in sorted(defined.keys() | documented.keys())
          if defined.get(name) != documented.get(name)]
if not defined:
    faults.append("api/config.h defines no limit")
print("\n".join(faults))
sys.exit(bool(faults))
