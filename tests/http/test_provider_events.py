"""test_provider_events.py - events for providers: announced, changed, called off;
seats taken, given out and given back: R025 and R026.

SPDX-License-Identifier: Apache-2.0
"""
import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from harness.client import slug
from harness.feed import Feed

LONDON_NOON = datetime.datetime(2027, 1, 20, 12, tzinfo=datetime.timezone.utc)


@pytest.fixture(scope="module")
def place(shared_world):
    return shared_world.market()


@pytest.fixture(name="at_noon")
def at_noon_(world):
    """Noon of a winter's day, in London too, where the clock stands still."""
    world.clock.freeze(LONDON_NOON)
    return world


def listed(place):
    return f"/v1/schemes/{place.scheme['id']}/provider-events"


def session(starts, ends, capacity=5, **more):
    return {"starts": starts, "ends": ends, "capacity": capacity, **more}


def hours(*capacities):
    """Sessions of an hour from half past nine on."""
    return [session(f"{9 + i:02}:30", f"{10 + i:02}:30", n)
            for i, n in enumerate(capacities)]


def body(world, *capacities, **over):
    return {"name": "Demonstration", "place": "Town Hall",
            "held_on": world.clock.day(8), "slots": hours(*capacities)} | over


def event(world, place, *capacities, **over):
    return world.lead.make(listed(place), body(world, *capacities, **over))


def path(made, rest=""):
    return f"/v1/provider-events/{made['id']}{rest}"


def could(api, made, *slots):
    api.request("PUT", path(made, "/availability"), none_match="*",
                json={"could": list(slots)}, expect=201)


def faults(answer):
    return sorted(e["pointer"] for e in answer.json()["errors"])


# ---- when it is

def test_r025_every_fault_of_an_event_is_told_at_once(at_noon, place):
    answer = at_noon.lead.post(listed(place), body(
        at_noon, name=7, held_on="2027-01-20", slots=[
            session("12:00", "13:00"), session("12:01", "12:00"),
            session("14:00", "15:00", 0), session("25:00", "26:00")]),
        expect=422)
    assert faults(answer) == [
        "#/name", "#/slots/0/starts", "#/slots/1/ends", "#/slots/2/capacity",
        "#/slots/3/ends", "#/slots/3/starts"]


def test_r025_a_day_that_is_past_is_one_fault(at_noon, place):
    answer = at_noon.lead.post(listed(place), body(
        at_noon, 1, 1, held_on="2027-01-19", place=""), expect=422)
    assert faults(answer) == ["#/held_on", "#/place"]


def test_r025_a_day_that_cannot_be_read_hides_nothing(at_noon, place):
    answer = at_noon.lead.post(listed(place), body(
        at_noon, held_on="soon", slots=[session("10:00", "09:00")]),
        expect=422)
    assert faults(answer) == ["#/held_on", "#/slots/0/ends"]


def test_r025_it_is_made_until_its_first_session_begins(at_noon, place):
    today = {"held_on": "2027-01-20", "slots": [session("12:00", "13:00")]}
    at_noon.clock.shift(microseconds=-1)
    made = event(at_noon, place, **today)
    assert made["state"] == "announced"
    at_noon.clock.shift(microseconds=1)
    answer = at_noon.lead.post(listed(place), body(at_noon, **today),
                               expect=422)
    assert faults(answer) == ["#/slots/0/starts"]
    assert at_noon.lead.read(path(made))["state"] == "begun"


def test_r025_the_hour_is_londons(world, place):
    world.clock.freeze("2027-06-01T08:45:00Z")
    world.lead.post(listed(place), body(
        world, 1, held_on="2027-06-01"), expect=422)
    event(world, place, held_on="2027-06-01",
          slots=[session("09:46", "10:00")])


