"""test_operator.py - what an operator does: the program and ./dev.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import pathlib
import secrets
import stat
import subprocess

import pytest
from harness.client import Api
from harness.flows import fresh
from harness.stack import REPO, free_port

SERVERS = ("postgres", "keeper", "api", "jobs", "documents", "nginx")


def refused(stack, *words, stdin=""):
    """What the program says when it will not do a thing."""
    done = subprocess.run(
        [stack.demo["fairlot"], *words], input=stdin, text=True, check=False,
        env=os.environ | {"FAIRLOT_HOME": str(stack.home)},
        capture_output=True)
    assert done.returncode == 1, done
    return done.stderr


# ---- postcodes

NEW = "pcd7,pcds,dointr,doterm,east1m,north1m,gridind,lad26cd,lat,long"
OLD = "pcd,pcds,dointr,doterm,oslaua,oseast1m,osnrth1m,osgrdind,lat,long"


@pytest.fixture
def postcode(world):
    """(grid, terminated) of a postcode, as the database has it."""
    def look(code):
        rows = world.clock.sql(
            "SELECT grid::text, terminated FROM postcode WHERE code = %s",
            code.replace(" ", ""))
        return rows[0] if rows else None
    return look


def load(stack, *lines):
    return stack.fairlot("import", "postcodes", "-",
                         stdin="\r\n".join(lines) + "\r\n")


@pytest.mark.parametrize("header, row", [
    (NEW, '"{0}","{1}",198001,,531000,104200,1,E06000043,50.8,-0.1'),
    (OLD, '"{0}","{1}",198001,,E06000043,"531000","0104200",1,50.8,-0.1'),
])
def test_both_generations_of_column_names_are_read(world, postcode, header,
                                                   row):
    code = world.places.unknown()
    load(world.stack, header, row.format(code.replace(" ", ""), code))
    assert postcode(code) == ("(531000,104200)", False)


def test_capitals_empty_lines_and_a_plain_extract_are_read(world, postcode):
    """The directory of 2011 is in capitals; a council's extract of it may
    have what is needed and no more."""
    old, plain = world.places.unknown(), world.places.unknown()
    load(world.stack, OLD.upper(), f"x,{old},198001,,x,531000,104200,1,,", "")
    assert postcode(old) == ("(531000,104200)", False)
    load(world.stack, "pcds,oseast1m,osnrth1m", "", f"{plain},531000,104200")
    assert postcode(plain) == ("(531000,104200)", False)


def test_a_terminated_postcode_is_kept_as_one(world, postcode):
    code = world.places.unknown()
    load(world.stack, NEW, f"x,{code},198001,200306,531000,104200,1,,,")
    assert postcode(code) == ("(531000,104200)", True)


@pytest.mark.parametrize("east, north, indicator", [
    ("", "", "9"), ("0", "0", "1"), ("531000", "104200", "9"), ("", "1", "1"),
    ("999999", "104200", "1")])
def test_a_postcode_without_a_grid_reference_is_kept(world, postcode, east,
                                                     north, indicator):
    code = world.places.unknown()
    load(world.stack, NEW,
         f"x,{code},198001,,{east},{north},{indicator},,,")
    assert postcode(code) == (None, False)


def test_the_irish_grid_is_not_taken_for_the_british(world, postcode):
    load(world.stack, NEW, "x,BT9 9ZZ,198001,,333800,374100,1,,,")
    assert postcode("BT9 9ZZ") == (None, False)


def test_importing_again_changes_what_has_changed(world, postcode):
    code = world.places.unknown()
    for east in (531000, 531000, 531001):
        load(world.stack, NEW, f"x,{code},198001,,{east},104200,1,,,")
        assert postcode(code) == (f"({east},104200)", False)


def test_in_a_file_with_a_postcode_twice_the_living_one_counts(world,
                                                               postcode):
    code = world.places.unknown()
    load(world.stack, NEW, f"x,{code},198001,200306,1,1,1,,,",
         f"x,{code},200701,,531000,104200,1,,,")
    assert postcode(code) == ("(531000,104200)", False)


@pytest.mark.parametrize("lines, complaint", [
    ([], "line 1: the file is empty"),
    (["name,age", "x,1"], "line 1: this is not an ONS Postcode Directory"),
    ([NEW, "x,BN1 1AA,198001"], "line 2: "),
    ([NEW, "x,not one,198001,,1,1,1,,,"], "line 2: column pcds"),
    ([NEW, "x,BN1 1AA,198001,soon,1,1,1,,,"], "line 2: column doterm"),
    ([NEW, 'x,"BN1 1AA,198001,,1,1,1,,,'], "line 2: "),
])
def test_a_file_that_is_something_else_is_named_by_line(stack, lines,
                                                        complaint):
    text = "".join(line + "\n" for line in lines)
    assert complaint in refused(stack, "import", "postcodes", "-", stdin=text)


def test_a_file_that_breaks_off_leaves_nothing(world, postcode):
    code = world.places.unknown()
    refused(world.stack, "import", "postcodes", "-",
            stdin=f"{NEW}\nx,{code},198001,,531000,104200,1,,,\nx,BN1")
    assert postcode(code) is None


# ---- people

# ---- bank holidays


def bank_holidays(*days, part="scotland"):
    """GOV.UK's file, as text, with these (date, title) of one part."""
    file = {p: {"division": p, "events": []} for p in (
        "england-and-wales", "scotland", "northern-ireland")}
    file[part]["events"] = [{"title": title, "date": day, "notes": "",
                             "bunting": True} for day, title in days]
    return json.dumps(file)


