#!/usr/bin/env python3
"""load.py - fills a new sandbox and writes demo.json, the way into it.

SPDX-License-Identifier: Apache-2.0

What only an operator can do goes through the program, everything else through
HTTPS like anybody's. Called by ./dev up; --refresh only puts the addresses in
demo.json right. Needs nothing but Python itself.
"""
import argparse
import datetime
import json
import os
import pathlib
import secrets
import subprocess
import sys

import awards
from client import Client

HERE = pathlib.Path(__file__).parent
SCHEMES = {"set": "set.json", "oxfordshire": "oxfordshire.json",
           "home-support": "home-support.json"}

# organisation, kind: the schemes' files name the two councils.
AUTHORITIES = {
    "lead": ("West Sussex County Council (demo)", "authority"),
    "council_a": ("Brighton & Hove City Council (demo)", "authority"),
    "council_b": ("Oxfordshire County Council (demo)", "authority"),
    "portal": ("South East Business Portal (demo)", "portal"),
}
# principal: (whose organisation, role, name, address)
PEOPLE = {
    "lead": ("lead", "lead", "Lee Dean", "lead"),
    "auditor": ("lead", "auditor", "Audrey Torr", "auditor"),
    "council_a": ("council_a", "council", "Anna Able", "council.a"),
    "council_a_2": ("council_a", "council", "Andrew Second", "council.a2"),
    "council_b": ("council_b", "council", "Bea Brook", "council.b"),
    "portal": ("portal", "portal", "Porter Gate", "portal"),
}
PROVIDERS = {
    "provider_a": ("Ashdown Care Ltd (demo)", "01000001"),
    "provider_b": ("Beechwood Homes Ltd (demo)", "01000002"),
    "provider_c": ("Chalk Hill Schools Ltd (demo)", "01000003"),
    "provider_d": ("Downland Support Ltd (demo)", "01000004"),
}
# Two providers whose homes are in the directory from the beginning.
SETTLED = [
    ("Weald and Downs Care Ltd (demo)", "01000011", [
        ("Furzefield School", "Horsham", "RH12 1RL", "ofsted", "good", 60, 4,
         "set", "sen-day"),
        ("Seven Sisters School", "Lewes", "BN7 1UE", "ofsted", "outstanding",
         42, 2, "set", "sen-day"),
        ("Harbour Care at Home", "Peterborough", "PE1 1HG", "cqc", "good",
         30, 6, "home-support", "home-and-community"),
    ]),
    ("Isis Valley Homes Ltd (demo)", "01000012", [
        ("Elm Court", "Oxford", "OX4 2JY", "cqc", "good", 48, 3,
         "oxfordshire", "older-people"),
        ("Oak House", "Abingdon", "OX14 3JE", "cqc", "outstanding", 36, 1,
         "oxfordshire", "older-people"),
        ("Willow Lodge", "Bicester", "OX26 6AA", "cqc",
         "requires_improvement", 40, 5, "oxfordshire", "older-people"),
        ("Rowan Bank", "Witney", "OX28 1NB", "cqc", "good", 12, 2,
         "oxfordshire", "learning-disability"),
        ("Meadow View", "Wallingford", "OX10 8BA", "cqc", "good", 18, 0,
         "oxfordshire", "physical-disability"),
    ]),
]
# One provider whose homes are on their way: a draft, one that waits for its
# assessment, one that was asked something; and one that was accredited and
# then suspended.
UNDER_WAY = ("Cherwell Homes Ltd (demo)", "01000013", {
    "draft": ("Alder Grove", "Oxford", "OX4 2JY"),
    "submitted": ("Larch House", "Abingdon", "OX14 3JE"),
    "asked": ("Hazel Court", "Bicester", "OX26 6AA"),
    "suspended": ("Ivy Lodge", "Witney", "OX28 1NB"),
})
# How each of their inspectorates calls its reports.
FRAMEWORKS = {"ofsted": "oeif", "cqc": "ratings"}
WEEKLY_PENCE, YEARLY_PENCE = 72_000, 3_600_000  # one home's core cost


def password():
    return secrets.token_urlsafe(18)


class Program:
    """The built program; each call answers with what it printed."""

    def __init__(self, path, home):
        self.path = path
        self.env = {"PATH": os.environ.get("PATH", ""),
                    "FAIRLOT_HOME": str(home)}

    def run(self, *words, stdin=""):
        done = subprocess.run([self.path, *words], input=stdin, text=True,
                              env=self.env, capture_output=True, check=False)
        if done.returncode:
            sys.exit(f"fairlot {' '.join(words[:2])}: {done.stderr}")
        return done.stdout

    def json(self, *words, stdin=""):
        return json.loads(self.run(*words, stdin=stdin))


