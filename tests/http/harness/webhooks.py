"""webhooks.py - endpoints of a test, and what becomes of their deliveries.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import os
import subprocess

import pytest

from . import processes
from .receiver import Receiver

ENDPOINTS = "/v1/webhook-endpoints"
SOON = 25  # seconds; an idle machine needs two


class Hook:
    """An endpoint of somebody, at a receiver of ours."""

    def __init__(self, api, url, **over):
        self.api = api
        self.made = api.make(ENDPOINTS, {"url": url} | over)
        self.id, self.secret = self.made["id"], self.made["secret"]
        self.path = f"{ENDPOINTS}/{self.id}"

    def shown(self):
        return self.api.read(self.path)

    def change(self, **body):
        return self.api.change(self.path, body, "PATCH").json()

    def remove(self):
        self.api.change(self.path, method="DELETE")

    def test(self):
        return self.api.make(f"{self.path}/test")

    def rotate(self, **body):
        return self.api.make(f"{self.path}/secret-rotation", body)

    def deliveries(self, **query):
        return self.api.every(f"{self.path}/deliveries", limit=100, **query)

    def delivery(self, event_id):
        return next((d for d in self.deliveries()
                     if d["event_id"] == event_id), None)

    def becomes(self, state, count=1, seconds=SOON, **fields):
        """Its deliveries in that state, once there are that many."""
        found = []

        def there():
            found[:] = [d for d in self.deliveries(state=state)
                        if all(d[k] == v for k, v in fields.items())]
            return len(found) >= count
        assert processes.within(seconds, there, 0.2), self.deliveries()
        return found


class Desk:
    """Where a test makes its hooks, and where they are put away."""

    def __init__(self, world):
        self.world, self.stack = world, world.stack
        self.things = contextlib.ExitStack()

    def receiver(self, certificate="good"):
        if not self.stack.authority:
            pytest.skip("this home believes no receiver of ours")
        made = Receiver(self.stack.authority, certificate)
        self.things.callback(made.close)
        return made

    def hook(self, api, url, **over):
        made = Hook(api, url, **over)
        self.things.callback(self.put_away, made)
        return made

    def put_away(self, hook):
        """Whatever state it is in, and whoever answers for it."""
        self.sql("WITH p AS (SELECT endpoint_id FROM webhook_progress"
                 " WHERE endpoint_id = %s FOR UPDATE)"
                 " DELETE FROM webhook_endpoint"
                 " WHERE id = (SELECT endpoint_id FROM p)", hook.id)

    def sql(self, text, *values):
        return self.world.clock.sql(text, *values)

    def due(self, hook):
        """Whatever it waits for is due now, and nobody is at it."""
        self.sql("UPDATE webhook_delivery SET leased_until = NULL,"
                 " next_attempt_at = clock_timestamp()"
                 " WHERE endpoint_id = %s AND state = 'waiting'", hook.id)

    @contextlib.contextmanager
    def deliverer(self, **env):
        """Another `fairlot webhooks`; its process."""
        process = subprocess.Popen(
            [self.stack.demo["fairlot"], "webhooks"],
            stderr=subprocess.PIPE, text=True,
            env=os.environ | {"FAIRLOT_HOME": str(self.stack.home),
                              "ASAN_OPTIONS": "detect_leaks=0"} | env)
        try:
            yield process
        finally:
            process.terminate()
            said = process.communicate(timeout=20)[1]
            assert "Sanitizer" not in said, said

    @contextlib.contextmanager
    def nobody_delivers(self):
        """Without the deliverer of the stack, nor its jobs."""
        processes.stop(self.stack, "jobs", "TERM")
        try:
            yield
        finally:
            processes.start(self.stack, "jobs")

    def close(self):
        self.things.close()
