"""processes.py - ends, counts and starts the servers of a stack.

Only those that ./dev has started, by their pid; and they are started again
with its own functions, so that ./dev down finds them.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import os
import pathlib
import signal
import time

import psycopg2
import requests

from .stack import REPO

# Sets up what dev does before it runs a command; "$@" is what follows.
AS_DEV = """set -euo pipefail
repo=$1 export_home=$2; shift 2
export FAIRLOT_HOME=$export_home
pg_bin=/usr/lib/postgresql/15/bin
. "$repo/dev.d/say.sh"; . "$repo/dev.d/home.sh"; . "$repo/dev.d/processes.sh"
locate
"""
START = {"postgres": 'start postgres "$pg_bin/postgres" -D "$state/data"',
         "api": 'start api "$state/bin/fairlot" api',
         "keeper": 'start keeper "$state/bin/fairlot" keeper',
         "jobs": 'start jobs "$state/bin/fairlot" jobs',
         "documents": 'start documents "$state/bin/fairlot" documents'}
# Written by whoever asks, not by what is asked; and the clock of the tests.
VOLATILE = {"session", "refresh_token", "sign_in_failure", "access_log",
            "event_seal", "audit_batch", "sandbox_clock", "webhook_delivery",
            "webhook_progress"}


def own_like(path, status):
    """Gives a new file to whom the old one belonged."""
    if os.geteuid() == 0:
        os.chown(path, status.st_uid, status.st_gid)


def as_dev(stack, command):
    stack.run(["bash", "-c", AS_DEV + command, "dev", REPO, stack.home])


def start(stack, name):
    as_dev(stack, START[name])


def stop(stack, name, signal_name, seconds=30):
    as_dev(stack, f"stop {name} {signal_name} {seconds}")


def restart_postgres(stack):
    """As after a crash: no session is told, no buffer written."""
    as_dev(stack, f"stop postgres QUIT 30; {START['postgres']}")


def workers(stack):
    """The pids of the workers of `fairlot api`."""
    return children(stack.pid("api"))


def deliverers(stack):
    """The pid of the process of `fairlot jobs` that delivers webhooks."""
    return children(stack.pid("jobs"))


def children(parent):
    path = pathlib.Path(f"/proc/{parent}/task/{parent}/children")
    return set(map(int, path.read_text().split()))


def gone(pid):
    """Whether it has ended, even if nobody has buried it."""
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True
    return text.rpartition(")")[2].split()[0] == "Z"


def runs(stack, name):
    """Whether a server of the stack does."""
    try:
        return not gone(stack.pid(name))
    except FileNotFoundError:
        return False


def kill(pid):
    """kill -9; whoever is gone already is gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@contextlib.contextmanager
def without_jobs(stack):
    """As if `fairlot jobs` were late."""
    jobs = stack.pid("jobs")
    os.kill(jobs, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(jobs, signal.SIGCONT)


def within(seconds, is_so, pause=0.05):
    """Whether it is so before the time is up."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(pause)
    return False


def is_ready(stack):
    try:
        return requests.get(stack.base_url + "/readyz", timeout=5,
                            verify=stack.demo["ca_file"]).ok
    except requests.RequestException:
        return False


@contextlib.contextmanager
def service_away(stack):
    """nginx finds nobody behind it."""
    gate = pathlib.Path(stack.settings["FAIRLOT_SOCKET"])
    aside = gate.with_name("aside.sock")
    gate.rename(aside)
    try:
        yield
    finally:
        aside.rename(gate)


@contextlib.contextmanager
def superuser(stack):
    """A connection that no policy hides anything from."""
    settings = stack.settings["FAIRLOT_DB_OWNER"].replace(
        "user=fairlot_owner", "user=postgres")
    connection = psycopg2.connect(settings)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def database_answers(stack):
    try:
        with superuser(stack):
            return True
    except psycopg2.OperationalError:
        return False


def hang_up(stack):
    """Ends every database session of the service; how many those were."""
    with superuser(stack) as cursor:
        cursor.execute("SELECT count(pg_terminate_backend(pid))"
                       " FROM pg_stat_activity"
                       " WHERE usename = 'keeper'"
                       " OR starts_with(usename, 'app_')")
        return cursor.fetchone()[0]


def stored(stack):
    """{table: (rows, digest)} of all that requests are about."""
    found = {}
    with superuser(stack) as cursor:
        cursor.execute("SELECT quote_ident(relname) FROM pg_class"
                       " WHERE relkind = 'r' AND relnamespace ="
                       " 'public'::regnamespace")
        for (table,) in cursor.fetchall():
            if table in VOLATILE:
                continue
            cursor.execute(
                "SELECT count(*), md5(string_agg(md5(t::text), ''"
                f" ORDER BY md5(t::text))) FROM {table} t")
            found[table] = cursor.fetchone()
    return found
