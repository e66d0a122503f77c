"""conftest.py - the fixtures of the crash and load tests.

They have a stack of their own: what they break is broken for nobody else.

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "http")]
# pylint: disable=wrong-import-position,wildcard-import,unused-wildcard-import
from harness.fixtures import *  # noqa: E402,F401,F403


@pytest.fixture(scope="session")
def stack_name():
    return "chaos"
