"""works.py - B1 to B7: what each does, and what it is held against.

A round measures the limit, the API and the peer one after the other, so that
what else the machine does meets all three; a ratio is that of one round.

SPDX-License-Identifier: Apache-2.0
"""
import http.client
import json
import pathlib
import re
import ssl
import tempfile
import time
import urllib.parse
import uuid

from . import sql, tools
from .figures import Row
from .market import HOMES, INVITED, REFERRALS, nth

LUA = pathlib.Path(__file__).resolve().parents[1] / "lua"
DIRECTORY = "/v1/directory?near=OX1%204PR&radius_miles=50&limit=20"
LIST = "/v1/referrals"
CLIENTS = (4, 8)
# More bids than any run gets through in a second: referrals of INVITED each.
BIDS_PER_SECOND = 5000
BID = json.dumps({
    "children": [{"variable": [{"text": "1:1 support at night",
                                "amount_pence": 12_000}]}],
    "needs_met": ["night"], "features_met": ["garden"],
    "available_from": "2030-01-01", "statement": "x"})
BID = BID.replace('"x"', f'"{"We agree each outcome. " * 33}"')


class Bench:
    """A market, the peer if there is one, and how long to measure."""

    def __init__(self, market, peer, rounds, seconds):
        self.market, self.peer = market, peer
        self.rounds, self.seconds = rounds, seconds

    # ---- a round

    def best(self, role, script, defines, clients=CLIENTS):
        """The limit: the best that pgbench does with few clients or more."""
        return max(tools.pgbench(
            self.market.conninfo(role), script(n), defines(n), clients=n,
            seconds=max(1, self.seconds // len(clients))) for n in clients)

    def interleaved(self, row, limit, load, targets):
        """Rounds of limit(), load(base_url of API and peer)."""
        found = {"limit": [], "API": [], "peer": []}
        for _ in range(self.rounds):
            found["limit"].append(limit())
            found["API"].append(load(self.market.base_url))
            if self.peer:
                found["peer"].append(load(self.peer.base_url))
        for name, values in found.items():
            if values:
                row.figure(name, "/s", values)
        for other, target in zip(("limit", "peer"), targets):
            if found[other]:
                row.ratio(f"API / {other}",
                          [a / b for a, b in zip(found["API"], found[other])],
                          ">=", target)
        return row

    def get(self, path, token=None, **more):
        more.setdefault("seconds", self.seconds)
        return lambda base_url: tools.wrk(
            base_url + path, token=token() if token else None,
            **more)["per_second"]

    # ---- throughput

    def b1(self):
        line = sql.line("directory/directory_search.sql", {
            1: ":near", 2: ":miles", 3: None, 4: None, 5: None, 6: None,
            7: ":many"})
        defines = {"near": "OX14PR", "miles": 50, "many": 20}
        return self.interleaved(
            Row("B1", f"nearest 20 of {self.market.homes:,} homes, public"),
            lambda: self.best("PUBLIC", lambda n: [line + ";"],
                              lambda n: defines),
            self.get(DIRECTORY), (0.8, 3))

    def b2(self):
        line = sql.line("referral/referral_list.sql",
                        dict.fromkeys(range(1, 11)) | {3: ":many"})
        script = ["BEGIN READ ONLY;", "SELECT * FROM enter(:'sid');"
                  .replace(":'sid'", ":sid::uuid"), line + ";", "COMMIT;"]
        defines = {"many": 50, "sid": self.market.officer["sid"]}
        return self.interleaved(
            Row("B2", f"first page of {self.market.referrals:,} referrals of"
                " 20 councils, with a token"),
            lambda: self.best("STAFF", lambda n: script, lambda n: defines),
            self.get(LIST, self.market.council_token), (0.8, 4))

    def b3(self):
        return self.interleaved(
            Row("B3", f"sealed bids of {len(BID):,} bytes, {INVITED:,} invited"
                " to each referral, fsync on"),
            self.bid_limit, self.bid_load, (0.6, 2))

    def referrals_for(self, seconds):
        return self.market.invite(1 + int(BIDS_PER_SECOND * seconds / INVITED))

    def bid_limit(self):
        """The inserts of a bid, its version and its event, with the caller's
        session; nothing looked up, checked, sealed or signed."""
        store = sql.line("bid/own_bid_store.sql", {
            1: ":referral", 2: ":home", 3: "gen_random_uuid()", 4: "1",
            5: ":sealed", 6: ":digest", 7: "now()", 8: ":signature"})
        event = sql.line("framework/event_insert.sql", {
            1: "'bid.placed'", 2: ":home", 3: ":referral", 4: None})
        uuid_of = ("('{}000000-0000-4000-8000-' ||"
                   " lpad(to_hex({}::bigint), 12, '0'))::uuid")

        def script(clients):
            text = [r"\set i :i + 1",
                    rf"\set n :i * {clients} + :client_id",
                    rf"\set r :first + :n / {INVITED}",
                    rf"\set h 1 + :n % {INVITED}",
                    r"\set p 1 + :h % 20", "BEGIN READ WRITE;",
                    f"SELECT * FROM enter({uuid_of.format('b4', ':p')});",
                    store + ";", event + ";", "COMMIT;"]
            return [line.replace(":referral", uuid_of.format("b9", ":r"))
                    .replace(":home", uuid_of.format("b6", ":h"))
                    for line in text]

        sealed = "7b" * (len(BID) + 60)
        return self.best("STAFF", script, lambda n: {
            "i": -1, "first": self.referrals_for(self.seconds),
            "sealed": rf"\x{sealed}", "digest": "ab" * 32,
            "signature": "A" * 88})

    def bid_load(self, base_url):
        with tempfile.TemporaryDirectory() as folder:
            tokens, body = (pathlib.Path(folder) / n for n in ("t", "b"))
            tokens.write_text("\n".join(self.market.bidder_tokens()) + "\n")
            body.write_text(BID)
            return tools.wrk(
                base_url, seconds=self.seconds, script=LUA / "bids.lua",
                words=[self.referrals_for(self.seconds), tokens, body]
            )["per_second"]

    # ---- growth

    def posts(self, row, sizes, prepare, path):
        """Milliseconds of a POST for each size, in turn; prepare(size) is the
        id in the path."""
        times = {size: [] for size in sizes}
        wire = Wire(self.market)
        for _ in range(self.rounds):
            for size in sizes:
                ready = path.format(prepare(size))
                times[size].append(wire.post(ready))
        for size in sizes:
            row.figure(f"{size:,}:", " ms", times[size])
        return times

    def b4(self):
        row = Row("B4", "ranking 10, 100 and 1,000 bids")
        times = self.posts(row, (10, 100, 1000), self.market.opened,
                           "/v1/referrals/{}/ranking")
        row.ratio("1,000 bids / 10 bids",
                  [a / b for a, b in zip(times[1000], times[10])], "<", 20)
        return row

    def b5(self):
        row = Row("B5", "publishing to 100, 1,000 and 10,000 homes in reach")
        reach = {n: self.market.reach(n) for n in (100, 1000, 10_000)}
        times = self.posts(row, tuple(reach),
                           lambda n: self.draft(reach[n]),
                           "/v1/referrals/{}/publication")
        row.ratio("10,000 homes / 1,000 homes",
                  [a / b for a, b in zip(times[10_000], times[1000])],
                  "<=", 10)
        return row

    def draft(self, radius):
        """A draft by way of the API: its id."""
        now = time.time()
        body = {
            "scheme_id": self.market.scheme["id"],
            "category_id": self.market.category, "title": "To be published",
            "urgency": "standard", "origin_postcode": "OX1 4PR",
            "portrait": {"age_band": "85+", "summary": "Likes the garden"},
            "need_by": time.strftime("%Y-%m-%d", time.gmtime(now + 30 * 86400)),
            "deadline": time.strftime("%Y-%m-%dT12:00:00Z",
                                      time.gmtime(now + 6 * 86400)),
            "radius_miles": radius, "children": 1, "choice_mode": "none",
            "needs": [{"code": "night", "text": "Waking nights", "mark": 8}],
            "features": [{"code": "garden", "text": "A garden",
                          "must": False, "mark": 5}],
            "outcomes": [{"code": "home", "text": "At home within a year"}]}
        return json.loads(Wire(self.market).send("/v1/referrals", body))["id"]

    def b6(self):
        """B1 and B2 for one client: now, and with ten times the data."""
        before = self.latencies()
        self.market.grow(10 * HOMES, 10 * REFERRALS)
        after = self.latencies()
        row = Row("B6", "latency of B1 and B2 at 10 times the data")
        for name, values in before.items():
            row.figure(name, " ms", values)
            row.figure("10 x", " ms", after[name])
            row.ratio(f"{name} at 10 x / 1 x",
                      [a / b for a, b in zip(after[name], values)], "<=", 1.3)
        return row

    def latencies(self):
        found = {"B1": [], "B2": []}
        for _ in range(self.rounds):
            for name, path, token in (
                    ("B1", DIRECTORY, None),
                    ("B2", LIST, self.market.council_token())):
                found[name].append(tools.wrk(
                    self.market.base_url + path, token=token, connections=1,
                    seconds=max(1, self.seconds // 2))["median_ms"])
        return found

    # ---- memory

    def b7(self, first=10_000, last=100_000):
        """Resident memory of the workers after the first and the last."""
        row = Row("B7", f"memory of a worker over {last:,} mixed requests")
        early = late = None
        done = 0
        with tempfile.NamedTemporaryFile("w") as file:
            while late is None:
                file.seek(0)
                file.truncate()
                file.write("".join("\t".join(line) + "\n"
                                   for line in self.mixture()))
                file.flush()
                done += tools.wrk(
                    self.market.base_url, seconds=1, refusals=True,
                    script=LUA / "mixed.lua", words=[file.name])["requests"]
                if early is None and done >= first:
                    early = self.resident()
                if done >= last:
                    late = self.resident()
        row.figure("early", " MiB", list(early.values()))
        row.figure("late", " MiB", list(late.values()))
        row.ratio("late / early, the worst worker",
                  [max(late[p] / early[p] for p in early)], "<=", 1.05)
        row.ratio("MiB, the largest worker", [max(late.values())], "<=", 24)
        return row

    def resident(self):
        """{pid: MiB resident} of the API's workers."""
        parent = self.market.stack.pid("api")
        found = {}
        for status in pathlib.Path("/proc").glob("[0-9]*/status"):
            try:
                text = status.read_text()
            except OSError:
                continue  # it has ended
            if int(re.search(r"PPid:\s+(\d+)", text)[1]) == parent:
                kib = int(re.search(r"VmRSS:\s+(\d+)", text)[1])
                found[status.parent.name] = kib / 1024
        return found

    def mixture(self):
        """(method, path, token, body): what a day brings, and its nonsense."""
        council, bidder = self.market.council_token(), \
            self.market.bidder_tokens()[0]
        first, own = self.market.invite(1), self.draft(20)
        bid = f"/v1/referrals/{nth('b9', first)}/bids/{nth('b6', 20)}"
        reads = [("GET", DIRECTORY, "-", "-"), ("GET", LIST, council, "-"),
                 ("GET", "/v1/me", council, "-"),
                 ("GET", "/v1/invitations", bidder, "-"),
                 ("GET", f"/v1/referrals/{own}", council, "-"),
                 ("GET", "/v1/schemes", "-", "-"),
                 ("GET", LIST + "?state=open&limit=10", council, "-")]
        return reads * 4 + [
            ("PUT", bid, bidder, BID), ("GET", bid, bidder, "-"),
            ("PUT", bid, bidder, '{"children": []}'),
            ("GET", LIST, council[:-4] + "AAAA", "-"),
            ("GET", "/v1/openapi.json", "-", "-"),
            ("GET", "/v1/nothing", "-", "-"),
            ("GET", LIST + "?limit=0", council, "-"),
            ("POST", "/v1/referrals", council, '{"title": 1}'),
            ("GET", f"/v1/referrals/{uuid.uuid4()}", council, "-")]


class Wire:
    """A council's kept connection, for what is timed one by one."""

    def __init__(self, market):
        self.market = market
        address = urllib.parse.urlsplit(market.base_url)
        self.http = http.client.HTTPSConnection(
            address.hostname, address.port, timeout=30,
            context=ssl.create_default_context(
                cafile=market.stack.demo["ca_file"]))
        self.http.connect()

    def send(self, path, body=None):
        """The text of the answer to a POST, which must be 201."""
        self.http.request("POST", path,
                          json.dumps(body) if body is not None else None, {
                              "Authorization":
                                  f"Bearer {self.market.council_token()}",
                              "Content-Type": "application/json",
                              "Idempotency-Key": f'"{uuid.uuid4()}"'})
        answer = self.http.getresponse()
        text = answer.read().decode()
        if answer.status != 201:
            raise tools.Unusable(f"POST {path}: {answer.status} {text}")
        return text

    def post(self, path):
        """Milliseconds of one."""
        began = time.perf_counter()
        self.send(path)
        return (time.perf_counter() - began) * 1000


WORKS = {"B1": Bench.b1, "B2": Bench.b2, "B3": Bench.b3, "B4": Bench.b4,
         "B5": Bench.b5, "B7": Bench.b7, "B6": Bench.b6}


