"""openapi_refused.py SOURCE BUILD

cmake/openapi_gen.py stops the build at a mistake in openapi/ and says where.
Each case copies openapi/, makes one mistake, and expects the sentence.

SPDX-License-Identifier: Apache-2.0
"""
import os
import shutil
import subprocess
import sys
import tempfile

SOURCE = sys.argv[1]

USER = "schemas/user.yaml"
USERS = "paths/users.yaml"
ONE = "paths/users.user_id.yaml"
# file, what stands there, what is written instead, what must be said
MISTAKES = (
    (USERS, '"201": User', '"201": Usr', "points to nothing"),
    (USERS, "operationId: listUsers", "operationId: showUser",
     "showUser is also at"),
    (USERS, "operationId: listUsers", "", "operationId is missing"),
    (USERS, "[conflict]", "[conflcit]", "there is no problem conflcit"),
    (USERS, "tags: [people]", "tags: [folk]", "there is no tag folk"),
    (USERS, "[lead, council, provider]", "[council, lead, provider]",
     "x-roles"),
    (USERS, "[lead, council, provider]", "[]", "x-roles"),
    (USERS, "    x-problems: [conflict]",
     "    x-problems: [conflict]\n    x-mark: true", "x-mark is not known"),
    (USERS, "/v1/users:", "/v1/people:", "should be called people.yaml"),
    (ONE, "{user_id}", "{user}", "describe the parameter user"),
    (USER, "UserPatch:", "UserNew:", "stands there twice"),
    (USER, "NewPassword:", "Pence:", "there is another schema Pence"),
    (USER, "maxLength: 128", "maximumLength: 128", "is not supported"),
    (USER, "\n  maxLength: 128", "", "maxLength is missing"),
    (USER, "format: line", "format: lines", "format lines"),
    (USER, "minLength: 10", "minItems: 10", "minItems is for array"),
    (USER, "minLength: 10", "minLength: 1000", "the least is above the most"),
    (USER, "format: line", "pattern: '^\\w+$'", "is not portable"),
    (USER, "format: line", "pattern: '^(?=a)b$'", "is not portable"),
    (USER, "format: line", "pattern: 'a+$'", "is not anchored"),
    (USER, "  type: object\n  additionalProperties: false", "  type: object",
     "additionalProperties"),
    (USER, "[name, email, password]", "[name, email, passwort]",
     "there is no passwort"),
    (USER, "      type: boolean", "      type: bool", "type ['bool']"),
    (USER, "disabled:\n      type: boolean\n      description: true",
     "disabled:\n      type: [boolean, string]\n      description: true",
     "has one type"),
    (USER, "disabled:\n      type: boolean\n      description: true",
     "disabled:\n      type: number\n      description: true",
     "needs multipleOf"),
)


def generate(folder, out):
    return subprocess.run(
        [sys.executable, os.path.join(SOURCE, "cmake", "openapi_gen.py"),
         "--out", out, folder],
        capture_output=True, text=True, check=False)


def contents(folder):
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(path, name), "rb") as file:
                found[name] = file.read()
    return found


def others(folder, names):
    """What the mistakes do not need: without it they are found sooner."""
    kept = {os.path.basename(m[0]) for m in MISTAKES} | {"vocabularies.yaml"}
    if os.path.basename(folder) not in ("paths", "schemas"):
        return []
    return [name for name in names if name not in kept]


def try_mistake(scratch, mistake):
    """What is wrong with the generator, or None."""
    name, old, new, sentence = mistake
    folder = os.path.join(scratch, "openapi")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(os.path.join(SOURCE, "openapi"), folder, ignore=others)
    path = os.path.join(folder, name)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if old not in text:
        return f"{name}: there is no {old!r} to replace"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(old, new, 1))
    result = generate(folder, os.path.join(scratch, "wrong"))
    if result.returncode != 1 or sentence not in result.stderr or \
            "Traceback" in result.stderr:
        return f"{name}: {new!r}: {result.returncode}: {result.stderr}"
    return None


def main():
    with tempfile.TemporaryDirectory() as scratch:
        faults = [try_mistake(scratch, m) for m in MISTAKES]
        runs = []
        for name in ("first", "second"):
            out = os.path.join(scratch, name)
            result = generate(os.path.join(SOURCE, "openapi"), out)
            faults.append(result.stderr or None)
            runs.append(contents(out))
        if runs[0] != runs[1] or "openapi.json" not in runs[0]:
            faults.append("two runs do not give the same bytes")
    faults = [f for f in faults if f]
    print("\n".join(faults) or f"{len(MISTAKES)} mistakes refused")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
