"""test_webhooks.py - endpoints, their secrets, and what is sent to them.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import json
import re
import subprocess
import time
import uuid

import pytest
from harness import processes
from harness.client import slug
from harness.feed import Feed
from harness.receiver import status
from harness.registers import schemas
from harness.stack import REPO
from harness.webhooks import ENDPOINTS, SOON, Desk

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NOW = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")


@pytest.fixture
def desk(world):
    made = Desk(world)
    yield made
    made.close()


@pytest.fixture(scope="module")
def spot(shared_world):
    return shared_world.places.centre()


@pytest.fixture
def provider(world):
    """Of its own, so that its feed is empty."""
    return world.provider()


# ---- endpoints

def test_the_secret_is_shown_this_once(desk, stack, provider):
    hook = desk.hook(provider, "https://hooks.council.example/x")
    key = base64.b64decode(hook.secret.removeprefix("whsec_"), validate=True)
    assert hook.secret.startswith("whsec_") and 24 <= len(key) <= 64
    answer = provider.get(hook.path, expect=200)
    listed = provider.get(ENDPOINTS, expect=200)
    for text in (answer.text, listed.text):
        assert hook.secret not in text and "secret\"" not in text
    assert answer.json() == {k: v for k, v in hook.made.items()
                             if k != "secret"}
    dump = subprocess.run(
        ["/usr/lib/postgresql/15/bin/pg_dump", "-h",
         stack.settings["FAIRLOT_RUN"], "-U", "postgres", "fairlot"],
        capture_output=True, check=True).stdout
    assert hook.id.encode() in dump
    for form in (key, key.hex().encode(), base64.b64encode(key)):
        assert form not in dump


def test_no_two_secrets_are_alike(desk, provider):
    hooks = [desk.hook(provider, "https://hooks.council.example/x")
             for _ in range(3)]
    assert len({h.secret for h in hooks} |
               {h.rotate()["secret"] for h in hooks}) == 6


def test_a_key_keeps_no_secret(stack, desk, provider):
    desk.hook(provider, "https://hooks.council.example/x")
    first = provider.post(ENDPOINTS, {"url": "https://a.example/x"},
                          key="same", expect=201)
    second = provider.post(ENDPOINTS, {"url": "https://a.example/x"},
                           key="same", expect=201)
    assert first.json()["id"] != second.json()["id"]
    with processes.superuser(stack) as cursor:
        cursor.execute("SELECT count(*) FROM idempotency"
                       " WHERE body LIKE '%%whsec_%%'")
        assert cursor.fetchone() == (0,)


def test_an_organisation_has_so_many_and_no_more(provider):
    for _ in range(20):
        provider.make(ENDPOINTS, {"url": "https://hooks.council.example/x"})
    assert slug(provider.post(
        ENDPOINTS, {"url": "https://hooks.council.example/x"},
        expect=409)) == "conflict"
    some, *_ = provider.every(ENDPOINTS)
    provider.change(f"{ENDPOINTS}/{some['id']}", method="DELETE")
    provider.make(ENDPOINTS, {"url": "https://hooks.council.example/x"})
    assert len(provider.every(ENDPOINTS, limit=7)) == 20


REFUSED = [
    "http://hooks.council.example/", "HTTP://hooks.council.example/",
    "file:///etc/passwd", "ftp://hooks.council.example/",
    "gopher://hooks.council.example/", "dict://hooks.council.example/",
    "ldap://hooks.council.example/", "javascript:alert(1)", "//a.example/",
    "https:/a.example/", "https://", "https://user@a.example/",
    "https://user:password@a.example/", "https://a.example/#part",
    "https://a.example:80/", "https://a.example:22/", "https://a.example:0/",
    "https://a.example:99999/", "https://a.example\\@127.0.0.2/",
    "https://127.0.0.2/", "https://127.2/", "https://2130706434/",
    "https://0x7f000002/", "https://0177.0.0.2/", "https://10.0.0.1/",
    "https://172.16.0.1/", "https://192.168.0.1/", "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/", "https://168.63.129.16/",
    "https://0.0.0.0/", "https://255.255.255.255/", "https://224.0.0.1/",
    "https://[::1]/", "https://[::]/", "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/",
    "https://[fd00::1]/", "https://[fe80::1]/", "https://[2001:db8::1]/",
    "https://caf\u00e9.example/", "https://a.example/ x"]


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_that_leads_astray_is_refused(desk, provider, url):
    answer = provider.post(ENDPOINTS, {"url": url}, expect=422)
    assert [e["pointer"] for e in answer.json()["errors"]] == ["#/url"]
    assert provider.read(ENDPOINTS)["items"] == []
    hook = desk.hook(provider, "https://hooks.council.example/x")
    answer = provider.patch(hook.path, {"url": url},
                            match=provider.etag(hook.path), expect=422)
    assert [e["pointer"] for e in answer.json()["errors"]] == ["#/url"]
    assert hook.shown()["url"] == "https://hooks.council.example/x"


def test_an_endpoint_is_changed_with_its_etag(desk, provider):
    hook = desk.hook(provider, "https://hooks.council.example/x",
                     description="One", event_types=["user.created"])
    provider.patch(hook.path, {"description": "Two"}, expect=428)
    provider.patch(hook.path, {"description": "Two"}, match='"stale"',
                   expect=412)
    changed = hook.change(description="Two")
    assert changed == hook.shown()
    assert (changed["description"], changed["event_types"]) == (
        "Two", ["user.created"])
    assert hook.change(event_types=[])["event_types"] == []
    disabled = hook.change(disabled=True)
    assert (disabled["disabled"], disabled["disabled_reason"]) == (
        True, "owner")
    assert NOW.fullmatch(disabled["disabled_at"])
    assert slug(provider.post(f"{hook.path}/test", {}, expect=409)) \
        == "conflict"
    enabled = hook.change(disabled=False)
    assert (enabled["disabled"], enabled["disabled_at"],
            enabled["disabled_reason"]) == (False, None, None)
    hook.remove()
    provider.get(hook.path, expect=404)


def test_what_happens_to_an_endpoint_is_an_event(desk, provider):
    feed = Feed(provider)
    hook = desk.hook(provider, "https://hooks.council.example/x")
    hook.change(description="Other")
    hook.rotate()
    hook.test()
    provider.make(f"{hook.path}/replay", {"since": "2020-01-01T00:00:00Z"})
    hook.remove()
    events = feed.new()
    assert [e["type"] for e in events] == [
        "webhook.created", "webhook.changed", "webhook.secret_rotated",
        "webhook.tested", "webhook.replayed", "webhook.removed"]
    assert {e["subject_id"] for e in events} == {hook.id}


def test_nobody_sees_what_belongs_to_others(desk, world, provider, council,
                                            auditor, portal):
    receiver = desk.receiver()
    hook = desk.hook(provider, receiver.url("/mine"))
    delivery = hook.test()
    one = f"{hook.path}/deliveries/{delivery['id']}"
    stranger = world.provider()
    for other in (stranger, council):
        for path in (hook.path, f"{hook.path}/deliveries", one):
            other.get(path, expect=404)
        for path, body in ((f"{hook.path}/test", {}), (f"{one}/replay", {}),
                           (f"{hook.path}/secret-rotation", {}),
                           (f"{hook.path}/replay",
                            {"since": "2020-01-01T00:00:00Z"})):
            other.post(path, body, expect=404)
        other.patch(hook.path, {"disabled": True},
                    match=provider.etag(hook.path), expect=404)
        other.delete(hook.path, match=provider.etag(hook.path), expect=404)
        assert hook.id not in str(other.every(ENDPOINTS))
    portal.get(ENDPOINTS, expect=403)
    auditor.get(ENDPOINTS, expect=200)
    auditor.post(ENDPOINTS, {"url": "https://a.example/"}, expect=403)
    # A delivery of one endpoint is none of another.
    second = desk.hook(provider, "https://hooks.council.example/x")
    provider.get(f"{second.path}/deliveries/{delivery['id']}", expect=404)
    provider.get(f"{hook.path}/deliveries/{uuid.uuid4()}", expect=404)


# ---- what is sent

def check_payload(letter):
    """Ids, a type, a time: nothing that was written by a person."""
    payload = letter.payload
    assert payload.keys() == {"type", "timestamp", "data"}
    assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", payload["type"])
    assert NOW.fullmatch(payload["timestamp"])
    assert payload["data"].keys() == {"event_id", "subject_id",
                                      "referral_id"}
    for value in payload["data"].values():
        assert value is None or UUID.fullmatch(value)
    assert letter.id == payload["data"]["event_id"]


def test_what_happens_is_sent_signed_with_ids_alone(desk, world, provider,
                                                    spot):
    receiver = desk.receiver()
    hook = desk.hook(provider, receiver.url("/all?x=1"))
    feed = Feed(provider)
    for _ in range(3):
        world.home(provider, spot)
    assert processes.within(SOON, lambda: len(receiver.got("/all?x=1")) >= 4)
    told = {letter.id: letter for letter in receiver.got("/all?x=1")}
    for event in feed.new():
        letter = told.pop(event["id"])
        check_payload(letter)
        assert letter.payload == {
            "type": event["type"], "timestamp": event["at"],
            "data": {"event_id": event["id"],
                     "subject_id": event["subject_id"],
                     "referral_id": event["referral_id"]}}
        assert letter.signed_by(hook.secret) == [0]
        assert len(letter.signatures()) == 1
        assert abs(letter.timestamp - time.time()) < 60
        assert letter.headers["content-type"] == "application/json"
    assert [x.payload["type"] for x in told.values()] == ["webhook.created"]
    done = hook.becomes("delivered", 4)
    assert {(d["attempts"], d["response_status"], d["failure"],
             d["next_attempt_at"]) for d in done} == {(1, 204, None, None)}


def test_everybody_is_told_what_is_in_their_own_feed(desk, world, council,
                                                     other_council, spot):
    """A bid that is sealed is the bidder's alone, here as anywhere."""
    receiver = desk.receiver()
    market = world.market()
    home = world.accredited_home(market, spot)
    everybody = {"lead": market.lead, "council": council,
                 "provider": home.provider, "stranger": world.provider(),
                 "council_b": other_council}
    feeds = {name: Feed(api) for name, api in everybody.items()}
    for name, api in everybody.items():
        desk.hook(api, receiver.url(f"/{name}"))
    referral = world.referral(market, spot, council)
    home.provider.put(world.bid_path(referral, home), world.bid_body(),
                      none_match="*", expect=201)
    expected = {name: [e["id"] for e in feed.new()]
                for name, feed in feeds.items()}
    types = {e["type"] for e in home.provider.every("/v1/audit")}
    assert "bid.placed" in types

    def settled():
        return all(set(ids) <= {x.id for x in receiver.got(f"/{name}")}
                   for name, ids in expected.items())
    assert processes.within(SOON, settled)
    time.sleep(1)
    for name, ids in expected.items():
        came = receiver.got(f"/{name}")
        assert {x.id for x in came} == set(ids), name
        for letter in came:
            check_payload(letter)
            assert letter.payload["type"] != "bid.placed" or \
                name == "provider"


