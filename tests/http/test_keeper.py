"""The keeper: it alone can read a sealed bid, and it believes the database
under its own role, two clocks and its key file, and nobody's word.

SPDX-License-Identifier: Apache-2.0
"""
import os
import pathlib
import threading
import time
import uuid

import pytest

from harness import keeper, processes
from harness.client import slug
from harness.clock import parse
from harness.placing import Field

REQUEST = "test-keeper"


@pytest.fixture(scope="module", name="field")
def one_field(shared_world):
    return Field(shared_world)


@pytest.fixture(scope="module", name="careful")
def field_with_two_openers(shared_world):
    return Field(shared_world, 5, openers=2)


def events(api, **about):
    """Types in its audit log of what is about this, newest first."""
    return [e["type"] for e in api.every("/v1/audit", limit=100, **about)]


def own_path(field, case, number=0):
    return field.world.bid_path(case.referral, field.homes[number])


# --------------------------------------------------------- what is stored


def test_every_published_referral_has_a_key_pair_of_its_own(field, world):
    cases = [field.published() for _ in range(2)]
    found = world.clock.sql(
        "SELECT public_key, wrapped FROM referral_key"
        " WHERE referral_id = ANY (%s::uuid[])", [c.id for c in cases])
    assert len(found) == 2
    assert len({bytes(public) for public, _ in found}) == 2
    assert [(len(public), len(wrapped)) for public, wrapped in found] == [
        (32, 80)] * 2
    draft = world.draft_referral(field.market, field.centre)
    assert world.clock.sql("SELECT 1 FROM referral_key WHERE referral_id = %s",
                           draft["id"]) == []


def test_equal_bids_and_any_length_within_a_step_look_alike(field, world):
    case = field.published({"statement": "Short"}, {"statement": "x" * 3000},
                           {"statement": "x" * 9000})
    sizes = dict(world.clock.sql(
        "SELECT provider_id::text, length(sealed) FROM bid_version"
        " WHERE referral_id = %s", case.id))
    one, two, three = (sizes[h.provider.organisation_id]
                       for h in field.homes)
    assert one == two == 4096 + 48
    assert three == 3 * 4096 + 48


def test_an_etag_tells_nothing_of_the_content(field, world):
    """It is that of the receipt: the same for whoever may not read."""
    case = field.published(400_000)
    path = own_path(field, case)
    api = field.homes[0].provider
    sealed = api.get(path, expect=200)
    assert api.get(path, none_match=sealed.headers["ETag"],
                   expect=304).content == b""
    world.open_bids(case.referral)
    assert api.etag(path) != sealed.headers["ETag"]


# -------------------------------------------------- a keeper that is away


def test_without_a_keeper_bids_are_taken_and_the_rest_waits(
        field, world, stack):
    case, late = field.published(400_000), field.published(410_000)
    draft = world.draft_referral(field.market, field.centre)
    world.pass_deadline(late.referral)
    council, bidder = field.council, field.homes[0].provider
    world.clock.reset()
    with keeper.stopped(stack):
        changed = bidder.put(own_path(field, case, 0), world.bid_body(
            variable_pence=1), match="*", expect=200)
        field.homes[1].provider.put(own_path(field, case, 1),
                                    world.bid_body(), expect=201)
        waits = [
            bidder.get(own_path(field, case)),
            council.post(f"/v1/referrals/{draft['id']}/publication", {}),
            council.post(f"{case.path}/extension",
                         {"deadline": world.clock.ahead(days=9)})]
        world.pass_deadline(late.referral)
        waits.append(council.post(f"{late.path}/opening", {}))
        assert [(r.status_code, slug(r)) for r in waits] == [
            (503, "unavailable")] * 4
        assert all(int(r.headers["Retry-After"]) > 0 for r in waits)
        assert processes.is_ready(stack)
    assert set(world.open_bids(late.referral)) == {field.homes[0].id}
    world.clock.reset()
    assert bidder.read(own_path(field, case))["price_pence"] == \
        changed.json()["price_pence"]
    council.make(f"/v1/referrals/{draft['id']}/publication")
    council.make(f"{case.path}/extension",
                 {"deadline": world.clock.ahead(days=9)})


