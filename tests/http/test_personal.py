"""test_personal.py - what people write about people is kept encrypted
(R185): nothing of it is in the database, and every reader who may
see it sees it as it was written.

SPDX-License-Identifier: Apache-2.0
"""
import os
import pathlib
import secrets
import subprocess
import types

import pytest

from harness import processes
from harness.client import slug
from harness.flows import fresh
from harness.placing import CHEAP, Field

ODD = " 🏊🏽 \"said\" it\\was \\u0001 </script> & é"
PROSE = ODD + "\nsecond line\tand a tab"


class Story:
    """The main job with a text of its own in every field there is."""

    def __init__(self, world):
        self.world, self.said = world, {}
        self.field = Field(world, 5, 5, 5, 5, 5, choice_mode="any_within_budget",
                           evaluators=2)
        self.council = self.field.council
        self.second = world.council_a_2
        self.refer()
        self.answer()
        self.judge()
        self.place()

    def say(self, name, line=False):
        """A text that is nowhere else, with what is hard to carry."""
        text = f"ZEBRA{secrets.token_hex(6)}" + (ODD if line else PROSE)
        self.said[name] = text
        return text

    def refer(self):
        body = self.world.referral_body(
            self.field.market, self.field.centre, budget_pence=3_390_000,
            choice_mode="any_within_budget", hold_identifiers=True,
            portrait={"age_band": "13-15",
                      "summary": "Ring 01865 792422. " + self.say("summary")})
        draft = self.council.make("/v1/referrals", body,
                                  key=f"draft-{secrets.token_hex(4)}")
        self.id = draft["id"]
        self.path = f"/v1/referrals/{self.id}"
        self.second.make(f"{self.path}/identifier-override",
                         {"reason": self.say("override")})
        self.referral = self.council.make(f"{self.path}/publication")
        other = self.world.draft_referral(self.field.market,
                                          self.field.centre)
        self.cancelled = f"/v1/referrals/{other['id']}"
        self.council.make(f"{self.cancelled}/cancellation",
                          {"reason": self.say("cancellation")})

    def answer(self):
        case = types.SimpleNamespace(referral=self.referral)
        low = {"children": [{"core_pence": CHEAP}]}
        first = {"children": [{"variable": [
            {"text": self.say("variable", line=True),
             "amount_pence": 400_000}]}], "statement": self.say("statement")}
        bids = (first, 410_000, low, None, 400_000)
        for home, bid in zip(self.field.homes, bids):
            if bid:
                self.field.bid(case, home, bid)
        last = self.field.homes[3]
        self.refusal = self.world.bid_path(self.referral, last) + "/refusal"
        note = {"reason_code": "staffing", "note": self.say("note")}
        key = f"refusal-{secrets.token_hex(4)}"
        made = last.provider.post(self.refusal, note, key=key, expect=201)
        again = last.provider.post(self.refusal, note, key=key, expect=201)
        assert again.headers["Idempotency-Replayed"] == "true"
        assert again.content == made.content
        assert made.json()["note"] == note["note"]

    def judge(self):
        found = self.world.open_bids(self.referral)
        self.bids = [found[self.field.homes[i].id]["id"]
                     for i in (0, 1, 2, 4)]
        low = f"/v1/bids/{self.bids[2]}"
        self.field.homes[2].provider.make(
            f"{low}/explanation", {"text": self.say("explanation")})
        self.council.make(f"{low}/disregard",
                          {"reason": self.say("disregard")})
        for bid, scores in ((self.bids[0], (4, 3)), (self.bids[1], (4, 3)),
                            (self.bids[3], (3, 3))):
            for who, score in zip((self.council, self.second), scores):
                who.put(f"/v1/bids/{bid}/evaluation", {
                    "score": score,
                    "reason": self.say(f"evaluation {who.name} {bid}")},
                    expect=201)
        for bid in self.bids[:2]:
            self.council.put(f"/v1/bids/{bid}/consensus", {
                "score": 4, "reason": self.say(f"consensus {bid}")},
                expect=201)
        self.council.make(f"{self.path}/ranking")

    def place(self):
        self.council.make(f"{self.path}/budget", {
            "budget_pence": 3_400_000, "reason": self.say("budget")})
        for bid, more in ((self.bids[0], {}), (self.bids[1], {
                "additional_cost": {
                    "pence": 10_000, "per": "year",
                    "payer": self.say("payer", line=True),
                    "agreed_on": "2026-11-20", "terms_accepted": True}})):
            self.placement = self.choose_and_award(bid, more)
            self.disclosed = self.council.put(
                f"{self.placement}/disclosure",
                {"text": self.say("disclosure")}, expect=201).json()
            if not more:
                self.refused = self.placement
                self.field.homes[0].provider.make(
                    f"{self.placement}/refusal",
                    {"reason": self.say("refused")})

    def choose_and_award(self, bid, more):
        path = f"{self.path}/choice"
        body = {"bid_id": bid, "chosen_by": "resident",
                "reason": self.say("choice")} | more
        if self.council.get(path).status_code == 404:
            self.council.put(path, body, expect=201)
        else:
            self.council.change(path, body)
        award = self.council.make(
            f"{self.path}/award",
            {"bid_id": bid, "reason": self.say(f"award {bid}")},
            key=fresh("award"))
        return f"/v1/placements/{award['placement_id']}"


