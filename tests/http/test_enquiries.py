"""test_enquiries.py - somebody who pays for a place writes to a home: without
an account, confirmed by e-mail, to accredited homes and the council's team
alone (R178).

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures
import datetime
import json
import random
import secrets
import subprocess
import types

import pytest

from harness import processes
from harness.client import Api, slug
from harness.enquiries import (CONFIRM, address, confirm, letter, path, sent,
                               token_of, write)
from harness.flows import fresh
from harness.mailbox import SOON, Mailbox, Post
from harness.service import Service
from harness.stack import REPO

ENQUIRIES = "/v1/enquiries"


@pytest.fixture(scope="module")
def market(shared_world):
    return shared_world.market()


@pytest.fixture(scope="module")
def rival(shared_world):
    """The lead of another authority."""
    fairlot = shared_world.stack.fairlot
    organisation = json.loads(fairlot("organisation", "add", "authority",
                                      fresh("Other")))["id"]
    machine = json.loads(fairlot(
        "client", "add", "--organisation", organisation, "--role", "lead",
        "--name", fresh("Machine")))
    return Api(shared_world, name="another lead",
               organisation_id=organisation, **machine)


@pytest.fixture
def home(world, market):
    """One of its own for each test, which nobody has written to yet."""
    return world.accredited_home(market, world.places.centre())


@pytest.fixture
def office(world, stack):
    """A mailbox, and the process that fills it; not with what was before."""
    world.clock.sql("UPDATE mail_progress SET moved_at = NULL")
    world.clock.sql("DELETE FROM mail")
    made = types.SimpleNamespace(box=Mailbox())
    made.post = Post(stack, made.box)
    yield made
    made.post.end()
    made.box.close()
    world.clock.sql("DELETE FROM mail")


def one(world, text, *values):
    return world.clock.sql(text, *values)[0][0]


def pointers(answer):
    return [e["pointer"] for e in answer.json()["errors"]]


def told(api, enquiry):
    return [n["type"] for n in api.every("/v1/notifications")
            if n["subject_id"] == enquiry]


def seen_by(api, enquiry):
    return enquiry in [q["id"] for q in api.every(ENQUIRIES)]


# ------------------------------------------------------------ the whole way

def test_it_is_written_confirmed_by_e_mail_read_and_answered_r178(
        world, office, home, lead, auditor):
    email = address()
    body = letter(email)
    made = write(world, home.id, body, expect=202)
    assert set(made.json()) == {"id", "confirm_by"}
    assert "ETag" not in made.headers
    mail, = office.box.gets(email)
    assert mail["Subject"] == "Please confirm your enquiry"
    text = mail.get_content()
    assert f"{world.stack.base_url}/enquiries/confirm/#" in text
    for word in (home.name, "Ann Archer", "Sunday", "01865",
                 "notification-preferences"):
        assert word not in mail.as_string()
    enquiry = made.json()["id"]
    for api in (home.provider, lead, auditor):
        assert not seen_by(api, enquiry)
        api.get(f"{ENQUIRIES}/{enquiry}", expect=404)
        assert told(api, enquiry) == []

    answer = confirm(world, token_of(mail), expect=200).json()
    assert answer["state"] == "sent" and answer["id"] == enquiry
    assert answer["establishment"] == {"id": home.id, "name": home.name}
    for api in (home.provider, lead):
        assert told(api, enquiry) == ["enquiry.received"]
    for api in (home.provider, lead, auditor):
        shown = api.read(f"{ENQUIRIES}/{enquiry}")
        assert shown["contact"] == body["contact"]
        assert shown["message"] == body["message"]
        assert shown["reply_by"] == "phone"
        assert shown["moving_when"] == "later"
        item, = [q for q in api.every(ENQUIRIES) if q["id"] == enquiry]
        assert "message" not in item and "contact" not in item

    done = home.provider.make(f"{ENQUIRIES}/{enquiry}/answering")
    assert done["state"] == "answered" and done["answered_at"]
    assert done["message"] == body["message"]
    assert "enquiry.answered" in told(lead, enquiry)
    again = home.provider.post(f"{ENQUIRIES}/{enquiry}/answering", {},
                               expect=409)
    assert slug(again) == "conflict"
    assert home.provider.every(ENQUIRIES, state="sent") == []
    assert seen_by(home.provider, enquiry)


def test_what_need_not_be_said_is_null_r178(world, home):
    body = letter(contact={"name": "Ann", "email": address()},
                  message="Hello", reply_by="email")
    del body["moving_when"]
    shown = home.provider.read(f"{ENQUIRIES}/{sent(world, home.id, body)}")
    assert shown["contact"]["telephone"] is None
    assert shown["moving_when"] is None and shown["answered_at"] is None


# ---------------------------------------------------------- to whom it goes

def test_nobody_else_is_shown_it_r178(world, home, market, rival):
    enquiry = sent(world, home.id)
    other = world.accredited_home(market, world.places.centre()).provider
    for api in (other, world.provider(), rival):
        assert not seen_by(api, enquiry)
        answer = api.get(f"{ENQUIRIES}/{enquiry}", expect=404)
        assert "Ann" not in answer.text
        assert told(api, enquiry) == []
    for api in (other, world.provider()):
        api.post(f"{ENQUIRIES}/{enquiry}/answering", {}, expect=404)
    for api in (world.council_a, world.portal):
        api.get(ENQUIRIES, expect=403)
    world.nobody.get(f"{ENQUIRIES}/{enquiry}", expect=401)
    world.lead.post(f"{ENQUIRIES}/{enquiry}/answering", {}, expect=403)


def test_both_authorities_that_list_a_home_get_it_r178(
        world, market, rival):
    home = world.accredited_home(market, world.places.centre())
    second = world.market(lead=rival)
    world.accredit(second, home.provider, home.home)
    enquiry = sent(world, home.id)
    for lead in (world.lead, rival):
        lead.read(f"{ENQUIRIES}/{enquiry}")
        assert told(lead, enquiry) == ["enquiry.received"]


def test_who_reads_one_is_written_down_r178(world, home, lead, auditor):
    enquiry = sent(world, home.id)
    lead.every(ENQUIRIES)
    for api in (lead, home.provider):
        api.read(f"{ENQUIRIES}/{enquiry}", headers={"Purpose": "To answer"})
    read = auditor.every("/v1/audit/reads", subject_id=enquiry)
    assert [r["operation"] for r in read] == ["showEnquiry"] * 2
    assert {r["organisation_id"] for r in read} == {
        lead.organisation_id, home.provider.organisation_id}


@pytest.mark.parametrize("listed", [True, False])
def test_only_a_home_of_the_directory_can_be_written_to_r178(world, listed):
    """Not one that is suspended, nor one that is not listed, nor none."""
    market = world.market(listed=listed, code="childrens-homes")
    home = world.accredited_home(market, world.places.centre())
    if listed:
        write(world, home.id, expect=202)
        world.lead.make(
            f"/v1/accreditations/{home.accreditation_id}/suspension",
            {"ground": "safeguarding", "reason": "Found today"})
    answer = write(world, home.id, expect=404)
    unknown = write(world, "00000000-0000-4000-8000-000000000000",
                    expect=404)
    assert answer.json()["title"] == unknown.json()["title"]
    assert answer.json().get("detail") == unknown.json().get("detail")


def test_a_home_that_was_suspended_meanwhile_gets_nothing_r178(
        world, office, home, lead):
    email = address()
    enquiry = write(world, home.id, letter(email), expect=202).json()["id"]
    token = token_of(office.box.gets(email)[0])
    accreditation = f"/v1/accreditations/{home.accreditation_id}"
    lead.make(f"{accreditation}/suspension",
              {"ground": "safeguarding", "reason": "Found today"})
    assert slug(confirm(world, token, expect=409)) == "home-not-listed"
    for api in (home.provider, lead):
        assert not seen_by(api, enquiry) and told(api, enquiry) == []
    lead.make(f"{accreditation}/reinstatement", {"reason": "All is well"})
    confirm(world, token, expect=200)
    assert seen_by(home.provider, enquiry)


def test_what_was_sent_stays_when_the_home_is_suspended_later_r178(
        world, home, lead):
    enquiry = sent(world, home.id)
    lead.make(f"/v1/accreditations/{home.accreditation_id}/suspension",
              {"ground": "safeguarding", "reason": "Found today"})
    for api in (home.provider, lead):
        api.read(f"{ENQUIRIES}/{enquiry}")


# ------------------------------------------------------------------ the link

def test_wrong_used_and_expired_links_are_one_answer_r178(
        world, office, home, clock):
    def said(token):
        answer = confirm(world, token, expect=409).json()
        return answer["type"], answer["title"], answer["detail"]

    first, second = address(), address()
    write(world, home.id, letter(first), expect=202)
    used = token_of(office.box.gets(first)[0])
    confirm(world, used, expect=200)
    made = write(world, home.id, letter(second), expect=202).json()
    old = token_of(office.box.gets(second)[0])
    clock.freeze(made["confirm_by"])
    answers = {said(token) for token in (
        used, old, secrets.token_urlsafe(32), "x", "é'\";--")}
    assert len(answers) == 1
    (type_, _, detail), = answers
    assert type_.endswith("enquiry-link-unusable") and detail.endswith(".")


def test_an_instant_before_its_end_a_link_is_good_r178(
        world, office, home, clock):
    email = address()
    made = write(world, home.id, letter(email), expect=202).json()
    token = token_of(office.box.gets(email)[0])
    ends = datetime.datetime.fromisoformat(
        made["confirm_by"].replace("Z", "+00:00"))
    clock.freeze(ends - datetime.timedelta(seconds=1))
    confirm(world, token, expect=200)


def test_a_lost_answer_to_a_confirmation_is_given_again_r178(
        world, office, home):
    email = address()
    write(world, home.id, letter(email), expect=202)
    token = token_of(office.box.gets(email)[0])
    key = fresh("confirm")
    first = confirm(world, token, key=key, expect=200)
    again = confirm(world, token, key=key, expect=200)
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"


def at_once(calls):
    with concurrent.futures.ThreadPoolExecutor(len(calls)) as pool:
        return sorted(f.result().status_code
                      for f in [pool.submit(call) for call in calls])


def test_a_link_that_is_opened_twice_at_once_sends_one_enquiry_r178(
        world, office, home):
    email = address()
    enquiry = write(world, home.id, letter(email), expect=202).json()["id"]
    token = token_of(office.box.gets(email)[0])
    assert at_once([lambda: confirm(world, token)] * 4) == [
        200, 409, 409, 409]
    assert told(home.provider, enquiry) == ["enquiry.received"]


def test_nothing_of_it_is_kept_in_the_open_r178(world, home):
    email = address()
    token = sent(world, home.id, letter(email, message="ZEBRA in the post"))
    write(world, home.id, letter(email, message="ZEBRA in the post"),
          expect=202)
    rows = world.clock.sql(
        "SELECT q::text FROM enquiry q UNION ALL SELECT m::text FROM mail m"
        " UNION ALL SELECT t::text FROM enquiry_try t"
        " UNION ALL SELECT i::text FROM idempotency i")
    everything = "\n".join(row for row, in rows)
    assert token in everything
    for word in (email, "ZEBRA", "Ann Archer", "01865", "127.0.0.1"):
        assert word not in everything
    log = world.stack.logged("api") + world.stack.logged("nginx")
    assert email not in log and "ZEBRA" not in log


def test_a_letter_forgets_address_and_token_when_it_is_gone_r178(
        world, office, home):
    email = address()
    made = write(world, home.id, letter(email), expect=202).json()["id"]
    office.box.gets(email)
    assert processes.within(SOON, lambda: world.clock.sql(
        "SELECT state, sealed FROM mail WHERE enquiry_id = %s", made) == [
            ("delivered", None)], 0.1)


def test_a_letter_that_comes_too_late_is_not_sent_r178(
        world, office, home, clock):
    office.post.end()
    email = address()
    made = write(world, home.id, letter(email), expect=202).json()
    clock.freeze(made["confirm_by"])
    office.post.start()
    assert processes.within(SOON, lambda: world.clock.sql(
        "SELECT state, sealed FROM mail WHERE enquiry_id = %s",
        made["id"]) == [("dead", None)], 0.1)
    assert not office.box.got(email)
    world.stack.fairlot("mail", "retry")
    assert one(world, "SELECT state FROM mail WHERE enquiry_id = %s",
               made["id"]) == "dead"


def test_a_letter_put_into_another_ones_place_is_not_sent_r178(
        world, office, home):
    office.post.end()
    first, second = (write(world, home.id, expect=202).json()["id"]
                     for _ in "ab")
    world.clock.sql(
        "UPDATE mail SET sealed = (SELECT sealed FROM mail"
        " WHERE enquiry_id = %s) WHERE enquiry_id = %s", first, second)
    office.post.start()
    assert processes.within(SOON, lambda: world.clock.sql(
        "SELECT state, failure FROM mail WHERE enquiry_id = %s", second) == [
            ("dead", "secret")], 0.1)


# -------------------------------------------------------------------- limits

def test_one_network_address_writes_five_times_to_a_home_in_a_day_r178(
        world, home, market, clock):
    for _ in range(5):
        write(world, home.id, expect=202)
    answer = write(world, home.id, expect=429)
    assert slug(answer) == "too-many-requests"
    assert 86000 < int(answer.headers["Retry-After"]) <= 86400
    other = world.accredited_home(market, world.places.centre())
    write(world, other.id, expect=202)
    clock.shift(seconds=int(answer.headers["Retry-After"]) + 1)
    write(world, home.id, expect=202)


def test_one_network_address_writes_so_often_in_a_day_whatever_the_home_r178(
        world, stack, market, tmp_path):
    homes = [world.accredited_home(market, world.places.centre())
             for _ in range(3)]
    service = Service(stack, tmp_path, FAIRLOT_WORKERS="1",
                      FAIRLOT_ENQUIRY_QUOTA="2")
    # Nobody else writes from there: all others do through nginx.
    elsewhere = {"remote": f"192.0.2.{random.randrange(1, 255)}"}
    try:
        answers = [service.ask(path(home.id), "POST", **elsewhere,
                               content=json.dumps(letter()).encode())
                   for home in homes]
    finally:
        service.close()
    assert [status for status, _ in answers] == [202, 202, 429]
    assert b"no more are taken today" in answers[2][1]


def test_of_many_at_once_five_come_to_a_home_r178(world, home):
    assert at_once([lambda: write(world, home.id)] * 8) == [202] * 5 + [429] * 3


def test_nobody_is_bombed_with_mail_and_nobody_learns_of_it_r178(
        world, market):
    """However the address is written; whoever confirms may go on."""
    name = secrets.token_hex(6)
    written = [f"{name}@example.org", f"{name}+a@example.org",
               f"{name.upper()}@Example.ORG", f"{name}+b@example.org",
               f"{name}@example.org", f"{name}+c@example.org"]
    homes = [world.accredited_home(market, world.places.centre())
             for _ in range(2)]
    made = [write(world, homes[n % 2].id, letter(email), expect=202)
            for n, email in enumerate(written)]
    assert len({a.json()["id"] for a in made}) == 6
    assert len({tuple(sorted(a.headers)) for a in made}) == 1
    assert len({tuple(a.json()) for a in made}) == 1
    ids = [a.json()["id"] for a in made]
    assert one(world, "SELECT count(*) FROM mail"
               " WHERE enquiry_id = ANY (%s::uuid[])", ids) == 5
    assert one(world, "SELECT count(*) FROM enquiry WHERE id = %s",
               ids[5]) == 0


def test_the_proxy_slows_down_who_writes_too_fast_r178():
    conf = (REPO / "nginx" / "fairlot.conf").read_text()
    for place in ('/v1/directory/[0-9A-Fa-f-]+/enquiries$"',
                  f"= {CONFIRM} "):
        block = conf[conf.index(place):]
        assert "limit_req zone=sign_in" in block[:block.index("}")]


# --------------------------------------------------------------- what is kept

def gone(world, enquiry):
    """`fairlot jobs` looks every few seconds."""
    return processes.within(SOON, lambda: world.clock.sql(
        "SELECT 1 FROM enquiry WHERE id = %s", enquiry) == [], 0.2)


def test_what_was_not_confirmed_is_gone_after_two_days_r178(world, home):
    made, other = (write(world, home.id, expect=202).json()["id"]
                   for _ in "ab")
    for enquiry, hours in ((made, 48), (other, 47)):
        world.clock.sql(
            "UPDATE enquiry SET made_at = made_at - make_interval(hours => %s)"
            " WHERE id = %s", hours, enquiry)
    assert gone(world, made)
    assert world.clock.sql("SELECT 1 FROM mail WHERE enquiry_id = %s",
                           made) == []
    assert world.clock.sql("SELECT 1 FROM enquiry WHERE id = %s", other)


def test_what_was_sent_is_gone_after_twelve_months_r178(world, home):
    old, younger = (sent(world, home.id) for _ in "ab")
    for enquiry, days in ((old, 366), (younger, 364)):
        world.clock.sql(
            "UPDATE enquiry SET sent_at = sent_at - make_interval(days => %s)"
            " WHERE id = %s", days, enquiry)
    assert gone(world, old)
    home.provider.get(f"{ENQUIRIES}/{old}", expect=404)
    home.provider.read(f"{ENQUIRIES}/{younger}")


@pytest.mark.parametrize("months", ["0", "121", "x", "-1"])
def test_for_how_long_it_is_kept_is_a_number_of_months_r178(stack, months):
    done = subprocess.run(
        [stack.demo["fairlot"], "jobs"], capture_output=True, text=True,
        check=False, timeout=60, env={"FAIRLOT_HOME": str(stack.home),
                                      "FAIRLOT_ENQUIRY_MONTHS": months})
    assert done.returncode == 1 and "FAIRLOT_ENQUIRY_MONTHS" in done.stderr


# -------------------------------------------------------------------- bodies

def test_every_fault_of_a_body_is_told_at_once_r178(world, home):
    answer = write(world, home.id, {
        "contact": {"name": "", "email": "nobody"}, "message": "a\u0007b",
        "reply_by": "phone", "moving_when": "now", "diagnosis": "None"},
        expect=422)
    assert set(pointers(answer)) == {
        "#/contact/name", "#/contact/email", "#/contact/telephone",
        "#/message", "#/moving_when", "#/diagnosis"}


def test_who_wants_to_be_rung_up_says_where_r178(world, home):
    for telephone in ({}, {"telephone": None}):
        body = letter(contact={"name": "Ann", "email": address()} | telephone)
        answer = write(world, home.id, body, expect=422)
        assert pointers(answer) == ["#/contact/telephone"]


@pytest.mark.parametrize("telephone", ["", "call me", "0", "+", "123\n4567",
                                       "1" * 27, "tel:01865000000"])
def test_a_telephone_number_is_one_r178(world, home, telephone):
    body = letter(contact={"name": "Ann", "email": address(),
                           "telephone": telephone})
    assert pointers(write(world, home.id, body, expect=422)) == [
        "#/contact/telephone"]


@pytest.mark.parametrize("name", ["Ann\r\nBcc: all@example.org", "A\u202eB",
                                  "\u0007", " ", "x" * 201, "A\tB"])
def test_a_name_is_one_line_without_tricks_r178(world, home, name):
    body = letter()
    body["contact"]["name"] = name
    assert pointers(write(world, home.id, body, expect=422)) == [
        "#/contact/name"]


def test_what_is_no_address_is_told_what_one_looks_like(world, home):
    body = letter()
    body["contact"]["email"] = "no"
    assert write(world, home.id, body, expect=422).json()["errors"] == [{
        "pointer": "#/contact/email",
        "detail": "This must be an e-mail address, such as "
                  "name@council.example."}]


@pytest.mark.parametrize("email", [
    "a@b", "a@example.org\r\nBcc: b@example.org", "a b@example.org",
    "<a@example.org>", "a@example.org,b@example.org", "a@example.org\u0007",
    "\u00e9@example.org"])
def test_an_address_is_one_and_no_more_r178(world, home, email):
    body = letter()
    body["contact"]["email"] = email
    assert pointers(write(world, home.id, body, expect=422)) == [
        "#/contact/email"]


def test_markup_stays_text_r178(world, home):
    odd = "<script>alert(1)</script> {{7*7}} ${x} '; DROP TABLE enquiry; --"
    body = letter(message=f"{odd}\n\tand \\u0001 \U0001f600")
    body["contact"]["name"] = odd
    answer = home.provider.get(
        f"{ENQUIRIES}/{sent(world, home.id, body)}", expect=200)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["message"] == body["message"]
    assert answer.json()["contact"]["name"] == odd


def test_whoever_is_signed_in_can_write_as_anybody_can_r178(world, home):
    made = home.provider.post(path(home.id), letter(), expect=202)
    assert one(world, "SELECT state FROM enquiry WHERE id = %s",
               made.json()["id"]) == "unconfirmed"


def test_without_e_mail_none_is_taken_and_the_home_says_so(
        world, stack, home, tmp_path):
    body = json.dumps(letter()).encode()
    before = world.clock.sql("SELECT count(*) FROM enquiry_try")
    for chosen, status in (({"FAIRLOT_ENQUIRIES": "no"}, 409),
                           ({"FAIRLOT_SANDBOX": "no"}, 409),
                           ({"FAIRLOT_SANDBOX": "no", "FAIRLOT_MAIL_URL":
                             "smtp://localhost:25"}, 202),
                           ({"FAIRLOT_SANDBOX": "no",
                             "FAIRLOT_ENQUIRIES": "yes"}, 202)):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        service = Service(stack, folder, FAIRLOT_WORKERS="1", **chosen)
        try:
            found, shown = service.ask(f"/v1/directory/{home.id}")
            assert (found, json.loads(shown)["enquiries"]) == (
                200, status == 202)
            found, answer = service.ask(path(home.id), "POST", content=body)
            assert found == status, answer
            if status == 409:
                assert json.loads(answer)["type"].endswith(
                    "/problems/enquiries-not-taken")
                assert world.clock.sql(
                    "SELECT count(*) FROM enquiry_try") == before
        finally:
            service.close()
