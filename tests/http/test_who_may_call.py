"""test_who_may_call.py - every operation, by every role, on what is its own,
what is somebody else's and what was never there.

The operations and who may call them are read from OpenAPI. What is refused is
refused before anything is looked up; what belongs to others looks, to the
last byte, like what does not exist.

SPDX-License-Identifier: Apache-2.0
"""
import copy
import json
import uuid

import pytest
from harness.twins import ROLES, Twins
from harness.wire import Wires

# Operations on a token in the request itself, or on none: the role of the
# caller is nobody's business there.
OF_NOBODY = {"createToken", "createSession", "renewSession"}
# Anybody's organisation is known by name to those who work with all of them.
SEEN_BY_ALL = {("showProvider", role) for role in ("lead", "council",
                                                   "auditor")}
# Both ids are known to whoever may call, so no pair of them is a secret: a
# lead authority chooses its councils among all there are.
CHOSEN_AMONG_ALL = {("putSchemeCouncil", ("organisation_id",))}


@pytest.fixture(scope="module")
def twins(shared_world):
    return Twins(shared_world)


@pytest.fixture(scope="module")
def wires(stack):
    return Wires(stack.base_url, stack.demo["ca_file"])


@pytest.fixture(scope="module")
def operations(shared_world):
    """(method, path, operation) of all that OpenAPI promises."""
    found = list(shared_world.contract.operations())
    assert len(found) > 90
    return found


def may(operation, role):
    """Whether OpenAPI says that the role may."""
    roles = operation["x-roles"]
    return role in roles or (role == "nobody" and "public" in roles)


def example(world, operation):
    """A body that the schema accepts, as bytes, and its media type."""
    content = operation.get("requestBody", {}).get("content", {})
    for kind, media in content.items():
        value = media.get("example")
        if value is None:
            value = world.contract.document.resolve(media["schema"]).get(
                "example")
        if kind == "application/json":
            return kind, json.dumps(value).encode()
        return kind, b"grant_type=client_credentials"
    return None, None


def headers_for(world, operation, token, key=None, match=None):
    kind, body = example(world, operation)
    headers = [("Authorization", f"Bearer {token}")] if token else []
    if kind:
        headers.append(("Content-Type", kind))
    if key:
        headers.append(("Idempotency-Key", key))
    if match:
        headers.append(("If-Match", match))
    return headers, body


def strip(answer):
    """A problem without what names this one request."""
    body = copy.deepcopy(answer.json())
    del body["instance"], body["request_id"]
    headers = {name.lower(): value for name, value in answer.headers.items()
               if name.lower() not in ("date", "x-request-id", "ratelimit",
                                       "connection")}
    return answer.status_code, body, headers


def refused_status(operation, role):
    """What a role gets that may not; None if it may."""
    if may(operation, role):
        return None
    return 401 if role == "nobody" else 403


def every_refusal(operations):
    for method, path, operation in operations:
        if operation["x-roles"] == ["public"]:
            continue
        for role in ROLES:
            if not may(operation, role):
                yield method, path, operation, role


def test_a_role_that_may_not_is_refused_whatever_it_names(
        twins, wires, operations):
    wrong, asked = [], 0
    for method, path, operation, role in every_refusal(operations):
        name = operation["operationId"]
        headers, body = headers_for(twins.world, operation,
                                    twins.token(role))
        targets = {twins.own("council", name, path),
                   twins.own(role, name, path),
                   twins.path(role, name, path, lambda *_: str(uuid.uuid4()))}
        answers = [wires.send(method, target, headers, body)
                   for target in targets]
        asked += len(answers)
        wanted = refused_status(operation, role)
        if any(a.status_code != wanted for a in answers) or \
                len({str(strip(a)) for a in answers}) != 1:
            wrong.append((name, role, wanted, answers))
    assert not wrong, wrong[:10]
    assert asked > 500


def test_a_role_that_may_not_learns_nothing_about_its_mistakes(
        twins, wires, operations):
    wrong = []
    for method, path, operation, role in every_refusal(operations):
        name = operation["operationId"]
        target = twins.own("council", name, path) + "?no_such_parameter=1"
        headers, _ = headers_for(twins.world, operation, twins.token(role),
                                 key="malformed")
        body = b"{not json" if method in ("POST", "PUT", "PATCH") else None
        answer = wires.send(method, target, headers, body)
        if answer.status_code != refused_status(operation, role):
            wrong.append((name, role, answer))
    assert not wrong, wrong[:10]