def add_people(program):
    """The authorities' and the portal's people and machines."""
    organisations = {
        key: program.json("organisation", "add", kind, name)["id"]
        for key, (name, kind) in AUTHORITIES.items()}
    principals = {}
    for key, (whose, role, name, address) in PEOPLE.items():
        who = {"email": f"{address}@example.org", "password": password()}
        common = ["--organisation", organisations[whose], "--role", role]
        program.run("user", "add", *common, "--email", who["email"],
                    "--name", name, stdin=who["password"] + "\n")
        machine = program.json("client", "add", *common,
                               "--name", f"{name}'s machine")
        principals[key] = machine | who | {
            "organisation_id": organisations[whose]}
    return principals


def add_provider(base, name, number, address):
    """Registers as anybody would; gives the principal and its session."""
    who = {"email": f"{address}@example.org", "password": password()}
    provider = base.post("/v1/providers", {
        "name": name, "company_number": number,
        "contact": {"name": f"Contact of {name}"} | who})
    session = base.signed_in(who["email"], who["password"])
    machine = session.post("/v1/clients", {"name": f"{name}: machine"})
    return who | {"client_id": machine["id"],
                  "client_secret": machine["client_secret"],
                  "organisation_id": provider["id"]}, session


def import_schemes(program, base, email):
    """{key: {"id": ..., "categories": {code: id}}}"""
    found = {}
    for key, file in SCHEMES.items():
        scheme = program.json("import", "scheme", str(HERE / "schemes" / file),
                              "--as", email)
        categories = base.get(f"/v1/schemes/{scheme['id']}/categories")
        found[key] = {"id": scheme["id"], "categories": {
            c["code"]: c["id"] for c in categories["items"]}}
    return found


def apply(session, scheme, homes):
    """Several homes in one application; gives its entries."""
    application = session.post("/v1/applications", {
        "scheme_id": scheme["id"],
        "entries": [{"establishment_id": home, "category_id": category}
                    for home, category in homes]})
    return application


def fill_in(session, application, entry, category):
    core = YEARLY_PENCE if category["price_unit"] == "year" else WEEKLY_PENCE
    heads = category["cost_heads"]
    session.change("PUT", "/v1/applications/"
                   f"{application['id']}/entries/{entry['id']}", {
                       "requirements": {r["code"]: {"met": True, "note": ""}
                                        for r in category["requirements"]},
                       "statements": {s["code"]: "We describe here how we do "
                                      "this." for s in category["statements"]},
                       "core_pence": {h["code"]: core // len(heads)
                                      for h in heads},
                       "discounts": [{"from_child": 2, "percent": 10.00}]})


def admit(lead, application, entry, category, rating):
    path = f"/v1/applications/{application['id']}/entries/{entry['id']}"
    lead.change("PUT", f"{path}/assessment", {
        "requirements": {r["code"]: {"pass": True, "reason": ""}
                         for r in category["requirements"]},
        "statements": {s["code"]: {"score": 4, "reason": "Clear and evidenced"}
                       for s in category["statements"]},
        "rating": rating})
    return lead.post(f"{path}/decision", {
        "outcome": "accredited", "reason": "All that is asked is met"})


def settle(base, lead, schemes, index, provider):
    """A provider of SETTLED, from registration to accreditation; gives its
    principal, its session and the ids of its homes by scheme."""
    name, number, homes = provider
    settled = {}
    principal, session = add_provider(base, name, number, f"settled.{index}")
    for key, scheme in schemes.items():
        ours = [h for h in homes if h[7] == key]
        if not ours:
            continue
        made = []
        for i, (title, town, postcode, regulator, rating, capacity, vacancies,
                _, code) in enumerate(ours):
            home = session.post("/v1/establishments", {
                "name": title,
                "address": {"line_1": f"{i + 1} Example Street",
                            "town": town, "postcode": postcode},
                "regulator": {"scheme": regulator, "id": f"1-{number}{i}"},
                "rating": rating, "capacity": capacity})
            session.change("PATCH", f"/v1/establishments/{home['id']}",
                           {"vacancies": vacancies})
            made.append((home["id"], scheme["categories"][code]))
        settled[key] = [home for home, _ in made]
        application = apply(session, scheme, made)
        ratings = {home: h[4] for (home, _), h in zip(made, ours)}
        for entry in application["entries"]:
            category = base.get(f"/v1/categories/{entry['category_id']}")
            fill_in(session, application, entry, category)
        session.post(f"/v1/applications/{application['id']}/submission", {
            "declaration": True,
            "signatory": {"name": f"Contact of {name}",
                          "position": "Director"}})
        for entry in application["entries"]:
            category = base.get(f"/v1/categories/{entry['category_id']}")
            admit(lead, application, entry, category,
                  ratings[entry["establishment_id"]])
        for (home, _), (_, _, _, regulator, rating, *_) in zip(made, ours):
            lead.post(f"/v1/establishments/{home}/ratings", {
                "regulator": regulator, "framework": FRAMEWORKS[regulator],
                "grade": rating, "on": "2025-03-04"})
    return principal, session, settled


