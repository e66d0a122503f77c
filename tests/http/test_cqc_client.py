"""test_cqc_client.py - `fairlot registers` asks the CQC's API what has
changed (R036), and is not put off by how it is answered.

SPDX-License-Identifier: Apache-2.0
"""
import copy
import functools
import json
import signal
import subprocess
import threading

import pytest
from harness import registers as made
from harness.cqc import KEY, Client, Cqc, document
from harness.processes import superuser, without_jobs
from harness.registers import Registers, as_csv, table


@pytest.fixture
def cqc():
    server = Cqc()
    yield server
    server.close()


@pytest.fixture
def client(world, cqc, tmp_path):
    asks = Client(world, cqc, tmp_path)
    asks.forget()
    asks.know_the_others()
    yield asks
    asks.forget()


@pytest.fixture
def look(world, tmp_path):
    """The place with this id, as a lead officer sees it."""
    return functools.partial(Registers(world, tmp_path).place, "cqc")


LEGACY, SAF = "location-legacy-ratings", "location-saf-assessment-only"
INHERITED, GONE = "location-inherited-rating", "location-deregistered"


def current(place):
    """Of the overall ratings the newest: (grade, day, framework)."""
    newest = max((r for r in place["ratings"] if r["area"] == "overall"),
                 key=lambda r: r["rated_on"])
    return newest["grade"], newest["rated_on"], newest["framework"]


# ---- what the documents say

def test_r036_every_kind_of_document_is_read(cqc, client, look):
    cqc.has(*map(document, (LEGACY, SAF, INHERITED, GONE)))
    client.run()
    legacy, saf = look("1-100000001"), look("1-100000002")
    assert current(legacy) == ("good", "2019-10-31", "ratings")
    assert current(saf) == ("requires_improvement", "2025-03-01",
                            "assessment")
    assert {r["area"] for r in legacy["ratings"]} == {
        "overall", "safe", "well_led", "caring", "responsive", "effective"}
    # History is kept.
    assert ("requires_improvement", "2017-02-08") in {
        (r["grade"], r["rated_on"]) for r in legacy["ratings"]}
    inherited = look("1-100000003")
    assert inherited["predecessor_id"] == "1-100000001"
    assert {(r["inherited"], r["inherited_from"])
            for r in inherited["ratings"] if r["rated_on"] == "2019-10-31"
            } == {(True, "1-100000001")}
    gone = look("1-100000004")
    assert (gone["state"], gone["standing"], gone["ended_on"]) == (
        "deregistered", "lost", "2024-06-30")
    assert (legacy["state"], legacy["standing"], legacy["places"],
            legacy["organisation_id"], legacy["source"]) == (
        "registered", "good", 42, "1-100000900", "api")
    assert legacy["facts"] == {
        "care_home": "Y", "services": ["Care home service with nursing"]}
    assert client.faults() == []


def test_r036_the_newest_of_all_candidates_counts(cqc, client, look):
    both = document(LEGACY)
    both["assessment"] = document(SAF)["assessment"]
    cqc.has(both)
    client.run()
    assert current(look("1-100000001"))[:2] == ("requires_improvement",
                                                "2025-03-01")
    both["currentRatings"]["overall"] |= {"rating": "OUTSTANDING",
                                          "reportDate": "2026-01-05"}
    cqc.has(both)
    client.due()
    client.run()
    assert current(look("1-100000001")) == ("outstanding", "2026-01-05",
                                            "ratings")


