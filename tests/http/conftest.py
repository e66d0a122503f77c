"""conftest.py - the fixtures of the HTTP tests.

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position,wildcard-import,unused-wildcard-import
from harness.fixtures import *  # noqa: E402,F401,F403
