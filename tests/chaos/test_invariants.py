"""test_invariants.py - the checker sees each kind of damage, and nothing else.

Every damage is done in a transaction that the checker looks through, and taken
back; triggers and keys are out of its way, as they would be for a lost write.

SPDX-License-Identifier: Apache-2.0
"""
import pathlib
import shutil

import invariants
import pytest
from harness import audit
from harness.flows import fresh

# What is damaged, what must be said of it. {award} and so on: an id of one.
DAMAGES = {
    "skipped acts": (
        "UPDATE referral SET state = 'ranked', opened_at = now()"
        " WHERE id = '{open}'",
        "by legal acts"),
    "a state without its ranking": (
        "DELETE FROM ranking WHERE referral_id = '{awarded}'",
        "what its state asks for"),
    "a published referral without its time": (
        "UPDATE referral SET published_at = NULL WHERE id = '{open}'",
        "what its state asks for"),
    "no budget beside a referral": (
        "DELETE FROM referral_private WHERE referral_id = '{open}'",
        "only councils may know"),
    "a lost key": (
        "DELETE FROM referral_key WHERE referral_id = '{open}'",
        "a published referral has its key"),
    "a lost award": (
        "DELETE FROM award WHERE referral_id = '{awarded}'",
        "one award stands"),
    "a lost placement": (
        "DELETE FROM placement WHERE referral_id = '{awarded}'",
        "every award has its placement"),
    "a lost line of a price": (
        "UPDATE placement SET price_lines = '[]'"
        " WHERE referral_id = '{awarded}'",
        "every award has its placement"),
    "a lost signature": (
        "UPDATE placement SET state = 'awaiting_council'"
        " WHERE referral_id = '{awarded}'",
        "signed as its state says"),
    "a lost letter": (
        "DELETE FROM letter WHERE referral_id = '{awarded}'",
        "has a letter"),
    "a lost version": (
        "DELETE FROM bid_version WHERE referral_id = '{open}'"
        " AND version = 1",
        "numbered from one"),
    "a version too many": (
        "UPDATE bid SET version = version + 1"
        " WHERE referral_id = '{open}'",
        "numbered from one"),
    "a bid left in its envelope": (
        "DELETE FROM bid_opened WHERE bid_id = (SELECT min(bid_id::text)::uuid"
        " FROM bid_opened WHERE referral_id = '{awarded}')",
        "that stood at the opening"),
    "a bid opened early": (
        "UPDATE referral SET opened_at = NULL, state = 'open'"
        " WHERE id = '{awarded}'",
        "that stood at the opening"),
    "a rank left out": (
        "UPDATE ranked_bid SET rank = 7 WHERE rank = 2"
        " AND referral_id = '{awarded}'",
        "ranks have no gap"),
    "a wrong sum": (
        "UPDATE ranked_bid SET total = total + 0.0001 WHERE rank = 2"
        " AND referral_id = '{awarded}'",
        "points add up"),
    "weights that are no hundred": (
        "UPDATE referral SET weights = weights || '{{\"price\": 51}}'"
        " WHERE id = '{open}'",
        "up to a hundred"),
    "a changed document": (
        "UPDATE ranking SET document = replace(document, '\"rank\":1,',"
        " '\"rank\":2,') WHERE referral_id = '{awarded}'",
        "a locked ranking"),
    "a row beside its document": (
        "UPDATE ranked_bid SET price_pence = price_pence - 1"
        " WHERE referral_id = '{awarded}'",
        "its rows say the same"),
    "an application ahead of its entries": (
        "UPDATE application SET state = 'submitted'"
        " WHERE id = '{application}'",
        "as far as its entries"),
    "an accreditation that is gone": (
        "DELETE FROM accreditation WHERE entry_id = '{entry}'",
        "an entry has what its state"),
    "a lost event": (
        "DELETE FROM event WHERE subject_id = '{home}'"
        " AND type = 'establishment.created'",
        "one event for each change"),
    "an event twice": (
        "INSERT INTO event (type, subject_id, organisation_id, actor_id)"
        " SELECT type, subject_id, organisation_id, actor_id FROM event"
        " WHERE subject_id = '{home}' AND type = 'establishment.created'",
        "one event for each change"),
    "a change that was rolled back, told": (
        "DELETE FROM establishment WHERE id = '{home}'",
        "about something that is there"),
    "an event nobody may read": (
        "DELETE FROM event_reader WHERE event_id = (SELECT min(id) FROM event)",
        "may read what it did"),
    "an answer kept of nothing": (
        "DELETE FROM referral WHERE id = '{keyed}'",
        "a kept answer"),
    "a refusal kept": (
        "UPDATE idempotency SET status = 503 WHERE key = '{key}'",
        "a kept answer"),
    "a person without a password": (
        "DELETE FROM user_secret WHERE user_id = (SELECT id FROM app_user"
        " LIMIT 1)",
        "has a password"),
    "another referral's bid chosen": (
        "UPDATE choice SET bid_id = (SELECT bid_id FROM ranked_bid"
        " WHERE referral_id <> '{awarded}' LIMIT 1)"
        " WHERE referral_id = '{awarded}'",
        "of its own ranking"),
    "a budget that was not raised to": (
        "INSERT INTO budget_change (referral_id, council_id, lead_id,"
        " budget_pence, reason, changed_by, offered) SELECT id, council_id,"
        " lead_id, 1, '', created_by, '[]' FROM referral"
        " WHERE id = '{awarded}'",
        "what it was last raised to"),
    "a seat too many": (
        "UPDATE provider_event SET slots = '[]' WHERE id = '{event}'",
        "a seat for everybody"),
    "a dangling reference": (
        "DELETE FROM organisation WHERE id = (SELECT provider_id"
        " FROM establishment WHERE id = '{home}')",
        "nothing dangles (establishment_provider_fkey)"),
    "a value that was agreed against": (
        "ALTER TABLE evaluation DROP CONSTRAINT evaluation_score;"
        "UPDATE evaluation SET score = 9;"
        "ALTER TABLE evaluation ADD CONSTRAINT evaluation_score"
        " CHECK (score BETWEEN 0 AND 5) NOT VALID",
        "values are as agreed (evaluation_score)"),
    "a row twice under a sleeping index": (
        "UPDATE pg_index SET indisready = false"
        " WHERE indrelid = 'letter'::regclass;"
        "INSERT INTO letter SELECT * FROM letter"
        " WHERE referral_id = '{awarded}'",
        "once is once (letter_pkey)"),
    "a flipped byte of an envelope": (
        "UPDATE bid_version SET sealed = {flipped}"
        " WHERE referral_id = '{open}' AND version = 2",
        "bytes that were digested"),
    "another time on a receipt": (
        "UPDATE bid_version SET received_at = received_at - interval '1 s'"
        " WHERE referral_id = '{open}' AND version = 2",
        "a bid's receipt is signed by us"),
    "another digest of an application": (
        "UPDATE application SET receipt = receipt"
        " || '{{\"sha256\": \"00\"}}' WHERE id = '{application}'",
        "an application's receipt is signed by us"),
}


