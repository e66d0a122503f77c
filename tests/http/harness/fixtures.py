"""fixtures.py - what every test that speaks HTTP is given.

Each folder of tests whose conftest.py imports these has a stack of its own,
started once for a run: in a home of its own, or the one whose demo.json
FAIRLOT_DEMO names (then nothing is started or stopped).

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from .flows import World
from .stack import Stack


@pytest.fixture(scope="session")
def stack_name():
    """Whose logs are kept in build/test-logs; a conftest.py may say."""
    return "http"


@pytest.fixture(scope="session")
def stack(stack_name):
    """Servers that run, and the way in. No sanitizer may have complained."""
    running = Stack(stack_name)
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