def acts(world, provider, made):
    """Each act on the event; its answer."""
    seat = provider.get(path(made, "/booking")).headers.get("ETag", '"x"')
    own = provider.etag(path(made, "/availability"))
    whole = world.lead.etag(path(made))
    yield world.lead.patch(path(made), {"name": "Another"}, match=whole,
                           check=False)
    yield world.lead.post(path(made, "/cancellation"), {"reason": "Again"},
                          check=False)
    yield world.lead.post(path(made, "/allocation"), {}, check=False)
    yield provider.put(path(made, "/availability"), {"could": [1]}, match=own,
                       check=False)
    yield provider.post(path(made, "/booking"), {"slot": 1}, check=False)
    yield provider.delete(path(made, "/booking"), match=seat, check=False)


def test_r025_nothing_moves_once_it_has_begun(at_noon, place):
    provider = at_noon.provider()
    made = event(at_noon, place, held_on="2027-01-20",
                 slots=[session("15:00", "16:00"), session("14:00", "15:00")])
    provider.make(path(made, "/booking"), {"slot": 1})
    at_noon.clock.shift(hours=2)
    before = at_noon.lead.read(path(made))
    assert before["state"] == "begun"
    assert [slug(a) for a in acts(at_noon, provider, made)] == \
        ["event-begun"] * 6
    assert at_noon.lead.read(path(made)) == before


# ---- changes

def test_r025_an_event_is_changed_by_its_lead(world, place):
    made = event(world, place, 2)
    day = world.clock.day(20)
    answer = world.lead.change(path(made), {"place": "Corn Exchange"},
                               method="PATCH", expect=200).json()
    assert answer == made | {"place": "Corn Exchange"}
    answer = world.lead.change(path(made), {"name": "Show", "held_on": day},
                               method="PATCH", expect=200).json()
    assert answer == made | {"name": "Show", "held_on": day,
                             "place": "Corn Exchange"}
    assert world.provider().read(path(made)) == answer


def test_r025_a_change_is_of_what_was_seen(world, place):
    made = event(world, place, 2)
    seen = world.lead.etag(path(made))
    change = {"slots": hours(1)}
    assert slug(world.lead.patch(path(made), change, expect=428)) \
        == "precondition-required"
    world.provider().make(path(made, "/booking"), {"slot": 1})
    assert slug(world.lead.patch(path(made), change, match=seen,
                                 expect=412)) == "precondition-failed"


def test_r025_who_has_a_seat_keeps_it_whatever_is_changed(world, place):
    made = event(world, place, 1, 1, 1)
    first, third, waiting = (world.provider() for _ in "abc")
    first.make(path(made, "/booking"), {"slot": 1})
    third.make(path(made, "/booking"), {"slot": 3})
    could(waiting, made, 2, 3)
    answer = world.lead.change(path(made), {"slots": [
        session("09:00", "10:00", 4, slot=3), session("10:00", "11:00", 2),
        session("13:00", "14:00", 1, slot=1)]}, method="PATCH",
        expect=200).json()
    assert answer["slots"] == [
        {"slot": 1, **session("09:00", "10:00", 4), "taken": 1},
        {"slot": 2, **session("10:00", "11:00", 2), "taken": 0},
        {"slot": 3, **session("13:00", "14:00", 1), "taken": 1}]
    assert third.read(path(made, "/booking")) == {
        "slot": 1, "starts": "09:00", "ends": "10:00"}
    assert first.read(path(made, "/availability")) == {
        "could": [3], "slot": 3}
    assert waiting.read(path(made, "/availability")) == {
        "could": [1], "slot": None}


