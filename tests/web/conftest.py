"""conftest.py - the browser tests use the HTTP tests' harness.

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "http"))
# pylint: disable=wrong-import-position,wildcard-import,unused-wildcard-import
from harness.fixtures import *  # noqa: E402,F401,F403


@pytest.fixture(scope="session")
def stack_name():
    """Not the HTTP tests': the clock is moved here by four people at once."""
    return "web"
