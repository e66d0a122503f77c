"""test_audit.py - what happened can be proved, and cannot be rewritten.

Proofs are checked by our program and again by hashlib and openssl. Each way
to tamper with the log is tried, by a superuser whom no trigger stops, on a
copy of the database; `fairlot audit verify` has to name place and kind.

SPDX-License-Identifier: Apache-2.0
"""
import copy
import json
import os
import random
import subprocess
import threading
import time

import psycopg2
import pytest

from harness import audit, processes
from harness.client import slug

AUDIT, PROOF, READS = "/v1/audit", "/v1/audit/proof", "/v1/audit/reads"
UNKNOWN = "11111111-1111-4111-8111-111111111111"


@pytest.fixture(scope="module")
def spot(shared_world):
    return shared_world.places.centre()


@pytest.fixture(scope="module")
def public_key(shared_world):
    key, = [k for k in shared_world.nobody.read("/v1/keys")["items"]
            if k["use"] == "audit"]
    return key["public_key"]


def sealed(api, **filters):
    """The newest event of these, once it has its seal."""
    found = []

    def look():
        found[:] = api.read(AUDIT, params={"limit": 1} | filters)["items"]
        return found and found[0]["batch"] is not None
    assert processes.within(20, look, 0.2), found
    return found[0]


@pytest.fixture(scope="module")
def proof(shared_world, spot):
    provider = shared_world.provider()
    shared_world.home(provider, spot)
    event = sealed(provider, type="establishment.created")
    return provider.read(PROOF, params={"event_id": event["id"]})


def check(stack, folder, document, key):
    """`fairlot audit check`, which is told nothing else at all."""
    file = folder / "proof.json"
    file.write_text(json.dumps(document))
    return subprocess.run(
        [stack.demo["fairlot"], "audit", "check", file, "--key", key],
        env={"ASAN_OPTIONS": "detect_leaks=0"}, cwd="/",
        capture_output=True, text=True, check=False)


# ---- the list

def test_r027_a_change_is_listed_with_who_did_it_in_which_request(
        world, spot, nobody):
    provider = world.provider()
    answer = provider.post("/v1/establishments", {
        "name": "Home", "capacity": 5, "rating": "good",
        "address": {"line_1": "1 High Street", "line_2": None,
                    "town": "Anytown", "postcode": spot},
        "regulator": {"scheme": "ofsted", "id": "x123"}},
        headers={"X-Request-Id": "audit-test.0001"}, expect=201)
    event, registered = provider.read(AUDIT)["items"]
    assert event["type"] == "establishment.created"
    assert event["subject_id"] == answer.json()["id"]
    assert event["organisation_id"] == provider.organisation_id
    assert event["actor_id"] == provider.read("/v1/me")["id"]
    assert event["request_id"] == "audit-test.0001"
    assert registered["type"] == "provider.registered"
    assert registered["request_id"]
    assert provider.read("/v1/events")["items"][-1]["id"] == event["id"]


def test_who_did_it_is_named_as_far_as_the_reader_may_know(case, council):
    published = {"referral_id": case.referral["id"],
                 "type": "referral.published"}
    me = council.read("/v1/me")
    for api, actor in ((council, me["name"]),
                       (case.homes[0].provider, None)):
        event, = api.read(AUDIT, params=published)["items"]
        assert event["actor_id"] == me["id"]
        assert event["actor_name"] == actor
        assert event["organisation_name"] == me["organisation"]["name"]


def test_a_machine_client_is_named_too(world, case, council):
    machine = council.as_machine()
    name = machine.read("/v1/me")["name"]
    made = world.draft_referral(case.market, case.centre, machine)
    machine.read(f"/v1/referrals/{made['id']}")
    for path in (AUDIT, READS):
        item = council.read(path, params={"referral_id": made["id"]})[
            "items"][0]
        assert item["actor_name"] == name