def test_r025_no_seat_that_is_taken_is_lost(world, place):
    made = event(world, place, 3, 2, 1)
    for _ in "ab":
        world.provider().make(path(made, "/booking"), {"slot": 1})
    world.provider().make(path(made, "/booking"), {"slot": 2})
    before = world.lead.read(path(made))

    def refused(*slots):
        answer = world.lead.change(path(made), {"slots": list(slots)},
                                   method="PATCH", expect=422)
        return [(e["pointer"], e["detail"]) for e in answer.json()["errors"]]

    kept = [session("09:30", "10:30", 2, slot=1),
            session("10:30", "11:30", 1, slot=2)]
    assert refused(kept[0] | {"capacity": 1}, kept[1]) == [
        ("#/slots/0/capacity",
         "There cannot be fewer seats than are taken: 2.")]
    assert refused(kept[1]) == [
        ("#/slots", "Seats are taken in session 1, from 09:30 to 10:30: it "
                    "cannot be left out.")]
    assert [p for p, _ in refused(session("09:30", "10:30", 9))] == \
        ["#/slots"] * 2
    assert refused(*kept, session("12:00", "13:00", slot=4),
                   session("13:00", "14:00", slot=1)) == [
        ("#/slots/2/slot", "This event has 3 sessions."),
        ("#/slots/3/slot", "Session 1 is among these already.")]
    assert world.lead.read(path(made)) == before
    world.lead.change(path(made), {"slots": kept}, method="PATCH", expect=200)


def test_r025_an_event_is_moved_to_what_lies_ahead(at_noon, place):
    made = event(at_noon, place, 1, 1)
    url = path(made)

    def refused(**change):
        return faults(at_noon.lead.change(url, change, method="PATCH",
                                          expect=422))

    assert refused(held_on="2027-01-19") == ["#/held_on"]
    assert refused(held_on="2027-01-20") == ["#/held_on"], "09:30 is past"
    assert refused(held_on="2027-01-20", name="", slots=[
        session("12:00", "13:00", slot=1), session("13:00", "13:00")]) == [
        "#/name", "#/slots/0/starts", "#/slots/1/ends"]
    assert refused() == ["#"]
    at_noon.lead.change(url, {"held_on": "2027-01-20", "slots": [
        session("12:01", "13:00", slot=1)]}, method="PATCH", expect=200)
    at_noon.lead.change(url, {"slots": [session("12:00", "13:00", slot=1)],
                              "held_on": "2027-01-21"}, method="PATCH",
                        expect=200)


# ---- called off

def test_r025_an_event_that_is_called_off_says_why_and_stays_so(world, place):
    made = event(world, place, 2)
    provider = world.provider()
    provider.make(path(made, "/booking"), {"slot": 1})
    answer = world.lead.make(path(made, "/cancellation"),
                             {"reason": "The hall is flooded."})
    assert (answer["state"], answer["cancellation_reason"]) == \
        ("cancelled", "The hall is flooded.")
    shown = provider.read(path(made))
    assert shown["cancellation_reason"] == "The hall is flooded."
    assert [slug(a) for a in acts(world, provider, made)] == \
        ["event-cancelled"] * 6
    assert provider.read(path(made)) == shown
    world.clock.shift(days=30)
    assert provider.read(path(made))["state"] == "cancelled"


def test_r025_a_reason_is_given(world, place):
    made = event(world, place, 2)
    assert faults(world.lead.post(path(made, "/cancellation"), {},
                                  expect=422)) == ["#/reason"]
    assert faults(world.lead.post(path(made, "/cancellation"),
                                  {"reason": " "}, expect=422)) == ["#/reason"]


def told(api, made):
    return [n["type"] for n in api.every("/v1/notifications", limit=100)
            if n["subject_id"] == made["id"]]


def test_r025_those_who_wanted_to_come_are_told(world, place):
    made = event(world, place, 2)
    seated, waiting, other = (world.provider() for _ in "abc")
    seated.make(path(made, "/booking"), {"slot": 1})
    could(waiting, made, 1)
    world.lead.change(path(made), {"place": "Annexe"}, method="PATCH",
                      expect=200)
    world.lead.make(path(made, "/cancellation"), {"reason": "Flooded"})
    Feed(world.lead).settle()
    news = ["provider_event.cancelled", "provider_event.changed"]
    assert sorted(told(seated, made)) == sorted(told(waiting, made)) == news
    assert sorted(told(world.council_a, made)) == \
        ["provider_event.announced", *news]
    assert not told(other, made) and not told(world.lead, made)


