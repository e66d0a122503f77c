"""feed.py - what an organisation's feed of events gains from now on.

A feed shows nothing from the oldest running transaction on, be it a job's that
has nothing to do with the test. What was done before new() is told by it, so
that "and nothing else" can be asserted at once.

SPDX-License-Identifier: Apache-2.0
"""
from .processes import within

RUNNING = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
NEXT = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"


class Feed:
    """Reads on from where it was made."""

    def __init__(self, api):
        self.api, self.place = api, None
        self.new()

    def page(self):
        """(items, raw bytes) of the next page; the place moves on."""
        answer = self.api.get("/v1/events", expect=200, params={
            "limit": 100, **({"after": self.place} if self.place else {})})
        self.place = answer.json()["next"] or self.place
        return answer.json()["items"], answer.content

    def new(self):
        """Every event since the last time."""
        self.settle()
        events = []
        while True:
            items, _ = self.page()
            if not items:
                return events
            events += items

    def settle(self):
        """Waits until all that has happened is old enough to be shown."""
        sql = self.api.world.clock.sql
        begun = sql(NEXT)[0][0]
        assert within(30, lambda: sql(RUNNING)[0][0] >= begun), \
            "somebody has been writing for half a minute"

    def types(self, referral):
        """Types of the new events about that referral, in order."""
        return [e["type"] for e in self.new()
                if e["referral_id"] == referral["id"]]
