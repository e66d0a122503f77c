"""test_users.py - an organisation's own people.

SPDX-License-Identifier: Apache-2.0
"""
import secrets
import uuid

import pytest
from harness.client import slug
from harness.flows import fresh
from harness.processes import superuser


def new_person(**over):
    return {"name": fresh("Person"), "password": secrets.token_urlsafe(16),
            "email": f"{secrets.token_hex(6)}@example.org"} | over


def pointers(response):
    return {e["pointer"] for e in response.json()["errors"]}


def test_a_colleague_is_added_and_can_sign_in(world, council):
    body = new_person()
    answer = council.post("/v1/users", body, expect=201)
    made = answer.json()
    assert made["role"] == "council"
    assert made["disabled"] is False
    assert "password" not in answer.text
    path = f"/v1/users/{made['id']}"
    assert answer.headers["Location"] == world.stack.base_url + path
    shown = council.get(path, expect=200)
    assert shown.json() == made
    assert shown.headers["ETag"] == answer.headers["ETag"]
    person = world.nobody.patiently(lambda: world.nobody.post(
        "/v1/sessions", {"email": body["email"],
                         "password": body["password"]}))
    assert person.json()["user"]["organisation"]["id"] == \
        council.organisation_id


GIVEN = [("lead", "lead", 201), ("lead", "council", 201),
         ("lead", "auditor", 422), ("lead", "provider", 422),
         ("lead", "portal", 422), ("council_a", "council", 201),
         ("council_a", "lead", 422), ("council_a", "auditor", 422),
         ("provider_a", "provider", 201), ("provider_a", "council", 422),
         ("provider_a", "lead", 422)]


@pytest.mark.parametrize("giver, role, status", GIVEN)
def test_a_role_is_given_only_by_those_who_may(world, giver, role, status):
    answer = getattr(world, giver).post("/v1/users", new_person(role=role),
                                        expect=status)
    if status == 422:
        assert pointers(answer) == {"#/role"}


def test_an_address_belongs_to_one_person_everywhere(council, other_council):
    body = new_person()
    council.make("/v1/users", body)
    for api in (council, other_council):
        answer = api.post("/v1/users", new_person(
            email=body["email"].upper()), expect=409)
        assert slug(answer) == "conflict"
        assert [e["pointer"] for e in answer.json()["errors"]] == ["#/email"]


@pytest.mark.parametrize("password", [
    "short", "123456789", "Password1!", "qwertyuiop", "Welcome123"])
def test_a_password_that_everybody_tries_is_refused(council, password):
    answer = council.post("/v1/users", new_person(password=password),
                          expect=422)
    assert pointers(answer) == {"#/password"}


@pytest.mark.parametrize("password", [
    "a" * 64, "b" * 128, "four words and spaces", "\U0001f40e" * 10,
    "pass\u00e9pass\u00e9"])
def test_long_and_strange_passwords_are_welcome(world, council, password):
    body = new_person(password=password)
    council.make("/v1/users", body)
    answer = world.nobody.patiently(lambda: world.nobody.post(
        "/v1/sessions", {"email": body["email"], "password": password}))
    assert answer.status_code == 201


def test_every_fault_is_told_at_once(council):
    answer = council.post("/v1/users", {
        "name": "", "email": "nowhere", "password": "x", "role": "king",
        "status": "active"}, expect=422)
    assert pointers(answer) == {"#/name", "#/email", "#/password", "#/role",
                                "#/status"}


MASS = ["id", "organisation_id", "created_at", "disabled", "disabled_at",
        "is_admin", "version", "tenant_id", "password_hash"]


@pytest.mark.parametrize("member", MASS)
def test_nothing_else_can_be_assigned(council, member):
    answer = council.post("/v1/users", new_person(**{member: True}),
                          expect=422)
    assert pointers(answer) == {f"#/{member}"}


def test_a_person_is_renamed(council):
    made = council.make("/v1/users", new_person())
    path = f"/v1/users/{made['id']}"
    answer = council.change(path, {"name": "Renée O'Neill \U0001f33b"},
                            "PATCH", expect=200)
    assert answer.json()["name"] == "Renée O'Neill \U0001f33b"
    assert council.read(path) == answer.json()
    assert council.etag(path) == answer.headers["ETag"]


