"""templates.py - the files of deploy/ with their words filled in.

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import re

REPO = pathlib.Path(__file__).resolve().parents[3]
DEPLOY = REPO / "deploy"
WORD = re.compile(r"@([A-Z][A-Z0-9_]*)@")


def words(name):
    """The words that a template asks for."""
    return set(WORD.findall((DEPLOY / name).read_text()))


def render(name, values):
    """The text of deploy/NAME; a word without a value is a mistake."""
    return WORD.sub(lambda found: str(values[found[1]]),
                    (DEPLOY / name).read_text())