def test_r036_a_key_question_has_the_day_of_its_own_report(cqc, client, world,
                                                           look):
    """One that fell and has recovered, while the place was not rated anew,
    and before the fall was stored: from then on a look is the lead's."""
    id_ = made.cqc_id()
    seen = world.accredited_home(
        world.market(regulator="cqc", rating_floor="requires_improvement"),
        world.places.centre(), regulator={"scheme": "cqc", "id": id_})
    place = document(LEGACY) | {"locationId": id_}
    safe = place["currentRatings"]["overall"]["keyQuestionRatings"][0]
    path = f"/v1/accreditations/{seen.accreditation_id}"
    told = []
    with without_jobs(world.stack):
        for grade, day, state in (("Good", "2019-10-31", "active"),
                                  ("Inadequate", "2025-01-15", "under_review"),
                                  ("Good", "2025-06-15", "active")):
            safe |= {"rating": grade, "reportDate": day}
            told.append((grade.lower(), day))
            cqc.has(place)
            client.due()
            client.run()
            shown = look(id_)
            assert {(r["grade"], r["rated_on"]) for r in shown["ratings"]
                    if (r["area"], r["framework"]) == ("safe", "ratings")
                    and r["rated_on"] >= "2019"} == set(told)
            assert current(shown) == ("good", "2019-10-31", "ratings")
            assert world.lead.read(path)["state"] == state
    assert client.faults() == []


def test_of_two_groups_on_one_day_the_lower_rating_counts(cqc, client, look):
    saf = document(SAF)
    groups = saf["assessment"][0]["ratings"]["asgRatings"]
    groups.append(copy.deepcopy(groups[0]) | {"rating": "Inadequate"})
    groups.append(copy.deepcopy(groups[0]) | {"rating": "good"})
    cqc.has(saf)
    client.run()
    assert current(look("1-100000002"))[0] == "inadequate"


def test_r036_names_of_managers_are_not_stored(cqc, client, world):
    marker = "Zebedee Quagmire-Mandelbrot"
    text = json.dumps(document(LEGACY)).replace('"Manager"', f'"{marker}"')
    cqc.has(json.loads(text))
    client.run()
    with superuser(world.stack) as cursor:
        for name in ("register_location", "register_rating",
                     "register_import", "register_fault", "register_queue"):
            cursor.execute(f"SELECT count(*) FROM {name} t"
                           " WHERE t::text LIKE '%Mandelbrot%'"
                           " OR t::text LIKE '%Mx%'")
            assert cursor.fetchone() == (0,), name


def test_the_owner_that_a_file_named_stays(cqc, client, world, look,
                                           tmp_path):
    """The API tells of the provider's id alone."""
    world.clock.freeze("2026-11-22T12:00:00Z")
    place = document(LEGACY)
    Registers(world, tmp_path).load("cqc", as_csv(table(
        made.cqc_columns(), [made.CQC | {"Location ID": "1-100000001"}])),
        "02_November_2025.csv")
    cqc.has(place)
    client.run()
    assert look("1-100000001")["organisation"] == "Example Care Ltd"
    cqc.has(place | {"providerId": "1-100000901"})
    client.due()
    client.run()
    assert look("1-100000001")["organisation"] is None


# ---- the questions

def test_the_questions_are_those_of_the_api(cqc, client):
    cqc.has(document(LEGACY))
    client.run(FAIRLOT_CQC_PARTNER="a partner")
    (path, query, headers), (place, wanted, _) = cqc.seen
    assert path == "/changes/location" and place == "/locations/1-100000001"
    assert headers["Ocp-Apim-Subscription-Key"] == KEY
    assert headers["User-Agent"].startswith("Fairlot/")
    assert query["partnerCode"] == wanted["partnerCode"] == ["a partner"]
    assert query["perPage"] == ["500"]
    since, until = query["startTimestamp"][0], query["endTimestamp"][0]
    assert since < until and since.endswith("Z") and "T" in since
    client.due()
    client.run()
    again = cqc.seen[2][1]
    assert again["startTimestamp"] == [until]


def test_every_page_is_asked_for_and_each_place_once(cqc, client, look):
    places = [document(LEGACY) | {"locationId": f"1-20000000{i}"}
              for i in range(5)]
    cqc.has(*places)
    ids = list(cqc.places)
    cqc.pages = [ids[:2], ids[1:4], ids[3:]]
    client.run()
    assert cqc.count("/changes/location") == 3
    assert [cqc.count(f"/locations/{i}") for i in ids] == [1] * 5
    assert all(look(i) for i in ids)
    shown = client.world.lead.read("/v1/registers")["items"][0]
    assert (shown["source"], shown["rows_read"], shown["added"]) == (
        "api", 5, 5)