def test_a_stranger_is_told_how_to_authenticate(twins, wires, operations):
    wrong = []
    for method, path, operation, role in every_refusal(operations):
        if role != "nobody":
            continue
        name = operation["operationId"]
        answer = wires.send(method, twins.own("council", name, path))
        if answer.status_code != 401 or not answer.headers.get(
                "WWW-Authenticate", "").startswith("Bearer realm="):
            wrong.append((name, answer))
    assert not wrong, wrong[:10]


def every_permission(operations):
    for method, path, operation in operations:
        if operation["operationId"] in OF_NOBODY:
            continue
        for role in ROLES:
            if may(operation, role):
                yield method, path, operation, role


def creating_headers(world, operation, token):
    """Nothing stands in the way of the handler: a new key where one is
    required, and no If-Match where the thing need not exist."""
    key = f'"{uuid.uuid4()}"' \
        if operation.get("x-requires-idempotency-key") else None
    match = None if operation.get("x-creates") else '"stale"'
    return headers_for(world, operation, token, key, match)


def test_what_belongs_to_others_looks_like_what_is_not_there(
        twins, wires, operations):
    wrong, compared = [], 0
    for method, path, operation, role in every_permission(operations):
        name = operation["operationId"]
        if (name, role) in SEEN_BY_ALL:
            continue
        for chosen, foreign, unknown in twins.strange(role, name, path):
            if (name, chosen) in CHOSEN_AMONG_ALL:
                continue
            headers, body = creating_headers(twins.world, operation,
                                             twins.token(role))
            theirs = wires.send(method, foreign, headers, body)
            headers, body = creating_headers(twins.world, operation,
                                             twins.token(role))
            nothing = wires.send(method, unknown, headers, body)
            compared += 1
            if theirs.status_code != 404 or strip(theirs) != strip(nothing):
                wrong.append((name, role, chosen, theirs, nothing))
    assert not wrong, "\n".join(map(str, wrong[:20]))
    assert compared > 150


def gentle_headers(world, operation, token):
    """All is well up to the door of the handler, which stays shut: nothing
    that is our own is changed by asking."""
    return headers_for(world, operation, token, key="malformed",
                       match='"stale"')


def token_for(twins, role, name):
    """Whoever ends its session needs one that nobody else uses."""
    if name != "endSession":
        return twins.token(role)
    principal = twins.ours.principals[role]
    machine = principal.as_machine() if principal.machine else principal
    return (machine.machine_token() if principal.machine
            else principal.sign_in())["access_token"]


# What a gentle request may meet.
BARRED = {"POST": (400, 409), "PUT": (412,), "PATCH": (412,),
          "DELETE": (412,)}
# No key and no precondition stands before these, so they happen.
# A proof is asked for by a query, which is told here to be missing.
HAPPENS = {"endSession": (204,), "createClient": (201,),
           "createWebhookEndpoint": (201,), "rotateWebhookSecret": (201,),
           "showAuditProof": (422,), "inviteSupplier": (201,),
           "putNotificationPreferences": (200,)}


def test_what_is_ours_is_found_by_every_role_that_may(
        twins, wires, operations):
    wrong = []
    for method, path, operation, role in every_permission(operations):
        name = operation["operationId"]
        headers, body = gentle_headers(twins.world, operation,
                                       token_for(twins, role, name))
        target = twins.own(role, name, path)
        answer = wires.send(method, target, headers, body)
        wanted = HAPPENS.get(name) or BARRED.get(method, (200,))
        if answer.status_code not in wanted:
            wrong.append((name, role, answer))
        twins.world.contract.check(method, target, answer)
    assert not wrong, "\n".join(map(str, wrong[:20]))


# ---- ids that stand in a body or a query