def long_ago(program, base, principals, clock, then):
    """What had happened before today: schemes, homes, awards. Gives the
    schemes and whoever the places were awarded to."""
    lead = base.signed_in(principals["lead"]["email"],
                          principals["lead"]["password"])
    schemes = import_schemes(program, base, principals["lead"]["email"])
    for index, provider in enumerate(SETTLED, 1):
        principal, session, homes = settle(base, lead, schemes, index,
                                           provider)
    council = base.signed_in(principals["council_b"]["email"],
                             principals["council_b"]["password"])
    scheme = schemes["oxfordshire"]
    category = base.get(
        f"/v1/categories/{scheme['categories']['older-people']}")
    awards.award(clock, then, council, session, scheme, category,
                 homes["oxfordshire"])
    return schemes, principal


def under_way(base, lead, portal, scheme):
    """What an officer and a provider, who is given, find on a working
    day."""
    name, number, homes = UNDER_WAY
    principal, session = add_provider(base, name, number, "under.way")
    category = base.get(
        f"/v1/categories/{scheme['categories']['older-people']}")
    applications = {}
    for state, (title, town, postcode) in homes.items():
        home = session.post("/v1/establishments", {
            "name": title,
            "address": {"line_1": "1 Example Lane", "town": town,
                        "postcode": postcode},
            "regulator": {"scheme": "cqc", "id": f"1-{number}-{state}"},
            "rating": "good", "capacity": 24})
        applications[state] = apply(session, scheme,
                                    [(home["id"], category["id"])])
    for state in ("submitted", "asked", "suspended"):
        application = applications[state]
        fill_in(session, application, application["entries"][0], category)
        session.post(f"/v1/applications/{application['id']}/submission", {
            "declaration": True,
            "signatory": {"name": f"Contact of {name}",
                          "position": "Director"}})
    asked = applications["asked"]
    lead.post(f"/v1/applications/{asked['id']}/information-requests", {
        "items": [{"text": "Who is in charge at night?",
                   "entry_id": asked["entries"][0]["id"]}],
        "answer_by": day_from_now(21)})
    suspend(lead, applications["suspended"], category)
    request = session.post(
        f"/v1/schemes/{scheme['id']}/clarification-requests",
        {"question": "May two homes share one statement of purpose?"})
    lead.post(f"/v1/schemes/{scheme['id']}/clarifications", {
        "question": "May homes share a statement of purpose?",
        "answer": "Yes, if it says what each of them does.",
        "request_id": request["id"]})
    portal.post("/v1/expressions-of-interest", {
        "scheme_id": scheme["id"],
        "supplier": {"name": "Evenlode Care Ltd (demo)",
                     "company_number": "01000014",
                     "contact_email": "evenlode@example.org"}})
    return principal


def suspend(lead, application, category):
    """Accredits the home, and then does not find its renewal."""
    decided = admit(lead, application, application["entries"][0], category,
                    "good")
    lead.post(f"/v1/accreditations/{decided['accreditation_id']}/suspension", {
        "ground": "insurance_lapsed", "reason": "No renewal has been seen."})


def day_from_now(days):
    return (datetime.datetime.now(datetime.timezone.utc).date() +
            datetime.timedelta(days=days)).isoformat()


def write(path, demo):
    """In one step, readable by nobody else."""
    new = path.with_suffix(".new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
              "w", encoding="utf-8") as file:
        json.dump(demo, file, indent=2)
        file.write("\n")
    new.replace(path)


def addresses(args):
    return {"base_url": args.base_url, "ca_file": str(args.home / "ca.pem"),
            "home": str(args.home), "fairlot": str(args.program),
            "clock": [str(args.dev), "--home", str(args.home), "clock"]}


def load(args):
    program = Program(args.program, args.home)
    base = Client(args.base_url, args.home / "ca.pem")
    program.run("import", "postcodes", str(HERE / "postcodes.csv"))
    clock = awards.Clock(args.dev, args.home)
    then = awards.last_quarter(datetime.date.today())
    clock.move(f"={awards.iso(then)}")
    principals = add_people(program)
    schemes, principals["provider_listed"] = long_ago(
        program, base, principals, clock, then)
    clock.move("reset")
    lead = base.signed_in(principals["lead"]["email"],
                          principals["lead"]["password"])
    for key, (name, number) in PROVIDERS.items():
        principals[key], _ = add_provider(base, name, number,
                                          key.replace("_", "."))
    portal = base.signed_in(principals["portal"]["email"],
                            principals["portal"]["password"])
    principals["provider_applying"] = under_way(base, lead, portal,
                                                schemes["oxfordshire"])
    return addresses(args) | {"schemes": schemes, "principals": principals}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=pathlib.Path, required=True)
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--dev", type=pathlib.Path, required=True)
    parser.add_argument("--refresh", action="store_true")
    args = parser.parse_args()

    path = args.home / "demo.json"
    if not args.refresh:
        write(path, load(args))
        return
    demo = json.loads(path.read_text(encoding="utf-8"))
    if demo | addresses(args) != demo:
        write(path, demo | addresses(args))


if __name__ == "__main__":
    main()