def test_a_home_of_ours_that_no_list_has_is_looked_up(cqc, client, world,
                                                      look):
    id_ = made.cqc_id()
    world.home(world.provider(), world.places.centre(),
               regulator={"scheme": "cqc", "id": id_.replace("-", " - ")})
    cqc.places[id_] = document(LEGACY) | {"locationId": id_}
    client.run()
    assert look(id_)["state"] == "registered"


def test_a_changed_place_that_is_not_there_is_passed_over(cqc, client):
    cqc.has(document(LEGACY))
    cqc.pages = [["1-999999999", "1-100000001"]]
    client.run()
    assert client.faults() == []
    assert client.world.clock.sql("SELECT count(*) FROM register_queue") == [
        (0,)]


def test_r036_what_the_api_tells_counts_for_a_home_at_once(cqc, client,
                                                           world):
    id_ = made.cqc_id()
    seen = world.accredited_home(
        world.market(regulator="cqc", rating_floor="requires_improvement"),
        world.places.centre(), regulator={"scheme": "cqc", "id": id_})
    path = f"/v1/accreditations/{seen.accreditation_id}"
    cqc.has(document(SAF) | {"locationId": id_})
    client.run()
    assert world.lead.read(path)["state"] == "active"
    cqc.has(document(GONE) | {"locationId": id_})
    client.due()
    client.run()
    shown = world.lead.read(path)
    assert (shown["state"], shown["ground"]) == ("suspended",
                                                 "registration_lost")


# ---- how it is answered

def test_after_429_it_waits_as_long_as_it_was_told(cqc, client, look):
    cqc.has(document(LEGACY))
    times = []
    cqc.on_question = lambda path: times.append(
        client.world.clock.sql("SELECT clock_timestamp()")[0][0]) \
        if path.startswith("/locations") else None
    cqc.manners["/locations/1-100000001"] = [
        (429, {"Retry-After": "3"}, b"")]
    client.run()
    assert look("1-100000001")
    assert (times[1] - times[0]).total_seconds() >= 3


@pytest.mark.parametrize("answer", [
    (500, {}, b"{}"), (503, {}, b""), (429, {}, b""), (200, {}, None)],
    ids=["500", "503", "429", "cut"])
def test_what_passes_is_asked_again(cqc, client, look, answer):
    cqc.has(document(LEGACY))
    cqc.manners["/locations/1-100000001"] = [answer]
    cqc.manners["/changes/location"] = [answer]
    client.run()
    assert look("1-100000001") and client.faults() == []
    assert len(cqc.asked) == 4


def hostile():
    place = document(LEGACY)
    yield "not_json", b"<html>Sign in</html>"
    yield "cut_json", json.dumps(place).encode()[:-20]
    yield "list", b"[1, 2]"
    yield "null", b"null"
    yield "empty", b""
    yield "deep", b"[" * 100000
    yield "deep_object", b'{"a":' * 3000
    yield "latin", json.dumps(place).encode().replace(b"House", b"\xff\xfe")
    yield "nul", json.dumps(place).replace("Example House",
                                           "a\\u0000b").encode()
    yield "twice", b'{"locationId":"1-100000001","locationId":"x"}'
    yield "another", json.dumps(place | {"locationId": "1-1"}).encode()
    yield "no_state", json.dumps(place | {"registrationStatus": 7}).encode()
    yield "huge", json.dumps(place | {"x": "y" * 2_000_000}).encode()


@pytest.mark.parametrize("name", [
    "not_json", "cut_json", "list", "null", "empty", "deep", "deep_object",
    "latin", "nul", "twice", "another", "no_state", "huge"])