def test_an_extension_of_the_radius_alone_needs_no_keeper(field, stack):
    case = field.published(400_000)
    with keeper.stopped(stack):
        field.council.make(f"{case.path}/extension", {"radius_miles": 61})


# ------------------------------------------------------ its key is missing


@pytest.mark.parametrize("content", [
    None, "", "no key\n", "00112233445566aa " + 64 * "7" + "\n"])
def test_a_lost_key_is_a_clear_problem_and_the_bids_stay_sealed(
        field, world, stack, content):
    case, late = field.published(400_000), field.published(410_000, 420_000)
    council, bidder = field.council, field.homes[0].provider
    with keeper.other_keys(stack, content):
        bidder.put(own_path(field, case), world.bid_body(variable_pence=2),
                   match="*", expect=200)
        lost = [bidder.get(own_path(field, case)),
                council.post(f"{case.path}/extension",
                             {"deadline": world.clock.ahead(days=9)})]
        world.pass_deadline(late.referral)
        lost.append(council.post(f"{late.path}/opening", {}))
        assert [(r.status_code, slug(r)) for r in lost] == [
            (503, "seal-key-missing")] * 3
        assert council.read(late.path)["state"] == "closed"
        assert slug(council.get(f"{late.path}/bids")) == "not-opened"
        checked = keeper.program(stack, "keeper", "check")
        assert checked.returncode == 1
        assert content != "" or "seal-key-missing" not in checked.stdout
        if content and content.startswith("00"):
            assert f"{late.referral['reference']} {late.id} (open): " \
                "seal-key-missing" in checked.stdout
        assert processes.is_ready(stack)
    assert len(world.open_bids(late.referral)) == 2
    assert "opening.refused.seal_key_missing" in events(
        council, subject_id=late.id)


def test_without_any_key_nothing_is_published(field, world, stack):
    draft = world.draft_referral(field.market, field.centre)
    path = f"/v1/referrals/{draft['id']}"
    with keeper.other_keys(stack):
        lost = field.council.post(f"{path}/publication", {}, expect=503)
        assert slug(lost) == "seal-key-missing"
        assert field.council.read(path)["state"] == "draft"
    field.council.make(f"{path}/publication")


def test_a_rotation_wraps_what_is_sealed_under_a_new_key_alone(
        field, world, stack):
    case = field.published(400_000)
    done = keeper.program(stack, "keeper", "rotate")
    assert done.returncode == 0, done.stderr
    lines = keeper.key_file(stack).read_text().splitlines(keepends=True)
    assert keeper.key_file(stack).stat().st_mode & 0o777 == 0o600
    # The keeper that runs needs nothing but the file.
    later = field.published(410_000)
    with keeper.other_keys(stack, lines[0]):
        assert keeper.program(stack, "keeper", "check").returncode == 0
        assert field.homes[0].provider.read(own_path(field, case))["bid"]
        for one in (case, later):
            assert len(world.open_bids(one.referral)) == 1
    again = keeper.program(stack, "keeper", "check")
    assert "0 wrapped anew, 0 that cannot be unwrapped" in again.stdout


# ----------------------------------------------------- a hand in the table


def closed(field, world, *bids):
    case = field.published(*(bids or (400_000, 410_000)))
    world.pass_deadline(case.referral)
    return case


