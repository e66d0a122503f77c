"""contract.py - is this answer one that openapi/ promises?

SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "contract"))
# pylint: disable=wrong-import-position
from openapi_validator import Document  # noqa: E402

PROBLEM = "application/problem+json"
METHODS = {"get", "post", "put", "patch", "delete"}


def no_duplicates(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), f"a member twice: {names}"
    return dict(pairs)


def parse(text):
    return json.loads(text, object_pairs_hook=no_duplicates)


class Contract:
    """openapi.json, as the server itself hands it out."""

    def __init__(self, text):
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            file.write(text)
            file.flush()
            self.document = Document(file.name)
        # Literal paths before those with a {name} in the same place.
        self.paths = sorted(
            ((self.pattern(path), path, item)
             for path, item in self.document.json["paths"].items()),
            key=lambda row: row[1].replace("{", "\x7f"))

    @staticmethod
    def pattern(path):
        parts = re.split(r"\{\w+\}", path)
        return re.compile("[^/]+".join(map(re.escape, parts)))

    def operations(self):
        """(method, path, operation) of each, method in capitals."""
        for method, path, _, operation in self.document.operations():
            yield method.upper(), path, operation

    def find(self, method, path):
        """The path as OpenAPI writes it and its operation; None where there
        is none."""
        method = "get" if method == "HEAD" else method.lower()
        for pattern, written, item in self.paths:
            if pattern.fullmatch(path):
                return written, item.get(method) if method in METHODS else None
        return None, None

    def check(self, method, path, response):
        """Raises AssertionError, saying what the answer should have been."""
        written, operation = self.find(method, path)
        where = f"{method} {path} -> {response.status_code}"
        if operation is None:
            self.check_unknown(where, written, response)
            return
        documented = operation["responses"].get(str(response.status_code))
        assert documented, f"{where}: this status is not documented for " \
            f"{operation['operationId']}: {response.text[:500]}"
        documented = self.document.resolve(documented)
        self.check_headers(where, documented.get("headers", {}), response)
        self.check_body(where, documented.get("content", {}), response,
                        method == "HEAD")
        if response.status_code >= 400 and method != "HEAD":
            self.check_problem(where, response, documented)

    def check_unknown(self, where, written, response):
        """Nothing is there, or not this method: always a problem."""
        usual = (400, 405, 413, 414, 429, 431, 503) if written \
            else (400, 404, 405, 413, 414, 429, 431, 503)
        assert response.status_code in usual, where
        if response.status_code == 405:
            assert response.headers.get("Allow"), f"{where}: Allow is missing"
        if response.request.method != "HEAD":
            self.check_problem(where, response, None)

    def check_headers(self, where, headers, response):
        for name, header in headers.items():
            header = self.document.resolve(header)
            value = response.headers.get(name)
            if value is None:
                assert not header.get("required"), f"{where}: {name} is missing"
                continue
            schema = header.get("schema", {})
            if self.document.resolve(schema).get("type") == "integer":
                value = int(value)
            faults = self.document.faults(schema, value)
            assert not faults, f"{where}: header {name}: {faults}"
        assert response.headers.get("X-Request-Id"), \
            f"{where}: X-Request-Id is missing"

    def check_body(self, where, content, response, is_head):
        if is_head or not content:
            assert not response.content, \
                f"{where}: a body where none is promised"
            return
        kind = response.headers.get("Content-Type", "").split(";")[0]
        assert kind in content, f"{where}: {kind} is not one of {list(content)}"
        if not kind.endswith("json"):
            return
        faults = self.document.faults(content[kind].get("schema", {}),
                                      parse(response.text))
        assert not faults, f"{where}: the body is not as promised: {faults}" \
            f"\n{response.text[:2000]}"

    def check_problem(self, where, response, documented):
        """The parts of a problem that no schema can tie together."""
        kind = response.headers.get("Content-Type", "").split(";")[0]
        if documented is not None and kind != PROBLEM:
            return  # the token endpoint has errors of its own
        assert kind == PROBLEM, f"{where}: {kind} is no problem document"
        body = parse(response.text)
        faults = self.document.faults(
            {"$ref": "#/components/schemas/Problem"}, body)
        assert not faults, f"{where}: {faults}\n{response.text[:2000]}"
        assert body["status"] == response.status_code, where
        assert body["request_id"] == response.headers["X-Request-Id"], where
        slug = body["type"].rsplit("/", 1)[1]
        known = [p for p in self.slugs(documented)] if documented else [slug]
        assert not known or slug in known, \
            f"{where}: {slug} is not one of {known}: {body['detail']}"

    @staticmethod
    def slugs(documented):
        """The slugs an answer may have, where its examples name them."""
        media = documented.get("content", {}).get(PROBLEM, {})
        return [e["value"]["type"].rsplit("/", 1)[1]
                for e in media.get("examples", {}).values()] or \
            ([media["example"]["type"].rsplit("/", 1)[1]]
             if "example" in media else [])
