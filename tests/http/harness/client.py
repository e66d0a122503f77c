"""client.py - one principal speaking to the API; every answer is checked.

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures
import time

import requests

UNSET = object()
# A token is taken to be over this many seconds before it is.
MARGIN = 60


def slug(response):
    """The guard that a problem names: "deadline-passed"."""
    return response.json()["type"].rsplit("/", 1)[1]


def pointers(response):
    """Where the faults of a body are, in their order."""
    assert slug(response) == "invalid", response.text
    return [e["pointer"] for e in response.json()["errors"]]


def at_once(*calls):
    """The answers to calls that all begin together."""
    with concurrent.futures.ThreadPoolExecutor(len(calls)) as pool:
        return [f.result() for f in [pool.submit(call) for call in calls]]


def patiently(send):
    """The answer; passwords are hashed one at a time: wait when told to."""
    for _ in range(20):
        response = send()
        if response.status_code != 429:
            break
        time.sleep(int(response.headers["Retry-After"]))
    return response


class Api:
    """What a caller does. expect= is the status (or several) that the answer
    must have; without it any documented answer will do."""

    def __init__(self, world, email=None, password=None, client_id=None,
                 client_secret=None, name="nobody", **facts):
        self.world, self.name = world, name
        self.email = email
        self.person = (email, password) if email else None
        self.machine = (client_id, client_secret) if client_id else None
        self.organisation_id = facts.get("organisation_id")
        self.http = requests.Session()
        self.http.verify = world.stack.demo["ca_file"]
        self.http.trust_env = False  # no proxies, no .netrc
        self._token, self._until = None, 0

    # ---- tokens

    @property
    def token(self):
        """An access token, a person's before a machine's; None for nobody."""
        if not self.person and not self.machine:
            return None
        if time.monotonic() > self._until - MARGIN:
            answer = self.sign_in() if self.person else self.machine_token()
            self._token = answer["access_token"]
            self._until = time.monotonic() + answer["expires_in"]
        return self._token

    def sign_in(self):
        email, password = self.person
        return self.patiently(lambda: self.request(
            "POST", "/v1/sessions", token=None,
            json={"email": email, "password": password})).json()

    def machine_token(self):
        return self.patiently(lambda: self.request(
            "POST", "/v1/oauth/token", token=None, auth=self.machine,
            data={"grant_type": "client_credentials"})).json()

    @staticmethod
    def patiently(send):
        """As above, and it must be a good one."""
        response = patiently(send)
        assert response.ok, response.text
        return response

    def as_machine(self):
        """The same principal by its machine client."""
        return Api(self.world, name=f"{self.name}'s machine",
                   client_id=self.machine[0], client_secret=self.machine[1],
                   organisation_id=self.organisation_id)

    # ---- requests

    def request(self, method, path, *, expect=None, token=UNSET, match=None,
                none_match=None, key=None, headers=None, check=True, **more):
        """path is /v1/...; more goes to requests (json, data, params, auth).

        match, none_match: If-Match, If-None-Match. key: Idempotency-Key, put
        into quotes. token: another one than ours; None for none."""
        sent = {"Authorization": f"Bearer {token}"} if token not in (
            UNSET, None) else {}
        if token is UNSET and self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if match is not None:
            sent["If-Match"] = match
        if none_match is not None:
            sent["If-None-Match"] = none_match
        if key is not None:
            sent["Idempotency-Key"] = f'"{key}"'
        response = self.http.request(
            method, self.world.stack.base_url + path, timeout=60,
            headers=sent | (headers or {}), allow_redirects=False, **more)
        # A cookie is sent when a test means to, never by the way.
        self.http.cookies.clear()
        if check:
            self.world.contract.check(method, path.split("?")[0], response)
        if expect is not None:
            wanted = expect if isinstance(expect, tuple) else (expect,)
            assert response.status_code in wanted, \
                f"{self.name}: {method} {path} -> {response.status_code}, " \
                f"expected {wanted}: {response.text}"
        return response

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, body=UNSET, **more):
        return self.request("POST", path, **self.with_body(body), **more)

    def put(self, path, body=UNSET, **more):
        return self.request("PUT", path, **self.with_body(body), **more)

    def patch(self, path, body=UNSET, **more):
        return self.request("PATCH", path, **self.with_body(body), **more)

    def delete(self, path, **more):
        return self.request("DELETE", path, **more)

    @staticmethod
    def with_body(body):
        return {} if body is UNSET else {"json": body}

    # ---- what tests say most often

    def read(self, path, **more):
        """The JSON of a 200."""
        return self.get(path, expect=200, **more).json()

    def make(self, path, body=UNSET, **more):
        """The JSON of the 201 of a POST."""
        return self.post(path, {} if body is UNSET else body, expect=201,
                         **more).json()

    def etag(self, path):
        return self.get(path, expect=200).headers["ETag"]

    def change(self, path, body=UNSET, method="PUT", **more):
        """PUT, PATCH or DELETE of what is there, with its present ETag."""
        more.setdefault("expect", (200, 204))
        return self.request(method, path, match=self.etag(path),
                            **self.with_body(body), **more)

    def every(self, path, **params):
        """All items of a list, page by page."""
        items, cursor = [], None
        while True:
            page = self.read(path, params={
                **params, **({"cursor": cursor} if cursor else {})})
            items += page["items"]
            cursor = page["next"]
            if not cursor:
                return items