def test_only_the_types_asked_for_are_sent(desk, world, provider, spot):
    receiver = desk.receiver()
    desk.hook(provider, receiver.url("/some"),
              event_types=["user.created", "webhook.changed"])
    world.home(provider, spot)
    world.colleague(provider)
    world.home(provider, spot)
    assert processes.within(SOON, lambda: receiver.got("/some"))
    time.sleep(1)
    assert [x.payload["type"] for x in receiver.got("/some")] == [
        "user.created"]


def test_a_type_without_its_reason_stands_for_all_of_them(desk, world):
    receiver = desk.receiver()
    desk.hook(world.lead, receiver.url("/refused"),
              event_types=["bid.read_refused"])
    hidden = str(uuid.uuid4())
    world.lead.get(f"/v1/referrals/{hidden}/bids", expect=403)

    def came():
        return [x.payload["type"] for x in receiver.got("/refused")
                if x.payload["data"]["subject_id"] == hidden]
    assert processes.within(SOON, came)
    assert came() == ["bid.read_refused.forbidden"]
    # Others may have been refused the like meanwhile; nothing else came.
    assert all(x.payload["type"].startswith("bid.read_refused.")
               for x in receiver.got("/refused"))


def test_a_test_reaches_this_endpoint_alone(desk, provider):
    receiver = desk.receiver()
    hook = desk.hook(provider, receiver.url("/this"),
                     event_types=["user.created"])
    desk.hook(provider, receiver.url("/other"))
    delivery = hook.test()
    assert (delivery["state"], delivery["event_type"]) == (
        "waiting", "webhook.tested")
    hook.becomes("delivered", event_id=delivery["event_id"])
    assert [x.id for x in receiver.got("/this")] == [delivery["event_id"]]
    check_payload(receiver.got("/this")[0])
    assert processes.within(SOON, lambda: receiver.got("/other"))
    time.sleep(1)
    assert {x.payload["type"] for x in receiver.got("/other")} == {
        "webhook.created"}


