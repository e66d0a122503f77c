"""shared.py - what others have published and we only look at.

It lies beside the repository, or where FAIRLOT_SHARED says, and is never
copied in.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import pathlib

import pytest

from .stack import REPO


def shared_json(*parts):
    """The JSON of one file below schemas/; skips the test without it."""
    root = pathlib.Path(os.environ.get("FAIRLOT_SHARED",
                                       REPO.parent / "shared"))
    path = root.joinpath("schemas", *parts)
    if not path.exists():
        pytest.skip(f"{path} is not there; FAIRLOT_SHARED says where to look")
    return json.loads(path.read_text())