def test_r025_only_its_own_lead_changes_it_or_calls_it_off(world, place):
    made = event(world, place, 1)
    match = world.lead.etag(path(made))
    for api in (world.provider(), world.council_a, world.auditor):
        for answer in (
                api.patch(path(made), {"name": "x"}, match=match,
                          check=False),
                api.post(path(made, "/cancellation"), {"reason": "x"},
                         check=False)):
            assert slug(answer) == "forbidden"


# ---- seats

def test_r025_a_seat_is_given_back_and_free(world, place):
    made = event(world, place, 1, 1)
    first, second = world.provider(), world.provider()
    booking = path(made, "/booking")
    could(first, made, 1, 2)
    assert slug(first.get(booking, expect=404)) == "not-found"
    first.make(booking, {"slot": 1})
    assert slug(second.post(booking, {"slot": 1}, expect=409)) == "slot-full"
    assert slug(first.delete(booking, expect=428)) == "precondition-required"
    first.change(booking, method="DELETE", expect=204)
    assert slug(first.get(booking, expect=404)) == "not-found"
    assert first.read(path(made, "/availability")) == {
        "could": [2], "slot": None}
    assert slug(first.delete(booking, match='"x"', expect=404)) == "not-found"
    second.make(booking, {"slot": 1})
    assert [s["taken"] for s in world.lead.read(path(made))["slots"]] == [1, 0]
    first.make(booking, {"slot": 2})


def test_r025_a_seat_is_given_back_as_it_was_seen(world, place):
    made = event(world, place, 1, 1)
    provider = world.provider()
    provider.make(path(made, "/booking"), {"slot": 1})
    seen = provider.etag(path(made, "/booking"))
    world.lead.change(path(made), {"slots": [
        session("16:00", "17:00", 1, slot=1)]}, method="PATCH", expect=200)
    assert slug(provider.delete(path(made, "/booking"), match=seen,
                                expect=412)) == "precondition-failed"
    assert provider.read(path(made, "/booking"))["starts"] == "16:00"


def test_r026_a_seat_that_was_given_back_goes_to_who_waits(world, place):
    made = event(world, place, 1)
    first, waiting = world.provider(), world.provider()
    first.make(path(made, "/booking"), {"slot": 1})
    could(waiting, made, 1)
    feed, others = Feed(world.lead), Feed(waiting)
    first.change(path(made, "/booking"), method="DELETE", expect=204)
    assert ("provider_event.given_back", made["id"]) in [
        (e["type"], e["subject_id"]) for e in feed.new()]
    assert "provider_event.given_back" in told(world.lead, made)
    assert not others.new(), "who gives back a seat is not others' business"
    shown = world.lead.make(path(made, "/allocation"))
    assert {a["provider_id"]: a["slot"] for a in shown["answers"]} == {
        first.organisation_id: None, waiting.organisation_id: 1}


def at_once(*acts_):
    with ThreadPoolExecutor(len(acts_)) as pool:
        return [f.result().status_code
                for f in [pool.submit(act) for act in acts_]]


def test_r025_one_seat_is_given_back_once(world, place):
    made = event(world, place, 2)
    provider = world.provider()
    booking = path(made, "/booking")
    provider.make(booking, {"slot": 1})
    seen = provider.etag(booking)

    def give_back():
        return provider.delete(booking, match=seen, check=False)

    assert sorted(at_once(give_back, give_back)) == [204, 404]
    assert world.lead.read(path(made))["slots"][0]["taken"] == 0


