"""replay.py - `fairlot score check`, which is told the ranking and nothing
else: no settings, no database, no network.

SPDX-License-Identifier: Apache-2.0
"""
import subprocess


def score_check(stack, text, *words):
    """What became of it, given this document on its standard input."""
    return subprocess.run(
        [stack.demo["fairlot"], "score", "check", *(words or ("-",))],
        input=text.encode(), capture_output=True, check=False, cwd="/",
        env={"ASAN_OPTIONS": "detect_leaks=0"})


def assert_replays(stack, text):
    """Every ranking that a test makes can be worked out again; its lines."""
    done = score_check(stack, text)
    assert done.returncode == 0, done.stderr.decode() + text
    assert done.stderr == b""
    return done.stdout.decode().splitlines()
