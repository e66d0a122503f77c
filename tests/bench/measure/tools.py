"""tools.py - wrk and pgbench: how they are run, and what they said.

SPDX-License-Identifier: Apache-2.0
"""
import os
import re
import subprocess
import tempfile

PGBENCH = "/usr/lib/postgresql/15/bin/pgbench"
PSQL = "/usr/lib/postgresql/15/bin/psql"
CONNECTIONS = 16
# As db/db.c connects, and the peer: a statement is planned once.
PGOPTIONS = "-c plan_cache_mode=force_generic_plan"
UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


class Unusable(Exception):
    """What was measured is not what was meant to be."""


class NotInstalled(Unusable):
    """The peer's packages cannot be had."""


def read_wrk(said, refusals=False):
    """{per_second, requests, median_ms or None} of wrk's report, which may
    tell of refusals only if they are part of the work."""
    for wrong in ["Socket errors"] + \
            ([] if refusals else ["Non-2xx or 3xx responses"]):
        found = re.search(rf"{wrong}:.*", said)
        if found:
            raise Unusable(found[0])
    latency = re.search(r"^\s+50%\s+([\d.]+)(us|ms|s|m)$", said, re.M)
    return {
        "per_second": float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
        "requests": int(re.search(r"(\d+) requests in", said)[1]),
        "median_ms": (float(latency[1]) * UNITS[latency[2]]
                      if latency else None)}


def read_pgbench(said):
    """Transactions per second of pgbench's report."""
    failed = re.search(r"number of failed transactions: (\d+)", said)
    if failed and failed[1] != "0":
        raise Unusable(failed[0])
    return float(re.search(r"^tps = ([\d.]+)", said, re.M)[1])


def run(words, **more):
    done = subprocess.run([str(w) for w in words], text=True,
                          capture_output=True, check=False, **more)
    if done.returncode != 0:
        raise Unusable(f"{words[0]} ended with {done.returncode}:\n"
                       f"{done.stdout}\n{done.stderr}")
    return done.stdout


def wrk(url, *, seconds, token=None, connections=CONNECTIONS, script=None,
        words=(), refusals=False):
    """What read_wrk() makes of one run. script: of Lua, which gets words."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    if token:
        command += ["-H", f"Authorization: Bearer {token}"]
    if script:
        command += ["-s", script]
    return read_wrk(run([*command, url, "--", *words]), refusals)


def pgbench(conninfo, lines, defines, *, seconds, clients):
    """Transactions per second of the script in lines."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write("\n".join(lines) + "\n")
        script.flush()
        return read_pgbench(run(
            [PGBENCH, "-n", "-M", "prepared", "-f", script.name,
             "-c", clients, "-j", "1", "-T", seconds,
             *(f"-D{name}={value}" for name, value in defines.items()),
             conninfo], env=os.environ | {"PGOPTIONS": PGOPTIONS}))


def psql(conninfo, *words, text=None):
    """What psql printed, without ornament."""
    return run([PSQL, "-XAtq", "-v", "ON_ERROR_STOP=1", conninfo, *words],
               input=text)