def test_r025_the_last_seat_changes_hands_once(world, place):
    made = event(world, place, 1)
    booking = path(made, "/booking")
    first, *others = (world.provider() for _ in "abc")
    first.make(booking, {"slot": 1})
    seen = first.etag(booking)
    given, *taken = at_once(
        lambda: first.delete(booking, match=seen, check=False),
        *[lambda api=api: api.post(booking, {"slot": 1}, check=False)
          for api in others])
    assert given == 204 and sorted(taken) in ([201, 409], [409, 409])
    assert world.lead.read(path(made))["slots"][0]["taken"] == \
        taken.count(201)


def test_r025_a_seat_is_taken_or_the_event_is_smaller(world, place):
    made = event(world, place, 2)
    booking = path(made, "/booking")
    first, second = world.provider(), world.provider()
    first.make(booking, {"slot": 1})
    seen = world.lead.etag(path(made))
    booked, changed = at_once(
        lambda: second.post(booking, {"slot": 1}, check=False),
        lambda: world.lead.patch(path(made), {"slots": [
            session("09:30", "10:30", 1, slot=1)]}, match=seen, check=False))
    assert (booked, changed) in ((201, 412), (409, 200))


def test_r025_the_eleventh_booking_of_a_session_is_refused(world, place):
    made = event(world, place, 10, 10)
    url = path(made)
    providers = [world.provider() for _ in range(11)]
    for api in providers[:10]:
        api.make(f"{url}/booking", {"slot": 1})
    assert slug(providers[10].post(f"{url}/booking", {"slot": 1},
                                   expect=409)) == "slot-full"
    providers[0].make(f"{url}/booking", {"slot": 1})  # keeps its own
    shown = providers[10].make(f"{url}/booking", {"slot": 2})
    assert [s["taken"] for s in shown["slots"]] == [10, 1]
    assert len(shown["answers"]) == 1, "its own alone"
    providers[0].make(f"{url}/booking", {"slot": 2})
    providers[10].make(f"{url}/booking", {"slot": 1})
    assert [s["taken"] for s in world.lead.read(url)["slots"]] == [10, 1]
    assert slug(providers[0].post(f"{url}/booking", {"slot": 3},
                                  expect=422)) == "invalid"


def test_r025_two_at_once_do_not_get_one_seat(world, place):
    made = event(world, place, 1)
    url = path(made, "/booking")
    both = [world.provider() for _ in "ab"]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(
            lambda api: api.post(url, {"slot": 1}, check=False).status_code,
            both))
    assert sorted(answers) == [201, 409]


def test_r026_as_many_as_possible_are_placed(world, place):
    made = event(world, place, 1, 1, 1)
    url = path(made)
    wishes = [[1, 2], [1], [2, 3], [1, 2]]
    providers = [world.provider() for _ in wishes]
    for api, wish in zip(providers, wishes):
        answer = api.put(f"{url}/availability", {"could": wish},
                         none_match="*", expect=201).json()
        assert answer == {"could": wish, "slot": None}
    shown = world.lead.make(f"{url}/allocation")
    assert [s["taken"] for s in shown["slots"]] == [1, 1, 1]
    seats = {a["provider_id"]: a["slot"] for a in shown["answers"]}
    for api, wish in zip(providers, wishes):
        slot = seats[api.organisation_id]
        assert slot is None or slot in wish
        assert api.read(f"{url}/availability")["slot"] == slot
    assert list(seats.values()).count(None) == 1
    again = world.lead.make(f"{url}/allocation")
    kept = {a["provider_id"]: a["slot"] for a in again["answers"]}
    assert {p for p, s in seats.items() if s} == {
        p for p, s in kept.items() if s}


def test_r026_a_session_that_there_is_not_cannot_be_wished_for(world, place):
    made = event(world, place, 1)
    answer = world.provider().put(
        path(made, "/availability"),
        {"could": [1, 2]}, none_match="*", expect=422).json()
    assert answer["errors"][0]["pointer"] == "#/could/1"


def test_r026_only_the_lead_gives_out_the_seats(world, place):
    made = event(world, place, 1)
    url = path(made, "/allocation")
    assert slug(world.provider().post(url, {}, expect=403)) == "forbidden"
