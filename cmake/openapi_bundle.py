"""Makes one OpenAPI 3.1 document of the files in openapi/.

See openapi/README.md for what is written there and what is added here.

SPDX-License-Identifier: Apache-2.0
"""
import copy
import os
import re

import yaml

METHODS = ("get", "post", "put", "patch", "delete")
WRITES = ("post", "put", "patch", "delete")
OPEN_DATA = ("/openreferral/", "/v1/awards")  # as $open_to in nginx
ROLES = ("public", "lead", "council", "provider", "auditor", "portal")
MARKS = ("x-creates", "x-no-precondition", "x-optional-precondition",
         "x-requires-idempotency-key", "x-no-idempotency", "x-cacheable", "x-no-etag")
OPERATION_KEYS = {"operationId", "tags", "summary", "description", "x-roles",
                  "x-problems", "parameters", "requestBody", "responses",
                  "security", *MARKS}
SUCCESS = {"200": "Done.", "201": "Made; here it is.", "204": "Done; no body."}

# Any operation can meet these.
ALWAYS = ("malformed", "method-not-allowed", "not-acceptable", "uri-too-long",
          "invalid", "too-many-requests", "headers-too-large", "internal",
          "unavailable")

# A pattern must mean the same to POSIX extended and to ECMA expressions.
NOT_PORTABLE = re.compile(r"\\[^.^$*+?()\[\]{}|\\/-]|\(\?|[*+?}]\?|[*+?}]\+"
                          r"|\[\[:|\[[^\]]*\\|[^\x20-\x7e]")


class Mistake(Exception):
    """Something in openapi/ is wrong; the message says where."""


SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # C is faster


class Loader(SafeLoader):
    """YAML 1.2's plain scalars: no dates, no yes/no, nothing named twice."""


Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
        ("bool", r"^(?:true|false)$", "tf"),
        ("null", r"^(?:null|)$", ["n", ""]),
        ("int", r"^-?[0-9]+$", "-0123456789"),
        ("float", r"^-?[0-9]+\.[0-9]+$", "-0123456789")):
    Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


def _mapping(loader, node):
    seen = set()
    for key, _ in node.value:
        if key.value in seen:
            raise Mistake(f"{node.start_mark.name}: line "
                          f"{key.start_mark.line + 1}: "
                          f"'{key.value}' stands there twice")
        seen.add(key.value)
    return loader.construct_mapping(node, deep=True)


def _integer(loader, node):
    """No octal: 0123 is not a number anybody meant."""
    return int(loader.construct_scalar(node), 10)


Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
Loader.add_constructor("tag:yaml.org,2002:int", _integer)


def load(path):
    """The mapping in one YAML file."""
    with open(path, encoding="utf-8") as file:
        try:
            content = yaml.load(file, Loader)  # noqa: S506, it is a SafeLoader
        except yaml.YAMLError as error:
            raise Mistake(f"{path}: {error}") from error
    if not isinstance(content, dict):
        raise Mistake(f"{path}: should hold a mapping")
    return content


def yaml_files(folder):
    """Every .yaml file of the folder, sorted."""
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))
            if name.endswith(".yaml")]


def sources(folder):
    """Every file that the bundle is made of."""
    return [os.path.join(folder, name) for name in
            ("openapi.yaml", "common.yaml", "problems.yaml")] + \
        yaml_files(os.path.join(folder, "schemas")) + \
        yaml_files(os.path.join(folder, "paths"))


def pointer(ref):
    return "#/components/" + ref


def reference(kind, name):
    return {"$ref": pointer(f"{kind}/{name}")}


