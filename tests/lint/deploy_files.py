#!/usr/bin/env python3
"""The files of deploy/ are what systemd and PyYAML can read, ask for no word
that docs/PRODUCTION.md does not explain, its units are shut tight, and each
process that docs/OPERATIONS.md names has one.

What asks systemd is left out where there is none.

SPDX-License-Identifier: Apache-2.0
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

root = pathlib.Path(sys.argv[1])
deploy = root / "deploy"
WORD = re.compile(r"@([A-Z][A-Z0-9_]*)@")
DOCUMENTED = re.compile(r"^\| `@([A-Z][A-Z0-9_]*)@` \|", re.MULTILINE)
PROCESS = re.compile(r"^\| `fairlot ([a-z]+)` \|", re.MULTILINE)
# As systemd-analyze security counts: 10 is open to all, 0 is shut.
EXPOSED_MOST = 2.0
EXAMPLES = {"PROGRAM": "/bin/true", "NETWORK": "10.0.0.0/24",
            "ADDRESS": "10.0.0.11", "NAME": "a"}
# What Debian brings, and what a unit is added to.
FOREIGN = {"etcd.service.d.conf", "patroni.service.d.conf"}
faults = []


def filled_in(text):
    return WORD.sub(lambda w: EXAMPLES.get(w[1], f"/x/{w[1].lower()}"), text)


def run(*words):
    done = subprocess.run([str(w) for w in words], capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        faults.append(f"{' '.join(map(str, words[:2]))}: "
                      f"{done.stdout}{done.stderr}")
    return done


def check_words():
    production = (root / "docs" / "PRODUCTION.md").read_text()
    documented = set(DOCUMENTED.findall(production))
    used = {word for path in files for word in WORD.findall(path.read_text())}
    for word in sorted(documented ^ used):
        faults.append(f"@{word}@: in deploy/ or in the table of "
                      "docs/PRODUCTION.md, but not in both")
    for path in files:
        if str(path.relative_to(root)) not in production:
            faults.append(f"{path.relative_to(root)} is not mentioned in "
                          "docs/PRODUCTION.md")


def check_processes():
    units = "".join(path.read_text() for path in files
                    if path.suffix == ".service")
    operations = (root / "docs" / "OPERATIONS.md").read_text()
    for process in PROCESS.findall(operations):
        if not re.search(rf"^ExecStart=@PROGRAM@ {process}\b", units,
                         re.MULTILINE):
            faults.append(f"no unit of deploy/systemd runs fairlot {process}")


def check_yaml():
    for path in files:
        if path.suffix in (".yml", ".yaml"):
            yaml.safe_load(filled_in(path.read_text()))


def check_units(scratch):
    if shutil.which("systemd-analyze") is None:
        return
    units = []
    for path in sorted((deploy / "systemd").iterdir()):
        if path.name in FOREIGN:
            continue
        # A template is looked at as one of its instances.
        units.append(scratch / path.name.replace("@.", "@full."))
        units[-1].write_text(filled_in(path.read_text()))
    run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no",
        *units)
    for unit in units:
        if re.fullmatch(r"fairlot-[a-z]+\.service", unit.name):
            run("systemd-analyze", "security", "--offline=true", "--no-pager",
                f"--threshold={EXPOSED_MOST * 10:.0f}", unit)


def check_accounts(scratch):
    """In a root of their own, for which one has to be root."""
    if os.geteuid() != 0 or shutil.which("systemd-sysusers") is None:
        return
    etc = scratch / "root" / "etc"
    etc.mkdir(parents=True)
    (etc / "passwd").write_text("root:x:0:0::/root:/bin/sh\n"
                                "www-data:x:33:33::/:/bin/sh\n")
    (etc / "group").write_text("root:x:0:\nwww-data:x:33:\n")
    for program, folder in (("systemd-sysusers", "sysusers.d"),
                            ("systemd-tmpfiles", "tmpfiles.d")):
        (etc / folder).mkdir()
        shutil.copy(deploy / folder / "fairlot.conf", etc / folder)
        more = ["--create"] if program == "systemd-tmpfiles" else []
        done = run(program, f"--root={scratch / 'root'}", *more,
                   "fairlot.conf")
        # It says what is wrong and may be content all the same.
        if done.stderr.count("fairlot.conf:"):
            faults.append(done.stderr)
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in
             (etc / "fairlot").rglob("*") if path.name == "keys"}
    if set(modes.values()) != {"0o700"}:
        faults.append(f"keys that others may read: {modes}")


files = sorted(path for path in deploy.rglob("*") if path.is_file())
with tempfile.TemporaryDirectory() as folder:
    check_words()
    check_processes()
    check_yaml()
    check_units(pathlib.Path(folder))
    check_accounts(pathlib.Path(folder))
print("\n".join(faults))
sys.exit(bool(faults))