def test_a_file_of_bank_holidays_says_all_about_the_days_it_spans(world):
    def there():
        return [str(row[0]) for row in world.clock.sql(
            "SELECT day FROM bank_holiday WHERE part = 'scotland'"
            " AND day BETWEEN '2031-01-01' AND '2031-12-31' ORDER BY day")]

    first = ("2031-01-01", "New Year's Day")
    moved, last = ("2031-05-05", "Early May"), ("2031-12-25", "Christmas Day")
    done = world.stack.fairlot("import", "bank-holidays", "-",
                               stdin=bank_holidays(first, moved, last))
    assert done.startswith("3 days")
    assert there() == ["2031-01-01", "2031-05-05", "2031-12-25"]
    again = bank_holidays(first, ("2031-05-08", "Early May"), last)
    for _ in range(2):
        world.stack.fairlot("import", "bank-holidays", "-", stdin=again)
        assert there() == ["2031-01-01", "2031-05-08", "2031-12-25"]
    assert len(world.clock.sql("SELECT day FROM bank_holiday WHERE part ="
                               " 'scotland' AND day < '2029-01-01'")) == 46


@pytest.mark.parametrize("text, complaint", [
    ("{}", "this is not GOV.UK's file"),
    ("[", "is not JSON"),
    (bank_holidays(), "names no bank holiday"),
    (bank_holidays(("2031-02-30", "None")), "has a title and a date"),
    (json.dumps(json.loads(bank_holidays()) | {"wales": {"events": []}}),
     "three parts"),
])
def test_a_file_that_is_none_of_bank_holidays_is_refused(
        stack, text, complaint):
    assert complaint in refused(stack, "import", "bank-holidays", "-",
                                stdin=text)


def test_an_organisation_its_person_and_its_machine_can_sign_in(world):
    program = world.stack.fairlot
    name, email = fresh("Council"), f"{secrets.token_hex(6)}@example.org"
    organisation = json.loads(program("organisation", "add", "authority",
                                      name))
    of_it = ["--organisation", organisation["id"], "--role", "council"]
    program("user", "add", *of_it, "--email", email, "--name", "Nia Officer",
            stdin="a long enough password\n")
    machine = json.loads(program("client", "add", *of_it, "--name", "Robot"))

    person = Api(world, email=email, password="a long enough password")
    me = person.read("/v1/me")
    assert (me["name"], me["role"], me["kind"]) == ("Nia Officer", "council",
                                                    "person")
    assert me["organisation"] == {"id": organisation["id"], "name": name,
                                  "kind": "authority"}
    robot = Api(world, **machine).read("/v1/me")
    assert (robot["name"], robot["kind"]) == ("Robot", "machine")


@pytest.mark.parametrize("words, complaint", [
    (["organisation", "add", "club", "Name"], "club is no kind"),
    (["organisation", "add", "authority"], "expected 2 arguments"),
    (["client", "add", "--role", "lead"], "--organisation is missing"),
    (["client", "add", "--organisation", "x", "--role", "king", "--name", "x"],
     "king is no role"),
    (["client", "add", "--organisation", "x", "--role", "lead", "--name", "x"],
     "x is no organisation's id"),
    (["client", "add", "--organisation",
      "00000000-0000-4000-8000-000000000000", "--role", "lead", "--name",
      "x"], "no such organisation"),
    (["import", "scheme", "-", "--as", "nobody@example.org"], "JSON"),
])
def test_a_command_that_makes_no_sense_says_why(stack, words, complaint):
    assert complaint in refused(stack, *words)


