"""test_measure.py - what the bench reads is what wrk and pgbench said, and
what it prints is what it read. Nothing is timed here.

SPDX-License-Identifier: Apache-2.0
"""
import pytest
from measure import figures, peer, sql, tools

WRK = """Running 3s test @ https://localhost:8443/v1/referrals
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    15.51ms    5.05ms  44.62ms   71.11%
    Req/Sec     1.04k   112.34     1.29k    66.67%
  Latency Distribution
     50%   {median}
     75%   18.20ms
     90%   22.10ms
     99%   31.00ms
  3105 requests in 3.00s, 62.49MB read
Requests/sec:   1034.72
Transfer/sec:     20.82MB
"""
PGBENCH = """pgbench (15.20)
number of failed transactions: {failed} (0.000%)
latency average = 1.662 ms
initial connection time = 5.313 ms
tps = 2406.739473 (without initial connection time)
"""


@pytest.mark.parametrize("median, ms", [
    ("14.90ms", 14.9), ("900.00us", 0.9), ("1.25s", 1250.0), ("1.00m", 60000)])
def test_the_figures_of_wrk_are_read(median, ms):
    found = tools.read_wrk(WRK.format(median=median))
    assert found == {"per_second": 1034.72, "requests": 3105,
                     "median_ms": pytest.approx(ms)}


def test_a_run_of_wrk_with_refusals_or_broken_connections_is_none():
    refused = WRK.format(median="1.00ms") + "  Non-2xx or 3xx responses: 7\n"
    with pytest.raises(tools.Unusable, match="7"):
        tools.read_wrk(refused)
    assert tools.read_wrk(refused, refusals=True)["requests"] == 3105
    broken = "  Socket errors: connect 0, read 3, write 0, timeout 0\n"
    with pytest.raises(tools.Unusable, match="read 3"):
        tools.read_wrk(refused + broken, refusals=True)


def test_the_figure_of_pgbench_is_read_unless_a_transaction_failed():
    assert tools.read_pgbench(PGBENCH.format(failed=0)) == 2406.739473
    with pytest.raises(tools.Unusable, match="transactions: 12"):
        tools.read_pgbench(PGBENCH.format(failed=12))


def test_a_program_that_fails_is_named_with_what_it_said():
    with pytest.raises(tools.Unusable, match=r"(?s)sh ended with 3.*alas"):
        tools.run(["sh", "-c", "echo alas >&2; exit 3"])


def test_a_statement_becomes_a_line_of_pgbench():
    line = sql.line("transaction/enter.sql", {1: ":sid"})
    assert line.endswith("FROM enter((:sid)::uuid);")
    assert "\n" not in line and "--" not in line


@pytest.mark.parametrize("path", sorted(peer.STATEMENTS.values()))
def test_each_parameter_of_what_is_measured_has_its_type(path):
    kinds = sql.types(path)
    line = sql.line(path, dict.fromkeys(kinds, None))
    assert "$" not in line
    assert line.count("NULL::") >= len(kinds)


def row():
    made = figures.Row("B2", "a list")
    made.figure("limit", "/s", [1000, 3000, 2000])
    made.figure("API", "/s", [900, 1500, 1800])
    made.ratio("API / limit", [0.9, 0.5, 0.9], ">=", 0.8)
    made.ratio("growth", [21.0, 25.0, 19.0], "<", 20)
    return made


def test_the_table_has_medians_spread_and_verdict():
    lines = figures.table([row()], ["2 cores"]).splitlines()
    assert lines[0] == "B2 a list"
    assert lines[1].split() == ["limit", "2,000/s", "API", "1,500/s"]
    assert lines[2].split() == ["API", "/", "limit", "0.90", "(0.50", "to",
                                "0.90)", ">=", "0.8", "met"]
    assert lines[3].split()[-3:] == ["<", "20", "MISSED"]
    assert lines[-1] == "2 cores"


def test_the_json_form_says_the_same():
    said = row().as_json()
    assert said["figures"][1] == {"name": "API", "unit": "/s", "median": 1500,
                                  "values": [900, 1500, 1800]}
    assert said["ratios"][0] == {
        "name": "API / limit", "median": 0.9, "low": 0.5, "high": 0.9,
        "values": [0.9, 0.5, 0.9], "sense": ">=", "target": 0.8, "met": True}
    assert said["ratios"][1]["met"] is False


@pytest.mark.parametrize("value, text", [
    (12345.6, "12,346"), (123.4, "123"), (9.876, "9.88"), (0.0512, "0.0512")])
def test_a_figure_has_as_many_digits_as_are_believed(value, text):
    assert figures.number(value) == text