@pytest.mark.parametrize("name", [
    "line\nbreak", "tab\there", "\u202egnp.exe", "   ", "nul\x00"])
def test_a_name_is_one_visible_line(council, name):
    council.post("/v1/users", new_person(name=name), expect=(400, 422))


def test_text_is_kept_and_not_interpreted(council):
    name = "<script>alert(1)</script> =cmd|' /C calc'!A0 '; DROP TABLE x; --"
    made = council.make("/v1/users", new_person(name=name))
    assert council.read(f"/v1/users/{made['id']}")["name"] == name


def own_id(api):
    return api.read("/v1/me")["id"]


def test_nobody_disables_or_promotes_themselves(world, council):
    person = world.colleague(council)
    path = f"/v1/users/{person.user_id}"
    etag = person.etag(path)
    answer = person.patch(path, {"disabled": True}, match=etag, expect=422)
    assert pointers(answer) == {"#/disabled"}
    answer = person.patch(path, {"role": "auditor"}, match=etag, expect=422)
    assert pointers(answer) == {"#/role"}
    person.patch(path, {"name": "Somebody New"}, match=etag, expect=200)


def test_a_council_officer_does_not_change_a_lead_officer(world, lead):
    officer = world.colleague(lead, role="council")
    path = f"/v1/users/{world.colleague(lead, role='lead').user_id}"
    for body in ({"disabled": True}, {"role": "council"}, {"name": "Other"}):
        answer = officer.patch(path, body, match=officer.etag(path),
                               expect=403)
        assert slug(answer) == "forbidden"


def test_a_disabled_person_stays_disabled_from_the_first_time(stack, council):
    made = council.make("/v1/users", new_person())
    path = f"/v1/users/{made['id']}"
    council.change(path, {"disabled": True}, "PATCH")
    assert council.read(path)["disabled"] is True
    council.change(path, {"name": "Renamed While Away"}, "PATCH")
    assert council.read(path)["disabled"] is True
    with superuser(stack) as cursor:
        cursor.execute("SELECT count(*) FROM session WHERE user_id = %s"
                       " AND ended_at IS NULL", (made["id"],))
        assert cursor.fetchone() == (0,)


def test_people_of_others_are_not_there(world, council, other_council):
    made = council.make("/v1/users", new_person())
    path = f"/v1/users/{made['id']}"
    theirs = other_council.get(path, expect=404)
    nothing = other_council.get(f"/v1/users/{uuid.uuid4()}", expect=404)
    assert theirs.json()["detail"] == nothing.json()["detail"]
    other_council.patch(path, {"disabled": True}, match='"x"', expect=404)
    assert made["id"] not in {u["id"] for u in
                              other_council.every("/v1/users", limit=100)}
    assert council.read(path)["disabled"] is False


def test_the_list_shows_everybody_once_newest_first(council):
    made = [council.make("/v1/users", new_person())["id"] for _ in range(5)]
    seen = [u["id"] for u in council.every("/v1/users", limit=2)]
    assert len(seen) == len(set(seen))
    assert [i for i in seen if i in made] == made[::-1]


def test_an_auditor_looks_and_does_not_touch(world, lead, auditor):
    path = f"/v1/users/{own_id(auditor)}"
    auditor.get(path, expect=200)
    auditor.get("/v1/users", expect=200)
    auditor.post("/v1/users", new_person(), expect=403)
    auditor.patch(path, {"name": "New Name"}, match='"x"', expect=403)


def test_a_change_is_an_event_of_the_organisation(council):
    made = council.make("/v1/users", new_person())
    page, cursor, types = None, None, set()
    while page is None or page["next"] and page["items"]:
        params = {"limit": 100} | ({"after": cursor} if cursor else {})
        page = council.read("/v1/events", params=params)
        types |= {e["type"] for e in page["items"]
                  if e["subject_id"] == made["id"]}
        cursor = page["next"]
    assert types == {"user.created"}
