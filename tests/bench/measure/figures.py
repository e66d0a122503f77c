"""figures.py - a row of the result: what was measured, and its ratios.

SPDX-License-Identifier: Apache-2.0
"""
import operator
import statistics

SENSES = {">=": operator.ge, "<=": operator.le, "<": operator.lt}


class Row:
    """One of B1 to B7."""

    def __init__(self, work, what):
        self.work, self.what = work, what
        self.figures = []  # {name, unit, values}
        self.ratios = []   # {name, values, sense, target}

    def figure(self, name, unit, values):
        self.figures.append({"name": name, "unit": unit, "values": values})

    def ratio(self, name, values, sense, target):
        self.ratios.append({"name": name, "values": values, "sense": sense,
                            "target": target})

    def as_json(self):
        return {
            "work": self.work, "what": self.what,
            "figures": [{"name": f["name"], "unit": f["unit"],
                         "median": statistics.median(f["values"]),
                         "values": f["values"]} for f in self.figures],
            "ratios": [{"name": r["name"],
                        "median": statistics.median(r["values"]),
                        "low": min(r["values"]), "high": max(r["values"]),
                        "values": r["values"], "sense": r["sense"],
                        "target": r["target"], "met": met(r)}
                       for r in self.ratios]}


def met(ratio):
    return SENSES[ratio["sense"]](statistics.median(ratio["values"]),
                                  ratio["target"])


def number(value):
    """With as many digits as anybody would believe."""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def table(rows, notes):
    """Lines for people: the medians, each ratio with its spread."""
    lines = []
    for row in rows:
        lines.append(f"{row.work} {row.what}")
        lines.append("   " + "   ".join(
            f"{f['name']} {number(statistics.median(f['values']))}{f['unit']}"
            for f in row.figures))
        for r in row.ratios:
            low, high = min(r["values"]), max(r["values"])
            lines.append(
                f"   {r['name']:30} {statistics.median(r['values']):8.2f}"
                f"   ({low:.2f} to {high:.2f})".ljust(66) +
                f" {r['sense']:>2} {r['target']:<5g}"
                f" {'met' if met(r) else 'MISSED'}")
    return "\n".join(lines + [""] + notes)