def test_an_operator_changes_a_person_and_open_sessions_follow(world):
    person = world.colleague(world.lead)
    assert person.read("/v1/me")["role"] == "lead"
    address = person.person[0].upper()
    changed = json.loads(world.stack.fairlot("user", "change", address,
                                             "--role", "auditor"))
    assert (changed["role"], changed["disabled"]) == ("auditor", False)
    assert person.read("/v1/me")["role"] == "auditor"
    assert world.lead.read("/v1/audit", params={
        "subject_id": person.user_id, "type": "user.changed"})["items"]
    world.stack.fairlot("user", "change", address, "--disabled", "yes")
    person.get("/v1/me", expect=401)
    world.stack.fairlot("user", "change", address, "--disabled", "no")
    # The session that ended stays ended; the password works again.
    person.get("/v1/me", expect=401)
    person._until = 0
    assert person.read("/v1/me")["role"] == "auditor"


@pytest.mark.parametrize("more, complaint", [
    (["--role", "provider"], "no such person, or its kind has no such role"),
    (["--role", "king"], "king is no role"),
    (["--disabled", "maybe"], "yes or no"),
    ([], "--role, --disabled"),
])
def test_a_change_of_a_person_that_makes_no_sense_is_refused(world, more,
                                                             complaint):
    person = world.colleague(world.lead)
    assert complaint in refused(world.stack, "user", "change",
                                person.person[0], *more)
    assert person.read("/v1/me")["role"] == "lead"


def test_a_role_must_be_one_of_the_organisations_kind(world):
    for role in ("provider", "portal"):
        assert "no such role" in refused(
            world.stack, "client", "add", "--role", role, "--name", "x",
            "--organisation", world.lead.organisation_id)


def test_a_short_password_is_refused(world):
    assert "password" in refused(
        world.stack, "user", "add", "--organisation",
        world.lead.organisation_id, "--role", "lead", "--email",
        f"{secrets.token_hex(4)}@example.org", "--name", "X", stdin="short\n")


# ---- schemes

def scheme_file(world, **over):
    return {
        "scheme": {"name": fresh("Scheme"), "reference": fresh("REF"),
                   "regime": "below_threshold", "valid_from": "2026-01-01",
                   "valid_to": "2030-12-31", "description": "From a file"},
        "councils": [{"organisation": "Oxfordshire County Council (demo)",
                      "kind": "partner", "from": "2026-01-01",
                      "to": "2030-12-31"}],
        "categories": [world.category_body()], "open": True} | over


def import_scheme(world, file, how=None):
    how = how or world.stack.fairlot
    return how("import", "scheme", "-", "--as",
               world.stack.demo["principals"]["lead"]["email"],
               stdin=json.dumps(file))


def test_a_scheme_is_imported_through_the_rules_of_the_api(world):
    file = scheme_file(world)
    made = json.loads(import_scheme(world, file))
    shown = world.nobody.read(f"/v1/schemes/{made['id']}")
    assert (shown["name"], shown["state"]) == (file["scheme"]["name"], "open")
    category, = world.nobody.every(f"/v1/schemes/{made['id']}/categories")
    for member, value in file["categories"][0].items():
        assert category[member] == value, member
    council, = world.nobody.every(f"/v1/schemes/{made['id']}/councils")
    assert council["kind"] == "partner"


def test_the_only_lead_authority_need_not_be_named(world):
    """Others of these tests may have added a second one."""
    file = scheme_file(world)
    leads, = world.clock.sql(
        "SELECT count(DISTINCT organisation_id) FROM app_user"
        " WHERE role = 'lead' AND disabled_at IS NULL")[0]
    if leads > 1:
        assert "--as EMAIL" in refused(world.stack, "import", "scheme", "-",
                                       stdin=json.dumps(file))
        return
    made = json.loads(world.stack.fairlot("import", "scheme", "-",
                                          stdin=json.dumps(file)))
    assert made["lead"]["id"] == world.lead.organisation_id


def test_a_refused_import_names_each_fault_and_can_be_finished(world):
    bad = scheme_file(world)
    bad["categories"][0]["weights"]["price"] = 90
    said = import_scheme(
        world, bad, lambda *w, **k: refused(world.stack, *w, **k))
    assert "weights" in said

    good = bad | {"categories": [world.category_body()]}
    assert json.loads(import_scheme(world, good))["state"] == "open"
    assert "is there already" in import_scheme(
        world, good, lambda *w, **k: refused(world.stack, *w, **k))


def test_a_member_that_means_nothing_is_refused(world):
    said = import_scheme(world, scheme_file(world, catgories=[]),
                         lambda *w, **k: refused(world.stack, *w, **k))
    assert "catgories" in said