def test_an_answer_that_is_none_is_a_fault_and_no_more(cqc, client, look,
                                                       name):
    other = document(GONE)
    cqc.has(document(LEGACY), other)
    cqc.manners["/locations/1-100000001"] = [(200, {}, dict(hostile())[name])]
    client.run()
    (id_, fault), = client.faults()
    assert id_ == "1-100000001" and fault
    assert look("1-100000001") is None and look("1-100000004")
    # Tried again later, it is found.
    client.due()
    client.run()
    assert look("1-100000001")


def test_members_of_the_wrong_type_are_left_out(cqc, client, look):
    place = document(LEGACY) | {
        "name": 7, "numberOfBeds": "many", "registrationDate": "soon",
        "relationships": {"a": 1}, "gacServiceTypes": 5, "assessment": "x",
        "historicRatings": [None, 3, {"overall": []}], "providerId": None,
        "localAuthority": ["Devon"], "careHome": {}}
    place["currentRatings"]["overall"]["rating"] = "Splendid"
    cqc.has(place)
    client.run()
    shown = look("1-100000001")
    assert shown["name"] is None and shown["places"] is None
    assert shown["state"] == "registered"
    assert {f for _, f in client.faults()} >= {
        "name: is no text", "numberOfBeds: is no number of places",
        "registrationDate: is no date", "rating: Splendid"}
    assert not any(r["area"] == "overall" for r in shown["ratings"])


@pytest.mark.parametrize("page", [
    b"{}", b'{"changes": 7, "totalPages": 1}',
    b'{"changes": [], "totalPages": -1}',
    b'{"changes": [], "totalPages": 10000000}',
    b'{"changes": [' + b'"1-1",' * 6000 + b'"1-1"], "totalPages": 1}'],
    ids=["empty", "number", "minus", "pages", "many"])
def test_a_page_that_is_none_is_asked_for_again_later(cqc, client, look,
                                                      page):
    cqc.has(document(LEGACY))
    cqc.manners["/changes/location"] = [(200, {}, page)]
    client.run()
    assert [i for i, _ in client.faults()] == [None]
    assert look("1-100000001") is None
    client.due()
    client.run()
    assert look("1-100000001")


def test_ids_that_are_none_are_not_asked_for(cqc, client):
    cqc.pages = [["../../etc/passwd", 7, None, "1-1?x=y", "", "x" * 99]]
    client.run()
    assert cqc.asked == ["/changes/location"]


def test_a_key_that_is_refused_is_told(cqc, client):
    cqc.manners["/changes/location"] = [(401, {}, b"{}")]
    assert "the changes: status 401" in client.run()


def test_no_redirect_is_followed(cqc, client):
    cqc.has(document(LEGACY))
    cqc.manners["/locations/1-100000001"] = [
        (302, {"Location": f"{cqc.base}/locations/elsewhere"}, b"")]
    client.run()
    assert "/locations/elsewhere" not in cqc.asked
    assert client.faults() == [("1-100000001", "status 302")]


@pytest.mark.parametrize("answer", [(200, {}, b"[]"), (401, {}, b"{}")],
                         ids=["none", "revoked"])
def test_a_place_that_fails_is_asked_again_ever_later_and_never_given_up(
        cqc, client, look, answer):
    """For a night our key may be no good."""
    sql = client.world.clock.sql
    cqc.has(document(LEGACY))
    for failures in range(1, 8):
        cqc.manners["/locations/1-100000001"] = [answer]
        client.run()
        client.run()
        assert cqc.count("/locations/1-100000001") == failures
        assert sql("SELECT round(extract(epoch FROM not_before"
                   " - clock_timestamp()) / 3600) FROM register_queue") == [
            (failures,)]
        sql("UPDATE register_queue SET not_before = '-infinity'")
    sql("UPDATE register_queue SET attempts = 99")
    cqc.manners["/locations/1-100000001"] = [answer]
    client.run()
    assert sql("SELECT round(extract(epoch FROM not_before"
               " - clock_timestamp()) / 3600) FROM register_queue") == [(24,)]
    sql("UPDATE register_queue SET not_before = '-infinity'")
    client.run()
    assert look("1-100000001")