@pytest.fixture(scope="module", name="story")
def one_story(shared_world):
    try:
        yield Story(shared_world)
    finally:
        shared_world.clock.reset()


# ------------------------------------------------------ seen as it was written

def test_every_reader_sees_each_text_as_it_was_written(story, world):
    said, bids = story.said, story.bids
    for reader in (story.council, story.second, world.auditor):
        seen = reader.read(story.path)
        assert seen["portrait"]["summary"].endswith(said["summary"])
        assert seen["identifier_override"]["reason"] == said["override"]
        assert reader.read(story.cancelled)["cancellation_reason"] == \
            said["cancellation"]
        bid = reader.read(f"/v1/bids/{bids[0]}")
        assert bid["statement"] == said["statement"]
        assert bid["children"][0]["variable"][0]["text"] == said["variable"]
        assert bid["consensus"]["reason"] == said[f"consensus {bids[0]}"]
        assert {e["reason"] for e in bid["evaluations"]} == {
            said[f"evaluation {who.name} {bids[0]}"]
            for who in (story.council, story.second)}
        low = reader.read(f"/v1/bids/{bids[2]}")
        assert low["explanation"]["text"] == said["explanation"]
        assert low["disregarded"]["reason"] == said["disregard"]
        assert {b["id"]: b for b in reader.every(f"{story.path}/bids")}[
            bids[0]]["statement"] == said["statement"]
        choice = reader.read(f"{story.path}/choice")
        assert choice["reason"] == said["choice"]
        assert choice["additional_cost"]["payer"] == said["payer"]
        assert reader.read(f"{story.path}/budget")["reason"] == said["budget"]
        assert reader.read(f"{story.path}/award")["reason"] == \
            said[f"award {bids[1]}"]
        assert reader.read(f"{story.placement}/disclosure")["text"] == \
            said["disclosure"]
        assert reader.read(story.refused)["refusal_reason"] == said["refused"]
        assert {p["id"]: p for p in reader.every("/v1/placements")}[
            story.placement.rsplit("/", 1)[1]]["terms"]["additional_cost"][
                "payer"] == said["payer"]


def test_each_provider_sees_its_own(story):
    said, bids = story.said, story.bids
    first, winner, low, last, agreed = (
        h.provider for h in story.field.homes)
    assert last.read(story.refusal)["note"] == said["note"]
    terms = first.read(story.refused)["terms"]
    assert terms["statement"] == said["statement"]
    assert terms["price_lines"][0]["variable"][0]["text"] == said["variable"]
    letter, = first.read(f"{story.path}/feedback")["items"]
    assert letter["outcome_reasons"] == [said[f"consensus {bids[0]}"]]
    assert letter["award_reason"] == said[f"award {bids[1]}"]
    letter, = agreed.read(f"{story.path}/feedback")["items"]
    assert set(letter["outcome_reasons"]) == {
        said[f"evaluation {who.name} {bids[3]}"]
        for who in (story.council, story.second)}
    letter, = low.read(f"{story.path}/feedback")["items"]
    assert letter["disregard_reason"] == said["disregard"]
    assert low.read(f"/v1/bids/{bids[2]}/explanation")["text"] == \
        said["explanation"]
    assert winner.read(f"{story.placement}/disclosure")["text"] == \
        said["disclosure"]


# ------------------------------------------------------------ and nowhere else

def markers(story, *but):
    return [text[:17] for name, text in story.said.items() if name not in but]


def test_no_table_and_no_dump_holds_a_word_of_it(stack, story):
    words = markers(story)
    assert len(words) == len(set(words)) > 15
    with processes.superuser(stack) as cursor:
        settings = cursor.connection.dsn
    dump = subprocess.run(
        ["pg_dump", "--inserts", settings], check=True,
        capture_output=True).stdout.decode()
    assert story.id in dump
    assert not [w for w in words if w in dump]