def valid_bodies(twins):
    """{operationId: body} with ids of our own throughout, so that nothing
    but the one strange id in it can be wrong."""
    ours, world = twins.ours, twins.world
    return {
        "createApplication": {
            "scheme_id": ours.ids["scheme_id"],
            "entries": [{"establishment_id": ours.unlisted["id"],
                         "category_id": ours.ids["category_id"]}]},
        "createReferral": world.referral_body(ours.market, ours.centre),
        "createExpressionOfInterest": ours.expression(),
        "awardReferral": {"bid_id": ours.ids["bid_id"], "reason": "Best"},
        "putChoice": {"bid_id": ours.ids["bid_id"], "chosen_by": "parent",
                      "reason": "Nearest"},
    }


def places_of_ids(value, steps=()):
    """(steps, member name) of every id in a body."""
    items = value.items() if isinstance(value, dict) else \
        enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if isinstance(key, str) and key.endswith("_id"):
            yield (*steps, key), key
        yield from places_of_ids(inner, (*steps, key))


def with_id(body, steps, value):
    changed = copy.deepcopy(body)
    place = changed
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = value
    return changed


def every_id_in_a_body(twins, operations):
    bodies = valid_bodies(twins)
    for method, path, operation in operations:
        name = operation["operationId"]
        if name in bodies:
            for steps, member in places_of_ids(bodies[name]):
                yield method, path, operation, bodies[name], steps, member


def test_an_id_of_others_in_a_body_looks_like_one_never_given(
        twins, wires, operations):
    wrong, compared = [], 0
    for method, path, operation, body, steps, member in every_id_in_a_body(
            twins, operations):
        name, role = operation["operationId"], operation["x-roles"][0]
        target, answers = twins.own(role, name, path), []
        for value in (twins.theirs.secret(role, name, member),
                      str(uuid.uuid4())):
            headers, _ = headers_for(twins.world, operation,
                                     twins.token(role), f'"{uuid.uuid4()}"')
            if method == "PUT":
                etag = wires.send("GET", target, headers[:1]).headers["ETag"]
                headers.append(("If-Match", etag))
            content = json.dumps(with_id(body, steps, value)).encode()
            answers.append(wires.send(method, target, headers, content))
        compared += 1
        if answers[0].status_code not in (409, 422) or \
                strip(answers[0]) != strip(answers[1]):
            wrong.append((name, steps, answers))
    assert not wrong, "\n".join(map(str, wrong[:20]))
    assert compared >= 8


def but_attempts(response):
    """Its items, or itself where it is no list; what the caller itself was
    refused before, by that id, is in its audit log whether or not there is
    such a thing."""
    body = response.json()
    return [item for item in body.get("items", [body])
            if "refused." not in item.get("type", "")]


def test_an_id_of_others_in_a_query_finds_what_a_new_one_finds(
        twins, wires, operations):
    wrong, compared = [], 0
    document = twins.world.contract.document
    for method, path, operation, role in every_permission(operations):
        name = operation["operationId"]
        for parameter in map(document.resolve,
                             operation.get("parameters", ())):
            if parameter["in"] != "query" or \
                    not parameter["name"].endswith("_id"):
                continue
            headers, _ = headers_for(twins.world, operation,
                                     twins.token(role))
            target = twins.own(role, name, path)
            theirs = twins.theirs.secret(role, name, parameter["name"])
            found = [wires.send(method, f"{target}?{parameter['name']}={id_}",
                                headers) for id_ in (theirs, uuid.uuid4())]
            compared += 1
            one, other = (strip(f) if f.status_code >= 400 else
                          (f.status_code, but_attempts(f)) for f in found)
            if one != other:
                wrong.append((name, role, parameter["name"], found))
    assert not wrong, "\n".join(map(str, wrong[:20]))
    assert compared >= 5


def test_a_name_that_another_side_uses_is_free(twins):
    """Else a conflict would tell what a stranger has."""
    ours, theirs = twins.ours, twins.theirs
    draft = theirs.lead.read(f"/v1/schemes/{theirs.draft['id']}")
    made = twins.world.draft_scheme(ours.lead, [],
                                    reference=draft["reference"],
                                    name=draft["name"])
    assert made["id"] != draft["id"]
    home = {k: theirs.unlisted[k]
            for k in ("name", "address", "regulator", "capacity", "rating")}
    twins.world.home(ours.provider, home["address"]["postcode"], **home)