def test_two_secrets_sign_while_they_overlap(desk, provider):
    receiver = desk.receiver()
    hook = desk.hook(provider, receiver.url("/x"), event_types=["a.b"])
    rotated = hook.rotate(overlap_seconds=3600)
    assert hook.shown()["previous_secret_ends_at"] == \
        rotated["previous_secret_ends_at"]
    assert rotated["previous_secret_ends_at"] is not None
    hook.test()
    hook.becomes("delivered", 1)
    (letter,) = receiver.got("/x")
    assert letter.signed_by(rotated["secret"]) == [0]
    assert letter.signed_by(hook.secret) == [1]
    # A second rotation ends the oldest at once: never three.
    third = hook.rotate()
    hook.test()
    hook.becomes("delivered", 2)
    letter = receiver.got("/x")[1]
    assert len(letter.signatures()) == 2
    assert letter.signed_by(third["secret"]) == [0]
    assert letter.signed_by(rotated["secret"]) == [1]
    assert letter.signed_by(hook.secret) == []
    # A stolen one is good for nothing from now on.
    fourth = hook.rotate(overlap_seconds=0)
    assert fourth["previous_secret_ends_at"] is None
    hook.test()
    hook.becomes("delivered", 3)
    letter = receiver.got("/x")[2]
    assert len(letter.signatures()) == 1
    assert letter.signed_by(fourth["secret"]) == [0]


