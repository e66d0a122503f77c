"""test_sessions.py - people sign in, stay signed in, and sign out.

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures
import re
import secrets
import types

import pytest
from harness.client import Api, slug
from harness.flows import fresh
from harness.processes import superuser

COOKIE = "__Host-refresh"


@pytest.fixture
def officer(world, lead):
    """A new officer of the lead authority, whom a test may lock out."""
    email = f"{secrets.token_hex(6)}@example.org"
    password = secrets.token_urlsafe(16)
    user = lead.make("/v1/users", {"name": fresh("Officer"), "email": email,
                                   "password": password, "role": "council"})
    return Api(world, email=email, password=password, name=user["name"],
               id=user["id"]), user


def sign_in(api, **over):
    email, password = api.person
    return api.patiently(lambda: api.post(
        "/v1/sessions", {"email": email, "password": password} | over,
        token=None))


def cookie_of(response):
    """The refresh cookie that an answer sets."""
    return re.match(rf"{COOKIE}=([^;]*)", response.headers["Set-Cookie"])[1]


def renew(api, cookie, **headers):
    return api.post("/v1/sessions/renewal", token=None, headers={
        "Cookie": f"{COOKIE}={cookie}"} | headers)


def signed_in(api):
    answer = sign_in(api)
    return types.SimpleNamespace(token=answer.json()["access_token"],
                                 cookie=cookie_of(answer), answer=answer)


def may_read(api, token):
    return api.get("/v1/me", token=token).status_code


def test_a_person_signs_in(officer):
    api, user = officer
    answer = sign_in(api)
    assert answer.status_code == 201
    body = answer.json()
    assert body["expires_in"] == 600
    assert {k: body["user"][k] for k in ("id", "name", "email", "role")} == {
        k: user[k] for k in ("id", "name", "email", "role")}
    me = api.read("/v1/me", token=body["access_token"])
    assert me["organisation"] == body["user"]["organisation"]
    assert me["kind"] == "person"


def test_the_cookie_is_kept_from_scripts_and_other_sites(officer):
    answer = sign_in(officer[0])
    parts = [p.strip() for p in answer.headers["Set-Cookie"].split(";")]
    assert parts[0].startswith(COOKIE + "=")
    assert set(parts[1:]) == {"Path=/", "Secure", "HttpOnly",
                              "SameSite=Strict", "Max-Age=43200"}
    assert len(cookie_of(answer)) >= 43
    assert cookie_of(answer) not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_case_of_an_address_does_not_matter(officer):
    api, _ = officer
    assert sign_in(api, email=api.person[0].upper()).status_code == 201


def refusal(response):
    """A problem without what names this one request."""
    body = response.json()
    del body["request_id"]
    return response.status_code, body


def test_who_is_there_cannot_be_learnt_by_signing_in(nobody, lead, officer):
    api, user = officer
    wrong = nobody.post("/v1/sessions", {"email": api.person[0],
                                         "password": "not the password"})
    unknown = nobody.post("/v1/sessions", {
        "email": f"{secrets.token_hex(6)}@example.org",
        "password": "not the password"})
    lead.change(f"/v1/users/{user['id']}", {"disabled": True}, "PATCH")
    disabled = nobody.post("/v1/sessions", {"email": api.person[0],
                                            "password": api.person[1]})
    assert wrong.status_code == 401
    assert refusal(wrong) == refusal(unknown) == refusal(disabled)


def test_a_password_counts_to_its_last_letter(world, lead, nobody):
    email = f"{secrets.token_hex(6)}@example.org"
    password = secrets.token_urlsafe(100)[:127]
    lead.make("/v1/users", {"name": fresh("Long"), "email": email,
                            "password": password + "x"})
    wrong = nobody.post("/v1/sessions", {"email": email,
                                         "password": password + "y"})
    assert wrong.status_code == 401
    right = Api(world, email=email, password=password + "x")
    assert sign_in(right).status_code == 201


def test_guessing_is_slowed_down_for_that_account_alone(
        stack, nobody, officer, lead):
    api, _ = officer
    quota = int(stack.settings.get("FAIRLOT_SIGN_IN_QUOTA", 10))
    body = {"email": api.person[0], "password": "a wrong guess"}
    for _ in range(quota):
        nobody.post("/v1/sessions", body, expect=401)
    answer = nobody.post("/v1/sessions", body, expect=429)
    assert 1 <= int(answer.headers["Retry-After"]) <= 301
    # The right password does not help now, from here; others get in.
    nobody.post("/v1/sessions", {"email": api.person[0],
                                 "password": api.person[1]}, expect=429)
    assert sign_in(lead).status_code == 201


def test_a_success_forgives_what_failed_before(stack, nobody, officer):
    api, _ = officer
    quota = int(stack.settings.get("FAIRLOT_SIGN_IN_QUOTA", 10))
    for _ in range(2):
        for _ in range(quota - 1):
            nobody.post("/v1/sessions", {"email": api.person[0],
                                         "password": "a wrong guess"},
                        expect=401)
        assert sign_in(api).status_code == 201


def test_a_session_is_renewed_with_the_cookie_alone(officer):
    api, _ = officer
    first = signed_in(api)
    answer = renew(api, first.cookie)
    assert answer.status_code == 200
    assert answer.json()["expires_in"] == 600
    assert cookie_of(answer) != first.cookie
    assert may_read(api, answer.json()["access_token"]) == 200
    again = renew(api, cookie_of(answer))
    assert again.status_code == 200


def test_two_tabs_may_renew_with_one_cookie(officer):
    api, _ = officer
    first = signed_in(api)
    left, right = renew(api, first.cookie), renew(api, first.cookie)
    assert left.status_code == right.status_code == 200
    assert cookie_of(left) != cookie_of(right)
    assert renew(api, cookie_of(left)).status_code == 200


def test_a_cookie_that_comes_again_later_ends_the_session(stack, officer):
    api, _ = officer
    other, stolen = signed_in(api), signed_in(api)
    newest = renew(api, stolen.cookie)
    with superuser(stack) as cursor:
        cursor.execute("UPDATE refresh_token SET used_at = used_at"
                       " - interval '11 seconds' WHERE used_at IS NOT NULL"
                       " AND sha256 = encode(sha256(%s::bytea), 'hex')",
                       (stolen.cookie,))
        assert cursor.rowcount == 1
    assert renew(api, stolen.cookie).status_code == 401
    assert renew(api, cookie_of(newest)).status_code == 401
    assert may_read(api, stolen.token) == 401
    assert may_read(api, newest.json()["access_token"]) == 401
    # Another device of the same person is another family.
    assert may_read(api, other.token) == 200
    assert renew(api, other.cookie).status_code == 200


@pytest.mark.parametrize("minutes, status", [(59, 200), (61, 401)])
def test_a_cookie_that_nobody_uses_for_an_hour_ends_the_session(
        stack, officer, minutes, status):
    """Whoever closes the window without signing out is not signed in for the
    rest of the day."""
    api, _ = officer
    left = signed_in(api)
    with superuser(stack) as cursor:
        cursor.execute("UPDATE refresh_token SET created_at = created_at"
                       " - make_interval(mins => %s)"
                       " WHERE sha256 = encode(sha256(%s::bytea), 'hex')",
                       (minutes, left.cookie))
        assert cursor.rowcount == 1
    assert renew(api, left.cookie).status_code == status
    assert may_read(api, left.token) == status


def test_a_cookie_whose_successor_was_used_ends_the_session_at_once(officer):
    """Two tabs hold the same cookie; nobody holds one and the one before."""
    api, _ = officer
    first = signed_in(api)
    second = renew(api, first.cookie)
    third = renew(api, cookie_of(second))
    assert third.status_code == 200
    assert renew(api, first.cookie).status_code == 401
    assert renew(api, cookie_of(third)).status_code == 401
    assert may_read(api, third.json()["access_token"]) == 401


FOREIGN = [{"Origin": "https://evil.example"}, {"Origin": "null"},
           {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_another_site_cannot_renew_a_session(stack, officer, headers):
    api, _ = officer
    first = signed_in(api)
    assert renew(api, first.cookie, **headers).status_code == 403
    with superuser(stack) as cursor:
        cursor.execute("SELECT used_at FROM refresh_token WHERE"
                       " sha256 = encode(sha256(%s::bytea), 'hex')",
                       (first.cookie,))
        assert cursor.fetchone() == (None,)


def test_our_own_pages_renew_a_session(stack, officer):
    api, _ = officer
    first = signed_in(api)
    answer = renew(api, first.cookie, **{
        "Origin": stack.base_url, "Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 200


@pytest.mark.parametrize("cookie", ["", "x", secrets.token_urlsafe(32),
                                    "' OR true --"],
                         ids=["empty", "short", "random", "sql"])
def test_a_made_up_cookie_renews_nothing(nobody, cookie):
    answer = renew(nobody, cookie)
    assert answer.status_code == 401
    assert "Set-Cookie" not in answer.headers


def test_without_a_cookie_there_is_nothing_to_renew(nobody):
    nobody.post("/v1/sessions/renewal", token=None, expect=401)


def test_two_tabs_that_come_just_in_time_both_stay(stack, officer):
    """The second one brings a cookie that is past the hour, but was used."""
    api, _ = officer
    old = signed_in(api)
    assert renew(api, old.cookie).status_code == 200
    with superuser(stack) as cursor:
        cursor.execute("UPDATE refresh_token SET created_at = created_at"
                       " - interval '61 minutes'"
                       " WHERE sha256 = encode(sha256(%s::bytea), 'hex')",
                       (old.cookie,))
    assert renew(api, old.cookie).status_code == 200
    assert may_read(api, old.token) == 200


def test_an_office_behind_one_address_is_not_kept_out(stack, nobody):
    """Each of its pages begins with a renewal."""
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        seen = set(pool.map(lambda _: nobody.http.post(
            f"{stack.base_url}/v1/sessions/renewal").status_code, range(200)))
    assert seen == {401}


def test_signing_out_ends_this_session_at_once(officer):
    api, _ = officer
    here, there = signed_in(api), signed_in(api)
    answer = api.delete("/v1/sessions/current", token=here.token, expect=204)
    assert f"{COOKIE}=;" in answer.headers["Set-Cookie"]
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert "cookies" in answer.headers["Clear-Site-Data"]
    assert may_read(api, here.token) == 401
    assert renew(api, here.cookie).status_code == 401
    assert may_read(api, there.token) == 200


def test_a_session_shows_when_it_ends_and_whose_it_is(officer):
    api, user = officer
    shown = api.read("/v1/sessions/current", token=signed_in(api).token)
    assert shown["user"] == {"id": user["id"], "name": user["name"]}
    assert shown["client"] is None
    assert shown["role"] == user["role"]
    assert shown["created_at"] < shown["expires_at"]


def test_a_session_that_has_run_out_is_over(stack, officer):
    api, _ = officer
    mine = signed_in(api)
    with superuser(stack) as cursor:
        cursor.execute("UPDATE session SET expires_at = clock_timestamp()"
                       " WHERE user_id = %s", (officer[1]["id"],))
    assert may_read(api, mine.token) == 401
    assert renew(api, mine.cookie).status_code == 401


def test_disabling_a_person_takes_effect_at_once(lead, officer):
    api, user = officer
    mine = signed_in(api)
    assert may_read(api, mine.token) == 200
    lead.change(f"/v1/users/{user['id']}", {"disabled": True}, "PATCH")
    assert may_read(api, mine.token) == 401
    assert renew(api, mine.cookie).status_code == 401
    # Enabling again does not bring the old session back to life.
    lead.change(f"/v1/users/{user['id']}", {"disabled": False}, "PATCH")
    assert may_read(api, mine.token) == 401
    assert sign_in(api).status_code == 201


def test_a_new_role_holds_from_the_next_request(lead, officer):
    api, user = officer
    token = signed_in(api).token
    assert api.get("/v1/referrals", token=token).status_code == 200
    lead.change(f"/v1/users/{user['id']}", {"role": "lead"}, "PATCH")
    answer = api.get("/v1/referrals", token=token)
    assert answer.status_code == 403
    assert slug(answer) == "forbidden"
    assert api.read("/v1/me", token=token)["role"] == "lead"


def test_the_sandbox_clock_does_not_move_sessions(clock, officer):
    api, _ = officer
    mine = signed_in(api)
    clock.shift(days=30)
    assert may_read(api, mine.token) == 200