class Bundle:
    """Reads the files, then document() gives the finished thing."""

    def __init__(self, folder):
        self.folder = folder
        self.mistakes = []
        self.top = load(os.path.join(folder, "openapi.yaml"))
        self.components = copy.deepcopy(self.top["components"])
        for kind, things in load(os.path.join(folder, "common.yaml")).items():
            self.components[kind] = things
        self.problems = load(os.path.join(folder, "problems.yaml"))
        self.components["responses"] = {}
        self.tags = {tag["name"] for tag in self.top["tags"]}
        self.paths = {}

    # Reading

    def wrong(self, where, what):
        self.mistakes.append(f"{where}: {what}")

    def read_schemas(self):
        schemas = self.components["schemas"]
        for path in yaml_files(os.path.join(self.folder, "schemas")):
            for name, schema in load(path).items():
                if name in schemas:
                    self.wrong(path, f"there is another schema {name}")
                schemas[name] = schema

    def read_paths(self):
        for path in yaml_files(os.path.join(self.folder, "paths")):
            content = load(path)
            if len(content) != 1:
                self.wrong(path, "should have one key, the path")
                continue
            (address, item), = content.items()
            expected = file_name(address)
            if os.path.basename(path) != expected:
                self.wrong(path, f"should be called {expected}")
            self.paths[address] = item

    # Completing

    def complete_path(self, address, item):
        written = [self.resolve(p) for p in item.get("parameters", [])]
        for method in METHODS:
            written += [self.resolve(p) for p in
                        item.get(method, {}).get("parameters", [])]
        known = {p["name"] for p in written if p.get("in") == "path"}
        added = []
        for name in re.findall(r"\{(\w+)\}", address):
            if name in known:
                continue
            if not name.endswith("_id"):
                self.wrong(address, f"describe the parameter {name}")
            words = name[:-3].replace("_", " ")
            added.append({"name": name, "in": "path", "required": True,
                          "description": f"Id of the {words}.",
                          "schema": reference("schemas", "Uuid")})
        if added:
            item["parameters"] = added + item.get("parameters", [])

    def complete(self, address, method, op):
        where = f"{method.upper()} {address}"
        for key in ("operationId", "tags", "summary", "description", "x-roles",
                    "x-problems", "responses"):
            if key not in op:
                self.wrong(where, f"{key} is missing")
                return
        for key in sorted(set(op) - OPERATION_KEYS):
            self.wrong(where, f"{key} is not known here")
        for tag in op["tags"]:
            if tag not in self.tags:
                self.wrong(where, f"there is no tag {tag}")
        roles = op["x-roles"]
        if not roles or roles != [r for r in ROLES if r in roles]:
            self.wrong(where, "x-roles: unknown, twice, or in another order")
        op.setdefault("security", security(roles))
        if "requestBody" in op:
            op["requestBody"] = self.body(op["requestBody"])
        for status, answer in op["responses"].items():
            op["responses"][status] = self.answer(where, status, answer)
        self.add_examples(op)
        self.add_headers(address, method, op)
        self.add_problems(where, address, method, op)
        self.add_parameters(method, op)
        op["responses"] = dict(sorted(op["responses"].items()))

    def body(self, body):
        if not isinstance(body, str):
            return body
        return {"required": body != "Nothing", "content": {
            "application/json": {"schema": reference("schemas", body)}}}

    def answer(self, where, status, answer):
        if isinstance(answer, str):
            answer = {"content": {
                "application/json": {"schema": reference("schemas", answer)}}}
        if answer is None:
            answer = {}
        if "description" not in answer:
            if status not in SUCCESS:
                self.wrong(where, f"{status} needs a description")
            answer = {"description": SUCCESS.get(status, ""), **answer}
        return answer

    def add_examples(self, op):
        bodies = list(op["responses"].values())
        if "requestBody" in op:
            bodies.append(op["requestBody"])
        for body in bodies:
            for media in body.get("content", {}).values():
                schema = self.resolve(media.get("schema", {}))
                if "example" not in media and "examples" not in media and \
                        "example" in schema:
                    media["example"] = schema["example"]

    def is_list(self, answer):
        media = answer.get("content", {}).get("application/json", {})
        schema = self.resolve(media.get("schema", {}))
        return {"items", "next"} <= set(schema.get("properties", {}))

    def add_headers(self, address, method, op):
        everywhere = ["XRequestId", "CacheControl", "Sandbox",
                      "RateLimitPolicy", "RateLimit"]
        if address.startswith(OPEN_DATA):
            everywhere.append("AllowOrigin")
        for status, answer in op["responses"].items():
            names = list(everywhere)
            if status == "201":
                names.append("Location")
            if method == "get" and self.is_list(answer):
                names.append("Link")
            if status in ("200", "201") and not op.get("x-no-etag"):
                names.append("ETag")
            if method == "post" and not op.get("x-no-idempotency"):
                names.append("IdempotencyReplayed")
            answer["headers"] = {
                **self.headers(names), **answer.get("headers", {})}
            if method == "get" and "ETag" in names:
                op["responses"] = {**op["responses"], "304": {
                    "description": "It is still what you hold.",
                    "headers": self.headers([*everywhere, "ETag"])}}

    def headers(self, names):
        http = {"XRequestId": "X-Request-Id", "CacheControl": "Cache-Control",
                "RateLimitPolicy": "RateLimit-Policy",
                "IdempotencyReplayed": "Idempotency-Replayed",
                "RetryAfter": "Retry-After",
                "AllowOrigin": "Access-Control-Allow-Origin",
                "WWWAuthenticate": "WWW-Authenticate"}
        return {http.get(name, name): reference("headers", name)
                for name in names}

    def slugs(self, address, method, op):
        found = set(ALWAYS) | set(op["x-problems"])
        roles = set(op["x-roles"])
        query = {p.get("name") for p in map(
            self.resolve, op.get("parameters", [])) if p.get("in") == "query"}
        public_only = roles == {"public"}
        # A token that is not needed is looked at all the same, except where
        # one signs in.
        if not (public_only and op.get("x-no-idempotency")):
            found.add("unauthenticated")
        if not set(ROLES[1:]) <= roles and not (public_only and (
                method == "get" or op.get("x-no-idempotency"))):
            found.add("forbidden")
        if roles - {"public"}:
            found.add("text-unreadable")
        if "{" in address:
            found.add("not-found")
        if query & {"cursor", "after"}:
            found.add("bad-cursor")
        if method in WRITES:
            found |= {"too-large", "outcome-unknown"}
        if "requestBody" in op:
            found.add("unsupported-media-type")
        if method in ("put", "patch", "delete") and \
                not op.get("x-no-precondition"):
            found |= {"precondition-failed", "precondition-required"}
        if op.get("x-optional-precondition"):
            found.add("precondition-failed")
        if method == "post" and not op.get("x-no-idempotency"):
            found |= {"idempotency-key-malformed", "idempotency-in-progress",
                      "idempotency-key-reused"}
        if op.get("x-requires-idempotency-key"):
            found.add("idempotency-key-missing")
        return found

    def add_problems(self, where, address, method, op):
        by_status = {}
        for slug in self.slugs(address, method, op):
            if slug not in self.problems:
                self.wrong(where, f"there is no problem {slug}")
                continue
            status = str(self.problems[slug]["status"])
            by_status.setdefault(status, []).append(slug)
        for status, slugs in by_status.items():
            if status not in op["responses"]:
                op["responses"][status] = self.problem(status, slugs)

    def problem(self, status, slugs):
        """A shared answer for just these slugs. The general one stands last,
        guards come in the order of problems.yaml."""
        order = list(self.problems)
        slugs = sorted(slugs, key=order.index)
        name = ".".join([status, *slugs])
        names = ["XRequestId", "CacheControl", "Sandbox",
                 "RateLimitPolicy", "RateLimit"]
        names += {"401": ["WWWAuthenticate"], "405": ["Allow"],
                  "429": ["RetryAfter"],
                  "503": ["RetryAfter"]}.get(status, [])
        self.components["responses"].setdefault(name, {
            "description": "; ".join(
                self.problems[s]["title"] for s in slugs) + ".",
            "headers": self.headers(names),
            "content": {"application/problem+json": {
                "schema": reference("schemas", "Problem"),
                "examples": {s: self.problem_example(s) for s in slugs}}}})
        return reference("responses", name)

    def problem_example(self, slug):
        problem = self.problems[slug]
        value = {"type": f"https://fairlot.example/problems/{slug}",
                 "title": problem["title"], "status": problem["status"],
                 "detail": problem["description"],
                 "instance": "/v1/referrals",
                 "request_id": "0b1c6e0a9f4d4c7e"}
        if slug == "invalid":
            value["detail"] = "One value needs your attention."
            value["errors"] = [{"pointer": "#/needs/2/mark",
                                "detail": "This must be at least 1."}]
        return {"summary": problem["title"], "value": value}

    def add_parameters(self, method, op):
        names = ["RequestId"]
        if method == "get" and "304" in op["responses"]:
            names.append("IfNoneMatch")
        if method == "post" and not op.get("x-no-idempotency"):
            names.append("IdempotencyKeyRequired" if op.get(
                "x-requires-idempotency-key") else "IdempotencyKey")
        if method in ("put", "patch", "delete") and \
                not op.get("x-no-precondition"):
            names.append("IfMatch")
            if op.get("x-creates"):
                names.append("IfNoneMatchAny")
        if op.get("x-optional-precondition"):
            names.append("IfMatchOptional")
        op["parameters"] = op.get("parameters", []) + [
            reference("parameters", name) for name in names]

    # Checking

    def resolve(self, thing):
        """What a $ref points to, or the thing itself."""
        ref = thing.get("$ref") if isinstance(thing, dict) else None
        if ref is None:
            return thing
        found = {"components": self.components}
        for part in ref[2:].split("/"):
            if not isinstance(found, dict) or part not in found:
                self.wrong(ref, "points to nothing")
                return {}
            found = found[part]
        return self.resolve(found)

    def check(self, document):
        self.check_refs(document, "")
        ids = {}
        for address, item in self.paths.items():
            for method in METHODS:
                name = item.get(method, {}).get("operationId")
                if name in ids and name:
                    self.wrong(address, f"{name} is also at {ids[name]}")
                ids[name] = address
        for name, schema in self.components["schemas"].items():
            check_schema(schema, name, self.wrong)
        for address, item in self.paths.items():
            for method in METHODS:
                if method in item:
                    self.check_inline(f"{method.upper()} {address}",
                                      item[method])

    def check_inline(self, where, op):
        for parameter in op.get("parameters", []):
            check_schema(self.resolve(parameter).get("schema", {}), where,
                         self.wrong)
        bodies = [a for a in op["responses"].values() if "$ref" not in a]
        for body in bodies + [op.get("requestBody", {})]:
            for media in body.get("content", {}).values():
                check_schema(media.get("schema", {}), where, self.wrong)

    def check_refs(self, node, where):
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                before = len(self.mistakes)
                self.resolve(node)
                for i in range(before, len(self.mistakes)):
                    self.mistakes[i] = f"{where}: {self.mistakes[i]}"
            for key, value in node.items():
                self.check_refs(value, f"{where}/{key}")
        elif isinstance(node, list):
            for index, value in enumerate(node):
                self.check_refs(value, f"{where}/{index}")

    def document(self):
        self.read_schemas()
        self.read_paths()
        for address, item in self.paths.items():
            self.complete_path(address, item)
            for method in METHODS:
                if method in item:
                    self.complete(address, method, item[method])
        self.components["responses"] = dict(
            sorted(self.components["responses"].items()))
        self.components["schemas"] = dict(
            sorted(self.components["schemas"].items()))
        document = dict(self.top, components=self.components)
        document["paths"] = dict(sorted(self.paths.items()))
        if not self.mistakes:  # what is incomplete cannot be checked further
            self.check(document)
        if self.mistakes:
            raise Mistake("\n".join(dict.fromkeys(self.mistakes)))
        return document