def test_no_file_of_the_server_and_no_log_holds_a_word_of_it(stack, story):
    """Pages, indexes, WAL, and what nginx puts aside: an upload of more than
    its buffers would be there for a moment, but nothing stays."""
    with processes.superuser(stack) as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        data = pathlib.Path(cursor.fetchone()[0])
    words = [w.encode() for w in markers(story)]
    # On its way to where it is kept: sees that files are really looked into.
    known = story.field.homes[0].name.encode()
    found, seen = [], False
    for folder in (data, stack.log, data.parent / "tmp"):
        for path in folder.rglob("*"):
            if not path.is_file():
                continue
            content = path.read_bytes()
            seen = seen or known in content
            found += [(path, w) for w in words if w in content]
    assert seen
    assert not found


def test_an_answer_kept_for_a_retry_is_kept_sealed(stack, story):
    with processes.superuser(stack) as cursor:
        cursor.execute("SELECT body FROM idempotency WHERE key LIKE 'draft-%%'"
                       " AND body LIKE %s", (f"%{story.id}%",))
        (body,), = cursor.fetchall()
    assert "\\u0001referral.portrait" in body
    assert story.said["summary"][:17] not in body


# -------------------------------------------------------- moved and tampered

def sql(stack, statement, *values):
    with processes.superuser(stack) as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def swap(stack, story):
    """The reasons of the two evaluators of a bid, in each other's place."""
    sql(stack, "UPDATE evaluation e SET reason = o.reason FROM evaluation o"
               " WHERE e.bid_id = %s AND o.bid_id = e.bid_id"
               " AND o.evaluator_id <> e.evaluator_id", story.bids[0])


def test_texts_that_were_swapped_are_refused(stack, story):
    swap(stack, story)
    try:
        for path in (f"/v1/bids/{story.bids[0]}",
                     f"/v1/bids/{story.bids[0]}/evaluation",
                     f"{story.path}/bids"):
            answer = story.council.get(path, expect=503)
            assert slug(answer) == "text-unreadable"
            assert "ZEBRA" not in answer.text
        story.council.read(f"/v1/bids/{story.bids[1]}")
    finally:
        swap(stack, story)
    story.council.read(f"/v1/bids/{story.bids[0]}")


def test_a_text_is_refused_in_another_field_of_its_own_row(stack, story):
    """The choice's reason and payer stand in one row."""
    before, = sql(stack, "SELECT reason FROM choice WHERE referral_id = %s",
                  story.id)
    sql(stack, "UPDATE choice SET reason = additional_cost->>'payer'"
               " WHERE referral_id = %s", story.id)
    try:
        refused = story.council.get(f"{story.path}/choice", expect=503)
        assert slug(refused) == "text-unreadable"
    finally:
        sql(stack, "UPDATE choice SET reason = %s WHERE referral_id = %s",
            before[0], story.id)
    story.council.read(f"{story.path}/choice")


def test_the_service_cannot_store_a_text_in_the_open(stack, story):
    """A statement that forgets to seal fails, whoever calls."""
    with processes.superuser(stack) as cursor:
        cursor.execute("SELECT tab, stored FROM personal_places()")
        places = cursor.fetchall()
        cursor.execute("SELECT tablename FROM pg_policies"
                       " WHERE policyname LIKE '%\\_sealed\\_new'")
        guarded = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT DISTINCT conrelid::regclass::text"
                       " FROM pg_constraint WHERE conname LIKE '%\\_sealed'")
        guarded |= {row[0] for row in cursor.fetchall()}
    assert {tab for tab, _ in places} == guarded
    assert story.id


# --------------------------------------------------------------- keys

@pytest.fixture(name="keys")
def keys_put_back(stack):
    """The file of the keys of texts; keys that it had are there again
    afterwards, behind those that came."""
    path = pathlib.Path(stack.settings["FAIRLOT_KEYS"]) / "text.key"
    before = path.read_text().splitlines()
    yield path
    now = path.read_text().splitlines()
    rewrite(path, now + [line for line in before if line not in now])


def rewrite(path, lines):
    """In place, so that it stays whose it is."""
    with path.open("r+") as file:
        file.write("".join(line + "\n" for line in lines))
        file.truncate()


def key_ids(stack):
    """Of everything that is sealed."""
    ids = set()
    with processes.superuser(stack) as cursor:
        cursor.execute("SELECT tab, stored FROM personal_places()")
        for tab, stored in cursor.fetchall():
            cursor.execute(f"SELECT DISTINCT substr({stored}, 2, 8) FROM {tab}"
                           f" WHERE {stored} <> ''")
            ids |= {row[0] for row in cursor.fetchall()}
    return ids - {None}


