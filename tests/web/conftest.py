"""conftest.py - the browser tests use the HTTP tests' harness.

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).parent
BROWSER = HERE.parents[1] / "web" / "test" / "browser"
WHOLE = "test_every_page_was_looked_at"
sys.path.insert(0, str(HERE.parent / "http"))
# pylint: disable=wrong-import-position,wildcard-import,unused-wildcard-import
from harness.fixtures import *  # noqa: E402,F401,F403


@pytest.fixture(scope="session")
def stack_name():
    """Not the HTTP tests': the clock is moved here by four people at once."""
    return "web"


def all_in_browser(items):
    chosen = sum(item.originalname == "test_in_a_browser" for item in items
                 if item.path.parent == HERE)
    return chosen == len(list(BROWSER.glob("*.test.ts")))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Which pages were looked at can be told when all tests that look have
    run: where -k or a name chose some of them, it is not asked."""
    asked = [item for item in items if item.name == WHOLE]
    if asked and not all_in_browser(items):
        items[:] = [item for item in items if item not in asked]
        config.hook.pytest_deselected(items=asked)