def test_a_deadline_that_was_rewritten_by_hand_opens_nothing(field, world):
    case = field.published(400_000)
    was, = world.clock.sql("SELECT deadline FROM referral WHERE id = %s",
                           case.id)[0]
    world.clock.sql("UPDATE referral SET deadline = now_utc() WHERE id = %s",
                    case.id)
    refused = field.council.post(f"{case.path}/opening", {}, expect=409)
    assert slug(refused) == "seal-key-mismatch"
    assert slug(field.homes[0].provider.get(
        own_path(field, case), expect=409)) == "seal-key-mismatch"
    assert events(field.council, subject_id=case.id).count(
        "opening.refused.seal_key_mismatch") == 1
    assert field.council.read(case.path)["state"] == "closed"
    world.clock.sql("UPDATE referral SET deadline = %s WHERE id = %s", was,
                    case.id)
    assert len(world.open_bids(case.referral)) == 1


def test_no_bid_is_sealed_to_a_key_that_was_put_in_by_hand(field, world):
    """Not even with its own pair, wrapped for another referral."""
    case, other = field.published(), field.published()
    mine = world.bid_path(case.referral, field.homes[0])
    was, = world.clock.sql("SELECT public_key, witness FROM referral_key"
                           " WHERE referral_id = %s", case.id)
    for change in ("public_key = decode(repeat('09', 32), 'hex')",
                   "(public_key, witness) = (SELECT public_key, witness FROM"
                   f" referral_key WHERE referral_id = '{other.id}')",
                   "witness = ''", "witness = 'no base64'"):
        world.clock.sql(f"UPDATE referral_key SET {change}"
                        " WHERE referral_id = %s", case.id)
        answer = field.homes[0].provider.put(mine, world.bid_body())
        assert (answer.status_code, slug(answer)) == (
            409, "seal-key-mismatch"), change
        assert world.clock.sql("SELECT 1 FROM bid WHERE referral_id = %s",
                               case.id) == []
        world.clock.sql(
            "UPDATE referral_key SET (public_key, witness) = (%s, %s)"
            " WHERE referral_id = %s", *was, case.id)
    field.homes[0].provider.put(mine, world.bid_body(), expect=201)


def test_a_key_without_a_witness_gets_one_with_a_later_deadline(field, world):
    """As after the receipts' key was replaced."""
    case = field.published()
    mine = world.bid_path(case.referral, field.homes[0])
    world.clock.sql("UPDATE referral_key SET witness = ''"
                    " WHERE referral_id = %s", case.id)
    assert slug(field.homes[0].provider.put(
        mine, world.bid_body(), expect=409)) == "seal-key-mismatch"
    field.council.make(f"{case.path}/extension",
                       {"deadline": world.clock.ahead(days=9)})
    field.homes[0].provider.put(mine, world.bid_body(), expect=201)
    # Swapped, it gets none: the keeper has another half.
    was, = world.clock.sql("SELECT public_key FROM referral_key"
                           " WHERE referral_id = %s", case.id)
    world.clock.sql("UPDATE referral_key SET public_key ="
                    " decode(repeat('09', 32), 'hex') WHERE referral_id = %s",
                    case.id)
    assert slug(field.council.post(
        f"{case.path}/extension",
        {"deadline": world.clock.ahead(days=10)})) == "seal-key-mismatch"
    world.clock.sql("UPDATE referral_key SET public_key = %s"
                    " WHERE referral_id = %s", *was, case.id)


@pytest.mark.parametrize("change", [
    "public_key = decode(repeat('09', 32), 'hex')",
    "wrapped = set_byte(wrapped, 60, get_byte(wrapped, 60) # 1)",
    "wrapped = (SELECT o.wrapped FROM referral_key o"
    " WHERE o.referral_id <> referral_key.referral_id LIMIT 1)"])
def test_a_key_that_was_changed_by_hand_opens_nothing(field, world, change):
    field.published()
    case = closed(field, world)
    was, = world.clock.sql("SELECT public_key, wrapped FROM referral_key"
                           " WHERE referral_id = %s", case.id)
    world.clock.sql(f"UPDATE referral_key SET {change} WHERE referral_id = %s",
                    case.id)
    refused = field.council.post(f"{case.path}/opening", {})
    assert (refused.status_code, slug(refused)) == (409, "seal-key-mismatch")
    assert field.council.read(case.path)["state"] == "closed"
    world.clock.sql("UPDATE referral_key SET (public_key, wrapped) = (%s, %s)"
                    " WHERE referral_id = %s", *was, case.id)
    assert len(world.open_bids(case.referral)) == 2


