"""problems_match_code.py SOURCE BUILD

core/err.c and openapi/problems.yaml hold the same problems: slug, status and
title, and the enum's name is the slug in capitals.

SPDX-License-Identifier: Apache-2.0
"""
import os
import re
import sys

import yaml

ROW = re.compile(r'\[(ERR_\w+)\]\s*=\s*\{\s*(\d+),\s*"([^"]*)",\s*"([^"]*)"'
                 r'\s*,?\s*\}')


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def main():
    source = sys.argv[1]
    faults = []
    code = {}
    for name, status, slug, title in ROW.findall(read(source, "core",
                                                      "err.c")):
        if name != "ERR_" + slug.upper().replace("-", "_"):
            faults.append(f"core/err.c: {name} is not the name of {slug}")
        code[slug] = (int(status), title)
    kinds = re.search(r"enum err_kind \{(.*?)\bERR__MAX", read(
        source, "core", "err.h"), re.S)[1]
    kinds = re.findall(r"\bERR_\w+", re.sub(r"/\*.*?\*/", "", kinds,
                                            flags=re.S))
    if len(kinds) != len(code):
        faults.append(f"core/err.h has {len(kinds)} kinds, core/err.c "
                      f"{len(code)}")
    promised = {slug: (row["status"], row["title"]) for slug, row in
                yaml.safe_load(read(source, "openapi",
                                    "problems.yaml")).items()}
    for slug in sorted(set(code) | set(promised)):
        if code.get(slug) != promised.get(slug):
            faults.append(f"{slug}: core/err.c says {code.get(slug)}, "
                          f"openapi/problems.yaml {promised.get(slug)}")
    print("\n".join(faults) or f"{len(code)} problems")
    return 1 if faults or not code else 0


if __name__ == "__main__":
    sys.exit(main())
