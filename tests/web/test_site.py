"""test_site.py - the site: built, its components proved, and used in Chromium.

SPDX-License-Identifier: Apache-2.0

Each file of web/test is one test here; what it says is shown when it fails.
"""
import json
import os
import pathlib
import subprocess

import pytest

REPO = pathlib.Path(__file__).resolve().parents[2]
WEB = REPO / "web"
ALONE = sorted((WEB / "test").glob("*.test.ts*"))
IN_BROWSER = sorted((WEB / "test" / "browser").glob("*.test.ts"))
PAGES = WEB / "src" / "pages"
SCREENS = REPO / "build" / "screens"


def run(file, **env):
    done = subprocess.run(
        [REPO / "dev", "node", "--import", "tsx", "--test",
         "--test-reporter=spec", file.relative_to(WEB)],
        cwd=WEB, env=os.environ | env, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)
    assert done.returncode == 0, done.stdout[-20000:]


@pytest.mark.parametrize("file", ALONE, ids=lambda file: file.name)
def test_without_a_browser(file):
    run(file)


@pytest.mark.parametrize("file", IN_BROWSER, ids=lambda file: file.name)
def test_in_a_browser(stack, file):
    run(file, FAIRLOT_DEMO=str(stack.home / "demo.json"))


def inspected(file):
    """What a file of tests has looked at, state by state; it begins its record
    anew and ends it with a line that says so."""
    record = SCREENS / "axe" / file.name.replace(".test.ts", ".jsonl")
    *states, last = map(json.loads, record.read_text().splitlines())
    assert "finished" in last, file.name
    return states


def test_every_page_was_looked_at():
    """Some test calls inspect() on it. Only where all of them are run
    (conftest.py); a process has all of this file, in order."""
    states = [state for file in IN_BROWSER for state in inspected(file)]
    (SCREENS / "axe.jsonl").write_text(
        "".join(json.dumps(state) + "\n" for state in states))
    pages = {f"/{view.parent.relative_to(PAGES)}/".replace("/./", "/")
             for view in PAGES.rglob("view.tsx")}
    assert pages - {state["page"] for state in states} == set()