def file_name(address):
    """paths/ file of an address: /v1/users/{user_id} -> users.user_id.yaml"""
    name = re.sub(r"^/(v1/|\.)?", "", address)
    return name.replace("{", "").replace("}", "").replace("/", ".") + ".yaml"


def security(roles):
    if roles == ["public"]:
        return []
    if "public" in roles:
        return [{}, {"bearer": []}]
    return [{"bearer": []}]


ANNOTATIONS = {"description", "title", "example", "examples", "default",
               "deprecated"}
KEYWORDS = {
    "$ref", "type", "enum", "const", "pattern", "format", "minLength",
    "maxLength", "minimum", "maximum", "exclusiveMaximum", "multipleOf",
    "minItems", "maxItems", "uniqueItems", "items", "properties", "required",
    "additionalProperties", "propertyNames", "minProperties", "maxProperties",
    "anyOf", "oneOf"}
MEANT_FOR = {
    "pattern": "string", "format": "string", "minLength": "string",
    "maxLength": "string", "minItems": "array", "maxItems": "array",
    "uniqueItems": "array", "items": "array", "properties": "object",
    "required": "object", "additionalProperties": "object",
    "propertyNames": "object", "minProperties": "object",
    "maxProperties": "object", "enum": "string", "multipleOf": "number",
    "exclusiveMaximum": "number"}