# ---- where it may ask

@pytest.mark.parametrize("url", [
    "http://127.0.0.2:9/public/v1", "http://localhost:9/v1", "ftp://x/v1",
    "file:///etc/passwd", "https://user:pw@cqc.example/v1",
    "https://cqc.example/v1?x=y", "nonsense"])
def test_an_address_that_may_not_be_asked_is_refused(client, url):
    assert "FAIRLOT_CQC_URL is no https address" in client.run(
        status=1, FAIRLOT_CQC_URL=url)


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "[fd00::1]"])
def test_an_address_of_a_network_inside_is_not_asked(client, host):
    assert "the changes" in client.run(
        FAIRLOT_CQC_URL=f"https://{host}/public/v1")


def test_a_certificate_that_is_not_believed_ends_it(client, world):
    """It is nginx's, which no authority has signed."""
    port = world.stack.base_url.rpartition(":")[2]
    said = client.run(FAIRLOT_CQC_URL=f"https://127.0.0.1:{port}/public/v1")
    assert "the changes" in said and "certificate" in said


def test_the_environment_names_no_proxy(cqc, client, look):
    cqc.has(document(LEGACY))
    client.run(http_proxy="http://127.0.0.1:9", HTTP_PROXY="http://127.0.0.1:9",
               all_proxy="http://127.0.0.1:9")
    assert look("1-100000001")


@pytest.mark.parametrize("mode, content", [
    (0o644, "key\n"), (0o600, ""), (0o600, "two words\n"),
    (0o600, "x" * 300)], ids=["shown", "empty", "words", "long"])
def test_a_key_file_that_is_none_is_refused(client, mode, content):
    client.key.write_text(content)
    client.key.chmod(mode)
    assert "no file of mode 0600 with a subscription key" in client.run(
        status=1)


# ---- how it ends

def test_after_kill_9_it_goes_on_from_there(cqc, client, look):
    places = [document(LEGACY) | {"locationId": f"1-30000000{i}"}
              for i in range(6)]
    cqc.has(*places)
    ids = list(cqc.places)
    cqc.pages = [ids[:3], ids[3:]]
    reached, go_on = threading.Event(), threading.Event()

    def stop_at_the_third(path):
        if path == f"/locations/{ids[2]}" and not reached.is_set():
            reached.set()
            go_on.wait(30)
    cqc.on_question = stop_at_the_third
    process = client.start()
    assert reached.wait(60)
    process.kill()
    process.communicate()
    go_on.set()
    before = [cqc.count(f"/locations/{i}") for i in ids]
    assert before == [1, 1, 1, 0, 0, 0] and look(ids[1])
    client.run()
    assert cqc.count("/changes/location") == 2
    assert [cqc.count(f"/locations/{i}") for i in ids] == [1, 1, 2, 1, 1, 1]
    assert all(look(i) for i in ids)


def test_it_ends_when_it_is_told_to(cqc, client):
    reached, go_on = threading.Event(), threading.Event()

    def answer_late(_):
        reached.set()
        go_on.wait(30)
    cqc.on_question = answer_late
    process = client.start()
    assert reached.wait(60)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    go_on.set()
    process.communicate()


def test_jobs_starts_it_where_there_is_a_key(cqc, client, world, tmp_path):
    """Beside the jobs of the stack; two of them do no harm."""
    cqc.has(document(LEGACY))
    asked = threading.Event()
    cqc.on_question = lambda path: path == "/locations/1-100000001" \
        and asked.set()
    jobs = subprocess.Popen(
        [world.stack.demo["fairlot"], "jobs", "--without-webhooks"],
        stderr=subprocess.PIPE, text=True,
        env=client.env | {"FAIRLOT_AUDIT_FILE": str(tmp_path / "heads.jsonl")})
    try:
        assert asked.wait(60)
    finally:
        jobs.terminate()
        jobs.communicate(timeout=30)