def test_the_overlap_ends_by_itself(desk, provider):
    receiver = desk.receiver()
    hook = desk.hook(provider, receiver.url("/x"), event_types=["a.b"])
    rotated = hook.rotate()
    desk.sql("UPDATE webhook_secret SET ends_at = clock_timestamp()"
             " WHERE endpoint_id = %s AND ends_at IS NOT NULL", hook.id)
    hook.test()
    hook.becomes("delivered", 1)
    (letter,) = receiver.got("/x")
    assert letter.signed_by(hook.secret) == []
    assert letter.signed_by(rotated["secret"]) == [0]
    assert len(letter.signatures()) == 1
    provider.post(f"{hook.path}/secret-rotation",
                  {"overlap_seconds": 604801}, expect=422)


# ---- what integrators are told

def published_check():
    """is_genuine() as docs/WEBHOOKS.md has it."""
    text = (REPO / "docs" / "WEBHOOKS.md").read_text()
    (code,) = re.findall(r"```python\n(.*?)```", text, re.S)
    names = {}
    exec(code, names)  # pylint: disable=exec-used
    return names["is_genuine"]


def test_the_published_check_believes_us_and_nobody_else(desk, provider):
    is_genuine, receiver = published_check(), desk.receiver()
    hook = desk.hook(provider, receiver.url("/x"), event_types=["a.b"])
    new = hook.rotate()["secret"]
    hook.test()
    hook.becomes("delivered")
    (letter,) = receiver.got("/x")
    for secrets_ in ([hook.secret], [new], [new, hook.secret]):
        assert is_genuine(letter.headers, letter.body, secrets_)
    assert not is_genuine(letter.headers, letter.body, [])
    assert not is_genuine(letter.headers, letter.body + b" ", [new])
    assert not is_genuine(letter.headers | {"webhook-id": "x"}, letter.body,
                          [new])
    assert not is_genuine(letter.headers, letter.body, [new],
                          letter.timestamp + 301)


def test_the_published_check_meets_the_vectors_of_the_standard():
    vectors = schemas("webhooks", "test-vectors.json")
    is_genuine = published_check()
    for v in vectors["verify"]:
        assert is_genuine(v["headers"], v["body"].encode(), [v["secret"]],
                          v["now"]) == v["ok"], v["name"]
    for v in vectors["sign"]:
        headers = {"webhook-id": v["id"], "webhook-signature": v["signature"],
                   "webhook-timestamp": str(v["timestamp"])}
        assert is_genuine(headers, v["body"].encode(), [v["secret"]],
                          v["timestamp"]), v["name"]
    assert vectors["retry_schedule_seconds"][1:] == list(SCHEDULE)


# ---- again and again

SCHEDULE = (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)


def seconds_left(desk, hook):
    return desk.sql("SELECT extract(epoch FROM next_attempt_at - attempted_at)"
                    " FROM webhook_delivery WHERE endpoint_id = %s",
                    hook.id)[0][0]


