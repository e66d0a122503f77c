"""test_clients.py - an organisation's machine clients.

SPDX-License-Identifier: Apache-2.0
"""
import uuid

import pytest
from harness.flows import fresh
from harness.processes import superuser


def add(api, **over):
    return api.make("/v1/clients", {"name": fresh("Machine")} | over)


def test_the_secret_is_shown_this_once(council):
    answer = council.post("/v1/clients", {"name": fresh("Machine")},
                          expect=201)
    made = answer.json()
    assert made["role"] == "council"
    assert len(made["client_secret"]) >= 43
    assert answer.headers["Cache-Control"] == "no-store"
    shown = council.get(f"/v1/clients/{made['id']}", expect=200)
    assert "client_secret" not in shown.text
    assert shown.json() == {k: v for k, v in made.items()
                            if not k.startswith("client_")}
    assert made["client_id"] == made["id"]
    # So it can be removed without being read again.
    assert answer.headers["ETag"] == shown.headers["ETag"]
    listed = council.get("/v1/clients", params={"limit": 100}, expect=200)
    assert made["client_secret"] not in listed.text
    assert made["id"] in listed.text


def test_no_two_secrets_are_alike(council):
    assert len({add(council)["client_secret"] for _ in range(5)}) == 5


def test_an_idempotency_key_does_not_keep_a_secret(stack, council):
    body = {"name": fresh("Machine")}
    first = council.post("/v1/clients", body, key="same", expect=201)
    second = council.post("/v1/clients", body, key="same", expect=201)
    assert first.json()["id"] != second.json()["id"]
    assert "Idempotency-Replayed" not in second.headers
    with superuser(stack) as cursor:
        cursor.execute("SELECT count(*) FROM idempotency"
                       " WHERE body LIKE '%client_secret%'")
        assert cursor.fetchone() == (0,)


GIVEN = [("lead", "auditor", 422), ("lead", "portal", 422),
         ("council_a", "lead", 422), ("provider_a", "provider", 201),
         ("provider_a", "council", 422)]


@pytest.mark.parametrize("giver, role, status", GIVEN)
def test_a_role_is_given_only_by_those_who_may(world, giver, role, status):
    answer = getattr(world, giver).post(
        "/v1/clients", {"name": fresh("Machine"), "role": role},
        expect=status)
    if status == 422:
        assert [e["pointer"] for e in answer.json()["errors"]] == ["#/role"]


def test_a_client_is_removed_once(council):
    made = add(council)
    path = f"/v1/clients/{made['id']}"
    council.delete(path, expect=428)
    council.delete(path, match='"stale"', expect=412)
    etag = council.etag(path)
    council.delete(path, match=etag, expect=204)
    council.delete(path, match=etag, expect=404)
    council.get(path, expect=404)
    assert made["id"] not in {c["id"] for c in
                              council.every("/v1/clients", limit=100)}


def test_clients_of_others_are_not_there(council, other_council):
    path = f"/v1/clients/{add(council)['id']}"
    other_council.get(path, expect=404)
    other_council.delete(path, match=council.etag(path), expect=404)
    council.get(path, expect=200)
    other_council.get(f"/v1/clients/{uuid.uuid4()}", expect=404)


def test_a_council_officer_does_not_remove_a_lead_client(world, lead):
    officer = world.colleague(lead, role="council")
    path = f"/v1/clients/{add(lead)['id']}"
    officer.delete(path, match=officer.etag(path), expect=403)
    lead.get(path, expect=200)
