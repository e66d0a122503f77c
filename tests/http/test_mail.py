"""test_mail.py - notifications by e-mail: what is sent to whom, and that it
arrives whatever breaks on the way.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import json
import subprocess
import types

import pytest
from harness import processes
from harness.mailbox import SOON, Mailbox, Post

PREFERENCES = "/v1/me/notification-preferences"


@pytest.fixture(scope="module")
def place(shared_world):
    world = shared_world
    made = world.market()
    made.centre = world.places.centre()
    made.home = world.accredited_home(
        made, world.places.at(made.centre, 1)[0])
    return made


@pytest.fixture
def office(world, stack):
    """A mailbox, and the process that fills it, from now on."""
    made = types.SimpleNamespace(box=Mailbox(), world=world)

    def sql(text, *values):
        return world.clock.sql(text, *values)
    made.sql = sql
    sql("UPDATE mail_progress SET moved_at = NULL")
    sql("DELETE FROM mail")
    made.post = Post(stack, made.box)
    assert processes.within(SOON, lambda: one(
        sql("SELECT count(*) FROM mail_progress"
            " WHERE moved_at IS NOT NULL")) == 1, 0.1)
    yield made
    made.post.end()
    made.box.close()
    sql("DELETE FROM mail")


def one(rows):
    return rows[0][0]


def person(world, provider):
    """A colleague, who is told of what the provider did."""
    return world.colleague(provider)


def state_of(office, api):
    rows = office.sql("SELECT m.state, m.attempts, m.reply, m.failure"
                      "  FROM mail m JOIN app_user u ON u.id = m.user_id"
                      " WHERE u.email = %s", api.email)
    return rows[0] if rows else None


def becomes(office, api, state):
    assert processes.within(
        SOON, lambda: (state_of(office, api) or [None])[0] == state, 0.1), \
        state_of(office, api)
    return state_of(office, api)


def due(office):
    office.sql("UPDATE mail SET leased_until = NULL,"
               " next_attempt_at = clock_timestamp()"
               " WHERE state = 'waiting'")


def test_who_is_invited_gets_one_letter_that_says_so(office, place):
    provider = place.home.provider
    referral = office.world.referral(place, place.centre)
    letter, = office.box.gets(provider.email)
    assert letter["Subject"] == f"{referral['reference']} is open for bids"
    assert letter["From"] == "Fairlot <no-reply@fairlot.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@fairlot.example>")
    assert letter["Date"].endswith("+0000")
    text = letter.get_content()
    assert f"/v1/referrals/{referral['id']}" in text
    assert referral["title"] not in letter.as_string()
    assert becomes(office, provider, "delivered")[1] == 1


def test_what_is_turned_off_is_not_sent(office, place):
    provider = place.home.provider
    silent, other = (person(office.world, provider) for _ in "ab")
    silent.put(PREFERENCES, {"email": ["placements"]}, expect=200)
    office.world.referral(place, place.centre)
    office.box.gets(other.email)
    assert not office.box.got(silent.email)
    assert state_of(office, silent) is None


def test_nobody_is_written_to_about_the_bid_of_another(office, place):
    world = office.world
    colleague = person(world, place.home.provider)
    referral = world.referral(place, place.centre)
    place.home.provider.put(world.bid_path(referral, place.home),
                            world.bid_body(), expect=201)

    def told():
        return [m["To"].strip("<>") for m in office.box.got()
                if m["Subject"].startswith("Your bid on")]
    assert processes.within(SOON, lambda: colleague.email in told(), 0.1), [
        m["Subject"] for m in office.box.got(colleague.email)]
    ours = {email for email, in office.sql(
        "SELECT email FROM app_user WHERE organisation_id = %s",
        place.home.provider.organisation_id)}
    assert set(told()) <= ours


def test_what_is_refused_for_now_comes_again_as_it_was(office, place):
    provider = place.home.provider
    office.box.replies["."] = "451 not now"
    office.world.referral(place, place.centre)
    assert processes.within(SOON, lambda: (
        state_of(office, provider) or (0, 0))[1] == 1 and
        state_of(office, provider)[3] == "status", 0.1)
    assert state_of(office, provider) == ("waiting", 1, 451, "status")
    office.box.replies.clear()
    due(office)
    first, second = office.box.gets(provider.email, 2)
    assert first.as_bytes() == second.as_bytes()
    assert becomes(office, provider, "delivered")[1] == 2


def test_what_is_refused_for_good_is_a_dead_letter(office, place, stack):
    provider = place.home.provider
    office.box.replies["RCPT"] = "550 nobody here"
    office.world.referral(place, place.centre)
    assert becomes(office, provider, "dead") == ("dead", 1, 550, "status")
    shown = json.loads(stack.fairlot("mail", "status"))
    assert shown["dead"] >= 1 and shown["failures"]["status"] >= 1
    office.box.replies.clear()
    again = json.loads(stack.fairlot("mail", "retry"))
    # More may have died between the two.
    assert again["again"] >= shown["dead"]
    office.box.gets(provider.email)
    becomes(office, provider, "delivered")


@pytest.mark.parametrize("refused", [("greeting",), ("EHLO", "HELO")])
def test_a_server_that_turns_everybody_away_kills_no_letter(
        office, place, refused):
    provider = place.home.provider
    office.box.replies |= dict.fromkeys(refused, "554 not today")
    office.world.referral(place, place.centre)
    assert processes.within(SOON, lambda: (
        state_of(office, provider) or (0, 0, 0, None))[3] is not None, 0.1)
    assert state_of(office, provider) == ("waiting", 1, None, "connection")
    assert not [w for w in office.box.words if w.startswith("MAIL")]
    office.box.replies.clear()
    due(office)
    office.box.gets(provider.email)
    assert becomes(office, provider, "delivered")[1] == 2


def test_a_server_that_hangs_up_is_tried_again(office, place):
    provider = place.home.provider
    office.box.replies["MAIL"] = None
    office.world.referral(place, place.centre)
    assert processes.within(SOON, lambda: (
        state_of(office, provider) or (0, 0, 0, None))[3] is not None, 0.1)
    assert state_of(office, provider) == ("waiting", 1, None, "answer")
    office.box.replies.clear()
    due(office)
    office.box.gets(provider.email)
    assert becomes(office, provider, "delivered")[1] == 2


def test_kill_9_loses_nothing_and_the_second_is_known_by_its_id(
        office, place):
    provider = place.home.provider
    taken = []

    def kill():
        taken.append(len(office.box.letters))
        office.post.kill()
        return "250 too late"

    class Killer(dict):
        def get(self, word, default=None):
            if word == "." and not taken and office.box.got(provider.email):
                return kill()
            return default
    office.box.replies = Killer()
    office.world.referral(place, place.centre)
    assert processes.within(SOON, lambda: taken, 0.1)
    assert state_of(office, provider)[0] == "waiting"
    due(office)
    office.post.start()
    becomes(office, provider, "delivered")
    letters = office.box.gets(provider.email, 2)
    assert len({m["Message-ID"] for m in letters}) == 1
    assert letters[0].as_bytes() == letters[1].as_bytes()


def test_events_while_nobody_sends_are_sent_later(office, place):
    provider = place.home.provider
    office.post.end()
    referral = office.world.referral(place, place.centre)
    assert not office.box.got(provider.email)
    office.post.start()
    letter, = office.box.gets(provider.email)
    assert referral["reference"] in letter["Subject"]


def test_what_is_long_past_when_e_mail_begins_is_not_sent(
        office, place):
    world = office.world
    office.post.end()
    old = world.referral(place, place.centre)
    office.sql("UPDATE mail_progress"
               " SET moved_at = clock_timestamp() - interval '4 days'")
    office.post.start()
    assert processes.within(SOON, lambda: one(office.sql(
        "SELECT moved_at > clock_timestamp() - interval '1 day'"
        " FROM mail_progress")), 0.1)
    new = world.referral(place, place.centre)
    letter, = office.box.gets(place.home.provider.email)
    assert new["reference"] in letter["Subject"]
    assert old["reference"] not in letter["Subject"]


def test_whoever_is_shut_out_meanwhile_is_sent_nothing(office, place):
    world, provider = office.world, place.home.provider
    gone = person(world, provider)
    office.box.replies["."] = "451 not now"
    world.referral(place, place.centre)
    assert processes.within(SOON, lambda: (
        state_of(office, gone) or (0, 0, 0, None))[3] == "status", 0.1)
    count = len(office.box.got(gone.email))
    provider.change(f"/v1/users/{gone.user_id}", {"disabled": True}, "PATCH")
    office.box.replies.clear()
    due(office)
    assert becomes(office, gone, "dead")[3] == "address"
    assert len(office.box.got(gone.email)) == count


def test_a_certificate_that_is_not_good_is_not_believed(
        world, stack, place):
    if not stack.authority:
        pytest.skip("this home believes no receiver of ours")
    for name, outcome in (("selfmade", "tls"), ("good", None)):
        box = Mailbox(stack.authority.context(name))
        world.clock.sql("DELETE FROM mail")
        world.clock.sql("UPDATE mail_progress SET moved_at = NULL")
        post = Post(stack, box, FAIRLOT_MAIL_TLS="yes",
                    FAIRLOT_MAIL_CA=str(stack.authority.file))
        assert processes.within(SOON, lambda: one(world.clock.sql(
            "SELECT count(*) FROM mail_progress"
            " WHERE moved_at IS NOT NULL")) == 1, 0.1)
        world.referral(place, place.centre)
        if outcome:
            assert processes.within(SOON, lambda: bool(world.clock.sql(
                "SELECT 1 FROM mail WHERE failure = 'tls'")), 0.1)
            assert not box.letters
        else:
            box.gets(place.home.provider.email)
        post.end()
        box.close()


def test_a_server_without_tls_is_told_nothing(world, stack, place):
    box = Mailbox()
    world.clock.sql("DELETE FROM mail")
    world.clock.sql("UPDATE mail_progress SET moved_at = NULL")
    post = Post(stack, box, FAIRLOT_MAIL_TLS="yes")
    assert processes.within(SOON, lambda: one(world.clock.sql(
        "SELECT count(*) FROM mail_progress"
        " WHERE moved_at IS NOT NULL")) == 1, 0.1)
    world.referral(place, place.centre)
    assert processes.within(SOON, lambda: bool(world.clock.sql(
        "SELECT 1 FROM mail WHERE failure = 'tls'")), 0.1)
    assert not [w for w in box.words if w.startswith(("MAIL", "RCPT"))]
    post.end()
    box.close()


@pytest.mark.parametrize("sender", ["", "x", "a@b\r\nBcc: c@d.example"])
def test_a_sender_that_is_none_is_told_at_the_start(stack, sender):
    box = Mailbox()
    post = Post(stack, box, FAIRLOT_MAIL_FROM=sender)
    assert post.process.wait(timeout=20) == 1
    assert "FAIRLOT_MAIL_FROM" in post.end()
    box.close()


def test_without_a_server_there_is_no_e_mail(stack):
    done = subprocess.run(
        [stack.demo["fairlot"], "mail"], capture_output=True, text=True,
        check=False, env={"FAIRLOT_HOME": str(stack.home),
                          "FAIRLOT_MAIL_URL": ""})
    assert done.returncode == 1 and "FAIRLOT_MAIL_URL" in done.stderr


@pytest.mark.parametrize("mode, content", [
    (0o644, "word\n"), (0o600, ""), (0o600, "x" * 300)],
    ids=["shown", "empty", "long"])
def test_a_password_file_that_is_none_is_refused(
        stack, tmp_path, mode, content):
    file = tmp_path / "mail.password"
    file.write_text(content)
    file.chmod(mode)
    box = Mailbox()
    post = Post(stack, box, FAIRLOT_MAIL_USER="jo",
                FAIRLOT_MAIL_PASSWORD_FILE=str(file))
    assert post.process.wait(timeout=20) == 1
    assert "FAIRLOT_MAIL_PASSWORD_FILE is no file of mode 0600" in post.end()
    box.close()


def test_it_signs_in_with_the_password_of_the_file(world, stack, tmp_path,
                                                   place):
    file = tmp_path / "mail.password"
    file.write_text("two words\n")
    file.chmod(0o600)
    box = Mailbox()
    said = base64.b64encode(b"\0jo\0two words").decode()
    box.replies |= {"EHLO": "250-mailbox\r\n250 AUTH PLAIN",
                    "AUTH": "334 ", said.upper(): "235 come in"}
    world.clock.sql("DELETE FROM mail")
    world.clock.sql("UPDATE mail_progress SET moved_at = NULL")
    post = Post(stack, box, FAIRLOT_MAIL_USER="jo",
                FAIRLOT_MAIL_PASSWORD_FILE=str(file))
    assert processes.within(SOON, lambda: one(world.clock.sql(
        "SELECT count(*) FROM mail_progress"
        " WHERE moved_at IS NOT NULL")) == 1, 0.1)
    world.referral(place, place.centre)
    box.gets(place.home.provider.email)
    assert said in box.words
    post.end()
    box.close()
