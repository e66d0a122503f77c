"""conftest.py - what every HTTP test is given.

The stack is started once for a run: in a home of its own, or the one whose
demo.json FAIRLOT_DEMO names (then nothing is started or stopped).

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
# pylint: disable=wrong-import-position
from harness.flows import World  # noqa: E402
from harness.stack import Stack  # noqa: E402


@pytest.fixture(scope="session")
def stack():
    """Servers that run, and the way in. No sanitizer may have complained."""
    running = Stack()
    try:
        yield running
        assert not running.complaints(), running.complaints()[:20]
    finally:
        running.close()


@pytest.fixture(scope="session")
def shared_world(stack):
    made = World(stack)
    yield made
    made.clock.close()


@pytest.fixture
def world(shared_world):
    """Everybody of the sandbox, with its clock put right afterwards."""
    yield shared_world
    shared_world.clock.reset()


@pytest.fixture
def clock(world):
    return world.clock


@pytest.fixture
def contract(world):
    return world.contract


@pytest.fixture
def nobody(world):
    return world.nobody


@pytest.fixture
def lead(world):
    return world.lead


@pytest.fixture
def council(world):
    """An officer of council A."""
    return world.council_a


@pytest.fixture
def other_council(world):
    return world.council_b


@pytest.fixture
def auditor(world):
    return world.auditor


@pytest.fixture
def portal(world):
    return world.portal
