"""R099 at its widest: whatever OpenAPI lets anybody read, the auditor and the
lead included, is the same with no answer and with a hundred bids, until the
opening.

What is read is taken from OpenAPI, so that a new operation is compared by
itself. test_sealed.py tells the same story in the small.

SPDX-License-Identifier: Apache-2.0
"""
import json
import re
import types
import uuid

import pytest
from harness import processes
from harness.feed import Feed

BIDS, REFUSALS = 100, 3
CORE = {"premises": 1, "staffing": 1}
STATEMENT = "Okapi steps, eleven of them"
PRICE = 7_654_321
# Of each answer its own: when it came, which it was, how many are left.
OWN_HEADERS = {"date", "x-request-id", "ratelimit", "connection", "expires"}
# A page of each length, with and without what belongs to the referral.
PAGES = ("", "?limit=1", "?limit=100")
FILTERS = {"showAuditProof": "?event_id={event_id}",
           "showRechargeReport": "?from=2026-01-01&to=2026-12-31"}
# What the readers of this test do is in them; they are compared below, without
# that.
LOGS = {"listReads", "listAudit", "listEvents", "listNotifications"}
# Two instants are never the same here.
TELLS_THE_TIME = {"showCurrentSession"}


@pytest.fixture(scope="module")
def place(shared_world):
    """A market of a hundred homes and more, and one that stays silent."""
    world = shared_world
    made = world.market(core_cap_pence=None)
    made.centre = world.places.centre()
    count = BIDS + REFUSALS + 1
    codes = world.places.at(made.centre,
                            *(1 + i / 10 for i in range(count)))
    providers = [world.provider() for _ in range(count // 15 + 1)]
    made.homes = [world.accredited_home(made, code, providers[i // 15],
                                        core=CORE)
                  for i, code in enumerate(codes[:-1])]
    made.silent = world.accredited_home(made, codes[-1], core=CORE)
    return made


@pytest.fixture(scope="module")
def referral(shared_world, place):
    return shared_world.referral(place, place.centre)


def everybody(world, place):
    """All but those who bid."""
    return {"owner": world.council_a, "second officer": world.council_a_2,
            "partner": world.council_b, "lead": world.lead,
            "auditor": world.auditor, "portal": world.portal,
            "invited and silent": place.silent.provider,
            "not invited": world.provider(), "nobody": world.nobody}


def ids_of(world, place, referral):
    """What a curious reader knows, or guesses: the bidder's own ids."""
    home = place.homes[0]
    published = world.council_a.read(
        f"/v1/audit?referral_id={referral['id']}")["items"][0]
    return {"referral_id": referral["id"], "establishment_id": home.id,
            "accreditation_id": home.accreditation_id,
            "provider_id": home.provider.organisation_id,
            "organisation_id": world.council_a.organisation_id,
            "scheme_id": place.scheme["id"], "slug": "not-opened",
            "category_id": place.category["id"],
            "event_id": published["id"]}


def targets(world, ids):
    """(operationId, path) of everything that can be read."""
    for method, path, operation in world.contract.operations():
        name = operation["operationId"]
        if method != "GET" or name in TELLS_THE_TIME:
            continue
        for variable in re.findall(r"\{(\w+)\}", path):
            path = path.replace("{%s}" % variable,
                                ids.get(variable) or str(uuid.UUID(int=7)))
        schema = operation["responses"].get("200", {})
        pages = PAGES if "next" in json.dumps(
            world.contract.document.resolve(schema)) or \
            name.startswith(("list", "search")) else ("",)
        if name in FILTERS:
            pages = (FILTERS[name].format(**ids),)
        for page in pages:
            yield name, path + page


def fingerprint(response):
    """All that came back, without what differs from request to request."""
    body = re.sub(rb'"(request_id|instance)": ?"[^"]*"', b"",
                  response.content)
    headers = {name.lower(): value
               for name, value in response.headers.items()
               if name.lower() not in OWN_HEADERS}
    if response.status_code >= 400:
        headers.pop("content-length", None)  # the ids taken out above
    return response.status_code, body, tuple(sorted(headers.items()))


def views(world, readers, ids):
    seen = {}
    for reader, api in readers.items():
        for name, path in targets(world, ids):
            if name in LOGS:
                continue
            seen[reader, name, path] = fingerprint(api.get(path, check=False))
    return seen


def answer(world, place, referral):
    """A hundred bids, some of them twice, one taken back and made again; the
    rest refuse. Every bidder reads the referral and its bid."""
    body = world.bid_body(variable_pence=PRICE - 2, statement=STATEMENT)
    for i, home in enumerate(place.homes[:BIDS]):
        path = world.bid_path(referral, home)
        home.provider.read(f"/v1/referrals/{referral['id']}")
        home.provider.put(path, body, expect=201)
        if i % 10 == 0:
            home.provider.change(path, body)
        if i % 50 == 0:
            home.provider.change(path, method="DELETE")
            home.provider.put(path, body, expect=201)
        assert home.provider.read(path)["price_pence"] == PRICE
    for home in place.homes[BIDS:]:
        home.provider.make(world.bid_path(referral, home) + "/refusal",
                           {"reason_code": "price", "note": STATEMENT})


def differences(before, after):
    return [(view, was, after[view]) for view, was in before.items()
            if after[view] != was]


def logged(readers, referral):
    """The log of each reader about the referral, without what came of being
    refused: that is what the readers of this test themselves leave. When an
    event was sealed is the sealer's business."""
    found = {}
    for reader, api in readers.items():
        allowed = api.get("/v1/audit", check=False).ok
        events = api.every("/v1/audit", referral_id=referral["id"],
                           limit=100) if allowed else []
        if api.get("/v1/notifications", check=False).ok:
            events += [n for n in api.every("/v1/notifications", limit=100)
                       if n["referral_id"] == referral["id"]]
        found[reader] = [{k: v for k, v in e.items() if k != "batch"}
                         for e in events if not refused(e)]
    return found


def refused(event):
    return "refused." in event["type"]


def followed(readers):
    """The feed of each who has one."""
    return {reader: Feed(api) for reader, api in readers.items()
            if api.get("/v1/events", check=False).ok}


def seen_of_others(world, readers, referral, place):
    """What the log of reads tells about those who bid."""
    bidders = {home.provider.organisation_id for home in place.homes}
    told = []
    for reader in ("owner", "auditor", "lead"):
        answer_ = readers[reader].get(
            f"/v1/audit/reads?referral_id={referral['id']}&limit=100")
        if answer_.ok:
            told += [item for item in answer_.json()["items"]
                     if item["organisation_id"] in bidders]
    return told


def hide(detail, ids):
    for known in ids:
        detail = detail.replace(known, "-")
    return detail


def acts(world, ids, own):
    """(method, path, body) of every write; what stands in the path is own."""
    for method, path, operation in world.contract.operations():
        if method == "GET" or "{" not in path or \
                not {"referral_id", "bid_id"} & set(
                    re.findall(r"\{(\w+)\}", path)):
            continue
        for variable in re.findall(r"\{(\w+)\}", path):
            path = path.replace("{%s}" % variable,
                                own.get(variable) or ids.get(variable)
                                or str(uuid.UUID(int=7)))
        content = operation.get("requestBody", {}).get("content", {}).get(
            "application/json", {})
        body = content.get("example") or world.contract.document.resolve(
            content.get("schema", {})).get("example", {})
        yield operation["operationId"], method, path, body


def refusals_of(world, readers, ids, own):
    """How every act is answered that must not happen now."""
    told = {}
    for name, method, path, body in acts(world, ids, own):
        if name in ("extendReferral", "cancelReferral"):
            continue  # those may happen: test_sealed.py compares them
        for reader, api in readers.items():
            response = api.request(
                method, path, json=body, match='"stale"', check=False,
                key=uuid.uuid4() if method == "POST" else None)
            assert response.status_code >= 400, (reader, name)
            problem = response.json()
            told[reader, name] = (
                problem.get("type"), hide(problem.get("detail", ""),
                                          [*own.values(), *ids.values()]),
                json.dumps(problem.get("errors")))
    return told


def bid_id_of(stack, referral):
    """Which no API tells anybody else: what an insider could whisper."""
    with processes.superuser(stack) as cursor:
        cursor.execute("SELECT id FROM bid WHERE referral_id = %s LIMIT 1",
                       (referral["id"],))
        return cursor.fetchone()[0]


@pytest.fixture(scope="module")
def told(shared_world, place, referral):
    """Everything with no answer, open and closed; then they come."""
    world, clock = shared_world, shared_world.clock
    readers = everybody(world, place)
    ids = ids_of(world, place, referral)
    proof = f"/v1/audit/proof?event_id={ids['event_id']}"
    assert processes.within(30, lambda: world.council_a.get(proof).ok)
    clock.freeze(clock.now())
    found = types.SimpleNamespace(readers=readers, ids=ids)
    found.acts = refusals_of(world, readers, ids,
                             {"bid_id": str(uuid.uuid4())})
    # At the very instant of the views to come: others' referrals go on.
    world.pass_deadline(referral)
    clock.shift(microseconds=-1)
    found.open = views(world, readers, ids)
    clock.shift(microseconds=1)
    found.closed = views(world, readers, ids)
    clock.shift(microseconds=-1)
    found.logs = logged(readers, referral)
    found.feeds = followed(readers)
    answer(world, place, referral)
    found.bid_id = bid_id_of(world.stack, referral)
    yield found
    clock.reset()


def test_R099_no_reader_can_tell_a_hundred_bids_from_none(
        shared_world, referral, told):
    world = shared_world
    assert len({name for _, name, _ in told.open}) > 40
    assert not differences(told.open,
                           views(world, told.readers, told.ids))
    world.pass_deadline(referral)
    assert not differences(told.closed,
                           views(world, told.readers, told.ids))


def test_R099_logs_and_feeds_are_silent_about_bidders(
        shared_world, place, referral, told):
    shared_world.pass_deadline(referral)
    assert told.logs["owner"] and told.logs["auditor"]
    assert logged(told.readers, referral) == told.logs
    for reader, feed in told.feeds.items():
        assert [e for e in feed.new() if not refused(e)] == [], reader
    assert seen_of_others(shared_world, told.readers, referral, place) == []


def test_R099_the_id_of_a_bid_is_like_any_other_until_the_opening(
        shared_world, referral, told):
    """Each act and each read, by each of them, on a bid that is there and on
    one that is not."""
    world, own = shared_world, {"bid_id": told.bid_id}
    world.pass_deadline(referral)
    world.clock.shift(microseconds=-1)
    after = refusals_of(world, told.readers, told.ids, own)
    assert len(after) > 80
    assert {k: v for k, v in after.items() if v != told.acts[k]} == {}
    for reader, api in told.readers.items():
        for name, path in targets(world, told.ids | own):
            if told.bid_id not in path:
                continue
            other = path.replace(told.bid_id, str(uuid.uuid4()))
            one, two = (api.get(p, check=False) for p in (path, other))
            assert one.status_code == two.status_code >= 400, (reader, name)
            assert one.json()["type"] == two.json()["type"]
            assert one.json().get("detail") == two.json().get("detail")


def test_R099_after_the_opening_there_are_a_hundred(
        shared_world, referral, told):
    """The tests above could tell, had there been something to see."""
    world = shared_world
    assert len(world.open_bids(referral)) == BIDS
    after = views(world, told.readers, told.ids)
    changed = {(reader, name) for (reader, name, _), *_ in differences(
        told.closed, after)}
    assert {("owner", "listBids"), ("owner", "showReferral"),
            ("auditor", "listBids")} <= changed
    placed = [e for e in logged(told.readers, referral)["auditor"]
              if e["type"] == "bid.placed"]
    assert len(placed) >= BIDS
    assert "referral.opened" in [e["type"] for e in told.feeds["owner"].new()]