def test_C6_an_extension_binds_the_key_to_the_later_deadline(field, world):
    case = field.published(400_000)
    before = world.clock.sql("SELECT wrapped FROM referral_key"
                             " WHERE referral_id = %s", case.id)[0][0]
    later = world.clock.ahead(days=9)
    field.council.make(f"{case.path}/extension", {"deadline": later})
    assert field.homes[0].provider.read(own_path(field, case))["bid"]
    # The old wrapping with the new deadline is worth nothing.
    after = world.clock.sql("SELECT wrapped FROM referral_key"
                            " WHERE referral_id = %s", case.id)[0][0]
    world.clock.sql("UPDATE referral_key SET wrapped = %s"
                    " WHERE referral_id = %s", before, case.id)
    assert slug(field.homes[0].provider.get(
        own_path(field, case), expect=409)) == "seal-key-mismatch"
    world.clock.sql("UPDATE referral_key SET wrapped = %s"
                    " WHERE referral_id = %s", after, case.id)
    world.clock.freeze(parse(case.referral["deadline"]))
    assert slug(field.council.post(f"{case.path}/opening", {})) == \
        "deadline-not-reached"
    world.clock.freeze(later)
    field.council.make(f"{case.path}/opening")


# ------------------------------------------- whoever has got to its socket


def open_all(stack, api, case):
    return keeper.ask(stack, "open-all", keeper.session_of(api), REQUEST,
                      case.id)


def read_own(stack, api, case, home):
    return keeper.ask(stack, "read-own", keeper.session_of(api), REQUEST,
                      case.id, home.id)


def test_nobody_is_handed_a_bid_before_the_deadline(field, world, stack):
    case = field.published(400_000)
    for api in (field.council, world.council_a_2, world.council_b, world.lead,
                world.auditor, world.portal, field.homes[0].provider,
                field.homes[1].provider):
        got = keeper.refused(open_all(stack, api, case))
        assert got in ("deadline-not-reached", "not-found"), api.name
    assert events(field.council, subject_id=case.id).count(
        "opening.refused.deadline_not_reached") == 2
    for api in (field.council, world.lead, world.auditor,
                field.homes[1].provider):
        assert keeper.refused(read_own(stack, api, case, field.homes[0])) == \
            "not-found", api.name
    (kind, text), = read_own(stack, field.homes[0].provider, case,
                             field.homes[0])
    assert kind == "B" and "\nreadable\n{" in text


def test_after_the_deadline_only_the_councils_officers_are(
        field, world, stack):
    case = closed(field, world)
    for api in (world.council_b, world.lead, world.auditor, world.portal,
                *(h.provider for h in field.homes)):
        assert keeper.refused(open_all(stack, api, case)) == "not-found"
    frames = open_all(stack, field.council, case)
    assert [kind for kind, _ in frames] == ["B", "B", "E"]
    assert frames[-1][1] == "2"
    # It is on record, although nobody opened anything with it.
    assert events(field.council, subject_id=case.id).count(
        "bids.released") == 1
    assert field.council.read(case.path)["state"] == "closed"
    world.open_bids(case.referral)
    assert keeper.refused(open_all(stack, field.council, case)) == \
        "already-opened"


def test_two_openers_are_counted_by_the_keeper_itself(careful, world, stack):
    case = closed(careful, world, 400_000)
    council, other = careful.council, world.council_a_2
    assert keeper.refused(open_all(stack, council, case)) == \
        "second-opener-needed"
    council.post(f"{case.path}/opening", {}, expect=202)
    # Whoever has asked is not the second one.
    assert keeper.refused(open_all(stack, council, case)) == \
        "second-opener-needed"
    assert keeper.refused(open_all(stack, council.as_machine(), case)) == \
        "person-required"
    assert len(open_all(stack, other, case)) == 2