def test_what_fails_is_tried_ten_times_and_then_a_dead_letter(desk, provider):
    receiver = desk.receiver()
    receiver.answers["/x"] = status(500, body=b"SECRET OF THE RECEIVER")
    hook = desk.hook(provider, receiver.url("/x"), event_types=["a.b"])
    hook.test()
    for n, least in enumerate(SCHEDULE, 1):
        hook.becomes("waiting", attempts=n, failure="status",
                     response_status=500)
        # An attempt that takes long begins its pause at its end.
        assert least <= seconds_left(desk, hook) <= 1.1 * least + 20
        desk.due(hook)
    (dead,) = hook.becomes("dead", attempts=10)
    assert dead["next_attempt_at"] is None
    letters = receiver.got("/x")
    assert len(letters) == 10
    assert len({x.id for x in letters}) == 1
    assert len({x.body for x in letters}) == 1
    assert all(x.signed_by(hook.secret) == [0] for x in letters)
    assert letters[-1].timestamp >= letters[0].timestamp
    assert [int(x.at) - x.timestamp in range(-2, 30) for x in letters] == \
        10 * [True], "each attempt has a time of its own"
    for path in (hook.path, f"{hook.path}/deliveries"):
        assert "SECRET OF" not in provider.get(path, expect=200).text
    # Sent again by hand, it begins anew.
    receiver.answers["/x"] = [status(503), status(200)]
    again = provider.make(f"{hook.path}/deliveries/{dead['id']}/replay")
    assert (again["state"], again["attempts"]) == ("waiting", 0)
    hook.becomes("waiting", attempts=1, failure="status",
                 response_status=503)
    provider.make(f"{hook.path}/deliveries/{dead['id']}/replay")
    (done,) = hook.becomes("delivered", attempts=2)
    assert done["response_status"] == 200 and done["failure"] is None
    assert hook.deliveries(state="dead") == []
    assert {x.id for x in receiver.got("/x")} == {dead["event_id"]}


@pytest.mark.parametrize("code", [300, 301, 302, 303, 307, 308, 400, 404])
def test_what_is_no_2xx_has_failed(desk, provider, code):
    """A redirect is not followed, wherever it leads."""
    receiver = desk.receiver()
    receiver.answers["/x"] = status(
        code, f"Location: {receiver.url('/there')}\r\n")
    hook = desk.hook(provider, receiver.url("/x"), event_types=["a.b"])
    hook.test()
    hook.becomes("waiting", attempts=1, failure="status",
                 response_status=code)
    assert receiver.got("/there") == []


@pytest.mark.parametrize("code", [200, 201, 202, 204, 299])
def test_any_2xx_will_do(desk, provider, code):
    receiver = desk.receiver()
    receiver.answers["/x"] = status(code)
    hook = desk.hook(provider, receiver.url("/x"), event_types=["a.b"])
    hook.test()
    hook.becomes("delivered", attempts=1, response_status=code)


def test_gone_means_gone(desk, world, provider):
    receiver = desk.receiver()
    receiver.answers["/x"] = status(410)
    hook = desk.hook(provider, receiver.url("/x"), event_types=["a.b"])
    feed = Feed(provider)
    delivery = hook.test()
    hook.becomes("dead", response_status=410)
    shown = hook.shown()
    assert (shown["disabled"], shown["disabled_reason"]) == (True, "gone")
    told = [(e["type"], e["subject_id"]) for e in feed.new()]
    assert told == [("webhook.tested", hook.id),
                    ("webhook.disabled", hook.id)]
    # While it is disabled nothing is sent and nothing lost.
    receiver.answers["/x"] = status(204)
    hook.change(event_types=["user.created"])
    world.colleague(provider)
    time.sleep(2)
    assert len(receiver.got("/x")) == 1
    hook.change(disabled=False)
    assert processes.within(SOON, lambda: len(receiver.got("/x")) == 2)
    assert receiver.got("/x")[1].payload["type"] == "user.created"
    provider.make(f"{hook.path}/deliveries/{delivery['id']}/replay")
    hook.becomes("delivered", 2)


