"""enquiries.py - what people who pay for themselves write to homes.

SPDX-License-Identifier: Apache-2.0
"""
import hashlib
import re
import secrets

CONFIRM = "/v1/enquiries/confirmation"
LINK = re.compile(r"/enquiries/confirm/#([A-Za-z0-9_-]{43})\s")


def address():
    """One that nobody else has written from."""
    return f"ann-{secrets.token_hex(6)}@example.org"


def letter(email=None, **over):
    return {"contact": {"name": "Ann Archer", "email": email or address(),
                        "telephone": "01865 000000"},
            "message": "May we visit you?\nOn a Sunday?",
            "reply_by": "phone", "moving_when": "later"} | over


def path(home_id):
    return f"/v1/directory/{home_id}/enquiries"


def write(world, home_id, body=None, **more):
    """The answer to nobody."""
    return world.nobody.post(path(home_id), body or letter(), token=None,
                             **more)


def sent(world, home_id, body=None):
    """The id of an enquiry that is confirmed, without the e-mail: the owner
    of the database gives it a token that is known."""
    made = write(world, home_id, body, expect=202).json()["id"]
    token = secrets.token_urlsafe(32)
    world.clock.sql("UPDATE enquiry SET token_sha256 = %s WHERE id = %s",
                    hashlib.sha256(token.encode()).hexdigest(), made)
    confirm(world, token, expect=200)
    return made


def confirm(world, token, **more):
    return world.nobody.post(CONFIRM, {"token": token}, **more)


def token_of(message):
    """What the link of an e-mail brings."""
    return LINK.search(message.get_content())[1]