def test_a_session_that_is_over_opens_nothing(field, world, stack):
    person = world.colleague(field.council)
    case = closed(field, world)
    session = keeper.session_of(person)
    person.delete("/v1/sessions/current", expect=204)
    for sid in (session, str(uuid.uuid4())):
        assert keeper.refused(keeper.ask(stack, "open-all", sid, REQUEST,
                                         case.id)) == "unauthenticated"


def test_a_deadline_is_only_ever_moved_later(field, world, stack):
    case = field.published(400_000)
    micro = round(parse(case.referral["deadline"]).timestamp()) * 10**6

    def extend(api, deadline):
        return keeper.ask(stack, "extend", keeper.session_of(api), REQUEST,
                          case.id, str(deadline))

    for deadline in (micro - 1, micro, 0, 1):
        assert keeper.refused(extend(field.council, deadline)) == "invalid"
    assert extend(field.council, micro + 1)[0][0] == "K"
    for api in (world.council_b, world.lead, field.homes[0].provider):
        assert keeper.refused(extend(api, micro + 1)) == "not-found"


@pytest.mark.parametrize("words", [
    [], [""], ["open-all"], ["open-all", "x"], ["new-key", "x", "y"],
    ["new-key", "x", "-1"], ["new-key", "x", 30 * "9"], ["no-such", "a"],
    ["open-all", "no-uuid", "r", "no-uuid"],
    ["read-own", "a", "b", "c", "d", "e", "f", "g"]])
def test_no_question_that_makes_no_sense_is_answered(stack, words):
    assert keeper.refused(keeper.ask(stack, *words)) in ("internal",
                                                         "invalid")


@pytest.mark.parametrize("raw", [
    b"", b"A", b"\0\0\0\0\0", b"A\xff\xff\xff\xff", b"A\0\0\0\x05open",
    b"B\0\0\0\0", b"A\0\0\0\x03a\0b", bytes(range(256)) * 9])
def test_no_bytes_upset_it(stack, raw):
    line = keeper.Line(stack)
    line.socket.sendall(raw)
    line.socket.shutdown(1)
    assert line.frame() is None or True
    line.close()
    assert keeper.refused(keeper.ask(stack, "no-such", "x")) == "internal"


def test_those_who_ask_and_fall_silent_hold_up_nobody(field, world, stack):
    case = field.published(400_000)
    silent = [keeper.Line(stack) for _ in range(10)]
    for line in silent[:5]:
        line.socket.sendall(b"A\0\0")
    try:
        assert field.homes[0].provider.read(own_path(field, case))["bid"]
        assert len(world.open_bids(case.referral)) == 1
    finally:
        for line in silent:
            line.close()


def test_its_socket_and_keys_are_not_for_everybody(stack):
    path = pathlib.Path(stack.settings["FAIRLOT_KEEPER_SOCKET"])
    assert path.stat().st_mode & 0o777 == 0o660
    assert keeper.key_file(stack).stat().st_mode & 0o777 == 0o600
    pid = stack.pid("keeper")
    limits = pathlib.Path(f"/proc/{pid}/limits").read_text()
    core, = [line for line in limits.splitlines()
             if line.startswith("Max core file size")]
    assert core.split()[4:6] == ["0", "0"]


def test_C3_outside_a_sandbox_its_own_clock_counts_as_well(
        field, world, stack):
    """Whoever may write the database's clock, and even call it a sandbox,
    opens nothing by that."""
    case = closed(field, world)
    with keeper.another(stack, FAIRLOT_SANDBOX="no") as path:
        assert keeper.refused(keeper.ask(
            stack, "open-all", keeper.session_of(field.council), REQUEST,
            case.id, path=path)) == "deadline-not-reached"
        home = field.homes[0]
        assert keeper.ask(
            stack, "read-own", keeper.session_of(home.provider), REQUEST,
            case.id, home.id, path=path)[0][0] == "B"