FORMATS = ("line", "prose", "uuid", "date", "date-time", "email", "postcode",
           "uri")
TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")


def types_of(schema):
    kind = schema.get("type", [])
    return kind if isinstance(kind, list) else [kind]


def check_schema(schema, where, wrong):
    """Says what a schema has that README.md does not allow."""
    for key in schema:
        if key not in KEYWORDS and key not in ANNOTATIONS and \
                not key.startswith("x-"):
            wrong(where, f"the keyword {key} is not supported")
    if "$ref" in schema:
        for key in sorted(set(schema) & KEYWORDS - {"$ref"}):
            wrong(where, f"{key} cannot stand beside $ref")
        return
    for kind in ("anyOf", "oneOf"):
        for part in schema.get(kind, []):
            check_schema(part, where, wrong)
    types = types_of(schema)
    if not types and not {"anyOf", "oneOf"} & set(schema):
        wrong(where, "type is missing")
    if set(types) - set(TYPES):
        wrong(where, f"type {types}")
    for key in sorted(set(schema) & set(MEANT_FOR)):
        if types and MEANT_FOR[key] not in types:
            wrong(where, f"{key} is for {MEANT_FOR[key]}")
    if "object" in types:
        check_object_schema(schema, where, wrong)
    if "array" in types:
        if "items" in schema:
            check_schema(schema["items"], f"{where}[]", wrong)
        else:
            wrong(where, "items is missing")
    if schema.get("format", "line") not in FORMATS:
        wrong(where, f"format {schema['format']}")
    check_pattern(schema.get("pattern"), where, wrong)


def check_object_schema(schema, where, wrong):
    others = schema.get("additionalProperties")
    if others is None or others is True and not schema.get("x-free-form"):
        wrong(where, "additionalProperties: false, or a schema")
    elif not isinstance(others, bool):
        check_schema(others, f"{where}.*", wrong)
    for name, member in schema.get("properties", {}).items():
        check_schema(member, f"{where}.{name}", wrong)
    for name in schema.get("required", []):
        if name not in schema.get("properties", {}):
            wrong(where, f"required: there is no {name}")


def check_pattern(pattern, where, wrong):
    if pattern is None:
        return
    if NOT_PORTABLE.search(pattern):
        wrong(where, f"the pattern {pattern} is not portable")
    if not (pattern.startswith("^") and pattern.endswith("$")):
        wrong(where, f"the pattern {pattern} is not anchored")
