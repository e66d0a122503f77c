"""test_one_round_trip.py - a page of a list costs one round trip.

A `fairlot api` of our own, with one worker, writes down every message that it
exchanges with PostgreSQL. Each Sync it sends is a wait for an answer.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import re
import subprocess

import pytest
from harness import fastcgi
from harness.processes import within


class Traced:
    """That service, and how many Syncs it has sent so far."""

    def __init__(self, stack, folder):
        self.socket, self.trace = folder / "api.sock", folder / "trace"
        self.process = subprocess.Popen(
            [stack.demo["fairlot"], "api", "-w", "1"], stderr=subprocess.PIPE,
            env=os.environ | {"FAIRLOT_HOME": str(stack.home),
                              "FAIRLOT_SOCKET": str(self.socket),
                              "FAIRLOT_RUN": str(folder),
                              "FAIRLOT_PQTRACE": str(self.trace),
                              "ASAN_OPTIONS": "detect_leaks=0"})
        assert within(10, self.socket.exists)

    def syncs(self):
        text = self.trace.read_text(errors="replace")
        return len(re.findall(r"^F\t\d+\tSync$", text, re.MULTILINE))

    def cost(self, target, token):
        """Round trips of one GET, connections being open already."""
        status, body = fastcgi.ask(self.socket, "GET", target, token)
        assert status == 200, body
        before = self.syncs()
        assert before > 0, "the trace knows of no Sync at all"
        again, _ = fastcgi.ask(self.socket, "GET", target, token)
        assert again == 200
        return self.syncs() - before

    def cost_of_put(self, target, token, body):
        """Round trips of putting something where there is nothing."""
        before = self.syncs()
        status, answer = fastcgi.ask(
            self.socket, "PUT", target, token, json.dumps(body).encode(),
            if_none_match="*")
        assert status == 201, answer
        return self.syncs() - before

    def stop(self):
        self.process.terminate()
        _, complaints = self.process.communicate(timeout=30)
        assert self.process.returncode == 0, complaints.decode()


@pytest.fixture(scope="module")
def traced(stack, tmp_path_factory):
    service = Traced(stack, tmp_path_factory.mktemp("traced"))
    yield service
    service.stop()


def test_a_page_of_referrals_costs_one_round_trip(traced, council):
    assert traced.cost("/v1/referrals?limit=20", council.token) == 1


def test_a_page_of_the_directory_costs_one_round_trip(traced):
    assert traced.cost("/v1/directory?limit=20", None) == 1


def test_a_search_of_the_directory_costs_one_round_trip(traced):
    target = "/v1/directory?near=OX4%202JY&radius_miles=30"
    assert traced.cost(target, None) == 1


def test_a_scheme_costs_one_round_trip(traced, stack, lead):
    scheme = stack.demo["schemes"]["set"]["id"]
    assert traced.cost(f"/v1/schemes/{scheme}", lead.token) == 1
    assert traced.cost(f"/v1/schemes/{scheme}", None) == 1


def test_a_read_that_is_written_down_costs_one_round_trip(
        traced, shared_world, council):
    referral = shared_world.competition(5).referral
    target = f"/v1/referrals/{referral['id']}"
    assert traced.cost(target, council.token) == 1
    written = council.read("/v1/audit/reads", params={
        "subject_id": referral["id"]})["items"]
    assert [r["operation"] for r in written] == 2 * ["showReferral"]


LISTS = ("/v1/audit", "/v1/accreditations", "/v1/applications", "/v1/clients",
         "/v1/events", "/v1/organisations", "/v1/schemes", "/v1/users")


@pytest.mark.parametrize("path", LISTS)
def test_every_list_of_a_lead_authority_costs_one_round_trip(
        traced, lead, path):
    assert traced.cost(path, lead.token) == 1


def test_a_bid_costs_four_round_trips(traced, shared_world):
    """Locks; the clock, which must be read after them; bid, event and what
    to answer; COMMIT."""
    world = shared_world
    market, centre = world.market(), world.places.centre()
    near, far = world.homes(market, centre, 5, 15)
    referral = world.referral(market, centre)
    traced.cost(f"/v1/referrals/{referral['id']}", near.provider.token)
    for home in (near, far):
        assert traced.cost_of_put(world.bid_path(referral, home),
                                  home.provider.token, world.bid_body()) == 4
