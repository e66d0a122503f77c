"""test_readme.py - the README's main job does what the README says.

Its ```sh blocks are one script; what the script prints is compared, line by
line, with the comments `# -> x` that stand behind the commands.

SPDX-License-Identifier: Apache-2.0
"""
import os
import re
import subprocess

from harness.stack import REPO

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"#( -> .*)$", re.MULTILINE)


def blocks():
    return BLOCK.findall((REPO / "README.md").read_text())


def promised(script):
    """`# -> a -> b` are two lines, in the order in which they stand."""
    return [line for comment in COMMENT.findall(script)
            for line in comment.strip().removeprefix("-> ").split(" -> ")]


def test_the_main_job_in_the_readme_prints_what_it_says(stack, world):
    # Without pipefail: the refused opening is a curl that fails in a pipe.
    script = "set -eu\n" + "\n".join(blocks())
    world.clock.reset()
    done = subprocess.run(
        ["bash", "-c", script], cwd=REPO, text=True, capture_output=True,
        timeout=300, check=False,
        env=os.environ | {"FAIRLOT_HOME": str(stack.home)})
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert done.stdout.split("\n")[:-1] == promised(script), done.stderr


def test_the_readme_still_has_a_main_job():
    assert len(promised("\n".join(blocks()))) >= 15


def test_the_providers_of_the_demo_have_what_the_readme_says(world):
    listed, applying = world.provider_listed, world.provider_applying
    assert listed.every("/v1/placements")
    [home, *_] = listed.every("/v1/establishments")
    world.nobody.get(f"/v1/directory/{home['id']}", expect=200)
    assert len(applying.every("/v1/applications")) == 4
