"""conftest.py - in which order the files are run.

SPDX-License-Identifier: Apache-2.0
"""
# Whole files are shared out among the processes of `./dev test`: the longest
# go first, so that no process is left alone with one in the end.
LONGEST = ("web/test_site.py", "chaos/")


def weight(item):
    """Sorted by this, what is long comes first; the rest stays as it is."""
    return next((n for n, place in enumerate(LONGEST)
                 if item.nodeid.startswith(place)), len(LONGEST))


def pytest_collection_modifyitems(items):
    items.sort(key=weight)
