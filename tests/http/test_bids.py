"""Sealed bids: priced by the server, receipted, replaced and withdrawn until
the deadline.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import collections
import hashlib
import subprocess
import threading
import uuid

import pytest

from harness.client import Api, slug
from harness.clock import parse
from harness.feed import Feed
from harness.locks import after_waiting

CORE = {"premises": 2_000_000, "staffing": 1_300_000}
# An Ed25519 public key as X.509 writes it: this, and its 32 bytes.
DER = bytes.fromhex("302a300506032b6570032100")


@pytest.fixture(scope="module")
def place(shared_world):
    """A market, a home with a discount from the second child, another."""
    world = shared_world
    made = world.market()
    made.centre = world.places.centre()
    codes = world.places.at(made.centre, 5, 8)
    made.home = world.accredited_home(
        made, codes[0], core=CORE,
        discounts=[{"from_child": 2, "percent": 7.5}])
    made.other = world.accredited_home(made, codes[1])
    return made


@pytest.fixture
def referral(world, place):
    return world.referral(place, place.centre)


@pytest.fixture
def path(world, referral, place):
    return world.bid_path(referral, place.home)


@pytest.fixture
def provider(place):
    return place.home.provider


@pytest.fixture
def body(world):
    return world.bid_body()


def faults(response):
    assert response.status_code == 422, response.text
    return {e["pointer"]: e["detail"] for e in response.json()["errors"]}


def child(core=None, *lines):
    return ({"core_pence": core} if core is not None else {}) | {
        "variable": [{"text": f"Line {i}", "amount_pence": pence}
                     for i, pence in enumerate(lines)]}


# ------------------------------------------------------------- placing one


def test_a_home_that_was_asked_places_a_bid(provider, path, body, referral,
                                            place):
    answer = provider.put(path, body, none_match="*", expect=201)
    made = answer.json()
    assert answer.headers["Location"].endswith(path)
    assert made["referral_id"] == referral["id"]
    assert made["establishment_id"] == place.home.id
    assert made["version"] == 1 and made["state"] == "sealed"
    assert made["price_pence"] == sum(CORE.values()) + 400_000
    read = provider.get(path, expect=200)
    assert read.headers["ETag"] == answer.headers["ETag"]
    assert read.json() == made | {"bid": body, "explanation_due_at": None}


def test_the_receipt_is_of_exactly_the_bytes_stored_and_signed(
        world, provider, path, body, nobody, tmp_path):
    made = provider.put(path, body, expect=201).json()
    receipt = made["receipt"]
    sealed, = world.clock.sql(
        "SELECT sealed FROM bid_version WHERE bid_id = %s", made["id"])[0]
    sealed = bytes(sealed)
    assert hashlib.sha256(sealed).hexdigest() == receipt["sha256"]
    assert (len(sealed) - 48) % 4096 == 0
    assert body["statement"].encode() not in sealed
    assert str(made["price_pence"]).encode() not in sealed

    key, = [k for k in nobody.read("/v1/keys")["items"]
            if k["use"] == "receipt"]
    public, signature, text = (tmp_path / n for n in ("key", "sig", "text"))
    public.write_bytes(DER + base64.b64decode(key["public_key"]))
    signature.write_bytes(base64.b64decode(receipt["signature"]))

    def holds(*lines):
        text.write_text("\n".join(lines))
        return subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER",
             "-inkey", public, "-rawin", "-in", text, "-sigfile", signature],
            capture_output=True, check=False).returncode == 0

    signed = ["fairlot-receipt-v1", made["id"], str(made["version"]),
              receipt["sha256"], receipt["received_at"]]
    assert holds(*signed)
    assert not holds(*signed[:2], "2", *signed[3:])


def test_the_moment_of_receipt_is_the_databases(provider, path, body, clock):
    moment = clock.now().replace(microsecond=123450)
    clock.freeze(moment)
    made = provider.put(path, body, expect=201).json()
    assert parse(made["receipt"]["received_at"]) == moment
    assert made["receipt"]["received_at"].endswith(".12345Z")


# ----------------------------------------------------------------- the price


@pytest.mark.parametrize("core", [
    None, {}, {"premises": 2_000_000}, dict(CORE)])
def test_a_head_left_out_is_the_accredited_figure(provider, path, body, core):
    body["children"] = [child(core, 1)]
    assert provider.put(path, body, expect=201).json()["price_pence"] == \
        sum(CORE.values()) + 1


def test_R047_a_lower_core_is_welcome(provider, path, body):
    body["children"] = [child({"premises": 1_500_000}, 100)]
    assert provider.put(path, body, expect=201).json()["price_pence"] == \
        1_500_000 + CORE["staffing"] + 100


def test_R047_a_head_above_the_accredited_figure_is_refused_with_that_figure(
        provider, path, body):
    body["children"] = [child({"premises": 2_000_001, "staffing": 1_300_000})]
    told = faults(provider.put(path, body))
    assert list(told) == ["#/children/0/core_pence/premises"]
    detail = told["#/children/0/core_pence/premises"]
    assert "£20,000.00" in detail
    assert faults(provider.put(path, body | {"children": [child(
        {"catering": 1})]})) .keys() == {"#/children/0/core_pence/catering"}
    provider.get(path, expect=404)


def test_R048_the_discount_is_taken_child_by_child_and_rounded_half_up(
        world, provider, place):
    referral = world.referral(place, place.centre, children=2)
    body = world.bid_body() | {"children": [
        child({"premises": 0, "staffing": 81_500}, 4_850),
        child({"premises": 0, "staffing": 81_500}, 2_200)]}
    made = provider.put(world.bid_path(referral, place.home), body,
                        expect=201).json()
    # 863.50 + 837.00 - 62.775, half up to the penny: 1,637.72
    assert made["price_pence"] == 163_772


def test_r048_the_discount_comes_by_itself_with_the_second_child(
        world, provider, place):
    prices = []
    for children in (1, 2, 3):
        referral = world.referral(place, place.centre, children=children)
        prices.append(provider.put(
            world.bid_path(referral, place.home),
            world.bid_body(children=children), expect=201).json()[
                "price_pence"])
    one = sum(CORE.values()) + 400_000
    less = one * 925 // 1000  # 7.5 % off
    assert prices == [one, one + less, one + 2 * less]


def test_a_bid_prices_exactly_the_children_of_the_referral(world, provider,
                                                           place, path, body):
    assert list(faults(provider.put(path, body | {
        "children": [child(), child()]}))) == ["#/children"]
    two = world.referral(place, place.centre, children=2)
    assert list(faults(provider.put(world.bid_path(two, place.home), body))) \
        == ["#/children"]


def test_a_price_is_a_penny_at_least_and_a_hundred_million_at_most(
        provider, path, body):
    free = child({"premises": 0, "staffing": 0})
    assert list(faults(provider.put(path, body | {"children": [free]}))) == [
        "#/children"]
    most = child({"premises": 0, "staffing": 0}, 10**10)
    more = child({"premises": 0, "staffing": 1}, 10**10)
    assert list(faults(provider.put(path, body | {"children": [more]}))) == [
        "#/children/0"]
    answer = provider.put(path, body | {"children": [most]}, expect=201)
    assert answer.json()["price_pence"] == 10**10


@pytest.mark.parametrize("pence", [-1, 10**10 + 1, 12.5, "1", 10**20])
def test_D4_only_whole_pence_in_range_are_money(provider, path, body, pence):
    body["children"][0]["variable"][0]["amount_pence"] = pence
    answer = provider.put(path, body)
    if pence == 10**20:  # more than any integer of ours: not even readable
        assert answer.status_code in (400, 422)
        return
    assert list(faults(answer)) == ["#/children/0/variable/0/amount_pence"]


# ---------------------------------------------------------------- its ticks


def test_R090_ticks_are_codes_of_the_referral_each_once(provider, path, body):
    told = faults(provider.put(path, body | {
        "needs_met": ["dance", "salt", "salt"],
        "features_met": ["salt", "pool", "pool"]}))
    assert list(told) == ["#/needs_met/0", "#/needs_met/2",
                          "#/features_met/0", "#/features_met/2"]


def test_R083_a_need_or_a_must_that_is_not_met_may_still_be_bid(
        provider, path, body):
    """It is scored, or excluded, after the opening; not refused here."""
    provider.put(path, body | {"needs_met": [], "features_met": []},
                 expect=201)


@pytest.mark.parametrize("member", ["children", "needs_met", "features_met",
                                    "statement", "available_from"])
def test_R089_a_bid_is_complete(provider, path, body, member):
    del body[member]
    assert list(faults(provider.put(path, body))) == [f"#/{member}"]


@pytest.mark.parametrize("more", [
    {"price_pence": 1}, {"total": 1}, {"version": 7}, {"state": "opened"}])
def test_R109_a_total_of_the_bidders_own_has_no_place(provider, path, body,
                                                      more):
    assert list(faults(provider.put(path, body | more))) == [
        f"#/{next(iter(more))}"]


def test_every_fault_of_a_bid_is_told_at_once(provider, path, body):
    told = faults(provider.put(path, body | {
        "children": [child({"premises": 10**9, "cake": 1}, 1), child()],
        "needs_met": ["dance"], "features_met": ["song"]}))
    assert set(told) == {
        "#/children", "#/children/0/core_pence/premises",
        "#/children/0/core_pence/cake", "#/needs_met/0", "#/features_met/0"}


# ---------------------------------------------------- replacing, withdrawing


def test_C7_a_replacement_supersedes_and_every_version_is_kept(
        world, provider, path, body):
    first = provider.put(path, body, expect=201)
    second = provider.put(
        path, world.bid_body(variable_pence=1), expect=200,
        match=first.headers["ETag"])
    assert "Location" not in second.headers
    one, two = first.json(), second.json()
    assert (two["id"], two["version"]) == (one["id"], 2)
    assert two["price_pence"] == one["price_pence"] - 399_999
    assert two["receipt"]["sha256"] != one["receipt"]["sha256"]
    kept = world.clock.sql(
        "SELECT version, sha256 FROM bid_version WHERE bid_id = %s"
        " ORDER BY version", one["id"])
    assert kept == [(1, one["receipt"]["sha256"]),
                    (2, two["receipt"]["sha256"])]
    assert provider.read(path)["version"] == 2


def test_what_stands_is_replaced_only_by_who_has_seen_it(provider, path,
                                                         body):
    first = provider.put(path, body, expect=201)
    assert slug(provider.put(path, body, expect=428)) == \
        "precondition-required"
    assert slug(provider.put(path, body, none_match="*", expect=412)) == \
        "precondition-failed"
    provider.put(path, body, match=first.headers["ETag"], expect=200)
    # The same content again has another receipt, hence another ETag.
    assert slug(provider.put(path, body, match=first.headers["ETag"],
                             expect=412)) == "precondition-failed"
    assert slug(provider.delete(path, expect=428)) == "precondition-required"


def test_a_withdrawn_bid_is_gone_and_the_next_one_is_the_next_version(
        provider, path, body):
    first = provider.put(path, body, expect=201).json()
    answer = provider.delete(path, match=provider.etag(path), expect=204)
    assert not answer.content
    provider.get(path, expect=404)
    provider.delete(path, match="*", expect=404)
    again = provider.put(path, body, none_match="*", expect=201).json()
    assert (again["id"], again["version"]) == (first["id"], 2)
    assert provider.read(path)["receipt"] == again["receipt"]


# -------------------------------------------------------------- the deadline


def test_C3_the_last_microsecond_is_in_time_and_the_deadline_is_late(
        world, provider, path, body, referral, clock):
    world.pass_deadline(referral)
    answer = provider.put(path, body, expect=409)
    assert slug(answer) == "deadline-passed"
    clock.shift(microseconds=-1)
    made = provider.put(path, body, expect=201)
    assert made.json()["receipt"]["received_at"] < referral["deadline"]
    clock.shift(microseconds=1)
    for late in (provider.put(path, body, match=made.headers["ETag"]),
                 provider.delete(path, match=made.headers["ETag"]),
                 provider.put(path, body, match="*")):
        assert (late.status_code, slug(late)) == (409, "deadline-passed")
    assert provider.read(path) == made.json() | {
        "bid": body, "explanation_due_at": None}
    clock.shift(microseconds=-1)
    provider.delete(path, match=made.headers["ETag"], expect=204)


def test_a_longer_deadline_lets_bids_in_again_until_then(
        world, council, provider, path, body, referral, clock):
    council.make(f"/v1/referrals/{referral['id']}/extension",
                 {"deadline": clock.ahead(days=6)})
    world.pass_deadline(referral)  # the old one
    provider.put(path, body, expect=201)


def test_a_bid_that_waits_for_the_lock_is_judged_when_it_has_it(
        world, provider, path, body, referral, clock):
    """Lock, then clock, then act: what began in time and got its turn too
    late is too late (security.md D18)."""
    world.pass_deadline(referral)
    clock.shift(microseconds=-1)
    answer = after_waiting(
        world, f"referral_id {referral['id']}",
        lambda: provider.put(path, body),
        meanwhile=lambda: clock.shift(microseconds=1))
    assert slug(answer) == "deadline-passed"


# ------------------------------------------------------------------ who may


def test_R060_a_suspended_home_cannot_bid_but_may_take_its_bid_back(
        world, lead, place, body):
    home = world.accredited_home(place, world.places.at(place.centre, 3)[0])
    referral = world.referral(place, place.centre)
    path = world.bid_path(referral, home)
    home.provider.put(path, body, expect=201)
    lead.make(f"/v1/accreditations/{home.accreditation_id}/suspension",
              {"ground": "registration_lost", "reason": "Deregistered"})
    answer = home.provider.put(path, body, match=home.provider.etag(path),
                               expect=409)
    assert slug(answer) == "not-accredited"
    home.provider.change(path, method="DELETE")


def test_a_home_that_was_not_asked_is_as_unknown_as_the_referral(
        world, place, referral, body):
    far = world.accredited_home(place, world.places.at(place.centre, 70)[0])
    unknown = str(uuid.uuid4())
    draft = world.draft_referral(place, place.centre)
    answers = []
    for caller, referral_id, home_id in (
            (far.provider, referral["id"], far.id),       # not in reach
            (far.provider, referral["id"], place.home.id),  # not its home
            (place.other.provider, referral["id"], place.home.id),
            (place.home.provider, referral["id"], unknown),
            (place.home.provider, unknown, place.home.id),
            (place.home.provider, draft["id"], place.home.id)):
        path = f"/v1/referrals/{referral_id}/bids/{home_id}"
        for answer in (caller.put(path, body), caller.get(path),
                       caller.delete(path, match="*")):
            problem = answer.json()
            assert (answer.status_code, slug(answer)) == (404, "not-found")
            answers.append((problem["title"], problem["detail"]))
    assert len(set(answers)) == 1


def test_bids_are_for_providers(world, council, lead, auditor, path, body):
    for api in (council, lead, auditor, world.portal):
        for answer in (api.put(path, body), api.get(path),
                       api.delete(path, match="*")):
            assert (answer.status_code, slug(answer)) == (403, "forbidden")


def test_a_bid_is_an_event_for_its_own_provider_alone(
        council, auditor, lead, place, provider, path, body, referral):
    apis = (provider, place.other.provider, council, auditor, lead)
    feeds = [Feed(api) for api in apis]
    first = provider.put(path, body, expect=201)
    provider.put(path, body, match=first.headers["ETag"], expect=200)
    provider.change(path, method="DELETE")
    assert [feed.types(referral) for feed in feeds] == [
        ["bid.placed", "bid.replaced", "bid.withdrawn"], [], [], [], []]


# ------------------------------------------------------------------ at once


def test_E1_of_fifty_first_bids_at_once_exactly_one_is_placed(
        world, provider, path, body):
    """Each from a connection of its own."""
    token, answers = provider.token, []
    start = threading.Barrier(50)

    def send():
        api = Api(world)
        start.wait()
        answers.append(api.put(path, body, none_match="*", token=token))

    threads = [threading.Thread(target=send) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counted = collections.Counter(a.status_code for a in answers)
    assert counted[201] == 1 and counted[412] == 49, counted
    placed, = [a.json() for a in answers if a.status_code == 201]
    assert provider.read(path)["receipt"] == placed["receipt"]
    assert world.clock.sql("SELECT count(*) FROM bid_version WHERE bid_id ="
                           " %s", placed["id"]) == [(1,)]


def test_E2_of_two_replacements_at_once_one_is_lost_openly(
        world, provider, path, body):
    etag = provider.put(path, body, expect=201).headers["ETag"]
    token, answers = provider.token, []

    def send(pence):
        answers.append(Api(world).put(
            path, world.bid_body(variable_pence=pence), match=etag,
            token=token))

    threads = [threading.Thread(target=send, args=(p,)) for p in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(a.status_code for a in answers) == [200] + [412] * 7
    assert provider.read(path)["version"] == 2


# ------------------------------------------------------------- broken seals


def test_C8_a_broken_seal_shows_no_price_and_no_content(world, provider, path,
                                                        body):
    made = provider.put(path, body, expect=201).json()
    world.clock.sql("UPDATE bid_version SET sealed = set_byte(sealed, 99,"
                    " get_byte(sealed, 99) # 1) WHERE bid_id = %s",
                    made["id"])
    read = provider.read(path)
    assert read["price_pence"] is None and read["bid"] is None
    assert read["receipt"] == made["receipt"]
