"""test_providers.py - registering needs nobody's permission.

SPDX-License-Identifier: Apache-2.0
"""
import secrets

from harness.client import Api, slug
from harness.flows import fresh


def body(**contact):
    return {"name": fresh("Provider"), "company_number": "01234567",
            "contact": {"name": "Ada Okafor",
                        "email": f"{secrets.token_hex(6)}@example.org",
                        "password": secrets.token_urlsafe(16)} | contact}


def register(nobody, sent, expect=201):
    return nobody.patiently(
        lambda: nobody.post("/v1/providers", sent, expect=(expect, 429))) \
        if expect == 201 else nobody.post("/v1/providers", sent, expect=expect)


def test_anybody_registers_a_provider_and_signs_in_at_once(world, nobody):
    sent = body()
    answer = register(nobody, sent)
    made = answer.json()
    assert made["name"] == sent["name"] and made["kind"] == "provider"
    assert made["company_number"] == "01234567"
    assert made["user"]["email"] == sent["contact"]["email"]
    assert made["user"]["role"] == "provider"
    assert sent["contact"]["password"] not in answer.text
    person = Api(world, email=sent["contact"]["email"],
                 password=sent["contact"]["password"])
    me = person.read("/v1/me")
    assert me["organisation"] == {"id": made["id"], "name": made["name"],
                                  "kind": "provider"}
    own = person.read(f"/v1/providers/{made['id']}")
    assert own == {k: made[k] for k in own}
    assert answer.headers["Location"].endswith(f"/v1/providers/{made['id']}")


def test_a_provider_sees_itself_and_an_authority_sees_it_but_no_rival_does(
        world, lead, council, auditor):
    one, other = world.provider(), world.provider()
    path = f"/v1/providers/{one.organisation_id}"
    for reader in (one, lead, council, auditor):
        assert reader.read(path)["id"] == one.organisation_id
    other.get(path, expect=404)


def test_an_authority_is_not_a_provider(lead):
    lead.get(f"/v1/providers/{lead.organisation_id}", expect=404)


def test_an_address_that_is_taken_is_refused_without_saying_why(world, nobody):
    sent = body()
    register(nobody, sent)
    again = body(email=sent["contact"]["email"].upper())
    answer = register(nobody, again, expect=422)
    assert slug(answer) == "invalid"
    (fault,) = answer.json()["errors"]
    assert fault["pointer"] == "#/contact/email"
    for word in ("taken", "exists", "already", "registered"):
        assert word not in fault["detail"]


def test_a_password_that_everybody_tries_is_refused_where_it_stands(nobody):
    answer = register(nobody, body(password="password12"), expect=422)
    assert [e["pointer"] for e in answer.json()["errors"]] == [
        "#/contact/password"]


def test_a_provider_need_not_be_a_company(nobody):
    sent = body()
    del sent["company_number"]
    assert register(nobody, sent).json()["company_number"] is None


def test_whoever_has_a_role_does_not_register_a_provider(world):
    answer = world.provider_a.post("/v1/providers", body(), expect=403)
    assert slug(answer) == "forbidden"


def test_unknown_members_are_refused(nobody):
    sent = body() | {"role": "lead"}
    answer = register(nobody, sent, expect=422)
    assert [e["pointer"] for e in answer.json()["errors"]] == ["#/role"]


def test_a_registration_repeated_under_its_key_makes_one_provider(nobody):
    sent, key = body(), secrets.token_hex(8)
    first = nobody.patiently(lambda: nobody.post(
        "/v1/providers", sent, key=key, expect=(201, 429)))
    again = nobody.post("/v1/providers", sent, key=key, expect=201)
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"