def test_the_list_goes_page_by_page_and_can_be_filtered(world, spot):
    provider = world.provider()
    homes = [world.home(provider, spot)["id"] for _ in range(5)]
    every = provider.every(AUDIT, limit=2)
    assert [e["subject_id"] for e in every[:5]] == homes[::-1]
    ids = [e["id"] for e in every]
    assert len(set(ids)) == len(ids) == 6
    for filters, wanted in (
            ({"type": "establishment.created", "limit": 3}, ids[:5]),
            ({"subject_id": homes[2]}, ids[2:3]),
            ({"from": every[1]["at"]}, ids[:2]),
            ({"to": every[1]["at"]}, ids[2:]),
            ({"referral_id": UNKNOWN}, [])):
        assert [e["id"] for e in provider.every(AUDIT, **filters)] == wanted
    assert provider.get(AUDIT, params={"type": "No"}).status_code == 422


def test_a_refused_change_leaves_no_event(world, spot):
    provider = world.provider()
    home = world.home(provider, spot)
    before = provider.every(AUDIT)
    path = f"/v1/establishments/{home['id']}"
    provider.patch(path, {"capacity": 9}, match='"stale"', expect=412)
    provider.patch(path, {"capacity": -9}, match=provider.etag(path),
                   expect=422)
    connection = psycopg2.connect(world.stack.settings["FAIRLOT_DB_OWNER"])
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH e AS (INSERT INTO event (type, organisation_id) VALUES "
            "('rolled.back', %s) RETURNING id) INSERT INTO event_reader "
            "(organisation_id, event_id) SELECT %s, id FROM e",
            2 * [provider.organisation_id])
    connection.rollback()
    connection.close()
    assert [e["id"] for e in provider.every(AUDIT)] == [
        e["id"] for e in before]


def test_strangers_see_nothing_of_each_other(world, spot):
    one, other = world.provider(), world.provider()
    world.home(one, spot)
    event = sealed(one)
    assert event["id"] not in [e["id"] for e in other.every(AUDIT)]
    for id_ in (event["id"], UNKNOWN):
        assert slug(other.get(PROOF, params={"event_id": id_},
                              expect=404)) == "not-found"


# ---- bids

def test_nothing_of_a_bid_is_listed_before_the_opening(world):
    market, centre = world.market(), world.places.centre()
    home, silent = world.homes(market, centre, 5, 9)
    referral = world.referral(market, centre)
    others = [world.council_a, world.lead, world.auditor, silent.provider]
    about = {"referral_id": referral["id"]}

    def seen():
        return [[e["id"] for e in api.every(AUDIT, **about)]
                for api in others]
    before = seen()
    world.bid(referral, home)
    assert seen() == before
    own = home.provider.every(AUDIT, **about)
    assert own[0]["organisation_id"] == home.provider.organisation_id
    for api in others:
        api.get(PROOF, params={"event_id": own[0]["id"]}, expect=404)
    world.open_bids(referral)
    assert own[0]["id"] in [
        e["id"] for e in world.auditor.every(AUDIT, **about)]
    assert own[0]["id"] not in [
        e["id"] for e in silent.provider.every(AUDIT, **about)]


# ---- proofs

def test_a_proof_holds_by_our_program_and_by_others(
        stack, proof, public_key, tmp_path):
    done = check(stack, tmp_path, proof, public_key)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("ok  ") == 4
    batch = proof["batch"]
    assert audit.digest_of(proof["event"]).hex() == proof["event"]["sha256"]
    assert audit.climb(proof).hex() == batch["root"]
    head = audit.head_of(batch)
    assert head.hex() == batch["head"]
    assert audit.signed(tmp_path, head, batch["signature"], public_key)


def places(value, path=()):
    if isinstance(value, dict):
        for name in value:
            yield from places(value[name], (*path, name))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from places(item, (*path, i))
    else:
        yield path


def spoiled(value):
    """Another value of the same kind, one step away."""
    if value is None:
        return UNKNOWN
    if isinstance(value, int):
        return value + 1
    if value in ("left", "right"):
        return {"left": "right", "right": "left"}[value]
    first = "1" if value[0] != "1" else "2"
    return first + value[1:]


def test_whatever_is_changed_in_a_proof_it_fails(
        stack, proof, public_key, tmp_path):
    tried = 0
    for path in places(proof):
        forged = copy.deepcopy(proof)
        spot = forged
        for step in path[:-1]:
            spot = spot[step]
        spot[path[-1]] = spoiled(spot[path[-1]])
        done = check(stack, tmp_path, forged, public_key)
        assert done.returncode == 1 and "fairlot: " in done.stderr, path
        tried += 1
    assert tried >= 24
    done = check(stack, tmp_path, proof, "A" * 43 + "=")
    assert done.returncode == 1 and "signature" in done.stderr


