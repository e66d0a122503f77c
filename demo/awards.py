"""awards.py - places that were awarded in a quarter that is over.

SPDX-License-Identifier: Apache-2.0

So that there is something among the published awards: they are made like any
other, while the sandbox's clock stands in the last quarter but a fortnight.
"""
import datetime
import subprocess

# Of the homes of older people, how many each is awarded: one enough to be
# named, one not.
MANY, FEW = 5, 2
NEED = {
    "urgency": "emergency",
    "portrait": {"age_band": "75-84",
                 "summary": "Likes company and a garden; needs help to walk"},
    "origin_postcode": "OX1 4PR", "radius_miles": 25, "children": 1,
    "needs": [{"code": "mobility", "text": "Help with walking", "mark": 8}],
    "features": [{"code": "garden", "text": "A garden", "must": False,
                  "mark": 3}],
    "outcomes": [{"code": "walk", "text": "Walks out once a day"}],
    "budget_pence": 150_000, "choice_mode": "any_within_budget",
}


def last_quarter(today):
    """A noon in the middle of the newest quarter that has been over for more
    than a fortnight."""
    day = today - datetime.timedelta(days=15)
    quarter = day.year * 4 + (day.month - 1) // 3 - 1
    return datetime.datetime(quarter // 4, quarter % 4 * 3 + 2, 14, 12,
                             tzinfo=datetime.timezone.utc)


class Clock:
    """The sandbox's, in the hand of ./dev."""

    def __init__(self, dev, home):
        self.words = [str(dev), "--home", str(home), "clock"]

    def move(self, change):
        subprocess.run([*self.words, change], check=True,
                       stdout=subprocess.DEVNULL)


def iso(moment):
    return moment.isoformat().replace("+00:00", "Z")


def publish(council, scheme, category, number, now):
    draft = council.post("/v1/referrals", NEED | {
        "scheme_id": scheme["id"], "category_id": category["id"],
        "weights": category["weights"],
        "title": f"Care home place {number}",
        "need_by": (now + datetime.timedelta(days=14)).date().isoformat(),
        "deadline": iso(now + datetime.timedelta(hours=3))})
    return council.post(f"/v1/referrals/{draft['id']}/publication", {})


def bid(provider, referral, home, now):
    provider.send("PUT", f"/v1/referrals/{referral['id']}/bids/{home}", {
        "children": [{"variable": [
            {"text": "Help with walking", "amount_pence": 9_500}]}],
        "needs_met": ["mobility"], "features_met": ["garden"],
        "statement": "We walk with each resident every morning.",
        "available_from":
            (now + datetime.timedelta(days=7)).date().isoformat(),
    }, {"If-None-Match": "*"})


def place(council, provider, referral):
    """From the opening of its one bid to both signatures."""
    path = f"/v1/referrals/{referral['id']}"
    council.post(f"{path}/opening", {})
    offer = council.get(f"{path}/bids")["items"][0]["bid_id"]
    council.send("PUT", f"/v1/bids/{offer}/evaluation", {
        "score": 4, "reason": "Specific and measurable"},
        {"If-None-Match": "*"})
    council.post(f"{path}/ranking", {})
    council.send("PUT", f"{path}/choice", {
        "bid_id": offer, "chosen_by": "resident",
        "reason": "Near to her friends"}, {"If-None-Match": "*"})
    award = council.post(f"{path}/award", {
        "bid_id": offer, "reason": "Chosen among those within the budget"})
    for party in (provider, council):
        party.post(f"/v1/placements/{award['placement_id']}/signature",
                   {"name": "Ada Okafor", "position": "Manager"})


def award(clock, now, council, provider, scheme, category, homes):
    """Places at the first two of homes; the clock stands at now."""
    referrals = []
    for home in homes[:1] * MANY + homes[1:2] * FEW:
        referral = publish(council, scheme, category, len(referrals) + 1, now)
        bid(provider, referral, home, now)
        referrals.append(referral)
    clock.move("+3h")
    for referral in referrals:
        place(council, provider, referral)
