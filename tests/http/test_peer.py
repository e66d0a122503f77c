"""test_peer.py - the peer of ./dev bench answers what the API answers.

Only then does a comparison of the two say anything. Needs Node.js 20 and npm;
without them there is no peer, and ./dev bench says so.

SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import sys

import pytest
import requests
from harness.stack import REPO, free_port

sys.path += [str(REPO / "tests" / "bench"), str(REPO / "demo")]
# pylint: disable=wrong-import-position
from client import Client  # noqa: E402
from measure import market, peer, tools  # noqa: E402


def test_the_lock_file_names_no_registry():
    for name in ("package.json", "package-lock.json"):
        text = (pathlib.Path(peer.SOURCE) / name).read_text()
        assert "://" not in text and "resolved" not in text
    lock = json.loads((peer.SOURCE / "package-lock.json").read_text())
    assert all(package["integrity"] for name, package
               in lock["packages"].items() if name)


@pytest.fixture(scope="module")
def running(stack):
    if peer.why_not():
        pytest.skip(peer.why_not())
    try:
        made = peer.Peer(market.Market(stack, Client), free_port())
    except tools.NotInstalled as error:
        pytest.skip(str(error))
    yield made
    made.stop()


class Both:
    """The same request to the API and to the peer."""

    def __init__(self, stack, running):
        self.ca_file = stack.demo["ca_file"]
        self.api, self.peer = stack.base_url, running.base_url

    def send(self, method, url, token=None, headers=None, **more):
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return requests.request(method, url, timeout=30, headers=headers,
                                verify=self.ca_file, **more)

    def to_api(self, method, path, *words, **more):
        return self.send(method, self.api + path, *words, **more)

    def to_peer(self, method, path, *words, **more):
        return self.send(method, self.peer + path, *words, **more)

    def __call__(self, *words, **more):
        return self.to_api(*words, **more), self.to_peer(*words, **more)


@pytest.fixture
def both(running, stack):
    return Both(stack, running)


def alike(ours, theirs):
    """The same status, type and items, and both or neither go on."""
    assert ours.status_code == theirs.status_code == 200, theirs.text
    for answer in (ours, theirs):
        assert answer.headers["Content-Type"].startswith("application/json")
        assert answer.headers["ETag"] and answer.headers["X-Request-Id"]
        assert "Strict-Transport-Security" in answer.headers
    assert ours.json()["items"] == theirs.json()["items"]
    assert (ours.json()["next"] is None) == (theirs.json()["next"] is None)
    return ours.json()


def test_the_nearest_homes(both):
    path = "/v1/directory?near=OX1%204PR&radius_miles=50&limit="
    assert len(alike(*both("GET", path + "2"))["items"]) == 2
    assert alike(*both("GET", path + "100"))["next"] is None


def test_a_page_of_referrals_for_whom_it_belongs_to(both, world, council):
    assert world.competition(5).referral
    page = alike(*both("GET", "/v1/referrals", council.token))
    stranger = alike(*both("GET", "/v1/referrals", world.council_b.token))
    ours, theirs = ({i["id"] for i in p["items"]} for p in (page, stranger))
    assert ours and not ours & theirs


def test_a_token_that_nobody_signed_is_refused_by_both(both, council):
    forged = council.token[:-4] + "AAAA"
    answers = both("GET", "/v1/referrals", forged)
    assert [a.status_code for a in answers] == [401, 401]


def test_a_bid_with_its_receipt(both, world):
    market_ = world.market()
    centre = world.places.centre()
    homes = world.homes(market_, centre, 5, 15)
    referral = world.referral(market_, centre)
    bid = {"json": world.bid_body(), "headers": {"If-None-Match": "*"}}
    ours = both.to_api("PUT", world.bid_path(referral, homes[0]),
                       homes[0].provider.token, **bid)
    theirs = both.to_peer("PUT", world.bid_path(referral, homes[1]),
                          homes[1].provider.token, **bid)
    assert ours.status_code == 201, ours.text
    assert theirs.status_code == 201, theirs.text
    assert ours.json().keys() == theirs.json().keys()
    assert ours.json()["receipt"].keys() == theirs.json()["receipt"].keys()
    assert theirs.json()["price_pence"] == ours.json()["price_pence"]
    assert both.to_api("PUT", world.bid_path(referral, homes[1]),
                       homes[1].provider.token, **bid).status_code == 412