def test_an_endpoint_that_fails_for_days_is_disabled(desk, provider):
    receiver = desk.receiver()
    receiver.answers["/x"] = status(500)
    hook = desk.hook(provider, receiver.url("/x"), event_types=["a.b"])
    feed = Feed(provider)
    hook.test()
    hook.becomes("waiting", attempts=1, failure="status")
    desk.sql("UPDATE webhook_progress SET failing_since = clock_timestamp()"
             " - interval '4 days 23 hours' WHERE endpoint_id = %s", hook.id)
    desk.due(hook)
    hook.becomes("waiting", attempts=2, failure="status")
    assert not hook.shown()["disabled"]
    desk.sql("UPDATE webhook_progress SET failing_since = clock_timestamp()"
             " - interval '5 days' WHERE endpoint_id = %s", hook.id)
    desk.due(hook)
    hook.becomes("waiting", attempts=3, failure="status")
    assert hook.shown()["disabled_reason"] == "failing"
    assert [e["type"] for e in feed.new()] == ["webhook.tested",
                                               "webhook.disabled"]
    # Enabled again, it has all its time again; and what waited goes on.
    hook.change(disabled=False)
    desk.due(hook)
    hook.becomes("waiting", attempts=4, failure="status")
    assert not hook.shown()["disabled"]
    receiver.answers["/x"] = status(200)
    desk.due(hook)
    hook.becomes("delivered", attempts=5)
    assert desk.sql("SELECT failing_since FROM webhook_progress"
                    " WHERE endpoint_id = %s", hook.id) == [(None,)]


def test_everything_since_a_moment_is_sent_once_more(desk, world, provider,
                                                     spot):
    receiver = desk.receiver()
    world.home(provider, spot)
    hook = desk.hook(provider, receiver.url("/x"),
                     event_types=["establishment.created"])
    for _ in range(3):
        world.home(provider, spot)
    assert processes.within(SOON, lambda: len(receiver.got("/x")) == 3)
    hook.becomes("delivered", 3)
    homes = [e for e in provider.read("/v1/events")["items"]
             if e["type"] == "establishment.created"]
    provider.make(f"{hook.path}/replay", {"since": homes[2]["at"]})
    assert processes.within(SOON, lambda: len(receiver.got("/x")) == 5)
    hook.becomes("delivered", 3)
    assert {x.id for x in receiver.got("/x")[3:]} == {
        h["id"] for h in homes[2:]}
    # Also what happened before there was an endpoint.
    provider.make(f"{hook.path}/replay", {"since": "2020-01-01T00:00:00Z"})
    hook.becomes("delivered", 4)
    assert processes.within(SOON, lambda: len(receiver.got("/x")) == 9)
    # A moment that lies ahead skips nothing.
    provider.make(f"{hook.path}/replay", {"since": "2099-01-01T00:00:00Z"})
    world.home(provider, spot)
    assert processes.within(SOON, lambda: len(receiver.got("/x")) == 10)


# ---- who may still read

def test_who_has_left_is_sent_nothing_more(desk, world, provider, spot):
    """An endpoint lives on the authority of whoever made it."""
    receiver = desk.receiver()
    leaver, stayer = world.colleague(provider), world.colleague(provider)
    hook = desk.hook(leaver, receiver.url("/x"),
                     event_types=["establishment.created"])
    assert hook.made["answered_by"] == leaver.user_id
    world.home(provider, spot)
    assert processes.within(SOON, lambda: len(receiver.got("/x")) == 1)
    feed = Feed(provider)
    # One that waits already is not sent any more, either.
    receiver.answers["/x"] = status(500)
    world.home(provider, spot)
    hook.becomes("waiting", attempts=1, failure="status")
    provider.change(f"/v1/users/{leaver.user_id}", {"disabled": True},
                    "PATCH")
    desk.due(hook)
    world.home(provider, spot)
    assert processes.within(SOON, lambda: provider.read(hook.path)[
        "disabled_reason"] == "unanswered")
    time.sleep(1)
    assert len(receiver.got("/x")) == 2
    assert "webhook.disabled" in [e["type"] for e in feed.new()]
    # A colleague takes it over, and nothing has been lost.
    receiver.answers["/x"] = status(200)
    hook.api = stayer
    assert hook.change(disabled=False)["answered_by"] == stayer.user_id
    desk.due(hook)
    hook.becomes("delivered", 3)


def test_an_event_that_may_not_be_read_is_not_sent(desk, stack, provider,
                                                   world, spot):
    """Visibility is that of the feed, at the moment of delivery."""
    receiver = desk.receiver()
    receiver.answers["/x"] = status(500)
    hook = desk.hook(provider, receiver.url("/x"),
                     event_types=["establishment.created"])
    world.home(provider, spot)
    (waiting,) = hook.becomes("waiting", attempts=1, failure="status")
    with processes.superuser(stack) as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM event_reader WHERE event_id = (SELECT id"
                       " FROM event WHERE public_id = %s)",
                       (waiting["event_id"],))
    desk.due(hook)
    hook.test()
    hook.becomes("waiting", event_type="webhook.tested", attempts=1,
                 failure="status")
    assert [x.payload["type"] for x in receiver.got("/x")] == [
        "establishment.created", "webhook.tested"]