def test_those_who_may_ask_can_be_named(stack):
    new = ("new-key", str(uuid.uuid4()), "1")
    mine = os.geteuid()
    with keeper.another(stack, FAIRLOT_KEEPER_PEERS="4294967294") as path:
        assert keeper.ask(stack, *new, path=path) == []
    with keeper.another(stack,
                        FAIRLOT_KEEPER_PEERS=f"4294967294,{mine}") as path:
        assert keeper.ask(stack, *new, path=path)[0][0] == "K"


# ------------------------------------------------------------ kill -9


def opened_or_closed(field, case, count):
    """Wholly one or wholly the other; which."""
    state = field.council.read(case.path)["state"]
    listed = field.council.get(f"{case.path}/bids")
    if state == "opened":
        assert len(listed.json()["items"]) == count
    else:
        assert state == "closed"
        assert slug(listed) == "not-opened"
    return state


def sessions_of(stack, role):
    with processes.superuser(stack) as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity"
                       " WHERE usename = %s", (role,))
        return [pid for (pid,) in cursor.fetchall()]


def victims(stack):
    """What may die in the middle of an opening, each in turn."""
    def answers():
        parent = stack.pid("keeper")
        with open(f"/proc/{parent}/task/{parent}/children",
                  encoding="ascii") as file:
            return list(map(int, file.read().split()))

    def terminate(role):
        with processes.superuser(stack) as cursor:
            for pid in sessions_of(stack, role):
                cursor.execute("SELECT pg_terminate_backend(%s)", (pid,))

    yield "workers", lambda: [processes.kill(pid)
                              for pid in processes.workers(stack)]
    yield "answers", lambda: [processes.kill(pid) for pid in answers()]
    yield "keeper", lambda: processes.kill(stack.pid("keeper"))
    yield "service's database", lambda: terminate("app_staff")
    yield "keeper's database", lambda: terminate("keeper")


ROUNDS = 4  # of each victim


@pytest.mark.parametrize("number", range(5))
def test_C11_whatever_dies_in_an_opening_leaves_it_whole(
        field, world, stack, number):
    name, kill = list(victims(stack))[number]
    bids = ({"statement": "x" * 9000},) * 3
    states = set()
    for one in range(ROUNDS):
        case = closed(field, world, *bids)
        thread = threading.Thread(target=lambda path=case.path:
                                  field.council.request(
                                      "POST", f"{path}/opening", json={},
                                      check=False))
        thread.start()
        time.sleep(0.002 + 0.03 * one)
        kill()
        thread.join(60)
        assert not thread.is_alive()
        if name == "keeper":
            keeper.start(stack)
        assert processes.within(20, lambda: processes.is_ready(stack))
        states.add(opened_or_closed(field, case, 3))
        # And it goes on from there.
        for _ in range(20):
            last = field.council.post(f"{case.path}/opening", {})
            if last.status_code != 503:
                break
            time.sleep(0.2)
        assert last.status_code in (201, 409), last.text
        assert opened_or_closed(field, case, 3) == "opened"
    assert states <= {"opened", "closed"}


def test_two_openers_are_not_stuck_after_a_crash(careful, world, stack):
    case = closed(careful, world, 400_000)
    council, other = careful.council, world.council_a_2
    council.post(f"{case.path}/opening", {}, expect=202)
    with keeper.stopped(stack):
        assert slug(other.post(f"{case.path}/opening", {}, expect=503)) == \
            "unavailable"
    # As if the second one's step had been kept: then either may go on.
    world.clock.sql(
        "INSERT INTO opening_step (referral_id, council_id, lead_id,"
        " opener_id) SELECT id, council_id, lead_id, %s FROM referral"
        " WHERE id = %s", other.read("/v1/me")["id"], case.id)
    council.make(f"{case.path}/opening")
