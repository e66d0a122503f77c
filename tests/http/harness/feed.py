"""feed.py - what an organisation's feed of events gains from now on.

SPDX-License-Identifier: Apache-2.0
"""


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
        events = []
        while True:
            items, _ = self.page()
            if not items:
                return events
            events += items

    def types(self, referral):
        """Types of the new events about that referral, in order."""
        return [e["type"] for e in self.new()
                if e["referral_id"] == referral["id"]]