def test_a_rotated_key_seals_all_anew_and_the_old_one_can_go(
        stack, story, keys, world):
    old = keys.read_text().split()[0]
    assert "begins with the key" in stack.fairlot("key", "rotate", "text")
    new = keys.read_text().split()[0]
    assert new != old and len(keys.read_text().splitlines()) == 2
    assert keys.stat().st_mode & 0o777 == 0o600
    # What was rotated while the service ran is found by it.
    assert stack.fairlot("text", "reseal").endswith(f"under the key {new}\n")
    assert key_ids(stack) == {new}
    assert stack.fairlot("text", "reseal").startswith("0 texts")
    rewrite(keys, [line for line in keys.read_text().splitlines()
                   if not line.startswith(old)])
    test_every_reader_sees_each_text_as_it_was_written(story, world)
    test_each_provider_sees_its_own(story)


def test_text_from_before_there_were_keys_is_read_and_then_sealed(
        stack, story, keys):
    provider = story.field.homes[3].provider
    where = (story.id, story.field.homes[3].id)
    sealed, = sql(stack, "SELECT note FROM refusal WHERE referral_id = %s"
                         " AND establishment_id = %s", *where)
    sql(stack, "UPDATE refusal SET note = 'As of old' WHERE referral_id = %s"
               " AND establishment_id = %s", *where)
    try:
        assert provider.read(story.refusal)["note"] == "As of old"
        assert stack.fairlot("text", "reseal").startswith("1 texts")
        assert key_ids(stack) <= {keys.read_text().split()[0]}
        assert provider.read(story.refusal)["note"] == "As of old"
    finally:
        sql(stack, "UPDATE refusal SET note = %s WHERE referral_id = %s"
                   " AND establishment_id = %s", sealed[0], *where)


def test_a_lost_key_is_a_clear_problem_and_the_rest_goes_on(
        stack, story, keys, world):
    lost = keys.read_text().splitlines()
    processes.stop(stack, "api", "TERM")
    keys.unlink()
    try:
        stack.fairlot("key", "make")
        folder = keys.parent.stat()
        os.chown(keys, folder.st_uid, folder.st_gid)
        processes.start(stack, "api")
        assert processes.within(30, lambda: processes.is_ready(stack))
        refused = story.council.get(story.path, expect=503)
        assert slug(refused) == "text-unreadable"
        assert lost[0].split()[0] in refused.json()["detail"]
        # What needs no such text works, and so does a new one.
        story.council.read("/v1/referrals")
        draft = world.draft_referral(story.field.market, story.field.centre)
        path = f"/v1/referrals/{draft['id']}"
        assert story.council.read(path) == draft
        assert "cannot be opened" in complaint(stack)
        # An officer can write other words over those that nobody can read.
        made = keys.read_text().splitlines()
        rewrite(keys, ["%s %s" % spare_key()] + made)
        sql(stack, "UPDATE referral_portrait SET portrait = E'\\x01' ||"
                   " '00000000.AAAA' WHERE referral_id = %s", draft["id"])
        story.council.get(path, expect=503)
        story.council.patch(path, {"title": "Other"}, match="*", expect=503)
        changed = story.council.patch(path, {"portrait": {
            "age_band": "16-17", "summary": "Anew"}}, match="*", expect=200)
        assert changed.json()["portrait"]["summary"] == "Anew"
    finally:
        now = keys.read_text().splitlines()
        rewrite(keys, now + lost)
        if not processes.is_ready(stack):
            processes.start(stack, "api")
    # It was put back while the service ran.
    assert story.council.read(story.path)["portrait"]["summary"].endswith(
        story.said["summary"])


def complaint(stack):
    """What `text reseal` says where it cannot open a text."""
    done = subprocess.run([stack.demo["fairlot"], "text", "reseal"],
                          capture_output=True, text=True, check=False,
                          env=os.environ | {"FAIRLOT_HOME": str(stack.home)})
    assert done.returncode == 1
    return done.stderr


def spare_key():
    """Another key, as its id and itself: what rotation would have made."""
    # BLAKE2b of 16 bytes; the id is its first four.
    import hashlib  # pylint: disable=import-outside-toplevel
    key = secrets.token_bytes(32)
    return hashlib.blake2b(key, digest_size=16).hexdigest()[:8], key.hex()


# ---------------------------------------------------------------- ETags

def test_a_change_elsewhere_keeps_the_bytes_of_the_text(stack, story, world):
    draft = world.draft_referral(story.field.market, story.field.centre)
    path = f"/v1/referrals/{draft['id']}"

    def kept():
        return sql(stack, "SELECT portrait, written_at FROM referral_portrait"
                          " WHERE referral_id = %s", draft["id"])
    before, etag = kept(), story.council.etag(path)
    assert story.council.get(path, none_match=etag, expect=304)
    story.council.change(path, {"title": "Another"}, method="PATCH")
    story.council.change(path, {"portrait": draft["portrait"]},
                         method="PATCH")
    assert kept() == before
    story.council.change(path, {"title": draft["title"]}, method="PATCH")
    assert story.council.etag(path) == etag