def test_a_proof_betrays_no_count(proof):
    assert len(proof["path"]) >= 4
    assert proof["batch"].keys() == {"number", "sealed_at", "root",
                                     "previous", "head", "signature"}
    # The number is a time: the difference of two tells seconds.
    assert abs(proof["batch"]["number"] - time.time()) < 3600


def test_two_batches_in_a_row_look_like_two_that_are_not(stack, world, spot):
    provider, proofs = world.provider(), []
    for _ in range(2):
        world.home(provider, spot)
        proofs.append(provider.read(PROOF, params={
            "event_id": sealed(provider)["id"]}))
    one, two = (p["batch"] for p in proofs)
    assert one["number"] < two["number"]
    assert one["head"] != two["previous"]


def test_what_has_no_seal_yet_says_so(stack, world, spot):
    provider = world.provider()
    with processes.without_jobs(stack):
        world.home(provider, spot)
        event = provider.read(AUDIT)["items"][0]
        assert event["batch"] is None
        answer = provider.get(PROOF, params={"event_id": event["id"]},
                              expect=409)
        assert slug(answer) == "not-sealed"
    assert sealed(provider)["id"] == event["id"]
    provider.read(PROOF, params={"event_id": event["id"]})


# ---- nobody changes what is written

@pytest.mark.parametrize("table", ["event", "event_reader", "event_seal",
                                   "audit_batch", "access_log"])