@pytest.fixture(scope="module")
def key(shared_world):
    return invariants.receipt_key(shared_world.nobody.read)


@pytest.fixture(scope="module")
def ids(stack, shared_world):
    """Of things in each state that is damaged."""
    world = shared_world
    done = world.awarded(5, 15)
    world.ranked(5)
    world.clock.reset()
    case = world.competition(5)
    path = world.bid_path(case.referral, case.homes[0])
    case.homes[0].provider.change(path, world.bid_body(
        variable_pence=410_000))
    kept = fresh("kept")
    keyed = world.council_a.make(
        "/v1/referrals", world.referral_body(case.market, case.centre),
        key=kept)
    event = world.lead.make(
        f"/v1/schemes/{done.market.scheme['id']}/provider-events", {
            "name": "Demonstration", "place": "Town Hall",
            "held_on": world.clock.day(8), "slots": [
                {"starts": "09:30", "ends": "10:30", "capacity": 1}]})["id"]
    done.homes[0].provider.make(f"/v1/provider-events/{event}/booking",
                                {"slot": 1})
    with invariants.looking(stack) as cursor:
        cursor.execute("SELECT id, application_id FROM entry"
                       " WHERE establishment_id = %s", (done.homes[0].id,))
        entry, application = cursor.fetchone()
        flipped = "set_byte(sealed, 40, get_byte(sealed, 40) # 1)" \
            if invariants.Checker(cursor, b"").sealed_bytes() == "sealed" \
            else "'x' || substr(sealed, 2)"
    return {"awarded": done.referral["id"], "open": case.referral["id"],
            "home": done.homes[0].id, "entry": entry,
            "application": application, "keyed": keyed["id"], "key": kept,
            "event": event, "flipped": flipped}


def test_what_the_service_has_made_is_whole(stack, world, ids):
    assert invariants.broken(stack, world) == []


@pytest.mark.parametrize("what", DAMAGES)
def test_damage_is_seen(stack, ids, key, what):
    damage, said = DAMAGES[what]
    with invariants.looking(stack) as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in damage.format(**ids).split(";"):
            cursor.execute(statement)
            assert cursor.rowcount != 0, statement
        findings = invariants.Checker(cursor, key).check()
    assert any(said in finding for finding in findings), findings


def test_every_rule_is_tested(ids):
    """A rule without a damage would be one that perhaps sees nothing."""
    sayings = [said for _, said in DAMAGES.values()]
    for rule, _ in invariants.rules():
        assert any(said in rule for said in sayings), rule


def test_a_log_that_was_tampered_with_is_seen(stack, tmp_path):
    assert audit.caught_up(stack)
    heads = tmp_path / "heads.jsonl"
    shutil.copy(audit.heads_file(stack), heads)
    assert not invariants.check_log(stack, FAIRLOT_AUDIT_FILE=str(heads))
    lines = pathlib.Path(heads).read_text().splitlines(keepends=True)
    heads.write_text("".join(lines[:-1]) + lines[-1].replace("e", "d"))
    found = invariants.check_log(stack, FAIRLOT_AUDIT_FILE=str(heads))
    assert found and all("the audit log" in line for line in found)
