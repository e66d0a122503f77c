"""test_events.py - the feed: in order, complete, and of one's own alone.

SPDX-License-Identifier: Apache-2.0
"""
import random
import threading
import time

import psycopg2
import pytest

from harness.client import slug
from harness.feed import Feed

FEED = "/v1/events"


@pytest.fixture(scope="module")
def spot(shared_world):
    return shared_world.places.centre()


def types(events):
    return [e["type"] for e in events]


def test_the_way_to_accreditation_is_told_step_by_step(world, spot, council):
    market = world.market()
    feeds = {"lead": Feed(market.lead), "council": Feed(council)}
    provider = world.provider()
    feeds["provider"] = Feed.__new__(Feed)
    feeds["provider"].api, feeds["provider"].place = provider, None
    world.accredited_home(market, spot, provider=provider)
    assert types(feeds["provider"].new()) == [
        "provider.registered", "establishment.created",
        "application.created", "entry.changed", "application.submitted",
        "entry.accredited", "accreditation.granted", "application.decided"]
    assert types(feeds["lead"].new()) == [
        "application.submitted", "entry.assessed", "entry.accredited",
        "accreditation.granted", "application.decided"]
    assert types(feeds["council"].new()) == ["accreditation.granted"]


def test_setting_up_a_market_is_told_to_its_lead_and_councils(
        world, lead, council):
    told = Feed(lead), Feed(council)
    scheme = world.draft_scheme(councils=[council])
    lead.make(f"/v1/schemes/{scheme['id']}/categories",
              world.category_body())
    lead.make(f"/v1/schemes/{scheme['id']}/opening")
    assert types(told[0].new()) == [
        "scheme.created", "scheme.council_added", "category.added",
        "scheme.opened"]
    assert types(told[1].new()) == [
        "scheme.council_added", "category.added", "scheme.opened"]


def test_an_event_is_ids_and_a_type_and_nothing_else(world, lead):
    feed = Feed(lead)
    scheme = world.draft_scheme(councils=[])
    (event,) = feed.new()
    assert event.keys() == {"id", "type", "at", "subject_id", "referral_id"}
    assert event["subject_id"] == scheme["id"]
    assert event["referral_id"] is None


def test_a_feed_is_read_on_from_its_cursor_which_is_always_there(world, spot):
    provider = world.provider()
    for _ in range(4):
        world.home(provider, spot)
    first = provider.read(FEED, params={"limit": 2})
    second = provider.read(FEED, params={"after": first["next"]})
    assert types(first["items"] + second["items"]) == [
        "provider.registered"] + 4 * ["establishment.created"]
    nothing = provider.read(FEED, params={"after": second["next"]})
    assert nothing["items"] == [] and nothing["next"] == second["next"]
    world.home(provider, spot)
    more = provider.read(FEED, params={"after": nothing["next"]})
    assert types(more["items"]) == ["establishment.created"]
    again = provider.read(FEED, params={"after": first["next"], "limit": 100})
    assert again["items"] == second["items"] + more["items"]


def test_a_cursor_of_another_feed_leads_only_through_ones_own_events(
        world, spot):
    one, other = world.provider(), world.provider()
    world.home(other, spot)
    foreign = one.read(FEED)["next"]
    seen = other.read(FEED, params={"after": foreign})["items"]
    assert {e["subject_id"] for e in seen} <= {
        e["subject_id"] for e in other.read(FEED)["items"]}
    answer = other.get(FEED, params={"after": foreign[:-2]}, expect=400)
    assert slug(answer) == "bad-cursor"


def test_an_event_that_commits_late_is_not_skipped(world, spot):
    provider = world.provider()
    feed = Feed(provider)
    late = psycopg2.connect(world.stack.settings["FAIRLOT_DB_OWNER"])
    try:
        with late.cursor() as cursor:
            cursor.execute(
                "WITH e AS (INSERT INTO event (type, organisation_id) "
                "VALUES ('late', %s) RETURNING id) "
                "INSERT INTO event_reader (organisation_id, event_id) "
                "SELECT %s, id FROM e", 2 * [provider.organisation_id])
            world.home(provider, spot)
            assert feed.page()[0] == []
        late.commit()
    finally:
        late.close()
    assert types(feed.new()) == ["late", "establishment.created"]


def test_the_ids_of_events_do_not_tell_what_lies_between_them(world, spot):
    provider = world.provider()
    world.home(provider, spot)
    ids = [e["id"] for e in provider.read(FEED)["items"]]
    assert len({i[14] for i in ids}) == 1 and ids[0][14] == "4"
    numbers = world.clock.sql(
        "SELECT id FROM event WHERE public_id = ANY (%s::uuid[])", ids)
    assert len(numbers) == len(ids)


def test_events_of_the_same_act_are_not_told_to_strangers(world, spot):
    stranger = Feed(world.provider())
    market = world.market()
    world.accredited_home(market, spot)
    assert stranger.new() == []


# ---- a hundred at once

WRITERS = 100
WRITE = """WITH e AS (INSERT INTO event (type, organisation_id)
    VALUES ('late.commit', %s) RETURNING id, public_id),
r AS (INSERT INTO event_reader (organisation_id, event_id)
    SELECT %s, id FROM e)
SELECT public_id::text FROM e"""


class Writers:
    """Each writes one event after the other, and commits each when it likes,
    or not at all."""

    def __init__(self, stack, organisation):
        self.settings = stack.settings["FAIRLOT_DB_OWNER"]
        self.organisation = organisation
        self.stop, self.lock = threading.Event(), threading.Lock()
        self.committed, self.undone, self.faults = [], [], []
        self.threads = [threading.Thread(target=self.write)
                        for _ in range(WRITERS)]

    def write(self):
        try:
            connection = psycopg2.connect(self.settings)
            while not self.stop.is_set():
                self.one(connection)
            connection.close()
        except psycopg2.Error as fault:
            self.faults.append(fault)

    def one(self, connection):
        mine = []
        with connection.cursor() as cursor:
            for _ in range(random.randint(1, 3)):
                cursor.execute(WRITE, 2 * [self.organisation])
                mine.append(cursor.fetchone()[0])
                time.sleep(random.choice((0, 0.01, 0.05, 0.5)))
        good = random.random() < 0.8
        (connection.commit if good else connection.rollback)()
        with self.lock:
            (self.committed if good else self.undone).extend(mine)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        for thread in self.threads:
            thread.join(60)


def poll_while_writing(stack, provider, seconds):
    seen, late = [], None
    feed = Feed(provider)
    with Writers(stack, provider.organisation_id) as writers:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            seen += [e["id"] for e in feed.page()[0]]
            if late is None and len(seen) > 100:
                # Somebody who begins in the middle, where another one is.
                late = Feed.__new__(Feed)
                late.api, late.place = provider, feed.place
                missed = len(seen)
    assert not writers.faults, writers.faults[:3]
    seen += [e["id"] for e in feed.new()]
    assert len(writers.committed) > 10 * seconds and writers.undone
    assert len(seen) == len(set(seen)), "something was told twice"
    assert set(seen) == set(writers.committed), "something was missed, or " \
        "never happened"
    # Whoever reads it again reads the same, in the same order.
    assert [e["id"] for e in late.new()] == seen[missed:]


def test_a_hundred_writers_out_of_order_are_told_once_each(
        stack, world):
    poll_while_writing(stack, world.provider(), 8)


@pytest.mark.long
def test_a_hundred_writers_for_a_minute(stack, world):
    poll_while_writing(stack, world.provider(), 60)
