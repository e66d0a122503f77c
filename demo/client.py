"""client.py - the little of an HTTP client that load.py needs.

SPDX-License-Identifier: Apache-2.0
"""
import json
import ssl
import sys
import urllib.error
import urllib.request
import uuid


class Client:
    """Speaks JSON; ends the program with the problem if there is one."""

    def __init__(self, base_url, ca_file, token=None):
        self.base_url, self.ca_file, self.token = base_url, ca_file, token
        context = ssl.create_default_context(cafile=str(ca_file))
        # No proxy: what we talk to is on this machine.
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=context))

    def send(self, method, path, body=None, headers=None):
        """The answer's JSON, and its ETag."""
        request = urllib.request.Request(
            self.base_url + path, method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"} if body is not None
            else {})
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        try:
            with self.opener.open(request, timeout=30) as answer:
                text = answer.read()
                return (json.loads(text) if text else None,
                        answer.headers.get("ETag"))
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path}: {error.code} {error.read().decode()}")

    def get(self, path):
        return self.send("GET", path)[0]

    def post(self, path, body):
        key = {"Idempotency-Key": f'"{uuid.uuid4()}"'} if self.token else None
        return self.send("POST", path, body, key)[0]

    def change(self, method, path, body):
        """PUT or PATCH; reads the ETag first where there is one to match."""
        try:
            request = urllib.request.Request(self.base_url + path, headers={
                "Authorization": f"Bearer {self.token}"})
            with self.opener.open(request, timeout=30) as answer:
                headers = {"If-Match": answer.headers["ETag"]}
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
            headers = {"If-None-Match": "*"}
        return self.send(method, path, body, headers)[0]

    def signed_in(self, email, password):
        session = self.post("/v1/sessions",
                            {"email": email, "password": password})
        return Client(self.base_url, self.ca_file, session["access_token"])