@pytest.mark.parametrize("role", ["STAFF", "OWNER"])
def test_nothing_is_taken_back_by_the_service_or_the_owner(
        stack, table, role):
    connection = psycopg2.connect(stack.settings[f"FAIRLOT_DB_{role}"])
    column = {"event": "type", "event_reader": "organisation_id",
              "event_seal": "leaf_index", "audit_batch": "root",
              "access_log": "purpose"}[table]
    tries = [f"UPDATE {table} SET {column} = {column}",
             f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"]
    if role == "STAFF":
        tries.append(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    for statement in tries:
        with connection.cursor() as cursor:
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(statement)
        connection.rollback()
    connection.close()


# ---- tampering

@pytest.fixture(scope="module")
def template(stack, shared_world, tmp_path_factory, spot):
    folder = tmp_path_factory.mktemp("audit")
    provider = shared_world.provider()
    for _ in range(3):  # batches of their own, and one with several events
        shared_world.home(provider, spot)
        sealed(provider)
    with processes.without_jobs(stack):
        for _ in range(4):
            shared_world.home(provider, spot)
    with audit.copied(stack, folder):
        yield folder


@pytest.fixture
def log(stack, template):
    made = audit.Copy(stack, template)
    yield made
    made.drop()


# A batch that is neither first nor last, with at least two events.
VICTIM = ("(SELECT batch FROM event_seal GROUP BY batch HAVING count(*) > 1"
          " ORDER BY count(*) DESC, batch LIMIT 1)")
ONE = f"(SELECT min(event_id) FROM event_seal WHERE batch = {VICTIM})"
OTHER = f"(SELECT max(event_id) FROM event_seal WHERE batch = {VICTIM})"


def found(log, *words):
    """What verify says, having ended with 1 and said all of these."""
    status, said = log.verify()
    assert status == 1, said
    for word in words:
        assert str(word) in said, said
    return said


def findings(said):
    return said.count("\n") - 2


def test_r027_a_log_that_nobody_touched_is_found_whole(log):
    status, said = log.verify()
    assert status == 0 and "the log is what was sealed" in said, said


def test_a_changed_event_is_named(log):
    (id_, batch), = log.sql(
        f"UPDATE event SET type = 'nothing.happened' WHERE id = {ONE}",
        "SELECT public_id, batch FROM event JOIN event_seal ON event_id = id"
        " WHERE type = 'nothing.happened'")
    said = found(log, f"changed: event {id_}", f"batch {batch}")
    assert findings(said) == 1


@pytest.mark.parametrize("change", [
    "at = at + interval '1 microsecond'", "subject_id = gen_random_uuid()",
    "referral_id = gen_random_uuid()",
    "actor_id = CASE WHEN actor_id IS NULL THEN gen_random_uuid() END",
    "organisation_id = gen_random_uuid()", "request_id = 'somebody-else'",
    "salt = '\\x00112233445566778899aabbccddeeff'",
    "public_id = gen_random_uuid()"])
def test_no_member_of_an_event_can_be_changed_unseen(log, change):
    log.sql(f"UPDATE event SET {change} WHERE id = {ONE}")
    assert findings(found(log, "changed: event")) == 1


def test_a_removed_event_is_named(log):
    (gone,), = log.sql(f"SELECT {ONE}")
    log.sql(f"DELETE FROM event WHERE id = {gone}")
    assert findings(found(log, f"removed: event number {gone}")) == 1
    log.sql(f"DELETE FROM event_seal WHERE event_id = {gone}")
    assert findings(found(log, "removed: the event that was sealed")) == 1


def test_an_added_event_is_named(log):
    log.sql("INSERT INTO event (xid, type) SELECT xid, 'made.up' FROM event"
            f" WHERE id = {ONE}")
    (id_,), = log.sql("SELECT public_id FROM event WHERE type = 'made.up'")
    assert findings(found(log, f"event {id_}: added")) == 1
    log.sql("INSERT INTO event_seal SELECT e.id, b.number, i FROM event e,"
            " audit_batch b, generate_series(0, 15) i"  # any leaf still free
            " WHERE e.type = 'made.up' AND NOT EXISTS (SELECT FROM"
            " event_seal s WHERE s.batch = b.number AND s.leaf_index = i)"
            " LIMIT 1")
    assert findings(found(log, f"added: event {id_}")) == 1


def test_swapped_events_are_named(log):
    log.sql("ALTER TABLE event_seal DROP CONSTRAINT event_seal_place",
            "UPDATE event_seal SET leaf_index = (SELECT sum(leaf_index) FROM"
            f" event_seal o WHERE o.event_id IN ({ONE}, {OTHER})) - leaf_index"
            f" WHERE event_id IN ({ONE}, {OTHER})")
    assert findings(found(log, "swapped: event")) == 2


def test_a_log_without_its_end_is_named(log):
    last = log.sql("SELECT number FROM audit_batch ORDER BY number DESC"
                   " LIMIT 2")
    for number, in last:
        log.sql(f"CREATE TEMP TABLE gone AS SELECT event_id FROM event_seal"
                f" WHERE batch = {number}",
                f"DELETE FROM event_seal WHERE batch = {number}",
                f"DELETE FROM audit_batch WHERE number = {number}",
                "DELETE FROM event_reader r USING gone g"
                " WHERE r.event_id = g.event_id",
                "DELETE FROM event e USING gone g WHERE e.id = g.event_id")
    said = found(log, *[f"batch {n}: truncated" for n, in last])
    assert findings(said) == 2


def test_a_batch_taken_out_of_the_middle_is_named(log):
    log.sql(f"CREATE TEMP TABLE v AS SELECT {VICTIM} AS n",
            "DELETE FROM event e USING event_seal s, v WHERE s.batch = v.n"
            " AND e.id = s.event_id",
            "DELETE FROM event_seal s USING v WHERE s.batch = v.n",
            "DELETE FROM audit_batch b USING v WHERE b.number = v.n")
    assert "truncated" not in found(log, "removed: the file has it")


def reseal(log):
    """What somebody would do who holds every key: a new log of it all."""
    whole = log.heads.read_text()
    log.sql("DELETE FROM event_seal", "DELETE FROM audit_batch")
    log.heads.unlink()
    jobs = log.jobs()
    try:
        assert processes.within(20, lambda: log.heads.exists()
                                and log.heads.stat().st_size > 0)
    finally:
        jobs.terminate()
        jobs.wait(20)
        jobs.stderr.close()
    log.heads.write_text(whole)


def test_a_wholly_rewritten_log_is_named_even_with_our_key(log):
    log.sql(f"UPDATE event SET type = 'nothing.happened' WHERE id = {ONE}")
    reseal(log)
    found(log, "wholly rewritten", "the database does not")


def test_heads_of_another_key_are_rewritten_ones(log):
    log.sql("UPDATE audit_batch SET head = sha256(head),"
            " previous = sha256(previous)")
    found(log, "wholly rewritten", "rewritten: its head in the database")


def test_a_signature_that_is_not_ours_is_named(log):
    (number,), = log.sql(
        "UPDATE audit_batch SET signature = sha256('a') || sha256('b')"
        f" WHERE number = {VICTIM}", f"SELECT {VICTIM}")
    found(log, f"batch {number}: rewritten: in the database its signature is"
          " wrong")
    lines = log.lines()
    record = json.loads(lines[1])
    record["signature"] = "ab" * 64
    lines[1] = json.dumps(record) + "\n"
    log.heads.write_text("".join(lines))
    found(log, "line 2: file tampered", "its signature is wrong")


@pytest.mark.parametrize("spoil, words", [
    (lambda lines: lines[:1] + lines[2:], "file tampered"),
    (lambda lines: [lines[1], lines[0]] + lines[2:], "file tampered"),
    (lambda lines: lines[:1] + ["not JSON\n"] + lines[1:],
     "line 2: file tampered: it cannot be read"),
])
def test_a_file_that_was_edited_is_named(log, spoil, words):
    log.heads.write_text("".join(spoil(log.lines())))
    found(log, words)


def test_a_file_that_was_cut_is_named(log):
    assert processes.within(30, lambda: time.time() > json.loads(
        log.lines()[-1])["number"] + 11, 0.5)
    lines = log.lines()
    log.heads.write_text("".join(lines[:-1]))
    found(log, "file truncated", f"batch {json.loads(lines[-1])['number']}")
    log.heads.unlink()
    found(log, "file truncated: it is missing or empty")


# ---- crashes

def test_jobs_mends_the_file_after_a_crash_in_between(log):
    whole = log.heads.read_text()
    lines = log.lines()
    for left in ("".join(lines[:-3]), "".join(lines[:-1]) + lines[-1][:99],
                 "", whole):
        log.heads.write_text(left)
        jobs = log.jobs()
        try:
            assert processes.within(
                20, lambda: log.heads.read_text() == whole)
        finally:
            jobs.terminate()
            jobs.wait(20)
            jobs.stderr.close()
        status, said = log.verify()
        assert status == 0, said


def test_jobs_seals_nothing_while_the_file_knows_more(log):
    log.sql("CREATE TEMP TABLE gone AS SELECT max(number) AS n"
            " FROM audit_batch",
            "DELETE FROM event_seal s USING gone WHERE s.batch = gone.n",
            "DELETE FROM audit_batch b USING gone WHERE b.number = gone.n")
    whole = log.heads.read_text()
    (before,), = log.sql("SELECT count(*) FROM audit_batch")
    jobs = log.jobs()
    patience = threading.Timer(60, jobs.kill)
    patience.start()
    try:
        assert any("which the database does not have" in line
                   for line in jobs.stderr)
        time.sleep(2)  # and it does not do it after all
    finally:
        patience.cancel()
        jobs.terminate()
        jobs.communicate(timeout=20)
    assert log.sql("SELECT count(*) FROM audit_batch") == [(before,)]
    assert log.heads.read_text() == whole


def test_killed_jobs_leave_no_gap_and_no_second_head(stack, world, spot):
    provider = world.provider()
    try:
        for _ in range(12):
            world.home(provider, spot)
            time.sleep(random.uniform(0, 1.2))
            processes.kill(stack.pid("jobs"))
            processes.start(stack, "jobs")
            world.home(provider, spot)
    finally:
        processes.within(5, lambda: os.path.exists(
            f"/proc/{stack.pid('jobs')}"))
    assert audit.caught_up(stack)
    said = stack.fairlot("audit", "verify")
    assert "the log is what was sealed" in said, said
    lines = audit.heads_file(stack).read_text().splitlines()
    numbers = [json.loads(line)["number"] for line in lines]
    assert numbers == sorted(set(numbers))


# ---- reads

@pytest.fixture(scope="module")
def case(shared_world):
    """A referral with a bid, whose bidder has read both."""
    made = shared_world.competition(5)
    home = made.homes[0]
    made.path = f"/v1/referrals/{made.referral['id']}"
    made.own = shared_world.bid_path(made.referral, home)
    home.provider.read(made.path)
    home.provider.read(made.own)
    return made


def reads(api, **filters):
    return [(r["operation"], r["organisation_id"], r["purpose"])
            for r in api.every(READS, **filters)]


def test_a_read_is_written_down_with_its_purpose(world, case, council):
    about = {"referral_id": case.referral["id"]}
    council.get(case.path, expect=200, headers={
        "Purpose": "Preparing the review", "X-Request-Id": "audit-read-1"})
    newest = council.read(READS, params=about | {"limit": 1})["items"][0]
    assert newest["operation"] == "showReferral"
    assert newest["subject_id"] == case.referral["id"]
    assert newest["purpose"] == "Preparing the review"
    assert newest["request_id"] == "audit-read-1"
    me = council.read("/v1/me")
    assert newest["actor_id"] == me["id"]
    assert newest["actor_name"] == me["name"]
    assert newest["organisation_name"] == me["organisation"]["name"]
    count = len(reads(council, **about))
    council.read(case.path)
    assert len(reads(council, **about)) == count + 1
    assert reads(world.auditor, **about) == reads(council, **about)
    assert reads(world.council_b, **about) == []


def test_what_a_bidder_reads_is_told_after_the_opening(world, case, council):
    about = {"referral_id": case.referral["id"]}
    own = case.homes[0].provider.organisation_id
    assert own not in [org for _, org, _ in reads(council, **about)]
    assert own not in [org for _, org, _ in reads(world.auditor, **about)]
    bid = world.open_bids(case.referral)[case.homes[0].id]
    council.read(f"/v1/bids/{bid['bid_id']}")
    seen = reads(council, **about)
    assert seen[0][0] == "showBid"
    assert {op for op, org, _ in seen if org == own} == {"showReferral",
                                                         "showOwnBid"}


def test_what_is_not_shown_is_not_a_read(world, case, council):
    before = reads(council)
    world.council_b.get(case.path, expect=404)
    world.lead.get(case.path, expect=403)
    council.get(f"/v1/referrals/{UNKNOWN}", expect=404)
    council.get(case.path, token=None, expect=401)
    assert reads(council) == before
    assert reads(world.council_b, subject_id=case.referral["id"]) == []


@pytest.mark.parametrize("purpose", ["x" * 201, "a\tb", "\u00e9\xff"])
def test_a_purpose_is_one_line(case, council, purpose):
    before = reads(council)
    answer = council.get(case.path, expect=422, headers={
        "Purpose": purpose.encode("latin-1")})
    assert answer.json()["errors"][0]["parameter"] == "Purpose"
    assert reads(council) == before


def test_the_papers_about_a_bid_are_reads_too(world, council):
    """Each that is shown leaves one row; one that is not there leaves none."""
    won = world.awarded(5)
    referral, bid = won.referral["id"], won.award["bid_id"]
    shown = {"listBids": f"/v1/referrals/{referral}/bids",
             "showAward": f"/v1/referrals/{referral}/award",
             "showFeedback": f"/v1/referrals/{referral}/feedback",
             "showEvaluation": f"/v1/bids/{bid}/evaluation"}
    absent = [f"/v1/bids/{bid}/{paper}" for paper in
              ("consensus", "explanation", "disregard")]
    absent += [f"/v1/referrals/{referral}/{paper}" for paper in
               ("budget", f"bids/{won.homes[0].id}/refusal")]
    before = len(reads(council, referral_id=referral))
    for path in absent:
        council.get(path, expect=404)
    assert len(reads(council, referral_id=referral)) == before
    for path in shown.values():
        council.read(path)
    seen = reads(council, referral_id=referral)
    assert [op for op, _, _ in seen[:len(shown)]][::-1] == list(shown)
    assert len(seen) == before + len(shown)


def test_a_placement_is_a_read_too(world, council):
    won = world.awarded(5)
    placement, = council.every("/v1/placements", limit=100)[:1]
    council.read(f"/v1/placements/{placement['id']}")
    newest = council.read(READS, params={"limit": 1})["items"][0]
    assert newest["operation"] == "showPlacement"
    assert newest["subject_id"] == placement["id"]
    assert won.award