# ---- ./dev

def test_a_second_up_changes_nothing(stack):
    if not stack.ours:
        pytest.skip("this home is somebody's")
    before = {name: stack.pid(name) for name in SERVERS}
    demo = (stack.home / "demo.json").read_bytes()
    said = stack.dev("up")
    assert "start " not in said and "stop " not in said, said
    assert {name: stack.pid(name) for name in SERVERS} == before
    assert (stack.home / "demo.json").read_bytes() == demo


def test_secrets_are_readable_by_their_owner_alone(stack):
    def mode(path):
        return stat.S_IMODE(pathlib.Path(path).stat().st_mode)

    keys = pathlib.Path(stack.settings["FAIRLOT_KEYS"])
    assert {p.name for p in keys.iterdir()} == {"jwt.key", "cursor.key",
                                                "receipt.key", "audit.key",
                                                "audit.pub", "webhook.key",
                                                "webhook.pub", "mail.key",
                                                "mail.pub", "text.key"}
    heads = pathlib.Path(stack.settings["FAIRLOT_AUDIT_FILE"])
    for path in [stack.home / "demo.json", keys.parent / "tls" / "key.pem",
                 heads, *keys.glob("*.key")]:
        assert mode(path) == 0o600, path
    assert {mode(p) for p in keys.glob("*.pub")} == {0o644}
    assert mode(stack.settings["FAIRLOT_SOCKET"]) == 0o660


def test_no_server_runs_as_root_and_only_nginx_listens(stack, world):
    for name in SERVERS:
        status = pathlib.Path(f"/proc/{stack.pid(name)}/status").read_text()
        uid = next(line.split()[2] for line in status.splitlines()
                   if line.startswith("Uid:"))
        assert uid != "0" or os.geteuid() != 0, name
    assert world.clock.sql("SHOW listen_addresses")[0][0] == ""
    assert world.clock.sql("SHOW data_checksums")[0][0] == "on"
    assert world.clock.sql("SHOW fsync")[0][0] == "on"


def test_the_clock_is_shifted_frozen_and_put_right(stack, clock):
    stack.dev("clock", "=2027-01-02T03:04:05Z")
    assert clock.now().isoformat() == "2027-01-02T03:04:05+00:00"
    assert "2027-01-02T03:14:05Z (frozen)" in stack.dev("clock", "+10m")
    assert "2027-01-01T03:14:05Z (frozen)" in stack.dev("clock", "-1d")
    stack.dev("clock", "reset")
    real = clock.sql("SELECT clock_timestamp()")[0][0]
    assert abs((clock.now() - real).total_seconds()) < 5
    stack.dev("clock", "+2h")
    ahead = (clock.now() - clock.sql("SELECT clock_timestamp()")[0][0])
    assert abs(ahead.total_seconds() - 7200) < 5


@pytest.mark.parametrize("word", ["soon", "=soon", "+2", "2h", "=", "+h"])
def test_a_time_that_is_none_changes_nothing(stack, clock, word):
    clock.freeze("2027-01-02T03:04:05Z")
    with pytest.raises(AssertionError, match="dev: "):
        stack.dev("clock", word)
    assert clock.now().isoformat() == "2027-01-02T03:04:05+00:00"


def test_status_says_what_runs(stack):
    said = stack.dev("status")
    for name in SERVERS:
        assert f"runs, pid {stack.pid(name)}" in said
    assert f"{stack.base_url} is ready" in said


def test_two_homes_side_by_side(stack, tmp_path):
    """A second one is made, stopped, started again and removed; the first
    does not notice."""
    if not stack.ours:
        pytest.skip("this home is somebody's")
    before = {name: stack.pid(name) for name in SERVERS}
    home = tmp_path / "other"
    port = str(free_port())

    def dev(*words):
        return stack.run([REPO / "dev", "--home", home, *words],
                         env=os.environ | {"FAIRLOT_PORT": port})

    try:
        assert "ready" in dev("up")
        demo = json.loads((home / "demo.json").read_text())
        assert demo["base_url"] == f"https://localhost:{port}"
        secret = demo["principals"]["lead"]["client_secret"]
        assert secret != stack.demo["principals"]["lead"]["client_secret"]
        assert dev("down").count("stop ") == len(SERVERS)
        assert "stop " not in dev("down")
        dev("up")
        assert json.loads((home / "demo.json").read_text()) == demo
    finally:
        dev("down", "--wipe")
    assert not home.exists()
    assert {name: stack.pid(name) for name in SERVERS} == before
    assert "is ready" in stack.dev("status")
