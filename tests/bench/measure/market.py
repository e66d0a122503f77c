"""market.py - the data of a bench, and who asks for it.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import hmac
import json
import pathlib
import tempfile
import time
import uuid

from . import tools

# PKCS #8 of an Ed25519 key, up to the 32 bytes of its seed.
PKCS8 = bytes.fromhex("302e020100300506032b657004220420")
SEAL_KEY = "09" + 31 * "00"  # as invited.sql has it
DATA = pathlib.Path(__file__).resolve().parents[1] / "data"
HOMES, REFERRALS, INVITED, BIDDERS = 20_000, 100_000, 1_000, 20
TOKEN_SECONDS = 600


def nth(kind, n):
    """The id of the n-th thing of a kind, as data/*.sql makes it."""
    return f"{kind}000000-0000-4000-8000-{n:012x}"


def encoded(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


class Market:
    """A stack with the data of market.sql."""

    def __init__(self, stack, client):
        self.stack = stack
        self.base_url = stack.base_url
        self.scheme = stack.demo["schemes"]["oxfordshire"]
        self.category = self.scheme["categories"]["older-people"]
        self.council = stack.demo["principals"]["council_a"]
        officer = client(self.base_url, stack.demo["ca_file"]).signed_in(
            self.council["email"], self.council["password"])
        self.header, claims = officer.token.split(".")[:2]
        self.officer = json.loads(base64.urlsafe_b64decode(claims + "=="))
        self.key = bytes.fromhex(self.secret("jwt.key"))
        self.homes = self.referrals = self.invited = 0

    def secret(self, name):
        """One of the service's keys, which a sandbox does not hide."""
        path = pathlib.Path(self.stack.settings["FAIRLOT_KEYS"]) / name
        return path.read_text().strip()

    # ---- who asks

    def token(self, user, session):
        """As the service gives them, for as long as it gives them."""
        now = int(time.time())
        claims = self.officer | {
            "sub": user, "sid": session, "jti": str(uuid.uuid4()),
            "iat": now, "nbf": now, "exp": now + TOKEN_SECONDS}
        signed = f"{self.header}.{encoded(json.dumps(claims).encode())}"
        return f"{signed}.{encoded(hmac.digest(self.key, signed.encode(), 'sha256'))}"

    def council_token(self):
        return self.token(self.officer["sub"], self.officer["sid"])

    def bidder_tokens(self):
        """Of the providers: home n is that of provider 1 + n % BIDDERS."""
        return [self.token(nth("b3", n), nth("b4", n))
                for n in range(1, BIDDERS + 1)]

    # ---- what there is

    def conninfo(self, role):
        return self.stack.settings[f"FAIRLOT_DB_{role}"]

    def superuser(self):
        return self.conninfo("OWNER").replace("user=fairlot_owner",
                                              "user=postgres")

    def load(self, file, **variables):
        """Runs a file of data/ as the superuser, whom no trigger holds up."""
        known = {"scheme": self.scheme["id"], "category": self.category,
                 "council": self.council["organisation_id"],
                 "officer": self.officer["sub"]} | variables
        tools.psql(self.superuser(), *(f"-v{k}={v}" for k, v in known.items()),
                   "-f", DATA / file)

    def grow(self, homes, referrals):
        """To so many in all."""
        self.load("market.sql", from_home=self.homes + 1, to_home=homes,
                  from_referral=self.referrals + 1, to_referral=referrals)
        self.homes, self.referrals = homes, referrals

    def invite(self, referrals):
        """So many more with INVITED homes each; the number of the first."""
        first = self.invited + 1
        self.invited += referrals
        self.load("invited.sql", from_number=first, to_number=self.invited)
        ids = [nth("b9", n) for n in range(first, self.invited + 1)]
        signed = ", ".join(f"('{i}'::uuid, '{self.witness(i)}')" for i in ids)
        tools.psql(self.superuser(), text=f"""
            UPDATE referral_key k SET witness = s.witness
              FROM (VALUES {signed}) AS s (id, witness)
             WHERE k.referral_id = s.id""")
        return first

    def witness(self, referral):
        """The service's signature under the key that its bids are sealed to,
        without which it would seal none."""
        with tempfile.TemporaryDirectory() as folder:
            key, text, signature = (pathlib.Path(folder) / n for n in "kts")
            key.write_bytes(PKCS8 + bytes.fromhex(self.secret("receipt.key")))
            text.write_text(f"fairlot-seal-key-v1\n{referral}\n{SEAL_KEY}")
            tools.run(["openssl", "pkeyutl", "-sign", "-inkey", key, "-keyform",
                       "DER", "-rawin", "-in", text, "-out", signature])
            return base64.b64encode(signature.read_bytes()).decode()

    def opened(self, bids):
        """A referral with so many bids, ready to be ranked: its id."""
        referral = str(uuid.uuid4())
        self.load("opened.sql", id=referral, bids=bids)
        return referral

    def reach(self, homes):
        """The radius in miles around OX1 4PR that so many homes are in."""
        return float(tools.psql(self.superuser(), text=f"""
            SELECT grid_miles(e.grid, p.grid) FROM accreditation a
              JOIN establishment e ON e.id = a.establishment_id,
                   postcode p
             WHERE a.category_id = '{self.category}' AND a.state = 'active'
               AND p.code = 'OX14PR'
             ORDER BY 1 OFFSET {homes - 1} LIMIT 1"""))
